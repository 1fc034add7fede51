"""What the comparison says on a terminal: sentences, and the figures in two plain tables."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from labor.answers.compare.answer import Comparison
from labor.answers.terminal import number, said
from labor.show.table import aligned
from labor.show.words import dollars, percent, when
from labor.terms import ESTIMATED, SHOWN

#: Longest name of a role in a table; a table stays within 80 columns.
_LONGEST = 30
Row = dict[str, Any]


def comparison_text(answer: Comparison) -> Iterator[str]:
    """The question, its answer, the figures, what they are not, and where they are from.

    Args:
        answer: The comparison.

    Yields:
        Lines.
    """
    yield answer.question
    yield ""
    yield from (f"- {sentence}" for sentence in answer.answer)
    yield ""
    yield from _pay(answer)
    yield ""
    yield from _outlook(answer)
    yield ""
    yield "What this is not:"
    yield from (f"- {sentence}" for sentence in answer.caveats)
    yield ""
    yield "Sources: " + "; ".join(answer.sources["title"])


def _pay(answer: Comparison) -> Iterator[str]:
    rows = _roles(answer.pay)
    first = rows[0]
    yield f"Pay a year in {when(first['reference_year'])}, {first['area_title']}:"
    headings = ["Role", "Code", "Median", "Quarter below", "Quarter above"]
    cells = [
        [*_named(row), *(_wage(row, name) for name in ("median", "p25", "p75"))] for row in rows
    ]
    yield from aligned(headings, cells, left=("Role", "Code"))
    if any(row["median_annual_usd_status"] == ESTIMATED for row in rows):
        yield "The pay of a group is estimated from its members' published pay."


def _outlook(answer: Comparison) -> Iterator[str]:
    rows = _roles(answer.outlook)
    yield f"Outlook {rows[0]['projection_vintage']}:"
    cells = [
        [
            *_named(row),
            said(row, "employment_change_pct", percent),
            number(row, "openings_annual_average_jobs"),
        ]
        for row in rows
    ]
    yield from aligned(
        ["Role", "Code", "Change of jobs", "Openings a year"], cells, left=("Role", "Code")
    )


def _roles(frame: Any) -> list[Row]:
    """The rows of the roles, without those of the members of a group."""
    return frame[frame["role_kind"] != "member"].to_dict("records")


def _named(row: Row) -> tuple[str, str]:
    """Name and code: of the occupation where a role is divided, else of the role."""
    name = row["occupation_title"] if row["role_kind"] == "part" else row["role"]
    return shorten(name, _LONGEST, placeholder=" ..."), row["occupation_code"] or "group"


def _wage(row: Row, name: str) -> str:
    """A wage of a year; of an hour, where only that is published."""
    a_year, an_hour = f"{name}_annual_usd", f"{name}_hourly_usd"
    if row[f"{a_year}_status"] not in SHOWN and row[f"{an_hour}_status"] in SHOWN:
        return said(row, an_hour, lambda amount: f"{dollars(amount)} an hour")
    return said(row, a_year, lambda amount: dollars(round(amount)))
