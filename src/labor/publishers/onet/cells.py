"""Cells of O*NET tables in common form: numbers with status, months, answers."""

from __future__ import annotations

import pandas as pd

#: Blank in workbooks, `n/a` in text files.
MISSING = ("", "n/a")
YES_NO = {"Y": "yes", "N": "no", "": "not_stated", "n/a": "not_stated"}


def measure(name: str, parsed: pd.DataFrame, parsed_name: str) -> dict[str, object]:
    """A number and its status: a blank or `n/a` says that there is none for this row."""
    has_value = parsed[parsed_name].notna()
    return {
        name: parsed[parsed_name],
        f"{name}_status": has_value.map({True: "published", False: "not_applicable"}).astype("str"),
    }


def survey_errors(unit: str, parsed: pd.DataFrame) -> dict[str, object]:
    """Sample size, errors and the advice on precision of a number in that unit."""
    return {
        **measure("respondents_count", parsed, "n"),
        **measure(f"standard_error_{unit}", parsed, "standard_error"),
        **measure(f"ci_lower_{unit}", parsed, "lower"),
        **measure(f"ci_upper_{unit}", parsed, "upper"),
        "recommend_suppress": parsed["recommend_suppress"].map(YES_NO),
    }


def survey_origin(parsed: pd.DataFrame) -> dict[str, object]:
    """Month and source of a row."""
    return {
        "data_month": month(parsed["date"]),
        "domain_source": known(parsed["domain_source"]),
    }


def month(dates: pd.Series) -> pd.Series:
    """MM/YYYY as YYYY-MM."""
    return known(dates.str[3:] + "-" + dates.str[:2], missing=("-",))


def known(cells: pd.Series, missing: tuple[str, ...] = MISSING) -> pd.Series:
    """Text, empty where the table says nothing."""
    return cells.where(~cells.isin(missing))
