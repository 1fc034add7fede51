import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import AnalysisError
from labor.methods.censoring import HALF_PERCENT, limits, limits_of, relation

#: Without a time limit: other work on the machine must not fail a test.
steady = settings(deadline=None, max_examples=60)

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False).map(lambda x: round(x, 3))
EVERYTHING = (-math.inf, math.inf)


@st.composite
def known(draw):
    """Limits and a number that they allow: any of the forms a publisher's mark can take."""
    number = draw(NUMBERS)
    below, above = draw(st.floats(0, 1e5)), draw(st.floats(0, 1e5))
    forms = [
        (number, number),
        (number - below, number + above),
        (number - below, math.inf),
        (-math.inf, number + above),
        EVERYTHING,
    ]
    return draw(st.sampled_from(forms)), number


@steady
@given(known(), known())
def test_a_relation_is_never_wrong(first, second):
    (a, x), (b, y) = first, second
    answer = relation(a, b)
    assert answer in ("higher", "lower", "equal", "unknown")
    assert {"higher": x > y, "lower": x < y, "equal": x == y}.get(answer, True)


def test_a_top_coded_wage_is_higher_than_one_below_its_floor_and_nothing_else():
    top = limits_of(239200, "top_coded")
    assert relation(top, (200000, 200000)) == "higher"
    assert relation(top, (239200, 239200)) == "unknown"
    assert relation(top, limits_of(208000, "top_coded")) == "unknown"


@pytest.mark.parametrize(
    ("number", "status", "ends"),
    [
        (40350, "published", (40350, 40350)),
        (40350, "derived", (40350, 40350)),
        (239200, "top_coded", (239200, math.inf)),
        (math.nan, "below_half_percent", (0, HALF_PERCENT)),
        (math.nan, "not_available", EVERYTHING),
        (math.nan, "withdrawn", EVERYTHING),
        (math.nan, "not_applicable", EVERYTHING),
    ],
)
def test_a_status_says_between_what_a_number_lies(number, status, ends):
    assert limits_of(number, status) == ends


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
def test_limits_of_a_column_are_those_of_its_cells(name):
    ends = limits(FRAME, name)
    cells = zip(FRAME[name].astype(float), FRAME[f"{name}_status"], strict=True)
    values = [limits_of(number, status) for number, status in cells]
    assert [*zip(ends["low"], ends["high"], strict=True)] == values


def test_a_number_that_its_status_promises_must_be_there():
    broken = FRAME.assign(pay_status="published")
    with pytest.raises(AnalysisError, match="missing although its status has one") as caught:
        limits(broken, "pay")
    assert "row 2, column pay" in str(caught.value)
    with pytest.raises(AnalysisError, match="missing although its status has one"):
        limits_of(math.nan, "published")


def test_an_unknown_status_is_refused():
    with pytest.raises(AnalysisError, match="'suppressed' has no known meaning"):
        limits(FRAME.assign(pay_status="suppressed"), "pay")
    with pytest.raises(AnalysisError, match="'suppressed' has no known meaning"):
        limits_of(1, "suppressed")
