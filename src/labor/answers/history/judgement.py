"""Whether two years of a role may be compared, on the figures that the tables print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from labor.answers.history.answer import statistic_name
from labor.answers.history.printed import (
    PrintedYear,
    crosswalk_of,
    measure_of,
    printed_years,
    sources_of,
)
from labor.answers.history.segments import unlike_members
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods import comparability
from labor.methods.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    WITH_CAVEATS,
    Reason,
    Verdict,
    area_change,
)
from labor.methods.group_pay import printed_for_others
from labor.methods.verdict_table import Answering, verdict_table
from labor.occupations import Role
from labor.occupations.codes import UNLINKED
from labor.occupations.published import Slot, slots
from labor.provenance.text import Traced
from labor.show.answer import Answer
from labor.show.prose import sources_used
from labor.show.rows import records
from labor.show.table import Field, Table
from labor.show.words import counted, listed, people, when
from labor.tables.areas import NamedArea, find_area, titles_by_year, years_of
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


_IN_WORDS = {COMPARABLE: "yes", WITH_CAVEATS: "with caveats", NOT_COMPARABLE: "no"}


@dataclass(frozen=True, eq=False, repr=False)
class Verdicts(Answer):
    """Whether figures of two years may be compared, a row per occupation and pair of years.

    Args:
        rows: `occupation_code`, `role`, `year_a`, `year_b`, `verdict` ("comparable",
            "with_caveats" or "not_comparable") and `reason`, the kind of what decides it.
        sources: Rows of the table `sources` that the figures come from.
        measure: "wage" or "employment".
    """

    verb: ClassVar[str] = "verdicts"

    measure: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many pairs of years may be compared."""
        found = self.rows["verdict"].value_counts()
        number = {name: counted(int(found.get(name, 0)), f"pairs {name}") for name in _IN_WORDS}
        what = "Jobs" if self.measure == "employment" else "Pay"
        text = (
            f"{what} of two years of one occupation: {number[COMPARABLE]} pairs may be compared, "
            f"{number[WITH_CAVEATS]} with caveats, {number[NOT_COMPARABLE]} may not."
        )
        return (Traced(text),)

    def table(self) -> Table:
        """The verdicts."""
        return Table(
            caption="Which years may be compared",
            fields=[
                Field("Occupation", lambda row: f"{row['occupation_code']} {row['role']}"),
                Field("Years", lambda row: f"{row['year_a']} and {row['year_b']}"),
                Field("May be compared", lambda row: _IN_WORDS[row["verdict"]]),
                Field("Decided by", lambda row: str(row["reason"])),
            ],
            rows=records(self.rows),
            data=self.rows,
        )

    def heading(self) -> dict[str, Any]:
        """What is compared."""
        return {"measure": self.measure}


def verdicts(
    occupations: Sequence[str] | None = None,
    years: Sequence[int] | None = None,
    *,
    area: str = NATION,
    measure: str = "wage",
    root: Path | None = None,
) -> Verdicts:
    """Judge for many occupations at once which years may be compared.

    The verdicts are those of `labor.comparable`, which also gives the reasons in sentences.

    Args:
        occupations: Codes or words; every code that the area's tables print if left out, each
            as the newest list has it.
        years: Reference years; all that the area has if left out.
        area: Area by code, postal code or name; the nation if left out.
        measure: "wage" or "employment".
        root: Project folder; found by itself if left out.

    Returns:
        A row per occupation and pair of years, `year_a` before `year_b`.

    Raises:
        LaborError: An occupation, a year, the area or the measure is not known, or an
            occupation is a group without a code.

    Examples:
        >>> import labor
        >>> found = labor.verdicts(["29-2071", "31-9092"], [2018, 2024])
        >>> found.rows[["occupation_code", "verdict"]].to_numpy().tolist()
        [['29-2071', 'not_comparable'], ['31-9092', 'with_caveats']]
    """
    processed = processed_of(root)
    kind = measure_of(measure)
    place = find_area(processed, area).code
    printed = printed_years(processed, kind, place)
    chosen = sorted(set(printed if years is None else years))
    unknown = [year for year in chosen if year not in printed]
    if unknown or len(chosen) < 2:
        raise AnalysisError(
            "Verdicts need two years with estimates or more",
            expected=f"years among {', '.join(map(str, printed))}",
            got=", ".join(map(str, unknown or chosen)) or "none",
            next_step="Name years that are held.",
        )
    directory = directory_of(processed)
    asked = _printed_codes(printed, chosen) if occupations is None else occupations
    roles = {name: directory.resolve(name) for name in dict.fromkeys(asked)}
    if groups := [role.label for role in roles.values() if role.kind == "composite"]:
        raise AnalysisError(
            "Groups without a code are judged one by one",
            got=", ".join(groups),
            next_step="Ask labor.comparable for them.",
        )
    answering = {name: _answering(role, printed, chosen) for name, role in roles.items()}
    rows = verdict_table(
        roles, answering, chosen, crosswalk_of(processed), measure=kind, area_code=place
    )
    rows = _with_areas(rows, chosen, place, processed)
    used = pd.DataFrame(
        {"source_id": [next(iter(printed[year].codes.values())).source_id for year in chosen]}
    )
    return Verdicts(rows, sources_used([used], sources_of(processed)), measure)


def _with_areas(
    rows: pd.DataFrame, years: Sequence[int], area_code: str, processed: Path
) -> pd.DataFrame:
    """Break the pairs of years in which the area is not known to be the same counties."""
    titles = titles_by_year(processed)
    named = {year: (year, titles.get(year, {}).get(area_code, "")) for year in years}
    moved = {
        pair
        for pair in combinations(years, 2)
        if area_change(named[pair[0]], named[pair[1]], area_code)
    }
    pairs = zip(rows["year_a"], rows["year_b"], strict=True)
    broken = pd.Series([pair in moved for pair in pairs], index=rows.index, dtype="bool")
    was_broken = rows["verdict"] == NOT_COMPARABLE
    return rows.assign(
        verdict=rows["verdict"].mask(broken, NOT_COMPARABLE),
        reason=rows["reason"].mask(broken & ~was_broken, "area"),
    )


def _printed_codes(printed: Mapping[int, PrintedYear], years: Sequence[int]) -> list[str]:
    """The codes of the SOC that are printed in any of the years."""
    linked = [printed[year] for year in years if printed[year].soc_version not in UNLINKED]
    return sorted({code for year in linked for code in year.codes})


def _answering(role: Role, printed: Mapping[int, PrintedYear], years: Sequence[int]) -> Answering:
    """The figures that answer for a role in each year, and their status."""
    own: dict[int, tuple[list[Slot], list[str]]] = {}
    for year in years:
        codes = printed[year].codes
        found = slots(role, printed[year].soc_version, codes)
        cells = [codes.get(slot.code) for slot in found if slot.code]
        own[year] = (found, [cell.status if cell else "" for cell in cells])
    return own
