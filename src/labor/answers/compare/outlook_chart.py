"""Projected growth and openings of several roles, each on an axis of its own."""

from __future__ import annotations

from functools import partial

import pandas as pd

from labor.answers.compare.answer import Comparison, outlook_of
from labor.answers.compare.outlook_drawing import Panel, draw
from labor.answers.compare.outlook_words import growth_finding
from labor.answers.compare.tables import outlook_table_of
from labor.show import words
from labor.show.answer import Answer
from labor.show.chart import Chart
from labor.show.rows import Row, label, ordered


def outlook_chart(answer: Answer | pd.DataFrame) -> Chart:
    """Draw the projected change in jobs and the openings of each role.

    Args:
        answer: What `labor.compare` or `labor.outlook` gives, or its table of the outlook: a row
            per occupation; jobs, and percent over the whole projection period.

    Returns:
        A chart with a row per role in two panels, change in percent with the Handbook's
        phrase, and openings with their rate per 100 jobs. Numbers that are not published are
        said so.

    Raises:
        AnalysisError: It is something else, or has no rows.
    """
    outlook = outlook_of("outlook_chart", answer)
    if isinstance(answer, Comparison):
        # Projections print titles in other capitals than pay; a page writes them in one way.
        titles = {title.casefold(): title for title in answer.pay["occupation_title"]}
        own = outlook["occupation_title"]
        outlook = outlook.assign(occupation_title=own.str.casefold().map(titles).fillna(own))
    rows = ordered(outlook, "employment_change_pct")
    years = words.span(int(rows[0]["base_year"]), int(rows[0]["target_year"]))
    panels = [
        Panel(
            f"Change in jobs, {years}",
            "employment_change_pct",
            words.signed_percent,
            words.growth_phrase,
            tick=lambda value: f"{value:+g}%".replace("-", "−").replace("+0%", "0%"),
        ),
        _openings(outlook, years),
    ]
    known = any(words.growth_phrase(row) for row in rows)
    phrases = "; growth phrases of the Occupational Outlook Handbook" if known else ""
    return Chart(
        title=growth_finding(rows),
        subtitle="Projected change in all jobs, the self-employed included, in percent over the "
        f"whole period; and projected {panels[1].heading[:1].lower()}{panels[1].heading[1:]}. "
        "United States.",
        source=f"Source: U.S. Bureau of Labor Statistics, Employment Projections, {years}"
        f"{phrases}.",
        description=" ".join(
            [
                "Two bar charts, one row for each role.",
                *(_spoken(row, panels) for row in rows),
            ]
        ),
        table=outlook_table_of(outlook),
        draw=partial(draw, rows, panels),
    )


def _openings(outlook: pd.DataFrame, years: str) -> Panel:
    """Openings a year; for vintages that have only ten-year totals of an older method, those."""
    total = "openings_ten_year_total_jobs"
    annual = "openings_annual_average_jobs"
    only_totals = total in outlook and outlook[total].notna().any() and outlook[annual].isna().all()
    if only_totals:
        return Panel(f"Openings in all of {years}", total, words.projected, lambda row: "")
    return Panel(f"Openings a year, {years}", annual, words.projected, words.openings_rate)


def _spoken(row: Row, panels: list[Panel]) -> str:
    """One row of the chart as a sentence."""
    parts = []
    for panel, noun in zip(panels, ("change in jobs", "openings"), strict=True):
        remark = f" ({panel.remark(row)})" if panel.remark(row) else ""
        parts.append(f"{noun} {panel.text(row)}{remark}")
    return f"{label(row)}: {', '.join(parts)}."
