"""Files as people have them: what a spreadsheet did is told, and neighbors are called by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.errors import LaborError, ParseError, SourceError
from labor.publishers import registry
from labor.publishers.reading.cells import shown_cell
from labor.publishers.reading.files import book_from_bytes
from labor.publishers.registry import extract, parse
from labor.tables.build import tidy_file

HEADINGS = (
    "OCC_CODE,OCC_TITLE,OCC_GROUP,TOT_EMP,EMP_PRSE,H_MEAN,A_MEAN,MEAN_PRSE,H_PCT10,H_PCT25,"
    "H_MEDIAN,H_PCT75,H_PCT90,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90,ANNUAL,HOURLY\n"
)
ROW = (
    "29-2071,Medical Records Technicians,detailed,208650,1.0,21.16,44010,0.4,12.76,15.38,19.40,"
    "25.04,31.86,26550,31990,40350,52090,66260,,\n"
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="national_M2018_dl.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Nov-11", "a date that a spreadsheet made"),
        ("11-Sep", "a date that a spreadsheet made"),
        ("2011-11-01", "a date that a spreadsheet made"),
        ("292071", "a code has a hyphen"),
        ("#N/A", "an error of a spreadsheet's formula"),
    ],
)
def test_what_a_spreadsheet_made_of_a_code_is_told(file, cell, told):
    with pytest.raises(ParseError) as error:
        tidy_file(file(HEADINGS + ROW.replace("29-2071", cell)))
    assert told in error.value.got
    assert error.value.expected == "a code such as 29-2072"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("2.09E+05", "rounded"),
        ("#REF!", "formula"),
        ('"19,40"', "decimal comma"),
        ("####", "narrow"),
    ],
)
def test_what_a_spreadsheet_made_of_a_number_is_told(file, cell, told):
    with pytest.raises(ParseError) as error:
        tidy_file(file(HEADINGS + ROW.replace("208650", cell)))
    assert told in error.value.got


def test_a_long_cell_is_shown_in_part():
    assert len(shown_cell("x" * 40_000)) < 100


@pytest.mark.parametrize("comma", [".", ","])
def test_semicolons_between_cells_are_named(file, comma):
    text = (HEADINGS + ROW).replace(",", ";").replace(".", comma)
    with pytest.raises(SourceError, match="stand between semicolons") as error:
        tidy_file(file(text))
    assert ("decimal commas" in error.value.got) is (comma == ",")


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("HOUSEHOLD DATA\nANNUAL AVERAGES", "Current Population Survey"),
        ("Table 3.1 Civilian labor force by age, sex, race", "labor force projections"),
        ("Occupation Title\t2020 Percent of Industry\t2020 Percent of Occupation", "one industry"),
        ("Table 4.1 Macroeconomic indicators, 2004, 2014", "national accounts"),
        ("area_code\tareatype_code\tarea_name", "time-series files"),
    ],
)
def test_neighbors_are_called_by_name(file, first, told):
    with pytest.raises(ParseError, match="another publication") as error:
        extract(file(f"{first}\na\tb\n", "x.txt"))
    assert told in error.value.got


def test_a_table_that_is_no_neighbor_is_not_called_one():
    assert registry.neighbor([book_from_bytes(b"a,b\n1,2\n", "x.csv")]) == ""


#: "src/labor/tables", "labor/parse/x.py"; signs that only regular expressions have.
_SOURCE = re.compile(r"src/|\.py\b|\.toml\b|\\d|\[0-9\]|\(\?|\{\d,")


def test_no_message_in_the_source_sends_a_user_there(project):
    for path in sorted(Path(project / "src/labor/publishers").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"expected=f?\"[^\"]*\{[a-z_.]*(pattern|\.form)\}", text), path


@given(st.text(alphabet="0123456789.,-#/ABCNov+e $", max_size=12), st.integers(0, 19))
def test_no_message_shows_a_regular_expression(tmp_path_factory, cell, position):
    cells = ROW.strip().split(",")
    cells[position] = '"' + cell + '"'
    path = tmp_path_factory.mktemp("x") / "national_M2018_dl.csv"
    path.write_text(HEADINGS + ",".join(cells) + "\n", encoding="utf-8")
    try:
        for table in extract(path):
            parse(table)
    except LaborError as error:
        assert not _SOURCE.search(error.message().replace(repr(cell), ""))
