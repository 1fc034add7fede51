"""What was projected for a role in each projection, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.figures import words
from labor.figures.rows import Row, label

_CHANGE = "employment_change_pct"


@dataclass(frozen=True)
class Check:
    """One occupation of a role in one projection.

    Args:
        row: Its row of the outlook.
        check_year: Year of the newest later count of the same jobs; 0 where there is none.
        projected_pct: Change projected up to that year.
        came_pct: Change that came.
        typical_error_pct: Error that is typical of all occupations in this check.
    """

    row: Row
    check_year: int = 0
    projected_pct: float = 0.0
    came_pct: float = 0.0
    typical_error_pct: float = 0.0

    @property
    def vintage(self) -> str:
        """Years of the projection: "2018–28"."""
        return words.span(int(self.row["base_year"]), int(self.row["target_year"]))

    @property
    def name(self) -> str:
        """What is projected, by code; a group by its name."""
        return str(self.row["occupation_code"]) or label(self.row)

    @property
    def is_known(self) -> bool:
        """Whether the projection has the occupation."""
        return words.has_number(self.row, _CHANGE)


def checks_of(outlooks: pd.DataFrame, backtest: pd.DataFrame) -> list[Check]:
    """Each projection of a role beside the newest later count of the same jobs.

    Args:
        outlooks: Outlooks of the role, one projection under the other.
        backtest: Rows by code, projection and later projection.

    Returns:
        A check per projection and own row of the role, in order of time.
    """
    own = outlooks[outlooks["role_kind"] != "member"].sort_values(
        ["base_year", "occupation_code"], kind="stable"
    )
    return [_check(row, outlooks, backtest) for row in own.to_dict("records")]


def _check(row: Row, outlooks: pd.DataFrame, backtest: pd.DataFrame) -> Check:
    codes = [row["occupation_code"]]
    if row["role_kind"] == "composite":
        members = (outlooks["role_kind"] == "member") & (
            outlooks["projection_vintage"] == row["projection_vintage"]
        )
        codes = list(outlooks.loc[members, "occupation_code"])
    found = backtest[
        (backtest["projection_vintage"] == row["projection_vintage"])
        & backtest["occupation_code"].isin(codes)
    ]
    # A group is checked only where every one of its occupations is.
    counts = found.groupby("check_year")["occupation_code"].nunique()
    years = counts[counts == len(codes)].index
    if not len(years):
        return Check(row)
    newest = found[found["check_year"] == max(years)]
    base = newest["base_employment_jobs"].sum()
    return Check(
        row,
        check_year=int(max(years)),
        projected_pct=float(newest["projected_jobs"].sum() / base - 1) * 100,
        came_pct=float(newest["observed_jobs"].sum() / base - 1) * 100,
        typical_error_pct=float(newest["typical_error_pct"].iloc[0]),
    )


def checked(checks: Sequence[Check]) -> list[Check]:
    """The checks that have a later count."""
    return [check for check in checks if check.check_year]
