"""Result tables to figures, tables and sentences that a notebook and a report show alike."""

from labor.figures.chart import Chart
from labor.figures.display import Block
from labor.figures.outlook import outlook_chart
from labor.figures.pay import pay_chart
from labor.figures.table import Table
from labor.figures.tables import comparison_table, outlook_table, pay_table
from labor.figures.text import answer, caveats, masthead, sources

__all__ = [
    "Block",
    "Chart",
    "Table",
    "answer",
    "caveats",
    "comparison_table",
    "masthead",
    "outlook_chart",
    "outlook_table",
    "pay_chart",
    "pay_table",
    "sources",
]
