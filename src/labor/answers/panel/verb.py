"""Occupations over all years in one table: by their codes of each year, or in closed sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from labor.answers.panel.answer import OccupationPanel
from labor.answers.panel.bridge import Bridge, bridge_of
from labor.answers.tables import directory_of, once_per_build, processed_of
from labor.errors import AnalysisError
from labor.methods.deflators import CPI_U, index_named, prices_by
from labor.methods.panel import Panels
from labor.occupations import Role
from labor.occupations.codebook import Codes
from labor.occupations.codes import NEWEST, SERIES, UNLINKED, is_military
from labor.schema.tables import ON_REQUEST
from labor.show.prose import sources_used
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, STATISTICS

#: Stands for every detailed occupation of the newest list.
ALL = "all"
#: Ways to make an occupation consistent over the years.
READINGS = ("chosen", "closed")
#: "2018", "2012-2025", "2018,2021,2024"
_YEARS = re.compile(r"\d{4}(?:-\d{4})?(?:\s*,\s*\d{4}(?:-\d{4})?)*")


def panel(
    roles: str | Sequence[str] = ALL,
    years: Iterable[int] | str = "",
    measure: str = "median",
    *,
    harmonize: str = "chosen",
    deflator: str = CPI_U,
    root: Path | None = None,
) -> OccupationPanel:
    """Put occupations and years in one table, with what each year's codes hold of others.

    Args:
        roles: Roles in words or as codes; "all" for every detailed occupation of SOC 2018.
        years: Reference years, as numbers or as "2012-2025"; all with figures if left out.
        measure: "median", "mean" or a percentile such as "p10". Jobs are always there.
        harmonize: "chosen": the codes that the occupation has in each year, with bounds of what
            they hold of others. "closed": the whole set of codes that exchange no jobs with the
            rest over these years, which can be far wider than the occupation.
        deflator: Price index of the sentence on pay across a break.
        root: Project folder; found by itself if left out.

    Returns:
        The panel; a row is a year and a consistent occupation. docs/methods/panel.md describes
        the columns.

    Raises:
        LaborError: A role, a year, the measure or the way to harmonize is not known.

    Examples:
        >>> rows = labor.panel("29-2072", "2018-2021").rows
        >>> rows[["reference_year", "occupation_codes", "annual_usd"]].values.tolist()[0]
        [2018, '29-2071', 40350.0]
    """
    if measure not in STATISTICS:
        raise AnalysisError(
            "There is no such statistic", expected=", ".join(STATISTICS), got=measure
        )
    if harmonize not in READINGS:
        raise AnalysisError(
            "There is no such way to harmonize", expected=", ".join(READINGS), got=harmonize
        )
    processed = processed_of(root)
    panels = _panels(processed)
    chosen = _years(years, panels.years)
    directory = directory_of(processed)
    if roles == ALL:
        occupations = load_table("occupations", processed, soc_version=NEWEST)
        is_wanted = (occupations["occupation_level"] == "detailed") & occupations["is_official"]
        codes = occupations.loc[is_wanted, "occupation_code"]
        wanted = [directory.of_code(code, NEWEST) for code in codes if not is_military(code)]
    else:
        wanted = [directory.resolve(one) for one in ([roles] if isinstance(roles, str) else roles)]
    if harmonize == "chosen":
        rows = [row for role in wanted for row in panels.chosen(role, chosen, measure)]
    else:
        titles = directory.codebook.title
        sets = _sets_of(wanted, panels, chosen)
        rows = [
            row
            for found in sets
            for row in panels.closed_rows(found, _title(found, titles), chosen, measure)
        ]
    if not rows:
        raise AnalysisError(
            "There are no figures of these occupations in these years",
            expected="years from " + f"{panels.years[0]} to {panels.years[-1]}",
            next_step="Choose other years, or check the role with `labor find`.",
        )
    columns = ON_REQUEST["panel"].dtypes
    frame = pd.DataFrame(rows).reindex(columns=list(columns)).astype(columns)
    is_own = roles != ALL and harmonize == "chosen"
    bridges: tuple[Bridge, ...] = ()
    used = [frame]
    if is_own:
        prices = _prices(processed, deflator)
        bridges = _bridges(wanted, panels, chosen, prices)
        used += [prices] * bool(bridges)
    return OccupationPanel(
        rows=frame,
        sources=sources_used(used, load_table("sources", processed)),
        measure=measure,
        reading_of=harmonize,
        years=tuple(chosen),
        bridges=bridges,
        reading=wanted[0].reading if len(wanted) == 1 else "",
    )


def across_the_break(role: Role, processed: Path, deflator: str) -> tuple[str, ...]:
    """What may be said of the pay of a role across its last break, in sentences.

    Args:
        role: The role.
        processed: Folder of the tables.
        deflator: Price index.
    """
    panels = _panels(processed)
    bridges = _bridges([role], panels, panels.years, _prices(processed, deflator))
    return tuple(text for bridge in bridges for text in bridge.sentences)


@once_per_build("wages", "employment", "soc_lineage")
def _panels(processed: Path) -> Panels:
    nation = {"area_code": NATION, "industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}
    wages, employment = (load_table(name, processed, **nation) for name in ("wages", "employment"))
    lineage = load_table("soc_lineage", processed)
    return Panels(wages, employment, lineage, directory_of(processed).codebook)


def _years(years: Iterable[int] | str, known: Sequence[int]) -> list[int]:
    """The years that are asked for, in order."""
    if isinstance(years, str):
        text = years.strip()
        if not text:
            return list(known)
        if not _YEARS.fullmatch(text):
            raise AnalysisError(
                "These are no years", expected="years as 2018, 2012-2025 or 2018,2024", got=years
            )
        found: set[int] = set()
        for part in text.split(","):
            first, _, last = part.strip().partition("-")
            found |= {one for one in known if int(first) <= one <= int(last or first)}
            if not last and int(first) not in known:
                found.add(int(first))
    else:
        found = {int(year) for year in years}
    if unknown := sorted(found - set(known)):
        raise AnalysisError(
            "There are no estimates of the nation in this year",
            expected=", ".join(map(str, known)),
            got=", ".join(map(str, unknown)),
        )
    if not found:
        raise AnalysisError(
            "There are no estimates of the nation in these years",
            expected=", ".join(map(str, known)),
            got=str(years),
        )
    return sorted(found)


def _sets_of(
    roles: Sequence[Role], panels: Panels, years: Sequence[int]
) -> list[Mapping[str, Codes]]:
    """The closed sets that hold codes of the roles, each once."""
    sets = panels.closed(years)
    return [
        found
        for found in sets
        if any(
            set(codes) & found.get(name, set())
            for role in roles
            for name, codes in role.codes.items()
        )
    ]


def _title(found: Mapping[str, Codes], title: Callable[[str, str], str]) -> str:
    """Titles of a set's occupations in its newest list."""
    version = max(found, key=list(SERIES).index)
    codes = sorted(found[version])
    more = " and others" if len(codes) > 1 else ""
    return f"{title(codes[0], version)}{more}"


def _bridges(
    roles: Sequence[Role], panels: Panels, years: Sequence[int], prices: pd.DataFrame
) -> tuple[Bridge, ...]:
    """What may be said of pay across the last break of each role."""
    linked = [year for year in years if panels.version(year) not in UNLINKED]
    found = (bridge_of(role, panels, linked, prices) for role in roles)
    return tuple(one for one in found if one is not None)


def _prices(processed: Path, deflator: str) -> pd.DataFrame:
    """The price index that a person names, in the columns of `prices`."""
    prices, others = (load_table(name, processed) for name in ("prices", "price_indexes"))
    return prices_by(prices, others, index_named(deflator))
