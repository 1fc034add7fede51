"""Places by the names that people give them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labor
from labor.errors import AnalysisError
from labor.publishers.oews.codes import flat_area
from labor.schema.tables import TABLES
from labor.tables.area_names import by_words, cities_of, exactly, states_of
from labor.tables.areas import area_code, find_area, years_of
from labor.tables.files import write_parquet
from labor.terms import STATES

#: Titles of the delineation of 2023, those that are hard among them.
LOCAL = {
    "10180": "Abilene, TX",
    "10900": "Allentown-Bethlehem-Easton, PA-NJ",
    "13740": "Billings, MT",
    "14460": "Boston-Cambridge-Newton, MA-NH",
    "14860": "Bridgeport-Stamford-Danbury, CT",
    "15680": "California-Lexington Park, MD",
    "17860": "Columbia, MO",
    "17900": "Columbia, SC",
    "19100": "Dallas-Fort Worth-Arlington, TX",
    "19460": "Decatur, AL",
    "19500": "Decatur, IL",
    "26420": "Houston-Pasadena-The Woodlands, TX",
    "28140": "Kansas City, MO-KS",
    "31140": "Louisville/Jefferson County, KY-IN",
    "32420": "Mayagüez, PR",
    "35620": "New York-Newark-Jersey City, NY-NJ",
    "38860": "Portland-South Portland, ME",
    "38900": "Portland-Vancouver-Hillsboro, OR-WA",
    "40580": "Rocky Mount, NC",
    "41180": "St. Louis, MO-IL",
    "41620": "Salt Lake City-Murray, UT",
    "44060": "Spokane-Spokane Valley, WA",
    "44100": "Springfield, IL",
    "44140": "Springfield, MA",
    "44180": "Springfield, MO",
    "47900": "Washington-Arlington-Alexandria, DC-VA-MD-WV",
    "49180": "Winston-Salem, NC",
    "49620": "York-Hanover, PA",
    "2000007": "Kansas nonmetropolitan area",
    "4800001": "West Texas Region of Texas nonmetropolitan area",
}
AREAS = {"99": "U.S.", **{code: name for code, _, name in STATES}, **LOCAL}
POSTAL = {postal for _, postal, _ in STATES}
LISTS = Path(__file__).parents[3] / "shared/new-data/oews/flat"


def meant(name: str, titles=AREAS) -> list[str]:
    """Codes of the areas that a name stands for."""
    return exactly(name, titles) or by_words(name, titles)


def sharing(city: str, state: str) -> list[str]:
    """Areas that are named after a city in a state."""
    return sorted(
        code
        for code, title in LOCAL.items()
        if city in cities_of(title) and state in title.rpartition(", ")[2].split("-")
    )


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Houston", ["26420"]),
        ("houston metro area", ["26420"]),
        ("The Woodlands", ["26420"]),
        ("Dallas, TX", ["19100"]),
        ("Dallas Texas", ["19100"]),
        ("Ft. Worth", ["19100"]),
        ("Washington DC", ["47900"]),
        ("Washington, D.C.", ["47900"]),
        ("New York City", ["35620"]),
        ("New York, NY", ["35620"]),
        ("New York metro", ["35620"]),
        ("Bridgeport", ["14860"]),
        ("TX", ["48"]),
        ("washington state", ["53"]),
        ("6", ["06"]),
        ("0600000", ["06"]),
        ("the United States", ["99"]),
        ("Saint Louis", ["41180"]),
        ("Mayaguez", ["32420"]),
        ("Billings, Montana", ["13740"]),
        ("Rocky Mount", ["40580"]),
        ("rocky mt", ["40580"]),
        ("York", ["49620"]),
        ("Kansas City, Kansas", ["28140"]),
        ("Vancouver, WA", ["38900"]),
        ("West Texas", ["4800001"]),
        ("Portland", ["38860", "38900"]),
        ("Springfield", ["44100", "44140", "44180"]),
        ("Springfield, Missouri", ["44180"]),
        ("Atlantis", []),
        ("metro", []),
        ("", []),
    ],
)
def test_a_place_is_found_by_what_people_call_it(name, codes):
    assert meant(name) == codes


@given(st.sampled_from(sorted(AREAS)), st.sampled_from([str.upper, str.lower, str.title]))
def test_every_title_and_code_is_its_own_area(code, written):
    assert meant(AREAS[code]) == [code]
    assert meant(written(AREAS[code])) == [code]
    assert meant(code) == [code]


@given(st.sampled_from(sorted(LOCAL)), st.sampled_from([", ", " "]))
def test_a_city_with_its_state_is_its_area_or_one_of_those_that_share_it(code, between):
    cities, _, states = LOCAL[code].rpartition(", ")
    for city in cities_of(LOCAL[code]) if cities else []:
        for state in states.split("-"):
            assert meant(f"{city}{between}{state}") == sharing(city, state)


def _newest_list() -> dict[str, str]:
    """Titles of the publisher's areas of May 2025 by code."""
    path = LISTS / "oe.area.2025.txt"
    if not path.exists():
        pytest.skip("the publishers' own files are not on this machine (only the snapshot is)")
    rows = pd.read_csv(path, sep="\t", dtype="str", keep_default_na=False)
    codes = [flat_area({"area_code": code.strip()})[0] for code in rows["area_code"]]
    return dict(zip(codes, rows["area_name"].str.strip(), strict=True))


def test_all_areas_of_the_publisher_s_lists_answer_to_title_code_and_city():
    lists = sorted(LISTS.glob("oe.area*.txt"))
    if not lists:
        pytest.skip("the publishers' own files are not on this machine (only the snapshot is)")
    for path in lists:
        rows = pd.read_csv(path, sep="\t", dtype="str", keep_default_na=False)
        codes = [flat_area({"area_code": code.strip()})[0] for code in rows["area_code"]]
        titles = dict(zip(codes, rows["area_name"].str.strip(), strict=True))
        for code, title in titles.items():
            assert meant(title, titles) == [code]
            assert meant(code, titles) == [code]
            if ", " in title:
                state = title.rpartition(", ")[2].split("-")[0]
                for city in cities_of(title):
                    assert code in meant(f"{city}, {state}", titles), (city, state)


@pytest.mark.parametrize(
    ("code", "title", "states"),
    [
        ("26420", "Houston-Pasadena-The Woodlands, TX", ["Texas"]),
        (
            "47900",
            "Washington-Arlington-Alexandria, DC-VA-MD-WV",
            ["District of Columbia", "Virginia", "Maryland", "West Virginia"],
        ),
        ("32420", "Mayagüez, PR", ["Puerto Rico"]),
        ("5400001", "Southern West Virginia nonmetropolitan area", ["West Virginia"]),
        ("5100001", "Southwest Virginia nonmetropolitan area", ["Virginia"]),
        ("2000007", "Kansas nonmetropolitan area", ["Kansas"]),
        ("48", "Texas", []),
        ("99", "U.S.", []),
    ],
)
def test_an_area_lies_in_the_states_that_its_title_names(code, title, states):
    names = {code: name for code, _, name in STATES}
    assert [names[state] for state in states_of(code, title)] == states


def test_all_local_areas_of_the_publisher_lie_in_a_state():
    rows = _newest_list()
    for code, title in rows.items():
        if len(code) == 7:
            assert states_of(code, title) == (code[:2],), title
        elif len(code) == 5:
            assert states_of(code, title), title


@pytest.fixture
def folder(tmp_path):
    """Estimates of two years: local areas in one, the nation and states in both."""
    rows = [(2024, code, title) for code, title in AREAS.items() if len(code) == 2]
    rows += [(2025, code, title) for code, title in AREAS.items()]
    rows += [(2024, "19340", "Davenport-Moline-Rock Island, IA-IL")]
    frame = pd.DataFrame(rows, columns=["reference_year", "area_code", "area_title"])
    write_parquet(tmp_path / "employment.parquet", TABLES["employment"].conform(_filled(frame)))
    return tmp_path


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with every other column of the table, empty or the same everywhere."""
    numbers = {
        name: None if not name.endswith("_status") else "not_applicable"
        for name in TABLES["employment"].names
        if name not in frame
    }
    return frame.assign(**numbers)[TABLES["employment"].names]


def test_one_area_is_taken_and_the_answer_says_so(folder):
    found = find_area(folder, " Houston ")
    assert (found.code, found.title) == ("26420", "Houston-Pasadena-The Woodlands, TX")
    assert found.notes == ("“Houston” is taken as Houston-Pasadena-The Woodlands, TX (26420).",)
    for own in ("TX", "48", "Texas", "26420", LOCAL["26420"]):
        assert find_area(folder, own).notes == ()


@pytest.mark.parametrize(
    ("name", "code", "other"),
    [
        ("New York", "36", "New York-Newark-Jersey City, NY-NJ (35620)"),
        ("Washington", "53", "Washington-Arlington-Alexandria, DC-VA-MD-WV (47900)"),
        ("Washington DC", "47900", "District of Columbia (11)"),
    ],
)
def test_a_state_and_an_area_of_one_name_are_both_offered(folder, name, code, other):
    found = find_area(folder, name)
    assert found.code == code
    assert f"; there is also {other}." in found.notes[0]


def test_of_several_areas_these_are_listed_and_no_others(folder):
    with pytest.raises(AnalysisError) as error:
        find_area(folder, "Springfield")
    assert error.value.expected == (
        "one of: 44100 Springfield, IL; 44140 Springfield, MA; 44180 Springfield, MO"
    )
    assert "did you mean" not in str(error.value)


def test_an_area_is_looked_up_in_the_year_that_is_asked_for(folder):
    assert area_code(folder, "Washington DC", 2025) == "47900"
    assert area_code(folder, "Washington DC", 2024) == "11"
    # No area of 2025 is called so; the caller says which years there are.
    assert area_code(folder, "Moline", 2025) == "19340"
    assert years_of(folder, "19340") == [2024]


@pytest.mark.parametrize("name", ["77002", "77002-1234", "Houston, TX 77002"])
def test_a_zip_code_is_refused_with_the_reason(folder, name):
    with pytest.raises(AnalysisError, match="publishes nothing smaller"):
        find_area(folder, name)


@pytest.mark.parametrize(
    ("name", "near"),
    [("Californa", "06 California"), ("Huston", "26420 Houston-Pasadena-The Woodlands, TX")],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(folder, name, near):
    with pytest.raises(AnalysisError, match=f"did you mean: {near}"):
        find_area(folder, name)


def test_answers_on_a_city_name_the_area_that_they_took(built):
    said = "“Houston” is taken as Houston-Pasadena-The Woodlands, TX (26420)."
    compared = labor.compare("pharmacy technician", area="Houston")
    assert compared.caveats[0] == said
    assert set(compared.pay["area_code"]) == {"26420"}
    history = labor.history("pharmacy technician", area="Houston")
    assert said in history.caveats
    assert said in history.heading()["notes"]
    with pytest.raises(AnalysisError, match="no estimates but of 2025 for the area Houston-Pasa"):
        labor.comparable("29-2052", 2024, 2025, area="Houston")
    verdict = labor.comparable("29-2052", 2024, 2025, area="Washington")
    assert any(
        text.startswith("“Washington” is taken as Washington (53)") for text in verdict.caveats
    )
