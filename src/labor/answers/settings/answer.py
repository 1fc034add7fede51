"""What `labor.settings` gives: where people of a role work, and what each setting pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.answers.settings.survey import ALL, HANDBOOK, PROJECTIONS, REST, SETTING, SUM, SURVEY
from labor.answers.settings.words import SHARE, SHOWN_PCT, caveats, sentences
from labor.provenance.text import Traced
from labor.show import words
from labor.show.answer import Answer
from labor.show.measure import Measure
from labor.show.rows import Row, jobs_of, label, records

if TYPE_CHECKING:
    from labor.show.chart import Chart
    from labor.show.table import Table

#: The most settings that a chart shows, and the most parts of one of them.
_MOST, _MOST_PARTS = 12, 6


@dataclass(frozen=True, repr=False, eq=False)
class Settings(Answer):
    """Where people of a role work in one year, and what each setting pays.

    Of a role that is several occupations, sentences, charts and tables show the one with the
    most jobs; `rows` has all of them.

    Args:
        rows: A row per setting and `evidence`: "survey", "projections" or "handbook". Jobs are
            persons, pay is in US dollars, shares are in percent of the jobs of that evidence.
        sources: Rows of the table `sources` that the rows come from.
        role: Label of the role.
        year: Reference year of the survey.
        lead: Whose figures these are, in a sentence, where the role asked for has none.
    """

    verb: ClassVar[str] = "settings"

    role: str
    year: int
    lead: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Where the jobs are, what is paid there, and how sure that is."""
        return tuple(map(Traced, filter(None, (self.lead, *sentences(self)))))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What shares and pay by setting are not."""
        return tuple(map(Traced, caveats(self)))

    def chart(self) -> Chart:
        """The share of each setting in the jobs, and its median and middle half.

        Raises:
            AnalysisError: No jobs by setting are released.
        """
        from labor.answers.settings.chart import survey_chart  # it loads matplotlib

        return survey_chart(self)

    def handbook_chart(self) -> Chart:
        """The largest employers that the Handbook names, and the medians it prints.

        Raises:
            AnalysisError: The Handbook has no page on the role, or names no employers there.
        """
        from labor.answers.settings.chart import handbook_chart  # it loads matplotlib

        return handbook_chart(self)

    def table(self) -> Table:
        """Jobs and pay of every main setting of the survey, and of the larger ones inside it.

        Those without a figure are included; all finer settings are in its `data`.
        """
        from labor.answers.settings.chart import survey_table

        return survey_table(self)

    def handbook_table(self) -> Table:
        """Largest employers and their medians as the Handbook prints them; empty if it has none."""
        from labor.answers.settings.chart import handbook_table

        return handbook_table(self)

    def tables(self) -> tuple[Table, ...]:
        """The settings of the survey, and those of the Handbook if it names any."""
        return (self.table(), *([self.handbook_table()] if self.employers else []))

    def heading(self) -> dict[str, Any]:
        """The role and the year of the survey."""
        return {"role": self.role, "year": self.year}

    @property
    def name(self) -> str:
        """Title of the occupation or group that is shown."""
        return label(self.total)

    @property
    def when(self) -> str:
        """The period of the survey: "May 2024"."""
        return words.period(self.year)

    @property
    def is_whole(self) -> bool:
        """Whether the settings held part all jobs."""
        return bool(self.total["is_whole"])

    @property
    def is_group(self) -> bool:
        """Whether the role is a group of occupations without pay of its own."""
        return bool(self.total["role_kind"] == "composite")

    @cached_property
    def total(self) -> Row:
        """Row of all wage and salary jobs of the occupation with the most."""
        return max(self._totals, key=jobs_of)

    @property
    def others(self) -> Sequence[Row]:
        """Rows of all jobs of the role's other occupations, which are not shown."""
        return [row for row in self._totals if row is not self.total]

    @cached_property
    def main(self) -> Sequence[Row]:
        """Main settings, from many jobs to few."""
        own = self._own
        return records(own[(own["kind"] == SETTING) & (own["part_of"] == "")])

    @cached_property
    def parts(self) -> Sequence[Row]:
        """Finer settings inside the main ones."""
        own = self._own
        return records(own[(own["kind"] == SETTING) & (own["part_of"] != "")])

    @cached_property
    def sums(self) -> Sequence[Row]:
        """Sums of settings that are held by owner."""
        return records(self._own[self._own["kind"] == SUM])

    @cached_property
    def rest(self) -> Row | None:
        """Jobs in no main setting, None if there are none."""
        return next(iter(records(self._own[self._own["kind"] == REST])), None)

    @cached_property
    def self_employed(self) -> Row | None:
        """Share of the self-employed in the projections, None if there is none."""
        is_own = self.rows["occupation_code"] == self.total["occupation_code"]
        rows = self.rows[(self.rows["evidence"] == PROJECTIONS) & is_own]
        return next(iter(records(rows)), None)

    @property
    def page(self) -> Row | None:
        """Row of the Handbook on all the workers, None if no page has the role."""
        whole = [row for row in self._page if row["kind"] == ALL]
        return next(iter(whole or self._page), None)

    @property
    def employers(self) -> Sequence[Row]:
        """Rows of the Handbook on their settings, from large to small shares."""
        return [row for row in self._page if row["kind"] != ALL]

    @property
    def page_year(self) -> int:
        """Year of the Handbook's shares; 0 if no page has the role."""
        return int(self.page["reference_year"]) if self.page is not None else 0

    @cached_property
    def measure(self) -> Measure:
        """Which median is told: by the year, or by the hour where more settings have that."""
        return Measure.of(records(self._own[self._own["kind"].isin((ALL, SETTING))]))

    @property
    def shown(self) -> Sequence[Row]:
        """Main settings that are large enough for a chart and for sentences."""
        return [row for row in self.main if is_large(row)][:_MOST]

    @property
    def whole_sums(self) -> Sequence[Row]:
        """Sums over all owners held, such as of all hospitals, from many jobs to few."""
        widest: dict[str, Row] = {}
        for row in self.sums:
            known = widest.setdefault(row["industry_code"], row)
            if len(row["ownership_code"]) > len(known["ownership_code"]):
                widest[row["industry_code"]] = row
        return sorted(widest.values(), key=jobs_of, reverse=True)

    @property
    def paid(self) -> Sequence[Row]:
        """Settings shown that have a median, from high to low."""
        known = [row for row in self.shown if self.measure.known(row)]
        return sorted(known, key=lambda row: -self.measure.value(row))

    def parts_of(self, row: Row) -> Sequence[Row]:
        """Finer settings inside a main one, or those in a sum, large enough for a chart."""
        # One that has all the jobs of its main setting is the same setting once more.
        found = [
            part
            for part in self.parts
            if part["part_of"] == row["industry_code"]
            and part["employment_jobs"] != row["employment_jobs"]
        ]
        if row["kind"] == SUM:
            begins = str(row["industry_code"]).rstrip("0")
            found = [part for part in self.main if part["industry_code"].startswith(begins)]
        return [part for part in found if is_large(part)][:_MOST_PARTS]

    @cached_property
    def _survey(self) -> pd.DataFrame:
        is_survey = self.rows["evidence"] == SURVEY
        return self.rows[is_survey & (self.rows["role_kind"] != "member")]

    @cached_property
    def _totals(self) -> Sequence[Row]:
        return records(self._survey[self._survey["kind"] == ALL])

    @cached_property
    def _own(self) -> pd.DataFrame:
        """Rows of the survey on the occupation shown."""
        return self._survey[self._survey["occupation_code"] == str(self.total["occupation_code"])]

    @cached_property
    def _page(self) -> Sequence[Row]:
        """The Handbook's rows on the occupation shown, or on the first that it describes."""
        pages = self.rows[self.rows["evidence"] == HANDBOOK]
        exact = pages[pages["occupation_code"] == self.total["occupation_code"]]
        rows = exact if len(exact) else pages
        if rows.empty:
            return []
        first = rows.iloc[0]
        same = (rows["profile_id"] == first["profile_id"]) & (rows["workers"] == first["workers"])
        return records(rows[same])


def is_large(row: Row) -> bool:
    """Whether a row has enough of the jobs for a chart and for sentences."""
    return words.has_number(row, SHARE) and float(row[SHARE]) >= SHOWN_PCT
