"""What became of an occupation code: steps between two lists of codes, direct or in a chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from labor.errors import OccupationError
from labor.occupations.codes import NEWEST, VERSIONS
from labor.occupations.titles import plain_title

_KEY = ["from_version", "from_code", "to_version", "to_code"]
#: Columns of `soc_lineage` that steps are made from.
LINK = [*_KEY, "from_title", "to_title", "relation", "from_extent", "to_extent", "standing"]
#: Columns of the answers.
STEP = [*LINK, "path"]


def between(lineage: pd.DataFrame, from_version: str, to_version: str) -> pd.DataFrame:
    """All steps from one list of codes to a later one.

    Args:
        lineage: Table `soc_lineage`.
        from_version: Earlier list.
        to_version: Later list.

    Returns:
        One row per pair of codes, with the columns `STEP`, sorted by the codes. `from_extent`
        says whether the whole or a part of the earlier code goes there, `to_extent` whether
        there is nothing or something else in the later one. Where the table does not link the
        two lists directly, their steps are chained over the fewest lists in between, `path`
        shows these, and the relations are counted anew: they are the most that can be, since a
        part of a part may in truth be empty.

    Raises:
        OccupationError: `to_version` is older, or no chain links the two lists.
    """
    chain = chain_between(lineage, from_version, to_version)
    if not chain:
        raise _unlinked(lineage, from_version, to_version)
    steps = _chained(lineage, chain)
    if len(chain) > 2:
        steps = relate(steps, members(lineage))
    return steps[STEP].sort_values(_KEY, ignore_index=True)


def _chained(lineage: pd.DataFrame, chain: Sequence[str]) -> pd.DataFrame:
    """All steps along a chain of lists, in no order, without what became of each code.

    Args:
        lineage: Table `soc_lineage`.
        chain: Two lists or more, each linked with the next, see `chain_between`.

    Returns:
        One row per pair of codes of the first and the last list: the columns of the two, their
        `standing` and the `path`.
    """
    steps = _direct(lineage, *chain[:2])
    for start, end in pairwise(chain[1:]):
        steps = _joined(steps, _direct(lineage, start, end), lineage)
    return steps


def chain_between(lineage: pd.DataFrame, from_version: str, to_version: str) -> list[str]:
    """The lists to go over from an earlier one to a later one, as few as possible.

    Args:
        lineage: Table `soc_lineage`.
        from_version: Earlier list.
        to_version: Later list.

    Returns:
        The two lists and those in between; empty if nothing links them.
    """
    return chain_over(_links(lineage), from_version, to_version)


def chain_over(links: Collection[tuple[str, str]], from_version: str, to_version: str) -> list[str]:
    """The lists to go over, see `chain_between`, by pairs of lists that are linked directly.

    Args:
        links: Pairs of an earlier and a later list.
        from_version: Earlier list.
        to_version: Later list.
    """
    if from_version == to_version:
        return [from_version, to_version]
    chains = [[from_version]]  # grows while it is read: shorter chains come first
    seen = {from_version}
    for chain in chains:
        if chain[-1] == to_version:
            return chain
        further = [v for v in VERSIONS if (chain[-1], v) in links and v not in seen]
        seen.update(further)
        chains += [[*chain, version] for version in further]
    return []


def tuples_of(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows as tuples of values; `itertuples` takes longer for columns of text.

    Args:
        frame: Any table.
        columns: Columns wanted, in this order.
    """
    return zip(*(frame[name].tolist() for name in columns), strict=True)


def members(lineage: pd.DataFrame) -> pd.DataFrame:
    """The steps within one list: codes and the groups they are published in."""
    return lineage[lineage["from_version"] == lineage["to_version"]]


def published_groups(lineage: pd.DataFrame) -> dict[str, str]:
    """The group in whose place a code of the newest list is published, by code."""
    within = members(lineage)
    within = within[(within["to_version"] == NEWEST) & (within["relation"] == "aggregated")]
    return dict(zip(within["from_code"], within["to_code"], strict=True))


def relate(steps: pd.DataFrame, within: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count from the steps themselves what became of each code.

    A group that is published in place of its members is counted apart from them, so that
    a group that stays together is one to one and not a split into its members as well.

    Args:
        steps: Steps between two or more lists, all that there are.
        within: Steps within one list, see `members`; those among `steps` if left out.

    Returns:
        The steps with new columns `relation`, `from_extent` and `to_extent`.
    """
    within = members(steps) if within is None else within
    groups = set(zip(within["to_version"], within["to_code"], strict=True))
    parts = set(zip(within["from_version"], within["from_code"], strict=True)) - groups
    leaving = _count(steps, ["from_version", "from_code", "to_version"], "to", groups, parts)
    entering = _count(steps, ["to_version", "to_code", "from_version"], "from", groups, parts)
    split, merged = leaving > 1, entering > 1
    same_code = steps["from_code"].str.removesuffix(".00") == steps["to_code"]
    same_title = steps["from_title"].map(plain_title) == steps["to_title"].map(plain_title)
    inside = (steps["from_version"] == steps["to_version"]).to_numpy()
    relation = np.select(
        [split & merged, split, inside, merged, ~same_code, ~same_title],
        ["split_and_merged", "split", "aggregated", "merged", "recoded", "renamed"],
        "same",
    )
    return steps.assign(
        relation=pd.array(relation, dtype="str"),
        from_extent=pd.array(np.where(split, "part", "whole"), dtype="str"),
        to_extent=pd.array(np.where(merged, "part", "whole"), dtype="str"),
    )


def _count(
    steps: pd.DataFrame,
    key: list[str],
    side: str,
    groups: set[tuple[str, str]],
    parts: set[tuple[str, str]],
) -> np.ndarray:
    """How many codes a code is linked with on one side, groups and members counted apart."""
    names = list(zip(steps[f"{side}_version"], steps[f"{side}_code"], strict=True))
    is_group = np.array([name in groups for name in names], dtype=bool)
    is_part = np.array([name in parts for name in names], dtype=bool)
    columns = [steps[name] for name in key]
    published = pd.Series(~is_part, index=steps.index).groupby(columns).transform("sum")
    official = pd.Series(~is_group, index=steps.index).groupby(columns).transform("sum")
    return np.where(is_group, published, official)


def _links(lineage: pd.DataFrame) -> set[tuple[str, str]]:
    pairs = lineage[["from_version", "to_version"]].drop_duplicates()
    return set(pairs.itertuples(index=False, name=None))


def _direct(lineage: pd.DataFrame, from_version: str, to_version: str) -> pd.DataFrame:
    linked = (lineage["from_version"] == from_version) & (lineage["to_version"] == to_version)
    path = from_version if from_version == to_version else f"{from_version} > {to_version}"
    return lineage[linked].assign(path=path)


def _joined(first: pd.DataFrame, second: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """Steps over a list in between; its groups are left out, their members lead the way."""
    within = members(lineage)
    groups = within["to_code"][within["to_version"].isin(first["to_version"])]
    left = first[~first["to_code"].isin(groups)].rename(
        columns={"to_code": "between", "standing": "first_standing"}
    )[["from_version", "from_code", "from_title", "between", "first_standing", "path"]]
    right = second.rename(columns={"from_code": "between"})[
        ["between", "to_version", "to_code", "to_title", "standing"]
    ]
    steps = left.merge(right, on="between")
    second_hand = (steps["first_standing"] == "second") | (steps["standing"] == "second")
    steps = steps.assign(
        standing=pd.array(np.where(second_hand, "second", "main"), dtype="str"),
        path=steps["path"] + " > " + steps["to_version"],
    )
    return steps.sort_values("standing", kind="stable").drop_duplicates(_KEY, ignore_index=True)


def _unlinked(lineage: pd.DataFrame, from_version: str, to_version: str) -> OccupationError:
    pairs = _links(lineage)
    return OccupationError(
        "No crosswalk leads from one list of codes to the other",
        expected="an earlier list and a later one: "
        + "; ".join(f"{a} to {b}" for a, b in sorted(pairs) if a != b),
        got=f"from {from_version} to {to_version}",
        next_step="Swap the two lists if the first is the newer one.",
    )
