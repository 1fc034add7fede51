"""How near the approximate error of a median is to that of drawn samples, by shape of pay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from benchmarks.methods.validation_pay import markdown_table
from labor.methods.pay_curves import SHARES
from labor.methods.uncertainty import critical, rse_of_median
from labor.show.rows import Row, records

Draw = Callable[[np.random.Generator, int], np.ndarray]

#: Jobs in a sample, in establishments of ten, and samples of each shape.
JOBS, EACH, SAMPLES = 400, 10, 400
#: Jobs from which the median of a shape is known.
_MANY = 400_000


def _lognormal(spread: float) -> Draw:
    return lambda draw, n: np.exp(spread * draw.standard_normal(n))


def _two(gap: float, upper: float) -> Draw:
    """Two trades of one occupation, the share `upper` in the better paid one."""

    def drawn(draw: np.random.Generator, n: int) -> np.ndarray:
        is_upper = draw.random(n) < upper
        return np.exp(0.18 * draw.standard_normal(n) + gap * is_upper)

    return drawn


def _in_establishments(draw: np.random.Generator, n: int) -> np.ndarray:
    """A third of the variance of log pay lies between establishments."""
    between = np.repeat(0.2 * draw.standard_normal(n // EACH), EACH)
    return np.exp(between + 0.28 * draw.standard_normal(n))


#: Shapes of pay within an occupation. Half of the detailed occupations have a standard deviation
#: of log pay between 0.28 and 0.43.
SHAPES: Mapping[str, Draw] = {
    "log-normal, 0.25": _lognormal(0.25),
    "log-normal, 0.35": _lognormal(0.35),
    "log-normal, 0.60": _lognormal(0.60),
    "log-normal, 0.35, a fifth at a minimum wage": lambda draw, n: np.maximum(
        _lognormal(0.35)(draw, n), 0.745
    ),
    "log-normal, 0.34, in establishments": _in_establishments,
    "long upper tail (Pareto, 3)": lambda draw, n: 1 + draw.pareto(3.0, n),
    "two trades, three tenths in the better paid": _two(0.6, 0.3),
    "two trades, half in the better paid": _two(0.6, 0.5),
}


def shape_cases(shapes: Iterable[str] = SHAPES) -> pd.DataFrame:
    """Draw samples of shapes and set the approximate error beside the true one.

    Args:
        shapes: Names in `SHAPES`.

    Returns:
        A row per shape: `shape`, `true_pct` (standard deviation of the sample medians in percent
        of the median), `ratio` (mean approximate error by the true one) and `inside_pct` (samples
        whose 90 % interval holds the true median).
    """
    found = []
    for shape in shapes:
        drawn, draw = SHAPES[shape], np.random.default_rng(list(SHAPES).index(shape))
        truth = float(np.median(drawn(draw, _MANY)))
        medians, errors = np.zeros((2, SAMPLES))
        for k in range(SAMPLES):
            pay = drawn(draw, JOBS)
            means = pay.reshape(-1, EACH).mean(axis=1)
            rse = 100 * means.std(ddof=1) / np.sqrt(len(means)) / pay.mean()
            points = np.quantile(pay, SHARES)
            points += np.arange(len(points)) * 1e-6  # no two equal
            medians[k], errors[k] = points[2], rse_of_median(points, rse) / 100 * points[2]
        deviation = float(medians.std())
        inside = np.abs(medians - truth) <= critical(0.90) * errors
        found.append((shape, 100 * deviation / truth, errors.mean() / deviation, inside.mean()))
    names = ["shape", "true_pct", "ratio", "inside_pct"]
    return pd.DataFrame(found, columns=names).assign(inside_pct=lambda rows: 100 * rows.inside_pct)


def shape_row(row: Row) -> tuple[str, ...]:
    """The cells of a shape in the table of the page."""
    numbers = (f"{row['true_pct']:.1f}%", f"{row['ratio']:.2f}", f"{row['inside_pct']:.0f}%")
    return (row["shape"], *numbers)


def median_error_section() -> str:
    """The approximate error of a median against drawn samples."""
    rows = [shape_row(row) for row in records(shape_cases())]
    headings = ("shape of pay", "true error", "approximate by true", "median in the 90 % interval")
    return f"""## The approximate error of a median

No error of a median is published; one is approximated from the percentiles and the error of the
mean ([uncertainty](uncertainty.md)). Drawn were {SAMPLES} samples of {JOBS} jobs in establishments
of {EACH} for each shape of pay, and the error of the mean was taken from the establishments, as a
survey does. The number of a log-normal is the standard deviation of log pay.

{markdown_table(headings, rows)}

It holds for one hump, is too wide where pay differs between establishments or has a long upper
tail, and too narrow where the median lies in the gap between two humps, which five percentiles do
not show.
"""
