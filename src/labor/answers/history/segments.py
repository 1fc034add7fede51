"""The years of a role in segments: one for each stretch of years that counts the same jobs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import AnalysisError
from labor.methods import levels
from labor.methods.comparability import (
    FigureOfYear,
    area_change,
    caveats_between,
    comparable,
    soc_version_of,
)
from labor.methods.crosswalk import Crosswalk
from labor.methods.role_rows import once_per_code
from labor.occupations.published import Slot, slots
from labor.show.rows import Row, records
from labor.show.words import listed, sentence_case, when
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION

if TYPE_CHECKING:
    from labor.occupations import Role

COLUMNS = (
    "segment",
    "segment_label",
    "reference_year",
    "reference_period",
    "break_before",
    "caveat_before",
    "years_missing_before",
    *(name for name in levels.COLUMNS if name not in ("reference_year", "is_subject")),
)


def history_rows(
    role: Role,
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    lineage: pd.DataFrame | Crosswalk,
    *,
    area_code: str = NATION,
    pool: levels.PoolEstimate | None = None,
) -> pd.DataFrame:
    """Put the years of a role into segments that may be read as one series each.

    A segment goes on as long as the same jobs are counted, even if the code changes. It ends
    where a code is divided, joined or mixed, and for a group where other of its occupations have a
    row; the next segment says why. Inside a segment changes of method stand beside the year they
    begin in. Consecutive years share answers of the survey whatever the segment.

    Args:
        role: Role with its codes by list of codes.
        wages: Table `wages`.
        employment: Table `employment`.
        lineage: Table `soc_lineage`, or `crosswalk.Crosswalk.of` of it.
        area_code: Area; "99" is the nation.
        pool: See `levels.pay_levels`.

    Returns:
        A row per year and code, in order of segment and year: `segment` (from 1),
        `segment_label` (codes and years), `break_before` (why the segment could not go on from
        the one before; empty in the first and inside a segment), `caveat_before` (declared
        changes since the previous row of the segment), `years_missing_before` (years without
        a row since then), and the columns of `levels.COLUMNS`. Years in which the role has no
        row are left out.

    Raises:
        AnalysisError: The role has no row in any year.
    """
    years, rows = _all_years(role, wages, employment, area_code, pool)
    found = _segmented(role, rows, years, Crosswalk.of(lineage), area_code)
    return found.reindex(columns=list(COLUMNS))


@dataclass
class _Segment:
    """A stretch of rows that count the same jobs in the same area.

    It is alone where it is a figure printed for a group of other members.
    """

    number: int
    is_composite: bool
    figure: FigureOfYear
    last_year: int
    is_alone: bool = False


def _all_years(
    role: Role,
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    area_code: str,
    pool: levels.PoolEstimate | None,
) -> tuple[list[int], pd.DataFrame]:
    """The years with estimates of the area, and the role's rows of all of them."""
    own = {version: role.codes_that_answer(version) for version in role.codes}
    known = role.every_code
    here = (wages["area_code"] == area_code) & (wages["ownership_code"] == ALL_OWNERS)
    wages = wages[here & (wages["industry_code"] == ALL_INDUSTRIES)]
    years = sorted(int(year) for year in wages["reference_year"].unique())
    wages = wages[wages["occupation_code"].isin(known)]
    jobs = employment[employment["occupation_code"].isin(known)]
    jobs = jobs[
        (jobs["area_code"] == area_code)
        & (jobs["industry_code"] == ALL_INDUSTRIES)
        & (jobs["ownership_code"] == ALL_OWNERS)
    ]
    wide = levels.side_by_side(once_per_code(wages), once_per_code(jobs))
    codes = zip(wide["soc_version"], wide["occupation_code"], strict=True)
    is_own = [code in own.get(version, ()) for version, code in codes]
    wide = wide[pd.Series(is_own, index=wide.index, dtype="bool")]
    per_year = []
    for _, found in wide.groupby("reference_year"):
        by_code = {str(row["occupation_code"]): row for row in found.to_dict("records")}
        per_year += levels.role_rows(role, by_code, found.iloc[0], pool)
    if not per_year:
        raise AnalysisError(
            f"There are no pay figures of {role.label} in any year",
            where=f"area {area_code}",
            expected=f"figures of {', '.join(sorted(role.every_code))}",
            next_step="Check the role with `labor find`, or choose a larger area.",
        )
    rows = levels.as_frame(per_year)
    return years, rows[rows["source_id"] != ""]


def _segmented(
    role: Role, rows: pd.DataFrame, years: list[int], lineage: Crosswalk, area_code: str
) -> pd.DataFrame:
    """Give each row its segment, and each new segment the reason for it."""
    segments: list[_Segment] = []
    marks = []
    members = _members(rows[rows["role_kind"] == "member"])
    areas = dict(zip(rows["reference_year"], rows["area_title"], strict=True))
    for row in records(rows):
        year = int(row["reference_year"])
        here = year, areas[year]
        figure = _figure(role, row, members)
        is_composite = row["role_kind"] == "composite"
        is_alone = bool(row["printed_in"] and row["members_changed"])
        segment = next(
            (
                one
                for one in segments
                if _goes_on(one, is_composite, figure, year, lineage)
                and not area_change((one.last_year, areas[one.last_year]), here, area_code)
            ),
            None,
        )
        segment = None if is_alone else segment
        mark = {"break_before": "", "caveat_before": "", "years_missing_before": ""}
        if segment is None:
            segment = _Segment(len(segments) + 1, is_composite, figure, year, is_alone)
            segments.append(segment)
            before = max((one for one in areas if one < year), default=year)
            moved = area_change((before, areas[before]), here, area_code)
            why = _reason(role, rows, row, lineage, is_needed=not moved)
            mark["break_before"] = " ".join(filter(None, (moved, why)))
        else:
            gap = [str(other) for other in years if segment.last_year < other < year]
            mark["years_missing_before"] = ", ".join(gap)
            mark["caveat_before"] = caveats_between(segment.last_year, year, area_code=area_code)
            segment.last_year, segment.figure = year, figure
        marks.append({"segment": segment.number, "reference_period": when(year), **mark})
    return _labelled(rows.assign(**pd.DataFrame(marks, index=rows.index)))


def unlike_members(role: Role, rows: pd.DataFrame, years: tuple[int, int]) -> str:
    """Say why a group is not made of the same occupations in two years.

    Args:
        role: The group.
        rows: Rows of its occupations, with `reference_year`, `occupation_code` and
            `occupation_title`.
        years: The earlier and the later year.

    Returns:
        A sentence or two; empty if all is alike, or if there is no row at all in one of them.
    """
    members = _members(rows)
    lists = [soc_version_of(year) for year in years]
    before, after = (
        _whole(role, soc_version, members.get(year, {}))
        for year, soc_version in zip(years, lists, strict=True)
    )
    if not before or not after:
        return ""
    reasons, titles = [], before | after

    def named(codes: Iterable[str]) -> list[str]:
        return [f"{titles[c]} ({c})" if c in titles else c for c in sorted(codes)]

    if lists[0] == lists[1]:
        for own, other, (year, without) in ((after, before, years[::-1]), (before, after, years)):
            if names := named(own.keys() - other.keys()):
                reasons.append(
                    f"{sentence_case(when(year))} has a row of {listed(names)} and {when(without)} "
                    "has none, so the group does not count the same occupations."
                )
    else:
        for year, found, soc_version in zip(years, (before, after), lists, strict=True):
            if absent := named(set(role.codes.get(soc_version, ())) - found.keys()):
                reasons.append(
                    f"{sentence_case(when(year))} has no row of {listed(absent)}, so the group is "
                    "not counted whole."
                )
    return " ".join(reasons)


def _members(rows: pd.DataFrame) -> dict[int, dict[str, str]]:
    """Titles of a group's occupations that have a row, by year and code."""
    found: dict[int, dict[str, str]] = {}
    columns = ["reference_year", "occupation_code", "occupation_title"]
    for year, code, title in rows[columns].itertuples(index=False, name=None):
        found.setdefault(int(year), {})[code] = title
    return found


def _whole(role: Role, soc_version: str, found: Mapping[str, str]) -> dict[str, str]:
    """Titles by code, parts of an occupation that are all there as the occupation itself."""
    whole = dict(found)
    for one in role.stand_ins.get(soc_version, ()):
        if one.relation in ("part", "same_jobs") and whole.keys() >= set(one.codes):
            parts = [whole.pop(code) for code in one.codes]
            whole |= dict.fromkeys(one.of, listed(parts))
    return whole


def _figure(role: Role, row: Row, members: Mapping[int, Mapping[str, str]]) -> FigureOfYear:
    """What a row counts: of a group those of its occupations that have a row in the year."""
    year, version = int(row["reference_year"]), str(row["soc_version"])
    if row["role_kind"] == "composite":
        codes = frozenset(_whole(role, version, members[year]))
        return FigureOfYear(version, codes, "group", is_of_role=False)
    slot = Slot(role.label, row["role_kind"], row["occupation_code"], row["relation"])
    figure = FigureOfYear.of(role, [slot], version)
    return replace(figure, is_of_role=figure.is_of_role and slot.role_kind == "single")


def _goes_on(
    segment: _Segment, is_composite: bool, figure: FigureOfYear, year: int, lineage: Crosswalk
) -> bool:
    """Whether a row counts the same jobs as the last row of a segment."""
    if segment.is_alone or segment.last_year >= year or segment.is_composite != is_composite:
        return False
    return segment.figure.holds_the_same(figure, lineage)


def _reason(
    role: Role, rows: pd.DataFrame, row: Row, lineage: Crosswalk, *, is_needed: bool
) -> str:
    """Why a row could not go on from the year before it; empty at the start.

    Args:
        role: The role.
        rows: Rows of all years.
        row: The first row of a segment.
        lineage: What became of the codes.
        is_needed: Whether nothing else is the reason.
    """
    year = int(row["reference_year"])
    earlier = rows.loc[rows["reference_year"] < year, "reference_year"]
    if earlier.empty:
        return ""
    last = int(earlier.max())
    if row["printed_in"] and row["members_changed"]:
        return (
            f"The figure printed for {when(year)} is of another group than the pooled ones: "
            f"{row['members_changed']}."
        )
    answering = {}
    if role.kind != "composite":  # of which `unlike_members` says what is absent
        answering = {one: _slots(role, rows, one) for one in (last, year)}
    subjects = (role, row["occupation_code"]) if row["occupation_code"] else (role,)
    for subject in subjects:
        verdict = comparable(subject, last, year, lineage, answering=answering)
        broken = [reason for reason in verdict.reasons if reason.severity == "break"]
        if broken:
            return " ".join(reason.text for reason in broken)
    if row["role_kind"] == "composite":
        members = rows[rows["role_kind"] == "member"]
        return unlike_members(role, members, (last, year))
    return f"{row['occupation_code']} has no row in the years before." if is_needed else ""


def _slots(role: Role, rows: pd.DataFrame, year: int) -> list[Slot]:
    """The slots of the role in a year, those without a row among them."""
    found = rows.loc[rows["reference_year"] == year, "occupation_code"]
    return slots(role, soc_version_of(year), frozenset(found))


def _labelled(rows: pd.DataFrame) -> pd.DataFrame:
    """Order the rows by segment and name the segments by their codes and years."""
    rows = rows.sort_values(["segment", "reference_year"], kind="stable", ignore_index=True)
    labels = {}
    for segment, part in rows.groupby("segment"):
        first, last = part["reference_year"].min(), part["reference_year"].max()
        codes = " / ".join(part["occupation_code"].unique()) or part["role"].iloc[0]
        labels[segment] = f"{codes}, {first}" + (f" to {last}" if last > first else "")
    return rows.assign(segment_label=rows["segment"].map(labels))
