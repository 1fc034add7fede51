"""Numbers are said as a reader expects them, and what is no number is said in words."""

import math

import pandas as pd
import pytest

from labor.errors import AnalysisError
from labor.schema.core import STATUSES
from labor.show import words


@pytest.mark.parametrize(
    ("form", "value", "said"),
    [
        (words.dollars, 40350.0, "$40,350"),
        (words.dollars, 19.4, "$19.40"),
        (words.dollars, 20009.6, "$20,010"),  # May 1997 printed hourly pay times 2,080
        (words.count, 215500.0, "215,500"),
        (words.count, -2200.0, "−2,200"),
        (words.percent, 10.7, "10.7%"),
        (words.signed_percent, 10.7, "+10.7%"),
        (words.signed_percent, -3.5, "−3.5%"),
        (words.signed_percent, 0.0, "0.0%"),
        (words.signed_percent, -0.04, "0.0%"),
        (words.signed_percent, 0.04, "0.0%"),
    ],
)
def test_numbers(form, value, said):
    assert form(value) == said


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        (40350.0, "published", "$40,350"),
        (239200.0, "top_coded", "$239,200 or more"),
        (34510.0, "estimated", "$34,510 (estimate)"),
        (34510.0, "derived", "$34,510"),
        (math.nan, "not_available", "not released"),
        (math.nan, "withdrawn", "withdrawn by BLS"),
        (math.nan, "below_half_percent", "less than 0.5%"),
        (math.nan, "not_applicable", "not published"),
    ],
)
def test_a_number_is_said_with_its_status(value, status, said):
    row = {"pay_usd": value, "pay_usd_status": status}
    assert words.say(row, "pay_usd", words.dollars) == said


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_of_the_tables_has_words(status):
    row = {"pay_usd": 40350.0, "pay_usd_status": status}
    assert words.say(row, "pay_usd", words.dollars)


def test_a_status_without_words_is_an_error():
    with pytest.raises(AnalysisError, match="a status that has no words"):
        words.say({"pay_usd": math.nan, "pay_usd_status": "lost"}, "pay_usd", words.dollars)


@pytest.mark.parametrize("missing", [math.nan, None, pd.NA])
def test_a_missing_number_that_claims_to_be_published_is_an_error(missing):
    with pytest.raises(AnalysisError, match="A number is missing"):
        words.say({"pay_usd": missing, "pay_usd_status": "published"}, "pay_usd", words.dollars)


def test_a_column_without_a_status_is_as_complete_as_it_looks():
    assert words.say({"rate": 7.8}, "rate", words.per_hundred) == "7.8"
    assert words.say({"rate": math.nan}, "rate", words.per_hundred) == "not published"
    assert words.say({}, "rate", words.per_hundred) == "not published"


def test_a_range_marks_an_estimate_once():
    row = {"low": 26210.0, "low_status": "estimated", "high": 45300.0, "high_status": "estimated"}
    assert words.between(row, "low", "high", words.dollars) == "$26,210 to $45,300 (estimate)"


def test_a_range_without_numbers_says_so_once():
    row = {"low": math.nan, "low_status": "not_available",
           "high": math.nan, "high_status": "not_available"}  # fmt: skip
    assert words.between(row, "low", "high", words.dollars) == "not released"


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("Much faster than average", "much faster than average"),
        ("not known", ""),
        ("", ""),
        (math.nan, ""),
    ],
)
def test_growth_phrases(phrase, said):
    assert words.growth_phrase({"growth_phrase": phrase}) == said


def test_no_requirement_does_not_look_like_a_missing_value():
    assert words.requirement({"training": "None"}, "training") == "none"
    assert words.requirement({"training": ""}, "training") == "not published"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Medical assistants", "medical assistants"),
        ("Medical Assistants", "medical assistants"),
        ("HVAC mechanics", "HVAC mechanics"),
        ("Surgeons", "surgeons"),
        # The kind of work that a list sets behind its people, as the news releases of BLS put it.
        ("Cooks, Restaurant", "restaurant cooks"),
        ("Bus Drivers, School", "school bus drivers"),
        (
            "Art, Drama, and Music Teachers, Postsecondary",
            "postsecondary art, drama, and music teachers",
        ),
        (
            "Electrical and Electronics Repairers, Powerhouse, Substation, and Relay",
            "powerhouse, substation, and relay electrical and electronics repairers",
        ),
        (
            "Teaching Assistants, Preschool, Elementary, Middle, and Secondary School, Except "
            "Special Education",
            "preschool, elementary, middle, and secondary school teaching "
            "assistants, except special education",
        ),
        # More people, a rest of a group, and a word that would be doubled stay.
        ("Plumbers, Pipefitters, and Steamfitters", "plumbers, pipefitters, and steamfitters"),
        ("Software Developers, Systems Software", "software developers, systems software"),
        (
            "Sales Representatives, Services, All Other",
            "sales representatives, services, all other",
        ),
        (
            "Helpers, Laborers, and Material Movers, Hand, All Other",
            "hand helpers, laborers, and material movers, all other",
        ),
        (
            "Secretaries and Administrative Assistants, Except Legal, Medical, and Executive",
            "secretaries and administrative assistants, except legal, medical, and executive",
        ),
    ],
)
def test_names_inside_a_sentence(name, said):
    assert words.running(name) == said


def test_pay_refers_to_may_since_2003():
    assert words.period(2018) == "May 2018"
    assert words.period(2001) == "fourth quarter 2001"


def test_an_error_printed_as_zero_is_not_shown_as_none():
    row = {"mean_rse_pct": 0.0, "mean_rse_pct_status": "published"}
    assert words.say(row, "mean_rse_pct", words.error_percent) == "less than 0.05%"
    assert words.error_percent(0.4) == "0.4%"
