"""A page can come from anybody: it runs nothing, reads nothing, and is refused in words."""

import json
import re
from html import escape
from pathlib import Path

import nbformat
import pytest
from made_pages import page_of
from nbformat.v4 import new_code_cell, new_notebook
from typer.testing import CliRunner

from labor.answers.verify import verb
from labor.answers.verify.verb import verify_report
from labor.cli import app
from labor.errors import ReportError
from labor.report.notebooks import read_parameters
from labor.report.page_checks import MAX_BYTES
from labor.report.record import FILES, NOTEBOOK, PARAMETERS, checked_record, read_record

ROOT = Path(__file__).resolve().parents[2]

NAME = "outlook"
DEEP = "[" * 200_000


@pytest.fixture
def no_run(monkeypatch):
    """Nothing is run; what would be is noted."""
    runs = []
    monkeypatch.setattr(verb, "run_report", lambda *told, **more: runs.append(told))
    return runs


@pytest.fixture
def home(project, tmp_path):
    """A project of its own with the tables of this one, and a notebook outside of it."""
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    (home / "data" / "processed").symlink_to(project / "data" / "processed")
    (home / "notebooks").mkdir()
    for path in (project / "notebooks").glob("*.ipynb"):
        (home / "notebooks" / path.name).write_bytes(path.read_bytes())
    cell = new_code_cell("open('PWNED', 'w').close()", metadata={"tags": ["parameters"]})
    for folder in (tmp_path / "evil", home / "notebooks" / "deeper"):
        folder.mkdir()
        nbformat.write(new_notebook(cells=[cell]), folder / "evil.ipynb")
    return home


def with_record(name: str, content: str, page: str = "") -> str:
    """A page whose record has another text under a name."""
    meta = re.compile(rf'<meta name="{name}" content="[^"]*">')
    changed = f'<meta name="{name}" content="{escape(content)}">'
    text, number = meta.subn(lambda _: changed, page or page_of(NAME))
    assert number == 1
    return text


def written(folder, text: str):
    path = folder / "mail.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../evil/evil.ipynb",
        "../../evil/evil.ipynb",
        "deeper/evil.ipynb",
        "deeper\\evil.ipynb",
        "{outside}/evil.ipynb",
        "..",
        ".ipynb",
        "",
        "C:evil.ipynb",
        "evil.ipynb\x00.ipynb",
        "x" * 500 + ".ipynb",
    ],
)
def test_a_path_to_a_notebook_is_a_damaged_record(home, tmp_path, no_run, name):
    asked = name.format(outside=tmp_path / "evil")
    with pytest.raises(ReportError, match="record of the page is damaged"):
        verify_report(written(tmp_path, with_record(NOTEBOOK, asked)), root=home)
    assert no_run == []
    assert not list(tmp_path.rglob("PWNED"))


def test_a_link_out_of_the_folder_of_notebooks_is_not_followed(home, tmp_path, no_run):
    (home / "notebooks" / "evil.ipynb").symlink_to(tmp_path / "evil" / "evil.ipynb")
    page = with_record(PARAMETERS, "{}", with_record(NOTEBOOK, "evil.ipynb"))
    found = verify_report(written(tmp_path, page), root=home)
    assert found.notes == ("This project has no notebook evil.ipynb.",)
    assert no_run == []
    assert not list(tmp_path.rglob("PWNED"))


def test_a_notebook_that_the_project_does_not_have_is_said_so(home, tmp_path, no_run):
    found = verify_report(written(tmp_path, with_record(NOTEBOOK, "evil.ipynb")), root=home)
    assert found.notes == ("This project has no notebook evil.ipynb.",)
    assert no_run == []


@pytest.mark.parametrize(
    ("notebook", "parameters", "is_run"),
    [
        ("explore", {"folder": "/tmp"}, False),  # where it would write pictures
        ("explore", {"folder": "notebooks"}, False),
        ("explore", {"folder": ""}, True),
        ("explore", {"folder": ["/tmp"]}, False),
        ("article-check", {"article": "/etc/passwd"}, False),
        ("article-check", {"article": "../letter.md"}, False),
        ("article-check", {"article": "linked.md"}, False),
        ("article-check", {"article": "letter.md"}, True),
        ("article-check", {"text": "Pay/hour: see /etc/passwd"}, True),
        ("outlook", {"role": "../../etc/passwd"}, True),  # a name of an occupation, no file
        ("outlook", {"out": "/tmp/x"}, False),
    ],
)
def test_a_text_that_names_a_file_is_not_given_to_a_notebook(
    home, tmp_path, no_run, notebook, parameters, is_run
):
    (tmp_path / "letter.md").write_text("secret", encoding="utf-8")
    (home / "letter.md").write_text("An article.", encoding="utf-8")
    (home / "linked.md").symlink_to(tmp_path / "letter.md")
    page = with_record(NOTEBOOK, f"{notebook}.ipynb")
    page = with_record(PARAMETERS, json.dumps(parameters), page)
    try:
        found = verify_report(written(tmp_path, page), root=home)
    except FileNotFoundError:  # what was not run made no page
        assert is_run
    else:
        assert not is_run
        assert (
            f"could name a file or a folder, and is not made anew: {next(iter(parameters))}"
            in (found.notes[0])
        )
    assert len(no_run) == is_run


@pytest.mark.parametrize(
    ("parameters", "what"),
    [
        ({"no_such": 1}, "has no parameter 'no_such'"),
        ({"role": 5}, "role has a value of another kind"),
        ({"projection_vintage": ["2024-34"]}, "projection_vintage has a value of another kind"),
    ],
)
def test_parameters_are_those_of_the_notebook(project, tmp_path, parameters, what):
    page = with_record(PARAMETERS, json.dumps(parameters))
    (note,) = verify_report(written(tmp_path, page), root=project).notes
    assert "cannot be made anew" in note
    assert what in note


@pytest.mark.parametrize(
    "parameters",
    [
        "[1]",
        "5",
        "null",
        '"text"',
        DEEP,
        '{"a":' * 100_000,
        '{"role": "\\ud800"}',
        '{"role": "\\u001b[2J"}',
        '{"role": NaN}',
        '{"role": Infinity}',
        '{"role": 1e999}',
        f'{{"role": {"9" * 400}}}',
        f'{{"role": {"9" * 5000}}}',
        '{"role": null}',
        '{"role": {"a": 1}}',
        '{"role": [1]}',
        '{"role": [["a"]]}',
        '{"../role": "a"}',
        '{"role": "' + "a" * 300_000 + '"}',
        '{"role": "' + "a" * 600_000 + '"}',
        json.dumps({"peers": ["a"] * 5_000}),
        json.dumps({f"a{number}": 1 for number in range(5_000)}),
        "",
        "{",
    ],
)
def test_damaged_parameters_are_refused_in_words(parameters):
    with pytest.raises(ReportError, match="record of the page is damaged") as caught:
        checked_record("2026.1", "outlook.ipynb", parameters, "{}")
    assert len(str(caught.value)) < 1_000
    assert str(caught.value).isprintable() or "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    "files", ["[1]", "5", DEEP, '{"a": 1}', '{"a": [1]}', '{"a": "0"}', f'{{"a/b": "{"0" * 64}"}}']
)
def test_damaged_checksums_are_refused_in_words(files):
    with pytest.raises(ReportError, match="record of the page is damaged"):
        checked_record("2026.1", "outlook.ipynb", "{}", files)


@pytest.mark.parametrize("version", ["", "x", "2026.1\x1b[2J", "9" * 100])
def test_a_version_is_a_short_number(version):
    with pytest.raises(ReportError, match="record of the page is damaged"):
        checked_record(version, "outlook.ipynb", "{}", "{}")


@pytest.mark.parametrize("name", ["generator", NOTEBOOK, PARAMETERS, FILES])
def test_a_record_without_a_part_is_refused(name):
    page = page_of(NAME).replace(f'name="{name}"', 'name="other"')
    with pytest.raises(ReportError, match="does not say how it was made"):
        read_record(page)


@pytest.mark.parametrize(
    "address",
    [
        "../../etc/passwd#x",
        "no_such_table/2018#x",
        "projections/2024-34/29-2072#no_such_column",
        "projections/2024-34/29-2072#source_id",
        "projections/2024-34/No such occupation#base_employment_jobs",
        f"projections/2024-34/{'x' * 3_000}#base_employment_jobs",
        "projections/2024-34#base_employment_jobs",
        "projections/2024-34/29-2072/x#base_employment_jobs",
        "prices/²/5#cpi_u_index",
        f"prices/{'9' * 3_000}/5#cpi_u_index",
        "; ".join(["prices/2018/5#cpi_u_index"] * 500),
        "wages/2018/99/Information%20Clerks/no_such#annual_wage_usd",
        "#",
        "%00%1b[2J/x#y",
    ],
)
def test_an_address_that_names_nothing_is_found_and_nothing_else(project, tmp_path, address):
    page = page_of(NAME)
    right = 'data-from="projections/2024-34/29-2072#base_employment_jobs"'
    changed = page.replace(right, f'data-from="{address}"', 1)
    found, *_ = verify_report(written(tmp_path, changed), quick=True, root=project).mismatches
    assert "can be made again" in found.expected
    assert all(text.isprintable() and len(text) < 250 for text in vars(found).values())


@pytest.mark.parametrize("value", ["nan", "inf", "1_94800", "9" * 400, "1e999", "٣", " 194800"])
def test_a_value_that_is_no_number_is_found(project, tmp_path, value):
    page = page_of(NAME).replace('value="194800"', f'value="{value}"', 1)
    assert verify_report(written(tmp_path, page), quick=True, root=project).mismatches


@pytest.mark.parametrize("place", ["²-³", "0-99999999999999999999", "x", "-", "5-1"])
def test_a_damaged_place_of_a_number_in_a_text_is_found(project, tmp_path, place):
    page = re.sub(r'data-at="\d+-\d+', f'data-at="{place}', page_of(NAME), count=1)
    assert page != page_of(NAME)
    found = verify_report(written(tmp_path, page), quick=True, root=project)
    assert found.mismatches or found.not_made_again["without an origin"]


def test_elements_too_deep_to_be_read_are_refused(project, tmp_path):
    page = page_of(NAME).replace("</main>", f"{'<div>' * 5_000}</main>")
    with pytest.raises(ReportError, match="cannot be read to its end"):
        verify_report(written(tmp_path, page), quick=True, root=project)


def test_a_file_larger_than_any_report_is_refused(project, tmp_path):
    with pytest.raises(ReportError, match="larger than any report"):
        verify_report(written(tmp_path, page_of(NAME) + " " * MAX_BYTES), root=project)


def test_a_page_does_not_steer_the_terminal(project, tmp_path):
    page = page_of(NAME).replace(">194,800<", ">194,900&#x1b;[2J\x1b]0;x\x07\u202e<", 1)
    asked = ["verify", "report", str(written(tmp_path, page)), "--quick", "--root", str(project)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 1
    assert r"194,900\x1b[2J\x1b]0;x\x07\u202e" in result.stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.output)


def test_every_text_that_a_report_can_be_asked_with_is_known_to_be_none_of_a_file():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    texts = {
        parameter.name
        for path in notebooks
        for parameter in read_parameters(path)
        if isinstance(parameter.default, str | list)
    }
    assert len(notebooks) >= 9
    # The folder that the notebook explore is asked for can lead outside.
    assert texts - {"folder"} <= {*verb._WORDS, verb._FILE}
