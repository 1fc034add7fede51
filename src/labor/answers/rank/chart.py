"""A ranking as a page shows it: bars for the first occupations, and the blocks around."""

from __future__ import annotations

from functools import partial

from labor.answers.compare.outlook_drawing import Panel, draw
from labor.answers.rank import words as told
from labor.answers.rank.answer import Ranking
from labor.answers.rank.choice import FORMS, PROJECTED
from labor.errors import AnalysisError
from labor.show import prose, words
from labor.show.answer import of_verbs
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.rows import Row
from labor.show.table import Table

#: Bars of a chart; the table has all rows.
_BARS = 25


@of_verbs(Ranking)
def rank_chart(ranking: Ranking) -> Chart:
    """Draw the first occupations of a ranking as bars.

    Args:
        ranking: What `labor.rank` gives.

    Returns:
        A chart with a bar per occupation, with the places that it can have where errors are
        published.

    Raises:
        AnalysisError: It is not an answer of `labor.rank`, or nothing is in order.
    """
    rows = ranking.listed[:_BARS]
    if not rows:
        raise AnalysisError(
            "There is nothing to draw",
            got="a ranking without rows",
            next_step="Choose fewer or other filters.",
        )
    panel = Panel(
        told.HEADINGS[ranking.by], ranking.column, FORMS[ranking.by], partial(_remark, ranking)
    )
    of_projection = ranking.by in PROJECTED
    return Chart(
        title=ranking.finding,
        subtitle=f"{told.caption(ranking)}. {told.note(ranking)}",
        source="Source: U.S. Bureau of Labor Statistics, "
        + (
            f"Employment Projections, {ranking.vintage}."
            if of_projection
            else f"Occupational Employment and Wage Statistics, {ranking.when}."
        ),
        description=" ".join(
            ["Bar chart, one row for each occupation.", *(_spoken(ranking, row) for row in rows)]
        ),
        table=ranking.table(),
        draw=partial(draw, rows, [panel]),
    )


@of_verbs(Ranking)
def rank_table(ranking: Ranking) -> Table:
    """The first occupations with the measure, pay, jobs, outlook and what is asked."""
    return ranking.table()


@of_verbs(Ranking)
def rank_masthead(ranking: Ranking) -> Block:
    """The title of a report on which occupations are first, and the question it answers."""
    return prose.head(
        f"Which occupations? {told.subject(ranking)}",
        "Which occupations are first, among which others, and how sure is the order?",
    )


@of_verbs(Ranking)
def rank_answer(ranking: Ranking) -> Block:
    """The answer in sentences."""
    return prose.paragraphs(ranking.sentences)


@of_verbs(Ranking)
def rank_caveats(ranking: Ranking) -> Block:
    """What the order is not, as a list."""
    return prose.remarks(ranking.caveats)


def _remark(ranking: Ranking, row: Row) -> str:
    """What stands below a bar: the places it can have, and how many jobs it has."""
    parts = [f"place {told.places(row)}"] if ranking.is_tested else []
    if ranking.by != "jobs" and words.has_number(row, "employment_jobs"):
        parts.append(f"{words.say(row, 'employment_jobs', words.count)} jobs")
    return ", ".join(parts)


def _spoken(ranking: Ranking, row: Row) -> str:
    amount = words.say(row, ranking.column, FORMS[ranking.by])
    remark = _remark(ranking, row)
    title = words.sentence_case(str(row["occupation_title"]))
    return f"{title}: {amount}{f' ({remark})' if remark else ''}."
