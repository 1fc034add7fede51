"""What people in a role do, work with and are called, what entry asks for, and what is near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.compare.peers import own_profiles
from labor.answers.profile.caveats import caveats_of
from labor.answers.profile.occupations import (
    occupations_of,
    release_of,
    rows_of,
)
from labor.answers.profile.similar import similar_of
from labor.answers.profile.words import sentences_of
from labor.show.prose import sources_used
from labor.show.words import running, sentence_case

if TYPE_CHECKING:
    from labor.occupations import Role

Tables = Mapping[str, pd.DataFrame]

_HANDBOOK = ("profiles", "profile_members", "profile_pay_settings", "profile_employers")
_PAY = (
    "annual_wage_usd",
    "annual_wage_usd_status",
    "hourly_wage_usd",
    "hourly_wage_usd_status",
)
#: The order in which tasks are read.
TASK_ORDER = ("core", "supplemental", "not_stated")


@dataclass(frozen=True)
class Profile:
    """What public tables say on the work of a role. Every table has `source_id`.

    Args:
        role: Label of the role.
        onet_version: Release of O*NET, "" if none is held.
        answer: Plain sentences, the answer first.
        occupations: A row per occupation of O*NET, see `profile_occupations.occupations_of`.
        tasks: Rows of `tasks`, core before supplemental, then as O*NET numbers them.
        technology: Rows of `technology`, those in demand first, then hot ones.
        titles: Rows of `titles`: the SOC's, O*NET's alternate and reported titles.
        job_zones: Rows of `job_zones` with what the zone means.
        needs: Rows of `outlook`: typical entry education, experience, training.
        education: Rows of `educational_attainment`: education of those who work in it.
        skills: Rows of `projection_skills`: the program's 17 skill scores.
        settings: The Handbook's largest employers: share of all jobs, median pay.
        similar: Similar occupations with what they share, see `profile_similar.similar_of`.
        coverage: Rows of `onet_coverage`: what O*NET has on each occupation.
        caveats: What this is not, in plain sentences.
        attribution: What O*NET's licence asks to be said; "" without O*NET.
        sources: Rows of `sources` that all this comes from.
    """

    role: str
    onet_version: str
    answer: tuple[str, ...]
    occupations: pd.DataFrame
    tasks: pd.DataFrame
    technology: pd.DataFrame
    titles: pd.DataFrame
    job_zones: pd.DataFrame
    needs: pd.DataFrame
    education: pd.DataFrame
    skills: pd.DataFrame
    settings: pd.DataFrame
    similar: pd.DataFrame
    coverage: pd.DataFrame
    caveats: tuple[str, ...]
    attribution: str
    sources: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, pd.DataFrame)}


def profile(
    role: Role,
    tables: Tables,
    needs: pd.DataFrame,
    *,
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
        release: Release of O*NET; the newest if None.
        attribution: What O*NET's licence asks to be said, with `{version}` to fill in.

    Returns:
        The profile. A role that O*NET does not describe keeps what the other tables have.

    Raises:
        AnalysisError: The release is not held.
    """
    version = release_of(tables, release)
    occupations = occupations_of(role, tables, version)
    own = _own_tables(role, tables, occupations, needs)
    found = {
        "occupations": occupations,
        "needs": needs,
        **own,
        "similar": similar_of(role, occupations, tables),
    }
    used = [frame for frame in found.values() if len(frame)]
    return Profile(
        role=sentence_case(running(role.label)),
        onet_version=version,
        answer=sentences_of(role, found),
        caveats=caveats_of(role, found, tables, version),
        attribution=attribution.format(version=version) if len(occupations) else "",
        sources=sources_used(used, tables.get("sources")),
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
            "type": rows["task_type"].map(TASK_ORDER.index),
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
        return pd.DataFrame({"source_id": pd.Series(dtype="str")})
    version, soc = occupations["onet_version"].iloc[0], occupations["soc_version"].iloc[0]
    onet = (rows["code_system"] == "onet_soc") & (rows["source_version"] == version)
    onet &= rows["occupation_code"].isin(occupations["onet_soc_code"])
    direct = (rows["code_system"] == "soc") & (rows["soc_version"] == soc)
    direct &= rows["occupation_code"].isin(occupations["soc_code"])
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
        return pd.DataFrame({"source_id": pd.Series(dtype="str")})
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
    if any(name not in tables for name in _HANDBOOK):
        return pd.DataFrame({"source_id": pd.Series(dtype="str")})
    edition, pages = own_profiles(role, tables)
    key = ["edition", "profile_id", "workers", "setting"]
    shares, pay = (tables[name] for name in ("profile_employers", "profile_pay_settings"))
    shares = shares[(shares["edition"] == edition) & shares["profile_id"].isin(pages)]
    pay = pay[(pay["edition"] == edition) & pay["profile_id"].isin(pages)]
    pay = pay[(pay["setting_kind"] == "industry") & (pay["statistic"] == "median")]
    columns = [*key, "wage_reference_year", "source_id", *_PAY]
    both = shares.merge(pay[columns], on=key, how="outer", suffixes=("", "_of_pay"))
    for name in ("share_of_jobs_pct", *_PAY[::2]):
        both[f"{name}_status"] = both[f"{name}_status"].fillna("not_applicable")
    sources = both[["source_id", "source_id_of_pay"]].agg(lambda row: ", ".join(row.dropna()), 1)
    titles = tables["profiles"][["edition", "profile_id", "profile_title"]]
    both = both.drop(columns="source_id_of_pay").assign(source_id=sources.astype("str"))
    both = both.merge(titles, on=["edition", "profile_id"], how="left")
    order = ["profile_title", "workers", "share_of_jobs_pct", "setting"]
    return both.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
