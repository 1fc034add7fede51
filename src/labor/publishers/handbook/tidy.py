"""The Handbook's tables in common names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from labor.errors import ParseError
from labor.occupations.vintages import soc_of_projections
from labor.publishers.reading.tables import FileFacts, Tables

#: Makes the columns or rows of a tidy table from the parsed one and its edition.
Maker = Callable[[pd.DataFrame, str], pd.DataFrame | dict[str, object]]
_STATUS_OF_MARK = {"": "published", ">=": "top_coded", "not available": "not_available"}
_PERIODS = ("annual", "hourly")


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the tidy rows of one raw table of the Handbook.

    Args:
        parsed: Output of `handbook.parse.parse`; persons, percent and dollars as printed.
        kind: "ooh.quick_facts", "ooh.members", "ooh.similar_occupations", "ooh.pay_settings"
            or "ooh.employers".
        vintage: Edition, "2024-34".
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        Rows of `profiles`, `profile_members`, `similar_occupations`, `profile_pay_settings` or
        `profile_employers`.
        A row without a code that sums a composite profile is not a member: its figures are
        in `profiles`.

    Raises:
        ParseError: The classification of the edition is not known.
    """
    makers: dict[str, tuple[str, Maker]] = {
        "ooh.quick_facts": ("profiles", _profiles),
        "ooh.members": ("profile_members", _members),
        "ooh.similar_occupations": ("similar_occupations", _similar),
        "ooh.pay_settings": ("profile_pay_settings", _pay_settings),
        "ooh.employers": ("profile_employers", _employers),
    }
    name, make = makers[kind]
    frame = pd.DataFrame(make(parsed, vintage)).assign(source_id=source_id)
    frame.insert(0, "edition", vintage)
    return {name: frame}


def _profiles(parsed: pd.DataFrame, vintage: str) -> dict[str, object]:
    return {
        "profile_id": parsed["profile_id"],
        "profile_title": parsed["title"],
        "soc_code": _known(parsed["soc_code"]),
        "soc_version": soc_of_projections(vintage),
        "is_composite": parsed["soc_code_mark"] != "",
        "wage_reference_year": parsed["pay_year"],
        **_wages(parsed, "median_"),
        "entry_education": _known(parsed["education"]),
        "work_experience": _known(parsed["experience"]),
        "training": _known(parsed["training"]),
        "base_year": parsed["base_year"],
        "target_year": parsed["target_year"],
        **_measure("base_employment_jobs", parsed, "jobs"),
        **_measure("target_employment_jobs", parsed, "target_jobs"),
        **_measure("employment_change_jobs", parsed, "change"),
        **_measure("outlook_pct", parsed, "outlook_pct"),
        "outlook_phrase": _known(parsed["outlook_phrase"]),
        **_measure("openings_annual_average_jobs", parsed, "openings"),
        **_wages(parsed, "p10_"),
        **_wages(parsed, "p90_"),
        "page_date": _known(parsed["page_date"]),
    }


def _members(parsed: pd.DataFrame, vintage: str) -> pd.DataFrame:
    _refuse_gaps(parsed)
    # A row sums others if the next row of the same profile is set in further.
    following = parsed.groupby("profile_id")["level"].shift(-1)
    rows = pd.DataFrame(
        {
            "profile_id": parsed["profile_id"],
            "occupation_code": _known(parsed["soc_code"]),
            "occupation_title": parsed["title"],
            "soc_version": soc_of_projections(vintage),
            "level": parsed["level"],
            "is_sum": (following > parsed["level"]).fillna(False).astype(bool),
            "base_year": parsed["base_year"],
            "target_year": parsed["target_year"],
            **_measure("base_employment_jobs", parsed, "base_jobs"),
            **_measure("target_employment_jobs", parsed, "target_jobs"),
            **_measure("employment_change_jobs", parsed, "change"),
            **_measure("employment_change_pct", parsed, "change_pct"),
        }
    )
    return rows[rows["occupation_code"].notna()].reset_index(drop=True)


def _refuse_gaps(parsed: pd.DataFrame) -> None:
    """Refuse rows of projections, also those of the profile itself, with an empty cell of three."""
    names = ["base_jobs", "target_jobs", "change"]
    is_missing = pd.DataFrame({n: parsed[n].isna() & (parsed[f"{n}_mark"] == "") for n in names})
    gaps = parsed[is_missing.any(axis=1) & ~is_missing.all(axis=1)]
    if len(gaps):
        raise ParseError(
            "A row of projections lacks a number",
            where=f"{gaps['profile_id'].iloc[0]}, {gaps['title'].iloc[0]}",
            expected="jobs of both years and their change",
            got="a cell without one",
            next_step="Save the page again from the publisher's site; it was cut or changed.",
        )


def _similar(parsed: pd.DataFrame, vintage: str) -> dict[str, object]:
    return {
        "profile_id": parsed["profile_id"],
        "similar_profile_id": parsed["similar_profile_id"],
        "similar_title": parsed["title"],
        "job_duties": _known(parsed["duties"]),
        "entry_education": _known(parsed["education"]),
        "wage_reference_year": parsed["pay_year"],
        **_measure("median_annual_wage_usd", parsed, "median_annual"),
    }


def _pay_settings(parsed: pd.DataFrame, vintage: str) -> dict[str, object]:
    columns: dict[str, object] = {}
    for prefix, name in (("", "wage"), ("p10_", "p10"), ("p90_", "p90")):
        for period in _PERIODS:
            # The wage stands in the column of its period; the other one does not exist.
            theirs = parsed["period"] == period
            columns |= _measure(f"{prefix}{period}_wage_usd", parsed, name, theirs)
    return {
        "profile_id": parsed["profile_id"],
        "workers": parsed["who"],
        "statistic": parsed["statistic"],
        "setting_kind": parsed["kind"],
        "setting": parsed["setting"],
        "wage_reference_year": parsed["pay_year"],
        **columns,
    }


def _employers(parsed: pd.DataFrame, vintage: str) -> dict[str, object]:
    return {
        "profile_id": parsed["profile_id"],
        "workers": parsed["who"],
        "setting": parsed["setting"],
        "reference_year": parsed["year"],
        **_measure("share_of_jobs_pct", parsed, "share_pct"),
    }


def _wages(parsed: pd.DataFrame, prefix: str) -> dict[str, object]:
    columns: dict[str, object] = {}
    for period in _PERIODS:
        columns |= _measure(f"{prefix}{period}_wage_usd", parsed, f"{prefix}{period}")
    return columns


def _measure(
    name: str, parsed: pd.DataFrame, parsed_name: str, where: pd.Series | None = None
) -> dict[str, object]:
    """A number and its status; where nothing is printed the table has no such number."""
    values, marks = parsed[parsed_name], parsed[f"{parsed_name}_mark"]
    status = marks.map(_STATUS_OF_MARK)
    printed = values.notna() | (marks != "")
    if where is not None:
        printed &= where
    return {
        name: values.where(printed, np.nan),
        f"{name}_status": status.where(printed, "not_applicable"),
    }


def _known(cells: pd.Series) -> pd.Series:
    """Text, empty where nothing is printed."""
    return cells.where(cells != "")
