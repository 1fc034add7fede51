"""From a job title in a person's own words to occupations, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import VERSIONS, is_code, normalise_code
from labor.occupations.entries import (
    NEWEST,
    Entry,
    entries_of,
    published_groups,
    steps_to_newest,
)
from labor.occupations.index import TitleIndex, best_of
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
    """Titles of all lists and sources, arranged once for many queries.

    Args:
        occupations: Table `occupations`.
        lineage: Table `soc_lineage`.
        titles: Table `titles`, if there is one.
        profiles: Table `profiles`, if there is one; the newest edition counts.
        profile_members: Table `profile_members`, if there is one.
        jobs: Jobs by code of the newest list: of occupations that fit alike the larger is first.

    Raises:
        OccupationError: The newest list is not among the occupations.
    """

    def __init__(
        self,
        occupations: pd.DataFrame,
        lineage: pd.DataFrame,
        *,
        titles: pd.DataFrame | None = None,
        profiles: pd.DataFrame | None = None,
        profile_members: pd.DataFrame | None = None,
        jobs: Mapping[str, float] | None = None,
    ) -> None:
        key = zip(occupations["soc_version"], occupations["occupation_code"], strict=True)
        self._titles = dict(zip(key, occupations["occupation_title"], strict=True))
        self._jobs = jobs or {}
        self._published = published_groups(lineage)
        self._steps = steps_to_newest(occupations, lineage)
        self._entries = entries_of(self._steps, occupations, titles, profiles, profile_members)
        if not self._entries:
            raise OccupationError(
                "There are no titles to search", expected=f"occupations of {NEWEST}", got="none"
            )
        self._arrange()

    def _arrange(self) -> None:
        self._codes = sorted({entry.leads_to for entry in self._entries})
        number = {code: place for place, code in enumerate(self._codes)}
        self._groups = np.array([number[entry.leads_to] for entry in self._entries])
        held = [words(entry.title) for entry in self._entries]
        self._index = TitleIndex(held, self._groups)
        self._ranked = [(place, w & rank_words()) for place, w in enumerate(held)]
        self._ranked = [(place, ranks) for place, ranks in self._ranked if ranks]
        size = np.log1p([self._jobs_of(code) for code in self._codes])
        self._size = size / max(size.max(), 1)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            self._by_key[title_key(entry.title)].append(place)

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
        rows = self._by_code(normalise_code(first)) if is_code(first) else self._by_words(query)
        return pd.DataFrame(rows[:limit], columns=COLUMNS)

    def has(self, title: str) -> bool:
        """Whether a list has exactly this title; case, punctuation and plural do not matter."""
        return title_key(title) in self._by_key

    def _by_words(self, query: str) -> list[dict[str, object]]:
        values = self._values(query)
        best = best_of(values, self._groups, len(self._codes))
        shares = np.bincount(self._groups, weights=values**_GOOD, minlength=len(best))
        shares = shares / max(shares.sum(), np.finfo(float).tiny)
        total = best + _SHARE * np.sqrt(shares) + _SIZE * self._size
        scores = np.round(_NOT_EXACT * total / (1 + _SHARE + _SIZE))
        scores[best == 0] = 0
        exact = {self._groups[place]: place for place in reversed(self._exact(query))}
        scores[list(exact)] = 100
        found = []
        for group in np.flatnonzero(scores >= _FLOOR):
            own = np.flatnonzero(self._groups == group)
            entry = self._entries[exact.get(group, own[np.argmax(values[own])])]
            source = entry.order[0] if group in exact else 0
            found.append((-scores[group], source, -self._jobs_of(entry.leads_to), entry))
        found.sort(key=lambda item: (*item[:3], item[3].leads_to))
        return [self._row(entry, -score) for score, *_, entry in found]

    def _values(self, query: str) -> np.ndarray:
        """How well each title fits, 0 to 1, in the best reading of the query."""
        values = np.zeros(len(self._entries))
        typed = words(query)
        for asked in readings(query):
            title, group = self._index.fit(asked)
            fit = ((1 - _TOGETHER) * title + _TOGETHER * group[self._groups]) * (title > 0)
            others = [place for place, ranks in self._ranked if ranks - asked]
            fit[others] *= _OTHER_RANK
            values = np.maximum(values, fit if asked <= typed else _MEANT * fit)
        return values

    def _exact(self, query: str) -> list[int]:
        return self._by_key.get(title_key(query), [])

    def _by_code(self, code: str) -> list[dict[str, object]]:
        version = next((v for v in reversed(VERSIONS) if (v, code) in self._titles), "")
        if (NEWEST, code) in self._titles:
            version = NEWEST
        if not version:
            raise OccupationError(
                f"No list of occupations has the code {code}",
                expected="a code of a list that is held",
                got=code,
                next_step="Check the digits, or search for the title.",
            )
        title = self._titles[version, code]
        leads_to = self._steps.get((version, code), (code,))
        entries = [Entry(title, "code", version, version, code, found) for found in leads_to]
        entries.sort(key=lambda entry: (-self._jobs_of(entry.leads_to), entry.leads_to))
        return [self._row(entry, 100) for entry in entries]

    def _row(self, entry: Entry, score: float) -> dict[str, object]:
        code = entry.leads_to
        version = NEWEST if (NEWEST, code) in self._titles else entry.version
        became = self._steps.get((entry.version, entry.code), ())
        status = "superseded" if became != (entry.code[:7],) else "current"
        exact = () if entry.source == "code" else self._exact(entry.title)
        named = {self._entries[place].leads_to for place in exact} | {*became}
        return {
            "occupation_code": code,
            "soc_version": version,
            "occupation_title": self._titles[version, code],
            "score": int(score),
            "matched_title": clean_title(entry.title),
            "matched_source": entry.source,
            "matched_source_version": entry.source_version,
            "matched_code": entry.code,
            "matched_soc_version": entry.version,
            "status": status if became else "no_successor_known",
            "superseded_by": "; ".join(became) if status == "superseded" else "",
            "also_named": "; ".join(sorted(named - {code})),
            "published_as": self._published.get(code, code),
        }

    def _jobs_of(self, code: str) -> float:
        """Jobs of a code, or of the group it is published in."""
        return self._jobs.get(code, self._jobs.get(self._published.get(code, ""), 0.0))
