"""Every title of every source, with the occupations of the newest list that it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from labor.occupations.codes import ONET, SERIES, VERSIONS
from labor.occupations.lineage import between, members
from labor.occupations.names import forms
from labor.occupations.titles import title_key

#: The list that every title is carried to.
NEWEST = "soc_2018"

#: Where titles come from, the best first where two fit alike.
SOURCES = {
    "code": "the code itself",
    "official_title": "official title",
    "handbook": "profile of the Occupational Outlook Handbook",
    "soc_direct_match": "Direct Match Title File of the SOC",
    "onet_workers": "O*NET's Alternate Titles, from answers of job holders",
    "onet_alternate": "O*NET's Alternate Titles",
    "older_title": "official title in an older or finer list",
}

#: O*NET's code of titles that job holders gave, see `titles.origin_codes`.
_JOB_HOLDERS = "02"
#: Titles that are left out: how often the search is right is measured with them.
HELD_OUT = "onet_reported"

#: Codes of the newest list by list and code.
Steps = dict[tuple[str, str], tuple[str, ...]]

#: Place of each source in that order.
SOURCE_ORDER = {source: place for place, source in enumerate(SOURCES)}


@dataclass(frozen=True, slots=True)
class Entry:
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

    @property
    def order(self) -> tuple[int, bool, int, str, str, str]:
        """Key to sort by: the best source, the SOC before O*NET, and the newest list first."""
        place, age = SOURCE_ORDER[self.source], -VERSIONS.index(self.version)
        return place, self.version in ONET, age, self.source_version, self.code, self.title


def entries_of(
    steps: Steps,
    occupations: pd.DataFrame,
    titles: pd.DataFrame | None,
    profiles: pd.DataFrame | None,
    profile_members: pd.DataFrame | None,
) -> list[Entry]:
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
    kept: dict[tuple[str, str], Entry] = {}
    listed = (
        *_official(occupations),
        *_job_titles(titles),
        *_profiles(profiles, profile_members),
    )
    for title, source, source_version, version, code in listed:
        for leads_to in steps.get((version, code), ()):
            for form in forms(title):
                entry = Entry(form, source, source_version, version, code, leads_to)
                key = (title_key(form), leads_to)
                if key[0] and (key not in kept or entry.order < kept[key].order):
                    kept[key] = entry
    return sorted(kept.values(), key=lambda entry: (entry.leads_to, entry.order))


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


def published_groups(lineage: pd.DataFrame) -> dict[str, str]:
    """The group in whose place a code of the newest list is published, by code."""
    within = members(lineage)
    within = within[(within["to_version"] == NEWEST) & (within["relation"] == "aggregated")]
    return dict(zip(within["from_code"], within["to_code"], strict=True))


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
        columns = ["source_version", "soc_version", "occupation_code"]
        rows = titles[columns].itertuples(index=False, name=None)
        for title, source, row in zip(titles["title"], _title_sources(titles), rows, strict=True):
            yield title, source, *row


def _title_sources(titles: pd.DataFrame) -> pd.Series:
    """The source of each title; what people call their own job is told from what others do."""
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
