"""Occupations as places to move to: pay with its error, education, experience, job zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from labor.methods.outlook import line_items, vintage_rows
from labor.methods.role_rows import pay_rows, table
from labor.methods.uncertainty import Difference, difference

#: Typical entry education as BLS assigns it, from the least to the most.
EDUCATION = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
#: Experience in a related occupation as BLS assigns it, from the least to the most.
EXPERIENCE = ("None", "Less than 5 years", "5 years or more")


@dataclass(frozen=True)
class Rung:
    """One occupation as a place to move to.

    Args:
        code: Its code.
        title: Its title.
        mean: Mean annual pay in US dollars.
        rse: Relative standard error of the mean in percent; NaN if not published.
        education: Place in `EDUCATION`.
        experience: Place in `EXPERIENCE`.
        facts: Row of the projection.
    """

    code: str
    title: str
    mean: float
    rse: float
    education: int
    experience: int
    facts: Mapping[str, object]


def rungs(tables: Mapping[str, pd.DataFrame], year: int, vintage: str) -> dict[str, Rung]:
    """Occupations with a published mean, an education and an experience.

    Args:
        tables: Tidy tables `wages` and `projections`.
        year: Reference year of the pay.
        vintage: Projection vintage of the rest.

    Returns:
        Rungs by code.
    """
    wages = pay_rows(table(tables, "wages"), year)
    means = wages[(wages["statistic"] == "mean") & (wages["annual_wage_usd_status"] == "published")]
    means = means.set_index("occupation_code")[["annual_wage_usd", "rse_pct"]]
    rows = line_items(vintage_rows(table(tables, "projections"), vintage))
    known = rows["entry_education"].isin(EDUCATION) & rows["work_experience"].isin(EXPERIENCE)
    return {
        fact["occupation_code"]: Rung(
            fact["occupation_code"],
            fact["occupation_title"],
            *map(float, means.loc[fact["occupation_code"]]),
            EDUCATION.index(fact["entry_education"]),
            EXPERIENCE.index(fact["work_experience"]),
            fact,
        )
        for fact in rows[known].to_dict("records")
        if fact["occupation_code"] in means.index
    }


def gain(start: Rung, end: Rung) -> Difference:
    """Difference of mean pay between two occupations, with its error."""
    return _difference(end.mean, end.rse, start.mean, start.rse)


# The same two occupations meet on many paths.
@lru_cache(maxsize=10_000)
def _difference(mean: float, rse: float, other_mean: float, other_rse: float) -> Difference:
    return difference((mean, rse), (other_mean, other_rse))


def job_zones(tables: Mapping[str, pd.DataFrame], release: str) -> dict[str, int]:
    """Job zones by SOC code in one release of O*NET; none if the table is not held."""
    if "job_zones" not in tables:
        return {}
    rows = tables["job_zones"]
    rows = rows[(rows["onet_version"] == release) & rows["onet_soc_code"].str.endswith(".00")]
    return {code: int(zone) for code, zone in zip(rows["soc_code"], rows["job_zone"], strict=True)}
