"""Measures of tidy tables with their status, read as limits, values and words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.censoring import EXACT, HALF_PERCENT, Value, from_cell, in_words, known_status


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
    numbers = frame[name].to_numpy(dtype=float, na_value=np.nan)
    status = frame[f"{name}_status"].to_numpy(dtype=object)
    for found in set(status):
        known_status(found)
    exact, top = np.isin(status, list(EXACT)), status == "top_coded"
    below = status == "below_half_percent"
    if np.isnan(numbers[exact | top]).any():
        where = frame.index[(exact | top) & np.isnan(numbers)][0]
        raise AnalysisError(
            "A number is missing although its status has one",
            where=f"row {where}, column {name}",
            next_step="Check the table with `labor check`.",
        )
    low = np.select([exact | top, below], [numbers, 0.0], -np.inf)
    high = np.select([exact, below], [numbers, HALF_PERCENT], np.inf)
    return pd.DataFrame({"low": low, "high": high}, index=frame.index)


def values_of(frame: pd.DataFrame, name: str) -> list[Value]:
    """The values of a measure of a tidy table, row by row; see `limits`."""
    pairs = zip(frame[name].astype(float), frame[f"{name}_status"], strict=True)
    return [from_cell(number, status) for number, status in pairs]


def words_of(
    frame: pd.DataFrame, name: str, write: Callable[[float], str] = "{:,.10g}".format
) -> pd.Series:
    """A measure of a tidy table in words, row by row; see `in_words`."""
    return pd.Series(
        [in_words(value, write) for value in values_of(frame, name)], index=frame.index, dtype="str"
    )


def total_by(frame: pd.DataFrame, name: str, by: Sequence[str]) -> pd.DataFrame:
    """Sum a measure by group, with the limits that partly known rows leave.

    Args:
        frame: Table with the column `name` and `<name>_status`; the measure is of a kind that
            cannot be below zero, as jobs and dollars are.
        name: The measure.
        by: Columns that name a group.

    Returns:
        A row per group: `low`, `high` (infinite when a row has no upper limit), `rows`, and
        `rows_not_exact`.

    Raises:
        AnalysisError: See `limits`.
    """
    ends = limits(frame, name).clip(lower=0)
    ends["rows"] = 1
    ends["rows_not_exact"] = (ends["low"] < ends["high"]).astype(int)
    return ends.groupby([frame[column] for column in by], dropna=False, sort=True).sum()


def to_cell(value: Value) -> Mapping[str, float | str]:
    """A value as the number and status of a table of answers.

    Args:
        value: Value.

    Returns:
        `number` and `status`: the exact number ("published", or "derived" where marked numbers
        went in), the floor ("top_coded"), or NaN ("not_available") when neither can be said.
    """
    if value.is_exact:
        return {"number": value.low, "status": "derived" if value.marks else "published"}
    if "top_coded" in value.marks and math.isfinite(value.low) and value.high == math.inf:
        return {"number": value.low, "status": "top_coded"}
    return {"number": math.nan, "status": "not_available"}
