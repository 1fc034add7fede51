"""Pay of a state stands beside the nation's, and what is the nation's is said to be."""

import pytest

import labor
from labor.answers.compare.page import answer

ROLES = ("29-2052", "29-1141", "35-3023", "51-4121", "23-1011", "43-4051", "27-2011", "29-1215")
STATES = ("CA", "OH", "PR", "WY")


@pytest.fixture(scope="module", params=STATES)
def answers(project, request):
    return [labor.compare(role, [], year=2024, area=request.param, root=project) for role in ROLES]


def test_an_answer_on_a_state_says_how_it_stands_to_the_nation(answers):
    told = 0
    for found in answers:
        here, nation = found.pay.iloc[0], found.nation.iloc[0]
        sentences = [text for text in found.sentences if "median in the United States" in text]
        statuses = (here["median_annual_usd_status"], nation["median_annual_usd_status"])
        if statuses != ("published", "published"):
            assert all("%" not in text for text in sentences)
            continue
        (text,) = sentences
        told += 1
        assert f"${nation['median_annual_usd']:,.0f} a year" in text
        change = 100 * (here["median_annual_usd"] / nation["median_annual_usd"] - 1)
        if change:
            side = "higher" if change > 0 else "lower"
            assert f"was {abs(change):.1f}% {side}, not tested" in text
    assert told


def test_growth_and_openings_beside_pay_of_a_state_are_said_to_be_the_nations(answers):
    for found in answers:
        # The yardstick follows the sentence that names the place.
        outlook = [
            text
            for text in found.sentences
            if " projected" in text and not text.startswith("All occupations together")
        ]
        assert outlook
        assert all("in the United States" in text for text in outlook)
        tiles = answer(found)._repr_html_()
        assert "Change in jobs, United States" in tiles
        assert "Openings a year, United States" in tiles
        assert "outlook 2024-34, United States," in found.table().caption
        assert found.pay["area_title"].iloc[0] in found.table().caption


def test_an_answer_on_the_nation_names_no_other_place(project):
    found = labor.compare("29-2052", [], year=2024, root=project)
    assert not [text for text in found.sentences if "United States" in text]
    assert ", United States" not in answer(found)._repr_html_()
