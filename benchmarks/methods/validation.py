"""How far the pooled pay of groups is from what the agency prints for the same groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from labor.errors import AnalysisError
from labor.methods.composite import ROUNDING, pool_evidence
from labor.methods.evidence import ADDS_UP, PayTable, collect
from labor.terms import NATION, PERCENTILES

_GROUP_LEVELS = ("broad", "minor", "major")
#: An error above this many percent must carry a flag that says why.
LARGE_PCT = 3.0


def hierarchy_cases(wages: pd.DataFrame, employment: pd.DataFrame, year: int) -> pd.DataFrame:
    """Pool the detailed occupations of every group that the survey prints, and compare.

    The survey prints broad, minor and major groups with percentiles from its own records; they
    are the pools of their detailed occupations. Groups with a part whose pay or jobs are not
    printed, or whose parts do not add up to them, are left out.

    Args:
        wages: Table `wages`, national rows of the year.
        employment: Table `employment`.
        year: Reference year, from 2012 on: earlier tables print major groups only.

    Returns:
        A row per group and percentile: `reference_year`, `occupation_code`, `occupation_level`,
        `members`, `statistic`, `printed_usd`, `pay_usd`, `error_pct` (estimate against print),
        `margin_pct`, `is_in_likely_range`, `is_in_certain_range`, `flag`.
    """
    table = PayTable.of(wages, employment, year=year)
    found = [
        row
        for code in table.rows.index[table.rows["occupation_level"].isin(_GROUP_LEVELS)]
        if _is_testable(table, code)
        for row in _case(table, code)
    ]
    if not found:
        raise AnalysisError(
            f"The tables of {year} hold no group with all its parts",
            expected="national wages and employment of broad, minor or major groups",
            next_step="Build the national tables of the year.",
        )
    return pd.DataFrame(found)


def _is_testable(table: PayTable, code: str) -> bool:
    parts = table.parts(code)
    if len(parts) < 2:
        return False
    rows = table.rows.loc[[code, *sorted(parts)]]
    ends = {
        end: rows[[f"{name}_{end}" for name in PERCENTILES]].to_numpy() for end in ("low", "high")
    }
    whole = rows["employment_jobs"].iloc[0]
    gap = abs(rows["employment_jobs"].iloc[1:].sum(skipna=False) - whole)
    return bool((ends["low"] == ends["high"]).all() and gap <= ADDS_UP * whole)


def _case(table: PayTable, code: str) -> list[dict[str, object]]:
    parts, row = table.parts(code), table.rows.loc[code]
    estimates = pool_evidence(collect(table, sorted(parts), groups=False)).estimates
    printed = {name: row[f"{name}_low"] for name in PERCENTILES}
    labels = {
        "reference_year": table.year,
        "occupation_code": code,
        "occupation_level": row["occupation_level"],
        "members": len(parts),
    }
    return _compared(estimates, printed, labels, ROUNDING["annual"])


def _compared(
    estimates: pd.DataFrame, printed: Mapping[str, float], labels: Mapping[str, object], unit: float
) -> list[dict[str, object]]:
    """Set estimates beside what is printed; both are rounded to a unit."""
    rows = []
    for row in estimates[estimates["statistic"].isin(printed)].to_dict("records"):
        value = printed[row["statistic"]]
        result = {"statistic": row["statistic"], "printed_usd": value}
        result |= {name: row[name] for name in ("pay_usd", "pay_usd_status")}
        result["error_pct"] = 100 * (row["pay_usd"] / value - 1)
        result["margin_pct"] = row["margin_pct"]
        for kind in ("likely", "certain"):
            # A comparison with an end that is missing is false, as it must be.
            below = value < row[f"{kind}_low_usd"] - unit
            above = value > row[f"{kind}_high_usd"] + unit
            result[f"is_in_{kind}_range"] = not (below or above)
        rows.append({**labels, **result, "flag": row["flag"]})
    return rows


def validate_on_hierarchy(wages: pd.DataFrame, employment: pd.DataFrame) -> pd.DataFrame:
    """Summarize `hierarchy_cases` for every year at hand.

    Args:
        wages: Table `wages`, national rows.
        employment: Table `employment`.

    Returns:
        A row per year and percentile, see `summary`.
    """
    national = wages[(wages["area_code"] == NATION) & wages["occupation_level"].eq("broad")]
    years = sorted(int(year) for year in national["reference_year"].unique())
    cases = [hierarchy_cases(wages, employment, year) for year in years]
    return summary(pd.concat(cases, ignore_index=True), ["reference_year", "statistic"])


def summary(cases: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Distribution of the errors of a set of cases.

    Args:
        cases: Rows of `hierarchy_cases` or `validate_on_profiles`.
        by: Columns that name a row of the summary.

    Returns:
        A row per group: `cases`; `median_error_pct`, `p90_error_pct` and `max_error_pct` of the
        absolute error; `bias_pct`, the mean error; `in_likely_range_pct` and
        `in_certain_range_pct`, how often the printed figure lies there; `flagged_pct`, and
        `unflagged_above_3_pct`, the number of cases off by more than 3 % without a flag.
    """
    size = cases["error_pct"].abs()
    flagged = cases["flag"] != ""
    wide = cases[list(by)].assign(
        size=size,
        error=cases["error_pct"],
        likely=cases["is_in_likely_range"] * 100.0,
        certain=cases["is_in_certain_range"] * 100.0,
        flagged=flagged * 100.0,
        missed=(size > LARGE_PCT) & ~flagged,
    )
    return (
        wide.groupby(list(by), sort=True)
        .agg(
            cases=("size", "count"),
            median_error_pct=("size", "median"),
            p90_error_pct=("size", lambda sizes: sizes.quantile(0.9)),
            max_error_pct=("size", "max"),
            bias_pct=("error", "mean"),
            in_likely_range_pct=("likely", "mean"),
            in_certain_range_pct=("certain", "mean"),
            flagged_pct=("flagged", "mean"),
            unflagged_above_3_pct=("missed", "sum"),
        )
        .reset_index()
    )


def validate_on_profiles(
    profiles: pd.DataFrame,
    profile_members: pd.DataFrame,
    wages: pd.DataFrame,
    employment: pd.DataFrame,
    *,
    groups: bool = True,
) -> pd.DataFrame:
    """Pool the members of every Handbook profile of several occupations, and compare.

    Args:
        profiles: Table `profiles`.
        profile_members: Table `profile_members`.
        wages: Table `wages`, with the year of the profiles' wages.
        employment: Table `employment`.
        groups: Whether published groups may stand for members; without them the test is of the
            pooling alone.

    Returns:
        A row per profile and printed percentile (p10, median, p90; a year, or an hour where no
        yearly wage is printed): `edition`, `profile_id`, `basis`, `members`, and the columns of
        `hierarchy_cases` from `statistic` on. Profiles of one occupation, without a printed
        median, or with codes of another classification than the wages' are left out.
    """
    parts = profile_members[~profile_members["is_sum"]]
    codes = parts.groupby(["edition", "profile_id"])["occupation_code"].agg(list)
    versions = wages.drop_duplicates("reference_year").set_index("reference_year")["soc_version"]

    @cache
    def table(year: int, basis: str) -> PayTable:
        return PayTable.of(wages, employment, year=year, basis=basis)

    found = []
    for row in profiles.to_dict("records"):
        members = codes.get((row["edition"], row["profile_id"]), [])
        same = versions.get(row["wage_reference_year"]) == row["soc_version"]
        basis = _printed_basis(row)
        if len(members) > 1 and same and basis:
            evidence = collect(table(row["wage_reference_year"], basis), members, groups=groups)
            pay = pool_evidence(evidence)
            labels = {name: row[name] for name in ("edition", "profile_id")}
            labels |= {"basis": basis, "members": len(members)}
            printed = _printed(row, basis)
            found += _compared(pay.estimates, printed, labels, ROUNDING[basis])
    if not found:
        raise AnalysisError(
            "No profile joins several occupations of the classification of the wages",
            expected="profiles with members and a printed median, and the wages of that year",
        )
    return pd.DataFrame(found)


def _printed_basis(profile: Mapping[str, object]) -> str:
    for basis in ROUNDING:
        if profile[f"median_{basis}_wage_usd_status"] == "published":
            return basis
    return ""


def _printed(profile: Mapping[str, object], basis: str) -> dict[str, float]:
    """Percentiles that a profile prints for all its workers."""
    return {
        name: float(profile[f"{name}_{basis}_wage_usd"])
        for name in ("p10", "median", "p90")
        if profile[f"{name}_{basis}_wage_usd_status"] == "published"
    }
