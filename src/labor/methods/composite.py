"""Pay of a group of occupations, pooled from its members' published percentiles.

The Handbook joins occupations to profiles that have no code and, in the survey's tables, no pay.
The median of such a group is no average of its members' medians: it is the middle of all their
jobs together. See docs/methods/composite.md for the method and its measured errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.censoring import Value, weighted_mean
from labor.methods.composite_flags import general_flags, statistic_flag
from labor.methods.evidence import Evidence, PayTable, collect
from labor.methods.pay_curves import SHARES, Pool, certain_range, pool, with_floors
from labor.methods.uncertainty import rse_of_mean
from labor.terms import NATION, PERCENTILES

#: How many times `Pool.doubt` nine of ten measured errors stay within, by first reference year:
#: for p10 and p90; for p25, median and p75; for all of them without the scale of the release.
#: Measured on the survey's own groups, see `validation.hierarchy_cases`.
WIDTHS = {1997: (0.19, 0.12, 0.21), 2021: (0.40, 0.35, 0.88), 2022: (0.29, 0.22, 0.42)}
_OUTER = ("p10", "p90")
#: Units to which the agency rounds pay, in US dollars.
ROUNDING = {"annual": 10.0, "hourly": 0.01}


@dataclass(frozen=True)
class PooledPay:
    """Pay of a group of occupations.

    Args:
        estimates: A row per statistic (p10, p25, median, p75, p90, mean): `statistic`,
            `pay_usd`, `pay_usd_status`: "published" where one published row is the whole
            group, "estimated", "derived" (the mean, which can be computed), "top_coded",
            "not_available"; `likely_low_usd` and `likely_high_usd`, outside which one measured
            error in ten falls; `margin_pct`, how far they reach from the estimate;
            `certain_low_usd` and `certain_high_usd`, what the published percentiles alone allow;
            empty where there is no limit; `flag`: why to be careful, or "".
        evidence: A row per published row used, see `evidence.Evidence`.
        basis: "annual" or "hourly".
        coverage_pct: Share of the members' released jobs of which pay is known.
        mean_rse_pct: Relative standard error of the mean, members taken as independent; NaN
            where a member's is not published.
        flags: What holds for all statistics, as sentences.
    """

    estimates: pd.DataFrame
    evidence: pd.DataFrame
    basis: str
    coverage_pct: float
    mean_rse_pct: float
    flags: tuple[str, ...]


def pooled_pay(
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    members: Sequence[str],
    *,
    year: int,
    area_code: str = NATION,
    basis: str = "annual",
    groups: bool = True,
) -> PooledPay:
    """Estimate the pay distribution of several occupations together.

    Args:
        wages: Table `wages`; all occupations of the year, because they show its pay scale.
        employment: Table `employment`.
        members: Occupation codes in the classification of the year, in any order.
        year: Reference year.
        area_code: Area; "99" is the nation.
        basis: "annual" or "hourly". A member that is published on the other one only is
            converted with 2,080 hours and flagged.
        groups: Whether a published group that lies wholly inside the members stands for them.

    Returns:
        The estimates, rounded as the agency rounds.

    Raises:
        AnalysisError: The year or the area is not in the tables, a code is given twice, or
            nothing is published for any.
    """
    table = PayTable.of(wages, employment, year=year, area_code=area_code, basis=basis)
    return pooled_from(table, members, groups=groups)


def pooled_from(table: PayTable, members: Sequence[str], *, groups: bool = True) -> PooledPay:
    """Estimate the pay distribution of several occupations from a table that is at hand.

    Args:
        table: Pay of one year and area.
        members: See `pooled_pay`.
        groups: See `pooled_pay`.

    Returns:
        See `pooled_pay`.

    Raises:
        AnalysisError: A code is given twice, or nothing is published for any.
    """
    evidence = collect(table, members, groups=groups)
    if not evidence.has_pay.any():
        raise AnalysisError(
            f"No pay is published for any of these occupations in {table.year}",
            expected="codes of that year's classification, or of their broad occupations",
            got=", ".join(members) or "no codes",
            next_step="Look the codes up in `soc_lineage`; they change between years.",
        )
    return pool_evidence(evidence)


def pool_evidence(evidence: Evidence) -> PooledPay:
    """Pool the rows that speak for a group.

    Args:
        evidence: Published rows with their jobs.

    Returns:
        See `pooled_pay`.
    """
    used, pooled = evidence.is_weighed, None
    if used.any():
        nodes = with_floors(evidence.points[used], evidence.floors[used], evidence.scale)
        pooled = pool(nodes, evidence.jobs[used], evidence.scale)
    rows = [_percentile(evidence, pooled, index) for index in range(len(SHARES))]
    return PooledPay(
        estimates=pd.DataFrame([*rows, _mean(evidence)]),
        evidence=evidence.rows,
        basis=evidence.basis,
        coverage_pct=100 * (1 - evidence.share_of_jobs(~evidence.has_pay)),
        mean_rse_pct=rse_of_mean(evidence.means, evidence.rows["mean_rse_pct"], evidence.jobs),
        flags=general_flags(evidence),
    )


def _percentile(evidence: Evidence, pooled: Pool | None, index: int) -> dict[str, object]:
    """The row of one percentile."""
    name, certain = PERCENTILES[index], _certain(evidence, index)
    if pooled is None:
        return _row(evidence, name, np.nan, "not_available", (np.nan, np.nan), certain)
    floor = np.nanmin(evidence.floors, initial=np.inf)
    value = pooled.quantile(SHARES[index])
    likely = certain
    if (evidence.jobs > 0).all():
        outside = evidence.share_of_jobs(~evidence.has_pay | evidence.is_stand_in)
        likely = pooled.likely(SHARES[index], _width(evidence, name), outside)
        likely = tuple(np.clip(likely, *certain))
    if value >= floor:
        return _row(evidence, name, floor, "top_coded", (min(likely[0], floor), np.inf), certain)
    if len(evidence.rows) == 1 and certain[0] == certain[1]:
        return _row(evidence, name, certain[0], "published", certain, certain)
    likely = (likely[0], np.inf if likely[1] >= floor else likely[1])
    return _row(evidence, name, value, "estimated", likely, certain)


def _mean(evidence: Evidence) -> dict[str, object]:
    """The row of the mean: the one statistic of a group that can be computed."""
    limits = [Value(low, high) for low, high in evidence.rows[["mean_low", "mean_high"]].to_numpy()]
    weighed = bool((evidence.jobs > 0).all() and not evidence.is_stand_in.any())
    mean = weighted_mean(limits, evidence.jobs) if weighed else Value(-np.inf, np.inf)
    if mean.is_exact:
        status = "published" if len(limits) == 1 else "derived"
    else:
        status = "top_coded" if mean.low > 0 else "not_available"
    value = mean.low if mean.low > 0 else np.nan
    ends = (mean.low, mean.high)
    return _row(evidence, "mean", value, status, ends, ends)


def _row(
    evidence: Evidence,
    statistic: str,
    value: float,
    status: str,
    likely: tuple[float, float],
    certain: tuple[float, float],
) -> dict[str, object]:
    """A row of `PooledPay.estimates`; ends without a limit are left empty."""
    unit = ROUNDING[evidence.basis]
    ends = [_rounded(end, unit) for end in (*likely, *certain)]
    value = _rounded(value, unit)
    row = {
        "statistic": statistic,
        "pay_usd": value,
        "pay_usd_status": status,
        "likely_low_usd": ends[0],
        "likely_high_usd": ends[1],
        "margin_pct": float(np.max(np.abs(np.array(ends[:2]) / value - 1)) * 100),
        "certain_low_usd": ends[2],
        "certain_high_usd": ends[3],
    }
    return {**row, "flag": statistic_flag(evidence, row)}


def _rounded(pay: float, unit: float) -> float:
    return round(pay / unit) * unit if np.isfinite(pay) and pay > 0 else np.nan


def _certain(evidence: Evidence, index: int) -> tuple[float, float]:
    """Range of a percentile of the group that the published percentiles allow.

    A member without released jobs can pull the group anywhere up to its own percentile; one that
    is published only inside a broader occupation can have any pay.
    """
    lows = np.where(evidence.is_stand_in[:, None], 0.0, evidence.lows)
    highs = np.where(evidence.is_stand_in[:, None], np.inf, evidence.highs)
    known = evidence.jobs > 0
    low, high = np.inf, 0.0
    if known.any():
        low, high = certain_range(lows[known], highs[known], evidence.jobs[known], SHARES[index])
    return (
        min([low, *lows[~known, index]]),
        max([high, *highs[~known, index]]),
    )


def _width(evidence: Evidence, statistic: str) -> float:
    first_year = max(first for first in WIDTHS if first <= evidence.year)
    outer, inner, without_scale = WIDTHS[first_year]
    if not evidence.has_scale:
        return without_scale
    return outer if statistic in _OUTER else inner
