"""The drawing of the outlook chart: bars for growth and, on an axis of their own, for openings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from labor.show.canvas import Canvas, Frame, Scale, text_width, wrap
from labor.show.layout import LEADING, Layout, RowBox, draw_names, ground_of
from labor.show.rows import Row, label
from labor.show.words import has_number, on_scale, say

_BAR = 15
_GAP = 28


@dataclass(frozen=True)
class Panel:
    """One of the chart's measures.

    Args:
        heading: What is measured, with the years.
        column: Column of the outlook table that the bars show.
        form: How its numbers are written.
        remark: A second line of text for a row, or nothing.
        source: Where the numbers stand, said behind each.
        tick: How a number of the scale is written.
    """

    heading: str
    column: str
    form: Callable[[float], str]
    remark: Callable[[Row], str]
    source: str = "BLS, Employment Projections, United States."
    tick: Callable[[float], str] = "{:,.0f}".format

    def value(self, row: Row) -> float | None:
        """The number a bar shows; None where there is none."""
        return float(row[self.column]) if has_number(row, self.column) else None

    def text(self, row: Row) -> str:
        """The same in words."""
        return say(row, self.column, self.form)


def draw(rows: Sequence[Row], panels: Sequence[Panel], width: int, frame: Frame) -> Canvas:
    """Draw the chart: panels side by side where there is room, else one below the other.

    Args:
        rows: Rows from top to bottom.
        panels: Measures from left to right.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The canvas with everything on it.
    """
    layout = Layout.of(width)
    places = _places(layout, len(panels))
    titles = [
        wrap(panel.heading, layout.label, right - left, bold=True)
        for panel, (left, right) in zip(panels, places, strict=True)
    ]
    line, axis = layout.label * LEADING, layout.small * LEADING + 8
    lines = [max(map(len, titles))] * len(titles) if layout.beside else list(map(len, titles))
    stacks: list[list[RowBox]] = []
    for number in lines:
        below = stacks[-1][-1].bottom + axis + 18 if stacks and not layout.beside else 0
        marks = _BAR + 3 + layout.small * LEADING
        stacks.append(layout.bands(rows, below + line * number + 8, marks))
    canvas = Canvas(width, stacks[-1][-1].bottom + axis, frame)
    stacks_of_names = stacks if not layout.beside else stacks[:1]
    for stack in stacks_of_names:
        for band, row in zip(stack, rows, strict=True):
            if row["is_subject"]:
                canvas.bar(0, width, (band.top + band.bottom) / 2, band.bottom - band.top, "band")
    for panel, place, stack in zip(panels, places, stacks, strict=True):
        _axis(canvas, layout, panel, place, list(zip(stack, rows, strict=True)))
    for stack in stacks_of_names:
        for band, row in zip(stack, rows, strict=True):
            draw_names(canvas, layout, band, row)
    for panel, place, stack, title in zip(panels, places, stacks, titles, strict=True):
        top = stack[0].top - 8 - line * len(title)
        for number, text in enumerate(title):
            canvas.text(place[0], top + line * (number + 0.5), text, layout.label, bold=True)
        _bars(canvas, layout, panel, place, list(zip(stack, rows, strict=True)))
    return canvas


def _places(layout: Layout, number: int) -> list[tuple[float, float]]:
    """Left and right edge of each panel."""
    if not layout.beside:
        return [(layout.left + 6, layout.width - 2)] * number
    room = (layout.width - layout.left - _GAP * (number - 1)) / number
    starts = [layout.left + (room + _GAP) * index for index in range(number)]
    return [(start, start + room) for start in starts]


def _bars(
    canvas: Canvas,
    layout: Layout,
    panel: Panel,
    place: tuple[float, float],
    rows: Sequence[tuple[RowBox, Row]],
) -> None:
    left, right = place
    scale = _scale(panel, [row for _, row in rows], layout, place)
    zero = scale.at(0)
    for band, row in rows:
        y = band.marks - (3 + layout.small * LEADING) / 2
        value = panel.value(row)
        end = zero if value is None else scale.at(value)
        color = "subject" if row["is_subject"] else "peer"
        about = f"{label(row)}. {panel.heading}: {panel.text(row)}."
        with canvas.saying(f"{about} {panel.source}".strip()):
            canvas.bar(min(zero, end), max(zero, end), y, _BAR, color)
        _write(canvas, layout, panel, row, (max(zero, end) + 7, y))
        remark = panel.remark(row)
        x = max(min(zero + 5, right - text_width(remark, layout.small)), left)
        below = y + _BAR / 2 + 4 + layout.small * LEADING / 2
        canvas.text(x, below, remark, layout.small, "muted", on=ground_of(row) if remark else "")
        if not layout.beside:  # names stand above the bars, and a whole line would cross them
            canvas.line((zero, y - _BAR / 2 - 2), (zero, below + layout.small / 2), "axis", 1)
    if layout.beside:
        canvas.line((zero, rows[0][0].top + 4), (zero, rows[-1][0].bottom - 4), "axis", 1)


def _scale(panel: Panel, rows: Sequence[Row], layout: Layout, place: tuple[float, float]) -> Scale:
    """A scale with zero, with room for the numbers; a single bar does not fill it."""
    values = [value for row in rows if (value := panel.value(row)) is not None]
    label_room = max(text_width(panel.text(row), layout.label, bold=True) for row in rows) + 8
    left, right = place[0], place[1] - label_room
    low, high = min([0.0, *values]), max([0.0, *values])
    if len(values) < 2:
        low, high = 1.5 * low, 1.5 * high
    return Scale(low, high if high > low else low + 1, left, right)


def _axis(
    canvas: Canvas,
    layout: Layout,
    panel: Panel,
    place: tuple[float, float],
    rows: Sequence[tuple[RowBox, Row]],
) -> None:
    """Lines and numbers at a few round values; none where there is nothing to measure."""
    if all(panel.value(row) is None for _, row in rows):
        return
    scale = _scale(panel, [row for _, row in rows], layout, place)
    top, bottom = rows[0][0].top, rows[-1][0].bottom
    y, taken = bottom + 4 + layout.small * LEADING / 2, -float("inf")
    for tick in scale.ticks(3):
        x = scale.at(tick)
        if tick:
            canvas.line((x, top), (x, bottom), "rule", 1)
        text = on_scale(panel.tick(tick), tick)
        half = text_width(text, layout.small) / 2
        middle = max(x, half)
        if middle - half > taken + 8 and middle + half < layout.width:
            canvas.text(middle, y, text, layout.small, "muted", align="center")
            taken = middle + half


def _write(canvas: Canvas, layout: Layout, panel: Panel, row: Row, at: tuple[float, float]) -> None:
    """Write the number of a bar, or in small why there is none."""
    known = panel.value(row) is not None
    size, color = (layout.label, "ink") if known else (layout.small, "muted")
    canvas.text(*at, panel.text(row), size, color, bold=known)
