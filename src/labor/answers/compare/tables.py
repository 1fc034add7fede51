"""The tables of a comparison: pay, outlook, and both side by side."""

from __future__ import annotations

import pandas as pd

from labor.show import words
from labor.show.rows import Row, label, members, ordered
from labor.show.table import Field, Table, number


def pay_table(pay: pd.DataFrame) -> Table:
    """Annual pay of every occupation in a comparison, members of groups included.

    Args:
        pay: Pay table of a comparison.

    Returns:
        A row per occupation, with percentiles, mean with its published error, and jobs.
    """
    rows = _with_members(pay, "median_annual_usd")
    when = words.period(int(rows[0]["reference_year"]))
    where = words.place(rows[0]["area_title"])
    ranges = [
        f"The estimate for {label(row)} is pooled from its occupations; its median is likely "
        f"between {words.say(row, 'pooled_median_low_annual_usd', words.dollars)} and "
        f"{words.say(row, 'pooled_median_high_annual_usd', words.dollars)}."
        for row in rows
        if words.has_number(row, "pooled_median_low_annual_usd")
    ]
    points = [
        ("Median", "median"),
        ("10th percentile", "p10"),
        ("25th percentile", "p25"),
        ("75th percentile", "p75"),
        ("90th percentile", "p90"),
        ("Mean", "mean"),
    ]
    return Table(
        caption=f"Annual pay in U.S. dollars, {where}, {when}",
        fields=[
            Field("Role", label),
            Field("Occupation code", _occupation),
            *(number(heading, f"{point}_annual_usd", words.dollars) for heading, point in points),
            number("Relative standard error of the mean", "mean_rse_pct", words.percent),
            number("Wage and salary jobs", "employment_jobs", words.count),
        ],
        rows=rows,
        data=pay,
        note=" ".join(["BLS publishes an error for the mean and none for percentiles.", *ranges]),
    )


def outlook_table(outlook: pd.DataFrame) -> Table:
    """Projected jobs, growth and openings of every occupation in a comparison.

    Args:
        outlook: Outlook table of a comparison.

    Returns:
        A row per occupation, members of groups included.
    """
    rows = _with_members(outlook, "employment_change_pct")
    base, target = int(rows[0]["base_year"]), int(rows[0]["target_year"])
    return Table(
        caption=f"Projected jobs, United States, {words.span(base, target)}",
        fields=[
            Field("Role", label),
            Field("Occupation code", _occupation),
            number(f"All jobs, {base}", "base_employment_jobs", words.count),
            number(f"All jobs, {target}", "target_employment_jobs", words.count),
            number("Change", "employment_change_pct", words.signed_percent),
            Field("In words", words.growth_phrase),
            number("Openings a year", "openings_annual_average_jobs", words.count),
            number("Openings for every 100 jobs", "openings_per_100_jobs", words.per_hundred),
            _requirement("Education to enter", "entry_education"),
            _requirement("Experience in a related occupation", "work_experience"),
            _requirement("Training on the job", "training"),
        ],
        rows=rows,
        data=outlook,
        note="",
    )


def comparison_table(pay: pd.DataFrame, outlook: pd.DataFrame) -> Table:
    """The numbers that matter most, pay and outlook beside each other.

    Args:
        pay: Pay table of a comparison.
        outlook: Outlook table of the same comparison.

    Returns:
        A row per role, without the members of groups.
    """
    rows = side_by_side(pay, outlook)
    years = words.span(int(outlook["base_year"].iloc[0]), int(outlook["target_year"].iloc[0]))
    when = words.period(int(pay["reference_year"].iloc[0]))
    return Table(
        caption=f"Pay in {when} and outlook {years} side by side",
        fields=[
            Field("Role", label),
            Field("Median pay a year", words.median_pay, "median_annual_usd"),
            Field("Middle half", _middle_half),
            number("Change in jobs", "employment_change_pct", words.signed_percent),
            number("Openings a year", "openings_annual_average_jobs", words.count),
            number("Openings for every 100 jobs", "openings_per_100_jobs", words.per_hundred),
            _requirement("Education to enter", "entry_education"),
        ],
        rows=rows,
        data=pd.DataFrame(rows),
    )


def side_by_side(pay: pd.DataFrame, outlook: pd.DataFrame) -> list[Row]:
    """The rows of both charts, pay and outlook of an occupation in one; members are left out.

    Args:
        pay: Pay table of a comparison.
        outlook: Outlook table of the same comparison.

    Returns:
        Rows in the order of the pay chart; an occupation that only one table has keeps its row.
    """
    projected = {_key(row): row for row in ordered(outlook, "employment_change_pct")}
    paid = ordered(pay, "median_annual_usd")
    return [*({**projected.pop(_key(row), {}), **row} for row in paid), *projected.values()]


def _with_members(frame: pd.DataFrame, by: str) -> list[Row]:
    """The rows of a chart, each group followed by its members."""
    return [row for main in ordered(frame, by) for row in (main, *members(frame, main))]


def _key(row: Row) -> tuple[str, str, str]:
    return (row["role"], row["role_kind"], row["occupation_code"])


def _occupation(row: Row) -> str:
    """The code; a group has none of its own."""
    if row["role_kind"] == "composite":
        return "group of the occupations below"
    return str(row["occupation_code"]) or words.NO_NUMBER["not_applicable"]


def _middle_half(row: Row) -> str:
    return words.between(row, "p25_annual_usd", "p75_annual_usd", words.dollars)


def _requirement(heading: str, name: str) -> Field:
    """A column that says what an occupation asks of newcomers."""
    return Field(heading, lambda row: words.requirement(row, name))
