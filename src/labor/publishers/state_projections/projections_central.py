"""State projections: the long-term file of Projections Central to tidy rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd

from labor.errors import ParseError
from labor.occupations.vintages import soc_of_projections
from labor.publishers.reading.cells import Cell, CellPlace, split_marks, texts
from labor.publishers.reading.files import Book
from labor.publishers.reading.tables import FileFacts, RawTable, Tables, unknown_row
from labor.terms import NATION, YEARS_AHEAD

_KIND = "state_projections.occupations"

#: Headings that are needed, and the columns of the faithful table they give.
NEEDED = {
    "Title": "title",
    "Base": "base_employment",
    "Projected": "target_employment",
    "PercentChange": "employment_change_pct",
    "AvgAnnualOpenings": "openings_annual_average",
    "STFIPS": "state_fips",
    "OccCode": "code",
}
#: Headings that only some copies of the file have.
_EXTRA = {
    "Area": "area_title",
    "Change": "employment_change",
    "BaseYear": "base_year",
    "ProjYear": "target_year",
    "StateURL": "state_url",
}
NUMBERS = (
    "base_employment",
    "target_employment",
    "employment_change",
    "employment_change_pct",
    "openings_annual_average",
)

#: What refusals of a row call the table.
_WHAT = "the state projections"
#: What a text must be, where not any text will do; an address may be missing.
_ACCEPTS: dict[str, Callable[[str], object]] = {
    "code": re.compile(r"[0-9]{2}-[0-9]{4}").fullmatch,
    "state_fips": re.compile(r"[0-9]{1,2}").fullmatch,
    "state_url": lambda _: True,
}
#: 2022-32
_VINTAGE = re.compile(r"\d{4}-\d{2}")
#: How the file and the tidy tables code the nation.
_NATION_PRINTED = "00"
_MEASURES = {
    "base_employment": "base_employment_jobs",
    "target_employment": "target_employment_jobs",
    "employment_change_pct": "employment_change_pct",
    "openings_annual_average": "openings_annual_average_jobs",
}


def recognises(book: Book) -> bool:
    """Whether the book is the file of long-term projections of Projections Central."""
    if book.sheet_names != [""]:
        return False
    rows = book.sheet().rows
    return bool(rows) and {"STFIPS", "OccCode", "PercentChange"} <= set(texts(rows[0]))


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the rows of the file, without its empty columns and rows.

    Args:
        book: A file that `recognises` accepts.
        vintage: Base and target year, "2022-32"; must be said where the file has no
            columns for the years.
        facts: Not used.

    Returns:
        One raw table.

    Raises:
        ParseError: The vintage is neither said nor in the file, or they differ; a
            column without a heading has cells.
    """
    sheet = book.sheet()
    headings = texts(sheet.rows[0])
    kept = [index for index, heading in enumerate(headings) if heading]
    rows = []
    for index, row in enumerate(sheet.rows[1:], 1):
        shown = texts(row)
        if not any(shown):
            continue
        if sum(map(bool, shown)) > sum(bool(shown[n]) for n in kept if n < len(shown)):
            raise ParseError(
                "A row has a cell in a column without a heading",
                where=sheet.where(index),
                expected=f"cells under {', '.join(headings[n] for n in kept)}",
                got=", ".join(shown),
                next_step="Compare the row with the publisher's file.",
            )
        rows.append([row[n] for n in kept if n < len(row)])
    columns = [headings[n] for n in kept]
    origin = CellPlace(sheet.file, "", sheet.first_row + 1)
    table = RawTable(_KIND, vintage, columns, rows, origin)
    return [RawTable(_KIND, _find_vintage(table), columns, rows, origin)]


def _find_vintage(table: RawTable) -> str:
    """The vintage that the years of the rows say, or the one that was given."""
    vintages = {table.vintage} if table.vintage else set()
    if {"BaseYear", "ProjYear"} <= set(table.columns):
        base, target = table.columns.index("BaseYear"), table.columns.index("ProjYear")
        whole = [row for row in table.rows if len(row) == len(table.columns)]
        pairs = {tuple(texts((row[base], row[target]))) for row in whole}
        vintages |= {f"{start}-{end[2:]}" for start, end in pairs}
    if len(vintages) != 1 or not all(map(_VINTAGE.fullmatch, vintages)):
        raise ParseError(
            "The vintage of the state projections is not known",
            where=table.origin.file,
            expected="one base and target year, such as 2022-32",
            got=", ".join(sorted(vintages)) or "a file without years, and no vintage given",
            next_step="Say which vintage the file is; states with other years belong into a "
            "file of their own.",
        )
    return vintages.pop()


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table.

    Args:
        table: Raw table as `extract` returns it.

    Returns:
        One row per state and occupation: jobs in persons and percent as printed,
        `state_fips` as printed ("0" is the nation),
        `base_year` and `target_year`.

    Raises:
        ParseError: A heading is unknown, a column is missing, a row is cut, a cell is
            not of the known form, or a state has an occupation twice.
    """
    names = _names(table)
    table.refuse_cut_rows(_WHAT)
    columns: dict[str, object] = {}
    cells = zip(*table.rows, strict=True)
    for heading, name, values in zip(table.columns, names, cells, strict=True):
        if name not in ("base_year", "target_year"):
            columns |= _read(table, name, heading, values)
    frame = pd.DataFrame(columns)
    table.refuse_doubles(_WHAT, frame, ["code", "state_fips"])
    base = int(table.vintage[:4])
    return frame.assign(base_year=base, target_year=base + YEARS_AHEAD)


def _names(table: RawTable) -> list[str]:
    known = NEEDED | _EXTRA
    unknown = [heading for heading in table.columns if heading not in known]
    missing = [heading for heading in NEEDED if heading not in table.columns]
    double = len(set(table.columns)) != len(table.columns)
    if unknown or missing or double or not table.rows:
        raise ParseError(
            "The state projections do not have the columns that are known",
            where=table.origin.at(-1),
            expected=f"the headings {', '.join(NEEDED)}, each once, and rows",
            got=f"missing: {', '.join(missing) or 'none'}; not known: "
            f"{', '.join(unknown) or 'none'}; {len(table.rows)} rows",
            next_step="Compare the headings with the publisher's file.",
        )
    return [known[heading] for heading in table.columns]


def _read(table: RawTable, name: str, heading: str, cells: Sequence[Cell]) -> dict[str, object]:
    shown = texts(cells)
    accepts = _ACCEPTS.get(name, bool)
    wrong = next((index for index, text in enumerate(shown) if not accepts(text)), None)
    if wrong is not None:
        expected = "a cell like the others of the column"
        raise unknown_row(_WHAT, table, wrong, expected, repr(shown[wrong]), heading)
    if name not in NUMBERS:
        return {name: pd.array(shown, dtype="str")}
    return {name: split_marks(cells, frozenset(), table.origin, heading)[0]}


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `state_projections`.

    A code has a `soc_version` where the nation's rows of the same file have it; a file
    without them is taken to use the nation's codes.

    Args:
        parsed: Output of `parse`, jobs in persons.
        kind: "state_projections.occupations".
        vintage: Base and target year, "2022-32".
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"state_projections": one row per state and occupation}.

    Raises:
        ParseError: The vintage's classification of occupations is not known.
    """
    area = parsed["state_fips"].str.zfill(2).replace(_NATION_PRINTED, NATION)
    national = parsed.loc[area == NATION, "code"]
    version = pd.Series(soc_of_projections(vintage), index=parsed.index, dtype="str")
    if len(national):
        version = version.where(parsed["code"].isin(national))
    numbers = {
        column: values
        for printed, name in _MEASURES.items()
        for column, values in ((name, parsed[printed]), (f"{name}_status", "published"))
    }
    return {
        "state_projections": pd.DataFrame(
            {
                "projection_vintage": vintage,
                "area_code": area,
                "occupation_code": parsed["code"],
                "occupation_title": parsed["title"],
                "soc_version": version,
                "base_year": parsed["base_year"],
                "target_year": parsed["target_year"],
                **numbers,
                "source_id": source_id,
            }
        )
    }
