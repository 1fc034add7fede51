"""The rows of a table of places: one occupation, the nation apart, and how they are grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.errors import AnalysisError
from labor.show import words
from labor.show.measure import Measure, measure_of
from labor.show.rows import Row, label
from labor.terms import NATION

#: Difference from the nation's median, in percent, from which a place is called higher or lower.
APART_PCT = 10
APART = words.chosen(f"{APART_PCT}%", APART_PCT, "difference from which a place is called apart")

HIGHER, NEAR, LOWER = "higher", "near", "lower"
#: Only a lower limit; nothing to compare with; no number.
OPEN, PLAIN, NONE = "open", "plain", "none"


@dataclass(frozen=True)
class Places:
    """One occupation in all places of a year.

    Args:
        nation: Row of the nation.
        rows: Rows of the places, in the order of their codes.
        measure: Which median is told.
        others: Rows of the nation for the role's other occupations, which are not shown.
    """

    nation: Row
    rows: Sequence[Row]
    measure: Measure
    others: Sequence[Row]

    @property
    def name(self) -> str:
        """Title of the occupation or group."""
        return label(self.nation)

    @property
    def when(self) -> str:
        """The period that pay refers to."""
        return words.period(int(self.nation["reference_year"]))

    @property
    def known(self) -> list[Row]:
        """Rows with a median, from high to low; limits of unknown pay come first."""
        rows = [row for row in self.rows if self.measure.known(row)]
        return sorted(rows, key=lambda row: (-self.measure.value(row), row["area_title"]))

    @property
    def ranked(self) -> list[Row]:
        """Rows in the order they are shown: by the mean where groups are, else by the median."""
        if not self.is_tested:
            return self.known
        return sorted(self.known, key=lambda row: -_mean(row))

    @property
    def silent(self) -> list[Row]:
        """Rows without a median."""
        return [row for row in self.rows if not self.measure.known(row)]

    @property
    def is_tested(self) -> bool:
        """Whether published errors say which places can be told apart."""
        return any(row["letters"] for row in self.rows)

    def kind(self, row: Row) -> str:
        """How a place stands to the nation."""
        if not self.measure.known(row):
            return NONE
        if self.measure.is_open(row):
            return OPEN
        if not self.has_middle:
            return PLAIN
        apart = (self.measure.value(row) / self.measure.value(self.nation) - 1) * 100
        if abs(apart) < APART_PCT:
            return NEAR
        return HIGHER if apart > 0 else LOWER

    @property
    def has_middle(self) -> bool:
        """Whether the nation's median is a number to compare with."""
        return self.measure.known(self.nation) and not self.measure.is_open(self.nation)


def places_of(places: pd.DataFrame) -> Places:
    """Take the largest occupation of a role out of a table of places.

    Args:
        places: A row per place and code, the nation among them.

    Raises:
        AnalysisError: The table has no row of the nation, or no places.
    """
    own = places[places["role_kind"] != "member"]
    nation = own[own["area_code"] == NATION].to_dict("records")
    if not nation or len(own) == len(nation):
        raise AnalysisError(
            "A table of places needs the nation and at least one place",
            got=f"{len(nation)} rows of the nation of {len(own)} in all",
            next_step="Take the table as `labor.places` gives it.",
        )
    main = max(nation, key=_jobs)
    rows = own[(own["occupation_code"] == main["occupation_code"]) & (own["area_code"] != NATION)]
    measure = measure_of(rows, real=False)
    others = [row for row in nation if row is not main]
    return Places(main, rows.sort_values("area_code").to_dict("records"), measure, others)


def _jobs(row: Row) -> float:
    known = words.has_number(row, "employment_jobs")
    return float(row["employment_jobs"]) if known else 0.0


def _mean(row: Row) -> float:
    return float(row["mean_annual_usd"]) if words.has_number(row, "mean_annual_usd") else 0.0
