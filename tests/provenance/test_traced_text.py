"""Marks travel with text, and nobody sees them who does not ask."""

import copy
import json
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.errors import ReportError
from labor.provenance.columns import origin_of
from labor.provenance.markup import as_html
from labor.provenance.origin import PUBLISHED, Cell, Origin, together
from labor.provenance.text import (
    BEGIN,
    TEXT,
    Traced,
    joined,
    mark,
    plain,
    plain_values,
    read_mark,
    with_marks,
)

MEDIAN = Origin((Cell("wages", ("2018", "99", "29-2071", "median"), "annual_wage_usd"),))
MARK = re.compile(f"{BEGIN}([^{TEXT}]*){TEXT}")
PAY = mark("$40,350", MEDIAN, 40350)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Co")), max_size=20)
KEYS = st.lists(TEXTS.filter(bool), min_size=1, max_size=4)
CELLS = st.builds(Cell, st.just("wages"), KEYS.map(tuple), st.just("annual_wage_usd"))
ORIGINS = st.builds(Origin, st.lists(CELLS, min_size=1, max_size=3).map(tuple), TEXTS)


def test_a_marked_number_is_the_number_for_everybody_else():
    assert PAY == "$40,350"
    assert len(PAY) == 7
    assert json.dumps([PAY]) == '["$40,350"]'
    assert {PAY: 1}["$40,350"] == 1
    assert f"{PAY:>9}" == "  $40,350"


def test_the_mark_goes_along_into_sentences():
    said = f"The median was {PAY} a year."
    assert plain(said) == "The median was $40,350 a year."
    assert read_mark(MARK.search(said)[1]) == ("40350", str(MEDIAN.cells[0]), PUBLISHED)


def test_sums_and_joins_keep_the_mark():
    for text in ("from " + PAY, PAY + " or more", joined(", ", ["a", PAY])):
        assert len(MARK.findall(with_marks(text))) == 1


def test_finished_text_does_not_spill_its_marks():
    finished = Traced(f"The median was {PAY}.")
    assert f"- {finished}" == "- The median was $40,350."
    assert finished.marked != finished


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))]
)
def test_copies_keep_the_mark(again):
    assert again(PAY).marked == PAY.marked


def test_facts_for_programs_are_plain():
    facts = {"title": f"Pay of {PAY}", "sources": [PAY, f"{PAY}"], "number": 2}
    assert plain_values(facts) == {
        "title": "Pay of $40,350", "sources": ["$40,350", "$40,350"], "number": 2,
    }  # fmt: skip


@given(TEXTS, TEXTS, TEXTS, ORIGINS, st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_and_origin_come_back_from_any_sentence(before, number, after, origin, value):
    said = f"{before}{mark(number, origin, value)}{after}"
    assert plain(said) == before + number + after
    exact, addresses, by = read_mark(MARK.search(said)[1])
    assert (addresses, by) == (origin.addresses, origin.by)
    assert float(exact) == pytest.approx(value, rel=1e-9)


@given(st.lists(st.tuples(TEXTS, ORIGINS), max_size=4), TEXTS)
def test_joins_of_any_parts_keep_text_and_marks(parts, separator):
    text = joined(separator, [mark(said, origin, 1) for said, origin in parts])
    assert text == separator.join(said for said, _ in parts)
    assert len(MARK.findall(with_marks(text))) == len(parts)


@given(CELLS)
def test_the_address_of_a_cell_names_it(cell):
    assert Cell.read(str(cell)) == cell


@pytest.mark.parametrize("address", ["wages", "wages/2018", "#annual_wage_usd", "wages#x", ""])
def test_an_address_of_another_form_is_refused(address):
    with pytest.raises(ReportError, match="names its cell in another form"):
        Cell.read(address)


def test_an_element_says_value_cells_and_rule():
    assert as_html(f"<p>{PAY} a year</p>") == (
        '<p><data value="40350" data-from="wages/2018/99/29-2071/median#annual_wage_usd" '
        'data-by="as published" tabindex="0" '
        'title="As published: median pay a year of 29-2071 in the United States, May 2018 '
        '(BLS, OEWS)">'
        "$40,350</data>"
        " a year</p>"
    )


def test_attributes_are_plain():
    assert as_html(f'<div aria-label="Pay: {PAY}">x</div>') == (
        '<div aria-label="Pay: $40,350">x</div>'
    )


def test_a_number_whose_origin_is_not_known_is_not_marked():
    assert with_marks(mark("1", None, 1)) == "1"
    assert together("a / 1000", None) is None
    assert origin_of({"median_annual_usd": 1.0}, "median_annual_usd") is None
    assert origin_of({"something_usd": 1.0}, "something_usd") is None


ROW = {
    "role": "Information Clerks", "role_kind": "single", "occupation_code": "43-4021",
    "reference_year": 2018, "area_code": "99", "projection_vintage": "2018-28", "base_year": 2025,
}  # fmt: skip
GROUP = {**ROW, "role_kind": "composite", "occupation_code": ""}


@pytest.mark.parametrize(
    ("row", "column", "addresses", "by"),
    [
        (ROW, "median_hourly_usd", "wages/2018/99/43-4021/median#hourly_wage_usd", PUBLISHED),
        (ROW, "mean_rse_pct", "wages/2018/99/43-4021/mean#rse_pct", PUBLISHED),
        (ROW, "employment_jobs", "employment/2018/99/43-4021#employment_jobs", PUBLISHED),
        (
            {**ROW, "industry_code": "622000"},
            "employment_jobs",
            "employment/2018/99/43-4021/industry_code=622000#employment_jobs",
            PUBLISHED,
        ),
        (
            ROW,
            "p90_annual_real_usd",
            "wages/2018/99/43-4021/p90#annual_wage_usd; prices/2025/5#cpi_u_index; "
            "prices/2018/5#cpi_u_index",
            "a × b / c",
        ),
        (
            ROW,
            "openings_per_100_jobs",
            "projections/2018-28/43-4021#openings_annual_average_jobs; "
            "projections/2018-28/43-4021#base_employment_jobs",
            "a / b × 100",
        ),
        (
            GROUP,
            "median_annual_usd",
            "wages/2018/99/Information Clerks/median#annual_wage_usd",
            "pooled estimate of its occupations",
        ),
        (
            GROUP,
            "employment_jobs",
            "employment/2018/99/Information Clerks#employment_jobs",
            "sum of its occupations",
        ),
    ],
)
def test_columns_of_result_tables_lead_to_cells(row, column, addresses, by):
    origin = origin_of(row, column)
    assert (origin.addresses, origin.by) == (addresses, by)
