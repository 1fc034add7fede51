"""From a job title in a person's own words to occupations, the likeliest first."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import VERSIONS, is_code, normalise_code
from labor.occupations.entries import NEWEST, SOURCE_ORDER, Entry
from labor.occupations.index import TitleIndex, best_of, places_of
from labor.occupations.title_table import Arranged
from labor.occupations.titles import clean_title, title_key
from labor.occupations.wording import rank_words, readings, words

#: Columns of the answer; docs/methods/find.md describes them.
COLUMNS = [
    "occupation_code",
    "soc_version",
    "occupation_title",
    "score",
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

_FIELDS = [field.name for field in fields(Entry)]
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
#: Best score of words that are not exactly a title.
_NOT_EXACT = 99


class Finder:
    """Titles of all lists and sources, to be searched by words.

    Of occupations that fit alike the one with more jobs is first.

    Args:
        arranged: The titles, see `arranged.arrange`.
    """

    def __init__(self, arranged: Arranged) -> None:
        self._codes, self._entries = arranged.codes, arranged.titles
        self._jobs = arranged.groups["jobs"].to_numpy()
        self._groups = self._entries["group"].to_numpy()
        worth = self._entries["worth"].to_numpy()
        self._index = TitleIndex(arranged.words, worth, len(self._jobs))
        size = np.log1p(self._jobs)
        self._size = size / max(size.max(), 1)

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
        if not title_key(query) or limit < 1:
            raise OccupationError(
                "There is nothing to search for",
                expected="a job title or a code, and a limit of at least 1",
                got=f"{text!r}, limit {limit}",
            )
        first = query.partition(" ")[0]
        if is_code(first):
            rows = [self._row(entry, 100) for entry in self._by_code(normalise_code(first))[:limit]]
        else:
            rows = [self._row(entry, score) for entry, score in self._by_words(query, limit)]
        return pd.DataFrame(rows, columns=COLUMNS)

    def has(self, title: str) -> bool:
        """Whether a list has exactly this title; case, punctuation and plural do not matter."""
        return bool(self._exact(title))

    def _by_words(self, query: str, limit: int) -> list[tuple[Entry, float]]:
        values = self._values(query)
        best = best_of(values, self._groups, len(self._jobs))
        shares = np.bincount(self._groups, weights=values**_GOOD, minlength=len(best))
        shares = shares / max(shares.sum(), np.finfo(float).tiny)
        total = best + _SHARE * np.sqrt(shares) + _SIZE * self._size
        scores = np.round(_NOT_EXACT * total / (1 + _SHARE + _SIZE))
        scores[best == 0] = 0
        exact = {self._groups[place]: place for place in reversed(self._exact(query))}
        scores[list(exact)] = 100
        found = []
        for group in np.flatnonzero(scores >= _FLOOR):
            source = self._source(exact[group]) if group in exact else 0
            found.append((-scores[group], source, -self._jobs[group], group))
        # Groups are numbered in the order of their codes.
        found.sort()
        return [
            (self._entry(exact.get(group, self._best_title(group, values))), -score)
            for score, _, _, group in found[:limit]
        ]

    def _best_title(self, group: int, values: np.ndarray) -> int:
        own = np.flatnonzero(self._groups == group)
        return int(own[np.argmax(values[own])])

    def _values(self, query: str) -> np.ndarray:
        """How well each title fits, 0 to 1, in the best reading of the query."""
        values = np.zeros(len(self._groups))
        typed = words(query)
        for asked in readings(query):
            title, group = self._index.fit(asked)
            fit = ((1 - _TOGETHER) * title + _TOGETHER * group[self._groups]) * (title > 0)
            fit[self._index.having(rank_words() - asked)] *= _OTHER_RANK
            values = np.maximum(values, fit if asked <= typed else _MEANT * fit)
        return values

    def _exact(self, title: str) -> list[int]:
        return places_of(self._entries["key"], title_key(title))

    def _entry(self, place: int) -> Entry:
        return Entry(*(self._entries[name][place].as_py() for name in _FIELDS))

    def _source(self, place: int) -> int:
        """How good the source of a title is, the best being 0."""
        return SOURCE_ORDER[self._entries["source"][place].as_py()]

    def _known(self, code: str, version: str) -> dict[str, Any]:
        """What is known of a code of a list, see `Arranged.codes`; empty if nothing is."""
        for place in places_of(self._codes["occupation_code"], code):
            row = self._codes.slice(place, 1).to_pylist()[0]
            if row["soc_version"] == version:
                return row
        return {}

    def _title(self, code: str, version: str) -> str | None:
        return self._known(code, version).get("occupation_title")

    def _leads_to(self, code: str, version: str) -> tuple[str, ...]:
        return tuple(self._known(code, version).get("leads_to", ()))

    def _by_code(self, code: str) -> list[Entry]:
        lists = (NEWEST, *reversed(VERSIONS))
        version = next((v for v in lists if self._title(code, v) is not None), "")
        if not version:
            raise OccupationError(
                f"No list of occupations has the code {code}",
                expected="a code of a list that is held",
                got=code,
                next_step="Check the digits, or search for the title.",
            )
        title = self._title(code, version)
        leads_to = self._leads_to(code, version) or (code,)
        entries = [Entry(title, "code", version, version, code, found) for found in leads_to]
        return sorted(entries, key=lambda entry: (-self._jobs_of(entry.leads_to), entry.leads_to))

    def _row(self, entry: Entry, score: float) -> dict[str, object]:
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
