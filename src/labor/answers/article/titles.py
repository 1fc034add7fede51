"""Occupations that a text names: the longest titles in it, in singular or plural."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import SERIES
from labor.occupations.titles import clean_title, forms, title_key, title_words

if TYPE_CHECKING:
    from labor.occupations import Directory, Role

#: A word of a sentence: "Women's", "29".
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")
#: A title may go on over these between its words, ", " or "/", over nothing else.
_WITHIN = re.compile(r"[\s,/&-]*")
#: What parts the occupations of one title: "Airline Pilots, Copilots, and Flight Engineers".
_PART = re.compile(r",\s*(?:and|or)?\s*|\s+and\s+|\s+or\s+|/")
#: What is left out of an occupation, or left over for it: "except special education".
_REST = re.compile(r"\b(?:except|all\s+other)\b", re.I)
#: One-word titles that are, in an article, more often something else.
_COMMON = frozenset(
    {"author", "guide", "intelligence", "justice", "mapper", "model", "prior", "taper", "weapon"}
)
#: Lists of job titles as people gave them, with fields ("data entry") and common words ("do").
_BROAD = ("onet_alternate", "onet_reported")
#: Endings of words for somebody who does something.
_AGENTS = ("er", "or", "ist", "ian", "ant")
#: How the message on a job title of several occupations begins, and the codes in it.
_SEVERAL = "The job title"
_CODE = re.compile(r"\b\d\d-\d{4}\b")
#: A group of at most so many occupations may be mostly one of them.
_FEW = 4
#: Longest group of words looked up by the words of titles, and shortest.
_LOOSE = range(4, 1, -1)


@dataclass(frozen=True)
class Mention:
    """An occupation named in a sentence: where, in which words, and whether as a yardstick."""

    start: int
    end: int
    text: str
    is_yardstick: bool = False


class Titles:
    """All titles of occupations, to be found in a text.

    Args:
        directory: Says which role a title names.
        tables: Tables `occupations`, and `titles` and `profiles` if there are such.
    """

    def __init__(self, directory: Directory, tables: Mapping[str, pd.DataFrame]) -> None:
        self._directory = directory
        self._official = list(tables["occupations"]["occupation_title"].unique())
        listed = [*self._official]
        if "profiles" in tables:
            listed += list(tables["profiles"]["profile_title"].unique())
        if "titles" in tables:
            broad = tables["titles"]["title_source"].isin(_BROAD)
            listed += list(tables["titles"].loc[~broad, "title"].unique())
            borrowed = tables["titles"].loc[broad, "title"].unique()
            listed += [title for title in borrowed if self._is_of_a_person(forms(title)[0])]
        self._keys = {title_key(form) for title in listed for form in self._forms_of(title)}
        self._keys = {key for key in self._keys if len(key) > 1} - _COMMON
        turned = {title_key(_turned(title)): title for title in self._official}
        self._turned = {key: title for key, title in turned.items() if key not in self._keys}
        self._keys |= set(self._turned)
        self._short = {form for title in listed for form in self._forms_of(title) if form.isupper()}
        self._longest = max(len(key.split()) for key in self._keys)
        self._roles: dict[str, Role | str] = {}

    def mentions(self, text: str) -> list[Mention]:
        """The occupations that a sentence names by a title, each as long as can be."""
        return self._scan(text, range(self._longest, 0, -1), self._is_title)

    def loose_mentions(self, text: str) -> list[Mention]:
        """Words that only one occupation has in its title: "airline pilots"."""
        return self._scan(text, _LOOSE, self._is_part_of_one_title)

    def role(self, text: str) -> Role | str:
        """The role that a title names, or why it names none."""
        if text not in self._roles:
            try:
                self._roles[text] = self._directory.resolve(self._in_order(_one_of(text)))
            except OccupationError as error:
                self._roles[text] = f"{error.what}: {error.got}" if error.got else error.what
        return self._roles[text]

    def several(self, text: str) -> tuple[str, ...]:
        """Codes of the occupations that share a title, empty if it names one or none."""
        role = self.role(text)
        if not isinstance(role, str) or not role.startswith(_SEVERAL):
            return ()
        return tuple(_CODE.findall(role))

    def parts(self, role: Role) -> tuple[str, ...]:
        """The detailed occupations of a small group, empty for other roles."""
        version = role.anchor_version
        codes = role.codes.get(version, ())
        codebook = self._directory.codebook
        if role.kind != "single" or len(codes) != 1 or version not in SERIES:
            return ()
        if not codebook.is_group(codes[0], version):
            return ()
        detailed = sorted(codebook.detailed(codes[0], version))
        return tuple(detailed) if 1 < len(detailed) <= _FEW else ()

    def same(self, text: str, other: str) -> bool:
        """Whether two names are of one occupation.

        Args:
            text: A title.
            other: Another one.
        """
        if not text or not other:
            return False
        ours, theirs = self.role(text), self.role(other)
        if isinstance(ours, str) or isinstance(theirs, str):
            return title_key(text) == title_key(other)
        return ours.codes == theirs.codes

    def _scan(self, text: str, lengths: range, accepts: Callable[[str], bool]) -> list[Mention]:
        words = list(_WORD.finditer(text))
        found, place = [], 0
        while place < len(words):
            last = place
            while last + 1 < len(words) and _joins(text, words[last], words[last + 1]):
                last += 1
            for length in lengths:
                if place + length - 1 > last:
                    continue
                start, end = words[place].start(), words[place + length - 1].end()
                if accepts(text[start:end]):
                    found.append(Mention(start, end, text[start:end]))
                    place += length - 1
                    break
            place += 1
        return found

    def _is_title(self, text: str) -> bool:
        bare = self._in_order(_one_of(text))
        key = title_key(bare)
        return key in self._keys and (key.upper() not in self._short or bare.isupper())

    def _in_order(self, text: str) -> str:
        """A name in its usual order: "registered nurses" for "Nurses, registered"."""
        if title := self._turned.get(title_key(text)):
            return title
        head, comma, tail = text.partition(", ")
        turned = f"{tail} {head}"
        if not comma or title_key(text) in self._keys or title_key(turned) not in self._keys:
            return text
        return turned

    def _is_part_of_one_title(self, text: str) -> bool:
        words = title_key(text).split()
        if words[-1] not in self._heads or not title_words(text) >= set(words):
            return False
        return set(words) <= self._vocabulary and not isinstance(self.role(text), str)

    def _forms_of(self, title: str) -> list[str]:
        """A title, without what is in brackets, and that if it is a title: "(RN)", "(Airline)"."""
        first, *both = forms(title)
        others = [form for form in both[1:] if form.isupper() or self._is_of_a_person(form)]
        return [first, *both[:1], *others]

    def _is_of_a_person(self, title: str) -> bool:
        """Whether a borrowed title is of an occupation, not of a field or a common word."""
        first, *others = title_key(clean_title(title)).split() or [""]
        if not others:
            return first in self._people
        return others[-1] in self._heads or others[-1].endswith(_AGENTS)

    @cached_property
    def _parts(self) -> frozenset[str]:
        """Parts of official titles: "Airline", "Commercial Pilots"."""
        parts = [part for title in self._official for part in _PART.split(clean_title(title))]
        return frozenset(part for part in parts if title_key(part))

    @cached_property
    def _people(self) -> frozenset[str]:
        """Parts in the plural: welder, cutter, solderer and brazer of the welders' title."""
        return frozenset(title_key(part) for part in self._parts if part.endswith("s"))

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset().union(*(title_words(title) for title in self._official))

    @cached_property
    def _heads(self) -> frozenset[str]:
        """Last words of the parts of titles: pilot, copilot and engineer of the pilots' title."""
        return frozenset(title_key(part).split()[-1] for part in self._parts)


def _turned(title: str) -> str:
    """A title with its last part in front: "Applications Software Developers"."""
    head, comma, tail = title.partition(", ")
    if not comma or _REST.search(tail):
        return title
    return f"{tail} {head}"


def _joins(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    return _WITHIN.fullmatch(text, word.end(), following.start()) is not None


def _one_of(text: str) -> str:
    """An abbreviation in the singular: "RN" for "RNs"; other words as they are."""
    return text[:-1] if text[-1:] == "s" and text[:-1].isupper() else text
