"""The tables of the O*NET database that are read: their columns, in every spelling in use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_READ = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))
#: Headings by column, in the order of the typed tables.
SPELLINGS: dict[str, list[str]] = _READ["spellings"]
#: The form of a cell; columns that are not here hold free text.
FORMS = {name: re.compile(form) for name, form in _READ["forms"].items()}

#: What stands for a missing cell: blank in workbooks, `n/a` in text files.
MISSING = "n/a"

NUMBERS = frozenset(
    {"data_value", "n", "standard_error", "lower", "upper", "responding", "percent"}
    | {"minimum", "maximum"}
)


@dataclass(frozen=True)
class OnetLayout:
    """The columns of one form of table.

    Args:
        table: Name of the table, or "" where the elements of the rows decide, see `elements`.
        required: Columns that every release has; they tell the tables apart.
        optional: Columns that some releases lack.
        elements: Table by the beginning of the element's place in O*NET's Content Model.
    """

    table: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    elements: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order of the typed table."""
        return tuple(name for name in SPELLINGS if name in self.required + self.optional)

    def table_of(self, element_id: str) -> str:
        """The table that an element belongs to, "" if it is of no known domain."""
        return next((table for start, table in self.elements if element_id.startswith(start)), "")


LAYOUTS = tuple(
    OnetLayout(
        layout.get("table", ""),
        tuple(layout["required"]),
        tuple(layout.get("optional", ())),
        tuple(layout.get("elements", {}).items()),
    )
    for layout in _READ["layout"]
)

#: Lowest and highest value of the scales that the rating tables use, from O*NET's own Scales
#: Reference; a scale that is not here is not checked.
SCALE_LIMITS = {
    "IM": (1.0, 5.0),
    "LV": (0.0, 7.0),
    **dict.fromkeys(("RL", "RW", "PT", "OJ"), (0.0, 100.0)),
}


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


_COLUMN = {_plain(text): name for name, spellings in SPELLINGS.items() for text in spellings}


def column_of(heading: str) -> str:
    """The column that a heading names, "" if it is not known."""
    return _COLUMN.get(_plain(heading), "")


def layout_of(columns: Iterable[str]) -> OnetLayout | None:
    """The layout whose required columns are all there; the one that requires most, if several."""
    found = set(columns)
    fitting = [layout for layout in LAYOUTS if found.issuperset(layout.required)]
    return max(fitting, key=lambda layout: len(layout.required), default=None)
