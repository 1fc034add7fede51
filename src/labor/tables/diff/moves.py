"""How far published numbers moved, and whether a move is outside the published error."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from labor.tables.diff.cells import place_of, titles_in
from labor.tables.diff.pairs import Pair, finest

MOVES = [
    *("measure", "occupation_code", "occupation_title", "place"),
    *("value_old", "value_new", "unit", "move", "move_unit"),
    *("rse_pct_old", "rse_pct_new", "z", "verdict"),
]
NOT_COMPARED = ["measure", "occupation_code", "occupation_title", "place", "reason"]
OUTSIDE, WITHIN = "outside its error", "within its error"
NO_ERROR, REVISED = "no published error", "revised"
#: Confidence level that the agency itself uses.
LEVEL = 0.90
#: A printed relative error of 0.0 means less than this many percent; the most it can be is used.
LEAST_RSE_PCT = 0.05


@dataclass(frozen=True)
class Quantity:
    """A number whose moves are listed.

    Args:
        name: What it is called.
        table: Table it is in.
        values: Columns to take it from: the first that both releases publish.
        unit: Unit of each of these columns.
        statistic: Row of the table it is, where a row is a statistic.
        rse: Column of its relative standard error in percent; empty if none is published.
        in_points: Whether it is a percentage itself, so that its move is in points.
    """

    name: str
    table: str
    values: tuple[str, ...]
    unit: tuple[str, ...]
    statistic: str = ""
    rse: str = ""
    in_points: bool = False


_WAGES = ("annual_wage_usd", "hourly_wage_usd")
_WAGE_UNITS = ("US dollars a year", "US dollars an hour")
_WITH_SELF_EMPLOYED = "jobs, the self-employed included"
_ALL_JOBS = "base-year employment"
QUANTITIES = (
    Quantity("median wage", "wages", _WAGES, _WAGE_UNITS, "median"),
    Quantity("mean wage", "wages", _WAGES, _WAGE_UNITS, "mean", "rse_pct"),
    Quantity("employment", "employment", ("employment_jobs",), ("jobs",), "", "employment_rse_pct"),
    Quantity(_ALL_JOBS, "projections", ("base_employment_jobs",), (_WITH_SELF_EMPLOYED,)),
    Quantity(
        "projected growth", "projections", ("employment_change_pct",), ("percent",), in_points=True
    ),
    Quantity(_ALL_JOBS, "state_projections", ("base_employment_jobs",), (_WITH_SELF_EMPLOYED,)),
)


def moves(pair: Pair, quantity: Quantity, *, one_release: bool = False) -> pd.DataFrame:
    """How far a quantity moved for each single occupation.

    A number is compared only if both releases publish it; a wage that is only known to be at
    least the top code is never one side of a move.

    Args:
        pair: The quantity's table.
        quantity: What to compare.
        one_release: Whether both sides are the same release, so that they differ by revision
            and not by sampling.

    Returns:
        A row per occupation and place, the largest moves first: `move` in `move_unit`; `z` is
        the difference over its standard error, the two samples taken as independent; `verdict`
        says whether that is beyond 1.645, the 90 % level, where errors are published.
    """
    rows = _rows(pair, quantity)
    chosen = _chosen(rows, quantity)
    rows, chosen = rows[chosen >= 0], chosen[chosen >= 0]
    old, new = (_values(rows, quantity, chosen, side) for side in ("old", "new"))
    errors = [_rse(rows, quantity, side) for side in ("old", "new")]
    z = difference_z(old, new, *errors)
    shift = new - old if quantity.in_points else 100 * (new / old - 1)
    found = pd.DataFrame(
        {
            "measure": quantity.name,
            "occupation_code": rows[pair.code],
            "occupation_title": titles_in(rows),
            "place": place_of(rows, [n for n in pair.details if n != "statistic"]),
            "value_old": old,
            "value_new": new,
            "unit": np.array(quantity.unit, dtype=object)[chosen],
            "move": shift,
            "move_unit": "percentage points" if quantity.in_points else "percent",
            "rse_pct_old": errors[0],
            "rse_pct_new": errors[1],
            "z": np.nan if one_release else z,
            "verdict": REVISED if one_release else _verdicts(z),
        },
        columns=MOVES,
    )
    order = found["move"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def not_compared(pair: Pair, quantity: Quantity) -> pd.DataFrame:
    """Occupations whose quantity is left out because one of the two numbers is not published.

    Args:
        pair: The quantity's table.
        quantity: What was to be compared.

    Returns:
        A row per occupation and place with the `reason`. Left out without a row is what
        neither release publishes.
    """
    rows = _rows(pair, quantity)
    rows = rows[_chosen(rows, quantity) < 0]
    name = quantity.values[0]
    old, new = (rows[f"{name}_status_{side}"] for side in ("old", "new"))
    zero = (rows[f"{name}_old"] == 0) & (new == "published") & (not quantity.in_points)
    reasons = [
        ((old == "top_coded") & (new == "top_coded"), "top-coded in both"),
        (old == "top_coded", "top-coded in the older release"),
        (new == "top_coded", "top-coded in the newer release"),
        (zero, "zero in the older release"),
        ((old == "published") & (new != "published"), "not published in the newer release"),
        ((old != "published") & (new == "published"), "not published in the older release"),
    ]
    reason = np.select([bad for bad, _ in reasons], [text for _, text in reasons], "")
    found = pd.DataFrame(
        {
            "measure": quantity.name,
            "occupation_code": rows[pair.code],
            "occupation_title": titles_in(rows),
            "place": place_of(rows, [n for n in pair.details if n != "statistic"]),
            "reason": reason,
        },
        columns=NOT_COMPARED,
    )
    return found[found["reason"] != ""].reset_index(drop=True)


def difference_z(
    old: pd.Series, new: pd.Series, old_rse_pct: pd.Series, new_rse_pct: pd.Series
) -> pd.Series:
    """Differences over their standard errors, the two samples taken as independent.

    Args:
        old: Estimates.
        new: Estimates of the same quantities.
        old_rse_pct: Relative standard errors in percent as published, NaN where there is none.
        new_rse_pct: The same of the newer ones.

    Returns:
        (new - old) / sqrt(se_old^2 + se_new^2); NaN where an error is not published. A printed
        0 stands for less than 0.05 % and is taken as 0.05 %.
    """
    squares = [
        (estimate * rse.where((rse > 0) | rse.isna(), LEAST_RSE_PCT) / 100) ** 2
        for estimate, rse in ((old, old_rse_pct), (new, new_rse_pct))
    ]
    return (new - old) / np.sqrt(squares[0] + squares[1])


def _verdicts(z: pd.Series) -> np.ndarray:
    beyond = NormalDist().inv_cdf((1 + LEVEL) / 2)
    return np.select([z.isna(), z.abs() > beyond], [NO_ERROR, OUTSIDE], WITHIN)


def _rows(pair: Pair, quantity: Quantity) -> pd.DataFrame:
    """The rows of single occupations, in both releases, with the statistic asked for."""
    rows = pair.both
    if quantity.statistic:
        rows = rows[rows["statistic"] == quantity.statistic]
    if "occupation_kind_new" in rows:
        single = (rows["occupation_kind_old"] == "line_item") & (
            rows["occupation_kind_new"] == "line_item"
        )
        return rows[single]
    return finest(rows)


def _chosen(rows: pd.DataFrame, quantity: Quantity) -> np.ndarray:
    """Which of the quantity's columns both releases publish, by row; -1 if none."""
    usable = []
    for name in quantity.values:
        published = (rows[f"{name}_status_old"] == "published") & (
            rows[f"{name}_status_new"] == "published"
        )
        usable.append(published & (quantity.in_points | (rows[f"{name}_old"] != 0)))
    return np.select(usable, range(len(usable)), -1)


def _values(rows: pd.DataFrame, quantity: Quantity, chosen: np.ndarray, side: str) -> pd.Series:
    columns = rows[[f"{name}_{side}" for name in quantity.values]].to_numpy()
    return pd.Series(columns[np.arange(len(rows)), chosen], index=rows.index, dtype="float64")


def _rse(rows: pd.DataFrame, quantity: Quantity, side: str) -> pd.Series:
    if not quantity.rse:
        return pd.Series(np.nan, index=rows.index)
    return rows[f"{quantity.rse}_{side}"].where(
        rows[f"{quantity.rse}_status_{side}"] == "published"
    )
