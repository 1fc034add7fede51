"""What can be done with cells to make a number, each by a rule that is reckoned again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Protocol

from labor.errors import ReportError
from labor.provenance.origin import (
    AT_NATIONAL_PRICES,
    HIGHEST,
    LOWEST,
    PATH,
    PATHS,
    POOLED,
    POOLED_ERROR,
    POOLED_HIGH,
    POOLED_LOW,
    PUBLISHED,
    QUOTIENT,
    REAL_CHANGE,
    REAL_CHANGE_FROM_QUARTER,
    REAL_CHANGE_OF_QUARTERS,
    REAL_PAY,
    REAL_PAY_OF_QUARTER,
    SUMMED_GROWTH,
    TYPICAL_ERROR,
    Cell,
    Origin,
)


class CellTables(Protocol):
    """The published tables, in which cells are looked up."""

    def value(self, cell: Cell) -> float:
        """The number of a cell; of a group its sum, or its pooled estimate where it is pay."""

    def members(self, cell: Cell) -> Sequence[float]:
        """The numbers of a group's occupations, as far as they are published."""

    def likely_range(self, cell: Cell) -> tuple[float, float]:
        """Both ends of the likely range of a pooled estimate."""

    def pooled_error(self, cell: Cell) -> float:
        """Relative standard error of the mean of a group, in percent."""

    def total(self, cell: Cell) -> float:
        """The sum of a column over all detailed occupations of a projection."""

    def typical_error(self, made: Cell, seen: Cell) -> float:
        """Median error, in percent, of all occupations of one projection checked with another."""


Rule = Callable[[CellTables, Sequence[Cell]], float]


def _formula(formula: Callable[..., float]) -> Rule:
    """A rule that needs only the numbers of its cells."""
    return lambda tables, cells: float(formula(*map(tables.value, cells)))


def _path(tables: CellTables, cells: Sequence[Cell]) -> float:
    """Change along paths with a constant yearly rate, over a group's occupations."""
    ends, starts = (tables.members(cell) for cell in cells[:2])
    check, base, target = (tables.members(cell)[0] for cell in cells[2:])
    part = (check - base) / (target - base)
    jobs = sum(b * (a / b) ** part for a, b in zip(ends, starts, strict=True))
    return float((jobs / sum(starts) - 1) * 100)


#: Rules by the words that stand in the page.
RULES: dict[str, Rule] = {
    PUBLISHED: _formula(lambda a: a),
    "sum of its occupations": _formula(lambda a: a),
    POOLED: _formula(lambda a: a),
    LOWEST: lambda tables, cells: min(tables.members(cells[0])),
    HIGHEST: lambda tables, cells: max(tables.members(cells[0])),
    POOLED_LOW: lambda tables, cells: tables.likely_range(cells[0])[0],
    POOLED_HIGH: lambda tables, cells: tables.likely_range(cells[0])[1],
    POOLED_ERROR: lambda tables, cells: tables.pooled_error(cells[0]),
    "a / 1000": _formula(lambda a: a / 1000),
    REAL_PAY: _formula(lambda a, b, c: a * b / c),
    REAL_PAY_OF_QUARTER: _formula(lambda a, b, *quarter: a * b / fmean(quarter)),
    AT_NATIONAL_PRICES: _formula(lambda a, b: a / (b / 100)),
    "a / b × 100": _formula(lambda a, b: a / b * 100),
    "a / (b − c)": _formula(lambda a, b, c: a / (b - c)),
    "(a / b − 1) × 100": _formula(lambda a, b: (a / b - 1) * 100),
    SUMMED_GROWTH: lambda tables, cells: (
        (tables.total(cells[0]) / tables.total(cells[1]) - 1) * 100
    ),
    QUOTIENT: _formula(lambda a, b, c, d: (a / b) / (c / d)),
    REAL_CHANGE: _formula(lambda a, b, c, d: (a / b * c / d - 1) * 100),
    REAL_CHANGE_FROM_QUARTER: _formula(
        lambda a, b, c, d, e, f: (a / b * fmean((c, d, e)) / f - 1) * 100
    ),
    REAL_CHANGE_OF_QUARTERS: _formula(
        lambda a, b, c, d, e, f, g, h: (a / b * fmean((c, d, e)) / fmean((f, g, h)) - 1) * 100
    ),
    "(a + b) / (a + b + c / (d − e)) × 100": _formula(
        lambda a, b, c, d, e: (a + b) / (a + b + c / (d - e)) * 100
    ),
    "((a / b)^(1 / (c − d)) − 1) × 100": _formula(
        lambda a, b, c, d: ((a / b) ** (1 / (c - d)) - 1) * 100
    ),
    PATH: _formula(lambda a, b, c, d, e: ((a / b) ** ((c - d) / (e - d)) - 1) * 100),
    PATHS: _path,
    TYPICAL_ERROR: lambda tables, cells: tables.typical_error(*cells),
}


#: The unit of a rule's numbers by the sign it is written with; of all others that of the cell.
_UNITS = {"a / 1000": "", "a / (b − c)": "", TYPICAL_ERROR: "%"}
_SIGNS = {"usd": "$", "pct": "%"}


def unit_of(origin: Origin) -> str:
    """The sign of the unit that a number of some cells is written with.

    Args:
        origin: Its cells and rule. The name of a cell's column ends in its unit.

    Returns:
        "$", "%" or, for jobs, ranks and rates for every 100 jobs, "".
    """
    column = origin.cells[0].column
    if origin.by in _UNITS:
        return _UNITS[origin.by]
    if "× 100" in origin.by:
        return "" if column.startswith("openings_") else "%"
    return _SIGNS.get(column.rpartition("_")[2], "")


def compute(origin: Origin, tables: CellTables) -> float:
    """Make a number again from its cells.

    Args:
        origin: Its cells and rule.
        tables: Where the cells are looked up.

    Returns:
        The number.

    Raises:
        LaborError: The rule is not known, a cell is not there or has no number, or the rule
            makes no number of these cells.
    """
    if origin.by not in RULES:
        raise ReportError(
            "A number was made by a rule that is not known", expected="; ".join(RULES),
            got=repr(origin.by),
        )  # fmt: skip
    try:
        return RULES[origin.by](tables, origin.cells)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ReportError(
            "A rule has other cells than it needs", where=origin.by, got=origin.addresses
        ) from error
