"""Why two occupations are a step apart: the Handbook, O*NET, shared tasks, who supervises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.overlap import Overlap, overlap
from labor.methods.role_rows import table
from labor.occupations.lineage import published_groups

#: A minor group of supervisors is the first of its major group: "41-1000" of "41-0000".
_SUPERVISES = re.compile(r"\d\d-1\d\d[1-9]")
#: "retail sales workers" of "First-line supervisors of retail sales workers", and in older lists
#: of "First-line supervisors/managers of retail sales workers".
_OF = re.compile(r"first-line supervisors(?:/managers)? of (.+?)(?:, except .*)?", re.I)
#: A word of a title: "non-retail" and "sales" in "non-retail sales workers".
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: Words that name no work; those of three letters or less ("and", "of", "all") count nothing.
_EMPTY = frozenset({"worker", "occupa", "other", "relate", "servic", "office", "except", "miscel"})
#: Letters that words of one root share: "janitors" and "janitorial".
_ROOT, _SHORT = 6, 3


def supervisors(titles: Mapping[str, str], distance: Callable[[str, str], float]) -> dict[str, str]:
    """Find the first supervisor of occupations.

    The SOC puts first-line supervisors into the first minor group of the major group that they
    supervise. Where a major group has several, it is the one whose title names the work: it
    shares a word with the title of the occupation or of its broad or minor group; of several
    such the one that shares most tasks.

    Args:
        titles: Titles of occupations and of their groups by code, of one classification.
        distance: How far two occupations are apart, NaN where that is not known.

    Returns:
        Code of the supervisor by that of the occupation; of occupations without one nothing.
    """
    lead = {
        code: _roots(named[1])
        for code, title in titles.items()
        if _SUPERVISES.fullmatch(code) and (named := _OF.fullmatch(title))
    }
    found = {}
    for code in titles:
        own = {other: words for other, words in lead.items() if other[:2] == code[:2]}
        if not own or code in lead:
            continue
        if len(own) > 1:
            groups = (code, f"{code[:6]}0", f"{code[:4]}000")
            work = _roots(" ".join(titles.get(group, "") for group in groups))
            own = {other: words for other, words in own.items() if words & work}
        if own:
            found[code] = min(own, key=lambda other: (_known(distance(code, other)), other))
    return found


def _roots(title: str) -> frozenset[str]:
    """Roots of the words of a title that name work."""
    words = (word for word in _WORD.findall(title.casefold()) if len(word) > _SHORT)
    return frozenset(word[:_ROOT] for word in words) - _EMPTY


def _known(distance: float) -> float:
    """A distance to sort by: one that is not known is as good as the longest."""
    return distance if distance == distance else 1.0  # only NaN differs from itself


Tables = Mapping[str, pd.DataFrame]

#: What can make two occupations a step apart.
BASES = ("handbook", "onet", "tasks", "supervisor")
#: Tables of O*NET that two of them need.
ONET_TABLES = ("tasks", "technology", "related_occupations")
#: Places in O*NET's list that make a step; the list has twenty.
TEN = 10
#: Two occupations are a step apart by their tasks if one is among so many nearest of the other,
#: they share so much, and O*NET's whole list has them: words alone lead from electricians to
#: avionics and from paralegals to real estate.
NEAREST, LEAST = 10, 0.15
#: Farther apart than this, one list that names two occupations together is not enough.
FARTHEST = 0.9
#: Who supervises a neighbor's work is no end for people farther from it than this.
_STRANGE = 0.95

#: Ending of O*NET's code of a SOC occupation itself; finer ones have other endings.
WHOLE = ".00"
_WORDS = 4
#: Words of tasks that tell a reader something are longer: "ray" is what is left of "x-ray".
_SHORT = 3
#: Words that say what things are like, or what is done with them: "tentative", "conflicting",
#: "outdated", "unclear"; what is left of a plural: "headach", "plier".
_NO_THING = re.compile(r"(?:ing|ed|ive|ous|able|ible|ual|ach|douch|scissor|plier|clear)$")


@dataclass(frozen=True)
class Link:
    """What joins two occupations.

    Args:
        bases: Which of `BASES` make them a step apart.
        similarity: 2 if both pages of the Handbook list the other, 1 if one does, else 0.
        rank: Place in O*NET's list, the better of both directions; 0 if there is none.
        tasks: Cosine of the words of their tasks; NaN if not known.
        technology: Cosine of the technology they use; NaN if not known.
        words: Words of their tasks that join them most.
    """

    bases: tuple[str, ...]
    similarity: int = 0
    rank: int = 0
    tasks: float = float("nan")
    technology: float = float("nan")
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Links:
    """All occupations that are a step apart.

    Args:
        release: Release of O*NET that was used, "" if none is held in the classification.
        joined: All of `BASES` that lead from the one occupation to the other.
        asked: Those of `BASES` that count.
        pages: 2 if both pages of the Handbook list the other, 1 if one does; by the two.
        places: Place that O*NET gives two occupations; by the two.
        shared: What occupations share; None without O*NET.
    """

    release: str
    joined: Mapping[str, Mapping[str, tuple[str, ...]]]
    asked: frozenset[str]
    pages: Mapping[frozenset[str], int]
    places: Mapping[frozenset[str], int]
    shared: Overlap | None

    def bases(self, one: str, other: str) -> tuple[str, ...]:
        """Which of the asked reasons lead from one occupation to another."""
        return tuple(name for name in self.joined[one].get(other, ()) if name in self.asked)

    def steps(self, one: str, *, strong: bool) -> list[str]:
        """Occupations a step away, in the order of their codes.

        Args:
            one: Code of the occupation that the steps begin at.
            strong: Whether only steps count that may be one of several: two of `BASES` agree,
                or both pages of the Handbook do, or it leads to the supervisor of the work.
        """
        return [
            other
            for other in sorted(self.joined.get(one, ()))
            if self.bases(one, other)
            and (self.agreeing(one, other) > 1 or not (strong or self._far(one, other)))
        ]

    def agreeing(self, one: str, other: str) -> int:
        """How many of `BASES` join two occupations; the Handbook counts for each page."""
        if self.is_supervisor(one, other):
            return len(BASES)
        bases = self.joined.get(one, {}).get(other, ())
        return len(bases) + (self.pages.get(frozenset((one, other)), 0) == 2)

    def is_supervisor(self, one: str, other: str) -> bool:
        """Whether the other is the first supervisor of the one."""
        return "supervisor" in self.joined.get(one, {}).get(other, ())

    def has_supervisor(self, one: str) -> bool:
        """Whether an occupation has a first supervisor in its own major group."""
        return any("supervisor" in bases for bases in self.joined.get(one, {}).values())

    def is_near(self, path: Sequence[str]) -> bool:
        """Whether the end of a path of several steps is near its start: a list names the two.

        Similarity does not add up over steps. Who supervises is as near as the work supervised,
        and an end only where nobody supervises the start itself.

        Args:
            path: Codes of the occupations.
        """
        start, *between, end = path
        if between and self.is_supervisor(between[-1], end):
            is_own = not self.has_supervisor(start) and self.distance(start, end) <= _STRANGE
            return is_own and self.is_near([start, *between])
        pair = frozenset((start, end))
        return self.shared is None or pair in self.pages or pair in self.places

    def distance(self, one: str, other: str) -> float:
        """1 less what two occupations share of tasks and technology; NaN if not known."""
        found = self._indices(one, other)
        return float(1 - self.shared.together[found]) if self.shared and found else float("nan")

    def link(self, one: str, other: str) -> Link:
        """What joins two occupations; the words take some time.

        Args:
            one: Code of one occupation.
            other: Code of another that is a step away.
        """
        pair, found = frozenset((one, other)), self._indices(one, other)
        known = (self.bases(one, other), self.pages.get(pair, 0), self.places.get(pair, 0))
        if self.shared is None or found is None:
            return Link(*known)
        words = self.shared.tasks.shared(*found, 3 * _WORDS)
        return Link(
            *known,
            tasks=float(self.shared.tasks.cosines[found]),
            technology=float(self.shared.technology.cosines[found]),
            words=tuple(w for w in words if len(w) > _SHORT and not _NO_THING.search(w))[:_WORDS],
        )

    def _far(self, one: str, other: str) -> bool:
        """Whether two occupations share too little; where that is not known they do not."""
        return self.distance(one, other) > FARTHEST

    def _indices(self, one: str, other: str) -> tuple[int, int] | None:
        if self.shared is None:
            return None
        here, there = (self.shared.index(code) for code in sorted((one, other)))
        return None if here is None or there is None else (here, there)


def links(tables: Tables, version: str, bases: Sequence[str], titles: Mapping[str, str]) -> Links:
    """Join the occupations that are a step apart.

    Args:
        tables: Tidy tables; `similar_occupations` and `profile_members`, and where they are held
            `ONET_TABLES` and `soc_lineage`.
        version: Classification of the codes of pay.
        bases: Which of `BASES` count.
        titles: Titles of occupations and of their groups by code, for who supervises whom.

    Returns:
        The steps. Without O*NET's tables in the classification they are those of the Handbook
        and to supervisors.
    """
    pages, onet = _handbook(tables), onet_of(tables, version)
    pairs = {"handbook": list(pages)}
    shared, places = None, {}
    if onet is not None:
        shared = overlap(onet["tasks"], onet["technology"])
        places = _places(onet["related_occupations"])
        pairs["onet"] = [pair for pair, place in places.items() if place <= TEN and len(pair) > 1]
        pairs["tasks"] = [pair for pair in _near_pairs(shared) if pair in places]
    joined: dict[str, dict[str, tuple[str, ...]]] = {}

    def join(one: str, other: str, basis: str) -> None:
        there = joined.setdefault(one, {})
        there[other] = (*there.get(other, ()), basis)

    for basis, found in pairs.items():
        for one, other in {(*sorted(pair),) for pair in found}:
            join(one, other, basis)
            join(other, one, basis)
    release = shared.release if shared else ""
    made = Links(release, joined, frozenset(bases), pages, places, shared)
    for one, other in supervisors(titles, made.distance).items():
        join(one, other, "supervisor")
    return made


def onet_of(tables: Tables, version: str) -> dict[str, pd.DataFrame] | None:
    """O*NET's newest release in a classification, in the codes that pay is published under.

    Args:
        tables: Tidy tables by name.
        version: Classification of the codes of pay.

    Returns:
        `ONET_TABLES` of one release, None if no release with all of them is held.
    """
    if any(name not in tables for name in ONET_TABLES):
        return None
    rows = {name: tables[name] for name in ONET_TABLES}
    rows = {name: _with_pay(frame[frame["soc_version"] == version]) for name, frame in rows.items()}
    held = set.intersection(*(set(frame["onet_version"]) for frame in rows.values()))
    if not held:
        return None
    newest = max(held, key=release_order)
    groups = published_groups(tables["soc_lineage"]) if "soc_lineage" in tables else {}
    return {
        name: _published(frame[frame["onet_version"] == newest], groups)
        for name, frame in rows.items()
    }


def release_order(release: str) -> list[int]:
    """Key to sort releases of O*NET by: "9.0" is older than "18.1"."""
    return [int(part) for part in release.split(".")]


def check_bases(bases: Sequence[str]) -> None:
    """Refuse a basis that is not known.

    Raises:
        AnalysisError: One is not of `BASES`, or there is none.
    """
    unknown = [name for name in bases if name not in BASES]
    if unknown or not bases:
        raise AnalysisError(
            "There is no such reason for a step",
            expected=", ".join(BASES),
            got=", ".join(unknown) or "none",
        )


def _with_pay(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the SOC occupations themselves: O*NET's finer ones have no pay of their own."""
    whole = frame["onet_soc_code"].str.endswith(WHOLE)
    if "related_onet_soc_code" in frame:
        whole &= frame["related_onet_soc_code"].str.endswith(WHOLE)
    return frame[whole]


def _published(frame: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    frame = frame.assign(soc_code=frame["soc_code"].replace(groups))
    if "related_onet_soc_code" in frame:
        related = frame["related_onet_soc_code"].str[:7].replace(groups)
        frame = frame.assign(related_code=related)
    return frame


def _handbook(tables: Tables) -> dict[frozenset[str], int]:
    """Pairs of occupations with pages of their own, 2 if both pages list the other, else 1."""
    members = table(tables, "profile_members")
    edition = members["edition"].max()
    members = members[(members["edition"] == edition) & ~members["is_sum"]]
    single = members[~members.duplicated("profile_id", keep=False)]
    codes = single.set_index("profile_id")["occupation_code"]
    listed = table(tables, "similar_occupations")
    listed = listed[listed["edition"] == edition]
    ends = (listed["profile_id"].map(codes), listed["similar_profile_id"].map(codes))
    pairs = {pair for pair in zip(*ends, strict=True) if all(isinstance(end, str) for end in pair)}
    return {frozenset(pair): 2 if pair[::-1] in pairs else 1 for pair in pairs}


def _near_pairs(shared: Overlap) -> list[frozenset[str]]:
    near = (np.minimum(shared.places, shared.places.T) <= NEAREST) & (shared.together >= LEAST)
    np.fill_diagonal(near, val=False)
    codes = shared.tasks.codes
    return [frozenset((codes[a], codes[b])) for a, b in zip(*near.nonzero(), strict=True)]


def _places(related: pd.DataFrame) -> dict[frozenset[str], int]:
    """The best place that O*NET gives two occupations in either list."""
    rows = related.sort_values("rank", ascending=False, kind="stable")
    pairs = zip(rows["soc_code"], rows["related_code"], rows["rank"], strict=True)
    return {frozenset((one, other)): int(rank) for one, other, rank in pairs}
