"""Cells of the published tables, looked up by the addresses that numbers in pages carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from labor.answers.outlook import backtest as checks
from labor.answers.tables import directory_of
from labor.errors import ReportError
from labor.methods.composite import Pools
from labor.methods.levels import PoolEstimate
from labor.methods.outlook import line_items, vintage_rows
from labor.provenance.origin import Cell
from labor.schema.tables import TABLES
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, LEVELS, NATION

_CODE = "occupation_code"
_WHERE = ("reference_year", "area_code", _CODE)
#: Key columns in an address, in their order; other tables use their whole key.
_KEYS = {"wages": (*_WHERE, "statistic"), "employment": _WHERE}
#: Key columns that an address names only where they are not these.
_USUAL = {"industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}
#: Rows that differ in this only have the same numbers; the most detailed one is read.

_YEARS = ("base_year", "target_year")
_IS_CODE = re.compile(r"\d\d-\d{4}(?:\.\d\d)?|\d{5}")

Key = dict[str, str]


class Cells:
    """Looks up cells; implements `labor.provenance.rules.Reader`.

    Args:
        processed: Folder of the published tables.
        wanted: All cells that will be asked for, so that each table is read once.
    """

    def __init__(self, processed: Path, wanted: Iterable[Cell]) -> None:
        self._processed = processed
        self._wanted = [cell for cell in wanted if cell.table in TABLES]
        self._codes = cache(self._find_codes)
        self._rows = cache(self._find_rows)
        self._estimates = cache(self._find_estimates)
        self._pool = cache(self._find_pool)

    def value(self, cell: Cell) -> float:
        """The number of a cell; of a group its sum, or its pooled estimate where it is pay."""
        if not _group_of(key_of(cell)):
            return self._number(cell, key_of(cell))
        if cell.table == "wages":
            statistic, basis = key_of(cell)["statistic"], cell.column.partition("_")[0]
            return float(self._estimate(cell)[f"{statistic}_{basis}_usd"])
        values = self.members(cell)
        if cell.column in _YEARS:  # the same for all occupations
            return values[0]
        return float(sum(values))

    def members(self, cell: Cell) -> Sequence[float]:
        """The numbers of a group's occupations, as far as they are published."""
        key = key_of(cell)
        codes = self._codes(cell.table, _group_of(key), next(iter(key.values())))
        found = (self._row(cell, {**key, _CODE: code}).get(cell.column) for code in codes)
        return [float(value) for value in found if pd.notna(value)]

    def likely(self, cell: Cell) -> tuple[float, float]:
        """Both ends of the likely range of a pooled estimate."""
        low, high = (f"pooled_median_{end}_annual_usd" for end in ("low", "high"))
        return float(self._estimate(cell)[low]), float(self._estimate(cell)[high])

    def total(self, cell: Cell) -> float:
        """The sum of a column over all detailed occupations of a projection."""
        rows = vintage_rows(load_table("projections", self._processed), cell.key[0])
        return float(line_items(rows)[cell.column].sum())

    def typical_error(self, made: Cell, seen: Cell) -> float:
        """Median error, in percent, of all occupations of one projection checked with another."""
        tables = (load_table(name, self._processed) for name in ("projections", "soc_lineage"))
        checked = checks.backtest(*tables, (made.key[0], seen.key[0]))
        return float(checks.evaluate(checked)["median_absolute_error_pct"].iloc[0])

    def _number(self, cell: Cell, key: Key) -> float:
        value = self._row(cell, key).get(cell.column)
        if value is None or pd.isna(value):
            raise ReportError("The tables have no such number", where=cell.words)
        return float(value)

    def _row(self, cell: Cell, key: Key) -> dict[str, Any]:
        """The row of a cell; empty if there is none."""
        return self._rows(cell.table, tuple(key)).get(tuple(key.values()), {})

    def _estimate(self, cell: Cell) -> Mapping[str, float | str]:
        """What is estimated of the pay of a group, see `analysis.pooled.Pools`."""
        key = key_of(cell)
        return self._estimates(_group_of(key), key["reference_year"], key["area_code"])

    def _find_estimates(self, group: str, year: str, area: str) -> Mapping[str, float | str]:
        codes = self._codes("wages", group, year)
        place = {"reference_year": int(year), "area_code": area}
        return self._pool()(pd.DataFrame([{"occupation_code": code, **place} for code in codes]))

    def _find_pool(self) -> PoolEstimate:
        """The estimate of groups' pay, from the rows of all years and areas it is asked for."""
        keys = [key_of(cell) for cell in self._wanted if cell.table == "wages"]
        keys = [key for key in keys if _group_of(key)]
        years = {int(key["reference_year"]) for key in keys}
        # The nation's rows show the pay scale that estimates are made on.
        filters = {**_USUAL, "area_code": {NATION, *(key["area_code"] for key in keys)}}
        tables = (
            load_table(name, self._processed, reference_year=years, **filters)
            for name in ("wages", "employment")
        )
        return Pools(*tables).estimate

    def _find_codes(self, table: str, group: str, when: str) -> tuple[str, ...]:
        """The occupations of a group in the codes of a year or a projection."""
        if "reference_year" in TABLES[table].key:
            filters = {"reference_year": int(when), "area_code": NATION}
        else:
            filters = {TABLES[table].key[0]: when}
        rows = load_table(table, self._processed, columns=["soc_version"], **filters)
        if rows.empty:
            raise ReportError("The tables have no rows of this time", where=f"{table}, {when}")
        role = directory_of(self._processed).resolve(group)
        return tuple(role.codes.get(rows["soc_version"].iloc[0], ()))

    def _find_rows(self, table: str, names: tuple[str, ...]) -> dict[tuple[str, ...], dict]:
        """The rows of a table that are asked for, by the values of their keys."""
        keys = [key_of(cell) for cell in self._wanted if cell.table == table]
        values = {name: {key[name] for key in keys if name in key} for name in names}
        if _CODE in names:
            groups = {(_group_of(key), next(iter(key.values()))) for key in keys if _group_of(key)}
            values[_CODE] |= {code for one in groups for code in self._codes(table, *one)}
        numbers = {n for n in names if TABLES[table].dtypes[n] != "str"}
        filters = {n: {int(v) for v in vs} if n in numbers else vs for n, vs in values.items()}
        rows = load_table(table, self._processed, **filters)
        if table in _KEYS:  # what comes later, the more detailed row, takes its place
            order = rows["occupation_level"].map(LEVELS.index)
            rows = rows.iloc[order.argsort(kind="stable")]
        by_key = zip(*(rows[name].astype("str") for name in names), strict=True)
        return dict(zip(by_key, rows.to_dict("records"), strict=True))


def key_of(cell: Cell) -> Key:
    """The key of a cell by the names of its columns.

    Args:
        cell: A cell, with a part `column=value` for each key column that has not the usual value.

    Returns:
        The values by name, the time first.

    Raises:
        ReportError: There is no such table, or its key has other parts.
    """
    if cell.table not in TABLES:
        raise ReportError("There is no such table", where=cell.words)
    schema = TABLES[cell.table]
    named = dict(part.split("=", 1) for part in cell.key if "=" in part)
    plain = [part for part in cell.key if "=" not in part]
    names = _KEYS.get(cell.table, schema.key)
    usual = {n: value for n, value in _USUAL.items() if n in schema.key and n not in names}
    if len(plain) != len(names) or set(named) - set(usual):
        raise ReportError(
            "The address of a cell has other parts than its table's key",
            where=cell.words,
            expected=", ".join(names),
        )
    return {**dict(zip(names, plain, strict=True)), **usual, **named}


def _group_of(key: Key) -> str:
    """The name of a group of occupations; empty for a code, and where there is no occupation."""
    who = key.get(_CODE, "")
    return "" if _IS_CODE.fullmatch(who) else who
