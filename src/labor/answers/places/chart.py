"""Pay of a role from place to place: map, ranking, table, and the words around them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from labor.answers.places.drawing import draw_map, draw_ranking
from labor.answers.places.rows import Places, places_of
from labor.answers.places.words import (
    places_finding,
    places_remarks,
    places_sentences,
    spoken,
)
from labor.show import prose, words
from labor.show.canvas import Frame, Surface
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.measure import UNITS
from labor.show.table import Field, Table, number


def places_map(places: pd.DataFrame) -> Chart:
    """Draw a map of tiles, one for each state and territory, with the median in it.

    Args:
        places: A row per place and code, the nation among them; the largest code is drawn.

    Returns:
        A chart in which the number of a tile, not its fill alone, says what pay is.
    """
    found = places_of(places)
    return _chart(
        places, found, places_finding(found), "Map of tiles, one for each place.", draw_map
    )


def places_ranking(places: pd.DataFrame) -> Chart:
    """Draw the median and the middle half of each place, from high to low.

    Args:
        places: See `places_map`.

    Returns:
        A chart in the order of the medians, or of the means where published errors say which
        places cannot be told apart; these share letters.
    """
    found = places_of(places)
    if found.is_tested:
        title = f"{found.name}: places with a letter in common cannot be told apart"
    elif len(found.known) > 1:
        title = f"{found.name}: from high to low, an order that is uncertain"
    else:
        title = places_finding(found)
    return _chart(places, found, title, "Range chart, one row for each place.", draw_ranking)


def places_table(places: pd.DataFrame) -> Table:
    """Pay of every place, those without a figure included.

    Args:
        places: See `places_map`.
    """
    found = places_of(places)
    unit = found.measure.unit
    points = [("Median", "median"), ("10th percentile", "p10"), ("25th percentile", "p25"),
              ("75th percentile", "p75"), ("90th percentile", "p90"), ("Mean", "mean")]  # fmt: skip
    fields = [
        Field("Place", lambda row: words.place(str(row["area_title"]))),
        *(number(head, f"{point}_{unit}_usd", words.dollars) for head, point in points),
        number("Wage and salary jobs", "employment_jobs", words.count),
    ]
    note = "The table of states held here prints no sampling errors."
    if found.is_tested:
        fields.append(number("Relative standard error of the mean", "mean_rse_pct", words.percent))
        fields.append(Field("Groups", lambda row: str(row["letters"]) or "none"))
        note = "Places with a letter in common cannot be told apart by their means."
    return Table(
        caption=f"Pay {UNITS[unit]} of {found.name} in U.S. dollars, {found.when}",
        fields=fields,
        rows=[{**found.nation, "is_subject": True}, *found.ranked, *found.silent],
        data=places,
        note=note,
    )


def places_masthead(places: pd.DataFrame) -> Block:
    """The title of a report on places and the question it answers."""
    found = places_of(places)
    return prose.head(
        f"{found.name}: pay from place to place in {found.when}",
        "Where was more paid, where less, and how sure is the order?",
    )


def places_answer(places: pd.DataFrame) -> Block:
    """The answer in sentences."""
    return prose.said(places_sentences(places_of(places)))


def places_caveats(places: pd.DataFrame) -> Block:
    """What the numbers are not, as a list."""
    return prose.remarks(places_remarks(places_of(places)))


def _chart(
    places: pd.DataFrame,
    found: Places,
    title: str,
    what: str,
    draw: Callable[[Places, int, Frame], Surface],
) -> Chart:
    rows = [found.nation, *found.ranked, *found.silent]
    return Chart(
        title=title,
        subtitle=f"Pay {UNITS[found.measure.unit]} before taxes of wage and salary workers, in "
        f"U.S. dollars, {found.when}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {found.when}.",
        description=" ".join([what, *(spoken(found, row) for row in rows)]),
        table=places_table(places),
        draw=partial(draw, found),
    )
