"""What changed from one release of a publisher's table to another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from labor.errors import AnalysisError
from labor.publishers.reading.tables import RawTable
from labor.tables.diff.cells import (
    CELLS,
    MEASURES,
    RULES,
    cell_changes,
    measure_changes,
    rule_changes,
)
from labor.tables.diff.codes import CODES, STEPS, code_changes, code_steps, not_one_occupation
from labor.tables.diff.headings import heading_changes
from labor.tables.diff.moves import MOVES, NOT_COMPARED, QUANTITIES, moves, not_compared
from labor.tables.diff.pairs import Pair, common_places, pair_up
from labor.tables.diff.releases import Release
from labor.tables.diff.words import say
from labor.tables.provenance import source_ids_in

#: Tables that list the codes of a release; the first that there is.
_CODE_TABLES = ("employment", "projections", "onet_occupations", "occupations")


@dataclass(frozen=True)
class Changes:
    """What changed, as tidy tables and in sentences.

    Args:
        old: Name of the older release.
        new: Name of the newer release.
        sentences: The answer in words.
        headings: A row per heading that came, went or is written in other words.
        rows: A row per table, as published and as tidied: rows in both releases.
        places: A row per area, industry and ownership that only one of them has.
        codes: A row per occupation code that came, went or has another title.
        steps: What became of the codes that went, and where those that came are from.
        measures: A row per measure: how many cells changed, and in which way.
        cells: A row per cell that is no longer or newly published, or a new category.
        rules: A row per measure that is top-coded: what became of that rule.
        moves: A row per occupation and quantity that was compared, the largest moves first.
        not_compared: A row per occupation that was not, with the reason.
    """

    old: str
    new: str
    sentences: tuple[str, ...]
    headings: pd.DataFrame
    rows: pd.DataFrame
    places: pd.DataFrame
    codes: pd.DataFrame
    steps: pd.DataFrame
    measures: pd.DataFrame
    cells: pd.DataFrame
    rules: pd.DataFrame
    moves: pd.DataFrame
    not_compared: pd.DataFrame

    def to_dict(self) -> dict:
        """Everything in the types of JSON; a missing value is None."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: json.loads(value.to_json(orient="records", double_precision=15))
            if isinstance(value, pd.DataFrame)
            else value
            for name, value in values.items()
        }


def compare_releases(old: Release, new: Release, lineage: pd.DataFrame | None) -> Changes:
    """Compare two releases of one publisher's table.

    Args:
        old: Older release.
        new: Newer release.
        lineage: Table `soc_lineage`, to follow codes from one list to another; None if it is
            not built, so that nothing is compared from one list of codes to another.

    Returns:
        What changed, in tables and sentences.

    Raises:
        AnalysisError: The two have no table or no place in common, or the first is the newer.
    """
    _check_order(old, new)
    old, new, places = common_places(old, new)
    raw = [_raw_in_use(side) for side in (old, new)]
    pairs = {name: pair_up(name, old, new, lineage) for name in old.tables}
    listed = _pair_with_codes(pairs)
    tables = {
        "headings": heading_changes(*raw),
        "rows": _row_counts(*raw, pairs),
        "places": places,
        **_of_codes(listed, lineage),
        "measures": _together(map(measure_changes, pairs.values()), MEASURES),
        "cells": _together(map(cell_changes, pairs.values()), CELLS),
        "rules": _together(map(rule_changes, pairs.values()), RULES),
    }
    one_release = old.vintage == new.vintage
    compared = [(pairs[q.table], q) for q in QUANTITIES if q.table in pairs]
    shifts = [moves(pair, quantity, one_release=one_release) for pair, quantity in compared]
    missing = [not_compared(pair, quantity) for pair, quantity in compared]
    tables["moves"] = _together(shifts, MOVES)
    tables["not_compared"] = _together([tables["not_compared"], *missing], NOT_COMPARED)
    versions = listed.versions if listed else None
    sentences = say(*_names(old, new), tables, versions, has_lineage=lineage is not None)
    return Changes(old.label, new.label, tuple(sentences), **tables)


def _check_order(old: Release, new: Release) -> None:
    earlier, later = ([int(n) for n in re.findall(r"\d+", r.vintage)] for r in (old, new))
    if earlier > later:
        raise AnalysisError(
            "The first release is newer than the second",
            expected="the older release first",
            got=f"{old.vintage}, then {new.vintage}",
            next_step="Swap the two.",
        )


def _pair_with_codes(pairs: Mapping[str, Pair]) -> Pair | None:
    """The table that tells which codes a release has; None if no table has codes."""
    names = [*(name for name in _CODE_TABLES if name in pairs), *pairs]
    return next((pairs[name] for name in names if pairs[name].code), None)


def _of_codes(pair: Pair | None, lineage: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    if pair is None:
        empty = {"codes": CODES, "steps": STEPS, "not_compared": NOT_COMPARED}
        return {name: pd.DataFrame(columns=columns) for name, columns in empty.items()}
    codes = code_changes(pair)
    return {
        "codes": codes,
        "steps": code_steps(codes, pair, lineage),
        "not_compared": not_one_occupation(pair, lineage),
    }


def _raw_in_use(release: Release) -> list[RawTable]:
    """The raw tables of the rows that are compared."""
    used = {name for frame in release.tables.values() for name in source_ids_in(frame)}
    return [table for source_id, table in sorted(release.raw.items()) if source_id in used]


def _row_counts(
    old_raw: list[RawTable], new_raw: list[RawTable], pairs: Mapping[str, Pair]
) -> pd.DataFrame:
    """Rows by table, first as published, then as tidied."""
    kinds = sorted({table.kind for table in [*old_raw, *new_raw]})
    counted = [
        (
            f"{kind} as published",
            *(sum(len(t.rows) for t in raw if t.kind == kind) for raw in (old_raw, new_raw)),
            None,
        )
        for kind in kinds
    ]
    counted += [(n, len(p.old), len(p.new), len(p.both)) for n, p in pairs.items()]
    columns = ["table", "rows_old", "rows_new", "same_occupation_in_both"]
    return pd.DataFrame(counted, columns=columns).astype({columns[-1]: "Int64"})


def _together(frames: Iterable[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=columns)
    return pd.concat(filled, ignore_index=True).reindex(columns=columns)


def _names(old: Release, new: Release) -> tuple[str, str]:
    """What the releases are called in sentences: by vintage if that tells them apart."""
    if old.vintage and new.vintage and old.vintage != new.vintage:
        return old.vintage, new.vintage
    return (old.label, new.label) if old.label != new.label else ("the first", "the second")
