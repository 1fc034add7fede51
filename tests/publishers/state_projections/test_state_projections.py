"""The long-term file of Projections Central: the held copy, its layouts, damaged rows."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import LaborError, ParseError
from labor.publishers.reading.cells import CellPlace, number_of, texts
from labor.publishers.reading.files import book_from_bytes, open_books
from labor.publishers.reading.tables import RawTable
from labor.publishers.state_projections import projections_central as state_projections

HEADINGS = ["Title", "Base", "Projected", "PercentChange", "AvgAnnualOpenings", "STFIPS", "OccCode"]
TABLE = RawTable(
    "state_projections.occupations",
    "2022-32",
    HEADINGS,
    [
        ["Medical Records Specialists", "194300", "210900", "8.5", "15000", "0", "29-2072"],
        ["Medical Records Specialists", "4010", "5080", "26.5", "400", "4", "29-2072"],
        ["Wellhead Pumpers", "360", "360", "0", "40", "56", "53-7073"],
    ],
    CellPlace("state_projections.csv", "", 2),
)
#: The columns that Projections Central serves; copies often drop some.
WHOLE = (
    "Area,Title,Base,Projected,Change,PercentChange,AvgAnnualOpenings,STFIPS,StateURL,OccCode,"
    "BaseYear,ProjYear\n"
    ' United States,Medical Records Specialists,194300,210900,"16,600",8.5,15000,0,,29-2072,'
    "2022,2032\n"
    "Arizona,Medical Records Specialists,4010,5080,1070,26.5,400,4,https://example.org,29-2072,"
    "2022,2032\n"
)


@cache
def held(publishers: Path) -> RawTable:
    (book,) = open_books(publishers / "state-projections" / "2022-32_state_projections.csv")
    assert state_projections.recognises(book)
    (table,) = state_projections.extract(book, vintage="2022-32")
    return table


def test_the_held_file(publishers):
    table = held(publishers)
    assert table.columns == HEADINGS
    assert len(table.rows) == 36_626
    frame = state_projections.parse(table)
    assert frame["state_fips"].nunique() == 55
    assert (frame["code"] == "29-2072").sum() == 51
    assert (frame["code"] == "29-9021").sum() == 44
    assert (frame["code"] == "31-9092").sum() == 55
    (arizona,) = frame[(frame["code"] == "29-2072") & (frame["state_fips"] == "4")].to_dict(
        "records"
    )
    assert (arizona["base_employment"], arizona["target_employment"]) == (4010, 5080)
    assert arizona["employment_change_pct"] == 26.5
    assert (arizona["base_year"], arizona["target_year"]) == (2022, 2032)


def test_text_cells_and_numbers_give_the_same_table():
    numbers = [[row[0], *map(float, row[1:5]), *row[5:]] for row in TABLE.rows]
    as_numbers = state_projections.parse(replace(TABLE, rows=numbers))
    pd.testing.assert_frame_equal(as_numbers, state_projections.parse(TABLE))


def test_the_vintage_must_be_said_where_the_file_does_not(publishers):
    (book,) = open_books(publishers / "state-projections" / "2022-32_state_projections.csv")
    with pytest.raises(ParseError, match="vintage of the state projections is not known"):
        state_projections.extract(book)


def test_the_whole_layout_says_its_vintage():
    book = book_from_bytes(WHOLE.encode(), "longterm.csv")
    assert state_projections.recognises(book)
    (table,) = state_projections.extract(book)
    assert table.vintage == "2022-32"
    frame = state_projections.parse(table)
    assert frame["employment_change"].tolist() == [16_600, 1_070]
    assert frame["area_title"].tolist() == ["United States", "Arizona"]
    with pytest.raises(ParseError, match="2021-31, 2022-32"):
        state_projections.extract(book, vintage="2021-31")
    mixed = book_from_bytes(WHOLE.replace("2022,2032\nA", "2021,2031\nA").encode(), "longterm.csv")
    with pytest.raises(ParseError, match="2021-31, 2022-32"):
        state_projections.extract(mixed)


def test_blank_rows_and_columns_without_heading_are_left_out():
    lines = ["\t".join([*HEADINGS, "", ""]), *("\t".join([*r, "", ""]) for r in TABLE.rows)]
    text = "\r\n".join([*lines, "\t" * 8, "\t" * 8, ""])
    (table,) = state_projections.extract(book_from_bytes(text.encode(), "s.csv"), "2022-32")
    assert table.rows == TABLE.rows
    stray = text.replace("53-7073\t", "53-7073\tx")
    with pytest.raises(ParseError, match="without a heading") as error:
        state_projections.extract(book_from_bytes(stray.encode(), "s.csv"), "2022-32")
    assert "row 4" in str(error.value)


def test_an_unknown_or_missing_heading_is_refused():
    for columns in ([*HEADINGS[:-1], "SOC"], ["Title", "Title", *HEADINGS[2:]]):
        with pytest.raises(ParseError, match="columns that are known"):
            state_projections.parse(replace(TABLE, columns=columns))


def test_an_occupation_twice_in_a_state_is_refused():
    with pytest.raises(ParseError, match="code 29-2072, state_fips 4 a second time") as error:
        state_projections.parse(replace(TABLE, rows=[*TABLE.rows, TABLE.rows[1]]))
    assert "row 5" in str(error.value)


@settings(max_examples=300, deadline=None)
@given(
    row=st.integers(0, 2),
    column=st.integers(0, 6),
    cell=st.one_of(
        st.text(max_size=8),
        st.sampled_from(["", "N/A", "*", "-", "1,000", "nan", "29-2072", "29-207", "04", "4.5"]),
    ),
)
def test_a_changed_cell_is_refused_or_read_as_it_stands(row, column, cell):
    rows = [list(values) for values in TABLE.rows]
    rows[row][column] = cell
    try:
        frame = state_projections.parse(replace(TABLE, rows=rows))
    except LaborError as error:
        assert "state_projections.csv, row" in str(error)
        return
    name = state_projections.NEEDED[HEADINGS[column]]
    got = frame.loc[row, name]
    assert got == (number_of(cell) if name in state_projections.NUMBERS else texts([cell])[0])
