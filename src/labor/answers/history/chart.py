"""Pay of a role over the years as a page shows it: the chart, and the blocks around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise

from labor.answers.history.answer import PayHistory, Series, not_joined
from labor.show import prose, words
from labor.show.answer import of_verbs
from labor.show.canvas import Canvas, Frame, Scale, text_width, wrap
from labor.show.chart import Chart
from labor.show.display import Block, paragraph
from labor.show.layout import LEADING, Layout
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row, label
from labor.show.table import Table
from labor.show.words import listed, on_scale, sentence_case
from labor.terms import ESTIMATED

_INDEX = "CPI-U of the months that pay refers to"
#: Height of the plot in CSS pixels, wide and narrow.
_PLOT = {True: 250, False: 210}
_DOT = 6
_KEY = "Dashed line: from here on other jobs are counted, so pay on both sides does not compare."
#: Names of the series in a drawing, where the list above it says what each is.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OPEN = "Arrow: only known to be this much or more."
_NOTHING = "No two years have a figure, so nothing is compared."
_ESTIMATED = " est."
_SHORT = "est.: an estimate, pooled from the occupations of the group."


@of_verbs(PayHistory)
def history_chart(history: PayHistory, *, real: bool | None = None) -> Chart | Block:
    """Draw the median pay of a role over the years, broken where other jobs are counted.

    Args:
        history: What `labor.history` gives.
        real: Whether in the prices of one May, or in the dollars of each year; as the history
            has it if left out.

    Returns:
        A line chart; series of different jobs are never joined, and a dashed line with a label
        stands where they meet. Years known only to be above a limit are arrows. A sentence in
        the place of the dollars of each year where one year alone has a figure.

    Raises:
        AnalysisError: It is no history, or real pay is asked for and the history has none.
    """
    plain = history.measure(real=False)
    rows = (row for one in history.series for row in one.rows if plain.known(row))
    years = {int(row["reference_year"]) for row in rows}
    if real is False and history.base_year and len(years) == 1:
        sentence = f"{words.sentence_case(words.when(*years))} is the only year with a figure."
        return Block(paragraph(sentence), sentence)
    return drawn(history, real)


def drawn(history: PayHistory, real: bool | None) -> Chart:
    """The chart of `history_chart`, whatever years it has."""
    measure = history.measure(real)
    money = "in dollars of each year"
    if measure.base_year:
        money = f"in prices of May {measure.base_year} ({_INDEX})"
    prices = ", and Consumer Price Index for All Urban Consumers" if measure.base_year else ""
    return Chart(
        title=history.finding(real),
        subtitle=f"Median pay {UNITS[measure.unit]} before taxes of wage and salary workers, "
        f"{money}, {words.place(history.area)}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics{prices}.",
        description=" ".join(["Line chart.", *(spoken(one, measure) for one in history.series)]),
        table=history.table(),
        draw=partial(draw_series, history.series, measure, list(history.changes)),
    )


@of_verbs(PayHistory)
def history_table(history: PayHistory) -> Table:
    """Median pay of every year: a row per year and code, in dollars and, if known, real pay."""
    return history.table()


@of_verbs(PayHistory)
def history_masthead(history: PayHistory) -> Block:
    """The title of a report on a history and the question it answers."""
    first = min(one.first_year for one in history.series)
    last = max(one.last_year for one in history.series)
    where = "" if history.area == "U.S." else f" in {history.area}"
    role = words.sentence_case(history.role)
    return prose.head(
        f"{role}: pay{where} {f'from {first} to {last}' if first < last else f'in {last}'}",
        "How did pay change over the years, what did it buy, and which years may be compared?",
        role=role,
        place=words.place(history.area),
        period=f"{first} to {last}",
    )


@of_verbs(PayHistory)
def history_answer(history: PayHistory) -> Block:
    """The answer in sentences."""
    return prose.paragraphs(history.sentences)


@of_verbs(PayHistory)
def history_notes(history: PayHistory) -> Block:
    """The numbered notes of the chart; nothing where there are none."""
    notes = [
        f"from {year}. {words.quoted(text, 'the register of changes of method')}"
        for year, text in history.changes.items()
    ]
    return prose.numbered(notes) if notes else Block("", "")


@of_verbs(PayHistory)
def history_caveats(history: PayHistory) -> Block:
    """What may not be compared, as a list, and folded behind it why."""
    starts = [start for start, _ in history.breaks]
    breaks = not_joined(starts) if starts else ""
    texts = [" ".join(history.area_notes), breaks, *history.other_caveats]
    shown = prose.remarks(prose.gravest(texts) or [_NOTHING])
    if not starts:
        return shown
    why = prose.remarks([f"{sentence_case(start)}: {text}" for start, text in history.breaks])
    return Block(shown.html + prose.folded(why.html), f"{shown.text}\n{why.text}")


def spoken(one: Series, measure: Measure, nothing: str = "no median published") -> str:
    """One series as a sentence: its ends, or what is said of one without a number."""
    known = [row for row in one.rows if measure.known(row)]
    if not known:
        return f"{one.codes}, {one.years}: {nothing}."
    ends = known if len(known) < 3 else [known[0], known[-1]]
    amounts = [f"{measure.said(row)} in {int(row['reference_year'])}" for row in ends]
    return f"{one.codes}, {one.years}: {listed(amounts)}."


@dataclass(frozen=True)
class _Head:
    """The name of what is counted from a year on.

    Args:
        year: First year.
        text: Letters of what is counted.
        is_break: Whether a dashed line divides it from the years before.
    """

    year: int
    text: str
    is_break: bool


def _heads_of(series: Sequence[Series]) -> list[_Head]:
    """The letters above the lines, in one place for all series that begin in the same year."""
    years = sorted({one.first_year for one in series})
    letters = dict(zip(map(id, series), _LETTERS, strict=False))
    heads = []
    for year in years:
        begun = [letters.get(id(one), "") for one in series if one.first_year == year]
        heads.append(_Head(year, ", ".join(begun), is_break=year != years[0]))
    return heads


def _legend(series: Sequence[Series]) -> list[str]:
    """What each letter stands for; of a single series, what it is."""
    if len(series) == 1:
        return [f"{series[0].title}, {series[0].years}"]
    return [
        f"{letter}  {one.title}, {one.years}" for letter, one in zip(_LETTERS, series, strict=False)
    ]


def draw_series(
    series: Sequence[Series],
    measure: Measure,
    notes: Sequence[int],
    width: int,
    frame: Frame,
) -> Canvas:
    """Draw series of pay over the years, broken where other jobs are counted.

    Args:
        series: Series in order of their first year.
        measure: Which median is drawn.
        notes: Years in which a numbered change of method begins.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The canvas with everything on it.
    """
    layout = Layout.of(width)
    line = layout.small * LEADING
    heads = _heads_of(series)
    has_open = any(measure.known(row) and measure.is_open(row) for s in series for row in s.rows)
    remarks = [_KEY] * any(head.is_break for head in heads) + [_OPEN] * has_open
    remarks += [_SHORT] * (_estimated(series, measure) == {True, False})
    texts = [*_legend(series), *remarks]
    key = [part for text in texts for part in wrap(text, layout.small, width)]
    above = line * len(key) + 8
    top = above + line * (len(series) > 1) + line + 14
    bottom = top + _PLOT[layout.beside]
    canvas = Canvas(width, bottom + line + 8, frame)
    for number, text in enumerate(key):
        canvas.text(0, line * (number + 0.5), text, layout.small, "muted")
    plot = _Plot(canvas, layout, measure, series, top, bottom)
    plot.axes()
    plot.heads(heads if len(series) > 1 else [], above)
    plot.notes(notes)
    plot.lines()
    plot.values()
    return canvas


class _Plot:
    """The area of the lines, with its two scales."""

    def __init__(
        self,
        canvas: Canvas,
        layout: Layout,
        measure: Measure,
        series: Sequence[Series],
        top: float,
        bottom: float,
    ) -> None:
        self.canvas, self.layout, self.measure, self.series = canvas, layout, measure, series
        self.top, self.bottom = top, bottom
        self.points = [row for one in series for row in one.rows if measure.known(row)]
        highest = max(map(measure.value, self.points), default=0.0)
        self.money = Scale(0, highest * 1.12 or 1.0, bottom, top)
        ticks = [self._amount(tick) for tick in self._ticks()]
        left = max((text_width(text, layout.small) for text in ticks), default=0) + 16
        first = min(one.first_year for one in series)
        last = max(one.last_year for one in series)
        # The year as such has no zero; a scale of one year stands in the middle.
        pad = 0.5 if first == last else 0.0
        self.years = Scale(first - pad, last + pad, left, layout.width - 10)

    def axes(self) -> None:
        """Lines and amounts at round numbers, and years below."""
        for tick in self._ticks():
            y = self.money.at(tick)
            start, end = (self.years.left - 6, y), (self.layout.width, y)
            self.canvas.line(start, end, "axis" if tick == 0 else "rule", 1)
            text = self._amount(tick)
            self.canvas.text(
                self.years.left - 10, y, text, self.layout.small, "muted", align="right"
            )
        self._write_years(self.bottom + 6 + self.layout.small * LEADING / 2)

    def _amount(self, tick: float) -> str:
        return on_scale(self.measure.money(tick) if tick else "$0", tick)

    def _write_years(self, y: float) -> None:
        """The first and the last year, and round ones where there is room."""
        taken: list[tuple[float, float]] = []
        for year in self._year_ticks():
            half = text_width(str(year), self.layout.small) / 2
            x = min(max(self.years.at(year), half), self.layout.width - half)
            if all(abs(x - other) > half + width + 8 for other, width in taken):
                taken.append((x, half))
                self.canvas.text(x, y, str(year), self.layout.small, "muted", align="center")

    def heads(self, heads: Sequence[_Head], start: float) -> None:
        """The letters of what is counted, each on its own side of the line that it begins at."""
        y, small = start + self.layout.small * LEADING / 2, self.layout.small
        at = [
            self.years.at(head.year - 0.5) if head.is_break else self.years.left - 6
            for head in heads
        ]
        for head, x, right in zip(heads, at, [*at[1:], float(self.layout.width)], strict=False):
            if head.is_break:
                self.canvas.line((x, start + 2), (x, self.bottom), "axis", 1.5, dashed=True)
            # Many letters before a near break begin over the amounts, where nothing stands.
            left = min(x + 4, right - text_width(head.text, small, bold=True) - 4)
            self.canvas.text(left, y, head.text, small, bold=True)

    def notes(self, years: Sequence[int]) -> None:
        """A mark where a change of method begins, with its number in the list of notes."""
        y = self.top - self.layout.small * LEADING / 2 - 6
        for number, year in enumerate(years, start=1):
            x = self.years.at(year - 0.5)
            start = (x, y + self.layout.small / 2 + 3)
            self.canvas.line(start, (x, self.bottom), "rule", 1.5)
            text = f"note {number}"
            half = text_width(text, self.layout.small) / 2
            at = min(max(x, half), self.layout.width - half)
            self.canvas.text(at, y, text, self.layout.small, "muted", align="center", on="paper")

    def lines(self) -> None:
        """Dots, joined where both numbers are known and no year lies between."""
        for one in self.series:
            for before, after in pairwise(one.rows):
                if self._joined(before, after):
                    self.canvas.line(self._at(before), self._at(after), "subject", 2.5)
            for row in one.rows:
                if not self.measure.known(row):
                    continue
                with self.canvas.saying(self._said(row)):
                    if self.measure.is_open(row):
                        self._arrow(*self._at(row))
                    else:
                        self.canvas.dot(*self._at(row), _DOT, "subject")

    def values(self) -> None:
        """The first and last number of each series, as far as they find room."""
        taken: list[tuple[float, float, float, float]] = []
        marks = [self._tip(row) for row in self.points]
        ends = []
        for before, after in chain.from_iterable(pairwise(one.rows) for one in self.series):
            if self._joined(before, after):  # a number covers no part of a line
                (x, y), (right, end) = self._at(before), self._at(after)
                marks += [(x + (right - x) * n / 4, y + (end - y) * n / 4) for n in (1, 2, 3)]
        for one in self.series:
            known = [row for row in one.rows if self.measure.known(row)]
            ends += [(row, 2) for row in known[-1:]]
            # Where several series begin at once their first numbers could not be told apart.
            ends += [(row, 1) for row in known[:-1][:1] if self._alone(row)]
        some_estimated = _estimated(self.series, self.measure) == {True, False}
        ends.sort(key=lambda end: (-end[1], -int(end[0]["reference_year"]), -self._value(end[0])))
        for row, tries in ends:
            text = words.without_estimate(self.measure.said(row))
            if some_estimated and _is_estimated(row, self.measure):  # of all the title says so
                text += _ESTIMATED
            is_letter = not self._alone(row)
            if not self._has_room(text, row):
                # It would stand among other jobs: that of the newest year names its own.
                if int(row["reference_year"]) != int(self.years.high):
                    continue
                is_letter = is_letter or len(self.series) > 1
            letter = f"{self._letter(row)}  " if is_letter else ""
            self._label(letter + text, row, tries, (taken, marks))

    def _label(
        self,
        text: str,
        row: Row,
        tries: int,
        others: tuple[list[tuple[float, float, float, float]], Sequence[tuple[float, float]]],
    ) -> None:
        """Write a number above or below its dot, unless something else is there."""
        size, (taken, marks) = self.layout.label, others
        width, height = text_width(text, size, bold=True), size * 1.3
        x, y = self._tip(row)
        start, end = self._side(row)
        if end - start < width + 6:
            start, end = self.years.left, self.layout.width
        left = max(min(x - width / 2, end - width), start)
        near = 10 + height / 2
        for middle in (y + near * side * far for far in (1, 1.7)[:tries] for side in (-1, 1)):
            box = (left - 3, middle - height / 2, left + width + 3, middle + height / 2)
            outside = box[1] < self.top - 12 or box[3] > self.bottom
            on_mark = any(_holds(box, mark) for mark in marks)
            if outside or on_mark or any(_meet(box, other) for other in taken):
                continue
            taken.append(box)
            self.canvas.text(left, middle, text, size, bold=True, on="paper")
            return

    def _has_room(self, text: str, row: Row) -> bool:
        """Whether a number fits on its own side of the breaks."""
        start, end = self._side(row)
        return end - start >= text_width(text, self.layout.label, bold=True) + 6

    def _side(self, row: Row) -> tuple[float, float]:
        """Left and right end of the part of the chart that counts what a row counts."""
        firsts = {int(one.rows[0]["reference_year"]) for one in self.series if one.rows}
        year = int(row["reference_year"])
        later = min((first for first in firsts if first > year), default=0)
        start = self.years.at(max(first for first in firsts if first <= year) - 0.5)
        end = self.years.at(later - 0.5) - 3 if later else self.layout.width
        return max(start + 3, self.years.left), end

    def _joined(self, before: Row, after: Row) -> bool:
        if after["years_missing_before"] or self.measure.is_open(before):
            return False
        known = self.measure.known(before) and self.measure.known(after)
        return known and not self.measure.is_open(after)

    def _arrow(self, x: float, y: float) -> None:
        self.canvas.line((x, y), (x, y - 12), "subject", 2)
        for side in (-4, 4):
            self.canvas.line((x + side, y - 7), (x, y - 12.5), "subject", 2)

    def _letter(self, row: Row) -> str:
        return next(
            letter
            for letter, one in zip(_LETTERS, self.series, strict=False)
            if any(row is other for other in one.rows)
        )

    def _said(self, row: Row) -> str:
        """What a dot says: "Median of actors, May 2025: $29.05 an hour. BLS, ..."."""
        period = words.period(int(row["reference_year"]))
        money = f" in prices of May {self.measure.base_year}" if self.measure.base_year else ""
        amount = f"{self.measure.said(row)} {UNITS[self.measure.unit]}{money}"
        people = words.plural(words.running(label(row)))
        return f"Median of {people}, {period}: {amount}. {words.survey_of(row['area_title'])}."

    def _alone(self, row: Row) -> bool:
        """Whether no other series has a number in the year."""
        return sum(row["reference_year"] == other["reference_year"] for other in self.points) == 1

    def _tip(self, row: Row) -> tuple[float, float]:
        """The middle of a row's mark."""
        x, y = self._at(row)
        return (x, y - 6) if self.measure.is_open(row) else (x, y)

    def _at(self, row: Row) -> tuple[float, float]:
        return self.years.at(int(row["reference_year"])), self.money.at(self._value(row))

    def _value(self, row: Row) -> float:
        return self.measure.value(row)

    def _ticks(self) -> list[float]:
        return self.money.ticks(5) if self.points else []

    def _year_ticks(self) -> list[int]:
        first, last = int(self.years.low + 0.5), int(self.years.high)
        step = 5 if self.layout.beside else 10
        return [first, last, *range(first - first % step + step, last, step)]


def _is_estimated(row: Row, measure: Measure) -> bool:
    return words.status_of(row, measure.column) == ESTIMATED


def _estimated(series: Sequence[Series], measure: Measure) -> set[bool]:
    """Whether the numbers that are known are estimates: all, none or some of them."""
    rows = (row for one in series for row in one.rows if measure.known(row))
    return {_is_estimated(row, measure) for row in rows}


def _holds(box: tuple[float, float, float, float], at: tuple[float, float]) -> bool:
    return box[0] < at[0] < box[2] and box[1] - _DOT / 2 < at[1] < box[3] + _DOT / 2


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]
