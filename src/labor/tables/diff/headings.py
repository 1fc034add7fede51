"""Which of a publisher's headings came, went, or say the same in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from labor.publishers.oews.layouts import ESTIMATES, plain_heading
from labor.publishers.projections import parse as projections
from labor.publishers.reading.tables import RawTable

COLUMNS = ["kind", "change", "heading_old", "heading_new"]
_YEARS = re.compile(r"\d{4}([-–]\d{2,4})?")
_OEWS = {heading: field.name for field in ESTIMATES for heading in field.headings}


def heading_changes(old: Iterable[RawTable], new: Iterable[RawTable]) -> pd.DataFrame:
    """Compare the headings of raw tables of the same kinds.

    Headings are paired by what the parser takes them for. Other years, case and punctuation
    alone make no new heading: "Employment, 2023" and "Employment, 2024" are the same.

    Args:
        old: Raw tables of the older release.
        new: Raw tables of the newer one.

    Returns:
        A row per kind of table and changed heading: `change` is "came", "went", "renamed", or
        "respelled" where only case or punctuation differ; a heading that is not there is empty.
    """
    before, after = _headings(old), _headings(new)
    rows = []
    for kind in sorted(before.keys() & after.keys()):
        meanings = [*before[kind], *(m for m in after[kind] if m not in before[kind])]
        for meaning in meanings:
            pair = before[kind].get(meaning, ""), after[kind].get(meaning, "")
            if change := _change(*pair):
                rows.append((kind, change, *pair))
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _headings(tables: Iterable[RawTable]) -> dict[str, dict[str, str]]:
    """Headings as printed by kind of table and meaning."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        found.setdefault(table.kind, {}).update(
            zip(_meanings(table), table.columns, strict=True),
        )
    return found


def _meanings(table: RawTable) -> list[str]:
    """What each heading of a table stands for."""
    parser, _, name = table.kind.partition(".")
    if parser == "projections":
        return [column for column, _ in projections.match_columns(table, name)[0]]
    known = _OEWS if parser == "oews" else {}
    return [known.get(plain, plain) for plain in map(plain_heading, table.columns)]


def _change(old: str, new: str) -> str:
    """What became of a heading; empty if nothing."""
    if not old:
        return "came"
    if not new:
        return "went"
    old_words, new_words = _YEARS.sub("", old), _YEARS.sub("", new)
    if old_words == new_words:
        return ""
    same = plain_heading(old_words) == plain_heading(new_words)
    return "respelled" if same else "renamed"
