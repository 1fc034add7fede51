"""Numbers that are only partly known: top-coded, below a floor or not released, as limits.

A publisher's mark stands for a range: `#` is "this much or more", `~` is "below half a percent",
`*` is nothing at all. A number is kept as the least and the most that it can be, so that a mean
with a top-coded wage is a lower limit and two top-coded wages are in no order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from labor.errors import AnalysisError

#: Statuses whose number is exact: printed, or computed from printed numbers.
EXACT = frozenset({"published", "derived", "estimated"})
#: Statuses whose number is not known at all.
UNKNOWN = frozenset({"not_available", "withdrawn", "not_applicable"})
#: Every status that a number can have.
STATUSES = (*sorted(EXACT), *sorted(UNKNOWN), "top_coded", "below_half_percent")
#: The mark `~` says that a share is below this many percent.
HALF_PERCENT = 0.5
#: Least and most that a number can be; infinite where that is not known.
Limits = tuple[float, float]
NOTHING_KNOWN: Limits = (-math.inf, math.inf)


def limits_of(number: float, status: str) -> Limits:
    """The limits of a number by the status beside it in a tidy table.

    Args:
        number: Number; empty (NaN) unless the status has one.
        status: Status of the number.

    Raises:
        AnalysisError: The status is unknown, or the number is missing although it has one.
    """
    _check_status(status)
    if status in UNKNOWN:
        return NOTHING_KNOWN
    if status == "below_half_percent":
        return 0.0, HALF_PERCENT
    if math.isnan(number):
        raise _missing(status)
    return float(number), float(number) if status in EXACT else math.inf


def relation(first: Limits, second: Limits) -> str:
    """Which of two numbers is larger.

    Args:
        first: Limits of the one.
        second: Limits of the other.

    Returns:
        "higher", "lower" or "equal" as the first stands to the second; "unknown" when their
        limits leave it open.
    """
    if first[0] > second[1]:
        return "higher"
    if first[1] < second[0]:
        return "lower"
    return "equal" if len({*first, *second}) == 1 else "unknown"


def limits(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Limits of a measure of a tidy table, row by row.

    Args:
        frame: Table with the column `name` and `<name>_status`.
        name: The measure.

    Returns:
        Columns `low` and `high` on the frame's index; infinite where a limit is not known.

    Raises:
        AnalysisError: A status is unknown, or a number is missing although it has one.
    """
    low, high = limits_of_all(frame, [name])
    return pd.DataFrame({"low": low[:, 0], "high": high[:, 0]}, index=frame.index)


def limits_of_all(frame: pd.DataFrame, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Limits of several measures of a tidy table.

    Args:
        frame: Table with a column and a `<name>_status` for each.
        names: The measures.

    Returns:
        The lower and the upper limits, an array of rows by measures each; infinite where a limit
        is not known.

    Raises:
        AnalysisError: A status is unknown, or a number is missing although it has one.
    """
    numbers = frame[[*names]].to_numpy(dtype=float, na_value=np.nan)
    status = frame[[f"{name}_status" for name in names]].to_numpy(dtype=object)
    for found in set(status.flat):
        _check_status(found)
    exact, top = np.isin(status, list(EXACT)), status == "top_coded"
    below = status == "below_half_percent"
    if np.isnan(numbers[exact | top]).any():
        row, column = np.argwhere((exact | top) & np.isnan(numbers))[0]
        raise _missing(status[row, column], f"row {frame.index[row]}, column {names[column]}")
    low = np.select([exact | top, below], [numbers, 0.0], -np.inf)
    high = np.select([exact, below], [numbers, HALF_PERCENT], np.inf)
    return low, high


def _check_status(status: str) -> None:
    """Refuse a status without a meaning here, which must not become a number."""
    if status not in STATUSES:
        raise AnalysisError(
            f"The status {status!r} has no known meaning here",
            expected=", ".join(sorted(STATUSES)),
            got=repr(status),
            next_step="Add its meaning to labor.methods.censoring.",
        )


def _missing(status: str, where: str = "") -> AnalysisError:
    return AnalysisError(
        "A number is missing although its status has one",
        where=where,
        got=status,
        next_step="Check the tables with `labor verify data`.",
    )
