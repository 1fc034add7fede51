"""What published standard errors allow to be said of one estimate, of two, and of two medians.

The agency publishes a relative standard error (RSE, in percent) for employment and for the mean
wage, and none for the median and the other percentiles. Everything here is for sampling error of
those two; other errors of a survey have no published measure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.censoring import Limits, limits_of, relation
from labor.methods.pay_curves import pool
from labor.terms import DERIVED, ESTIMATED, PUBLISHED, WITH_VALUE

#: Confidence level that the agency itself uses.
LEVEL = 0.90
#: A printed RSE of 0.0 means less than this many percent; the most it can be is used.
LEAST_RSE_PCT = 0.05
HIGHER, LOWER, TIED, NO_TEST = "higher", "lower", "tied", "no_test"
#: Of two medians that are only known to be at least the top code.
UNKNOWN = "unknown"
_NORMAL = NormalDist()
#: Share of the jobs on either side of the median over which its density is taken.
_BESIDE = 0.05


def standard_error(estimate: pd.Series, rse_pct: pd.Series) -> pd.Series:
    """Standard errors from published relative ones.

    Args:
        estimate: Means or employment.
        rse_pct: Relative standard errors in percent as published, NaN where there is none.

    Returns:
        Standard errors in the unit of the estimate; NaN where none is published. Errors are
        printed with one decimal: 0 stands for less than 0.05 % and is taken as 0.05 %.

    Raises:
        AnalysisError: An error is negative, or an estimate is not above zero.
    """
    if (rse_pct < 0).any() or (estimate <= 0).any():
        raise _no_error(estimate.min(), rse_pct.min())
    return estimate * rse_pct.clip(lower=LEAST_RSE_PCT) / 100


def _error(estimate: float, rse_pct: float) -> float:
    """The same of one estimate, which a table of one row would take long for."""
    if rse_pct < 0 or estimate <= 0:
        raise _no_error(estimate, rse_pct)
    return estimate * max(rse_pct, LEAST_RSE_PCT) / 100  # NaN stays NaN as the first of the two


def _no_error(estimate: float, rse_pct: float) -> AnalysisError:
    return AnalysisError(
        "A relative standard error belongs to an estimate above zero and is not negative",
        got=f"estimates from {estimate:g}, errors from {rse_pct:g} %",
    )


def critical(level: float) -> float:
    """Standard errors on either side of an estimate at a confidence level: 1.645 at 0.90.

    Raises:
        AnalysisError: The level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise AnalysisError(
            "A confidence level lies between 0 and 1", expected="for example 0.90", got=f"{level}"
        )
    return _NORMAL.inv_cdf((1 + level) / 2)


def two_sided_p(z: float) -> float:
    """Chance of a normal value at least so many standard errors from zero; NaN for NaN."""
    return math.nan if math.isnan(z) else 2 * _NORMAL.cdf(-abs(z))


def rse_of_mean(means: pd.Series, rse_pct: pd.Series, jobs: np.ndarray) -> float:
    """Relative standard error of the mean of several occupations together.

    Args:
        means: Mean of each.
        rse_pct: Relative standard error of each in percent, NaN where none is published.
        jobs: Jobs of each, taken as known.

    Returns:
        Percent, the samples taken as independent; NaN where an error, a mean or jobs are missing.
    """
    weighted = standard_error(means, rse_pct) * jobs
    total = float((means * jobs).sum(skipna=False))
    return 100 * math.sqrt(float((weighted**2).sum(skipna=False))) / total


def rse_of_median(percentiles: np.ndarray, mean_rse_pct: float) -> float:
    """Approximate relative standard error of a median, for which none is published.

    A sample that gives the mean its published error is worth n = (s / error)^2 independent jobs,
    s the standard deviation of pay; the median of n has the error 1 / (2 f sqrt(n)), f the
    density of pay at it. Both s and f are those of the curve through the percentiles.

    Args:
        percentiles: p10, p25, median, p75 and p90 in US dollars, all published and no two equal.
        mean_rse_pct: Relative standard error of the mean in percent as published.

    Returns:
        Percent of the median; NaN where a percentile or the error is missing, or two percentiles
        are equal.
    """
    if not (np.diff(percentiles) > 0).all() or math.isnan(mean_rse_pct):
        return math.nan
    curve = pool(percentiles[None, :], np.ones(1))
    shares, middle = np.diff(curve.share), (curve.pay[1:] + curve.pay[:-1]) / 2
    mean = float(shares @ middle / shares.sum())
    spread = math.sqrt(float(shares @ (middle - mean) ** 2 / shares.sum()))
    below, above = (curve.quantile(0.5 + one) for one in (-_BESIDE, _BESIDE))
    error = _error(mean, mean_rse_pct)
    return 100 * error * (above - below) / (4 * _BESIDE * spread) / float(percentiles[2])


@dataclass(frozen=True)
class Difference:
    """Difference of two means and what the published errors say about it.

    Args:
        estimate: First minus second.
        standard_error: Of the difference; NaN without a test.
        p_value: Chance of a difference at least so large if there were none; NaN without a test.
        low: Lower end of the confidence interval of the difference.
        high: Upper end.
        verdict: "higher", "lower", "tied" or "no_test": the first against the second.
        level: Confidence level of the verdict and the interval.
    """

    estimate: float
    standard_error: float
    p_value: float
    low: float
    high: float
    verdict: str
    level: float


def difference(
    first: tuple[float, float], second: tuple[float, float], *, level: float = LEVEL
) -> Difference:
    """Test whether two means differ.

    Two occupations or two areas of one release are taken as independent samples. Two releases of
    one occupation that share data are not: their errors go the same way, and taking them as
    independent makes the error of the change too large, so that a difference that is found is
    safe and one that is not found may still be there.

    Args:
        first: Mean in US dollars and its RSE in percent; NaN for an RSE that is not published.
        second: The same of the other.
        level: Confidence level.

    Returns:
        The difference and the verdict; "no_test" when an error is not published.

    Raises:
        AnalysisError: A mean is not released, or the level is impossible.
    """
    if math.isnan(first[0]) or math.isnan(second[0]):
        raise AnalysisError(
            "A mean that is not released cannot be compared",
            next_step="Leave it out of the test and say that it is not released.",
        )
    one, other = _error(*first), _error(*second)
    estimate, reach = first[0] - second[0], critical(level)
    error = math.hypot(one, other)
    if math.isnan(error):
        nothing = math.nan
        return Difference(estimate, nothing, nothing, nothing, nothing, NO_TEST, level)
    z = abs(estimate) / error
    verdict = TIED if z <= reach else HIGHER if estimate > 0 else LOWER
    low, high = estimate - reach * error, estimate + reach * error
    return Difference(estimate, error, two_sided_p(z), low, high, verdict, level)


def holm(p_value: np.ndarray, alpha: float) -> np.ndarray:
    """Which of several tests made together find a difference, by Holm's method.

    The smallest p is compared with alpha / m, the next with alpha / (m - 1), and so on to the
    first that is not smaller: the chance that any test at all is wrong is at most alpha.

    Args:
        p_value: Of each test; NaN where none was made.
        alpha: Chance that may be wrong, such as 0.10.

    Returns:
        True for each test that finds a difference.
    """
    tested = np.flatnonzero(~np.isnan(p_value))
    order = tested[np.argsort(p_value[tested], kind="stable")]
    passed = p_value[order] < alpha / np.arange(len(order), 0, -1)
    found = np.zeros(len(p_value), dtype=bool)
    found[order[np.logical_and.accumulate(passed)]] = True
    return found


@dataclass(frozen=True)
class MedianOrder:
    """How one median stands to another, and what that rests on.

    Args:
        verdict: What may be said of the medians: "higher" or "lower" where the printed figures
            and the test of the means agree, "tied" where they cannot be told apart, "unknown"
            where only lower limits are printed, "no_test" where the table has no error.
        printed: The medians as printed: "higher", "lower", "equal" or "unknown".
        means: The test of the means that stands in: "higher", "lower", "tied" or "no_test".
    """

    verdict: str
    printed: str
    means: str


def order_of_medians(
    first: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]],
    unit: str = "annual",
) -> list[MedianOrder]:
    """Judge how a median stands to others; every sentence, title and table takes it from here.

    No sampling error is published for medians. The means, whose errors are, stand in: a median
    is called higher or lower only where the test of the means says the same as the printed
    medians. All pairs are tested together by Holm's method, as they are said together.

    Args:
        first: Row of a pay table (`levels.COLUMNS`): `median_<unit>_usd`, `mean_<unit>_usd`,
            `mean_rse_pct`, each with its status.
        others: Rows of the same kind that it is compared with.
        unit: "annual" or "hourly" pay, US dollars.

    Returns:
        An order for each of the others, the first row against it. A pooled estimate is never
        tested; where its likely range holds the other median the two are tied.

    Raises:
        AnalysisError: A status has no known meaning.
    """
    mine, theirs = _median(first, unit), [_median(other, unit) for other in others]
    tests = [_test_of_means(first, other, unit) for other in others]
    p_values = np.array([math.nan if test is None else test.p_value for test in tests])
    apart = holm(p_values, 1 - LEVEL)
    return [
        _order(mine, median, _sign(test, found))
        for median, test, found in zip(theirs, tests, apart, strict=True)
    ]


def _median(row: Mapping[str, Any], unit: str) -> Limits:
    """A median with its limits: a top code is a lower one, a pooled estimate lies in a range."""
    low, high = (row.get(f"pooled_median_{end}_{unit}_usd", math.nan) for end in ("low", "high"))
    if _is_pooled(row) and low <= high:
        return low, high
    return limits_of(row[f"median_{unit}_usd"], row[f"median_{unit}_usd_status"])


def _is_pooled(row: Mapping[str, Any]) -> bool:
    return bool(ESTIMATED in (row["median_annual_usd_status"], row["median_hourly_usd_status"]))


def _test_of_means(
    first: Mapping[str, Any], other: Mapping[str, Any], unit: str
) -> Difference | None:
    """The test that stands in for one of the medians; None where an error is not published."""
    for row in (first, other):
        # The mean of a group is computed from its members', of whom it is only if it kept them.
        known = row[f"mean_{unit}_usd_status"] in (PUBLISHED, DERIVED)
        known &= row["mean_rse_pct_status"] in (*WITH_VALUE, DERIVED)
        if _is_pooled(row) or not known or row.get("members_changed"):
            return None
    one, two = ((row[f"mean_{unit}_usd"], row["mean_rse_pct"]) for row in (first, other))
    return difference(one, two)


def _sign(test: Difference | None, found: bool) -> str:
    if test is None:
        return NO_TEST
    return (HIGHER if test.estimate > 0 else LOWER) if found else TIED


def _order(first: Limits, other: Limits, means: str) -> MedianOrder:
    printed = relation(first, other)
    if printed == "unknown":  # within a likely range, or beyond a top code
        verdict = TIED if all(map(math.isfinite, (*first, *other))) else UNKNOWN
    else:
        verdict = means if means in (NO_TEST, printed) else TIED
    return MedianOrder(verdict, printed, means)
