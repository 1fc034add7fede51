"""The drawings of places: a map of tiles with their medians, and all places from high to low."""

from __future__ import annotations

from labor.answers.places.grid import COLUMNS, ROWS, TILES
from labor.answers.places.rows import APART, HIGHER, LOWER, NEAR, NONE, OPEN, PLAIN, Places
from labor.provenance.columns import origin_of
from labor.provenance.origin import together
from labor.provenance.text import joined, mark
from labor.show.canvas import Frame, Scale, Surface, text_width, wrap
from labor.show.layout import LEADING, Layout
from labor.show.rows import Row
from labor.show.words import has_number, on_scale

#: Height of a tile, and gap between tiles, wide and narrow.
_TILE = {True: (46, 4), False: (38, 2)}

#: Fill, outline and colour of the text of a tile.
_LOOKS = {
    HIGHER: ("subject", "", "paper"),
    NEAR: ("band", "", "ink"),
    LOWER: ("paper", "axis", "ink"),
    OPEN: ("band", "", "ink"),
    PLAIN: ("paper", "axis", "ink"),
    NONE: ("paper", "rule", "muted"),
}


def draw_map(places: Places, width: int, frame: Frame) -> Surface:
    """Draw a tile for each place, with its postal code and median in it.

    Args:
        places: One occupation in all places.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The surface; how a place stands to the nation is told by the number and by the fill.
    """
    layout = Layout.of(width)
    key = _key(places)
    line = layout.small * LEADING + 6
    lines = [(kind, part, not n) for kind, said in key
             for n, part in enumerate(wrap(said, layout.small, width - 40))]  # fmt: skip
    top = line * len(lines) + 10
    height, gap = _TILE[layout.beside]
    surface = Surface(width, top + ROWS * (height + gap), frame)
    for number, (kind, text, is_first) in enumerate(lines):
        y = line * (number + 0.5)
        if is_first and kind:
            _tile(surface, (0, 26), y, 16, kind)
        surface.text(34 if kind else 0, y, text, layout.small, "muted")
    across = (width + gap) / COLUMNS
    for row in places.rows:
        if row["area_code"] not in TILES:
            continue
        postal, column, down = TILES[row["area_code"]]
        left, middle = column * across, top + down * (height + gap) + height / 2
        kind = places.kind(row)
        _tile(surface, (left, left + across - gap), middle, height, kind)
        center, color = left + (across - gap) / 2, _LOOKS[kind][2]
        lower = layout.small * 0.62
        surface.text(center, middle - lower, postal, layout.small, color, bold=True, align="center")
        said = _short(places, row, layout)
        surface.text(center, middle + lower, said, layout.small, color, align="center")
    return surface


def _tile(
    surface: Surface, sides: tuple[float, float], middle: float, height: float, kind: str
) -> None:
    fill, edge, _ = _LOOKS[kind]
    left, right = sides
    surface.bar(left, right, middle, height, fill)
    if not edge:
        return
    above, below = middle - height / 2 + 0.5, middle + height / 2 - 0.5
    for y in (above, below):
        surface.line((left, y), (right, y), edge, 1)
    for x in (left + 0.5, right - 0.5):
        surface.line((x, above), (x, below), edge, 1)


def _short(places: Places, row: Row, layout: Layout) -> str:
    """The number of a tile: thousands of dollars a year, or dollars an hour."""
    if not places.measure.known(row):
        return "–"
    if places.measure.is_open(row):
        return "+"
    value = places.measure.value(row)
    origin = origin_of(row, places.measure.column)
    if places.measure.unit == "annual":
        value, origin = value / 1000, together("a / 1000", origin)
    digits = 1 if layout.beside and value < 100 else 0
    return mark(f"{value:.{digits}f}", origin, value)


def _key(places: Places) -> list[tuple[str, str]]:
    """What the fills mean, as far as they occur, and the unit first."""
    unit = "thousand dollars a year" if places.measure.unit == "annual" else "dollars an hour"
    median = places.measure.said(places.nation)
    is_open = [row for row in places.known if places.measure.is_open(row)]
    limit = places.measure.said(is_open[0]) if is_open else ""
    said = {
        HIGHER: f"{APART} or more above the nation’s median of {median}",
        NEAR: f"within {APART} of the nation’s median of {median}",
        LOWER: f"{APART} or more below it",
        OPEN: f"+ only known to be {limit}",
        PLAIN: "a number, where that of the nation is not known",
        NONE: "– not released",
    }
    found = {places.kind(row) for row in places.rows}
    return [("", f"Median in {unit}"), *((kind, said[kind]) for kind in said if kind in found)]


def draw_ranking(places: Places, width: int, frame: Frame) -> Surface:
    """Draw the median and the middle half of every place, from high to low.

    Args:
        places: One occupation in all places.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The surface; the nation's row stands first and its median is carried down. Letters stand
        beside places where published errors say which cannot be told apart.
    """
    layout = Layout.of(width)
    rows = [places.nation, *places.ranked]
    size, height = layout.small, layout.small * LEADING + 5
    names = 8 + max(text_width(_name(row), size, bold=True) for row in rows)
    said = [places.measure.said(row) for row in rows]
    # The end column holds the number and, where there are any, the letters.
    texts = [
        joined(" ", filter(None, (text, _letters(row))))
        for text, row in zip(said, rows, strict=True)
    ]
    right = width - max(text_width(text, size, bold=True) for text in texts) - 10
    scale = Scale(0, _highest(places, rows) * 1.03 or 1.0, names + 8, right)
    line = size * LEADING
    key = wrap("Dot: median. Line: middle half of the workers.", size, width)
    top = line * len(key) + 8
    bottom = top + height * len(rows)
    surface = Surface(width, bottom + line + 6, frame)
    for number, text in enumerate(key):
        surface.text(0, line * (number + 0.5), text, size, "muted")
    surface.bar(0, width, top + height / 2, height, "band")
    _axis(surface, places, scale, (top, bottom), layout)
    if places.has_middle:
        x = scale.at(places.measure.value(places.nation))
        surface.line((x, top), (x, bottom), "subject", 1.25, dashed=True)
    for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
        y, first = top + height * (number + 0.5), number == 0
        surface.text(4, y, _name(row), size, bold=first)
        _marks(surface, places, row, scale, y)
        surface.text(width - 2, y, text, size, bold=first, align="right")
    return surface


def _marks(surface: Surface, places: Places, row: Row, scale: Scale, y: float) -> None:
    color = "subject" if row is places.nation else "peer"
    ends = _ends(places, row)
    if len(ends) == 2:
        surface.line((scale.at(ends[0]), y), (scale.at(ends[1]), y), color, 3)
    if not places.measure.known(row):
        return
    x = scale.at(places.measure.value(row))
    if places.measure.is_open(row):
        surface.arrowhead(x + 8, y, color, 9)
    else:
        surface.dot(x, y, 9, color)


def _axis(
    surface: Surface, places: Places, scale: Scale, span: tuple[float, float], layout: Layout
) -> None:
    taken = -float("inf")
    for tick in scale.ticks(4 if layout.beside else 2):
        x = scale.at(tick)
        surface.line((x, span[0]), (x, span[1]), "axis" if tick == 0 else "rule", 1)
        text = on_scale(places.measure.money(tick) if tick else "$0", tick)
        half = text_width(text, layout.small) / 2
        if x - half > taken + 6:
            y = span[1] + 4 + layout.small * LEADING / 2
            surface.text(x, y, text, layout.small, "muted", align="center")
            taken = x + half


def _ends(places: Places, row: Row) -> list[float]:
    """Ends of the middle half, where both are numbers."""
    names = [f"{point}_{places.measure.unit}_usd" for point in ("p25", "p75")]
    return [float(row[name]) for name in names if has_number(row, name)]


def _highest(places: Places, rows: list[Row]) -> float:
    values = [places.measure.value(row) for row in rows if places.measure.known(row)]
    return max([*values, *(end for row in rows for end in _ends(places, row))], default=0.0)


def _name(row: Row) -> str:
    return "United States" if row["area_title"] == "U.S." else str(row["area_title"])


def _letters(row: Row) -> str:
    return str(row["letters"])
