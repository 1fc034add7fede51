"""The projections of a role one after another: what was projected, in words, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from labor.answers.outlook.checks import Check, checked, checks_of
from labor.show import words
from labor.show.canvas import Frame, Scale, Surface, text_width, wrap
from labor.show.chart import Chart
from labor.show.layout import LEADING, Layout
from labor.show.rows import Row
from labor.show.table import Field, Table, number
from labor.show.words import signed_percent

_BAR, _GAP = 11, 5
_CHANGE = "employment_change_pct"


def revisions_chart(outlooks: pd.DataFrame, backtest: pd.DataFrame) -> Chart:
    """Draw, for each projection of a role, what was projected and what came.

    Args:
        outlooks: Outlooks of the role, one projection under the other.
        backtest: Rows by code, projection and later projection whose base year checks it.

    Returns:
        A bar chart with a pair of bars for each projection, both up to the year of the newest
        later count of the same jobs; where other jobs are counted later, that is said instead.
    """
    checks = checks_of(outlooks, backtest)
    return Chart(
        title=_finding(checks),
        subtitle="Change in jobs in percent from the first year of each projection to the year it "
        "can be checked with, projected at a constant yearly rate and counted later. United "
        "States.",
        source="Source: U.S. Bureau of Labor Statistics, Employment Projections, "
        f"{checks[0].vintage} to {checks[-1].vintage}.",
        description=" ".join(["Bar chart, one pair for each projection.", *map(_spoken, checks)]),
        table=revisions_table(outlooks, backtest),
        draw=partial(draw, checks),
    )


def revisions_table(outlooks: pd.DataFrame, backtest: pd.DataFrame) -> Table:
    """Every projection of a role: growth, phrase with its evidence, and what came.

    Args:
        outlooks: See `revisions_chart`.
        backtest: See `revisions_chart`.
    """
    checks = checks_of(outlooks, backtest)
    rows = [{**check.row, "is_subject": False, "check": check} for check in checks]
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
        data=_with_checks(outlooks.drop(columns=["growth_phrase_evidence"]), checks),
        note="Jobs of the first year of a later projection are estimates, too, and that projection "
        "may count the jobs of earlier years anew.",
    )


def draw(checks: Sequence[Check], width: int, frame: Frame) -> Surface:
    """Draw the pairs of bars.

    Args:
        checks: A check for each projection and occupation.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.
    """
    layout = Layout.of(width)
    line = layout.small * LEADING
    column = 190 if layout.beside else 0
    heading = 0 if layout.beside else line + 2
    pair = max(2 * (_BAR + _GAP) + 4, 2 * line) + heading + 8
    top = 2 * line + 12
    surface = Surface(width, top + pair * len(checks), frame)
    surface.bar(0, 26, line / 2, _BAR, "paper", edge="peer")
    surface.text(34, line / 2, "projected", layout.small, "muted")
    surface.bar(0, 26, line * 1.5, _BAR, "subject")
    surface.text(34, line * 1.5, "what came", layout.small, "muted")
    values = [v for check in checked(checks) for v in (check.projected_pct, check.came_pct)]
    low, high = min([0.0, *values]), max([0.0, *values])
    room = text_width(signed_percent(-88.8), layout.label, bold=True) + 10
    # The number of a bar stands to its right, also of one that points to the left.
    scale = Scale(low, high if high > low else low + 1, column + 4, width - room)
    zero = scale.at(0)
    for index, check in enumerate(checks):
        y = top + pair * index
        _names(surface, layout, check, y)
        if not check.check_year:
            text = _without(check)
            x, room_here = (column + 4, width - column - 8) if layout.beside else (4, width - 8)
            for at_line, part in enumerate(wrap(text, layout.small, room_here)[:2]):
                at = y + heading + line * (at_line + 0.5)
                surface.text(x, at, part, layout.small, "muted")
            continue
        bars = (
            (check.projected_pct, check.projected, "paper", "peer"),
            (check.came_pct, check.came, "subject", ""),
        )
        for place, (value, said, fill, edge) in enumerate(bars):
            middle = y + heading + (_BAR + _GAP) * (place + 0.5) + 2
            end = scale.at(value)
            surface.bar(min(zero, end), max(zero, end), middle, _BAR, fill, edge=edge)
            size = layout.small
            surface.text(max(zero, end) + 6, middle, said, size, bold=bool(place))
        above = y + heading - 1
        surface.line((zero, above), (zero, above + 2 * (_BAR + _GAP) + 6), "axis", 1)
    return surface


def _names(surface: Surface, layout: Layout, check: Check, y: float) -> None:
    """Years of the projection, what was counted, and the year of the check."""
    line = layout.small * LEADING
    until = f"up to {check.check_year}" if check.check_year else ""
    code = str(check.row["occupation_code"])
    first, second = f"{check.vintage}{f': {code}' if code else ''}", until
    if not layout.beside:
        text = f"{first}, {second}" if second else first
        surface.text(4, y + line / 2, text, layout.small, bold=True)
        return
    surface.text(4, y + line / 2, first, layout.small, bold=True)
    surface.text(4, y + line * 1.5, second, layout.small, "muted")


def _without(check: Check) -> str:
    """Why there is no pair of bars."""
    if not check.is_known:
        return "not in this projection"
    change = words.say(check.row, _CHANGE, signed_percent)
    return f"{change} over the whole period; no later count of the same jobs"


def _finding(checks: Sequence[Check]) -> str:
    """How often the direction was right, as a title."""
    name = words.sentence_case(str(checks[0].row["role"]))
    known = checked(checks)
    if not known:
        return f"{name}: no projection can be checked with a later count of the same jobs"
    more = sum(check.came_pct > check.projected_pct for check in known)
    return (
        f"{name}: more jobs came than projected in {words.of_all(more, len(known), 'check')} so far"
    )


def _spoken(check: Check) -> str:
    if not check.check_year:
        return f"{check.vintage}, {check.name}: {_without(check)}."
    return (
        f"{check.vintage}, {check.name}, up to {check.check_year}: projected "
        f"{check.projected}, came {check.came}."
    )


def _with_checks(outlooks: pd.DataFrame, checks: Sequence[Check]) -> pd.DataFrame:
    """The outlooks, each with what was projected up to the year of its check and what came."""
    keys = ["projection_vintage", "role_kind", "occupation_code"]
    found = pd.DataFrame(
        [
            (
                *(check.row[key] for key in keys),
                check.check_year,
                check.projected_pct,
                check.came_pct,
            )
            for check in checked(checks)
        ],
        columns=[*keys, "check_year", "projected_to_check_pct", "came_to_check_pct"],
    )
    return outlooks.merge(found.astype({"check_year": "Int64"}), on=keys, how="left")


def _evidence(row: Row) -> str:
    """How a growth phrase is known, as the ledger of phrases has it."""
    return words.quoted(row["growth_phrase_evidence"] or "none", "the ledger of growth phrases")


def _year(check: Check) -> str:
    return str(check.check_year) if check.check_year else "not comparable later"


def _to_then(check: Check, name: str) -> str:
    return getattr(check, name) if check.check_year else "none"
