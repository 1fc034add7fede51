"""Where a number comes from: cells of the tidy tables, and what was done with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from labor.errors import ReportError
from labor.terms import FIRST_MAY, NATION, STATES

#: What was done with a single cell: nothing.
PUBLISHED = "as published"

#: Pay in the prices of another May: wage, index of that May, index of the wage's own May.
REAL_PAY = "a × b / c"
#: Pay before 2003 refers to the fourth quarter: its prices are the mean of three months.
REAL_PAY_OF_QUARTER = "a × b / mean of c, d and e"
REAL_CHANGE = "(a / b × c / d − 1) × 100"
REAL_CHANGE_FROM_QUARTER = "(a / b × mean of c, d and e / f − 1) × 100"
REAL_CHANGE_OF_QUARTERS = "(a / b × mean of c, d and e / mean of f, g and h − 1) × 100"

#: Pay of a place at the nation's prices: wage, and price level with the nation = 100.
AT_NATIONAL_PRICES = "a / (b / 100)"

#: An occupation's share of the jobs of a place over its share of those of the nation.
QUOTIENT = "(a / b) / (c / d)"

#: Pay of a group of occupations, and its likely range; see docs/methods/composite.md.
POOLED = "pooled estimate of its occupations"
POOLED_LOW = "lower end of the pooled estimate"
POOLED_HIGH = "upper end of the pooled estimate"
#: Its published relative standard errors taken together, the samples as independent.
POOLED_ERROR = "error of the mean of its occupations together"

#: Range of the medians of a group's occupations.
LOWEST = "lowest of its occupations"
HIGHEST = "highest of its occupations"

#: How far a projection is typically off in the later count, over all occupations that can be
#: checked: no formula of a few cells.
TYPICAL_ERROR = "median error of all occupations, a checked with b"

#: What a number says of its cells is never longer; a page can come from anybody.
_LONGEST = 4_000

#: Characters of a key that need no escape, because they divide nothing.
_SAFE = " =,.:()+'&-–’"

#: A constant yearly rate between both ends of a projection, read off at the year of a check; and
#: the same for a group.
PATH = "((a / b)^((c − d) / (e − d)) − 1) × 100"
PATHS = f"{PATH}, summed over its occupations"

#: Growth of all occupations in a vintage whose table has no row for them.
SUMMED_GROWTH = "(a / b − 1) × 100, summed over all occupations"


#: Parts of a key of the wage survey, year, area, occupation, and of a projection.
_SURVEY_KEY, _PROJECTION_KEY = 3, 2
_AREAS = {NATION: "the United States", **{code: title for code, _, title in STATES}}
#: The name of a percentile: "p90".
_PERCENTILE = re.compile(r"p(\d\d)")


def _named(parts: Sequence[str]) -> list[tuple[str, str]]:
    """Parts of a key that name their column: "industry_code=622000"."""
    pairs = (part.partition("=") for part in parts)
    return [(name, value) for name, sign, value in pairs if sign]


@dataclass(frozen=True)
class Cell:
    """One cell of a tidy table.

    Args:
        table: Name of the table.
        key: Values of the key columns of the table's schema, in their order; industry and owner
            of `wages` and `employment` only where they are not all industries and all owners, as
            "industry_code=622000". The name of a group, such as "Information Clerks", in place
            of an occupation code stands for its occupations.
        column: Name of the column.
    """

    table: str
    key: tuple[str, ...]
    column: str

    def __str__(self) -> str:
        """The cell as an address: "wages/2018/99/29-2071/median#annual_wage_usd"."""
        path = "/".join(quote(part, safe=_SAFE) for part in (self.table, *self.key))
        return f"{path}#{self.column}"

    @classmethod
    def read(cls, address: str) -> Cell:
        """Read an address.

        Raises:
            ReportError: It has another form.
        """
        path, hash_sign, column = address.partition("#")
        table, *key = (unquote(part) for part in path.split("/"))
        if not (hash_sign and table and key and column):
            raise ReportError(
                "A number names its cell in another form",
                expected="table/key/...#column",
                got=repr(address),
            )
        return cls(table, tuple(key), column)

    @property
    def words(self) -> str:
        """The cell for a reader: "median pay a year of 29-2071 in Texas, May 2018 (...)"."""
        of_survey = self.table in ("wages", "employment") and len(self.key) >= _SURVEY_KEY
        if of_survey and self.key[0].isdigit():
            return f"{self._of_survey} (BLS, OEWS)"
        if self.table == "projections" and len(self.key) == _PROJECTION_KEY:
            what = self.column.replace("_", " ").removesuffix(" jobs").removesuffix(" pct")
            return f"{what} of {self.key[1]}, {self.key[0]} (BLS, Employment Projections)"
        return f"{', '.join((self.table, *self.key))}: {self.column}"

    @property
    def _of_survey(self) -> str:
        """A figure of the wage survey: what, of which occupation, when, where, in which part."""
        year, area, code, *rest = self.key
        when = f"May {year}" if int(year) >= FIRST_MAY else f"fourth quarter {year}"
        where = _AREAS.get(area, f"area {area}")
        part = [f"{name.replace('_code', '')} {value}" for name, value in _named(rest)]
        statistic = next((text for text in rest if "=" not in text), "")
        unit = {"annual_wage_usd": "pay a year", "hourly_wage_usd": "pay an hour"}
        what = unit.get(self.column, self.column.replace("_", " "))
        if percentile := _PERCENTILE.fullmatch(statistic):
            statistic = f"{percentile[1]}th percentile of"
        return ", ".join([f"{statistic} {what} of {code} in {where}".strip(), when, *part])


@dataclass(frozen=True)
class Origin:
    """Where a number comes from.

    Args:
        cells: The cells it is made of, in the order that the rule names them a, b, c ...;
            none for a number that is counted or set.
        by: What was done with them: one of `rules.RULES`, or for a number without cells what
            was counted or who set it.
    """

    cells: tuple[Cell, ...]
    by: str = PUBLISHED

    @property
    def addresses(self) -> str:
        """The addresses of the cells, divided by semicolons."""
        return "; ".join(map(str, self.cells))

    @classmethod
    def read(cls, addresses: str, by: str) -> Origin:
        """Read the two attributes of a number in a page.

        Args:
            addresses: Attribute `data-from`: addresses divided by semicolons.
            by: Attribute `data-by`: what was done with the cells.

        Raises:
            ReportError: An address has another form, or they are longer than any can be.
        """
        if len(addresses) > _LONGEST:
            raise ReportError(
                "A number names more cells than it can be made of",
                expected=f"at most {_LONGEST:,} characters",
                got=f"{len(addresses):,} characters",
            )
        parts = [part for part in addresses.split("; ") if part]
        return cls(tuple(map(Cell.read, parts)), by)

    @property
    def words(self) -> str:
        """The origin for a reader, in a line."""
        names = "abcdefghijklmnopqrstuvwxyz"
        by = self.by[:1].upper() + self.by[1:] if len(self.cells) < 2 else self.by
        if not self.cells:
            return by
        if len(self.cells) == 1:
            return f"{by}: {self.cells[0].words}"
        cells = "; ".join(
            f"{name} = {cell.words}" for name, cell in zip(names, self.cells, strict=False)
        )
        return f"{by}, where {cells}"


def together(by: str, *origins: Origin | None) -> Origin | None:
    """The origin of a number made of other numbers that are cells.

    Args:
        by: The rule, one of `rules.RULES`.
        *origins: Where the other numbers come from, in the order of the rule.

    Returns:
        The origin; None if one of the others is not known. A number that is made with one from
        somebody's page comes from there.
    """
    known = [one for one in origins if one]
    if len(known) < len(origins):
        return None
    if quoted := next((one for one in known if not one.cells), None):
        return Origin((), quoted.by)
    return Origin(tuple(cell for one in known for cell in one.cells), by)
