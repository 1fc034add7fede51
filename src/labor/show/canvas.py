"""A matplotlib figure drawn in CSS pixels from its top left corner, and scales for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from labor.provenance.text import plain, with_marks
from labor.show.theme import FONT, LIGHT

#: Begins the name of the group of a mark that says a sentence: "say: Median of actors ...".
SAY = "say: "
#: Between the lines of a hatched bar, in CSS pixels.
_HATCH = 7


@dataclass(frozen=True)
class Frame:
    """What surrounds a drawing that stands alone: room for title and source, and paper."""

    above: float = 0
    below: float = 0
    margin: float = 0
    paper: bool = False


class Canvas:
    """One drawing.

    At 72 dots per inch a point of matplotlib is a CSS pixel of the SVG, so text has the
    size it is given and a phone's drawing can be laid out for a phone.

    Args:
        width: Width of the drawing in CSS pixels, without the frame.
        height: Its height.
        frame: Room around it; positions count from inside the frame.
    """

    def __init__(self, width: float, height: float, frame: Frame) -> None:
        self.width, self.height = width, height
        self._alone = frame.paper
        whole = (width + 2 * frame.margin, height + frame.above + frame.below)
        self.figure = Figure(figsize=(whole[0] / 72, whole[1] / 72), dpi=72)
        self.figure.patch.set(facecolor=LIGHT["paper"], visible=frame.paper)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set(
            xlim=(-frame.margin, width + frame.margin), ylim=(height + frame.below, -frame.above)
        )
        self._axes.set_axis_off()
        # matplotlib would draw all bars below all lines; here what comes later lies on top.
        self._order = count()
        self._said = ""

    @contextmanager
    def saying(self, sentence: str) -> Iterator[None]:
        """Let what is drawn inside answer with a sentence when it is pointed at.

        Args:
            sentence: What the mark shows, for people: whose number, when, how much, whence.
        """
        self._said = with_marks(sentence)
        yield
        self._said = ""

    @property
    def _group(self) -> str | None:
        """Name of the group of a shape; a picture that stands alone has none."""
        return f"{SAY}{self._said}" if self._said and not self._alone else None

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        color: str = "ink",
        *,
        bold: bool = False,
        align: str = "left",
        on: str = "",
    ) -> None:
        """Write one line; `y` is its middle, `on` a colour to lay under it.

        The drawing of a page keeps the marks of its numbers, as the name of their group.
        """
        if on:
            width = text_width(text, size, bold=bold)
            left = x - width * {"left": 0, "center": 0.5, "right": 1}[align]
            self.bar(left - 2, left + width + 2, y, size * 1.25, on)
        self._axes.text(
            x,
            y,
            plain(text),
            gid=None if self._alone else with_marks(text),
            fontsize=size,
            fontweight="bold" if bold else "normal",
            color=LIGHT[color],
            ha=align,
            va="center_baseline",
            zorder=next(self._order),
        )

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        color: str,
        width: float,
        *,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        self._axes.plot(
            *zip(start, end, strict=True),
            color=LIGHT[color],
            linewidth=width,
            linestyle=(0, (3, 2.5)) if dashed else "solid",
            solid_capstyle="butt",
            gid=self._group,
            clip_on=False,
            zorder=next(self._order),
        )

    def bar(
        self, left: float, right: float, y: float, thickness: float, color: str, edge: str = ""
    ) -> None:
        """Draw a horizontal bar centred on `y`; with `edge` it is outlined and dashed."""
        self._axes.add_patch(
            Rectangle(
                (left, y - thickness / 2),
                right - left,
                thickness,
                facecolor=LIGHT[color],
                edgecolor=LIGHT[edge] if edge else "none",
                linewidth=1.5 if edge else 0,
                linestyle=(0, (3, 2)) if edge else "solid",
                gid=self._group,
                clip_on=False,
                zorder=next(self._order),
            )
        )

    def box(
        self,
        left: float,
        right: float,
        y: float,
        thickness: float,
        color: str,
        edge: str,
        width: float,
    ) -> None:
        """Draw a horizontal bar centred on `y` with a whole edge of `width` inside its sides."""
        self._axes.add_patch(
            Rectangle(
                (left + width / 2, y - (thickness - width) / 2),
                right - left - width,
                thickness - width,
                facecolor=LIGHT[color],
                edgecolor=LIGHT[edge],
                linewidth=width,
                joinstyle="miter",
                gid=self._group,
                clip_on=False,
                zorder=next(self._order),
            )
        )

    def hatch(self, left: float, right: float, y: float, thickness: float, color: str) -> None:
        """Draw slanted lines inside a bar centred on `y`, cut at its sides."""
        above, below = y - thickness / 2, y + thickness / 2
        ends = []
        for at in range(_HATCH, round(right - left + thickness), _HATCH):
            # From the upper edge down to the left, at 45 degrees.
            x = left + at
            ends.append((min(x, right), above + max(x - right, 0)))
            ends.append((max(x - thickness, left), min(above + at, below)))
        lines = Path(ends, [Path.MOVETO, Path.LINETO] * (len(ends) // 2))
        self._axes.add_patch(
            PathPatch(
                lines,
                fill=False,
                edgecolor=LIGHT[color],
                linewidth=1,
                gid=self._group,
                clip_on=False,
                zorder=next(self._order),
            )
        )

    def dot(self, x: float, y: float, size: float, color: str) -> None:
        """Draw a round mark with a hole, so that it shows on a bar of its own colour."""
        self._axes.add_patch(
            Circle(
                (x, y),
                size / 2,
                facecolor=LIGHT["paper"],
                edgecolor=LIGHT[color],
                linewidth=2.5,
                gid=self._group,
                clip_on=False,
                zorder=next(self._order),
            )
        )

    def arrowhead(self, x: float, y: float, color: str, size: float = 10) -> None:
        """Draw a head that points right, its tip at `x`."""
        corners = [(x - size, y - size * 0.6), (x, y), (x - size, y + size * 0.6)]
        self._axes.add_patch(
            Polygon(
                corners,
                facecolor=LIGHT[color],
                linewidth=0,
                gid=self._group,
                clip_on=False,
                zorder=next(self._order),
            )
        )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in CSS pixels, measured in the theme's font."""
    return size * _unit_width(plain(text), bold=bold)


@lru_cache(maxsize=4096)
def _unit_width(text: str, *, bold: bool) -> float:
    """Width at a size of 1: widths grow with the size."""
    font = FontProperties(family=FONT, size=1, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than a width in CSS pixels, at spaces."""
    lines: list[str] = []
    for word in with_marks(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Scale:
    """Numbers to pixels, straight and with zero on it."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Pixel position of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def ticks(self, number: int) -> list[float]:
        """At most about `number` round values inside the scale."""
        found = MaxNLocator(number, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
        return [float(value) for value in found if self.low <= value <= self.high]
