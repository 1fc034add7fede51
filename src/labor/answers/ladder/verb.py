"""Moves from a role to others, step by step, on the tables of this project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from labor.answers.ladder.answer import BASES, MOST_EDUCATION
from labor.answers.ladder.answer import ladder as moves_from
from labor.answers.tables import directory_of, processed_of
from labor.errors import AnalysisError
from labor.occupations import Role
from labor.tables.load import load as load_table
from labor.terms import NATION

_TABLES = ("similar_occupations", "profile_members", "projections", "soc_lineage")
_ONET = ("tasks", "technology", "related_occupations", "job_zones")


def ladder(
    role: str,
    *,
    steps: int = 2,
    to: str | None = None,
    by: Sequence[str] | str = BASES,
    education_steps: int = MOST_EDUCATION,
    year: int | None = None,
    vintage: str | None = None,
    strict: bool = True,
    root: Path | None = None,
) -> pd.DataFrame:
    """Show where similar occupations lead from a role, step by step.

    Args:
        role: The role in words or as a code; it must be one occupation.
        steps: Most steps, 1 to 3.
        to: Role that the paths shall end at; all ends if left out.
        by: What makes two occupations a step apart: "handbook" (the page of one lists the
            other), "onet" (O*NET relates them), "tasks" (they share most tasks and technology).
            Where O*NET's tables are not built, only the first.
        education_steps: Most categories of typical entry education above the role's.
        year: Reference year of the pay; the newest that is held if left out.
        vintage: Projection of education, experience and openings; the newest if left out.
        strict: Whether a role that no ladder starts at is an error; else it has no rows.
        root: Project folder; found by itself if left out.

    Returns:
        A row per path, see `analysis.ladder.ladder`; none if no path ends at `to`.

    Raises:
        LaborError: A role is not known or not one occupation, or the year or the vintage is
            not held.
    """
    processed = processed_of(root)
    directory = directory_of(processed)
    found = directory.resolve(role)
    ends = _ends(directory.resolve(to)) if to else None
    columns = ["reference_year"]
    known = load_table("wages", processed, columns=columns, area_code=NATION, statistic="mean")
    year = year or int(known["reference_year"].max())
    names = [*_TABLES, *(name for name in _ONET if (processed / f"{name}.parquet").exists())]
    tables = {name: load_table(name, processed) for name in names}
    tables["wages"] = load_table("wages", processed, reference_year=year, area_code=NATION)
    newest = str(tables["projections"]["projection_vintage"].max())
    rows = moves_from(
        found,
        tables,
        year=year,
        vintage=vintage or newest,
        steps=steps,
        education_steps=education_steps,
        bases=[by] if isinstance(by, str) else by,
        strict=strict,
    )
    if ends is None:
        return rows
    return rows[rows["occupation_code"].isin(ends)].reset_index(drop=True)


def _ends(role: Role) -> set[str]:
    """Codes of the role that paths shall end at, in any classification."""
    codes = {code for listed in role.codes.values() for code in listed}
    if not codes:
        raise AnalysisError(f"No path can end at {role.label}: it has no code")
    return codes
