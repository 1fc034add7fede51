"""The titles of all sources in one table, and by word, as arrays that a search reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa

from labor.errors import OccupationError
from labor.occupations.codes import NEWEST, ONET, SERIES, VERSIONS
from labor.occupations.lineage import LINK, between, published_groups
from labor.occupations.titles import forms, title_key
from labor.occupations.wording import stem, vocabulary, words

#: Where titles come from, the best first where two fit alike.
SOURCES = {
    "code": "the code itself",
    "official_title": "official title",
    "handbook": "profile of the Occupational Outlook Handbook",
    "vocabulary": "labor's own vocabulary",
    "soc_direct_match": "Direct Match Title File of the SOC",
    "older_title": "official title in an older or finer list",
    "onet_workers": "O*NET's Alternate Titles, from answers of job holders",
    "onet_alternate": "O*NET's Alternate Titles",
}

#: O*NET's code of titles that job holders gave, see `titles.origin_codes`.
_JOB_HOLDERS = "02"
#: Titles that are left out: how often the search is right is measured with them.
HELD_OUT = "onet_reported"

#: Codes of the newest list by list and code.
Steps = dict[tuple[str, str], tuple[str, ...]]

#: Place of each source in the order of `SOURCES`.
SOURCE_ORDER = {source: place for place, source in enumerate(SOURCES)}

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


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """A title of one source, and one occupation of the newest list that it leads to.

    Args:
        title: As printed.
        source: See `SOURCES`.
        source_version: Year, release or edition of the source; of an official title, its list.
        version: List that the code belongs to.
        code: Code that the source gives the title to.
        leads_to: Code of the newest list.
    """

    title: str
    source: str
    source_version: str
    version: str
    code: str
    leads_to: str


@dataclass(frozen=True)
class TitleTables:
    """Everything that a search for titles needs.

    Args:
        codes: A row per list and code: `soc_version`, `occupation_code`, `occupation_title`
            (missing if no list names it), `leads_to` (codes of the newest list), and for codes of
            the newest list `published_as` (the group in whose place it is published) and `jobs`
            of the newest projection.
        groups: A row per occupation that titles lead to, in the order of the codes:
            `occupation_code`, `jobs` (its own or those of the group it is published in).
        titles: A row per title and occupation, in the order of the groups: the fields of a
            `TitleEntry`, its `key` (see `titles.title_key`), the number of its `group`, and
            `worth`, that of all its words.
        words: A row per word, sorted: `word`, `stem`, numbers of the `titles` and `groups` that
            have it.
    """

    codes: pa.Table
    groups: pa.Table
    titles: pa.Table
    words: pa.Table


def title_tables(tables: Mapping[str, pd.DataFrame]) -> TitleTables:
    """Put the titles of all sources together, by occupation and by word.

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
    by_word = _by_word([words(entry.title) for entry in entries], groups)
    own = [jobs.get(code, jobs.get(published.get(code, ""), 0.0)) for code in found]
    return TitleTables(
        _codes(occupations, steps, published, jobs),
        pa.table({"occupation_code": pa.array(found), "jobs": pa.array(own, pa.float64())}),
        _titles(entries, groups, worth_of_titles(by_word, len(found), len(entries))),
        by_word,
    )


def worth_of_words(by_word: pa.Table, count: int) -> np.ndarray:
    """What each word tells: the fewer of the groups have it in a title, the more.

    Args:
        by_word: Words, see `TitleTables.words`.
        count: Number of groups.
    """
    return np.log1p(count / np.diff(_offsets(by_word["groups"])))


def worth_of_titles(by_word: pa.Table, count: int, titles: int) -> np.ndarray:
    """What the words of each title tell together.

    Args:
        by_word: Words, see `TitleTables.words`.
        count: Number of groups.
        titles: Number of titles.
    """
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


def entries_of(
    steps: Steps,
    occupations: pd.DataFrame,
    titles: pd.DataFrame | None,
    profiles: pd.DataFrame | None,
    profile_members: pd.DataFrame | None,
) -> list[TitleEntry]:
    """Collect the titles of all sources.

    Args:
        steps: Output of `steps_to_newest`.
        occupations: Table `occupations`.
        titles: Table `titles`, if there is one; those `HELD_OUT` are left out.
        profiles: Table `profiles`, if there is one; the newest edition counts.
        profile_members: Table `profile_members`, if there is one.

    Returns:
        An entry for each title and occupation, of the best source that has it, sorted by
        occupation. Titles of codes that no crosswalk carries to the newest list have none.
    """
    best: dict[tuple[str, str], tuple[int, bool, int, str, str, str, str, str]] = {}
    listed = (
        *_official(occupations),
        *((name, "vocabulary", kind, NEWEST, code) for name, kind, code in vocabulary()),
        *_job_titles(titles),
        *_profiles(profiles, profile_members),
    )
    for title, source, source_version, version, code in listed:
        if not (found := steps.get((version, code))):
            continue
        # The best source, the SOC before O*NET, and the newest list first.
        order = SOURCE_ORDER[source], version in ONET, -VERSIONS.index(version)
        for form in forms(title):
            key, row = title_key(form), (*order, source_version, code, form, source, version)
            for leads_to in found if key else ():
                if (known := best.get((key, leads_to))) is None or row < known:
                    best[key, leads_to] = row
    return [
        TitleEntry(form, source, source_version, version, code, leads_to)
        for leads_to, (*_, source_version, code, form, source, version) in sorted(
            (leads_to, row) for (_, leads_to), row in best.items()
        )
    ]


def steps_to_newest(occupations: pd.DataFrame, lineage: pd.DataFrame) -> Steps:
    """Where the codes of all lists are in the newest one.

    Args:
        occupations: Table `occupations`.
        lineage: Table `soc_lineage`.

    Returns:
        The codes that the crosswalks name, sorted; what only the Employment Projections show
        is left out, and groups that are published in place of codes that are named. Codes that
        nothing leads on from are absent.
    """
    newest = occupations.loc[occupations["soc_version"] == NEWEST, "occupation_code"]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code in newest:
        found[NEWEST, code].add(code)
    linked = set(lineage["from_version"]) - {NEWEST}
    for version in (v for v in (*SERIES, *ONET) if v in linked):
        steps = between(lineage, version, NEWEST)
        main = steps.loc[steps["standing"] == "main", ["from_code", "to_code"]]
        for code, to_code in main.itertuples(index=False, name=None):
            found[version, code].add(to_code)
    inside = published_groups(lineage)
    return {key: _without_groups(key[1], codes, inside) for key, codes in found.items()}


def _without_groups(code: str, codes: set[str], inside: dict[str, str]) -> tuple[str, ...]:
    """A group itself, or codes without the groups that others of them are published in."""
    if code in codes and code in inside.values():
        return (code,)
    return tuple(sorted(codes - {inside.get(member) for member in codes}))


def _official(occupations: pd.DataFrame) -> Iterator[tuple[str, str, str, str, str]]:
    """Titles of occupations and of the groups published in their place, which have a note."""
    named = occupations["occupation_level"].eq("detailed") | occupations["note"].notna()
    columns = ["soc_version", "occupation_code", "occupation_title"]
    for version, code, title in occupations.loc[named, columns].itertuples(index=False, name=None):
        source = "official_title" if version == NEWEST else "older_title"
        yield title, source, version, version, code


def _job_titles(titles: pd.DataFrame | None) -> Iterator[tuple[str, str, str, str, str]]:
    if titles is not None:
        titles = titles[titles["title_source"] != HELD_OUT]
        rows = titles.assign(title_source=_title_sources(titles))
        columns = ["title", "title_source", "source_version", "soc_version", "occupation_code"]
        # Texts as objects are read one by one in a tenth of the time.
        yield from zip(*(rows[name].to_numpy(dtype=object) for name in columns), strict=True)


def _title_sources(titles: pd.DataFrame) -> pd.Series:
    """The source of each title; titles of job holders are a source of their own."""
    by_workers = titles["origin_codes"].str.contains(_JOB_HOLDERS, na=False)
    return titles["title_source"].mask(by_workers, "onet_workers")


def _profiles(
    profiles: pd.DataFrame | None, profile_members: pd.DataFrame | None
) -> Iterator[tuple[str, str, str, str, str]]:
    """Titles of the newest edition's profiles, for each of their occupations."""
    if profiles is None or profile_members is None:
        return
    newest = profiles[profiles["edition"] == profiles["edition"].max()]
    key = ["edition", "profile_id"]
    rows = profile_members[~profile_members["is_sum"]].merge(
        newest[[*key, "profile_title"]], on=key
    )
    columns = ["profile_title", "edition", "soc_version", "occupation_code"]
    for title, edition, version, code in rows[columns].itertuples(index=False, name=None):
        yield title, "handbook", edition, version, code


def _jobs(projections: pd.DataFrame | None) -> dict[str, float]:
    """Jobs by code of the newest list, in the newest projection that has the code."""
    if projections is None:
        return {}
    rows = projections.dropna(subset="base_employment_jobs")
    rows = rows[rows["soc_version"] == NEWEST]
    rows = rows.sort_values("projection_vintage")  # a code's last row stays
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


def _titles(entries: Sequence[TitleEntry], groups: np.ndarray, worth: np.ndarray) -> pa.Table:
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
    for title, contained in enumerate(titles):
        for word in contained:
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
