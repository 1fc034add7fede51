"""Check parameters, run notebooks, render HTML."""

from labor.report.index import Entry, write_index
from labor.report.parameters import Parameter, check_parameters, parse_parameters, read_parameters
from labor.report.run import run_report

__all__ = [
    "Entry",
    "Parameter",
    "check_parameters",
    "parse_parameters",
    "read_parameters",
    "run_report",
    "write_index",
]
