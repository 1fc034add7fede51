"""Settings of a role: charts of shares and pay, their table, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from labor.answers.settings.drawing import Line, draw_settings
from labor.answers.settings.names import name_of, owners
from labor.answers.settings.numbers import (
    NO_PAY,
    SHARE,
    has_range,
    jobs,
    middle_half,
    pay,
    share,
)
from labor.answers.settings.rows import Settings, is_large, settings_of
from labor.answers.settings.words import page_finding, remarks, sentences, survey_finding
from labor.show import prose, words
from labor.show.chart import Chart
from labor.show.display import Block, paragraph
from labor.show.measure import UNITS
from labor.show.rows import Row
from labor.show.table import Field, Table, number

_ALL = "All jobs"


def settings_masthead(settings: pd.DataFrame) -> Block:
    """The title of a report on settings and the question it answers."""
    found = settings_of(settings)
    return prose.head(
        f"Where {words.running(found.name)} work, and what each setting pays, {found.when}",
        "In which industries are the jobs, who owns the places of work, and what is paid there?",
    )


def settings_answer(settings: pd.DataFrame) -> Block:
    """The answer in sentences."""
    return prose.said(sentences(settings_of(settings)))


def settings_caveats(settings: pd.DataFrame) -> Block:
    """What the numbers are not, as a list."""
    return prose.remarks(remarks(settings_of(settings)))


def settings_chart(settings: pd.DataFrame) -> Chart | Block:
    """Draw the share of each setting in the jobs, and its median and middle half.

    Args:
        settings: Rows as `labor.settings` gives them; the occupation with the most jobs is drawn.

    Returns:
        A chart of the wage survey's settings from many jobs to few; a sentence in its place
        where no jobs by setting are released.
    """
    found = settings_of(settings)
    if not found.shown:
        return _silence(survey_finding(found))
    lines = [Line(found.total, _ALL, "all")]
    for row in found.shown if found.is_whole else found.whole_sums or found.shown:
        lines.append(Line(row, name_of(row), "setting"))
        lines += [Line(part, name_of(part), "part") for part in found.parts_of(row)]
    if found.rest is not None and is_large(found.rest):
        name = "Not released" if found.is_whole else "Elsewhere, or not released"
        lines.append(Line(found.rest, name, "rest"))
    return Chart(
        title=survey_finding(found),
        subtitle=f"Share of wage and salary jobs, and median pay {UNITS[found.measure.unit]} "
        f"before taxes, United States, {found.when}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {found.when}.",
        description=_description(found, lines),
        table=_twin(found, lines),
        draw=partial(draw_settings, lines, _key(found), found.measure),
    )


def settings_handbook_chart(settings: pd.DataFrame) -> Chart | Block:
    """Draw the largest employers that the Handbook names, and the medians it prints.

    Args:
        settings: See `settings_chart`.

    Returns:
        A chart of shares of all jobs, those of the self-employed included; a sentence in its
        place where the Handbook has no page on the role or the page names no employers.
    """
    found = settings_of(settings)
    if found.page is None or not found.employers:
        return _silence(f"The Handbook prints no employers of {words.running(found.name)}.")
    lines = [Line(row, name_of(row), "setting") for row in found.employers]
    lines.insert(0, Line(found.page, _ALL, "all"))
    pay_year = found.page["wage_reference_year"]
    return Chart(
        title=page_finding(found),
        subtitle=f"Share of all jobs in {found.page_year}, those of the self-employed included, "
        f"and median pay {UNITS[found.measure.unit]} of wage and salary workers in May "
        f"{pay_year}, United States.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Outlook Handbook, "
        f"{found.page['edition']} edition, {words.running(str(found.page['workers']))}.",
        description=_description(found, lines),
        table=settings_handbook_table(settings),
        draw=partial(draw_settings, lines, "Dot: median pay.", found.measure),
    )


def settings_table(settings: pd.DataFrame) -> Table:
    """Jobs and pay of every setting of the survey, those without a figure included.

    Args:
        settings: See `settings_chart`.
    """
    found = settings_of(settings)
    unit = found.measure.unit
    fields = [
        Field("Setting", lambda row: _name_in_table(found, row)),
        Field("Owners", owners),
        Field("Wage and salary jobs", jobs, "employment_jobs"),
        Field("Share of jobs", share, SHARE),
        Field("Median", lambda row: _pay(row, found), f"median_{unit}_usd"),
    ]
    points = [("25th percentile", "p25"), ("75th percentile", "p75"), ("Mean", "mean")]
    fields += [number(head, f"{point}_{unit}_usd", words.dollars) for head, point in points]
    fields.append(number("Relative standard error of the mean", "mean_rse_pct", words.percent))
    fields.append(Field("Groups", lambda row: str(row["letters"]) or "none"))
    rows: list[Row] = [{**found.total, "is_subject": True}]
    for row in found.rows:
        rows += [row, *(one for one in found.parts if one["part_of"] == row["industry_code"])]
    rows += [*found.sums, *([found.rest] if found.rest is not None else [])]
    return Table(
        caption=f"Jobs and pay {UNITS[unit]} of {found.name} by setting in U.S. dollars, "
        f"{found.when}",
        fields=fields,
        rows=rows,
        data=settings[settings["evidence"] == "survey"],
        note="Settings with a letter in common cannot be told apart by their mean pay."
        if any(row["letters"] for row in found.rows)
        else "",
    )


def settings_handbook_table(settings: pd.DataFrame) -> Table:
    """Largest employers and their medians as the Handbook prints them; empty if it has none.

    Args:
        settings: See `settings_chart`.
    """
    found = settings_of(settings)
    rows = [{**found.page, "is_subject": True}, *found.employers] if found.employers else []
    who = words.running(str(found.page["workers"])) if rows else words.running(found.name)
    fields = [
        Field("Setting", lambda row: _name_in_table(found, row)),
        Field("Share of all jobs", share),
        Field("Median", lambda row: _pay(row, found)),
    ]
    return Table(
        caption=f"Largest employers of {who} in the Handbook, and median pay "
        f"{UNITS[found.measure.unit]} in U.S. dollars{f', {found.page_year}' if rows else ''}",
        fields=fields,
        rows=rows,
        data=pd.DataFrame(rows),
    )


def _twin(found: Settings, lines: Sequence[Line]) -> Table:
    """The numbers of the survey's chart."""
    unit = found.measure.unit
    points = [("25th percentile", "p25"), ("75th percentile", "p75")]
    rows = [{**line.row, "is_subject": line.look == "all"} for line in lines]
    return Table(
        caption=f"Shares of jobs and pay {UNITS[unit]} of {found.name} in U.S. dollars, "
        f"{found.when}",
        fields=[
            Field("Setting", lambda row: _name_in_table(found, row)),
            Field("Share of wage and salary jobs", share, SHARE),
            Field("Median", lambda row: _pay(row, found), f"median_{unit}_usd"),
            *(number(head, f"{point}_{unit}_usd", words.dollars) for head, point in points),
        ],
        rows=rows,
        data=pd.DataFrame(rows),
    )


def _name_in_table(found: Settings, row: Row) -> str:
    if row["kind"] == "all":
        return _ALL
    if row["kind"] == "rest":
        return "Not released" if found.is_whole else "Elsewhere, or not released"
    name = str(row["setting"]) if row["kind"] == "sum" else name_of(row)
    return f"of these: {name}" if row["part_of"] else name


def _pay(row: Row, found: Settings) -> str:
    return "not published" if row["kind"] in NO_PAY else pay(row, found.measure)


def _key(found: Settings) -> str:
    if found.is_group:
        return (
            "Bar: share of jobs. Line: from the lowest to the highest median of the occupations "
            "in the group."
        )
    text = "Bar: share of jobs. Dot: median pay. Line: middle half of the workers"
    if found.sums and not found.is_whole:
        text += "; without a dot, from the lowest to the highest median of the settings below it"
    return f"{text}."


def _description(found: Settings, lines: Sequence[Line]) -> str:
    return " ".join(["One row for each setting.", *(_spoken(found, line) for line in lines)])


def _spoken(found: Settings, line: Line) -> str:
    """One line of a chart as a sentence."""
    text = f"{line.name}: {share(line.row)} of jobs"
    if line.row["kind"] in NO_PAY:
        return f"{text}."
    said = pay(line.row, found.measure)
    if has_range(line.row) and not found.measure.known(line.row):
        return f"{text}, medians {said}."
    text = f"{text}, median {said}"
    if line.row["evidence"] == "survey" and found.measure.known(line.row):
        text += f", middle half {middle_half(line.row, found.measure)}"
    return f"{text}."


def _silence(sentence: str) -> Block:
    """A sentence in the place of a chart that has nothing to show."""
    end = "" if sentence.endswith(".") else "."
    return Block(paragraph(f"{sentence}{end}"), f"{sentence}{end}")
