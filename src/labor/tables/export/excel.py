"""Tables as one workbook: a sheet for each, codes as text, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from labor.errors import SourceError
from labor.schema.tables import TABLES
from labor.tables.export.readme import meaning
from labor.tables.files import write_whole

#: What a sheet and a cell of Excel can hold.
MAX_ROWS, MAX_CHARACTERS = 1_048_576, 32_767
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


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame], readme: str) -> None:
    """Write tables as sheets of one workbook, with a text and the meaning of all columns.

    Args:
        path: The workbook.
        tables: Tables by name.
        readme: Text for the first sheet.

    Raises:
        SourceError: A table or a text is larger than Excel allows, or the file cannot be
            written; nothing is left behind.
    """
    for name, frame in tables.items():
        _check_size(name, frame)
    write_whole(path, lambda to: _write(to, tables, readme))


def write_sheet(path: Path, frame: pd.DataFrame, about: Iterable[str]) -> None:
    """Write the rows of an answer as a workbook: a sheet of them, and one with the answer.

    Args:
        path: The workbook.
        frame: Rows of any columns; booleans and numbers stay such, everything else is text.
        about: Lines for the other sheet.

    Raises:
        SourceError: See `write_workbook`.
    """
    _check_size("rows", frame)
    write_whole(path, lambda to: _write_answer(to, frame, about))


def _write_answer(path: Path, frame: pd.DataFrame, about: Iterable[str]) -> None:
    columns = [(str(name), _kind_of(frame[name])) for name in frame.columns]
    with _new_book(path) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        _write_rows(book.add_worksheet("rows"), columns, frame, heading, text)
        _write_lines(book.add_worksheet("answer"), about)


def _kind_of(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "boolean"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"


def _check_size(name: str, frame: pd.DataFrame) -> None:
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


def _write(path: Path, tables: Mapping[str, pd.DataFrame], readme: str) -> None:
    with _new_book(path) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        _write_lines(book.add_worksheet("README"), readme.splitlines())
        for name, frame in tables.items():
            columns = [(column.name, column.kind) for column in TABLES[name].columns]
            _write_rows(book.add_worksheet(name), columns, frame, heading, text)
        _write_columns(book.add_worksheet("columns"), tables, heading)


def _new_book(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    book.set_properties({"title": "Occupational pay and outlook", "created": _CREATED})
    return book


def _write_lines(sheet: Worksheet, lines: Iterable[str]) -> None:
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)


def _write_rows(
    sheet: Worksheet,
    columns: Sequence[tuple[str, str]],
    frame: pd.DataFrame,
    heading: Format,
    text: Format,
) -> None:
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


def _write_columns(sheet: Worksheet, tables: Mapping[str, pd.DataFrame], heading: Format) -> None:
    sheet.write_row(0, 0, ["table", "column", "kind", "what it says"], heading)
    sheet.set_column(0, 1, 28)
    sheet.set_column(3, 3, 110)
    sheet.freeze_panes(1, 0)
    columns = [(name, column) for name in tables for column in TABLES[name].columns]
    for row, (name, column) in enumerate(columns, start=1):
        for position, cell in enumerate((name, column.name, column.kind, meaning(column))):
            sheet.write_string(row, position, cell)
