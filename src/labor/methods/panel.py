"""Consistent occupations over the years: their codes, jobs and pay, and what is not their own.

docs/methods/panel.md has the two readings, the bounds and their assumptions.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from labor.methods.censoring import limits
from labor.methods.code_lists import jobs_by_year
from labor.methods.comparability import FigureOfYear
from labor.methods.composite import WIDE_PCT, Pools, width_of, with_sampling
from labor.methods.crosswalk import Crosswalk
from labor.methods.evidence import Evidence, PayTable, collect
from labor.methods.pay_curves import SHARES, certain_range, pool, scale_of, with_floors
from labor.methods.uncertainty import rse_of_mean
from labor.occupations import Role
from labor.occupations.codebook import Codebook, Codes
from labor.occupations.codes import NEWEST, SERIES, UNLINKED, is_newer
from labor.occupations.published import Slot, slots
from labor.terms import (
    DERIVED,
    ESTIMATED,
    HOURS_A_YEAR,
    NATION,
    PERCENTILES,
    PUBLISHED,
    STATISTICS,
    TOP_CODED,
)

_NOT_AVAILABLE = "not_available"
_NO_JOBS = (math.nan, math.nan, "")


class Bounds(NamedTuple):
    """Which share of a set's jobs is not the occupation's own, and which share it lacks.

    Args:
        outside_low: Least share of the set that belongs to other occupations, 0 to 1.
        outside_high: Most that can.
        missing_high: Most of the occupation's own jobs that can be counted elsewhere, 0 to 1.
    """

    outside_low: float
    outside_high: float
    missing_high: float


class Figure(NamedTuple):
    """One statistic of a set of codes in a year, see table `panel`."""

    annual_usd: float
    annual_usd_status: str
    likely_low_usd: float
    likely_high_usd: float
    mean_rse_pct: float
    flag: str


@dataclass(frozen=True)
class _Jobs:
    """Jobs of the nation by year and code: number, relative error, source."""

    cells: Mapping[tuple[int, str], tuple[float, float, str]]
    versions: Mapping[int, str]
    codes: Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class _Pay:
    """Limits of the nation's annual pay, a row for each year and code.

    Args:
        places: Number of the row by year and code.
        lows: The least that p10, p25, median, p75, p90 and the mean can be; 0 if unknown.
        highs: The most; infinite if unknown.
        errors: Relative error of the mean in percent.
        is_converted: Whether pay is published by the hour only.
    """

    places: Mapping[tuple[int, str], int]
    lows: np.ndarray
    highs: np.ndarray
    errors: np.ndarray
    is_converted: np.ndarray


class Panels:
    """Panels from one set of tables.

    Args:
        wages: Table `wages`, the nation, all industries and owners.
        employment: Table `employment` of the same.
        lineage: Table `soc_lineage`.
        codebook: The codes of all lists.
    """

    def __init__(
        self,
        wages: pd.DataFrame,
        employment: pd.DataFrame,
        lineage: pd.DataFrame,
        codebook: Codebook,
    ) -> None:
        self._pools = Pools(wages, employment)
        self._pay = _pay(wages)
        figures = _figures(wages)
        self._scale = cache(lambda year: scale_of(figures[year]))
        self._ends = cache(self._find_ends)
        self._jobs = _jobs(employment)
        self._by_list = jobs_by_year(employment)
        self._steps = Crosswalk(lineage)
        self._book = codebook

    @property
    def years(self) -> list[int]:
        """Years with figures."""
        return sorted(self._jobs.codes)

    def table(self, year: int) -> PayTable:
        """The pay of every occupation in a year."""
        return self._pools.table(year, NATION)

    def version(self, year: int) -> str:
        """The list of the codes of a year."""
        return self._jobs.versions[year]

    def chosen(self, role: Role, years: Sequence[int], statistic: str) -> list[dict[str, object]]:
        """The rows of an occupation by its own codes of each year.

        Args:
            role: The occupation.
            years: Reference years.
            statistic: "median", "mean" or a percentile.

        Returns:
            A row for each year in which it has figures.
        """
        rows: list[dict[str, object]] = []
        segments: list[FigureOfYear] = []
        for year in years:
            found = self._slots(role, year)
            codes = tuple(sorted(slot.code for slot in found))
            if not codes:
                continue
            figure = FigureOfYear.of(role, found, self.version(year))
            segment = self._segment(segments, figure)
            bounds = self.bounds(role, year, codes)
            rows.append(
                self._row(role.label, "chosen", role, year, codes, statistic)
                | {
                    "segment": segment,
                    "relation": figure.relation,
                    "outside_low_pct": 100 * bounds.outside_low,
                    "outside_high_pct": 100 * bounds.outside_high,
                    "missing_high_pct": 100 * bounds.missing_high,
                }
            )
        return rows

    def _slots(self, role: Role, year: int) -> list[Slot]:
        listed = self._jobs.codes[year]
        found = slots(role, self.version(year), listed)
        return [slot for slot in found if slot.code in listed and slot.role_kind != "composite"]

    def _segment(self, segments: list[FigureOfYear], figure: FigureOfYear) -> int:
        """Number of the segment that a figure goes on, or of a new one."""
        for number, last in enumerate(segments, start=1):
            if last.holds_the_same(figure, self._steps):
                segments[number - 1] = figure
                return number
        segments.append(figure)
        return len(segments)

    def bounds(self, role: Role, year: int, codes: Iterable[str]) -> Bounds:
        """What is not the occupation's own in the codes of a year.

        Args:
            role: The occupation; what it is, its codes in the list of its name say.
            year: Reference year.
            codes: Codes of that year.

        Returns:
            The bounds, NaN where nothing links the lists or jobs are not published.
        """
        version, anchor = self.version(year), role.anchor_version
        if version in UNLINKED or anchor in UNLINKED or not role.codes.get(anchor):
            return Bounds(math.nan, math.nan, math.nan)
        wanted, there = self._detailed(role.codes[anchor], anchor), self._detailed(codes, version)
        found = self._ends(there, version, anchor)
        if found <= wanted and self._ends(wanted, anchor, version) <= there:
            return Bounds(0.0, 0.0, 0.0)
        seen = [
            self._bounds_in(space, wanted, anchor, there, year)
            for space in dict.fromkeys((anchor, NEWEST, version))
        ]
        low = max(one.outside_low for one in seen)
        high = min(one.outside_high for one in seen)
        return Bounds(min(low, high), high, min(one.missing_high for one in seen))

    def _bounds_in(self, space: str, wanted: Codes, anchor: str, there: Codes, year: int) -> Bounds:
        """The bounds that the jobs of one list give.

        Args:
            space: The list; its codes are the pieces that jobs are counted in.
            wanted: What the occupation is, in the list `anchor`.
            anchor: That list.
            there: Codes of the year.
            year: Reference year.
        """
        version = self.version(year)
        touched = self._ends(wanted, anchor, space)
        inside = self._ends(there, version, space)
        jobs = self._near(space, version, year)
        if not touched | inside <= jobs.keys():
            return Bounds(0.0, 1.0, 1.0)
        own_least = own_most = others_least = others_most = missing = 0.0
        for code in touched | inside:
            one, size = frozenset({code}), jobs[code]
            is_whole = self._ends(one, space, version) <= there
            is_own = self._ends(one, space, anchor) <= wanted
            if code in touched and not is_whole:
                missing += size
            if code in inside:
                own_least += size * (is_own and is_whole)
                own_most += size * (code in touched)
                others_least += size * (code not in touched and is_whole)
                others_most += size * (not is_own)
        return Bounds(
            _share(others_least, own_most),
            _share(others_most, own_least),
            _share(missing, own_least),
        )

    def _detailed(self, codes: Iterable[str], version: str) -> Codes:
        return frozenset().union(*(self._book.detailed(code, version) for code in codes))

    def _find_ends(self, codes: Codes, version: str, other: str) -> Codes:
        if version == other:
            return codes
        carried = self._book.carry(codes, version, other)
        return carried.codes | carried.elsewhere

    def _near(self, space: str, version: str, year: int) -> Mapping[str, float]:
        """Jobs by code of a list in the year next to another list; of its own, in that year."""
        years = self._by_list[space]
        if space == version:
            return years[year]
        return years[min(years) if is_newer(space, version) else max(years)]

    def closed(self, years: Sequence[int]) -> list[dict[str, Codes]]:
        """The sets of codes that exchange no jobs with the rest over some years.

        Args:
            years: Reference years; their lists decide how wide the sets are.

        Returns:
            Codes by list, a mapping for each set.
        """
        versions = [one for one in SERIES if one in {self.version(year) for year in years}]
        parents: dict[tuple[str, str], tuple[str, str]] = {}

        def root(node: tuple[str, str]) -> tuple[str, str]:
            while parents.setdefault(node, node) != node:
                parents[node] = parents[parents[node]]
                node = parents[node]
            return node

        for version in versions:
            for code in self._book.leaves(version):
                root((version, code))
                if group := self._book.group_of(code, version):
                    parents[root((version, code))] = root((version, group))
        for place, version in enumerate(versions):
            for other in versions[place + 1 :]:
                for code in self._book.leaves(version):
                    for end in self._ends(frozenset({code}), version, other):
                        parents[root((version, code))] = root((other, end))
        sets: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for version, code in list(parents):
            sets[root((version, code))][version].add(code)
        return [
            {version: frozenset(codes) for version, codes in found.items()}
            for found in sets.values()
        ]

    def closed_rows(
        self, found: Mapping[str, Codes], title: str, years: Sequence[int], statistic: str
    ) -> list[dict[str, object]]:
        """The rows of a closed set, all of the same jobs.

        Args:
            found: Codes by list, see `closed`.
            title: Name of the set.
            years: Reference years.
            statistic: "median", "mean" or a percentile.
        """
        rows = []
        for year in years:
            version = self.version(year)
            listed = found.get(version, frozenset()) & self._jobs.codes[year]
            inside = {
                part
                for code in listed
                for part in self._book.detailed(code, version)
                if part != code
            }
            if codes := tuple(sorted(listed - inside)):
                rows.append(
                    self._row(title, "closed", found, year, codes, statistic)
                    | {
                        "segment": 1,
                        "relation": "same_jobs",
                        "outside_low_pct": 0.0,
                        "outside_high_pct": 0.0,
                        "missing_high_pct": 0.0,
                    }
                )
        return rows

    def _row(
        self,
        title: str,
        reading: str,
        whole: Role | Mapping[str, Codes],
        year: int,
        codes: tuple[str, ...],
        statistic: str,
    ) -> dict[str, object]:
        lists = whole.codes if isinstance(whole, Role) else whole
        anchor = whole.anchor_version if isinstance(whole, Role) else max(lists, key=_age)
        cells = [self._jobs.cells.get((year, code), _NO_JOBS) for code in codes]
        jobs = np.array([cell[0] for cell in cells])
        errors = jobs * np.array([cell[1] for cell in cells]) / 100
        is_known = bool(np.isfinite(jobs).all())
        total = float(jobs.sum()) if is_known else math.nan
        error = 100 * float(np.sqrt((errors**2).sum())) / total if is_known and total else math.nan
        status = PUBLISHED if len(codes) == 1 else DERIVED
        return {
            "set_title": title,
            "set_codes": ", ".join(sorted(lists.get(anchor, ()))),
            "reading": reading,
            "reference_year": year,
            "soc_version": self.version(year),
            "occupation_codes": ", ".join(codes),
            "codes": len(codes),
            "employment_jobs": total,
            "employment_jobs_status": status if is_known else _NOT_AVAILABLE,
            "employment_rse_pct": error,
            "statistic": statistic,
            **self.figure(year, codes, statistic)._asdict(),
            "source_id": ", ".join(sorted({cell[2] for cell in cells} - {""})),
        }

    def figure(self, year: int, codes: tuple[str, ...], statistic: str) -> Figure:
        """A statistic of codes together: as published for one, pooled for several.

        Args:
            year: Reference year.
            codes: Codes of that year.
            statistic: "median", "mean" or a percentile.
        """
        pay = self._pay
        at = [pay.places.get((year, code), -1) for code in codes]
        column = STATISTICS.index(statistic)
        if len(codes) == 1 and at[0] >= 0:
            low, high = float(pay.lows[at[0], column]), float(pay.highs[at[0], column])
            flag = "Converted with 2,080 hours." if pay.is_converted[at[0]] else ""
            if low == high:
                return Figure(low, PUBLISHED, low, high, float(pay.errors[at[0]]), flag)
            if low > 0:
                return Figure(low, TOP_CODED, low, math.nan, math.nan, flag)
        jobs = np.array([self._jobs.cells.get((year, code), _NO_JOBS)[0] for code in codes])
        is_whole = len(codes) > 1 and min(at) >= 0 and bool((jobs > 0).all())
        if not is_whole or not (pay.lows[at, :5] > 0).any(axis=1).all():
            return Figure(math.nan, _NOT_AVAILABLE, math.nan, math.nan, math.nan, "")
        rse = rse_of_mean(
            pd.Series(np.where(pay.lows[at, 5] == pay.highs[at, 5], pay.lows[at, 5], np.nan)),
            pd.Series(pay.errors[at]),
            jobs,
        )
        if statistic == "mean":
            return _mean(pay.lows[at, 5], pay.highs[at, 5], jobs, rse)
        return self._pooled(year, pay.lows[at, :5], pay.highs[at, :5], jobs, column, rse)

    def _pooled(
        self,
        year: int,
        lows: np.ndarray,
        highs: np.ndarray,
        jobs: np.ndarray,
        column: int,
        rse: float,
    ) -> Figure:
        """A percentile of several codes, on the curves and with the range of `composite`."""
        scale, share = self._scale(year), float(SHARES[column])
        points = np.where(lows == highs, lows, np.nan)
        floors = np.where((lows > 0) & np.isinf(highs), lows, np.nan)
        pooled = pool(with_floors(points, floors, scale), jobs, scale)
        value, floor = pooled.quantile(share), float(np.nanmin(floors, initial=np.inf))
        if value >= floor:
            return Figure(_rounded(floor), TOP_CODED, _rounded(floor), math.nan, rse, "")
        likely = pooled.likely(share, width_of(year, PERCENTILES[column]))
        low, high = np.clip(likely, *certain_range(lows, highs, jobs, share))
        low, high = with_sampling((float(low), float(high)), value, rse)
        ends = _rounded(value), _rounded(low), _rounded(high)
        wide = max(abs(ends[1] / ends[0] - 1), abs(ends[2] / ends[0] - 1)) * 100
        flag = f"May be off by {wide:.1f}%." if wide > WIDE_PCT else ""
        return Figure(ends[0], ESTIMATED, ends[1], ends[2], rse, flag)

    def interval(self, role: Role, year: int) -> tuple[float, float, float]:
        """A percentile of an occupation in the pooled pay of its codes, and what it can be.

        Args:
            role: The occupation.
            year: Reference year.

        Returns:
            The percentile of the codes together, and the least and most that it can be when the
            jobs of others are taken out, in US dollars; NaN where it cannot be told.
        """
        codes = tuple(sorted(slot.code for slot in self._slots(role, year)))
        bounds = self.bounds(role, year, codes) if codes else Bounds(math.nan, math.nan, math.nan)
        if math.isnan(bounds.outside_high) or math.isnan(bounds.missing_high):
            return math.nan, math.nan, math.nan
        anchor, version = role.anchor_version, self.version(year)
        wanted = self._detailed(role.codes[anchor], anchor)
        mixed = {
            code
            for code in codes
            if not self._ends(self._book.detailed(code, version), version, anchor) <= wanted
        }
        evidence = collect(self.table(year), codes)
        return percentile_without(evidence, mixed, bounds, 0.5)


def percentile_without(
    evidence: Evidence, mixed: Iterable[str], bounds: Bounds, share: float
) -> tuple[float, float, float]:
    """A percentile of pooled pay when an unknown part of some codes is taken out.

    With F of the pure codes, M of the mixed ones, and a number of jobs x between two bounds taken
    out of M: at any pay at least max(0, M - x) and at most min(M, J - x) of the mixed jobs that
    are left are at or below it.

    Args:
        evidence: Published rows of the codes together.
        mixed: Codes that hold jobs of others.
        bounds: The shares outside and missing.
        share: Share of the jobs.

    Returns:
        The percentile of all, and the least and most without the others.
    """
    used = evidence.is_weighed
    if not used.all():
        return math.nan, math.nan, math.nan
    jobs = evidence.jobs
    stand = [set(text.split(", ")) for text in evidence.rows["stands_for"]]
    is_mixed = np.array([bool(codes & set(mixed)) for codes in stand])
    nodes = with_floors(evidence.points, evidence.floors, evidence.scale)
    whole = pool(nodes, jobs, evidence.scale)
    pay = whole.pay
    curves = [
        np.interp(np.log(pay), np.log(one.pay), one.share)
        for one in (pool(row[None, :], np.ones(1), evidence.scale) for row in nodes)
    ]
    below = np.array(curves) * jobs[:, None]
    pure, blurred = below[~is_mixed].sum(axis=0), below[is_mixed].sum(axis=0)
    total, mixed_jobs = float(jobs.sum()), float(jobs[is_mixed].sum())
    least, most = np.ones_like(pay), np.zeros_like(pay)
    for x in np.linspace(bounds.outside_low, bounds.outside_high, 9) * total:
        left = total - x
        if left <= 0:
            return whole.quantile(share), 0.0, math.inf
        least = np.minimum(least, (pure + np.maximum(blurred - x, 0)) / left)
        most = np.maximum(most, (pure + np.minimum(blurred, mixed_jobs - x)) / left)
    gone = bounds.missing_high  # these may be paid anything
    return (
        whole.quantile(share),
        _first(pay, (1 - gone) * most + gone, share),
        _first(pay, (1 - gone) * least, share),
    )


def _rounded(pay: float) -> float:
    return round(pay, -1)


def _mean(lows: np.ndarray, highs: np.ndarray, jobs: np.ndarray, rse: float) -> Figure:
    """The mean of several codes, which can be computed where all are published."""
    low, high = (float(ends @ jobs / jobs.sum()) for ends in (lows, highs))
    if low == high:
        reach = with_sampling((low, high), low, rse)
        return Figure(_rounded(low), DERIVED, _rounded(reach[0]), _rounded(reach[1]), rse, "")
    if (lows > 0).all():
        return Figure(_rounded(low), TOP_CODED, _rounded(low), math.nan, math.nan, "")
    return Figure(math.nan, _NOT_AVAILABLE, math.nan, math.nan, math.nan, "")


def _first(pay: np.ndarray, shares: np.ndarray, share: float) -> float:
    """The lowest pay at which a share is reached; infinite if it never is."""
    reached = np.flatnonzero(np.maximum.accumulate(shares) >= share - 1e-9)
    return float(pay[reached[0]]) if reached.size else math.inf


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part else 0.0


def _figures(wages: pd.DataFrame) -> dict[int, np.ndarray]:
    """The published percentiles of detailed occupations by year, which show the pay scale."""
    shown = wages[
        (wages["occupation_level"] == "detailed")
        & wages["statistic"].isin(PERCENTILES)
        & (wages["annual_wage_usd_status"] == PUBLISHED)
    ]
    return {
        int(str(year)): rows.to_numpy(dtype=float)
        for year, rows in shown.groupby("reference_year")["annual_wage_usd"]
    }


def _pay(wages: pd.DataFrame) -> _Pay:
    names = ["reference_year", "occupation_code", "statistic"]
    rows = wages.drop_duplicates(names).copy()  # a code printed as broad and as detailed
    ends = {basis: limits(rows, f"{basis}_wage_usd") for basis in ("annual", "hourly")}
    keys = [rows["reference_year"], rows["occupation_code"]]
    is_known = np.isfinite(ends["annual"]["low"]).groupby(keys).transform("any")
    is_hourly = ~is_known & np.isfinite(ends["hourly"]["low"]).groupby(keys).transform("any")
    factor = np.where(is_hourly, HOURS_A_YEAR, 1)
    for end in ("low", "high"):
        rows[end] = ends["annual"][end].where(~is_hourly, ends["hourly"][end]) * factor
    rows["is_hourly"] = is_hourly
    wide = rows.pivot(index=names[:2], columns="statistic", values=["low", "high"])
    error = rows.loc[rows["statistic"] == "mean", [*names[:2], "rse_pct"]].set_index(names[:2])
    converted = rows.groupby(names[:2])["is_hourly"].any()
    tables = [
        wide.loc[:, [(end, name) for name in STATISTICS]].to_numpy(dtype=float)
        for end in ("low", "high")
    ]
    return _Pay(
        {(int(year), code): place for place, (year, code) in enumerate(wide.index)},
        np.nan_to_num(np.maximum(tables[0], 0), nan=0.0),
        np.nan_to_num(tables[1], nan=np.inf, posinf=np.inf),
        error["rse_pct"].reindex(wide.index).to_numpy(dtype=float),
        converted.reindex(wide.index).to_numpy(dtype=bool),
    )


def _age(version: str) -> int:
    return list(SERIES).index(version) if version in SERIES else -1


def _jobs(employment: pd.DataFrame) -> _Jobs:
    columns = ["reference_year", "soc_version", "occupation_code", "employment_jobs"]
    columns += ["employment_rse_pct", "source_id"]
    cells: dict[tuple[int, str], tuple[float, float, str]] = {}
    versions: dict[int, str] = {}
    codes: dict[int, set[str]] = defaultdict(set)
    for year, version, code, jobs, error, source in employment[columns].to_numpy().tolist():
        number = math.nan if jobs is None or jobs is pd.NA else float(jobs)
        rse = math.nan if error is None or error is pd.NA else float(error)
        cells[int(year), code] = (number, rse, source)
        versions[int(year)] = version
        codes[int(year)].add(code)
    return _Jobs(cells, versions, {year: frozenset(found) for year, found in codes.items()})
