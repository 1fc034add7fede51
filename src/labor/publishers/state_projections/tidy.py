"""The state projections in common names, with the nation coded as in OEWS."""

from __future__ import annotations

import pandas as pd

from labor.occupations.vintages import soc_version
from labor.publishers.reading.tables import FileFacts, Tables
from labor.terms import NATION

#: How the file and the tidy tables code the nation.
NATION_PRINTED = "00"
_NUMBERS = {
    "base_employment": "base_employment_jobs",
    "target_employment": "target_employment_jobs",
    "employment_change_pct": "employment_change_pct",
    "openings_annual_average": "openings_annual_average_jobs",
}


def tidy(
    parsed: pd.DataFrame,
    kind: str,
    vintage: str,
    source_id: str,
    facts: FileFacts,
) -> Tables:
    """Make the rows of `state_projections`.

    A code has a `soc_version` where the nation's rows of the same file have it; a file
    without them is taken to use the nation's codes.

    Args:
        parsed: Output of `parse.state_projections.parse`, jobs in persons.
        kind: "state_projections.occupations".
        vintage: Base and target year, "2022-32".
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"state_projections": one row per state and occupation}.

    Raises:
        ParseError: The vintage's classification of occupations is not known.
    """
    area = parsed["state_fips"].str.zfill(2).replace(NATION_PRINTED, NATION)
    national = parsed.loc[area == NATION, "code"]
    version = pd.Series(soc_version(vintage), index=parsed.index, dtype="str")
    if len(national):
        version = version.where(parsed["code"].isin(national))
    numbers = {
        column: values
        for printed, name in _NUMBERS.items()
        for column, values in ((name, parsed[printed]), (f"{name}_status", "published"))
    }
    return {
        "state_projections": pd.DataFrame(
            {
                "projection_vintage": vintage,
                "area_code": area,
                "occupation_code": parsed["code"],
                "occupation_title": parsed["title"],
                "soc_version": version,
                "base_year": parsed["base_year"],
                "target_year": parsed["target_year"],
                **numbers,
                "source_id": source_id,
            }
        )
    }
