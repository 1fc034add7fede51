"""The price indexes that pay can be deflated with, all in the form of the table `prices`."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from labor.errors import AnalysisError

#: The index of BLS's own calculator, used where none is named.
CPI_U = "cpi_u"
#: Column of a table of prices with the name of the index; one without it holds the CPI-U.
SERIES = "series"


@dataclass(frozen=True)
class PriceIndex:
    """A price index.

    Args:
        short: Name in a sentence.
        title: What it is, with its base.
    """

    short: str
    title: str


PRICE_INDEXES = {
    CPI_U: PriceIndex(
        "CPI-U", "CPI-U, U.S. city average, all items, not seasonally adjusted (1982-84 = 100)"
    ),
    "r_cpi_u_rs": PriceIndex(
        "R-CPI-U-RS",
        "R-CPI-U-RS, U.S. city average, all items, not seasonally adjusted (December 1977 = 100)",
    ),
    "pce": PriceIndex(
        "PCE", "PCE, price index of personal consumption, seasonally adjusted (2017 = 100)"
    ),
}


def index_named(text: str) -> str:
    """The price index that a person names: "CPI-U", "pce", "R-CPI-U-RS".

    Raises:
        AnalysisError: There is no such index.
    """
    name = re.sub(r"[^a-z]+", "_", text.lower()).strip("_")
    name = {"cpi": CPI_U, "cpi_u_rs": "r_cpi_u_rs", "pcepi": "pce"}.get(name, name)
    if name in PRICE_INDEXES:
        return name
    raise AnalysisError("There is no such deflator", expected=", ".join(PRICE_INDEXES), got=text)


def prices_by(prices: pd.DataFrame, others: pd.DataFrame, name: str) -> pd.DataFrame:
    """The months of an index in the columns of `prices`.

    Args:
        prices: Table `prices`.
        others: Table `price_indexes`.
        name: The index, one of `PRICE_INDEXES`.

    Returns:
        `prices` itself for the CPI-U; else rows with `year`, `month`, the index in
        `cpi_u_index` with its status, `source_id` and `series`.
    """
    if name == CPI_U:
        return prices
    columns = {"price_index": "cpi_u_index", "price_index_status": "cpi_u_index_status"}
    return others[others[SERIES] == name].rename(columns=columns)


def index_of(prices: pd.DataFrame) -> PriceIndex:
    """Which index a table of prices holds."""
    return PRICE_INDEXES[name_of(prices)]


def name_of(prices: pd.DataFrame) -> str:
    """The name of the index that a table of prices holds."""
    return str(prices[SERIES].iloc[0]) if SERIES in prices and len(prices) else CPI_U
