"""Damaged files end in a message or in rows that say what the file says."""

import logging

import pytest
from mutants import KINDS, endings

#: The sample is split, so that processes of a test run share it.
SEEDS = range(2026, 2031)
#: Of each kind of file so many that some are read and some are refused.
MUTANTS = 15 * len(KINDS)


@pytest.fixture(autouse=True)
def quiet_again():
    """The mutants keep remarks of the parsers off; other tests look for them."""
    yield
    logging.getLogger("labor").setLevel(logging.NOTSET)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sample_of_damaged_files_ends_in_a_message_or_in_right_rows(seed):
    found = endings(MUTANTS, seed)
    assert found.total() == MUTANTS
    assert {how for _, how in found} == {"refused", "read"}, found
    # A file that is always refused would say nothing of what is read.
    for name, *_ in KINDS:
        assert found[name, "read"] > 0
        assert found[name, "refused"] > 0
