"""Which pay an answer shows: by the year or by the hour, and in the prices of which year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from labor.show import words
from labor.show.rows import Row

#: How an amount is named in a sentence, by unit of pay.
UNITS = {"annual": "a year", "hourly": "an hour"}


@dataclass(frozen=True)
class Measure:
    """Which pay is shown.

    Args:
        unit: "annual" or "hourly".
        base_year: Year in whose May prices the money is; 0 for the dollars of each year.
        statistic: "median", "mean" or a percentile such as "p10".
    """

    unit: str
    base_year: int = 0
    statistic: str = "median"

    @classmethod
    def of(cls, rows: Iterable[Row], base_year: int = 0) -> Measure:
        """The median that most rows have: by the year, or else by the hour.

        Args:
            rows: Rows with `median_annual_usd` and `median_hourly_usd` and their statuses; those
                of a group's members do not count.
            base_year: Year in whose May prices the money is to be; 0 for the dollars of each
                year.
        """
        own = [row for row in rows if row["role_kind"] != "member"]
        counts = {unit: sum(map(cls(unit).known, own)) for unit in UNITS}
        # Where both are top-coded or published alike, the yearly amount is the one people know.
        return cls("hourly" if counts["hourly"] > counts["annual"] else "annual", base_year)

    @property
    def column(self) -> str:
        """Column with the number; its status is beside it."""
        return f"{self.statistic}_{self.unit}{'_real' if self.base_year else ''}_usd"

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
