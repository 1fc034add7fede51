"""Titles of all sources arranged by word, as arrays that answer many queries or a later start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from labor.errors import OccupationError
from labor.occupations.codes import VERSIONS
from labor.occupations.entries import NEWEST, Entry, entries_of, published_groups, steps_to_newest
from labor.occupations.lineage import LINK
from labor.occupations.titles import title_key
from labor.occupations.wording import stem, words

#: Columns of the tables that titles are searched in; the first two tables must be there.
NEEDED = {
    "occupations": [
        *("soc_version", "occupation_code", "occupation_title", "occupation_level", "note"),
    ],
    "soc_lineage": LINK,
    "titles": [
        *("title_source", "source_version", "soc_version", "occupation_code", "title"),
        "origin_codes",
    ],
    "profiles": ["edition", "profile_id", "profile_title"],
    "profile_members": ["edition", "profile_id", "soc_version", "occupation_code", "is_sum"],
    "projections": [
        *("projection_vintage", "soc_version", "occupation_code", "base_employment_jobs"),
    ],
}


@dataclass(frozen=True)
class Arranged:
    """Everything that a search for titles needs.

    Args:
        codes: A row per list and code: `soc_version`, `occupation_code`, `occupation_title`
            (missing if no list names it), `leads_to` (codes of the newest list), and for codes of
            the newest list `published_as` (the group in whose place it is published) and `jobs`
            of the newest projection.
        groups: A row per occupation that titles lead to, in the order of the codes:
            `occupation_code`, `jobs` (its own or those of the group it is published in).
        titles: A row per title and occupation, in the order of the groups: the fields of an
            `Entry`, its `key` (see `titles.title_key`), the number of its `group`, and `worth`,
            that of all its words.
        words: A row per word, sorted: `word`, `stem`, numbers of the `titles` and `groups` that
            have it.
    """

    codes: pa.Table
    groups: pa.Table
    titles: pa.Table
    words: pa.Table


def arrange(tables: Mapping[str, pd.DataFrame]) -> Arranged:
    """Arrange the titles of all sources by their words.

    Args:
        tables: Tables by name, those of `NEEDED`; of profiles the newest edition counts, of
            projections the newest one.

    Returns:
        The same arrays for the same rows, in whatever order these are.

    Raises:
        OccupationError: The newest list is not among the occupations.
    """
    occupations, lineage = tables["occupations"], tables["soc_lineage"]
    steps = steps_to_newest(occupations, lineage)
    others = [tables.get(name) for name in ("titles", "profiles", "profile_members")]
    entries = entries_of(steps, occupations, *others)
    if not entries:
        raise OccupationError(
            "There are no titles to search", expected=f"occupations of {NEWEST}", got="none"
        )
    published, jobs = published_groups(lineage), _jobs(tables.get("projections"))
    found = sorted({entry.leads_to for entry in entries})
    number = {code: place for place, code in enumerate(found)}
    groups = np.array([number[entry.leads_to] for entry in entries], dtype=np.int32)
    held = [words(entry.title) for entry in entries]
    by_word = _by_word(held, groups)
    own = [jobs.get(code, jobs.get(published.get(code, ""), 0.0)) for code in found]
    return Arranged(
        _codes(occupations, steps, published, jobs),
        pa.table({"occupation_code": pa.array(found), "jobs": pa.array(own, pa.float64())}),
        _titles(entries, groups, worth_of_titles(by_word, len(found), len(entries))),
        by_word,
    )


def worth_of_words(by_word: pa.Table, count: int) -> np.ndarray:
    """What each word tells: the fewer of the groups have it in a title, the more."""
    return np.log1p(count / np.diff(_offsets(by_word["groups"])))


def worth_of_titles(by_word: pa.Table, count: int, titles: int) -> np.ndarray:
    """What the words of each title tell together."""
    total = np.zeros(titles)
    places = parted(by_word["titles"])
    for worth, found in zip(worth_of_words(by_word, count), places, strict=True):
        total[found] += worth
    return total


def parted(lists: pa.ChunkedArray) -> list[np.ndarray]:
    """A column of lists of numbers as an array for each row, without copies."""
    values = _whole(lists).values.to_numpy()
    offsets = _offsets(lists).tolist()
    return [values[start:end] for start, end in pairwise(offsets)]


def _offsets(lists: pa.ChunkedArray) -> np.ndarray:
    return _whole(lists).offsets.to_numpy()


def _whole(column: pa.ChunkedArray) -> pa.ListArray:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _jobs(projections: pd.DataFrame | None) -> dict[str, float]:
    """Jobs by code of the newest list, in the newest projection."""
    if projections is None:
        return {}
    rows = projections.dropna(subset="base_employment_jobs")
    rows = rows[rows["soc_version"] == NEWEST]
    rows = rows[rows["projection_vintage"] == rows["projection_vintage"].max()]
    return dict(zip(rows["occupation_code"], rows["base_employment_jobs"], strict=True))


def _codes(
    occupations: pd.DataFrame,
    steps: Mapping[tuple[str, str], Sequence[str]],
    published: Mapping[str, str],
    jobs: Mapping[str, float],
) -> pa.Table:
    key = zip(occupations["soc_version"], occupations["occupation_code"], strict=True)
    titles = dict(zip(key, occupations["occupation_title"], strict=True))
    newest = {(NEWEST, code) for code in (*published, *jobs)}
    listed = sorted({*titles, *steps, *newest}, key=lambda row: (VERSIONS.index(row[0]), row[1]))

    def of_newest(values: Mapping[str, object]) -> list[object]:
        return [values.get(code) if version == NEWEST else None for version, code in listed]

    return pa.table(
        {
            "soc_version": _coded(version for version, _ in listed),
            "occupation_code": pa.array([code for _, code in listed]),
            "occupation_title": pa.array([titles.get(row) for row in listed], pa.string()),
            "leads_to": pa.array([steps.get(row, ()) for row in listed], pa.list_(pa.string())),
            "published_as": pa.array(of_newest(published), pa.string()),
            "jobs": pa.array(of_newest(jobs), pa.float64()),
        }
    )


def _titles(entries: Sequence[Entry], groups: np.ndarray, worth: np.ndarray) -> pa.Table:
    return pa.table(
        {
            "title": pa.array([entry.title for entry in entries]),
            "key": pa.array([title_key(entry.title) for entry in entries]),
            "source": _coded(entry.source for entry in entries),
            "source_version": _coded(entry.source_version for entry in entries),
            "version": _coded(entry.version for entry in entries),
            "code": _coded(entry.code for entry in entries),
            "leads_to": _coded(entry.leads_to for entry in entries),
            "group": pa.array(groups),
            "worth": pa.array(worth),
        }
    )


def _coded(texts: Iterable[str]) -> pa.DictionaryArray:
    return pa.array(list(texts), pa.string()).dictionary_encode()


def _by_word(titles: Sequence[frozenset[str]], groups: np.ndarray) -> pa.Table:
    with_word: dict[str, list[int]] = defaultdict(list)
    for title, held in enumerate(titles):
        for word in held:
            with_word[word].append(title)
    listed = sorted(with_word)
    in_titles = [np.array(with_word[word], dtype=np.int32) for word in listed]
    return pa.table(
        {
            "word": pa.array(listed),
            "stem": pa.array([stem(word) for word in listed]),
            "titles": _lists(in_titles),
            "groups": _lists([np.unique(groups[found]) for found in in_titles]),
        }
    )


def _lists(arrays: Sequence[np.ndarray]) -> pa.ListArray:
    offsets = np.concatenate([[0], np.cumsum([len(array) for array in arrays])])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), np.concatenate(arrays))
