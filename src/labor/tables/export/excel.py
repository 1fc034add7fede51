"""Tables as one workbook: a sheet for each, codes as text, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import xlsxwriter

from labor.schema.tables import DESCRIBED
from labor.spreadsheets import check_size, heading_format, new_book, write_lines, write_rows
from labor.tables.export.readme import meaning
from labor.tables.files import write_whole


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
        check_size(name, frame)
    write_whole(path, lambda to: _write(to, tables, readme))


def _write(path: Path, tables: Mapping[str, pd.DataFrame], readme: str) -> None:
    with new_book(str(path)) as book:
        write_lines(book.add_worksheet("README"), readme.splitlines())
        for name, frame in tables.items():
            columns = [(column.name, column.kind) for column in DESCRIBED[name].columns]
            write_rows(book, name, columns, frame)
        _write_columns(book, tables)


def _write_columns(book: xlsxwriter.Workbook, tables: Mapping[str, pd.DataFrame]) -> None:
    sheet, heading = book.add_worksheet("columns"), heading_format(book)
    sheet.write_row(0, 0, ["table", "column", "kind", "what it says"], heading)
    sheet.set_column(0, 1, 28)
    sheet.set_column(3, 3, 110)
    sheet.freeze_panes(1, 0)
    columns = [(name, column) for name in tables for column in DESCRIBED[name].columns]
    for row, (name, column) in enumerate(columns, start=1):
        for position, cell in enumerate((name, column.name, column.kind, meaning(column))):
            sheet.write_string(row, position, cell)
