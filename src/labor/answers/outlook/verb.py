"""What was projected for a role, and how earlier projections turned out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.answers.outlook import backtest as checks
from labor.answers.tables import directory_of, processed_of
from labor.methods import outlook as projected
from labor.tables.load import load as load_table


def outlook(role: str, vintage: str | None = None, *, root: Path | None = None) -> pd.DataFrame:
    """Show projected growth and openings of a role, and what the openings are made of.

    Args:
        role: The role in words or as a code.
        vintage: Projection, such as "2018-28"; the newest if left out.
        root: Project folder; found by itself if left out.

    Returns:
        A row per occupation code, see `analysis.outlook.COLUMNS`; then the parts of the yearly
        openings: `growth_jobs`, `exits_jobs` (people who leave the labor force),
        `transfers_jobs` (people who change occupation), `growth_share_pct`, and
        `unexplained_jobs` (rounding). The parts are of single codes; a composite's own row has
        none. Ten-year totals of older vintages have no parts.

    Raises:
        LaborError: The role or the vintage is not known.
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    projections, profiles = (load_table(n, processed) for n in ("projections", "profiles"))
    vintage = vintage or str(projections["projection_vintage"].max())
    rows = projected.outlook([found], projections, vintage, profiles)
    parts = projected.anatomy(projections, vintage, list(rows["occupation_code"]))
    names = ["growth_jobs", "exits_jobs", "transfers_jobs", "growth_share_pct", "unexplained_jobs"]
    return rows.merge(parts[["occupation_code", *names]], on="occupation_code", how="left")


def backtest(role: str, *, root: Path | None = None) -> pd.DataFrame:
    """Show how earlier projections of a role turned out.

    Args:
        role: The role in words or as a code.
        root: Project folder; found by itself if left out.

    Returns:
        A row per code, projection and later projection whose base year checks it, see
        `analysis.backtest`; `typical_error_pct` is the median error, without sign, of all
        occupations in that check. Empty where the role's codes hold other jobs in every later
        projection.

    Raises:
        LaborError: The role is not known.
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    checked = checks.backtest(*(load_table(n, processed) for n in ("projections", "soc_lineage")))
    pair = ["projection_vintage", "check_vintage"]
    typical = checks.evaluate(checked)[[*pair, "median_absolute_error_pct"]]
    typical = typical.rename(columns={"median_absolute_error_pct": "typical_error_pct"})
    own = {(version, code) for version, codes in found.codes.items() for code in codes}
    keys = zip(checked["soc_version"], checked["occupation_code"], strict=True)
    is_own = pd.Series([key in own for key in keys], index=checked.index)
    return checked[is_own].merge(typical, on=pair, how="left")
