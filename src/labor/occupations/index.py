"""How well titles that are arranged by their words fit the words of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute

from labor.occupations.title_table import parted, worth_of_words
from labor.occupations.wording import stem

Words = frozenset[str]

#: Share of its letters that a word must have in common with a known one to be taken for it.
_LIKE = 0.74
#: Words shorter than this are not recognised with a typing error.
_SHORT = 4
#: How many known words a mistyped word can be.
_CHOICES = 8
#: What another word with the same stem counts: coding for coder.
_SAME_STEM = 0.8
#: Power to which the share of common letters counts, so that a typing error costs something.
_SHARPNESS = 1.5


class TitleIndex:
    """Titles of groups, searchable by words.

    A word counts as much as it tells: the fewer groups have it in a title, the more. So
    "coder" in common is worth more than "specialist" in common.

    Args:
        by_word: Words with the titles and groups that have them, see `Arranged.words`.
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

    def fit(self, asked: Words) -> tuple[np.ndarray, np.ndarray]:
        """How well titles and groups fit what is asked for.

        Args:
            asked: Words.

        Returns:
            For each title the share of what is asked that it has, times the root of the share
            of the title that is asked for; for each group the share of what is asked that its
            titles have between them. All from 0 to 1, words by their worth.
        """
        in_titles, of_titles = np.zeros(len(self._whole)), np.zeros(len(self._whole))
        in_groups, whole = np.zeros(self._count), 0.0
        for word in sorted(asked):
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
        """The numbers of the titles that have one of these words."""
        found = [self._titles_with[n] for word in words for n in places_of(self._words, word)]
        return np.unique(np.concatenate(found)) if found else np.array([], dtype=np.int32)

    def _alike(self, word: str) -> list[tuple[int, float]]:
        """The numbers of known words that a word can be, with their likeness up to 1."""
        likeness = dict.fromkeys(places_of(self._stems, stem(word)), _SAME_STEM)
        known = places_of(self._words, word)
        if known:
            likeness[known[0]] = 1.0
        elif len(word) >= _SHORT:
            # Only what is mistyped needs it.
            from rapidfuzz import process
            from rapidfuzz.distance import OSA

            close = process.extract(
                word,
                self._listed,
                scorer=OSA.normalized_similarity,
                score_cutoff=_LIKE,
                limit=_CHOICES,
            )
            for _, share, number in close:
                likeness[number] = max(likeness.get(number, 0.0), share**_SHARPNESS)
        return sorted(likeness.items())

    @cached_property
    def _listed(self) -> list[str]:
        return self._words.to_pylist()


def places_of(column: pa.ChunkedArray, text: str) -> list[int]:
    """The numbers of the rows in which a column has exactly this text."""
    return np.flatnonzero(pyarrow.compute.equal(column, text).to_numpy()).tolist()


def best_of(values: np.ndarray, groups: np.ndarray, count: int) -> np.ndarray:
    """The largest value in each group, 0 for a group without a value."""
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
