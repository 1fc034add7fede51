"""Pay of several roles: how wide it spreads, and where its middle is."""

from __future__ import annotations

from functools import partial

import pandas as pd

from labor.answers.compare.findings import pay_finding
from labor.answers.compare.pay_drawing import PayRow, draw
from labor.answers.compare.tables import pay_table
from labor.show import words
from labor.show.chart import Chart
from labor.show.rows import Row, label, members, ordered
from labor.show.words import between, dollars, has_number, say


def pay_chart(pay: pd.DataFrame) -> Chart:
    """Draw the range of annual pay of each role, and mark its median.

    Args:
        pay: Pay table of a comparison, a row per occupation; annual pay in US dollars.

    Returns:
        A chart with a row per role. A top-coded end is an arrow and its words; pay that is
        not released is said so; a group of occupations shows an estimate, marked as one, or
        the range of its members' medians.
    """
    rows = ordered(pay, "median_annual_usd")
    when = words.period(int(rows[0]["reference_year"]))
    where = words.place(rows[0]["area_title"])
    return Chart(
        title=pay_finding(rows),
        subtitle="Annual pay before taxes of wage and salary workers, in U.S. dollars, "
        f"{where}, {when}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {when}.",
        description=" ".join(["Range chart, one row for each role.", *map(_spoken, rows)]),
        table=pay_table(pay),
        draw=partial(draw, [PayRow(row, members(pay, row), _instead(row)) for row in rows]),
    )


def _spoken(row: Row) -> str:
    """One row of the chart as a sentence."""
    if not has_number(row, "median_annual_usd"):
        return f"{label(row)}: {_instead(row)}."
    median = say(row, "median_annual_usd", dollars)
    middle = between(row, "p25_annual_usd", "p75_annual_usd", dollars)
    most = between(row, "p10_annual_usd", "p90_annual_usd", dollars)
    return f"{label(row)}: median {median}; middle half {middle}; 8 in 10 workers {most}."


def _instead(row: Row) -> str:
    """What is said of a row without an annual median."""
    if has_number(row, "low_median_annual_usd"):
        low = say(row, "low_median_annual_usd", dollars)
        return f"medians from {low} to {say(row, 'high_median_annual_usd', dollars)}"
    if has_number(row, "median_hourly_usd"):
        return f"paid by the hour: median {say(row, 'median_hourly_usd', dollars)}"
    return f"annual pay {say(row, 'median_annual_usd', dollars)}"
