"""Cells of the published tables, looked up by the addresses that numbers in pages carry.

A page can come from anybody: an address is taken for data, and checked against the schema of its
table before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from labor.answers.outlook import backtest as checks
from labor.answers.tables import directory_of
from labor.answers.verify.pooling import CLOSE, GroupPay, by_detail
from labor.errors import LaborError, ReportError
from labor.methods.composite import ROUNDING, Pools
from labor.methods.evidence import stems
from labor.occupations.published import slots
from labor.provenance.origin import (
    HIGHEST,
    LOWEST,
    POOLED_ERROR,
    POOLED_HIGH,
    POOLED_LOW,
    TYPICAL_ERROR,
    Cell,
    Origin,
)
from labor.provenance.text import printable
from labor.schema.tables import TABLES
from labor.tables.load import load as load_table
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION

_CODE = "occupation_code"
_WHERE = ("reference_year", "area_code", _CODE)
#: Key columns in an address, in their order; other tables use their whole key.
_KEYS = {"wages": (*_WHERE, "statistic"), "employment": _WHERE}
#: Key columns that an address names only where they are not these.
_USUAL = {"industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}

_YEARS = ("base_year", "target_year")
#: An occupation in an address, and no group: "29-2071", "15-1299.09", "32911"
_IS_CODE = re.compile(r"\d\d-\d{4}(?:\.\d\d)?|\d{5}", re.ASCII)
#: A number in a key: "2018", "5"
_IS_INTEGER = re.compile(r"-?\d{1,9}", re.ASCII)
#: No value of a key is longer.
_LONGEST = 300

Key = dict[str, str]


class Cells:
    """Looks up cells; implements `labor.provenance.rules.CellTables`.

    Args:
        processed: Folder of the published tables.
        wanted: All cells that will be asked for, so that each table is read once; those whose
            address names nothing in the tables are left out.
    """

    def __init__(self, processed: Path, wanted: Iterable[Cell]) -> None:
        self._processed = processed
        self._wanted: dict[Cell, Key] = {}
        for cell in wanted:
            try:
                self._wanted[cell] = key_of(cell)
            except ReportError:  # said where the number is checked
                continue
        self._codes = cache(self._find_codes)
        self._rows = cache(self._find_rows)
        self._estimates = cache(self._find_estimates)
        self._own_estimates = cache(self._find_own_estimates)
        self._pools = cache(self._find_pools)

    def value(self, cell: Cell) -> float:
        """The number of a cell; of a group its sum, or its pooled estimate where it is pay.

        Raises:
            ReportError: There is no such cell or number, or two ways to pool pay differ.
        """
        key = key_of(cell)
        if not _group_of(key):
            return self._number(cell, key) if self._row(cell, key) else self._of_items(cell, key)
        if cell.table == "wages":
            return self._pooled(cell, key)
        values = self.members(cell)
        if not values:
            raise _no_number(cell)
        return values[0] if cell.column in _YEARS else float(sum(values))

    def members(self, cell: Cell) -> Sequence[float]:
        """The numbers of a group's occupations, as far as they are published."""
        key = key_of(cell)
        codes = self._codes(cell.table, _group_of(key), next(iter(key.values())))
        found = (self._row(cell, {**key, _CODE: code}).get(cell.column) for code in codes)
        return [float(value) for value in found if pd.notna(value)]

    def likely_range(self, cell: Cell) -> tuple[float, float]:
        """Both ends of the likely range of a pooled estimate, by the code of the page."""
        found = self._estimate(cell, key_of(cell))
        low, high = (found.get(f"pooled_median_{end}_annual_usd") for end in ("low", "high"))
        if low is None or high is None:
            raise _no_number(cell)
        return float(low), float(high)

    def pooled_error(self, cell: Cell) -> float:
        """Relative standard error of the mean of a group, in percent, by the code of the page."""
        key = key_of(cell)
        if not _group_of(key) or (key["statistic"], cell.column) != ("mean", "rse_pct"):
            raise _no_number(cell)
        return self._pools()[0].pay(self._members_of(key)).mean_rse_pct

    def total(self, cell: Cell) -> float:
        """The sum of a column over all detailed occupations of a projection."""
        filters = {"projection_vintage": _projection_of(cell), "occupation_kind": "line_item"}
        return float(self._load("projections", [cell.column], filters)[cell.column].sum())

    def typical_error(self, made: Cell, seen: Cell) -> float:
        """Median error, in percent, of one projection checked with another, by the page's code."""
        vintages = _projection_of(made), _projection_of(seen)
        tables = [load_table(name, self._processed) for name in ("projections", "soc_lineage")]
        checked = checks.backtest(tables[0], tables[1], vintages)
        return float(checks.evaluate(checked)["median_absolute_error_pct"].iloc[0])

    def by_other_code(self, origin: Origin) -> bool:
        """Whether a number is made again here by code that makes no page.

        Args:
            origin: Cells and rule of a number that could be made again.
        """
        if origin.by in (LOWEST, HIGHEST):
            return True
        if origin.by in (POOLED_LOW, POOLED_HIGH, POOLED_ERROR, TYPICAL_ERROR):
            return False
        keys = ((cell, key_of(cell)) for cell in origin.cells if cell.table == "wages")
        return all(self._own_estimate(c, key) is not None for c, key in keys if _group_of(key))

    def _number(self, cell: Cell, key: Key) -> float:
        value = self._row(cell, key).get(cell.column)
        if value is None or pd.isna(value):
            raise _no_number(cell)
        return float(value)

    def _of_items(self, cell: Cell, key: Key) -> float:
        """The sum over the line items of a group, in a projection published without groups."""
        code = key.get(_CODE, "")
        if cell.table != "projections" or not code.endswith("0"):
            raise _no_number(cell)
        names = [_CODE, "occupation_kind", cell.column]
        rows = self._load(cell.table, names, {"projection_vintage": _projection_of(cell)})
        items = rows[rows[_CODE].str.startswith(stems(code))]
        if items.empty or (rows["occupation_kind"] != "line_item").any():
            raise _no_number(cell)
        found = items[cell.column]
        return float(found.iloc[0]) if cell.column in _YEARS else float(found.sum(skipna=False))

    def _row(self, cell: Cell, key: Key) -> Mapping[str, Any]:
        """The row of a cell; empty if there is none."""
        return self._rows(cell.table, tuple(key)).get(tuple(key.values()), {})

    def _pooled(self, cell: Cell, key: Key) -> float:
        """The estimate of the page's code, held against that of `pooling` where there is one."""
        basis = cell.column.partition("_")[0]
        made = self._estimate(cell, key).get(f"{key['statistic']}_{basis}_usd")
        if made is None or pd.isna(made):
            raise _no_number(cell)
        estimate, own = float(made), self._own_estimate(cell, key)
        if own is not None and abs(own - estimate) > ROUNDING[basis] / 2 + CLOSE * own:
            raise ReportError(
                "Two ways to pool the pay of a group differ",
                where=cell.words,
                expected=f"{own:.10g}, by labor.answers.verify.pooling",
                got=f"{estimate:.10g}, by labor.methods.composite",
            )
        return estimate

    def _estimate(self, cell: Cell, key: Key) -> Mapping[str, float | str]:
        """What is estimated of the pay of a group, see `methods.composite.Pools`."""
        is_of_all = all(key[name] == value for name, value in _USUAL.items())
        if not _group_of(key) or not is_of_all:
            raise _no_number(cell)
        return self._estimates(_group_of(key), key["reference_year"], key["area_code"])

    def _members_of(self, key: Key) -> pd.DataFrame:
        """Rows of a group's occupations in a year and area, as `Pools` take them."""
        codes = self._codes("wages", _group_of(key), key["reference_year"])
        place = {"reference_year": int(key["reference_year"]), "area_code": key["area_code"]}
        return pd.DataFrame([{_CODE: code, **place} for code in codes])

    def _own_estimate(self, cell: Cell, key: Key) -> float | None:
        basis = cell.column.partition("_")[0]
        place = key["reference_year"], key["area_code"]
        return self._own_estimates(_group_of(key), *place, basis).get(key["statistic"])

    def _find_estimates(self, group: str, year: str, area: str) -> Mapping[str, float | str]:
        key = {"reference_year": year, "area_code": area, _CODE: group}
        return self._pools()[0].estimate(self._members_of(key))

    def _find_own_estimates(
        self, group: str, year: str, area: str, basis: str
    ) -> Mapping[str, float]:
        return self._pools()[1].pay(self._codes("wages", group, year), int(year), area, basis)

    def _find_pools(self) -> tuple[Pools, GroupPay]:
        """Both ways to estimate, from the rows of all years and areas they are asked for."""
        keys = [key for cell, key in self._wanted.items() if cell.table == "wages"]
        keys = [key for key in keys if _group_of(key)]
        filters: dict[str, Any] = {
            **_USUAL,
            "reference_year": {int(key["reference_year"]) for key in keys},
            # The nation's rows show the pay scale that estimates are made on.
            "area_code": {NATION, *(key["area_code"] for key in keys)},
        }
        wages, employment = (self._load(name, None, filters) for name in ("wages", "employment"))
        return Pools(wages, employment), GroupPay(wages, employment)

    def _find_codes(self, table: str, group: str, when: str) -> tuple[str, ...]:
        """The occupations of a group in the codes of a year or a projection."""
        if "reference_year" in TABLES[table].key:
            filters: dict[str, Any] = {"reference_year": int(when), "area_code": NATION}
        else:
            filters = {TABLES[table].key[0]: when}
        rows = self._load(table, ["soc_version", _CODE], filters)
        if rows.empty:
            raise ReportError("The tables have no rows of this time", where=f"{table}, {when}")
        role = directory_of(self._processed).resolve(group)
        if role.chance < 1:
            # A page names its groups; words that have to be read are none.
            raise ReportError("There is no such group", where=f"{group}, {when}")
        listed = frozenset(rows[_CODE])
        own = slots(role, rows["soc_version"].iloc[0], listed)
        codes = [slot.code for slot in own if slot.code]
        if not codes:
            raise ReportError("A group has no occupations then", where=f"{group}, {when}")
        return tuple(codes)

    def _find_rows(
        self, table: str, names: tuple[str, ...]
    ) -> dict[tuple[str, ...], dict[str, Any]]:
        """The rows of a table that are asked for, by the values of their keys."""
        wanted = {key for cell in self._wanted if cell.table == table for key in self._keys(cell)}
        filters: dict[str, Any] = {}
        for name, values in zip(names, zip(*wanted, strict=True), strict=True):
            is_text = TABLES[table].dtypes[name] == "str"
            filters[name] = set(values) if is_text else {int(value) for value in values}
        rows = self._load(table, None, filters)
        if table in _KEYS:  # what comes later, the more detailed row, takes its place
            rows = by_detail(rows)
        keys = list(zip(*(rows[name].astype("str") for name in names), strict=True))
        found: list[dict[Any, Any]] = rows[[key in wanted for key in keys]].to_dict("records")
        return dict(zip((key for key in keys if key in wanted), found, strict=True))

    def _keys(self, cell: Cell) -> list[tuple[str, ...]]:
        """The values of the keys of a cell's rows: one, or those of a group's occupations."""
        key = self._wanted[cell]
        if not _group_of(key):
            return [tuple(key.values())]
        try:
            codes = self._codes(cell.table, _group_of(key), next(iter(key.values())))
        except LaborError:  # said where the number is checked
            return []
        return [tuple({**key, _CODE: code}.values()) for code in codes]

    def _load(
        self, table: str, columns: Sequence[str] | None, filters: Mapping[str, Any]
    ) -> pd.DataFrame:
        return load_table(table, self._processed, columns=columns, **dict(filters))


def key_of(cell: Cell) -> Key:
    """The key of a cell by the names of its columns.

    Args:
        cell: A cell, with a part `column=value` for each key column that has not the usual value.

    Returns:
        The values by name, the time first.

    Raises:
        ReportError: There is no such table or no such number in it, its key has other parts, or
            a part is none that the key can have.
    """
    if cell.table not in TABLES:
        raise ReportError("There is no such table", where=printable(cell.words))
    schema = TABLES[cell.table]
    kinds = {column.name: column.kind for column in schema.columns}
    if kinds.get(cell.column) not in ("integer", "number"):
        raise ReportError("The tables have no such number", where=printable(cell.words))
    named = dict(part.split("=", 1) for part in cell.key if "=" in part)
    plain = [part for part in cell.key if "=" not in part]
    names = _KEYS.get(cell.table, schema.key)
    usual = {n: value for n, value in _USUAL.items() if n in schema.key and n not in names}
    if len(plain) != len(names) or set(named) - set(usual):
        raise ReportError(
            "The address of a cell has other parts than its table's key",
            where=printable(cell.words),
            expected=", ".join(names),
        )
    key = {**dict(zip(names, plain, strict=True)), **usual, **named}
    for name, value in key.items():
        is_number = kinds[name] == "text" or _IS_INTEGER.fullmatch(value)
        if len(value) > _LONGEST or not value.isprintable() or not is_number:
            raise ReportError(
                "The address of a cell has a part that is no value of its column",
                where=printable(cell.words),
                expected="a whole number" if kinds[name] == "integer" else "a short text",
                got=f"{name} {printable(value, 40)}",
            )
    return key


def _group_of(key: Key) -> str:
    """The name of a group of occupations; empty for a code, and where there is no occupation."""
    who = key.get(_CODE, "")
    return "" if _IS_CODE.fullmatch(who) else who


def _projection_of(cell: Cell) -> str:
    """The projection that a cell is of."""
    key = key_of(cell)
    if cell.table != "projections":
        raise _no_number(cell)
    return key["projection_vintage"]


def _no_number(cell: Cell) -> ReportError:
    return ReportError("The tables have no such number", where=printable(cell.words))
