"""Result tables to figures, tables and sentences that a notebook and a report show alike."""

from labor.figures.chart import Chart
from labor.figures.display import Block
from labor.figures.history import (
    history_answer,
    history_caveats,
    history_chart,
    history_masthead,
    history_notes,
    history_table,
)
from labor.figures.outlook import outlook_chart
from labor.figures.outlook_anatomy import anatomy_chart, anatomy_table
from labor.figures.outlook_anatomy_revisions import revisions_chart, revisions_table
from labor.figures.outlook_anatomy_words import outlook_answer, outlook_caveats, outlook_masthead
from labor.figures.pay import pay_chart
from labor.figures.places import (
    places_answer,
    places_caveats,
    places_map,
    places_masthead,
    places_ranking,
    places_table,
)
from labor.figures.prose import sources_of
from labor.figures.table import Table
from labor.figures.tables import comparison_table, outlook_table, pay_table
from labor.figures.text import answer, caveats, masthead, sources

__all__ = [
    "Block",
    "Chart",
    "Table",
    "anatomy_chart",
    "anatomy_table",
    "answer",
    "caveats",
    "comparison_table",
    "history_answer",
    "history_caveats",
    "history_chart",
    "history_masthead",
    "history_notes",
    "history_table",
    "masthead",
    "outlook_answer",
    "outlook_caveats",
    "outlook_chart",
    "outlook_masthead",
    "outlook_table",
    "pay_chart",
    "pay_table",
    "places_answer",
    "places_caveats",
    "places_map",
    "places_masthead",
    "places_ranking",
    "places_table",
    "revisions_chart",
    "revisions_table",
    "sources",
    "sources_of",
]
