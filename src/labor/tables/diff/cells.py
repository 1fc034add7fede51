"""Which numbers are no longer published or newly published, and by which rule for high wages."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from labor.schema.core import Column
from labor.tables.diff.pairs import Pair
from labor.terms import WITH_VALUE

MEASURES = ["table", "measure", "compared", "equal", "changed", "gone", "came", "top_code"]
CELLS = [
    *("table", "measure", "change", "occupation_code", "occupation_title", "place"),
    *("status_old", "status_new", "value_old", "value_new"),
]
RULES = [
    *("table", "measure", "rule", "floor_old", "floor_new"),
    *("top_coded_old", "top_coded_new", "at_or_above_old_floor"),
]
GONE, CAME, TOP_CODE = "no longer published", "newly published", "top code"
REASSIGNED = "another category"
#: The rule for high wages: what became of it.
ENDED, BEGAN, RAISED, LOWERED = "ended", "began", "floor raised", "floor lowered"


def measure_changes(pair: Pair) -> pd.DataFrame:
    """How often each measure of a table changed.

    Args:
        pair: The table.

    Returns:
        A row per measure: number of cells `compared` (published in both), of them `equal` and
        `changed`; `gone` (published, now not), `came` (the other way round), `top_code`
        (top-coded in one of the two, so that only a bound is known there).
    """
    rows = []
    for column in _measures(pair):
        change = cell_change(pair, column)
        compared = _published(pair, column)
        equal = compared & (pair.both[f"{column.name}_old"] == pair.both[f"{column.name}_new"])
        counts = [int((change == kind).sum()) for kind in (GONE, CAME, TOP_CODE)]
        different = int((compared & ~equal).sum())
        if compared.any() or any(counts):
            numbers = (int(compared.sum()), int(equal.sum()), different, *counts)
            rows.append((pair.schema.name, column.name, *numbers))
    return pd.DataFrame(rows, columns=MEASURES)


def cell_changes(pair: Pair) -> pd.DataFrame:
    """Cells whose status changed, and categories that were assigned anew.

    Args:
        pair: The table.

    Returns:
        A row per cell: `change` is "no longer published", "newly published", "top code" (a
        bound in one of the two) or "another category". A measure that one of the releases
        does not have at all is left out.
    """
    both, found = pair.both, []
    place = place_of(both, pair.details)
    for column in _measures(pair):
        rows = both[change.ne("")] if (change := cell_change(pair, column)).any() else both.iloc[:0]
        values = [rows[f"{column.name}_{side}"].astype("str") for side in ("old", "new")]
        found.append(
            pd.DataFrame(
                {
                    "table": pair.schema.name,
                    "measure": column.name,
                    "change": change[rows.index],
                    "occupation_code": rows[pair.code] if pair.code else "",
                    "occupation_title": titles_in(rows),
                    "place": place[rows.index],
                    "status_old": rows[f"{column.status}_old"],
                    "status_new": rows[f"{column.status}_new"],
                    "value_old": values[0],
                    "value_new": values[1],
                }
            )
        )
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=CELLS)


def rule_changes(pair: Pair) -> pd.DataFrame:
    """What became of the rule by which high wages are printed only as "at least".

    Args:
        pair: The table.

    Returns:
        A row per measure that is top-coded in one of the releases: `rule` is "ended",
        "began", "floor raised", "floor lowered" or empty if it is the same; the floors;
        how many cells are top-coded; how many cells of the newer release print a wage at or
        above the old floor.
    """
    rows = []
    for column in _measures(pair):
        floors, counts = [], []
        for frame in (pair.old, pair.new):
            coded = frame.loc[frame[column.status] == "top_coded", column.name]
            floors.append(float(coded.max()) if len(coded) else np.nan)
            counts.append(len(coded))
        if not any(counts):
            continue
        published = pair.new.loc[pair.new[column.status] == "published", column.name]
        above = int((published >= floors[0]).sum())
        rule = _rule(*floors, above=above)
        rows.append((pair.schema.name, column.name, rule, *floors, *counts, above))
    return pd.DataFrame(rows, columns=RULES)


def _rule(old: float, new: float, *, above: int) -> str:
    if np.isnan(old):
        return BEGAN
    if np.isnan(new):
        # No high wage may just have been reached; wages above the floor show that none is hidden.
        return ENDED if above else ""
    return {True: RAISED, False: LOWERED}[new > old] if new != old else ""


def cell_change(pair: Pair, column: Column) -> pd.Series:
    """What changed about each cell of a measure; empty if nothing but a number."""
    old, new = (pair.both[f"{column.status}_{side}"] for side in ("old", "new"))
    had, has = old.isin(WITH_VALUE), new.isin(WITH_VALUE)
    bound = (old == "top_coded") != (new == "top_coded")
    absent = (old == "not_applicable") | (new == "not_applicable")
    kinds = [
        (TOP_CODE, had & has & bound),
        (GONE, had & ~has & ~absent),
        (CAME, ~had & has & ~absent),
    ]
    if column.kind == "text":
        values = [pair.both[f"{column.name}_{side}"] for side in ("old", "new")]
        kinds.append((REASSIGNED, had & has & (values[0] != values[1])))
    names = np.select([rows for _, rows in kinds], [kind for kind, _ in kinds], "")
    return pd.Series(names, index=pair.both.index, dtype="str")


def place_of(rows: pd.DataFrame, columns: Iterable[str]) -> pd.Series:
    """The columns of the key that tell rows apart, as one text; areas by name if they have one."""
    parts = []
    for column in columns:
        part = rows[column].astype("str")
        if column == "area_code" and "area_title_new" in rows:
            part = rows["area_title_new"].fillna(part)
        parts.append(part)
    text = pd.Series("", index=rows.index, dtype="str")
    for number, part in enumerate(parts):
        text = text + ", " + part if number else part
    return text


def titles_in(rows: pd.DataFrame) -> pd.Series:
    """Titles of the occupations in the newer release; empty where the table has none."""
    if "occupation_title_new" not in rows:
        return pd.Series("", index=rows.index, dtype="str")
    return rows["occupation_title_new"].fillna(rows["occupation_title_old"]).fillna("")


def _published(pair: Pair, column: Column) -> pd.Series:
    old, new = (pair.both[f"{column.status}_{side}"] for side in ("old", "new"))
    return (old == "published") & (new == "published")


def _measures(pair: Pair) -> list[Column]:
    return [column for column in pair.schema.columns if column.status]
