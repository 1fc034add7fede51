"""Curves of pay through published percentiles, and the pay distribution of several curves pooled.

Published are five points of each distribution. Between them pay is interpolated in two steps:
`PayScale` is the coordinate in which jobs lie evenly (log pay, stretched where the pay figures of
a release crowd together), and a monotone cubic runs through the points against normal quantiles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np


def _normal_quantiles(shares: np.ndarray) -> np.ndarray:
    return np.array([NormalDist().inv_cdf(share) for share in shares])


#: Shares of jobs at or below the published percentiles p10, p25, median, p75, p90.
SHARES = np.array([0.10, 0.25, 0.50, 0.75, 0.90])
_Z = _normal_quantiles(SHARES)

#: Shares at which a curve is drawn; the published ones are among them.
_DENSE = np.unique(np.concatenate([np.linspace(0.0005, 0.9995, 400), SHARES]))
_DENSE_Z = _normal_quantiles(_DENSE)
#: Points of pay at which pooled curves are added up, besides the published percentiles.
_POINTS = 2000

#: Width of a step of the scale, of the kernel that shows the heaps and of the one that shows
#: the trend under them, all in log pay.
_STEP, _NARROW, _WIDE = 0.0025, 0.012, 0.25
#: Fewer figures than this show no heaps; a national release prints about 4,000.
_ENOUGH = 500
#: A stretch of pay without any published figure keeps this density.
_FLOOR = 0.02
#: The kernel flattens the heaps; this power gives the height back.
_SHARPEN = 1.25
#: Part of the members' errors that goes the same way, because all stand on one scale.
_COMMON = 0.1

#: Standard deviation of log pay where a member has one percentile only; half of the detailed
#: occupations lie between 0.28 and 0.43.
TYPICAL_SPREAD = 0.35
#: Distance that counts as none, in log pay and in shares.
_TINY = 1e-9
#: Where percentiles are equal the curve is level and the share jumps: just below that pay.
_RAMP = np.linspace(-0.9 * _TINY, 0, len(_DENSE))


@dataclass(frozen=True)
class PayScale:
    """A strictly rising coordinate of pay.

    Args:
        log_pay: Natural logarithms of pay, rising.
        position: Coordinate at each of them, rising.
    """

    log_pay: np.ndarray
    position: np.ndarray

    def at(self, pay: np.ndarray) -> np.ndarray:
        """Coordinate of pay in US dollars; NaN stays NaN."""
        return _line(np.log(pay), self.log_pay, self.position)

    def pay(self, position: np.ndarray) -> np.ndarray:
        """Pay in US dollars at a coordinate."""
        return np.exp(_line(position, self.position, self.log_pay))


#: Plain log pay.
LOG_SCALE = PayScale(np.array([0.0, 1.0]), np.array([0.0, 1.0]))


def scale_of(figures: np.ndarray) -> PayScale:
    """Find the heaps of a release and the coordinate in which they are level.

    From May 2021 the published percentiles of all occupations crowd around a dozen levels of
    pay, because estimates are made from pay intervals. A percentile falls where jobs are, so the
    density of published percentiles shows the heaps that all members share. How far it is
    believed depends on how much it varies beyond what chance does; with few figures the scale is
    log pay.

    Args:
        figures: Published percentiles of many occupations in one release, US dollars.

    Returns:
        The scale of that release; `LOG_SCALE` itself if the figures are too few.
    """
    logs = np.log(np.asarray(figures, dtype=float))
    if len(logs) < _ENOUGH:
        return LOG_SCALE
    grid = np.arange(logs.min() - 1, logs.max() + 1, _STEP)
    narrow, wide = (_density(logs, grid, width) for width in (_NARROW, _WIDE))
    ratio = (narrow + _FLOOR) / (wide + _FLOOR)
    heap = (1 + _belief(narrow, wide, len(logs)) * (ratio - 1)) ** _SHARPEN
    position = np.concatenate([[0.0], np.cumsum((heap[1:] + heap[:-1]) / 2 * _STEP)])
    return PayScale(grid, grid[0] + position)


def _density(logs: np.ndarray, grid: np.ndarray, width: float) -> np.ndarray:
    """Smooth density of logs on the grid, Gaussian kernel."""
    bins = np.append(grid, grid[-1] + _STEP) - _STEP / 2
    counts = np.histogram(logs, bins=bins)[0]
    reach = np.arange(-math.ceil(4 * width / _STEP), math.ceil(4 * width / _STEP) + 1) * _STEP
    kernel = np.exp(-0.5 * (reach / width) ** 2)
    smooth = np.convolve(counts, kernel / kernel.sum(), "full")
    cut = len(reach) // 2
    return smooth[cut : cut + len(grid)] / (len(logs) * _STEP)


def _belief(narrow: np.ndarray, wide: np.ndarray, count: int) -> float:
    """Share of the unevenness that chance does not explain, from 0 to 1."""
    central = wide > 0.3 * wide.max()
    uneven = np.mean((narrow[central] / wide[central] - 1) ** 2)
    chance = np.mean(1 / (2 * math.sqrt(math.pi) * _NARROW * count * wide[central]))
    return max(0.0, 1 - chance / uneven) if uneven > 0 else 0.0


@dataclass(frozen=True)
class Pool:
    """Pay distribution of several members together.

    Args:
        pay: Points of pay, rising, in US dollars.
        share: Estimated share of jobs at or below each point.
        doubt: What the share at each point could at most be off by, as a standard deviation; 0
            where every member's share is published.
    """

    pay: np.ndarray
    share: np.ndarray
    doubt: np.ndarray

    def quantile(self, share: float) -> float:
        """Pay at or below which a share of the jobs lies."""
        return float(np.exp(np.interp(share, _rising(self.share), np.log(self.pay))))

    def likely(self, share: float, width: float, outside: float = 0.0) -> tuple[float, float]:
        """Range of pay in which the quantile lies, for a given width of doubt.

        Args:
            share: Share of jobs, for example 0.5.
            width: How many times the doubt the share may be off.
            outside: Share of the jobs of which no pay is known, 0 to 1: they may lie anywhere.

        Returns:
            Lower and upper pay; infinite where the unknown jobs can hide the quantile.
        """
        known = 1 - outside
        upper = np.minimum(known * (self.share + width * self.doubt), known) + outside
        lower = np.maximum(known * (self.share - width * self.doubt), 0.0)
        logs = np.log(self.pay)
        low = 0.0 if share < outside else np.exp(np.interp(share, _rising(upper), logs))
        falling = np.minimum.accumulate(lower[::-1])[::-1]
        high = np.inf if share > known else np.exp(np.interp(share, _rising(falling), logs))
        return float(low), float(high)


def pool(nodes: np.ndarray, weights: np.ndarray, scale: PayScale = LOG_SCALE) -> Pool:
    """Pool the pay distributions of members.

    Args:
        nodes: A row per member: p10, p25, median, p75, p90 in US dollars, not falling, NaN where
            not published; at least one in each row.
        weights: Jobs of each member, positive.
        scale: Coordinate of pay between the percentiles.

    Returns:
        The pooled distribution.
    """
    curves = scale.at(_dense(nodes, scale))
    weights = weights / weights.sum()
    marks = scale.at(nodes[np.isfinite(nodes)])
    even = np.linspace(curves.min(), curves.max(), _POINTS)
    points = np.unique(np.concatenate([even, marks - _TINY, marks]))
    share, own_doubt, common_doubt = np.zeros((3, len(points)))
    for curve, row, weight in zip(curves, nodes, weights, strict=True):
        own = np.interp(points, curve + _RAMP, _DENSE, left=0, right=1)
        share += weight * own
        play = weight * _free_play(own, SHARES[np.isfinite(row)])
        own_doubt += play**2
        common_doubt += play
    doubt = np.sqrt((1 - _COMMON) * own_doubt + _COMMON * common_doubt**2)
    return Pool(scale.pay(points), share, doubt)


def with_floors(nodes: np.ndarray, floors: np.ndarray, scale: PayScale = LOG_SCALE) -> np.ndarray:
    """Keep curves of top-coded members at or above the floor.

    Args:
        nodes: A row per member, NaN where not published, see `pool`.
        floors: The same shape: floor where a percentile is top-coded, NaN elsewhere.
        scale: Coordinate of pay between the percentiles.

    Returns:
        The nodes, with the first top-coded percentile of a row set to its floor where the curve
        through the published ones would stay below it.
    """
    filled = nodes.copy()
    for row in np.flatnonzero(np.isfinite(floors).any(axis=1)):
        first = int(np.flatnonzero(np.isfinite(floors[row]))[0])
        known = np.flatnonzero(np.isfinite(nodes[row]))
        floor = scale.at(floors[row, first])
        if _continued(scale.at(nodes[row, known]), _Z[known], _Z[first]) < floor:
            filled[row, first] = floors[row, first]
    return filled


def _continued(marks: np.ndarray, z: np.ndarray, to: float) -> float:
    """The straight line through the last two marks, continued."""
    if len(marks) == 0:
        return -np.inf
    slope = (marks[-1] - marks[-2]) / (z[-1] - z[-2]) if len(marks) > 1 else TYPICAL_SPREAD
    return marks[-1] + slope * (to - z[-1])


def _dense(nodes: np.ndarray, scale: PayScale) -> np.ndarray:
    """Pay of each member at the dense shares."""
    marks = scale.at(nodes)
    known = np.isfinite(nodes)
    curves = np.empty((len(nodes), len(_DENSE)))
    for pattern in np.unique(known, axis=0):
        rows = (known == pattern).all(axis=1)
        curves[rows] = _curve(_Z[pattern], marks[np.ix_(rows, pattern)])
    return scale.pay(curves)


def _curve(z: np.ndarray, marks: np.ndarray) -> np.ndarray:
    """Monotone cubic through the marks, straight beyond the outermost ones."""
    if len(z) == 1:
        return marks + TYPICAL_SPREAD * (_DENSE_Z - z[0])
    inside = np.clip(_DENSE_Z, z[0], z[-1])
    first, last = ((marks[:, k + 1] - marks[:, k]) / (z[k + 1] - z[k]) for k in (0, len(z) - 2))
    beyond = np.outer(first, np.minimum(_DENSE_Z - z[0], 0))
    beyond += np.outer(last, np.maximum(_DENSE_Z - z[-1], 0))
    return monotone_cubic(z, marks, inside) + beyond


def _free_play(share: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Standard deviation of a share that is only known to lie between two published ones.

    That of a two-point distribution on the published shares around it with the given mean: the
    most it can be. Measured errors are a constant part of it, see `composite.WIDTHS`.
    """
    ends = np.concatenate([[0.0], known, [1.0]])
    index = np.clip(np.searchsorted(ends, share, side="right") - 1, 0, len(ends) - 2)
    return np.sqrt(np.maximum((share - ends[index]) * (ends[index + 1] - share), 0.0))


def certain_range(
    lows: np.ndarray, highs: np.ndarray, weights: np.ndarray, share: float
) -> tuple[float, float]:
    """Range in which a quantile of the pool lies whatever the distributions between the points.

    Args:
        lows: A row per member: the least that p10, p25, median, p75, p90 can be, 0 if nothing is
            known.
        highs: The most they can be, infinite if nothing is known.
        weights: Jobs of each member.
        share: Share of jobs, for example 0.5.

    Returns:
        Lower and upper pay.
    """
    masses = np.diff(np.concatenate([[0.0], SHARES, [1.0]]))
    jobs = np.outer(weights / weights.sum(), masses).ravel()
    below, above = np.zeros((len(weights), 1)), np.full((len(weights), 1), np.inf)
    least, most = np.hstack([below, lows]).ravel(), np.hstack([highs, above]).ravel()
    return (
        _weighted_quantile(least, jobs, share + _TINY),
        _weighted_quantile(most, jobs, share - _TINY),
    )


def _weighted_quantile(pay: np.ndarray, jobs: np.ndarray, share: float) -> float:
    order = np.argsort(pay, kind="stable")
    index = int(np.searchsorted(np.cumsum(jobs[order]), share, side="left"))
    return float(pay[order][min(index, len(pay) - 1)])


def _rising(values: np.ndarray) -> np.ndarray:
    """The same values, strictly rising, so that they can be looked up."""
    return np.maximum.accumulate(values) + np.arange(len(values)) * 1e-12


def _line(at: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Linear interpolation that continues with slope 1 beyond the ends."""
    inside = np.interp(at, x, y)
    return inside + np.minimum(at - x[0], 0) + np.maximum(at - x[-1], 0)


def monotone_cubic(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Interpolate by a piecewise cubic that never falls where the points do not.

    Slopes are weighted harmonic means of those of the neighbouring lines, after F. N. Fritsch and
    J. Butland, "A method for constructing local monotone piecewise cubic interpolants", SIAM J.
    Sci. Stat. Comput. 5 (1984). `scipy.interpolate.PchipInterpolator` gives the same values, but
    takes as long to load as everything else that a comparison needs.

    Args:
        x: Places of the points, rising; two or more.
        y: A row per curve: its values at the points, not falling.
        at: Places wanted, from the first to the last of `x`.

    Returns:
        A row per curve: its values at the places wanted.
    """
    width = np.diff(x)
    line = np.diff(y) / width
    slope = _slopes(width, line)
    left = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(width) - 1)
    step = width[left]
    part = (at - x[left]) / step
    rest = 1 - part
    return (
        y[:, left] * (1 + 2 * part) * rest**2
        + y[:, left + 1] * (1 + 2 * rest) * part**2
        + step * part * rest * (slope[:, left] * rest - slope[:, left + 1] * part)
    )


def _slopes(width: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Slope of each curve at each point, from the slopes of the lines between the points."""
    if len(width) == 1:
        return np.repeat(line, 2, axis=1)
    before, after = width[:-1], width[1:]
    rising = (line[:, :-1] > 0) & (line[:, 1:] > 0)
    with np.errstate(divide="ignore"):
        turned = (before + 2 * after) / line[:, :-1] + (2 * before + after) / line[:, 1:]
    inside = np.where(rising, 3 * (before + after) / turned, 0.0)
    first = _end(width[0], width[1], line[:, 0], line[:, 1])
    last = _end(width[-1], width[-2], line[:, -1], line[:, -2])
    return np.column_stack([first, inside, last])


def _end(own: float, next_: float, line: np.ndarray, next_line: np.ndarray) -> np.ndarray:
    """Slope at an outermost point: that of the parabola through three points, if it rises."""
    parabola = ((2 * own + next_) * line - own * next_line) / (own + next_)
    return np.where(line > 0, np.maximum(parabola, 0.0), 0.0)
