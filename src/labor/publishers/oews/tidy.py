"""OEWS in common names: a row per wage statistic, and a row per employment estimate."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from labor.errors import ParseError
from labor.occupations.vintages import soc_of_estimates
from labor.publishers.oews.codes import Labels, area, flat_area, industry, occupation, ownership
from labor.publishers.oews.layouts import FLAT_KIND
from labor.publishers.reading.tables import FileFacts, Tables
from labor.schema.tables import TABLES
from labor.terms import PERCENTILES

logger = logging.getLogger(__name__)

#: The statistics of pay in the order in which the tables print them.
_STATISTICS = ("mean", *PERCENTILES)
_KEY = list(TABLES["employment"].key)

EMPLOYMENT_MEASURES = {
    "employment_jobs": "tot_emp",
    "employment_rse_pct": "emp_prse",
    "jobs_per_1000": "jobs_1000",
    "location_quotient": "loc_quotient",
    "industry_share_pct": "pct_total",
    "establishments_reporting_pct": "pct_rpt",
}

_WAGE_MARKS = {"*": "not_available", "***": "withdrawn", "#": "top_coded"}
#: `#` beside jobs stands in the table of 1997 only and hides a number without naming a floor.
_EMPLOYMENT_MARKS = {"**": "not_available", "#": "not_available", "~": "below_half_percent"}

_STATUSES = (
    "published", "not_applicable", "not_available", "withdrawn", "top_coded", "below_half_percent",
)  # fmt: skip
#: The cells of a column.
Values = np.ndarray | pd.api.extensions.ExtensionArray

_PAY_BASES = ("hourly_and_annual", "annual_only", "hourly_only")


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `wages` and `employment`.

    A column that the file does not have gives values with the status not_applicable.
    A row that the publisher printed twice, cell for cell, is kept once and logged.

    Args:
        parsed: Output of `oews.parse.parse`, one row per row of the publisher.
        kind: "oews.estimates" or "oews.flat_employment".
        vintage: Reference year.
        source_id: Raw table the rows come from.
        facts: `top_code_hourly_usd` and `top_code_annual_usd` where wages are
            top-coded; `industry_level` where the file's name says it.

    Returns:
        {"wages": six rows, one per statistic, for each row of the publisher;
        "employment": one row for each}; a table that the file has no column of is left out.

    Raises:
        ParseError: Rows with one key differ, a state is not known, or wages are top-coded and
            the facts lack the floor.
    """
    year = int(vintage)
    area_of: Callable[[Labels], tuple] = partial(area, year=year)
    if kind == FLAT_KIND:
        code = parsed["occupation_code"]
        parsed = parsed.assign(occupation_code=code.str[:2] + "-" + code.str[2:])
        area_of = flat_area
    labels = _labels(parsed, area_of, str(facts.get("industry_level", "")))
    labels = labels.assign(
        reference_year=year, soc_version=soc_of_estimates(year), source_id=source_id
    )
    once = _printed_once(parsed, labels)
    parsed, labels = parsed[once], labels[once]
    tables = {}
    if any(f"{unit}_{statistic}" in parsed for unit in "ha" for statistic in _STATISTICS):
        tables["wages"] = _wages(parsed, labels, facts)
    if any(name in parsed for name in EMPLOYMENT_MEASURES.values()):
        tables["employment"] = _employment(parsed, labels)
    return tables


def _labels(
    parsed: pd.DataFrame, area_of: Callable[[Labels], tuple], file_level: str
) -> pd.DataFrame:
    """Area, industry, owners and occupation of every row."""
    areas = _translated(
        parsed,
        ("area_code", "area_title", "area_type", "primary_state"),
        ("area_code", "area_title", "area_type"),
        area_of,
    )
    industries = _translated(
        parsed,
        ("industry_code", "industry_title", "industry_level", "naics_level", "ownership"),
        ("industry_code", "industry_title", "industry_level"),
        partial(industry, file_level=file_level),
    )
    owners = _translated(parsed, ("ownership", "ownership_code"), ("ownership_code",), ownership)
    occupations = _translated(
        parsed.assign(area_type=areas["area_type"]),
        ("occupation_code", "occupation_title", "occupation_level", "area_type"),
        ("occupation_code", "occupation_title", "occupation_level"),
        occupation,
    )
    return pd.concat([areas, industries, owners, occupations], axis=1)


def _translated(
    parsed: pd.DataFrame,
    printed: Sequence[str],
    names: Sequence[str],
    translate: Callable[[Labels], tuple],
) -> pd.DataFrame:
    """Columns that depend on other columns, worked out once for each different combination."""
    there = [name for name in printed if name in parsed]
    if there:
        group = parsed.groupby(there, sort=False, dropna=False).ngroup().to_numpy()
        _, first = np.unique(group, return_index=True)
        rows = parsed[there].iloc[first].itertuples(index=False, name=None)
        combinations = [dict(zip(there, row, strict=True)) for row in rows]
    else:
        group, combinations = np.zeros(len(parsed), dtype=np.intp), [{}]
    made = zip(*map(translate, combinations), strict=True)
    return pd.DataFrame(
        {name: _repeated(cells, group) for name, cells in zip(names, made, strict=True)}
    )


def _repeated(texts: Sequence[str | None], places: np.ndarray) -> pd.Categorical:
    """A column that has in each row the text at a place of a list."""
    return pd.Categorical(pd.array(texts, dtype="str")).take(places)


def _printed_once(parsed: pd.DataFrame, labels: pd.DataFrame) -> np.ndarray:
    """Which rows to keep: all but the repetitions of a row that are the same cell for cell.

    The agency has printed a row twice before (May 2022, Minneapolis, 43-5053).
    """
    key = labels[_KEY]
    if not key.duplicated().any():
        return np.ones(len(key), dtype=bool)
    cells = pd.concat([key, parsed.add_prefix("printed_")], axis=1)
    repeated = cells.duplicated()
    contradicted = cells[~repeated].loc[lambda rows: rows.duplicated(_KEY)]
    if len(contradicted):
        raise ParseError(
            f"{len(contradicted)} rows repeat the key of another row with other cells",
            where=str(labels["source_id"].iloc[0]),
            expected="one row for each area, industry, ownership, occupation and level",
            got="; ".join(_named(row) for row in contradicted.head(3).to_dict("records")),
            next_step="Look at these rows in the file; it may be several tables put together.",
        )
    again = cells[repeated]
    logger.warning(
        "%s prints %d rows twice, the same cell for cell; each is kept once: %s",
        labels["source_id"].iloc[0],
        len(again),
        "; ".join(_named(row) for row in again.head(3).to_dict("records")),
    )
    return ~repeated.to_numpy()


def _named(row: Mapping[Hashable, object]) -> str:
    return ", ".join(f"{name} {row[name]}" for name in _KEY)


def _wages(parsed: pd.DataFrame, labels: pd.DataFrame, facts: FileFacts) -> pd.DataFrame:
    basis = _pay_basis(parsed)
    blocks = []
    below = dict.fromkeys(("hourly_wage_usd", "annual_wage_usd"), np.full(len(parsed), np.nan))
    for statistic in _STATISTICS:
        rse = "mean_prse" if statistic == "mean" else ""
        measures = _measure(parsed, "rse_pct", rse, _WAGE_MARKS, facts)
        for name in below:
            wage = _measure(parsed, name, f"{name[0]}_{statistic}", _WAGE_MARKS, facts)
            if statistic in PERCENTILES:
                wage, below[name] = _at_least(wage, name, below[name])
            measures |= wage
        blocks.append(labels.assign(statistic=statistic, **measures, pay_basis=basis))
    return pd.concat(blocks, ignore_index=True)[TABLES["wages"].names]


def _at_least(
    wage: dict[str, Values], name: str, below: np.ndarray
) -> tuple[dict[str, Values], np.ndarray]:
    """Raise the limit of a top-coded percentile to the highest one printed below it.

    From May 2025 on the agency prints percentiles above the floor, and in some rows of areas and
    industries a `#` above them: Iowa prints $657,190 and `#` as p75 and p90 of 29-1249.
    """
    values = np.asarray(wage[name], dtype=float)
    is_top = np.asarray(wage[f"{name}_status"] == "top_coded", dtype=bool)
    values = np.where(is_top, np.fmax(values, below), values)
    return {**wage, name: values}, np.fmax(values, below)


def _employment(parsed: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    measures: dict[str, Values] = {}
    for name, column in EMPLOYMENT_MEASURES.items():
        measures |= _measure(parsed, name, column, _EMPLOYMENT_MARKS, {})
    return labels.assign(**measures)[TABLES["employment"].names]


def _pay_basis(parsed: pd.DataFrame) -> pd.Categorical:
    if not {"annual_only", "hourly_only"} & set(parsed.columns):
        return _repeated([None], np.zeros(len(parsed), dtype=np.intp))
    # Before May 2004 no column says that only the hourly wage is published.
    basis = np.zeros(len(parsed), dtype=np.intp)
    for number, name in enumerate(_PAY_BASES[1:], start=1):
        if name in parsed:
            basis[parsed[name].to_numpy()] = number
    return _repeated(_PAY_BASES, basis)


def _measure(
    parsed: pd.DataFrame, name: str, column: str, meanings: Mapping[str, str], facts: FileFacts
) -> dict[str, Values]:
    """A number and its status, as two columns `<name>` and `<name>_status`."""
    if column not in parsed:
        places = np.full(len(parsed), _STATUSES.index("not_applicable"))
        empty = np.full(len(parsed), np.nan)
        return {name: empty, f"{name}_status": _repeated(_STATUSES, places)}
    values = parsed[column].to_numpy(copy=True)
    numbers = np.where(np.isnan(values), _STATUSES.index("not_applicable"), 0)
    marks = parsed[f"{column}_mark"]
    for mark in marks.unique():
        if not mark:
            continue
        hit = (marks == mark).to_numpy()
        numbers[hit] = _STATUSES.index(meanings[mark])
        if meanings[mark] == "top_coded":
            values[hit] = _floor(name, facts)
    return {name: values, f"{name}_status": _repeated(_STATUSES, numbers)}


def _floor(name: str, facts: FileFacts) -> float:
    fact = "top_code_hourly_usd" if name.startswith("hourly") else "top_code_annual_usd"
    if fact not in facts:
        raise ParseError(
            "Wages are top-coded and the floor of that year is not known",
            expected=f"the fact {fact}",
            got=", ".join(facts) or "no facts",
            next_step="Read the table together with its field descriptions.",
        )
    return float(facts[fact])
