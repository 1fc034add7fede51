"""What published standard errors allow to be said of one estimate or of two.

The agency publishes a relative standard error (RSE, in percent) for employment and for the mean
wage, and none for the median and the other percentiles. Everything here is for sampling error of
those two; other errors of a survey have no published measure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from labor.errors import AnalysisError

#: Confidence level that the agency itself uses.
LEVEL = 0.90
#: A printed RSE of 0.0 means less than this many percent; the most it can be is used.
LEAST_RSE_PCT = 0.05
#: Half-years of data pooled in one release, and half-years between two yearly releases.
_PANELS, _PANELS_A_YEAR = 6, 2

HIGHER, LOWER, TIED, NO_TEST = "higher", "lower", "tied", "no_test"
#: Verdicts in words, between two names.
VERDICTS = {
    HIGHER: "is higher than",
    LOWER: "is lower than",
    TIED: "cannot be told apart from",
    NO_TEST: "cannot be tested against",
}
_NORMAL = NormalDist()


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
        raise AnalysisError(
            "A relative standard error belongs to an estimate above zero and is not negative",
            got=f"estimates from {estimate.min():g}, errors from {rse_pct.min():g} %",
        )
    return estimate * rse_pct.clip(lower=LEAST_RSE_PCT) / 100


def interval(estimate: pd.Series, rse_pct: pd.Series, level: float = LEVEL) -> pd.DataFrame:
    """Confidence intervals of means or employment.

    Args:
        estimate: Means or employment.
        rse_pct: Relative standard errors in percent, NaN where none is published.
        level: Share of samples whose interval would hold the true value.

    Returns:
        Columns `low` and `high`, estimate x (1 -+ z RSE/100), 1.645 for z at 90 %; both NaN
        where no error is published. Not below zero.
    """
    reach = critical(level) * standard_error(estimate, rse_pct)
    return pd.DataFrame({"low": (estimate - reach).clip(lower=0), "high": estimate + reach})


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


def require_error(statistic: str) -> None:
    """Refuse a test of a statistic whose error is not published.

    Args:
        statistic: "mean" or "employment", or a percentile: "p10", "p25", "median", "p75", "p90".

    Raises:
        AnalysisError: No error is published for it.
    """
    if statistic not in ("mean", "employment"):
        raise AnalysisError(
            f"The {statistic} has no published standard error: no interval, no test",
            expected="mean or employment",
            got=statistic,
            next_step="Show the p25 to p75 range, or test the means and say that the test is of "
            "the means.",
        )


#: What a test is of when the question was about medians; for `say_difference`.
PROXY_FOR_MEDIANS = "mean pay (tested in place of the median, which has no published error)"


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
    first: tuple[float, float],
    second: tuple[float, float],
    *,
    level: float = LEVEL,
    correlation: float = 0.0,
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
        correlation: Of the two estimates' errors, from -1 to below 1; 0 is the assumption of
            independence.

    Returns:
        The difference and the verdict; "no_test" when an error is not published.

    Raises:
        AnalysisError: A mean is not released, or the correlation or the level is impossible.
    """
    _require_testable(first[0], second[0], correlation)
    one, other = standard_error(
        pd.Series([first[0], second[0]]), pd.Series([first[1], second[1]])
    ).tolist()
    estimate, reach = first[0] - second[0], critical(level)
    error = math.sqrt(one**2 + other**2 - 2 * correlation * one * other)
    if math.isnan(error):
        return Difference(estimate, *[math.nan] * 4, NO_TEST, level)
    z = abs(estimate) / error
    verdict = TIED if z <= reach else HIGHER if estimate > 0 else LOWER
    low, high = estimate - reach * error, estimate + reach * error
    return Difference(estimate, error, 2 * _NORMAL.cdf(-z), low, high, verdict, level)


def _require_testable(first: float, second: float, correlation: float) -> None:
    if math.isnan(first) or math.isnan(second):
        raise AnalysisError(
            "A mean that is not released cannot be compared",
            next_step="Leave it out of the test and say that it is not released.",
        )
    if not -1 <= correlation < 1:
        raise AnalysisError(
            "A correlation of two errors lies between -1 and 1", got=f"{correlation}"
        )


def shared_data(year: int, other: int) -> float:
    """Share of the survey panels that two national releases have in common.

    Each release pools six half-yearly panels of establishments, so that releases of consecutive
    years share four of six and releases three years apart share none.

    Args:
        year: Reference year.
        other: Another reference year.

    Returns:
        Share from 0 to 1. It is not the correlation of the estimates, which is not published.
    """
    return max(0, _PANELS - _PANELS_A_YEAR * abs(year - other)) / _PANELS


def say_difference(first: str, second: str, result: Difference, measure: str = "mean pay") -> str:
    """Say a verdict as a sentence.

    Args:
        first: Name of the first role.
        second: Name of the second.
        result: Their difference.
        measure: What was compared; `PROXY_FOR_MEDIANS` when the question was about medians.

    Returns:
        For example "The mean pay of A is higher than that of B (90% confidence).".
    """
    if result.verdict == NO_TEST:
        return (
            f"The {measure} of {first} {VERDICTS[NO_TEST]} that of {second}: "
            "no standard error is published."
        )
    return (
        f"The {measure} of {first} {VERDICTS[result.verdict]} that of {second} "
        f"({result.level:.0%} confidence)."
    )
