"""Where people of a role work: the settings of one year, and what each pays."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.answers.settings.answer import Settings
from labor.answers.settings.handbook import TABLES, handbook_rows, self_employed_rows
from labor.answers.settings.survey import survey_rows
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError
from labor.methods.composite import Pools
from labor.methods.group_pay import Groups
from labor.methods.levels import PoolEstimate
from labor.occupations import Role
from labor.show.prose import sources_used
from labor.tables.areas import find_area
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, NATION


def settings(
    role: str, year: int | None = None, *, area: str = NATION, root: Path | None = None
) -> Settings:
    """Show where people of a role work in one year, and what each setting pays.

    Args:
        role: The role in words or as a code.
        year: Reference year; the newest with a table of sectors or industries if left out.
        area: Area by code, postal code or name; only the nation has figures by industry.
        root: Project folder; found by itself if left out.

    Returns:
        Sentences, caveats, charts, tables and sources. Its `rows` have a row per setting and
        `evidence`, which is "survey" (wage and salary jobs and pay of the year by sector,
        industry and owner), "projections" (the share of the self-employed, where a projection
        starts in that year) or "handbook" (the largest employers and their pay, of the
        Handbook's own year). Shares of different evidence are never added up.

    Raises:
        LaborError: The role is not known, the year has no table of industries, or it is asked
            for an area that has none.

    Examples:
        >>> import labor
        >>> found = labor.settings("medical records specialist", 2024)
        >>> print(found.sentences[0].split(",")[0])
        In the Handbook's count of all jobs of medical records specialists in 2024
        >>> rows = found.rows[found.rows["kind"] == "setting"]
        >>> rows[["setting", "employment_jobs"]].head(2).to_dict("records")[0]
        {'setting': 'Health Care and Social Assistance', 'employment_jobs': 122640.0}
    """
    processed = processed_of(root)
    _refuse_area(processed, area, year)
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
    found, lead = of_published(found, processed, *listed_in(processed, year))
    wages, employment = (_rows(processed, name, found, year) for name in ("wages", "employment"))
    survey = survey_rows(found, wages, employment, year=year, pool=_pool(processed, found, year))
    codes = survey.loc[survey["role_kind"].isin(("single", "part")), "occupation_code"]
    projections = load_table("projections", processed)
    alone = self_employed_rows(found, projections, year, set(codes))
    pages = handbook_rows(found, {name: load_table(name, processed) for name in TABLES})
    rows = pd.concat([survey, alone, pages], ignore_index=True)
    return Settings(
        rows=rows,
        sources=sources_used([rows], load_table("sources", processed)),
        role=found.label,
        year=year,
        lead=lead,
        reading=found.reading,
    )


def _refuse_area(processed: Path, area: str, year: int | None) -> None:
    """Refuse any area but the nation: the survey prints no industries of the others."""
    place = find_area(processed, area, year)
    if place.code != NATION:
        raise AnalysisError(
            f"There are no estimates by industry for {place.title}",
            expected="the nation: the survey's tables of states and metropolitan areas are of all "
            "industries together",
            got=repr(area),
            next_step="Leave the area out; `labor compare --area` shows its pay in all industries.",
        )


def _rows(processed: Path, table: str, role: Role, year: int) -> pd.DataFrame:
    """Wages or jobs of the role and of all occupations in every industry of the nation."""
    codes = {ALL_OCCUPATIONS, *role.every_code}
    return load_table(
        table, processed, reference_year=year, area_code=NATION, occupation_code=codes
    )


def _pool(processed: Path, role: Role, year: int) -> PoolEstimate | None:
    """The estimate of a group's pay, made on the pay scale of all occupations."""
    if role.kind != "composite":
        return None
    wages, employment = (
        load_table(
            name, processed, reference_year=year, area_code=NATION, industry_code=ALL_INDUSTRIES
        )
        for name in ("wages", "employment")
    )
    profiles, lineage = (load_table(name, processed) for name in ("profiles", "soc_lineage"))
    return Groups(Pools(wages, employment), profiles, lineage).figures


def _years(processed: Path) -> list[int]:
    """Years with a table of sectors or industries of the nation, oldest first."""
    known = load_table(
        "employment", processed, columns=["reference_year", "industry_code"],
        area_code=NATION, occupation_code=ALL_OCCUPATIONS,
    )  # fmt: skip
    years = known.loc[known["industry_code"] != ALL_INDUSTRIES, "reference_year"].unique()
    if not len(years):
        raise AnalysisError(
            "There are no estimates by industry in the tables",
            next_step="Take in a table of sectors with `labor add FILE`, then run `labor build`.",
        )
    return sorted(int(year) for year in years)
