"""Which rows of a comparison a chart shows, in which order, and under which name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from labor.errors import AnalysisError
from labor.show.words import has_number, sentence_case

Row = Mapping[str, Any]


def records(frame: pd.DataFrame) -> list[Row]:
    """Rows of a table as plain mappings of column names to values."""
    return [{str(name): one for name, one in row.items()} for row in frame.to_dict("records")]


def ordered(frame: pd.DataFrame, by: str) -> list[Row]:
    """The rows a chart shows: the subject first, then the others from high to low.

    Args:
        frame: Pay or outlook table of a comparison.
        by: Column to order by; rows without a number come last.

    Returns:
        All rows but the members of a group, which belong to the group's row.

    Raises:
        AnalysisError: There is nothing to show.
    """
    rows = [row for row in records(frame) if row["role_kind"] != "member"]
    if not rows:
        raise AnalysisError(
            "A chart needs at least one role",
            got="a table without rows",
            next_step="Name a role, and peers to compare it with.",
        )

    def place(row: Row) -> tuple[bool, float]:
        if row["is_subject"]:  # the parts of a divided role keep their order
            return (False, 0)
        return (True, -float(row[by]) if has_number(row, by) else float("inf"))

    return sorted(rows, key=place)


def members(frame: pd.DataFrame, group: Row) -> list[Row]:
    """The rows of the occupations that make up a group."""
    if group["role_kind"] != "composite":
        return []
    inside = (frame["role"] == group["role"]) & (frame["role_kind"] == "member")
    return [*records(frame[inside])]


def jobs_of(row: Row) -> float:
    """Jobs of a row, to find the largest occupation of a role; 0 where none are known."""
    known = has_number(row, "employment_jobs")
    return float(row["employment_jobs"]) if known else 0.0


def label(row: Row) -> str:
    """The name of a row: the role's, or the occupation's where that is another one.

    A code can hold more or less than the role that was asked for; its own title says so.
    """
    role, title = str(row["role"]), str(row["occupation_title"])
    same = row["role_kind"] == "composite" or role.casefold() == title.casefold()
    return sentence_case(role if same else title)


def role_of(rows: Sequence[Row]) -> str:
    """The role that rows belong to, or "roles" if they belong to several."""
    roles = {str(row["role"]) for row in rows}
    return roles.pop() if len(roles) == 1 else "roles"
