"""Rows of the tidy tables of one year, area or vintage, each code once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, LEVELS, NATION

#: Which of two rows with one code and the same numbers is kept: the more detailed label.
_LEVEL_ORDER = {level: place for place, level in enumerate(reversed(LEVELS))}


def table(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Take one tidy table from those at hand.

    Args:
        tables: Tidy tables by name.
        name: Name of the table.

    Returns:
        The table.

    Raises:
        AnalysisError: It is not there.
    """
    if name not in tables:
        raise AnalysisError(
            f"The table {name!r} is needed and was not given",
            got=", ".join(sorted(tables)) or "no tables",
            next_step="Build it with `labor build` and pass it with the others.",
        )
    return tables[name]


def pay_rows(frame: pd.DataFrame, year: int, area_code: str = NATION) -> pd.DataFrame:
    """The rows of `wages` or `employment` for one year and one area, of all industries and owners.

    A code that the agency printed twice, as broad and as detailed with the same numbers, is
    kept once.

    Args:
        frame: Table `wages` or `employment`.
        year: Reference year.
        area_code: Area; "99" is the nation.

    Returns:
        The rows, one per occupation (and statistic).

    Raises:
        AnalysisError: The year or the area is not in the table.
    """
    return once_per_code(rows_in_place(frame, year, area_code))


def rows_in_place(frame: pd.DataFrame, year: int, area_code: str) -> pd.DataFrame:
    """The same as printed, see `pay_rows`: a code can stand there twice."""
    require_value(frame, "reference_year", year, "year")
    rows = _chosen(frame, frame["reference_year"] == year)
    require_value(rows, "area_code", area_code, f"area in {year}")
    own = (rows["area_code"] == area_code) & (rows["industry_code"] == ALL_INDUSTRIES)
    return _chosen(rows, own & (rows["ownership_code"] == ALL_OWNERS))


def _chosen(frame: pd.DataFrame, mask: pd.Series) -> pd.DataFrame:
    """The rows of a mask; the frame itself, which takes no time, if those are all."""
    return frame if mask.all() else frame[mask]


def once_per_code(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the most detailed of the rows that differ only in `occupation_level`."""
    keys = ["reference_year", "area_code", "occupation_code"]
    keys += [name for name in ("statistic",) if name in rows.columns]
    double = np.flatnonzero(rows.duplicated(keys, keep=False))
    if not len(double):
        return rows
    levels = rows["occupation_level"].iloc[double].map(_LEVEL_ORDER).fillna(len(_LEVEL_ORDER))
    double = double[levels.argsort(kind="stable")]
    again = double[rows[keys].iloc[double].duplicated()]
    return rows.iloc[np.delete(np.arange(len(rows)), again)]


def version_of(rows: pd.DataFrame, what: str) -> str:
    """The classification version of a set of rows.

    Args:
        rows: Rows of one year or one vintage.
        what: What they are, for the message.

    Returns:
        Their one `soc_version`.

    Raises:
        AnalysisError: They have none or several.
    """
    versions = sorted(rows["soc_version"].unique())
    if not versions:
        raise AnalysisError(
            f"{what} are not in the tables",
            next_step="`labor status` says which years and editions are held.",
        )
    if len(versions) > 1:
        raise AnalysisError(
            f"{what} must use one classification of occupations",
            expected="one soc_version",
            got=", ".join(versions),
            next_step="Check the table with `labor verify data`.",
        )
    return versions[0]


def require_value(frame: pd.DataFrame, column: str, value: object, what: str) -> None:
    """Say which values there are when the one asked for is not among them.

    Args:
        frame: Table to look in.
        column: Column that must have the value.
        value: Value asked for.
        what: What the value is, in words.

    Raises:
        AnalysisError: No row has the value.
    """
    if not (frame[column] == value).any():
        known = sorted(frame[column].dropna().unique())
        shown = ", ".join(map(str, known[:40])) + (", ..." if len(known) > 40 else "")
        raise AnalysisError(
            f"There is no such {what} in the table: {value}",
            expected=shown or "a table with rows",
            got=str(value),
            next_step="Choose one of those, or fetch the table of that year.",
        )
