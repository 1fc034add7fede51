"""Places from high to low as a drawing: the median and the middle half of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from labor.provenance.text import joined
from labor.show.canvas import Canvas, Frame, Scale, text_width, wrap
from labor.show.layout import LEADING, Layout
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row
from labor.show.words import has_number, on_scale

#: The most of the width that names beside the marks take.
_NAMES = 0.4
#: What the marks stand for.
_KEY = "Dot: median. Line: middle half of the workers."


@dataclass(frozen=True)
class Ranges:
    """What is drawn of places.

    Args:
        rows: Rows of pay, the nation's first.
        measure: The median that is shown.
        name: A row's name, and whether it shall be short.
        saying: What the mark of a row says.
        columns: Headings and texts at the right.
        narrow: How many of the columns a narrow drawing has.
        key: What is told of the texts, in words.
        wide_key: The same of what only a wide drawing has.
    """

    rows: Sequence[Row]
    measure: Measure
    name: Callable[[Row, bool], str]
    saying: Callable[[Row], str]
    columns: Sequence[tuple[str, Callable[[Row], str]]]
    narrow: int = 1
    key: str = ""
    wide_key: str = ""

    def ends(self, row: Row) -> list[float]:
        """Ends of the middle half, where both are numbers."""
        names = [f"{point}_{self.measure.unit}_usd" for point in ("p25", "p75")]
        return [float(row[name]) for name in names if has_number(row, name)]

    @property
    def span(self) -> tuple[float, float]:
        """Ends of the scale; dots and lines need no zero, as bars do."""
        values = [self.measure.value(row) for row in self.rows if self.measure.known(row)]
        values += [end for row in self.rows for end in self.ends(row)]
        return (min(values) * 0.95, max(values) * 1.03) if values else (0.0, 1.0)


def median_told(whose: str, row: Row, measure: Measure, source: str) -> str:
    """What the mark of a place says: whose median it is, the amount and the source.

    Args:
        whose: People, place and period: "actors in Texas, May 2024".
        row: Row of pay.
        measure: The median that is shown.
        source: The table it is from, in short.
    """
    amount = "not released"
    if measure.known(row):
        amount = f"{measure.said(row)} {UNITS[measure.unit]}"
    return f"Median of {whose}: {amount}. {source}."


def draw_ranges(ranges: Ranges, width: int, frame: Frame) -> Canvas:
    """Draw the median and the middle half of every place.

    Args:
        ranges: What is drawn.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The canvas; the nation's row stands first and its median is carried down. Names stand
        beside the marks, or above them where a narrow drawing has no room for them.
    """
    layout = Layout.of(width)
    rows, size, line = ranges.rows, layout.small, layout.small * LEADING
    columns = ranges.columns if layout.beside else ranges.columns[: ranges.narrow]
    called = [ranges.name(row, not layout.beside) for row in rows]
    widest = max(text_width(name, size, bold=True) for name in called)
    is_above = not layout.beside and widest > _NAMES * width
    room = width - 8 if is_above else min(widest, _NAMES * width)
    names = [wrap(name, size, room, bold=True) for name in called]
    cells = [[say(row) for _, say in columns] for row in rows]
    # Each column ends where the next begins.
    taken = [
        10 + max(text_width(text, size, bold=True) for text in (heading, *texts))
        for (heading, _), texts in zip(columns, zip(*cells, strict=True), strict=True)
    ]
    ends = [width - 2 - sum(taken[number + 1 :]) for number in range(len(taken))]
    scale = Scale(*ranges.span, 12 if is_above else room + 16, width - sum(taken))
    keys = (_KEY, ranges.key, ranges.wide_key if layout.beside else "")
    key = wrap(joined(" ", filter(None, keys)), size, width)
    has_headings = layout.beside and any(heading for heading, _ in columns)
    top = line * (len(key) + has_headings) + 8
    heights = [line * (len(lines) + is_above) + 5 for lines in names]
    *starts, bottom = accumulate(heights, initial=top)
    canvas = Canvas(width, bottom + line + 6, frame)
    for number, text in enumerate(key):
        canvas.text(0, line * (number + 0.5), text, size, "muted")
    canvas.bar(0, width, top + heights[0] / 2, heights[0], "band")
    _axis(canvas, ranges.measure, scale, (top, bottom), layout)
    if has_headings:
        for (heading, _), end in zip(columns, ends, strict=True):
            canvas.text(end, top - line / 2 - 2, heading, size, "muted", align="right")
    measure = ranges.measure
    if measure.known(rows[0]) and not measure.is_open(rows[0]):
        x = scale.at(measure.value(rows[0]))
        canvas.line((x, top), (x, bottom), "subject", 1.25, dashed=True)
    for number, (row, lines, height) in enumerate(zip(rows, names, heights, strict=True)):
        start, text_height = starts[number], line * len(lines)
        first = start + (2.5 if is_above else (height - text_height) / 2)
        ground = ("paper" if number else "band") if is_above else ""
        for part, text in enumerate(lines):
            canvas.text(4, first + line * (part + 0.5), text, size, bold=not number, on=ground)
        y = first + text_height + line / 2 if is_above else start + height / 2
        _marks(canvas, ranges, row, scale, y)
        for text, end in zip(cells[number], ends, strict=True):
            canvas.text(end, y, text, size, bold=not number, align="right")
    return canvas


def _marks(canvas: Canvas, ranges: Ranges, row: Row, scale: Scale, y: float) -> None:
    color = "subject" if row is ranges.rows[0] else "peer"
    measure, ends = ranges.measure, ranges.ends(row)
    if len(ends) == 2:
        canvas.line((scale.at(ends[0]), y), (scale.at(ends[1]), y), color, 3)
    if not measure.known(row):
        return
    x = scale.at(measure.value(row))
    with canvas.saying(ranges.saying(row)):
        if measure.is_open(row):
            canvas.arrowhead(x + 8, y, color, 9)
        else:
            canvas.dot(x, y, 9, color)


def _axis(
    canvas: Canvas, measure: Measure, scale: Scale, span: tuple[float, float], layout: Layout
) -> None:
    """Draw lines at round amounts, as many as have room for their numbers."""
    for number in range(4 if layout.beside else 2, 0, -1):
        ticks = scale.ticks(number)
        texts = [on_scale(measure.money(tick) if tick else "$0", tick) for tick in ticks]
        halves = [text_width(text, layout.small) / 2 for text in texts]
        at = list(zip(map(scale.at, ticks), halves, strict=True))
        if all(x + half + 6 < right - other for (x, half), (right, other) in pairwise(at)):
            break
    else:
        ticks, texts = ticks[:1], texts[:1]
    below = span[1] + 4 + layout.small * LEADING / 2
    for tick, text in zip(ticks, texts, strict=True):
        x = scale.at(tick)
        canvas.line((x, span[0]), (x, span[1]), "axis" if tick == 0 else "rule", 1)
        canvas.text(x, below, text, layout.small, "muted", align="center")
