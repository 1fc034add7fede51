"""What changed from one release to another: headings, codes, statuses, and numbers that moved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labor.occupations.titles import plain_title
from labor.publishers.oews.layouts import ESTIMATES, plain_heading
from labor.publishers.projections import parse as projections
from labor.publishers.reading.tables import RawTable
from labor.schema.tables import meanings_of
from labor.tables.diff.align import PLACE, AlignedTable, finest
from labor.terms import WITH_VALUE

#: Columns of the tables of changes, by name.
COLUMNS = {
    "headings": ["kind", "change", "heading_old", "heading_new"],
    "codes": [
        *("change", "occupation_code", "occupation_level", "occupation_title"),
        *("title_new", "relation", "other_codes"),
    ],
    "measures": ["table", "measure", "compared", "equal", "changed", "gone", "came", "top_code"],
    "cells": [
        *("table", "measure", "change", "occupation_code", "occupation_title", "place"),
        *("status_old", "status_new", "value_old", "value_new"),
    ],
    "rules": [
        *("table", "measure", "rule", "floor_old", "floor_new"),
        *("top_coded_old", "top_coded_new", "at_or_above_old_floor"),
    ],
    "moves": [
        *("measure", "occupation_code", "occupation_title", "place", "value_old", "value_new"),
        *("unit", "move", "move_unit", "rse_pct_old", "rse_pct_new"),
    ],
    "not_compared": ["measure", "occupation_code", "occupation_title", "place", "reason"],
}
GONE, CAME, TOP_CODE = "no longer published", "newly published", "top code"
REASSIGNED = "another category"
#: What became of the rule for high wages.
ENDED, BEGAN, RAISED, LOWERED = "ended", "began", "floor raised", "floor lowered"
#: Why a code that is in both releases is not compared, beside the relations of the lineage.
NOT_LINKED = "no crosswalk between the two lists of codes has it"
_LEVELS = ("occupation_level", "occupation_kind")
#: Years in a heading, which are other ones in each release: "2023", "2023-33".
_YEARS = re.compile(r"\d{4}([-–]\d{2,4})?")
_OEWS = {heading: field.name for field in ESTIMATES for heading in field.headings}


def heading_changes(old: Iterable[RawTable], new: Iterable[RawTable]) -> pd.DataFrame:
    """Compare the headings of raw tables of the same kinds.

    Headings are paired by what the parser takes them for. Other years, case and punctuation
    alone make no new heading: "Employment, 2023" and "EMPLOYMENT 2024" are the same.

    Args:
        old: Raw tables of the older release.
        new: Raw tables of the newer one.

    Returns:
        A row per kind of table and changed heading: `change` is "came", "went" or "renamed"; a
        heading that is not there is empty.
    """
    before, after = _headings(old), _headings(new)
    rows = []
    for kind in sorted(before.keys() & after.keys()):
        for meaning in {**before[kind], **after[kind]}:
            pair = before[kind].get(meaning, ""), after[kind].get(meaning, "")
            plain = [plain_heading(_YEARS.sub("", heading)) for heading in pair]
            if plain[0] != plain[1]:
                change = "renamed" if all(pair) else "went" if pair[0] else "came"
                rows.append((kind, change, *pair))
    return pd.DataFrame(rows, columns=COLUMNS["headings"], dtype="str")


def _headings(tables: Iterable[RawTable]) -> dict[str, dict[str, str]]:
    """Headings as printed, by kind of table and by the column the parser takes them for."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        parser, _, name = table.kind.partition(".")
        if parser == "projections":
            meanings = [column for column, _ in projections.match_columns(table, name)[0]]
        else:
            known = _OEWS if parser == "oews" else {}
            meanings = [known.get(plain, plain) for plain in map(plain_heading, table.columns)]
        found.setdefault(table.kind, {}).update(zip(meanings, table.columns, strict=True))
    return found


def code_changes(table: AlignedTable) -> pd.DataFrame:
    """Codes that only one of two releases has, with what became of them, and new titles.

    Args:
        table: A table with codes.

    Returns:
        A row per code and level: `change` is "went", "came" or "retitled" (`title_new` is
        filled; a change of case or punctuation alone is none). `other_codes` are the later
        codes of one that went and the earlier codes of one that came, with the `relation` of
        the older to the newer; empty if it went nowhere that the crosswalks know.
    """
    before, after = (_listed(frame, table.code) for frame in (table.old, table.new))
    merged = before.merge(
        after, how="outer", left_index=True, right_index=True, suffixes=("_old", "_new")
    ).reset_index()
    old, new = merged["title_old"], merged["title_new"]
    plain = [title.fillna("").map(plain_title) for title in (old, new)]
    merged["occupation_title"] = old.fillna(new)
    found = []
    for change, rows, own, other in (
        ("went", merged[new.isna()], "from_code", "to_code"),
        ("came", merged[old.isna()], "to_code", "from_code"),
        ("retitled", merged[old.notna() & new.notna() & (plain[0] != plain[1])], "", ""),
    ):
        titled = rows.assign(change=change, title_new=rows["title_new"] if not own else "")
        for name, column in (("relation", "relation"), ("other_codes", other)):
            groups = table.steps.groupby(own)[column] if own else ()
            texts = {code: ", ".join(names.unique()) for code, names in groups}
            titled[name] = [texts.get(code, "") for code in titled["occupation_code"]]
        found.append(titled[COLUMNS["codes"]])
    return pd.concat(found, ignore_index=True).astype("str")


def other_occupations(table: AlignedTable) -> pd.DataFrame:
    """Codes of both releases that are not the same occupation, as rows of `not_compared`.

    The measure is empty, because none of the numbers is compared.
    """
    old, new = finest(table.old), finest(table.new)
    titles = _listed(old, table.code)["title"].droplevel("occupation_level")
    meanings = meanings_of("relations")
    relations = dict(zip(table.steps["from_code"], table.steps["relation"], strict=True))
    codes = sorted((set(old[table.code]) & set(new[table.code])) - set(table.both[table.code]))
    return pd.DataFrame(
        {
            "measure": "",
            "occupation_code": codes,
            "occupation_title": [titles[code] for code in codes],
            "place": "",
            "reason": [meanings.get(relations.get(code, ""), NOT_LINKED) for code in codes],
        },
        dtype="str",
    )


def _listed(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    """Title by code and level, once each; an empty title where there is none."""
    level = next((frame[name] for name in _LEVELS if name in frame), "")
    title = frame["occupation_title"].fillna("") if "occupation_title" in frame else ""
    key = ["occupation_code", "occupation_level"]
    listed = pd.DataFrame({key[0]: frame[code], key[1]: level, "title": title})
    return listed.drop_duplicates(key).set_index(key)


def status_changes(table: AlignedTable) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What became of the cells of a table, going by their statuses.

    Args:
        table: The table.

    Returns:
        Three tables. Measures: a row per measure with the number of cells that are `compared`
        (published in both), of them `equal` and `changed`; `gone`, `came`, and `top_code` (a
        bound in one of the two). Cells: a row per cell with the `change` "no longer published",
        "newly published", "top code" or "another category"; a measure that one release does
        not have at all is left out. Rules: a row per measure that is top-coded in a release:
        `rule` is "ended", "began", "floor raised", "floor lowered" or empty; the floors; how
        many cells are top-coded; how many of the newer release are at or above the old floor.
    """
    both = table.both
    measures, cells, rules = [], [], []
    for column in (column for column in table.schema.columns if column.status):
        name, status = column.name, f"{column.status}"
        old, new = both[f"{status}_old"], both[f"{status}_new"]
        same = both[f"{name}_old"] == both[f"{name}_new"]
        had, has = old.isin(WITH_VALUE), new.isin(WITH_VALUE)
        absent = (old == "not_applicable") | (new == "not_applicable")
        kinds = {
            TOP_CODE: had & has & ((old == "top_coded") != (new == "top_coded")),
            GONE: had & ~has & ~absent,
            CAME: ~had & has & ~absent,
            REASSIGNED: had & has & ~same & (column.kind == "text"),
        }
        compared = (old == "published") & (new == "published")
        numbers = [int(n.sum()) for n in (compared, compared & same, compared & ~same)]
        numbers += [int(kinds[kind].sum()) for kind in (GONE, CAME, TOP_CODE)]
        if any(numbers):
            measures.append((table.schema.name, name, *numbers))
        change = pd.Series(np.select(list(kinds.values()), list(kinds), ""), both.index, "str")
        rows = both[change != ""]
        cells.append(
            pd.DataFrame(
                {"table": table.schema.name, "measure": name, "change": change[rows.index]}
                | table.labels(rows)
                | {f"status_{side}": rows[f"{status}_{side}"] for side in ("old", "new")}
                | {f"value_{side}": rows[f"{name}_{side}"].astype("str") for side in ("old", "new")}
            )
        )
        rules += _rule(table, name, status)
    return (
        pd.DataFrame(measures, columns=COLUMNS["measures"]),
        pd.concat([pd.DataFrame(columns=COLUMNS["cells"]), *filter(len, cells)], ignore_index=True),
        pd.DataFrame(rules, columns=COLUMNS["rules"]),
    )


def _rule(table: AlignedTable, name: str, status: str) -> list[tuple]:
    """The row of `rules` of a measure; none if it is top-coded in neither release.

    A release without the column in some place says nothing of a rule there: it neither began
    nor ended.
    """
    sides = _with_column(table, status)
    coded = [frame.loc[frame[status] == "top_coded", name] for frame in sides]
    if not any(map(len, coded)):
        return []
    # From May 2025 a bound can also be the percentile below it, above the floor.
    old, new = (float(values.min()) if len(values) else np.nan for values in coded)
    above = int((table.new.loc[table.new[status] == "published", name] >= old).sum())
    rule = ""
    if np.isnan(old):
        rule = BEGAN
    elif np.isnan(new):
        # No high wage may just have been reached; wages above the floor show that none is hidden,
        # unless another place of the release hides some.
        is_coded = table.new[status].eq("top_coded").any()
        rule = ENDED if above and not is_coded else ""
    elif new != old:
        rule = RAISED if new > old else LOWERED
    return [(table.schema.name, name, rule, old, new, *map(len, coded), above)]


def _with_column(table: AlignedTable, status: str) -> list[pd.DataFrame]:
    """The rows of both releases in the places where both have the column of a status."""
    sides = [table.old, table.new]
    key = [name for name in PLACE if name in table.schema.key]
    has = [frame[frame[status] != "not_applicable"] for frame in sides]
    if not key:
        return sides if all(map(len, has)) else [frame.iloc[:0] for frame in sides]
    first, second = (pd.MultiIndex.from_frame(frame[key]).unique() for frame in has)
    both = first.intersection(second)
    return [frame[pd.MultiIndex.from_frame(frame[key]).isin(both)] for frame in sides]


@dataclass(frozen=True)
class Quantity:
    """A number whose moves are listed.

    Args:
        name: What it is called.
        table: Table it is in.
        columns: Columns to take it from, with their units: the first that both releases publish.
        statistic: Row of the table it is, where a row is a statistic.
        rse: Column of its relative standard error in percent; empty if none is published.
        in_points: Whether it is a percentage itself, so that its move is in points.
    """

    name: str
    table: str
    columns: dict[str, str]
    statistic: str = ""
    rse: str = ""
    in_points: bool = False


_WAGES = {"annual_wage_usd": "US dollars a year", "hourly_wage_usd": "US dollars an hour"}
_ALL_JOBS = {"base_employment_jobs": "jobs, the self-employed included"}
_GROWTH = {"employment_change_pct": "percent"}
QUANTITIES = (
    Quantity("median wage", "wages", _WAGES, "median"),
    Quantity("mean wage", "wages", _WAGES, "mean", "rse_pct"),
    Quantity("employment", "employment", {"employment_jobs": "jobs"}, "", "employment_rse_pct"),
    Quantity("base-year employment", "projections", _ALL_JOBS),
    Quantity("projected growth", "projections", _GROWTH, in_points=True),
    Quantity("base-year employment", "state_projections", _ALL_JOBS),
)


def moves(table: AlignedTable, quantity: Quantity) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How far a quantity moved for each single occupation.

    A number is compared only if both releases publish it; a wage that is only known to be at
    least the top code is never one side of a move.

    Args:
        table: The quantity's table.
        quantity: What to compare.

    Returns:
        Two tables. Moves: a row per occupation and place, the largest first: `move` in
        `move_unit`, and the published relative errors. Not compared: a row per occupation and
        place of which only one release publishes the number, with the `reason`.
    """
    left = _single(table.both, quantity)
    found = []
    for name, unit in quantity.columns.items():
        published = (left[f"{name}_status_old"] == "published") & (
            left[f"{name}_status_new"] == "published"
        )
        # From zero no move in percent can be told.
        rows = left[published & (quantity.in_points | (left[f"{name}_old"] != 0))]
        old, new = (rows[f"{name}_{side}"].astype("float64") for side in ("old", "new"))
        found.append(
            pd.DataFrame(
                {
                    "measure": quantity.name,
                    **table.labels(rows, "statistic"),
                    "value_old": old,
                    "value_new": new,
                    "unit": unit,
                    "move": new - old if quantity.in_points else 100 * (new / old - 1),
                    "move_unit": "percentage points" if quantity.in_points else "percent",
                    "rse_pct_old": _rse(rows, quantity, "old"),
                    "rse_pct_new": _rse(rows, quantity, "new"),
                }
            )
        )
        left = left.drop(rows.index)
    together = pd.concat(found).sort_index()
    order = together["move"].abs().sort_values(ascending=False, kind="stable").index
    return together.loc[order].reset_index(drop=True), _not_compared(table, quantity, left)


def _single(rows: pd.DataFrame, quantity: Quantity) -> pd.DataFrame:
    """The rows of single occupations, in both releases, with the statistic asked for."""
    if quantity.statistic:
        rows = rows[rows["statistic"] == quantity.statistic]
    kinds = [f"occupation_kind_{side}" for side in ("old", "new")]
    return rows[(rows[kinds] == "line_item").all(axis=1)] if kinds[1] in rows else finest(rows)


def _rse(rows: pd.DataFrame, quantity: Quantity, side: str) -> pd.Series:
    if not quantity.rse:
        return pd.Series(np.nan, index=rows.index)
    return rows[f"{quantity.rse}_{side}"].where(
        rows[f"{quantity.rse}_status_{side}"] == "published"
    )


def _not_compared(table: AlignedTable, quantity: Quantity, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `not_compared`; what neither release publishes has none."""
    name = next(iter(quantity.columns))
    old, new = (rows[f"{name}_status_{side}"] for side in ("old", "new"))
    reasons = {
        "top-coded in both": (old == "top_coded") & (new == "top_coded"),
        "top-coded in the older release": old == "top_coded",
        "top-coded in the newer release": new == "top_coded",
        "zero in the older release": (rows[f"{name}_old"] == 0) & (new == "published"),
        "not published in the newer release": (old == "published") & (new != "published"),
        "not published in the older release": (old != "published") & (new == "published"),
    }
    reason = np.select(list(reasons.values()), list(reasons), "")
    labels = table.labels(rows, "statistic")
    found = pd.DataFrame({"measure": quantity.name, **labels, "reason": reason})
    return found[found["reason"] != ""].reset_index(drop=True)
