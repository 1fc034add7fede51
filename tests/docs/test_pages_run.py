"""The cookbook and the walkthroughs run as they stand, and print what they show."""

from pathlib import Path

import pytest
from shown import Section, Step, agrees, run, sections_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("cookbook.md", "walkthroughs.md")
SECTIONS = [
    pytest.param(section, id=f"{name.removesuffix('.md')}: {section.title}")
    for name in PAGES
    for section in sections_of(DOCS / name)
]


@pytest.mark.slow
@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("section", SECTIONS)
def test_what_a_page_shows_is_what_appears(section, tmp_path, monkeypatch, project):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LABOR_HOME", str(project))
    for step, printed in run(section, tmp_path, project):
        assert agrees(step, printed), f"{step.code}\nshown:\n{step.shown}\nprinted:\n{printed}"


@pytest.mark.parametrize("name", PAGES)
def test_every_piece_shows_something(name):
    for section in sections_of(DOCS / name):
        assert any(step.shown and step.shown.strip(" .\n") for step in section.steps), section.title


def test_a_page_that_shows_something_else_is_found(tmp_path, project):
    page = tmp_path / "page.md"
    page.write_text(
        "## One\n\n```console\n$ echo 4 || \\\n  true\n4\n$ echo 5\n6\n```\n\n"
        "## Two\n\n```python\nprint(2 + 2)\n```\n\n```text\n4\n```\n"
    )
    one, two = sections_of(page)
    assert (one.title, two.title) == ("One", "Two")
    assert one.steps[0] == Step("sh", "echo 4 || \\\n  true", "4\n")
    assert [agrees(*done) for done in run(one, tmp_path, project)] == [True, False]
    assert [agrees(*done) for done in run(two, tmp_path, project)] == [True]


def test_a_command_that_fails_fails(tmp_path, project):
    section = Section("", [Step("sh", "false | cat", None)])
    with pytest.raises(AssertionError, match="false"):
        list(run(section, tmp_path, project))
