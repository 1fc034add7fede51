"""The monotone cubic is the one of scipy, and rises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from labor.methods.pay_curves import monotone_cubic

RISES = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 5)), min_size=1, max_size=6)


@given(rises=st.lists(RISES, min_size=1, max_size=4), widths=st.data())
def test_it_is_the_cubic_of_scipy_and_never_falls(rises, widths):
    count = min(map(len, rises))
    steps = widths.draw(st.lists(st.floats(0.01, 3), min_size=count, max_size=count))
    x = np.cumsum([0.0, *steps])
    y = np.array([np.cumsum([10.0, *row[:count]]) for row in rises])
    at = np.unique(np.concatenate([np.linspace(x[0], x[-1], 101).clip(x[0], x[-1]), x]))
    found = monotone_cubic(x, y, at)
    assert found == pytest.approx(PchipInterpolator(x, y, axis=1)(at), rel=1e-10)
    assert (np.diff(found) >= -1e-9).all()
    assert found[:, np.searchsorted(at, x)] == pytest.approx(y, rel=1e-12)


def test_two_points_give_a_line():
    found = monotone_cubic(np.array([0.0, 2.0]), np.array([[1.0, 5.0]]), np.array([0.0, 0.5, 2.0]))
    assert found == pytest.approx(np.array([[1.0, 2.0, 5.0]]))
