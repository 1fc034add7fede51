"""What may be said of an old occupation after its code was divided: intervals, never points."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from labor.analysis.comparability import soc_version_of
from labor.analysis.crosswalk import Crosswalk
from labor.analysis.roles import pay_rows
from labor.analysis.words import listing
from labor.errors import AnalysisError
from labor.terms import NATION


@dataclass(frozen=True)
class Interval:
    """The limits that logic sets to a figure that nobody publishes.

    Args:
        low: Smallest value possible.
        high: Largest value possible.
        unit: "jobs" or "US dollars per year".
        reason: Why the value cannot lie outside.
        whole: Codes that hold jobs of the occupation only.
        partly: Codes that hold jobs of other occupations as well.
    """

    low: float
    high: float
    unit: str
    reason: str
    whole: tuple[str, ...]
    partly: tuple[str, ...]


def bridge_jobs(
    code: str,
    year: int,
    to_year: int,
    employment: pd.DataFrame,
    lineage: pd.DataFrame | Crosswalk,
    area_code: str = NATION,
) -> Interval:
    """Limits of the jobs an occupation of one year has in the codes of another.

    The jobs of the occupation lie in its successor codes. Those that hold nothing else give the
    lower limit; all of them together the upper one. Sampling error and changes of method come on
    top and are not in the limits.

    Args:
        code: Occupation code of `year`.
        year: Reference year whose list of codes the occupation belongs to.
        to_year: Reference year of the figures.
        employment: Table `employment`.
        lineage: Table `soc_lineage`, or `crosswalk.Crosswalk.of` of it.
        area_code: Area; "99" is the nation.

    Returns:
        The interval, in jobs.

    Raises:
        AnalysisError: No crosswalk connects the two years, the code has no successor, or the
            jobs of one are not published.
    """
    whole, partly = _successors(code, year, to_year, lineage)
    rows = pay_rows(employment, to_year, area_code).set_index("occupation_code")
    jobs = {name: _value(rows, name, "employment_jobs", to_year) for name in (*whole, *partly)}
    low, high = sum(jobs[name] for name in whole), sum(jobs.values())
    reason = f"All jobs of {code} are in {listing([*whole, *partly])}"
    if partly:
        verb = "holds" if len(partly) == 1 else "hold"
        reason += f"; {listing(partly)} {verb} jobs of other occupations as well"
    if not whole:
        reason += ", so that there is no lower limit"
    return Interval(low, high, "jobs", f"{reason}.", whole, partly)


def bridge_median(
    code: str,
    year: int,
    to_year: int,
    wages: pd.DataFrame,
    lineage: pd.DataFrame | Crosswalk,
    area_code: str = NATION,
) -> Interval:
    """Limits of the median pay of an occupation that was divided, in the codes of another year.

    The median of a group lies between the lowest and the highest median of its parts, but only
    if the parts hold nothing else: pay of an unknown part of a code can be anything.

    Args:
        code: Occupation code of `year`.
        year: Reference year whose list of codes the occupation belongs to.
        to_year: Reference year of the figures.
        wages: Table `wages`.
        lineage: Table `soc_lineage`, or `crosswalk.Crosswalk.of` of it.
        area_code: Area; "99" is the nation.

    Returns:
        The interval, in US dollars per year.

    Raises:
        AnalysisError: A successor holds other jobs as well, or its median is not published.
    """
    whole, partly = _successors(code, year, to_year, lineage)
    if partly:
        raise AnalysisError(
            f"Nothing can be said of the median pay of {code} in {to_year}",
            expected="successors that hold jobs of this occupation only",
            got=f"{listing(partly)} with jobs of other occupations",
            next_step="Show the pay of each successor by itself.",
        )
    rows = pay_rows(wages, to_year, area_code).query("statistic == 'median'")
    rows = rows.set_index("occupation_code")
    medians = [_value(rows, name, "annual_wage_usd", to_year) for name in whole]
    reason = (
        f"{listing(whole)} hold the jobs of {code} and no others; the median of a group lies "
        "between the lowest and the highest median of its parts."
    )
    return Interval(min(medians), max(medians), "US dollars per year", reason, whole, ())


def _successors(
    code: str, year: int, to_year: int, lineage: pd.DataFrame | Crosswalk
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    steps = Crosswalk.of(lineage)
    old, new = soc_version_of(year), soc_version_of(to_year)
    found = steps.follow([code], old, new)
    if not found.to_codes:
        raise AnalysisError(
            f"{code} of {year} has no successor in the codes of {to_year}",
            got=f"no row of soc_lineage from {old} to {new}",
            next_step="Check the code.",
        )
    own = frozenset([code])
    whole = [name for name in found.to_codes if steps.follow([name], new, old).to_codes == own]
    return tuple(sorted(whole)), tuple(sorted(found.to_codes - set(whole)))


def _value(rows: pd.DataFrame, code: str, column: str, year: int) -> float:
    status = rows[f"{column}_status"].get(code, "not in the table")
    value = float(rows[column].get(code, math.nan))
    if status != "published":
        raise AnalysisError(
            f"{code} has no published {column} in {year}, so there is no limit",
            got=status,
            next_step="Choose another year or a larger area.",
        )
    return value
