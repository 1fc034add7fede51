"""The figures of an answer on settings: charts of shares and pay, their tables, and the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from labor.answers.settings.answer import Settings, is_large
from labor.answers.settings.survey import ALL, REST, SUM, SURVEY
from labor.answers.settings.words import (
    NO_PAY,
    SHARE,
    ends_of,
    has_range,
    jobs,
    middle_half,
    name_of,
    no_employers,
    owners,
    page_finding,
    pay,
    share,
    survey_finding,
)
from labor.errors import AnalysisError
from labor.show import cautions, prose, words
from labor.show.answer import of_verbs
from labor.show.canvas import Canvas, Frame, Scale, text_width, wrap
from labor.show.chart import Chart
from labor.show.display import Block, paragraph
from labor.show.layout import LEADING, Layout
from labor.show.measure import UNITS, Measure
from labor.show.rows import Row
from labor.show.table import Field, Table, number
from labor.show.words import has_number, is_top_coded, on_scale

_ALL = "All jobs"
_NAMES, _GAP, _PADDING = 212, 14, 7
#: Finer settings drawn inside a main one, and the least share of the jobs of each, in percent.
_MOST_DRAWN, _SEEN_PCT = 3, 5.0
#: Width of the longest bar, wide and narrow.
_BAR = {True: 110, False: 96}
#: Thickness of a bar, and of the bar of a part of the setting above.
_THICK, _THIN = 14, 5


@dataclass(frozen=True)
class SettingLine:
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
class _Strip:
    """Where one line is, in CSS pixels from the top."""

    top: float
    bottom: float
    names: Sequence[str]
    first_name: float
    bar: float
    pay: float


@dataclass(frozen=True)
class _Lanes:
    """Scales of shares and of pay, and the bands that the pay of the lines is drawn on."""

    bars: Scale
    pay: Scale
    bands: Sequence[tuple[float, float]]
    bottom: float


@of_verbs(Settings)
def settings_masthead(settings: Settings, role: str = "") -> Block:
    """The title of a report on settings and the question it answers.

    Args:
        settings: What `labor.settings` gives.
        role: Name of the role that was asked for, where the figures are of another occupation.
    """
    named = words.sentence_case(role or settings.role)
    return prose.head(
        f"{named}: where they work and what each setting pays, {settings.when}",
        "In which industries are the jobs, who owns the places of work, and what is paid there?",
        role=named,
        place=words.place("U.S."),
        period=settings.when,
    )


@of_verbs(Settings)
def settings_answer(settings: Settings) -> Block:
    """The answer in sentences."""
    return prose.paragraphs(settings.sentences)


@of_verbs(Settings)
def settings_caveats(settings: Settings) -> Block:
    """What the numbers are not, as a list."""
    return prose.remarks(settings.caveats)


@of_verbs(Settings)
def settings_chart(settings: Settings) -> Chart | Block:
    """Draw the share of each setting in the jobs, and its median and middle half.

    Args:
        settings: What `labor.settings` gives; the occupation with the most jobs is drawn.

    Returns:
        A chart of the wage survey's settings from many jobs to few; a sentence in its place
        where no jobs by setting are released.
    """
    return settings.chart() if settings.shown else _in_place(f"{survey_finding(settings)}.")


@of_verbs(Settings)
def settings_handbook_chart(settings: Settings) -> Chart | Block:
    """Draw the largest employers that the Handbook names, and the medians it prints.

    Args:
        settings: What `labor.settings` gives.

    Returns:
        A chart of shares of all jobs, those of the self-employed included; a sentence in its
        place where the Handbook has no page on the role or the page names no employers.
    """
    return settings.handbook_chart() if settings.employers else _in_place(no_employers(settings))


@of_verbs(Settings)
def settings_table(settings: Settings) -> Table:
    """Jobs and pay of every setting of the survey, those without a figure included."""
    return settings.table()


@of_verbs(Settings)
def settings_handbook_table(settings: Settings) -> Table:
    """Largest employers and their medians as the Handbook prints them; empty if it has none."""
    return settings.handbook_table()


def _in_place(sentence: str) -> Block:
    """A sentence in the place of a chart that has nothing to show."""
    return Block(paragraph(sentence), sentence)


def survey_chart(found: Settings) -> Chart:
    """See `Settings.chart`."""
    if not found.shown:
        raise AnalysisError(
            f"There is no chart: {survey_finding(found)}", next_step="Show its table()."
        )
    lines, left_out = [SettingLine(found.total, _ALL, "all")], 0
    for row in found.shown if found.is_whole else found.whole_sums or found.shown:
        lines.append(SettingLine(row, name_of(row), "setting"))
        parts = found.parts_of(row)
        drawn = parts if row["kind"] == SUM else _drawn(parts)
        lines += [SettingLine(part, name_of(part), "part") for part in drawn]
        left_out += len(parts) - len(drawn)
    if found.rest is not None and is_large(found.rest):
        name = "Not released" if found.is_whole else "Elsewhere, or not released"
        lines.append(SettingLine(found.rest, name, "rest"))
    return Chart(
        title=survey_finding(found),
        subtitle=f"Share of wage and salary jobs, and median pay {UNITS[found.measure.unit]} "
        f"before taxes, United States, {found.when}.{_smaller(left_out)}"
        f"{cautions.below_title([(line.name, line.row) for line in lines])}",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {found.when}.",
        description=_description(found, lines),
        table=_chart_table(found, lines),
        draw=partial(draw_settings, lines, _key(found), found.measure),
    )


def _drawn(parts: Sequence[Row]) -> Sequence[Row]:
    """The finer settings inside a main one that are large enough to be seen in the chart."""
    return [part for part in parts if float(part[SHARE]) >= _SEEN_PCT][:_MOST_DRAWN]


def _smaller(number: int) -> str:
    """That the chart leaves finer settings out."""
    if number < 2:
        return " A smaller industry inside them is in the table." if number else ""
    return f" {words.numeral(number).capitalize()} smaller industries inside them are in the table."


def handbook_chart(found: Settings) -> Chart:
    """See `Settings.handbook_chart`."""
    if found.page is None or not found.employers:
        raise AnalysisError(
            "There is no chart of employers", got=no_employers(found), next_step="Draw its chart()."
        )
    lines = [SettingLine(row, name_of(row), "setting") for row in found.employers]
    lines.insert(0, SettingLine(found.page, _ALL, "all"))
    pay_year = found.page["wage_reference_year"]
    return Chart(
        title=page_finding(found.page, found.employers),
        subtitle=f"Share of all jobs in {found.page_year}, those of the self-employed included, "
        f"and median pay {UNITS[found.measure.unit]} of wage and salary workers in May "
        f"{pay_year}, United States.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Outlook Handbook, "
        f"{found.page['edition']} edition, {words.running(str(found.page['workers']))}.",
        description=_description(found, lines),
        table=handbook_table(found),
        draw=partial(draw_settings, lines, "Dot: median pay.", found.measure),
    )


def survey_table(found: Settings) -> Table:
    """See `Settings.table`."""
    unit = found.measure.unit
    rows: list[Row] = [{**found.total, "is_subject": True}]
    for row in found.main:
        rows += [row, *found.parts_of(row)]
    left_out = len(found.parts) - sum(row["part_of"] != "" for row in rows)
    rows += [*found.sums, *([found.rest] if found.rest is not None else [])]
    fields = [
        Field("Setting", lambda row: _name_in_table(found, row)),
        Field("Owners", owners),
        Field("Wage and salary jobs", jobs, "employment_jobs"),
        Field("Share of jobs", share, SHARE),
        Field("Median", lambda row: _pay_cell(row, found), f"median_{unit}_usd"),
    ]
    points = [("25th percentile", "p25"), ("75th percentile", "p75"), ("Mean", "mean")]
    others = [number(head, f"{point}_{unit}_usd", words.dollars) for head, point in points]
    others.append(
        number("Relative standard error of the mean", "mean_rse_pct", words.error_percent)
    )
    # A group of occupations has none of these for a single setting.
    fields += [field for field in others if any(has_number(row, field.name) for row in rows[1:])]
    if any(row["letters"] for row in rows):
        fields.append(Field("Groups", lambda row: words.groups(str(row["letters"])) or "none"))
    fields += cautions.fields(rows)
    notes = []
    if any(row["letters"] for row in found.main):
        notes.append("Settings with a letter in common cannot be told apart by their mean pay.")
    if left_out:
        notes.append("All finer settings are in the data, also those with few jobs.")
    return Table(
        caption=f"Jobs and pay {UNITS[unit]} of {found.name} by setting in U.S. dollars, "
        f"{found.when}",
        fields=fields,
        rows=rows,
        data=found.rows[found.rows["evidence"] == SURVEY],
        note=" ".join(notes),
    )


def handbook_table(found: Settings) -> Table:
    """See `Settings.handbook_table`."""
    rows: list[Row] = []
    who = words.running(found.name)
    if found.page is not None and found.employers:
        rows = [{**found.page, "is_subject": True}, *found.employers]
        who = words.running(str(found.page["workers"]))
    fields = [
        Field("Setting", lambda row: _name_in_table(found, row)),
        Field("Share of all jobs", share),
        Field("Median", lambda row: _pay_cell(row, found)),
    ]
    return Table(
        caption=f"Largest employers of {who} in the Handbook, and median pay "
        f"{UNITS[found.measure.unit]} in U.S. dollars{f', {found.page_year}' if rows else ''}",
        fields=fields,
        rows=rows,
        data=pd.DataFrame(rows),
    )


def _chart_table(found: Settings, lines: Sequence[SettingLine]) -> Table:
    """The numbers of the survey's chart."""
    unit = found.measure.unit
    points = [("25th percentile", "p25"), ("75th percentile", "p75")]
    rows = [{**line.row, "is_subject": line.look == "all"} for line in lines]
    return Table(
        caption=f"Shares of jobs and pay {UNITS[unit]} of {found.name} in U.S. dollars, "
        f"{found.when}",
        fields=[
            Field("Setting", lambda row: _name_in_table(found, row)),
            Field("Share of wage and salary jobs", share, SHARE),
            Field("Median", lambda row: _pay_cell(row, found), f"median_{unit}_usd"),
            *(number(head, f"{point}_{unit}_usd", words.dollars) for head, point in points),
        ],
        rows=rows,
        data=pd.DataFrame(rows),
    )


def _name_in_table(found: Settings, row: Row) -> str:
    if row["kind"] == ALL:
        return _ALL
    if row["kind"] == REST:
        return "Not released" if found.is_whole else "Elsewhere, or not released"
    name = str(row["setting"]) if row["kind"] == SUM else name_of(row)
    return f"of these: {name}" if row["part_of"] else name


def _pay_cell(row: Row, found: Settings) -> str:
    return "not published" if row["kind"] in NO_PAY else pay(row, found.measure)


def _key(found: Settings) -> str:
    if found.is_group:
        return (
            "Bar: share of jobs. Line: from the lowest to the highest median of the occupations "
            "in the group."
        )
    text = "Bar: share of jobs. Dot: median pay. Line: middle half of the workers"
    if found.sums and not found.is_whole:
        text += "; without a dot, from the lowest to the highest median of the settings below it"
    return f"{text}."


def _description(found: Settings, lines: Sequence[SettingLine]) -> str:
    return " ".join(["One row for each setting.", *(_described(found, line) for line in lines)])


def _described(found: Settings, line: SettingLine) -> str:
    """One line of a chart as a sentence."""
    text = f"{line.name}: {share(line.row)} of jobs"
    if line.row["kind"] in NO_PAY:
        return f"{text}."
    paid = pay(line.row, found.measure)
    if has_range(line.row) and not found.measure.known(line.row):
        return f"{text}, medians {paid}."
    text = f"{text}, median {paid}"
    if line.row["evidence"] == SURVEY and found.measure.known(line.row):
        text += f", middle half {middle_half(line.row, found.measure)}"
    return f"{text}."


def draw_settings(
    lines: Sequence[SettingLine], key: str, measure: Measure, width: int, frame: Frame
) -> Canvas:
    """Draw shares of jobs as bars and pay as dots on lines.

    Args:
        lines: Lines from top to bottom, all jobs first.
        key: What the marks mean.
        measure: Which median is drawn.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.

    Returns:
        The canvas; every bar and every dot has its number beside it. On narrow drawings the
        name of a line, its bar with both numbers, and its pay stand below each other.
    """
    layout = Layout.of(width)
    texts = [(share(line.row), _pay_beside(line.row, measure)) for line in lines]
    explained = wrap(key, layout.small, width)
    step = layout.small * LEADING
    head = step * (len(explained) + 1) + 12
    strips = _strips_of(lines, layout, head)
    canvas = Canvas(width, strips[-1].bottom + step + 8, frame)
    lanes = _lanes(lines, texts, layout, strips, measure)
    _headings(canvas, layout, explained, lanes)
    canvas.bar(0, width, (head + strips[0].bottom) / 2, strips[0].bottom - head, "band")
    _axis(canvas, layout, lanes, measure)
    _median(canvas, lines[0].row, lanes, measure)
    for line, text, strip in zip(lines, texts, strips, strict=True):
        bold = line.look == "all"
        for line_number, name in enumerate(strip.names):
            y = strip.first_name + step * (line_number + 0.5)
            canvas.text(14 if line.look == "part" else 4, y, name, layout.small, bold=bold)
        with canvas.saying(f"{line.name}: {text[0]} of jobs. {_source(line.row)}"):
            _bar(canvas, layout, line, text[0], lanes, strip.bar)
        with canvas.saying(f"{line.name}: {_paid(line.row, measure)}. {_source(line.row)}"):
            _mark(canvas, line, lanes, measure, strip.pay)
        canvas.text(width - 2, strip.bar, text[1], layout.small, bold=bold, align="right")
    return canvas


def _paid(row: Row, measure: Measure) -> str:
    """What the mark of a line says of its pay."""
    text = f"median pay {UNITS[measure.unit]} {pay(row, measure)}"
    if row["evidence"] == SURVEY and measure.known(row):
        text += f", middle half {middle_half(row, measure)}"
    return text


def _source(row: Row) -> str:
    """Where the numbers of a line stand, in short."""
    return "BLS, OEWS, by industry." if row["evidence"] == SURVEY else "BLS, Handbook."


def _pay_beside(row: Row, measure: Measure) -> str:
    """Pay beside its mark; nothing for jobs that have no setting."""
    return "" if row["kind"] in NO_PAY else pay(row, measure)


def _strips_of(lines: Sequence[SettingLine], layout: Layout, top: float) -> list[_Strip]:
    """Give each line its strip of the drawing, from top to bottom without gaps."""
    step = layout.small * LEADING
    room = (_NAMES if layout.beside else layout.width) - 22
    strips: list[_Strip] = []
    for line in lines:
        names = wrap(line.name, layout.small, room, bold=line.look == "all")
        text = len(names) * step
        if layout.beside:
            height = max(text, step) + 2 * _PADDING
            middle = top + height / 2
            strip = _Strip(top, top + height, names, middle - text / 2, middle, middle)
        else:
            bar = top + _PADDING + text + step / 2
            paid = bar if line.row["kind"] in NO_PAY else bar + step
            bottom = paid + step / 2 + _PADDING
            strip = _Strip(top, bottom, names, top + _PADDING, bar, paid)
        strips.append(strip)
        top = strip.bottom
    return strips


def _lanes(
    lines: Sequence[SettingLine],
    texts: Sequence[tuple[str, str]],
    layout: Layout,
    strips: Sequence[_Strip],
    measure: Measure,
) -> _Lanes:
    left = _NAMES + _GAP if layout.beside else 4
    bars = Scale(0, 100, left, left + _BAR[layout.beside])
    highest = max((value for line in lines for value in _values(line.row, measure)), default=1.0)
    bottom = strips[-1].bottom
    if not layout.beside:
        bands = [(one.pay - 9, one.pay + 9) for one in strips if one.pay > one.bar]
        return _Lanes(bars, Scale(0, highest * 1.04, left, layout.width - 8), bands, bottom)
    ends = [
        bars.at(_share(line)) + 6 + text_width(text, layout.small, bold=True)
        for line, (text, _) in zip(lines, texts, strict=True)
    ]
    start = max(ends) + _GAP
    widest = max(text_width(text, layout.small, bold=True) for _, text in texts)
    paid = Scale(0, highest * 1.04, start, max(layout.width - widest - 12, start + 24))
    return _Lanes(bars, paid, [(strips[0].top, bottom)], bottom)


def _share(line: SettingLine) -> float:
    return float(line.row[SHARE]) if has_number(line.row, SHARE) else 0.0


def _values(row: Row, measure: Measure) -> list[float]:
    own = [measure.value(row)] if measure.known(row) else []
    return own + ends_of(row, measure)


def _headings(canvas: Canvas, layout: Layout, key: list[str], lanes: _Lanes) -> None:
    step = layout.small * LEADING
    for line_number, text in enumerate(key):
        canvas.text(0, step * (line_number + 0.5), text, layout.small, "muted")
    y = step * (len(key) + 0.5) + 6
    canvas.text(lanes.bars.left, y, "Share of jobs", layout.small, "muted", bold=True)
    canvas.text(layout.width - 2, y, "Median pay", layout.small, "muted", bold=True, align="right")


def _axis(canvas: Canvas, layout: Layout, lanes: _Lanes, measure: Measure) -> None:
    taken = -float("inf")
    for tick in lanes.pay.ticks(4):
        x = lanes.pay.at(tick)
        for above, below in lanes.bands:
            canvas.line((x, above), (x, below), "axis" if tick == 0 else "rule", 1)
        text = on_scale(measure.money(tick) if tick else "$0", tick)
        width = text_width(text, layout.small)
        # The first and last text of a narrow drawing stand at its edges, not outside it.
        left = min(max(x - width / 2, 0), layout.width - width)
        if left > taken + 6:
            y = lanes.bottom + 4 + layout.small * LEADING / 2
            canvas.text(left, y, text, layout.small, "muted")
            taken = left + width
    if layout.beside:
        x = lanes.bars.left
        canvas.line((x, lanes.bands[0][0]), (x, lanes.bottom), "axis", 1)


def _median(canvas: Canvas, row: Row, lanes: _Lanes, measure: Measure) -> None:
    """The median of all jobs, carried down to compare with."""
    if measure.known(row) and not measure.is_open(row):
        x = lanes.pay.at(measure.value(row))
        for above, below in lanes.bands:
            canvas.line((x, above), (x, below), "subject", 1.25, dashed=True)


def _bar(
    canvas: Canvas, layout: Layout, line: SettingLine, text: str, lanes: _Lanes, middle: float
) -> None:
    value = _share(line)
    left, end = lanes.bars.left, lanes.bars.at(value)
    look = {"all": ("subject", ""), "rest": ("paper", "axis")}
    color, edge = look.get(line.look, ("peer", ""))
    if value:
        thickness = _THIN if line.look == "part" else _THICK
        canvas.bar(left, max(end, left + 1.5), middle, thickness, color, edge)
    canvas.text(end + 6, middle, text, layout.small, bold=line.look == "all")


def _mark(canvas: Canvas, line: SettingLine, lanes: _Lanes, measure: Measure, y: float) -> None:
    color = "subject" if line.look == "all" else "peer"
    ends = ends_of(line.row, measure)
    if ends:
        first, last = (lanes.pay.at(end) for end in ends)
        canvas.line((first, y), (last, y), color, 3)
        if is_top_coded(line.row, f"p75_{measure.unit}_usd"):
            canvas.arrowhead(last + 7, y, color, 8)
    if not measure.known(line.row):
        return
    x = lanes.pay.at(measure.value(line.row))
    if measure.is_open(line.row):
        canvas.arrowhead(x + 8, y, color, 9)
    else:
        canvas.dot(x, y, 9, color)
