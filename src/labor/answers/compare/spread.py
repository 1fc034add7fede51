"""How wide pay is in each role of a comparison, how sure its median is, and the peers together."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from labor.methods.uncertainty import LEVEL, critical, rse_of_mean, rse_of_median
from labor.show import words
from labor.show.rows import Row, label, records
from labor.show.table import Field, Table
from labor.terms import PERCENTILES, PUBLISHED

#: Columns of the rows and their types.
SPREAD = {
    "role": "str",
    "occupation_code": "str",
    "p90_by_p10": "float64",
    "median_annual_usd": "float64",
    "approximate_median_rse_pct": "float64",
    "mean_annual_usd": "float64",
    "mean_rse_pct": "float64",
    "employment_jobs": "float64",
    "peers": "Int64",
}
_TOGETHER = "Similar roles together"


def spread_of(pay: pd.DataFrame) -> pd.DataFrame:
    """Ratio of percentiles and approximate error of the median by role; then the peers' mean.

    Args:
        pay: Pay table of a comparison, see `levels.COLUMNS`.

    Returns:
        A row per role and code with the columns `SPREAD`, without the members of groups, and one
        for the peers together, their means weighted with their jobs, where two or more have both.
        A number is NaN where what it is made of is not published.
    """
    rows = list(_rows(pay))
    peers = pay[~pay["is_subject"] & (pay["role_kind"] != "member")]
    used = peers[peers["mean_annual_usd"].notna() & (peers["employment_jobs"] > 0)]
    used = used[used["mean_annual_usd_status"] != "top_coded"].drop_duplicates("occupation_code")
    if len(used) > 1:
        jobs = used["employment_jobs"].to_numpy(dtype=float)
        rows.append(
            {
                "role": _TOGETHER,
                "occupation_code": "",
                "mean_annual_usd": float(used["mean_annual_usd"] @ jobs / jobs.sum()),
                "mean_rse_pct": rse_of_mean(used["mean_annual_usd"], used["mean_rse_pct"], jobs),
                "employment_jobs": float(jobs.sum()),
                "peers": len(used),
            }
        )
    return pd.DataFrame(rows).reindex(columns=list(SPREAD)).astype(SPREAD)


def _rows(pay: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in records(pay[pay["role_kind"] != "member"]):
        points = np.array([_published(row, f"{name}_annual_usd") for name in PERCENTILES])
        yield {
            "role": label(row),
            "occupation_code": row["occupation_code"],
            "p90_by_p10": points[-1] / points[0],
            "median_annual_usd": points[2],
            "approximate_median_rse_pct": rse_of_median(points, _number(row["mean_rse_pct"])),
            "mean_annual_usd": _published(row, "mean_annual_usd"),
            "mean_rse_pct": _number(row["mean_rse_pct"]),
            "employment_jobs": _number(row["employment_jobs"]),
        }


def _published(row: Row, name: str) -> float:
    return float(row[name]) if row[f"{name}_status"] == PUBLISHED else math.nan


def _number(value: Any) -> float:
    return math.nan if value is None or pd.isna(value) else float(str(value))


def spread_table(pay: pd.DataFrame) -> Table:
    """The same for readers.

    Args:
        pay: Pay table of a comparison.
    """
    rows = spread_of(pay)
    first = records(pay)[0]
    when, where = words.period(int(first["reference_year"])), words.place(first["area_title"])
    return Table(
        caption=f"Spread of pay, {where}, {when}",
        fields=[
            Field("Role", lambda row: row["role"]),
            Field("Code", _code),
            Field("90th percentile by 10th", _ratio, "p90_by_p10"),
            Field("Median, approximate 90% interval", _median, "approximate_median_rse_pct"),
            Field("Mean", _mean, "mean_annual_usd"),
        ],
        rows=records(rows),
        data=rows,
        note="The interval of a median is approximated from the percentiles and the error of the "
        "mean; BLS publishes none. The mean of the roles together is weighted with their jobs.",
    )


def _code(row: Row) -> str:
    together: str = "" if pd.isna(row["peers"]) else f"{row['peers']} roles"
    return str(row["occupation_code"]) or together or "group"


def _ratio(row: Row) -> str:
    return "–" if pd.isna(row["p90_by_p10"]) else f"{row['p90_by_p10']:.1f}"


def _median(row: Row) -> str:
    value, error = row["median_annual_usd"], row["approximate_median_rse_pct"]
    if pd.isna(value) or pd.isna(error):
        return "–" if pd.isna(value) else words.dollars(value)
    reach = critical(LEVEL) * value * error / 100
    ends = (words.dollars(round(value + sign * reach, -1)) for sign in (-1, 1))
    return f"{words.dollars(value)} ({' to '.join(ends)})"


def _mean(row: Row) -> str:
    return "–" if pd.isna(row["mean_annual_usd"]) else words.dollars(round(row["mean_annual_usd"]))
