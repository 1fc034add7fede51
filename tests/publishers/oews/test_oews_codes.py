"""Areas, industries, owners and occupations under one name, whatever the year prints."""

import pytest

from labor.errors import ParseError
from labor.publishers.oews import parse as oews
from labor.publishers.oews.codes import (
    area,
    flat_area,
    industry,
    occupation,
    ownership,
)
from labor.publishers.reading.files import open_books
from labor.terms import STATES


@pytest.mark.parametrize(
    ("labels", "year", "made"),
    [
        ({}, 2018, ("99", "U.S.", "nation")),
        ({"area_code": "99", "area_title": "U.S.", "area_type": "1"}, 2024,
         ("99", "U.S.", "nation")),
        ({"area_code": "06", "area_title": "California", "primary_state": "CA"}, 2013,
         ("06", "California", "state")),
        ({"area_code": "6", "area_title": "California"}, 2019, ("06", "California", "state")),
        ({"area_code": "72", "area_title": "Puerto Rico"}, 2013,
         ("72", "Puerto Rico", "territory")),
        ({"area_code": "40", "area_title": "Oklahoma"}, 2000, ("40", "Oklahoma", "state")),
        ({"area_code": "40", "area_title": "Abilene, TX MSA", "primary_state": "TX"}, 2000,
         ("0040", "Abilene, TX MSA", "metropolitan")),
        ({"area_code": "10180", "area_title": "Abilene, TX"}, 2014,
         ("10180", "Abilene, TX", "metropolitan")),
        ({"area_code": "71654", "area_title": "Boston-Cambridge-Newton, MA NECTA Division"}, 2014,
         ("71654", "Boston-Cambridge-Newton, MA NECTA Division", "metropolitan_division")),
        ({"area_code": "100001", "area_title": "Northwest Alabama nonmetropolitan area"}, 2016,
         ("0100001", "Northwest Alabama nonmetropolitan area", "nonmetropolitan")),
        ({"area_code": "1", "area_title": "Alabama", "area_type": "2"}, 2020,
         ("01", "Alabama", "state")),
        ({"primary_state": "GU"}, 2024, ("66", "Guam", "territory")),
        ({"area_title": "District of Columbia"}, 1997, ("11", "District of Columbia", "state")),
        ({"area_code": "11"}, 2019, ("11", "District of Columbia", "state")),
    ],
)  # fmt: skip
def test_areas(labels, year, made):
    assert area(labels, year) == made


@pytest.mark.parametrize("labels", [{"area_title": "Californa"}, {"primary_state": "XX"}])
def test_a_state_that_does_not_exist(labels):
    with pytest.raises(ParseError, match="state that is not known") as caught:
        area(labels, 2024)
    if "area_title" in labels:
        assert "California" in str(caught.value)


def test_states_are_those_of_the_publisher(publishers):
    books = open_books(publishers / "oews/state/zip/oesm13st.zip")
    (book,) = [book for book in books if oews.recognises(book)]
    printed = {tuple(row[:3]) for row in book.sheet().rows[1:]}
    assert printed == set(STATES)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("0000000", ("99", None, "nation")),
        ("0600000", ("06", None, "state")),
        ("7200000", ("72", None, "territory")),
        ("0010180", ("10180", None, "metropolitan")),
        ("0100001", ("0100001", None, "nonmetropolitan")),
    ],
)
def test_areas_of_the_time_series_files(code, made):
    assert flat_area({"area_code": code}) == made


@pytest.mark.parametrize(
    ("labels", "file_level", "made"),
    [
        ({}, "", ("000000", "cross-industry")),
        ({"industry_code": "000000"}, "", ("000000", "cross-industry")),
        ({"industry_code": "0", "industry_level": "Cross-industry"}, "",
         ("000000", "cross-industry")),
        ({"industry_code": "62"}, "", ("62", "sector")),
        ({"industry_code": "31", "industry_level": "sector"}, "", ("31-33", "sector")),
        ({"industry_code": "48-49"}, "", ("48-49", "sector")),
        ({"industry_code": "327000"}, "", ("327000", "3-digit")),
        ({"industry_code": "327000"}, "4-digit", ("327000", "4-digit")),
        ({"industry_code": "327000", "industry_level": "4-digit"}, "3-digit",
         ("327000", "4-digit")),
        ({"industry_code": "622100", "ownership": "Private"}, "",
         ("622100", "4-digit, ownership")),
        ({"industry_code": "622100", "industry_level": "4-digit, ownership"}, "",
         ("622100", "4-digit, ownership")),
        ({"industry_code": "3250A1"}, "", ("3250A1", "4-digit")),
        ({"industry_code": "621310", "naics_level": "6-digit"}, "", ("621310", "6-digit")),
        ({"industry_code": "621310"}, "", ("621310", "5-digit")),
    ],
)  # fmt: skip
def test_industries(labels, file_level, made):
    code, _, level = industry(labels, file_level)
    assert (code, level) == made


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        ({}, "1235"),
        ({"ownership": "Private"}, "5"),
        ({"ownership": "State government"}, "2"),
        ({"ownership": "Local government"}, "3"),
        ({"ownership_code": "58"}, "58"),
        # May 2012 prints this on rows about everybody; it is not corrected here.
        ({"ownership_code": "5"}, "5"),
    ],
)
def test_owners(labels, code):
    assert ownership(labels) == (code,)


@pytest.mark.parametrize(
    ("code", "printed", "area_type", "level"),
    [
        ("00-0000", "major", "nation", "total"),  # May 2002
        ("00-0000", "", "state", "total"),
        ("29-0000", "", "nation", "major"),  # 2000 as it was saved again
        ("29-0000", "detailed", "nation", "major"),
        ("29-2071", "", "nation", "detailed"),
        ("29-2010", "broad", "nation", "broad"),
        ("29-2010", "detailed", "nation", "detailed"),
        ("29-2071", "detail", "nation", "detailed"),
        ("29-2000", "minor", "nation", "minor"),
        ("29-2010", "", "nation", "detailed"),
        ("29-2000", None, "nation", "minor"),
        ("29-2010", None, "nation", "broad"),
        ("29-2010", None, "state", "detailed"),
        ("20000", "div", "nation", "division"),
        ("32000", "maj", "nation", "major"),
        ("32911", "", "nation", "detailed"),
        ("20000", None, "state", "division"),
        ("32000", None, "state", "major"),
        ("32911", None, "state", "detailed"),
    ],
)
def test_levels_of_occupations(code, printed, area_type, level):
    labels = {"occupation_code": code, "area_type": area_type}
    if printed is not None:
        labels["occupation_level"] = printed
    assert occupation(labels) == (code, None, level)


def test_the_total_without_a_code():
    labels = {"occupation_code": "", "occupation_title": "Total 1997 Employment"}
    assert occupation(labels) == ("00000", "Total 1997 Employment", "total")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Registered Nurses*", "Registered Nurses"),
        (
            "Transportation Security Screeners* (federal only)",
            "Transportation Security Screeners (federal only)",
        ),
    ],
)
def test_the_mark_of_a_footnote_is_no_part_of_a_title(printed, title):
    labels = {"occupation_code": "29-1111", "occupation_title": printed, "area_type": "nation"}
    assert occupation(labels)[1] == title


def test_no_built_title_has_the_mark_of_a_footnote(built):
    titles = built["employment"]["occupation_title"].dropna()
    assert not titles.str.contains("*", regex=False).any()
