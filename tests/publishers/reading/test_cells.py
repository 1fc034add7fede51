"""Numbers and marks apart, and nothing taken for a number that an agency would not print."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.errors import ParseError
from labor.publishers.reading.cells import CellPlace, number_of, split_marks, text_of

ORIGIN = CellPlace("a.xlsx", "Table 1.2", 7)
MARKS = frozenset({"*", "**", "#"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.77", 12.77),
        ("         12.77", 12.77),
        ("50,250", 50250.0),
        ("1,234,567", 1234567.0),
        ("$88,340", 88340.0),
        ("-2.6", -2.6),
        (".5", 0.5),
        ("0", 0.0),
    ],
)
def test_numbers_as_agencies_print_them(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "nan", "NaN", "inf", "1e5", "1_000", "12,34", "1,2345", "--3", "$", ".", "٣", "1 000",
     "12.3.4", "#", "N/A", "1,000,00", "0x1F", "5%", "½", "9" * 400, "-" + "9" * 400 + ".5"],
)  # fmt: skip
def test_what_is_no_number(text):
    assert number_of(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_written_as_text_reads_back_the_same(value):
    text = text_of(value)
    if "e" not in text:  # repr turns to powers of ten below 0.0001, which no agency prints
        assert number_of(text) == value


@given(st.text())
def test_any_text_is_a_finite_number_or_none(text):
    value = number_of(text)
    assert value is None or math.isfinite(value)


def test_whole_numbers_from_workbooks_look_like_text_from_csv():
    assert text_of(2018.0) == "2018"
    assert text_of(" 29-2071 ") == "29-2071"
    assert text_of(True) == "TRUE"


def test_marks_are_kept_beside_the_numbers():
    values, marks = split_marks([40350.0, "#", " * ", "", "1,000", 7], MARKS, ORIGIN, "A_MEDIAN")
    assert list(marks) == ["", "#", "*", "", "", ""]
    assert values[0] == 40350
    assert values[4] == 1000
    assert values[5] == 7
    assert np.isnan(values[[1, 2, 3]]).all()


def test_a_column_of_plain_numbers_has_no_marks():
    values, marks = split_marks([1.0, 2], MARKS, ORIGIN, "TOT_EMP")
    assert marks is None
    assert values.tolist() == [1.0, 2.0]


@pytest.mark.parametrize("cell", ["~", "N/A", "12.3.4", True, math.inf, math.nan])
def test_an_unknown_cell_is_an_error_that_names_its_place(cell):
    with pytest.raises(ParseError) as caught:
        split_marks([1.0, 2.0, cell], MARKS, ORIGIN, "TOT_EMP")
    message = str(caught.value)
    assert "a.xlsx, sheet Table 1.2, row 9, column TOT_EMP" in message
    assert repr(cell) in message
    assert "'#', '*', '**'" in message


@given(st.lists(st.one_of(st.floats(0, 1e9), st.sampled_from(["*", "#", "", "1,000"])), min_size=1))
def test_every_cell_is_a_number_a_mark_or_empty(cells):
    values, marks = split_marks(cells, MARKS, ORIGIN, "x")
    for index, cell in enumerate(cells):
        if isinstance(cell, float):
            assert values[index] == cell
        elif cell in MARKS:
            assert marks[index] == cell
            assert math.isnan(values[index])
