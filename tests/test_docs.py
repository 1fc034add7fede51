"""Pages and generated files say what is there."""

import json
import re
import subprocess
import sys

import pytest

from test_architecture import MAY_IMPORT

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def tracked(project, pattern):
    shown = subprocess.run(
        ["git", "ls-files", "-z", pattern], cwd=project, capture_output=True, text=True
    )
    if shown.returncode:
        pytest.skip("this copy is not a git checkout, so its tracked files are not known")
    return [project / name for name in shown.stdout.split("\0") if name]


def test_the_pages_of_commands_and_tables_are_those_of_the_program(project):
    check = [sys.executable, project / "docs" / "pages.py", "--check"]
    shown = subprocess.run(check, capture_output=True, text=True)
    assert (shown.returncode, shown.stderr) == (0, "")


def test_links_between_pages_lead_somewhere(project):
    pages = [*project.glob("*.md"), *(project / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(project)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken


def test_the_tree_of_the_readme_is_that_of_the_disk(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    block = readme.split("## Where things are")[1].split("```")[1]
    named = {line.split()[0].rstrip("/") for line in block.splitlines() if line.strip()}
    tracked_files = [path.relative_to(project) for path in tracked(project, "*")]
    tops = {path.parts[0] for path in tracked_files if len(path.parts) > 1}
    assert {name.split("/")[0] for name in named} == {top for top in tops if top[0] != "."}
    assert not [name for name in named if not (project / name).is_dir()]


def test_the_readme_names_every_default_report(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^- \*\*([a-z-]+)\*\*", readme, re.M)
    notebooks = {
        path.stem
        for path in (project / "notebooks").glob("*.ipynb")
        if json.loads(path.read_text(encoding="utf-8"))["metadata"]["labor"]["default"]
    }
    assert set(named) == notebooks


def test_the_picture_of_the_readme_is_there_small_and_told_in_words(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    (words, picture), *others = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", readme)
    assert not others
    assert (project / picture).stat().st_size < 150_000
    assert len(words.split()) > 10


def test_the_rooms_told_to_contributors_are_those_of_the_package(project):
    table = (project / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## The rooms")[1]
    named = re.findall(r"^\| `(\w+)` \|", table.split("\n## ")[0], re.M)
    assert len(named) == len(set(named))
    assert set(named) == set(MAY_IMPORT)


def test_every_make_target_is_listed_with_its_purpose(project):
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())
    listed = set(re.findall(r"^([a-z-]+):[^\n]*## ", makefile, re.M))
    assert listed == phony


def test_locked_versions_carry_hashes_and_no_address(project):
    for name in ("requirements.lock", "requirements-installer.lock"):
        text = (project / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "index-url" not in text
        packages = re.findall(r"^[a-z0-9._-]+==", text, re.M)
        assert packages
        assert all(
            "--hash=sha256:" in part for part in re.split(r"^(?=[a-z])", text, flags=re.M)[1:]
        )


def test_every_dependency_has_its_reason(project):
    text = (project / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'^  "([a-z][\w.-]*)(?:>=|==)', text, re.M)
    reasons = (project / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    assert names
    assert not [name for name in names if name not in reasons]


def test_notebooks_are_committed_without_outputs(project):
    notebooks = tracked(project, "*.ipynb")
    assert notebooks
    for path in notebooks:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                assert cell["outputs"] == []
                assert cell["execution_count"] is None
