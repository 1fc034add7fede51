"""From which cells the columns of result tables come: their rows name the cells by their keys.

The columns that methods and answers add to the tidy tables are known here by their names, because
a mark is made where a number is written, from a row that says nothing but its keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from labor.provenance.origin import (
    AT_NATIONAL_PRICES,
    HIGHEST,
    LOWEST,
    POOLED,
    POOLED_ERROR,
    POOLED_HIGH,
    POOLED_LOW,
    PUBLISHED,
    REAL_PAY,
    REAL_PAY_OF_QUARTER,
    Cell,
    Origin,
    together,
)
from labor.terms import ALL_INDUSTRIES, ALL_OCCUPATIONS, ALL_OWNERS, DERIVED, FIRST_MAY

Row = Mapping[str, Any]

#: Month whose prices pay of a year is measured in.
PRICE_MONTH = 5
#: Months of the fourth quarter, to which pay refers before `terms.FIRST_MAY`.
PRICE_QUARTER = (10, 11, 12)

#: End of the name of a column that holds the origins of another, where a table is made for a
#: drawing and its columns have no names of their own.
ORIGIN = "_origin"

#: "median_annual_usd", "p10_hourly_usd", "mean_annual_real_usd"
_WAGE = re.compile(r"(mean|p10|p25|median|p75|p90)_(annual|hourly)_(real_)?usd")
#: "median_annual_at_national_prices_usd"
_AT_NATIONAL = "_at_national_prices"
_JOBS = ("employment_jobs", "employment_rse_pct", "location_quotient")
_PROJECTED = (
    *("base_employment_jobs", "target_employment_jobs", "employment_change_jobs"),
    *("employment_change_pct", "openings_annual_average_jobs", "openings_ten_year_total_jobs"),
)
#: Parts of yearly openings by the names that result tables have for them.
_PARTS = {
    "exits_jobs": "labor_force_exits_annual_average_jobs",
    "transfers_jobs": "occupational_transfers_annual_average_jobs",
}
#: Figures that are made of columns of `projections`: the rule, and the columns a, b, c ...; the
#: change in percent is printed but for sums of occupations.
_FORMULAS = {
    "employment_change_pct": ("a / b × 100", "employment_change_jobs", "base_employment_jobs"),
    "openings_per_100_jobs": (
        "a / b × 100", "openings_annual_average_jobs", "base_employment_jobs",
    ),
    "growth_jobs": ("a / (b − c)", "employment_change_jobs", "target_year", "base_year"),
    "annual_growth_pct": (
        "((a / b)^(1 / (c − d)) − 1) × 100",
        *("target_employment_jobs", "base_employment_jobs", "target_year", "base_year"),
    ),
}  # fmt: skip
#: What an occupation asks of newcomers, in words: "Less than 5 years".
_CATEGORIES = ("entry_education", "work_experience", "training")
#: Figures of a group that are taken from the medians of its occupations.
_OF_MEMBERS = {
    "low_median_annual_usd": LOWEST,
    "high_median_annual_usd": HIGHEST,
    "pooled_median_annual_usd": POOLED,
    "pooled_median_low_annual_usd": POOLED_LOW,
    "pooled_median_high_annual_usd": POOLED_HIGH,
}


def origin_of(row: Row, name: str) -> Origin | None:
    """Where the number in a column of a result table comes from.

    Args:
        row: Row of a result table, with its keys.
        name: Column of the number.

    Returns:
        The cells and what was done with them, told by `<name>_origin` if the row has it; None
        for a column that is not known here, or where the row does not say of what occupation,
        year or place it is.
    """
    if f"{name}{ORIGIN}" in row:
        given: Origin | None = row[f"{name}{ORIGIN}"]
        return given
    maker = _maker(name)
    try:
        return maker(row, name) if maker else None
    except KeyError:
        return None


def _maker(name: str) -> Callable[[Row, str], Origin | None] | None:
    if _WAGE.fullmatch(name):
        return _wage
    if _AT_NATIONAL in name:
        return _at_national_prices
    if name in _PROJECTED or name in _PARTS:
        return _projected
    if name in _CATEGORIES:
        return lambda row, name: Origin((projection_cell(row, name),))
    others = {
        **dict.fromkeys(_JOBS, _jobs),
        **dict.fromkeys(_OF_MEMBERS, _of_members),
        "mean_rse_pct": _mean_error,
        "price_parity_index": _price_level,
        "pooled_difference_pct": _from_the_printed,
        **dict.fromkeys(_FORMULAS, _by_formula),
    }
    return others.get(name)


def wage_cell(row: Row, statistic: str, column: str) -> Cell:
    """The cell of `wages` with a statistic of the row's occupation, year and place.

    Args:
        row: Row of a result table, with its keys.
        statistic: "median", "p10" ...
        column: Column of `wages`, such as "annual_wage_usd".

    Raises:
        KeyError: The row does not say of what occupation, year or place it is.
    """
    return Cell("wages", (*_place(row), statistic, *_industry(row)), column)


def price_cell(year: int, month: int, series: str = "cpi_u") -> Cell:
    """The cell of a price index: of `prices` for the CPI-U, of `price_indexes` for others."""
    when = (str(int(year)), str(month))
    if series == "cpi_u":
        return Cell("prices", when, "cpi_u_index")
    return Cell("price_indexes", (series, *when), "price_index")


def price_cells(year: int, series: str = "cpi_u") -> tuple[Cell, ...]:
    """The cells of a price index with the months that pay of a year refers to."""
    months = (PRICE_MONTH,) if year >= FIRST_MAY else PRICE_QUARTER
    return tuple(price_cell(year, month, series) for month in months)


def projection_cell(row: Row, column: str) -> Cell:
    """The cell of `projections` with a figure of the row's occupation and projection.

    Args:
        row: Row of a result table, with its keys.
        column: Column of `projections`.

    Raises:
        KeyError: The row does not say of what occupation or projection it is.
    """
    return Cell("projections", (str(row["projection_vintage"]), _who(row)), column)


def _wage(row: Row, name: str) -> Origin:
    statistic, unit, *_ = name.split("_")
    plain = Origin((wage_cell(row, statistic, f"{unit}_wage_usd"),))
    if _is_group(row):
        plain = _of_group(row, statistic, unit) or Origin(plain.cells, POOLED)
    if not name.endswith("_real_usd") or not plain.cells:
        return plain
    (cell,) = plain.cells
    series = str(row.get("price_series", "cpi_u"))
    base = price_cell(int(row["base_year"]), PRICE_MONTH, series)
    own = price_cells(int(row["reference_year"]), series)
    return Origin((cell, base, *own), REAL_PAY if len(own) == 1 else REAL_PAY_OF_QUARTER)


def _at_national_prices(row: Row, name: str) -> Origin | None:
    pay = _wage(row, name.replace(_AT_NATIONAL, ""))
    if pay.by not in (PUBLISHED, POOLED):
        return Origin((), pay.by)
    return together(AT_NATIONAL_PRICES, pay, _price_level(row, "price_parity_index"))


def _price_level(row: Row, name: str) -> Origin:
    key = (row["price_parity_fips"], "all_items", str(int(row["price_parity_year"])))
    return Origin((Cell("price_parities", key, name),))


def _of_group(row: Row, statistic: str, unit: str) -> Origin | None:
    """Where a figure of a group is printed, if it is."""
    if f"{statistic}_{unit}_usd" not in str(row.get("printed_figures", "")).split(", "):
        return None
    table, *key = str(row["printed_row"]).split("/")
    if table == "profiles":
        return Origin((Cell(table, tuple(key), f"{statistic}_{unit}_wage_usd"),))
    if table == "wages":
        return Origin((Cell(table, (*key, statistic), f"{unit}_wage_usd"),))
    return Origin((), f"quoted from {row['printed_page']}")


def _mean_error(row: Row, name: str) -> Origin:
    cell = wage_cell(row, "mean", "rse_pct")
    if not _is_group(row):
        return Origin((cell,))
    if row["mean_rse_pct_status"] == DERIVED:
        return Origin((cell,), POOLED_ERROR)
    key = str(row["printed_row"]).split("/")[1:]
    return Origin((Cell("wages", (*key, "mean"), "rse_pct"),))


def _from_the_printed(row: Row, name: str) -> Origin | None:
    """How far the pooled median of a group is from the printed one."""
    pooled = _of_members(row, "pooled_median_annual_usd")
    return together("(a / b − 1) × 100", pooled, _of_group(row, "median", "annual"))


def _jobs(row: Row, name: str) -> Origin:
    cell = Cell("employment", (*_place(row), *_industry(row)), name)
    return Origin((cell,), "sum of its occupations" if _is_group(row) else PUBLISHED)


def _of_members(row: Row, name: str) -> Origin:
    return Origin((wage_cell(row, "median", "annual_wage_usd"),), _OF_MEMBERS[name])


def _projected(row: Row, name: str) -> Origin:
    # A group with a code is a sum, too, in a projection that was published without groups.
    of_all = row.get("occupation_code") == ALL_OCCUPATIONS
    is_sum = _is_group(row) or (row.get(f"{name}_status") == DERIVED and not of_all)
    if is_sum and name == "employment_change_pct":
        return _by_formula(row, name)
    cell = projection_cell(row, _PARTS.get(name, name))
    return Origin((cell,), "sum of its occupations" if is_sum else PUBLISHED)


def _by_formula(row: Row, name: str) -> Origin:
    by, *columns = _FORMULAS[name]
    return Origin(tuple(projection_cell(row, column) for column in columns), by)


def _place(row: Row) -> tuple[str, str, str]:
    return str(int(row["reference_year"])), str(row["area_code"]), _who(row)


def _industry(row: Row) -> tuple[str, ...]:
    """The industry and owner, where they are not all industries and all owners."""
    usual = {"industry_code": ALL_INDUSTRIES, "ownership_code": ALL_OWNERS}
    names = [name for name in usual if str(row.get(name, usual[name])) != usual[name]]
    return tuple(f"{name}={row[name]}" for name in names)


def _is_group(row: Row) -> bool:
    return row.get("role_kind") == "composite"


def _who(row: Row) -> str:
    """The occupation's code, or the name of a group of occupations."""
    who = str(row["role"] if _is_group(row) else row["occupation_code"])
    if not who:
        raise KeyError("occupation_code")
    return who
