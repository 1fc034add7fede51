"""Where in an OEWS file the table stands: its sheet, its headings and its data rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labor.errors import ParseError
from labor.publishers.oews.facts import is_descriptions
from labor.publishers.oews.layouts import is_flat_header, is_header
from labor.publishers.reading.cells import Cell, Rows, number_of, texts
from labor.publishers.reading.files import Book, Sheet

#: Rows in which headings are looked for: the tables of 1997 and 2000 explain their columns first.
_MAX_BANNER_ROWS = 100

#: A row of estimates has more numbers than this, the explanation of a column has not.
_NUMBERS_OF_A_ROW = 3
#: 29-2072; 32911 before the SOC; 292072 in the time-series files.
_CODE = re.compile(r"\d\d-\d{4}|\d{5,6}")


def find_table(book: Book) -> tuple[Sheet, int] | None:
    """Find the sheet with the estimates.

    Args:
        book: Any file.

    Returns:
        The sheet and the position (from 0) of its heading row; None where no sheet has
        the headings of estimates.
    """
    for name in book.sheet_names:
        if is_descriptions(name):
            continue
        sheet = book.sheet(name)
        for index, row in enumerate(sheet.rows[:_MAX_BANNER_ROWS]):
            cells = texts(row)
            if is_header(cells) or is_flat_header(cells):
                return sheet, index
    return None


def data_rows(sheet: Sheet, header: int) -> tuple[list[str], Rows, int]:
    """Take headings and data rows out of a sheet.

    Args:
        sheet: The sheet.
        header: Position of the heading row.

    Returns:
        Headings; data rows without blank rows and without the notes below them; and
        the position in the sheet of the first data row.

    Raises:
        ParseError: There is no data row, or one is shorter or longer than the headings.
    """
    body = sheet.rows[header + 1 :]
    filled = [index for index, row in enumerate(body) if _has_content(row)]
    while filled and _is_note(body[filled[-1]]):
        filled.pop()
    if not filled:
        raise ParseError("The table has headings and no rows", where=sheet.where(header))
    sheet.refuse_rows_above(header, _is_estimates)
    headings = texts(sheet.rows[header])
    rows = body if len(filled) == len(body) else [body[index] for index in filled]
    _check_lengths(rows, filled, headings, sheet, header)
    # A workbook can reach further to the right than its table: nothing stands there.
    width = len(headings)
    while not headings[width - 1] and not any(texts(row[width - 1] for row in rows)):
        width -= 1
    if width < len(headings):
        rows = [row[:width] for row in rows]
    return headings[:width], rows, header + 1 + filled[0]


def _has_content(row: Sequence[Cell]) -> bool:
    # The first cell, nearly always a code, decides at once.
    return bool(row) and (
        bool(str(row[0]).strip()) or any(type(cell) is not str or cell.strip() for cell in row)
    )


def _is_note(row: Sequence[Cell]) -> bool:
    """A note fills one cell, and not with an occupation code or a number that lost its row."""
    cells = [text for text in texts(row) if text]
    return len(cells) == 1 and not _CODE.fullmatch(cells[0]) and number_of(cells[0]) is None


def _is_estimates(cells: Sequence[str]) -> bool:
    numbers = sum(number_of(text) is not None for text in cells)
    return numbers >= _NUMBERS_OF_A_ROW and any(map(_CODE.fullmatch, cells))


def _check_lengths(
    rows: Rows, filled: list[int], headings: list[str], sheet: Sheet, header: int
) -> None:
    if set(map(len, rows)) == {len(headings)}:
        return
    bad = next(index for index, row in enumerate(rows) if len(row) != len(headings))
    raise ParseError(
        "A row has not as many cells as there are headings",
        where=sheet.where(header + 1 + filled[bad]),
        expected=f"{len(headings)} cells",
        got=f"{len(rows[bad])} cells",
        next_step="The file was cut or edited; download it again.",
    )
