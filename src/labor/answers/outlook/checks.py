"""What was projected for a role in each projection, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.provenance.columns import projection_cell
from labor.provenance.origin import PATH, PATHS, TYPICAL_ERROR, Cell, Origin
from labor.show import words
from labor.show.rows import Row, label

_CHANGE = "employment_change_pct"
_JOBS = "base_employment_jobs"


@dataclass(frozen=True)
class Check:
    """One occupation of a role in one projection.

    Args:
        row: Its row of the outlook.
        check_year: Year of the newest later count of the same jobs; 0 where there is none.
        projected_pct: Change projected up to that year.
        came_pct: Change that came.
        typical_error_pct: Error that is typical of all occupations in this check.
        checked_with: Projection and code of the later count.
    """

    row: Row
    check_year: int = 0
    projected_pct: float = 0.0
    came_pct: float = 0.0
    typical_error_pct: float = 0.0
    checked_with: tuple[str, str] = ("", "")

    @property
    def vintage(self) -> str:
        """Years of the projection: "2018–28"."""
        return words.span(int(self.row["base_year"]), int(self.row["target_year"]))

    @property
    def name(self) -> str:
        """What is projected, by code; a group by its name."""
        return str(self.row["occupation_code"]) or label(self.row)

    @property
    def projected(self) -> str:
        """The projected change in words."""
        counts = ("target_employment_jobs", "base_employment_jobs")
        years = (self._seen("base_year"), *self._made("base_year", "target_year"))
        rule = PATHS if self.row["role_kind"] == "composite" else PATH
        origin = Origin((*self._made(*counts), *years), rule)
        return words.computed(self.projected_pct, words.signed_percent, origin)

    @property
    def came(self) -> str:
        """The change that came, in words."""
        cells = (self._seen("base_employment_jobs"), *self._made("base_employment_jobs"))
        origin = Origin(cells, "(a / b − 1) × 100")
        return words.computed(self.came_pct, words.signed_percent, origin)

    @property
    def typical_error(self) -> str:
        """The typical error in words."""
        everybody = "00-0000"
        made = Cell("projections", (self.row["projection_vintage"], everybody), _JOBS)
        seen = Cell("projections", (self.checked_with[0], everybody), _JOBS)
        origin = Origin((made, seen), TYPICAL_ERROR)
        return words.computed(self.typical_error_pct, words.percent, origin)

    def _made(self, *columns: str) -> tuple[Cell, ...]:
        return tuple(projection_cell(self.row, column) for column in columns)

    def _seen(self, column: str) -> Cell:
        return Cell("projections", self.checked_with, column)

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
        checked_with=_later(row, newest),
    )


def _later(row: Row, newest: pd.DataFrame) -> tuple[str, str]:
    """The later projection, and the occupation's code in it; a group keeps its name."""
    vintage = str(newest["check_vintage"].iloc[0])
    is_group = row["role_kind"] == "composite"
    return vintage, str(row["role"] if is_group else newest["check_code"].iloc[0])


def checked(checks: Sequence[Check]) -> list[Check]:
    """The checks that have a later count."""
    return [check for check in checks if check.check_year]
