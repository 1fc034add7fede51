"""Claims on a change between two years: "pay rose 27 percent since 2018"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from labor.answers.article.claims import Claim
from labor.answers.article.published import CHANGES, Figure, figure_text
from labor.answers.article.verdicts import (
    CONFIRMED,
    HOLDING,
    MISQUOTED,
    OTHER_WORDS,
    ROUNDED,
    UNCHECKED,
    WRONG,
    Judgement,
)
from labor.errors import AnalysisError
from labor.terms import NATION, PUBLISHED

if TYPE_CHECKING:
    from labor.methods.comparability import Verdict
    from labor.occupations import Role

    #: Judges the figures of a role in two years, of "wages" or "employment".
    VerdictOf = Callable[[Role, int, int, str], Verdict]

#: How far a change may be off, in points, that is said to be rough.
_ROUGH = 1.0
#: Years whose figures were the newest at some time of a year.
_LATELY = 3
_NO_YEARS = "The words do not say between which years the change was."
_ONE_YEAR = "A change of more than one year told by the year is not reckoned here."
_OTHER_COUNTS = (
    "Other counts of jobs are published that are not held here; the number may be of one of them."
)


def judge_change(
    claim: Claim, figures: Sequence[Figure], role: Role, verdict_of: VerdictOf, year: int | None
) -> Judgement:
    """Hold a change between two years against the figures of both.

    A change across a break of the occupation's content or of the survey is never confirmed.

    Args:
        claim: A claim of one of the kinds `CHANGES`.
        figures: Every figure of the occupation.
        role: The occupation.
        verdict_of: Judges two years, as `labor.comparable` does.
        year: Year of the article; None is today.
    """
    of_pay = claim.kind == "pay_change"
    if claim.place:
        return Judgement(UNCHECKED, "Changes are checked for the nation only.")
    if "other_source" in claim.flags:
        return Judgement(UNCHECKED, "The figures are of another publisher, with its own methods.")
    known = [
        f
        for f in figures
        if f.kind == ("pay" if of_pay else "jobs")
        and f.series == "oews"
        and f.area_code == NATION
        and not f.setting
        and f.status == PUBLISHED
        and (not of_pay or f.statistic in (claim.statistic or "median", "median", "mean"))
    ]
    years = _years(claim, known, year)
    if not years:
        return Judgement(UNCHECKED, _NO_YEARS)
    found = [_between(claim, known, role, verdict_of, since, until) for since, until in years]
    # The end that no words name is the newest year, or one that was the newest lately.
    return next((one for one in found if one.verdict in HOLDING), found[0])


def _between(
    claim: Claim,
    known: Sequence[Figure],
    role: Role,
    verdict_of: VerdictOf,
    since: int,
    until: int,
) -> Judgement:
    """The verdict on a change between two years."""
    of_pay = claim.kind == "pay_change"
    if "yearly" in claim.flags and until - since > 1:
        return Judgement(UNCHECKED, _ONE_YEAR)
    measure = "wages" if of_pay else "employment"
    try:
        verdict = verdict_of(role, since, until, measure)
    except AnalysisError as error:
        return Judgement(UNCHECKED, error.what)
    if verdict.verdict == "not_comparable":
        return Judgement(
            UNCHECKED, f"The figures of {since} and {until} are not comparable. {verdict.why}"
        )
    changes = [c for c in _changes(known, since, until) if c.is_own]
    if not changes:
        return Judgement(UNCHECKED, f"The tables do not hold this for both {since} and {until}.")
    return _held_against(claim, changes, of_pay)


def _held_against(claim: Claim, changes: Sequence[Figure], of_pay: bool) -> Judgement:
    wanted = [c for c in changes if not claim.statistic or c.statistic == claim.statistic]
    order = sorted(wanted or changes, key=lambda c: (c.statistic != "median", c.period == "hourly"))
    for change in order:
        off = abs(change.value - claim.value)
        if off <= claim.unit_step / 2 + 0.005:
            return Judgement(CONFIRMED, f"It is {figure_text(change)}.", (change,))
        if claim.hedge and off <= max(_ROUGH, claim.unit_step / 2):
            return Judgement(ROUNDED, f"Rounded from {figure_text(change)}.", (change,))
    first = order[0]
    others = [
        c for c in changes if c not in order and abs(c.value - claim.value) <= claim.unit_step / 2
    ]
    if others:
        return Judgement(MISQUOTED, f"The number is {figure_text(others[0])}.", (others[0], first))
    why = f"Published figures make {figure_text(first)}."
    if not of_pay and not _is_far(claim.value, first.value):
        return Judgement(UNCHECKED, f"{why} {_OTHER_COUNTS}", (first,))
    if abs(claim.value - first.value) <= claim.unit_step:
        return Judgement(OTHER_WORDS, why, (first,))
    return Judgement(WRONG, why, (first,))


def across_a_break(claim: Claim, found: Judgement, role: Role, verdict_of: VerdictOf) -> Judgement:
    """The verdict on the end of a change, withdrawn where both years cannot be compared.

    Both figures are right, "from $63,750 in May 2009 to $65,470 in May 2012", but the rise
    that they are told as is none.

    Args:
        claim: A claim on pay or jobs, `since` the year of the start.
        found: Its verdict.
        role: The occupation.
        verdict_of: Judges two years, as `labor.comparable` does.
    """
    if claim.since is None or not found.figures or found.verdict not in HOLDING:
        return found
    first = found.figures[0]
    if first.series != "oews" or first.year == claim.since:
        return found
    measure = "wages" if claim.kind == "pay" else "employment"
    try:
        verdict = verdict_of(role, claim.since, first.year, measure)
    except AnalysisError as error:
        return Judgement(UNCHECKED, error.what, found.figures)
    if verdict.verdict != "not_comparable":
        return found
    why = (
        f"The number is {figure_text(first)}, but it is told as a change since {claim.since}, and "
        f"these years are not comparable. {verdict.why}"
    )
    return Judgement(UNCHECKED, why, found.figures)


def _is_far(said: float, known: float) -> bool:
    """Whether no other count of the same jobs could make the change that is said."""
    return abs(said - known) > max(15.0, 2 * abs(known))


def _years(claim: Claim, known: Sequence[Figure], year: int | None) -> list[tuple[int, int]]:
    """First and last year of a change, the likeliest pair first; none if the words name none."""
    held = sorted({f.year for f in known if year is None or f.year <= year})
    ends = [claim.year] if claim.year is not None else held[-_LATELY:][::-1]
    pairs = [(claim.since or until - claim.lasting, until) for until in ends]
    return [(since, until) for since, until in pairs if since < until]


def _changes(known: Sequence[Figure], since: int, until: int) -> list[Figure]:
    """The change of every measure that is held for both years."""
    found = []
    for last in (f for f in known if f.year == until):
        for first in known:
            same = (first.statistic, first.period) == (last.statistic, last.period)
            if first.year != since or not same or not first.value:
                continue
            found.append(
                replace(
                    last,
                    kind=CHANGES[0] if last.kind == "pay" else CHANGES[1],
                    value=(last.value / first.value - 1) * 100,
                    is_own=first.is_own and last.is_own,
                    since=since,
                    since_cell=first.cell,
                )
            )
    return found
