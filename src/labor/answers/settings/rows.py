"""The rows of an answer on settings: one occupation, its settings, and the Handbook's beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.errors import AnalysisError
from labor.show import words
from labor.show.measure import Measure
from labor.show.rows import Row, label

#: Settings with a smaller share of the jobs, in percent, are in the table and not in the chart.
SHOWN_PCT = 1.0
#: The most settings that a chart shows, and the most parts of one of them.
_MOST, _MOST_PARTS = 12, 6


@dataclass(frozen=True)
class Settings:
    """Where one occupation works in a year.

    Args:
        total: Row of all its wage and salary jobs.
        rows: Its main settings, from many jobs to few.
        parts: Finer settings inside the main ones.
        sums: Sums of settings that are held by owner.
        rest: Jobs in no main setting, None if there are none.
        alone: Share of the self-employed in the projections, None if there is none.
        page: Row of the Handbook on all its workers, None if no page has the role.
        employers: Rows of the Handbook on their settings, from large to small shares.
        others: Rows of all jobs of the role's other occupations, which are not shown.
        measure: Which median is told.
    """

    total: Row
    rows: Sequence[Row]
    parts: Sequence[Row]
    sums: Sequence[Row]
    rest: Row | None
    alone: Row | None
    page: Row | None
    employers: Sequence[Row]
    others: Sequence[Row]
    measure: Measure

    @property
    def name(self) -> str:
        """Title of the occupation or group."""
        return label(self.total)

    @property
    def when(self) -> str:
        """The period of the survey."""
        return words.period(int(self.total["reference_year"]))

    @property
    def is_whole(self) -> bool:
        """Whether the settings held part all jobs."""
        return bool(self.total["is_whole"])

    @property
    def is_group(self) -> bool:
        """Whether the role is a group of occupations without pay of its own."""
        return self.total["role_kind"] == "composite"

    @property
    def shown(self) -> list[Row]:
        """Main settings that are large enough for a chart and for sentences."""
        return [row for row in self.rows if is_large(row)][:_MOST]

    @property
    def whole_sums(self) -> list[Row]:
        """Sums over all owners held, such as of all hospitals, from many jobs to few."""
        widest: dict[str, Row] = {}
        for row in self.sums:
            known = widest.setdefault(row["industry_code"], row)
            if len(row["ownership_code"]) > len(known["ownership_code"]):
                widest[row["industry_code"]] = row
        return sorted(widest.values(), key=_jobs, reverse=True)

    def parts_of(self, row: Row) -> list[Row]:
        """Finer settings inside a main one, or those in a sum, large enough for a chart."""
        mine = [part for part in self.parts if part["part_of"] == row["industry_code"]]
        if row["kind"] == "sum":
            begins = str(row["industry_code"]).rstrip("0")
            mine = [part for part in self.rows if part["industry_code"].startswith(begins)]
        return [part for part in mine if is_large(part)][:_MOST_PARTS]

    @property
    def paid(self) -> list[Row]:
        """Settings shown that have a median, from high to low."""
        known = [row for row in self.shown if self.measure.known(row)]
        return sorted(known, key=lambda row: -self.measure.value(row))

    @property
    def page_year(self) -> int:
        """Year of the Handbook's figures."""
        return int(self.page["reference_year"]) if self.page is not None else 0


def settings_of(settings: pd.DataFrame) -> Settings:
    """Take the largest occupation of a role out of an answer on settings.

    Args:
        settings: Rows as `labor.settings` gives them.

    Raises:
        AnalysisError: There is no row on all jobs.
    """
    survey = settings[(settings["evidence"] == "survey") & (settings["role_kind"] != "member")]
    totals = survey[survey["kind"] == "all"].to_dict("records")
    if not totals:
        raise AnalysisError(
            "An answer on settings needs a row on all jobs",
            got=f"{len(survey)} rows of the survey without one",
            next_step="Take the rows as `labor.settings` gives them.",
        )
    main = max(totals, key=_jobs)
    own = survey[survey["occupation_code"] == main["occupation_code"]]
    by_kind = {kind: own[own["kind"] == kind] for kind in ("setting", "sum", "rest")}
    is_main = by_kind["setting"]["part_of"] == ""
    alone = settings[
        (settings["evidence"] == "projections")
        & (settings["occupation_code"] == main["occupation_code"])
    ]
    page, employers = _page(settings, main)
    return Settings(
        total=main,
        rows=by_kind["setting"][is_main].to_dict("records"),
        parts=by_kind["setting"][~is_main].to_dict("records"),
        sums=by_kind["sum"].to_dict("records"),
        rest=next(iter(by_kind["rest"].to_dict("records")), None),
        alone=next(iter(alone.to_dict("records")), None),
        page=page,
        employers=employers,
        others=[row for row in totals if row is not main],
        measure=Measure.of(own[own["kind"].isin(("all", "setting"))].to_dict("records")),
    )


def _page(settings: pd.DataFrame, main: Row) -> tuple[Row | None, list[Row]]:
    """The Handbook's rows on the occupation shown, or on the first that it describes."""
    pages = settings[settings["evidence"] == "handbook"]
    exact = pages[pages["occupation_code"] == main["occupation_code"]]
    rows = exact if len(exact) else pages
    if rows.empty:
        return None, []
    first = rows.iloc[0]
    same = (rows["profile_id"] == first["profile_id"]) & (rows["workers"] == first["workers"])
    found = rows[same].to_dict("records")
    whole = [row for row in found if row["kind"] == "all"]
    return (whole or found)[0], [row for row in found if row["kind"] != "all"]


def is_large(row: Row) -> bool:
    """Whether a row has enough of the jobs for a chart and for sentences."""
    name = "share_of_jobs_pct"
    return words.has_number(row, name) and float(row[name]) >= SHOWN_PCT


def _jobs(row: Row) -> float:
    known = words.has_number(row, "employment_jobs")
    return float(row["employment_jobs"]) if known else 0.0
