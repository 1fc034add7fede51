"""A digit changed anywhere in a page is found, and its place is said."""

import json
import random
import re

import pytest
from made_pages import page_of
from typer.testing import CliRunner

from labor.answers.verify.verb import verify_report
from labor.cli import app
from labor.errors import ReportError
from labor.provenance.checking import differences
from labor.provenance.pages import Page
from labor.report.record import read_record

NAME = "outlook"
run = CliRunner().invoke


@pytest.fixture
def page(tmp_path):
    """Write a page and return its file."""

    def write(text: str):
        path = tmp_path / "report.html"
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


def test_changed_digits_are_found_and_placed():
    text = page_of(NAME)
    again = Page(text)
    chance = random.Random(20261123)
    places = [digit.start() for digit in re.finditer(r"\d", text)]
    for at in chance.sample(places, 60):
        other = chance.choice([digit for digit in "0123456789" if digit != text[at]])
        changed = text[:at] + other + text[at + 1 :]
        found = differences(Page(changed), again)
        assert found, f"character {at}"
        assert all(one.where and one.got != one.expected for one in found)


def test_a_page_does_not_differ_from_itself():
    assert differences(Page(page_of(NAME)), Page(page_of(NAME))) == []


@pytest.mark.parametrize(
    ("change", "where", "got"),
    [
        (("7.1%", "7.2%"), "The answer, paragraph, text", "7.2%"),
        (('d="M', 'd="M 1 1 L'), "drawing, attribute d of <path>", "M 1 1 L"),
        (("</h2>", "</h2><p>New.</p>"), "paragraph, tag", "tag p"),
        (("<main ", "<main  "), "line ", "<main  "),
        (("</html>\n", "</html>"), "end of the file", "other line ends"),
    ],
)
def test_a_difference_says_where_it_is(change, where, got):
    text = page_of(NAME)
    found = differences(Page(text.replace(*change, 1)), Page(text))
    assert any(where in one.where and got in one.got for one in found), found[:5]


def test_the_page_says_how_it_was_made():
    record = read_record(page_of(NAME))
    assert record.notebook == f"{NAME}.ipynb"
    assert record.parameters["projection_vintage"] == "2024-34"
    assert record.files
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in record.files.values())


def test_the_files_of_the_record_are_those_of_the_sources():
    text = page_of(NAME)
    assert all(digest in text.partition("<body")[2] for digest in read_record(text).files.values())


@pytest.mark.slow
def test_an_untouched_page_agrees_as_a_whole(page, project):
    found = verify_report(page(page_of(NAME)), root=project)
    assert found.mismatches == ()
    assert found.notes == ()
    assert found.remade
    assert found.by_other_code > 100


def test_a_changed_number_is_found_by_its_cells(page, project):
    text = page_of(NAME).replace(">194,800<", ">194,900<", 1)
    (found,) = verify_report(page(text), quick=True, root=project).mismatches
    assert found.got == "194,900"
    assert found.origin == ("as published: projections/2024-34/29-2072#base_employment_jobs")


@pytest.mark.parametrize(
    ("name", "old", "new", "unit"),
    [
        ("compare-roles", ">$40,350</data>", ">€40,350</data>", "in dollars"),
        ("compare-roles", ">$40,350</data>", ">40,350</data>", "in dollars"),
        ("compare-roles", ">$40,350</data>", ">$40,350 million</data>", "in dollars"),
        ("compare-roles", ">$40,350</data>", ">$4,035,0</data>", "in its digits"),
        (NAME, "%</data>", " million</data>", "in percent"),
        (NAME, "%</data>", "</data>", "in percent"),
        (NAME, ">194,800</data>", ">194,800%</data>", "without a sign of a unit"),
        (NAME, ">194,800</data>", ">$194,800</data>", "without a sign of a unit"),
    ],
)
def test_another_unit_is_found_by_the_cells(page, project, name, old, new, unit):
    text = page_of(name)
    assert old in text
    (found,) = verify_report(page(text.replace(old, new, 1)), quick=True, root=project).mismatches
    assert unit in found.expected


def test_other_words_on_an_origin_are_found_by_the_cells(page, project):
    true = "As published: employment change of 29-2072, 2024-34"
    other = true.replace("employment change", "openings annual average")
    text = page_of(NAME).replace(true, other, 1)
    (found,) = verify_report(page(text), quick=True, root=project).mismatches
    assert found.got.startswith(other)
    assert found.expected.startswith(true)


def _swapped(text: str) -> str:
    one, other = [found[0] for found in re.finditer(r"<data [^>]*>[^<]*</data>", text)][10:12]
    assert one != other
    return text.replace(one, "\0", 1).replace(other, one, 1).replace("\0", other, 1)


def _without_a_row(text: str) -> str:
    row = re.search(r"<tr>\s*<td.*?</tr>|<tr>\s*<th scope=.row.*?</tr>", text, re.S)
    return text.replace(row[0], "", 1)


@pytest.mark.parametrize("change", [_swapped, _without_a_row])
def test_what_is_elsewhere_or_gone_is_found_by_the_whole_comparison(page, project, change):
    text = page_of(NAME)
    changed = change(text)
    assert changed != text
    assert differences(Page(changed), Page(text))
    # Each number by itself is still that of its cells; their order is not.
    found = verify_report(page(changed), quick=True, root=project).mismatches
    assert [one.where for one in found] == ["numbers of the page"]


def _headings_swapped(text: str) -> str:
    found = re.finditer(r'(?<=<th scope="row">)[A-Z][^<]*(?=</th>)', text)
    one, other = [m[0] for m in found][:2]
    assert one != other
    return (
        text.replace(f">{one}</th>", ">\0<", 1)
        .replace(f">{other}</th>", f">{one}</th>", 1)
        .replace(">\0<", f">{other}</th>", 1)
    )


@pytest.mark.parametrize(
    "change",
    [
        _headings_swapped,
        lambda text: text.replace("</data>", "</data> million", 1),
        lambda text: re.sub(r"(<main.*?)<data", r"\1-<data", text, count=1, flags=re.S),
        lambda text: text.replace("</main>", "<p>It is twice as much.</p></main>"),
        lambda text: re.sub(r"(<main.*?<p[^>]*>)[^<]+", r"\1", text, count=1, flags=re.S),
    ],
)
def test_other_words_around_the_numbers_are_found_without_a_page_made_anew(page, project, change):
    text = page_of("compare-roles")
    changed = change(text)
    assert changed != text
    (found,) = verify_report(page(changed), quick=True, root=project).mismatches
    assert found.where == "words of the page"


def test_a_page_without_its_seal_is_not_taken(page, project):
    text = re.sub(r'<meta name="labor:numbers"[^>]*>', "", page_of(NAME))
    (found,) = verify_report(page(text), quick=True, root=project).mismatches
    assert found.expected.startswith("not said how many")


def test_a_page_of_another_version_is_said_so(page, project):
    text = re.sub(r'content="labor [\d.]+"', 'content="labor 2001.1"', page_of(NAME))
    found = verify_report(page(text), root=project)
    assert not found.agrees
    assert not found.remade
    assert "made by labor 2001.1" in found.notes[0]


def test_a_page_of_other_data_is_said_so(page, project):
    digest = next(iter(read_record(page_of(NAME)).files.values()))
    found = verify_report(page(page_of(NAME).replace(digest, "0" * 64)), root=project)
    assert not found.agrees
    assert "made from other files" in found.notes[0]


@pytest.mark.parametrize("text", ["", "<p>Hello</p>", "\x00"])
def test_a_page_that_is_no_report_is_refused(page, project, text):
    with pytest.raises(ReportError, match="does not say how it was made"):
        verify_report(page(text), root=project)


def test_a_damaged_record_is_said_so(page, project):
    text = page_of(NAME).replace("projection_vintage&quot;: ", "projection_vintage&quot; ", 1)
    with pytest.raises(ReportError, match="record of the page is damaged"):
        verify_report(page(text), root=project)


@pytest.mark.slow
def test_a_record_that_makes_no_page_is_told(page, project):
    text = page_of(NAME).replace(
        "projection_vintage&quot;: &quot;2024-34", "projection_vintage&quot;: &quot;9", 1
    )
    found = verify_report(page(text), root=project)
    assert not found.agrees
    assert "cannot be made anew" in found.notes[0]


def test_a_file_that_is_not_there_is_refused(tmp_path, project):
    with pytest.raises(ReportError, match="cannot be read"):
        verify_report(tmp_path / "none.html", root=project)


def test_the_command_lists_what_differs_and_fails(page, project):
    path = page(page_of(NAME).replace(">194,800<", ">194,900<", 1))
    asked = ["verify", "report", str(path), "--quick", "--root", str(project)]
    result = run(app, asked)
    assert result.exit_code == 1
    assert "got       194,900" in result.stdout
    listed = json.loads(run(app, [*asked, "--json"]).stdout)
    assert listed["agrees"] is False
    assert listed["mismatches"][0]["got"] == "194,900"


def test_the_command_is_content_with_a_page_as_it_was_made(page, project):
    path = page(page_of(NAME))
    result = run(app, ["verify", "report", str(path), "--quick", "--root", str(project)])
    assert result.exit_code == 0
    assert "no difference" in result.stdout
