"""Damaged files end in a message or in rows that say what the file says."""

import logging
from collections import Counter

import pytest
from mutants import KINDS, endings

SEED = 2026
#: The sample is split, so that processes of a test run share it.
PARTS, MUTANTS = 10, 200
#: Mutants of each file in which both endings are looked for.
FEW = 12


@pytest.fixture(autouse=True)
def quiet_again():
    """The mutants keep remarks of the parsers off; other tests look for them."""
    yield
    logging.getLogger("labor").setLevel(logging.NOTSET)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_sample_of_damaged_files_ends_in_a_message_or_in_right_rows(part):
    found = endings(MUTANTS, SEED + part)
    assert found.total() == MUTANTS
    assert {how for _, how in found} == {"refused", "read"}, found


def test_damaged_files_of_each_kind_are_read_and_refused():
    """A file that is always refused would say nothing of what is read."""
    found: Counter[tuple[str, str]] = endings(FEW * len(KINDS), SEED)
    for name, *_ in KINDS:
        assert found[name, "read"] > 0
        assert found[name, "refused"] > 0
