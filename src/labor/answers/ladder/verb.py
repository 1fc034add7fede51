"""Moves from a role to others, step by step, on the tables of this project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from labor.answers.ladder.answer import Ladder
from labor.answers.ladder.links import BASES, ONET_TABLES
from labor.answers.ladder.moves import MOST_EDUCATION, moves
from labor.answers.tables import directory_of, listed_in, of_published, processed_of
from labor.errors import AnalysisError
from labor.methods.outlook import newest_vintage
from labor.methods.role_rows import pay_rows
from labor.occupations import Role
from labor.show.prose import sources_used
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, NATION

_HANDBOOK = ("similar_occupations", "profile_members")
_ONET = (*ONET_TABLES, "job_zones", "onet_occupations")


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
) -> Ladder:
    """Show where similar occupations lead from a role, step by step.

    Args:
        role: The role in words or as a code; it must be one occupation.
        steps: Most steps, 1 to 3.
        to: Role that the paths shall end at; all ends if left out.
        by: What makes two occupations a step apart: "handbook" (the page of one lists the
            other), "onet" (O*NET relates them), "tasks" (they share most tasks and technology),
            "supervisor" (one is the first-line supervisor of the other). Where O*NET's tables
            are not built, only the first and the last.
        education_steps: Most categories of typical entry education above the role's.
        year: Reference year of the pay; the newest that is held if left out.
        vintage: Projection of education, experience and openings; the newest if left out.
        strict: Whether a role that no ladder starts at is an error; else it has no rows.
        root: Project folder; found by itself if left out.

    Returns:
        Sentences, caveats, a table and sources. Its `rows` have a row per move, at most twelve,
        each end once by its best way; with `to` a row per way; none if no path ends at `to`.

    Raises:
        LaborError: A role is not known or not one occupation, or the year or the vintage is
            not held.

    Examples:
        >>> import labor
        >>> found = labor.ladder("medical assistant", steps=1, education_steps=0, year=2024)
        >>> found.rows[["path", "gain_usd"]].to_dict("records")[0]
        {'path': '31-9092 > 29-2061', 'gain_usd': 19430.0}
    """
    processed = processed_of(root)
    directory = directory_of(processed)
    start, end = directory.resolve(role), directory.resolve(to) if to else None
    nation = {"area_code": NATION, "industry_code": ALL_INDUSTRIES}
    if not year:
        known = load_table("wages", processed, columns=["reference_year"], **nation)
        year = int(known["reference_year"].max())
    start, *leads = of_published(start, processed, *listed_in(processed, year))
    if end:
        end, lead = of_published(end, processed, *listed_in(processed, year))
        leads.append(lead)
    ends = _codes_of(end) if end else None
    names = [*_HANDBOOK, "projections", "soc_lineage", "sources"]
    names += [name for name in _ONET if (processed / f"{name}.parquet").exists()]
    tables = {name: load_table(name, processed) for name in names}
    tables["wages"] = load_table("wages", processed, reference_year=year, **nation)
    vintage = vintage or newest_vintage(tables["projections"])
    rows = moves(
        start,
        tables,
        year=year,
        vintage=vintage,
        steps=steps,
        education_steps=education_steps,
        bases=[by] if isinstance(by, str) else by,
        ends=ends,
        strict=strict,
    )
    return Ladder(
        rows=rows,
        sources=_sources(rows, tables, year, vintage),
        role=start.label,
        to=end.label if end else "",
        year=year,
        vintage=vintage,
        steps=steps,
        education_steps=education_steps,
        leads=tuple(filter(None, leads)),
        reading=" ".join(one.reading for one in (start, end) if one and one.reading),
    )


def _codes_of(role: Role) -> frozenset[str]:
    """Codes of the role that paths shall end at, in any classification."""
    codes = role.every_code
    if not codes:
        raise AnalysisError(f"No path can end at {role.label}: it has no code")
    return codes


def _sources(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame], year: int, vintage: str
) -> pd.DataFrame:
    """The tables that moves come from: pay, needs, and what makes their steps."""
    if rows.empty:
        return tables["sources"].iloc[:0]
    paid = pay_rows(tables["wages"], year)
    projected = tables["projections"]
    used = [
        paid[paid["statistic"] == "mean"],
        projected[projected["projection_vintage"] == vintage],
    ]
    if rows["similarity"].gt(0).any():
        pages = (tables[name] for name in _HANDBOOK)
        used += [page[page["edition"] == page["edition"].max()] for page in pages]
    if release := str(rows["onet_version"].iloc[0]):
        onet = (tables[name] for name in _ONET if name in tables)
        used += [table[table["onet_version"] == release] for table in onet]
    return sources_used(used, tables["sources"])
