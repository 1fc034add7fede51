"""How often the median of an occupation lies in the interval that the pay of its group leaves.

Where truth is known: groups that the survey prints beside their detailed occupations in one year.
The group stands for a code that holds the occupation and others; how many others is known.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from labor.methods.evidence import ADDS_UP, OWN, Evidence, PayTable
from labor.methods.panel import Bounds, percentile_without

#: Upper ends of the classes of shares that belong to others.
CLASSES = (0.05, 0.10, 0.20, 0.35, 0.50)


def group_cases(table: PayTable) -> pd.DataFrame:
    """Every detailed occupation of every printed group, found again in the group's pay.

    Args:
        table: Pay of the nation in one year.

    Returns:
        A row per group and occupation that holds half of its jobs or more: `occupation_code`,
        `group_code`, `members`, `outside` (share of the others), `printed_usd`, `low_usd`,
        `high_usd`, `is_inside`.
    """
    rows = table.rows
    found = []
    for code in rows.index[rows["occupation_level"].isin(["broad", "minor"])]:
        parts = sorted(table.parts(code))
        jobs = rows.loc[parts, "employment_jobs"].to_numpy(dtype=float)
        own = rows.loc[[code]].reset_index().assign(how=OWN, stands_for=code)
        evidence = Evidence(own, table.scale, table.year, table.basis)
        total = float(own["employment_jobs"].iloc[0])
        if len(parts) < 2 or not np.isfinite(evidence.points).all():
            continue
        if not abs(jobs.sum() - total) <= ADDS_UP * total:
            continue
        for part, size in zip(parts, jobs, strict=True):
            printed = rows.loc[part]
            outside = 1 - size / jobs.sum()
            if outside > CLASSES[-1] or printed["median_low"] != printed["median_high"]:
                continue
            _, low, high = percentile_without(evidence, [code], Bounds(outside, outside, 0.0), 0.5)
            truth = float(printed["median_low"])
            found.append(
                {
                    "occupation_code": part,
                    "group_code": code,
                    "members": len(parts),
                    "outside": outside,
                    "printed_usd": truth,
                    "low_usd": low,
                    "high_usd": high,
                    # Percentiles are printed to ten dollars.
                    "is_inside": low - 10 <= truth <= high + 10,
                }
            )
    return pd.DataFrame(found)


def by_share(cases: pd.DataFrame) -> pd.DataFrame:
    """Counts, coverage and reach by the share that belongs to others.

    Args:
        cases: Rows of `group_cases`.

    Returns:
        A row per class: `to` (its upper end), `cases`, `inside_pct`, `below_pct` and `above_pct`
        (the median reach of the interval from the printed median).
    """
    ends = [0.0, *CLASSES]
    found = []
    for first, last in pairwise(ends):
        part = cases[(cases["outside"] > first) & (cases["outside"] <= last)]
        found.append(
            {
                "to": last,
                "cases": len(part),
                "inside_pct": 100 * part["is_inside"].mean(),
                "below_pct": 100 * (1 - part["low_usd"] / part["printed_usd"]).median(),
                "above_pct": 100 * (part["high_usd"] / part["printed_usd"] - 1).median(),
            }
        )
    return pd.DataFrame(found)
