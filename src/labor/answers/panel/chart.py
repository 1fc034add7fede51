"""A panel as a page shows it: pay of an occupation through all its codes, and the blocks around."""

from __future__ import annotations

from functools import partial

from labor.answers.history.answer import Series, statistic_name
from labor.answers.history.chart import draw_series, spoken
from labor.answers.panel.answer import OccupationPanel
from labor.errors import AnalysisError
from labor.show import prose, words
from labor.show.answer import of_verbs
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.measure import Measure
from labor.show.rows import Row
from labor.show.table import Table
from labor.terms import NATION

#: More lines could not be told apart.
_MOST_SEGMENTS = 12


@of_verbs(OccupationPanel)
def panel_chart(panel: OccupationPanel) -> Chart:
    """Draw the pay of occupations through all their codes, broken where other jobs are counted.

    Args:
        panel: What `labor.panel` gives for a role or a few.

    Returns:
        A line chart; pooled pay stands for several codes. Segments are never joined.

    Raises:
        AnalysisError: It is no panel, or one of too many occupations to draw.
    """
    measure = Measure("annual", statistic=panel.measure)
    series = _series(panel, measure)
    if len(series) > _MOST_SEGMENTS:
        raise AnalysisError(
            "A panel of so many occupations cannot be drawn",
            expected=f"at most {_MOST_SEGMENTS} segments",
            got=f"{len(series):,}",
            next_step="Ask labor.panel for one role.",
        )
    return Chart(
        title=panel.finding,
        subtitle=f"{statistic_name(panel.measure)}, a year before taxes, of wage and salary "
        "workers, in dollars of each year, United States. Pay of several codes is pooled.",
        source="Source: U.S. Bureau of Labor Statistics, Occupational Employment and Wage "
        "Statistics.",
        description=" ".join(
            ["Line chart.", *(spoken(one, measure, "no pay published") for one in series)]
        ),
        table=panel.table(),
        draw=partial(draw_series, series, measure, []),
    )


@of_verbs(OccupationPanel)
def panel_table(panel: OccupationPanel) -> Table:
    """Codes, jobs, pay and the share of others, a row per year and occupation."""
    return panel.table()


@of_verbs(OccupationPanel)
def panel_masthead(panel: OccupationPanel, role: str = "") -> Block:
    """The title of a report on a panel and the question it answers.

    Args:
        panel: What `labor.panel` gives.
        role: Name of the role that was asked for.
    """
    named = words.sentence_case(role or panel.name)
    span = f"{panel.years[0]} to {panel.years[-1]}"
    return prose.head(
        f"{named}: one occupation through all its codes, {span}",
        "What did those who do this work earn in every year, whatever their code was called?",
        role=named,
        place="United States",
        period=span,
    )


@of_verbs(OccupationPanel)
def panel_answer(panel: OccupationPanel) -> Block:
    """The answer in sentences, what may be concluded across a break first."""
    return prose.paragraphs([*panel.concluded, *panel.described])


@of_verbs(OccupationPanel)
def panel_caveats(panel: OccupationPanel) -> Block:
    """What a panel does not say, as a list."""
    return prose.remarks(panel.caveats)


def _series(panel: OccupationPanel, measure: Measure) -> list[Series]:
    """The segments of each occupation as the lines of a history."""
    found: dict[tuple[str, int], list[Row]] = {}
    for row in panel.traced_rows:
        rows = found.setdefault((row["set_codes"], row["segment"]), [])
        year = row["reference_year"]
        rows.append(
            {
                "role": row["set_title"],
                "role_kind": "single",
                "occupation_title": row["set_title"],
                "occupation_code": row["occupation_codes"],
                "relation": "itself",
                "reference_year": year,
                "area_code": NATION,
                "area_title": "U.S.",
                "years_missing_before": bool(rows) and year - rows[-1]["reference_year"] > 1,
                measure.column: row["annual_usd"],
                f"{measure.column}_status": row["annual_usd_status"],
                f"{measure.column}_origin": row["annual_usd_origin"],
            }
        )
    return [
        Series(rows, str(rows[-1]["occupation_code"]), str(rows[0]["role"]), "")
        for rows in sorted(found.values(), key=lambda rows: int(rows[0]["reference_year"]))
    ]
