"""A chart: its drawings for wide and narrow places, its words, its table, and how to save it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from labor.errors import ReportError
from labor.provenance.text import Traced
from labor.show import theme
from labor.show.canvas import Canvas, Frame, wrap
from labor.show.display import paragraph, wrapped
from labor.show.svg import inline_svg
from labor.show.table import Table

#: Draws a chart of a width inside a frame.
Draw = Callable[[int, Frame], Canvas]

_LEADING = 1.35
#: Characters of a file's name.
_LONGEST = 90


@dataclass(frozen=True)
class Chart:
    """A figure with everything a reader needs to check it.

    Its texts are plain strings; the page shows where their numbers come from.

    Args:
        title: The finding, as a sentence with its numbers.
        subtitle: Exact measure, unit, place and period.
        source: Publisher, table and vintage.
        description: Text alternative: what is drawn, row by row, with the numbers.
        table: The same numbers as a table.
        draw: Draws the chart for a width of `theme.WIDE` or `theme.NARROW` pixels inside
            a frame.
    """

    title: str
    subtitle: str
    source: str
    description: str
    table: Table
    draw: Draw

    def __post_init__(self) -> None:
        for name in ("title", "subtitle", "source", "description"):
            object.__setattr__(self, name, Traced(getattr(self, name)))

    def __repr__(self) -> str:
        return f"{self.title}\n{self.subtitle}\n{self.description}\n{self.source}"

    def svg(self, width: int = theme.WIDE) -> str:
        """The drawing for a width as an SVG element for a page."""
        with theme.settings():
            figure = self.draw(width, Frame()).figure
            return inline_svg(figure, f"{self.name}-{width}", self.title, self.description)

    @property
    def name(self) -> str:
        """A name for ids in a page; the same chart has the same name."""
        content = f"{self.title}{self.subtitle}{self.description}".encode()
        return f"chart-{hashlib.sha256(content).hexdigest()[:8]}"

    @property
    def file_name(self) -> str:
        """A name for files after what they hold, "registered-nurses-annual-pay-may-2025"."""
        who = self.title.partition(":")[0] if ":" in self.title else ""
        text = f"{who} {self.table.caption}".lower()
        for common in ("in u.s. dollars", "united states", "u.s."):
            text = text.replace(common, "")
        return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:_LONGEST].strip("-")

    def _repr_html_(self) -> str:
        with theme.settings():
            # Words and their marks are long: both drawings share those of the first.
            figure = self.draw(theme.NARROW, Frame()).figure
            narrow = inline_svg(figure, f"{self.name}-{theme.WIDE}")
        caption = paragraph(self.title, "labor-title") + paragraph(self.subtitle, "labor-subtitle")
        return wrapped(
            f'<figure class="labor-chart" id="{self.name}">'
            f"<figcaption>{caption}</figcaption>"
            f'<div class="labor-wide">{self.svg(theme.WIDE)}</div>'
            f'<div class="labor-narrow">{narrow}</div>'
            f"{paragraph(self.source, 'labor-source')}"
            f"<details><summary>Numbers as a table</summary>"
            f"{self.table.html}{self.table.download(self.file_name)}</details>"
            "</figure>"
        )

    def save(self, path: str | Path, *, width: int = theme.WIDE) -> Path:
        """Save the chart with its title, measure and source as a picture.

        Args:
            path: File to write; `.svg`, `.png` and `.pdf` are known.
            width: `theme.WIDE` or `theme.NARROW`.

        Returns:
            The path.

        Raises:
            ReportError: The ending names no picture format.
        """
        path = Path(path)
        kind = path.suffix.lower().removeprefix(".")
        if kind not in ("svg", "png", "pdf"):
            raise ReportError(
                "A chart cannot be saved in this format",
                where=str(path),
                expected="a name that ends in .svg, .png or .pdf",
                got=path.suffix or "no ending",
            )
        # Dates and program versions would make every copy another file.
        clock = {"svg": "Date", "png": "Software", "pdf": "CreationDate"}[kind]
        with theme.settings():
            figure = self._standalone(width).figure
            dpi = 216 if kind == "png" else 72
            figure.savefig(path, format=kind, dpi=dpi, metadata={clock: None})
        return path

    def _standalone(self, width: int) -> Canvas:
        """The drawing with title, measure and source written around it."""
        large, small = theme.SIZES[width]["label"] + 2, theme.SIZES[width]["small"]
        above = [(line, large, "ink") for line in wrap(self.title, large, width, bold=True)]
        above += [(line, small, "muted") for line in wrap(self.subtitle, small, width)]
        below = [(line, small, "muted") for line in wrap(self.source, small, width)]
        frame = Frame(_height(above) + 40, _height(below) + 32, margin=20, paper=True)
        canvas = self.draw(width, frame)
        _write(canvas, above, 20 - frame.above)
        _write(canvas, below, canvas.height + 12)
        return canvas


def _height(lines: list[tuple[str, float, str]]) -> float:
    return sum(size * _LEADING for _, size, _ in lines)


def _write(canvas: Canvas, lines: list[tuple[str, float, str]], y: float) -> None:
    for text, size, color in lines:
        canvas.text(0, y + size * _LEADING / 2, text, size, color, bold=color == "ink")
        y += size * _LEADING
