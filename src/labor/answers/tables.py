"""Tables and roles by name: what every other verb starts from."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from labor.methods.role_rows import version_of
from labor.occupations import Directory, Role
from labor.occupations.directory import NEEDED
from labor.occupations.published import slots
from labor.show.rows import is_of_others, stands_in
from labor.tables.load import load as load_table
from labor.tables.project import project_root
from labor.tables.publication import DIGESTS
from labor.terms import ALL_INDUSTRIES, NATION

if TYPE_CHECKING:
    from labor.occupations.find import Finder

T = TypeVar("T")


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


def of_published(
    role: Role, processed: Path, soc_version: str, listed: Container[str]
) -> tuple[Role, str]:
    """The role whose figures can be shown where one has none of its own.

    Args:
        role: The role that was asked for.
        processed: Folder of the tables.
        soc_version: List of the codes of the figures.
        listed: Codes that have figures.

    Returns:
        The role itself, and nothing; or the occupation or group that it is a part of, or that
        is a part of it, as a role of its own, and a sentence on how the two stand to each other.
    """
    figure = slots(role, soc_version, listed)[0]
    if figure.role_kind != "single" or figure.code not in listed:
        return role, ""
    other = directory_of(processed)
    row = {
        "role": role.label,
        "relation": figure.relation,
        "occupation_code": figure.code,
        "occupation_title": other.codebook.title(figure.code, soc_version),
    }
    if not is_of_others(row):
        return role, ""
    without, whose = stands_in(row)
    sentence = f"No figure is published for {without}; this is {whose}."
    return other.of_code(figure.code, soc_version), sentence


def listed_in(processed: Path, year: int) -> tuple[str, frozenset[str]]:
    """The codes that the nation's table of a year prints, and their list.

    Args:
        processed: Folder of the tables.
        year: Reference year.

    Raises:
        AnalysisError: There is no table of that year.
    """
    names = ["soc_version", "occupation_code"]
    nation = {"area_code": NATION, "industry_code": ALL_INDUSTRIES}
    rows = load_table("employment", processed, columns=names, reference_year=year, **nation)
    return version_of(rows, f"The jobs of {year}"), frozenset(rows["occupation_code"])


def processed_of(root: Path | None) -> Path:
    """Folder of the published tables of a project."""
    return project_root(root) / "data" / "processed"


@cache
def directory_of(processed: Path) -> Directory:
    """What roles are looked up in, made once."""
    read = {name: partial(load_table, name, processed, columns=NEEDED[name]) for name in NEEDED}
    titles = read.pop("titles")
    tables = {name: table() for name, table in read.items()}
    return Directory(
        tables.pop("occupations"),
        tables.pop("soc_lineage"),
        titles=titles,
        finder=partial(finder_in, processed),
        **tables,
    )


def once_per_build(*names: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Keep what a function makes from tables of a folder, until they are built anew.

    Args:
        names: The tables.

    Returns:
        A decorator for a function whose first parameter is the folder.
    """

    def kept(make: Callable[..., T]) -> Callable[..., T]:
        made = cache(lambda _, *given, **named: make(*given, **named))

        @wraps(make)
        def get(processed: Path, *given: Any, **named: Any) -> T:
            stamps = tuple(_stamp(processed, name) for name in names)
            return made(stamps, processed, *given, **named)

        return get

    return kept


def _stamp(processed: Path, name: str) -> int:
    """When a table was built; 0 where it was not, so that loading it says so."""
    whole = processed / f"{name}.parquet"
    # The record of a set is written with each of its parts.
    path = whole if whole.exists() else processed / DIGESTS
    return path.stat().st_mtime_ns if path.exists() else 0


@cache
def finder_in(processed: Path) -> Finder:
    """The search over titles as the build put them together; if it did not, this is done now."""
    from labor.occupations.find import Finder
    from labor.tables.titles import read_titles

    titles = read_titles(processed)
    return finder_of(title_parts(processed)) if titles is None else Finder(titles)


def finder_of(tables: Mapping[str, pd.DataFrame]) -> Finder:
    """Make a search over the tables of `title_parts`."""
    from labor.occupations.find import Finder
    from labor.occupations.title_table import title_tables

    return Finder(title_tables(tables))


def title_parts(processed: Path) -> dict[str, pd.DataFrame]:
    """The parts of the published tables that titles are searched in."""
    from labor.occupations.title_table import NEEDED as SEARCHED

    return {name: load_table(name, processed, columns=SEARCHED[name]) for name in SEARCHED}
