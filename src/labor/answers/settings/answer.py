"""Where people of a role work and what each setting pays, in one year of the wage estimates.

A setting is an industry, alone or with the owner of its establishments. Its jobs are those that
the agency printed; what it does not release stays a remainder of its own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from labor.answers.settings.levels import MAIN, arranged
from labor.answers.settings.sums import with_sums
from labor.errors import AnalysisError
from labor.methods import levels, ranks
from labor.methods.role_rows import once_per_code, version_of
from labor.terms import ALL_INDUSTRIES, DERIVED, NATION, WITH_VALUE

if TYPE_CHECKING:
    from labor.occupations import Role

#: What a row is about: all jobs of the role, one setting, a sum of settings, or what is left.
ALL, SETTING, SUM, REST = "all", "setting", "sum", "rest"
#: Evidence of a row: the wage survey, the Handbook or the projections.
SURVEY, HANDBOOK, PROJECTIONS = "survey", "handbook", "projections"

_SHARE = ("share_of_jobs_pct", "share_of_jobs_pct_status")
_PLACE = ("industry_code", "industry_level", "ownership_code", "industry_title")
_RARE = ("edition", "profile_id", "workers", "projection_vintage")
_FLAGS = ("is_whole", "is_floor", "is_wider")

COLUMNS = (
    *("evidence", "kind", "setting", *_PLACE, "part_of"),
    *levels.COLUMNS,
    *(*_SHARE, "share_of_jobs_high_pct", *_FLAGS, "letters", "wage_reference_year", *_RARE),
)
_DTYPES = {
    **dict.fromkeys(COLUMNS, "str"),
    **{name: "float64" for name in COLUMNS if name.endswith(("_usd", "_jobs", "_pct"))},
    **dict.fromkeys((*_FLAGS, "is_subject"), "bool"),
    "reference_year": "int64",
    "wage_reference_year": "Int64",
}


def settings(
    role: Role,
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    *,
    year: int,
    pool: levels.PoolEstimate | None = None,
) -> pd.DataFrame:
    """Put jobs and pay of a role in every setting of a year side by side.

    Settings nest: the main ones are those of the coarsest level held, the finer ones name in
    `part_of` the main one they belong to and are never added to it.

    Args:
        role: Role with its codes by list of codes.
        wages: Table `wages` of the nation in that year, all industries and owners.
        employment: Table `employment` of the same.
        year: Reference year.
        pool: Estimates a composite's pay over all settings from its members' rows.

    Returns:
        A row per code and setting, see `COLUMNS`; for each code all jobs first (`kind` "all"),
        then its settings from many jobs to few, sums of settings, and the rest that is not
        released or, where `is_whole` is False, outside the settings held. `share_of_jobs_pct` is
        of all jobs of the code. A composite's jobs are sums of its members'; where a member has
        no published jobs they are a floor (`is_floor`), and `share_of_jobs_high_pct` is the most
        the share can be. `letters` joins main settings whose mean pay cannot be told apart.

    Raises:
        AnalysisError: The year has no table of industries.
    """
    paid, jobs = (frame[_of(frame, year)] for frame in (wages, employment))
    if (jobs["industry_code"] == ALL_INDUSTRIES).all():
        raise AnalysisError(
            f"There are no estimates by industry for {year}",
            expected="a year whose table of sectors or industries is held",
            got=str(year),
            next_step="Choose another year, or fetch the table of sectors of that year.",
        )
    version = version_of(paid, f"The wages of {year}")
    places = arranged(jobs)
    codes = set(role.codes.get(version, ()))
    found = _rows_by_place(paid[paid["occupation_code"].isin(codes)], jobs, codes)
    whole = paid[paid["industry_code"] == ALL_INDUSTRIES].iloc[0]
    rows, labels = [], []
    for place in places.to_dict("records"):
        by_code = found.get(place["place"], {})
        is_all = place["level_rank"] < MAIN
        if by_code or is_all:
            own = levels.role_rows(role, by_code, whole, pool if is_all else None)
            rows += own
            labels += [_labels(place)] * len(own)
    frame = pd.concat([levels.as_frame(rows), pd.DataFrame(labels)], axis="columns")
    # A code that the table of a setting does not have gets no row there.
    frame = frame[(frame["source_id"] != "") | (frame["kind"] == ALL)].reset_index(drop=True)
    return conformed(_told_apart(with_sums(_with_floors(frame))), SURVEY)


def conformed(rows: pd.DataFrame, evidence: str) -> pd.DataFrame:
    """Give rows the columns and dtypes of an answer; what they do not have is not applicable.

    Args:
        rows: Rows with some of `COLUMNS`.
        evidence: Where they come from: `SURVEY`, `HANDBOOK` or `PROJECTIONS`.

    Returns:
        The rows with exactly `COLUMNS`.
    """
    frame = rows.reset_index(drop=True).assign(evidence=evidence).reindex(columns=list(COLUMNS))
    for name, dtype in _DTYPES.items():
        if dtype == "str":
            missing = "not_applicable" if name.endswith("_status") else ""
            frame[name] = frame[name].astype("object").fillna(missing)
        elif dtype == "bool":
            frame[name] = frame[name].eq(True)
    return frame.astype(_DTYPES)


def _of(frame: pd.DataFrame, year: int) -> pd.Series:
    return (frame["reference_year"] == year) & (frame["area_code"] == NATION)


def _rows_by_place(
    paid: pd.DataFrame, jobs: pd.DataFrame, codes: set[str]
) -> dict[str, dict[str, dict[str, object]]]:
    """Rows by setting and occupation code: wages and jobs beside each other."""
    jobs = jobs[jobs["occupation_code"].isin(codes)]
    # Rows are told apart by year, area and code: the setting stands in for the area here.
    keyed = [once_per_code(frame.assign(area_code=place_of(frame))) for frame in (paid, jobs)]
    wide = levels.side_by_side(*keyed)
    return {
        place: rows.assign(area_code=NATION).set_index("occupation_code", drop=False).T.to_dict()
        for place, rows in wide.groupby("area_code")
    }


def place_of(frame: pd.DataFrame) -> pd.Series:
    """One name for industry, level and owner of each row."""
    return frame["industry_code"] + "|" + frame["industry_level"] + "|" + frame["ownership_code"]


def _labels(place: dict[str, object]) -> dict[str, object]:
    kind = ALL if place["level_rank"] < MAIN else SETTING
    labels = {name: place[name] for name in (*_PLACE, "part_of", "is_whole")}
    return {**labels, "kind": kind, "setting": place["industry_title"], "letters": ""}


def _with_floors(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill in the jobs of composites of whose members only some have published jobs."""
    composite = frame["role_kind"] == "composite"
    open_sum = composite & ~frame["employment_jobs_status"].isin((*WITH_VALUE, DERIVED))
    members = frame[(frame["role_kind"] == "member") & frame["employment_jobs"].notna()]
    by = ["role", "industry_code", "industry_level", "ownership_code"]
    known = members.groupby(by)["employment_jobs"].sum()
    sums = pd.Series([known.get(tuple(key), math.nan) for key in frame[by].to_numpy()])
    has_floor = open_sum & sums.notna()
    jobs = frame["employment_jobs"].where(~has_floor, sums)
    status = frame["employment_jobs_status"].where(~has_floor, DERIVED)
    return frame.assign(employment_jobs=jobs, employment_jobs_status=status, is_floor=has_floor)


def _told_apart(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the groups of main settings whose means cannot be told apart, for each code."""
    known = (frame["kind"] == SETTING) & (frame["part_of"] == "")
    known &= frame["mean_rse_pct"].notna() & (frame["role_kind"] != "member")
    for _, part in frame[known].groupby(["role_kind", "occupation_code"]):
        for unit in ("annual", "hourly"):
            mean = f"mean_{unit}_usd"
            rows = part[part[f"{mean}_status"] == "published"]
            if len(rows):
                table = {
                    "name": rows.index, "estimate": rows[mean], "rse_pct": rows["mean_rse_pct"]
                }  # fmt: skip
                frame.loc[rows.index, "letters"] = ranks.groups(pd.DataFrame(table))["letters"]
                break
    return frame
