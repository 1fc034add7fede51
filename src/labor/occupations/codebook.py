"""The codes of all lists: their titles, their groups, and where each leads in other lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import (
    SERIES,
    VERSIONS,
    is_military,
    is_newer,
    level_of,
    stem_of,
)
from labor.occupations.lineage import chain_over, tuples_of
from labor.occupations.titles import plain_title

#: Columns of `soc_lineage` that say where codes lead.
LINKED = ["from_version", "from_code", "to_version", "to_code", "relation", "standing"]

Codes = frozenset[str]
#: Codes of one list that a code of another leads to, as often as steps say so.
_Targets = Mapping[str, Sequence[str]]
_NONE: Codes = frozenset()
_NO_STEPS: Mapping[str, _Targets] = {"main": {}, "any": {}}


@dataclass(frozen=True)
class Carried:
    """Where occupations of one list are in another.

    Args:
        codes: Codes that the crosswalks name.
        mixed_in: Codes of the first list, beyond those asked for, whose jobs are there, too.
        elsewhere: Codes in which only the projections show a part of the jobs.
    """

    codes: Codes
    mixed_in: Codes
    elsewhere: Codes

    @property
    def coverage(self) -> str:
        """How the codes cover the jobs, see `roles.COVERAGE`."""
        if self.mixed_in:
            return "overlapping" if self.elsewhere else "wider"
        return "narrower" if self.elsewhere else "same"


@dataclass(frozen=True)
class StandIn:
    """Codes whose figures can answer where codes of the same list have none.

    Args:
        of: Codes that may have no figure.
        codes: Codes that can answer for them.
        relation: "same_jobs", "part" or "published_in", see `roles.RELATIONS`.
    """

    of: tuple[str, ...]
    codes: tuple[str, ...]
    relation: str


class Codebook:
    """The tables `occupations` and `soc_lineage`, looked up by code.

    Steps lead from detailed occupation to detailed occupation; where the estimates publish
    a group in their place, `published_as` puts it there. An occupation that the estimates
    divide further counts as the codes they divide it into.
    """

    def __init__(self, occupations: pd.DataFrame, lineage: pd.DataFrame) -> None:
        columns = ["soc_version", "occupation_code", "occupation_title", "occupation_level"]
        self._known: dict[tuple[str, str], tuple[str, str]] = {
            (version, code): (title, level)
            for version, code, title, level in tuples_of(occupations, columns)
        }
        links = list(tuples_of(lineage, LINKED))
        self._groups = _inside(links, divided=False)
        self._divided = _inside(links, divided=True)
        self._direct = _direct(links)
        self._linked = {(version, to_version) for version, _, to_version, *_ in links}
        self._chains: dict[tuple[str, str], list[str]] = {}
        self._detailed: dict[tuple[str, str], Codes] = {}
        self._leaves: dict[str, set[str]] = defaultdict(set)
        for version, code, to_version, to_code, *_ in links:
            if version in SERIES:
                self._leaves[version].add(code)
                self._leaves[to_version].add(to_code)
        for version, leaves in self._leaves.items():
            leaves.difference_update(self._groups[version], self._divided[version])

    def lists_of(self, code: str) -> list[str]:
        """The lists that have a code, newest first."""
        return [version for version in reversed(VERSIONS) if (version, code) in self._known]

    def leaves(self, version: str) -> Codes:
        """The detailed occupations of a list that the crosswalks follow."""
        return frozenset(self._leaves[version])

    def title(self, code: str, version: str) -> str:
        """The title of a code.

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.VERSIONS`.

        Raises:
            OccupationError: The code is not in the list.
        """
        if (version, code) not in self._known:
            lists = ", ".join(self.lists_of(code)) or "no list"
            raise OccupationError(
                f"There is no occupation {code} in {version}",
                got=f"{code} is in {lists}",
                next_step="Check the code, or look for the title.",
            )
        return self._known[version, code][0]

    def name(self, code: str, version: str) -> str:
        """Code and title in one: "29-2072 Medical Records Specialists".

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.VERSIONS`.
        """
        return f"{code} {self.title(code, version)}"

    def is_group(self, code: str, version: str) -> bool:
        """Whether a list has the code as a group of detailed occupations.

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.VERSIONS`.
        """
        known = self._known.get((version, code))
        return known is not None and known[1] != "detailed" and code not in self._leaves[version]

    def same_title(self, code: str, version: str, other_code: str, other: str) -> bool:
        """Whether two codes have the same title, apart from case and punctuation.

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.VERSIONS`.
            other_code: Code to compare it with.
            other: List of that code.
        """
        return plain_title(self.title(code, version)) == plain_title(self.title(other_code, other))

    def detailed(self, code: str, version: str) -> Codes:
        """The detailed occupations that a code stands for: itself, or the members of a group.

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.VERSIONS`.
        """
        if (version, code) not in self._detailed:
            self._detailed[version, code] = self._find_detailed(code, version)
        return self._detailed[version, code]

    def _find_detailed(self, code: str, version: str) -> Codes:
        for whole in (self._groups, self._divided):
            if code in whole[version]:
                return whole[version][code]
        if not self.is_group(code, version):
            return frozenset({code})
        stem = stem_of(code)
        groups = (
            self._groups[version][one] for one in self._groups[version] if one.startswith(stem)
        )
        found = (leaf for leaf in self._leaves[version] if leaf.startswith(stem))
        return frozenset(found).union(*groups)

    def published_as(self, codes: Iterable[str], version: str) -> tuple[str, ...]:
        """Codes with groups in place of members that are all there, sorted.

        Args:
            codes: Detailed occupations.
            version: Their list, one of `codes.VERSIONS`.
        """
        left = set(codes)
        for group, inside in self._groups[version].items():
            if inside <= left:
                left = (left - inside) | {group}
        return tuple(sorted(left))

    def group_of(self, code: str, version: str) -> str:
        """The group in which a detailed occupation is published, empty if by itself.

        Args:
            code: Occupation code.
            version: List of the code, one of `codes.VERSIONS`.
        """
        groups = self._groups[version].items()
        return next((group for group, inside in groups if code in inside), "")

    def stand_ins(self, codes: Sequence[str], version: str) -> tuple[StandIn, ...]:
        """What can answer for codes of a list that a table does not print.

        Args:
            codes: Codes that together are one role.
            version: Their list, one of `codes.VERSIONS`.

        Returns:
            For several codes together the one that holds the same jobs; for each code the one
            with the same jobs, its parts, and then the group it is published in.
        """
        found = []
        together = frozenset().union(*(self.detailed(code, version) for code in codes))
        if len(codes) > 1 and (whole := self._broad_of(together, version)):
            found.append(StandIn(tuple(codes), (whole,), "same_jobs"))
        for code in codes:
            parts = tuple(sorted(self.detailed(code, version) - {code}))
            is_broad = self.is_group(code, version) and level_of(code) == "broad"
            if len(parts) == 1:
                found.append(StandIn((code,), parts, "same_jobs"))
            elif is_broad or code in self._wholes(version):
                found.append(StandIn((code,), parts, "part"))
            elif broad := self._broad_of(frozenset({code}), version):
                found.append(StandIn((code,), (broad,), "same_jobs"))
            if group := self.group_of(code, version) or self._divided_from(code, version):
                found.append(StandIn((code,), (group,), "published_in"))
        return tuple(found)

    def _broad_of(self, codes: Codes, version: str) -> str:
        """The broad code that holds just these detailed occupations; empty if there is none."""
        broad = {f"{code[:6]}0" for code in codes}
        is_one = len(broad) == 1 and (version, min(broad)) in self._known and not broad <= codes
        return min(broad) if is_one and self.detailed(min(broad), version) == codes else ""

    def _divided_from(self, code: str, version: str) -> str:
        """The code that estimates divide into this one and others, empty if there is none."""
        wholes = self._divided[version].items()
        return next((whole for whole, parts in wholes if code in parts), "")

    def carry(self, codes: Iterable[str], version: str, other: str) -> Carried:
        """Follow detailed occupations from one list to another, forward or backward in time.

        Args:
            codes: Detailed occupations.
            version: Their list, one of `codes.VERSIONS`.
            other: List to follow them to.
        """
        start = frozenset(codes)
        found = self._followed(start, version, other, "main")
        back = self._followed(found, other, version, "any")
        mixed_in = frozenset(code for code in back - start if not is_military(code))
        return Carried(found, mixed_in, self._followed(start, version, other, "any") - found)

    def _followed(self, codes: Codes, version: str, other: str, standing: str) -> Codes:
        """Where codes lead by steps of the crosswalks ("main") or by all that is known ("any").

        Groups of others are left out of each list: their members lead the way.
        """
        chain = self._chain(version, other)
        found = codes - self._wholes(version)
        for start, end in pairwise(chain):
            steps = self._direct.get((start, end), _NO_STEPS)[standing]
            ends = self._within(end) if end != other else self._wholes(end)
            found = _NONE.union(*(steps.get(code, _NONE) for code in found)) - ends
        return found if chain else _NONE

    def _chain(self, version: str, other: str) -> list[str]:
        """The lists to go over, in either direction of time."""
        if (version, other) not in self._chains:
            earlier, later = (other, version) if is_newer(version, other) else (version, other)
            chain = chain_over(self._linked, earlier, later)
            self._chains[earlier, later], self._chains[later, earlier] = chain, chain[::-1]
        return self._chains[version, other]

    def _wholes(self, version: str) -> Codes:
        """Codes of a list that are made of others."""
        return frozenset((*self._groups[version], *self._divided[version]))

    def _within(self, version: str) -> Codes:
        """Codes of a list that steps inside it end at: groups, and parts of divided codes."""
        steps = self._direct.get((version, version), _NO_STEPS)
        return _NONE.union(*steps["any"].values())


def _inside(links: Iterable[Sequence[str]], *, divided: bool) -> dict[str, dict[str, Codes]]:
    """Parts of a list's codes by the whole: of groups, or of codes that estimates divide."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for version, code, to_version, to_code, relation, _ in links:
        if version == to_version and (relation == "split") == divided:
            whole, part = (code, to_code) if divided else (to_code, code)
            found[version][whole].add(part)
    frozen = {
        version: {whole: frozenset(parts) for whole, parts in wholes.items()}
        for version, wholes in found.items()
    }
    return defaultdict(dict, frozen)


def _direct(links: Iterable[Sequence[str]]) -> Mapping[tuple[str, str], Mapping[str, _Targets]]:
    """Steps by the lists they link, in both directions, and by their standing."""
    found: dict[tuple[str, str], dict[str, dict[str, list[str]]]] = defaultdict(
        lambda: {"main": defaultdict(list), "any": defaultdict(list)}
    )
    for version, code, to_version, to_code, _, standing in links:
        for ends, start, end in (
            ((version, to_version), code, to_code),
            ((to_version, version), to_code, code),
        ):
            steps = found[ends]
            steps["any"][start].append(end)
            if standing == "main":
                steps["main"][start].append(end)
            if version == to_version:
                break
    return found
