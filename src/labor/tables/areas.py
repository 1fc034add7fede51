"""Which years and areas there are estimates for, and what people call the areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import pandas as pd

from labor.errors import AnalysisError
from labor.occupations.lineage import tuples_of
from labor.tables.area_names import (
    by_words,
    cities_of,
    exactly,
    has_city,
    is_zip_code,
    namesakes,
    states_of,
)
from labor.tables.files import PLACES_NAME
from labor.tables.load import load
from labor.tables.publication import place_of
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS

#: How alike a name and that of an area must be to be suggested, from 0 to 1.
_NEAR = 0.7
#: Areas in a message.
_SHOWN = 12


@dataclass(frozen=True)
class NamedArea:
    """The area that is meant by a name.

    Args:
        code: Its code, as in table `employment`.
        title: Its title.
        notes: What the name was taken for, in sentences; none where it is the area's own.
    """

    code: str
    title: str
    notes: tuple[str, ...] = ()


def find_area(folder: Path, area: str, year: int | None = None) -> NamedArea:
    """Find the area that is named by code, postal code, title or words of its title.

    Args:
        folder: Folder of the published tables.
        area: "99", "06", "CA", "California", "26420", "Houston", "Dallas, TX" ...
        year: Reference year that is asked for; names are looked up in other years only if it
            has none that fits. The newest years come first if left out.

    Returns:
        The area, and what is to be said of how the name was taken.

    Raises:
        AnalysisError: There are no estimates for such an area, or the name fits several; the
            message lists these.
    """
    found, known = _found(folder, area, year)
    titles = titles_by_year(folder)[known]
    if len(found) > 1:
        raise _several(area, found, titles, known)
    return _named(area, found[0], titles)


def areas_called(folder: Path, area: str, year: int | None = None) -> list[NamedArea]:
    """All areas that a name can mean.

    Args:
        folder: Folder of the published tables.
        area: "Houston", "Washington, D.C.", "Portland" ...
        year: Reference year that is asked for, see `find_area`.

    Returns:
        Those named after a city of that name, the one with the most jobs first, and the state or
        the metropolitan area of the same name.

    Raises:
        AnalysisError: See `find_area`; several areas have the words without being named so.
    """
    found, known = _found(folder, area, year)
    titles = titles_by_year(folder)[known]
    if len(found) > 1:
        if not has_city(area, [titles[code] for code in found]):
            raise _several(area, found, titles, known)
        jobs = load(
            "employment",
            folder,
            columns=["area_code", "employment_jobs"],
            area_code=found,
            reference_year=known,
            occupation_code=ALL_OCCUPATIONS,
            industry_code=ALL_INDUSTRIES,
        )
        jobs = jobs.sort_values("employment_jobs", ascending=False)
        return [NamedArea(code, titles[code]) for code in jobs["area_code"]]
    others = namesakes(area, found[0], titles)
    return [_named(area, found[0], titles), *(NamedArea(code, titles[code]) for code in others)]


def area_code(folder: Path, area: str, year: int | None = None) -> str:
    """The code of the area that is meant by a name, see `find_area`.

    Args:
        folder: Folder of the published tables.
        area: "99", "06", "CA", "California", "Houston" ...
        year: Reference year that is asked for.

    Raises:
        AnalysisError: See `find_area`.
    """
    return find_area(folder, area, year).code


def years_of(folder: Path, code: str) -> list[int]:
    """The years with estimates of an area.

    Args:
        folder: Folder of the published tables.
        code: Area code.

    Returns:
        Reference years, the newest last.
    """
    return sorted(year for year, titles in titles_by_year(folder).items() if code in titles)


def years_with(folder: Path, types: Sequence[str]) -> list[int]:
    """The years with estimates of areas of some types.

    Args:
        folder: Folder of the published tables.
        types: Types of areas, such as `STATE_TYPES`.

    Returns:
        Reference years, the newest last.
    """
    known = places_with_jobs(folder, ["reference_year", "area_type"])
    years = known.loc[known["area_type"].isin(types), "reference_year"]
    return sorted(map(int, years.unique()))


def year_of_estimates(folder: Path, area: NamedArea, year: int | None) -> int:
    """The year that is asked for, or the newest with estimates of an area.

    Args:
        folder: Folder of the published tables.
        area: The area.
        year: Reference year; the newest if None.

    Raises:
        AnalysisError: The area has no estimates of the year.
    """
    years = years_of(folder, area.code)
    if year is None:
        return years[-1]
    if year not in years:
        raise AnalysisError(
            f"There are no estimates of {year} for the area {area.title}",
            expected="one of: " + ", ".join(map(str, years)),
            got=str(year),
            next_step="Choose one of those; `labor add` takes in tables of others.",
        )
    return year


def states_around(folder: Path, code: str, year: int) -> tuple[str, ...]:
    """The states that a metropolitan or nonmetropolitan area lies in.

    Args:
        folder: Folder of the published tables.
        code: Code of the area.
        year: Reference year.

    Returns:
        Codes of those with estimates of the year, as the title of the area names them; none for
        the nation and for a state.
    """
    titles = titles_by_year(folder)[year]
    return tuple(state for state in states_of(code, titles[code]) if state in titles)


def places_with_jobs(folder: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The years, areas and industries that there are estimates of jobs for, each once.

    Args:
        folder: Folder of the published tables.
        columns: Columns wanted of `reference_year`, `area_code`, `area_title`, `area_type`,
            `industry_code` and `ownership_code`.
    """
    path = place_of(folder, PLACES_NAME)
    if path.exists():
        rows = pd.read_parquet(path, columns=list(columns))
    else:
        rows = load("employment", folder, columns=columns)
    return rows.drop_duplicates(ignore_index=True)


@cache
def titles_by_year(folder: Path) -> Mapping[int, Mapping[str, str]]:
    """Titles of the areas with estimates, by year and code.

    Args:
        folder: Folder of the published tables.
    """
    columns = ["reference_year", "area_code", "area_title"]
    rows = places_with_jobs(folder, columns).drop_duplicates(columns[:2])
    found: dict[int, dict[str, str]] = {}
    for year, code, title in tuples_of(rows.fillna({"area_title": ""}), columns):
        found.setdefault(year, {})[code] = title
    return found


def _found(folder: Path, area: str, year: int | None) -> tuple[list[str], int]:
    """Codes of the areas that a name fits, in the first year that has any, and that year."""
    years = titles_by_year(folder)
    order = sorted(years, key=lambda known: (known != year, -known))
    for look in (exactly, by_words):
        for known in order:
            if found := look(area, years[known]):
                return found, known
    raise _none(area, {c: title for known in reversed(order) for c, title in years[known].items()})


def _named(area: str, code: str, titles: Mapping[str, str]) -> NamedArea:
    """The area with what is said of the name: nothing, if only this area is called so."""
    title = titles[code]
    if area == code:
        return NamedArea(code, title)
    others = [f"{titles[other]} ({other})" for other in namesakes(area, code, titles)]
    if exactly(area, titles) and not others:
        return NamedArea(code, title)
    also = f"; there is also {' and '.join(others)}" if others else ""
    return NamedArea(code, title, (f"“{area.strip()}” is taken as {title} ({code}){also}.",))


def _several(
    area: str, codes: Sequence[str], titles: Mapping[str, str], year: int
) -> AnalysisError:
    listed = [f"{code} {titles[code]}" for code in codes]
    more = f"; and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return AnalysisError(
        "Several areas are called so",
        where=f"estimates of {year}",
        expected="one of: " + "; ".join(listed[:_SHOWN]) + more,
        got=repr(area),
        near=None,
        next_step="Name one by its code, or by a city and its state: “Portland, ME”.",
    )


def _none(area: str, titles: Mapping[str, str]) -> AnalysisError:
    has_local = any(len(code) > 2 for code in titles)
    no_local = "The tables held have no metropolitan areas"
    if is_zip_code(area):
        return AnalysisError(
            "There are no estimates for ZIP codes",
            expected="the nation, a state, or a metropolitan or nonmetropolitan area: the survey "
            "publishes nothing smaller",
            got=repr(area),
            next_step="Name the city or the state that the ZIP code lies in."
            + ("" if has_local else f" {no_local}, whose codes have five digits too."),
        )
    expected = ["the nation (US)", "a state (CA, California)"]
    step = f"{no_local}; `labor add FILE` takes in the publisher's table of them."
    if has_local:
        expected.append("a city that a metropolitan area is named after (“Portland, ME”)")
        step = "Name a city in the title of its area, not a suburb or a county, or the state."
    return AnalysisError(
        "There are no estimates for such an area",
        expected="; ".join([*expected, "a code"]),
        got=repr(area),
        near=_near(area, titles),
        next_step=step,
    )


def _near(area: str, titles: Mapping[str, str]) -> str:
    """Code and title of the area whose name, or a city in it, is most like what was written."""
    names: dict[str, str] = {}
    for code, title in titles.items():
        for city in (title, *cities_of(title)):
            names.setdefault(city.casefold(), f"{code} {title}")
    found = get_close_matches(area.strip().casefold(), names, n=1, cutoff=_NEAR)
    return names[found[0]] if found else ""
