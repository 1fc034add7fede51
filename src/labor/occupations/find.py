"""From a job title in a person's own words to occupations, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from labor.errors import OccupationError
from labor.occupations.codes import NEWEST, VERSIONS, is_code, normalise_code
from labor.occupations.title_table import (
    SOURCE_ORDER,
    TitleEntry,
    TitleTables,
    parted,
    worth_of_words,
)
from labor.occupations.titles import clean_title, title_key
from labor.occupations.wording import cores, rank_words, readings, stem, words, written_out

#: Columns of the answer; docs/methods/find.md describes them.
COLUMNS = [
    "occupation_code",
    "soc_version",
    "occupation_title",
    "score",
    "chance",
    "matched_title",
    "matched_source",
    "matched_source_version",
    "matched_code",
    "matched_soc_version",
    "status",
    "superseded_by",
    "also_named",
    "published_as",
]

_FIELDS = [field.name for field in fields(TitleEntry)]
#: Score of 100 below which an occupation is no help.
_FLOOR = 25
#: How much all titles of an occupation count beside the one that fits best.
_TOGETHER = 0.2
#: What a match by the meaning of letters and everyday words is worth.
_MEANT = 0.97
#: What a title with a word of rank that was not asked for is worth.
_OTHER_RANK = 0.9
#: What is added for an occupation that has all the good matches, and for the largest one.
_SHARE, _SIZE = 0.2, 0.04
#: Power of the matches that share out the first of these, so that weak ones do not count.
_GOOD = 6
#: Score of words that are exactly a title, and the best one of others.
EXACT, _NOT_EXACT = 100, 99

#: Power of the fits that rivals share the chance by.
_RIVAL = 8
#: Sources whose meaning of a name stands alone: official lists and the field's words, then the
#: SOC's job titles and older lists; O*NET's short titles are machine-made.
_CHOSEN = (SOURCE_ORDER["vocabulary"], SOURCE_ORDER["older_title"])
#: A job title of the SOC that so many occupations share in all lists is that of job holders.
_JOB_TITLE, _SHARED = SOURCE_ORDER["soc_direct_match"], 3
#: Log odds that the first occupation is meant: a constant, and the weights of its fit, of its
#: share among all fits, and of a title that somebody chose; see docs/methods/find.md.
CHANCE = (-3.03, 3.01, 2.57, 1.66)
#: From this chance on the first occupation is called sure, and is proposed for a role at all.
SURE, LIKELY = 0.95, 0.5
#: Chance from which another occupation is one that can be meant.
RIVAL = 0.05

#: Highest chance of an occupation that a rank alone, "supervisor", is all that is asked for.
_RANK_ALONE = 0.4

Words = frozenset[str]

#: Share of its letters that a word must have in common with a known one to be taken for it.
_LIKE = 0.74
#: Words shorter than this are not recognised with a typing error; of those as long all letters
#: but one must be in common, and that one too many or too few.
_SHORT = 4
_LIKE_SHORT = 0.79
#: Letters that each part of a compound must have.
_PART = 3
#: How many known words a mistyped word can be.
_CHOICES = 8
#: What another word with the same stem counts: coding for coder.
_SAME_STEM = 0.8
#: Power to which the share of common letters counts, so that a typing error costs something.
_SHARPNESS = 1.5


class Finder:
    """Titles of all lists and sources, to be searched by words.

    Of occupations that fit alike the one with more jobs is first.

    Args:
        tables: The titles, see `title_table.title_tables`.
    """

    def __init__(self, tables: TitleTables) -> None:
        self._codes, self._entries = tables.codes, tables.titles
        self._jobs = tables.groups["jobs"].to_numpy()
        self._groups = self._entries["group"].to_numpy()
        worth = self._entries["worth"].to_numpy()
        self._index = TitleIndex(tables.words, worth, len(self._jobs))
        size = np.log1p(self._jobs)
        self._size = size / max(size.max(), 1)

    def titles(self) -> Iterator[tuple[str, str, str, str]]:
        """Each title as printed, its `titles.title_key`, its source and the part of that."""
        names = ("title", "key", "source", "source_version")
        return zip(*(listed(self._entries[name]) for name in names), strict=True)

    def find(self, text: str, limit: int = 5) -> pd.DataFrame:
        """Find the occupations that a job title can mean.

        Args:
            text: A job title in a person's words, letters of a certificate, or a code of any
                list.
            limit: Most rows to return.

        Returns:
            A row is an occupation of the newest list, the likeliest first, with the columns
            `COLUMNS`. No row if nothing is near. A code that nothing leads on from, such as one
            of 1997, is a row itself.

        Raises:
            OccupationError: There is nothing to search for, or no list has the code.
        """
        query = " ".join(str(text).split())
        first = query.partition(" ")[0]
        if not (any(map(str.isalpha, query)) or is_code(first)) or limit < 1:
            raise OccupationError(
                "There is nothing to search for",
                expected="a job title or a code, and a limit of at least 1",
                got=f"{text!r}, limit {limit}",
            )
        if is_code(first):
            found = self._by_code(normalise_code(first))
            rows = [self._row(entry, EXACT, 1 / len(found)) for entry in found[:limit]]
        else:
            rows = [self._row(*found) for found in self._by_words(query, limit)]
        return pd.DataFrame(rows, columns=COLUMNS)

    def has(self, title: str) -> bool:
        """Whether a list has exactly this title; case, punctuation and plural do not matter."""
        return bool(self._exact(title))

    def _by_words(self, query: str, limit: int) -> list[tuple[TitleEntry, float, float]]:
        """The title that fits best, the score and the chance of each likely group."""
        exact = self._first_of_groups(self._exact_or_written_out(title_key(query)))
        same = self._first_of_groups(self._same_as(query))
        values = self._values(query)
        best = best_of(values, self._groups, len(self._jobs))
        shares = np.bincount(self._groups, weights=values**_GOOD, minlength=len(best))
        shares = shares / max(shares.sum(), np.finfo(float).tiny)
        total = best + _SHARE * np.sqrt(shares) + _SIZE * self._size
        scores = np.round(_NOT_EXACT * total / (1 + _SHARE + _SIZE))
        scores[best == 0] = 0
        scores[list(same)] = _NOT_EXACT
        scores[list(exact)] = EXACT
        sources = np.full(len(scores), len(SOURCE_ORDER))
        sources[list(same)] = [self._source(place) for place in same.values()]
        # Groups are numbered in the order of their codes.
        order = np.lexsort((-self._jobs, sources, -scores))
        groups = order[scores[order] >= _FLOOR].tolist()
        chances = self._chances(groups, best, same)
        if not same and words(query) <= rank_words():
            chances = [min(chance, _RANK_ALONE) for chance in chances]
        return [
            (self._entry(same.get(group, self._best_title(group, values))), scores[group], chance)
            for group, chance in zip(groups[:limit], chances, strict=False)
        ]

    def _first_of_groups(self, places: Sequence[int]) -> dict[int, int]:
        """The best of some titles of each group; meanings that somebody chose stand alone."""
        meant, chosen = ([p for p in places if self._source(p) <= limit] for limit in _CHOSEN)
        if not meant and self._is_shared(places, chosen):
            chosen = [p for p in places if p not in chosen]
        return {int(self._groups[p]): p for p in reversed(meant or chosen or places)}

    def _is_shared(self, places: Sequence[int], chosen: Sequence[int]) -> bool:
        """Whether a word, "analyst", is a job title of the SOC and of several others' holders."""
        return (
            len({self._groups[p] for p in places}) >= _SHARED
            and all(self._source(p) == _JOB_TITLE for p in chosen)
            and " " not in self._entries["key"][places[0]].as_py()
        )

    def _chances(
        self, groups: Sequence[int], best: np.ndarray, same: Mapping[int, int]
    ) -> list[float]:
        """How probable it is that each of the groups, in their order, is meant."""
        if not groups:
            return []
        first = groups[0]
        rivals = best[groups] ** _RIVAL
        alone = 1 / len(same) if same else float(rivals[0] / rivals.sum())
        chosen = first in same and self._source(same[first]) <= _CHOSEN[-1]
        features = (1.0, best[first], alone, float(chosen))
        chance = float(1 / (1 + np.exp(-np.dot(CHANCE, features))))
        if same:
            # Which of several occupations with the title is meant, the title does not say.
            chance = min(chance, 2 / (len(same) + 1))
        rest = rivals[1:] / max(rivals[1:].sum(), np.finfo(float).tiny)
        return [chance, *(np.minimum(chance, (1 - chance) * rest)).tolist()]

    def _best_title(self, group: int, values: np.ndarray) -> int:
        own = np.flatnonzero(self._groups == group)
        return int(own[np.argmax(values[own])])

    def _values(self, query: str) -> np.ndarray:
        """How well each title fits in the best reading of the query, from 0 to 1."""
        values = np.zeros(len(self._groups))
        typed = words(query)
        for reading in self._readings(query):
            title, group = self._index.fit(reading)
            fit = ((1 - _TOGETHER) * title + _TOGETHER * group[self._groups]) * (title > 0)
            fit[self._index.having(rank_words() - reading)] *= _OTHER_RANK
            values = np.maximum(values, fit if reading <= typed else _MEANT * fit)
        for place in self._first_of_groups(self._same_as(query)).values():
            values[place] = 1.0
        return values

    def _readings(self, query: str) -> list[Words]:
        """What the query can mean, without words aside and with compounds in their known form."""
        bare = cores(query)[-1]
        return list(dict.fromkeys(chain(readings(bare), readings(self._index.compounds(bare)))))

    def _same_as(self, query: str) -> list[int]:
        """Titles that are exactly the query, with as few words aside left out as can be."""
        return next(filter(None, map(self._exact_or_written_out, cores(query))), [])

    def _exact_or_written_out(self, key: str) -> list[int]:
        """Titles that are exactly the words, and chosen ones that are these written out.

        A rank alone, "supervisor", is no title just because job holders gave it.
        """
        chosen = [p for p in self._exact(written_out(key)) if self._source(p) <= _CHOSEN[-1]]
        found = [] if words(key) <= rank_words() else self._exact(key)
        return list(dict.fromkeys([*found, *chosen]))

    def _exact(self, title: str) -> list[int]:
        return places_of(self._entries["key"], title_key(title))

    def _entry(self, place: int) -> TitleEntry:
        return TitleEntry(*(self._entries[name][place].as_py() for name in _FIELDS))

    def _source(self, place: int) -> int:
        """How good the source of a title is, the best being 0."""
        return SOURCE_ORDER[self._entries["source"][place].as_py()]

    def _known(self, code: str, version: str) -> dict[str, Any]:
        """What is known of a code of a list, see `TitleTables.codes`; empty if nothing is."""
        place = self._place_of_code.get((version, code))
        return {} if place is None else self._codes.slice(place, 1).to_pylist()[0]

    @cached_property
    def _place_of_code(self) -> dict[tuple[str, str], int]:
        columns = (listed(self._codes[name]) for name in ("soc_version", "occupation_code"))
        return {key: place for place, key in enumerate(zip(*columns, strict=True))}

    def _title(self, code: str, version: str) -> str | None:
        return self._known(code, version).get("occupation_title")

    def _leads_to(self, code: str, version: str) -> tuple[str, ...]:
        return tuple(self._known(code, version).get("leads_to", ()))

    def _by_code(self, code: str) -> list[TitleEntry]:
        lists = (NEWEST, *reversed(VERSIONS))
        titles = {v: title for v in lists if (title := self._title(code, v)) is not None}
        if not titles:
            raise OccupationError(
                f"No list of occupations has the code {code}",
                expected="a code of one of the lists",
                got=code,
                next_step="Check the digits, or search for the title.",
            )
        version, title = next(iter(titles.items()))
        leads_to = self._leads_to(code, version) or (code,)
        entries = [TitleEntry(title, "code", version, version, code, found) for found in leads_to]
        return sorted(entries, key=lambda entry: (-self._jobs_of(entry.leads_to), entry.leads_to))

    def _row(self, entry: TitleEntry, score: float, chance: float) -> dict[str, object]:
        code = entry.leads_to
        newest = self._known(code, NEWEST)
        version = NEWEST if newest.get("occupation_title") is not None else entry.version
        became = self._leads_to(entry.code, entry.version)
        status = "superseded" if became != (entry.code[:7],) else "current"
        exact = () if entry.source == "code" else self._exact(entry.title)
        named = {self._entries["leads_to"][place].as_py() for place in exact} | {*became}
        return {
            "occupation_code": code,
            "soc_version": version,
            "occupation_title": self._title(code, version),
            "score": int(score),
            "chance": round(chance, 2),
            "matched_title": clean_title(entry.title),
            "matched_source": entry.source,
            "matched_source_version": entry.source_version,
            "matched_code": entry.code,
            "matched_soc_version": entry.version,
            "status": status if became else "no_successor_known",
            "superseded_by": "; ".join(became) if status == "superseded" else "",
            "also_named": "; ".join(sorted(named - {code})),
            "published_as": newest.get("published_as") or code,
        }

    def _jobs_of(self, code: str) -> float:
        """Jobs of a code, or of the group it is published in."""
        known = self._known(code, NEWEST)
        if known.get("jobs") is not None:
            return known["jobs"]
        group = self._known(known.get("published_as") or "", NEWEST)
        return group.get("jobs") or 0.0


class TitleIndex:
    """Titles of groups, searchable by words.

    A word counts as much as it tells: the fewer groups have it in a title, the more. So
    "coder" in common is worth more than "specialist" in common.

    Args:
        by_word: Words with the titles and groups that have them, see `TitleTables.words`.
        worth: That of all words of each title.
        count: Number of groups.
    """

    def __init__(self, by_word: pa.Table, worth: np.ndarray, count: int) -> None:
        self._words, self._stems = by_word["word"], by_word["stem"]
        self._titles_with = parted(by_word["titles"])
        self._groups_with = parted(by_word["groups"])
        self._worth = worth_of_words(by_word, count)
        self._whole = worth
        self._count = count

    def fit(self, wanted: Words) -> tuple[np.ndarray, np.ndarray]:
        """How well titles and groups fit some words.

        Args:
            wanted: Words.

        Returns:
            For each title the share of the wanted words that it has, times the root of the share
            of the title that is wanted; for each group the share of the wanted words that its
            titles have between them. All from 0 to 1, words by their worth.
        """
        in_titles, of_titles = np.zeros(len(self._whole)), np.zeros(len(self._whole))
        in_groups, whole = np.zeros(self._count), 0.0
        for word in sorted(wanted):
            alike = self._alike(word)
            unknown = float(np.log1p(self._count))
            worth = max((self._worth[number] for number, _ in alike), default=unknown)
            whole += worth
            in_titles += worth * _most(len(in_titles), self._titles_with, alike)
            in_groups += worth * _most(len(in_groups), self._groups_with, alike)
            weighed = [(number, likeness * self._worth[number]) for number, likeness in alike]
            of_titles += _most(len(of_titles), self._titles_with, weighed)
        share = np.minimum(of_titles / np.maximum(self._whole, self._worth.min()), 1)
        return in_titles / whole * np.sqrt(share), in_groups / whole

    def having(self, words: Iterable[str]) -> np.ndarray:
        """Which titles have one of these words."""
        having = np.zeros(len(self._whole), dtype=bool)
        for word in words:
            if word in self._numbers:
                having[self._titles_with[self._numbers[word]]] = True
        return having

    def compounds(self, key: str) -> str:
        """A query with its compounds in the form that titles have.

        Args:
            key: Words in the form of `titles.title_key`.

        Returns:
            "forklift driver" for "fork lift driver", "front end engineer" for "frontend engineer"
            if only the former are words of titles.
        """
        text = f" {key} "
        for first, second in pairwise(key.split()):
            if first + second in self._numbers:
                text = text.replace(f" {first} {second} ", f" {first}{second} ")
        return " ".join(chain.from_iterable(map(self._parts, text.split())))

    def _parts(self, word: str) -> Sequence[str]:
        """A word, or the two known ones that it is made of if no title has it."""
        if word in self._numbers:
            return [word]
        cuts = range(len(word) - _PART, _PART - 1, -1)
        parts = ((word[:cut], word[cut:]) for cut in cuts)
        known = (both for both in parts if all(part in self._numbers for part in both))
        return next(known, [word])

    def _alike(self, word: str) -> list[tuple[int, float]]:
        """The numbers of known words that a word can be, with their likeness up to 1."""
        likeness = dict.fromkeys(self._with_stem.get(stem(word), ()), _SAME_STEM)
        if word in self._numbers:
            likeness[self._numbers[word]] = 1.0
        elif len(word) >= _SHORT:
            # Only what is mistyped needs it.
            from rapidfuzz import process
            from rapidfuzz.distance import OSA

            close = process.extract(
                word,
                self._listed,
                scorer=OSA.normalized_similarity,
                score_cutoff=_LIKE if len(word) > _SHORT else _LIKE_SHORT,
                limit=_CHOICES,
            )
            for _, share, number in close:
                likeness[number] = max(likeness.get(number, 0.0), share**_SHARPNESS)
        return sorted(likeness.items())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self._listed)}

    @cached_property
    def _with_stem(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, end in enumerate(listed(self._stems)):
            found[end].append(number)
        return found

    @cached_property
    def _listed(self) -> list[str]:
        return listed(self._words)


def listed(column: pa.ChunkedArray) -> list[str]:
    """A column of text as a list; `to_pylist` makes an object of pyarrow's of every value."""
    return column.to_numpy().tolist()


def places_of(column: pa.ChunkedArray, text: str) -> list[int]:
    """The numbers of the rows in which a column has exactly this text.

    Args:
        column: Column of text.
        text: What to look for.
    """
    return np.flatnonzero(pyarrow.compute.equal(column, text).to_numpy()).tolist()


def best_of(values: np.ndarray, groups: np.ndarray, count: int) -> np.ndarray:
    """The largest value in each group, 0 for a group without a value.

    Args:
        values: A number of 0 or more for each title.
        groups: Number of the group of each title.
        count: Number of groups.
    """
    best = np.zeros(count)
    np.maximum.at(best, groups, values)
    return best


def _most(
    size: int, places: Sequence[np.ndarray], weights: Sequence[tuple[int, float]]
) -> np.ndarray:
    """The largest of the weights of the words that each title or group has."""
    most = np.zeros(size)
    for number, weight in weights:
        most[places[number]] = np.maximum(most[places[number]], weight)
    return most
