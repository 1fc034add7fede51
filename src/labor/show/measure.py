"""The rows of a pay history as series: one for each stretch of years that counts the same jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.errors import AnalysisError
from labor.show import words
from labor.show.rows import Row, label

#: How an amount is named in a sentence, by unit of pay.
UNITS = {"annual": "a year", "hourly": "an hour"}


@dataclass(frozen=True)
class Measure:
    """Which median of a history is told.

    Args:
        unit: "annual" or "hourly".
        base_year: Year in whose May prices the money is; 0 for the dollars of each year.
    """

    unit: str
    base_year: int = 0

    @property
    def column(self) -> str:
        """Column of the history with the number; its status is beside it."""
        return f"median_{self.unit}{'_real' if self.base_year else ''}_usd"

    def known(self, row: Row) -> bool:
        """Whether a row has the number, if only a lower limit."""
        return words.has_number(row, self.column)

    def is_open(self, row: Row) -> bool:
        """Whether only a lower limit was published."""
        return words.is_top_coded(row, self.column)

    def value(self, row: Row) -> float:
        """The number of a row that has one."""
        return float(row[self.column])

    def said(self, row: Row) -> str:
        """The number in words; computed yearly amounts are rounded to ten dollars, as BLS does."""
        return words.say(row, self.column, self.money)

    def money(self, value: float) -> str:
        """An amount in this measure."""
        rounded = self.base_year and self.unit == "annual"
        return words.dollars(round(value, -1) if rounded else value)


@dataclass(frozen=True)
class Series:
    """A stretch of years that counts the same jobs.

    Args:
        rows: Its rows, in order of years.
        codes: Codes of the occupation, or the name of a group.
        name: Title of the newest of these codes, or of the group.
        why: Why it could not go on from the years before; empty at the start.
    """

    rows: Sequence[Row]
    codes: str
    name: str
    why: str

    @property
    def first_year(self) -> int:
        """First year with a row."""
        return int(self.rows[0]["reference_year"])

    @property
    def last_year(self) -> int:
        """Last year with a row."""
        return int(self.rows[-1]["reference_year"])

    @property
    def years(self) -> str:
        """The years in words: "2000 to 2018", or the one year."""
        one = self.first_year == self.last_year
        return f"{self.first_year}" if one else f"{self.first_year} to {self.last_year}"


def series_of(history: pd.DataFrame) -> list[Series]:
    """The series of a history, without those of a group's members.

    Args:
        history: A row per year and code, as the analysis segments them.

    Returns:
        Series in order of their first year.

    Raises:
        AnalysisError: The history has no rows.
    """
    own = history[history["role_kind"] != "member"]
    if own.empty:
        raise AnalysisError(
            "A history needs at least one year",
            got="a table without rows",
            next_step="Choose another role or area.",
        )
    found = []
    for _, part in own.groupby("segment"):
        rows = part.sort_values("reference_year").to_dict("records")
        codes = " / ".join(dict.fromkeys(row["occupation_code"] for row in rows))
        found.append(
            Series(rows, codes or label(rows[-1]), label(rows[-1]), rows[0]["break_before"])
        )
    return sorted(found, key=lambda series: (series.first_year, series.codes))


def measure_of(history: pd.DataFrame, *, real: bool) -> Measure:
    """The median that most years have: by the year, or else by the hour.

    Args:
        history: Rows with `median_annual_usd` and `median_hourly_usd` and their statuses; for
            real pay also those in the prices of `base_year`.
        real: Whether in the prices of one May.
    """
    rows = history[history["role_kind"] != "member"].to_dict("records")
    plain = {unit: Measure(unit) for unit in UNITS}
    counts = {unit: sum(map(plain[unit].known, rows)) for unit in UNITS}
    unit = "hourly" if counts["hourly"] > counts["annual"] else "annual"
    # Where both are top-coded or published alike, the yearly amount is the one people know.
    return Measure(unit, int(history["base_year"].iloc[0]) if real else 0)


def notes_of(series: Sequence[Series]) -> list[tuple[int, str]]:
    """Changes of method inside the series: the year each begins in, and what it is."""
    found = {
        (int(row["reference_year"]), text)
        for one in series
        for row in one.rows
        if (text := row["caveat_before"])
    }
    return sorted(found)
