"""Regional price parities of BEA: states, their parts, and metropolitan areas, year by year."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from labor.errors import ParseError
from labor.publishers.reading.cells import CellPlace, Rows, split_marks, texts
from labor.publishers.reading.files import Book
from labor.publishers.reading.tables import FileFacts, RawTable, Tables, unknown_row

#: What refusals of a row call the table.
_WHAT = "the price parities"
_KIND = "price_parities.index"
#: Headings before those of the years.
_LABELS = (
    "GeoFIPS", "GeoName", "Region", "TableName", "LineCode", "IndustryClassification",
    "Description", "Unit",
)  # fmt: skip
#: Names of BEA's tables: states, metropolitan and nonmetropolitan portions, metropolitan areas.
_TABLES = ("SARPP", "PARPP", "MARPP")
#: What a line measures, by the words of BEA.
LINES = {
    "RPPs: All items": "all_items",
    "RPPs: Goods": "goods",
    "RPPs: Services: Housing": "housing",
    "RPPs: Services: Utilities": "utilities",
    "RPPs: Services: Other": "other_services",
}
#: Ends of the codes of places.
_PORTIONS = {"998": "state_metropolitan", "999": "state_nonmetropolitan"}
_NATION, _NATION_NONMETROPOLITAN = "00000", "00999"
#: Codes of BEA's eight regions: 91000 to 98000.
_REGION = re.compile(r"9[1-8]000")
#: Printed as 0.000 where a state has no such portion, as the District of Columbia.
_NO_PLACE = "no such place"
_NOT_AVAILABLE = frozenset({"(NA)", "(NM)"})
_YEAR = re.compile(r"(?:19|20)\d\d")
#: No place has ever cost less than half, or more than twice, what the nation does. Housing and
#: utilities vary more.
_LIMITS = (10.0, 400.0)


def recognises(book: Book) -> bool:
    """Whether the book is one of BEA's tables of regional price parities."""
    if book.sheet_names != [""]:
        return False
    rows = book.sheet().rows
    heads = tuple(texts(rows[0])) if rows else ()
    first = texts(rows[1]) if len(rows) > 1 else []
    return heads[: len(_LABELS)] == _LABELS and len(first) > 3 and first[3] in _TABLES


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the rows of the file, without the notes below them.

    Args:
        book: A file that `recognises` accepts.
        vintage: Not used; the last year is the state of the file.
        facts: Not used.

    Returns:
        One raw table.

    Raises:
        ParseError: A heading behind the labels is no year.
    """
    sheet = book.sheet()
    heads = texts(sheet.rows[0])
    years = heads[len(_LABELS) :]
    if not years or not all(_YEAR.fullmatch(year) for year in years):
        raise ParseError(
            "The headings are not those of the known layout",
            where=sheet.where(0),
            expected="years behind the labels",
            got=", ".join(years),
        )
    # Notes below the table begin with a word, a row that was cut with its code.
    rows: Rows = [
        row
        for row in sheet.rows[1:]
        if len(row) == len(heads) or "".join(texts(row[:1])).strip('" ')[:1].isdigit()
    ]
    return [RawTable(_KIND, "", heads, rows, CellPlace(sheet.file, "", sheet.first_row + 1))]


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of price parities.

    Args:
        table: Raw table as `extract` returns it.

    Returns:
        One row per place, line and year: `fips`, `name`, `line`, `year`, `value` (nation = 100),
        `mark`.

    Raises:
        ParseError: A row is cut, a code, line or number is not of the known form, or a row appears
            twice.
    """
    table.refuse_cut_rows(_WHAT)
    years = table.columns[len(_LABELS) :]
    found: list[tuple] = []
    for index, row in enumerate(table.rows):
        cells = texts(row)
        fips = cells[0].strip('" ')
        line = LINES.get(" ".join(cells[6].split()))
        if not re.fullmatch(r"\d{5}", fips):
            raise unknown_row(_WHAT, table, index, "five digits", repr(cells[0]), "GeoFIPS")
        if line is None or cells[7] != "Index":
            if cells[3] in _TABLES and cells[7] != "Index":
                continue  # lines in dollars are of another measure
            raise unknown_row(_WHAT, table, index, ", ".join(LINES), repr(cells[6]), "Description")
        printed, hidden = split_marks(row[len(_LABELS) :], _NOT_AVAILABLE, table.origin, "a year")
        numbers = np.asarray(printed, dtype=float)
        values = np.where(numbers == 0, np.nan, numbers)
        marks = [""] * len(numbers) if hidden is None else list(hidden)
        marks = [_NO_PLACE if n == 0 else mark for n, mark in zip(numbers, marks, strict=True)]
        if not all(_LIMITS[0] < value < _LIMITS[1] for value in values if value == value):
            raise unknown_row(
                _WHAT, table, index, "indexes near 100", f"{min(values)} to {max(values)}"
            )
        place = (fips, re.sub(r"\s*\*+$", "", cells[1]), line)
        found += [(*place, *one) for one in zip(years, values.tolist(), marks, strict=True)]
    frame = pd.DataFrame(found, columns=["fips", "name", "line", "year", "value", "mark"])
    if frame.duplicated(["fips", "line", "year"]).any():
        raise unknown_row(_WHAT, table, 0, "every place, line and year once", "one of them twice")
    return frame


def place_type(fips: str) -> str:
    """What a code of BEA stands for."""
    if fips in (_NATION, _NATION_NONMETROPOLITAN):
        return "nation" if fips == _NATION else "nation_nonmetropolitan"
    if fips[2:] in _PORTIONS:
        return _PORTIONS[fips[2:]]
    if _REGION.fullmatch(fips):
        return "region"
    return "state" if fips.endswith("000") else "metropolitan"


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `price_parities`.

    Args:
        parsed: Output of `parse`.
        kind: "price_parities.index".
        vintage: Not used.
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"price_parities": one row per place, line and year}. The nation stands in the table of
        states; its rows in the others are the same and are left out.
    """
    rows = parsed.assign(place_type=parsed["fips"].map(place_type))
    if not (rows["place_type"] == "state").any():
        rows = rows[rows["place_type"] != "nation"]
    status = rows["mark"].map({"": "published", _NO_PLACE: "not_applicable"})
    return {
        "price_parities": pd.DataFrame(
            {
                "place_fips": rows["fips"],
                "place_type": rows["place_type"],
                "item": rows["line"],
                "year": rows["year"].astype("Int64"),
                "place_title": rows["name"],
                "price_parity_index": rows["value"],
                "price_parity_index_status": status.fillna("not_available"),
                "source_id": source_id,
            }
        )
    }
