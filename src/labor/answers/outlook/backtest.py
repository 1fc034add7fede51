"""How earlier projections turned out, beside a naive model that knows no occupations."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import chain

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.crosswalk import Crosswalk
from labor.methods.outlook import all_occupations_pct, is_whole, line_items, vintage_rows
from labor.methods.role_rows import version_of
from labor.show.rows import records

COLUMNS = (
    "projection_vintage",
    "check_vintage",
    "occupation_code",
    "occupation_title",
    "soc_version",
    "check_code",
    "base_year",
    "check_year",
    "is_complete",
    "base_employment_jobs",
    "projected_jobs",
    "observed_jobs",
    "naive_rate_jobs",
    "naive_share_jobs",
    "projected_change_pct",
    "observed_change_pct",
    "error_pct",
    "naive_rate_error_pct",
    "naive_share_error_pct",
    "is_direction_right",
    "is_naive_direction_right",
    "is_faster_right",
    "source_id",
)


#: Columns of the projections that a check takes; the others are many, and slow to pick rows of.
_USED = (
    *("projection_vintage", "occupation_code", "occupation_title", "soc_version", "source_id"),
    *("base_year", "target_year", "base_employment_jobs", "target_employment_jobs"),
)
#: Figures of an evaluation that are also weighted by jobs, and what they are means of.
_WEIGHTED = {
    "mean_absolute_error": "error_pct",
    "naive_share_mean_absolute_error": "naive_share_error_pct",
    "direction_right": "is_direction_right",
    "naive_direction_right": "is_naive_direction_right",
    "faster_right": "is_faster_right",
}


def backtest(
    projections: pd.DataFrame,
    lineage: pd.DataFrame | Crosswalk,
    vintages: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """Set each projection against the base-year jobs of later vintages.

    Only occupations that are the same one code in both vintages are compared. Before the target
    year the projection is read off the path with a constant yearly rate from base to target year;
    such rows are not complete. Jobs of a base year are estimates too, and a later vintage may
    count them anew.

    Args:
        projections: Table `projections`.
        lineage: Table `soc_lineage`, or `crosswalk.Crosswalk.of` of it.
        vintages: A projection vintage and the later one to check it with; all pairs when None.

    Returns:
        A row per occupation and pair of vintages. Jobs at the check year: `projected_jobs`,
        `observed_jobs`, `naive_rate_jobs` (every occupation grows at the rate projected for all
        occupations) and `naive_share_jobs` (every occupation keeps its share of the jobs
        observed). Errors are in percent of the jobs observed, positive when too high.
        `is_faster_right`: whether growth above or below that of all occupations came true.

    Raises:
        AnalysisError: No pair of vintages can be compared.
    """
    steps = Crosswalk.of(lineage)
    pairs = [vintages] if vintages else _pairs(projections)
    items = {
        name: line_items(vintage_rows(projections, name))[list(_USED)]
        for name in set(chain.from_iterable(pairs))
    }
    growth = {early: all_occupations_pct(projections, early)[0] for early in dict(pairs)}
    same = cache(partial(_same_code, steps))
    found = [
        _pair(items[early], items[late], growth[early], same).assign(
            projection_vintage=early, check_vintage=late
        )
        for early, late in pairs
    ]
    if not found:
        raise AnalysisError(
            "No projection can be checked yet",
            expected="a vintage whose base year is after that of another and not after its target",
            got=", ".join(sorted(projections["projection_vintage"].unique())),
            next_step="Load more vintages.",
        )
    return pd.concat(found, ignore_index=True)[list(COLUMNS)]


def evaluate(checked: pd.DataFrame) -> pd.DataFrame:
    """Sum up a backtest: errors and directions over all comparable occupations.

    Args:
        checked: Rows of `backtest`.

    Returns:
        A row per pair of vintages: number of occupations, `mean_absolute_error_pct` and
        `median_absolute_error_pct` of the projection and of both naive models, the middle 80 %
        of the errors, the share of occupations with the right direction (projected, and naive:
        the direction of all occupations together), the share rightly called faster or slower
        than all occupations (a coin gets half), and the share for which the projection came
        nearer than constant shares. The mean error and the shares of right directions are also
        given with each occupation weighing as many jobs as it had: `..._by_base_jobs_pct` in the
        base year, `..._by_observed_jobs_pct` in the year of the check. The second weighs what
        grew more than was known in advance.
    """
    keys = ["projection_vintage", "check_vintage", "base_year", "check_year", "is_complete"]
    return checked.groupby(keys, sort=True).apply(_summary).reset_index()


def _summary(rows: pd.DataFrame) -> pd.Series:
    errors = {
        "": rows["error_pct"],
        "naive_rate_": rows["naive_rate_error_pct"],
        "naive_share_": rows["naive_share_error_pct"],
    }
    figures: dict[str, float] = {"occupations": len(rows)}
    for name, error in errors.items():
        figures[f"{name}mean_absolute_error_pct"] = error.abs().mean()
        figures[f"{name}median_absolute_error_pct"] = error.abs().median()
    for weight, name in (("base_employment_jobs", "base"), ("observed_jobs", "observed")):
        jobs = rows[weight]
        for column, measured in _WEIGHTED.items():
            mean = (rows[measured].astype("float64").abs() * jobs).sum() / jobs.sum()
            scale = 1 if measured.endswith("_pct") else 100
            figures[f"{column}_by_{name}_jobs_pct"] = mean * scale
    nearer = rows["error_pct"].abs() < rows["naive_share_error_pct"].abs()
    return pd.Series(
        {
            **figures,
            "error_p10_pct": rows["error_pct"].quantile(0.1),
            "error_p90_pct": rows["error_pct"].quantile(0.9),
            "direction_right_pct": rows["is_direction_right"].mean() * 100,
            "naive_direction_right_pct": rows["is_naive_direction_right"].mean() * 100,
            "faster_right_pct": rows["is_faster_right"].mean() * 100,
            "nearer_than_naive_share_pct": nearer.mean() * 100,
        }
    )


def _pairs(projections: pd.DataFrame) -> list[tuple[str, str]]:
    """Earlier and later projections; one that is held in part only has no growth of all jobs."""
    spans = projections[["projection_vintage", "base_year", "target_year"]].drop_duplicates()
    spans = spans[[is_whole(projections, name) for name in spans["projection_vintage"]]]
    in_order = records(spans.sort_values("base_year"))
    return [
        (early["projection_vintage"], late["projection_vintage"])
        for early in in_order
        for late in in_order
        if early["base_year"] < late["base_year"] <= early["target_year"]
    ]


def _pair(
    made: pd.DataFrame, seen: pd.DataFrame, growth_pct: float, same: Callable[[str, str, str], str]
) -> pd.DataFrame:
    rows = _matched(made, seen, same)
    base_year, target_year = int(made["base_year"].iloc[0]), int(made["target_year"].iloc[0])
    check_year = int(seen["base_year"].iloc[0])
    part = (check_year - base_year) / (target_year - base_year)
    base, target = rows["base_employment_jobs"], rows["target_employment_jobs"]
    total_rate = 1 + growth_pct / 100
    total_observed = seen["base_employment_jobs"].sum() / made["base_employment_jobs"].sum()
    projected, observed = base * (target / base) ** part, rows["observed_jobs"]
    change, came = projected / base - 1, observed / base - 1
    naive_rate, naive_share = base * total_rate**part, base * total_observed
    return rows.assign(
        check_year=check_year,
        is_complete=check_year == target_year,
        projected_jobs=projected,
        naive_rate_jobs=naive_rate,
        naive_share_jobs=naive_share,
        projected_change_pct=change * 100,
        observed_change_pct=came * 100,
        error_pct=(projected / observed - 1) * 100,
        naive_rate_error_pct=(naive_rate / observed - 1) * 100,
        naive_share_error_pct=(naive_share / observed - 1) * 100,
        is_direction_right=np.sign(target - base) == np.sign(observed - base),
        is_naive_direction_right=np.sign(total_rate - 1) == np.sign(observed - base),
        is_faster_right=(target / base > total_rate) == (observed / base > total_observed),
    )


def _matched(
    made: pd.DataFrame, seen: pd.DataFrame, same: Callable[[str, str, str], str]
) -> pd.DataFrame:
    """Occupations that are the same one code in both vintages, with the jobs observed."""
    old, new = (
        version_of(rows, f"The projections {rows['projection_vintage'].iloc[0]}")
        for rows in (made, seen)
    )
    observed = seen.set_index("occupation_code")["base_employment_jobs"]
    made = made[made["base_employment_jobs"] > 0]
    codes = [same(code, old, new) for code in made["occupation_code"]]
    rows = made.assign(check_code=codes)
    rows = rows[rows["check_code"].isin(observed[observed > 0].index)]
    return rows.assign(observed_jobs=rows["check_code"].map(observed))


def _same_code(steps: Crosswalk, code: str, old: str, new: str) -> str:
    """The one code with the same jobs, empty if there is none."""
    match = steps.follow([code], old, new)
    return next(iter(match.to_codes)) if match.one_to_one else ""
