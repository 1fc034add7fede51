"""A panel of occupations: how much of it is published, pooled or mixed, and the rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.answers.history.answer import statistic_name
from labor.answers.panel.bridge import BY_PANEL, Bridge, made, whole_percent
from labor.provenance.columns import ORIGIN, origin_of
from labor.provenance.text import Traced, joined
from labor.show import words
from labor.show.answer import Answer
from labor.show.rows import Row, records
from labor.show.table import Field, Table, number
from labor.terms import ESTIMATED, NATION, PUBLISHED, TOP_CODED

if TYPE_CHECKING:
    from labor.show.chart import Chart

#: A longer panel is for programs; a terminal shows its sentences.
_SHOWN_ROWS = 120


@dataclass(frozen=True, eq=False, repr=False)
class OccupationPanel(Answer):
    """Occupations over the years.

    Args:
        rows: A row per year and consistent occupation; docs/methods/panel.md describes the columns.
        sources: Tables that the rows come from.
        measure: The statistic of pay in the rows.
        reading_of: "chosen" or "closed".
        years: Years that were asked for.
        bridges: Pay across the last break of each role that was named.
    """

    verb: ClassVar[str] = "panel"

    measure: str
    reading_of: str
    years: tuple[int, ...]
    bridges: tuple[Bridge, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the panel holds, its segments where it is of one occupation, and the bridges."""
        return (*self.described, *self.concluded)

    @property
    def concluded(self) -> tuple[str, ...]:
        """What may be said of pay across breaks."""
        return tuple(text for bridge in self.bridges for text in bridge.sentences)

    @property
    def name(self) -> str:
        """The occupation, or how many there are."""
        titles = list(dict.fromkeys(self.rows["set_title"]))
        return titles[0] if len(titles) == 1 else f"{len(titles):,} occupations"

    @property
    def finding(self) -> str:
        """The change across the last break, or what is shown, as a title."""
        if len(self.bridges) == 1:
            return Traced(f"{words.sentence_case(self.name)}: {self.bridges[0].finding}")
        what = statistic_name(self.measure)
        return f"{words.sentence_case(self.name)}: {what[:1].lower()}{what[1:]} by the year's codes"

    @property
    def described(self) -> tuple[str, ...]:
        """What the panel holds, and its segments where it is of one occupation."""
        rows = self.rows
        number_of = (
            rows["set_title"].nunique()
            if self.reading_of == "chosen"
            else rows["set_codes"].nunique()
        )
        what = "occupation" if self.reading_of == "chosen" else "closed set of occupations"
        first = (
            f"A panel of {_count(number_of)} {what if number_of == 1 else _many(what)} over "
            f"{_count(len(self.years))} years: {_count(len(rows))} rows, {self._statuses()}."
        )
        mixed = (rows["outside_high_pct"] > 0) | rows["outside_high_pct"].isna()
        where = f"In {_count(int(mixed.sum()))} rows"
        outside = f"{where} the codes hold, or can hold, jobs of other occupations."
        return tuple(map(Traced, (first, *([outside] if mixed.any() else ()), *self._segments())))

    def _statuses(self) -> str:
        status = self.rows["annual_usd_status"]
        parts = [
            (status == PUBLISHED, "with published pay"),
            (status.isin([ESTIMATED, "derived"]), "with pooled pay"),
            (status == TOP_CODED, "top-coded"),
            (status == "not_available", "without pay"),
        ]
        return words.listed(
            [f"{_count(int(is_so.sum()))} {text}" for is_so, text in parts if is_so.any()]
        )

    def _segments(self) -> list[str]:
        """The segments, where the panel is of one occupation by its own codes."""
        if self.reading_of != "chosen" or len(set(self.rows["set_title"])) > 1:
            return []
        found = []
        for _, part in self.rows.groupby(["segment"], sort=False):
            years = sorted(int(year) for year in part["reference_year"])
            codes = words.listed(part["occupation_codes"].iloc[0].split(", "))
            span = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
            found.append(f"{span}: {codes}{_holds(part.iloc[-1])}")
        return [f"Segments: {'; '.join(found)}."]

    @property
    def _is_pooled(self) -> bool:
        return bool((self.rows["annual_usd_status"] == ESTIMATED).any())

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a panel does not say."""
        return tuple(
            text
            for text, holds in (
                ("Figures of two segments of an occupation are not of the same jobs.",
                 self.reading_of == "chosen"),
                ("A closed set holds every occupation that exchanged jobs with another of it, and "
                 "can be far wider than the occupation that was asked for.",
                 self.reading_of == "closed"),
                ("Bounds are shares of jobs in the year next to the change; that they held in "
                 "other years is an assumption.", self.reading_of == "chosen"),
                ("Pooled pay is an estimate from published percentiles; its likely range holds "
                 "nine of ten measured errors.", self._is_pooled),
                ("The survey is not designed for time series: method, areas and samples changed, "
                 "and neighboring years share answers.", True),
            )
            if holds
        )  # fmt: skip

    def chart(self) -> Chart:
        """Pay by the codes of each year, broken where other jobs are counted."""
        from labor.answers.panel.chart import panel_chart  # brings matplotlib

        return panel_chart(self)

    def table(self) -> Table:
        """A row per year and occupation."""
        has_several = len(set(self.rows["set_codes"])) > 1
        name = self.measure if self.measure[0] == "p" else self.measure.capitalize()
        return Table(
            caption=f"{name} annual pay and jobs by year",
            fields=[
                Field("Year", lambda row: str(row["reference_year"])),
                *([Field("Occupation", lambda row: row["set_title"])] if has_several else []),
                Field("Codes", lambda row: row["occupation_codes"]),
                Field("Segment", lambda row: _count(row["segment"])),
                number("Jobs", "employment_jobs", words.count),
                number(name, "annual_usd", words.dollars),
                *([Field("Likely", _likely)] if self._is_pooled else []),
                Field("Of others, %", _outside),
            ],
            rows=self.traced_rows,
            data=self.rows,
        )

    @property
    def traced_rows(self) -> list[Row]:
        """The rows with where their pay and jobs come from."""
        return [_traced(row, self.measure) for row in records(self.rows)]

    def narrow_tables(self) -> tuple[Table, ...]:
        """The rows, if they are few enough to be read."""
        return (self.table(),) if len(self.rows) <= _SHOWN_ROWS else ()

    def heading(self) -> dict[str, Any]:
        """What was asked, and what may be said across breaks."""
        return {
            "measure": self.measure,
            "harmonize": self.reading_of,
            "years": list(self.years),
            "bridges": [
                {
                    "role": one.role,
                    "years": list(one.years),
                    "codes": list(one.codes),
                    "low_usd": list(one.low_usd),
                    "high_usd": list(one.high_usd),
                    "change_pct": list(one.change_pct),
                    "real_pct": list(one.real_pct),
                    "index": one.index,
                }
                for one in self.bridges
            ],
        }


def _many(what: str) -> str:
    return what.replace("set of", "sets of") if "set of" in what else f"{what}s"


def _holds(row: pd.Series) -> str:
    if pd.isna(row["outside_high_pct"]):
        return " (no crosswalk says whether these are the same jobs)"
    if row["outside_high_pct"] < 0.05 and row["missing_high_pct"] < 0.05:
        return ""
    low, high = row["outside_low_pct"], row["outside_high_pct"]
    others = (
        f"{made(low, whole_percent)} to {made(high, whole_percent)} others"
        if round(low) not in (0, round(high))
        else f"up to {made(high, whole_percent)} others"
    )
    missing = row["missing_high_pct"]
    lacks = f", up to {made(missing, whole_percent)} of its own elsewhere" if missing >= 0.5 else ""
    return f" ({others}{lacks})"


def _likely(row: Row) -> str:
    """The likely range of a pooled figure."""
    if row["annual_usd_status"] != ESTIMATED:
        return ""
    ends = (row["likely_low_usd"], row["likely_high_usd"])
    return joined(" to ", [made(end, words.dollars) for end in ends])


def _outside(row: Row) -> str:
    if pd.isna(row["outside_high_pct"]):
        return "not known"
    low, high = row["outside_low_pct"], row["outside_high_pct"]
    ends = (0.0,) if high < 0.05 else (low, high)
    return joined(" to ", [made(end, words.count) for end in ends])


def _count(number: int) -> str:
    return made(number, words.count)


def _traced(row: Row, statistic: str) -> Row:
    """A row with the origins of its pay and jobs: cells where one code's are as published."""
    codes, found = str(row["occupation_codes"]).split(", "), dict(row)
    keys = {"reference_year": row["reference_year"], "area_code": NATION, "occupation_code": ""}
    is_cell = len(codes) == 1 and row["annual_usd_status"] == PUBLISHED and not row["flag"]
    of_pay, of_jobs = (
        origin_of(keys | {"occupation_code": codes[0]}, name)
        for name in (f"{statistic}_annual_usd", "employment_jobs")
    )
    found[f"annual_usd{ORIGIN}"] = of_pay if is_cell else BY_PANEL
    found[f"employment_jobs{ORIGIN}"] = of_jobs if len(codes) == 1 else BY_PANEL
    return found
