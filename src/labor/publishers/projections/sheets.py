"""The sheets of an Employment Projections workbook: which are taken, and each as a raw table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from labor.errors import ParseError, report_as_new
from labor.publishers.projections.layouts import DASHES, FOOTNOTE, TITLES, simplify
from labor.publishers.reading.cells import Cell, CellPlace, Rows, text_of, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import RawTable
from labor.terms import YEARS_AHEAD

#: 29-2072, with any dash.
OCCUPATION_CODE = re.compile(rf"[0-9]{{2}}[{DASHES}][0-9]{{4}}")
#: Industry codes of the National Employment Matrix: "TE1000", "31-330", "523,50", "9999R1".
INDUSTRY_CODE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9,-]{4,5}")
_BY_NAICS = (
    "industries by NAICS code, several of them without one, so that its rows cannot be told "
    "apart by code; later releases have codes of the National Employment Matrix"
)
#: How lines below a table begin: "(1) ...", "Footnotes:", "Note: ...", "Data source: ...".
_NOTE = re.compile(r"(\(\d+\)|\[\d+\]|footnotes?\b|notes?\b|(data |table )?sources?\b)", re.I)


def table_name(sheet: Sheet) -> str:
    """Which kind of table a sheet holds.

    Args:
        sheet: A sheet of an Employment Projections workbook.

    Returns:
        The kind, or "" for a table that is known and not taken and for an empty sheet.

    Raises:
        ParseError: The title in the first cell is not known.
    """
    if not any(any(texts(row)) for row in sheet.rows):
        return ""
    name = _name_of(sheet)
    if name is None:
        raise ParseError(
            "A sheet has a title that is not known",
            where=sheet.where(0),
            expected="the title of an Employment Projections table in the first cell",
            got=repr(_title_of(sheet)),
            next_step=report_as_new(
                "Check that the file is a workbook of the program, as released.", "the title"
            ),
        )
    return name


def why_left_out(sheet: Sheet) -> str:
    """The reason why a known table is not taken, in words."""
    if not (sheet.rows and sheet.rows[0]):
        return "no rows"
    title = _plain_title(sheet)
    reasons = (reason for form, reason in TITLES["left_out"].items() if re.match(form, title))
    return next(reasons, _BY_NAICS if _is_by_naics(sheet) else "not known")


def is_known(sheet: Sheet) -> bool:
    """Whether a sheet is a table of the Employment Projections program, taken or not."""
    return bool(sheet.rows and sheet.rows[0]) and _name_of(sheet) is not None


def _title_of(sheet: Sheet) -> str:
    """The text of the first cell, blanks and line breaks as one blank."""
    return " ".join(" ".join(texts(sheet.rows[0][:1])).split())


def _name_of(sheet: Sheet) -> str | None:
    title = _plain_title(sheet)
    for pattern, name in TITLES["taken"].items():
        if re.match(pattern, title):
            return "" if name == "industries" and _is_by_naics(sheet) else name
    return "" if any(re.match(pattern, title) for pattern in TITLES["left_out"]) else None


def _plain_title(sheet: Sheet) -> str:
    """The title in lower case without the number of the table: "Table 1.2 Occupational ..."."""
    title = re.sub(f"[{DASHES}]", "-", _title_of(sheet).lower())
    return re.sub(r"^table \d+\.\d+\.? ", "", title)


def _is_by_naics(sheet: Sheet) -> bool:
    """Whether the industries have codes of NAICS, as "2017 NAICS" in the headings says."""
    headings = (text for row in sheet.rows[1:4] for text in texts(row))
    return any(re.fullmatch(r"\d{4} naics", text.strip().lower()) for text in headings)


def find_vintage(book: Book, tables: Sequence[RawTable], vintage: str) -> str:
    """The vintage that titles and headings of a file agree on.

    Args:
        book: The file, for messages.
        tables: Its tables, vintage not known yet.
        vintage: The vintage expected, "2024-34", or "" if nothing is.

    Returns:
        The span of years as the program writes it, "2024-34".

    Raises:
        ParseError: The file names no vintage, more than one, or another one.
    """
    found: set[tuple[int, int]] = set()
    for table in tables:
        for text in (str(table.facts.get("title", "")), *table.columns):
            found |= _spans(text)
    names = {f"{start}-{end % 100:02d}" for start, end in found}
    if len(names) != 1 or (vintage and names != {vintage}):
        raise ParseError(
            "The title and the headings do not tell the vintage that was expected"
            if vintage
            else "The titles and headings do not name one vintage",
            where=book.file,
            expected=vintage or "one span of ten years, such as 2024-34",
            got=", ".join(sorted(names)) or "no years",
            next_step="Check that the file holds tables of one release of the projections.",
        )
    return names.pop()


def _spans(text: str) -> set[tuple[int, int]]:
    """Spans of ten years in a text; surveys of two years, "2016-17", are none."""
    # "2024-34", "2012 and projected 2022", "2024 National Employment Matrix code"
    plain = re.sub(f"[{DASHES}]", "-", FOOTNOTE.sub("", text))
    pairs = re.findall(r"(\d{4})\s*(?:-|and projected)\s*(\d{4}|\d{2})(?!\d)", plain)
    spans = {(int(start), int(start[:2] + end[-2:])) for start, end in pairs}
    spans |= {(start, end + 100) for start, end in spans if end < start}
    matrices = re.findall(r"(\d{4}) National Employment Matrix", plain, re.I)
    spans |= {(int(year), int(year) + YEARS_AHEAD) for year in matrices}
    return {(start, end) for start, end in spans if end - start == YEARS_AHEAD}


def read_sheet(sheet: Sheet, name: str) -> RawTable:
    """Take title, headings, rows and footnotes of a sheet apart.

    Args:
        sheet: Sheet whose first cell is the title.
        name: Kind of table, as `table_name` returns it.

    Returns:
        Raw table without a vintage; its facts are `title` and `footnote_<n>`.

    Raises:
        ParseError: No row has a code, a row between the first and the last code has
            none, or figures are counted in another unit than thousands.
    """
    sheet = _squared(sheet)
    code = INDUSTRY_CODE if name == "industries" else OCCUPATION_CODE
    column, coded = _coded_rows(sheet, code)
    first, last = coded[0], coded[-1]
    top = 1
    while top < first and not any(texts(sheet.rows[top][1:])):
        top += 1
    title = " ".join(" ".join(text_of(row[0]) for row in sheet.rows[:top]).split())
    _check_unit(sheet, title)
    columns = flatten(sheet.rows[top:first])
    width = max([column + 1, *(n for n, text in enumerate(columns, 1) if text)])
    known = set(coded)
    for index in range(first, len(sheet.rows)):
        if index not in known or any(texts(sheet.rows[index][width:])):
            _check_note(sheet, index, after=index > last)
    rows = [sheet.rows[index][:width] for index in coded]
    facts: dict[str, str | float] = {"title": title, **_footnotes(sheet.rows[last + 1 :])}
    origin = CellPlace(sheet.file, sheet.name, sheet.first_row + first)
    return RawTable(f"projections.{name}", "", columns[:width], rows, origin, facts)


def _squared(sheet: Sheet) -> Sheet:
    """The sheet with rows of one length; in a table saved as text they differ."""
    width = max(map(len, sheet.rows))
    rows = [[*row, *[""] * (width - len(row))] for row in sheet.rows]
    return replace(sheet, rows=rows)


def _coded_rows(sheet: Sheet, code: re.Pattern[str]) -> tuple[int, list[int]]:
    """The column of codes and the rows that have one; the first column with codes counts."""
    for column in range(len(sheet.rows[0])):
        cells = texts(row[column] for row in sheet.rows)
        coded = [index for index, cell in enumerate(cells) if index and code.fullmatch(cell)]
        if coded:
            return column, coded
    raise ParseError(
        "A table has no row with a code",
        where=sheet.where(),
        expected="codes such as 29-2072, or of industries such as 622000",
        got=f"the title {_title_of(sheet)!r} and {len(sheet.rows)} rows",
        next_step="Check that the sheet is complete; the download was probably cut.",
    )


def flatten(rows: Rows) -> list[str]:
    """One heading per column out of one to three rows with merged cells.

    A merged cell keeps its text in its first column only. A blank takes the text to
    its left where a row below divides it further and no row above begins a new group.
    "… title and code" over two columns is the title and the code.

    Args:
        rows: Heading rows, top to bottom.

    Returns:
        Headings, joined with a blank, line breaks and repeated blanks left out.
    """
    printed = [[" ".join(text.split()) for text in texts(row)] for row in rows]
    filled = [list(row) for row in printed]
    for level, row in enumerate(filled[:-1]):
        for column in range(1, len(row)):
            above = any(upper[column] for upper in printed[:level])
            below = any(lower[column] for lower in printed[level + 1 :])
            if not row[column] and below and not above:
                row[column] = row[column - 1]
    headings = [" ".join(filter(None, parts)) for parts in zip(*filled, strict=True)]
    for column, heading in enumerate(headings[:-1]):
        if simplify(heading).endswith("titleandcode") and not headings[column + 1]:
            stem = heading[: -len("title and code")]
            headings[column : column + 2] = [f"{stem}title", f"{stem}code"]
    return headings


def _check_unit(sheet: Sheet, title: str) -> None:
    # "(Numbers in thousands)", "(Employment in thousands)"
    unit = re.search(r"\((?:numbers|employment)[^()]*? in (\w+)", title, re.I)
    if unit and unit[1].lower() != "thousands":
        raise ParseError(
            "The figures are counted in a unit that is not known",
            where=sheet.where(0),
            expected="thousands",
            got=unit[1],
            next_step="Check the title on the publisher's page.",
        )


def _check_note(sheet: Sheet, index: int, after: bool) -> None:
    cells = [text for text in texts(sheet.rows[index]) if text]
    if not cells or (after and len(cells) == 1 and _NOTE.match(cells[0])):
        return
    raise ParseError(
        "A row is neither data nor a note",
        where=sheet.where(index),
        expected="a row with a code and cells under headings only, or after the last of them a "
        "footnote, note or source line",
        got=" | ".join(cells)[:200],
        next_step="Compare the row with the publisher's table.",
    )


def _footnotes(rows: Iterable[Sequence[Cell]]) -> dict[str, str]:
    lines = [line for row in rows for text in texts(row) for line in text.splitlines()]
    marked = [(FOOTNOTE.match(line), line) for line in lines]
    return {
        f"footnote_{match[1]}": " ".join(line[match.end() :].split())
        for match, line in marked
        if match
    }
