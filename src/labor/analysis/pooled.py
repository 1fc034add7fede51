"""The estimated pay of a group of occupations, in the columns of a pay table."""

from __future__ import annotations

import pandas as pd

from labor.analysis.composite import pooled_pay
from labor.analysis.levels import PoolEstimate


def pool_of(wages: pd.DataFrame, employment: pd.DataFrame) -> PoolEstimate:
    """Make the function that estimates a composite's pay from its members' rows.

    Args:
        wages: Table `wages`, all occupations of the years wanted.
        employment: Table `employment`.

    Returns:
        A function from members' rows of one year and area to `<statistic>_annual_usd` and
        `<statistic>_hourly_usd` with their status, and the likely range of the annual median.
    """

    def estimate(members: pd.DataFrame) -> dict[str, float | str]:
        row: dict[str, float | str] = {}
        for basis in ("annual", "hourly"):
            found = pooled_pay(
                wages,
                employment,
                members["occupation_code"].tolist(),
                year=int(members["reference_year"].iloc[0]),
                area_code=members["area_code"].iloc[0],
                basis=basis,
            )
            for line in found.estimates.to_dict("records"):
                row[f"{line['statistic']}_{basis}_usd"] = line["pay_usd"]
                row[f"{line['statistic']}_{basis}_usd_status"] = line["pay_usd_status"]
                if (line["statistic"], basis) == ("median", "annual"):
                    row["pooled_median_low_annual_usd"] = line["likely_low_usd"]
                    row["pooled_median_high_annual_usd"] = line["likely_high_usd"]
        return row

    return estimate
