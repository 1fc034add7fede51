"""What the Handbook and the projections say of the settings of a role: a second evidence.

Their shares are of all jobs, those of the self-employed included, and of the base year of the
projections. They are never added to or mixed with the jobs of the wage survey.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.settings.survey import ALL, HANDBOOK, PROJECTIONS, conformed
from labor.occupations.published import slots
from labor.terms import DERIVED, NATION

if TYPE_CHECKING:
    from labor.occupations import Role

#: Tables of the Handbook that hold the employers of its pages and what they pay.
TABLES = ("profiles", "profile_members", "profile_pay_settings", "profile_employers")
#: What a row of the self-employed is about, and how the Handbook calls those without employer.
SELF_EMPLOYED, _SELF_EMPLOYED_TITLE = "self-employed", "Self-employed workers"
#: Amounts of a median with their statuses, as the pages print them.
WAGES = (
    "annual_wage_usd", "annual_wage_usd_status", "hourly_wage_usd", "hourly_wage_usd_status"
)  # fmt: skip
_KEY = ["edition", "profile_id", "workers", "setting"]


def handbook_rows(role: Role, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The largest employers of a role and their pay as its pages in the Handbook print them.

    Args:
        role: Role with its codes by list of codes.
        tables: Tidy tables by name, `TABLES` among them; the newest edition is taken.

    Returns:
        A row per profile, workers and setting, see `survey.COLUMNS`: first all of the
        workers (`kind` "all"), then the settings from large to small shares, the self-employed
        among them (`kind` "self-employed"). `is_wider` where the profile describes other
        occupations, too, so that its figures are not the role's alone. Empty if no page has the
        role.
    """
    edition = tables["profiles"]["edition"].max()
    newest = {name: tables[name][tables[name]["edition"] == edition] for name in TABLES}
    frames = [_page(role, page, newest) for page in _pages_of(role, newest)]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    return conformed(rows, HANDBOOK)


def self_employed_rows(
    role: Role, projections: pd.DataFrame, year: int, codes: Collection[str]
) -> pd.DataFrame:
    """The share of the self-employed among all jobs of a role in one year.

    Args:
        role: Role with its codes by list of codes.
        projections: Table `projections`.
        year: Base year of the projection wanted; another year's is not taken.
        codes: Occupation codes wanted.

    Returns:
        A row per code that the projection of that base year has, see `survey.COLUMNS`; no row
        for codes or years without one.
    """
    rows = projections[projections["base_year"] == year]
    rows = rows[rows["occupation_code"].isin(codes)].drop_duplicates(
        ["projection_vintage", "occupation_code"]
    )
    made = pd.DataFrame(
        {
            "kind": SELF_EMPLOYED,
            "setting": _SELF_EMPLOYED_TITLE,
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


def employers_with_pay(
    tables: Mapping[str, pd.DataFrame], edition: str, pages: Collection[str]
) -> pd.DataFrame:
    """The largest employers that pages of the Handbook name, with the medians they print.

    Args:
        tables: Tables `profile_employers` and `profile_pay_settings`.
        edition: Edition of the Handbook.
        pages: Profiles whose pages are wanted.

    Returns:
        A row per page, workers and setting; `setting` "all" is all of the workers, of whom the
        page prints pay and no share. Columns of `profile_employers`, `wage_reference_year` and
        `WAGES`; a number that the page does not print has the status "not_applicable".
        `source_id` names the tables of pay and of shares.
    """
    shares, pay = (
        tables[name][(tables[name]["edition"] == edition) & tables[name]["profile_id"].isin(pages)]
        for name in ("profile_employers", "profile_pay_settings")
    )
    pay = pay[(pay["statistic"] == "median") & (pay["setting_kind"] != "occupation")]
    pay = pay[[*_KEY, "wage_reference_year", "source_id", *WAGES]]
    rows = shares.merge(pay, on=_KEY, how="outer", suffixes=("", "_of_pay"))
    for name in ("share_of_jobs_pct", *WAGES[::2]):
        rows[f"{name}_status"] = rows[f"{name}_status"].fillna("not_applicable")
    sources = [
        ", ".join(name for name in pair if isinstance(name, str))
        for pair in zip(rows["source_id_of_pay"], rows["source_id"], strict=True)
    ]
    rows = rows.drop(columns="source_id_of_pay")
    return rows.assign(source_id=pd.Series(sources, index=rows.index, dtype="str"))


def _pages_of(role: Role, tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Profiles that have the role, the role's own and the one with the most of its jobs first."""
    members = tables["profile_members"]
    if role.kind == "composite":
        return [role.profile_id] if (members["profile_id"] == role.profile_id).any() else []
    members = members[_own(role, members)]
    jobs = members.groupby("profile_id")["base_employment_jobs"].sum()
    ordered = map(str, jobs.sort_values(ascending=False, kind="stable").index)
    return sorted(ordered, key=lambda name: name != role.profile_id)


def _own(role: Role, members: pd.DataFrame) -> pd.Series:
    """Which rows of `profile_members` are the role's own codes."""
    version = members["soc_version"].iloc[0]
    found = slots(role, version, frozenset(members["occupation_code"]))
    return members["occupation_code"].isin([slot.code for slot in found])


def _page(role: Role, profile_id: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The employers that one page names, as rows of an answer on settings."""
    profiles, members = tables["profiles"], tables["profile_members"]
    about = profiles[profiles["profile_id"] == profile_id].iloc[0]
    details = members[(members["profile_id"] == profile_id) & ~members["is_sum"]]
    own = _own(role, details)
    rows = employers_with_pay(tables, about["edition"], [profile_id])
    rows = rows[_is_wanted(rows["workers"], set(details.loc[own, "occupation_title"]))]
    kind = rows["setting"].map({"all": ALL, _SELF_EMPLOYED_TITLE: SELF_EMPLOYED})
    # All jobs are all of themselves; the page does not print that.
    is_all = kind == ALL
    rows = rows.rename(columns={name: f"median_{name.replace('_wage', '')}" for name in WAGES})
    rows = rows.assign(
        kind=kind.fillna("setting"),
        share_of_jobs_pct=rows["share_of_jobs_pct"].mask(is_all, 100.0),
        share_of_jobs_pct_status=rows["share_of_jobs_pct_status"].mask(is_all, DERIVED),
        is_wider=not own.all(),
        role=role.label,
        role_kind="profile",
        occupation_code=about["soc_code"],
        occupation_title=about["profile_title"],
        soc_version=about["soc_version"],
        reference_year=rows["reference_year"].fillna(rows["wage_reference_year"]),
        area_code=NATION,
        area_title="U.S.",
    )
    ranked = rows.assign(order=~is_all, size=-rows["share_of_jobs_pct"])
    return ranked.sort_values(["workers", "order", "size", "setting"], kind="stable")


def _is_wanted(workers: pd.Series, titles: Collection[str]) -> pd.Series:
    """Workers that a page treats apart: those named like the role's occupations, else all."""
    named = workers.str.casefold().isin({title.casefold() for title in titles})
    return named if named.any() else pd.Series(True, index=workers.index)
