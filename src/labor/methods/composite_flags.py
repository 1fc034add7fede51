"""Why to be careful with the pooled pay of a group, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from labor.methods.evidence import BROADER, GROUP, Evidence
from labor.methods.pay_curves import SHARES
from labor.show.words import count, dollars, listed, percent

#: A likely range that reaches farther than this from the estimate is flagged, in percent.
WIDE_PCT = 2.0
_NO_SCALE = (
    "The nation's other occupations are not in the table of wages, so the levels at which pay "
    "crowds in this release are not known: from May 2021 on errors are twice as large."
)
_POINTS = (
    "the 10th percentile",
    "the 25th percentile",
    "the median",
    "the 75th percentile",
    "the 90th percentile",
)


def general_flags(evidence: Evidence) -> tuple[str, ...]:
    """Say what holds for all statistics of a group.

    Args:
        evidence: Published rows with their jobs.

    Returns:
        A sentence for each kind of row that is not a member's own with pay and jobs, and one if
        the pay scale of the release is missing.
    """
    rows = evidence.rows.assign(has_pay=evidence.has_pay, has_jobs=evidence.jobs > 0)
    kinds = (
        (rows["how"] == GROUP, "Published together and used so: {}."),
        (
            rows["how"] == BROADER,
            "Some members are published only inside a broader occupation, which may hold other "
            "jobs and stands for them: {}.",
        ),
        (~rows["has_pay"], "No pay is published for {}: the ranges allow for any pay there."),
        (
            rows["has_pay"] & ~rows["has_jobs"],
            "The jobs of {} are not released: they are left out of the estimate.",
        ),
        (
            rows["is_converted"].astype(bool),
            "Published by the "
            + ("hour" if evidence.basis == "annual" else "year")
            + " only and converted with 2,080 hours a year: {}.",
        ),
    )
    scale = () if evidence.has_scale else (_NO_SCALE,)
    return scale + tuple(
        text.format(listed([_named(row) for row in rows[which].to_dict("records")]))
        for which, text in kinds
        if which.any()
    )


def _named(row: Mapping[str, object]) -> str:
    code, title = row["occupation_code"], row["occupation_title"]
    name = code if title == code else f"{title} ({code})"  # without a row it has no title
    return f"{name}, {count(row['employment_jobs'])} jobs" if row["has_jobs"] else name


def statistic_flag(evidence: Evidence, row: Mapping[str, object]) -> str:
    """Say why one statistic of a group is uncertain.

    Args:
        evidence: Published rows with their jobs.
        row: Row of `composite.PooledPay.estimates`.

    Returns:
        A sentence; empty where the likely range is narrow.
    """
    status, value = row["pay_usd_status"], row["pay_usd"]
    if status == "not_available":
        return "No member's pay and jobs are both published."
    if status == "top_coded":
        return f"The agency prints pay of {dollars(value)} or more without a figure."
    if status != "estimated" or row["margin_pct"] <= WIDE_PCT:
        return ""
    margin = (
        f"by {percent(row['margin_pct'])}" if np.isfinite(row["margin_pct"]) else "without limit"
    )
    return f"May be off {margin}: {_main_doubt(evidence, float(value))}."


def _main_doubt(evidence: Evidence, pay: float) -> str:
    """Where most of the doubt about the share of jobs at some pay comes from."""
    titles = evidence.rows["occupation_title"]
    unweighed = titles[~(evidence.jobs > 0)].tolist()
    if unweighed:
        return f"how many of the jobs are {listed(unweighed)} is not released"
    points, jobs_ = evidence.points, evidence.jobs
    ends = np.concatenate([[0.0], SHARES, [1.0]])
    below = np.where(points <= pay, SHARES, 0.0).max(axis=1)
    above = np.where(points > pay, SHARES, 1.0).min(axis=1)
    row = int(np.argmax(jobs_ * (above - below)))
    part = f"{percent(100 * jobs_[row] / jobs_.sum(), 0)} of the jobs are {titles.iloc[row]}"
    if not evidence.has_pay[row]:
        return f"{part}, of whom no pay is published"
    low, high = (int(np.searchsorted(ends, end)) - 1 for end in (below[row], above[row]))
    if low < 0:
        where = f"below {_POINTS[high]} ({dollars(points[row, high])})"
    elif high >= len(_POINTS):
        where = f"above {_POINTS[low]} ({dollars(points[row, low])})"
    else:
        where = (
            f"between {_POINTS[low]} ({dollars(points[row, low])}) "
            f"and {_POINTS[high]} ({dollars(points[row, high])})"
        )
    return f"{part}, of whom no pay is published {where}"
