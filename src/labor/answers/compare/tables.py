"""The tables of a comparison: pay, outlook, and both side by side."""

from __future__ import annotations

from functools import partial
from textwrap import shorten

import pandas as pd

from labor.answers.compare.answer import Comparison, outlook_of, pay_of
from labor.answers.compare.pay_words import too_close, unit_of
from labor.show import cautions, words
from labor.show.answer import Answer
from labor.show.measure import UNITS
from labor.show.rows import Row, is_of_others, label, members, ordered, records
from labor.show.table import Field, Table, number, requirement
from labor.terms import ESTIMATED, NATION

#: Longest name of a role in a table that stays within 80 columns.
_LONGEST = 30


def pay_table(comparison: Comparison | pd.DataFrame) -> Table:
    """Annual pay of every occupation in a comparison, members of groups included.

    Args:
        comparison: What `labor.compare` gives; its table `pay` is taken too, which is deprecated.

    Returns:
        A row per occupation, with percentiles, mean with its published error, and jobs.

    Raises:
        AnalysisError: It is something else.
    """
    return pay_table_of(pay_of("pay_table", comparison))


def pay_table_of(pay: pd.DataFrame) -> Table:
    """The same of a pay table, see `levels.COLUMNS`."""
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
            *(_wage(heading, point) for heading, point in points),
            number("Relative standard error of the mean", "mean_rse_pct", words.error_percent),
            number("Wage and salary jobs", "employment_jobs", words.count),
            *cautions.fields(rows),
        ],
        rows=rows,
        data=pay,
        note=" ".join(["BLS publishes an error for the mean and none for percentiles.", *ranges]),
    )


def outlook_table(answer: Answer | pd.DataFrame) -> Table:
    """Projected jobs, growth and openings of every occupation in a comparison or an outlook.

    Args:
        answer: What `labor.compare` or `labor.outlook` gives, or its table of the outlook.

    Returns:
        A row per occupation, members of groups included.

    Raises:
        AnalysisError: It is something else.
    """
    return outlook_table_of(outlook_of("outlook_table", answer))


def outlook_table_of(outlook: pd.DataFrame) -> Table:
    """The same of an outlook table, see `outlook.COLUMNS`."""
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
            number("Openings a year", "openings_annual_average_jobs", words.projected),
            Field("Openings for every 100 jobs", _rate, "openings_per_100_jobs"),
            requirement("Education to enter", "entry_education"),
            requirement("Experience in a related occupation", "work_experience"),
            requirement("Training on the job", "training"),
        ],
        rows=rows,
        data=outlook,
    )


def comparison_table(
    comparison: Comparison | pd.DataFrame, outlook: pd.DataFrame | None = None
) -> Table:
    """The numbers that matter most, pay and outlook beside each other.

    Args:
        comparison: What `labor.compare` gives; its table `pay` is taken too, which is deprecated.
        outlook: Its table `outlook`, with the table `pay` only.

    Returns:
        A row per role, without the members of groups; a note below names the roles whose medians
        are too close to call.

    Raises:
        AnalysisError: It is something else.
    """
    pay = pay_of("comparison_table", comparison)
    outlook = outlook_of("comparison_table", comparison if outlook is None else outlook)
    rows_of_pay = records(pay)
    own = {unit_of(row) for row in rows_of_pay if row["is_subject"]}
    unit = "hourly" if own == {"hourly"} else "annual"
    rows = side_by_side(pay, outlook, f"median_{unit}_usd")
    years = words.span(int(outlook["base_year"].iloc[0]), int(outlook["target_year"].iloc[0]))
    when = words.period(int(pay["reference_year"].iloc[0]))
    here, nation = "", ""
    if pay["area_code"].iloc[0] != NATION:
        here, nation = f", {pay['area_title'].iloc[0]},", ", United States,"
    heading, median = f"Median pay {UNITS[unit]}", words.hourly_pay
    if unit == "annual":  # what is paid by the hour alone says so itself
        heading = "Median pay" if any(unit_of(row) == "hourly" for row in rows) else heading
        median = words.median_pay
    return Table(
        caption=f"Pay in {when}{here} and outlook {years}{nation} side by side",
        fields=[
            Field("Role", label),
            Field(heading, median, f"median_{unit}_usd"),
            Field("Middle half", partial(_middle_half, unit)),
            number("Change in jobs", "employment_change_pct", words.signed_percent),
            number("Openings a year", "openings_annual_average_jobs", words.projected),
            Field("Openings for every 100 jobs", _rate, "openings_per_100_jobs"),
            requirement("Education to enter", "entry_education"),
        ],
        rows=rows,
        data=pd.DataFrame(rows),
        note=too_close(rows_of_pay),
    )


def narrow_pay_table(pay: pd.DataFrame) -> Table:
    """Median and middle half of pay, in 80 columns.

    Args:
        pay: Pay table of a comparison.

    Returns:
        A row per role, without the members of groups.
    """
    rows = _roles(pay)
    points = {"Median": "median", "Quarter below": "p25", "Quarter above": "p75"}
    shown = [f"{point}_annual_usd_status" for point in points.values()]
    estimated = any(row[name] == ESTIMATED for row in rows for name in shown)
    when, where = words.when(int(rows[0]["reference_year"])), rows[0]["area_title"]
    return Table(
        caption=f"Pay a year in {when}, {where}",
        fields=[*_NAMES, *(_narrow_wage(heading, point) for heading, point in points.items())],
        rows=rows,
        data=pay,
        note="What is not printed of a group is estimated from its members' published pay."
        if estimated
        else "",
    )


def around_table(comparison: Comparison) -> Table:
    """Pay of the subject in its area, the states of the area and the nation, in 80 columns.

    Args:
        comparison: A comparison in an area.

    Returns:
        A row per place and occupation, without the members of groups.
    """
    own = comparison.pay[comparison.pay["is_subject"]]
    rows = _roles(pd.concat([own, comparison.states, comparison.nation], ignore_index=True))
    codes = {row["occupation_code"] for row in rows}
    of_code = [Field("Code", lambda row: str(row["occupation_code"] or "group"))]
    return Table(
        caption=f"{rows[0]['role']} around there, {words.when(int(rows[0]['reference_year']))}",
        fields=[
            Field("Place", lambda row: _short(words.place(str(row["area_title"])))),
            *(of_code if len(codes) > 1 else []),
            _narrow_wage("Median a year", "median"),
            number("An hour", "median_hourly_usd", words.dollars),
            number("Jobs", "employment_jobs", words.count),
        ],
        rows=rows,
        data=comparison.nation,
    )


def narrow_outlook_table(outlook: pd.DataFrame) -> Table:
    """Growth and openings, in 80 columns.

    Args:
        outlook: Outlook table of a comparison.

    Returns:
        A row per role, without the members of groups.
    """
    return Table(
        caption=f"Outlook {outlook['projection_vintage'].iloc[0]}, U.S.",
        fields=[
            *_NAMES,
            number("Change of jobs", "employment_change_pct", words.percent),
            number("Openings a year", "openings_annual_average_jobs", words.projected),
        ],
        rows=_roles(outlook),
        data=outlook,
    )


def _roles(frame: pd.DataFrame) -> list[Row]:
    """The rows of the roles in their order, without those of the members of a group."""
    return [row for row in records(frame) if row["role_kind"] != "member"]


def _short_name(row: Row) -> str:
    """The name of the occupation where a role is divided or has no figure, else of the role."""
    is_own = row["role_kind"] != "part" and not is_of_others(row)
    name = row["role"] if is_own else row["occupation_title"]
    return _short(name)


def _short(name: str) -> str:
    return shorten(name, _LONGEST, placeholder=" ...")


def _wage(heading: str, point: str) -> Field:
    """A wage of a year; of an hour, where only that is published."""
    return Field(heading, lambda row: words.pay_at(row, point), f"{point}_annual_usd")


def _narrow_wage(heading: str, point: str) -> Field:
    """The same in whole dollars; that it is estimated is said below the table."""
    return Field(
        heading,
        lambda row: words.without_estimate(words.pay_at(row, point, _whole_dollars)),
        f"{point}_annual_usd",
    )


def _whole_dollars(amount: float) -> str:
    return words.dollars(round(amount))


_NAMES = (
    Field("Role", _short_name),
    Field("Code", lambda row: str(row["occupation_code"] or "group")),
)


def side_by_side(
    pay: pd.DataFrame, outlook: pd.DataFrame, by: str = "median_annual_usd"
) -> list[Row]:
    """The rows of both charts, pay and outlook of an occupation in one; members are left out.

    Args:
        pay: Pay table of a comparison.
        outlook: Outlook table of the same comparison.
        by: Column of the medians that the rows are ordered by.

    Returns:
        Rows in the order of the pay chart; an occupation that only one table has keeps its row.
    """
    projected = {_key(row): row for row in ordered(outlook, "employment_change_pct")}
    paid = ordered(pay, by)
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


def _middle_half(unit: str, row: Row) -> str:
    low, high = f"p25_{unit}_usd", f"p75_{unit}_usd"
    if words.has_number(row, low) and words.has_number(row, high):
        return words.between(row, low, high, words.dollars)
    return words.middle_half(row) or words.say(row, low, words.dollars)


def _rate(row: Row) -> str:
    """Openings for every 100 jobs; none of fewer openings than the table prints."""
    if row.get("openings_per_100_jobs") == 0:
        return "not known"
    return words.say(row, "openings_per_100_jobs", words.per_hundred)
