"""Where an amount of pay stands between published percentiles: the band, and a share inside it.

docs/methods/position.md has the rule, and how far interpolated shares were off where the truth
is printed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labor.methods.evidence import OWN, Evidence, PayTable, collect
from labor.methods.pay_curves import SHARES, pool, with_floors


@dataclass(frozen=True)
class PayPosition:
    """Where an amount stands in the pay of an occupation or a group.

    Args:
        low_pct: At least so many percent of the jobs are paid that much or less.
        high_pct: At most so many are.
        low_usd: Highest published percentile that is not above the amount; NaN if none is.
        high_usd: Lowest published percentile, or floor of one, above it; NaN if none is.
        estimated_pct: Share by interpolation; NaN outside the published percentiles.
        floor_usd: Floor of a percentile of which only that is printed, where the amount reaches
            it, so that nothing is known above; NaN elsewhere.
        is_pooled: Whether several published rows were put together.
        is_converted: Whether pay is published on the other basis only.
        has_pay: Whether any percentile is published.
    """

    low_pct: float
    high_pct: float
    low_usd: float
    high_usd: float
    estimated_pct: float
    floor_usd: float
    is_pooled: bool
    is_converted: bool
    has_pay: bool


def position_of(table: PayTable, codes: Sequence[str], pay: float) -> PayPosition:
    """Find where an amount stands.

    Args:
        table: Pay of one year and area.
        codes: The occupation, or the members of a group.
        pay: Amount in US dollars, on the basis of the table.

    Returns:
        The band between published percentiles; for a group the sum of its members' bands, by
        their jobs.
    """
    if len(codes) == 1 and codes[0] in table.rows.index:
        own = table.rows.loc[[codes[0]]].reset_index().assign(how=OWN)
        evidence = Evidence(own, table.scale, table.year, table.basis)
    else:
        evidence = collect(table, codes)
    lower = np.where(evidence.highs <= pay, SHARES, 0.0).max(axis=1)
    upper = np.where(evidence.lows > pay, SHARES, 1.0).min(axis=1)
    unknown = ~evidence.has_pay | evidence.is_stand_in
    lower, upper = np.where(unknown, 0.0, lower), np.where(unknown, 1.0, upper)
    jobs = evidence.jobs
    is_one = len(jobs) == 1
    if is_one or not (jobs > 0).all():
        low, high = float(lower.min()), float(upper.max())
    else:
        low, high = (float(ends @ jobs / jobs.sum()) for ends in (lower, upper))
    reached = evidence.floors[evidence.floors <= pay]
    points = evidence.points[np.isfinite(evidence.points)] if is_one else np.array([])
    above = np.where(evidence.lows > pay, evidence.lows, np.inf).min() if is_one else math.inf
    return PayPosition(
        100 * low,
        100 * high,
        float(points[points <= pay].max(initial=-math.inf)) if (points <= pay).any() else math.nan,
        float(above) if math.isfinite(above) else math.nan,
        100 * _interpolated(evidence, pay) if low > 0 and high < 1 else math.nan,
        float(reached.min()) if reached.size else math.nan,
        not is_one,
        bool(evidence.rows["is_converted"].any()),
        bool(evidence.has_pay.any()),
    )


def _interpolated(evidence: Evidence, pay: float) -> float:
    """Share of the jobs at or below an amount, on the pooled curve of `pay_curves`."""
    used = evidence.has_pay if len(evidence.rows) == 1 else evidence.is_weighed
    jobs = np.ones(1) if len(evidence.rows) == 1 else evidence.jobs[used]
    nodes = with_floors(evidence.points[used], evidence.floors[used], evidence.scale)
    curve = pool(nodes, jobs, evidence.scale)
    return float(np.interp(math.log(pay), np.log(curve.pay), curve.share))
