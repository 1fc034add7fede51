"""A cubic through rising points that rises, too."""

from __future__ import annotations

import numpy as np


def monotone_cubic(x: np.ndarray, y: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Interpolate by a piecewise cubic that never falls where the points do not.

    Slopes are weighted harmonic means of those of the neighbouring lines, after F. N. Fritsch and
    J. Butland, "A method for constructing local monotone piecewise cubic interpolants", SIAM J.
    Sci. Stat. Comput. 5 (1984). `scipy.interpolate.PchipInterpolator` gives the same values, but
    takes as long to load as everything else that a comparison needs.

    Args:
        x: Places of the points, rising; two or more.
        y: A row per curve: its values at the points, not falling.
        at: Places wanted, from the first to the last of `x`.

    Returns:
        A row per curve: its values at the places wanted.
    """
    width = np.diff(x)
    line = np.diff(y) / width
    slope = _slopes(width, line)
    left = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(width) - 1)
    step = width[left]
    part = (at - x[left]) / step
    rest = 1 - part
    return (
        y[:, left] * (1 + 2 * part) * rest**2
        + y[:, left + 1] * (1 + 2 * rest) * part**2
        + step * part * rest * (slope[:, left] * rest - slope[:, left + 1] * part)
    )


def _slopes(width: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Slope of each curve at each point, from the slopes of the lines between the points."""
    if len(width) == 1:
        return np.repeat(line, 2, axis=1)
    before, after = width[:-1], width[1:]
    rising = (line[:, :-1] > 0) & (line[:, 1:] > 0)
    with np.errstate(divide="ignore"):
        turned = (before + 2 * after) / line[:, :-1] + (2 * before + after) / line[:, 1:]
    inside = np.where(rising, 3 * (before + after) / turned, 0.0)
    first = _end(*width[:2], line[:, 0], line[:, 1])
    last = _end(*width[:-3:-1], line[:, -1], line[:, -2])
    return np.column_stack([first, inside, last])


def _end(own: float, next_: float, line: np.ndarray, next_line: np.ndarray) -> np.ndarray:
    """Slope at an outermost point: that of the parabola through three points, if it rises."""
    parabola = ((2 * own + next_) * line - own * next_line) / (own + next_)
    return np.where(line > 0, np.maximum(parabola, 0.0), 0.0)
