"""The pay of a group made again by code of its own, not by that of `methods.composite`.

It follows docs/methods/composite.md for the usual case, in which every row that has pay has all
five percentiles. The rows' curves are added up from many points each instead of on a grid of pay,
with the interpolation and the smoothing of scipy.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from labor.terms import LEVELS, NATION, PERCENTILES

#: Both ways to compute a statistic of a group differ by less than this part of it, before they
#: are rounded. Measured: 0.00024 at most, see docs/methods/checkable-numbers.md.
CLOSE = 5e-4

#: Shares of jobs at or below p10, p25, median, p75, p90.
_SHARES = np.array([0.10, 0.25, 0.50, 0.75, 0.90])
#: How many points, with the same number of jobs each, stand for a row.
_POINTS = 10_000
_CODE = "occupation_code"


class GroupPay:
    """Pay of groups of occupations in the years and areas of two tables.

    Args:
        wages: Rows of `wages`, all industries and owners, with those of the nation.
        employment: Rows of `employment` of the same years and areas.
    """

    def __init__(self, wages: pd.DataFrame, employment: pd.DataFrame) -> None:
        self._wages, self._employment = wages, employment
        self._published = cache(self._find_published)
        self._scale = cache(self._find_scale)

    def pay(self, members: Sequence[str], year: int, area: str, basis: str) -> dict[str, float]:
        """Percentiles and mean of a group.

        Args:
            members: Occupation codes in the classification of the year.
            year: Reference year.
            area: Area code; "99" is the nation.
            basis: "annual" or "hourly".

        Returns:
            US dollars by statistic, not rounded; only those that this simple way can make.
        """
        rows = _rows_of(self._published(year, area, basis), set(members))
        weighed = rows[rows["is_paid"] & (rows["jobs"] > 0)]
        figures, jobs = weighed[list(PERCENTILES)].to_numpy(), weighed["jobs"].to_numpy()
        found = {}
        if len(weighed) and np.isfinite(figures).all() and not rows["is_inside_broader"].any():
            quantiles = _quantiles(figures, jobs, *self._scale(year, basis))
            found = dict(zip(PERCENTILES, quantiles.tolist(), strict=True))
        if len(weighed) == len(rows) and rows["mean"].notna().all():
            found["mean"] = float(np.average(rows["mean"], weights=rows["jobs"]))
        return found

    def _find_published(self, year: int, area: str, basis: str) -> pd.DataFrame:
        """A row per occupation: the statistics that are numbers, jobs, level, `is_paid`."""
        wages, employment = (
            table[(table["reference_year"] == year) & (table["area_code"] == area)]
            for table in (self._wages, self._employment)
        )
        wages = _most_detailed(wages, [_CODE, "statistic"])
        is_number = wages[f"{basis}_wage_usd_status"] == "published"
        numbers = wages.assign(usd=wages[f"{basis}_wage_usd"].where(is_number).astype(float))
        wide = numbers.pivot(index=_CODE, columns="statistic", values="usd")
        wide = wide.reindex(columns=[*PERCENTILES, "mean"])
        status = [f"{unit}_wage_usd_status" for unit in ("annual", "hourly")]
        paid = wages[status].isin(["published", "top_coded"]).any(axis="columns")
        paid &= wages["statistic"].isin(PERCENTILES)
        return wide.assign(
            is_paid=paid.groupby(wages[_CODE]).any(),
            level=wages.groupby(_CODE)["occupation_level"].last(),
            jobs=_most_detailed(employment, [_CODE]).set_index(_CODE)["employment_jobs"],
        )

    def _find_scale(self, year: int, basis: str) -> tuple[np.ndarray, np.ndarray]:
        """Log pay and the coordinate in which the heaps of a release are level."""
        from scipy.integrate import cumulative_trapezoid
        from scipy.ndimage import gaussian_filter1d

        rows = self._published(year, NATION, basis)
        figures = rows.loc[rows["level"] == "detailed", list(PERCENTILES)].to_numpy()
        logs = np.log(figures[np.isfinite(figures)])
        if len(logs) < 500:  # too few to show heaps: plain log pay
            return np.array([-50.0, 50.0]), np.array([-50.0, 50.0])
        step, width, trend = 0.0025, 0.012, 0.25
        grid = np.arange(logs.min() - 1, logs.max() + 1, step)
        places = np.rint((logs - grid[0]) / step).astype(int)
        counts = np.bincount(places, minlength=len(grid)) / (len(logs) * step)
        near, wide = (gaussian_filter1d(counts, w / step, mode="constant") for w in (width, trend))
        middle = wide > 0.3 * wide.max()
        uneven = np.mean((near[middle] / wide[middle] - 1) ** 2)
        chance = np.mean(1 / (2 * np.sqrt(np.pi) * width * len(logs) * wide[middle]))
        believed = max(0.0, 1 - chance / uneven)
        heaps = (1 + believed * ((near + 0.02) / (wide + 0.02) - 1)) ** 1.25
        return grid, cumulative_trapezoid(heaps, grid, initial=0)


def _most_detailed(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """One row for each key: of an occupation printed on two levels, the more detailed one."""
    return by_detail(rows).drop_duplicates(key, keep="last")


def by_detail(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `wages` or `employment`, the more detailed occupations later."""
    places = {level: place for place, level in enumerate(LEVELS)}
    order = rows["occupation_level"].map(places).fillna(-1)  # divisions of the list of 1997
    return rows.iloc[order.argsort(kind="stable")]


def _rows_of(rows: pd.DataFrame, members: set[str]) -> pd.DataFrame:
    """The rows that stand for members: the widest groups wholly among them, and single ones."""
    detailed, jobs = rows.index[rows["level"] == "detailed"], rows["jobs"].astype(float)

    def parts(code: str) -> set[str]:
        # 29-1210, physicians, ran out of numbers and goes on at 29-1220.
        stems = ("29-121", "29-122") if code == "29-1210" else (code.rstrip("0"),)
        return set(detailed[detailed.str.startswith(stems)]) - {code}

    rest: set[str] = set().union(*(parts(code) or {code} for code in members))
    groups = []
    for level in ("major", "minor", "broad"):
        for code in rows.index[rows["is_paid"] & (rows["level"] == level)]:
            if not any(one.startswith(code[:2]) for one in rest):
                continue
            inside = parts(code)
            if len(inside) > 1 and inside <= rest:
                theirs, known = float(jobs[code]), float(jobs[list(inside)].sum())
                is_known = bool(jobs[list(inside)].notna().all())
                is_sum = abs(theirs - known) <= 0.005 * theirs if is_known else theirs > known
                if code in members or is_sum:
                    groups.append(code)
                    rest -= inside
    found = rows.reindex([*groups, *sorted(rest)])
    found = found.assign(is_paid=found["is_paid"].eq(True))
    broader = rows["is_paid"].reindex([f"{code[:-1]}0" for code in found.index]).eq(True)
    return found.assign(is_inside_broader=~found["is_paid"] & broader.to_numpy())


def _quantiles(
    figures: np.ndarray, jobs: np.ndarray, logs: np.ndarray, places: np.ndarray
) -> np.ndarray:
    """Percentiles of rows of five percentiles together, on a scale of log pay and its places."""
    from scipy.interpolate import PchipInterpolator
    from scipy.special import ndtri

    z, at = ndtri(_SHARES), ndtri((np.arange(_POINTS) + 0.5) / _POINTS)
    marks = np.interp(np.log(figures), logs, places)
    slopes = np.diff(marks) / np.diff(z)
    curves = PchipInterpolator(z, marks, axis=1)(np.clip(at, z[0], z[-1]))
    curves += np.outer(slopes[:, 0], np.minimum(at - z[0], 0))
    curves += np.outer(slopes[:, -1], np.maximum(at - z[-1], 0))
    order = np.argsort(curves, axis=None)
    weights = np.repeat(jobs / jobs.sum() / _POINTS, _POINTS)[order]
    below = np.cumsum(weights) - weights / 2
    return np.exp(np.interp(np.interp(_SHARES, below, curves.ravel()[order]), places, logs))
