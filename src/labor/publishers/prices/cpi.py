"""Consumer prices: the monthly CPI-U index, all items, not seasonally adjusted."""

from __future__ import annotations

import re

import pandas as pd

from labor.errors import ParseError
from labor.publishers.reading.cells import Cell, CellPlace, Rows, split_marks, texts
from labor.publishers.reading.files import Book
from labor.publishers.reading.tables import FileFacts, RawTable, Tables, unknown_row

#: What refusals of a row call the table.
_WHAT = "the price index"

_KIND = "prices.cpi_u"

#: Headings of the files with a row per month, month and index first: who makes them.
LAYOUTS = {
    ("Date", "Index"): "mirror of the BLS series",
    ("observation_date", "CPIAUCNS"): "FRED",
    ("DATE", "CPIAUCNS"): "FRED, older downloads",
}
#: Headings of the BLS flat files `cu.data.*`: many series, and averages among the months.
FLAT = ("series_id", "year", "period", "value")
_FLAT_SERIES = "CUUR0000SA0"
#: Series that look alike and must not be mixed in: same layout, other meaning.
_WRONG_SERIES = {
    "CPIAUCSL": "the seasonally adjusted index",
    "CUSR0000SA0": "the seasonally adjusted index",
}

#: Months whose index was never published; files leave them out or mark them.
_NEVER_PUBLISHED = ("2025-10",)
#: What stands in place of an index that was not published; FRED also leaves the cell empty.
_NOT_AVAILABLE = frozenset({".", "-"})
#: M13 and S03 are means of the year, S01 and S02 of its halves: no months.
_AVERAGES = frozenset({"M13", "S01", "S02", "S03"})
#: A month after all others.
_NEVER = 999999
#: 2024-05-01
DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-01")
_YEAR = re.compile(r"[0-9]{4}")
#: Rows of a year with its averages.
_A_YEAR = 16
#: 2024M05
_PERIOD = re.compile(r"([0-9]{4})M(0[1-9]|1[0-2])")


def recognises(book: Book) -> bool:
    """Whether the book is a table of the price index."""
    if book.sheet_names != [""]:
        return False
    rows = book.sheet().rows
    heads = tuple(texts(rows[0])) if rows else ()
    if heads[: len(FLAT)] == FLAT:
        return any(series.startswith(("CU", "CW")) for series in texts(_first_cells(rows[1:2])))
    return heads[:2] in LAYOUTS or heads[:1] == ("observation_date",) or heads[1:2] == ("CPIAUCSL",)


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the index out of a file.

    Args:
        book: A file that `recognises` accepts.
        vintage: Not used; the index has no vintages, its last month is the state of the file.
        facts: `one_copy_from`, a month as 202606 from which on the held copy is the only one.

    Returns:
        One raw table, periods as printed; of a BLS flat file the rows of the one series,
        averages over months among them.

    Raises:
        ParseError: The series is not CPI-U, all items, not seasonally adjusted, or a row has more
            cells than headings.
    """
    sheet = book.sheet()
    sheet.refuse_longer_rows(0)
    heads = texts(sheet.rows[0])
    flat = tuple(heads[: len(FLAT)]) == FLAT
    columns = heads[: len(FLAT) if flat else 2]
    if flat:
        series = sorted(set(texts(_first_cells(sheet.rows[1:]))))
        wanted = [i for i, row in enumerate(sheet.rows) if texts(row[:1]) == [_FLAT_SERIES]]
    else:
        series = heads[1:2]
        filled = [index for index, row in enumerate(sheet.rows) if index and any(texts(row))]
        wanted = filled if tuple(columns) in LAYOUTS else []
    right = tuple(columns) in LAYOUTS
    if not wanted:
        known = [_WRONG_SERIES[name] for name in series if name in _WRONG_SERIES]
        raise ParseError(
            "This is not the price index that deflates wages here",
            where=sheet.where(0),
            expected=f"CPI-U, all items, not seasonally adjusted ({_FLAT_SERIES}, CPIAUCNS)",
            got="the headings only" if right else ", ".join(known or series[:5]) or "no series",
            next_step="Download the not seasonally adjusted series.",
        )
    rows = [sheet.rows[index][: len(columns)] for index in wanted]
    if not sheet.ends_with_line_end and wanted[-1] == len(sheet.rows) - 1:
        _refuse_shorter(rows, sheet.where(wanted[-1], columns[-1]))
    return [
        RawTable(
            _KIND,
            "",
            columns,
            rows,
            CellPlace(sheet.file, "", sheet.first_row + wanted[0]),
            # BLS's own flat files have a fifth column; without it the file is a copy.
            dict(facts or {}) if flat and len(heads) == len(FLAT) else {},
        )
    ]


def _refuse_shorter(rows: Rows, where: str) -> None:
    """Refuse a last number that the end of a transfer may have cut: "31" of "315.605"."""
    last = texts(row[-1] for row in rows[-_A_YEAR:] if row)
    decimals = [len(text.partition(".")[2]) for text in last]
    if decimals[-1] < max(decimals):
        raise ParseError(
            "The last number of the price index may be cut",
            where=where,
            expected=f"{max(decimals)} decimals as in the rows above, or the end of a line",
            got=texts(rows[-1][-1:])[0],
            next_step="Download the file again; the transfer was probably cut.",
        )


def _first_cells(rows: Rows) -> list[Cell]:
    return [row[0] for row in rows if row]


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of the index.

    Args:
        table: Raw table as `extract` returns it.

    Returns:
        One row per month: `month` (text YYYY-MM), `cpi_u` (1982-84 = 100, NaN for none).

    Raises:
        ParseError: A month or an index value is not of the known form, a row is cut, or a
            month appears twice.
    """
    flat = tuple(table.columns) == FLAT
    table.refuse_cut_rows(_WHAT)
    months: dict[str, int] = {}
    for index in range(len(table.rows)):
        month = _flat_month(table, index) if flat else month_of(table, index)
        if month in months:
            raise unknown_row(_WHAT, table, index, "every month once", f"{month} a second time")
        if month:
            months[month] = index
    cells = [table.rows[index][-1] for index in months.values()]
    values, _ = split_marks(cells, _NOT_AVAILABLE, table.origin, table.columns[-1])
    for index, value in zip(months.values(), values, strict=True):
        if value <= 0:
            raise unknown_row(_WHAT, table, index, "an index above 0", repr(table.rows[index][-1]))
    return pd.DataFrame({"month": pd.array(list(months), dtype="str"), "cpi_u": values})


def month_of(table: RawTable, index: int) -> str:
    """The month, as YYYY-MM, of a row that begins with its first day.

    Args:
        table: A table with a row for each month.
        index: Number of the row, from 0.

    Raises:
        ParseError: The row begins with something else.
    """
    text = texts(table.rows[index][:1])[0]
    match = DAY.fullmatch(text)
    if not match:
        raise unknown_row(_WHAT, table, index, "the first day of a month, YYYY-MM-01", repr(text))
    return f"{match[1]}-{match[2]}"


def _flat_month(table: RawTable, index: int) -> str:
    """The month of a row of a flat file; "" for an average over months."""
    series, year, period = texts(table.rows[index][:3])
    match = _PERIOD.fullmatch(year + period)
    if series != _FLAT_SERIES or not (match or (period in _AVERAGES and _YEAR.fullmatch(year))):
        expected = (
            f"{_FLAT_SERIES}, a year, and M01 to M12 or one of {', '.join(sorted(_AVERAGES))}"
        )
        raise unknown_row(_WHAT, table, index, expected, f"{series} {year} {period}")
    return f"{match[1]}-{match[2]}" if match else ""


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `prices`.

    Args:
        parsed: Output of `parse`, one row per month.
        kind: "prices.cpi_u".
        vintage: Not used; the index has no vintages.
        source_id: Raw table the rows come from.
        facts: See `extract`.

    Returns:
        {"prices": one row per month; a month printed without a value keeps its row, and one that
        was never published has a row though the file leaves it out}.
    """
    known = parsed["month"]
    absent = [one for one in _NEVER_PUBLISHED if one < known.max() and one not in set(known)]
    parsed = pd.concat([parsed, pd.DataFrame({"month": pd.array(absent, dtype="str")})])
    parsed = parsed.sort_values("month", ignore_index=True)
    has_value = parsed["cpi_u"].notna()
    return {
        "prices": pd.DataFrame(
            {
                "year": parsed["month"].str[:4].astype("Int64"),
                "month": parsed["month"].str[5:].astype("Int64"),
                "cpi_u_index": parsed["cpi_u"],
                "cpi_u_index_status": has_value.map({True: "published", False: "not_available"}),
                "is_one_copy": parsed["month"].str.replace("-", "").astype(int)
                >= int(facts.get("one_copy_from", _NEVER)),
                "source_id": source_id,
            }
        )
    }
