"""Pay of a role over the years: the chart, its table, and the words around them."""

from __future__ import annotations

from functools import partial

import pandas as pd

from labor.answers.history.drawing import draw
from labor.answers.history.words import (
    history_finding,
    history_remarks,
    history_sentences,
    note_sentences,
    note_years,
)
from labor.show import prose, words
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.measure import UNITS, Measure, Series, measure_of, series_of
from labor.show.rows import label
from labor.show.table import Field, Table, number

_INDEX = "CPI-U of the May of each year"


def history_chart(history: pd.DataFrame, *, real: bool = True) -> Chart:
    """Draw the median pay of a role over the years, broken where other jobs are counted.

    Args:
        history: Rows by year and code, with pay in the prices of `base_year` if `real`.
        real: Whether in the prices of one May, or in the dollars of each year.

    Returns:
        A line chart; series of different jobs are never joined, and a dashed line with a label
        stands where they meet. Years known only to be above a limit are arrows.
    """
    series = series_of(history)
    measure = measure_of(history, real=real)
    where = words.place(history["area_title"].iloc[0])
    money = f"in prices of May {measure.base_year} ({_INDEX})" if real else "in dollars of its year"
    return Chart(
        title=history_finding(history, real=real),
        subtitle=f"Median pay {UNITS[measure.unit]} before taxes of wage and salary workers, "
        f"{money}, {where}.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        f"Statistics{', and Consumer Price Index for All Urban Consumers' if real else ''}.",
        description=" ".join(["Line chart.", *(_spoken(one, measure) for one in series)]),
        table=history_table(history),
        draw=partial(draw, series, measure, note_years(history)),
    )


def history_table(history: pd.DataFrame) -> Table:
    """Median pay of every year, in the dollars of the year and in those of one May.

    Args:
        history: See `history_chart`.

    Returns:
        A row per year and code.
    """
    plain, real = measure_of(history, real=False), measure_of(history, real=True)
    own = history[history["role_kind"] != "member"]
    unit = UNITS[plain.unit]
    return Table(
        caption=f"Median pay {unit}, {words.place(history['area_title'].iloc[0])}",
        fields=[
            Field("Year", lambda row: words.period(int(row["reference_year"]))),
            Field("Series", lambda row: str(row["segment_label"])),
            Field("Occupation", label),
            number(f"Median {unit}, dollars of the year", plain.column, plain.money),
            number(f"Median {unit}, prices of May {real.base_year}", real.column, real.money),
            number("Wage and salary jobs", "employment_jobs", words.count),
        ],
        rows=own.sort_values(["segment", "reference_year"]).to_dict("records"),
        data=history,
        note="Rows of different series count different jobs.",
    )


def history_masthead(history: pd.DataFrame) -> Block:
    """The title of a history and the question it answers."""
    series = series_of(history)
    first = min(one.first_year for one in series)
    last = max(one.last_year for one in series)
    area = history["area_title"].iloc[0]
    where = "" if area == "U.S." else f" in {area}"
    role = words.sentence_case(str(history["role"].iloc[0]))
    return prose.head(
        f"{role}: pay{where} from {first} to {last}",
        "How did pay change over the years, what did it buy, and which years may be compared?",
    )


def history_answer(history: pd.DataFrame) -> Block:
    """The answer in sentences."""
    return prose.said(history_sentences(history))


def history_notes(history: pd.DataFrame) -> Block:
    """The numbered notes of the chart; a sentence where there are none."""
    notes = note_sentences(history)
    return prose.numbered(notes) if notes else prose.said(["No change of method to note."])


def history_caveats(history: pd.DataFrame) -> Block:
    """What may not be compared, as a list."""
    return prose.remarks(history_remarks(history))


def _spoken(one: Series, measure: Measure) -> str:
    """One series as a sentence: its ends, or all of a few years."""
    known = [row for row in one.rows if measure.known(row)]
    if not known:
        return f"{one.codes}, {one.years}: no median published."
    ends = known if len(known) < 3 else [known[0], known[-1]]
    said = words.listed([f"{measure.said(row)} in {int(row['reference_year'])}" for row in ends])
    return f"{one.codes}, {one.years}: {said}."
