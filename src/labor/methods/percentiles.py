"""Percentiles of pay that tell less than they seem to: printed alike, or of few jobs.

In the tables of states of May 2024 one row in six with fewer than 100 jobs prints two neighboring
percentiles as the same amount, and one in fifty of those with 1,000 or more. Some are real, as at
a minimum wage; the table does not say which.
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from labor.terms import PERCENTILES, PUBLISHED

#: Neighboring percentiles, lower first.
_PAIRS = tuple(itertools.pairwise(PERCENTILES))


def are_equal(points: np.ndarray) -> np.ndarray:
    """Which neighboring percentiles are the same number.

    Args:
        points: Printed percentiles, lowest first, in the last axis; NaN for what is not a number.

    Returns:
        True for each pair of neighbors that is; the last axis is one shorter.
    """
    return np.asarray(points[..., 1:] == points[..., :-1])  # NaN equals nothing


def equal_pairs(frame: pd.DataFrame) -> pd.Series:
    """The neighboring percentiles that rows print as the same amount, by the year or the hour.

    Args:
        frame: Rows of a pay table, see `levels.COLUMNS`.

    Returns:
        Text such as "p10=p25 p75=p90" on the frame's index, empty where there are none.
    """
    equal = are_equal(_points(frame, "annual")) | are_equal(_points(frame, "hourly"))
    texts = [
        " ".join(f"{low}={high}" for (low, high), same in zip(_PAIRS, row, strict=True) if same)
        for row in equal
    ]
    return pd.Series(texts, index=frame.index, dtype="str")


def _points(rows: pd.DataFrame, unit: str) -> np.ndarray:
    """Printed percentiles, a column for each; NaN where a limit or nothing is printed."""
    columns = []
    for point in PERCENTILES:
        name = f"{point}_{unit}_usd"
        is_number = (rows[f"{name}_status"] == PUBLISHED).to_numpy(dtype=bool)
        columns.append(np.where(is_number, rows[name].to_numpy(dtype=float), np.nan))
    return np.stack(columns, axis=-1)
