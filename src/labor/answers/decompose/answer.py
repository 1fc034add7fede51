"""A gap in mean pay split into mix and pay: sentences, tables and what they do not say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from labor.methods.decomposition import Decomposition, Split, share_of
from labor.methods.uncertainty import LEVEL, critical
from labor.show import words
from labor.show.answer import Answer
from labor.show.rows import records
from labor.show.table import Field, Table, number

#: Columns of the rows, each with `first_` or `second_` in front, that a gap is split from.
PARTS = ("jobs", "mean_usd", "jobs_rse_pct", "mean_rse_pct")
#: Occupations that the table shows: those that add most to the gap, or take most from it.
_SHOWN = 10


@dataclass(frozen=True)
class Side:
    """One of the two places or years.

    Args:
        title: Name of the place; "U.S." for the nation.
        year: Reference year.
        jobs: Jobs of the group there; NaN where they are not published.
        mean: Published mean pay of the group, in the prices of the split; NaN where there is none.
        covered: Jobs of the occupations that are in the split.
    """

    title: str
    year: int
    jobs: float
    mean: float
    covered: float

    @property
    def covered_pct(self) -> float:
        """Share of the group's jobs that are in the split, in percent."""
        return share_of(self.covered, self.jobs)


@dataclass(frozen=True, eq=False, repr=False)
class GapDecomposition(Answer):
    """How much of a gap in mean pay is mix of occupations, and how much pay inside them.

    Args:
        rows: A row per detailed occupation of either side; docs/methods/decomposition.md
            describes the columns.
        sources: Tables that the figures come from.
        role: Name of the group.
        first: The first place, or the later year.
        second: The second place, or the earlier year.
        split: The gap and its parts.
        prices: Price index that the earlier year was brought to the later with; empty for places.
        factor: Dollars of the later year for one of the earlier; 1 for places.
        is_converted: Whether some means are published by the hour only.
        limits: What is to be said of the places and years.
    """

    verb: ClassVar[str] = "decompose"

    role: str
    first: Side
    second: Side
    split: Decomposition
    prices: str
    factor: float
    is_converted: bool
    limits: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The gap, its parts, the other weightings, and the share of jobs that they cover."""
        return (self._gap(), self._parts(), self._weightings(), self._covered(), *self._published())

    @property
    def is_over_time(self) -> bool:
        """Whether the sides are two years."""
        return self.first.year != self.second.year

    def _gap(self) -> str:
        (one, other), gap = self.split.means, self.split.gap
        who, many = words.people(self.role), int((self.rows["left_out"] == "").sum())
        over = f"over {many:,} detailed occupations with jobs and mean pay on both sides"
        size = "" if round(gap) == 0 else f" by {_usd(abs(gap))} ({share_of(abs(gap), other):.1f}%)"
        if self.is_over_time:
            verb = "stayed the same" if not size else "rose" if gap > 0 else "fell"
            where = "" if self.first.title == "U.S." else f" in {words.the_place(self.first.title)}"
            return (
                f"Mean pay of {who}{where} {verb}{size} from {words.when(self.second.year)} to "
                f"{words.when(self.first.year)}, from {_usd(other)} to {_usd(one)} in prices of "
                f"{words.when(self.first.year)} ({self.prices}), {over}."
            )
        here, there = (words.the_place(side.title) for side in (self.first, self.second))
        order = "the same as" if not size else "above that" if gap > 0 else "below that"
        return (
            f"Mean pay of {who} in {here} was {order} in {there}{size} in "
            f"{words.when(self.first.year)}, {_usd(one)} against {_usd(other)}, {over}."
        )

    def _parts(self) -> str:
        average, (_, of_mix, of_pay) = self.split.average, self.split.errors
        return (
            f"Of this gap, {_usd(average.mix)} comes from the mix of occupations"
            f"{_interval(average.mix, of_mix)} and {_usd(average.pay)} from other pay in the same "
            f"occupations{_interval(average.pay, of_pay)}, as the mean of both weightings."
        )

    def _weightings(self) -> str:
        here, there = self._names
        threefold, at_first = self.split.threefold, self.split.at_first_pay
        at_second = self.split.at_second_pay
        return (
            f"At the pay of {there} the mix makes {_usd(at_second.mix)}, at that of {here} "
            f"{_usd(at_first.mix)}; with the mix of {there} pay makes {_usd(at_first.pay)}, with "
            f"that of {here} {_usd(at_second.pay)}: the interaction between them is "
            f"{_usd(threefold.interaction)}."
        )

    def _covered(self) -> str:
        counts = self.rows.loc[self.rows["left_out"] != "", "left_out"].value_counts()
        reasons = words.listed([f"{count:,} {reason}" for reason, count in counts.items()])
        out = f"; left out are {reasons}" if reasons else ""
        shares = [side.covered_pct for side in (self.first, self.second)]
        if any(math.isnan(share) for share in shares):
            return f"The jobs of the group as a whole are not published{out}."
        here, there = self._names
        here, there = f"in {here}", f"in {there}"
        return (
            f"These occupations hold {shares[0]:.1f}% of the group's jobs {here} and "
            f"{shares[1]:.1f}% {there}{out}."
        )

    def _published(self) -> tuple[str, ...]:
        one, other = self.first.mean, self.second.mean
        if math.isnan(one) or math.isnan(other):
            return ()
        said = f" ({self.prices}-adjusted)" if self.is_over_time else ""
        return (
            f"The published means of the whole are {_usd(one)} and {_usd(other)}{said}, a gap of "
            f"{_usd(one - other)}.",
        )

    @property
    def _names(self) -> tuple[str, str]:
        if self.is_over_time:
            return words.when(self.first.year), words.when(self.second.year)
        return words.the_place(self.first.title), words.the_place(self.second.title)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a split does not say."""
        nation = {self.first.title, self.second.title}
        return tuple(
            text
            for text, holds in (
                ("The split is arithmetic: it does not say that the mix or the pay would stay if "
                 "the other changed.", True),
                ("Pay inside an occupation is not split further, by employer, experience or "
                 "education.", True),
                ("Other pay in the same occupations is in dollars and not at the price level of "
                 "each place.", not self.is_over_time),
                ("The jobs of the place are also in the nation's, so the two are not independent "
                 "samples.", "U.S." in nation and len(nation) > 1),
                ("Intervals take jobs and means as independent samples and cover sampling error "
                 "only.", not math.isnan(self.split.errors[0])),
                ("Some errors are not published, so the parts have no interval.",
                 math.isnan(self.split.errors[0])),
                ("Some means are published by the year or by the hour only and converted with "
                 "2,080 hours.", self.is_converted),
                *((text, True) for text in self.limits),
            )
            if holds
        )  # fmt: skip

    def table(self) -> Table:
        """The parts under each weighting."""
        here, there = self._names
        average = self.split.average
        readings: list[tuple[str, Split]] = [
            (f"Mix at the pay of {there}, pay at the mix of {there}", self.split.threefold),
            (f"Mix at the pay of {there}, pay at the mix of {here}", self.split.at_second_pay),
            (f"Mix at the pay of {here}, pay at the mix of {there}", self.split.at_first_pay),
            ("Mean of both weightings", average),
        ]
        rows = [
            {"reading": name, "mix": one.mix, "pay": one.pay, "interaction": one.interaction}
            for name, one in readings
        ]
        return Table(
            caption=f"Parts of the gap of {_usd(self.split.gap)} in mean annual pay, "
            f"{here} less {there}",
            fields=[
                Field("Weights", lambda row: row["reading"]),
                *(number(name.capitalize(), name, _usd) for name in ("mix", "pay", "interaction")),
            ],
            rows=rows,
            data=pd.DataFrame(rows),
        )

    def tables(self) -> tuple[Table, ...]:
        """The parts, and the occupations that make most of them."""
        used = self.rows[self.rows["left_out"] == ""]
        size = (used["mix_usd"] + used["pay_usd"]).abs().sort_values(ascending=False, kind="stable")
        most = used.loc[size.index[:_SHOWN]]
        here, there = self._names
        occupations = Table(
            caption="Occupations that make most of the gap (mean of both weightings)",
            fields=[
                Field(
                    "Occupation", lambda row: f"{row['occupation_code']} {row['occupation_title']}"
                ),
                number(f"Jobs, {here}", "first_jobs", words.count),
                number(f"Jobs, {there}", "second_jobs", words.count),
                number(f"Mean, {here}", "first_mean_usd", _usd),
                number(f"Mean, {there}", "second_mean_usd", _usd),
                number("Mix", "mix_usd", _usd),
                number("Pay", "pay_usd", _usd),
            ],
            rows=records(most),
            data=most,
        )
        return self.table(), occupations

    def heading(self) -> dict[str, Any]:
        """What was asked, the gap, and its parts under each weighting."""
        errors = dict(zip(("gap", "mix", "pay"), self.split.errors, strict=True))
        return {
            "group": self.role,
            **{
                name: {
                    "area": side.title,
                    "year": side.year,
                    "mean_usd": mean,
                    "jobs": _or_none(side.jobs),
                    "covered_pct": _or_none(side.covered_pct),
                    "published_mean_usd": _or_none(side.mean),
                }
                for name, side, mean in zip(
                    ("first", "second"), (self.first, self.second), self.split.means, strict=True
                )
            },
            "prices": self.prices,
            "factor": self.factor,
            "gap_usd": self.split.gap,
            "threefold": _split(self.split.threefold),
            "at_second_pay": _split(self.split.at_second_pay),
            "at_first_pay": _split(self.split.at_first_pay),
            "average": _split(self.split.average),
            "standard_errors_usd": {name: _or_none(error) for name, error in errors.items()},
        }


def _split(one: Split) -> Mapping[str, float]:
    return {"mix_usd": one.mix, "pay_usd": one.pay, "interaction_usd": one.interaction}


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _usd(value: float) -> str:
    return f"{'−' if round(value) < 0 else ''}${abs(value):,.0f}"


def _interval(part: float, error: float) -> str:
    if math.isnan(error):
        return ""
    reach = critical(LEVEL) * error
    return f" ({LEVEL:.0%} interval {_usd(part - reach)} to {_usd(part + reach)})"
