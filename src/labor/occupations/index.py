"""Titles arranged by their words, and how well each fits the words of a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

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
        titles: The words of each title.
        groups: The group of each title, numbered from 0; each group has at least one title.
    """

    def __init__(self, titles: Sequence[Words], groups: np.ndarray) -> None:
        self._groups = groups
        self._count = int(groups.max()) + 1
        with_word: dict[str, list[int]] = defaultdict(list)
        for title, held in enumerate(titles):
            for word in held:
                with_word[word].append(title)
        self._words = sorted(with_word)
        self._number = {word: number for number, word in enumerate(self._words)}
        self._titles_with = [np.array(with_word[word]) for word in self._words]
        self._groups_with = [np.unique(groups[found]) for found in self._titles_with]
        spread = np.array([len(found) for found in self._groups_with])
        self._worth = np.log1p(self._count / spread)
        self._whole = np.zeros(len(titles))
        for worth, found in zip(self._worth, self._titles_with, strict=True):
            self._whole[found] += worth
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            self._by_stem[stem(word)].append(number)

    def fit(self, asked: Words) -> tuple[np.ndarray, np.ndarray]:
        """How well titles and groups fit what is asked for.

        Args:
            asked: Words.

        Returns:
            For each title the share of what is asked that it has, times the root of the share
            of the title that is asked for; for each group the share of what is asked that its
            titles have between them. All from 0 to 1, words by their worth.
        """
        in_titles, of_titles = np.zeros(len(self._groups)), np.zeros(len(self._groups))
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

    def _alike(self, word: str) -> list[tuple[int, float]]:
        """The numbers of known words that a word can be, with their likeness up to 1."""
        likeness = dict.fromkeys(self._by_stem.get(stem(word), ()), _SAME_STEM)
        if word in self._number:
            likeness[self._number[word]] = 1.0
        elif len(word) >= _SHORT:
            close = process.extract(
                word,
                self._words,
                scorer=OSA.normalized_similarity,
                score_cutoff=_LIKE,
                limit=_CHOICES,
            )
            for _, share, number in close:
                likeness[number] = max(likeness.get(number, 0.0), share**_SHARPNESS)
        return sorted(likeness.items())


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
