"""Rows for spreadsheet programs: workbooks with codes as text, CSV without formulas."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import SourceError

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: What a sheet and a cell of Excel can hold.
MAX_ROWS, MAX_CHARACTERS = 1_048_576, 32_767
#: How a cell begins that a spreadsheet takes for a formula: "=HYPERLINK(...)", "@Road GeoManager".
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Stands in the file's properties, so that its bytes do not depend on the clock.
_CREATED = datetime(1980, 1, 1)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
#: Rows that are turned into plain values at a time, so that a large table fits into memory.
_PART = 20_000
_WIDTHS = {"text": 18, "integer": 10, "number": 14, "boolean": 10}


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with an apostrophe before texts that a spreadsheet would take for formulas."""
    texts: dict[str, pd.Series] = {}
    for name in map(str, frame.select_dtypes("str").columns):
        begins = frame[name].str.startswith(_FORMULA, na=False)
        if begins.any():
            texts[name] = frame[name].mask(begins, "'" + frame[name])
    return frame.assign(**texts) if texts else frame


def csv_of(frame: pd.DataFrame) -> str:
    """Rows as CSV with LF line ends, see `harmless`."""
    return harmless(frame).to_csv(index=False, lineterminator="\n")


def workbook_of(frame: pd.DataFrame, about: Iterable[str]) -> bytes:
    """The rows of an answer as a workbook: a sheet of them, and one with the answer in words.

    Args:
        frame: Rows of any columns; booleans and numbers stay such, everything else is text.
        about: Lines for the other sheet.

    Returns:
        The content of the file, the same for the same rows.

    Raises:
        SourceError: The table or a text is larger than Excel allows.
    """
    check_size("rows", frame)
    columns = [(str(name), _kind_of(frame[name])) for name in frame.columns]
    stream = io.BytesIO()
    with new_book(stream) as book:
        write_rows(book, "rows", columns, frame)
        write_lines(book.add_worksheet("answer"), about)
    return stream.getvalue()


def _kind_of(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "boolean"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"


def check_size(name: str, frame: pd.DataFrame) -> None:
    """Refuse a table that no sheet can hold.

    Raises:
        SourceError: It has too many rows, or a text that is too long.
    """
    if len(frame) >= MAX_ROWS:
        raise SourceError(
            f"The table {name} has more rows than a sheet of Excel can hold",
            expected=f"at most {MAX_ROWS - 1:,} rows and the headings",
            got=f"{len(frame):,} rows",
            next_step="Choose fewer years or occupations, or the form csv or parquet.",
        )
    for column in map(str, frame.select_dtypes("str").columns):
        longest = frame[column].str.len().max()
        if longest > MAX_CHARACTERS:
            raise SourceError(
                f"A text of the table {name} is longer than a cell of Excel can hold",
                where=f"column {column}",
                expected=f"at most {MAX_CHARACTERS:,} characters",
                got=f"{int(longest):,} characters",
                next_step="Choose the form csv or parquet.",
            )


def new_book(place: str | io.BytesIO) -> xlsxwriter.Workbook:
    """An empty workbook whose bytes do not depend on the clock.

    Args:
        place: Name of the file, or where its content goes.
    """
    import xlsxwriter  # CSV needs none of it

    book = xlsxwriter.Workbook(place, _OPTIONS)
    book.set_properties({"title": "Occupational pay and outlook", "created": _CREATED})
    return book


def write_lines(sheet: Worksheet, lines: Iterable[str]) -> None:
    """Write a text, a row for each line."""
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)


def write_rows(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[tuple[str, str]],
    frame: pd.DataFrame,
) -> None:
    """Write rows as a sheet of a workbook.

    Args:
        book: The workbook.
        name: Name of the sheet.
        columns: Heading and kind of each column: "text", "integer", "number" or "boolean".
        frame: The rows.
    """
    sheet, heading = book.add_worksheet(name), heading_format(book)
    text = book.add_format({"num_format": "@"})
    writers: list[Callable] = []
    for position, (_, kind) in enumerate(columns):
        sheet.set_column(position, position, _WIDTHS[kind], text if kind == "text" else None)
        writers.append(_writer(sheet, kind, text))
    sheet.write_row(0, 0, [name for name, _ in columns], heading)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(frame), max(len(columns) - 1, 0))
    # Excel would mark every code that looks like a number as a mistake.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
    for row, cells in enumerate(_rows(frame), start=1):
        for position, cell in enumerate(cells):
            if cell is not None:
                writers[position](row, position, cell)


def _rows(frame: pd.DataFrame) -> Iterator[tuple]:
    """Rows as plain values, None for a missing one; a part of the table at a time."""
    for start in range(0, len(frame), _PART):
        part = frame.iloc[start : start + _PART].astype(object)
        yield from part.where(part.notna(), None).itertuples(index=False, name=None)


def _writer(sheet: Worksheet, kind: str, text: Format) -> Callable:
    """How a cell of a kind is written; text is never taken for a number or a formula."""
    if kind == "text":
        return lambda row, column, cell: sheet.write_string(row, column, str(cell), text)
    if kind == "boolean":
        return lambda row, column, cell: sheet.write_boolean(row, column, cell)
    return lambda row, column, cell: sheet.write_number(row, column, cell)


def heading_format(book: xlsxwriter.Workbook) -> Format:
    """How headings look."""
    return book.add_format({"bold": True, "bottom": 1})
