"""What labor.rank answers: which occupations are first, how sure that is, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.answers.rank import words as told
from labor.answers.rank.choice import FORMS, MEASURES, PROJECTED, Choice
from labor.methods.comparability import GENERAL, caveats_between
from labor.provenance.text import Traced
from labor.show import cautions, prose, words
from labor.show.answer import Answer
from labor.show.rows import Row, records
from labor.show.table import Field, Table, number, requirement
from labor.terms import NATION, ONET_ATTRIBUTION

if TYPE_CHECKING:
    from labor.show.chart import Chart

NO_PROMISE = (
    "A projection says what would come if the assumptions of its makers held. It is no promise."
)
TYPICAL = (
    "Typical education, experience and training are one category that BLS gives a whole "
    "occupation of the nation. Many people in it have another, and an employer can ask for more."
)
_WORKERS = "Pay and jobs are those of wage and salary workers; the self-employed are not in them."

_BY_CHANCE = (
    "The median of an occupation with few jobs moves much by chance; a floor of jobs leaves such "
    "occupations out."
)


@dataclass(frozen=True, eq=False, repr=False)
class Ranking(Answer):
    """All occupations by one measure, as far as they can be put in order.

    Args:
        rows: The first occupations, see `labor.rank`.
        sources: Rows of the table `sources` that the rows come from.
        by: Name of the measure.
        choice: Which occupations count.
        lowest: Whether the lowest come first.
        all_occupations: Detailed occupations of the year.
        ranked: How many of them are in order; `rows` has the first of these.
        left_out: A row per occupation that was asked for and is not in order: `occupation_code`,
            `occupation_title`, `reason`, and for a change of pay `why_not_comparable`.
        place: Title of the area.
        tied: Titles of those that cannot be told apart from the first; None without errors.
        standing: Where the role asked for stands in the order, from 1; 0 if it does not.
        notes: What the name of the area was taken for, in sentences.
        is_in_force: Whether no newer projection is held.
        deflator: Price index behind a change of pay, with its months.
        onet_version: Release of the job zones, if they were asked for.
    """

    verb: ClassVar[str] = "rank"

    by: str
    choice: Choice
    lowest: bool
    all_occupations: int
    ranked: int
    left_out: pd.DataFrame
    year: int
    area_code: str
    place: str
    vintage: str
    tied: tuple[str, ...] | None = None
    standing: int = 0
    notes: tuple[str, ...] = ()
    is_in_force: bool = True
    since: int = 0
    deflator: str = ""
    onet_version: str = ""

    @cached_property
    def listed(self) -> Sequence[Row]:
        """The rows as plain mappings."""
        return records(self.rows)

    @property
    def column(self) -> str:
        """Column of the measure."""
        return MEASURES[self.by]

    @property
    def is_tested(self) -> bool:
        """Whether published errors say which occupations can be told apart."""
        return self.tied is not None

    @property
    def when(self) -> str:
        """The period that pay and jobs refer to."""
        return words.period(self.year)

    @property
    def left_out_counts(self) -> dict[str, int]:
        """How many occupations are left out, by reason, the order of the reasons kept."""
        return told.counts(self.left_out["reason"])

    @property
    def sentences(self) -> tuple[str, ...]:
        """Who is first, how sure that is, where the role asked for stands, who is left out."""
        parts = (told.first, told.order, told.standing, told.left_out, told.care)
        return tuple(map(Traced, filter(None, (part(self) for part in parts))))

    @property
    def finding(self) -> str:
        """The first occupation as a title."""
        return Traced(told.finding(self))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the order is not, in plain sentences."""
        is_local, choice = self.area_code != NATION, self.choice
        uses_projection = self.by in PROJECTED or choice.growth or choice.min_openings
        found = [*self.notes]
        if self.by == "pay-change":
            found.append(caveats_between(self.since, self.year, area_code=self.area_code))
            found.append(f"{GENERAL} Prices: {self.deflator}.")
            found.append("" if choice.min_jobs else _BY_CHANCE)
        if is_local and self.vintage:
            found.append(
                f"Pay and jobs are those of {told.place(self)}; growth, openings and what is "
                "typically asked at entry are those of the nation."
            )
        if choice.education or choice.experience or choice.training:
            found.append(TYPICAL)
        if uses_projection:
            found.append(NO_PROMISE)
        if self.by in ("median", "jobs", "location-quotient"):
            found.append(_WORKERS)
        if is_local and self.by == "median":
            found.append("Prices differ from place to place; the pay is as it was paid.")
        if self.onet_version:
            found.append(ONET_ATTRIBUTION.format(version=self.onet_version))
        return tuple(map(Traced, prose.gravest(found)))

    def chart(self) -> Chart:
        """The first occupations as bars."""
        from labor.answers.rank.chart import rank_chart

        return rank_chart(self)

    def table(self) -> Table:
        """The first occupations with the measure, pay, jobs, outlook and what is asked."""
        rows = self.listed
        fields = [
            Field("Occupation", lambda row: words.sentence_case(str(row["occupation_title"]))),
            Field("Code", lambda row: str(row["occupation_code"])),
        ]
        if self.is_tested:
            fields.append(Field("Place", told.places))
        names = {
            self.by: number(told.HEADINGS[self.by], self.column, FORMS[self.by]),
            "median": number("Median a year", MEASURES["median"], words.dollars),
            "jobs": number("Jobs", MEASURES["jobs"], words.count),
        }
        if self.vintage:
            names |= {
                "growth": number("Growth", MEASURES["growth"], words.signed_percent),
                "openings": number("Openings a year", MEASURES["openings"], words.projected),
            }
        fields += names.values()
        if self.vintage and len(self.choice.education) != 1:
            fields.append(requirement("Typical education", "entry_education"))
        return Table(
            caption=told.caption(self),
            fields=[*fields, *cautions.fields(rows)],
            rows=rows,
            data=self.rows,
            note=told.note(self),
        )

    def heading(self) -> dict[str, Any]:
        """The measure, year, place and filters, and how many are ranked and left out."""
        since = {"since": self.since} if self.since else {}
        return {
            "by": self.by,
            "lowest_first": self.lowest,
            "year": self.year,
            "area_code": self.area_code,
            "area": self.place,
            "vintage": self.vintage,
            **since,
            "filters": self.choice.said(),
            "occupations": self.all_occupations,
            "ranked": self.ranked,
            "left_out": self.left_out_counts,
        }
