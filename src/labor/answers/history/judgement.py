"""Whether two years of a role may be compared, on the figures that the tables print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from labor.answers.history.answer import statistic_name
from labor.answers.history.printed import crosswalk_of, printed_years
from labor.answers.history.segments import unlike_members
from labor.methods import comparability
from labor.methods.comparability import NOT_COMPARABLE, Reason, Verdict
from labor.methods.group_pay import printed_for_others
from labor.occupations import Role
from labor.occupations.published import Slot, slots
from labor.show.words import listed, people, when
from labor.tables.areas import NamedArea, titles_by_year, years_of
from labor.terms import NATION, WITH_VALUE

#: Where it is seen which figures there are.
_TABLES = "Tables wages and employment"


def judged(
    role: Role,
    years: tuple[int, int],
    place: NamedArea,
    kind: str,
    processed: Path,
    statistic: str = "median",
) -> tuple[Verdict, pd.DataFrame, dict[int, list[Slot]]]:
    """Judge whether two years of a role may be compared; every answer takes its verdict here.

    Args:
        role: The role.
        years: Two reference years.
        place: Area of the figures.
        kind: "wages" or "employment".
        processed: Folder of the tables.
        statistic: Of wages: "median", "mean" or a percentile.

    Returns:
        The verdict; the figures that it is on, with year, code, title, source and status; and
        by year the slots of the role that they answer for.
    """
    (year_a, year_b), code = years, place.code
    figures, answering = _figures(role, years, place.code, kind, processed, statistic)
    lineage = crosswalk_of(processed)
    verdict = comparability.comparable(
        role,
        year_a,
        year_b,
        lineage,
        measure=kind,
        area_code=code,
        top_coded=bool(figures["status"].eq("top_coded").any()),
        answering=answering,
    )
    first, last = sorted((year_a, year_b))
    if role.kind == "composite" and (text := unlike_members(role, figures, (first, last))):
        verdict = _with_break(verdict, "members of the group", text)
    if role.kind == "composite" and kind == "wages" and code == NATION:
        for year in (first, last):
            version = comparability.soc_version_of(year)
            if text := printed_for_others(role, year, version, lineage):
                text = f"The median printed for {when(year)} is of another group: {text}."
                verdict = _with_break(verdict, "members of the group", text)
    titles = titles_by_year(processed)
    earlier, later = ((year, titles.get(year, {}).get(code, "")) for year in (first, last))
    declared = {reason.text for reason in verdict.reasons}
    text = comparability.area_change(earlier, later, code) if first != last else ""
    if text and not any(known in text for known in declared):
        verdict = _with_break(verdict, "area", text)
    held = sorted({year_a, year_b} & set(years_of(processed, code)))
    what = statistic_name(statistic) if kind == "wages" else "Number of jobs"
    if text := _not_published(role, figures, answering, held, what[:1].lower() + what[1:]):
        verdict = _with_break(verdict, "not published", text)
    named = (Reason("note", "area", text, "Table employment") for text in place.notes)
    return Verdict(verdict.verdict, (*verdict.reasons, *named)), figures, answering


def _not_published(
    role: Role,
    figures: pd.DataFrame,
    answering: Mapping[int, Sequence[Slot]],
    years: Sequence[int],
    what: str,
) -> str:
    """Say for which years there is no figure, or not that of every part; empty if all are there."""
    rows = figures[figures["status"].isin(WITH_VALUE)]
    known = set(zip(rows["reference_year"], rows["occupation_code"], strict=True))
    absent = [year for year in years if year not in {known_year for known_year, _ in known}]
    if absent:
        periods = listed(list(map(when, absent)))
        return f"No {what} of {people(role.label)} is published for {periods}."
    if role.kind == "composite":  # of its members `unlike_members` says it
        return ""
    parts = {(year, slot.code) for year in years for slot in answering[year] if slot.code}
    texts = [f"{code} in {when(year)}" for year, code in sorted(parts - known)]
    whole = f"Of {people(role.label)} the {what} is not published whole"
    return f"{whole}: it lacks {listed(texts)}." if texts else ""


def _figures(
    role: Role,
    years: tuple[int, int],
    code: str,
    measure: str,
    processed: Path,
    statistic: str,
) -> tuple[pd.DataFrame, dict[int, list[Slot]]]:
    """The figures that are compared, and the slots of the role that they are, by year.

    A figure has year, code, title, source and `status`, that of the statistic for wages.
    """
    printed = printed_years(processed, measure, code, statistic)
    held = sorted({year for year in years if year in printed})
    answering = {year: slots(role, printed[year].soc_version, printed[year].codes) for year in held}
    names = ["reference_year", "occupation_code", "occupation_title", "source_id", "status"]
    rows = [
        (year, slot.code, *printed[year].codes[slot.code])
        for year, found in answering.items()
        for slot in found
        if slot.code in printed[year].codes
    ]
    return pd.DataFrame(rows, columns=names), answering


def _with_break(verdict: Verdict, kind: str, text: str) -> Verdict:
    """The verdict with one more reason against."""
    return Verdict(NOT_COMPARABLE, (Reason("break", kind, text, _TABLES), *verdict.reasons))
