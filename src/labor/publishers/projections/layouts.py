"""The columns of the Employment Projections tables: their headings and how they are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labor.schema.tables import words_of

#: Dashes that the program uses for each other from release to release.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
#: A footnote mark: "(1)", "[12]".
FOOTNOTE = re.compile(r"[(\[](\d{1,2})[)\]]")


@dataclass(frozen=True)
class ProjectionsField:
    """One column of a table.

    Args:
        name: Name in the parsed table; `{end}` becomes "base" or "target" by the year.
        headings: Forms of its heading after `simplify`, blanks ignored. `<base>`,
            `<year>`, `<span>` and `<wage_year>` stand for years.
        reads: How its cells are read: "title", "code", "industry_code", "number",
            "wage", "text", or "words".
        words: The only texts of a column that reads "words", apart from marks.
        complete: Whether every row has a value, never a mark in its place.
        optional: Whether some releases do not have the column.
    """

    name: str
    headings: tuple[str, ...]
    reads: str = "number"
    words: frozenset[str] = frozenset()
    complete: bool = False
    optional: bool = False

    def match(self, simple: str) -> re.Match[str] | None:
        """Match a simplified heading, with the years in it as groups."""
        found = (re.fullmatch(_pattern(heading), simple) for heading in self.headings)
        return next((match for match in found if match), None)


def simplify(heading: str) -> str:
    """A heading without what changes from release to release.

    Case, blanks, line breaks, punctuation, footnote marks and the kind of dash go; a
    dash stays only between the years of a span: "Employment change, percent,
    2024–34" is "employmentchangepercent2024-34".
    """
    text = FOOTNOTE.sub("", heading.lower())
    text = re.sub(f"[{DASHES}]", "-", text)
    text = re.sub(r"[^a-z0-9-]", "", text)
    return re.sub(r"(?<!\d)-|-(?!\d)", "", text)


def _pattern(heading: str) -> str:
    text = re.sub(r"<(\w+)>", r"(?P<\1>\\d{4})", heading.replace(" ", ""))
    return text.replace(r"(?P<span>\d{4})", r"(?P<span>\d{4}-(?:\d{4}|\d{2}))")


def _field(
    name: str,
    headings: Iterable[str],
    words: str | Iterable[str] = (),
    also: Iterable[str] = (),
    **more: Any,
) -> ProjectionsField:
    known = words_of(words) if isinstance(words, str) else words
    return ProjectionsField(name, tuple(headings), words=frozenset({*known, *also}), **more)


_KINDS = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))
_SHARED = _KINDS.pop("columns")
#: Titles of tables as regular expressions: those "taken" with their kind, those "left_out" with
#: the reason.
TITLES: dict[str, dict[str, str]] = _KINDS.pop("titles")

#: Columns by kind of table, from `layouts.toml`; the order does not matter.
FIELDS: dict[str, tuple[ProjectionsField, ...]] = {
    kind: tuple(
        _field(name, **column)
        for name, column in ({name: _SHARED[name] for name in own.pop("shared")} | own).items()
    )
    for kind, own in _KINDS.items()
}

#: Columns that name a row, by kind; the code alone where nothing is said.
KEYS = {"utilization": ("code", "industry_code"), "industries": ("industry_code",)}

#: Columns whose openings must be there in one of the two measures.
WITH_OPENINGS = ("occupations", "employment", "separations", "replacements", "csv_export")

#: What a footnote mark in a cell must say, by kind and column, and the flag it sets.
FOOTNOTES = {
    ("occupations", "median_annual_wage_usd"): (
        r"comparable, but not exact, occupation",
        "is_comparable_occupation",
    ),
    ("attainment", "title"): (
        r"shared with other occupations|not an exact match",
        "is_shared_estimate",
    ),
    ("skills", "title"): (r"similar .* imputed for this occupation", "is_imputed"),
    ("skill_ranks", "title"): (r"similar .* imputed for this occupation", "is_imputed"),
}
