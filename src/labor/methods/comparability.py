"""Whether two years' figures for an occupation may be compared, and why not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pandas as pd

from labor.errors import AnalysisError
from labor.methods.crosswalk import Codes, Crosswalk, Match
from labor.occupations.published import Slot, slots
from labor.occupations.roles import OF_OTHERS
from labor.show.words import listed, listed_names, numeral, people, sentence_case, when
from labor.terms import ALL_INDUSTRIES, NATION

if TYPE_CHECKING:
    from labor.occupations import Role

COMPARABLE = "comparable"
WITH_CAVEATS = "with_caveats"
NOT_COMPARABLE = "not_comparable"
_VERDICTS = {"note": COMPARABLE, "caveat": WITH_CAVEATS, "break": NOT_COMPARABLE}
_ORDER = tuple(_VERDICTS)

#: What figures hold that are not of just the jobs of a role.
_EXTENT = {
    **dict.fromkeys(("published_in", "wider"), "holds {} and other jobs"),
    "narrower": "holds only a part of {}",
    "overlapping": "holds a part of {} and other jobs",
}

#: Codes that are named with their titles in a reason, and other occupations that are named.
_NAMED, _FEW = 5, 2

#: What may be compared: jobs can be added over codes, wages cannot.
MEASURES = ("employment", "wages")

#: The estimates pool six panels of three years, so releases closer than this share answers.
PANEL_YEARS = 3
_POOLED = "BLS, Handbook of Methods, OEWS: six semiannual panels collected over three years"
#: Where it is seen which figures there are.
_TABLES = "Tables wages and employment"
_CROSSWALK = "Table soc_lineage: the crosswalks of the SOC committee, the survey and O*NET"

#: Last year whose older panels were moved to the reference month with an index.
LAST_AGED_YEAR = 2020
_AGED = (
    "To May 2020 wages of older panels were moved to the reference month with the Employment Cost "
    "Index of a broad group of occupations, so a change of a year or two is partly that index."
)
_AGED_SOURCE = "BLS research paper st000080 on the estimation of OEWS"
#: The agency's own position, reported with every comparison over time.
GENERAL = (
    "The survey is not designed as a time series and BLS does not encourage its use as one: "
    "classifications, collection, reference period and methods have changed."
)
_GENERAL_SOURCE = (
    "BLS position as given by the Connecticut Department of Labor, "
    "www1.ctdol.state.ct.us/LMI/wages/CTOEWSDatafiles.asp"
)


@dataclass(frozen=True)
class Break:
    """A declared change of the survey between two years; see breaks.toml."""

    id: str
    first_year: int
    kind: str
    scope: str
    measures: str
    severity: str
    text: str
    source: str
    latest_first_year: int | None = None

    def lies_between(self, earlier: int, later: int) -> bool:
        """Whether the change falls, or may fall, between two years."""
        last = self.latest_first_year or self.first_year
        return earlier < last and later >= self.first_year

    def concerns(self, scopes: frozenset[str], measure: str) -> bool:
        """Whether the change touches these kinds of rows and this measure."""
        return self.scope in scopes and self.measures in ("all", measure)


@dataclass(frozen=True)
class Reason:
    """Why a comparison is limited.

    Args:
        severity: "note", "caveat" or "break".
        kind: What changed: "classification", "method", "top code", ...
        text: In a plain sentence.
        source: Where that is said.
    """

    severity: str
    kind: str
    text: str
    source: str


@dataclass(frozen=True)
class Verdict:
    """Whether two figures may be compared.

    Args:
        verdict: "comparable", "with_caveats" or "not_comparable".
        reasons: All that is known to limit it, the gravest first.
    """

    verdict: str
    reasons: tuple[Reason, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the reasons come from, each once."""
        return tuple(dict.fromkeys(reason.source for reason in self.reasons))

    @property
    def why(self) -> str:
        """The reasons that decide the verdict, in sentences; empty when comparable."""
        if self.verdict == COMPARABLE:
            return ""
        grave = [r.text for r in self.reasons if _VERDICTS[r.severity] == self.verdict]
        return " ".join(grave)


@cache
def breaks() -> tuple[Break, ...]:
    """Every declared change of the survey, in order of time."""
    declared = [Break(**entry) for entry in _declared()["break"]]
    return tuple(sorted(declared, key=lambda entry: entry.first_year))


def soc_version_of(year: int) -> str:
    """The list of codes that the wage estimates of a year use.

    Args:
        year: Reference year.

    Returns:
        A `soc_version`.

    Raises:
        AnalysisError: There are no estimates of that year.
    """
    for entry in _declared()["classification"]:
        if entry["first_year"] <= year <= entry.get("last_year", year):
            return entry["version"]
    raise AnalysisError(
        f"No classification is declared for the wage estimates of {year}",
        expected=f"a year from {_declared()['classification'][0]['first_year']}",
        next_step="Declare it in breaks.toml if the survey published estimates for that year.",
    )


def comparable(
    subject: str | Role,
    year_a: int,
    year_b: int,
    lineage: pd.DataFrame | Crosswalk,
    *,
    measure: str = "wages",
    area_code: str = NATION,
    industry_code: str = ALL_INDUSTRIES,
    top_coded: bool = False,
    answering: Mapping[int, Sequence[Slot]] | None = None,
) -> Verdict:
    """Judge whether the figures of two years for an occupation or a role may be compared.

    Args:
        subject: Occupation code, as the estimates of one of the two years use it, or a role.
        year_a: One reference year.
        year_b: The other reference year.
        lineage: Table `soc_lineage`, or `crosswalk.Crosswalk.of` of it for many questions.
        measure: "wages" or "employment". Jobs of several codes may be added up, wages may not.
        area_code: Area; "99" is the nation, two digits a state.
        industry_code: Industry; "000000" is all.
        top_coded: Whether one of the two wages is only known to be at least the top code.
        answering: By year, the slots of the figures that answer for the role, see
            `published.slots`; those of its own codes for a year that is left out.

    Returns:
        The verdict with its reasons and their sources. Two figures of one year are comparable.

    Raises:
        AnalysisError: A year has no estimates, the measure is unknown, or no row of the
            lineage knows the code.
    """
    if measure not in MEASURES:
        raise AnalysisError(
            f"No such measure to compare: {measure}", expected=", ".join(MEASURES), got=measure
        )
    if year_a == year_b:
        return Verdict(COMPARABLE, ())
    earlier, later = sorted((year_a, year_b))
    found = [
        *content_reasons(
            subject, earlier, later, Crosswalk.of(lineage), measure=measure, answering=answering
        ),
        *survey_reasons(
            earlier, later, measure=measure, area_code=area_code, industry_code=industry_code
        ),
    ]
    if top_coded:
        text = (
            "One of the wages is only known to be at least a floor: the table prints a mark in "
            "place of the amount."
        )
        found.append(Reason("break", "top code", text, "Field descriptions of the tables"))
    found.append(Reason("note", "general", GENERAL, _GENERAL_SOURCE))
    return _judge(found)


def survey_reasons(
    earlier: int,
    later: int,
    *,
    measure: str = "wages",
    area_code: str = NATION,
    industry_code: str = ALL_INDUSTRIES,
) -> list[Reason]:
    """What the survey itself sets between two years, whatever the occupation.

    Args:
        earlier: One reference year.
        later: A later one.
        measure: "wages" or "employment".
        area_code: Area; "99" is the nation, two digits a state.
        industry_code: Industry; "000000" is all.
    """
    scopes = _scopes(area_code, industry_code)
    found = [
        Reason(entry.severity, entry.kind, entry.text, entry.source)
        for entry in breaks()
        if entry.lies_between(earlier, later) and entry.concerns(scopes, measure)
    ]
    if later - earlier < PANEL_YEARS:
        text = (
            f"{when(earlier)} and {when(later)} share answers, because each release pools three "
            "years: the difference between them is smoothed."
        )
        found.append(Reason("caveat", "panels", text, _POOLED))
        if measure == "wages" and later <= LAST_AGED_YEAR:
            found.append(Reason("caveat", "method", _AGED, _AGED_SOURCE))
    return found


def area_change(earlier: tuple[int, str], later: tuple[int, str], area_code: str) -> str:
    """Why an area is not known to be the same counties in two years.

    Args:
        earlier: A reference year and the title of the area in it.
        later: The same of a later year.
        area_code: Code of the area in both.

    Returns:
        Sentences: declared breaks for such areas, and another title; empty if there is neither.
        The nation and the states are always the same.
    """
    scopes = _scopes(area_code, ALL_INDUSTRIES) - {"all"}
    (first, before), (last, after) = earlier, later
    found = [
        entry.text
        for entry in breaks()
        if entry.severity == "break"
        and entry.lies_between(first, last)
        and entry.concerns(frozenset(scopes), "wages")
    ]
    if scopes and before and after and _plain(before) != _plain(after):
        found.append(
            f"The area {area_code} is called {before} in {when(first)} and {after} in "
            f"{when(last)}: it may hold other counties."
        )
    return " ".join(found)


def _plain(title: str) -> str:
    """A title without case, accents and punctuation, which change without the area."""
    letters = normalize("NFKD", title.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def caveats_between(year: int, other: int, *, area_code: str = NATION) -> str:
    """The declared changes between two years that are a caveat for pay, in sentences.

    Args:
        year: The earlier reference year.
        other: The later one.
        area_code: Area; "99" is the nation.
    """
    scopes = _scopes(area_code, ALL_INDUSTRIES)
    return " ".join(
        entry.text
        for entry in breaks()
        if entry.lies_between(year, other)
        and entry.concerns(scopes, "wages")
        and entry.severity == "caveat"
    )


def limits_between(year: int, other: int, *, area_code: str = NATION) -> tuple[str, ...]:
    """What the survey itself sets between the pay of two years, whatever the occupation.

    Args:
        year: One reference year.
        other: The other.
        area_code: Area; "99" is the nation, two digits a state.

    Returns:
        The declared changes of method and what years share, in sentences.
    """
    earlier, later = sorted((year, other))
    found = survey_reasons(earlier, later, area_code=area_code)
    return tuple(reason.text for reason in found if reason.severity != "note")


def content_reasons(
    subject: str | Role,
    earlier: int,
    later: int,
    lineage: Crosswalk,
    *,
    measure: str = "wages",
    answering: Mapping[int, Sequence[Slot]] | None = None,
) -> list[Reason]:
    """What became of the occupation itself between two years.

    Args:
        subject: Occupation code, or a role.
        earlier: One reference year.
        later: A later one.
        lineage: Steps between lists of codes.
        measure: "wages" or "employment".
        answering: By year, the slots of the figures that answer for a role.
    """
    old, new = soc_version_of(earlier), soc_version_of(later)
    if not lineage.connects(old, new):
        return []  # the declared break between the lists says so
    if isinstance(subject, str):
        return _code_content(subject, old, new, lineage, measure)
    answering = answering or {}
    found = {
        year: FigureOfYear.of(subject, answering.get(year) or slots(subject, version), version)
        for year, version in ((earlier, old), (later, new))
    }
    for year, figure in found.items():
        if not figure.codes:
            text = f"The estimates of {when(year)} have no code for {people(subject.label)}."
            return [Reason("break", "classification", text, _CROSSWALK)]
    if found[earlier].holds_the_same(found[later], lineage):
        return _role_content(subject, found, measure)
    if alone := _only_in_a_group(subject, found, lineage):
        return [Reason("break", "not published", alone, _TABLES)]
    text = _other_jobs(subject, found, lineage)
    return [Reason("break", "classification", text, _CROSSWALK)]


@dataclass(frozen=True)
class FigureOfYear:
    """What answers for a role in a year.

    Args:
        version: List of codes of the year.
        codes: Codes of the figures.
        relation: How they stand to the role, see `roles.RELATIONS`.
        is_of_role: Whether together they are known to hold just the jobs of the role.
    """

    version: str
    codes: Codes
    relation: str
    is_of_role: bool

    @classmethod
    def of(cls, role: Role, found: Sequence[Slot], version: str) -> FigureOfYear:
        """The figure of a role from its slots, see `published.slots`."""
        codes = frozenset(slot.code for slot in found if slot.code)
        relations = [slot.relation for slot in found if slot.code]
        relation = next((one for one in relations if one in OF_OTHERS), "".join(relations[:1]))
        is_known = role.coverage.get(version) == "same" and relation not in OF_OTHERS
        return cls(version, codes, relation, is_known)

    def holds_the_same(self, other: FigureOfYear, lineage: Crosswalk) -> bool:
        """Whether another figure of the role is of the same jobs; never where nothing links lists.

        Groups and roles are judged by their detailed codes: `Role.coverage` says of each list
        whether its codes hold just the jobs of the role; else the codes must lead to each other.
        """
        if not lineage.connects(self.version, other.version):
            return False
        if self.is_of_role and other.is_of_role:
            return True
        if self.version == other.version:
            return self.codes == other.codes
        ends = (self.version, other.version)
        start = lineage.inside(self.codes, *ends)
        match = lineage.follow(start, *ends)
        there = lineage.inside(match.to_codes, *ends[::-1])
        back = lineage.inside(match.back, *ends)
        return back == start and there == lineage.inside(other.codes, *ends[::-1]) != frozenset()


def _only_in_a_group(role: Role, found: Mapping[int, FigureOfYear], lineage: Crosswalk) -> str:
    """Say that one of two figures is of a group; empty if none or both are."""
    inside = [year for year, figure in found.items() if figure.relation == "published_in"]
    if len(inside) != 1:
        return ""
    figure = found[inside[0]]
    group = _titled(figure.codes, figure.version, lineage)
    return (
        f"For {when(inside[0])} no figure is published for {people(role.label)} alone, only for "
        f"{group}, of which they are part."
    )


def _other_jobs(role: Role, found: Mapping[int, FigureOfYear], lineage: Crosswalk) -> str:
    """Say that the figures of two years are not of the same jobs, and what became of them."""
    (earlier, first), (later, last) = sorted(found.items())
    start = _titled(first.codes, first.version, lineage)
    end = _titled(last.codes, last.version, lineage)
    who, same = people(role.label), "which are not the same jobs"
    again = "" if start == end else f"of {end} "
    if {first.relation, last.relation} & set(OF_OTHERS):
        text = f"The figures for {who} are those of {start} in {when(earlier)} and {again}in "
        text += f"{when(later)}, {same}"
    elif start == end:
        text = f"{sentence_case(who)} ({start}) are not the same jobs in {when(earlier)} and in "
        text += when(later)
    else:
        text = f"In {when(earlier)} {who} are {start}, in {when(later)} {end}, {same}"
    if first.version == last.version:
        return f"{text}: the list of codes is the same, but not which of them are published."
    ends = (first.version, last.version)
    inside = lineage.inside(first.codes, *ends), lineage.inside(last.codes, *ends[::-1])
    if len(first.codes) > 1 or inside != (first.codes, last.codes):
        return f"{text}: {_moved(inside, ends, lineage)}."
    match = lineage.follow(first.codes, *ends)
    went = _titled(match.to_codes, last.version, lineage, known=last.codes)
    text += f". Those of {listed(sorted(first.codes))} are in {went}"
    return f"{text}{_holds(match, lineage)}."


def _titled(codes: Codes, version: str, lineage: Crosswalk, known: Codes = frozenset()) -> str:
    """Codes of a list with their titles before them; alone if they are many or already known."""
    names = [code if code in known else _named(code, version, lineage) for code in sorted(codes)]
    if len(names) > _NAMED:
        return _some(names) if known else listed(sorted(codes))
    return listed_names(names)


def _named(code: str, version: str, lineage: Crosswalk) -> str:
    """A code behind its title, where steps name it."""
    title = lineage.title(version, code)
    return code if title == code else f"{title} ({code})"


def _moved(inside: tuple[Codes, Codes], ends: tuple[str, str], lineage: Crosswalk) -> str:
    """Name the occupations of the earlier list by which two groups of detailed codes differ."""
    (start, end), (old, new) = inside, ends
    gone = lineage.inside(lineage.follow(start, old, new).to_codes, new, old) - end
    left, came = (
        lineage.inside(lineage.follow(codes, new, old).to_codes, old, new) for codes in (gone, end)
    )
    parts = []
    for verb, codes in (("went elsewhere", left & start), ("came in", came - start)):
        names = [_named(code, old, lineage) for code in sorted(codes)]
        parts += [f"jobs of {_some(names)} {verb}"] if names else []
    return "; ".join(parts) or "the detailed occupations inside are not known to be the same"


def _role_content(role: Role, found: Mapping[int, FigureOfYear], measure: str) -> list[Reason]:
    """What is to be said of a role whose figures hold the same jobs in both years."""
    (earlier, first), (later, last) = sorted(found.items())
    start, end = sorted(first.codes), sorted(last.codes)
    if len(start) == len(end) == 1:
        reasons = []
        if start != end:
            text = "The same occupation has the code {} on one side and {} on the other."
            text = text.format(*start, *end)
            reasons.append(Reason("note", "classification", text, _CROSSWALK))
        if last.relation in _EXTENT:
            text = f"Both figures are of {start[0]}" + (f" or {end[0]}" if start != end else "")
            text += f", which {_EXTENT[last.relation].format(people(role.label))}."
            reasons.append(Reason("caveat", "classification", text, _CROSSWALK))
        return reasons
    if role.kind == "composite":
        text = f"The codes of {people(role.label)} hold the same jobs on both sides."
        return [Reason("note", "classification", text, _CROSSWALK)]
    text = (
        f"In {when(earlier)} {people(role.label)} are {listed(start)}, in {when(later)} "
        f"{listed(end)}: they hold the same jobs, "
    )
    if measure == "employment":
        return [Reason("caveat", "classification", f"{text}compare the sums.", _CROSSWALK)]
    text += "but wages of several codes do not add up to one."
    return [Reason("break", "classification", text, _CROSSWALK)]


def _code_content(code: str, old: str, new: str, lineage: Crosswalk, measure: str) -> list[Reason]:
    if old == new:
        return []
    if lineage.holds(old, code, new):
        match = lineage.follow([code], old, new)
    elif lineage.holds(new, code, old):
        match = lineage.follow([code], new, old)
    # A group that no step names.
    elif inside := lineage.inside(frozenset([code]), old, new) & lineage.listed(old, new):
        match = lineage.follow(inside, old, new)
    elif inside := lineage.inside(frozenset([code]), new, old) & lineage.listed(new, old):
        match = lineage.follow(inside, new, old)
    else:
        raise AnalysisError(
            f"No row of soc_lineage knows the code {code} in {old} or {new}",
            got=code,
            next_step="Check the code, or look it up with `labor find`.",
        )
    group = lineage.group_of(match.version, code)
    if not match.same_jobs and group in match.back:
        text = f"{code} is published only within the group {group} on one side."
        return [Reason("break", "classification", text, _CROSSWALK)]
    return _match_content(match, lineage, measure)


def _match_content(match: Match, lineage: Crosswalk, measure: str) -> list[Reason]:
    start, end = listed(sorted(match.codes)), listed(sorted(match.to_codes))
    if match.one_to_one:
        if match.codes == match.to_codes:
            return []
        text = f"The same occupation has the code {start} on one side and {end} on the other."
        return [Reason("note", "classification", text, _CROSSWALK)]
    if match.same_jobs and measure == "employment":
        text = f"{start} and {end} hold the same jobs: compare the sums."
        return [Reason("caveat", "classification", text, _CROSSWALK)]
    if match.same_jobs:
        text = f"{start} and {end} hold the same jobs, but wages of several codes do not add up."
    elif not match.to_codes:
        text = f"{start} has no counterpart in {match.to_version}."
    else:
        text = f"Jobs of {start} are in {end}{_holds(match, lineage)}."
    return [Reason("break", "classification", text, _CROSSWALK)]


def _holds(match: Match, lineage: Crosswalk) -> str:
    """Which other codes have jobs where those of a code went; empty if there are none."""
    others = sorted(lineage.inside(match.others, match.version, match.to_version))
    verb = "holds" if len(match.to_codes) == 1 else "hold"
    names = [_named(code, match.version, lineage) for code in others]
    return f", which also {verb} jobs of {_some(names)}" if others else ""


def _some(names: Sequence[str]) -> str:
    """One name or two; of more the first, and how many others there are."""
    return listed_names(
        names if len(names) <= _FEW else [names[0], f"{numeral(len(names) - 1)} others"]
    )


def _scopes(area_code: str, industry_code: str) -> frozenset[str]:
    """Which kinds of declared changes can touch a row."""
    scopes = {"all"}
    if industry_code != ALL_INDUSTRIES:
        scopes.add("industry")
    if len(area_code) == 7:
        scopes.add("nonmetro")
    elif len(area_code) > 2:
        scopes.add("metro")
    return frozenset(scopes)


def _judge(found: list[Reason]) -> Verdict:
    ordered = sorted(found, key=lambda reason: -_ORDER.index(reason.severity))
    return Verdict(_VERDICTS[ordered[0].severity], tuple(ordered))


@cache
def _declared() -> dict[str, Any]:
    text = resources.files("labor.methods").joinpath("breaks.toml").read_text("utf-8")
    return tomllib.loads(text)
