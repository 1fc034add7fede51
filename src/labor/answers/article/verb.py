"""Check an article's claims on pay and outlook against the published tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.answers.article.answer import Article, CheckedClaim, article_of
from labor.answers.article.changes import across_a_break, judge_change
from labor.answers.article.claims import Claim, LeftOut, find_claims
from labor.answers.article.published import (
    CHANGES,
    Figure,
    figure_text,
    figures_of,
    main_part,
    setting_name,
)
from labor.answers.article.relations import RELATION, relations
from labor.answers.article.statements import find_statements
from labor.answers.article.support import Support, once
from labor.answers.article.text import read_article, sentences
from labor.answers.article.titles import Titles
from labor.answers.article.verdicts import (
    CONFIRMED,
    HOLDING,
    MISQUOTED,
    OTHER_WORDS,
    OUTDATED,
    ROUNDED,
    UNCHECKED,
    WRONG,
    Judgement,
    judge,
    spared_elsewhere,
    vintage_at,
)
from labor.answers.history.judgement import judged
from labor.answers.tables import directory_of, finder_in, processed_of
from labor.errors import AnalysisError
from labor.methods.comparability import comparable
from labor.methods.crosswalk import Crosswalk
from labor.occupations.lineage import tuples_of
from labor.provenance.text import Traced, joined
from labor.tables.areas import NamedArea, areas_called, places_with_jobs
from labor.tables.load import load as load_table
from labor.terms import LOCAL_TYPES, NATION, STATE_TYPES

if TYPE_CHECKING:
    from labor.answers.article.changes import VerdictOf
    from labor.answers.article.places import FindAreas
    from labor.methods.comparability import Verdict
    from labor.occupations import Role

#: Gives the rows of the codes of a claim's roles, of the nation, the states and some areas:
#: table name to its rows.
RowsOf = Callable[[set[str], set[str]], Mapping[str, pd.DataFrame]]

_SMALL = (
    *("occupations", "titles", "profiles", "profile_pay_settings", "soc_lineage", "sources"),
    *("profile_employers", "profile_members", "similar_occupations", "related_occupations"),
    "tasks",
)
_ESTIMATES = ("wages", "employment")
#: A smaller number that is one of several occupations' can be so by chance.
_TELLING = 1000
#: Kinds of claims that projections are of.
_PROJECTED = ("growth", "phrase", "new_jobs", "openings")
_UNSAID = "The words do not say that it is pay, or how many people work there."
_ONE_EMPLOYER = "It may be the pay of one employer or one person, which no table tells."
_DOUBT = (
    "The words name another statistic, year or place, of which the number may be right; which is "
    "meant is not clear."
)
_TWICE = "Another number of the sentence is read as the same thing, so one of the two is misread."
_GAIN_OR_LOSS = "The words leave open that it is a number of jobs gained or lost."
_OTHERS = "The words may speak of other people, whose name was not read."
_PART = "The name is of several occupations, and the number is of one of them."
_START = "It is where a change began; the words do not say in which year."
_PAST_JOBS = "Jobs gained or lost in years that are over are not looked at."
_NEWER = "Newer figures are published, but none by this name."
_FORECASTS = (
    "Projections of different editions are separate forecasts; their difference is no trend."
)


def check(text: str, *, year: int | None = None, root: Path | None = None) -> Article:
    """Find what an article says of pay and outlook, and compare it with the tables.

    Args:
        text: The article: plain text, Markdown or HTML.
        year: Year that the article was written in, for claims that name none; today if left out.
        root: Project folder; found by itself if left out.

    Returns:
        Sentences, `claims` with their verdicts in the order of the text, and `rows`, one per
        claim; docs/methods/claims.md says what the verdicts mean.

    Raises:
        SourceError: The tables were not built yet.

    Examples:
        >>> checked = labor.check("In 2018 medical assistants had a median wage of $33,610.")
        >>> print(checked.sentences[0])
        The one claim of this article holds.
        >>> checked.rows[["claim", "verdict", "period"]].values.tolist()
        [['$33,610', 'confirmed', '2018']]
    """
    processed = processed_of(root)

    def rows_of(codes: set[str], areas: set[str]) -> Mapping[str, pd.DataFrame]:
        wanted = sorted(codes) or [""]
        rows = {"projections": load_table("projections", processed, occupation_code=wanted)}
        ways: list[dict[str, Any]] = [{"area_type": ("nation", *STATE_TYPES)}]
        ways += [{"area_type": LOCAL_TYPES, "area_code": areas}] if areas else []
        return rows | {
            name: pd.concat(
                [load_table(name, processed, occupation_code=wanted, **way) for way in ways],
                ignore_index=True,
            )
            for name in _ESTIMATES
        }

    def verdict_of(role: Role, since: int, until: int, measure: str) -> Verdict:
        return judged(role, (since, until), NamedArea(NATION, "U.S."), measure, processed)[0]

    return check_text(
        text,
        _titles(processed),
        _tables(processed),
        rows_of,
        year,
        verdict_of,
        cache(partial(areas_called, processed)),
    )


def check_article(
    article: str = "", *, text: str = "", year: int | None = None, root: Path | None = None
) -> Article:
    """Check an article in a file, see `check`.

    Args:
        article: File with the article: text, Markdown or HTML; "-" reads standard input.
        text: The article itself, if no file is named.
        year: Year that the article was written in; today if left out or 0.
        root: Project folder; found by itself if left out.

    Returns:
        What `check` gives.

    Raises:
        SourceError: The file is not there, holds no text or nothing, or the tables were not
            built yet.

    Examples:
        >>> checked = labor.check_article(text="Lawyers earned a median of $151,160 in May 2025.")
        >>> [(one.claim.printed, one.verdict) for one in checked.claims]
        [('$151,160', 'misquoted')]
        >>> print(checked.claims[0].why.partition(";")[0])
        The number is the median of 23-1011 Lawyers, May 2024: $151,160 a year
    """
    return check(read_article(article) if article else text, year=year or None, root=root)


def check_text(
    text: str,
    titles: Titles,
    tables: Mapping[str, pd.DataFrame],
    rows_of: RowsOf,
    year: int | None = None,
    verdict_of: VerdictOf | None = None,
    find: FindAreas | None = None,
) -> Article:
    """Find the claims of an article and compare each with tables at hand.

    Args:
        text: Plain text, Markdown or HTML.
        titles: Titles of occupations, and the roles they name.
        tables: Tables `profiles`, `profile_pay_settings`, `soc_lineage`, `sources` and those of
            `Support`; and "places": the names of the states and territories in a column
            `area_title`.
        rows_of: Gives the rows of `wages`, `employment` and `projections` of codes, of the nation,
            the states and the areas named.
        year: Year of the article, for claims that name none; today if left out.
        verdict_of: Judges two years of a role; by the table `soc_lineage` alone if left out.
        find: Finds metropolitan areas by name; claims on cities are not checked if left out.

    Returns:
        The article with its claims and their verdicts, in the order of the text.
    """
    settings = {setting_name(s) for s in tables["profile_pay_settings"]["setting"].unique()}
    settings -= {"all"}
    places = tables["places"]["area_title"].tolist()
    parts = sentences(text)
    claims, left_out = find_claims(parts, titles, places, sorted(settings), find)
    statements = find_statements(parts, titles)
    named = {name for claim in claims for name in (claim.subject, *claim.others) if name}
    named |= {statement.subject for statement in statements}
    roles = {name: titles.role(name) for name in sorted(named)}
    codes = {
        code for role in roles.values() if not isinstance(role, str) for code in role.every_code
    }
    codes |= {code for name in named for code in titles.several(name)}
    known = [role for role in roles.values() if not isinstance(role, str)]
    codes |= {code for role in known for code in titles.parts(role)}
    local = {area.code for claim in claims for c in (claim, *claim.doubts) for area in c.areas}
    known_rows = {**tables, **rows_of(codes, local)}
    if verdict_of is None:
        verdict_of = partial(_by_lineage, Crosswalk.of(tables["soc_lineage"]))
    checker = _Checker(known_rows, titles, year, verdict_of)
    checked = checker.check_all(claims, roles)
    unsaid = [o for o in checked if "unsaid" in o.claim.flags and o.verdict not in HOLDING]
    checked = [one for one in checked if one not in unsaid]
    left_out += [LeftOut(o.claim.sentence, o.claim.printed, _UNSAID) for o in unsaid]
    checked = relations(parts, checked)
    made = {(o.claim.sentence, o.claim.printed) for o in checked if o.claim.kind == RELATION}
    left_out = [one for one in left_out if (one.sentence, one.printed) not in made]
    support = Support(known_rows, titles)
    without_numbers = once(map(support.check, statements))
    return article_of(parts, checked, tables["sources"], year, left_out, without_numbers)


class _Checker:
    """The tables for the claims of one article, and what its sentences said before."""

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        titles: Titles,
        year: int | None,
        verdict_of: VerdictOf,
    ) -> None:
        self._titles = titles
        self._verdict_of = verdict_of
        self._tables = tables
        self._year = year
        self._figures: dict[str, list[Figure]] = {}
        columns = ["source_id", "title", "reference_period"]
        self._references = {
            source: f"{title} ({period})"
            for source, title, period in tuples_of(tables["sources"], columns)
        }
        #: Projection that the percentage of a sentence and an occupation is of.
        self._companions: dict[tuple[str, str], str] = {}
        #: Codes of the occupations that the article surely names.
        self._sure: set[frozenset[str]] = set()
        #: Year of the newest estimates that the article has.
        self._shown = 0

    def check_all(
        self, claims: Sequence[Claim], roles: Mapping[str, Role | str]
    ) -> list[CheckedClaim]:
        """Judge the claims of an article, anew if it shows that it knows newer estimates."""
        self._sure = {
            role.every_code
            for name, role in roles.items()
            if not isinstance(role, str) and self._titles.is_sure(name)
        }

        def judged() -> list[CheckedClaim]:
            self._companions.clear()
            return [self.check(claim, roles.get(claim.subject, "")) for claim in claims]

        checked = judged()
        if self._year is None:
            return checked
        shown = [
            one.figures[0].year
            for one in checked
            if one.verdict in (CONFIRMED, ROUNDED) and one.claim.kind == "pay" and one.figures
        ]
        self._shown = max((year for year in shown if year <= self._year), default=0)
        return judged() if self._shown else checked

    def check(self, claim: Claim, role: Role | str) -> CheckedClaim:
        """Judge one claim; the claims of a sentence come in its order."""
        if isinstance(role, str) or role.every_code not in self._sure:
            if one := self._of_several(claim):
                return one
            if not isinstance(role, str):
                return CheckedClaim(claim, UNCHECKED, Traced(_not_sure(claim, role)), role.label)
            why = role or "The article does not say which occupation this is of."
            return CheckedClaim(claim, UNCHECKED, why)
        figures = self._figures_of(claim.subject, role)
        key = (claim.sentence, claim.subject)
        found = self._judge(claim, figures, role, self._companions.get(key, ""))
        if "unsaid" in claim.flags and found.verdict not in HOLDING:
            readings = ((one, self._judge(one, figures, role, "")) for one in claim.doubts)
            held = ((one, that) for one, that in readings if that.verdict in HOLDING)
            claim, found = next(held, (claim, found))
        found = self._spared(claim, found, figures, role)
        if claim.kind == "growth" and found.figures and found.verdict != WRONG:
            self._companions[key] = found.figures[0].vintage
        today = _today(claim, found, figures)
        return CheckedClaim(
            claim,
            found.verdict,
            Traced(found.why),
            role.label,
            found.figures,
            _correct(found),
            today,
            Traced(self._caveat(claim, found, today, role)),
            role.notes,
            self._references,
        )

    def _judge(
        self, claim: Claim, figures: Sequence[Figure], role: Role, companion: str
    ) -> Judgement:
        year = claim.as_of if self._year is None else self._year
        if claim.kind in CHANGES:
            return judge_change(claim, figures, role, self._verdict_of, year)
        found = judge(claim, figures, year, companion, self._shown)
        return across_a_break(claim, found, role, self._verdict_of)

    def _spared(
        self, claim: Claim, found: Judgement, figures: Sequence[Figure], role: Role
    ) -> Judgement:
        """No accusation where the sentence names something else whose figure it is."""
        found = spared_elsewhere(claim, found)
        if found.verdict == OUTDATED and "start" in claim.flags:
            return Judgement(OTHER_WORDS, f"{_START} {found.why}", found.figures)
        is_start = found.verdict == OUTDATED and "twice" in claim.flags
        if found.verdict not in (WRONG, MISQUOTED) and not is_start:
            return found
        of_one = "one_employer" in claim.flags and claim.statistic in ("", "mean", "low", "high")
        if claim.kind == "pay" and of_one:
            return Judgement(UNCHECKED, f"{_ONE_EMPLOYER} {found.why}", found.figures)
        is_over = claim.year is not None and claim.year <= date.today().year
        if claim.kind == "new_jobs" and is_over and not claim.vintage:
            return Judgement(UNCHECKED, _PAST_JOBS)
        if claim.around:
            then = self._judge(replace(claim, year=claim.around), figures, role, "").verdict
            if then not in (WRONG, MISQUOTED):
                return Judgement(UNCHECKED, f"{_DOUBT} {found.why}", found.figures)
        for doubt in claim.doubts:
            held = self._judge(doubt, figures, role, "")
            if held.verdict in HOLDING and doubt.kind == "new_jobs":
                return Judgement(OTHER_WORDS, f"{_GAIN_OR_LOSS} {held.why}", held.figures)
            if held.verdict in HOLDING:
                return Judgement(UNCHECKED, f"{_DOUBT} {found.why}", found.figures)
        is_narrow = "narrower" in claim.flags and not claim.place
        is_narrow |= found.verdict == WRONG and not self._titles.is_of_all(claim.subject)
        for is_open, why in (
            ("twice" in claim.flags, _TWICE),
            (found.figures and self._is_outdone(claim, found.figures[-1]), _NEWER),
            ("behind_others" in claim.flags, _OTHERS),
            (
                is_narrow,
                f"“{claim.subject}” as the words have it may be only some of these people.",
            ),
        ):
            if is_open:
                return Judgement(UNCHECKED, f"{why} {found.why}", found.figures)
        for code in self._titles.parts(role):
            part = self._titles.role(code)
            if isinstance(part, str):
                continue
            held = self._judge(claim, self._figures_of(code, part), part, "")
            if held.verdict in HOLDING:
                rest = part.label.startswith(f"{role.label}, ")  # "Secretaries, Except Legal"
                verdict = OTHER_WORDS if rest else UNCHECKED
                return Judgement(verdict, f"{_PART} {held.why}", held.figures)
        for other in claim.others:
            theirs = self._titles.role(other)
            if isinstance(theirs, str):
                continue
            figures = self._figures_of(other, theirs)
            if self._judge(claim, figures, theirs, "").verdict in HOLDING:
                why = (
                    f"The sentence names “{claim.subject}” and “{other}”, and the number is a "
                    "figure of the latter; which is meant is not clear."
                )
                return Judgement(UNCHECKED, why, found.figures)
        return found

    def _is_outdone(self, claim: Claim, figure: Figure) -> bool:
        """Whether a figure told as of today is older than the newest estimates of other people."""
        if claim.kind not in ("pay", "jobs") or claim.year or claim.as_of or self._year:
            return False
        return not figure.vintage and figure.year < self._tables["wages"]["reference_year"].max()

    def _of_several(self, claim: Claim) -> CheckedClaim | None:
        """A claim on a title that several occupations share, if it is right for one of them.

        A percentage or a small number may be one of theirs by chance; of the likeliest it counts.
        """
        is_telling = claim.kind not in ("growth", "phrase", *CHANGES) and claim.value >= _TELLING
        for code in self._titles.several(claim.subject)[: None if is_telling else 1]:
            role = self._titles.role(code)
            if isinstance(role, str):
                continue
            found = self._judge(claim, self._figures_of(code, role), role, "")
            if found.verdict in HOLDING:
                why = (
                    f"Several occupations are called “{claim.subject}”, and the number is one of "
                    f"theirs. {found.why}"
                )
                return CheckedClaim(
                    claim, OTHER_WORDS, Traced(why), role.label, found.figures,
                    references=self._references,
                )  # fmt: skip
        return None

    def _figures_of(self, named: str, role: Role) -> list[Figure]:
        if named not in self._figures:
            part = main_part(self._titles.parts(role), self._tables["employment"])
            main = self._titles.role(part) if part else ""
            self._figures[named] = figures_of(role, named, self._tables)
            if not isinstance(main, str):
                others = figures_of(main, part, self._tables)
                self._figures[named] += [replace(figure, is_own=False) for figure in others]
        return self._figures[named]

    def _caveat(self, claim: Claim, found: Judgement, today: Sequence[Figure], role: Role) -> str:
        if not today or not found.figures:
            return ""
        if claim.kind in _PROJECTED:
            split = [note for note in role.notes if "split into" in note]
            return " ".join([_FORECASTS, *split])
        measure = "wages" if claim.kind == "pay" else "employment"
        years = (found.figures[0].year, today[0].year)
        try:
            return self._verdict_of(role, *years, measure).why
        except AnalysisError as error:
            return error.what


def _by_lineage(steps: Crosswalk, role: Role, since: int, until: int, measure: str) -> Verdict:
    """The verdict on two years that needs no table but the steps between lists of codes."""
    return comparable(role, since, until, steps, measure=measure)


def _not_sure(claim: Claim, role: Role) -> str:
    return (
        f"“{claim.subject}” is most likely {role.label}, which is not sure enough to call a "
        "number wrong, and no figure of theirs fits."
    )


def _today(claim: Claim, found: Judgement, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The newest figures of the same measure, if the deciding one is older."""
    if not found.figures or claim.kind in CHANGES:
        return ()
    first = found.figures[0]
    if claim.kind in _PROJECTED:
        kind = "growth" if claim.kind == "phrase" else claim.kind
        same = [f for f in figures if f.kind == kind]
        newest = vintage_at(same, None)
        of_newest = [f for f in same if f.vintage == newest]
        if newest == first.vintage:
            return ()
        printed = [f for f in of_newest if f.series == "handbook"]
        return tuple(replace(f, kind=claim.kind) for f in printed or of_newest)
    same = [
        f
        for f in figures
        if (f.kind, f.statistic, f.period, f.area_code, f.setting, f.series)
        == (first.kind, first.statistic, first.period, first.area_code, first.setting, first.series)
        and (not f.vintage or f.year == int(f.vintage[:4]))
    ]
    newest_year = max((f.year for f in same), default=first.year)
    return tuple(f for f in same if f.year == newest_year) if newest_year > first.year else ()


def _correct(found: Judgement) -> str:
    """The sentence that the tables would bear out, of what the words ask for if that is known."""
    if found.verdict in (CONFIRMED, UNCHECKED) or not found.figures:
        return ""
    return Traced(joined("; ", [figure_text(figure) for figure in found.figures[:2]]))


@cache
def _titles(processed: Path) -> Titles:
    return Titles(directory_of(processed), finder_in(processed), _tables(processed))


@cache
def _tables(processed: Path) -> Mapping[str, pd.DataFrame]:
    """The tables that every article needs, and the names of the areas."""
    columns = ["area_code", "area_type", "area_title"]
    areas = places_with_jobs(processed, columns)
    places = areas[areas["area_type"].isin(STATE_TYPES)]
    return {name: load_table(name, processed) for name in _SMALL} | {"places": places}
