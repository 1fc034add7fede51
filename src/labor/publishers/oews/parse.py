"""OEWS: employment and wages by occupation, from every layout since 1997 to one parsed table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeGuard

import numpy as np
import pandas as pd

from labor.errors import ParseError, report_as_new
from labor.publishers.oews.facts import agreed_facts, find_years
from labor.publishers.oews.layouts import (
    ESTIMATES,
    ESTIMATES_KIND,
    FLAT_EMPLOYMENT,
    FLAT_KIND,
    OewsField,
    is_flat_header,
    is_wage,
    match_columns,
)
from labor.publishers.oews.rows import data_rows, find_table
from labor.publishers.reading.cells import (
    Cell,
    CellPlace,
    ColumnRows,
    Rows,
    shown_cell,
    split_marks,
    texts,
)
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts, RawTable

#: Files of one level of industry whose rows do not say the level: nat3d, nat4d.
_INDUSTRY_FILE = re.compile(r"nat([34])d", re.I)


#: Scope of the catalogue by type of area: the nation, states and territories, local areas.
_AREA_SCOPES = {"1": "national", **dict.fromkeys("23", "state"), **dict.fromkeys("456", "metro")}
_ALL_SCOPE = "all"
_Array = np.ndarray | pd.api.extensions.ExtensionArray
_STATE_DIGITS = 2

#: What a cell of a column of text may be, for messages.
_IN_WORDS = {
    "year": "a year of four digits",
    "area_code": "an area code of up to seven digits",
    "area_type": "a number from 1 to 6",
    "primary_state": "the two letters of a state",
    "industry_code": "a NAICS code such as 622000 or 31-33",
    "industry_level": "cross-industry, sector or a level such as 4-digit",
    "ownership": "private or a kind of government",
    "ownership_code": "a code of owners such as 1235",
    "occupation_code": "a code such as 29-2072",
    "occupation_level": "total, major, minor, broad or detailed",
    "release": "no or nothing",
    **dict.fromkeys(("annual_only", "hourly_only"), "TRUE or an empty cell"),
}


def recognises(book: Book) -> bool:
    """Whether the book holds OEWS estimates, or employment from the OEWS time-series files."""
    return find_table(book) is not None


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the rows of estimates out of a file.

    Rows above the headings, blank rows and notes below the last row are left out.
    The row "Total 1997 Employment", which has no code, is a row of estimates.

    Args:
        book: A file that `recognises` accepts.
        vintage: Reference year, for a file that does not say it (May 2009 is `national_dl.xls`).
        facts: `top_code_hourly_usd` and `top_code_annual_usd`, for a file whose field
            descriptions are another file of the archive.

    Returns:
        One raw table of kind "oews.estimates" or "oews.flat_employment"; one for each
        year where the rows say several.

    Raises:
        ParseError: The year is not clear, a column is unknown, or statements about the
            top code differ.
    """
    found = find_table(book)
    if found is None:
        raise ParseError(
            "No sheet of the file has the headings of OEWS estimates",
            where=book.file,
            expected="a row with occ_code and at least one of tot_emp, h_mean, a_mean, a_median",
            next_step="Check that this is a table of estimates, not its field descriptions.",
        )
    sheet, header = found
    headings, rows, first = data_rows(sheet, header)
    flat = is_flat_header(headings)
    columns = match_columns(headings, sheet.where(header), FLAT_EMPLOYMENT if flat else ESTIMATES)
    banner = Sheet(sheet.file, sheet.name, sheet.rows[:header], sheet.first_row)
    known = agreed_facts(book, banner, facts)
    if level := _INDUSTRY_FILE.search(f"{book.file} {sheet.name}"):
        known["industry_level"] = f"{level.group(1)}-digit"
    position = next((at for field, at in columns.items() if field.name == "year"), None)
    printed = [] if position is None else texts(row[position] for row in rows)
    years = find_years(book, sheet, banner, printed, vintage)
    table = RawTable(
        kind=FLAT_KIND if flat else ESTIMATES_KIND,
        vintage=years[0],
        columns=headings,
        rows=rows,
        origin=CellPlace(sheet.file, sheet.name, sheet.first_row + first),
        facts=known,
    )
    if len(set(printed) - {""}) < 2:
        return [table]
    return [_of_year(table, year, printed) for year in years]


def scope_of(tables: Sequence[RawTable]) -> str:
    """Which table of the program the rows are: of the nation, of states, of industries.

    Args:
        tables: Raw tables of one file.

    Returns:
        Name of the scope in the catalogue; "" where the rows do not tell it.
    """
    scopes = {_scope_of(table) for table in tables}
    return scopes.pop() if len(scopes) == 1 else ""


def _scope_of(table: RawTable) -> str:
    if table.kind == FLAT_KIND:
        return ""
    places = {field.name: at for field, at in match_columns(table.columns, "").items()}

    def found(name: str) -> set[str]:
        return {*texts(row[places[name]] for row in table.rows)} if name in places else set()

    area = _area_scope(found("area_type"), found("area_code"), "area_title" in places)
    industries = found("industry_code") - {"", "000000", "0"}
    if not industries:
        return area
    if area != "national":
        return _ALL_SCOPE
    # 11, 31-33 and 99 are sectors; codes of finer industries have six characters.
    if all(len(code) == 2 or "-" in code for code in industries):
        return "sector"
    owners = found("ownership") | found("ownership_code")
    return "industry_ownership" if len(owners) > 1 else "industry"


def _area_scope(types: set[str], codes: set[str], is_titled: bool) -> str:
    if types:
        kinds = {_AREA_SCOPES.get(of_type, "") for of_type in types}
        return kinds.pop() if len(kinds) == 1 else _ALL_SCOPE
    if not codes:
        return "state" if is_titled else "national"
    # States have two digits, metropolitan areas at least four.
    return "state" if max(map(len, codes)) <= _STATE_DIGITS else "metro"


def _of_year(table: RawTable, year: str, printed: Sequence[str]) -> RawTable:
    """The rows of one year of a table that says the year in every row."""
    of_year = [index for index, printed_year in enumerate(printed) if printed_year == year]
    first = table.origin.first_row + of_year[0]
    return replace(
        table,
        vintage=year,
        rows=[table.rows[index] for index in of_year],
        origin=replace(table.origin, first_row=first),
        facts=dict(table.facts),
    )


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of estimates.

    Args:
        table: Raw table of kind "oews.estimates" or "oews.flat_employment".

    Returns:
        One row per row of the publisher, in the publisher's order. Columns carry the
        names of `oews.layouts`; a column that the file does not have is absent. Codes
        and titles are text without surrounding blanks, `annual_only` and `hourly_only`
        are booleans, and each number is float64 (wages in US dollars, employment in
        jobs, errors and shares in percent) with its mark in `<name>_mark`.

    Raises:
        ParseError: A cell is not what its column may hold, or wages are top-coded and
            the floor is not known.
    """
    fields = FLAT_EMPLOYMENT if table.kind == FLAT_KIND else ESTIMATES
    columns = match_columns(table.columns, table.origin.at(-1), fields)
    rows = table.rows
    column = rows.column if isinstance(rows, ColumnRows) else _turned(rows).__getitem__
    series: dict[str, _Array | None] = {}
    marks: dict[str, np.ndarray | None] = {}
    for field, position in columns.items():
        series[field.name], hidden = _column(field, table, position, column)
        if field.kind not in ("text", "flag"):
            marks[f"{field.name}_mark"] = hidden
            series[f"{field.name}_mark"] = None  # its place beside the number
    series |= _mark_columns(marks, len(table.rows))
    parsed = pd.DataFrame(series)
    _check_rows(parsed, table)
    return parsed


def _column(
    field: OewsField, table: RawTable, position: int, column: Callable[[int], list[Cell]]
) -> tuple[_Array, np.ndarray | None]:
    """The values of a column, and what stands in place of numbers, if something does."""
    coded = table.rows.coded(position) if isinstance(table.rows, ColumnRows) else None
    if coded:
        cells, codes = coded
        # What cannot be read is read again, for a message that names the row.
        with suppress(ParseError):
            values, hidden = _values(field, cells, table, table.columns[position])
            return values.take(codes), None if hidden is None else hidden[codes]
    return _values(field, column(position), table, table.columns[position])


def _values(
    field: OewsField, cells: list[Cell], table: RawTable, heading: str
) -> tuple[_Array, np.ndarray | None]:
    if field.kind == "text":
        return _text(field, cells, table.origin, heading), None
    if field.kind == "flag":
        shown = pd.Series(_text(field, cells, table.origin, heading))
        return shown.str.upper().eq("TRUE").to_numpy(dtype=bool), None
    return _numbers(field, cells, table, heading)


def _turned(rows: Rows, block: int = 500) -> list[list[Cell]]:
    """Rows to columns, a block of rows at a time, which keeps to the processor's cache."""
    columns: list[list[Cell]] = [[] for _ in rows[0]]
    for start in range(0, len(rows), block):
        for column, part in zip(
            columns, zip(*rows[start : start + block], strict=True), strict=True
        ):
            column.extend(part)
    return columns


def _numbers(
    field: OewsField, cells: list[Cell], table: RawTable, heading: str
) -> tuple[np.ndarray, np.ndarray | None]:
    known = field.marks_in(int(table.vintage))
    values, marks = split_marks(cells, known, table.origin, heading)
    if marks is not None and is_wage(field):
        _check_top_code(field, marks, table, heading)
    return values, marks


def _mark_columns(
    marks: dict[str, np.ndarray | None], rows: int
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Marks as columns of text, made in one go: one array, and a slice of it for each column."""
    palette = [""]
    numbers = np.zeros((len(marks), rows), dtype=np.intp)
    for column, found in zip(numbers, marks.values(), strict=True):
        if found is None:
            continue
        for row in np.flatnonzero(found).tolist():
            if found[row] not in palette:
                palette.append(found[row])
            column[row] = palette.index(found[row])
    together = pd.array(palette, dtype="str").take(numbers.ravel())
    return {
        name: together[start : start + rows]
        for name, start in zip(marks, range(0, numbers.size, rows), strict=True)
    }


def _text(
    field: OewsField, cells: list[Cell], origin: CellPlace, heading: str
) -> pd.api.extensions.ExtensionArray:
    written, plain = _written(cells)
    form = re.compile(field.form, re.IGNORECASE)
    wrong = {text for text, bare in plain.items() if field.form and not form.fullmatch(bare)}
    if wrong:
        row = next(index for index, text in enumerate(written) if text in wrong)
        raise ParseError(
            f"A cell is not what the column {field.name} may hold",
            where=origin.at(row, heading),
            expected=_IN_WORDS.get(field.name, "one of the texts that the agency prints there"),
            got=shown_cell(cells[row]),
            next_step=report_as_new("Compare the cell with the publisher's page.", "the value"),
        )
    if plain.keys() != set(plain.values()):
        written = [plain[text] for text in written]
    return pd.array(written, dtype="str")


def _written(cells: list[Cell]) -> tuple[list[str], dict[str, str]]:
    """The cells as texts, and each different text without surrounding blanks.

    Codes and titles repeat by the thousand: what is asked of texts is asked of each once.
    """
    written = cells if _is_text(cells) else texts(cells)
    return written, {text: text.strip() for text in set(written)}


def _is_text(cells: list[Cell]) -> TypeGuard[list[str]]:
    return set(map(type, cells)) == {str}


def _check_top_code(field: OewsField, marks: np.ndarray, table: RawTable, heading: str) -> None:
    fact = "top_code_hourly_usd" if field.name.startswith("h_") else "top_code_annual_usd"
    if fact in table.facts or not (marks == "#").any():
        return
    row = int(np.flatnonzero(marks == "#")[0])
    raise ParseError(
        "A wage is top-coded and the floor of that year is not known",
        where=table.origin.at(row, heading),
        expected=f"the fact {fact} from the field descriptions of {table.vintage}",
        got="#",
        next_step="Read the whole archive of the publisher, which has the field descriptions "
        "beside the table, or give the amount that they name.",
    )


def _check_rows(parsed: pd.DataFrame, table: RawTable) -> None:
    # Only the total of 1997 names its occupation by the title alone.
    nameless = parsed["occupation_code"] == ""
    if nameless.any() and "occupation_title" in parsed:
        nameless &= ~parsed["occupation_title"].str.fullmatch(r"Total \d{4} Employment")
    _refuse(nameless, table, "A row names no occupation", "an occupation code")
    if {"annual_only", "hourly_only"} <= set(parsed.columns):
        both = parsed["annual_only"] & parsed["hourly_only"]
        _refuse(both, table, "A row is both annual only and hourly only", "one of the two flags")


def _refuse(bad: pd.Series, table: RawTable, what: str, expected: str) -> None:
    if not bad.any():
        return
    row = int(np.flatnonzero(bad)[0])
    raise ParseError(
        what,
        where=table.origin.at(row),
        expected=expected,
        got=", ".join(text for text in texts(table.rows[row]) if text),
        next_step="Compare the row with the publisher's page.",
    )
