"""Pay of a role from place to place as a page shows it: map, ranking, and the blocks around."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from labor.answers.places.answer import (
    APART,
    HIGHER,
    LOWER,
    NEAR,
    NONE,
    OPEN,
    PLAIN,
    Places,
    at_national,
    price_level,
)
from labor.answers.places.metro import MetroPlaces
from labor.answers.places.ranking import Ranges, draw_ranges, median_told
from labor.errors import AnalysisError
from labor.provenance.columns import ORIGIN, origin_of
from labor.provenance.origin import together
from labor.provenance.text import mark
from labor.show import prose
from labor.show.answer import of_verbs
from labor.show.canvas import Canvas, Frame, wrap
from labor.show.chart import Chart
from labor.show.display import Block, paragraph
from labor.show.layout import LEADING, Layout
from labor.show.measure import UNITS
from labor.show.rows import Row
from labor.show.table import Table
from labor.show.words import (
    cell,
    groups,
    has_number,
    numeral,
    plural,
    running,
    say,
    sentence_case,
    survey_of,
    the_place,
)
from labor.terms import STATES

#: Rows of the map from north to south; a dot is an empty place. Territories stand below.
_MAP = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  .  .  .  .  VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT .
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC DC .  .
.  .  .  OK LA MS AL GA .  .  .
HI .  .  TX .  .  .  .  FL .  .
GU .  .  .  .  .  .  .  .  PR VI
"""

_CODES = {postal: code for code, postal, _ in STATES}
_LINES = [line.split() for line in _MAP.strip().splitlines()]

_COLUMNS, _ROWS = len(_LINES[0]), len(_LINES)

#: Postal code, column and row of a tile by area code.
TILES = {
    _CODES[postal]: (postal, column, row)
    for row, line in enumerate(_LINES)
    for column, postal in enumerate(line)
    if postal != "."
}

#: Height of a tile, and gap between tiles, wide and narrow.
_TILE = {True: (46, 4), False: (38, 2)}
_SMALL_TILE = {True: (34, 3), False: (34, 2)}

#: Fill, outline and colour of the text of a tile.
_LOOKS = {
    HIGHER: ("subject", "", "paper"),
    NEAR: ("band", "", "ink"),
    LOWER: ("paper", "low", "ink"),
    OPEN: ("band", "", "ink"),
    PLAIN: ("paper", "axis", "ink"),
    NONE: ("paper", "rule", "muted"),
}


@of_verbs(Places)
def places_map(places: Places) -> Chart:
    """Draw a map of tiles, one for each state and territory, with the median in it.

    Args:
        places: What `labor.places` gives; the largest of the role's occupations is drawn.

    Returns:
        A chart in which the number of a tile, not its fill alone, says what pay is.

    Raises:
        AnalysisError: It is not an answer of `labor.places`.
    """
    return _chart(places, places.finding, "Map of tiles, one for each place.", _draw_map)


@of_verbs(Places)
def overview_map(places: Places, year: int | None = None) -> Chart | Block:
    """The map of `places_map` in little; a sentence in its place where no state has a figure.

    Args:
        places: What `labor.places` gives.
        year: Year of the figures beside it; a map of another year is left out, and so it is said.
    """
    if year and year != places.year:
        there = f"No map: the states held here are those of {places.when}, not of May {year}."
        return Block(paragraph(there), there)
    if not places.known:
        return prose.paragraphs([prose.first_sentence(places.sentences[0])])
    draw = partial(_draw_map, tile=_SMALL_TILE)
    when = "" if places.when in places.finding else f", {places.when}"
    description = "Map of tiles, one for each place."
    chart = _chart(places, f"{places.finding}{when}", description, draw)
    which = "Pay before taxes of wage and salary workers"
    if places.others:
        number = numeral(len(places.others) + 1)
        which = f"Pay in the largest of the role’s {number} occupations, before taxes"
    return replace(chart, subtitle=f"{which}.{places.care}")


@of_verbs(Places)
def places_ranking(places: Places) -> Chart:
    """Draw the median and the middle half of each place, from high to low.

    Args:
        places: See `places_map`.

    Returns:
        A chart in the order of the medians, or of the means where published errors say which
        places cannot be told apart; these share letters.
    """
    if places.is_tested:
        title = f"{places.name}: places with a letter in common cannot be told apart"
    elif len(places.known) > 1:
        title = f"{places.name}: from high to low, an order that is uncertain"
    else:
        title = places.finding
    return _chart(places, title, "Range chart, one row for each place.", _draw_ranking)


@of_verbs(Places)
def prices_ranking(places: Places) -> Chart:
    """Draw the median and the middle half of each place at the nation's prices.

    Args:
        places: What `labor.places` gives with `price_level=True`.

    Returns:
        A chart from high to low at the nation's prices, with the published median and the price
        level of each place beside it.

    Raises:
        AnalysisError: It is no such answer, or no place has a median and a price level.
    """
    if not places.priced:
        raise AnalysisError(
            "There is nothing to draw at the nation's prices",
            got=f"{places.name} without price levels",
            next_step="Ask labor.places(role, price_level=True).",
        )
    low, high = (
        f"{say(row, places.priced_column, at_national)} in {the_place(row['area_title'])}"
        for row in (places.priced[-1], places.priced[0])
    )
    lines = [
        f"{row['area_title']}: {say(row, places.priced_column, at_national)} at the nation’s "
        f"prices, {places.measure.said(row)} in dollars, prices {price_level(row)}."
        for row in places.priced
    ]
    return Chart(
        title=f"{places.name} at the nation’s prices: from {low} to {high}",
        subtitle=f"Pay {UNITS[places.measure.unit]} before taxes of wage and salary workers, "
        f"{places.when}, divided by the price level of the place in {places.price_year}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {places.when}; U.S. Bureau of Economic Analysis, Regional Price Parities, "
        f"{places.price_year}.",
        description=" ".join(["Range chart, one row for each place.", *lines]),
        table=places.table(),
        draw=partial(_draw_priced, places),
    )


@of_verbs(Places)
def places_table(places: Places) -> Table:
    """Pay of every place, those without a figure included."""
    return places.table()


@of_verbs(Places)
def places_masthead(places: Places, role: str = "") -> Block:
    """The title of a report on places and the question it answers.

    Args:
        places: What `labor.places` gives.
        role: Name of the role that was asked for, where the figures are of another occupation.
    """
    title = f"pay by place in {places.when}"
    return _head(places, role, title, "Where is more paid, where less, and how sure is the order?")


@of_verbs(Places)
def prices_masthead(places: Places, role: str = "") -> Block:
    """The title of a report on pay at the nation's prices and the question it answers.

    Args:
        places: What `labor.places` gives with `price_level=True`.
        role: See `places_masthead`.
    """
    question = "What does the pay of a place buy, once prices there are taken into account?"
    return _head(places, role, f"pay at the nation’s prices in {places.when}", question)


def _head(places: Places, role: str, title: str, question: str) -> Block:
    named = sentence_case(role or places.role)
    return prose.head(
        f"{named}: {title}",
        question,
        role=named,
        place="States and territories",
        period=places.when,
    )


@of_verbs(Places)
def places_answer(places: Places) -> Block:
    """The answer in sentences."""
    return prose.paragraphs(places.sentences)


@of_verbs(Places)
def places_caveats(places: Places, areas: MetroPlaces | None = None) -> Block:
    """What the numbers are not, as a list.

    Args:
        places: What `labor.places` gives.
        areas: What `labor.metro_places` gives, where a page shows both.
    """
    return prose.remarks([*places.caveats, *(areas.caveats if areas else ())])


def _chart(
    places: Places, title: str, what: str, draw: Callable[[Places, int, Frame], Canvas]
) -> Chart:
    rows = [places.nation, *places.ranked, *places.unknown]
    return Chart(
        title=title,
        subtitle=f"Pay {UNITS[places.measure.unit]} before taxes of wage and salary workers, in "
        f"U.S. dollars, {places.when}.{places.care}",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {places.when}.",
        description=" ".join([what, *map(places.in_words, rows)]),
        # What is not drawn, such as each occupation of a group, would make a page heavy.
        table=replace(places.table(), data=pd.DataFrame(rows)),
        draw=partial(draw, places),
    )


def _draw_map(
    places: Places, width: int, frame: Frame, tile: Mapping[bool, tuple[int, int]] = _TILE
) -> Canvas:
    """Draw a tile for each place, with its postal code and median in it.

    Args:
        places: What `labor.places` gives.
        width: Width in CSS pixels, one of the theme's.
        frame: Room around the drawing.
        tile: Height of a tile, and gap between tiles, on wide and on narrow drawings.

    Returns:
        The canvas; how a place stands to the nation is told by the number and by the fill.
    """
    layout = Layout.of(width)
    key = _key(places)
    line = layout.small * LEADING + 4
    lines = [(kind, part, not n) for kind, meaning in key
             for n, part in enumerate(wrap(meaning, layout.small, width - 40))]  # fmt: skip
    top = line * len(lines) + 10
    height, gap = tile[layout.beside]
    canvas = Canvas(width, top + _ROWS * (height + gap), frame)
    for number, (kind, text, is_first) in enumerate(lines):
        y = line * (number + 0.5)
        if is_first and kind:
            _tile(canvas, (0, 26), y, 16, kind)
        canvas.text(34 if kind else 0, y, text, layout.small, "muted")
    across = (width + gap) / _COLUMNS
    for row in places.place_rows:
        if row["area_code"] not in TILES:
            continue
        postal, column, down = TILES[row["area_code"]]
        left, middle = column * across, top + down * (height + gap) + height / 2
        kind = places.kind(row)
        with canvas.saying(_said(places, row)):
            _tile(canvas, (left, left + across - gap), middle, height, kind)
        center, color = left + (across - gap) / 2, _LOOKS[kind][2]
        lower = layout.small * 0.62
        on = "paper" if kind == NONE else ""
        canvas.text(
            center, middle - lower, postal, layout.small, color, bold=True, align="center", on=on
        )
        amount = _short(places, row, layout)
        canvas.text(center, middle + lower, amount, layout.small, color, align="center", on=on)
    return canvas


def _tile(
    canvas: Canvas, sides: tuple[float, float], middle: float, height: float, kind: str
) -> None:
    fill, edge, _ = _LOOKS[kind]
    if edge:
        # A broad edge tells places below the nation from those above without color, too.
        canvas.box(*sides, middle, height, fill, edge, 2 if kind == LOWER else 1)
    else:
        canvas.bar(*sides, middle, height, fill)
    if kind == NONE:
        canvas.hatch(*sides, middle, height, "rule")


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
    meanings = {
        HIGHER: f"{APART} or more above the nation’s",
        NEAR: f"within {APART} of the nation’s",
        LOWER: f"{APART} or more below the nation’s",
        OPEN: f"+ only known to be {limit}",
        PLAIN: "a number, where that of the nation is not known",
        NONE: "– not released",
    }
    found = {places.kind(row) for row in places.place_rows}
    return [
        ("", f"Median in {unit}; that of the nation is {median}"),
        *((kind, meanings[kind]) for kind in meanings if kind in found),
    ]


def _draw_priced(places: Places, width: int, frame: Frame) -> Canvas:
    """Draw every place at the nation's prices, the published median and price level beside it."""
    measure = places.measure

    def at_prices(row: Row) -> Row:
        """The row with its pay at the nation's prices in the place of the published one."""
        level = float(row["price_parity_index"]) / 100
        names = [f"{point}_{measure.unit}_usd" for point in ("p25", "median", "p75")]
        pay = {name: float(row[name]) / level for name in names if has_number(row, name)}
        return {**row, **pay, f"{measure.column}{ORIGIN}": origin_of(row, places.priced_column)}

    published = {row["area_code"]: row for row in (places.nation, *places.priced)}
    ranges = Ranges(
        rows=[places.nation, *map(at_prices, places.priced)],
        measure=measure,
        name=_name,
        saying=lambda row: _said(places, published[row["area_code"]]),
        columns=[
            ("At the nation’s prices", lambda row: cell(row, measure.column, at_national)),
            ("In dollars", lambda row: measure.said(published[row["area_code"]])),
            ("Prices", price_level),
        ],
        key="Neighbors may stand the other way round.",
        wide_key="Prices: price level, nation = 100.",
    )
    return draw_ranges(ranges, width, frame)


def _draw_ranking(places: Places, width: int, frame: Frame) -> Canvas:
    """Draw every place from high to low, with letters where errors say which go together."""
    letters = {str(row["area_code"]): groups(str(row["letters"])) for row in places.ranked}
    columns: list[tuple[str, Callable[[Row], str]]] = [("", places.measure.said)]
    if places.is_tested:
        columns.append(("", lambda row: letters.get(str(row["area_code"]), "")))
    key = ["Order and letters are those of mean pay."] if places.is_tested else []
    if any("–" in text for text in letters.values()):
        key.append("a–e stands for a, b, c, d and e.")
    ranges = Ranges(
        rows=[places.nation, *places.ranked],
        measure=places.measure,
        name=_name,
        saying=partial(_said, places),
        columns=columns,
        narrow=len(columns),
        key=" ".join(key),
    )
    return draw_ranges(ranges, width, frame)


def _name(row: Row, in_short: bool) -> str:
    """Name of a place; its postal code where a whole name leaves no room for the marks."""
    if in_short and row["area_code"] in TILES:
        return TILES[row["area_code"]][0]
    if row["area_title"] == "U.S.":
        return "U.S." if in_short else "United States"
    return str(row["area_title"])


def _said(places: Places, row: Row) -> str:
    where = the_place(str(row["area_title"]))
    whose = f"{plural(running(places.name))} in {where}, {places.when}"
    source = survey_of(row["area_title"]) if row is places.nation else "BLS, OEWS, state tables"
    return median_told(whose, row, places.measure, source)
