"""The estimates of all raw tables together, of which no build holds more than a year at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

import pandas as pd

from labor.errors import SchemaError
from labor.schema.tables import TABLES
from labor.tables.files import IN_PARTS
from labor.tables.freshness import code_digest
from labor.tables.parts import CODES, PLACES, Part, PartCache, PartFile
from labor.tables.row_groups import Values, chosen_rows
from labor.tables.verify import NATIONAL_MEDIANS, NONE_FOUND, Found, found_in_year
from labor.terms import ALL_INDUSTRIES

#: The code that decides whether facts hold.
_CHECKING = ("tables/verify.py", "terms.py")
_PLACE = ["reference_year", "area_code", "industry_code", "ownership_code"]
#: Titles of places: most of a row's bytes, and no fact is about them.
_NOT_CHECKED = ("area_title", "industry_title")


def found_by_year(parts: Sequence[Part], cache: PartCache) -> Iterator[Found]:
    """What the facts of one year say of each year.

    Args:
        parts: Parts of raw tables.
        cache: Where their rows are, and what was found in years that are as they were.

    Yields:
        Violations and number of cases by fact.
    """
    years: dict[int, list[PartFile]] = defaultdict(list)
    for file in _files(parts):
        for year in range(file.limits["reference_year"][0], file.limits["reference_year"][1] + 1):
            years[year].append(file)
    checking = code_digest(_CHECKING)
    for year, files in sorted(years.items()):
        digests = " ".join(sorted(file.sha256 for file in files))
        key = f"facts of {year} {checking} {digests}"
        counts, violations = cache.frames(key, partial(_found_in, year, files, cache))
        yield {
            fact: (violations.loc[violations["fact"] == fact, list(NONE_FOUND)], cases)
            for fact, cases in counts.itertuples(index=False, name=None)
        }


def _found_in(year: int, files: Sequence[PartFile], cache: PartCache) -> list[pd.DataFrame]:
    tables = {}
    for name in IN_PARTS:
        columns = [column for column in TABLES[name].names if column not in _NOT_CHECKED]
        own = [file for file in files if file.table == name]
        if own:
            # Categories are grouped and compared in half the time of texts.
            tables[name] = rows_of(own, cache, columns, {"reference_year": [year]}, coded=True)
    found = found_in_year(tables)
    counts = pd.DataFrame({"fact": list(found), "cases": [cases for _, cases in found.values()]})
    rows = [rows.assign(fact=fact) for fact, (rows, _) in found.items() if len(rows)]
    return [counts, pd.concat([NONE_FOUND.assign(fact=""), *rows], ignore_index=True)]


def estimates_for_facts(parts: Sequence[Part], cache: PartCache) -> dict[str, pd.DataFrame]:
    """What facts that are not of one year need of the estimates; no table if there are none.

    Args:
        parts: Parts of raw tables.
        cache: Where their rows are.

    Returns:
        {"wages": rows of `NATIONAL_MEDIANS`; "employment": each title of each code}.
    """
    codes = [part.tables[CODES] for part in parts if CODES in part.tables]
    found = {"employment": pd.concat(codes, ignore_index=True)} if codes else {}
    nation = NATIONAL_MEDIANS["area_code"]
    files = [
        file
        for file in _files(parts)
        if file.table == "wages"
        and file.limits["area_code"][0] <= nation <= file.limits["area_code"][1]
    ]
    if files:
        values = {name: [value] for name, value in NATIONAL_MEDIANS.items()}
        found["wages"] = rows_of(files, cache, TABLES["wages"].names, values)
    return found


def refuse_repeated(parts: Sequence[Part], cache: PartCache) -> None:
    """Stop at rows of two raw tables that have one key.

    Args:
        parts: Parts of raw tables; rows of one table were checked when they were made.
        cache: Where their rows are.

    Raises:
        SchemaError: Two raw tables have estimates of the same place, year and occupation.
    """
    for name in IN_PARTS:
        held = [part for part in parts if f"{name}{PLACES}" in part.tables]
        pairs = _with_places_of_both([part.tables[f"{name}{PLACES}"] for part in held])
        for one, other in ((held[first], held[second]) for first, second in pairs):
            files = [file for file in _files([one, other]) if file.table == name]
            rows = rows_of(files, cache, [*TABLES[name].key, "source_id"], {})
            again = rows.duplicated(list(TABLES[name].key), keep=False)
            if again.any():
                shown = rows[again].head(3).astype("str").to_dict("records")
                raise SchemaError(
                    f"Table {name}: {int(again.sum())} rows of two raw tables share a key",
                    where=f"{one.id}, {other.id}",
                    got="; ".join(", ".join(f"{n}={v}" for n, v in row.items()) for row in shown),
                    next_step="Nothing was written. Take one of the two files away.",
                )


def _with_places_of_both(listed: Sequence[pd.DataFrame]) -> list[tuple[int, int]]:
    """Which two of some lists of places have a place, year, industry and owner in common."""
    own = [places[_PLACE].drop_duplicates().assign(list=at) for at, places in enumerate(listed)]
    if not own:
        return []
    places = pd.concat(own, ignore_index=True)
    shared = places[places.duplicated(_PLACE, keep=False)]
    pairs = shared.merge(shared, on=_PLACE, suffixes=("", "_other"))
    pairs = pairs.loc[pairs["list"] < pairs["list_other"], ["list", "list_other"]]
    return sorted(pairs.drop_duplicates().itertuples(index=False, name=None))


def places_of(parts: Sequence[Part]) -> pd.DataFrame:
    """The years, areas and industries with jobs, each once, in order."""
    named = [p.tables[f"employment{PLACES}"] for p in parts if f"employment{PLACES}" in p.tables]
    if not named:
        return pd.DataFrame()
    places = pd.concat(named, ignore_index=True).drop_duplicates()
    return places.sort_values(_PLACE, kind="stable", ignore_index=True)


def _files(parts: Sequence[Part]) -> list[PartFile]:
    """The files of parts in the order of the tables' key."""
    return [file for part in parts for file in part.files if not file.is_second]


def files_of_places(parts: Sequence[Part], places: pd.DataFrame) -> list[PartFile]:
    """The files that can have rows of some places over all industries.

    Args:
        parts: Parts of raw tables.
        places: Rows as `places_of` returns them.
    """
    types, years = {*places["area_type"]}, {*places["reference_year"]}

    def can_have(file: PartFile) -> bool:
        first, last = file.limits["reference_year"]
        low, high = file.limits["industry_code"]
        held = not types.isdisjoint(file.area_types) and low <= ALL_INDUSTRIES <= high
        return held and any(first <= year <= last for year in years)

    return [file for file in _files(parts) if can_have(file)]


def rows_of(
    files: Sequence[PartFile],
    cache: PartCache,
    columns: Sequence[str],
    values: Values,
    *,
    coded: bool = False,
) -> pd.DataFrame:
    """Rows of parts of one table, one file below the other.

    Args:
        files: The parts.
        cache: Where they are.
        columns: Columns wanted.
        values: Values that the rows must have, by column.
        coded: Texts are categories.
    """
    places = [place for file in files if (place := cache.place_of(file))]
    schema = TABLES[files[0].table]
    return chosen_rows(schema, places, columns, values, coded=coded).to_pandas()
