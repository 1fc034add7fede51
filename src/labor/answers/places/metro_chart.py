"""Pay of metropolitan areas as a page shows it: the answer, and the best-paid areas in order."""

from __future__ import annotations

from functools import partial

import pandas as pd

from labor.answers.places.metro import (
    DRAWN,
    ENOUGH,
    MetroPlaces,
    quotient,
    table_of_areas,
    tied_with_first,
)
from labor.answers.places.ranking import Ranges, draw_ranges, median_told
from labor.errors import AnalysisError
from labor.provenance.text import joined
from labor.show import prose, words
from labor.show.answer import of_verbs
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.measure import UNITS
from labor.show.rows import Row, label
from labor.show.table import Field

#: Stands before an amount that cannot be told apart from the highest.
_TIED = "≈"


@of_verbs(MetroPlaces)
def metro_answer(areas: MetroPlaces) -> Block:
    """The answer in sentences.

    Args:
        areas: What `labor.metro_places` gives.
    """
    return prose.paragraphs(areas.sentences)


@of_verbs(MetroPlaces)
def metro_chart(areas: MetroPlaces) -> Chart | Block:
    """The chart of `leading_chart`; a sentence in its place where it would have no two rows.

    Nothing where the answer has no areas, and says why.

    Args:
        areas: What `labor.metro_places` gives.
    """
    if len(areas.leading) > 1:
        return leading_chart(areas)
    if not areas.areas:
        return Block("", "")
    return prose.paragraphs([f"Fewer than two areas have a median and {ENOUGH} jobs."])


def leading_chart(areas: MetroPlaces) -> Chart:
    """Draw the median and the middle half of the best-paid areas with not few jobs.

    Args:
        areas: What `labor.metro_places` gives.

    Returns:
        A chart with the nation's row above the areas; it says which medians cannot be told
        apart from the highest, and has jobs and location quotients beside pay.

    Raises:
        AnalysisError: No two areas have a median and enough jobs.
    """
    if len(areas.leading) < 2:
        raise AnalysisError(
            "There is nothing to draw",
            expected="two areas with a median and not few jobs",
            got=words.several(len(areas.leading), "area"),
            next_step="Show its table().",
        )
    shown, measure = areas.leading[:DRAWN], areas.measure
    when, name = words.period(areas.year), label(areas.nation)
    tied = {str(row["area_code"]) for row in tied_with_first(areas.leading)}
    number = words.counted(len(shown), "areas shown")
    first = "" if len(shown) == len(areas.leading) else f"the {number} with the highest medians"

    def amount(row: Row) -> str:
        said = measure.said(row)
        return joined(" ", (_TIED, said)) if row["area_code"] in tied else said

    ranges = Ranges(
        rows=[areas.nation, *shown],
        measure=measure,
        name=lambda row, in_short: words.place(str(row["area_title"])),
        saying=partial(_said, areas),
        columns=[
            ("Median", amount),
            ("Jobs", lambda row: words.say(row, "employment_jobs", words.count)),
            ("LQ", quotient),
        ],
        key=f"{_TIED} not told apart from the highest." if tied else "",
        wide_key="LQ: location quotient, these jobs’ share of the area’s jobs over their share "
        "of the nation’s.",
    )
    beside = Field("Beside the highest", lambda row: str(row.get("beside_highest", "")))
    return Chart(
        title=f"{name}: {_finding(areas)}",
        subtitle=f"Pay {UNITS[measure.unit]} before taxes of wage and salary workers, in U.S. "
        f"dollars, {when}.{f' Shown are {first}.' if first else ''}",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics, {when}.",
        description=" ".join(
            ["Range chart, one row for each area.", *(_said(areas, row) for row in ranges.rows)]
        ),
        # What is not drawn is not brought along: it would be a third of the page.
        table=table_of_areas(
            areas, shown, f": {first}" if first else "", pd.DataFrame(ranges.rows), beside
        ),
        draw=partial(draw_ranges, ranges),
    )


def _finding(areas: MetroPlaces) -> str:
    """The highest median of areas with enough jobs, and how many are not told apart from it."""
    first, measure = areas.leading[0], areas.measure
    among = f"of {words.several(len(areas.leading), 'area')} with {ENOUGH} jobs"
    if measure.is_open(first):
        number = sum(map(measure.is_open, areas.leading))
        have = "has" if number == 1 else "have"
        count = words.counted(number, "areas whose median is marked")
        return f"{among}, {count} {have} a median of {measure.said(first)}"
    tied = len(tied_with_first(areas.leading))
    others = words.counted(tied, "areas not told apart from the highest")
    close = f"; {others} cannot be told apart from it" if tied else ""
    return f"{among}, {first['area_title']} has the highest median, {measure.said(first)}{close}"


def _said(areas: MetroPlaces, row: Row) -> str:
    name = words.plural(words.running(label(areas.nation)))
    whose = f"{name} in {words.the_place(str(row['area_title']))}, {words.period(areas.year)}"
    table = "national" if row is areas.nation else "metropolitan"
    return median_told(whose, row, areas.measure, f"BLS, OEWS, {table} table")
