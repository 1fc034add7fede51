"""Where people of a role work: the settings of one year, and what each pays."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.answers.settings import answer as of_year
from labor.answers.settings import handbook as second
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.methods.composite import Pools
from labor.occupations import Role
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, NATION

_HANDBOOK = ("profiles", "profile_members", "profile_pay_settings", "profile_employers")
#: The rows on all occupations show which industries a year has.
_TOTAL = "00-0000"


def settings(role: str, year: int | None = None, *, root: Path | None = None) -> pd.DataFrame:
    """Show where people of a role work in one year, and what each setting pays.

    Args:
        role: The role in words or as a code.
        year: Reference year; the newest with a table of sectors or industries if left out.
        root: Project folder; found by itself if left out.

    Returns:
        A row per setting and `evidence`, which is "survey" (wage and salary jobs and pay of the
        year by sector, industry and owner), "projections" (the share of the self-employed, where
        a projection starts in that year) or "handbook" (the largest employers and their pay, of
        the Handbook's own year). Shares of different evidence are never added up; see
        `analysis.settings.COLUMNS`.

    Raises:
        LaborError: The role is not known, or the year has no table of industries.
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    years = _years(processed)
    year = year if year is not None else years[-1]
    if year not in years:
        raise AnalysisError(
            f"There are no estimates by industry for {year}",
            expected="one of: " + ", ".join(map(str, years)),
            got=str(year),
            next_step="Choose one of these years, or fetch the table of sectors of that year.",
        )
    survey = of_year.settings(
        found, *_rows(processed, found, year), year=year, pool=_pool(processed, found, year)
    )
    own = survey[survey["role_kind"].isin(("single", "part"))]
    codes = dict(zip(own["occupation_code"], own["occupation_title"], strict=True))
    alone = second.self_employed(found, load_table("projections", processed), year, codes)
    pages = second.handbook(found, {name: load_table(name, processed) for name in _HANDBOOK})
    return pd.concat([survey, alone, pages], ignore_index=True)


def _rows(processed: Path, role: Role, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Wages and jobs of the role and of all occupations in every industry of the nation."""
    codes = {_TOTAL, *(code for names in role.codes.values() for code in names)}
    wanted = {"reference_year": year, "area_code": NATION, "occupation_code": codes}
    return load_table("wages", processed, **wanted), load_table("employment", processed, **wanted)


def _pool(processed: Path, role: Role, year: int) -> of_year.levels.PoolEstimate | None:
    """The estimate of a group's pay, made on the pay scale of all occupations."""
    if role.kind != "composite":
        return None
    wanted = {"reference_year": year, "area_code": NATION, "industry_code": ALL_INDUSTRIES}
    tables = (load_table(name, processed, **wanted) for name in ("wages", "employment"))
    return Pools(*tables).estimate


def _years(processed: Path) -> list[int]:
    """Years with a table of sectors or industries of the nation, oldest first."""
    known = load_table(
        "employment", processed, columns=["reference_year", "industry_code"],
        area_code=NATION, occupation_code=_TOTAL,
    )  # fmt: skip
    years = known.loc[known["industry_code"] != ALL_INDUSTRIES, "reference_year"].unique()
    if not len(years):
        raise AnalysisError(
            "There are no estimates by industry in the tables",
            next_step="Fetch a table of sectors with `labor fetch oews_sector_2024`, then run "
            "`labor build`.",
        )
    return sorted(int(year) for year in years)
