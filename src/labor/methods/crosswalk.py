"""Follow occupation codes from one list of codes to another: which jobs stay together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import pandas as pd

from labor.occupations.codes import UNLINKED, VERSIONS, is_military, stem_of
from labor.occupations.lineage import between, members, tuples_of

Codes = frozenset[str]


@dataclass(frozen=True)
class Match:
    """What became of a set of occupations in another list of codes.

    Args:
        version: List of codes of the start.
        codes: Codes of the start.
        to_version: The other list.
        to_codes: All codes there that hold jobs of the start; empty if they are in no row.
        back: All codes of the first list whose jobs are in `to_codes`.
    """

    version: str
    codes: Codes
    to_version: str
    to_codes: Codes
    back: Codes

    @property
    def same_jobs(self) -> bool:
        """Whether both sets of codes hold exactly the same jobs."""
        return bool(self.to_codes) and self.back == self.codes

    @property
    def one_to_one(self) -> bool:
        """Whether one code became one code with the same jobs."""
        return self.same_jobs and len(self.codes) == len(self.to_codes) == 1

    @property
    def others(self) -> Codes:
        """Codes of the first list, beyond those of the start, with jobs in `to_codes`."""
        return self.back - self.codes


class Crosswalk:
    """The table `soc_lineage`, arranged to be followed from code to code in both directions.

    Steps that only the projections show (`standing` second) count as well: in the mixed years of
    the wage survey the panels collected with the newer codes divide the same occupations.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table
        self._steps: dict[tuple[str, str], dict[str, Codes]] = {}

    @classmethod
    def of(cls, table: pd.DataFrame | Crosswalk) -> Crosswalk:
        """Arrange a table, or pass on what is arranged already."""
        return table if isinstance(table, Crosswalk) else cls(table)

    def connects(self, version: str, to_version: str) -> bool:
        """Whether there are crosswalks between two lists; the codes of 1997 have none."""
        return version == to_version or not {version, to_version} & set(UNLINKED)

    def holds(self, version: str, code: str, other: str) -> bool:
        """Whether a code of one list takes part in the steps to another list."""
        return code in self._between(version, other)

    def listed(self, version: str, other: str) -> Codes:
        """The codes of one list that take part in the steps to another list."""
        return frozenset(self._between(version, other))

    def title(self, version: str, code: str) -> str:
        """The title of a code in a list; the code itself where no step names it."""
        return self._titles.get((version, code), code)

    def group_of(self, version: str, code: str) -> str:
        """The group in which a code of a list is published, empty if by itself."""
        return self._groups.get((version, code), "")

    def inside(self, codes: Codes, version: str, other: str) -> Codes:
        """The detailed codes that codes of a list hold, as far as steps lead to another list.

        Args:
            codes: Codes of `version`.
            version: Their list.
            other: The list that the steps lead to.
        """
        known = self._between(version, other)
        if stems := tuple(stem_of(code) for code in codes if code.endswith("0")):
            codes |= {code for code in known if code.startswith(stems)}
        codes = codes.union(*(self._members.get((version, code), ()) for code in codes))
        wholes = {self.group_of(version, code) for code in codes}
        return codes - wholes - {code for code in codes if code.endswith("0") and code not in known}

    @cached_property
    def _groups(self) -> dict[tuple[str, str], str]:
        within = members(self._table)
        within = within[within["relation"] == "aggregated"]
        rows = tuples_of(within, ["from_version", "from_code", "to_code"])
        return {(version, code): group for version, code, group in rows}

    @cached_property
    def _members(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (version, code), group in self._groups.items():
            found[version, group].add(code)
        return found

    @cached_property
    def _titles(self) -> dict[tuple[str, str], str]:
        names = ("version", "code", "title")
        ends = ([f"{end}_{name}" for name in names] for end in ("from", "to"))
        rows = chain.from_iterable(tuples_of(self._table, columns) for columns in ends)
        return {(version, code): title for version, code, title in rows}

    def follow(self, codes: Iterable[str], version: str, to_version: str) -> Match:
        """Follow codes to another list, forward or backward in time.

        Args:
            codes: Codes of `version`.
            version: List of codes of the start.
            to_version: List of codes of the end.

        Returns:
            Where the jobs are, and which other codes share that place.

        Raises:
            OccupationError: No crosswalks connect the two lists.
        """
        start = frozenset(codes)
        if version == to_version:
            return Match(version, start, to_version, start, start)
        end = _step(start, self._between(version, to_version))
        back = _step(end, self._between(to_version, version))
        back = frozenset(code for code in back if code in start or not is_military(code))
        return Match(version, start, to_version, end, back)

    def _between(self, version: str, to_version: str) -> dict[str, Codes]:
        """Codes of one list to their counterparts in another, arranged at first use."""
        if (version, to_version) not in self._steps:
            forward = VERSIONS.index(version) < VERSIONS.index(to_version)
            ends = (version, to_version) if forward else (to_version, version)
            steps = between(self._table, *ends)
            self._steps[ends] = _targets(steps, "from_code", "to_code")
            self._steps[ends[::-1]] = _targets(steps, "to_code", "from_code")
        return self._steps[version, to_version]


def _step(codes: Codes, targets: dict[str, Codes]) -> Codes:
    return frozenset(other for code in codes for other in targets.get(code, ()))


def _targets(steps: pd.DataFrame, start: str, end: str) -> dict[str, Codes]:
    """The counterparts of each code: the one with the same jobs, or else all that share some.

    A group can stand in the table beside its members. Where it is the same group on both sides,
    that is its counterpart, and the rows of its members are not counted as well.
    """
    whole = (steps["from_extent"] == "whole") & (steps["to_extent"] == "whole")
    same: dict[str, set[str]] = defaultdict(set)
    some: dict[str, set[str]] = defaultdict(set)
    for code, other, is_same in zip(steps[start], steps[end], whole, strict=True):
        (same if is_same else some)[code].add(other)
    return {code: frozenset(same.get(code) or some[code]) for code in {*same, *some}}
