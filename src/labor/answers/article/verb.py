"""Check an article's claims on pay and outlook against the published tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.article.answer import Article, CheckedClaim, article_of
from labor.answers.article.claims import Claim, find_claims
from labor.answers.article.published import Figure, figure_text, figures_of, setting_name
from labor.answers.article.text import read_article, sentences
from labor.answers.article.titles import Titles
from labor.answers.article.verdicts import (
    CONFIRMED,
    UNCHECKED,
    WRONG,
    Judgement,
    judge,
    vintage_at,
)
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods.comparability import comparable
from labor.methods.crosswalk import Crosswalk
from labor.provenance.text import Traced, joined
from labor.tables.load import load as load_table

if TYPE_CHECKING:
    from labor.occupations import Role

#: Gives the rows of the codes of a claim's roles: table name to its rows.
RowsOf = Callable[[set[str]], Mapping[str, pd.DataFrame]]

_SMALL = ("occupations", "titles", "profiles", "profile_pay_settings", "soc_lineage", "sources")
_BY_CODE = ("wages", "employment", "projections")
#: Kinds of claims that projections are of.
_PROJECTED = ("growth", "phrase", "new_jobs", "openings")
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

    def rows_of(codes: set[str]) -> Mapping[str, pd.DataFrame]:
        wanted = sorted(codes) or [""]
        return {name: load_table(name, processed, occupation_code=wanted) for name in _BY_CODE}

    return check_text(text, _titles(processed), _tables(processed), rows_of, year)


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
) -> Article:
    """Find the claims of an article and compare each with tables at hand.

    Args:
        text: Plain text, Markdown or HTML.
        titles: Titles of occupations, and the roles they name.
        tables: Tables `profiles`, `profile_pay_settings`, `soc_lineage` and `sources`, and
            "places": the names of the states and territories in a column `area_title`.
        rows_of: Gives the rows of `wages`, `employment` and `projections` of codes.
        year: Year of the article, for claims that name none; today if left out.

    Returns:
        The article with its claims and their verdicts, in the order of the text.
    """
    settings = {setting_name(s) for s in tables["profile_pay_settings"]["setting"]} - {"all"}
    places = tables["places"]["area_title"].tolist()
    parts = sentences(text)
    claims = find_claims(parts, titles, places, sorted(settings))
    roles = {c.subject: titles.role(c.subject) for c in claims if c.subject}
    codes = {
        code
        for role in roles.values()
        if not isinstance(role, str)
        for listed in role.codes.values()
        for code in listed
    }
    checker = _Checker({**tables, **rows_of(codes)}, year)
    checked = [checker.check(claim, roles.get(claim.subject, "")) for claim in claims]
    return article_of(parts, checked, tables["sources"], year)


class _Checker:
    """The tables for the claims of one article, and what its sentences said before."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], year: int | None) -> None:
        self._tables = tables
        self._year = year
        self._figures: dict[str, list[Figure]] = {}
        self._lineage: Crosswalk | None = None
        columns = ["source_id", "title", "reference_period"]
        self._references = {
            source: f"{title} ({period})"
            for source, title, period in tables["sources"][columns].itertuples(index=False)
        }
        #: Projection that the percentage of a sentence and an occupation is of.
        self._companions: dict[tuple[str, str], str] = {}

    def check(self, claim: Claim, role: Role | str) -> CheckedClaim:
        """Judge one claim; the claims of a sentence come in its order."""
        if isinstance(role, str):
            why = role or "The article does not say which occupation this is of."
            return CheckedClaim(claim, UNCHECKED, why)
        if claim.subject not in self._figures:
            self._figures[claim.subject] = figures_of(role, claim.subject, self._tables)
        figures = self._figures[claim.subject]
        key = (claim.sentence, claim.subject)
        found = judge(claim, figures, self._year, self._companions.get(key, ""))
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

    def _caveat(self, claim: Claim, found: Judgement, today: Sequence[Figure], role: Role) -> str:
        if not today or not found.figures:
            return ""
        if claim.kind in _PROJECTED:
            split = [note for note in role.notes if "split into" in note]
            return " ".join([_FORECASTS, *split])
        if self._lineage is None:
            self._lineage = Crosswalk.of(self._tables["soc_lineage"])
        measure = "wages" if claim.kind == "pay" else "employment"
        years = (found.figures[0].year, today[0].year)
        try:
            return comparable(role, *years, self._lineage, measure=measure).why
        except AnalysisError as error:
            return error.what


def _today(claim: Claim, found: Judgement, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The newest figures of the same measure, if the deciding one is older."""
    if not found.figures:
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
    return Titles(directory_of(processed), _tables(processed))


@cache
def _tables(processed: Path) -> Mapping[str, pd.DataFrame]:
    """The tables that every article needs, and the names of the areas."""
    columns = ["area_code", "area_type", "area_title"]
    areas = load_table("employment", processed, columns=columns).drop_duplicates()
    places = areas[areas["area_type"].isin(["state", "territory"])]
    return {name: load_table(name, processed) for name in _SMALL} | {"places": places}
