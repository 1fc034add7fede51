"""Where the rows of a chart go: labels beside the marks on wide drawings, above on narrow ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labor.show.canvas import Canvas, wrap
from labor.show.rows import Row, label
from labor.show.theme import SIZES, WIDE

#: Height of a line of text as a multiple of its size.
LEADING = 1.3

_LABEL_COLUMN = 208
_GAP = 20
_PADDING = 5


@dataclass(frozen=True)
class RowBox:
    """The strip of a chart that one row takes, in CSS pixels from the top."""

    top: float
    bottom: float
    marks: float
    lines: tuple[str, ...]
    first_line: float


@dataclass(frozen=True)
class Layout:
    """Measures of a chart of one width, in CSS pixels.

    Args:
        width: Width of the chart.
        label: Text size of names and main numbers.
        small: Text size of everything else.
        beside: Whether names stand left of the marks; else above them.
    """

    width: int
    label: float
    small: float
    beside: bool

    @classmethod
    def of(cls, width: int) -> Layout:
        """The layout for one of the theme's widths."""
        return cls(width, **SIZES[width], beside=width >= WIDE)

    @property
    def left(self) -> float:
        """Where the area of the marks begins."""
        return _LABEL_COLUMN + _GAP if self.beside else 2

    def bands(self, rows: Sequence[Row], top: float, marks_height: float) -> list[RowBox]:
        """Stack a strip for each row.

        Args:
            rows: Rows of the chart.
            top: Where the first strip begins.
            marks_height: Height the marks and their numbers need.

        Returns:
            A strip per row, in order, without gaps.
        """
        bands: list[RowBox] = []
        room = _LABEL_COLUMN if self.beside else self.width - 8
        for row in rows:
            lines = tuple(wrap(label(row), self.label, room, bold=bool(row["is_subject"])))
            text = len(lines) * self.label * LEADING
            start = bands[-1].bottom if bands else top
            if self.beside:
                height = max(marks_height, text) + 2 * _PADDING
                marks, first = start + height / 2, start + (height - text) / 2
            else:
                height = text + 4 + marks_height + 2 * _PADDING
                first = start + _PADDING
                marks = first + text + 4 + marks_height / 2
            bands.append(RowBox(start, start + height, marks, lines, first))
        return bands


def draw_names(canvas: Canvas, layout: Layout, band: RowBox, row: Row) -> None:
    """Write a row's name, line by line; the subject's is bold."""
    for number, text in enumerate(band.lines):
        y = band.first_line + layout.label * LEADING * (number + 0.5)
        bold, ground = bool(row["is_subject"]), ground_of(row)
        canvas.text(8, y, text, layout.label, bold=bold, on="" if layout.beside else ground)


def ground_of(row: Row) -> str:
    """Colour token of the ground a row is drawn on."""
    return "band" if row["is_subject"] else "paper"
