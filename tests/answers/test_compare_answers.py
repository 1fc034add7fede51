"""What labor.compare and labor.peers give, passed as it is into every figure and form."""

import json

import pandas as pd
import pytest
from comparisons import compared, outlook_2018, pay_2018

import labor
from labor import figures
from labor.errors import AnalysisError
from labor.show import words
from labor.show.chart import Chart
from labor.show.display import Block
from labor.show.table import Table

FIGURES = {
    "masthead": Block,
    "answer": Block,
    "pay_chart": Chart,
    "outlook_chart": Chart,
    "comparison_table": Table,
    "pay_table": Table,
    "outlook_table": Table,
    "caveats": Block,
    "sources": Block,
}


@pytest.fixture(scope="module")
def answers(built, project):
    """The answers of the verbs as somebody gets them who leaves everything out."""
    role = "medical assistant"
    return {
        "compare": labor.compare(role, root=project),
        "compare with similar roles": labor.compare(role, "similar", root=project),
        "peers": labor.peers(role, root=project),
        "outlook": labor.outlook(role, root=project),
        "wages": labor.load("wages", occupation_code="31-9092", root=project),
        "nothing": None,
    }


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("asked", ["compare", "compare with similar roles"])
def test_what_compare_gives_goes_into_each_of_its_figures(answers, name, asked):
    shown = getattr(figures, name)(answers[asked])
    assert isinstance(shown, FIGURES[name])
    assert "$45,690" in shown._repr_html_() or name not in ("answer", "pay_chart", "pay_table")


@pytest.mark.parametrize("name", ["outlook_chart", "outlook_table"])
def test_what_outlook_gives_goes_into_the_figures_of_growth(answers, name):
    assert isinstance(getattr(figures, name)(answers["outlook"]), FIGURES[name])


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("asked", ["peers", "outlook", "wages", "nothing"])
def test_another_answer_is_refused_with_the_verb_to_call(answers, name, asked):
    if asked == "outlook" and name.startswith("outlook"):
        return
    with pytest.raises(AnalysisError, match=f"{name} shows another answer") as refused:
        getattr(figures, name)(answers[asked])
    assert "labor.compare(role)" in str(refused.value)


@pytest.mark.parametrize("name", ["pay_chart", "outlook_chart"])
def test_rows_of_several_years_are_no_comparison(answers, name):
    twice = {
        "pay_chart": pd.concat([pay_2018(), pay_2018().assign(reference_year=2024)]),
        "outlook_chart": pd.concat(
            [outlook_2018(), outlook_2018().assign(projection_vintage="2024-34")]
        ),
    }
    with pytest.raises(AnalysisError, match="shows another answer"):
        getattr(figures, name)(twice[name])


def test_the_tables_of_a_comparison_are_still_taken_and_said_to_go():
    answer = compared()
    with pytest.warns(DeprecationWarning, match="takes the comparison itself"):
        assert figures.pay_chart(answer.pay).title == answer.chart().title
    with pytest.warns(DeprecationWarning, match="takes the comparison itself"):
        table = figures.comparison_table(answer.pay, answer.outlook)
    assert table.html == answer.table().html
    with pytest.warns(DeprecationWarning, match=r"is \.sentences"):
        assert answer.answer == answer.sentences


def test_a_comparison_has_its_charts_and_tables_as_methods():
    answer = compared()
    assert answer.chart().title == answer.pay_chart().title == figures.pay_chart(answer).title
    assert answer.outlook_chart().title == figures.outlook_chart(answer).title
    captions = [table.caption for table in answer.tables()]
    assert captions[:3] == [
        figures.comparison_table(answer).caption,
        figures.pay_table(answer).caption,
        figures.outlook_table(answer).caption,
    ]
    assert captions[3].startswith("Spread of pay, United States, ")


def test_the_peers_together_are_weighted_with_their_jobs():
    # BLS, OEWS, May 2024: p10 and p90 of phlebotomists; mean and jobs of the two peers.
    answer = labor.compare("31-9097", ["29-2052", "31-9092"], year=2024)
    own, *_, together = answer.to_dict()["spread"]
    assert own["p90_by_p10"] == pytest.approx(57_750 / 34_860)
    assert together["peers"] == 2
    assert together["mean_annual_usd"] == pytest.approx(
        (44_800 * 487_920 + 44_720 * 793_460) / (487_920 + 793_460)
    )
    assert own["approximate_median_rse_pct"] > own["mean_rse_pct"]
    assert "approximate 90% interval" in repr(answer.tables()[-1])


def test_no_spread_is_made_of_what_is_not_printed():
    spread = labor.compare("29-1249", ["information clerks"], year=2024).to_dict()["spread"]
    assert [row["approximate_median_rse_pct"] for row in spread] == [None, None]
    assert spread[0]["p90_by_p10"] is None


def test_a_row_is_a_role_and_code_with_pay_and_outlook(answers):
    rows = answers["compare with similar roles"].rows
    assert not rows.duplicated(["role", "role_kind", "occupation_code", "soc_version"]).any()
    own = rows[rows["is_subject"]].iloc[0]
    assert own["median_annual_usd"] > 0
    assert own["employment_change_pct"] > 0
    assert own["median_order"] == ""


@pytest.mark.parametrize("asked", ["compare", "compare with similar roles", "peers"])
def test_every_form_of_an_answer_has_its_sentences(answers, asked):
    answer = answers[asked]
    first = answer.sentences[0]
    assert first in answer.lines()
    assert first in repr(answer)
    assert "labor-answer" in answer._repr_html_()
    said = json.loads(json.dumps(answer.to_dict(), allow_nan=False))
    assert said["sentences"] == list(answer.sentences)
    assert len(said["rows"]) == len(answer.rows)
    assert said["sources"]


def test_peers_have_no_chart_and_say_so(answers):
    with pytest.raises(AnalysisError, match=r"no chart of what labor\.peers gives"):
        answers["peers"].chart()


# Handbook 2024-34: "Nursing Assistants and Orderlies" and "Cooks" are pages of several occupations.
@pytest.mark.parametrize(
    ("role", "page"), [("31-1131", "nursing assistants and orderlies"), ("35-2014", "cooks")]
)
def test_a_role_that_shares_its_page_has_the_peers_of_the_page(role, page, project):
    answer = labor.peers(role, root=project)
    (said,) = answer.sentences
    assert said.startswith(f"The Handbook's page on {page} lists roles like them: ")
    assert said.endswith(f"and {words.numeral(len(answer.rows) - 2)} more.")
    compared = labor.compare(role, "similar", root=project)
    assert len(set(compared.pay["role"])) > 2


def test_each_list_of_peers_is_a_sentence_and_a_table(project):
    answer = labor.peers("29-2071", ["ooh", "pay", "education"], limit=2, root=project)
    assert len(answer.sentences) == len(answer.tables()) == 3
    assert answer.sentences[1] == (
        "No one median of medical records and health information technicians is out for that "
        "year. Some other year may have one."
    )
    assert answer.heading() == {
        "role": "Medical Records and Health Information Technicians",
        "by": ["ooh", "pay", "education"],
    }


def test_the_short_answer_tells_amount_and_order_in_two_sentences():
    answered = compared()
    assert answered.brief[0] == answered.sentences[0]
    assert " a year. That is more than " in answered.brief[0]
