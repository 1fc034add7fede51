"""`labor verify` as a person runs it."""

import json
import re

import pytest
from made_pages import page_of
from typer.testing import CliRunner

from labor.cli import app

NAME = "compare-roles"


@pytest.fixture
def run(tmp_path, project):
    """Run `labor verify report` on a page, with options."""

    def run(text: str, *options: str):
        path = tmp_path / "report.html"
        path.write_text(text, encoding="utf-8", newline="\n")
        asked = ["verify", "report", str(path), "--root", str(project), *options]
        return CliRunner().invoke(app, asked)

    return run


def test_the_command_says_what_was_made_again_and_by_which_code(run):
    result = run(page_of(NAME), "--quick")
    assert result.exit_code == 0
    other, same, rest, remade, end = result.stdout.splitlines()
    assert re.fullmatch(
        r"[\d,]+ numbers made again from the tables by code that makes no page", other
    )
    assert re.match(r"[1-9]\d* made again by the same code, such as likely ranges of pooled", same)
    assert re.fullmatch(r"[1-9]\d* not made again: .*counts \d+.*thresholds \d+.*", rest)
    assert (remade, end) == ("the page was not made anew", "no difference")


def test_the_counts_are_those_of_the_record(run):
    listed = json.loads(run(page_of(NAME), "--quick", "--json").stdout)
    assert listed["by_other_code"] > 50 * listed["by_same_code"] > 0
    assert listed["not_made_again"]["counts"] > 0
    assert listed["agrees"] is True


def test_another_unit_fails(run):
    result = run(page_of(NAME).replace(">$40,350<", ">€40,350<", 1), "--quick")
    assert result.exit_code == 1
    assert "expected  40350 in its digits, in dollars" in result.stdout
    assert "got       €40,350" in result.stdout


@pytest.mark.parametrize("name", ["../../evil.ipynb", "/tmp/evil.ipynb", "x/evil.ipynb"])
def test_a_page_that_names_another_notebook_is_refused(run, name):
    result = run(page_of(NAME).replace(f'"{NAME}.ipynb"', f'"{name}"', 1))
    assert result.exit_code == 1
    assert "record of the page is damaged" in str(result.exception)
