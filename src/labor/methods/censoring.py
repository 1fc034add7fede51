"""Numbers that are only partly known: top-coded, below a floor or not released, in arithmetic.

A publisher's mark stands for a range: `#` is "this much or more", `~` is "below half a percent",
`*` is nothing at all. `Value` keeps the range through every operation, so that a sum over a
top-coded wage is a lower limit and a difference of two of them is unknown, never a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from labor.errors import AnalysisError

#: Statuses whose number is exact: printed, or computed from printed numbers.
EXACT = frozenset({"published", "derived", "estimated"})
#: Statuses whose number is not known at all, in words.
UNKNOWN = {
    "not_available": "not released",
    "withdrawn": "withdrawn by the agency",
    "not_applicable": "not applicable",
}
#: Every status that a number can have.
STATUSES = (*sorted(EXACT), *UNKNOWN, "top_coded", "below_half_percent")
#: The mark `~` says that a share is below this many percent.
HALF_PERCENT = 0.5


@dataclass(frozen=True)
class Value:
    """A number that lies between two limits, both included.

    Args:
        low: Least that it can be; minus infinity if nothing is known.
        high: Most that it can be; infinity if nothing is known.
        marks: Statuses other than "published" that went into it.
    """

    low: float
    high: float
    marks: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Refuse limits that no number fits, and NaN.

        Raises:
            AnalysisError: The limits are not in order.
        """
        if not (self.low <= self.high and self.low < math.inf and self.high > -math.inf):
            raise AnalysisError(
                "No number lies between these limits",
                expected="a lower limit that is not above the upper one",
                got=f"{self.low} and {self.high}",
                next_step="A missing number is not_released(), not NaN.",
            )

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both limits are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def exact(self) -> float:
        """The number.

        Raises:
            AnalysisError: It is not known exactly.
        """
        if self.is_exact:
            return self.low
        raise AnalysisError(
            "This number is not known exactly",
            expected="a published number",
            got=in_words(self),
            next_step="Print it in words, or use its lower and upper limit.",
        )

    def __add__(self, other: Value | float) -> Value:
        """Sum; the limits add up."""
        other = as_value(other)
        return Value(self.low + other.low, self.high + other.high, self.marks | other.marks)

    def __neg__(self) -> Value:
        """The same number with the other sign."""
        return Value(-self.high, -self.low, self.marks)

    def __sub__(self, other: Value | float) -> Value:
        """Difference of two numbers that are not known to depend on each other."""
        return self + -as_value(other)

    def __mul__(self, other: Value | float) -> Value:
        """Product; nothing times an unknown number is nothing."""
        other = as_value(other)
        corners = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Value(min(corners), max(corners), self.marks | other.marks)

    def __truediv__(self, other: Value | float) -> Value:
        """Ratio.

        Raises:
            AnalysisError: The divisor can be zero.
        """
        other = as_value(other)
        if other.low <= 0 <= other.high:
            raise AnalysisError(
                "A ratio needs a divisor that cannot be zero",
                expected="a divisor above zero, or one below",
                got=in_words(other),
                next_step="Leave the ratio out and say which number is missing.",
            )
        return self * Value(1 / other.high, 1 / other.low, other.marks)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Value:
        """Difference from a plain number."""
        return as_value(other) - self

    def __rtruediv__(self, other: float) -> Value:
        """Ratio of a plain number to this one."""
        return as_value(other) / self


def _times(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b


def published(number: float) -> Value:
    """A number that the agency printed."""
    return Value(float(number), float(number))


def at_least(floor: float) -> Value:
    """A top-coded number: the agency printed that it is the floor or more."""
    return Value(float(floor), math.inf, frozenset({"top_coded"}))


def below_half_percent() -> Value:
    """A share of which the agency printed only that it is below half a percent."""
    return Value(0.0, HALF_PERCENT, frozenset({"below_half_percent"}))


def not_released(status: str = "not_available", *, low: float = -math.inf) -> Value:
    """A number that the agency does not print.

    Args:
        status: Why: one of `UNKNOWN`.
        low: Least that it can be by its nature, for example 0 for a number of jobs.
    """
    return Value(low, math.inf, frozenset({known_status(status, UNKNOWN)}))


def as_value(number: Value | float) -> Value:
    """A plain number as an exact value; a value stays what it is."""
    return number if isinstance(number, Value) else published(number)


def from_cell(number: float, status: str) -> Value:
    """The value of a number and the status beside it in a tidy table.

    Args:
        number: Number; empty (NaN) unless the status has one.
        status: Status of the number.

    Returns:
        Its value.

    Raises:
        AnalysisError: The status is unknown, or the number is missing although it has one.
    """
    if status in EXACT:
        return published(number)
    if status == "top_coded":
        return at_least(number)
    if status == "below_half_percent":
        return below_half_percent()
    return not_released(status)


def known_status(status: str, known: Iterable[str] = STATUSES) -> str:
    """The status itself, if it is one of those known.

    Raises:
        AnalysisError: It is not: a status without a meaning here must not become a number.
    """
    if status not in known:
        raise AnalysisError(
            f"The status {status!r} has no known meaning here",
            expected=", ".join(sorted(known)),
            got=repr(status),
            next_step="Add its meaning to labor.methods.censoring.",
        )
    return status


def total(values: Iterable[Value | float]) -> Value:
    """Sum of values; a lower limit when one of them is top-coded."""
    return sum(map(as_value, values), start=Value(0.0, 0.0))


def weighted_mean(values: Sequence[Value | float], weights: Sequence[Value | float]) -> Value:
    """Mean of values with weights.

    Args:
        values: Values.
        weights: A weight for each, none below zero.

    Returns:
        The mean.

    Raises:
        AnalysisError: A weight is not known exactly, is below zero, or all are zero.
    """
    exact = [as_value(weight).exact() for weight in weights]
    if min(exact, default=0.0) < 0 or sum(exact) <= 0:
        raise AnalysisError(
            "A mean needs weights that are not negative and not all zero",
            got=", ".join(f"{weight:g}" for weight in exact) or "no weights",
        )
    pairs = zip(values, exact, strict=True)
    return total(as_value(value) * weight for value, weight in pairs) / sum(exact)


def relation(first: Value | float, second: Value | float) -> str:
    """Which of two values is larger.

    Args:
        first: Value.
        second: Value.

    Returns:
        "higher", "lower" or "equal" as the first stands to the second; "unknown" when their
        limits leave it open.
    """
    first, second = as_value(first), as_value(second)
    if first.low > second.high:
        return "higher"
    if first.high < second.low:
        return "lower"
    return "equal" if first.is_exact and second.is_exact else "unknown"


def in_words(value: Value | float, write: Callable[[float], str] = "{:,.10g}".format) -> str:
    """Write a value so that what is not known is said.

    Args:
        value: Value.
        write: Writes a plain number with its unit.

    Returns:
        "$40,350", "$239,200 or more", "below 0.5%", "$10 to $20", or "not released".
    """
    value = as_value(value)
    if value.is_exact:
        return write(value.low)
    if value == below_half_percent():
        return f"below {write(value.high)}"
    if value.is_bounded:
        return f"{write(value.low)} to {write(value.high)}"
    # For a number of jobs or dollars "0 or more" says no more than that it is not released.
    if math.isfinite(value.low) and not (value.low == 0 and value.marks & UNKNOWN.keys()):
        return f"{write(value.low)} or more"
    if math.isfinite(value.high):
        return f"{write(value.high)} or less"
    reasons = [text for status, text in UNKNOWN.items() if status in value.marks]
    return " and ".join(reasons) or "not known"


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
        known_status(found)
    exact, top = np.isin(status, list(EXACT)), status == "top_coded"
    below = status == "below_half_percent"
    if np.isnan(numbers[exact | top]).any():
        row, column = np.argwhere((exact | top) & np.isnan(numbers))[0]
        raise AnalysisError(
            "A number is missing although its status has one",
            where=f"row {frame.index[row]}, column {names[column]}",
            next_step="Check the tables with `labor verify data`.",
        )
    low = np.select([exact | top, below], [numbers, 0.0], -np.inf)
    high = np.select([exact, below], [numbers, HALF_PERCENT], np.inf)
    return low, high
