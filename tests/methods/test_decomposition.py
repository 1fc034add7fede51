"""Parts of a gap add up to it under every weighting, and their errors are those of a simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.methods.decomposition import Decomposition

COUNTS = st.floats(10, 1e6)
PAY = st.floats(15_000, 500_000)


def decomposition(rows, rse=np.nan):
    table = np.array(rows, dtype=float)
    jobs, pay = table[:, [0, 2]].T, table[:, [1, 3]].T
    return Decomposition(jobs, pay, np.full_like(jobs, rse), np.full_like(pay, rse))


@given(st.lists(st.tuples(COUNTS, PAY, COUNTS, PAY), min_size=2, max_size=12))
def test_every_reading_adds_up_to_the_gap(rows):
    made = decomposition(rows)
    close = pytest.approx(made.gap, abs=1e-4)
    for split in (made.threefold, made.at_first_pay, made.at_second_pay, made.average):
        assert split.mix + split.pay + split.interaction == close
    assert made.mix_by_occupation.sum() + made.pay_by_occupation.sum() == close
    halves = made.at_first_pay, made.at_second_pay
    assert made.average.mix == pytest.approx(sum(one.mix for one in halves) / 2, abs=1e-4)
    other = decomposition([(c, d, a, b) for a, b, c, d in rows])
    assert other.gap == pytest.approx(-made.gap, abs=1e-4)
    assert other.average.mix == pytest.approx(-made.average.mix, abs=1e-4)


@given(st.lists(st.tuples(COUNTS, PAY), min_size=2, max_size=12), st.floats(0.01, 100))
def test_sides_of_one_mix_and_pay_have_no_gap_whatever_their_size(rows, times):
    made = decomposition([(jobs, pay, jobs * times, pay) for jobs, pay in rows])
    assert made.gap == pytest.approx(0, abs=1e-6)
    assert np.abs(made.mix_by_occupation).max() == pytest.approx(0, abs=1e-6)
    assert np.abs(made.pay_by_occupation).max() == 0


def test_only_mix_or_only_pay_differs():
    of_mix = decomposition([(30, 20_000, 10, 20_000), (10, 60_000, 30, 60_000)])
    assert (of_mix.gap, of_mix.average.mix, of_mix.average.pay) == (-20_000, -20_000, 0)
    of_pay = decomposition([(30, 22_000, 30, 20_000), (10, 66_000, 10, 60_000)])
    assert (of_pay.gap, of_pay.average.mix, of_pay.average.pay) == (3_000, 0, 3_000)


def test_errors_are_those_of_drawn_samples():
    rows = [(300, 40_000, 500, 42_000), (200, 90_000, 150, 80_000), (80, 30_000, 250, 33_000)]
    made = decomposition(rows, rse=2.0)
    draw = np.random.default_rng(20)
    drawn = []
    for _ in range(4_000):
        jobs, pay = (
            one * (1 + 0.02 * draw.standard_normal(one.shape)) for one in (made.jobs, made.pay)
        )
        one = Decomposition(jobs, pay, made.jobs_rse, made.pay_rse)
        drawn.append((one.gap, one.average.mix, one.average.pay))
    assert np.std(drawn, axis=0) == pytest.approx(made.errors, rel=0.04)
    assert all(np.isnan(decomposition(rows).errors))
