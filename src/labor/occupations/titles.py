"""Occupation titles: without footnote marks, in the form that is compared, and in a sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Marks of footnotes: "(#)", "(##)", "*", "**", and at the end "[1]" or "(1)".
_MARKS = re.compile(r"\(#{1,2}\)|\*+|\s*[\[(]\d+[\])]\s*$")
#: A word or number of a title in lower case: "records".
_WORD = re.compile(r"[a-z0-9]+")
#: "Women's", in whatever sign a file writes it.
APOSTROPHE = re.compile("['’ʼ`]")
#: A word with only its first letter large, "Records", or a single letter before a blank, "A ".
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b|\b[A-Z](?= )")
#: O*NET prints short forms behind a title: "Medical Records Technician (Medical Records Tech)".
_SHORT_FORM = re.compile(r"(.*\S)\s*\(([^()]+)\)")
#: What a title leaves out or adds at its end: "Secretaries, Except Legal".
_BUT = "all other|except |including "
#: A kind of work set behind those who do it: "Cooks, Restaurant", "Teaching Assistants, Preschool,
#: Elementary, Middle, and Secondary School, Except Special Education". What ends in "s" may be more
#: people ("Plumbers, Pipefitters, and Steamfitters") and stays, as does what would double a word
#: ("Software Developers, Systems Software").
_KIND_BEHIND = re.compile(
    rf"(?!all other|.* of |.* - )"
    rf"(?=(?P<first>\w+))(?P<who>[^,]*(?:, [^,]+)+, and [^,]*s|[^,]*s), "
    rf"(?P<kind>(?!and |{_BUT}|.*\b(?P=first)$)[^,]*(?:, (?!{_BUT})[^,]+)*[^,s])"
    rf"(?P<but>, (?:{_BUT}).*)?",
    re.IGNORECASE,
)
#: Words of occupation titles that keep their capital.
_NAMES = frozenset({"English"})
#: Words that say nothing about what people do.
_EMPTY = frozenset(
    {"a", "all", "an", "and", "except", "for", "in", "of", "on", "or", "other", "the", "to"}
)


def clean_title(text: str) -> str:
    """A title as printed, without footnote marks and doubled blanks.

    The marks are (#), (##), * and ** of crosswalks and wage estimates, and a number in
    brackets at the end, as the Employment Projections set it.
    """
    return " ".join(_MARKS.sub(" ", text).split()).replace(" ,", ",")


@cache
def plain_title(text: str) -> str:
    """A title in lower case without marks, accents and punctuation; "&" reads "and"."""
    lowered = APOSTROPHE.sub("", clean_title(text).lower())
    lowered = lowered.replace("&", " and ").replace("+", " plus ")
    if not lowered.isascii():
        # "é" comes apart into "e" and its accent, which is no letter.
        parts = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(lowered))


@cache
def title_key(text: str) -> str:
    """The form in which a person's words and a title are the same: plain and in the singular."""
    return " ".join(_singular(word) for word in plain_title(text).split())


@cache
def title_words(text: str) -> frozenset[str]:
    """The words of a title that carry meaning, in the singular."""
    return frozenset(title_key(text).split()) - _EMPTY


def forms(title: str) -> tuple[str, ...]:
    """A job title, and its long and short form if it ends in the short one in brackets."""
    both = _SHORT_FORM.fullmatch(title)
    return (title, both[1], both[2]) if both else (title,)


def running(title: str) -> str:
    """A title inside a sentence, in small letters but for names: "school bus drivers"."""
    if found := _KIND_BEHIND.fullmatch(title):
        title = f"{found['kind']} {found['who']}{found['but'] or ''}"
    return _CAPITALISED.sub(
        lambda word: word.group() if word.group() in _NAMES else word.group().lower(), title
    )


@cache
def _singular(word: str) -> str:
    if word.endswith("wives"):
        return f"{word[:-3]}fe"
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word in ("men", "women"):
        return f"{word[:-2]}an"
    return f"{word[:-3]}man" if word.endswith("men") and len(word) > 5 else word
