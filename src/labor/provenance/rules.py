"""What can be done with cells to make a number, each by a rule that is reckoned again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from labor.errors import ReportError
from labor.provenance.origin import (
    PATH,
    PATHS,
    PUBLISHED,
    REAL_PAY,
    SUMMED_GROWTH,
    TYPICAL_ERROR,
    Cell,
    Origin,
)


class Reader(Protocol):
    """Looks cells up in the published tables."""

    def value(self, cell: Cell) -> float:
        """The number of a cell; of a group its sum, or its pooled estimate where it is pay."""

    def members(self, cell: Cell) -> Sequence[float]:
        """The numbers of a group's occupations, as far as they are published."""

    def likely(self, cell: Cell) -> tuple[float, float]:
        """Both ends of the likely range of a pooled estimate."""

    def total(self, cell: Cell) -> float:
        """The sum of a column over all detailed occupations of a projection."""

    def typical_error(self, made: Cell, seen: Cell) -> float:
        """Median error, in percent, of all occupations of one projection checked with another."""


Rule = Callable[[Reader, Sequence[Cell]], float]


def _formula(formula: Callable[..., float]) -> Rule:
    """A rule that needs only the numbers of its cells."""
    return lambda reader, cells: float(formula(*map(reader.value, cells)))


def _path(reader: Reader, cells: Sequence[Cell]) -> float:
    """Change along paths with a constant yearly rate, over a group's occupations."""
    ends, starts = (reader.members(cell) for cell in cells[:2])
    check, base, target = (reader.members(cell)[0] for cell in cells[2:])
    part = (check - base) / (target - base)
    jobs = sum(b * (a / b) ** part for a, b in zip(ends, starts, strict=True))
    return float((jobs / sum(starts) - 1) * 100)


#: Rules by the words that stand in the page.
RULES: dict[str, Rule] = {
    PUBLISHED: _formula(lambda a: a),
    "sum of its occupations": _formula(lambda a: a),
    "pooled estimate of its occupations": _formula(lambda a: a),
    "lowest of its occupations": lambda reader, cells: min(reader.members(cells[0])),
    "highest of its occupations": lambda reader, cells: max(reader.members(cells[0])),
    "lower end of the pooled estimate": lambda reader, cells: reader.likely(cells[0])[0],
    "upper end of the pooled estimate": lambda reader, cells: reader.likely(cells[0])[1],
    "a / 1000": _formula(lambda a: a / 1000),
    REAL_PAY: _formula(lambda a, b, c: a * b / c),
    "a / b × 100": _formula(lambda a, b: a / b * 100),
    "a / (b − c)": _formula(lambda a, b, c: a / (b - c)),
    "(a / b − 1) × 100": _formula(lambda a, b: (a / b - 1) * 100),
    SUMMED_GROWTH: lambda reader, cells: (
        (reader.total(cells[0]) / reader.total(cells[1]) - 1) * 100
    ),
    "(a / b × c / d − 1) × 100": _formula(lambda a, b, c, d: (a / b * c / d - 1) * 100),
    "(a + b) / (a + b + c / (d − e)) × 100": _formula(
        lambda a, b, c, d, e: (a + b) / (a + b + c / (d - e)) * 100
    ),
    "((a / b)^(1 / (c − d)) − 1) × 100": _formula(
        lambda a, b, c, d: ((a / b) ** (1 / (c - d)) - 1) * 100
    ),
    PATH: _formula(lambda a, b, c, d, e: ((a / b) ** ((c - d) / (e - d)) - 1) * 100),
    PATHS: _path,
    TYPICAL_ERROR: lambda reader, cells: reader.typical_error(*cells),
}


def reckon(origin: Origin, reader: Reader) -> float:
    """Make a number again from its cells.

    Args:
        origin: Its cells and rule.
        reader: Looks the cells up.

    Returns:
        The number.

    Raises:
        LaborError: The rule is not known, or a cell is not there or has no number.
    """
    if origin.by not in RULES:
        raise ReportError(
            "A number was made by a rule that is not known", expected="; ".join(RULES),
            got=repr(origin.by),
        )  # fmt: skip
    try:
        return RULES[origin.by](reader, origin.cells)
    except TypeError as error:
        raise ReportError(
            "A rule has other cells than it needs", where=origin.by, got=origin.addresses
        ) from error
