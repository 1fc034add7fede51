"""The drawing of settings: a bar for the share of the jobs, and beside it pay, on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labor.answers.settings.numbers import NO_PAY, SHARE, ends_of, pay, share
from labor.show.canvas import Frame, Scale, Surface, text_width, wrap
from labor.show.layout import LEADING, Layout
from labor.show.measure import Measure
from labor.show.rows import Row
from labor.show.words import has_number, is_top_coded, on_scale

_NAMES, _GAP, _PADDING = 212, 14, 7
#: Width of the longest bar, wide and narrow.
_BAR = {True: 110, False: 96}
#: Thickness of a bar, and of the bar of a part of the setting above.
_THICK, _THIN = 14, 5


@dataclass(frozen=True)
class Line:
    """One line of the drawing.

    Args:
        row: Its row.
        name: Its name.
        look: "all" for all jobs, "part" for a setting inside the one above, "rest" for jobs
            without a setting, else "setting".
    """

    row: Row
    name: str
    look: str


@dataclass(frozen=True)
class _Place:
    """Where one line is, in CSS pixels from the top."""

    top: float
    bottom: float
    names: Sequence[str]
    first_name: float
    bar: float
    pay: float


@dataclass(frozen=True)
class _Lanes:
    """Scales of shares and of pay, and the strips that the pay of the lines is drawn on."""

    bars: Scale
    pay: Scale
    strips: Sequence[tuple[float, float]]
    bottom: float


def draw_settings(
    lines: Sequence[Line], key: str, measure: Measure, width: int, frame: Frame
) -> Surface:
    """Draw shares of jobs as bars and pay as dots on lines.

    Args:
        lines: Lines from top to bottom, all jobs first.
        key: What the marks mean.
        measure: Which median is drawn.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The surface; every bar and every dot has its number beside it. On narrow drawings the
        name of a line, its bar with both numbers, and its pay stand below each other.
    """
    layout = Layout.of(width)
    said = [(share(line.row), _pay(line.row, measure)) for line in lines]
    explained = wrap(key, layout.small, width)
    step = layout.small * LEADING
    head = step * (len(explained) + 1) + 12
    places = _stacked(lines, layout, head)
    surface = Surface(width, places[-1].bottom + step + 8, frame)
    lanes = _lanes(lines, said, layout, places, measure)
    _headings(surface, layout, explained, lanes)
    surface.bar(0, width, (head + places[0].bottom) / 2, places[0].bottom - head, "band")
    _axis(surface, layout, lanes, measure)
    _median(surface, lines[0].row, lanes, measure)
    for line, text, place in zip(lines, said, places, strict=True):
        bold = line.look == "all"
        for number, name in enumerate(place.names):
            y = place.first_name + step * (number + 0.5)
            surface.text(14 if line.look == "part" else 4, y, name, layout.small, bold=bold)
        _bar(surface, layout, line, text[0], lanes, place.bar)
        _mark(surface, line, lanes, measure, place.pay)
        surface.text(width - 2, place.bar, text[1], layout.small, bold=bold, align="right")
    return surface


def _pay(row: Row, measure: Measure) -> str:
    """Pay beside its mark; nothing for jobs that have no setting."""
    return "" if row["kind"] in NO_PAY else pay(row, measure)


def _stacked(lines: Sequence[Line], layout: Layout, top: float) -> list[_Place]:
    """Give each line its strip of the drawing, from top to bottom without gaps."""
    step = layout.small * LEADING
    room = (_NAMES if layout.beside else layout.width) - 22
    places: list[_Place] = []
    for line in lines:
        names = wrap(line.name, layout.small, room, bold=line.look == "all")
        text = len(names) * step
        if layout.beside:
            height = max(text, step) + 2 * _PADDING
            middle = top + height / 2
            place = _Place(top, top + height, names, middle - text / 2, middle, middle)
        else:
            bar = top + _PADDING + text + step / 2
            paid = bar if line.row["kind"] in NO_PAY else bar + step
            bottom = paid + step / 2 + _PADDING
            place = _Place(top, bottom, names, top + _PADDING, bar, paid)
        places.append(place)
        top = place.bottom
    return places


def _lanes(
    lines: Sequence[Line],
    said: Sequence[tuple[str, str]],
    layout: Layout,
    places: Sequence[_Place],
    measure: Measure,
) -> _Lanes:
    left = _NAMES + _GAP if layout.beside else 4
    bars = Scale(0, 100, left, left + _BAR[layout.beside])
    highest = max((value for line in lines for value in _values(line.row, measure)), default=1.0)
    bottom = places[-1].bottom
    if not layout.beside:
        strips = [(one.pay - 9, one.pay + 9) for one in places if one.pay > one.bar]
        return _Lanes(bars, Scale(0, highest * 1.04, left, layout.width - 8), strips, bottom)
    ends = [
        bars.at(_share(line)) + 6 + text_width(text, layout.small, bold=True)
        for line, (text, _) in zip(lines, said, strict=True)
    ]
    start = max(ends) + _GAP
    texts = max(text_width(text, layout.small, bold=True) for _, text in said)
    paid = Scale(0, highest * 1.04, start, max(layout.width - texts - 12, start + 24))
    return _Lanes(bars, paid, [(places[0].top, bottom)], bottom)


def _share(line: Line) -> float:
    return float(line.row[SHARE]) if has_number(line.row, SHARE) else 0.0


def _values(row: Row, measure: Measure) -> list[float]:
    own = [measure.value(row)] if measure.known(row) else []
    return own + ends_of(row, measure)


def _headings(surface: Surface, layout: Layout, key: list[str], lanes: _Lanes) -> None:
    step = layout.small * LEADING
    for number, text in enumerate(key):
        surface.text(0, step * (number + 0.5), text, layout.small, "muted")
    y = step * (len(key) + 0.5) + 6
    surface.text(lanes.bars.left, y, "Share of jobs", layout.small, "muted", bold=True)
    surface.text(layout.width - 2, y, "Median pay", layout.small, "muted", bold=True, align="right")


def _axis(surface: Surface, layout: Layout, lanes: _Lanes, measure: Measure) -> None:
    taken = -float("inf")
    for tick in lanes.pay.ticks(4):
        x = lanes.pay.at(tick)
        for above, below in lanes.strips:
            surface.line((x, above), (x, below), "axis" if tick == 0 else "rule", 1)
        text = on_scale(measure.money(tick) if tick else "$0", tick)
        width = text_width(text, layout.small)
        # The first text of a narrow drawing begins at its edge, not outside it.
        left = max(x - width / 2, 0)
        if left > taken + 6 and left + width <= layout.width:
            y = lanes.bottom + 4 + layout.small * LEADING / 2
            surface.text(left, y, text, layout.small, "muted")
            taken = left + width
    if layout.beside:
        x = lanes.bars.left
        surface.line((x, lanes.strips[0][0]), (x, lanes.bottom), "axis", 1)


def _median(surface: Surface, row: Row, lanes: _Lanes, measure: Measure) -> None:
    """The median of all jobs, carried down to compare with."""
    if measure.known(row) and not measure.is_open(row):
        x = lanes.pay.at(measure.value(row))
        for above, below in lanes.strips:
            surface.line((x, above), (x, below), "subject", 1.25, dashed=True)


def _bar(
    surface: Surface, layout: Layout, line: Line, text: str, lanes: _Lanes, middle: float
) -> None:
    value = _share(line)
    left, end = lanes.bars.left, lanes.bars.at(value)
    look = {"all": ("subject", ""), "rest": ("paper", "axis")}
    color, edge = look.get(line.look, ("peer", ""))
    if value:
        thickness = _THIN if line.look == "part" else _THICK
        surface.bar(left, max(end, left + 1.5), middle, thickness, color, edge)
    surface.text(end + 6, middle, text, layout.small, bold=line.look == "all")


def _mark(surface: Surface, line: Line, lanes: _Lanes, measure: Measure, y: float) -> None:
    color = "subject" if line.look == "all" else "peer"
    ends = ends_of(line.row, measure)
    if ends:
        first, last = (lanes.pay.at(end) for end in ends)
        surface.line((first, y), (last, y), color, 3)
        if is_top_coded(line.row, f"p75_{measure.unit}_usd"):
            surface.arrowhead(last + 7, y, color, 8)
    if not measure.known(line.row):
        return
    x = lanes.pay.at(measure.value(line.row))
    if measure.is_open(line.row):
        surface.arrowhead(x + 8, y, color, 9)
    else:
        surface.dot(x, y, 9, color)
