"""Verdicts on claims: each held against every published figure of its occupation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labor.answers.article.find import Claim
from labor.answers.article.matching import Matching
from labor.answers.article.phrases import category_of, same_words
from labor.answers.article.published import Figure
from labor.answers.article.verdicts import (
    CONFIRMED,
    MISQUOTED,
    UNCHECKED,
    WRONG,
    Judgement,
    own_first,
    vintage_at,
)
from labor.answers.article.words import Why


def judge(
    claim: Claim, figures: Sequence[Figure], year: int | None = None, companion: str = ""
) -> Judgement:
    """Hold a claim against the figures of its occupation.

    Args:
        claim: What the article says.
        figures: Every figure of the occupation.
        year: Year of the article: claims without a year are of that time. None is today.
        companion: Projection that a percentage in the same sentence is of, for words on growth
            that name none.

    Returns:
        The verdict with its reason.
    """
    if refusal := _refusal(claim):
        return Judgement(UNCHECKED, refusal)
    if claim.kind == "phrase":
        return _judge_phrase(claim, figures, year, companion)
    matching = Matching(claim, figures, year)
    if not matching.same_kind:
        return Judgement(UNCHECKED, Why.no_figures(claim))
    return matching.verdict()


def _refusal(claim: Claim) -> str:
    if claim.place == "a local area":
        return Why.LOCAL
    if claim.place and claim.kind != "pay" and claim.kind != "jobs":
        return Why.STATE_OUTLOOK
    if "other_source" in claim.flags:
        return Why.OTHER_SOURCE
    if claim.kind == "pay" and claim.period == "weekly":
        return Why.WEEKLY
    if claim.kind == "pay" and "experience" in claim.flags and not claim.statistic:
        return Why.EXPERIENCE
    return Why.PAST if "past" in claim.flags else ""


def _judge_phrase(
    claim: Claim, figures: Sequence[Figure], year: int | None, companion: str
) -> Judgement:
    growth = [f for f in figures if f.kind == "growth"]
    asked = claim.year if claim.year is not None else year
    vintage = claim.vintage or companion or vintage_at(growth, asked)
    known = own_first([f for f in growth if f.vintage == vintage])
    if not known:
        return Judgement(UNCHECKED, Why.no_figures(claim))
    # Several codes decide together only if their words are the same.
    printed = [f for f in known if f.phrase_basis == "printed"] or known
    first = replace(printed[0], kind="phrase")
    if len({f.phrase for f in printed}) > 1:
        return Judgement(UNCHECKED, Why.phrases_differ(printed), (first,))
    if first.phrase_basis in ("not known", "floor", "ambiguous"):
        return Judgement(UNCHECKED, Why.phrase_not_known(first), (first,))
    if category_of(claim.printed) != category_of(first.phrase):
        return Judgement(WRONG, Why.other_phrase(first), (first,))
    if not same_words(claim.printed, first.phrase):
        return Judgement(MISQUOTED, Why.other_phrase(first), (first,))
    return Judgement(CONFIRMED, Why.same_phrase(first), (first,))
