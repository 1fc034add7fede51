"""OEWS columns: every heading in use, its one name here, and what a cell under it may be."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from labor.errors import ParseError, report_as_new

ESTIMATES_KIND = "oews.estimates"
FLAT_KIND = "oews.flat_employment"

#: First reference year in SOC codes; before it, five-digit codes of the survey's own.
_FIRST_SOC_YEAR = 1999


@dataclass(frozen=True, slots=True)
class OewsField:
    """One column under its name here.

    Args:
        name: Name in the parsed table.
        headings: The publisher's headings of it, as `plain_heading` writes them.
        kind: "text", "number" or "flag".
        marks: Marks that may stand in place of a number.
        form: Regular expression that a whole text must match, upper or lower case; empty
            for titles, which can be anything.
        marks_before_soc: Further marks in the years before `_FIRST_SOC_YEAR`.
    """

    name: str
    headings: tuple[str, ...]
    kind: str
    marks: frozenset[str] = frozenset()
    form: str = ""
    marks_before_soc: frozenset[str] = frozenset()

    def marks_in(self, year: int) -> frozenset[str]:
        """Marks that are defined for this column in a reference year."""
        return self.marks | self.marks_before_soc if year < _FIRST_SOC_YEAR else self.marks


def _field(name: str, marks: str = "", form: str = "", **headings: list[str]) -> OewsField:
    ((kind, texts),) = headings.items()
    known = frozenset(_LAYOUTS["marks"][marks] if marks else ())
    early = frozenset(_LAYOUTS["marks_before_soc"].get(marks, ()))
    return OewsField(name, tuple(texts), kind, known, form, early)


_LAYOUTS = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))
#: Columns of the tables of estimates, and of employment from the agency's time-series files.
ESTIMATES, FLAT_EMPLOYMENT = (
    tuple(_field(name, **column) for name, column in _LAYOUTS[table].items())
    for table in ("estimates", "flat_employment")
)

#: From May 2019 on all tables of a year have one layout.
_SINCE_2019 = (
    *("area_code", "area_title", "area_type", "industry_code", "industry_title", "industry_level"),
    *("ownership_code", "jobs_1000", "loc_quotient", "pct_total"),
)

_OCCUPATION_HEADINGS = {"occ_code", "occupation_code"}
_NUMBER_HEADINGS = {
    heading for field in ESTIMATES if field.kind == "number" for heading in field.headings
}


def is_wage(field: OewsField) -> bool:
    """Whether the column holds wages, which a top code can hide."""
    return "#" in field.marks


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """A heading in lower case with `_` between words: "LOC QUOTIENT" is "loc_quotient"."""
    return re.sub("[^a-z0-9]+", "_", heading.lower()).strip("_")


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row of texts is the heading row of a table of estimates."""
    plain = {plain_heading(cell) for cell in cells}
    return bool(plain & _OCCUPATION_HEADINGS) and bool(plain & _NUMBER_HEADINGS)


def is_flat_header(cells: Sequence[str]) -> bool:
    """Whether a row of texts is the heading row of a table from the time-series files."""
    return [plain_heading(cell) for cell in cells] == [f.headings[0] for f in FLAT_EMPLOYMENT]


def match_columns(
    headings: Sequence[str], where: str, fields: Sequence[OewsField] = ESTIMATES
) -> dict[OewsField, int]:
    """Find out which column is which, by heading.

    Args:
        headings: Headings as printed. The first may be empty: people who save tables
            with pandas leave a nameless count of rows in front, which is left out.
        where: Place of the heading row, for messages.
        fields: Columns that are known.

    Returns:
        Position by column, in the order of `fields`; only the columns that are there.

    Raises:
        ParseError: A heading is unknown, or two headings mean the same column.
    """
    known = {heading: field for field in fields for heading in field.headings}
    found: dict[OewsField, int] = {}
    unknown = []
    for position, heading in enumerate(headings):
        field = known.get(plain_heading(heading))
        if field is None:
            if heading or position:
                unknown.append(heading)
        elif field in found:
            raise ParseError(
                "Two columns mean the same",
                where=where,
                expected=f"one column {field.name}",
                got=f"{headings[found[field]]} and {heading}",
                next_step="Check that this is the publisher's file, not one somebody joined.",
            )
        else:
            found[field] = position
    if unknown:
        raise _unknown_columns(unknown, [f for f in fields if f not in found], where)
    return {field: found[field] for field in fields if field in found}


def required_columns(year: int) -> tuple[str, ...]:
    """Names of the columns that every table of estimates of a year has, whatever it is about.

    Args:
        year: Reference year.
    """
    wages = tuple(field.name for field in ESTIMATES if is_wage(field))
    occupation = ("occupation_code", "occupation_title", "occupation_level")
    names = (*occupation, "tot_emp", "emp_prse", "mean_prse", *wages)
    since = {2004: ("hourly_only",), 2019: _SINCE_2019, 2021: ("pct_rpt",)}
    later = (name for first, added in since.items() if year >= first for name in added)
    return (*names, "annual_only", *later)


def order_of_numbers(headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """How the columns of numbers are ordered, and how the agency has ordered them in all years.

    Args:
        headings: Headings that `match_columns` accepts.

    Returns:
        The headings as they stand, and the same ones in the agency's order.
    """
    places = match_columns(headings, "")
    numbers = {field: at for field, at in places.items() if field.kind == "number"}
    return [headings[at] for at in sorted(numbers.values())], [
        headings[at] for at in numbers.values()
    ]


def _unknown_columns(unknown: list[str], missing: list[OewsField], where: str) -> ParseError:
    names = {heading: field for field in missing for heading in field.headings}
    parts = []
    for heading in unknown:
        near = difflib.get_close_matches(plain_heading(heading), names, n=2, cutoff=0.7)
        like = f" (like {' or '.join(near)})" if near else ""
        parts.append(f"{heading!r}{like}")
    return ParseError(
        "The table has columns that are not known",
        where=where,
        expected="known columns; not seen here: " + ", ".join(f.headings[0] for f in missing),
        got="unknown: " + ", ".join(parts),
        next_step=report_as_new(
            "Look up the column in the field descriptions of that year.", "the heading"
        ),
    )
