"""Similar occupations of a role: who calls them similar, and what they share with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.compare.peers import peers
from labor.answers.ladder.links import onet_of
from labor.answers.profile.occupations import WHOLE, is_one, rows_of
from labor.methods.overlap import Overlap, overlap
from labor.show.words import running, sentence_case

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

COLUMNS = (
    "peer",
    "occupation_code",
    "profile_id",
    "in_handbook",
    "onet_version",
    "onet_soc_code",
    "related_onet_soc_code",
    "onet_rank",
    "onet_tier",
    "tasks_overlap",
    "technology_overlap",
    "source_id",
)
_TYPES = {
    "in_handbook": "bool",
    "onet_rank": "Int64",
    "tasks_overlap": "float64",
    "technology_overlap": "float64",
}


def similar_of(role: Role, occupations: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Put together what the Handbook and O*NET call similar to a role.

    Args:
        role: The role.
        occupations: Its occupations in one release of O*NET.
        tables: Tidy tables by name.

    Returns:
        A row per similar occupation or Handbook page, those of the Handbook first, then by
        O*NET's place: `in_handbook`; `onet_rank` and `onet_tier`, missing if O*NET does not
        relate it; what it shares of tasks and technology, 0 to 1, missing where it is not known,
        and for a role of several occupations.
    """
    rows: dict[str, dict[str, object]] = {}
    for found in [*_handbook(role, tables), *_onet(occupations, tables)]:
        key = str(found["occupation_code"] or found["profile_id"])
        row = rows.setdefault(key, found)
        if row is not found:
            names = ("onet_version", "onet_soc_code", "related_onet_soc_code")
            row |= {name: found[name] for name in (*names, "onet_rank", "onet_tier")}
            row["source_id"] = f"{row['source_id']}, {found['source_id']}"
    shared = _shared(occupations, tables)
    for row in filter(_is_whole, rows.values()) if shared else ():
        row |= _measures(shared, occupations["asked_code"].iloc[0], str(row["occupation_code"]))
    for row in rows.values():
        row["peer"] = sentence_case(running(str(row["peer"])))
    frame = pd.DataFrame(list(rows.values()), columns=list(COLUMNS)).astype(_TYPES)
    frame = frame.astype({name: "str" for name in COLUMNS if name not in _TYPES})
    order = ["in_handbook", "onet_rank", "peer"]
    return frame.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _handbook(role: Role, tables: Tables) -> list[dict[str, object]]:
    if "similar_occupations" not in tables or "profile_members" not in tables:
        return []
    names = ["peer", "occupation_code", "profile_id", "source_id"]
    found = peers(role, tables, ["handbook"], limit=100)
    return [{**row, "in_handbook": True} for row in found[names].to_dict("records")]


def _onet(occupations: pd.DataFrame, tables: Tables) -> list[dict[str, object]]:
    """O*NET's related occupations, each SOC occupation with its best place."""
    rows = rows_of(occupations, tables, "related_occupations")
    if rows.empty:
        return []
    rows = rows.assign(occupation_code=rows["related_onet_soc_code"].str[:7], in_handbook=False)
    rows = rows[~rows["occupation_code"].isin(occupations["soc_code"])]
    rows = rows.sort_values(["rank", "related_onet_soc_code"]).drop_duplicates("occupation_code")
    rows = rows.rename(columns={"related_title": "peer", "rank": "onet_rank", "tier": "onet_tier"})
    names = [name for name in COLUMNS if name in rows.columns]
    return rows[names].assign(profile_id="").to_dict("records")


def _shared(occupations: pd.DataFrame, tables: Tables) -> Overlap | None:
    """What occupations share in the release, if the role is one occupation there."""
    if not len(occupations) or not is_one(occupations["asked_code"]):
        return None
    onet = onet_of(tables, str(occupations["soc_version"].iloc[0]))
    if onet is None or onet["tasks"]["onet_version"].iloc[0] != occupations["onet_version"].iloc[0]:
        return None
    return overlap(onet["tasks"], onet["technology"])


def _is_whole(row: Mapping[str, object]) -> bool:
    """Whether a row is a SOC occupation, not one of O*NET's finer ones."""
    return str(row.get("related_onet_soc_code") or WHOLE).endswith(WHOLE)


def _measures(shared: Overlap, code: str, other: str) -> dict[str, float]:
    here, there = shared.index(code), shared.index(other)
    if here is None or there is None:
        return {}
    return {
        "tasks_overlap": float(shared.tasks.cosines[here, there]),
        "technology_overlap": float(shared.technology.cosines[here, there]),
    }
