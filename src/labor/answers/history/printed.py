"""What the survey prints of a year: its codes, their titles, and whether they have a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from labor.answers.tables import once_per_build
from labor.errors import AnalysisError
from labor.methods.crosswalk import Crosswalk
from labor.methods.role_rows import once_per_code, version_of
from labor.show.words import listed
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, WITH_VALUE

#: Of a table: the status that says whether there is a figure.
_FIGURES = {
    "wages": "annual_wage_usd_status",
    "employment": "employment_jobs_status",
}


def measure_of(name: str) -> str:
    """The table that a measure is in, by what people call it: "wage" or "employment".

    Raises:
        AnalysisError: There is no such measure.
    """
    found = {"wage": "wages"}.get(name, name)
    if found not in _FIGURES:
        raise AnalysisError(
            f"No such measure to compare: {name}", expected="wage, employment", got=name
        )
    return found


class Printed(NamedTuple):
    """One code of a year: title, source, and status of the figure."""

    title: str
    source_id: str
    status: str


@dataclass(frozen=True)
class PrintedYear:
    """What a table prints of one year and area.

    Args:
        soc_version: List of the codes.
        codes: The codes, for all industries and owners.
    """

    soc_version: str
    codes: Mapping[str, Printed]


@once_per_build("wages", "employment")
def printed_years(
    processed: Path, measure: str, area_code: str, statistic: str = "median"
) -> Mapping[int, PrintedYear]:
    """What is printed in every year of an area; read once, and again after a build.

    Args:
        processed: Folder of the tables.
        measure: "wages" or "employment". For wages the status is that of pay by the year, or
            by the hour where only that is published.
        area_code: Area; "99" is the nation.
        statistic: Of wages: "median", "mean" or a percentile.
    """
    column = _FIGURES[measure]
    only = {"statistic": statistic} if measure == "wages" else {}
    names = ["reference_year", "area_code", "occupation_code", "occupation_level", "soc_version"]
    names += ["occupation_title", "source_id", *only, column]
    rows = load_table(
        measure,
        processed,
        columns=[*names, *(["hourly_wage_usd_status"] if measure == "wages" else [])],
        area_code=area_code,
        industry_code=ALL_INDUSTRIES,
        ownership_code=ALL_OWNERS,
        **only,
    )
    rows = once_per_code(rows)
    status = rows[column]
    if measure == "wages":
        status = status.where(status.isin(WITH_VALUE), rows["hourly_wage_usd_status"])
    rows = rows.assign(status=status)
    columns = ["occupation_code", "occupation_title", "source_id", "status"]
    return {
        int(part["reference_year"].iloc[0]): PrintedYear(
            version_of(part, "The rows of a year"),
            {code: Printed(*more) for code, *more in part[columns].to_numpy().tolist()},
        )
        for _, part in rows.groupby("reference_year")
    }


def check_years(year_a: int, year_b: int, held: Iterable[int], area_title: str) -> None:
    """Refuse two years that are one, or one that the tables do not hold.

    Args:
        year_a: One reference year.
        year_b: The other.
        held: Years with estimates of the area.
        area_title: The area.

    Raises:
        AnalysisError: Two figures cannot be set beside each other.
    """
    years = sorted(held)
    absent = sorted({year_a, year_b} - set(years))
    if year_a != year_b and not absent:
        return
    expected = f"two of the years {', '.join(map(str, years))}" if len(years) > 1 else "two years"
    step = "Choose two of those; `labor add` takes in tables of others."
    if len(years) < 2:
        only = f" but of {years[0]}" if years else ""
        what = f"The tables have no estimates{only} for the area {area_title}"
        step = "`labor add` takes in tables of other years; `labor compare` shows one year."
    elif absent:
        what = (
            f"There are no estimates of {listed(list(map(str, absent)))} for the area {area_title}"
        )
    else:
        what = "A comparison over time needs two different years"
        step = "Choose another year; `labor compare` shows one year."
    raise AnalysisError(what, expected=expected, got=f"{year_a} and {year_b}", next_step=step)


@once_per_build("soc_lineage")
def crosswalk_of(processed: Path) -> Crosswalk:
    """The steps between lists of codes, arranged once, and again after a build."""
    return Crosswalk(load_table("soc_lineage", processed))


@once_per_build("sources")
def sources_of(processed: Path) -> pd.DataFrame:
    """Table `sources`, read once, and again after a build."""
    return load_table("sources", processed)
