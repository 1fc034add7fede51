import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from labor.errors import AnalysisError
from labor.methods.censoring import (
    HALF_PERCENT,
    Value,
    at_least,
    below_half_percent,
    from_cell,
    in_words,
    limits,
    not_released,
    published,
    relation,
    total,
    weighted_mean,
)
from labor.show.words import dollars, percent

#: Without a time limit: other work on the machine must not fail a test.
steady = settings(deadline=None, max_examples=60)

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False).map(lambda x: round(x, 3))


@st.composite
def known(draw):
    """A value and a number that it allows: any of the forms a publisher's mark can take."""
    number = draw(NUMBERS)
    below, above = draw(st.floats(0, 1e5)), draw(st.floats(0, 1e5))
    value = draw(
        st.sampled_from(
            [
                published(number),
                Value(number - below, number + above),
                Value(number - below, math.inf),
                Value(-math.inf, number + above),
                not_released(),
            ]
        )
    )
    return value, number


def allows(value, number):
    room = 1e-6 * max(1.0, abs(number))
    return value.low - room <= number <= value.high + room


@steady
@given(known(), known())
def test_every_operation_keeps_the_true_result_inside_the_limits(first, second):
    (a, x), (b, y) = first, second
    assert allows(a + b, x + y)
    assert allows(a - b, x - y)
    assert allows(a * b, x * y)


@steady
@given(known(), known())
def test_a_ratio_keeps_the_true_result_or_refuses(first, second):
    (a, x), (b, y) = first, second
    assume(abs(y) > 1e-3)
    if b.low <= 0 <= b.high:
        with pytest.raises(AnalysisError, match="cannot be zero"):
            a / b
    else:
        assert allows(a / b, x / y)


@steady
@given(known(), known())
def test_a_relation_is_never_wrong(first, second):
    (a, x), (b, y) = first, second
    answer = relation(a, b)
    assert answer in ("higher", "lower", "equal", "unknown")
    assert {"higher": x > y, "lower": x < y, "equal": x == y}.get(answer, True)


def test_a_top_coded_wage_is_higher_than_one_below_its_floor_and_nothing_else():
    assert relation(at_least(239200), 200000) == "higher"
    assert relation(at_least(239200), 239200) == "unknown"
    assert relation(at_least(239200), at_least(208000)) == "unknown"


@pytest.mark.parametrize(
    ("value", "write", "text"),
    [
        (published(40350), dollars, "$40,350"),
        (at_least(239200), dollars, "$239,200 or more"),
        (below_half_percent(), percent, "below 0.5%"),
        (not_released(), dollars, "not released"),
        (not_released("withdrawn"), dollars, "withdrawn by the agency"),
        (not_released("not_applicable"), dollars, "not applicable"),
        (not_released(low=0), dollars, "not released"),
        (Value(10000, 20000), dollars, "$10,000 to $20,000"),
        (Value(-math.inf, 20000), dollars, "$20,000 or less"),
        (Value(-math.inf, math.inf), dollars, "not known"),
        (at_least(239200) - 40350, dollars, "$198,850 or more"),
        (40350 - at_least(239200), "{:,.0f} dollars".format, "-198,850 dollars or less"),
        (at_least(239200) - at_least(239200), dollars, "not known"),
        (at_least(239200) + not_released(), dollars, "not released"),
        (not_released(low=0) + 1200, "{:,.0f} jobs".format, "1,200 jobs or more"),
        (below_half_percent() + below_half_percent(), percent, "0.0% to 1.0%"),
        (at_least(239200) / 2080, dollars, "$115.00 or more"),
    ],
)
def test_words_say_what_is_not_known(value, write, text):
    assert in_words(value, write) == text


def test_a_sum_over_a_top_coded_wage_is_a_lower_limit():
    assert total([published(100), at_least(200), 50]) == Value(350, math.inf, {"top_coded"})


def test_a_weighted_mean_needs_weights_that_are_known():
    assert weighted_mean([10, 20], [3, 1]) == published(12.5)
    assert weighted_mean([10, at_least(20)], [3, 1]) == Value(12.5, math.inf, {"top_coded"})
    with pytest.raises(AnalysisError, match="not known exactly"):
        weighted_mean([10, 20], [3, not_released(low=0)])
    with pytest.raises(AnalysisError, match="not all zero"):
        weighted_mean([10, 20], [0, 0])


def test_only_a_published_number_can_be_taken_out():
    assert published(5).exact() == 5
    with pytest.raises(AnalysisError, match="not known exactly") as caught:
        at_least(208000).exact()
    assert "208,000 or more" in str(caught.value)


@pytest.mark.parametrize(("low", "high"), [(2, 1), (math.nan, 1), (1, math.nan)])
def test_limits_that_no_number_fits_are_refused(low, high):
    with pytest.raises(AnalysisError, match="No number lies"):
        Value(low, high)


FRAME = pd.DataFrame(
    {
        "state": ["CA", "CA", "TX", "TX", "UT"],
        "jobs": [100.0, np.nan, 20.0, 30.0, np.nan],
        "jobs_status": ["published", "not_available", "published", "derived", "not_available"],
        "pay": [40350.0, 208000.0, np.nan, np.nan, np.nan],
        "pay_status": ["published", "top_coded", "not_available", "withdrawn", "not_applicable"],
        "share": [np.nan, 0.6, np.nan, 12.0, 1.0],
        "share_status": ["below_half_percent", *["published"] * 1, "not_available", "published",
                         "estimated"],
    }
)  # fmt: skip


@pytest.mark.parametrize("name", ["jobs", "pay", "share"])
def test_limits_of_a_column_are_those_of_its_values(name):
    ends = limits(FRAME, name)
    cells = zip(FRAME[name].astype(float), FRAME[f"{name}_status"], strict=True)
    values = [from_cell(number, status) for number, status in cells]
    assert ends["low"].tolist() == [value.low for value in values]
    assert ends["high"].tolist() == [value.high for value in values]


def test_a_number_that_its_status_promises_must_be_there():
    broken = FRAME.assign(pay_status="published")
    with pytest.raises(AnalysisError, match="missing although its status has one") as caught:
        limits(broken, "pay")
    assert "row 2, column pay" in str(caught.value)
    with pytest.raises(AnalysisError, match="No number lies"):
        from_cell(math.nan, "published")


def test_an_unknown_status_is_refused():
    with pytest.raises(AnalysisError, match="'suppressed' has no known meaning"):
        limits(FRAME.assign(pay_status="suppressed"), "pay")


def test_half_a_percent_is_the_publishers_limit():
    assert below_half_percent() == Value(0, HALF_PERCENT, {"below_half_percent"})
