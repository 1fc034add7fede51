"""Damaged files end in a message or in rows that say what the file says."""

import logging

import pytest
from mutants import KINDS, endings

SEED = 2026


@pytest.fixture(autouse=True)
def quiet_again():
    """The mutants keep remarks of the parsers off; other tests look for them."""
    yield
    logging.getLogger("labor").setLevel(logging.NOTSET)


@pytest.mark.parametrize("count", [420, pytest.param(2_000, marks=pytest.mark.slow)])
def test_a_sample_of_damaged_files_ends_in_a_message_or_in_right_rows(count):
    found = endings(count, SEED)
    assert found.total() == count
    assert {how for _, how in found} == {"refused", "read"}, found
    for name, *_ in KINDS:
        # A file that is always refused would say nothing of what is read.
        assert found[name, "read"] > 2
        assert found[name, "refused"] > 2
