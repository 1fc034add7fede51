"""What the Handbook and the projections say of the settings of a role: a second evidence.

Their shares are of all jobs, those of the self-employed included, and of the base year of the
projections. They are never added to or mixed with the jobs of the wage survey.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.settings.answer import HANDBOOK, PROJECTIONS, conformed
from labor.terms import DERIVED, NATION

if TYPE_CHECKING:
    from labor.occupations import Role

#: How the Handbook calls those who have no employer.
SELF_EMPLOYED = "Self-employed workers"
_KEY = ["edition", "profile_id", "workers", "setting"]
_WAGES = {
    f"{unit}_wage_usd{end}": f"median_{unit}_usd{end}"
    for unit in ("annual", "hourly")
    for end in ("", "_status")
}


def handbook(role: Role, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The largest employers of a role and their pay as its pages in the Handbook print them.

    Args:
        role: Role with its codes by list of codes.
        tables: Tables `profiles`, `profile_members`, `profile_pay_settings` and
            `profile_employers`; the newest edition is taken.

    Returns:
        A row per profile, workers and setting, see `settings.COLUMNS`: first all of the
        workers (`kind` "all"), then the settings from large to small shares, the self-employed
        among them (`kind` "self-employed"). `is_wider` where the profile describes other
        occupations, too, so that its figures are not the role's alone. Empty if no page has the
        role.
    """
    edition = tables["profiles"]["edition"].max()
    newest = {name: frame[frame["edition"] == edition] for name, frame in tables.items()}
    frames = [_profile(role, profile, newest) for profile in _profiles_of(role, newest)]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    return conformed(rows, HANDBOOK)


def self_employed(
    role: Role, projections: pd.DataFrame, year: int, codes: Mapping[str, str]
) -> pd.DataFrame:
    """The share of the self-employed among all jobs of a role in one year.

    Args:
        role: Role with its codes by list of codes.
        projections: Table `projections`.
        year: Base year of the projection wanted; another year's is not taken.
        codes: Occupation codes and titles wanted.

    Returns:
        A row per code that the projection of that base year has, see `settings.COLUMNS`; no row
        for codes or years without one.
    """
    rows = projections[(projections["base_year"] == year)]
    rows = rows[rows["occupation_code"].isin(codes)].drop_duplicates(
        ["projection_vintage", "occupation_code"]
    )
    made = pd.DataFrame(
        {
            "kind": "self-employed",
            "setting": SELF_EMPLOYED,
            "role": role.label,
            "role_kind": "single",
            "occupation_code": rows["occupation_code"],
            "occupation_title": rows["occupation_title"],
            "soc_version": rows["soc_version"],
            "reference_year": rows["base_year"],
            "area_code": NATION,
            "area_title": "U.S.",
            "projection_vintage": rows["projection_vintage"],
            "share_of_jobs_pct": rows["self_employed_pct"],
            "share_of_jobs_pct_status": rows["self_employed_pct_status"],
            "source_id": rows["source_id"],
        }
    )
    return conformed(made, PROJECTIONS)


def _profiles_of(role: Role, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Profiles that have the role, the role's own and the one with the most of its jobs first."""
    members = tables["profile_members"]
    if role.kind == "composite":
        return [role.profile_id] if (members["profile_id"] == role.profile_id).any() else []
    members = members[_own(role, members)]
    jobs = members.groupby("profile_id")["base_employment_jobs"].sum()
    ordered = jobs.sort_values(ascending=False, kind="stable").index
    return sorted(ordered, key=lambda name: name != role.profile_id)


def _own(role: Role, members: pd.DataFrame) -> pd.Series:
    """Which rows of `profile_members` are the role's own codes."""
    version = members["soc_version"].iloc[0]
    return members["occupation_code"].isin(role.codes.get(version, ()))


def _profile(role: Role, profile_id: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    found = {name: frame[frame["profile_id"] == profile_id] for name, frame in tables.items()}
    about, members = found["profiles"].iloc[0], found["profile_members"]
    details = members[~members["is_sum"]]
    own = _own(role, details)
    pay = found["profile_pay_settings"]
    pay = pay[(pay["statistic"] == "median") & (pay["setting_kind"] != "occupation")]
    shares = found["profile_employers"].rename(columns={"source_id": "shares_source_id"})
    rows = pay.rename(columns=_WAGES).merge(shares, on=_KEY, how="outer")
    rows = rows[_wanted(rows["workers"], set(details.loc[own, "occupation_title"]))]
    kind = rows["setting"].map({"all": "all", SELF_EMPLOYED: "self-employed"}).fillna("setting")
    rows = rows.assign(
        kind=kind,
        is_wider=not own.all(),
        role=role.label,
        role_kind="profile",
        occupation_code=about["soc_code"],
        occupation_title=about["profile_title"],
        soc_version=about["soc_version"],
        reference_year=rows["reference_year"].fillna(rows["wage_reference_year"]),
        area_code=NATION,
        area_title="U.S.",
        source_id=_joined(rows["source_id"], rows["shares_source_id"]),
    )
    # All jobs are all of themselves; the page does not print that.
    all_jobs = rows["kind"] == "all"
    rows["share_of_jobs_pct"] = rows["share_of_jobs_pct"].mask(all_jobs, 100.0)
    status = rows["share_of_jobs_pct_status"].mask(all_jobs, DERIVED)
    rows["share_of_jobs_pct_status"] = status
    ranked = rows.assign(order=rows["kind"] != "all", size=-rows["share_of_jobs_pct"])
    return ranked.sort_values(["workers", "order", "size", "setting"], kind="stable")


def _wanted(workers: pd.Series, titles: set[str]) -> pd.Series:
    """Workers that a page treats apart: those named like the role's occupations, else all."""
    named = workers.str.casefold().isin({title.casefold() for title in titles})
    return named if named.any() else pd.Series(True, index=workers.index)


def _joined(*columns: pd.Series) -> pd.Series:
    """Source ids of a row that two tables made."""
    pairs = zip(*(column.fillna("") for column in columns), strict=True)
    joined = [", ".join(dict.fromkeys(filter(None, pair))) for pair in pairs]
    return pd.Series(joined, index=columns[0].index, dtype="str")
