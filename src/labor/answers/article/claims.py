"""Claims about pay and outlook in an article: the number, and what the words say it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from labor.answers.article.numbers import FoundNumber, numbers
from labor.answers.article.readings import (
    elsewhere_of,
    place_of,
    reading,
    setting_of,
    span_of,
    year_of,
)
from labor.answers.article.text import Sentence
from labor.answers.article.titles import Mention, Titles

#: Between a number and its occupation: " a year for the typical ", " among all ".
_FOLLOWS = re.compile(
    r"[^.;:!?$\d]{0,24}?\b(?:for|among|by|of|as)\s+(?:all\s+|an?\s+|the\s+(?:typical\s+)?)?$", re.I
)
#: "The average for all occupations" is a yardstick, not the subject.
_YARDSTICK = re.compile(r"\baverage\s+(?:for|of|across|among)\s+(?:the\s+)?$", re.I)
#: An occupation as a place to work at: "offices of other physicians", "dentists' offices".
_OFFICES_BEFORE = re.compile(r"\boffices?\s+of\s+(?:other\s+)?$", re.I)
_OFFICES_BEHIND = re.compile(r"['’]?s?['’]?\s+offices?\b", re.I)
#: "Nurses earn", "nurses can expect": told of the time of the article.
_PRESENT = re.compile(r"\b(?:earn|earns|makes?|is|are|averages|can\s+expect)\b", re.I)
#: "Today", "these days": the time of the article, whatever year the sentence before is of.
_NOW = re.compile(r"\b(?:today|now|nowadays|currently|these\s+days|at\s+present)\b", re.I)
#: Between two numbers of two occupations: "$151,160 versus $62,350".
_AGAINST = re.compile(r",?\s(?:against|versus|vs\.?|compared\s+(?:with|to))\s", re.I)
#: "Lawyers and electricians earned $151,160 and $62,350, respectively".
_RESPECTIVELY = re.compile(r"\brespectively\b", re.I)

#: Numbers that are no claim if nothing says of which occupation.
_COUNTS = ("jobs", "new_jobs", "openings")
#: Kinds that projections are of.
_PROJECTED = ("growth", "phrase", "new_jobs", "openings")


@dataclass(frozen=True)
class Claim:
    """What an article says of an occupation.

    Args:
        sentence: The sentence.
        printed: The number, or the words on growth, as printed.
        kind: "pay", "growth" (percent), "phrase" (words on growth), "jobs", "new_jobs" or
            "openings".
        value: The number: US dollars, percent or jobs; NaN for words.
        unit_step: Half of it is as far as rounding could have moved the number.
        subject: The occupation as the article names it, empty if it names none.
        subject_is_explicit: Whether the sentence itself names it.
        statistic: "median", "mean", "p10", "p25", "p75" or "p90", empty if not said.
        period: "hourly", "monthly", "annual" or "weekly" of pay, empty if not said.
        year: Year that the number is said to be of, or None.
        vintage: Projection that the words name, such as "2018-28", empty if none.
        place: Name of a state, "a local area", or empty for the nation.
        elsewhere: Name that may be of a place which the tables do not hold, or empty.
        setting: Industry in which the people work, as the Handbook names it, or empty.
        hedge: "about", "over", "under", "at least" or empty.
        flags: What else the words say: "experience", "past", "total" (over the whole period),
            "wage_and_salary", "self_employed", "range", "other_source".
    """

    sentence: str
    printed: str
    kind: str
    value: float
    unit_step: float
    subject: str = ""
    subject_is_explicit: bool = False
    statistic: str = ""
    period: str = ""
    year: int | None = None
    vintage: str = ""
    place: str = ""
    elsewhere: str = ""
    setting: str = ""
    hedge: str = ""
    flags: frozenset[str] = frozenset()


@dataclass
class _Topic:
    """What the sentences before were about."""

    subject: str = ""
    year: int | None = None
    vintage: str = ""
    block: int = -1


def find_claims(
    sentences: Sequence[Sentence],
    titles: Titles,
    places: Sequence[str] = (),
    settings: Sequence[str] = (),
) -> list[Claim]:
    """Find what an article says of pay and outlook.

    A sentence that names no occupation speaks of that of the sentence or the heading before.
    Within a paragraph on one occupation a sentence without a year goes on in the year, and in
    the projection, of the one before; not so one in the present tense that names the
    occupation anew.

    Args:
        sentences: The sentences of the article, headings among them.
        titles: Titles of occupations.
        places: Names of states and territories.
        settings: Industries as the Handbook names them.

    Returns:
        Claims in the order of the text.
    """
    topic = _Topic()
    found: list[Claim] = []
    for sentence in sentences:
        claims, topic = _in_sentence(sentence, titles, topic, places, settings)
        found += claims
    return found


def _in_sentence(
    sentence: Sentence,
    titles: Titles,
    topic: _Topic,
    places: Sequence[str],
    settings: Sequence[str],
) -> tuple[list[Claim], _Topic]:
    text = sentence.text
    named = titles.mentions(text)
    seen = numbers(text, _without(text, named))
    if seen and not named:
        named = titles.loose_mentions(text)
    named = [m for m in named if not _is_aside(text, m)]
    paired = _pairs(text, seen, named)
    around = _without(text, named)
    dated = any(year_of(text, number) or span_of(text, number) for number in seen)
    is_now = _NOW.search(text) is not None
    claims = []
    for number, mention in zip(seen, paired, strict=True):
        subject = mention.text if mention else topic.subject
        goes_on = (
            sentence.block == topic.block
            and not dated
            and titles.same(subject, topic.subject)
            and (
                number.kind in _PROJECTED
                or not (is_now or (mention is not None and _PRESENT.search(text)))
            )
        )
        if not subject and number.kind in _COUNTS:
            continue
        year, vintage = year_of(text, number), span_of(text, number)
        if goes_on:
            year = topic.year
            vintage = topic.vintage if number.kind in _PROJECTED else vintage
        read = reading(text, number)
        claims.append(
            Claim(
                sentence=text,
                printed=number.printed,
                kind=number.kind,
                value=number.value,
                unit_step=number.step,
                subject=subject,
                subject_is_explicit=mention is not None,
                statistic=read.statistic,
                period=read.period,
                year=year,
                vintage=vintage,
                place=place_of(text, number, places),
                elsewhere=elsewhere_of(around, places) if not sentence.is_heading else "",
                setting=setting_of(around, settings),
                hedge=number.hedge,
                flags=read.flags,
            )
        )
    return claims, _next_topic(sentence, named, claims, topic, titles)


def _next_topic(
    sentence: Sentence,
    named: Sequence[Mention],
    claims: Sequence[Claim],
    topic: _Topic,
    titles: Titles,
) -> _Topic:
    subject = named[0].text if named else topic.subject
    years = {claim.year for claim in claims if claim.year is not None}
    vintages = {claim.vintage for claim in claims if claim.vintage}
    same = sentence.block == topic.block and (not named or titles.same(subject, topic.subject))
    year = topic.year if same and not years else None
    vintage = topic.vintage if same and not vintages else ""
    return _Topic(
        subject,
        min(years) if len(years) == 1 else year,
        min(vintages) if len(vintages) == 1 else vintage,
        sentence.block,
    )


def _without(text: str, named: Sequence[Mention]) -> str:
    """The sentence without the occupations in it: "information clerks" are not an industry."""
    for mention in named:
        text = text[: mention.start] + " " * len(mention.text) + text[mention.end :]
    return text


def _is_aside(text: str, mention: Mention) -> bool:
    """Whether an occupation is named as a yardstick or as a place to work at."""
    before = text[: mention.start]
    offices = _OFFICES_BEFORE.search(before) or _OFFICES_BEHIND.match(text, mention.end)
    return bool(_YARDSTICK.search(before) or offices)


def _pairs(
    text: str, seen: Sequence[FoundNumber], named: Sequence[Mention]
) -> list[Mention | None]:
    """The occupation of each number: behind it after "for", else the last before it."""
    in_order = _RESPECTIVELY.search(text) or _are_set_against(text, seen, named)
    if in_order and len(seen) == len(named):
        return list(named)
    return [_occupation_of(text, number, named) for number in seen]


def _are_set_against(text: str, seen: Sequence[FoundNumber], named: Sequence[Mention]) -> bool:
    """Whether two numbers stand behind two occupations, as in "A and B: $1 against $2"."""
    if len(seen) != 2 or len(named) != 2 or named[1].end > seen[0].start:
        return False
    return _AGAINST.fullmatch(text, seen[0].end, seen[1].start) is not None


def _occupation_of(text: str, number: FoundNumber, named: Sequence[Mention]) -> Mention | None:
    before = [m for m in named if m.end <= number.start]
    after = [m for m in named if m.start >= number.end]
    if after and _FOLLOWS.fullmatch(text, number.end, after[0].start):
        return after[0]
    return next(iter(before[-1:] or after[:1]), None)
