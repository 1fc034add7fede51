"""Tables and roles by name: what every other verb starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path

import pandas as pd

from labor.occupations import Directory, Role
from labor.occupations.directory import NEEDED
from labor.tables.load import load as load_table
from labor.tables.project import project_root


def load(
    name: str,
    *,
    columns: Sequence[str] | None = None,
    root: Path | None = None,
    **filters: str | int | Iterable[str | int],
) -> pd.DataFrame:
    """Load a tidy table, or the rows and columns that are asked for.

    Args:
        name: Name of the table, for example "wages"; docs/data-dictionary.md lists all.
        columns: Columns wanted; all if left out.
        root: Project folder; found by itself if left out.
        **filters: Column names with one value or several: `occupation_code="29-2072"`,
            `reference_year=[2018, 2024]`.

    Returns:
        Rows sorted by the table's key; docs/data-dictionary.md says what a row is.

    Raises:
        SchemaError: There is no such table or column.
        SourceError: The table was not built yet.

    Examples:
        >>> nation = {"area_code": "99", "industry_code": "000000"}
        >>> code = {"occupation_code": "29-2071", "statistic": "median"}
        >>> labor.load("wages", reference_year=2018, **nation, **code)["annual_wage_usd"].tolist()
        [40350.0]
    """
    return load_table(name, processed_of(root), columns=columns, **filters)


def resolve(query: str, *, root: Path | None = None) -> Role:
    """Find the role that a person asks for, in words or as a code.

    Args:
        query: "medical records technician", "29-2071", "information clerks" ...
        root: Project folder; found by itself if left out.

    Returns:
        The role with its codes in every list of codes, and notes on what became of it.

    Raises:
        OccupationError: Nothing or too much is named so; the message lists what is close.

    Examples:
        >>> role = labor.resolve("medical records technician")
        >>> role.codes["soc_2010"], role.codes["soc_2018"]
        (('29-2071',), ('29-2072', '29-9021'))
    """
    return directory_of(processed_of(root)).resolve(query)


def processed_of(root: Path | None) -> Path:
    """Folder of the published tables of a project."""
    return project_root(root) / "data" / "processed"


@cache
def directory_of(processed: Path) -> Directory:
    """What roles are looked up in, made once."""
    read = {name: partial(load_table, name, processed, columns=NEEDED[name]) for name in NEEDED}
    titles = read.pop("titles")
    tables = {name: table() for name, table in read.items()}
    return Directory(tables.pop("occupations"), tables.pop("soc_lineage"), titles=titles, **tables)
