"""What a role was counted as over the years, in one picture: a box for each occupation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import pandas as pd

from labor.answers.history.answer import PayHistory, Series
from labor.show import words
from labor.show.answer import of_verbs
from labor.show.canvas import Canvas, Frame, wrap
from labor.show.chart import Chart
from labor.show.layout import LEADING, Layout
from labor.show.rows import is_of_others
from labor.show.table import Field, Table

#: Gap between stages for the arrow, space inside a box, gap between boxes, in CSS pixels.
_ARROW, _INSIDE, _BETWEEN = 34, 9, 8
_MIXED = "counted together with other jobs"
_GROUP, _OTHER_MEMBERS = "a group of occupations", "a group of partly other occupations"


@dataclass(frozen=True)
class _Stage:
    """Years in which a role was counted as the same occupations."""

    series: Sequence[Series]

    @property
    def years(self) -> str:
        return self.series[0].years

    @property
    def in_words(self) -> str:
        """What the role was then: "one occupation", "part of a wider one"."""
        if len(self.series) > 1:
            return f"{words.numeral(len(self.series))} occupations"
        if self.series[0].rows[-1]["role_kind"] == "composite":
            return _GROUP
        return "part of a wider one" if _is_mixed(self.series[0]) else "one occupation"


@of_verbs(PayHistory)
def lineage_chart(history: PayHistory, stages: int = 3) -> Chart:
    """Draw what a role was counted as: its occupations, stage after stage.

    Args:
        history: What `labor.history` gives.
        stages: How many of the newest stages are drawn.

    Returns:
        A chart of boxes, the oldest stage first. A box says the title and code of an occupation,
        and whether other jobs are counted in it.
    """
    found = _stages(history)[-stages:]
    parts = [f"{stage.in_words} {_in(stage.years)}" for stage in found]
    parts[1:] = [text.replace(_GROUP, _OTHER_MEMBERS) for text in parts[1:]]
    rows = [
        {"years": stage.years, "title": one.name, "code": _code(one), "holds": _holds(one)}
        for stage in found
        for one in stage.series
    ]
    return Chart(
        title=f"{words.sentence_case(history.role)}: {', then '.join(parts)}",
        subtitle=f"Occupations that the wage survey counted the role in, {found[0].series[0].years}"
        f"{' and after' * (len(found) > 1)}, {words.place(history.area)}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        "Statistics; Standard Occupational Classification.",
        description=" ".join(
            f"{row['years']}: {row['title']} ({row['code']}), {row['holds']}." for row in rows
        ),
        table=Table(
            caption=f"What {words.plural(words.running(history.role))} were counted as",
            fields=[
                Field("Years", lambda row: row["years"]),
                Field("Occupation", lambda row: row["title"]),
                Field("Code", lambda row: row["code"]),
                Field("What it holds", lambda row: row["holds"]),
            ],
            rows=rows,
            data=pd.DataFrame(rows),
        ),
        draw=partial(_draw, found),
    )


def _stages(history: PayHistory) -> list[_Stage]:
    """The series by the years that they span together."""
    spans = groupby(history.series, key=lambda one: (one.first_year, one.last_year))
    return [_Stage(list(part)) for _, part in spans]


def _is_mixed(one: Series) -> bool:
    return is_of_others(one.rows[-1]) or one.rows[-1]["relation"] == "overlapping"


def _holds(one: Series) -> str:
    return _MIXED if _is_mixed(one) else "the role's own jobs"


def _code(one: Series) -> str:
    return one.codes if one.codes != one.name else _GROUP


def _in(years: str) -> str:
    return f"in {years}" if len(years) == len("2018") else f"from {years}"


def _draw(stages: Sequence[_Stage], width: int, frame: Frame) -> Canvas:
    """Draw the stages: beside each other where there is room, else one below the other.

    Args:
        stages: Stages from the oldest on.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The canvas with everything on it.
    """
    layout = Layout.of(width)
    number = len(stages) if layout.beside else 1
    across = (width - _ARROW * (number - 1)) / number
    line = layout.small * LEADING
    texts = [[_lines(one, layout, across) for one in stage.series] for stage in stages]
    heights = [
        sum(len(lines) * line + 2 * _INSIDE + _BETWEEN for lines in stage) + line * 1.3
        for stage in texts
    ]
    below = 0.0 if layout.beside else _ARROW
    height = max(heights) if layout.beside else sum(heights) + below * (len(stages) - 1)
    canvas = Canvas(width, height, frame)
    left, top = 0.0, 0.0
    for place, (stage, lines_of) in enumerate(zip(stages, texts, strict=True)):
        if place:
            _arrow(canvas, left, top, heights[0] / 2, beside=layout.beside)
        canvas.text(left, top + line / 2, stage.years, layout.label, bold=True)
        y = top + line * 1.3
        for one, lines in zip(stage.series, lines_of, strict=True):
            tall = len(lines) * line + 2 * _INSIDE
            color = "peer" if _is_mixed(one) else "subject"
            canvas.bar(left, left + across, y + tall / 2, tall, "band")
            canvas.bar(left, left + 4, y + tall / 2, tall, color)
            for at, (text, is_name) in enumerate(lines):
                middle = y + _INSIDE + line * (at + 0.5)
                shade = "ink" if is_name else "muted"
                canvas.text(left + _INSIDE + 4, middle, text, layout.small, shade)
            y += tall + _BETWEEN
        if layout.beside:
            left += across + _ARROW
        else:
            top += heights[place] + _ARROW
    return canvas


def _lines(one: Series, layout: Layout, across: float) -> list[tuple[str, bool]]:
    """The lines of a box, and whether each belongs to the title."""
    room = across - 2 * _INSIDE - 4
    lines = [(text, True) for text in wrap(one.title, layout.small, room)]
    if _is_mixed(one):
        lines += [(text, False) for text in wrap(_MIXED, layout.small, room)]
    return lines


def _arrow(canvas: Canvas, left: float, top: float, middle: float, *, beside: bool) -> None:
    """An arrow into a stage: from its left, or from above."""
    if beside:
        canvas.line((left - _ARROW + 6, middle), (left - 6, middle), "axis", 2)
        for side in (-5, 5):
            canvas.line((left - 12, middle + side), (left - 5.5, middle), "axis", 2)
        return
    canvas.line((14, top - _ARROW + 4), (14, top - 12), "axis", 2)
    for side in (-5, 5):
        canvas.line((14 + side, top - 17), (14, top - 10), "axis", 2)
