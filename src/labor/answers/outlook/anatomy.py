"""What the projected openings of a role are made of: growth, people leaving, people moving."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from labor.answers.compare.outlook_drawing import Panel, draw
from labor.provenance.columns import ORIGIN, origin_of
from labor.provenance.origin import Origin, together
from labor.show import words
from labor.show.chart import Chart
from labor.show.rows import Row, label
from labor.show.table import Field, Table

#: Parts of yearly openings: column, words in the chart, words in a sentence.
PARTS = (
    ("exits_jobs", "People who leave work for good or for long", "leave the labor force"),
    ("transfers_jobs", "People who change to another occupation", "change occupation"),
    ("growth_jobs", "New jobs", "new jobs"),
)
_OPENINGS = "openings_annual_average_jobs"


def with_parts(outlook: pd.DataFrame) -> list[Row]:
    """The rows of a role with the parts of their openings.

    A group has no parts of its own: they are sums, where all of its occupations have them.

    Args:
        outlook: A row per code with openings and their parts.

    Returns:
        The role's own rows, each with `<part>` and `<part>_status`.
    """
    rows = []
    members = outlook[outlook["role_kind"] == "member"]
    for row in outlook[outlook["role_kind"] != "member"].to_dict("records"):
        for name, _, _ in PARTS:
            parts = members[name] if row["role_kind"] == "composite" else pd.Series([row[name]])
            known = len(parts) > 0 and bool(parts.notna().all())
            row[name] = float(parts.sum()) if known else float("nan")
            row[f"{name}_status"] = "derived" if known else "not_applicable"
        rows.append(row)
    return rows


def anatomy_chart(outlook: pd.DataFrame) -> Chart:
    """Draw what the yearly openings of a role are made of.

    Args:
        outlook: Outlook of one role, with the parts of its openings.

    Returns:
        A bar chart with a row per part and a panel per occupation; parts that are not published
        are said so.
    """
    rows = with_parts(outlook)
    years = words.span(int(rows[0]["base_year"]), int(rows[0]["target_year"]))
    parts = [_part(name, said, rows) for name, said, _ in PARTS]
    panels = [_panel(row, several=len(rows) > 1) for row in rows]
    return Chart(
        title=anatomy_finding(rows),
        subtitle="Projected openings a year on average, by what they come from, all jobs with the "
        f"self-employed included, United States, {years}.",
        source=f"Source: U.S. Bureau of Labor Statistics, Employment Projections, {years}. New "
        "jobs a year are the projected change divided by its years.",
        description=" ".join(["Bar chart of the parts of openings.", *map(_spoken, rows)]),
        table=anatomy_table(outlook),
        draw=partial(draw, parts, panels),
    )


def anatomy_table(outlook: pd.DataFrame) -> Table:
    """The openings of a role and their parts as a table."""
    rows = with_parts(outlook)
    return Table(
        caption="Projected openings a year, "
        f"{words.span(int(rows[0]['base_year']), int(rows[0]['target_year']))}",
        fields=[
            Field("Role", label),
            Field("Occupation code", lambda row: str(row["occupation_code"]) or "group"),
            Field("Openings a year", lambda row: words.say(row, _OPENINGS, words.count), _OPENINGS),
            *(_field(said, name) for name, said, _ in PARTS),
        ],
        rows=rows,
        data=outlook,
        note="Openings and their parts are published in hundreds; their sum can differ a little.",
    )


def anatomy_finding(rows: Sequence[Row]) -> str:
    """What most openings come from, as a title."""
    row = max(rows, key=_size)
    if not all(words.has_number(row, name) for name, _, _ in PARTS) or not _size(row):
        return f"{label(row)}: what openings are made of is not published for this projection"
    replaced = float(row["exits_jobs"]) + float(row["transfers_jobs"])
    growth = float(row["growth_jobs"])
    if growth <= 0:
        fewer = "jobs become fewer" if growth < 0 else "the number of jobs stays the same"
        return f"{label(row)}: all openings replace people who leave; {fewer}"
    share = replaced / (replaced + growth) * 100
    said = words.computed(share, words.percent, _of_share(row))
    return f"{label(row)}: {said} of openings replace people who leave"


def _of_share(row: Row) -> Origin | None:
    """Exits and transfers among all parts; new jobs are the change divided by its years."""
    parts = (origin_of(row, name) for name, _, _ in PARTS)
    return together("(a + b) / (a + b + c / (d − e)) × 100", *parts)


def _size(row: Row) -> float:
    return float(row[_OPENINGS]) if words.has_number(row, _OPENINGS) else 0.0


def _part(name: str, said: str, rows: Sequence[Row]) -> Row:
    """A row of the chart: one part of all occupations, a column for each."""
    part: dict[str, object] = {
        "role": said, "occupation_title": said, "role_kind": "single", "is_subject": False,
    }  # fmt: skip
    for row in rows:
        part[_column(row)] = row[name]
        part[f"{_column(row)}_status"] = row[f"{name}_status"]
        part[f"{_column(row)}{ORIGIN}"] = origin_of(row, name)
    return part


def _column(row: Row) -> str:
    return f"openings {row['occupation_code']}"


def _panel(row: Row, *, several: bool) -> Panel:
    heading = f"Openings a year: {words.say(row, _OPENINGS, words.count)}"
    if several:
        heading = f"{row['occupation_code']}: {words.say(row, _OPENINGS, words.count)}"
    return Panel(heading, _column(row), words.count, lambda part: "")


def _field(heading: str, name: str) -> Field:
    return Field(heading, lambda row: words.say(row, name, words.count), name)


def _spoken(row: Row) -> str:
    parts = [f"{said} {words.say(row, name, words.count)}" for name, _, said in PARTS]
    openings = words.say(row, _OPENINGS, words.count)
    return f"{label(row)}: openings a year {openings}, of which {', '.join(parts)}."
