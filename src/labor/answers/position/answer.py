"""A wage between published percentiles: sentences, table and what they do not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from labor.show import words
from labor.show.answer import Answer
from labor.show.rows import Row, records
from labor.show.table import Field, Table

#: Columns of the rows and their types.
POSITIONS = {
    "kind": "str", "role": "str", "role_kind": "str", "relation": "str", "occupation_code": "str",
    "occupation_title": "str", "reference_year": "Int64", "area_code": "str", "basis": "str",
    "wage_usd": "float64", "low_pct": "float64", "high_pct": "float64", "estimated_pct": "float64",
    "low_usd": "float64", "high_usd": "float64", "floor_usd": "float64", "is_pooled": "bool",
    "is_converted": "bool", "has_pay": "bool", "equal_percentiles": "str",
    "employment_jobs": "float64", "employment_jobs_status": "str", "source_id": "str",
}  # fmt: skip
_NAMES = {10: "10th", 25: "25th", 50: "50th", 75: "75th", 90: "90th"}


@dataclass(frozen=True, eq=False, repr=False)
class WagePosition(Answer):
    """Where a wage stands.

    Args:
        rows: A row for the role, for each similar one and for all jobs; docs/methods/position.md
            describes the columns.
        sources: Tables that the percentiles come from.
        wage: The wage in US dollars.
        hourly: Whether it is by the hour.
        year: Reference year of the percentiles.
        area: Area, empty for the nation.
        lead: Whose figures stand for the role, where it has none of its own.
        remarks: What is to be said of how the area was taken.
    """

    verb: ClassVar[str] = "position"

    wage: float
    hourly: bool
    year: int
    area: str
    lead: str
    remarks: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The band in the role, in all jobs, and how many similar roles it is above and below."""
        own = [self._sentence(row) for row in self._of("role")]
        everybody = [self._sentence(row) for row in self._of("all jobs")]
        return tuple(filter(None, (*own, *everybody, self._similar(), self.lead)))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a place between percentiles does not say."""
        rows = self.rows
        return tuple(
            text
            for text, holds in (
                ("Between two percentiles nothing is published; the share there is interpolated.",
                 bool(rows["estimated_pct"].notna().any())),
                ("No sampling error is published for percentiles, so the ends of a band are "
                 "themselves estimates.", True),
                (f"The percentiles are those of {words.when(self.year)}; a wage of another year "
                 "compares with those of its own.", True),
                ("Pay of the survey leaves out overtime, bonuses that are not for production, and "
                 "the self-employed.", True),
                ("Some occupations are paid by the year or by the hour only; theirs is converted "
                 "with 2,080 hours.", bool(rows["is_converted"].any())),
                ("Neighboring percentiles of some rows are printed as one amount, which can be a "
                 "minimum wage or a small sample.", bool((rows["equal_percentiles"] != "").any())),
                *((text, True) for text in self.remarks),
            )
            if holds
        )  # fmt: skip

    def table(self) -> Table:
        """The role, similar roles and all jobs, with the band of each."""
        return Table(
            caption=f"Where {self._wage} stands{self._where}, {words.period(self.year)}",
            fields=[
                Field("Role", lambda row: row["role"]),
                Field("Code", lambda row: row["occupation_code"] or "a group"),
                Field("Paid that much or less", _band),
                Field("By interpolation", _estimate, "estimated_pct"),
                Field("Percentile below", _amount("low_usd"), "low_usd"),
                Field("Percentile above", _amount("high_usd"), "high_usd"),
            ],
            rows=records(self.rows),
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """The wage, its basis, and the year and area of the percentiles."""
        basis = "hourly" if self.hourly else "annual"
        return {
            "wage_usd": self.wage,
            "basis": basis,
            "year": self.year,
            "area": self.area or "U.S.",
        }

    @property
    def _wage(self) -> str:
        return f"{words.dollars(self.wage)} {'an hour' if self.hourly else 'a year'}"

    @property
    def _where(self) -> str:
        return f" in {words.place(self.area)}" if self.area else ""

    def _of(self, kind: str) -> list[Row]:
        return records(self.rows[self.rows["kind"] == kind])

    def _sentence(self, row: Row) -> str:
        whose = "all jobs" if row["kind"] == "all jobs" else words.people(row["role"])
        of = f"{whose}{self._where} in {words.when(self.year)}"
        if not row["has_pay"]:
            return f"No percentile of the pay of {of} is released."
        if row["is_pooled"]:
            place = f"{self._wage} in the pooled pay of {of}"
            return f"{place}: {_share(row)}."
        if not pd.isna(row["floor_usd"]):
            floor = words.dollars(row["floor_usd"])
            of += f", of whose higher percentiles only {floor} or more is printed"
        return f"{self._wage} is {_place(row)} of {of}: {_share(row)}."

    def _similar(self) -> str:
        rows = [row for row in self._of("similar") if row["has_pay"]]
        if not rows:
            return ""
        above = [row["role"] for row in rows if row["low_pct"] >= 50]
        below = [row["role"] for row in rows if row["high_pct"] <= 50]
        total = "the one similar role" if len(rows) == 1 else f"{len(rows)} similar roles"
        parts = [
            f"{what} the median of {len(names)} ({_named(names)})"
            for what, names in (("at or above", above), ("below", below))
            if names
        ]
        unknown = len(rows) - len(above) - len(below)
        if parts and unknown:
            parts.append(f"on an unknown side of that of {unknown}")
        return f"Of {total} that the Handbook lists, it is {words.listed(parts)}." if parts else ""


def _named(names: list[str]) -> str:
    shown = [words.people(name) for name in names[:3]]
    more = len(names) - len(shown)
    return words.listed_names([*shown, *([f"{more} more"] if more else [])])


def _place(row: Row) -> str:
    """The percentiles that the wage is between, with their amounts."""
    low, high = round(row["low_pct"]), round(row["high_pct"])
    if low and row["low_usd"] == row["wage_usd"]:
        return f"exactly the {_percentile(low)}"
    if not low and high == 100:
        return "in the range"
    if not low:
        return f"below the {_percentile(high)} ({words.dollars(row['high_usd'])})"
    if high == 100:
        return f"above the {_percentile(low)} ({words.dollars(row['low_usd'])})"
    first, last = _percentile(low), _percentile(high)
    if not {low, high} & {50}:
        first = first.removesuffix(" percentile")
    return (
        f"between the {first} ({words.dollars(row['low_usd'])}) and the {last} "
        f"({words.dollars(row['high_usd'])})"
    )


def _percentile(share: int) -> str:
    return "median" if share == 50 else f"{_NAMES[share]} percentile"


def _share(row: Row) -> str:
    share = row["estimated_pct"]
    about: str = "" if pd.isna(share) else f", about {share:.0f}% by interpolation"
    return f"{_band(row)} of their jobs are paid that much or less{about}"


def _band(row: Row) -> str:
    low, high = round(row["low_pct"]), round(row["high_pct"])
    if not row["has_pay"]:
        return "not released"
    if not low:
        return f"at most {high}%"
    return f"at least {low}%" if high == 100 else f"{low}% to {high}%"


def _estimate(row: Row) -> str:
    return "–" if pd.isna(row["estimated_pct"]) else f"about {row['estimated_pct']:.0f}%"


def _amount(name: str) -> Callable[[Row], str]:
    return lambda row: "–" if pd.isna(row[name]) else words.dollars(row[name])
