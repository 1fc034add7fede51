"""A role in metropolitan and nonmetropolitan areas: its pay in each, of one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.answers.places.verb import places_rows
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError
from labor.methods.uncertainty import HIGHER, LOWER, TIED, order_of_medians
from labor.provenance.text import Traced
from labor.show import cautions, words
from labor.show.answer import Answer
from labor.show.measure import UNITS, Measure
from labor.show.prose import sources_used
from labor.show.rows import Row, jobs_of, label, records
from labor.show.table import Field, Table, number
from labor.show.words import listed, several
from labor.tables.area_names import states_of
from labor.tables.areas import (
    find_area,
    states_around,
    titles_by_year,
    year_of_estimates,
    years_of,
    years_with,
)
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, ALL_OWNERS, LOCAL_TYPES, NATION

if TYPE_CHECKING:
    from labor.occupations import Role
    from labor.show.chart import Chart

#: Areas that the table shows from each end, areas that a sentence names, and rows of the chart.
_ENDS, _NAMED, DRAWN = 10, 3, 15
#: From how many jobs on an area can be the first of a list.
ENOUGH = words.chosen(f"{cautions.FEW_JOBS} or more", cautions.FEW_JOBS, "jobs called few")
#: How an area stands to another row, by how that row stands to it.
_BESIDE = {HIGHER: "less", LOWER: "more", TIED: "too close to call"}
_QUOTIENT = ("location_quotient", "location_quotient_status")
_ONLY_TESTED = (
    "Medians have no published error. An area is called more or less than the nation only where a "
    "test of the means says the same; neighbors in the list are not tested."
)


def metro_places(
    role: str,
    year: int | None = None,
    *,
    near: str = "",
    strict: bool = True,
    root: Path | None = None,
) -> MetroPlaces:
    """Show the pay of a role in metropolitan and nonmetropolitan areas of a year.

    Args:
        role: The role in words or as a code.
        year: Reference year; the newest with such areas if left out.
        near: A state, for the areas in it; or an area, for those in its states. All areas if
            left out.
        strict: Whether a year without such areas and a role of several occupations are errors;
            else the answer says so and has the nation's rows alone.
        root: Project folder; found by itself if left out.

    Returns:
        The answer; its `rows` are a row per area, the nation first and then from high to low
        median, with all wage statistics, jobs, location quotient and `beside_nation`: "more",
        "less" or "too close to call", all areas tested together; empty where nothing is tested.

    Raises:
        LaborError: The role or the place is not known, the year has no such areas, or the role
            is several occupations.

    Examples:
        >>> import labor
        >>> found = labor.metro_places("pharmacy technician", 2025, near="TX")
        >>> found.rows[["area_title", "median_annual_usd"]].values.tolist()[1]
        ['Killeen-Temple, TX', 47400.0]
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    years = years_with(processed, LOCAL_TYPES)
    year = year or (years or years_of(processed, NATION))[-1]
    found, lead = of_published(found, processed, *listed_in(processed, year))
    problem = _problem(found, year, years)
    if problem and strict:
        raise problem
    types = ("nation",) if problem else LOCAL_TYPES
    place = find_area(processed, near, year) if near.strip() and not problem else None
    wanted: dict[str, Any] = {
        "reference_year": year,
        "industry_code": ALL_INDUSTRIES,
        "ownership_code": ALL_OWNERS,
        "area_type": ("nation", *types),
    }
    title = ""
    if place is not None and place.code != NATION:
        titles = titles_by_year(processed)[year_of_estimates(processed, place, year)]
        is_state = len(place.code) == len(NATION)
        around = {place.code} if is_state else {*states_around(processed, place.code, year)}
        title = " or ".join(sorted(titles[code] for code in around))
        inside = {code for code, name in titles.items() if around & {*states_of(code, name)}}
        wanted["area_code"] = {NATION, *inside}
    codes = found.every_code
    wages = load_table("wages", processed, **wanted, occupation_code=codes)
    # The rows of all jobs tell the areas apart that lack the occupation.
    jobs = load_table("employment", processed, **wanted, occupation_code={ALL_OCCUPATIONS, *codes})
    rows = places_rows(found, wages, jobs, year=year, types=types)
    quotients = jobs[["area_code", "occupation_code", *_QUOTIENT]]
    rows = rows.drop(columns=["letters", "best_rank", "worst_rank"]).merge(
        quotients, how="left", on=["area_code", "occupation_code"]
    )
    rows = rows.assign(location_quotient_status=rows[_QUOTIENT[1]].fillna("not_applicable"))
    return MetroPlaces(
        rows=_beside_nation(rows),
        sources=sources_used([rows], load_table("sources", processed)),
        inside=title,
        lead=f"{problem.what}." if problem else lead,
        notes=() if place is None else place.notes,
        reading=found.reading,
    )


@dataclass(frozen=True, eq=False, repr=False)
class MetroPlaces(Answer):
    """Pay of a role in local areas of a year; shown is its largest occupation.

    Args:
        rows: A row per area, the nation first, see `labor.metro_places`.
        sources: Rows of the table `sources` that the rows come from.
        inside: States that the areas lie in; empty for all areas.
        lead: Whose figures these are, in a sentence, where the role asked for has none.
        notes: What the name of the place was taken for.
    """

    verb: ClassVar[str] = "metro_places"

    inside: str = ""
    lead: str = ""
    notes: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """Reference year."""
        return int(self.rows["reference_year"].iloc[0])

    @cached_property
    def nation(self) -> Row:
        """The nation's row of the occupation that is shown."""
        return max(records(self.rows[self.rows["area_code"] == NATION]), key=jobs_of)

    @cached_property
    def areas(self) -> Sequence[Row]:
        """Rows of the areas for that occupation, from high to low."""
        code = self.nation["occupation_code"]
        own = self.rows[self.rows["occupation_code"] == code]
        return records(own[own["area_code"] != NATION])

    @cached_property
    def measure(self) -> Measure:
        """The median that is shown, by the year or else by the hour."""
        return Measure.of([*self.areas, self.nation])

    @property
    def known(self) -> list[Row]:
        """Areas with a median."""
        return [row for row in self.areas if self.measure.known(row)]

    @cached_property
    def leading(self) -> Sequence[Row]:
        """Areas with a median and not few jobs, from high to low; each beside the first."""
        rows = [
            row
            for row in self.known
            if words.has_number(row, "employment_jobs") and not cautions.has_few_jobs(row)
        ]
        told = ["", *_beside(rows[0], rows[1:], self.measure.unit)] if rows else []
        return [{**row, "beside_highest": word} for row, word in zip(rows, told, strict=True)]

    @property
    def _what(self) -> str:
        name = words.running(label(self.nation))
        return f"{name} ({self.nation['occupation_code']})"

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Highest and lowest, the nation, how many stand above and below it, what is missing."""
        parts: tuple[str, ...] = ()
        if self.areas or not self.lead:
            found = (_range, _beside_all, _first, _missing, _others)
            parts = tuple(part(self) for part in found)
        return tuple(map(Traced, filter(None, (self.lead, *parts))))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the numbers are not."""
        return (
            *self.notes,
            "Pay is in dollars, and a dollar buys more in some places than in others: rents and "
            "prices are not taken into account.",
            *[_ONLY_TESTED] * bool(self.areas),
        )

    def chart(self) -> Chart:
        """The best-paid of the areas that have not few jobs, from high to low."""
        from labor.answers.places.metro_chart import leading_chart

        return leading_chart(self)

    def table(self) -> Table:
        """The areas that pay most and least, or all where they are few; `rows` has every one."""
        known = self.known
        is_cut = len(known) > 2 * _ENDS
        shown = [*known[:_ENDS], *known[-_ENDS:]] if is_cut else known
        what = f": the {_ENDS} highest and {_ENDS} lowest of {len(known)}" if is_cut else ""
        return table_of_areas(self, shown, what, self.rows)

    def heading(self) -> dict[str, Any]:
        """The role, the year and the states."""
        role = str(self.rows["role"].iloc[0])
        return {"role": role, "year": self.year, "inside": self.inside, "notes": list(self.notes)}


def table_of_areas(
    areas: MetroPlaces, shown: Sequence[Row], what: str, data: pd.DataFrame, *more: Field
) -> Table:
    """Some areas below the nation, with pay, jobs and location quotient side by side.

    Args:
        areas: The answer.
        shown: Rows of the areas.
        what: Which areas these are, behind a colon; empty for all.
        data: The rows that the CSV has.
        more: Further columns.
    """
    unit = areas.measure.unit
    other = "hourly" if unit == "annual" else "annual"
    return Table(
        caption=f"Pay of {label(areas.nation)} by metropolitan and nonmetropolitan area"
        f"{f', {areas.inside}' if areas.inside else ''}, {words.when(areas.year)}{what}",
        fields=[
            Field("Area", lambda row: words.place(str(row["area_title"]))),
            number(f"Median {UNITS[unit]}", f"median_{unit}_usd", words.dollars),
            number(UNITS[other].capitalize(), f"median_{other}_usd", words.dollars),
            number("Jobs", "employment_jobs", words.count),
            Field("Location quotient", quotient, _QUOTIENT[0]),
            Field("Beside the nation", lambda row: str(row["beside_nation"])),
            *more,
            *cautions.fields(shown),
        ],
        rows=[{**areas.nation, "is_subject": True}, *shown],
        data=data,
        note="A location quotient above one is more than the nation’s share of all jobs."
        if shown
        else "",
    )


def _problem(role: Role, year: int, years: Sequence[int]) -> AnalysisError | None:
    """Why a role has no answer by local area in a year, of those that have such areas."""
    if year not in years:
        return AnalysisError(
            f"There are no estimates of metropolitan areas for {year}",
            expected="one of: " + ", ".join(map(str, years)) if years else "",
            got=str(year),
            next_step="Choose another year; `labor add FILE` takes in the publisher's tables of "
            "areas.",
        )
    if role.kind == "composite":
        return AnalysisError(
            "Metropolitan areas are shown for one occupation at a time",
            expected="an occupation with figures of its own",
            got=role.label,
            next_step="Name one of its occupations; `labor profile` lists them.",
        )
    return None


def _beside_nation(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows from high to low, with how each stands to the nation's row of its code."""
    every = records(rows)
    unit = Measure.of(every).unit
    told = [""] * len(every)
    for nation in (row for row in every if row["area_code"] == NATION):
        code = nation["occupation_code"]
        places = [
            n for n, row in enumerate(every) if row["occupation_code"] == code and row is not nation
        ]
        for n, word in zip(places, _beside(nation, [every[n] for n in places], unit), strict=True):
            told[n] = word
    is_nation = rows["area_code"] == NATION
    found = rows.assign(beside_nation=told)
    by = found[f"median_{unit}_usd"]
    ordered = found.assign(by=by)[~is_nation].sort_values(
        ["by", "area_title"], ascending=[False, True], na_position="last"
    )
    return pd.concat([found[is_nation], ordered.drop(columns="by")], ignore_index=True)


def _beside(first: Row, others: Sequence[Row], unit: str) -> list[str]:
    """How each of some rows stands to the first, all tested together; empty without a test."""
    return [_BESIDE.get(order.verdict, "") for order in order_of_medians(first, others, unit)]


def quotient(row: Row) -> str:
    """The location quotient; the nation is what areas are set against and has none."""
    return "–" if row["area_code"] == NATION else words.say(row, _QUOTIENT[0], "{:.2f}".format)


def _range(places: MetroPlaces) -> str:
    measure, known = places.measure, places.known
    inside = f" in {places.inside}" if places.inside else ""
    nation = (
        f" The median of the United States was {measure.said(places.nation)} {UNITS[measure.unit]}."
        if measure.known(places.nation)
        else ""
    )
    when = words.period(places.year)
    if not known:
        return f"No area{inside} has a median of {places._what} for {when}.{nation}"
    amount = f"{measure.said(known[0])} {UNITS[measure.unit]} in {known[0]['area_title']}"
    if len(known) == 1:
        return f"Median pay of {places._what} in {when} was {amount}.{nation}"
    return (
        f"Median pay of {places._what} in {when} runs from {measure.said(known[-1])} in "
        f"{known[-1]['area_title']} to {amount}, among {several(len(known), 'area')}{inside} "
        f"with a figure.{nation}"
    )


def _beside_all(places: MetroPlaces) -> str:
    told = [str(row["beside_nation"]) for row in places.known]
    if not any(told):
        return ""
    numbers = [told.count(word) for word in ("more", "less", "too close to call")]
    more, less, close = (
        words.counted(count, f"areas that pay {word} beside the nation") if count else none
        for count, word, none in zip(
            numbers, ("more", "less", "about the same"), ("no", "none", "none"), strict=True
        )
    )
    pays = ["pays" if count < 2 else "pay" for count in numbers]
    return (
        f"Beside the nation {more} {'area' if numbers[0] < 2 else 'areas'} {pays[0]} more, {less} "
        f"{pays[1]} less, and {close} {'is' if numbers[2] < 2 else 'are'} too close to call, all "
        "tested together."
    )


def _first(places: MetroPlaces) -> str:
    leading = places.leading
    if len(leading) < 2 or places.measure.is_open(leading[0]):
        return ""
    first, *others = leading
    amount = places.measure.said(first)
    among = f"Of {several(len(leading), 'area')} with {ENOUGH} jobs"
    tied = tied_with_first(leading)
    if not tied:
        if any(not row["beside_highest"] for row in others):
            return ""
        return (
            f"{among}, {first['area_title']} has the highest median, {amount}; it can be told "
            "apart from all others."
        )
    names = [f"that of {row['area_title']}" for row in tied[:_NAMED]]
    if len(tied) > _NAMED:
        names.append(words.counted(len(tied) - _NAMED, "more areas not told apart") + " more")
    return (
        f"{among}, {first['area_title']} has the highest median, {amount}, but it cannot be told "
        f"apart from {listed(names)}."
    )


def tied_with_first(leading: Sequence[Row]) -> list[Row]:
    """The areas that cannot be told apart from the one with the highest printed median.

    Args:
        leading: See `MetroPlaces.leading`.
    """
    return [row for row in leading if row["beside_highest"] == _BESIDE[TIED]]


def _others(places: MetroPlaces) -> str:
    own = records(places.rows[places.rows["area_code"] == NATION])
    others = [row for row in own if row["occupation_code"] != places.nation["occupation_code"]]
    names = listed([f"{label(row)} ({row['occupation_code']})" for row in others])
    return (
        f"The role is {several(len(own), 'occupation')} in these tables; this is the one with the "
        f"most jobs. Ask for the others by code: {names}."
        if others
        else ""
    )


def _missing(places: MetroPlaces) -> str:
    unknown = [row for row in places.areas if not places.measure.known(row)]
    absent = sum(not row["is_listed"] for row in unknown)
    parts = [
        f"{several(count, 'area')} {'has' if count == 1 else 'have'} {what}"
        for count, what in (
            (len(unknown) - absent, "no released median"),
            (absent, "no row of the occupation (too few jobs, or not released)"),
        )
        if count
    ]
    return f"{listed(parts)}." if parts else ""
