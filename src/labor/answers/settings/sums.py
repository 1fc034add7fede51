"""Shares of the settings of a role, sums of settings, and the rest that has no setting."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labor.answers.settings.levels import digits_of
from labor.terms import DERIVED, SHOWN

#: Settings that are added up where they are held by owner, by the digits of their industry.
_ADDED = {"611": "Schools and colleges", "622": "Hospitals"}
#: Jobs are rounded to ten: a sum can be off by half of that for every number in it.
_ROUNDING = 5


def with_sums(frame: pd.DataFrame) -> pd.DataFrame:
    """Add shares, sums of settings that are held by owner, and the rest.

    Args:
        frame: Rows of `settings.settings` with `employment_jobs` and `is_floor`.

    Returns:
        For each code all jobs, the settings from many jobs to few (unknown ones last), the sums
        and the rest, with `share_of_jobs_pct`, its status and `share_of_jobs_high_pct`.
    """
    parts = []
    for _, rows in frame.groupby(["role_kind", "occupation_code"], sort=False):
        total = rows[rows["kind"] == "all"].iloc[0]
        others = rows[rows["kind"] == "setting"].sort_values(
            "employment_jobs", ascending=False, kind="stable"
        )
        main = others[others["part_of"] == ""]
        new = [*_sums(main), *_rest(total, main)]
        made = pd.DataFrame(new, columns=frame.columns).astype(frame.dtypes.to_dict())
        group = pd.concat([rows[rows["kind"] == "all"], others, made], ignore_index=True)
        parts.append(_shares(group, total))
    return pd.concat(parts, ignore_index=True)


def _shares(rows: pd.DataFrame, total: pd.Series) -> pd.DataFrame:
    """Shares of all jobs of the code; the rest is the most that floors can be short of."""
    all_jobs = total["employment_jobs"]
    known = rows["employment_jobs_status"].isin(SHOWN)
    known &= total["employment_jobs_status"] in SHOWN
    share = (100 * rows["employment_jobs"] / all_jobs).where(known)
    left = rows.loc[rows["kind"] == "rest", "employment_jobs"].sum()
    high = (share + rows["is_floor"] * 100 * left / all_jobs).clip(upper=100)
    status = pd.Series(DERIVED, index=rows.index).where(known, rows["employment_jobs_status"])
    withheld = status.isin(SHOWN) & ~known
    return rows.assign(
        share_of_jobs_pct=share,
        share_of_jobs_pct_status=status.where(~withheld, "not_available"),
        share_of_jobs_high_pct=high,
    )


def _sums(main: pd.DataFrame) -> list[pd.Series]:
    """Jobs of hospitals and of schools together, and of each of their owners."""
    split = main[main["industry_level"].str.endswith(", ownership")]
    digits = [
        digits_of(code, level)[:3]
        for code, level in zip(split["industry_code"], split["industry_level"], strict=True)
    ]
    made = []
    for begin, name in _ADDED.items():
        rows = split[[digit == begin for digit in digits]]
        if len(rows):
            owners = sorted(rows["ownership_code"].unique())
            made.append(_sum(rows, name, f"{begin}000", "".join(owners)))
            made += [
                _sum(rows[rows["ownership_code"] == owner], name, f"{begin}000", owner)
                for owner in owners
            ]
    return [row for row in made if row["employment_jobs_status"] in SHOWN]


def _sum(rows: pd.DataFrame, name: str, code: str, owners: str) -> pd.Series:
    """One sum: a floor where a setting in it is not released."""
    jobs = rows["employment_jobs"]
    known = rows["employment_jobs_status"].isin(SHOWN)
    row = _without_numbers(rows.iloc[0], rows["source_id"])
    row["kind"], row["setting"], row["industry_title"] = "sum", name, ""
    row["industry_code"], row["ownership_code"] = code, owners
    row["employment_jobs"] = jobs[known].sum() if known.any() else float("nan")
    row["employment_jobs_status"] = DERIVED if known.any() else "not_available"
    row["is_floor"] = bool(known.any() and (~known | rows["is_floor"]).any())
    medians = rows["median_annual_usd"].where(rows["median_annual_usd_status"].isin(SHOWN))
    row["low_median_annual_usd"] = medians.min()
    row["high_median_annual_usd"] = medians.max()
    if medians.notna().any():
        top = rows.loc[medians.idxmax(), "median_annual_usd_status"]
        row["high_median_annual_usd_status"] = top
    return row


def _rest(total: pd.Series, main: pd.DataFrame) -> list[pd.Series]:
    """Jobs in no main setting with published jobs; none where rounding explains them."""
    if total["employment_jobs_status"] not in SHOWN or main.empty:
        return []
    known = main["employment_jobs_status"].isin(SHOWN)
    left = total["employment_jobs"] - main.loc[known, "employment_jobs"].sum()
    explained = known.all() and left <= _ROUNDING * (len(main) + 1)
    if left <= 0 or explained:
        return []
    row = _without_numbers(total, pd.concat([main["source_id"], pd.Series([total["source_id"]])]))
    row["kind"], row["setting"], row["is_floor"] = "rest", "", False
    row["employment_jobs"], row["employment_jobs_status"] = left, DERIVED
    return [row]


def _without_numbers(row: pd.Series, sources: Sequence[str]) -> pd.Series:
    """A row for numbers made here: labels kept, every printed number gone."""
    row = row.copy()
    for name in row.index:
        if f"{name}_status" in row.index:
            row[name], row[f"{name}_status"] = float("nan"), "not_applicable"
    for name in ("low_median_annual_usd", "pooled_median_low_annual_usd",
                 "pooled_median_high_annual_usd"):  # fmt: skip
        row[name] = float("nan")
    row["source_id"] = ", ".join(sorted({one for text in sources for one in text.split(", ")}))
    return row
