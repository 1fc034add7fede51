"""Pages are valid by the HTML standard, as a validator that many projects use reads it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from default_reports import PAGES

VALIDATOR = Path(__file__).with_name("validator")
PROGRAM = VALIDATOR / "node_modules" / ".bin" / "html-validate"

pytestmark = pytest.mark.slow

GOOD = """<!DOCTYPE html>
<html lang="en">
<head><title>x</title></head>
<body>{}</body>
</html>
"""


@pytest.fixture(scope="module")
def problems_of():
    """Check files; problems as lines of file, line, rule and what is wrong."""
    if shutil.which("node") is None:
        pytest.skip("no Node.js on this machine (on Debian or Ubuntu: apt install nodejs npm)")
    if not PROGRAM.exists():
        pytest.skip(f"html-validate is not installed: run `npm ci` in {VALIDATOR}")

    def check(*paths: Path) -> list[str]:
        config = VALIDATOR / ".htmlvalidate.json"
        command = ["node", PROGRAM, "--config", config, "--formatter", "json", *paths]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.stdout, done.stderr
        return [
            f"{Path(file['filePath']).name}:{found['line']} {found['ruleId']}: {found['message']}"
            for file in json.loads(done.stdout)
            for found in file["messages"]
        ]

    return check


def test_every_default_page_is_valid(problems_of, default_pages):
    pages = sorted(default_pages.glob("*.html"))
    assert {page.stem for page in pages} == {*PAGES, "explorer"}
    assert problems_of(*pages) == []


@pytest.mark.parametrize(
    ("piece", "rule"),
    [
        ("<p><div>x</div></p>", "close-order"),
        ("<table><tr><p>x</p></tr></table>", "element-permitted-content"),
        ('<p id="a">x</p><p id="a">y</p>', "no-dup-id"),
        ("<button>x</button>", "no-implicit-button-type"),
        ('<p aria-label="x">x</p>', "aria-label-misuse"),
    ],
)
def test_the_validator_finds_what_is_wrong(problems_of, tmp_path, piece, rule):
    path = tmp_path / "bad.html"
    path.write_text(GOOD.format(piece), encoding="utf-8")
    assert rule in " ".join(problems_of(path))


def test_the_validator_lets_a_good_page_pass(problems_of, tmp_path):
    path = tmp_path / "good.html"
    path.write_text(GOOD.format("<p>x</p>"), encoding="utf-8")
    assert problems_of(path) == []


def test_the_validators_lock_names_no_registry():
    locked = json.loads((VALIDATOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = [package for name, package in locked.items() if name]
    assert packages
    assert all("resolved" not in package for package in packages)
    assert all(package["integrity"].startswith("sha512-") for package in packages)
