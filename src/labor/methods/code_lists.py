"""Codes of any list in any other: edges, what became of each code, and the shares that are known.

docs/methods/crosswalk.md says how lists are joined and what a share is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codebook import Codebook
from labor.occupations.codes import NEWEST, NEWEST_ONET, ONET, SERIES, UNLINKED, is_newer, level_of
from labor.occupations.titles import plain_title
from labor.show.words import period
from labor.terms import ALL_INDUSTRIES, NATION, NO_MATCH

#: Every list that codes can be of, as people call it.
LISTS = {
    **SERIES,
    "onet_soc_2010": "O*NET-SOC 2010",
    "onet_soc_2019": "O*NET-SOC 2019",
    "isco_08": "ISCO-08",
    "census_2018": "the Census codes of 2018",
    "cip_2020": "CIP 2020",
}
#: Lists that are not made of codes of the SOC, and the SOC that their crosswalk is for.
OTHER_LISTS = {"isco_08": "soc_2010", "census_2018": "soc_2018", "cip_2020": "soc_2018"}
#: The list of programs of study: its crosswalk says what a program leads to, not who is the same.
PROGRAMS = "cip_2020"
_ALIASES = {
    "soc": NEWEST,
    "onet": NEWEST_ONET,
    "o_net": NEWEST_ONET,
    "isco": "isco_08",
    "census": "census_2018",
    "cip": "cip_2020",
    "oews_2019": "oews_hybrid_2019",
    "oews_2010": "oews_hybrid_2010",
}

Targets = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Edge:
    """A code of one list and a code of another that share jobs.

    Args:
        code: Code in the other list.
        relation: What became of the first one, see `relation_of`.
        from_extent: Whether the whole or a part of the first one is there.
        to_extent: Whether the other one holds nothing else ("whole") or something ("part").
        standing: "main", or "second" where only the projections show it.
        from_share_pct: Percent of the first one's jobs that are there; None if unknown.
        to_share_pct: Percent of the other one's jobs that come from the first; None if unknown.
        share_basis: What the shares are of: "whole", "jobs of May 2021" or nothing.
    """

    code: str
    relation: str
    from_extent: str
    to_extent: str
    standing: str
    from_share_pct: float | None
    to_share_pct: float | None
    share_basis: str


def list_named(text: str) -> str:
    """The list that a person names: "SOC 2010", "soc-2010", "ISCO".

    Raises:
        OccupationError: There is no such list, or no crosswalk leads to it.
    """
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_").replace("o_net", "onet")
    name = _ALIASES.get(name, name)
    if name in LISTS:
        return name
    raise OccupationError(
        "No crosswalk leads from or to this list"
        if name in UNLINKED
        else "There is no such list of codes",
        expected=", ".join(LISTS),
        got=text,
    )


class CodeLists:
    """The lists of codes, and where the codes of each lead.

    Args:
        occupations: Table `occupations`.
        lineage: Table `soc_lineage`.
        crosswalks: Table `crosswalks`.
        employment: Table `employment`, of which the nation's rows are used.
    """

    def __init__(
        self,
        occupations: pd.DataFrame,
        lineage: pd.DataFrame,
        crosswalks: pd.DataFrame,
        employment: pd.DataFrame,
    ) -> None:
        self._book = Codebook(occupations, lineage)
        self._titles: dict[str, dict[str, str]] = defaultdict(dict)
        columns = ["soc_version", "occupation_code", "occupation_title"]
        for name, code, title in occupations[columns].to_numpy().tolist():
            self._titles[name][code] = title
        self._pairs: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
        ends = ["from_version", "from_code", "to_version", "to_code"]
        finer = lineage[lineage["from_version"].isin(list(ONET))]
        self._add_pairs(finer[ends].to_numpy().tolist())
        ends = ["code_list", "list_code", "soc_version", "occupation_code"]
        self._add_pairs(crosswalks[ends].to_numpy().tolist())
        for name, code, title in crosswalks[[*ends[:2], "list_title"]].to_numpy().tolist():
            if code != NO_MATCH:
                self._titles[name][code] = title
        self._jobs = jobs_by_year(employment)
        self._targets = cache(self._find_targets)
        self._groups = cache(self._find_groups)

    def _add_pairs(self, rows: Iterable[list[str]]) -> None:
        for one, code, other, to in rows:
            for ends, start, end in (((one, other), code, to), ((other, one), to, code)):
                steps = self._pairs.setdefault(ends, {})
                if start != NO_MATCH:
                    steps.setdefault(start, {})
                    if end != NO_MATCH:
                        steps[start][end] = "main"

    def codes(self, name: str) -> Mapping[str, str]:
        """The codes of a list with their titles."""
        return self._titles[name]

    def lists_with(self, code: str) -> list[str]:
        """The lists that have a code."""
        return [name for name in LISTS if code in self._titles[name]]

    def members(self, code: str, name: str) -> frozenset[str]:
        """The codes that a code stands for: itself, or the members of a group.

        Args:
            code: Code of the list.
            name: The list.
        """
        if name in OTHER_LISTS or name in ONET:
            return frozenset({code})
        return self._book.detailed(code, name)

    def path(self, name: str, other: str) -> tuple[str, ...]:
        """The lists from one to another: over the SOC that each is made of or crossed with.

        Args:
            name: List of the codes.
            other: List to bring them to.
        """
        bases = [(ONET | OTHER_LISTS).get(one, one) for one in (name, other)]
        over = [bases[0]] if bases[0] == bases[1] else bases
        ends = (
            *([name] if over[0] != name else []),
            *over,
            *([other] if over[-1] != other else []),
        )
        return (name, name) if name == other else ends

    def edges(self, code: str, name: str, other: str) -> list[Edge]:
        """Where the jobs of a code are in another list.

        Args:
            code: Code of the list.
            name: The list.
            other: The other list.

        Returns:
            An edge for each code there, sorted; none if it has no counterpart. A group leads to
            the groups of its level.
        """
        members = self.members(code, name)
        found: dict[str, str] = {}
        for member in members:
            for to, standing in self._targets(name, other).get(member, {}).items():
                found[to] = "main" if "main" in (standing, found.get(to)) else "second"
        back = self._targets(other, name)
        mixed = {to: not set(back.get(to, {})) <= members for to in found}
        if members != {code} and other in SERIES:
            found, mixed = self._in_groups(level_of(code), found, mixed, other)
        edges = []
        for to in sorted(found):
            split, merged = len(found) > 1, mixed[to]
            relation = self._relation(code, name, to, other, split=split, merged=merged)
            shares = self._shares(code, name, to, other, found, mixed)
            edges.append(
                Edge(
                    to,
                    relation,
                    "part" if split else "whole",
                    "part" if merged else "whole",
                    found[to],
                    *shares,
                )
            )
        return edges

    def _in_groups(
        self, level: str, found: Mapping[str, str], mixed: Mapping[str, bool], name: str
    ) -> tuple[dict[str, str], dict[str, bool]]:
        """Groups of the same level in place of their members; a code without one stays."""
        groups = self._groups(name, level)
        standing: dict[str, str] = {}
        holds_others: dict[str, bool] = {}
        for code in found:
            group = groups.get(code, code)
            inside = self._book.detailed(group, name)
            holds_others[group] = not inside <= set(found) or any(mixed[one] for one in inside)
            standing[group] = min(found[code], standing.get(group, found[code]))
        return standing, holds_others

    def _find_groups(self, name: str, level: str) -> dict[str, str]:
        """The group of a level that each detailed code of a list is in."""
        groups = [
            code
            for code in self._titles[name]
            if level_of(code) == level and self._book.is_group(code, name)
        ]
        return {one: group for group in groups for one in self._book.detailed(group, name)}

    def _relation(
        self, code: str, name: str, to: str, other: str, *, split: bool, merged: bool
    ) -> str:
        if PROGRAMS in (name, other):
            return "related"
        if split or merged:
            return "split_and_merged" if split and merged else "split" if split else "merged"
        if code.removesuffix(".00") != to.removesuffix(".00"):
            return "recoded"
        titles = (self._titles[name].get(code, ""), self._titles[other].get(to, ""))
        return "same" if plain_title(titles[0]) == plain_title(titles[1]) else "renamed"

    def _shares(
        self,
        code: str,
        name: str,
        to: str,
        other: str,
        found: Mapping[str, str],
        mixed: Mapping[str, bool],
    ) -> tuple[float | None, float | None, str]:
        """What is known of the shares of an edge, in both directions.

        They are known where a code goes whole into the other; and where all parts of a code hold
        nothing else and their jobs are published, from those jobs in the year next to the other
        list.
        """
        if PROGRAMS in (name, other):
            return None, None, ""
        whole, only = len(found) == 1, not mixed[to]
        if whole and only:
            return 100.0, 100.0, "whole"
        parts = {} if whole or any(mixed.values()) else dict.fromkeys(found)
        forward = (100.0, "whole") if whole else self._share(to, parts, other, name)
        sources = self._targets(other, name).get(to, {})
        is_pure = all(set(self._targets(name, other).get(one, {})) == {to} for one in sources)
        makers = sources if whole and is_pure and code in sources else {}
        backward = (100.0, "whole") if only else self._share(code, makers, name, other)
        basis = dict.fromkeys(text for _, text in (forward, backward) if text)
        return forward[0], backward[0], " and ".join(basis)

    def _share(
        self, code: str, codes: Iterable[str], name: str, other: str
    ) -> tuple[float | None, str]:
        """The share of one code in the jobs of several of its list, and of which year it is."""
        years = self._jobs.get(name)
        listed = list(codes)
        if not listed or not years or other not in SERIES:
            return None, ""
        year = min(years) if is_newer(name, other) else max(years)
        jobs = [years[year].get(one) for one in listed]
        if any(one is None for one in jobs):
            return None, ""
        total = sum(one for one in jobs if one is not None)
        own = years[year][code]
        return (100 * own / total if total else None), f"jobs of {period(year)}"

    def _find_targets(self, name: str, other: str) -> Targets:
        """Where each detailed code of a list leads, with the standing of the step."""
        if name == other:
            return {code: {code: "main"} for code in self._titles[name]}
        (first, second), *others = pairwise(self.path(name, other))
        steps = self._hop(first, second)
        for start, end in others:
            following = self._hop(start, end)
            steps = {code: _joined(between, following) for code, between in steps.items()}
        return steps

    def _hop(self, name: str, other: str) -> Targets:
        if (name, other) in self._pairs:
            return self._pairs[name, other]
        found = {}
        for code in self._book.leaves(name):
            carried = self._book.carry({code}, name, other)
            found[code] = {
                **dict.fromkeys(carried.elsewhere, "second"),
                **dict.fromkeys(carried.codes, "main"),
            }
        return found


def _joined(between: Mapping[str, str], following: Targets) -> dict[str, str]:
    """Codes two steps away; a step is second where one of the two is."""
    found: dict[str, str] = {}
    for middle, first in between.items():
        for to, second in following.get(middle, {}).items():
            both = "main" if first == second == "main" else "second"
            found[to] = "main" if "main" in (both, found.get(to)) else both
    return found


def jobs_by_year(employment: pd.DataFrame) -> dict[str, dict[int, dict[str, float]]]:
    """The nation's published jobs by list of codes, year and code."""
    rows = employment[
        (employment["area_code"] == NATION)
        & (employment["industry_code"] == ALL_INDUSTRIES)
        & employment["employment_jobs"].notna()
    ]
    found: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    columns = ["soc_version", "reference_year", "occupation_code", "employment_jobs"]
    for name, year, code, jobs in rows[columns].to_numpy().tolist():
        found[name][int(year)][code] = float(jobs)
    return found
