"""Titles without marks, and titles that mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.occupations.names import closest
from labor.occupations.titles import clean_title, plain_title, title_key, title_words


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("Registered Nurses*", "Registered Nurses"),
        ("Protective Service Workers, All Other *", "Protective Service Workers, All Other"),
        ("Medical records specialists[2]", "Medical records specialists"),
        ("Registrars (##)", "Registrars"),
        ("Farmers**", "Farmers"),
        (" Chief  Executives ", "Chief Executives"),
        (
            "Transportation Security Screeners* (federal only)",
            "Transportation Security Screeners (federal only)",
        ),
        ("Cooks (short order)", "Cooks (short order)"),
    ],
)
def test_footnote_marks_are_no_part_of_a_title(printed, clean):
    assert clean_title(printed) == clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pharmacy technician", "Pharmacy Technicians"),
        ("MEDICAL RECORDS TECHNICIAN.", "Medical Records Technicians"),
        ("first line supervisor", "First-Line Supervisors"),
        ("police and sheriffs patrol officer", "Police and Sheriff’s Patrol Officers"),
        ("secretary", "Secretaries"),
        ("coach", "Coaches"),
        ("waitress", "Waitresses"),
        ("craftsman", "Craftsmen"),
        ("R & D manager", "R and D Managers"),
    ],
)
def test_titles_that_mean_the_same(one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Medical Records Specialists", "Medical Records Technicians"),
        ("Information Clerks", "Information and Record Clerks"),
        ("Boss", "Bos"),
    ],
)
def test_titles_that_do_not(one, other):
    assert title_key(one) != title_key(other)


def test_renaming_is_more_than_case_and_punctuation():
    assert plain_title("Pile-Driver Operators") == plain_title("pile driver operators")
    assert plain_title("Engineering Managers") != plain_title("Engineering Manager")


def test_words_that_say_nothing_do_not_count():
    assert title_words("Information and Record Clerks, All Other") == {
        "information",
        "record",
        "clerk",
    }


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert title_key(title_key(text)) == title_key(text) or not text.isascii()


def test_the_closest_titles_come_first_and_strangers_not_at_all():
    choices = {
        "29-2052": "Pharmacy Technicians",
        "29-1051": "Pharmacists",
        "11-1011": "Legislators",
    }
    assert closest("pharmcy tecnician", choices)[0] == "29-2052"
    assert closest("zzz", choices) == []
