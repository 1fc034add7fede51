"""Codes in their one written form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.errors import OccupationError
from labor.occupations.codes import (
    ONET,
    SERIES,
    UNLINKED,
    VERSIONS,
    is_code,
    level_of,
    normalise_code,
)
from labor.schema.tables import words_of


def test_the_lists_of_codes_are_those_of_the_schema():
    assert list(words_of("soc_versions")) == list(VERSIONS)
    assert {*SERIES, *UNLINKED, *ONET} == set(VERSIONS)
    assert set(ONET.values()) <= set(SERIES)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("29-2072", "29-2072"),
        ("292072", "29-2072"),
        (" 29-2072\t", "29-2072"),
        ("29–2072", "29-2072"),
        ("29‐2072", "29-2072"),
        ('="29-2072"', "29-2072"),
        ("29-2072.00", "29-2072"),
        ("29207200", "29-2072"),
        ("15-1299.09", "15-1299.09"),
        ("00-0000", "00-0000"),
        ("32911", "32911"),
    ],
)
def test_a_code_has_one_written_form(written, code):
    assert normalise_code(written) == code
    assert normalise_code(code) == code
    assert is_code(written)


@pytest.mark.parametrize(
    "text", ["", "29-207", "2920721", "29-2072.0", "nurse", "29/2072", "2.9e5"]
)
def test_what_is_no_code_is_said_so(text):
    assert not is_code(text)
    with pytest.raises(OccupationError, match="no occupation code") as error:
        normalise_code(text)
    assert error.value.got == repr(text)


@given(st.text())
def test_any_text_is_a_code_or_an_error(text):
    if is_code(text):
        assert normalise_code(normalise_code(text)) == normalise_code(text)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("00-0000", "total"),
        ("29-0000", "major"),
        ("29-2000", "minor"),
        ("15-1200", "minor"),
        ("29-2070", "broad"),
        ("29-2072", "detailed"),
        ("15-1299.09", "detailed"),
        ("19-1020.01", "detailed"),
    ],
)
def test_the_digits_say_the_level(code, level):
    assert level_of(code) == level


def test_codes_of_1997_do_not_say_their_level():
    with pytest.raises(OccupationError, match="cannot be read from its digits"):
        level_of("32911")
