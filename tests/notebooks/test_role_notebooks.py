"""The notebooks on one role are on the list of reports, and their pages tell published figures."""

import pytest
from made_pages import NOTEBOOKS, text_of

from labor.report.notebooks import read_report_notebooks


def test_every_notebook_describes_its_report():
    kinds = read_report_notebooks(NOTEBOOKS)
    assert {kind.path for kind in kinds} == set(NOTEBOOKS.glob("*.ipynb"))
    orders = [kind.order for kind in kinds]
    assert orders == sorted(set(orders))
    assert kinds[0].name == "overview"
    assert all(kind.title != kind.title_of({}) for kind in kinds if "role" in kind.names)


def test_the_history_of_the_worked_example():
    page = text_of("pay-history")
    # Medians the agency printed: May 2006 $28,030 and May 2011 $33,310 (archived pages of
    # 29-2071), May 2018 $40,350, May 2020 $44,090 for 29-2098 and May 2024 $50,250 (Handbook).
    for amount in ("$28,030", "$33,310", "$40,350", "$44,090", "$50,250"):
        assert amount in page
    assert "they break at 2000, 2019 and 2021" in page


def test_the_places_of_the_worked_example():
    page = text_of("places")
    # Medians in the survey's tables of May 2025: the nation, California, San Jose.
    for amount in ("$51,140", "$61,810", "$86,890"):
        assert amount in page
    assert "Places that share a letter cannot be told apart" in page
    assert "of 333 areas with 100 or more jobs, San Jose" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"area": "Houston"}, "areas in Texas with a figure"),
        ({"reference_year": 2024}, "There are no estimates of metropolitan areas for 2024."),
        ({"role": "information clerks"}, "for one occupation at a time"),
    ],
)
def test_a_page_of_places_says_which_areas_it_has(asked, told):
    page = text_of("places", **{"role": "pharmacy technicians", **asked})
    assert told in page


def test_the_outlook_of_the_worked_example():
    page = text_of("outlook")
    # Handbook 2024-34: 7% and 15%, 14,200 and 3,200 openings a year.
    for figure in ("+7.1%", "+14.7%", "14,200", "3,200", "much faster than average"):
        assert figure in page
