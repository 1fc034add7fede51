"""When publishers release: which vintage should exist by a given day, as a rule of thumb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Release:
    """A vintage and when it comes out.

    Args:
        vintage: As the publisher counts; the month of a monthly series as YYYY-MM.
        begins: First day on which it may be out.
        ends: Day by which it should be out.
    """

    vintage: str
    begins: date
    ends: date

    def timing(self, today: date) -> str:
        """Whether it "should be out" or "may be out" on a day."""
        if today >= self.ends:
            return f"should be out since {self.ends.isoformat()}"
        return f"may be out: usual between {self.begins.isoformat()} and {self.ends.isoformat()}"


def newest_release(group: str, today: date) -> Release | None:
    """The newest vintage that may be out on a day.

    Args:
        group: Publisher's program: "oews", "projections", "ooh", "onet" or "cpi".
        today: The day.

    Returns:
        The vintage; None for a program without regular releases.
    """
    rule = _RULES.get(group)
    return rule(today) if rule else None


def _oews(today: date) -> Release:
    """May estimates come out between April and July of the next year.

    Evidence: projections workbooks carry the wages of May 2019 as of 2020-04-16 and those
    of May 2020 as of 2021-04-21; BLS updates them when the May estimates are out. Recent
    vintages came in July.
    """
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return Release(str(year - 1), date(year, 4, 1), date(year, 7, 31))


def _projections(today: date) -> Release:
    """Projections and handbook come out around the first days of September, each year.

    Evidence: dates printed in the files, 2022-32 as of 2023-09-06, 2023-33 as of 2024-08,
    2024-34 released 2025-08-28.
    """
    year = today.year if today >= date(today.year, 8, 25) else today.year - 1
    return Release(f"{year - 1}-{(year + 9) % 100:02d}", date(year, 8, 25), date(year, 9, 30))


def _onet(today: date) -> Release:
    """O*NET releases each quarter; the first of a new number comes in August.

    Evidence: release 29.3 is of May 2025.
    """
    quarters = (today.year - 2025) * 4 + (today.month - 5) // 3
    number, minor = divmod(29 * 4 + 3 + quarters, 4)
    months = 2025 * 12 + 4 + 3 * quarters
    return Release(f"{number}.{minor}", _first_of(months), _first_of(months + 1))


def _cpi(today: date) -> Release:
    """The index of a month comes out around the middle of the next one.

    Evidence: the Bureau's schedule of releases; a month can be missing for good, as
    October 2025 is.
    """
    months = today.year * 12 + today.month - 1 - (1 if today.day >= 10 else 2)
    month, after = _first_of(months), _first_of(months + 1)
    return Release(f"{month:%Y-%m}", after.replace(day=10), after.replace(day=20))


def _first_of(months: int) -> date:
    """First day of a month that is counted from the year 0."""
    return date(months // 12, months % 12 + 1, 1)


_RULES = {
    "oews": _oews,
    "projections": _projections,
    "ooh": _projections,
    "onet": _onet,
    "cpi": _cpi,
}
