"""Whose each number of a sentence is: an occupation, or all workers as a yardstick."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from labor.answers.article.numbers import FoundNumber, numbers
from labor.answers.article.text import clause_of
from labor.answers.article.titles import Mention, Titles

#: Name of all occupations together, as the tables have it.
ALL_WORKERS = "All Occupations"
#: Everybody: "all occupations", "the average American worker", "U.S. workers overall", "the
#: national average wage"; not "the average worker in this field".
_EVERYBODY = re.compile(
    r"\b(?:all\s+(?:(?:U\.S\.|American|other|the)\s+)?(?:occupations|workers|jobs|professions)(?:\s+combined)?"
    r"|(?<!where\sthe\s)(?<!whose\s)(?:average|typical|median)\s+(?:(?:American|U\.S\.|full-time|national)\s+)?(?:worker|job|employee|American)"
    r"|all[-\s](?:worker|occupation|job)s?\s+(?:median|average|mean)"
    r"|(?:American|U\.S\.)\s+workers|workers\s+(?:overall|nationwide|generally)|(?:the\s+)?overall\s+workforce"
    r"|(?:the\s+)?(?:national|U\.S\.|nationwide|American|overall)\s+(?:average|median|mean)\s+(?:annual\s+|hourly\s+)?(?:wage|salary|pay|income)"
    r"(?!\s+(?:for|of|among)\s+(?!\$)))\b(?!\s+(?:in|of)\s+(?:this|the|that|these|those)\s+(?:field|occupation|trade|profession|job))",
    re.I,
)
#: "The national median wage", which is all workers' unless it is set against a place.
_OF_THE_NATION = re.compile(
    r"(?:the\s+)?(?:national|U\.S\.|nationwide|American|overall)\b(?!\s+work)", re.I
)
#: Before everybody, where growth is only compared with theirs: "faster than the average for".
_COMPARED = re.compile(
    r"\b(?:than|as)\s+(?:the\s+)?(?:national\s+)?average\s+(?:for\s+|of\s+)?(?:the\s+)?$", re.I
)
#: Between a number and everybody behind it: " median for ", ", the average for ", " a year that ".
_OF_ALL = re.compile(
    r"(?:\s(?:an?|per)\s\w+)?(?:\s(?:annual|hourly|national|overall))?,?(?:\s(?:the|a|which\s+is|is|that))?"
    r"(?:\s(?:annual|hourly|national|overall))*(?:\s(?:median|average|mean|typical|wage|pay|salary|growth|rate|growth\s+rate|earned|paid|projected|expected|"
    r"forecast|predicted|seen|figure|rise|increase|gain))*"
    r"\s?\(?(?:for|of|across|among|by|to)?\s?(?:the\s)?",
    re.I,
)
#: An occupation as a place to work at: "offices of other physicians", "dentists' offices".
_OFFICES_BEFORE = re.compile(r"\boffices?\s+of\s+(?:other\s+)?$", re.I)
_OFFICES_BEHIND = re.compile(r"['’]?s?['’]?\s+offices?\b", re.I)
#: Before an occupation that only explains another, or works beside it: "including ", "also
#: known as ", "who assist ", "under ".
_EXPLAINED = re.compile(
    r"\b(?:including|such\s+as|like|e\.g\.,?|called|known\s+as|under|alongside|assist(?:s|ing|ed\s+by)?|"
    r"help(?:s|ing|ed\s+by)?|support(?:s|ing|ed\s+by)?|supervis(?:es?|ing|ed\s+by)|supervision\s+of|direction\s+of|"
    r"work(?:s|ing)?\s+(?:closely\s+)?(?:with|for|beside)|reports?\s+to|aids?\s+to|assistants?\s+to|"
    r"become|becoming)\s+(?:as\s+|an?\s+|the\s+|other\s+|both\s+|more\s+than\s+)*(?:[a-z]+ed\s+)?$",
    re.I,
)
#: Between two of these: ", ", " and ", ", or ".
_AND = re.compile(r",?\s*(?:and|or)?\s*", re.I)
#: Before an occupation that another is set against: "more than ", "unlike ", "compared with ".
_AGAINST_ANOTHER = re.compile(
    r"\b(?:than|unlike|compared\s+(?:with|to)|relative\s+to|versus)\s+(?:do\s+|what\s+|that\s+of\s+|those\s+of\s+|"
    r"an?\s+|the\s+|most\s+|typical\s+|average\s+)*$",
    re.I,
)
#: Between such an occupation and a number of its own: ", who earned a median of ", " (", ", at ",
#: "' median of "; not ", with a median of ", which is of the other one.
_ITS_OWN = re.compile(
    r"(?:\s?\(|,?\s(?:who|whose|at|which|earned|made|earn|make)\b|['’]s?\s)[^.;$%\d]{0,40}"
    r"|\swith\s(?:[a-z]+\s){0,2}",
    re.I,
)
#: Right before a name a word that is none of these: "Prompt " in "Prompt engineers".
_WORD_BEFORE = re.compile(
    r"\b(?!(?:an?|the|all|most|many|some|other|these|those|of|for|by|as|at|to|in|and|or|that|than|while|"
    r"when|if|with|among|from|but|what|how|do|did|are|is|was|were|typical|average|median|every|each|"
    r"our|their|its|new|more|as|where|because|since|so|on|experienced|employed|working|licensed|"
    r"certified|american|our|paid|pays?|paying|mean|national|number|about|us|says?|said|half|both|"
    r"likewise|thousand|million|today|now|currently|meanwhile|nationwide)\b)[A-Za-z]+\s$",
    re.I,
)
#: Behind a field, "welding jobs", "the plumbing trade", or people, "Hygienists?".
_WORK = re.compile(
    r"(?<=s)\b|\s(?:jobs?|positions?|careers?|work|trade|field|profession|employment|pays?|paid)\b",
    re.I,
)
#: Behind a name what makes it another: "PT assistants", "nurse managers".
_OTHER_RANK = re.compile(
    r"\s(?:assistant|aide|apprentice|helper|instructor|manager|supervisor|teacher|trainee)s?\b",
    re.I,
)
#: People that are no occupation read: "brokers", "the cabin crew"; not "others", "workers".
_PEOPLE = re.compile(
    r"\b(?!(?:workers?|others|numbers|employers|earners|dollars|quarters|careers|centers|offers|papers|"
    r"covers|errors|sectors|factors|doors|floors|matters|orders|readers|users|customers|peers|"
    r"forecasters|economists|researchers|states|members|newcomers|beginners|experts|parents|winners|losers|papers)\b)"
    r"(?:[a-z]+(?:ers|ors|ists|ians|ants)|staff|crews?|techs|hands|folks|nurses|aides|clerks)\b"
)
#: Between two numbers of two occupations: "$151,160 versus $62,350".
_VERSUS = re.compile(r",?\s(?:against|versus|vs\.?|compared\s+(?:with|to))\s", re.I)
#: "Lawyers and electricians earned $151,160 and $62,350, respectively".
_RESPECTIVELY = re.compile(r"\brespectively\b|\b(?:former|first)\b.+\b(?:latter|second)\b", re.I)


@dataclass(frozen=True)
class Paired:
    """Whose a number is in its sentence.

    Args:
        subject: A name, or empty.
        others: Who else it might be of.
        is_narrower: Whether a word before the name may make it that of a part of the people.
        is_behind_others: Whether people who are no occupation read stand between it and the number.
    """

    subject: str
    others: tuple[str, ...] = ()
    is_narrower: bool = False
    is_behind_others: bool = False


def subjects(
    text: str, titles: Titles, before: str, *, after: str = "", of_places: bool = False
) -> tuple[list[Mention], list[FoundNumber]]:
    """Who can be meant by the numbers of a sentence, and the numbers.

    Args:
        text: A sentence.
        titles: Titles of occupations.
        before: Occupation that the sentences before were about, empty if none.
        after: Kind of the last claim of the sentence before.
        of_places: Whether places are compared: the national average is that of the occupation.

    Returns:
        Mentions in the order of the text, all workers among them as yardsticks; without
        occupations that only explain another one. And the numbers that can be claims.
    """
    yardsticks = [
        Mention(m.start(), m.end(), ALL_WORKERS, is_yardstick=True)
        for m in _EVERYBODY.finditer(text)
        if not (of_places and _OF_THE_NATION.match(m.group()))
    ]
    named = _beside(titles.mentions(text), yardsticks)
    seen = numbers(text, without(text, named), after=after)
    if not named and (seen or not before or text.endswith("?")):
        loose = _beside(titles.loose_mentions(text), yardsticks)
        is_told = seen or text.endswith("?")  # "Nobody goes into child care for the money."
        loose = [m for m in loose if is_told or " " in m.text]
        # "Accounting for prices, they earn" goes on with those before.
        named = [m for m in loose if not before or " " in m.text or _WORK.match(text, m.end)]
    kept = _without_asides(text, named, before)
    yardsticks = [m for m in yardsticks if not _COMPARED.search(text[: m.start])]
    return sorted([*kept, *yardsticks], key=lambda m: m.start), seen


def pairs(text: str, seen: Sequence[FoundNumber], named: Sequence[Mention]) -> list[Paired]:
    """Whose each number is: all workers right beside it, else an occupation.

    Args:
        text: A sentence.
        seen: Its numbers.
        named: Who can be meant, see `subjects`.
    """
    occupations = [m for m in named if not m.is_yardstick]
    whose: dict[int, Mention] = {}
    for yardstick in (m for m in named if m.is_yardstick):
        place = _number_of_all(text, yardstick, seen, occupations)
        if place is not None:
            whose[place] = yardstick
    left = [number for place, number in enumerate(seen) if place not in whose]
    in_order = _RESPECTIVELY.search(text) or _are_set_against(text, left, occupations)
    if in_order and len(left) == len(occupations):
        own: list[Mention | None] = list(occupations)
    else:
        own = [_occupation_of(text, number, occupations) for number in left]
    used = [m for m in own if m is not None]
    used += whose.values()
    unbound = tuple(dict.fromkeys(m.text for m in named if m not in used))
    given = iter(own)
    bare = without(text, named)
    found = []
    for place in range(len(seen)):
        if place in whose:
            found.append(Paired(ALL_WORKERS, unbound))
        else:
            mention = next(given)
            number = seen[place]
            start = mention.end if mention and mention.end <= number.start else 0
            narrower = mention is not None and _is_narrowed(text, mention)
            others = _PEOPLE.search(bare, start, number.start) is not None
            found.append(Paired(mention.text if mention else "", unbound, narrower, others))
    return found


def without(text: str, named: Sequence[Mention]) -> str:
    """The sentence without the occupations in it: "information clerks" are not an industry."""
    for mention in named:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _is_narrowed(text: str, mention: Mention) -> bool:
    """Whether a word before a name of one word may narrow it, "prompt engineers", or one behind."""
    if _OTHER_RANK.match(text, mention.end):
        return True
    before = _WORD_BEFORE.search(text[: mention.start])
    if before is None or " " in mention.text.strip():
        return False
    is_name = before.group()[0].isupper() and before.start() > 0  # "In June lawyers"
    return not is_name


def _beside(named: Sequence[Mention], yardsticks: Sequence[Mention]) -> list[Mention]:
    return [m for m in named if not any(m.start < y.end and y.start < m.end for y in yardsticks)]


def _without_asides(text: str, named: Sequence[Mention], before: str) -> list[Mention]:
    """Occupations but those that are a place to work at, or explain or help another one."""
    kept: list[Mention] = []
    aside: Mention | None = None
    for mention in named:
        ahead = text[: mention.start]
        if _OFFICES_BEFORE.search(ahead) or _OFFICES_BEHIND.match(text, mention.end):
            continue
        listed = aside is not None and _AND.fullmatch(text, aside.end, mention.start)
        if (kept or before) and (listed or _EXPLAINED.search(ahead)):
            aside = mention
            continue
        kept.append(mention)
    return kept


def _number_of_all(
    text: str,
    yardstick: Mention,
    seen: Sequence[FoundNumber],
    occupations: Sequence[Mention],
) -> int | None:
    """Place of the number of all workers: right before them, else the next in their clause."""
    before = [place for place, n in enumerate(seen) if n.end <= yardstick.start]
    if before and _OF_ALL.fullmatch(text, seen[before[-1]].end, yardstick.start):
        return before[-1]
    behind = [place for place, n in enumerate(seen) if n.start >= yardstick.end]
    if not behind:
        return None
    number = seen[behind[0]]
    between = any(yardstick.end <= m.start < number.start for m in occupations)
    _, last = clause_of(text, yardstick.start, yardstick.end)
    return None if between or number.start > last else behind[0]


def _are_set_against(text: str, seen: Sequence[FoundNumber], named: Sequence[Mention]) -> bool:
    """Whether two numbers stand behind two occupations, as in "A and B: $1 against $2"."""
    if len(seen) != 2 or len(named) != 2 or named[1].end > seen[0].start:
        return False
    return _VERSUS.fullmatch(text, seen[0].end, seen[1].start) is not None


def _occupation_of(text: str, number: FoundNumber, named: Sequence[Mention]) -> Mention | None:
    """The occupation of a number: behind it after "for", else the last before it.

    One that another is set against, "more than plumbers", has only a number right behind it.
    """
    before = [m for m in named if m.end <= number.start]
    after = [m for m in named if m.start >= number.end]
    if after and _FOLLOWS.fullmatch(text, number.end, after[0].start):
        return after[0]
    for mention in reversed(before):
        if not _AGAINST_ANOTHER.search(text[: mention.start]):
            return mention
        if _ITS_OWN.fullmatch(text, mention.end, number.start):
            return mention
    if not before and _OF_BEFORE.search(text[: number.start]):
        return None
    return next(iter(before[-1:] or after[:1]), None)


#: People of the sentences before: "their number will grow".
_OF_BEFORE = re.compile(r"\b(?:they|their|them)\b", re.I)


#: Between a number and its occupation: " a year for the typical ", " among all ", " additional ".
_FOLLOWS = re.compile(
    r"\s(?:(?:more|fewer|additional|extra|new)\s)?|"
    r"[^.;:!?$\d]{0,24}?\b(?:for|among|by|of|as)\s+(?:all\s+|an?\s+|the\s+(?:typical\s+)?)?$",
    re.I,
)
