"""Pay of a group of occupations, pooled from its members' published percentiles.

The Handbook joins occupations to profiles that have no code and, in the survey's tables, no pay.
The median of such a group is no average of its members' medians: it is the middle of all their
jobs together. See docs/methods/composite.md for the method and its measured errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.censoring import NOTHING_KNOWN, Limits
from labor.methods.evidence import (
    BROADER,
    GROUP,
    Evidence,
    PayTable,
    collect,
    national_percentiles,
    one_row_each,
    scale_of_percentiles,
)
from labor.methods.pay_curves import SHARES, PayScale, Pool, certain_range, pool, with_floors
from labor.methods.uncertainty import LEVEL, critical, rse_of_mean
from labor.show.words import count, dollars, listed, percent
from labor.terms import NATION, PERCENTILES

#: How many times `Pool.doubt` nine of ten measured errors stay within, by first reference year:
#: for p10 and p90; for p25, median and p75; for all of them without the scale of the release.
#: Measured on the survey's own groups, see `benchmarks.methods.validation.hierarchy_cases`.
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
            "not_available"; `likely_low_usd` and `likely_high_usd`, outside which at most one
            measured error in ten falls, sampling error included where `mean_rse_pct` is known;
            `margin_pct`, how far they reach from the estimate;
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


def pooled_from(table: PayTable, members: Sequence[str], *, groups: bool = True) -> PooledPay:
    """Estimate the pay distribution of several occupations together.

    Args:
        table: Pay of one year and area, see `PayTable.of`. A member that is published on the
            other basis only is converted with 2,080 hours and flagged.
        members: Occupation codes in the classification of the year, in any order.
        groups: Whether a published group that lies wholly inside the members stands for them.

    Returns:
        The estimates, rounded as the agency rounds.

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
        The estimates, see `pooled_from`.
    """
    used, pooled = evidence.is_weighed, None
    if used.any():
        nodes = with_floors(evidence.points[used], evidence.floors[used], evidence.scale)
        pooled = pool(nodes, evidence.jobs[used], evidence.scale)
    rse_pct = rse_of_mean(evidence.means, evidence.rows["mean_rse_pct"], evidence.jobs)
    rows = [_percentile(evidence, pooled, index, rse_pct) for index in range(len(SHARES))]
    return PooledPay(
        estimates=pd.DataFrame([*rows, _mean(evidence, rse_pct)]),
        evidence=evidence.rows,
        basis=evidence.basis,
        coverage_pct=100 * (1 - evidence.share_of_jobs(~evidence.has_pay)),
        mean_rse_pct=rse_pct,
        flags=general_flags(evidence),
    )


def _percentile(
    evidence: Evidence, pooled: Pool | None, index: int, rse_pct: float
) -> dict[str, object]:
    """The row of one percentile."""
    name, certain = PERCENTILES[index], _certain(evidence, index)
    if pooled is None:
        return _row(evidence, name, np.nan, "not_available", (np.nan, np.nan), certain)
    floor = np.nanmin(evidence.floors, initial=np.inf)
    value = pooled.quantile(SHARES[index])
    likely = certain
    if (evidence.jobs > 0).all():
        outside = evidence.share_of_jobs(~evidence.has_pay | evidence.is_stand_in)
        width = width_of(evidence.year, name, has_scale=evidence.has_scale)
        likely = pooled.likely(SHARES[index], width, outside)
        likely = tuple(np.clip(likely, *certain))
    if value >= floor:
        return _row(evidence, name, floor, "top_coded", (min(likely[0], floor), np.inf), certain)
    if len(evidence.rows) == 1 and certain[0] == certain[1]:
        return _row(evidence, name, certain[0], "published", certain, certain)
    likely = (likely[0], np.inf if likely[1] >= floor else likely[1])
    # A flag says which member leaves the percentile open, whatever the sampling error.
    flag = _row(evidence, name, value, "estimated", likely, certain)["flag"]
    low, high = with_sampling(likely, value, rse_pct)
    likely = (low, np.inf if high >= floor else high)
    return {**_row(evidence, name, value, "estimated", likely, certain), "flag": flag}


def with_sampling(likely: tuple[float, float], value: float, rse_pct: float) -> tuple[float, float]:
    """Widen a likely range by the sampling error of the estimate, where one is known.

    None is published for percentiles; the relative error of the mean stands in for it.
    """
    if math.isnan(rse_pct):
        return likely
    reach = critical(LEVEL) * rse_pct / 100 * value
    low, high = (math.hypot(end - value, reach) for end in likely)
    return max(value - low, 0.0), value + high


def _mean(evidence: Evidence, rse_pct: float) -> dict[str, object]:
    """The row of the mean: the one statistic of a group that can be computed."""
    ends: Limits = NOTHING_KNOWN
    if (evidence.jobs > 0).all() and not evidence.is_stand_in.any():
        limits = evidence.rows[["mean_low", "mean_high"]].to_numpy(dtype=float)
        low, high = np.average(limits, axis=0, weights=evidence.jobs)
        ends = float(low), float(high)
    if ends[0] == ends[1]:
        status = "published" if len(evidence.rows) == 1 else "derived"
    else:
        status = "top_coded" if ends[0] > 0 else "not_available"
    value = ends[0] if ends[0] > 0 else np.nan
    likely = with_sampling(ends, value, rse_pct) if status == "derived" else ends
    return _row(evidence, "mean", value, status, likely, ends)


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
    return (min([low, *lows[~known, index]]), max([high, *highs[~known, index]]))


def width_of(year: int, statistic: str, *, has_scale: bool = True) -> float:
    """How many times the doubt of a pool its likely range reaches, see `WIDTHS`.

    Args:
        year: Reference year.
        statistic: A percentile.
        has_scale: Whether the pay scale of the release is known.
    """
    first_year = max(first for first in WIDTHS if first <= year)
    outer, inner, without_scale = WIDTHS[first_year]
    if not has_scale:
        return without_scale
    return outer if statistic in _OUTER else inner


class Pools:
    """Estimates of groups' pay from one set of tables; what several of them need is made once.

    Args:
        wages: Table `wages`: all occupations of the years and areas wanted, and of the nation,
            whose rows show the pay scale of a release.
        employment: Table `employment`, of the same years and areas.
    """

    def __init__(self, wages: pd.DataFrame, employment: pd.DataFrame) -> None:
        self._table = _pay_tables(wages, employment)
        self._found: dict[tuple[object, ...], PooledPay] = {}

    def pay(self, members: pd.DataFrame, basis: str = "annual") -> PooledPay:
        """The estimate for a group in the year and area of its members' rows.

        Args:
            members: Rows with `reference_year`, `area_code` and `occupation_code`.
            basis: "annual" or "hourly".

        Returns:
            See `pooled_from`.
        """
        year, area_code = int(members["reference_year"].iloc[0]), members["area_code"].iloc[0]
        codes = tuple(members["occupation_code"])
        key = year, area_code, basis, codes
        if key not in self._found:
            self._found[key] = pooled_from(self._table(year, area_code, basis), codes)
        return self._found[key]

    def table(self, year: int, area_code: str, basis: str = "annual") -> PayTable:
        """The pay of every occupation in a year and area.

        Args:
            year: Reference year.
            area_code: Area.
            basis: "annual" or "hourly".
        """
        return self._table(year, area_code, basis)

    def estimate(self, members: pd.DataFrame) -> dict[str, float | str]:
        """The same in the columns of a pay table.

        Args:
            members: See `pay`.

        Returns:
            `<statistic>_annual_usd` and `<statistic>_hourly_usd` with their status, and the
            likely range of the annual median.
        """
        row: dict[str, float | str] = {}
        for basis in ("annual", "hourly"):
            for line in self.pay(members, basis).estimates.to_dict("records"):
                row[f"{line['statistic']}_{basis}_usd"] = line["pay_usd"]
                row[f"{line['statistic']}_{basis}_usd_status"] = line["pay_usd_status"]
                if (line["statistic"], basis) == ("median", "annual"):
                    row["pooled_median_low_annual_usd"] = line["likely_low_usd"]
                    row["pooled_median_high_annual_usd"] = line["likely_high_usd"]
        return row


def _pay_tables(
    wages: pd.DataFrame, employment: pd.DataFrame
) -> Callable[[int, str, str], PayTable]:
    """Pay tables by year, area and basis; what several of them need is made once."""

    @cache
    def parted() -> tuple[dict[Any, pd.DataFrame], dict[Any, pd.DataFrame]]:
        """Rows by year and area: a history asks for 27 years, a list of places for 54 areas."""
        keys = ["reference_year", "area_code"]
        return dict(iter(wages.groupby(keys))), dict(iter(employment.groupby(keys)))

    @cache
    def wide(year: int, area_code: str) -> pd.DataFrame:
        pay, jobs = (rows.get((year, area_code)) for rows in parted())
        return one_row_each(
            wages if pay is None else pay, employment if jobs is None else jobs, year, area_code
        )

    @cache
    def percentiles(year: int) -> pd.DataFrame:
        return national_percentiles(parted()[0].get((year, NATION), wages[:0]), year)

    @cache
    def scale(year: int, basis: str) -> PayScale:
        return scale_of_percentiles(percentiles(year), basis)

    @cache
    def table(year: int, area_code: str, basis: str) -> PayTable:
        return PayTable.on_scale(wide(year, area_code), scale(year, basis), year, basis)

    return table


#: A likely range that reaches farther than this from the estimate is flagged, in percent.
WIDE_PCT = 2.0
_NO_SCALE = (
    "The nation's other occupations are not in the table of wages, so the levels at which pay "
    "crowds in this release are not known: from May 2021 on errors are twice as large."
)
_POINTS = (
    "the 10th percentile",
    "the 25th percentile",
    "the median",
    "the 75th percentile",
    "the 90th percentile",
)


def general_flags(evidence: Evidence) -> tuple[str, ...]:
    """Say what holds for all statistics of a group.

    Args:
        evidence: Published rows with their jobs.

    Returns:
        A sentence for each kind of row that is not a member's own with pay and jobs, and one if
        the pay scale of the release is missing.
    """
    rows = evidence.rows.assign(has_pay=evidence.has_pay, has_jobs=evidence.jobs > 0)
    kinds = (
        (
            rows["how"] == GROUP,
            "One figure is published for several members and stands for them: {}.",
        ),
        (
            rows["how"] == BROADER,
            "Some members are published only inside a broader occupation, which may hold other "
            "jobs and stands for them: {}.",
        ),
        (~rows["has_pay"], "No pay is published for {}: the ranges allow for any pay there."),
        (
            rows["has_pay"] & ~rows["has_jobs"],
            "The jobs of {} are not released: they are left out of the estimate.",
        ),
        (
            rows["is_converted"].astype(bool),
            "Published by the "
            + ("hour" if evidence.basis == "annual" else "year")
            + " only and converted with 2,080 hours a year: {}.",
        ),
    )
    scale: tuple[str, ...] = () if evidence.has_scale else (_NO_SCALE,)
    return scale + tuple(
        text.format(listed([_named(row) for row in rows[which].to_dict("records")]))
        for which, text in kinds
        if which.any()
    )


def _named(row: Mapping[Hashable, Any]) -> str:
    code, title = row["occupation_code"], row["occupation_title"]
    name = code if title == code else f"{title} ({code})"  # without a row it has no title
    return f"{name}, {count(row['employment_jobs'])} jobs" if row["has_jobs"] else name


def statistic_flag(evidence: Evidence, row: Mapping[str, Any]) -> str:
    """Say why one statistic of a group is uncertain.

    Args:
        evidence: Published rows with their jobs.
        row: Row of `composite.PooledPay.estimates`.

    Returns:
        A sentence; empty where the likely range is narrow.
    """
    status, value = row["pay_usd_status"], row["pay_usd"]
    if status == "not_available":
        return "No member's pay and jobs are both published."
    if status == "top_coded":
        return f"The agency prints pay of {dollars(value)} or more without a figure."
    if status != "estimated" or row["margin_pct"] <= WIDE_PCT:
        return ""
    margin = (
        f"by {percent(row['margin_pct'])}" if np.isfinite(row["margin_pct"]) else "without limit"
    )
    return f"May be off {margin}: {_main_doubt(evidence, float(value))}."


def _main_doubt(evidence: Evidence, pay: float) -> str:
    """Where most of the doubt about the share of jobs at some pay comes from."""
    titles = evidence.rows["occupation_title"]
    unweighed = titles[~(evidence.jobs > 0)].tolist()
    if unweighed:
        return f"how many of the jobs are {listed(unweighed)} is not released"
    points, jobs_ = evidence.points, evidence.jobs
    ends = np.concatenate([[0.0], SHARES, [1.0]])
    below = np.where(points <= pay, SHARES, 0.0).max(axis=1)
    above = np.where(points > pay, SHARES, 1.0).min(axis=1)
    row = int(np.argmax(jobs_ * (above - below)))
    part = f"{percent(100 * jobs_[row] / jobs_.sum(), 0)} of the jobs are {titles.iloc[row]}"
    if not evidence.has_pay[row]:
        return f"{part}, of whom no pay is published"
    low, high = (int(np.searchsorted(ends, end)) - 1 for end in (below[row], above[row]))
    if low < 0:
        where = f"below {_POINTS[high]} ({dollars(points[row, high])})"
    elif high >= len(_POINTS):
        where = f"above {_POINTS[low]} ({dollars(points[row, low])})"
    else:
        where = (
            f"between {_POINTS[low]} ({dollars(points[row, low])}) "
            f"and {_POINTS[high]} ({dollars(points[row, high])})"
        )
    return f"{part}, of whom no pay is published {where}"
