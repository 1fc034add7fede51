"""Ratings and shares of answers of O*NET in common names."""

from __future__ import annotations

import pandas as pd

from labor.publishers.onet.cells import (
    MISSING,
    YES_NO,
    known,
    measure,
    survey_errors,
    survey_origin,
)

Tables = dict[str, pd.DataFrame]


def ratings(parsed: pd.DataFrame, name: str, version: str) -> Tables:
    """Rows of `ratings`, of the domain `name`."""
    return {
        "ratings": pd.DataFrame(
            {
                "onet_soc_code": parsed["onet_soc_code"],
                "domain": name,
                "element_id": parsed["element_id"],
                "scale_id": parsed["scale_id"],
                "element_name": known(parsed["element_name"]),
                **measure("rating_points", parsed, "data_value"),
                **survey_errors("points", parsed),
                "not_relevant": parsed["not_relevant"].map(YES_NO),
                **survey_origin(parsed),
            }
        )
    }


def training(parsed: pd.DataFrame, name: str, version: str) -> Tables:
    """Shares of answers by category; rows without a category are mean ratings."""
    rated = parsed["category"].isin(MISSING)
    shares = parsed[~rated]
    tables = {
        "education_training_experience": pd.DataFrame(
            {
                "onet_soc_code": shares["onet_soc_code"],
                "element_id": shares["element_id"],
                "scale_id": shares["scale_id"],
                "category": shares["category"].astype("Int64"),
                "element_name": known(shares["element_name"]),
                **measure("answers_pct", shares, "data_value"),
                **survey_errors("pct", shares),
                **survey_origin(shares),
            }
        )
    }
    return tables | (ratings(parsed[rated], name, version) if rated.any() else {})
