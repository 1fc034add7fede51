"""What labor.history and labor.pay_change answer: series of years, in sentences and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from labor.errors import AnalysisError
from labor.methods.deflators import CPI_U, PRICE_INDEXES
from labor.provenance.columns import origin_of, price_cells
from labor.provenance.origin import (
    REAL_CHANGE,
    REAL_CHANGE_FROM_QUARTER,
    REAL_CHANGE_OF_QUARTERS,
    Origin,
    together,
)
from labor.provenance.text import Traced, mark
from labor.show import cautions, prose, words
from labor.show.answer import Answer
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row, is_of_others, label, of_which, records
from labor.show.table import Field, Table, number
from labor.terms import ESTIMATED, FIRST_MAY, WITH_VALUE

if TYPE_CHECKING:
    from labor.show.chart import Chart

_NO_ERROR = (
    "BLS does not encourage the use of the survey as a time series: each release pools answers of "
    "three years, so a change between two years in a row is smoothed. No sampling error is "
    "published for medians, so small changes may be chance and are not called a trend."
)
_BEFORE_MAY = f"Figures before {FIRST_MAY} refer to the fourth quarter of their year"
_QUARTER_PRICES = "they are measured with the prices of October to December"
_NO_PRICES = (
    "Changes are in the dollars of each year; what a dollar bought is not taken into account."
)
_ABOUT_THE_SAME = 0.05
#: Values of price indexes by name and year.
OtherPrices = Mapping[str, Mapping[int, float]]
#: Where a change by an index that was not chosen comes from.
_CHOICE = Origin((), "reckoned with price_indexes")
#: How a statistic is named at the head of a sentence.
_STATISTICS = {"median": "Median pay", "mean": "Mean pay"}


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
    def title(self) -> str:
        """The name with the codes, where the two differ."""
        return self.name if self.name == self.codes else f"{self.name} ({self.codes})"

    @property
    def years(self) -> str:
        """The years in words, such as "2000 to 2018", or the one year."""
        one = self.first_year == self.last_year
        return f"{self.first_year}" if one else f"{self.first_year} to {self.last_year}"


@dataclass(frozen=True, eq=False, repr=False)
class PayHistory(Answer):
    """Pay of a role over the years, in series that count the same jobs.

    Args:
        rows: A row per year and code, see `labor.history`; with the columns of real pay where
            it was asked for.
        sources: Rows of the table `sources` that the rows come from.
        notes: What became of the role's codes, in sentences.
        area_notes: What the name of the area was taken for, in sentences.
        other_prices: Price indexes that real pay was not measured with, by name and year.
        bridge: Gives what `as_one_group` says; it reads all occupations of the nation, so only
            once somebody asks.

    Raises:
        AnalysisError: There are no rows.
    """

    verb: ClassVar[str] = "history"

    notes: tuple[str, ...] = ()
    area_notes: tuple[str, ...] = ()
    other_prices: OtherPrices = field(default_factory=dict)
    bridge: Callable[[], tuple[str, ...]] = tuple

    def __post_init__(self) -> None:
        if not (self.rows["role_kind"] != "member").any():
            raise AnalysisError(
                "A history needs at least one year",
                got="a table without rows",
                next_step="Choose another role or area.",
            )

    @property
    def role(self) -> str:
        """Name of the role."""
        return str(self.rows["role"].iloc[0])

    @property
    def area(self) -> str:
        """Name of the area in its newest year; the nation is "U.S."."""
        return _newest_title(self)

    @cached_property
    def as_one_group(self) -> tuple[str, ...]:
        """What may be said of pay across the last break, an estimate that changes no verdict."""
        return self.bridge()

    @property
    def base_year(self) -> int:
        """Year in whose May prices real pay is; 0 where the rows have none."""
        return int(self.rows["base_year"].iloc[0]) if "base_year" in self.rows else 0

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The series in order of their first year, without those of a group's members."""
        own = self.rows[self.rows["role_kind"] != "member"]
        found = []
        for _, part in own.groupby("segment"):
            rows = records(part.sort_values("reference_year"))
            codes = " / ".join(dict.fromkeys(row["occupation_code"] for row in rows))
            name = label(rows[-1])
            found.append(Series(rows, codes or name, name, rows[0]["break_before"]))
        return tuple(sorted(found, key=lambda series: (series.first_year, series.codes)))

    def measure(self, real: bool | None = None) -> Measure:
        """The median that is shown: that of most years, by the year or else by the hour.

        Args:
            real: Whether in the prices of one May; as the rows have it if left out.

        Raises:
            AnalysisError: Real pay is asked for and the rows have none.
        """
        if real and not self.base_year:
            raise AnalysisError(
                "This history has no pay in the prices of one May",
                got="pay in the dollars of each year",
                next_step="Ask for it: labor.history(role, real=True), or labor.real_pay(history).",
            )
        base_year = self.base_year if real is not False else 0
        return Measure.of(records(self.rows), base_year)

    @property
    def changes(self) -> dict[int, str]:
        """Changes of method inside the series, by the year each begins in."""
        found = {
            (int(row["reference_year"]), str(row["caveat_before"]))
            for one in self.series
            for row in one.rows
            if row["caveat_before"]
        }
        by_year: dict[int, list[str]] = {}
        for year, text in sorted(found):
            by_year.setdefault(year, []).append(text)
        return {year: " ".join(texts) for year, texts in by_year.items()}

    @property
    def sentences(self) -> tuple[str, ...]:
        """The newest pay first, then each series, then the breaks."""
        last_year = max(one.last_year for one in self.series)
        current = [one for one in self.series if one.last_year == last_year]
        before = [one for one in reversed(self.series) if one not in current]
        plain = self.measure(real=False)
        real = self.measure() if self.base_year else None
        found = [_series_sentence(one, plain, real) for one in (*current, *before)]
        if len(self.series) > 1:
            found.insert(len(current), _not_one_line(self.series))
        if real is not None:
            ends = [[row for row in one.rows if plain.known(row)] for one in current]
            found += [
                text
                for rows in ends
                if len(rows) > 1
                and not _is_open(plain, rows[0], rows[-1])
                and (text := _by_index(real, rows[0], rows[-1], self._index, self.other_prices))
            ]
        return tuple(map(Traced, found))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the area is, what may not be compared, and what the numbers are not."""
        breaks = [f"{not_joined([what])} {why}" for what, why in self.breaks]
        found = [" ".join(self.area_notes), " ".join(breaks), *self.other_caveats]
        return tuple(map(Traced, prose.gravest(found)))

    @property
    def other_caveats(self) -> list[str]:
        """What the numbers are not, whatever may be compared."""
        measure = self.measure(real=False)
        rows = [row for one in self.series for row in one.rows]
        gaps = (_gaps(one, self.series, measure) for one in self.series)
        found = [" ".join(filter(None, gaps))]
        if any(measure.known(row) and measure.is_open(row) for row in rows):
            found.append(
                "Above a limit that it moves every few years BLS prints only that pay is higher, "
                "“or more” here. How such pay changed is not known."
            )
        found += _pooled([row for row in rows if row["role_kind"] == "composite"])
        is_moving = any(_first_known(one, measure) for one in self.series)
        found.append(_NO_ERROR if is_moving else "")
        found.append("" if self.base_year or not is_moving else _NO_PRICES)
        if min(one.first_year for one in self.series) < FIRST_MAY:
            found.append(f"{_BEFORE_MAY}{f'; {_QUARTER_PRICES}' if self.base_year else ''}.")
        return list(filter(None, found))

    @property
    def breaks(self) -> list[tuple[str, str]]:
        """What does not go on from the years before, "from 2019 (29-2098)", and why."""
        return [
            (f"from {year} ({words.listed(codes)})", why)
            for (year, why), codes in _breaks(self.series).items()
        ]

    def lines(self) -> list[str]:
        """The answer for a terminal, and below it the broken series as one group."""
        group = [f"- {text}" for text in self.as_one_group]
        return [
            *super().lines(),
            *(["", "Across the break, as an estimate:", *group] if group else []),
        ]

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values, with what may be said across the last break."""
        return {**super().to_dict(), "as_one_group": list(self.as_one_group)}

    def finding(self, real: bool | None = None) -> str:
        """The newest pay and how it changed inside its series, as a title.

        Args:
            real: Whether in the prices of one May; as the rows have it if left out.
        """
        return Traced(self._finding(self.measure(real)))

    def _finding(self, measure: Measure) -> str:
        newest = _newest(self.series, measure)
        if newest is None:
            role = words.sentence_case(self.role)
            return f"{role}: no median pay is published for any year"
        last, start = newest.rows[-1], _first_known(newest, measure)
        if start is None:
            return f"{newest.name}: median pay of {measure.said(last)} in {_period(last)}"
        if _is_open(measure, start, last):
            return (
                f"{newest.name}: median pay of {measure.said(last)} in {_period(last)}; how it "
                f"changed since {_period(start)} is not known"
            )
        money = " in the dollars of each year"
        if measure.base_year:
            money = f" in prices of May {measure.base_year}"
        money += words.ESTIMATE if words.status_of(last, measure.column) == "estimated" else ""
        moved = _moved(measure, start, last)
        return f"{newest.name}: median pay {moved} from {_period(start)} to {_period(last)}{money}"

    def chart(self, real: bool | None = None) -> Chart:
        """The medians as lines, broken where other jobs are counted.

        Args:
            real: Whether in the prices of one May; as the rows have it if left out.
        """
        from labor.answers.history.chart import drawn

        return drawn(self, real)

    def table(self) -> Table:
        """Median pay of every year, in the dollars of the year and in those of one May."""
        plain = self.measure(real=False)
        unit = UNITS[plain.unit]
        own = self.rows[self.rows["role_kind"] != "member"]
        return Table(
            caption=f"Median pay {unit}, {words.place(self.area)}",
            fields=[
                Field("Year", _period),
                Field("Series", lambda row: str(row["segment_label"])),
                Field("Occupation", label),
                number(f"Median {unit}, dollars of the year", plain.column, plain.money),
                *self._real_fields(f"Median {unit}, prices"),
                number("Wage and salary jobs", "employment_jobs", words.count),
            ],
            rows=records(own.sort_values(["segment", "reference_year"])),
            data=self.rows,
            note=" ".join(["Rows of different series count different jobs.", *self._months()]),
        )

    def tables(self) -> tuple[Table, ...]:
        """A table for each series, narrow enough for a terminal."""
        return tuple(map(self._series_table, self.series))

    def heading(self) -> dict[str, Any]:
        """The role, the area, the base year of real pay, and notes on the role's codes."""
        return {
            "role": self.role,
            "area": self.area,
            "base_year": self.base_year or None,
            "notes": [*self.area_notes, *self.notes],
        }

    def _series_table(self, one: Series) -> Table:
        plain = self.measure(real=False)
        points = [("Median", "median"), ("25th percentile", "p25"), ("75th percentile", "p75")]
        columns = [(heading, f"{point}_{plain.unit}_usd") for heading, point in points]
        name = "" if one.name == one.codes else f"{one.name}, "
        years = {int(row["reference_year"]) for row in one.rows}
        inside = [
            f"{words.sentence_case(words.period(year))}: {text}"
            for year, text in self.changes.items()
            if year in years
        ]
        return Table(
            caption=f"{one.rows[0]['segment_label']}: {name}pay {UNITS[plain.unit]}, "
            f"{words.place(str(one.rows[-1]['area_title']))}",
            fields=[
                Field("Year", _period),
                *(number(heading, column, plain.money) for heading, column in columns),
                *self._real_fields("Median, prices"),
                number("Jobs", "employment_jobs", words.count),
                *cautions.fields(one.rows),
            ],
            rows=one.rows,
            data=self.rows[self.rows["segment_label"] == one.rows[0]["segment_label"]],
            note=" ".join([*inside, *self._months()]),
        )

    def _months(self) -> list[str]:
        """Which months the prices of the real pay in a table are of."""
        if not self.base_year:
            return []
        return [
            f"Prices are those of consumers ({self._index}): of May of each year"
            f"{', to 2002 of October to December' * self._is_of_quarters}, and of May "
            f"{self.base_year}."
        ]

    @property
    def _index(self) -> str:
        """The price index of real pay in short."""
        return PRICE_INDEXES[_series(records(self.rows)[0])].short

    @property
    def _is_of_quarters(self) -> bool:
        """Whether there is pay that refers to a fourth quarter."""
        return bool((self.rows["reference_year"] < FIRST_MAY).any())

    def _real_fields(self, heading: str) -> list[Field]:
        """The column of real pay, where there is one."""
        if not self.base_year:
            return []
        real = self.measure(real=True)
        return [number(f"{heading} of May {real.base_year}", real.column, real.money)]


@dataclass(frozen=True, eq=False, repr=False)
class PayChange(Answer):
    """How pay changed between two years, in dollars and in constant prices.

    Args:
        rows: The two rows of the history, the earlier first, with real pay.
        sources: Rows of the table `sources` that the rows come from.
        statistic: "median", "mean" or a percentile.
        unit: "annual", or "hourly" where only that is published in both years.
        deflator: Index, months and values used.
        is_comparable: Whether both figures are of the same jobs.
        limits: What limits the change, in sentences.
        other_prices: Price indexes that were not chosen, by name and year.
    """

    verb: ClassVar[str] = "pay_change"

    statistic: str
    unit: str
    deflator: str
    is_comparable: bool
    limits: tuple[str, ...]
    other_prices: OtherPrices = field(default_factory=dict)

    @property
    def role(self) -> str:
        """Name of the role."""
        return str(self.rows["role"].iloc[0])

    @property
    def area(self) -> str:
        """Name of the area in its newest year; the nation is "U.S."."""
        return _newest_title(self)

    @property
    def year_from(self) -> int:
        """Earlier year."""
        return int(self.rows["reference_year"].iloc[0])

    @property
    def year_to(self) -> int:
        """Later year."""
        return int(self.rows["reference_year"].iloc[1])

    @property
    def codes(self) -> tuple[str, str]:
        """Occupation codes of the two figures."""
        first, last = self.rows["occupation_code"]
        return str(first), str(last)

    @property
    def base_year(self) -> int:
        """Year in whose May prices real pay is."""
        return int(self.rows["base_year"].iloc[0])

    @property
    def usd_from(self) -> float:
        """Pay of the earlier year in its own dollars, a year or an hour."""
        return self._usd(0, real=False)

    @property
    def usd_to(self) -> float:
        """Pay of the later year in its own dollars, a year or an hour."""
        return self._usd(1, real=False)

    @property
    def real_usd_from(self) -> float:
        """Pay of the earlier year in prices of the base year."""
        return self._usd(0, real=True)

    @property
    def real_usd_to(self) -> float:
        """Pay of the later year in prices of the base year."""
        return self._usd(1, real=True)

    @property
    def nominal_pct(self) -> float:
        """Change in percent, prices not taken into account."""
        return percent_change(self.usd_from, self.usd_to)

    @property
    def real_pct(self) -> float:
        """Change in percent in constant prices."""
        return percent_change(self.real_usd_from, self.real_usd_to)

    @property
    def nominal_annual_pct(self) -> float:
        """Yearly rate in percent that compounds to `nominal_pct`."""
        return percent_change(self.usd_from, self.usd_to, self.year_to - self.year_from)

    @property
    def real_annual_pct(self) -> float:
        """Yearly rate in percent that compounds to `real_pct`."""
        return percent_change(self.real_usd_from, self.real_usd_to, self.year_to - self.year_from)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The two figures and the changes between them."""
        start, last = records(self.rows)
        plain, real = self._measures
        where = "" if self.area == "U.S." else f" in {self.area}"
        people = self._whose(where)
        name = statistic_name(self.statistic)
        amounts = (
            f"from {plain.said(start)} {UNITS[self.unit]} in {words.when(self.year_from)} to "
            f"{plain.said(last)} in {words.when(self.year_to)}"
        )
        ends = f"from {real.said(start)}{_quarter(start)} to {real.said(last)}"
        prices = f"In prices of May {self.base_year}"
        found = [
            f"{name} of {people} {_moved(plain, start, last)} in dollars, {amounts}.",
            f"{prices}{self._of_index} it {_moved(real, start, last)}, {ends}.",
        ]
        index = PRICE_INDEXES[_series(start)].short
        found += filter(None, [_by_index(real, start, last, index, self.other_prices)])
        if not self.is_comparable:
            is_same = start["segment"] == last["segment"]
            why = "may not be compared" if is_same else "are not of the same jobs"
            part = "" if is_same else ", and a part of that is a change of what is counted"
            found = [
                f"The two figures {why}: {name[:1].lower()}{name[1:]} of {people} went "
                f"{amounts}{part}.",
                f"{prices}{self._of_index} it went {ends}.",
            ]
        return tuple(map(Traced, found))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What limits the change."""
        return self.limits

    def table(self) -> Table:
        """The two figures, in the dollars of their year and in those of one May."""
        plain, real = self._measures
        return Table(
            caption=f"{_STATISTICS.get(self.statistic, self.statistic)} {UNITS[self.unit]}, "
            f"{words.place(self.area)}",
            fields=[
                Field("Year", _period),
                Field("Occupation", label),
                number("Dollars of the year", plain.column, plain.money),
                number(f"Prices of May {self.base_year}", real.column, real.money),
            ],
            rows=records(self.rows),
            data=self.rows,
            note=self.deflator,
        )

    def heading(self) -> dict[str, Any]:
        """What was asked, and every number of the change."""
        names = (
            *(
                "role",
                "area",
                "statistic",
                "unit",
                "year_from",
                "year_to",
                "base_year",
                "is_comparable",
            ),
            *("usd_from", "usd_to", "nominal_pct", "nominal_annual_pct"),
            *("real_usd_from", "real_usd_to", "real_pct", "real_annual_pct", "deflator"),
        )
        return {name: getattr(self, name) for name in names} | {"codes": list(self.codes)}

    @property
    def _measures(self) -> tuple[Measure, Measure]:
        """The statistic in the dollars of each year, and in prices of the base year."""
        nominal = Measure(self.unit, statistic=self.statistic)
        return nominal, replace(nominal, base_year=self.base_year)

    @property
    def _of_index(self) -> str:
        """The index, where it is not the usual one."""
        return _other_index(records(self.rows)[0])

    def _whose(self, where: str) -> str:
        """Whose pay the newest figure is: the role's, or that of more, fewer or other jobs."""
        last = records(self.rows)[1]
        is_part = last["role_kind"] in ("part", "member")
        part = of_which({**last, "relation": "narrower"}) if is_part else ""
        if relation := of_which(last) or part:
            title = words.people(last["occupation_title"])
            return f"{title} ({last['occupation_code']}){where}, {relation},"
        return words.people(self.role) + where

    def _usd(self, place: int, *, real: bool) -> float:
        return float(self.rows[self._measures[real].column].iloc[place])


def statistic_name(statistic: str) -> str:
    """How a statistic of pay begins a sentence: "Median pay", "The 10th percentile of pay"."""
    return _STATISTICS.get(statistic, f"The {statistic[1:]}th percentile of pay")


def percent_change(start: float, end: float, years: int = 1) -> float:
    """Change in percent, or the yearly rate that compounds to it.

    Args:
        start: Amount at the start.
        end: Amount at the end.
        years: Years in between, for the yearly rate.
    """
    return float(((end / start) ** (1 / years) - 1) * 100)


def _breaks(series: Sequence[Series]) -> dict[tuple[int, str], list[str]]:
    """What begins in a year for one reason."""
    found: dict[tuple[int, str], list[str]] = {}
    for one in series:
        if one.why:
            found.setdefault((one.first_year, one.why), []).append(one.codes)
    return found


def _series_sentence(one: Series, plain: Measure, real: Measure | None) -> str:
    """One series in a sentence or two; without `real` in the dollars of each year."""
    name = one.title
    name += f", {of_which(one.rows[-1])}" if is_of_others(one.rows[-1]) else ""
    known = [row for row in one.rows if plain.known(row)]
    if not known:
        return f"{name}, {one.years}: no {plain.unit} median is published."
    last, start = known[-1], _first_known(one, plain)
    amount = f"{plain.said(last)} {UNITS[plain.unit]} in {_when(last)}"
    begin = f"{name}: median pay of {amount}"
    if start is None:
        return f"{begin}, the only year with a figure."
    if _is_open(plain, start, last):
        return (
            f"{begin}; in {_when(start)} it was {plain.said(start)}, and how it changed is not "
            "known."
        )
    moved = (
        f"{begin}. Since {_when(start)}, when it was {plain.said(start)}, it "
        f"{_moved(plain, start, last)} in "
    )
    if real is None:
        return f"{moved}the dollars of each year."
    return (
        f"{moved}dollars; what it buys {_moved(real, start, last)}: in "
        f"prices of May {real.base_year}{_other_index(last)} it went from "
        f"{words.without_estimate(real.said(start))}{_quarter(start)} to "
        f"{words.without_estimate(real.said(last))}."
    )


def _series(row: Row) -> str:
    """The price index of a row's real pay."""
    return str(row.get("price_series", CPI_U))


def _other_index(row: Row) -> str:
    """The price index of a row's real pay, where it is not the usual one."""
    series = _series(row)
    return "" if series == CPI_U else f" ({PRICE_INDEXES[series].short})"


def _quarter(row: Row) -> str:
    """Which prices an amount of before 2003 was turned from; the others are of May."""
    year = int(row["reference_year"])
    return f" (from those of {words.price_months(year)})" if year < FIRST_MAY else ""


def _newest_title(answer: Answer) -> str:
    return str(answer.rows.sort_values("reference_year")["area_title"].iloc[-1])


def _not_one_line(series: Sequence[Series]) -> str:
    years = sorted({one.first_year for one in series})
    breaks = words.listed([str(year) for year in years[1:]])
    if not breaks:
        return (
            f"The role is {words.several(len(series), 'occupation')} in these tables, each a "
            "series of its own."
        )
    return (
        f"These are {words.several(len(series), 'series', 'series')}, not one, and they break at "
        f"{breaks}. A difference across such a year is not known to be one of pay: what is counted "
        "changed as well, and it is not computed here."
    )


def _gaps(one: Series, series: Sequence[Series], measure: Measure) -> str:
    """Years of a series without the number that is shown, in it or in another of its codes."""
    missing = {str(row["reference_year"]) for row in one.rows}
    missing |= {year for row in one.rows for year in str(row["years_missing_before"]).split(", ")}
    missing -= {""} | {
        str(row["reference_year"])
        for other in series
        for row in other.rows
        if other.codes == one.codes and measure.known(row)
    }
    if not missing:
        return ""
    years = words.listed(sorted(missing))
    return f"For {one.codes} no {measure.unit} median is published for {years}."


def not_joined(breaks: Sequence[str]) -> str:
    """What does not go on from the years before, in a sentence."""
    return f"What is counted {words.listed(breaks)} is not joined to earlier years."


def _newest(series: Sequence[Series], measure: Measure) -> Series | None:
    """The series that has the newest number, with its rows ending there; the largest of several."""
    known = [one for one in series if any(measure.known(row) for row in one.rows)]
    if not known:
        return None

    def size(one: Series) -> tuple[int, float]:
        last = [row for row in one.rows if measure.known(row)][-1]
        jobs = float(last["employment_jobs"]) if words.has_number(last, "employment_jobs") else 0
        return (int(last["reference_year"]), jobs)

    best = max(known, key=size)
    rows = [row for row in best.rows if measure.known(row)]
    return Series(rows, best.codes, best.name, best.why)


def _first_known(one: Series, measure: Measure) -> Row | None:
    """The first row with a number, if it is not also the last."""
    known = [row for row in one.rows if measure.known(row)]
    return known[0] if len(known) > 1 else None


def _is_open(measure: Measure, *rows: Row) -> bool:
    return any(measure.is_open(row) for row in rows)


def _moved(measure: Measure, start: Row, last: Row) -> str:
    change = percent_change(measure.value(start), measure.value(last))
    if abs(change) < _ABOUT_THE_SAME:
        return "stayed the same"
    size = mark(words.percent(abs(change)), _origin(measure, start, last), change)
    return f"{'rose' if change > 0 else 'fell'} {size}"


def _by_index(real: Measure, start: Row, last: Row, index: str, others: OtherPrices) -> str:
    """What other price indexes say, where the direction of a change depends on the choice."""
    years = int(start["reference_year"]), int(last["reference_year"])
    own = percent_change(real.value(start), real.value(last))
    plain = replace(real, base_year=0)
    found = {
        name: percent_change(
            plain.value(start) / known[years[0]], plain.value(last) / known[years[1]]
        )
        for name, known in others.items()
        if {*years} <= known.keys()
    }
    against = {name: change for name, change in found.items() if _sign(change) != _sign(own)}
    if not against:
        return ""
    said = [f"{_went(change)} with {name}" for name, change in {**{index: own}, **found}.items()]
    return (
        "Whether pay kept up with prices depends on the index: from "
        f"{words.when(years[0])} to {words.when(years[1])} it {words.listed(said)}."
    )


def _sign(change: float) -> int:
    return 0 if abs(change) < _ABOUT_THE_SAME else 1 if change > 0 else -1


def _went(change: float) -> str:
    size = mark(words.percent(abs(change)), _CHOICE, change)
    return ("stayed the same", f"rose {size}", f"fell {size}")[_sign(change)]


def _origin(measure: Measure, start: Row, last: Row) -> Origin | None:
    """Cells and rule of a change; the base year of the prices cancels out."""
    plain = replace(measure, base_year=0).column
    pay = (origin_of(last, plain), origin_of(start, plain))
    if not measure.base_year:
        return together("(a / b − 1) × 100", *pay)
    series = _series(start)
    prices = tuple(
        cell for row in (start, last) for cell in price_cells(row["reference_year"], series)
    )
    rule = {2: REAL_CHANGE, 4: REAL_CHANGE_FROM_QUARTER, 6: REAL_CHANGE_OF_QUARTERS}[len(prices)]
    return together(rule, *pay, Origin(prices))


def _period(row: Row) -> str:
    return words.period(int(row["reference_year"]))


def _when(row: Row) -> str:
    return words.when(int(row["reference_year"]))


def _pooled(rows: Sequence[Row]) -> list[str]:
    """Which medians of a group are printed, and what the others are."""
    if not any(row["median_annual_usd_status"] == ESTIMATED for row in rows):
        return []
    printed = [
        str(int(row["reference_year"]))
        for row in rows
        if row["printed_in"] and row["median_annual_usd_status"] in WITH_VALUE
    ]
    start = f"Medians of the group are printed for {words.listed(printed)}; " if printed else ""
    edition = next((row["pooled_members"] for row in rows if row["pooled_members"]), "")
    of = f" in edition {edition} of the Handbook" if edition else ""
    text = (
        f"{start}what is not printed is pooled from the published pay of the group's "
        f"occupations{of}. The estimate has an error of its own."
    )
    return [words.sentence_case(text)]
