"""Moves from a role to others, step by step, on the tables of this project."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from labor.analysis.ladder import ladder as moves_from
from labor.analysis.roles import NATIONAL
from labor.api.tables import directory_of, processed_of
from labor.datasets.load import load as load_table


def ladder(
    role: str,
    *,
    steps: int = 2,
    year: int | None = None,
    vintage: str | None = None,
    root: Path | None = None,
) -> pd.DataFrame:
    """Show where the Handbook's similar occupations lead from a role, step by step.

    Args:
        role: The role in words or as a code; it must be one occupation.
        steps: Most steps, 1 to 3.
        year: Reference year of the pay; the newest that is held if left out.
        vintage: Projection of education and openings; the newest if left out.
        root: Project folder; found by itself if left out.

    Returns:
        A row per path, see `analysis.ladder.ladder`.

    Raises:
        LaborError: The role is not known or not one occupation, or the year or the vintage is
            not held.
    """
    processed = processed_of(root)
    found = directory_of(processed).resolve(role)
    columns = ["reference_year"]
    known = load_table("wages", processed, columns=columns, area_code=NATIONAL, statistic="mean")
    newest = int(known["reference_year"].max())
    names = ("similar_occupations", "profile_members", "projections")
    tables = {name: load_table(name, processed) for name in names}
    tables["wages"] = load_table(
        "wages", processed, reference_year=year or newest, area_code=NATIONAL
    )
    newest_vintage = str(tables["projections"]["projection_vintage"].max())
    return moves_from(
        found, tables, year=year or newest, vintage=vintage or newest_vintage, steps=steps
    )
