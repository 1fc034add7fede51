"""Where a wage stands in an occupation, in similar ones and among all jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from labor.answers.compare.verb import similar_titles
from labor.answers.position.answer import POSITIONS, WagePosition
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError
from labor.methods.composite import Pools
from labor.methods.levels import pay_levels
from labor.methods.positions import position_of
from labor.occupations import OF_OTHERS, Role
from labor.show.prose import sources_used
from labor.show.rows import records
from labor.tables.areas import find_area, year_of_estimates
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, ALL_OWNERS, NATION

#: Amounts outside are of the other basis, or no pay of a full-time job: US dollars.
_PLAUSIBLE = {"annual": (2_000.0, 10_000_000.0), "hourly": (1.0, 5_000.0)}
#: "$52,000", "52000", "52k", "25.50"
_AMOUNT = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([kK])?")


def position(
    role: str,
    wage: float | str,
    *,
    area: str = NATION,
    year: int | None = None,
    hourly: bool = False,
    root: Path | None = None,
) -> WagePosition:
    """Say between which published percentiles a wage stands.

    Args:
        role: The role in words or as a code.
        wage: The wage in US dollars: 52000, "$52,000", "52k", or 25.50 by the hour.
        area: Area by code, postal code or name; the nation if left out.
        year: Reference year of the pay; the newest with data for the area if left out.
        hourly: Whether the wage is by the hour.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row for the role (for each occupation of a role that is
        several), for each role that the Handbook lists as similar, and for all jobs.
        docs/methods/position.md describes the columns.

    Raises:
        LaborError: The role, year or area is not known, or the wage is no amount of such a basis.

    Examples:
        >>> answer = labor.position("pharmacy technician", 52000, year=2024)
        >>> print(answer.sentences[0])  # doctest: +NORMALIZE_WHITESPACE
        $52,000 a year is between the 75th ($48,580) and the 90th percentile ($59,450) of pharmacy
        technicians in May 2024: 75% to 90% of their jobs are paid that much or less, about 83% by
        interpolation.
    """
    basis = "hourly" if hourly else "annual"
    amount = _amount(wage, basis)
    processed = processed_of(root)
    place = find_area(processed, area, year)
    year = year_of_estimates(processed, place, year)
    directory = directory_of(processed)
    asked = directory.resolve(role)
    subject, lead = of_published(asked, processed, *listed_in(processed, year))
    roles = [subject, *_similar(asked, processed), directory.resolve(ALL_OCCUPATIONS)]
    estimates: dict[str, Any] = {
        "reference_year": year,
        "area_code": {place.code, NATION},
        "industry_code": ALL_INDUSTRIES,
        "ownership_code": ALL_OWNERS,
    }
    wages = load_table("wages", processed, **estimates)
    jobs = load_table("employment", processed, **estimates)
    pay = pay_levels(roles, wages, jobs, year, area_code=place.code)
    table = Pools(wages, jobs).table(year, place.code, basis)
    rows = pd.DataFrame(
        [
            {
                **row,
                "kind": _kind(asked_for, roles),
                "wage_usd": amount,
                "basis": basis,
                **asdict(position_of(table, codes, amount)),
            }
            for asked_for, row, codes in _asked_of(pay)
        ]
    )
    rows = rows.reindex(columns=list(POSITIONS)).astype(POSITIONS)
    sources = sources_used([rows], load_table("sources", processed))
    return WagePosition(
        rows=rows,
        sources=sources,
        wage=amount,
        hourly=hourly,
        year=year,
        area=place.title if place.code != NATION else "",
        lead=lead,
        remarks=tuple(place.notes),
        reading=asked.reading,
    )


def _amount(wage: float | str, basis: str) -> float:
    found = _AMOUNT.fullmatch(str(wage).strip()) if isinstance(wage, str) else None
    if isinstance(wage, str):
        amount = (
            float(found[1].replace(",", "") + (found[2] or "")) * (1000 if found[3] else 1)
            if found
            else 0.0
        )
    else:
        amount = float(wage)
    low, high = _PLAUSIBLE[basis]
    if low <= amount <= high:
        return amount
    other = "annual" if basis == "hourly" else "hourly"
    fits = _PLAUSIBLE[other][0] <= amount <= _PLAUSIBLE[other][1]
    said = {"annual": "by the year: leave out hourly", "hourly": "by the hour: add hourly"}
    raise AnalysisError(
        f"This is no {basis} wage",
        expected=f"an amount from ${low:,.0f} to ${high:,.0f}",
        got=str(wage),
        next_step=f"If it is a wage {said[other]} (--hourly on the command line)." if fits else "",
    )


def _similar(role: Role, processed: Path) -> list[Role]:
    """The roles that the Handbook lists as similar; none where it has no page."""
    try:
        titles = similar_titles(role, processed)
    except AnalysisError:
        return []
    found = [directory_of(processed).resolve(title) for title in titles]
    return [one for one in found if one.label != role.label]


def _kind(role: str, roles: list[Role]) -> str:
    if role == roles[0].label:
        return "role"
    return "all jobs" if role == roles[-1].label else "similar"


def _asked_of(pay: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """Roles, the rows of a pay table that are compared, and the codes that each is made of.

    An occupation that is only a part of a role, or holds it, is named by its own title.
    """
    for role, rows in pay.groupby("role", sort=False):
        members = rows.loc[rows["role_kind"] == "member", "occupation_code"].tolist()
        for row in records(rows):
            if row["role_kind"] == "composite":
                yield str(role), dict(row), members
            elif row["role_kind"] != "member" and row["occupation_code"]:
                is_other = row["role_kind"] == "part" or row["relation"] in OF_OTHERS
                named = {"role": row["occupation_title"]} if is_other else {}
                yield str(role), {**row, **named}, [row["occupation_code"]]
