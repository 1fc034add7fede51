"""Other price indexes for pay: R-CPI-U-RS of BLS and the PCE index of BEA, month by month."""

from __future__ import annotations

import re

import pandas as pd

from labor.errors import ParseError
from labor.publishers.prices.cpi import DAY, month_of
from labor.publishers.reading.cells import Cell, CellPlace, split_marks, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts, RawTable, Tables, unknown_row

#: What refusals of a row call the table.
_WHAT = "the price index"
_BANNER_ROWS = 10
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUNE", "JULY", "AUG", "SEP", "OCT", "NOV", "DEC")
#: Headings of R-CPI-U-RS: a row for each year.
_BY_YEAR = ("YEAR", *_MONTHS, "AVG")
#: Headings of files with a row for each month, as FRED and copies of it write them.
_BY_MONTH = (("observation_date", "PCEPI"), ("DATE", "PCEPI"))
#: A copy whose headings do not name the series must name it in the file's name.
_UNNAMED = ("date", "value")
_NOT_AVAILABLE = frozenset({".", "-"})
_YEAR = re.compile(r"[0-9]{4}")
#: From one month to the next prices have never moved by a tenth.
_SLOWLY = 0.1


def recognises(book: Book) -> bool:
    """Whether the book is a table of R-CPI-U-RS or of the PCE price index."""
    return any(_head(sheet) is not None for sheet in book.sheets())


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the index out of a file.

    Args:
        book: A file that `recognises` accepts.
        vintage: Not used.
        facts: Not used.

    Returns:
        One raw table, as printed.

    Raises:
        ParseError: No sheet has the headings of such an index.
    """
    for sheet in book.sheets():
        if (head := _head(sheet)) is not None:
            sheet.refuse_rows_above(head, _is_row)
            sheet.refuse_longer_rows(head)
            columns = [text for text in texts(sheet.rows[head]) if text]
            rows = [
                [*row[: len(columns)], *[""] * (len(columns) - len(row))]
                for row in sheet.rows[head + 1 :]
                if _is_row(texts(row))
            ]
            name = "r_cpi_u_rs" if columns[0] == "YEAR" else "pce"
            origin = CellPlace(sheet.file, sheet.name, sheet.first_row + head + 1)
            return [RawTable(f"price_indexes.{name}", "", columns, rows, origin)]
    raise ParseError(
        "No sheet has the headings of a price index",
        where=book.file,
        expected=", ".join(_BY_YEAR) + "; or " + ", ".join(_BY_MONTH[0]),
        got=", ".join(book.sheet_names),
    )


def _is_row(cells: list[str]) -> bool:
    """Whether a row begins with a month or a year, or has numbers without one; notes do not."""
    return sum(map(bool, cells)) > 1 or (
        bool(cells) and bool(DAY.fullmatch(cells[0]) or _YEAR.fullmatch(cells[0]))
    )


def _head(sheet: Sheet) -> int | None:
    for index, row in enumerate(sheet.rows[:_BANNER_ROWS]):
        heads = tuple(text for text in texts(row) if text)
        is_named = "pcepi" in sheet.file.lower()
        if heads in (_BY_YEAR, *_BY_MONTH) or (heads == _UNNAMED and is_named):
            return index
    return None


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of an index.

    Args:
        table: Raw table as `extract` returns it.

    Returns:
        One row per month: `month` (text YYYY-MM), `value`, NaN for none. Averages of years
        are left out.

    Raises:
        ParseError: A month or a value is not of the known form, a month appears twice, or prices
            move by more than a tenth in a month.
    """
    read = _years if table.columns[0] == "YEAR" else _single_months
    pairs = read(table)
    months = [month for month, _ in pairs]
    if twice := next((m for m in months if months.count(m) > 1), ""):
        raise unknown_row(_WHAT, table, 0, "every month once", f"{twice} a second time")
    values, _ = split_marks([cell for _, cell in pairs], _NOT_AVAILABLE, table.origin, "the index")
    frame = pd.DataFrame({"month": pd.array(months, dtype="str"), "value": values})
    known = frame["value"].dropna()
    if (known <= 0).any() or (known.pct_change().abs() > _SLOWLY).any():
        raise unknown_row(
            _WHAT, table, 0, "an index that moves slowly", "a jump of a tenth or more"
        )
    return frame


def _years(table: RawTable) -> list[tuple[str, Cell]]:
    found = []
    for index, row in enumerate(table.rows):
        year = texts(row[:1])[0]
        if not _YEAR.fullmatch(year):
            raise unknown_row(_WHAT, table, index, "a year", repr(year))
        found += [
            (f"{year}-{month:02}", cell)
            for month, cell in enumerate(row[1:13], start=1)
            if texts([cell])[0]
        ]
    return found


def _single_months(table: RawTable) -> list[tuple[str, Cell]]:
    return [
        (month_of(table, index), row[1] if texts(row[1:2])[0] else ".")
        for index, row in enumerate(table.rows)
    ]


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `price_indexes`.

    Args:
        parsed: Output of `parse`, one row per month.
        kind: "price_indexes." and the series.
        vintage: Not used.
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"price_indexes": one row per month}.
    """
    has_value = parsed["value"].notna()
    return {
        "price_indexes": pd.DataFrame(
            {
                "series": kind.partition(".")[2],
                "year": parsed["month"].str[:4].astype("Int64"),
                "month": parsed["month"].str[5:].astype("Int64"),
                "price_index": parsed["value"],
                "price_index_status": has_value.map({True: "published", False: "not_available"}),
                "source_id": source_id,
            }
        )
    }
