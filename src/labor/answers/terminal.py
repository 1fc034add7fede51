"""What the commands on similar roles say: lines that can be read aloud, tables in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from labor.methods.censoring import from_cell, in_words
from labor.show.table import aligned
from labor.show.words import count
from labor.terms import DERIVED, ESTIMATED

_BASES = {
    "ooh": "Its page in the Handbook lists",
    "listed_by": "Their pages in the Handbook list it",
    "onet": "O*NET relates it to",
    "education": "The same typical education, experience and training",
    "pay": "The nearest median pay",
}
#: Why a list can be empty.
_NOTHING = {
    "ooh": "nothing: the Handbook has no page of just this role",
    "listed_by": "nothing: the Handbook has no page of just this role, or no page lists it",
    "onet": "nothing: O*NET relates no occupation to it",
    "education": "nothing: no other occupation has the same, or the projection has no such role",
    "pay": "nothing: that year the role has not one published median; another may, see --year",
}
_MADE_HERE = {DERIVED: "sum", ESTIMATED: "estimate"}
Row = dict[str, Any]


def peers_text(label: str, bases: Sequence[str], rows: pd.DataFrame) -> list[str]:
    """Suggestions by each reading of similar.

    Args:
        label: Name of the role.
        bases: The readings asked for.
        rows: Rows of `labor.peers`.

    Returns:
        Lines.
    """
    lines = [f"Roles to compare with {label}"]
    for basis in bases:
        own = rows[rows["basis"] == basis]
        lines += ["", f"{_BASES[basis]}:"]
        if own.empty:
            lines.append(f"  {_NOTHING[basis]}")
            continue
        cells = [
            [str(row["rank"]), row["peer"], row["occupation_code"] or "group", row["reason"]]
            for row in own.to_dict("records")
        ]
        lines += aligned(["", "Role", "Code", "Why"], cells, left=("Role", "Code", "Why"))
    return lines


def number(row: Row, name: str) -> str:
    """A number of jobs, or the words of its status."""
    return said(row, name, count)


def said(row: Row, name: str, write: Callable[[float], str]) -> str:
    """A number as `write` writes it, or the words of the status beside it.

    Args:
        row: A row with the column and its status.
        name: The column.
        write: Writes a number with its unit.
    """
    status = row[f"{name}_status"]
    if status in _MADE_HERE:
        return write(row[name])
    return in_words(from_cell(row[name], status), write)
