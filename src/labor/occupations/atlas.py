"""Codes, titles and steps of all lists, arranged to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import SERIES, VERSIONS, is_newer
from labor.occupations.lineage import chain_between, chained, members
from labor.occupations.titles import plain_title

Codes = frozenset[str]
_NONE: Codes = frozenset()


@dataclass(frozen=True)
class Carried:
    """Where occupations of one list are in another.

    Args:
        codes: Codes that the crosswalks name.
        strangers: Codes of the first list, beyond those asked for, whose jobs are there, too.
        elsewhere: Codes in which only the projections show a part of the jobs.
    """

    codes: Codes
    strangers: Codes
    elsewhere: Codes

    @property
    def coverage(self) -> str:
        """How the codes cover the jobs, see `roles.COVERAGE`."""
        if self.strangers:
            return "overlapping" if self.elsewhere else "wider"
        return "narrower" if self.elsewhere else "same"


class Atlas:
    """The tables `occupations` and `soc_lineage`, looked up by code.

    Steps lead from detailed occupation to detailed occupation; where the estimates publish
    a group in their place, `published_as` puts it there. An occupation that the estimates
    divide further counts as the codes they divide it into.
    """

    def __init__(self, occupations: pd.DataFrame, lineage: pd.DataFrame) -> None:
        columns = ["soc_version", "occupation_code", "occupation_title", "occupation_level"]
        # As one array of objects: text columns give their values one by one slowly.
        rows = occupations[columns].to_numpy()
        self._known = {(version, code): (title, level) for version, code, title, level in rows}
        self._lineage = lineage
        self._steps: dict[tuple[str, str], tuple[dict[str, Codes], dict[str, Codes]]] = {}
        self._groups: dict[str, dict[str, Codes]] = defaultdict(dict)
        self._divided: dict[str, dict[str, Codes]] = defaultdict(dict)
        within = members(lineage)
        divided = within["relation"] == "split"
        for part, whole, rows, found in (
            ("from_code", "to_code", within[~divided], self._groups),
            ("to_code", "from_code", within[divided], self._divided),
        ):
            for (version, code), inside in rows.groupby(["to_version", whole]):
                found[str(version)][str(code)] = frozenset(inside[part])
        self._leaves: dict[str, set[str]] = defaultdict(set)
        series = lineage[lineage["from_version"].isin(SERIES)]
        for side in ("from", "to"):
            pairs = series[[f"{side}_version", f"{side}_code"]].drop_duplicates()
            for version, code in pairs.to_numpy():
                if not self._is_made_of(code, version):
                    self._leaves[version].add(code)

    def lists_of(self, code: str) -> list[str]:
        """The lists that have a code, newest first."""
        return [version for version in reversed(VERSIONS) if (version, code) in self._known]

    def title(self, code: str, version: str) -> str:
        """The title of a code.

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
        """Code and title in one: "29-2072 Medical Records Specialists"."""
        return f"{code} {self.title(code, version)}"

    def is_group(self, code: str, version: str) -> bool:
        """Whether a list has the code as a group of detailed occupations."""
        known = self._known.get((version, code))
        return known is not None and known[1] != "detailed" and code not in self._leaves[version]

    def same_title(self, code: str, version: str, other_code: str, other: str) -> bool:
        """Whether two codes have the same title, apart from case and punctuation."""
        return plain_title(self.title(code, version)) == plain_title(self.title(other_code, other))

    def detailed(self, code: str, version: str) -> Codes:
        """The detailed occupations that a code stands for: itself, or the members of a group."""
        for whole in (self._groups, self._divided):
            if code in whole[version]:
                return whole[version][code]
        if not self.is_group(code, version):
            return frozenset({code})
        stem = "" if code == "00-0000" else code.rstrip("0")
        return frozenset(leaf for leaf in self._leaves[version] if leaf.startswith(stem))

    def published_as(self, codes: Iterable[str], version: str) -> tuple[str, ...]:
        """Codes with groups in place of members that are all there, sorted."""
        left = set(codes)
        for group, inside in self._groups[version].items():
            if inside <= left:
                left = (left - inside) | {group}
        return tuple(sorted(left))

    def group_of(self, code: str, version: str) -> str:
        """The group in which a detailed occupation is published, empty if by itself."""
        groups = self._groups[version].items()
        return next((group for group, inside in groups if code in inside), "")

    def carry(self, codes: Iterable[str], version: str, other: str) -> Carried:
        """Follow detailed occupations from one list to another, forward or backward in time."""
        start = frozenset(codes)
        main, every = self._steps_between(version, other)
        _, back = self._steps_between(other, version)
        found = _all(main, start)
        return Carried(found, _all(back, found) - start, _all(every, start) - found)

    def _is_made_of(self, code: str, version: str) -> bool:
        return code in self._groups[version] or code in self._divided[version]

    def _steps_between(self, version: str, other: str) -> tuple[dict[str, Codes], dict[str, Codes]]:
        """Codes of one list to those of another: by the crosswalks, and by all that is known."""
        if (version, other) not in self._steps:
            earlier, later = (other, version) if is_newer(version, other) else (version, other)
            chain = chain_between(self._lineage, earlier, later)
            if not chain:
                return {}, {}
            steps = chained(self._lineage, chain)
            for column, listed in (("from_code", earlier), ("to_code", later)):
                wholes = {*self._groups[listed], *self._divided[listed]}
                steps = steps[~steps[column].isin(wholes)]
            for ends, start, end in (
                ((earlier, later), "from_code", "to_code"),
                ((later, earlier), "to_code", "from_code"),
            ):
                main = steps[steps["standing"] == "main"]
                self._steps[ends] = (_targets(main, start, end), _targets(steps, start, end))
        return self._steps[version, other]


def _all(targets: dict[str, Codes], codes: Codes) -> Codes:
    return frozenset().union(*(targets.get(code, _NONE) for code in codes))


def _targets(steps: pd.DataFrame, start: str, end: str) -> dict[str, Codes]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, other in steps[[start, end]].to_numpy():
        found[code].add(other)
    return {code: frozenset(others) for code, others in found.items()}
