"""Pay across a break: the codes on both sides as one group, with what its unknown part leaves."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from labor.answers.history.real_pay import deflator
from labor.errors import AnalysisError
from labor.methods.deflators import index_of
from labor.methods.panel import Panels
from labor.occupations import Role
from labor.provenance.origin import Origin
from labor.provenance.text import Traced, joined
from labor.show import words

#: Where the numbers of a panel come from that are no cells.
BY_PANEL = Origin((), "computed by labor.panel, see its page of method")

#: The interval was checked for shares up to this, in percent; with more, nothing is said.
_MOST_DOUBT = 50.0
#: Shares below this, in percent, and changes nearer than this are not told apart.
_NO_DOUBT = 0.5
_APART = 0.05


@dataclass(frozen=True)
class Bridge:
    """The median of an occupation in two years between which its codes changed.

    Args:
        role: Name of the occupation.
        years: The earlier and the later year.
        codes: Codes of each.
        usd: Median of these codes together in each year, published or pooled.
        low_usd: The least that the median of the occupation alone can be.
        high_usd: The most.
        outside_pct: Most of each year's jobs that can belong to others, in percent.
        missing_pct: Most of the occupation's jobs that each year's codes can lack.
        factor: Dollars of the later year's prices for one dollar of the earlier.
        index: Price index in short.
    """

    role: str
    years: tuple[int, int]
    codes: tuple[str, str]
    usd: tuple[float, float]
    low_usd: tuple[float, float]
    high_usd: tuple[float, float]
    outside_pct: tuple[float, float]
    missing_pct: tuple[float, float]
    factor: float
    index: str

    @property
    def change_pct(self) -> tuple[float, float]:
        """The least and the most that the median changed in dollars."""
        low = self.low_usd[1] / self.high_usd[0] - 1
        return 100 * low, 100 * (self.high_usd[1] / self.low_usd[0] - 1)

    @property
    def real_pct(self) -> tuple[float, float]:
        """The same in constant prices."""
        low, high = ((1 + one / 100) / self.factor - 1 for one in self.change_pct)
        return 100 * low, 100 * high

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the group earned, what is not its own, and what may be concluded."""
        first, last = (words.when(year) for year in self.years)
        named = [words.listed(codes.split(", ")) for codes in self.codes]
        sides = [
            f"{codes} in {words.when(year)} ({made(usd, words.dollars)})"
            for codes, year, usd in zip(named, self.years, self.usd, strict=True)
        ]
        doubts = [
            f"up to {made(share, whole_percent)} of the jobs in {codes} {what}"
            for codes, outside, missing in zip(
                named, self.outside_pct, self.missing_pct, strict=True
            )
            for share, what in ((outside, "can be others"), (missing, "can be missing"))
            if share >= _NO_DOUBT
        ]
        own = [
            f"{_range(*ends)} in {when}"
            for ends, when in zip(
                zip(self.low_usd, self.high_usd, strict=True), (first, last), strict=True
            )
        ]
        found = [
            f"As one group, the median of {words.people(self.role)} is that of "
            f"{' and of '.join(sides)}."
        ]
        if doubts:
            said = words.sentence_case(words.listed(doubts))
            found.append(f"{said}, so their own median is {words.listed(own)}.")
        found.append(
            f"From {first} to {last} it {_between(self.change_pct)} in dollars and "
            f"{_between(self.real_pct)} in constant prices ({self.index})"
            f"{_so(self.real_pct) if doubts else ''}."
        )
        return tuple(map(Traced, found))

    @property
    def finding(self) -> str:
        """The change in dollars, as the end of a title."""
        first, last = (words.when(year) for year in self.years)
        what = "pay as one group, an estimate," if any(self.outside_pct) else "pay as one group"
        return f"{what} {_between(self.change_pct)} from {first} to {last}"


def made(value: float, form: Callable[[float], str]) -> str:
    """A number that the panel made, marked with that."""
    return words.computed(value, form, BY_PANEL)


def whole_percent(value: float) -> str:
    """A share without decimals: "40%"."""
    return words.percent(value, 0)


def _range(low: float, high: float) -> str:
    if low == high:
        return made(low, words.dollars)
    return f"{made(low, words.dollars)} to {made(high, words.dollars)}"


def _between(ends: tuple[float, float]) -> str:
    low, high = ends
    if low >= 0:
        ends = (low, high)
    elif high <= 0:
        ends = (-high, -low)
    else:
        signed = [made(end, words.signed_percent) for end in ends]
        return f"changed by {joined(' to ', signed)}"
    sizes = [made(end, words.percent) for end in ends]
    verb = "rose" if low >= 0 else "fell"
    return f"{verb} by {joined(' to ', sizes if ends[1] - ends[0] >= _APART else sizes[:1])}"


def _so(ends: tuple[float, float]) -> str:
    if ends[0] > 0:
        return ": it rose whatever the unknown part earns"
    if ends[1] < 0:
        return ": it fell whatever the unknown part earns"
    return ": whether it kept up with prices cannot be told"


def bridge_of(
    role: Role, panels: Panels, years: Sequence[int], prices: pd.DataFrame
) -> Bridge | None:
    """Join the last two segments of an occupation.

    Args:
        role: The occupation.
        panels: What its years are.
        years: Reference years that may be used.
        prices: A price index in the columns of `prices`.

    Returns:
        The last year before the last break whose jobs are the occupation's own, against the
        newest year; None where there is no break, a median or a bound is not known, or more than
        half of the jobs of one year can be others or missing.
    """
    rows = pd.DataFrame(panels.chosen(role, years, "median"))
    if rows.empty or rows["segment"].nunique() < 2:
        return None
    last = rows.iloc[-1]
    before = rows[rows["segment"] != last["segment"]]
    if before.empty:
        return None
    narrow = before["outside_high_pct"] + before["missing_high_pct"]
    first = before[narrow <= narrow.min() + 1e-9].iloc[-1]
    doubt = max(row["outside_high_pct"] + row["missing_high_pct"] for row in (first, last))
    if not doubt <= _MOST_DOUBT:  # NaN, too
        return None
    ends = [_median(role, panels, row) for row in (first, last)]
    pair = (int(first["reference_year"]), int(last["reference_year"]))
    if any(not math.isfinite(value) or value <= 0 for end in ends for value in end):
        return None
    try:
        factor = deflator(prices, *pair).factor
    except AnalysisError:
        return None
    return Bridge(
        role.label,
        pair,
        (str(first["occupation_codes"]), str(last["occupation_codes"])),
        (ends[0][0], ends[1][0]),
        (ends[0][1], ends[1][1]),
        (ends[0][2], ends[1][2]),
        (float(first["outside_high_pct"]), float(last["outside_high_pct"])),
        (float(first["missing_high_pct"]), float(last["missing_high_pct"])),
        factor,
        index_of(prices).short,
    )


def _median(role: Role, panels: Panels, row: pd.Series) -> tuple[float, float, float]:
    """The median of a year's codes and the ends of the occupation's own, to ten dollars."""
    _, low, high = panels.interval(role, int(row["reference_year"]))
    usd = float(row["annual_usd"])
    if row["annual_usd_status"] == "published" and low == high:
        return usd, usd, usd
    # The pool itself is an estimate: its likely range widens both ends.
    low *= float(row["likely_low_usd"]) / usd
    high *= float(row["likely_high_usd"]) / usd
    if not (math.isfinite(low) and math.isfinite(high)):
        return usd, math.nan, math.nan
    return usd, math.floor(low / 10) * 10.0, math.ceil(high / 10) * 10.0
