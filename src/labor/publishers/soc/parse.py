"""Occupational classifications: structures, definitions, titles and crosswalks to parsed tables."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from labor.errors import ParseError, report_as_new
from labor.publishers.reading.cells import Cell, CellPlace, Rows, shown_cell, split_marks, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts, RawTable
from labor.publishers.soc.layouts import LAYOUTS, STRUCTURE, LayoutMatch, SocField, SocLayout

#: What refusals of a row call the table.
_WHAT = "the classification"
#: Headings stand below a few lines that name the agency and the table.
_BANNER_ROWS = 40
#: Sheets that explain the table beside them.
_EXPLAINS = re.compile(r"definitions|field descriptions|notes|read ?me", re.IGNORECASE)
#: "(as of 9/4/2019)"
_AS_OF = re.compile(r"as of (\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE)
#: 2019-29
_SPAN = re.compile(r"\b(20\d\d)[-–](\d\d)\b")
#: "National Employment Matrix 2019"
_MATRIX_YEAR = re.compile(r"\bmatrix (20\d\d)\b", re.IGNORECASE)
#: 29-2072
_CODE = re.compile(r"\d\d-\d{4}")
#: 29-2072.00
_ONET_CODE = re.compile(r"\d\d-\d{4}\.\d\d")
#: Marks behind titles of the crosswalks: (#) and * the occupation on this side was split,
#: (##) and ** the one on this side takes in several.
_MARKED = re.compile(r"(?=.*[A-Za-z])([^#*]*[^#*\s(])\s*(\(##?\)|\*\*?)?")
#: Level of a code by its column in a structure, with the form of its codes.
_LEVELS = {
    "major_code": ("major", re.compile(r"\d\d-0000")),
    "minor_code": ("minor", re.compile(r"\d\d-(?!0000)\d\d00")),
    "broad_code": ("broad", re.compile(r"\d\d-\d\d[1-9]0")),
    "detailed_code": ("detailed", re.compile(r"\d\d-\d{3}[1-9]")),
}


def recognises(book: Book) -> bool:
    """Whether a sheet of the book has the headings of a classification table."""
    return any(_headings(sheet) is not None for sheet in book.sheets())


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the classification table out of a workbook.

    Args:
        book: A workbook of the SOC committee, of O*NET or of the Employment Projections.
        vintage: Projections that a crosswalk of the Employment Projections belongs to, as
            "2019-29", for a file without a date; other tables know theirs.
        facts: Not used.

    Returns:
        One raw table; a second sheet with the same rows in another order is left out.

    Raises:
        ParseError: The headings are not those of a known table, two sheets disagree, a
            sheet is neither a known table nor an explanation, or the vintage is unknown.
    """
    tables: list[RawTable] = []
    for sheet in book.sheets():
        found = _headings(sheet)
        if found is not None:
            tables.append(_take(sheet, *found, vintage))
        elif not _EXPLAINS.search(sheet.name) and any(any(texts(row)) for row in sheet.rows):
            raise _unknown_sheet(sheet)
    if not tables:
        raise ParseError(
            "No sheet has the headings of a classification table",
            where=book.file,
            expected="a structure, definitions, direct match titles or a crosswalk",
            got=", ".join(book.sheet_names),
        )
    return _without_copies(tables)


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of a classification workbook.

    Args:
        table: Raw table of a kind "soc.*".

    Returns:
        One row per row of the workbook, with the fields of its layout in
        `soc.layouts` as columns; codes and titles are text. A mark behind a title is
        split into `<field>_mark`. A structure has `code` and `level` in place of one column
        of codes for each level.

    Raises:
        ParseError: A heading is unknown or missing, a cell does not have the form of its
            column, or two rows are alike.
    """
    layout = LAYOUTS[table.kind.removeprefix("soc.")]
    match = layout.match(table.columns)
    _refuse_headings(match, table.origin.file or table.kind, table.columns)
    table.refuse_cut_rows(_WHAT)
    headings = {name: table.columns[index] for name, index in match.columns.items()}
    columns: dict[str, list[Cell]] = {
        name: [row[index] for row in table.rows] for name, index in match.columns.items()
    }
    fields = [field for field in layout.fields if field.name in columns]
    if layout.name.startswith("structure_"):
        fields, columns = list(STRUCTURE), _single_code_column(columns, table.origin)
    parsed: dict[str, object] = {}
    for field in fields:
        heading = headings.get(field.name) or field.name
        parsed |= _read_column(field, columns[field.name], table.origin, heading)
    frame = pd.DataFrame(parsed)
    if layout.key:
        table.refuse_doubles(_WHAT, frame, layout.key)
    return frame


def _headings(sheet: Sheet) -> tuple[int, LayoutMatch] | None:
    """The row of headings of a sheet and the layout it fits, the one with most columns."""
    for index, row in enumerate(sheet.rows[:_BANNER_ROWS]):
        if sum(bool(text) for text in texts(row)) < 2:
            continue
        matches = [layout.match(texts(row)) for layout in LAYOUTS.values()]
        fitting = [match for match in matches if match.complete]
        if fitting:
            return index, max(fitting, key=lambda match: len(match.columns))
    return None


def _take(sheet: Sheet, head: int, match: LayoutMatch, vintage: str) -> RawTable:
    headings = texts(sheet.rows[head])
    _refuse_headings(match, sheet.where(head), headings)
    sheet.refuse_rows_above(head, lambda cells: any(_CODE.fullmatch(cell[:7]) for cell in cells))
    layout = _of_year(match.layout, sheet, head)
    first, rows = _data_rows(sheet, head)
    origin = CellPlace(sheet.file, sheet.name, sheet.first_row + first)
    width = max(match.columns.values()) + 1
    named = set(match.columns.values())
    for index, row in enumerate(rows):
        stray = [str(cell) for place, cell in enumerate(row) if place not in named and cell != ""]
        if stray:
            raise ParseError(
                "A cell stands in a column without a heading",
                where=origin.at(index),
                expected="cells under the headings only",
                got="; ".join(stray),
                next_step="Compare the sheet with the publisher's page.",
            )
    return RawTable(
        f"soc.{layout.name}",
        layout.vintage or _matrix_vintage(sheet, head, vintage),
        headings[:width],
        [[*row, *[""] * (width - len(row))][:width] for row in rows],
        origin,
    )


def _data_rows(sheet: Sheet, head: int) -> tuple[int, Rows]:
    """Rows below the headings without blank rows and the notes at the end, and where they begin."""
    rows = [(i, r) for i, r in enumerate(sheet.rows) if i > head and any(texts(r))]
    while rows and _is_note(texts(rows[-1][1])):
        rows.pop()
    if not rows:
        raise ParseError("The table has no rows", where=sheet.where(head))
    return rows[0][0], [row for _, row in rows]


def _is_note(row: list[str]) -> bool:
    return bool(row[0]) and not any(row[1:]) and not re.match(r"\d\d-\d{4}", row[0])


def _of_year(layout: SocLayout, sheet: Sheet, head: int) -> SocLayout:
    """The layout of the classification that the title lines name, where headings do not."""
    stem = layout.name.rpartition("_")[0]
    if stem not in ("structure", "definitions"):
        return layout
    lines = [sheet.name, *(text for row in sheet.rows[:head] for text in texts(row) if text)]
    # "2018 SOC", "2010 Standard Occupational Classification"
    named = re.search(r"\b(20\d\d) (SOC|Structure|Standard Occ)", " \n ".join(lines), re.IGNORECASE)
    if named is None or f"{stem}_{named[1]}" not in LAYOUTS:
        raise ParseError(
            "The title lines do not say which classification this is",
            where=sheet.where(),
            expected="2010 SOC or 2018 SOC in the lines above the headings",
            got=f"{named[1]} SOC" if named else "no year",
        )
    return LAYOUTS[f"{stem}_{named[1]}"]


def _matrix_vintage(sheet: Sheet, head: int, given: str) -> str:
    """Which projections a table of the Employment Projections belongs to.

    New projections are released at the end of August or in the first days of September, a
    year after their base year; until then files with a date belong to the ones before.
    """
    lines = " \n ".join(
        [sheet.name, *(text for row in sheet.rows[:head] for text in texts(row) if text)]
    )
    if span := _SPAN.search(lines):
        return f"{span[1]}-{span[2]}"
    if base := _MATRIX_YEAR.search(lines):
        year = int(base[1])
    elif re.fullmatch(r"20\d\d-\d\d", given):
        return given
    elif date := _AS_OF.search(lines):
        month, day, released = (int(part) for part in date.groups())
        year = released - 1 if (month, day) >= (8, 15) else released - 2
    else:
        raise ParseError(
            "The file does not say which projections it belongs to",
            where=sheet.where(),
            expected="a line As of month/day/year above the headings",
            got=f"the vintage {given}" if given else "no such line and no vintage",
            next_step="Name the vintage, for example 2019-29.",
        )
    return f"{year}-{(year + 10) % 100:02d}"


def _without_copies(tables: list[RawTable]) -> list[RawTable]:
    """One table of each kind; publishers add sheets with the same rows in another order."""
    kept: dict[str, RawTable] = {}
    for table in tables:
        first = kept.setdefault(table.kind, table)
        if _rows_by_heading(first) != _rows_by_heading(table):
            raise ParseError(
                "Two sheets hold different versions of one table",
                where=f"{table.origin.file}, sheets {first.origin.sheet}, {table.origin.sheet}",
                expected="the same rows in another order",
                next_step="Keep the sheet that is right and remove the other.",
            )
    return list(kept.values())


def _rows_by_heading(table: RawTable) -> list[tuple[str, ...]]:
    found = LAYOUTS[table.kind.removeprefix("soc.")].match(table.columns).columns
    order = [found[name] for name in sorted(found)]
    return sorted(tuple(texts([row[i] for i in order])) for row in table.rows)


def _refuse_headings(match: LayoutMatch, where: str, headings: list[str]) -> None:
    if match.missing or match.unknown:
        raise ParseError(
            "The headings are not those of the known layout",
            where=where,
            expected=f"headings of {match.layout.name}"
            + (f", missing: {'; '.join(match.missing)}" if match.missing else ""),
            got=f"unknown: {'; '.join(match.unknown)}" if match.unknown else "; ".join(headings),
            next_step=report_as_new(
                "Compare the headings with the publisher's page.", "the column"
            ),
        )


def _unknown_sheet(sheet: Sheet) -> ParseError:
    rows = [texts(row) for row in sheet.rows[:_BANNER_ROWS]]
    widest = max(rows, key=lambda row: sum(map(bool, row)))
    near = [
        match for row in rows for layout in LAYOUTS.values() if (match := layout.match(row)).columns
    ]
    best = max(near, key=lambda match: len(match.columns) - len(match.missing), default=None)
    return ParseError(
        "A sheet is no classification table that is known here",
        where=sheet.where(),
        expected=f"headings of {best.layout.name}, missing: {'; '.join(best.missing)}"
        if best
        else "the headings of a structure, definitions, direct match titles or a crosswalk",
        got="; ".join(text for text in widest if text),
        next_step=report_as_new("Check that this is the publisher's file.", "the layout"),
    )


def _read_column(
    field: SocField, cells: list[Cell], origin: CellPlace, heading: str
) -> dict[str, object]:
    """Read one column as its field says."""
    if field.form == "number":
        return {field.name: split_marks(cells, frozenset(), origin, heading)[0]}
    found = texts(cells)
    if field.form == "marked_title":
        _check(
            found, _MARKED.fullmatch, "a title, perhaps with (#), (##), * or **", origin, heading
        )
        parts = [part for text in found if (part := _MARKED.fullmatch(text))]
        return {
            field.name: pd.array([part[1] for part in parts], dtype="str"),
            f"{field.name}_mark": pd.array([part[2] or "" for part in parts], dtype="str"),
        }
    test, expected = _form(field.form)
    _check(found, test, expected, origin, heading)
    if field.form == "census_code":
        found = [text.zfill(4) for text in found]
    return {field.name: pd.array(found, dtype="str")}


def _single_code_column(columns: dict[str, list[Cell]], origin: CellPlace) -> dict[str, list[Cell]]:
    """Put the four columns of codes of a structure into one, with the level beside it."""
    grid = {name: texts(columns[name]) for name in _LEVELS}
    codes: list[Cell] = []
    levels: list[Cell] = []
    seen: set[str] = set()
    for index, row in enumerate(zip(*grid.values(), strict=True)):
        filled = [(name, code) for name, code in zip(grid, row, strict=True) if code]
        name, code = filled[0] if len(filled) == 1 else ("", "; ".join(c for _, c in filled))
        level, form = _LEVELS.get(name, ("", None))
        if form is None or not form.fullmatch(code) or code in seen:
            raise ParseError(
                "A row of the structure does not have one new code of its column's level",
                where=origin.at(index),
                expected="one code: 11-0000 major, 11-1000 minor, 11-1010 broad, 11-1011 detailed",
                got=f"{code or 'no code'}{f' in the column of {level} codes' if level else ''}",
            )
        seen.add(code)
        codes.append(code)
        levels.append(level)
    return {"code": codes, "level": levels, "title": columns["title"]}


def _form(form: str) -> tuple[Callable[[str], object], str]:
    forms: dict[str, tuple[Callable[[str], object], str]] = {
        "code": (_CODE.fullmatch, "a code as 29-2072"),
        "onet_code": (_ONET_CODE.fullmatch, "a code as 29-2072.00"),
        "census_code": (re.compile(r"\d{1,4}").fullmatch, "a Census code of up to four digits"),
        "profile_code": (
            re.compile(r"[A-Z]\d{3}|[—–-]?").fullmatch,
            "a profile as B196, a dash or an empty cell",
        ),
        "title": (re.compile("[A-Za-z]").search, "a title"),
        "text": (lambda text: True, "any text"),
        "flag": (lambda text: text.lower() in ("", "x"), "x or an empty cell"),
    }
    if form in forms:
        return forms[form]
    words = form.split("|")
    return (lambda text: text.lower() in words), f"one of: {', '.join(words)}"


def _check(
    found: list[str], test: Callable[[str], object], expected: str, origin: CellPlace, heading: str
) -> None:
    good: dict[str, bool] = {}
    for index, text in enumerate(found):
        if not good.setdefault(text, bool(test(text))):
            raise ParseError(
                "A cell does not have the form of its column",
                where=origin.at(index, heading),
                expected=expected,
                got=shown_cell(text),
                next_step="Compare the cell with the publisher's page.",
            )
