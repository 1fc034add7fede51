"""What is to be said of pay that tells less than it seems to: few jobs, percentiles alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from labor.show import words
from labor.show.rows import Row
from labor.show.table import Field
from labor.terms import PUBLISHED

#: Jobs below which figures of an occupation are called those of few; one row in six of these
#: prints two neighboring percentiles alike, see `labor.methods.percentiles`.
FEW_JOBS = 100

_ORDINALS = {"p10": "10th", "p25": "25th", "p75": "75th", "p90": "90th"}


def has_few_jobs(row: Row) -> bool:
    """Whether a printed number of jobs is below `FEW_JOBS`."""
    is_printed = words.status_of(row, "employment_jobs") == PUBLISHED
    return is_printed and float(row["employment_jobs"]) < FEW_JOBS


def has_equal(row: Row) -> bool:
    """Whether neighboring percentiles of a row are printed alike."""
    return bool(_runs(row))


def are_equal(row: Row, low: str, high: str) -> bool:
    """Whether two neighboring percentiles of a row are one amount.

    Args:
        row: Row of a pay table.
        low: The lower one, such as "p25".
        high: The one above it, such as "median".
    """
    return any({low, high} <= set(run) for run in _runs(row))


def few() -> str:
    """The words for few jobs: "fewer than 100 jobs"."""
    return f"fewer than {words.chosen(str(FEW_JOBS), FEW_JOBS, 'jobs called few')} jobs"


def equal_sentence(row: Row, unit: str) -> str:
    """Which percentiles the table prints as one amount; empty where it tells all apart.

    Args:
        row: Row of a pay table, see `levels.COLUMNS`.
        unit: "annual" or "hourly": which amount is named.
    """
    runs = _runs(row)
    if not runs:
        return ""
    told = []
    for run in runs:
        amount = words.cell(row, f"{run[0]}_{unit}_usd", words.dollars)
        told.append(f"{_together(run)} are one amount ({amount})")
    return f"In the table {', and '.join(told)}: it does not tell how pay differs between them."


def fields(rows: Sequence[Row]) -> list[Field]:
    """The column of a table that says of which rows to be careful; none where there are none."""
    return [Field("Read with care", in_cell)] if any(map(in_cell, rows)) else []


def below_title(rows: Sequence[tuple[str, Row]]) -> str:
    """What is said below the title of a chart of which rows to be careful.

    Args:
        rows: Names and rows of the chart.

    Returns:
        A sentence behind a space; empty where there is nothing to say.
    """
    told = [f"{name} ({text})" for name, row in rows if (text := in_cell(row))]
    return f" Read with care: {words.listed(told)}." if told else ""


def in_cell(row: Row) -> str:
    """What to be careful of in a row of a table: "10th and 25th percentile alike"."""
    parts = [f"{_together(run).removeprefix('the ')} alike" for run in _runs(row)]
    parts += [few()] if has_few_jobs(row) else []
    return "; ".join(parts)


def _together(run: Sequence[str]) -> str:
    """Percentiles of one amount: "the 10th and 25th percentiles and the median"."""
    parts: list[str] = []
    for is_median, points in groupby(run, key=lambda point: point == "median"):
        ordinals = [_ORDINALS.get(point, point) for point in points]
        name = "the median" if is_median else f"the {words.listed(ordinals)} percentile"
        parts.append(f"{name}s" if len(ordinals) > 1 else name)
    return words.listed(parts)


def _runs(row: Row) -> list[list[str]]:
    """Percentiles printed alike, those of one amount together."""
    runs: list[list[str]] = []
    pairs = row.get("equal_percentiles")  # missing where a row of the outlook has no pay
    for pair in pairs.split() if isinstance(pairs, str) else ():
        low, high = pair.split("=")
        if runs and runs[-1][-1] == low:
            runs[-1].append(high)
        else:
            runs.append([low, high])
    return runs
