"""Pay of several roles: how wide it spreads, and where its middle is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from labor.answers.compare.answer import Comparison, pay_of
from labor.answers.compare.pay_words import pay_finding, unit_of
from labor.answers.compare.tables import pay_table_of
from labor.show import cautions, words
from labor.show.canvas import Canvas, Frame, Scale, text_width
from labor.show.chart import Chart
from labor.show.layout import LEADING, Layout, RowBox, draw_names, ground_of
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row, label, members, ordered
from labor.show.words import (
    between,
    dollars,
    has_number,
    is_top_coded,
    on_scale,
    say,
    without_estimate,
)
from labor.terms import PERCENTILES

_ADJECTIVES = {"annual": "Annual", "hourly": "Hourly"}

_HEAD = 11

#: Least room between two numbers.
_APART = 10
#: Thickness of the line and the box, and width of the dot, in CSS pixels.
LINE, BOX, DOT = 3, 13, 14

#: Room for a mark, and between two entries.
_KEY_MARK, _KEY_GAP = 34, 22

#: Lines of the key; an entry is a mark, its words and where it begins.
Key = list[list[tuple[str, str, float]]]


def pay_chart(comparison: Comparison | pd.DataFrame) -> Chart:
    """Draw the range of pay of each role, in US dollars, and mark its median.

    It is annual pay, or hourly where the subject has only that.

    Args:
        comparison: What `labor.compare` gives; its table `pay` is taken too, which is deprecated.

    Returns:
        A chart with a row per role. A top-coded end is an arrow and its words; pay that is
        not released is said so; a group of occupations shows an estimate, marked as one, or
        the range of its members' medians.

    Raises:
        AnalysisError: It is something else, or has no rows.
    """
    pay = pay_of("pay_chart", comparison)
    rows = ordered(pay, "median_annual_usd")
    when = words.period(int(rows[0]["reference_year"]))
    where = words.place(rows[0]["area_title"])
    unit = _unit(rows)
    rows = ordered(pay, f"median_{unit}_usd")
    return Chart(
        title=pay_finding(rows),
        subtitle=f"{_ADJECTIVES[unit]} pay before taxes of wage and salary workers, in U.S. "
        f"dollars, {where}, {when}.{cautions.below_title([(label(row), row) for row in rows])}",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {when}.",
        description=" ".join(
            ["Range chart, one row for each role.", *(_spoken(row, unit) for row in rows)]
        ),
        table=pay_table_of(pay),
        draw=partial(
            draw, [PayRow(row, members(pay, row), _instead(row, unit), unit) for row in rows]
        ),
    )


def _unit(rows: Sequence[Row]) -> str:
    """By the year or the hour: as the subject's median is told, or else most medians are."""
    subjects = [row for row in rows if row["is_subject"]]
    own = unit_of(subjects[0]) if len(subjects) == 1 else ""
    return own or Measure.of(rows).unit


def _spoken(row: Row, unit: str) -> str:
    """One row of the chart as a sentence."""
    if not has_number(row, f"median_{unit}_usd"):
        return f"{label(row)}: {_instead(row, unit)}."
    median = say(row, f"median_{unit}_usd", dollars)
    middle = between(row, f"p25_{unit}_usd", f"p75_{unit}_usd", dollars)
    most = between(row, f"p10_{unit}_usd", f"p90_{unit}_usd", dollars)
    text = f"{label(row)}: median {median}; middle half {middle}; 8 in 10 workers {most}"
    care = cautions.in_cell(row)
    return f"{text}; {care}." if care else f"{text}."


def _instead(row: Row, unit: str) -> str:
    """What is said of a row without a median in the unit of the chart."""
    if has_number(row, "low_median_annual_usd"):
        low = say(row, "low_median_annual_usd", dollars)
        ends = f"{low} to {say(row, 'high_median_annual_usd', dollars)}"
        return f"medians from {ends}{' a year' if unit == 'hourly' else ''}"
    for other in UNITS:
        if other != unit and has_number(row, f"median_{other}_usd"):
            paid = {"annual": "year", "hourly": "hour"}[other]
            return f"paid by the {paid}: median {say(row, f'median_{other}_usd', dollars)}"
    return f"{_ADJECTIVES[unit].lower()} pay {say(row, f'median_{unit}_usd', dollars)}"


@dataclass(frozen=True)
class PayRow:
    """One row of the chart.

    Args:
        data: Its row of the pay table.
        members: Rows of its member occupations, if it is a group.
        instead: What is said where there is no median in the unit.
        unit: "annual" or "hourly" pay.
    """

    data: Row
    members: Sequence[Row]
    instead: str
    unit: str = "annual"

    def value(self, point: str) -> float | None:
        """Pay at a percentile; None where there is no number."""
        name = f"{point}_{self.unit}_usd"
        return float(self.data[name]) if has_number(self.data, name) else None

    def text(self, point: str) -> str:
        """The same in words."""
        return say(self.data, f"{point}_{self.unit}_usd", dollars)

    def end(self, point: str) -> str:
        """Words for an end of the range; that it is estimated is said once, at the median."""
        return without_estimate(self.text(point)) if self.value(point) is not None else ""

    def is_open(self, point: str) -> bool:
        """Whether pay at a percentile is only known to be at least its value."""
        return is_top_coded(self.data, f"{point}_{self.unit}_usd")

    def said(self, what: str, low: str, high: str) -> str:
        """A sentence on a mark: "Median of actors, May 2025: $29.05 an hour. BLS, ..."."""
        people, when = words.plural(words.running(label(self.data))), self.data["reference_year"]
        first, last = (f"{point}_{self.unit}_usd" for point in (low, high))
        amount = self.text(low) if low == high else between(self.data, first, last, dollars)
        area = self.data["area_title"]
        where = "" if area == "U.S." else f" in {area}"
        return (
            f"{what} {people}{where}, {words.period(int(when))}: {amount} {UNITS[self.unit]}. "
            f"{words.survey_of(area)}."
        )

    @property
    def color(self) -> str:
        """Colour token of its marks."""
        return "subject" if self.data["is_subject"] else "peer"

    @property
    def member_medians(self) -> list[float]:
        """Medians of the member occupations, as far as they are published."""
        column = f"median_{self.unit}_usd"
        return [float(row[column]) for row in self.members if has_number(row, column)]

    @property
    def largest(self) -> float:
        """Largest number the axis must hold."""
        values = [self.value(point) for point in PERCENTILES]
        return max([v for v in values if v is not None] + self.member_medians, default=0.0)


def draw(rows: Sequence[PayRow], width: int, frame: Frame) -> Canvas:
    """Draw the chart.

    Args:
        rows: Rows from top to bottom.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The canvas with everything on it.
    """
    layout = Layout.of(width)
    line = layout.small * LEADING
    key = key_of(layout, with_members=any(row.member_medians for row in rows))
    top = len(key) * line + 10
    bands = layout.bands([row.data for row in rows], top, layout.label * LEADING + 20 + line)
    canvas = Canvas(width, bands[-1].bottom + 6 + line, frame)
    scale = _scale(rows, layout)
    for band, row in zip(bands, rows, strict=True):
        if row.data["is_subject"]:
            canvas.bar(0, width, (band.top + band.bottom) / 2, band.bottom - band.top, "band")
    _axis(canvas, layout, scale, (top, bands[-1].bottom))
    _guide(canvas, scale, rows, bands)
    for band, row in zip(bands, rows, strict=True):
        draw_names(canvas, layout, band, row.data)
        # The median's number stands above the marks and needs more height than the ends'.
        _Marks(canvas, layout, scale, band.marks + 1, row).draw()
    draw_key(canvas, layout, key)
    return canvas


def _scale(rows: Sequence[PayRow], layout: Layout) -> Scale:
    reaches_out = any(row.is_open(point) for row in rows for point in PERCENTILES)
    largest = max(row.largest for row in rows)
    high = largest * (1.1 if reaches_out else 1.02) or 1.0
    return Scale(0, high, layout.left, layout.width - 26)


def _axis(canvas: Canvas, layout: Layout, scale: Scale, span: tuple[float, float]) -> None:
    """Lines and amounts at round numbers; none where no row has a number."""
    if scale.high <= 1:
        return
    for tick in scale.ticks(5 if layout.beside else 3):
        x = scale.at(tick)
        canvas.line((x, span[0]), (x, span[1]), "axis" if tick == 0 else "rule", 1)
        text = on_scale(f"${tick:,.0f}", tick)
        half = text_width(text, layout.small) / 2
        y = span[1] + 6 + layout.small * LEADING / 2
        middle = min(max(x, half), layout.width - half)
        canvas.text(middle, y, text, layout.small, "muted", align="center")


def _guide(canvas: Canvas, scale: Scale, rows: Sequence[PayRow], bands: Sequence[RowBox]) -> None:
    """The subject's median carried down through the other rows, for the eye to compare."""
    subjects = [row for row in rows if row.data["is_subject"]]
    if len(subjects) != 1 or len(rows) == 1 or subjects[0].is_open("median"):
        return
    median = subjects[0].value("median")
    if median is None:
        return
    x = scale.at(median)
    canvas.line((x, bands[0].marks), (x, bands[-1].bottom), "subject", 1.25, dashed=True)


@dataclass(frozen=True)
class _Marks:
    """The marks of one row around the height `y`."""

    canvas: Canvas
    layout: Layout
    scale: Scale
    y: float
    row: PayRow

    def draw(self) -> None:
        if self.row.value("median") is None:
            self._without_median()
            return
        with self.canvas.saying(self.row.said("8 in 10", "p10", "p90")):
            self._line()
        with self.canvas.saying(self.row.said("Middle half of", "p25", "p75")):
            self._box()
        self._member_medians()
        if not self.row.is_open("median"):
            with self.canvas.saying(self.row.said("Median of", "median", "median")):
                self.canvas.dot(self._at("median"), self.y, DOT, self.row.color)
        self._median()
        self._ends()

    def _at(self, point: str) -> float:
        """Position of a percentile; one without a number lies on the median."""
        value = self.row.value(point)
        if value is None:
            return self._at("median")
        if self.row.is_open(point):
            return self.canvas.width - 4
        return self.scale.at(value)

    def _line(self) -> None:
        end = self._at("p90")
        if self.row.is_open("p90"):
            self.canvas.arrowhead(end, self.y, self.row.color, _HEAD)
            end -= _HEAD / 2
        self.canvas.line((self._at("p10"), self.y), (end, self.y), self.row.color, LINE)

    def _box(self) -> None:
        left, right = self._at("p25"), self._at("p75")
        right -= _HEAD * 1.5 if self.row.is_open("p75") else 0
        if self.row.data["role_kind"] == "composite":
            self.canvas.bar(left, right, self.y, BOX, "paper", edge=self.row.color)
        elif right > left:
            self.canvas.bar(left, right, self.y, BOX, self.row.color)

    def _member_medians(self) -> None:
        for median in self.row.member_medians:
            x = self.scale.at(median)
            self.canvas.line((x, self.y - 5), (x, self.y + 5), "ink", 1.5)

    def _median(self) -> None:
        text, size = self.row.text("median"), self.layout.label
        width = text_width(text, size, bold=True)
        x = self._inside(self._at("median") - width / 2, width) + width / 2
        y = self.y - 10 - size * LEADING / 2
        ground = ground_of(self.row.data)
        self.canvas.text(x, y, text, size, bold=True, align="center", on=ground)

    def _ends(self) -> None:
        """The numbers at both ends, moved beside each other where they would touch."""
        size, ground = self.layout.small, ground_of(self.row.data)
        y = self.y + 12 + size * LEADING / 2
        texts = {point: text for point in ("p10", "p90") if (text := self.row.end(point))}
        widths = {point: text_width(text, size) for point, text in texts.items()}
        starts = {point: self._inside(self._at(point) - w / 2, w) for point, w in widths.items()}
        if len(texts) == 2 and starts["p10"] + widths["p10"] + _APART > starts["p90"]:
            both = widths["p10"] + _APART + widths["p90"]
            middle = (self._at("p10") + self._at("p90")) / 2
            starts["p10"] = self._inside(middle - both / 2, both)
            starts["p90"] = starts["p10"] + widths["p10"] + _APART
        for point, text in texts.items():
            x = starts[point] + widths[point] / 2
            self.canvas.text(x, y, text, size, "muted", align="center", on=ground)

    def _inside(self, start: float, width: float) -> float:
        """Where something of a width begins so that it stays inside the drawing."""
        return max(min(start, self.canvas.width - width), self.layout.left)

    def _without_median(self) -> None:
        is_annual = self.row.unit == "annual"  # the range of a group's medians is
        if not is_annual or not has_number(self.row.data, "low_median_annual_usd"):
            self._words(self.y)
            return
        ends = [float(self.row.data[f"{end}_median_annual_usd"]) for end in ("low", "high")]
        low, high = map(self.scale.at, ends)
        self.canvas.line((low, self.y), (high, self.y), self.row.color, LINE, dashed=True)
        self._member_medians()
        self._words(self.y - 10 - self.layout.small * LEADING / 2)

    def _words(self, y: float) -> None:
        size, ground = self.layout.small, ground_of(self.row.data)
        self.canvas.text(self.layout.left + 6, y, self.row.instead, size, "muted", on=ground)


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
        width = _KEY_MARK + text_width(text, layout.small)
        if x and x + width > layout.width:
            lines.append([])
            x = 0.0
        lines[-1].append((mark, text, x))
        x += width + _KEY_GAP
    return lines


def draw_key(canvas: Canvas, layout: Layout, key: Key) -> None:
    """Draw the key at the top of the chart."""
    for number, line in enumerate(key):
        y = layout.small * LEADING * (number + 0.5)
        for mark, text, x in line:
            _draw_mark(canvas, mark, x, y)
            canvas.text(x + _KEY_MARK, y, text, layout.small, "muted")


def _draw_mark(canvas: Canvas, mark: str, x: float, y: float) -> None:
    if mark == "line":
        canvas.line((x, y), (x + 26, y), "peer", LINE)
    elif mark == "box":
        canvas.bar(x, x + 26, y, BOX - 2, "peer")
    elif mark == "dot":
        canvas.dot(x + 13, y, DOT - 2, "peer")
    else:
        for offset in (7, 13, 19):
            canvas.line((x + offset, y - 4), (x + offset, y + 4), "ink", 1.5)
