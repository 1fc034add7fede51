import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import AnalysisError
from labor.methods.ranks import compare_all, groups, rank_intervals
from labor.methods.uncertainty import (
    Difference,
    critical,
    difference,
    rse_of_mean,
    rse_of_median,
    standard_error,
)

#: Without a time limit: other work on the machine must not fail a test.
steady = settings(deadline=None, max_examples=60)

# Medical records technicians (29-2071), May 2011, national: 180,280 jobs with an RSE of 0.9 %,
# mean annual wage $35,920 with an RSE of 0.4 % (the agency's profile page of that release).
JOBS_2011, MEAN_2011 = (180280.0, 0.9), (35920.0, 0.4)
# Mean annual wages and their RSEs, May 2024, national_M2024_dl.xlsx.
RECORDS, REGISTRARS = (55970.0, 0.6), (73410.0, 0.0)


def error_of(estimate, rse):
    return standard_error(pd.Series([estimate]), pd.Series([rse])).iloc[0]


def test_the_90_percent_interval_is_1645_standard_errors_wide():
    assert error_of(*MEAN_2011) == pytest.approx(143.68)
    assert error_of(*JOBS_2011) == pytest.approx(1622.52)
    assert critical(0.90) == pytest.approx(1.645, abs=5e-4)
    assert critical(0.95) == pytest.approx(1.960, abs=5e-4)


def test_a_printed_error_of_zero_counts_as_the_most_it_can_be():
    assert error_of(10000, 0.0) == error_of(10000, 0.05) == 5


def test_without_a_published_error_there_is_no_test():
    assert math.isnan(error_of(35920.0, math.nan))
    result = difference((35920.0, math.nan), RECORDS)
    assert result.verdict == "no_test"
    assert math.isnan(result.p_value)


def test_the_difference_of_two_means():
    # sqrt((55970 x 0.6 %)^2 + (73410 x 0.05 %)^2) = 337.8
    result = difference(RECORDS, REGISTRARS)
    assert result.estimate == -17440
    assert result.standard_error == pytest.approx(337.8, abs=0.1)
    assert [result.low, result.high] == pytest.approx([-17995.6, -16884.4], abs=0.5)
    assert result.verdict == "lower"


@steady
@given(st.floats(1e3, 1e6), st.floats(0, 20), st.sampled_from([0.8, 0.9, 0.99]))
def test_identical_roles_are_never_told_apart(mean, rse, level):
    assert difference((mean, rse), (mean, rse), level=level).verdict == "tied"


@steady
@given(
    st.tuples(st.floats(1e4, 2e5), st.floats(0.05, 10)),
    st.tuples(st.floats(1e4, 2e5), st.floats(0.05, 10)),
    st.floats(0.01, 100),
)
def test_the_verdict_turns_with_the_order_and_not_with_the_unit(first, second, unit):
    swap = {"higher": "lower", "lower": "higher", "tied": "tied"}
    result = difference(first, second)
    assert difference(second, first).verdict == swap[result.verdict]
    scaled = difference((first[0] * unit, first[1]), (second[0] * unit, second[1]))
    assert scaled.p_value == pytest.approx(result.p_value, abs=1e-9)
    inside = result.low <= 0 <= result.high
    assert inside == (result.verdict == "tied")


def test_what_is_no_level_no_error_and_no_mean_is_refused():
    for level in (0, 1, 90):
        with pytest.raises(AnalysisError, match="between 0 and 1"):
            critical(level)
    with pytest.raises(AnalysisError, match="not negative"):
        standard_error(pd.Series([1.0]), pd.Series([-0.1]))
    with pytest.raises(AnalysisError, match="above zero"):
        standard_error(pd.Series([0.0]), pd.Series([0.1]))
    with pytest.raises(AnalysisError, match="not released"):
        difference((math.nan, math.nan), RECORDS)


def test_the_error_of_a_mean_of_several_occupations():
    # sqrt(3^2 x 2^2 + 1^2 x 4^2) / (3 x 100 + 1 x 200) with errors of 2 % and 2 %
    means, errors = pd.Series([100.0, 200.0]), pd.Series([2.0, 2.0])
    expected = 100 * math.sqrt((3 * 2) ** 2 + 4**2) / 500
    assert rse_of_mean(means, errors, np.array([3.0, 1.0])) == pytest.approx(expected)
    assert math.isnan(rse_of_mean(means, errors, np.array([3.0, np.nan])))
    assert math.isnan(rse_of_mean(means, pd.Series([2.0, np.nan]), np.array([3.0, 1.0])))


def roles(means, rses, names=None):
    names = names or [f"role {index}" for index in range(len(means))]
    return pd.DataFrame({"name": names, "estimate": means, "rse_pct": rses}, dtype=object).astype(
        {"name": "str", "estimate": float, "rse_pct": float}
    )


def test_holm_holds_back_what_a_single_test_would_tell_apart():
    # A against B alone: z = 1.75, p = 0.080; of three pairs Holm needs 0.033 for the smallest p.
    pair = roles([100.0, 102.47], [1.0, 1.0])
    assert compare_all(pair)["verdict"].tolist() == ["lower"]
    three = roles([100.0, 102.47, 101.2], [1.0, 1.0, 1.0])
    assert compare_all(three)["verdict"].tolist() == ["tied"] * 3


def test_pairs_without_an_error_are_not_tested_and_do_not_count():
    frame = roles([100.0, 102.47, 90.0], [1.0, 1.0, math.nan])
    assert compare_all(frame)["verdict"].tolist() == ["lower", "no_test", "no_test"]
    assert groups(frame)["letters"].tolist() == ["b", "a", ""]


def test_letters_show_that_ties_do_not_carry_over():
    frame = groups(roles([100.0, 98.0, 96.0, 50.0], [1.0, 1.0, 1.0, 1.0]))
    assert frame["letters"].tolist() == ["a", "ab", "b", "c"]


def test_names_must_differ():
    with pytest.raises(AnalysisError, match="same name"):
        compare_all(roles([1.0, 2.0], [1.0, 1.0], ["A", "A"]))


FRAMES = st.lists(
    st.tuples(st.integers(95, 110).map(float), st.sampled_from([0.0, 0.5, 1.0, 2.0, math.nan])),
    min_size=1,
    max_size=9,
).map(lambda pairs: roles(*map(list, zip(*pairs, strict=True))))


@steady
@given(FRAMES)
def test_roles_share_a_letter_if_and_only_if_they_are_tied(frame):
    letters = groups(frame).set_index("name")["letters"]
    for row in compare_all(frame).itertuples():
        shared = set(letters[row.first]) & set(letters[row.second])
        assert bool(shared) == (row.verdict == "tied")
    untested = frame.loc[frame["rse_pct"].isna(), "name"]
    assert (letters[untested] == "").all()
    assert (letters.drop(untested) != "").all()


@steady
@given(FRAMES)
def test_letters_do_not_depend_on_the_order_of_the_rows(frame):
    letters = groups(frame).set_index("name")["letters"].map(len)
    turned = groups(frame.iloc[::-1]).set_index("name")["letters"].map(len)
    assert turned[letters.index].equals(letters)


@steady
@given(FRAMES)
def test_the_printed_rank_lies_in_its_interval(frame):
    ranked = rank_intervals(frame, draws=300).dropna()
    assert (ranked["best_rank"] <= ranked["rank"]).all()
    assert (ranked["rank"] <= ranked["worst_rank"]).all()
    assert len(ranked) == frame["rse_pct"].notna().sum()


def test_identical_roles_share_every_rank():
    ranked = rank_intervals(roles([100.0] * 4, [0.0, 1.0, 2.0, 3.0]))
    assert ranked["best_rank"].tolist() == [1] * 4
    assert ranked["worst_rank"].tolist() == [4] * 4
    assert (groups(roles([100.0] * 4, [0.0, 1.0, 2.0, 3.0]))["letters"] == "a").all()


def test_ranks_are_the_same_each_time_and_in_every_unit():
    frame = roles([100.0, 101.0, 102.0, 120.0], [1.0] * 4)
    first = rank_intervals(frame)
    assert first.equals(rank_intervals(frame))
    thousands = rank_intervals(frame.assign(estimate=frame["estimate"] * 1000))
    assert thousands["worst_rank"].equals(first["worst_rank"])
    assert first["best_rank"].tolist() == [2, 2, 2, 1]


def test_rank_intervals_cover_at_the_nominal_rate():
    random = np.random.default_rng(7)
    inside = []
    for _ in range(120):
        true = np.sort(random.normal(100, 1, 8))[::-1]
        error = random.uniform(0.5, 2, 8)
        seen = true + random.standard_normal(8) * error
        ranked = rank_intervals(roles(seen.tolist(), (100 * error / seen).tolist()), draws=400)
        rank = np.arange(1, 9)
        inside += ((ranked["best_rank"] <= rank) & (rank <= ranked["worst_rank"])).tolist()
    assert np.mean(inside) >= 0.90


def test_confidence_intervals_cover_at_the_nominal_rate():
    random = np.random.default_rng(11)
    seen = 100 * (1 + 0.02 * random.standard_normal(4000))
    reach = critical(0.90) * standard_error(pd.Series(seen), pd.Series(200 / seen))
    inside = abs(pd.Series(seen) - 100) <= reach
    assert inside.mean() == pytest.approx(0.90, abs=0.015)


def test_a_difference_is_plain_data():
    assert difference(MEAN_2011, MEAN_2011) == Difference(
        0.0, pytest.approx(203.2, abs=0.1), 1.0, pytest.approx(-334.2, abs=0.2),
        pytest.approx(334.2, abs=0.2), "tied", 0.90,
    )  # fmt: skip


@pytest.mark.parametrize("spread", [0.25, 0.35, 0.5])
def test_the_error_of_a_lognormal_median_is_that_of_the_formula(spread):
    z = np.array([-1.2816, -0.6745, 0.0, 0.6745, 1.2816])
    found = rse_of_median(40_000 * np.exp(spread * z), 1.0)
    exact = spread * math.sqrt(math.pi / 2) / math.sqrt(math.exp(spread**2) - 1)
    assert found == pytest.approx(exact, rel=0.02)


def test_no_error_of_a_median_without_its_parts():
    points = np.array([20, 30, 40, 50, 60]) * 1_000.0
    assert math.isnan(rse_of_median(points, math.nan))
    assert math.isnan(rse_of_median(np.where(points == 50_000, 40_000, points), 1.0))
    assert math.isnan(rse_of_median(np.where(points == 60_000, math.nan, points), 1.0))
