"""The publishers' classification workbooks and OEWS code lists, read for tests."""

import re
from functools import cache
from pathlib import Path

import pandas as pd

from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import open_books
from labor.publishers.reading.tables import RawTable
from labor.publishers.soc import parse as parser
from labor.publishers.soc.registers import lineage_register, occupation_register
from labor.publishers.soc.tidy import tidy

#: Reference year of the national files, whose names do not all have it.
_YEARS = {"national_dl.xls": 2009}
_VERSIONS = (
    (1998, "oes_1997"),
    (2009, "soc_2000"),
    (2011, "oews_hybrid_2010"),
    (2018, "soc_2010"),
    (2020, "oews_hybrid_2019"),
    (2100, "soc_2018"),
)


def raw_tables(publishers: Path) -> dict[str, RawTable]:
    """The table of each workbook, by file name."""
    tables = {}
    for path in sorted((publishers / "soc").glob("*.xls*")):
        (book,) = open_books(path)
        (tables[path.name],) = parser.extract(book)
    return tables


@cache
def tidy_parts(publishers: Path) -> dict[str, dict[str, pd.DataFrame]]:
    """The tidy rows of each workbook, by file name."""
    return {
        name: tidy(parser.parse(table), table.kind, table.vintage, Path(name).stem, {})
        for name, table in raw_tables(publishers).items()
    }


def joined(publishers: Path, table: str) -> pd.DataFrame:
    """The rows of one table from all workbooks, one below the other."""
    parts = [part[table] for part in tidy_parts(publishers).values() if table in part]
    return pd.concat(parts, ignore_index=True)


@cache
def national_codes(publishers: Path) -> pd.DataFrame:
    """Every code in the national OEWS files as the estimates print it, by reference year."""
    folder = publishers / "oews" / "national"
    files = [*folder.glob("national*.xls*"), *(folder / "resaved").glob("national*.xls*")]
    rows = [row for path in files for row in _codes_of(path)]
    columns = ["reference_year", "occupation_code", "occupation_title", "occupation_level"]
    frame = pd.DataFrame(rows, columns=columns).sort_values(columns, ignore_index=True)
    version = frame["reference_year"].map(
        lambda year: next(name for last, name in _VERSIONS if year <= last)
    )
    return frame.assign(soc_version=version, source_id="oews_national")


def _codes_of(path: Path) -> list[tuple[int, str, str, str]]:
    year = _YEARS.get(path.name) or int(re.search(r"\d{4}", path.name)[0])
    rows = [texts(row) for row in open_books(path)[0].sheet(0).rows]
    heads = next(row for row in rows if "occ_code" in {cell.lower() for cell in row})
    start = rows.index(heads) + 1
    lowered = [cell.lower() for cell in heads]
    code = lowered.index("occ_code")
    title = next(i for i, cell in enumerate(lowered) if re.fullmatch("occ_titl(e)?", cell))
    level = next(i for i, c in enumerate(lowered) if c in ("group", "occ_group", "o_group"))
    # The levels of the resaved file of 2000 were edited by a third party.
    words = {"div": "division", "maj": "major", "": "detailed"}
    return [
        (year, row[code], row[title], words.get(row[level], row[level]))
        for row in rows[start:]
        if row[code]
    ]


@cache
def registers(publishers: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `occupations` and `soc_lineage` of all that is held."""
    occupations = occupation_register(
        joined(publishers, "occupations"), national_codes(publishers), None
    )
    return occupations, lineage_register(joined(publishers, "soc_lineage"), occupations)
