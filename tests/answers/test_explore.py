"""Any result table for readers: statuses in words, gaps as dashes, numbers with their cells."""

from types import SimpleNamespace

import pandas as pd
import pytest
from lxml import html

import labor
from labor.answers.explore import (
    explore_masthead,
    explore_role,
    explore_table,
    explore_verdict,
)
from labor.errors import AnalysisError

WAGES = pd.DataFrame(
    {
        "reference_year": [2018, 2018],
        "area_code": ["99", "99"],
        "occupation_code": ["29-2071", "29-1067"],
        "statistic": ["median", "median"],
        "annual_wage_usd": [40350.0, 208000.0],
        "annual_wage_usd_status": ["published", "top_coded"],
        "note": ["", pd.NA],
    }
)


def cells(table):
    return html.fragment_fromstring(table.html, create_parent="div")


def test_a_status_is_told_in_words_and_has_no_column():
    page = cells(explore_table(WAGES, "Wages"))
    text = page.text_content()
    assert "$40,350" in text
    assert "$208,000 or more" in text
    assert "annual_wage_usd_status" not in text
    assert text.count("–") == 2


def test_a_wage_names_its_cell():
    origins = cells(explore_table(WAGES, "Wages")).xpath("//data/@data-from")
    assert "wages/2018/99/29-2071/median#annual_wage_usd" in origins


def test_what_is_withheld_is_no_number():
    withheld = WAGES.assign(annual_wage_usd=pd.NA, annual_wage_usd_status="not_available")
    assert "not released" in cells(explore_table(withheld, "Wages")).text_content()


def test_long_tables_say_how_much_is_not_shown():
    long = pd.concat([WAGES] * 10, ignore_index=True)
    page = cells(explore_table(long, "Wages"))
    assert len(page.xpath("//tbody/tr")) == 12
    assert "8 more rows not shown." in page.text_content()


@pytest.mark.parametrize("figure", [explore_masthead, explore_role], ids=lambda f: f.__name__)
def test_a_role_is_shown_and_nothing_else(figure, project):
    role = labor.resolve("29-2071", root=project)
    assert figure(role).text
    for wrong in ("29-2071", None, WAGES, labor.find("29-2071", root=project)):
        with pytest.raises(AnalysisError, match=r"labor\.resolve\(role\)"):
            figure(wrong)


def test_a_verdict_is_known_by_what_it_has():
    reason = SimpleNamespace(severity="break", text="The codes changed.")
    given = SimpleNamespace(verdict="not_comparable", reasons=[reason])
    assert explore_verdict(given).text == "Not comparable.\nThe codes changed."
    with pytest.raises(AnalysisError, match=r"labor\.comparable"):
        explore_verdict(WAGES)


def test_the_rows_of_an_answer_are_a_table_and_a_text_is_none(project):
    found = labor.find("29-2071", root=project)
    assert "29-2072" in cells(explore_table(found, "Found")).text_content()
    with pytest.raises(AnalysisError, match="Call it with"):
        explore_table("wages", "Wages")
