"""The rows of a profile: the occupations of O*NET that a role is, and what tables have on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.compare.peers import own_profiles, peers
from labor.answers.ladder.links import WHOLE, onet_of, release_order
from labor.answers.profile.answer import Profile
from labor.answers.profile.words import is_one
from labor.answers.settings import handbook
from labor.errors import AnalysisError
from labor.methods.overlap import Overlap, overlap
from labor.occupations.codes import level_of
from labor.occupations.lineage import published_groups
from labor.show.prose import sources_used
from labor.show.rows import records
from labor.show.words import listed, people, running, sentence_case

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

#: The order in which tasks are read.
_TASK_ORDER = ("core", "supplemental", "not_stated")
#: Columns of the occupations of O*NET, and of similar occupations.
_OCCUPATION = (
    "onet_version", "onet_soc_code", "occupation_title", "description", "soc_code", "soc_version",
    "asked_code", "source_id",
)  # fmt: skip
#: Digits that two codes share if one is in the group of the other.
_SHARED = {"total": 0, "major": 3, "minor": 5, "broad": 6}


_SIMILAR = (
    "peer", "occupation_code", "profile_id", "in_handbook", "onet_version", "onet_soc_code",
    "related_onet_soc_code", "onet_rank", "onet_tier", "tasks_overlap", "technology_overlap",
    "source_id",
)  # fmt: skip
_SIMILAR_TYPES = {
    "in_handbook": "bool",
    "onet_rank": "Int64",
    "tasks_overlap": "float64",
    "technology_overlap": "float64",
}


def profile_of(
    role: Role,
    tables: Tables,
    needs: pd.DataFrame,
    *,
    exposure: pd.DataFrame | None = None,
    release: str | None = None,
    attribution: str = "",
) -> Profile:
    """Put together what public tables say on the work of a role.

    Args:
        role: Role with its codes by list.
        tables: Tidy tables by name, all of them optional: O*NET's, `titles`, `soc_lineage`,
            `educational_attainment`, `projection_skills`, and the Handbook's. What is not held
            is said in a caveat.
        needs: Output of `outlook` for the role.
        exposure: Output of `exposure_of` for the role, if scores are held.
        release: Release of O*NET; the newest if None.
        attribution: What O*NET's license asks to be said, with `{version}` to fill in.

    Returns:
        The profile. A role that O*NET does not describe keeps what the other tables have.

    Raises:
        AnalysisError: The release is not held.
    """
    version = release_of(tables, release)
    occupations = occupations_of(role, tables, version)
    found = {
        "needs": needs,
        **_own_tables(role, tables, occupations, needs),
        "similar": similar_of(role, occupations, tables),
        "exposure": pd.DataFrame() if exposure is None else exposure,
    }
    used = [frame for frame in (occupations, *found.values()) if len(frame)]
    return Profile(
        rows=occupations,
        sources=sources_used(used, tables.get("sources")),
        role=sentence_case(running(role.label)),
        onet_version=version,
        missing_codes=_missing(role, occupations, tables, version),
        attribution=attribution.format(version=version) if len(occupations) else "",
        reading=role.reading,
        part_of=_wider(role, tables, version),
        **found,
    )


def _own_tables(
    role: Role, tables: Tables, occupations: pd.DataFrame, needs: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    codes = _projected(needs)
    return {
        "tasks": _tasks(rows_of(occupations, tables, "tasks")),
        "technology": _technology(rows_of(occupations, tables, "technology")),
        "titles": _titles(occupations, tables),
        "job_zones": _job_zones(occupations, tables),
        "education": _newest(tables, "educational_attainment", codes),
        "skills": _newest(tables, "projection_skills", codes),
        "settings": _settings(role, tables),
        "coverage": rows_of(occupations, tables, "onet_coverage"),
    }


def _projected(needs: pd.DataFrame) -> list[tuple[str, str]]:
    """Codes of the projections with their classification, members of a group included."""
    rows = needs[needs["occupation_code"] != ""]
    return list(zip(rows["soc_version"], rows["occupation_code"], strict=True))


def _tasks(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows
    order = pd.DataFrame(
        {
            "occupation": pd.factorize(rows["onet_soc_code"])[0],
            "type": rows["task_type"].map(_TASK_ORDER.index),
            "number": rows["task_id"].astype("int64"),
        }
    ).sort_values(["occupation", "type", "number"])
    return rows.loc[order.index].reset_index(drop=True)


def _technology(rows: pd.DataFrame) -> pd.DataFrame:
    """Those in demand first, then hot ones, then by class; tools of old releases come last."""
    if rows.empty:
        return rows
    order = rows.assign(
        occupation=pd.factorize(rows["onet_soc_code"])[0],
        wanted=rows["in_demand"] != "yes",
        cold=rows["hot_technology"] != "yes",
    )
    names = ["occupation", "item_type", "wanted", "cold", "commodity_title", "example"]
    return rows.loc[order.sort_values(names).index].reset_index(drop=True)


def _titles(occupations: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Titles of the O*NET occupations and of their SOC occupations."""
    rows = tables.get("titles")
    if rows is None or occupations.empty:
        return _no_rows()
    version, soc = occupations["onet_version"].iloc[0], occupations["soc_version"].iloc[0]
    onet = (rows["code_system"] == "onet_soc") & (rows["source_version"] == version)
    onet &= rows["occupation_code"].isin(occupations["onet_soc_code"])
    direct = (rows["code_system"] == "soc") & (rows["soc_version"] == soc)
    whole = occupations[occupations["onet_soc_code"].str.endswith(WHOLE)]
    direct &= rows["occupation_code"].isin(whole["soc_code"])
    return rows[onet | direct].reset_index(drop=True)


def _job_zones(occupations: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    rows = rows_of(occupations, tables, "job_zones")
    if rows.empty or "job_zone_levels" not in tables:
        return rows
    levels = tables["job_zone_levels"].drop(columns="source_id")
    return rows.merge(levels, on=["onet_version", "job_zone"], how="left")


def _newest(tables: Tables, name: str, codes: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Rows of the newest vintage of a table of the projections that has the codes."""
    if name not in tables:
        return _no_rows()
    rows = tables[name]
    own = pd.MultiIndex.from_frame(rows[["soc_version", "occupation_code"]]).isin(codes)
    rows = rows[own]
    newest = rows["projection_vintage"] == rows["projection_vintage"].max()
    order = {code: place for place, (_, code) in enumerate(codes)}
    rows = rows[newest]
    return rows.iloc[rows["occupation_code"].map(order).argsort(kind="stable")].reset_index(
        drop=True
    )


def _settings(role: Role, tables: Tables) -> pd.DataFrame:
    """The Handbook's largest employers with their share of all jobs, and what they pay."""
    if any(name not in tables for name in handbook.TABLES):
        return _no_rows()
    edition, pages = own_profiles(role, tables)
    rows = handbook.employers_with_pay(tables, edition, pages)
    rows = rows[rows["setting"] != "all"]
    titles = tables["profiles"][["edition", "profile_id", "profile_title"]]
    rows = rows.merge(titles, on=["edition", "profile_id"], how="left")
    order = ["profile_title", "workers", "share_of_jobs_pct", "setting"]
    return rows.sort_values(order, ascending=[True, True, False, True], ignore_index=True)


def _no_rows() -> pd.DataFrame:
    """A table that is not held."""
    return pd.DataFrame({"source_id": pd.Series(dtype="str")})


def _missing(
    role: Role, occupations: pd.DataFrame, tables: Tables, release: str
) -> tuple[str, ...]:
    """Codes of the role that a release of O*NET has no occupation for."""
    known = _table(tables)
    codes = codes_of(role, known[known["onet_version"] == release])
    return tuple(sorted(set(codes) - set(occupations["asked_code"])))


def release_of(tables: Tables, release: str | None) -> str:
    """The release of O*NET that a profile is made from.

    Args:
        tables: Tidy tables; `onet_occupations` where it is held.
        release: Release asked for; the newest if None.

    Returns:
        The release, "" if no table of O*NET is held and none was asked for.

    Raises:
        AnalysisError: The release is not held.
    """
    held = sorted(set(_table(tables)["onet_version"]), key=release_order)
    if release is not None and release not in held:
        raise AnalysisError(
            "There is no such release of O*NET in the tables",
            expected=", ".join(held) or "none is held",
            got=release,
            next_step="Choose one of those, or run `labor fetch onet` and `labor build`.",
        )
    return release or (held[-1] if held else "")


def occupations_of(role: Role, tables: Tables, release: str) -> pd.DataFrame:
    """The occupations that O*NET describes for a role.

    Args:
        role: Role with its codes by list.
        tables: Tidy tables `onet_occupations` and, for groups that are published in place of
            their occupations, `soc_lineage`.
        release: Release of O*NET.

    Returns:
        A row per occupation of O*NET, in the order of the role's codes, the SOC occupation
        before its finer ones; `asked_code` is the code of the role that it belongs to. Of a
        finer occupation only its own row, where the release has one of this title.
    """
    known = _table(tables)
    known = known[known["onet_version"] == release]
    parts = []
    for code in codes_of(role, known):
        detailed = _detailed(code, known, tables)
        own = known[known["soc_code"].isin(detailed)].sort_values("onet_soc_code")
        parts.append(own.assign(asked_code=code))
    found = pd.concat(parts, ignore_index=True) if parts else known.assign(asked_code="")
    if is_inside(role):
        is_own = found["occupation_title"] == role.label
        found = found[is_own] if is_own.any() else found
    return found.drop_duplicates("onet_soc_code").reset_index(drop=True)[list(_OCCUPATION)]


def is_inside(role: Role) -> bool:
    """Whether a role is one of O*NET's finer occupations, of which no code of the SOC is."""
    return role.coverage.get(role.anchor_version, "same") != "same"


def _wider(role: Role, tables: Tables, release: str) -> str:
    """The SOC occupation that a finer occupation of O*NET is part of; empty for others."""
    known = _table(tables)
    known = known[known["onet_version"] == release]
    whole = known[known["onet_soc_code"].isin([code + WHOLE for code in codes_of(role, known)])]
    rows = records(whole) if is_inside(role) else []
    return listed([f"{people(row['occupation_title'])} ({row['soc_code']})" for row in rows])


def codes_of(role: Role, known: pd.DataFrame) -> tuple[str, ...]:
    """The role's codes in the classification that a release of O*NET uses.

    Args:
        role: Role with its codes by list.
        known: Rows of `onet_occupations` of that release.
    """
    versions = known["soc_version"].unique()
    return tuple(role.codes.get(versions[0], ())) if len(versions) == 1 else ()


def rows_of(occupations: pd.DataFrame, tables: Tables, name: str) -> pd.DataFrame:
    """The rows of an O*NET table for some occupations, in their order.

    Args:
        occupations: Output of `occupations_of`.
        tables: Tidy tables by name.
        name: Table with `onet_version` and `onet_soc_code`.

    Returns:
        The rows with `occupation_title`; no rows where the table is not held.
    """
    if name not in tables:
        return _no_rows()
    key = ["onet_version", "onet_soc_code"]
    return occupations[[*key, "occupation_title"]].merge(tables[name], on=key)


def _table(tables: Tables) -> pd.DataFrame:
    names = [name for name in _OCCUPATION if name != "asked_code"]
    empty = pd.DataFrame({name: pd.Series(dtype="str") for name in names})
    return tables.get("onet_occupations", empty)


def _detailed(code: str, known: pd.DataFrame, tables: Tables) -> set[str]:
    """The detailed occupations that a code stands for."""
    if (known["soc_code"] == code).any():
        return {code}
    groups = published_groups(tables["soc_lineage"]) if "soc_lineage" in tables else {}
    inside = {member for member, group in groups.items() if group == code}
    return inside or _by_digits(code, known["soc_code"].unique())


def _by_digits(code: str, codes: Iterable[str]) -> set[str]:
    level = level_of(code)
    if level not in _SHARED:
        return set()
    return {other for other in codes if other.startswith(code[: _SHARED[level]])}


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
    for found in [*_similar_in_handbook(role, tables), *_similar_in_onet(occupations, tables)]:
        key = str(found["occupation_code"] or found["profile_id"])
        row = rows.setdefault(key, found)
        if row is not found:
            names = ("onet_version", "onet_soc_code", "related_onet_soc_code")
            row |= {name: found[name] for name in (*names, "onet_rank", "onet_tier")}
            row["source_id"] = f"{row['source_id']}, {found['source_id']}"
    shared = _overlap(occupations, tables)
    if shared is not None:
        code = str(occupations["asked_code"].iloc[0])
        for row in filter(_is_soc, rows.values()):
            row |= _measures(shared, code, str(row["occupation_code"]))
    for row in rows.values():
        row["peer"] = sentence_case(running(str(row["peer"])))
    frame = pd.DataFrame(list(rows.values()), columns=list(_SIMILAR)).astype(_SIMILAR_TYPES)
    frame = frame.astype({name: "str" for name in _SIMILAR if name not in _SIMILAR_TYPES})
    order = ["in_handbook", "onet_rank", "peer"]
    return frame.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _similar_in_handbook(role: Role, tables: Tables) -> list[dict[str, object]]:
    if "similar_occupations" not in tables or "profile_members" not in tables:
        return []
    names = ["peer", "occupation_code", "profile_id", "source_id"]
    found = peers(role, tables, ["handbook"], limit=100)
    return [{**row, "in_handbook": True} for row in records(found[names])]


def _similar_in_onet(occupations: pd.DataFrame, tables: Tables) -> list[dict[str, object]]:
    """O*NET's related occupations, each SOC occupation with its best place."""
    rows = rows_of(occupations, tables, "related_occupations")
    if rows.empty:
        return []
    rows = rows.assign(occupation_code=rows["related_onet_soc_code"].str[:7], in_handbook=False)
    rows = rows[~rows["occupation_code"].isin(occupations["soc_code"])]
    rows = rows.sort_values(["rank", "related_onet_soc_code"]).drop_duplicates("occupation_code")
    rows = rows.rename(columns={"related_title": "peer", "rank": "onet_rank", "tier": "onet_tier"})
    names = [name for name in _SIMILAR if name in rows.columns]
    return [{**row, "profile_id": ""} for row in records(rows[names])]


def _overlap(occupations: pd.DataFrame, tables: Tables) -> Overlap | None:
    """What occupations share in the release, if the role is one occupation there."""
    if not len(occupations) or not is_one(occupations["asked_code"]):
        return None
    if not occupations["onet_soc_code"].str.endswith(WHOLE).any():
        return None  # what is shared is known of SOC occupations, not of a finer one
    onet = onet_of(tables, str(occupations["soc_version"].iloc[0]))
    if onet is None or onet["tasks"]["onet_version"].iloc[0] != occupations["onet_version"].iloc[0]:
        return None
    return overlap(onet["tasks"], onet["technology"])


def _is_soc(row: Mapping[str, object]) -> bool:
    """Whether a row is a SOC occupation, not one of O*NET's finer ones."""
    return str(row.get("related_onet_soc_code") or WHOLE).endswith(WHOLE)


def _measures(shared: Overlap, code: str, other: str) -> dict[str, float]:
    here, there = shared.index(code), shared.index(other)
    if here is None or there is None:
        return {}
    return {
        "tasks_overlap": shared.tasks.cosine(here, there),
        "technology_overlap": shared.technology.cosine(here, there),
    }
