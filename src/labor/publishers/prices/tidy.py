"""The price index in common names."""

from __future__ import annotations

import pandas as pd

from labor.publishers.reading.tables import FileFacts, Tables


def tidy(
    parsed: pd.DataFrame,
    kind: str,
    vintage: str,
    source_id: str,
    facts: FileFacts,
) -> Tables:
    """Make the rows of `prices`.

    Args:
        parsed: Output of `parse.prices.parse`, one row per month.
        kind: "prices.cpi_u".
        vintage: Not used; the index has no vintages.
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"prices": one row per month; a month printed without a value keeps its row}.
    """
    has_value = parsed["cpi_u"].notna()
    return {
        "prices": pd.DataFrame(
            {
                "year": parsed["month"].str[:4].astype("Int64"),
                "month": parsed["month"].str[5:].astype("Int64"),
                "cpi_u_index": parsed["cpi_u"],
                "cpi_u_index_status": has_value.map({True: "published", False: "not_available"}),
                "source_id": source_id,
            }
        )
    }
