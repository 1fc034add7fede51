"""Claims on cities are held against the figures of their areas, and never against the nation's."""

from functools import partial
from random import Random

import pytest

import labor
from labor.answers.article.places import places_named
from labor.answers.article.verdicts import HOLDING, MISQUOTED, OUTDATED, WRONG
from labor.errors import AnalysisError
from labor.tables.area_names import cities_of
from labor.tables.areas import areas_called, find_area
from labor.tables.load import load

ACCUSED = (WRONG, MISQUOTED, OUTDATED)
#: Titles that a sentence can name, by code.
STEADY = {
    "29-2052": "Pharmacy technicians", "31-9092": "Medical assistants", "47-2111": "Electricians",
    "29-1141": "Registered nurses", "35-3011": "Bartenders", "23-1011": "Lawyers",
}  # fmt: skip
#: Ways to name a city before or behind the people, and in the sentence before the number.
WAYS = (
    "{who} in {city} earn a median of {amount} a year.",
    "In {city}, {small} had a median wage of {amount} in May 2025.",
    "Around {city} the median annual pay of {small} is {amount}.",
    "In the {city} metro area, {small} earned a median of {amount} in 2025.",
    "{who} in {city} are in demand. They earn a median of {amount} a year.",
    "Many people in {city} are {small}. Their median annual pay was {amount} in May 2025.",
    "Look for work in {city}. {who} there earn a median of {amount} a year.",
)
#: Names of places that no area is named after.
NOWHERE = (
    "Katy",
    "Katy, Texas",
    "Yonkers",
    "Harris County",
    "Northern Virginia",
    "Springdale Heights",
)


@pytest.fixture(scope="module")
def processed(project):
    return project / "data" / "processed"


@pytest.fixture(scope="module")
def medians(processed):
    """Printed annual medians of May 2025 by occupation and area, those not printed among them."""
    rows = load(
        "wages", processed, reference_year=2025, industry_code="000000", statistic="median",
        occupation_code=list(STEADY),
    )  # fmt: skip
    names = ["occupation_code", "area_code", "annual_wage_usd", "annual_wage_usd_status"]
    return {(code, area): (value, status) for code, area, value, status in
            rows[names].itertuples(index=False, name=None)}  # fmt: skip


@pytest.fixture(scope="module")
def areas(processed):
    rows = load("employment", processed, columns=["area_code", "area_title"], reference_year=2025,
                occupation_code="00-0000", area_type="metropolitan")  # fmt: skip
    return dict(rows.drop_duplicates().itertuples(index=False, name=None))


def city_of(title: str, number: int) -> str:
    """A city that an area is named after, with its state: "Fort Worth, TX"."""
    cities = [city for city in cities_of(title) if not city.startswith("The ")]
    return f"{cities[number % len(cities)]}, {title.rpartition(', ')[2].partition('-')[0]}"


def said(way: str, who: str, city: str, value: float) -> str:
    return way.format(who=who, small=who.lower(), city=city, amount=f"${value:,.0f}")


def test_a_city_is_judged_by_its_own_area(project, processed, medians, areas):
    chance, expected = Random(7), []
    while len(expected) < 60:
        area, code = chance.choice(sorted(areas)), chance.choice(sorted(STEADY))
        city = city_of(areas[area], chance.randrange(4))
        try:
            found = find_area(processed, city, 2025)
        except AnalysisError:
            continue  # the title's first state is not that of every city in it
        value, status = medians.get((code, found.code), (float("nan"), "absent"))
        known = status == "published"
        change = chance.choice((0, 137, -263, 9_430))
        value = (value if known else medians[code, "99"][0]) + change
        text = said(chance.choice(WAYS), STEADY[code], city, value)
        expected.append((text, found, known, change))
    # Each sentence is a paragraph: what one says is not told of the next.
    checked = labor.check("\n\n".join(text for text, *_ in expected), root=project).claims
    assert len(checked) == len(expected)
    for claim, (text, found, known, change) in zip(checked, expected, strict=True):
        assert claim.claim.place == found.title, text
        if not known:
            assert claim.verdict == "cannot be checked", text
        elif not change:
            assert claim.verdict in HOLDING, text
            assert claim.figures[0].area_code == found.code
        else:
            assert claim.verdict in ACCUSED, text
            assert found.title in f"{claim.correct} {claim.why}", text


def test_an_unknown_city_cannot_be_checked_whatever_the_number(project, medians):
    named = [
        (name, said(way, who, name, medians[code, "99"][0] + change))
        for (code, who), name in zip(STEADY.items(), NOWHERE, strict=True)
        for way in WAYS[:2]
        for change in (0, 9_430)
    ]
    checked = labor.check("\n\n".join(text for _, text in named), root=project).claims
    for claim, (name, text) in zip(checked, named, strict=True):
        assert claim.verdict == "cannot be checked", text
        assert name.partition(",")[0] in claim.why


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # Medians of May 2025: Houston $46,400, the nation $45,750, Dallas $46,260, Texas $45,900.
        ("Pharmacy technicians in Houston earn a median of $46,400 a year.", ["confirmed"]),
        ("Pharmacy technicians in Houston earn a median of $45,750 a year.", ["misquoted"]),
        ("Houston's pharmacy technicians earn a median of $46,400.", ["confirmed"]),
        ("Houston pharmacy technicians earn a median of $46,400 a year.", ["confirmed"]),
        ("Houston pharmacy technicians earn a median of $51,400 a year.", ["wrong"]),
        ("In Houston and Dallas, pharmacy technicians earned a median of $46,400 and $46,260.",
         ["confirmed", "confirmed"]),
        ("Pharmacy technicians earn a median of $45,750 nationally and $46,400 in Houston.",
         ["confirmed", "confirmed"]),
        # the place of the sentence before, until another place or the nation is named
        ("In Houston, pharmacy technicians earn a median of $46,400. They earn $45,750.",
         ["confirmed", "misquoted"]),
        ("In Houston, pharmacy technicians earn a median of $46,400. Nationally they earn $45,750.",
         ["confirmed", "confirmed"]),
        ("In Houston, pharmacy technicians earn a median of $46,400. The typical pharmacy "
         "technician earns $45,750. They are paid $46,400.", ["confirmed"] * 3),
        ("In Houston, pharmacy technicians earn a median of $46,400; statewide they earn $45,900.",
         ["confirmed", "confirmed"]),
        ("In Houston pharmacy technicians earn a median of $46,400, in Dallas $46,260. They earn "
         "$45,750.", ["confirmed", "confirmed", "cannot be checked"]),
        ("Pharmacy technicians in Texas earn $45,900, against the national median wage of $45,750.",
         ["confirmed", "confirmed"]),
        ("Pharmacy technicians there earn a median of $46,400.", ["cannot be checked"]),
        ("# Pharmacy technicians in Texas\n\nThe median is $45,900.", ["confirmed"]),
        ("Houston-area pharmacy technicians earn a median of $46,400.", ["confirmed"]),
        ("Texas pays pharmacy technicians $45,900, and the Dallas area $46,260.",
         ["confirmed", "confirmed"]),
        ("In Houston and Katy, pharmacy technicians earned a median of $46,400.",
         ["cannot be checked"]),
        ("In Portland, pharmacy technicians earn a median of $46,630.", ["confirmed"]),
        ("In Portland, pharmacy technicians earn a median of $41,630.", ["wrong"]),
        ("In Portland, Maine, pharmacy technicians earn a median of $46,630.", ["confirmed"]),
        ("In May 2024 pharmacy technicians in Houston earned a median of $43,460.",
         ["cannot be checked"]),
        ("Pharmacy technicians in 77002 earn a median of $45,750.", ["cannot be checked"]),
        ("Jobs for pharmacy technicians in Houston will grow 6% from 2024 to 2034.",
         ["cannot be checked"]),
        ("Pay of pharmacy technicians in Houston rose 10 percent from 2018 to 2025.",
         ["cannot be checked"]),
        # "CO" and "MA" are states, no correctional officers and medical assistants.
        ("Pharmacy technicians in Boston, MA earn a median of $52,000.", ["wrong"]),
        ("In Texas, pharmacy technicians earn a median of $45,900.", ["confirmed"]),
        ("A bachelor of science in Nursing pays: registered nurses earn a median of $97,550.",
         ["confirmed"]),
    ],
)  # fmt: skip
def test_sentences_on_cities_have_their_verdicts(project, text, verdicts):
    assert [one.verdict for one in labor.check(text, root=project).claims] == verdicts


def test_names_that_several_areas_have_and_names_of_one_are_told_apart(processed):
    find = partial(areas_called, processed)
    (washington,) = places_named("In Washington, D.C., they earn", None, find)
    assert {area.code for area in washington.areas} == {"47900", "11"}
    (jackson,) = places_named("in Jackson, they earn", None, find)
    assert [area.title for area in jackson.areas] == ["Jackson, MS", "Jackson, TN", "Jackson, MI"]
    for name, city in (("NYC", "New York"), ("the Bay Area", "San Francisco"), ("Boise", "Boise")):
        (place,) = places_named(f"in {name}, they earn", None, find)
        assert [area.title.split("-")[0].split(" City")[0] for area in place.areas] == [city]
    for nowhere in (
        "In May 2025 they earned, in Texas,",
        "Across the United States, they",
        "in New York",
    ):
        assert places_named(nowhere, None, find) == []
    for name in ("McAllen", "Winter Haven", "Coeur d'Alene", "St. Louis", "Winston-Salem"):
        (place,) = places_named(f"in {name} they earn", None, find)
        assert place.name == name and place.areas
