"""The key of the pay chart: what its marks mean, in one line or several."""

from __future__ import annotations

from labor.show.canvas import Surface, text_width
from labor.show.layout import LEADING, Layout

#: Thickness of the line and the box, and width of the dot, in CSS pixels.
LINE, BOX, DOT = 3, 13, 14

#: Room for a mark, and between two entries.
_MARK, _GAP = 34, 22

#: Lines of the key; an entry is a mark, its words and where it begins.
Key = list[list[tuple[str, str, float]]]


def key_of(layout: Layout, *, with_members: bool) -> Key:
    """Set the entries of the key in lines.

    Args:
        layout: Layout of the chart.
        with_members: Whether a group shows the medians of its occupations.

    Returns:
        Entries by line.
    """
    entries = [
        ("line", "8 in 10 workers"),
        ("box", "middle half"),
        ("dot", "median: half earn less"),
    ]
    if with_members:
        entries.append(("ticks", "medians of a group’s occupations"))
    lines: Key = [[]]
    x = 0.0
    for mark, text in entries:
        width = _MARK + text_width(text, layout.small)
        if x and x + width > layout.width:
            lines.append([])
            x = 0.0
        lines[-1].append((mark, text, x))
        x += width + _GAP
    return lines


def draw_key(surface: Surface, layout: Layout, key: Key) -> None:
    """Draw the key at the top of the chart."""
    for number, line in enumerate(key):
        y = layout.small * LEADING * (number + 0.5)
        for mark, text, x in line:
            _draw_mark(surface, mark, x, y)
            surface.text(x + _MARK, y, text, layout.small, "muted")


def _draw_mark(surface: Surface, mark: str, x: float, y: float) -> None:
    if mark == "line":
        surface.line((x, y), (x + 26, y), "peer", LINE)
    elif mark == "box":
        surface.bar(x, x + 26, y, BOX - 2, "peer")
    elif mark == "dot":
        surface.dot(x + 13, y, DOT - 2, "peer")
    else:
        for offset in (7, 13, 19):
            surface.line((x + offset, y - 4), (x + offset, y + 4), "ink", 1.5)
