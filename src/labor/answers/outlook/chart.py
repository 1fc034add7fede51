"""The outlook of a role as a page shows it: openings taken apart, earlier projections checked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from labor.answers.compare.outlook_drawing import Panel
from labor.answers.compare.outlook_drawing import draw as draw_panels
from labor.answers.outlook.answer import ASSUMED, PARTS, Backtest, Check, Outlook
from labor.provenance.columns import ORIGIN, origin_of
from labor.provenance.origin import Origin, together
from labor.show import prose, words
from labor.show.answer import of_verbs, wrong_answer
from labor.show.canvas import Canvas, Frame, Scale, text_width, wrap
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.layout import LEADING, Layout
from labor.show.rows import Row, label
from labor.show.table import Field, Table, number
from labor.show.words import signed_percent

_BAR, _GAP = 11, 5
_CHANGE = "employment_change_pct"
_OPENINGS = "openings_annual_average_jobs"


@of_verbs(Outlook)
def outlook_masthead(outlook: Outlook) -> Block:
    """The title of a report on the outlook and the question it answers."""
    role = words.sentence_case(outlook.role)
    return prose.head(
        f"{role}: outlook {outlook.years}",
        "How fast are jobs projected to grow, where do openings come from, and how did earlier "
        "projections turn out?",
        role=role,
        place=words.place("U.S."),
        period=outlook.years,
    )


@of_verbs(Outlook)
def outlook_answer(outlook: Outlook, backtest: Backtest | None = None) -> Block:
    """The answer in sentences.

    Args:
        outlook: What `labor.outlook` gives.
        backtest: What `labor.backtest` gives, for a sentence on earlier projections.

    Raises:
        AnalysisError: One of them is another answer.
    """
    checks = _checks_of("outlook_answer", backtest)
    return prose.paragraphs([*outlook.sentences, *(one.longest_check for one in checks)])


@of_verbs(Outlook)
def outlook_caveats(outlook: Outlook, backtest: Backtest | None = None) -> Block:
    """What the numbers are not, as a list.

    Args:
        outlook: What `labor.outlook` gives.
        backtest: What `labor.backtest` gives, for the codes of earlier projections.

    Raises:
        AnalysisError: One of them is another answer.
    """
    checks = _checks_of("outlook_caveats", backtest)
    codes = [text for one in checks for text in one.other_codes]
    return prose.remarks([*ASSUMED, *codes, *outlook.older_method])


def _checks_of(figure: str, backtest: Backtest | None) -> list[Backtest]:
    """The backtest as a list of one, or of none where it was left out."""
    if backtest is not None and not isinstance(backtest, Backtest):
        raise wrong_answer(figure, [Backtest], backtest)
    return [] if backtest is None else [backtest]


@of_verbs(Outlook)
def anatomy_chart(outlook: Outlook) -> Chart:
    """Draw what the yearly openings of a role are made of.

    Args:
        outlook: What `labor.outlook` gives.

    Returns:
        A bar chart with a row per part and a panel per occupation; parts that are not published
        are said so.

    Raises:
        AnalysisError: It is another answer.
    """
    rows = outlook.own_rows
    parts = [_part(name, heading, rows) for name, heading, _ in PARTS]
    panels = [_panel(row, several=len(rows) > 1) for row in rows]
    return Chart(
        title=_anatomy_finding(rows),
        subtitle="Projected openings a year on average, by what they come from, all jobs with the "
        f"self-employed included, United States, {outlook.years}.",
        source=f"Source: U.S. Bureau of Labor Statistics, Employment Projections, {outlook.years}. "
        "New jobs a year are the projected change divided by its years.",
        description=" ".join(["Bar chart of the parts of openings.", *map(_spoken_parts, rows)]),
        table=anatomy_table(outlook),
        draw=partial(draw_panels, parts, panels),
    )


@of_verbs(Outlook)
def anatomy_table(outlook: Outlook) -> Table:
    """The openings of a role and their parts as a table, a row per occupation."""
    return Table(
        caption=f"Projected openings a year, {outlook.years}",
        fields=[
            Field("Role", label),
            Field("Occupation code", lambda row: str(row["occupation_code"]) or "group"),
            number("Openings a year", _OPENINGS, words.count),
            *(number(heading, name, words.count) for name, heading, _ in PARTS),
        ],
        rows=outlook.own_rows,
        data=outlook.rows,
        note="Openings and their parts are published in hundreds; their sum can differ a little.",
    )


@of_verbs(Backtest)
def revisions_chart(backtest: Backtest) -> Chart:
    """Draw, for each projection of a role, what was projected and what came.

    Args:
        backtest: What `labor.backtest` gives.

    Returns:
        A bar chart with a pair of bars for each projection, both up to the year of the newest
        later count of the same jobs; where other jobs are counted later, that is said instead.

    Raises:
        AnalysisError: It is another answer.
    """
    checks = backtest.checks
    return Chart(
        title=backtest.finding,
        subtitle="Change in jobs in percent from the first year of each projection to the year it "
        "can be checked with, projected at a constant yearly rate and counted later. United "
        "States.",
        source="Source: U.S. Bureau of Labor Statistics, Employment Projections, "
        f"{checks[0].vintage} to {checks[-1].vintage}.",
        description=" ".join(
            ["Bar chart, one pair for each projection.", *map(_spoken_check, checks)]
        ),
        table=revisions_table(backtest),
        draw=partial(_draw_checks, checks),
    )


@of_verbs(Backtest)
def revisions_table(backtest: Backtest) -> Table:
    """Every projection of a role: growth, phrase with its evidence, and what came."""
    rows = [{**check.row, "is_subject": False, "check": check} for check in backtest.checks]
    return Table(
        caption="Projections of the role, United States",
        fields=[
            Field("Projection", lambda row: row["check"].vintage),
            Field("Counted as", lambda row: row["check"].name),
            number("Jobs in the first year", "base_employment_jobs", words.count),
            number("Projected change over ten years", _CHANGE, signed_percent),
            Field("In words", lambda row: words.growth_phrase(row) or "not known"),
            Field("How the words are known", _evidence),
            Field("Checked in", lambda row: _year(row["check"])),
            Field("Projected up to then", lambda row: _to_then(row["check"], "projected")),
            Field("What came", lambda row: _to_then(row["check"], "came")),
        ],
        rows=rows,
        data=_with_checks(backtest),
        note="Jobs of the first year of a later projection are estimates, too, and that projection "
        "may count the jobs of earlier years anew.",
    )


def _anatomy_finding(rows: Sequence[Row]) -> str:
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
    replacing = words.computed(share, words.percent, _of_share(row))
    return f"{label(row)}: {replacing} of openings replace people who leave"


def _of_share(row: Row) -> Origin | None:
    """Exits and transfers among all parts; new jobs are the change divided by its years."""
    parts = (origin_of(row, name) for name, _, _ in PARTS)
    return together("(a + b) / (a + b + c / (d − e)) × 100", *parts)


def _size(row: Row) -> float:
    return float(row[_OPENINGS]) if words.has_number(row, _OPENINGS) else 0.0


def _part(name: str, heading: str, rows: Sequence[Row]) -> Row:
    """A row of the chart: one part of all occupations, a column for each."""
    part: dict[str, object] = {
        "role": heading, "occupation_title": heading, "role_kind": "single", "is_subject": False,
    }  # fmt: skip
    for row in rows:
        part[_column(row)] = row[name]
        part[f"{_column(row)}_status"] = row[f"{name}_status"]
        part[f"{_column(row)}{ORIGIN}"] = origin_of(row, name)
    return part


def _column(row: Row) -> str:
    return f"openings {row['occupation_code']}"


def _panel(row: Row, *, several: bool) -> Panel:
    heading = f"Openings a year: {words.say(row, _OPENINGS, words.projected)}"
    if several:
        heading = f"{label(row)}: {words.say(row, _OPENINGS, words.projected)}"
    return Panel(heading, _column(row), words.count, lambda part: "")


def _spoken_parts(row: Row) -> str:
    parts = [f"{what} {words.say(row, name, words.projected)}" for name, _, what in PARTS]
    openings = words.say(row, _OPENINGS, words.projected)
    return f"{label(row)}: openings a year {openings}, of which {', '.join(parts)}."


def _draw_checks(checks: Sequence[Check], width: int, frame: Frame) -> Canvas:
    """Draw the pairs of bars.

    Args:
        checks: A check for each projection and occupation.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.
    """
    layout = Layout.of(width)
    line = layout.small * LEADING
    column = 190 if layout.beside else 0
    room = column - 12 if layout.beside else width - 8
    named = _names_of(checks, layout, room)
    bars_high = 2 * (_BAR + _GAP) + 4
    heights = [
        8 + (max(bars_high, len(own) * line) if layout.beside else bars_high + len(own) * line)
        for own in named
    ]
    top = 2 * line + 12
    canvas = Canvas(width, top + sum(heights), frame)
    canvas.bar(0, 26, line / 2, _BAR, "paper", edge="peer")
    canvas.text(34, line / 2, "projected", layout.small, "muted")
    canvas.bar(0, 26, line * 1.5, _BAR, "subject")
    canvas.text(34, line * 1.5, "what came", layout.small, "muted")
    values = [
        v for check in checks if check.check_year for v in (check.projected_pct, check.came_pct)
    ]
    low, high = min([0.0, *values]), max([0.0, *values])
    number_room = text_width(signed_percent(-88.8), layout.label, bold=True) + 10
    # The number of a bar stands to its right, also of one that points to the left.
    scale = Scale(low, high if high > low else low + 1, column + 4, width - number_room)
    zero = scale.at(0)
    bottom: float = top
    for check, names, height in zip(checks, named, heights, strict=True):
        y, bottom = bottom, bottom + height
        heading = 0 if layout.beside else len(names) * line + 2
        for at_line, (part, is_first) in enumerate(names):
            color = "ink" if is_first else "muted"
            canvas.text(4, y + line * (at_line + 0.5), part, layout.small, color, bold=is_first)
        if not check.check_year:
            text = _without(check)
            x, room_here = (column + 4, width - column - 8) if layout.beside else (4, width - 8)
            for at_line, part in enumerate(wrap(text, layout.small, room_here)[:2]):
                at = y + heading + line * (at_line + 0.5)
                canvas.text(x, at, part, layout.small, "muted")
            continue
        bars = (
            (check.projected_pct, check.projected, "paper", "peer"),
            (check.came_pct, check.came, "subject", ""),
        )
        for place, (value, text, fill, edge) in enumerate(bars):
            middle = y + heading + (_BAR + _GAP) * (place + 0.5) + 2
            end = scale.at(value)
            verb = "came" if place else "projected"
            said = f"{check.vintage}, {check.name}, up to {check.check_year}: {verb} {text}."
            with canvas.saying(f"{said} BLS, Employment Projections."):
                canvas.bar(min(zero, end), max(zero, end), middle, _BAR, fill, edge=edge)
            size = layout.small
            canvas.text(max(zero, end) + 6, middle, text, size, bold=bool(place))
        above = y + heading - 1
        canvas.line((zero, above), (zero, above + 2 * (_BAR + _GAP) + 6), "axis", 1)
    return canvas


def _names_of(checks: Sequence[Check], layout: Layout, room: float) -> list[list[tuple[str, bool]]]:
    """The lines beside each pair of bars, and whether each is the first.

    They are the years of the projection and of the check, and what was counted where that is not
    what the pair above counts.
    """
    found, before = [], ""
    for check in checks:
        until = f", up to {check.check_year}" if check.check_year else ""
        lines = [(f"{check.vintage}{until}", True)]
        name = label(check.row)
        if name != before:
            lines += [(part, False) for part in wrap(name, layout.small, room)]
        found.append(lines)
        before = name
    return found


def _without(check: Check) -> str:
    """Why there is no pair of bars."""
    if not check.is_known:
        return "not in this projection"
    change = words.say(check.row, _CHANGE, signed_percent)
    return f"{change} over the whole period; no later count of the same jobs"


def _spoken_check(check: Check) -> str:
    if not check.check_year:
        return f"{check.vintage}, {check.name}: {_without(check)}."
    return (
        f"{check.vintage}, {check.name}, up to {check.check_year}: projected "
        f"{check.projected}, came {check.came}."
    )


def _with_checks(backtest: Backtest) -> pd.DataFrame:
    """The projections, each with what was projected up to the year of its check and what came."""
    keys = ["projection_vintage", "role_kind", "occupation_code"]
    found = pd.DataFrame(
        [
            (
                *(check.row[key] for key in keys),
                check.check_year,
                check.projected_pct,
                check.came_pct,
            )
            for check in backtest.known
        ],
        columns=[*keys, "check_year", "projected_to_check_pct", "came_to_check_pct"],
    )
    projections = backtest.projections.drop(columns=["growth_phrase_evidence"])
    return projections.merge(found.astype({"check_year": "Int64"}), on=keys, how="left")


def _evidence(row: Row) -> str:
    """How a growth phrase is known, as the ledger of phrases has it."""
    return words.quoted(row["growth_phrase_evidence"] or "none", "the ledger of growth phrases")


def _year(check: Check) -> str:
    return str(check.check_year) if check.check_year else "not comparable later"


def _to_then(check: Check, name: str) -> str:
    changes = {"projected": check.projected, "came": check.came}
    return changes[name] if check.check_year else "none"
