"""Damaged files end in a message or in rows that say what the file says."""

import logging

import pytest
from mutants import (
    CLEAN,
    KINDS,
    checked,
    endings,
    misread,
    parts_of,
    read_otherwise,
    vanished,
    whole,
)
from sampling import tries

from labor.tables.build import sources_of_file

#: The sample is split, so that processes of a test run share it.
SEEDS = range(2026, 2026 + tries(2, 5))
#: Of each kind of file so many that some are read and some are refused.
MUTANTS = 33 * len(KINDS)


@pytest.fixture(autouse=True)
def quiet_again():
    """The mutants keep remarks of the parsers off; other tests look for them."""
    yield
    logging.getLogger("labor").setLevel(logging.NOTSET)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sample_of_damaged_files_ends_in_a_message_or_in_right_rows(seed):
    found = endings(MUTANTS, seed)
    assert found.total() == MUTANTS
    assert {how for _, how in found} == {*CLEAN}, found
    # A file that is always refused would say nothing of what is read.
    for name, *_ in KINDS:
        assert found[name, "read"] > 0
        assert found[name, "refused"] > 0


@pytest.mark.parametrize("name", [name for name, *_ in KINDS])
def test_a_row_that_is_lost_is_seen(name):
    tables, printed = whole(name)
    assert misread(printed, tables) == vanished(name, printed, tables) == ""
    # Profiles that are similar are known by their links, which the comparison does not follow.
    for table in tables.keys() - {"occupations", "sources", "similar_occupations"}:
        fewer = {**tables, table: tables[table].iloc[1:]}
        assert misread(printed, fewer) or vanished(name, printed, fewer), table


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("information-clerks.html", b"1,336,600", b"1,336<v>,600"),
        ("state_projections.csv", b"Actors", b"Act\xffrs"),
        ("national_M2018_dl.csv", b",TOT_EMP", b",&TOT_EMP"),
    ],
)
def test_what_a_person_reads_of_a_damaged_file_is_read_by_both_readers(tmp_path, name, old, new):
    ((_, grid, write, vintage),) = [kind for kind in KINDS if kind[0] == name]
    data = write(grid()).replace(old, new, 1)
    assert new in data
    (tmp_path / name).write_bytes(data)
    tables = checked(parts_of(sources_of_file(tmp_path / name, vintage=vintage)))
    assert misread(read_otherwise(name, data), tables) == ""


@pytest.mark.parametrize("name", [name for name, *_ in KINDS])
def test_a_number_that_no_row_prints_is_seen(tmp_path, name):
    ((_, grid, write, vintage),) = [kind for kind in KINDS if kind[0] == name]
    data = write(grid())
    (tmp_path / name).write_bytes(data)
    tables = checked(parts_of(sources_of_file(tmp_path / name, vintage=vintage)))
    printed = read_otherwise(name, data)
    assert misread(printed, tables) == ""
    for table, frame in tables.items():
        published = [c for c in frame if frame.get(f"{c}_status", frame[c]).eq("published").any()]
        for measure in {"cpi_u_index", "job_zone", "to_code", *published} & {*frame}:
            if frame[measure].dtype == "str" and measure != "to_code":
                continue
            other = "99-9998" if measure == "to_code" else 7_654_321.5
            changed = {**tables, table: frame.assign(**{measure: other})}
            assert misread(printed, changed).startswith(f"{table} ")
