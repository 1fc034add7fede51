"""What labor.places answers: pay from place to place, in sentences and as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from labor.errors import AnalysisError
from labor.provenance.text import Traced
from labor.show import cautions, prose, words
from labor.show.answer import Answer
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row, jobs_of, label, records
from labor.show.table import Field, Table, number
from labor.show.words import between, listed, several
from labor.terms import NATION

if TYPE_CHECKING:
    from labor.show.chart import Chart

#: Difference from the nation's median, in percent, from which a place is called higher or lower.
APART_PCT = 10
APART = words.chosen(f"{APART_PCT}%", APART_PCT, "difference from which a place is called apart")

#: Amounts above are by the year, which BLS rounds to ten dollars.
_YEARLY = 1_000

HIGHER, NEAR, LOWER = "higher", "near", "lower"
#: Only a lower limit; nothing to compare with; no number.
OPEN, PLAIN, NONE = "open", "plain", "none"

_NAMED, _NAMED_FEW = 12, 3
_ERROR = words.chosen("10%", 10, "chance of error of all pairs together")
#: Statistics of the table and their headings.
_POINTS = (
    ("Median", "median"),
    ("10th percentile", "p10"),
    ("25th percentile", "p25"),
    ("75th percentile", "p75"),
    ("90th percentile", "p90"),
    ("Mean", "mean"),
)


@dataclass(frozen=True, eq=False, repr=False)
class Places(Answer):
    """Pay of a role in every state and territory of a year; shown is its largest occupation.

    Args:
        rows: A row per place and code, the nation first, see `labor.places`.
        sources: Rows of the table `sources` that the rows come from.
        notes: What became of the role's codes, in sentences.
        lead: Whose figures these are, in a sentence, where the role asked for has none.
        price_year: Year of the price levels beside the pay; 0 where they were not asked for.

    Raises:
        AnalysisError: The rows lack the nation, or have no places.
    """

    verb: ClassVar[str] = "places"

    notes: tuple[str, ...] = ()
    lead: str = ""
    price_year: int = 0

    def __post_init__(self) -> None:
        own = self.rows[self.rows["role_kind"] != "member"]
        nation = int((own["area_code"] == NATION).sum())
        if not nation or len(own) == nation:
            raise AnalysisError(
                "A table of places needs the nation and at least one place",
                got=f"{nation} rows of the nation of {len(own)} in all",
                next_step="Take the table as `labor.places` gives it.",
            )

    @property
    def role(self) -> str:
        """Name of the role."""
        return str(self.rows["role"].iloc[0])

    @property
    def year(self) -> int:
        """Reference year."""
        return int(self.rows["reference_year"].iloc[0])

    @cached_property
    def nation(self) -> Row:
        """The nation's row of the occupation that is shown."""
        return max(self._national, key=jobs_of)

    @cached_property
    def others(self) -> Sequence[Row]:
        """Rows of the nation for the role's other occupations, which are not shown."""
        return [row for row in self._national if row is not self.nation]

    @cached_property
    def place_rows(self) -> Sequence[Row]:
        """Rows of the places for the occupation that is shown, in the order of their codes."""
        code = self.nation["occupation_code"]
        own = self.rows[(self.rows["role_kind"] != "member") & (self.rows["area_code"] != NATION)]
        return records(own[own["occupation_code"] == code].sort_values("area_code"))

    @cached_property
    def measure(self) -> Measure:
        """The median that is shown, by the year or else by the hour."""
        return Measure.of(self.place_rows)

    @property
    def name(self) -> str:
        """Title of the occupation or group."""
        return label(self.nation)

    @property
    def when(self) -> str:
        """The period that pay refers to."""
        return words.period(self.year)

    @property
    def known(self) -> list[Row]:
        """Places with a median, from high to low; limits of unknown pay come first."""
        rows = [row for row in self.place_rows if self.measure.known(row)]
        return sorted(rows, key=lambda row: (-self.measure.value(row), row["area_title"]))

    @property
    def ranked(self) -> list[Row]:
        """Places as they are shown, by the mean where groups are, else by the median."""
        if not self.is_tested:
            return self.known
        name = f"mean_{self.measure.unit}_usd"
        return sorted(
            self.known, key=lambda row: -float(row[name]) if words.has_number(row, name) else 0.0
        )

    @property
    def unknown(self) -> list[Row]:
        """Places without a median."""
        return [row for row in self.place_rows if not self.measure.known(row)]

    @property
    def is_tested(self) -> bool:
        """Whether published errors say which places can be told apart."""
        return any(row["letters"] for row in self.place_rows)

    @property
    def has_middle(self) -> bool:
        """Whether the nation's median is a number to compare with."""
        return self.measure.known(self.nation) and not self.measure.is_open(self.nation)

    def kind(self, row: Row) -> str:
        """How a place stands to the nation: one of the constants of this module."""
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
    def is_settled_above(self) -> bool:
        """Whether a top-coded median is high enough above the nation's, whatever it may be."""
        is_open = [row for row in self.known if self.measure.is_open(row)]
        middle = self.measure.value(self.nation)
        lowest = min((self.measure.value(row) for row in is_open), default=middle)
        return (lowest / middle - 1) * 100 >= APART_PCT

    @property
    def care(self) -> str:
        """Which figures to be careful of, behind a space; empty where there are none."""
        text = _with_care(self)
        return f" {text}" if text else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Range, nation, prices, groups, order, what to be careful of, and what is not released."""
        parts = (_range, _at_prices, _groups, _order, _with_care, _not_released, _open, _others)
        found = (part(self) for part in parts)
        return tuple(map(Traced, filter(None, (self.lead, *found))))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the numbers are not."""
        found = [
            self._of_prices,
            "Places are those of the jobs, not of the homes of those who work there.",
        ]
        if self.known and self.has_middle:
            found.append(
                f"More or less than the nation’s median is said only from {APART} on; a "
                "difference of this size can still be chance in a small place."
            )
        if self.nation["role_kind"] == "composite":
            found.append(
                "What is not printed of the pay of a group of occupations is estimated here for "
                "each place by pooling the published pay of its occupations."
            )
        return tuple(map(Traced, prose.gravest(found)))

    @property
    def priced_column(self) -> str:
        """Column with the median at the nation's prices."""
        return f"median_{self.measure.unit}_at_national_prices_usd"

    @cached_property
    def priced(self) -> list[Row]:
        """Places with a median that is a number and a price level, from high to low at prices."""
        name = self.priced_column
        known = [
            row
            for row in self.known
            if words.has_number(row, name) and not self.measure.is_open(row)
        ]
        return sorted(known, key=lambda row: (-float(row[name]), row["area_title"]))

    @property
    def _of_prices(self) -> str:
        """What prices have to do with the pay of places."""
        if not self.price_year:
            return (
                "Pay is in dollars, and a dollar buys more in some places than in others: rents "
                "and prices are not taken into account."
            )
        years = "" if self.price_year == self.year else f" and not of {self.year}"
        return (
            f"Price levels are BEA's regional price parities of {self.price_year}{years}, of all "
            "that households consume. They compare places in one year; they are no index of prices "
            "over time, and have errors of their own that are not printed."
        )

    @property
    def finding(self) -> str:
        """The highest and lowest published median, as a title."""
        return Traced(_finding(self))

    def chart(self) -> Chart:
        """A map of tiles, one for each state and territory, with the median in it."""
        from labor.answers.places.chart import places_map

        return places_map(self)

    def table(self) -> Table:
        """Pay of every place, those without a figure included."""
        unit = self.measure.unit
        fields = [
            Field("Place", lambda row: words.place(str(row["area_title"]))),
            *(number(head, f"{point}_{unit}_usd", words.dollars) for head, point in _POINTS),
            number("Wage and salary jobs", "employment_jobs", words.count),
        ]
        if self.price_year:
            fields[2:2] = [
                Field("Prices, nation = 100", price_level, "price_parity_index"),
                number(
                    "Median at the nation’s prices",
                    self.priced_column,
                    at_national,
                ),
            ]
        note = f"{_without_errors(self)}."
        if self.is_tested:
            errors = number(
                "Relative standard error of the mean", "mean_rse_pct", words.error_percent
            )
            fields += [
                errors,
                Field("Groups", lambda row: words.groups(str(row["letters"])) or "none"),
            ]
            note = "Places with a letter in common cannot be told apart by their means."
        fields += cautions.fields(self.place_rows)
        return Table(
            caption=f"Pay {UNITS[unit]} of {self.name} in U.S. dollars, {self.when}",
            fields=fields,
            rows=[{**self.nation, "is_subject": True}, *self.ranked, *self.unknown],
            data=self.rows,
            note=note,
        )

    def heading(self) -> dict[str, Any]:
        """The role, the year, the year of price levels, and notes on the role's codes."""
        prices = {"price_year": self.price_year} if self.price_year else {}
        return {"role": self.role, "year": self.year, **prices, "notes": list(self.notes)}

    def in_words(self, row: Row) -> str:
        """One place as a sentence, for the text beside a chart."""
        if not self.measure.known(row):
            return f"{row['area_title']}: {'not released' if row['is_listed'] else 'no row'}."
        ends = [f"{point}_{self.measure.unit}_usd" for point in ("p25", "p75")]
        middle = between(row, ends[0], ends[1], self.measure.money)
        care = "".join(f"; {text}" for text in [cautions.in_cell(row)] if text)
        return f"{row['area_title']}: {self.measure.said(row)}, middle half {middle}{care}."

    @cached_property
    def _national(self) -> Sequence[Row]:
        own = self.rows[self.rows["role_kind"] != "member"]
        return records(own[own["area_code"] == NATION])


def price_level(row: Row) -> str:
    """The price level of a place, the nation = 100; "none" where it has none."""
    if math.isnan(row["price_parity_index"]):
        return "none"
    return words.cell(row, "price_parity_index", words.per_hundred)


def at_national(value: float) -> str:
    """An amount at the nation's prices, by the year to ten dollars as the agency rounds."""
    return words.dollars(round(value, -1) if value > _YEARLY else value)


def _at_prices(places: Places) -> str:
    """The range of pay at the nation's prices; empty where it was not asked for."""
    name, known = places.priced_column, places.priced
    if not places.price_year:
        return ""
    if len(known) < 2:
        return "No price level is published for places with a median."
    low, high = (end(known, key=lambda row: float(row[name])) for end in (min, max))
    without = len(places.known) - len(
        [row for row in places.known if not math.isnan(row["price_parity_index"])]
    )
    absent = f" {several(without, 'place')} have no price level." if without else ""
    return (
        f"At the nation’s prices of {places.price_year} it runs from "
        f"{words.say(low, name, at_national)} in {_place(low)} (prices "
        f"{price_level(low)}) to {words.say(high, name, at_national)} in {_place(high)} (prices "
        f"{price_level(high)}).{absent}{_turned(places)}"
    )


def _turned(places: Places) -> str:
    """How many places stand on another side of the nation's median at its prices."""
    if not places.has_middle:
        return ""
    middle = places.measure.value(places.nation)
    sides = [
        (places.measure.value(row) > middle, float(row[places.priced_column]) > middle)
        for row in places.priced
    ]
    told = []
    for was, side, other in ((False, "below", "above"), (True, "above", "below")):
        if number := sides.count((was, not was)):
            are = f"{'is' if number == 1 else 'are'} {other} it"
            told.append(f"{several(number, 'place')} {side} the nation’s median in dollars {are}")
    if not told:
        return " No place then stands on another side of the nation’s median than in dollars."
    return f" At the nation’s prices {listed(told)}."


def _finding(places: Places) -> str:
    known = places.known
    if not known:
        return f"{places.name}: no median pay in the table of states held for {places.when}"
    exact = [row for row in known if not places.measure.is_open(row)]
    if len(exact) < len(known) or len(known) == 1:
        return f"{places.name}: median pay published for {_count(places)} in {places.when}"
    low, high = places.measure.said(known[-1]), places.measure.said(known[0])
    return (
        f"{places.name}: median pay from {low} in {_places_of(places, known[-1])} to {high} in "
        f"{_places_of(places, known[0])}"
    )


def _range(places: Places) -> str:
    known = places.known
    nation = f"The median of the United States was {_amount(places, places.nation)}."
    if not places.measure.known(places.nation):
        nation = "No such median of the United States is published either."
    if not known:
        annual, hourly = (
            words.has_number(places.nation, f"median_{unit}_usd") for unit in ("annual", "hourly")
        )
        why = (
            " The occupation is paid by the hour: the median of the United States was "
            f"{words.median_pay(places.nation)}."
            if hourly and not annual
            else f" {nation}"
        )
        return (
            f"The table of states held here has no median pay of {_name(places)} for "
            f"{places.when}.{why}"
        )
    exact = [row for row in known if not places.measure.is_open(row)]
    if not exact:
        return (
            f"In {places.when} the median pay of {_name(places)} is marked as "
            f"{_amount(places, known[0])} in all of {_count(places)} with a figure. {nation}"
        )
    low, high = exact[-1], exact[0]
    if len(exact) == 1:
        amount = _amount(places, low)
        return f"In {places.when} the median was {amount} in {_place(low)}. {nation}"
    return (
        f"Median pay of {_name(places)} in {places.when} runs from {_amount(places, low)} in "
        f"{_places_of(places, low)} to {_amount(places, high)} in {_places_of(places, high)}"
        f"{', among the places with a number' if len(exact) < len(known) else ''}. {nation}"
    )


def _groups(places: Places) -> str:
    """How many places stand above, near and below the nation."""
    kinds = [places.kind(row) for row in places.place_rows]
    if places.has_middle and places.is_settled_above:
        kinds = [HIGHER if kind == OPEN else kind for kind in kinds]
    if not places.has_middle or not set(kinds) & {HIGHER, NEAR, LOWER}:
        return ""
    unsettled = kinds.count(OPEN)
    numbers = [kinds.count(kind) for kind in (HIGHER, LOWER, NEAR)]
    higher, lower, near = (
        words.counted(number, f"places whose median is {where} that of the nation")
        for number, where in zip(numbers, ("above", "below", "near"), strict=True)
    )
    open_ends = (
        f" For {several(unsettled, 'more place')} it cannot be told, because only a lower limit "
        "of the median is known."
        if unsettled
        else ""
    )
    were = ["was" if number == 1 else "were" for number in numbers]
    return (
        f"{higher} {'place' if numbers[0] == 1 else 'places'} {were[0]} {APART} or more above it, "
        f"{lower} {were[1]} {APART} or more below, and {near} {were[2]} nearer to it.{open_ends}"
    )


def _without_errors(places: Places) -> str:
    """Why the order of the places is not tested."""
    if places.nation["role_kind"] == "composite":
        return "No sampling error is published for the occupations of the group together"
    return "The table of states held here prints no sampling errors"


def _order(places: Places) -> str:
    """How sure the order of the places is."""
    if len(places.known) < 2:
        return ""
    if not places.is_tested:
        return (
            f"{_without_errors(places)}. So places are listed from high to low without ranks, "
            "and neighbors in the list may stand the other way round."
        )
    top = [row for row in places.place_rows if row["letters"] and "a" in str(row["letters"])]
    names = listed(sorted(str(row["area_title"]) for row in top))
    if len(top) > _NAMED:
        names = f"{several(len(top), 'place')} with the letter a"
    return (
        "Places that share a letter cannot be told apart by their mean pay, taking all pairs "
        f"together with a chance of error of {_ERROR}. The highest mean is that of one of {names}."
        if len(top) > 1
        else f"The highest mean pay is that of {names}; it can be told apart from all others."
    )


def _with_care(places: Places) -> str:
    """Places whose figures tell less than they seem to, those of the range by name."""
    known = places.known
    few = [row for row in known if cautions.has_few_jobs(row)]
    alike = [row for row in known if cautions.has_equal(row)]
    hidden = [row for row in known if not words.has_number(row, "employment_jobs")]
    told = [
        f"{_few_or_number(rows)} ({text})"
        for rows, text in (
            (few, cautions.few()),
            (hidden, "number of jobs not released"),
            (alike, "neighboring percentiles are one amount"),
        )
        if rows
    ]
    if not told:
        return ""
    many = [row for rows in (few, hidden, alike) if len(rows) > _NAMED_FEW for row in rows]
    careful = {row["area_code"] for row in many}
    ends = [row for row in (known[-1], known[0]) if row["area_code"] in careful]
    among = listed(list(dict.fromkeys(map(_place, ends))))
    return f"Read with care the figures of {listed(told)}{f', {among} among them' if ends else ''}."


def _few_or_number(rows: Sequence[Row]) -> str:
    """The names of a few places, else their number."""
    if len(rows) > _NAMED_FEW:
        return several(len(rows), "place")
    return listed(sorted(map(_place, rows)))


def _not_released(places: Places) -> str:
    """Which places have no median, in words."""
    if not places.unknown or not places.known:
        return ""
    withheld = [_place(row) for row in places.unknown if row["is_listed"]]
    absent = [_place(row) for row in places.unknown if not row["is_listed"]]
    found = []
    if withheld:
        found.append(f"BLS did not release the median of {_named(withheld)}.")
    if absent:
        found.append(
            f"The table has no row of the occupation for {_named(absent)}: too few jobs, or not "
            "released."
        )
    return " ".join(found)


def _open(places: Places) -> str:
    is_open = [row for row in places.known if places.measure.is_open(row)]
    if not is_open:
        return ""
    return (
        f"In {several(len(is_open), 'place')} the median is only known to be "
        f"{places.measure.said(is_open[0])}: the table prints a mark in place of the amount, and "
        "these places are not put in order."
    )


def _others(places: Places) -> str:
    if not places.others:
        return ""
    names = listed([f"{label(row)} ({row['occupation_code']})" for row in places.others])
    return (
        f"The role is {several(len(places.others) + 1, 'occupation')} in these tables. This page "
        f"shows the one with the most jobs; ask for the others by code: {names}."
    )


def _place(row: Row) -> str:
    """The name of a place inside a sentence."""
    return words.the_place(str(row["area_title"]))


def _places_of(places: Places, row: Row) -> str:
    """All places with the median of one, which shares it with the others."""
    value = places.measure.value(row)
    same = [
        one
        for one in places.known
        if places.measure.value(one) == value and not places.measure.is_open(one)
    ]
    return _few_or_number(same)


def _amount(places: Places, row: Row) -> str:
    return f"{places.measure.said(row)} {UNITS[places.measure.unit]}"


def _name(places: Places) -> str:
    code = places.nation["occupation_code"]
    return f"{words.running(places.name)} ({code})" if code else words.running(places.name)


def _count(places: Places) -> str:
    return several(len(places.known), "place")


def _named(names: list[str]) -> str:
    if len(names) > _NAMED:
        return several(len(names), "place")
    return listed(sorted(names, key=lambda name: name.removeprefix("the ")))
