"""Why two occupations are a step apart: the Handbook, O*NET's relatedness, shared tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.overlap import Overlap, overlap, shared_technology
from labor.methods.role_rows import table
from labor.occupations.lineage import published_groups

Tables = Mapping[str, pd.DataFrame]

#: What can make two occupations a step apart.
BASES = ("handbook", "onet", "tasks")
#: Tables of O*NET that the last two need.
ONET_TABLES = ("tasks", "technology", "related_occupations")
#: Tiers of O*NET that make a step: the ten most similar occupations.
TIERS = ("Primary-Short", "Primary-Long")
#: Two occupations are a step apart by their tasks if each is among so many nearest of the other,
#: and they share so much; nineteen in twenty pairs share less.
NEAREST, LEAST = 10, 0.1

#: Ending of O*NET's code of a SOC occupation itself; finer ones have other endings.
WHOLE = ".00"
#: From here on two technology lists are as good as one.
SAME_LIST = 0.95
_WORDS, _PRODUCTS = 4, 3


@dataclass(frozen=True)
class Link:
    """What joins two occupations.

    Args:
        similarity: 2 if both pages of the Handbook list the other, 1 if one does, else 0.
        tier: O*NET's tier of relatedness, "" if it does not relate them.
        rank: Place in O*NET's list, the better of both directions; 0 if there is none.
        tasks: Cosine of the words of their tasks; NaN if not known.
        technology: Cosine of the technology they use; NaN if not known.
        distance: 1 less what they share of tasks and technology together; NaN if not known.
        place: Place among the nearest, the better of both directions; 0 if not known.
        words: Words of their tasks that join them most.
        products: Technology that joins them most.
        bases: Which of `BASES` make them a step apart.
    """

    similarity: int = 0
    tier: str = ""
    rank: int = 0
    tasks: float = float("nan")
    technology: float = float("nan")
    distance: float = float("nan")
    place: int = 0
    words: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Links:
    """All occupations that are a step apart, the same from both ends.

    Args:
        release: Release of O*NET that was used, "" if none is held in the classification.
        joined: Which of `BASES` join two occupations, by the one and the other.
        pages: 2 if both pages of the Handbook list the other, 1 if one does; by the two.
        places: Place and tier that O*NET gives two occupations; by the two.
        shared: What occupations share; None without O*NET.
    """

    release: str
    joined: Mapping[str, Mapping[str, tuple[str, ...]]]
    pages: Mapping[frozenset[str], int]
    places: Mapping[frozenset[str], tuple[int, str]]
    shared: Overlap | None

    def link(self, one: str, other: str) -> Link:
        """What joins two occupations; the words and products take some time.

        Args:
            one: Code of one occupation.
            other: Code of another that is a step apart.
        """
        pair = frozenset((one, other))
        rank, tier = self.places.get(pair, (0, ""))
        link = Link(self.pages.get(pair, 0), tier, rank, bases=self.joined[one][other])
        here, there = (self.shared.index(c) if self.shared else None for c in sorted(pair))
        if self.shared is None or here is None or there is None:
            return link
        return replace(
            link,
            tasks=float(self.shared.tasks.cosines[here, there]),
            technology=float(self.shared.technology.cosines[here, there]),
            distance=float(1 - self.shared.together[here, there]),
            place=int(min(self.shared.places[here, there], self.shared.places[there, here])),
            words=tuple(self.shared.tasks.shared(here, there, _WORDS)),
            products=tuple(shared_technology(self.shared, here, there, _PRODUCTS)),
        )


def links(tables: Tables, version: str, bases: Sequence[str]) -> Links:
    """Join the occupations that are a step apart.

    Args:
        tables: Tidy tables; `similar_occupations` and `profile_members`, and where they are held
            `ONET_TABLES` and `soc_lineage`.
        version: Classification of the codes of pay.
        bases: Which of `BASES` count.

    Returns:
        The steps. Without O*NET's tables in the classification they are those of the Handbook.
    """
    pages, onet = _handbook(tables), onet_of(tables, version)
    pairs = {"handbook": list(pages)}
    shared, places = None, {}
    if onet is not None:
        shared = overlap(onet["tasks"], onet["technology"])
        places = _places(onet["related_occupations"])
        pairs["onet"] = _related_pairs(onet["related_occupations"])
        pairs["tasks"] = _near_pairs(shared)
    joined: dict[str, dict[str, tuple[str, ...]]] = {}
    for basis in (name for name in bases if name in pairs):
        for one, other in {(*sorted(pair),) for pair in pairs[basis]}:
            known = (*joined.get(one, {}).get(other, ()), basis)
            joined.setdefault(one, {})[other] = joined.setdefault(other, {})[one] = known
    return Links(shared.release if shared else "", joined, pages, places, shared)


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


def _related_pairs(related: pd.DataFrame) -> list[frozenset[str]]:
    near = related[related["tier"].isin(TIERS) & (related["soc_code"] != related["related_code"])]
    return [frozenset(pair) for pair in zip(near["soc_code"], near["related_code"], strict=True)]


def _near_pairs(shared: Overlap) -> list[frozenset[str]]:
    near = (shared.places <= NEAREST) & (shared.together >= LEAST)
    np.fill_diagonal(near, val=False)
    codes = shared.tasks.codes
    return [
        frozenset((codes[a], codes[b])) for a, b in zip(*(near & near.T).nonzero(), strict=True)
    ]


def _places(related: pd.DataFrame) -> dict[frozenset[str], tuple[int, str]]:
    """The best place, and its tier, that O*NET gives two occupations in either list."""
    rows = related.sort_values("rank", ascending=False, kind="stable")
    columns = ["soc_code", "related_code", "rank", "tier"]
    return {
        frozenset((one, other)): (int(rank), tier)
        for one, other, rank, tier in rows[columns].itertuples(index=False, name=None)
    }
