"""The words of a job title in the form in which they are compared, and what else they can mean."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from labor.occupations.titles import forms, title_key, title_words

#: Words of the longest phrase of the lists.
_LONGEST_PHRASE = 3
#: Endings that words of the same trade differ in: coder, coding; librarian, library.
_ENDING = re.compile(
    r"(?:ational|ation|ative|ician|ologist|ology|ographer|ography|ment|ing|ist|ian|ion|ive|ant|"
    r"ent|ery|ary|ory|er|or|ic|al|ry|y|e)$"
)
#: Letters that must be left of a word without its ending.
_STEM = 3


@cache
def words(text: str) -> frozenset[str]:
    """The words of a title that carry meaning, in the singular, in one spelling, written out."""
    same = _same()
    return frozenset(chain.from_iterable(same.get(w, w).split() for w in title_words(text)))


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


@cache
def rank_words() -> frozenset[str]:
    """Words that make a title another job if they are added to it."""
    return frozenset(_lists()["rank"])


@cache
def stem(word: str) -> str:
    """A word without the endings that words of one trade differ in."""
    for _ in range(2):
        shorter = _ENDING.sub("", word)
        if len(shorter) < _STEM:
            break
        word = shorter
    return word


@cache
def _lists() -> dict[str, Any]:
    text = files("labor.occupations").joinpath("wording.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _same() -> dict[str, str]:
    return _keyed("shortened") | _keyed("spellings")


@cache
def _meanings() -> dict[str, str]:
    return _keyed("letters") | _keyed("everyday")


def _keyed(name: str) -> dict[str, str]:
    return {title_key(word): title_key(meaning) for word, meaning in _lists()[name].items()}


def _replaced(key: str) -> str:
    """Words with letters and everyday words replaced, the longest phrases first."""
    left, found = key.split(), []
    while left:
        phrases = [" ".join(left[:n]) for n in range(min(_LONGEST_PHRASE, len(left)), 0, -1)]
        phrase = next((p for p in phrases if p in _meanings()), left[0])
        found.append(_meanings().get(phrase, phrase))
        left = left[len(phrase.split()) :]
    return " ".join(found)
