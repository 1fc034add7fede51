"""What changed from one release of a publisher's table to another, as tables and in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from labor.errors import AnalysisError
from labor.publishers.reading.tables import RawTable
from labor.tables.data_package import source_ids_in
from labor.tables.diff.align import AlignedTable, align, common_places
from labor.tables.diff.changes import (
    COLUMNS,
    QUANTITIES,
    code_changes,
    heading_changes,
    moves,
    other_occupations,
    status_changes,
)
from labor.tables.diff.release import ReleaseTables
from labor.tables.diff.sentences import REVISED, sentences

#: Tables that list the codes of a release; the first that there is.
_CODE_TABLES = ("employment", "projections", "onet_occupations", "occupations")


@dataclass(frozen=True)
class ErrorTest:
    """How a move is held against the published errors of its two numbers.

    Args:
        judge: Gives for rows with `value_old`, `value_new`, `rse_pct_old` and `rse_pct_new` a
            table of the same rows: `z`, the move over its standard error, and `verdict`, one
            of `sentences.VERDICTS`.
        note: What the verdicts rest on, as a sentence.
    """

    judge: Callable[[pd.DataFrame], pd.DataFrame]
    note: str


@dataclass(frozen=True)
class Changes:
    """What changed, as tidy tables and in sentences; the columns are `changes.COLUMNS`.

    Args:
        old: Name of the older release.
        new: Name of the newer release.
        sentences: The answer in words.
        headings: A row per heading that came, went or is written in other words.
        rows: A row per table, as published and as tidied: rows in both releases.
        places: A row per area, industry and ownership that only one of them has.
        codes: A row per occupation code that came, went or has another title, with the codes
            it became or came from.
        measures: A row per measure: how many cells changed, and in which way.
        cells: A row per cell that is no longer or newly published, or a new category.
        rules: A row per measure that is top-coded: what became of that rule.
        moves: A row per occupation and quantity that was compared, the largest moves first,
            with `z` and `verdict`.
        not_compared: A row per occupation that was not, with the reason.
    """

    old: str
    new: str
    sentences: tuple[str, ...]
    headings: pd.DataFrame
    rows: pd.DataFrame
    places: pd.DataFrame
    codes: pd.DataFrame
    measures: pd.DataFrame
    cells: pd.DataFrame
    rules: pd.DataFrame
    moves: pd.DataFrame
    not_compared: pd.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """Everything in the types of JSON; a missing value is None."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: json.loads(value.to_json(orient="records", double_precision=15))
            if isinstance(value, pd.DataFrame)
            else value
            for name, value in values.items()
        }


def compare_releases(
    old: ReleaseTables, new: ReleaseTables, lineage: pd.DataFrame | None, test: ErrorTest
) -> Changes:
    """Compare two releases of one publisher's table.

    Args:
        old: Older release.
        new: Newer release.
        lineage: Table `soc_lineage`, to follow codes from one list to another; None if it is
            not built, so that nothing is compared from one list of codes to another.
        test: Judges whether a move is outside its published error.

    Returns:
        What changed, in tables and sentences.

    Raises:
        AnalysisError: The two have no table or no place in common, or the first is the newer.
    """
    # The numbers of a release: "2024", "2023-33".
    earlier, later = ([int(n) for n in re.findall(r"\d+", r.vintage)] for r in (old, new))
    if earlier > later:
        raise AnalysisError(
            "The first release is newer than the second",
            expected="the older release first",
            got=f"{old.vintage}, then {new.vintage}",
            next_step="Swap the two.",
        )
    old, new, places = common_places(old, new)
    raw_old, raw_new = _raw_in_use(old), _raw_in_use(new)
    aligned = {name: align(name, old, new, lineage) for name in old.tables}
    first = [*(name for name in _CODE_TABLES if name in aligned), *aligned]
    listed = next((aligned[name] for name in first if aligned[name].code), None)
    status = zip(*map(status_changes, aligned.values()), strict=True)
    measures, cells, rules = map(_together, status, ("measures", "cells", "rules"))
    wanted = [quantity for quantity in QUANTITIES if quantity.table in aligned]
    other = [other_occupations(listed)] if listed else []
    found = [moves(aligned[quantity.table], quantity) for quantity in wanted]
    shifts = _together((rows for rows, _ in found), "moves")
    judged = test.judge(shifts)
    if old.vintage == new.vintage:
        judged = judged.assign(z=float("nan"), verdict=REVISED)
    tables = {
        "headings": heading_changes(raw_old, raw_new),
        "rows": _row_counts(raw_old, raw_new, aligned),
        "places": places,
        "codes": code_changes(listed) if listed else _together([], "codes"),
        "measures": measures,
        "cells": cells,
        "rules": rules,
        "moves": shifts.join(judged),
        "not_compared": _together([*other, *(rows for _, rows in found)], "not_compared"),
    }
    versions = listed.versions if listed else None
    text = sentences(*_names(old, new), tables, versions, test.note, lineage is not None)
    return Changes(old.label, new.label, tuple(text), **tables)


def _raw_in_use(release: ReleaseTables) -> list[RawTable]:
    """The raw tables of the rows that are compared."""
    used = {name for frame in release.tables.values() for name in source_ids_in(frame)}
    return [table for source_id, table in sorted(release.raw.items()) if source_id in used]


def _row_counts(
    old: list[RawTable], new: list[RawTable], aligned: Mapping[str, AlignedTable]
) -> pd.DataFrame:
    """Rows by table, first as published, then as tidied."""
    columns = ["table", "rows_old", "rows_new", "same_occupation_in_both"]
    counted: list[tuple] = []
    for kind in sorted({table.kind for table in [*old, *new]}):
        sizes = (sum(len(t.rows) for t in raw if t.kind == kind) for raw in (old, new))
        counted.append((f"{kind} as published", *sizes, None))
    counted += [(n, len(t.old), len(t.new), len(t.both)) for n, t in aligned.items()]
    return pd.DataFrame(counted, columns=columns).astype({columns[-1]: "Int64"})


def _together(frames: Iterable[pd.DataFrame], name: str) -> pd.DataFrame:
    empty = pd.DataFrame(columns=COLUMNS[name])
    return pd.concat([*filter(len, frames)] or [empty], ignore_index=True)[COLUMNS[name]]


def _names(old: ReleaseTables, new: ReleaseTables) -> tuple[str, str]:
    """What the releases are called in sentences: by vintage if that tells them apart."""
    if old.vintage and new.vintage and old.vintage != new.vintage:
        return old.vintage, new.vintage
    return (old.label, new.label) if old.label != new.label else ("the first", "the second")
