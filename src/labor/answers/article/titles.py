"""Occupations that a text names: the longest titles in it, in singular or plural."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import NEWEST, SERIES
from labor.occupations.find import RIVAL, SURE
from labor.occupations.titles import clean_title, forms, plain_title, title_key, title_words
from labor.occupations.wording import readings, stem, words

if TYPE_CHECKING:
    from labor.occupations import Directory, Role
    from labor.occupations.find import Finder

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
_BROAD = ("onet_alternate", "onet_workers")
#: Before or behind an everyday name in the singular: "an RN", "RN salary".
_A = re.compile(r"\b(?:an?|average|typical|median)\s+$", re.I)
_PAY_OF = re.compile(r"\s+(?:medians?|salar(?:y|ies)|pay|wages?|jobs?|outlook|careers?)\b", re.I)
#: Titles that name people by those whom they help or lead.
_OF_OTHERS = ("Helpers", "First-Line Supervisors")
#: Endings of words for somebody who does something, and for what they do.
_AGENTS = ("er", "or", "ist", "ian", "ant")
_FIELDS = ("ing", "ry", "my", "gy", "py")
#: How the message on a job title of several occupations begins, and the codes in it.
_SEVERAL = "The job title"
_CODE = re.compile(r"\b\d\d-\d{4}\b")
#: A group of at most so many occupations may be mostly one of them.
_FEW = 4
#: Longest group of words looked up by the words of titles, and shortest.
_LOOSE = range(4, 0, -1)


@dataclass(frozen=True)
class Mention:
    """An occupation named in a sentence: where, in which words, if as a yardstick or loosely."""

    start: int
    end: int
    text: str
    is_yardstick: bool = False
    is_loose: bool = False


class Titles:
    """All titles of occupations, to be found in a text.

    Args:
        directory: Says which role a title names.
        finder: The search for titles, with the names that it knows.
        tables: Tables `occupations`, and `titles`, `profiles` and `tasks` if there are such.
    """

    def __init__(
        self, directory: Directory, finder: Finder, tables: Mapping[str, pd.DataFrame]
    ) -> None:
        self._directory, self._finder, self._tables = directory, finder, tables
        occupations = tables["occupations"]
        newest = occupations["soc_version"].eq(NEWEST) & occupations["occupation_level"].eq(
            "detailed"
        )
        self._newest = {
            title: words(title)
            for title in occupations.loc[newest, "occupation_title"]
            if not title.startswith(_OF_OTHERS)
        }
        self._official = list(tables["occupations"]["occupation_title"].unique())
        listed = [*self._official]
        if "profiles" in tables:
            listed += list(tables["profiles"]["profile_title"].unique())
        self._keys = {title_key(form) for title in listed for form in self._forms_of(title)}
        self._short = {form for title in listed for form in self._forms_of(title) if form.isupper()}
        self._listed = frozenset(self._keys)
        self._everyday: set[str] = set()
        self._narrow: set[str] = set()
        for title, key, source, part in finder.titles():
            if source == "vocabulary" and not self._is_named_so(title, key, part):
                continue
            if source not in _BROAD or title.isupper() or self._is_of_a_person(title):
                if " " not in key and not (title.isupper() or self._is_of_a_person(title)):
                    self._everyday.add(key)
                self._keys.add(key)
                self._short |= {title} if title.isupper() else set()
        self._keys = {key for key in self._keys if len(key) > 1} - _COMMON
        turned = {title_key(_turned(title)): title for title in self._official}
        self._turned = {key: title for key, title in turned.items() if key not in self._keys}
        self._keys |= set(self._turned)
        self._longest = max(len(key.split()) for key in self._keys)
        self._roles: dict[str, Role | str] = {}

    def mentions(self, text: str) -> list[Mention]:
        """The occupations that a sentence names by a title, each as long as can be."""
        return self._scan(text, range(self._longest, 0, -1), self._is_title)

    def loose_mentions(self, text: str) -> list[Mention]:
        """Words that only one occupation has in its title, "airline pilots", and its field.

        "Hygienists" and "welding" are told by one official title alone.
        """
        found = self._scan(text, _LOOSE, self._is_part_of_one_title)
        return [replace(mention, is_loose=True) for mention in found]

    def role(self, text: str) -> Role | str:
        """The role that a title names, or why it names none."""
        if text not in self._roles:
            try:
                name = self._of_field(self._in_order(_one_of(text)))
                self._roles[text] = self._directory.resolve(name)
            except OccupationError as error:
                self._roles[text] = f"{error.what}: {error.got}" if error.got else error.what
        return self._roles[text]

    def is_sure(self, text: str) -> bool:
        """Whether what a name is of is proof enough to call a number wrong.

        It is not if the search was not sure, unless only one official title has all the words:
        "heavy truck drivers"; nor if that title is of other people, nor is one word that several of
        these have, such as "teachers".
        """
        role = self.role(text)
        if isinstance(role, str):
            return False
        named = self._of_field(text)
        having = [title for title, has in self._newest.items() if words(named) <= has]
        # "Correctional officers" are those of "Correctional Officers and Jailers".
        if " " in named:
            own = [t for t in having if title_key(named) in map(title_key, _PART.split(t))]
            having = own or having
        if role.chance < SURE:
            return having == [role.label]
        # "Veterinary assistants", whom O*NET has among the technicians, too.
        is_told_apart = len(having) == 1 and role.label in self._newest
        other = self.role(having[0]) if is_told_apart else role
        if not isinstance(other, str) and not other.every_code & role.every_code:
            return False
        key = title_key(named)
        return " " in key or key in self._listed or len(having) < 2

    def is_of_all(self, text: str) -> bool:
        """Whether a name is not only of some people of its occupation, as "prompt engineers" is.

        A name of the vocabulary alone is, unless its words, or what they are short for, are those
        of a title.
        """
        told = title_words(text)
        short = {"tech" if word == "technician" else word for word in told}
        if title_key(text) not in self._narrow or not self._job_titles.isdisjoint(
            {told, frozenset(short), *readings(text)}
        ):
            return True
        role = self.role(text)
        having = [title for title, has in self._newest.items() if words(text) <= has]
        return not isinstance(role, str) and having == [role.label]

    def several(self, text: str) -> tuple[str, ...]:
        """Codes of the occupations that a title may be of, empty if it surely is of one."""
        role = self.role(text)
        if isinstance(role, str):
            return tuple(_CODE.findall(role)) if role.startswith(_SEVERAL) else ()
        if self.is_sure(text):
            return ()
        found = self._finder.find(text)
        return tuple(found.loc[found["chance"] >= RIVAL, "occupation_code"])

    def parts(self, role: Role) -> tuple[str, ...]:
        """The detailed occupations of a small group, empty for other roles."""
        version = role.anchor_version
        codes = role.codes.get(version, ())
        codebook = self._directory.codebook
        if role.kind == "composite" and NEWEST in role.codes:
            return role.codes[NEWEST]
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

    def _scan(
        self, text: str, lengths: range, accepts: Callable[[str, int, int], bool]
    ) -> list[Mention]:
        single = list(_WORD.finditer(text))
        found, place = [], 0
        while place < len(single):
            last = place
            while last + 1 < len(single) and _joins(text, single[last], single[last + 1]):
                last += 1
            for length in lengths:
                if place + length - 1 > last:
                    continue
                start, end = single[place].start(), single[place + length - 1].end()
                if accepts(text, start, end):
                    found.append(Mention(start, end, text[start:end]))
                    place += length - 1
                    break
            place += 1
        return found

    def _is_title(self, text: str, start: int, end: int) -> bool:
        whole, text = text, text[start:end]
        bare = self._in_order(_one_of(text))
        key = title_key(bare)
        # "In the Austin area, mechanics": a comma stands in official titles only.
        if "," in bare and key not in self._listed:
            return False
        if key not in self._keys:
            key = _written_out(key)
        if key not in self._keys and " " in key and any(map(str.isupper, bare.split())):
            # "PT assistants": the letters in the words of the lists.
            return any(reading in self._job_titles for reading in readings(bare)[1:])
        # Alone "spread" and "silk" are more often something else than people.
        is_bare = key in self._everyday and key == plain_title(text)
        is_label = not start and whole[end : end + 1] == ":"
        if is_bare and not (is_label or _A.search(whole[:start]) or _PAY_OF.match(whole, end)):
            return False
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

    def _is_part_of_one_title(self, text: str, start: int, end: int) -> bool:
        text = text[start:end]
        name = self._of_field(text)
        parts = title_key(name).split()
        if not parts or parts[-1] not in self._heads or not title_words(name) >= set(parts):
            return False
        if len(parts) > 1:
            is_told = set(parts) <= self._vocabulary
        else:
            is_alone = name != text or (text.endswith("s") and parts[0].endswith(_AGENTS))
            having = sum(words(name) <= has for has in self._newest.values())
            is_told = is_alone and (having == 1 or title_key(name) in self._listed)
        return is_told and not isinstance(self.role(text), str)

    def _of_field(self, text: str) -> str:
        """A name with its field as who works in it: "elementary teacher" for "... teaching"."""
        *others, last = text.split() or [""]
        if not last.endswith(_FIELDS):
            return text
        return " ".join([*others, self._workers.get(stem(last.lower()), last)])

    def _is_named_so(self, title: str, key: str, part: str) -> bool:
        """Whether articles name people by a name of the vocabulary; notes which are not plain."""
        is_short = title.isupper() and " " not in key
        is_person = self._is_of_a_person(title)
        is_named = part != "certificate" or is_short or is_person or key.endswith(_AGENTS)
        if part == "spanish" or not is_named:
            return False
        if key not in self._listed:
            self._narrow.add(key)
        if " " not in key and key not in self._listed and not is_person:
            self._everyday.add(key)
        return True

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
        # "Tech" is a technician.
        head = min(words(others[-1]), default=others[-1])
        return head in self._heads or head.endswith(_AGENTS)

    @cached_property
    def _job_titles(self) -> frozenset[frozenset[str]]:
        """The words of each title of the SOC's and O*NET's lists, of its long and short form."""
        titles = self._tables["titles"]["title"].unique() if "titles" in self._tables else ()
        return frozenset(title_words(form) for title in titles for form in forms(title))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The stems of the verbs that tasks begin with."""
        tasks = self._tables["tasks"]["task"].tolist() if "tasks" in self._tables else ()
        return frozenset(map(stem, {t.partition(" ")[0].strip(",").lower() for t in tasks}))

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
    def _workers(self) -> dict[str, str]:
        """Who works in a field, by the stem of its name: "welder" by that of "welding"."""
        return {stem(head): head for head in sorted(self._people) if head.endswith(_AGENTS)}

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


def _written_out(key: str) -> str:
    """A title with the words of each word in one spelling: "pharmacy technician" for "tech"."""
    return " ".join(" ".join(sorted(words(word))) or word for word in key.split())


def _joins(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    return _WITHIN.fullmatch(text, word.end(), following.start()) is not None


def _one_of(text: str) -> str:
    """An abbreviation in the singular: "RN" for "RNs"; other words as they are."""
    return text[:-1] if text[-1:] == "s" and text[:-1].isupper() else text
