"""Damaged cells of the projections give an error or the row that the cell says, nothing else."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import LaborError
from labor.publishers.projections import parse as projections
from labor.publishers.reading.cells import CellPlace, text_of
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import RawTable

#: Rows of Tables 1.7 of 2018-28 and 1.2 of 2024-34 as published.
OCCUPATIONS = RawTable(
    "projections.occupations",
    "2024-34",
    [
        "2024 National Employment Matrix title",
        "2024 National Employment Matrix code",
        "Occupation type",
        "Employment, 2024",
        "Employment, 2034",
        "Employment change, numeric, 2024–34",
        "Employment change, percent, 2024–34",
        "Percent self employed, 2024",
        "Occupational openings, 2024–34 annual average",
        "Median annual wage, dollars, 2024[1]",
        "Typical education needed for entry",
        "Work experience in a related occupation",
        "Typical on-the-job training needed to attain competency in the occupation",
    ],
    [
        ["Total, all occupations", "00-0000", "Summary", 169956.1, 175167.9, 5211.8, 3.1, 5.8,
         18863.3, 49500.0, "—", "—", "—"],
        ["      Chief executives", "11-1011", "Line item", 309.4, 322.7, 13.3, 4.3, 25.9, 22.2,
         206420.0, "Bachelor's degree", "5 years or more", "None"],
        ["      Medical records specialists", "29-2072", "Line item", 194.8, 208.6, 13.8, 7.1,
         0.8, 14.2, 50250.0, "Postsecondary nondegree award", "None", "None"],
        ["        Anesthesiologists", "29-1211", "Line item", 40.2, 41.7, 1.5, 3.7, "—", 1.3,
         ">=$239,200", "Doctoral or professional degree", "None", "Internship/residency"],
    ],
    CellPlace("occupation.xlsx", "Table 1.2", 3),
    {
        "title": "Table 1.2 Occupational projections, 2024–2034, and worker characteristics, 2024",
        "footnote_1": "Wage included represents a comparable, but not exact, occupation.",
    },
)  # fmt: skip
NUMBERS = {
    3: "base_employment_thousands",
    4: "target_employment_thousands",
    5: "employment_change_thousands",
    6: "employment_change_pct",
    7: "self_employed_pct",
    8: "openings_annual_average_thousands",
    9: "median_annual_wage_usd",
}
WORDS = {2: "occupation_type", 10: "entry_education", 11: "work_experience", 12: "training"}
SHEET = Sheet(
    "occupation.xlsx",
    "Table 1.2",
    [
        [OCCUPATIONS.facts["title"], *[""] * 12],
        OCCUPATIONS.columns,
        *OCCUPATIONS.rows,
        ["Note: Data is unavailable for values denoted with a “—”.", *[""] * 12],
    ],
)

cells = st.one_of(
    st.text(max_size=12),
    st.floats(),
    st.booleans(),
    st.sampled_from(
        ["", " ", "—", "–", "-", "N/A", "None", "nan", "#", "*", "**", ">=", ">=$1", "$5,0", "1e5",
         "$88,340(1)", "$88,340(2)", "12,345.6", "1.234,5", "29-2072", "29–2072", "Line item",
         "Associate's degree", "１２", "TRUE", "4 years"]
    ),
)  # fmt: skip


def plain(cell: object) -> float | None:
    """The number a cell shows, read in another way than the parser does."""
    if isinstance(cell, bool) or (isinstance(cell, float) and not math.isfinite(cell)):
        return None
    if isinstance(cell, float):
        return cell
    bare = cell.strip().removeprefix(">=").strip()
    bare = bare.removesuffix("(1)").removeprefix("$").replace(",", "")
    return float(bare)


@settings(max_examples=400, deadline=None)
@given(row=st.integers(0, 3), column=st.integers(0, 12), cell=cells)
def test_a_changed_cell_is_refused_or_read_as_it_stands(row, column, cell):
    rows = [list(values) for values in OCCUPATIONS.rows]
    rows[row][column] = cell
    try:
        frame = projections.parse(replace(OCCUPATIONS, rows=rows))
    except LaborError as error:
        assert str(error).startswith("A ")
        assert "occupation.xlsx, sheet Table 1.2, row" in str(error)
        return
    before = projections.parse(OCCUPATIONS)
    others = [index for index in range(len(rows)) if index != row]
    changed = [name for name in frame.columns if name != "is_comparable_occupation"]
    assert frame.loc[others, changed].equals(before.loc[others, changed])
    got = frame.iloc[row]
    if column in NUMBERS:
        name = NUMBERS[column]
        mark = got[f"{name}_mark"]
        if mark in ("—", "–"):
            assert text_of(cell) == mark
            assert math.isnan(got[name])
            assert column in (7, 8, 9)
        else:
            assert got[name] == plain(cell)
            assert (mark == ">=") == text_of(cell).startswith(">=")
    elif column in WORDS:
        name = WORDS[column]
        assert text_of(cell) == (got[name] or got[f"{name}_mark"])
    elif column == 1:
        assert got["code"] == cell.strip().replace("–", "-")
    else:
        assert got["title"]
        assert " ".join(text_of(cell).split()).startswith(got["title"])


@settings(max_examples=200, deadline=None)
@given(row=st.integers(0, 6), column=st.integers(0, 12), cell=cells)
def test_a_changed_sheet_loses_no_row_silently(row, column, cell):
    rows = [list(values) for values in SHEET.rows]
    rows[row][column] = cell
    damaged = replace(SHEET, rows=rows)
    book = Book(SHEET.file, [SHEET.name], lambda _: damaged)
    try:
        tables = projections.extract(book)
        frames = [projections.parse(table) for table in tables]
    except LaborError:
        return
    if not frames:
        pytest.fail("the table is gone and nobody said so")
    (frame,) = frames
    assert len(frame) == len(OCCUPATIONS.rows)
    assert set(frame["base_year"]) == {2024}


@settings(max_examples=100, deadline=None)
@given(order=st.permutations(range(13)))
def test_the_order_of_the_columns_does_not_matter(order):
    moved = replace(
        OCCUPATIONS,
        columns=[OCCUPATIONS.columns[n] for n in order],
        rows=[[row[n] for n in order] for row in OCCUPATIONS.rows],
    )
    expected = projections.parse(OCCUPATIONS)
    assert projections.parse(moved)[expected.columns].equals(expected)


@settings(max_examples=60, deadline=None)
@given(row=st.integers(0, 3), length=st.integers(0, 12))
def test_a_cut_row_is_refused(row, length):
    rows = [list(values) for values in OCCUPATIONS.rows]
    rows[row] = rows[row][:length]
    with pytest.raises(LaborError, match="not of the known form"):
        projections.parse(replace(OCCUPATIONS, rows=rows))
