"""The estimated pay of a group of occupations, in the columns of a pay table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd

from labor.methods.composite import PooledPay, pooled_from
from labor.methods.evidence import (
    PayTable,
    national_percentiles,
    one_row_each,
    scale_of_percentiles,
)
from labor.methods.pay_curves import PayScale
from labor.terms import NATION


class Pools:
    """Estimates of groups' pay from one set of tables; what several of them need is made once.

    Args:
        wages: Table `wages`: all occupations of the years and areas wanted, and of the nation,
            whose rows show the pay scale of a release.
        employment: Table `employment`, of the same years and areas.
    """

    def __init__(self, wages: pd.DataFrame, employment: pd.DataFrame) -> None:
        self._table = _pay_tables(wages, employment)
        self._found: dict[tuple[object, ...], PooledPay] = {}

    def pay(self, members: pd.DataFrame, basis: str = "annual") -> PooledPay:
        """The estimate for a group in the year and area of its members' rows.

        Args:
            members: Rows with `reference_year`, `area_code` and `occupation_code`.
            basis: "annual" or "hourly".

        Returns:
            See `composite.pooled_pay`.
        """
        year, area_code = int(members["reference_year"].iloc[0]), members["area_code"].iloc[0]
        codes = tuple(members["occupation_code"])
        key = year, area_code, basis, codes
        if key not in self._found:
            self._found[key] = pooled_from(self._table(year, area_code, basis), codes)
        return self._found[key]

    def estimate(self, members: pd.DataFrame) -> dict[str, float | str]:
        """The same in the columns of a pay table, a `levels.PoolEstimate`.

        Args:
            members: See `pay`.

        Returns:
            `<statistic>_annual_usd` and `<statistic>_hourly_usd` with their status, and the
            likely range of the annual median.
        """
        row: dict[str, float | str] = {}
        for basis in ("annual", "hourly"):
            for line in self.pay(members, basis).estimates.to_dict("records"):
                row[f"{line['statistic']}_{basis}_usd"] = line["pay_usd"]
                row[f"{line['statistic']}_{basis}_usd_status"] = line["pay_usd_status"]
                if (line["statistic"], basis) == ("median", "annual"):
                    row["pooled_median_low_annual_usd"] = line["likely_low_usd"]
                    row["pooled_median_high_annual_usd"] = line["likely_high_usd"]
        return row


def _pay_tables(
    wages: pd.DataFrame, employment: pd.DataFrame
) -> Callable[[int, str, str], PayTable]:
    """Pay tables by year, area and basis; what several of them need is made once."""

    @cache
    def parted() -> tuple[dict, dict]:
        """Rows by year and area: a history asks for 27 years, a list of places for 54 areas."""
        keys = ["reference_year", "area_code"]
        return tuple(dict(iter(rows.groupby(keys))) for rows in (wages, employment))

    @cache
    def wide(year: int, area_code: str) -> pd.DataFrame:
        pay, jobs = (rows.get((year, area_code)) for rows in parted())
        return one_row_each(
            wages if pay is None else pay, employment if jobs is None else jobs, year, area_code
        )

    @cache
    def percentiles(year: int) -> pd.DataFrame:
        return national_percentiles(parted()[0].get((year, NATION), wages[:0]), year)

    @cache
    def scale(year: int, basis: str) -> PayScale:
        return scale_of_percentiles(percentiles(year), basis)

    @cache
    def table(year: int, area_code: str, basis: str) -> PayTable:
        return PayTable.on_scale(wide(year, area_code), scale(year, basis), year, basis)

    return table
