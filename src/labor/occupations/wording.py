"""The words of a job title in the form in which they are compared, and what else they can mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from labor.occupations.titles import forms, title_key, title_words
from labor.terms import STATES

#: Words of the longest phrase of the lists.
_LONGEST_PHRASE = 4
#: Endings that words of the same trade differ in: coder, coding; librarian, library.
_ENDING = re.compile(
    r"(?:ational|ation|ative|ician|ologist|ology|ographer|ography|ment|ing|ist|ian|ion|ive|ant|"
    r"ent|ery|ary|ory|er|or|ic|al|ry|y|e)$"
)
#: Letters that must be left of a word without its ending.
_STEM = 3
#: Endings that say who does the work: salesman, salesgirl; not woman, human or German.
_WHO = re.compile(r"(?<=[a-z]{4})(?:man|woman|girl|boy|lady|person)$")
#: Words that stand before a place or an employer: "driver in Boston", "cashier at Walmart".
_BEFORE_PLACES = frozenset({"and", "at", "for", "from", "in", "near", "of", "the", "with"})
#: Both genders of a Spanish word: "maestro/a", "contador/a".
_GENDERS = re.compile(r"o/a\b|/a\b")


@cache
def words(text: str) -> frozenset[str]:
    """The words of a title that carry meaning, in the singular, in one spelling, written out."""
    same = _same()
    found = chain.from_iterable(same.get(w, w).split() for w in title_words(text))
    return frozenset(_WHO.sub("person", word) for word in found)


def readings(text: str) -> list[frozenset[str]]:
    """What the words of a person can mean.

    Args:
        text: What a person typed.

    Returns:
        The words as typed; then, if there are letters of a certificate or everyday words among
        them, with these in the words of the official lists. The same for each form of a title
        with its short form in brackets.
    """
    typed = [title_key(form) for form in forms(text)]
    found = [words(key) for key in (*typed, *map(_replaced, typed))]
    return [reading for reading in dict.fromkeys(found) if reading]


def cores(text: str) -> list[str]:
    """A query, and what is left of it without words aside.

    Args:
        text: What a person typed.

    Returns:
        Keys, see `titles.title_key`: of the whole; without words of time, level and place;
        without employers; without both. "Uber driver in Boston" has a meaning of its own in the
        second. One that is only a rank is none: a "Starbucks shift supervisor" is no "supervisor".
    """
    whole = title_key(text)
    found = [whole]
    # "Industrial Engineers, Except Safety" is none for safety.
    named = whole.partition(" except ")[0]
    for kinds in (("anywhere", "place"), ("employer",), ("anywhere", "place", "employer")):
        found.append(_without(named, frozenset(chain.from_iterable(map(_aside, kinds)))))
    return [key for key in dict.fromkeys(found) if words(key) - rank_words()] or [whole]


def written_out(key: str) -> str:
    """Words with those that are short for others, or spelled otherwise, in their usual form."""
    return " ".join(_same().get(word, word) for word in key.split())


def _without(key: str, aside: frozenset[str]) -> str:
    left, found = key.split(), []
    while left:
        lengths = range(min(_LONGEST_PHRASE, len(left)), 0, -1)
        length = next((n for n in lengths if " ".join(left[:n]) in aside), 0)
        if not length and len(left) > 1 and left[0] in _aside("before"):
            length = 1
        if not length:
            found.append(left[0])
        left = left[length or 1 :]
    while found and found[-1] in _BEFORE_PLACES:
        found.pop()
    return " ".join(found)


@cache
def rank_words() -> frozenset[str]:
    """Words that make a title another job if they are added to it."""
    return frozenset(_lists("wording")["rank"])


@cache
def stem(word: str) -> str:
    """A word without the endings that words of one trade differ in."""
    for _ in range(2):
        shorter = _ENDING.sub("", word)
        if len(shorter) < _STEM:
            break
        word = shorter
    return word


def vocabulary() -> Iterator[tuple[str, str, str]]:
    """Names that no official list prints, each with its kind and its code of SOC 2018."""
    for kind, occupations in _lists("vocabulary").items():
        for code, names in occupations.items():
            for name in chain.from_iterable(map(_both_genders, names)):
                yield name, kind, code


def _both_genders(name: str) -> Iterator[str]:
    """A Spanish name for a man and for a woman: "enfermero/a" is "enfermero" and "enfermera"."""
    yield _GENDERS.sub(lambda end: end.group().removesuffix("/a"), name)
    if _GENDERS.search(name):
        yield _GENDERS.sub("a", name)


@cache
def _lists(name: str) -> dict[str, Any]:
    text = files("labor.occupations").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _aside(kind: str) -> frozenset[str]:
    listed = _lists("wording")["aside"][kind]
    states = [state for _, _, state in STATES] if kind == "place" else []
    return frozenset(map(title_key, [*listed, *states]))


@cache
def _same() -> dict[str, str]:
    return _keyed("shortened") | _keyed("spellings")


@cache
def _meanings() -> dict[str, str]:
    return _keyed("letters") | _keyed("everyday")


def _keyed(name: str) -> dict[str, str]:
    lists = _lists("wording")[name]
    return {title_key(word): title_key(meaning) for word, meaning in lists.items()}


def _replaced(key: str) -> str:
    """Words with letters and everyday words replaced, the longest phrases first."""
    left, found = key.split(), []
    while left:
        phrases = [" ".join(left[:n]) for n in range(min(_LONGEST_PHRASE, len(left)), 0, -1)]
        phrase = next((p for p in phrases if p in _meanings()), left[0])
        found.append(_meanings().get(phrase, phrase))
        left = left[len(phrase.split()) :]
    return " ".join(found)
