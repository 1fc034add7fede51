"""What history, places, outlook and backtest give goes into their figures, and into no other."""

import json
from functools import partial

import pandas as pd
import pytest

import labor
from labor import figures
from labor.errors import AnalysisError
from labor.provenance.text import BEGIN
from labor.show.chart import Chart

ROLE = "phlebotomists"
FIGURES = {
    "history": ("answer", "caveats", "chart", "masthead", "notes", "table"),
    "places": ("answer", "caveats", "map", "masthead", "ranking", "table"),
}
#: Figures by the verb whose answer they show.
OF_VERB = {verb: [f"{verb}_{name}" for name in names] for verb, names in FIGURES.items()}
OF_VERB["outlook"] = ["outlook_answer", "outlook_caveats", "outlook_masthead"]
OF_VERB["outlook"] += ["anatomy_chart", "anatomy_table", "outlook_chart"]
OF_VERB["metro_places"] = ["metro_answer", "metro_chart"]
OF_VERB["backtest"] = ["revisions_chart", "revisions_table"]
PAIRS = [(verb, name) for verb, names in OF_VERB.items() for name in names]


@pytest.fixture(scope="module")
def answers(project):
    """The default answer of every verb."""
    return {
        "history": labor.history(ROLE, root=project),
        "places": labor.places(ROLE, root=project),
        "metro_places": labor.metro_places(ROLE, root=project),
        "outlook": labor.outlook(ROLE, root=project),
        "backtest": labor.backtest(ROLE, root=project),
        "comparable": labor.comparable(ROLE, 2018, 2024, root=project),
        "pay_change": labor.pay_change(ROLE, 2018, 2024, root=project),
    }


@pytest.mark.parametrize(("verb", "name"), PAIRS)
def test_the_default_answer_of_a_verb_goes_into_its_figures(answers, verb, name):
    made = getattr(figures, name)(answers[verb])
    assert made._repr_html_()
    if isinstance(made, Chart):
        assert made.svg().startswith("<svg")


# `outlook_chart` shows comparisons, too, and is tested with them.
@pytest.mark.parametrize(("verb", "name"), [pair for pair in PAIRS if pair[1] != "outlook_chart"])
def test_any_other_answer_is_refused_in_words(answers, verb, name):
    others = [answer for given, answer in answers.items() if given != verb]
    for other in (*others, answers[verb].rows, None, ROLE):
        with pytest.raises(AnalysisError) as caught:
            getattr(figures, name)(other)
        assert f"labor.{verb}(role)" in caught.value.next_step
        assert name in str(caught.value)


def test_a_figure_of_two_answers_refuses_another_second_one(answers):
    right = figures.outlook_answer(answers["outlook"], answers["backtest"])
    assert "The longest check" in right.text
    for name in ("outlook_answer", "outlook_caveats"):
        with pytest.raises(AnalysisError, match=r"labor.backtest\(role\)"):
            getattr(figures, name)(answers["outlook"], answers["history"])


def test_a_history_shows_real_pay_where_it_has_some_and_says_which(answers, project):
    plain = answers["history"]
    assert plain.base_year == 0
    assert "in the dollars of each year" in plain.chart().title
    assert "in the dollars of each year" in plain.sentences[0]
    assert any("what a dollar bought" in text for text in plain.caveats)
    assert "prices of May" not in " ".join(field.heading for field in plain.table().fields)
    real = labor.real_pay(plain, 2024, root=project)
    assert "in prices of May 2024" in real.chart().title
    assert "in prices of May 2024" in real.sentences[0]
    assert real.chart(real=False).title == plain.chart().title
    assert figures.history_chart(real, real=False).title == plain.chart().title
    assert "Consumer price index" in " ".join(real.sources["title"])


def test_real_pay_that_a_history_does_not_have_is_refused_with_a_way_out(answers):
    for ask in (answers["history"].chart, partial(figures.history_chart, answers["history"])):
        with pytest.raises(AnalysisError) as caught:
            ask(real=True)
        assert "labor.history(role, real=True)" in caught.value.next_step


def test_real_pay_gives_back_what_it_takes(answers, project):
    rows = labor.real_pay(answers["history"].rows, 2024, root=project)
    assert isinstance(rows, pd.DataFrame)
    answer = labor.real_pay(answers["history"], 2024, root=project)
    pd.testing.assert_frame_equal(answer.rows, rows)
    with pytest.raises(AnalysisError, match="made of a history"):
        labor.real_pay(answers["outlook"], root=project)


@pytest.mark.parametrize("verb", ["history", "places", "metro_places", "outlook", "backtest"])
def test_an_answer_has_a_chart_and_a_table(answers, verb):
    answer = answers[verb]
    assert answer.chart().svg().startswith("<svg")
    assert len(answer.table().rows)
    assert answer.verb == verb


@pytest.mark.parametrize("verb", ["comparable", "pay_change"])
def test_an_answer_without_a_chart_says_so(answers, verb):
    with pytest.raises(AnalysisError, match=f"no chart of what labor.{verb} gives"):
        answers[verb].chart()
    assert len(answers[verb].table().rows)


@pytest.mark.parametrize(
    "verb", ["history", "places", "outlook", "backtest", "comparable", "pay_change"]
)
def test_json_terminal_and_notebook_say_the_same_sentences(answers, verb):
    answer = answers[verb]
    record = json.loads(json.dumps(answer.to_dict(), allow_nan=False))
    assert record["role"] == "Phlebotomists"
    assert len(record["rows"]) == len(answer.rows)
    assert record["sources"]
    shown, page = "\n".join(answer.lines()), answer._repr_html_()
    for sentence in (*record["sentences"], *record["caveats"]):
        assert sentence in shown
    assert 'class="labor-answer"' in page
    assert str(answer) == shown
    for text in (*answer.sentences, *answer.caveats):
        assert BEGIN not in text  # marks of numbers stay beside the text


def test_a_column_of_an_answer_can_still_be_asked_for(answers):
    with pytest.warns(DeprecationWarning, match=r"\.rows\['median_annual_usd'\]"):
        column = answers["history"]["median_annual_usd"]
    assert column.equals(answers["history"].rows["median_annual_usd"])


def test_two_answers_can_be_set_side_by_side(answers, project):
    assert answers["history"] == answers["history"]
    assert answers["history"] != labor.history(ROLE, root=project)


def test_a_change_is_told_in_dollars_and_in_prices_of_one_may(answers):
    change = answers["pay_change"]
    # OEWS national tables, 31-9097: A_MEDIAN 34480 in May 2018, 43660 in May 2024.
    assert change.sentences[0] == (
        f"Median pay of phlebotomists rose {(43660 / 34480 - 1) * 100:.1f}% in dollars, from "
        "$34,480 a year in May 2018 to $43,660 in May 2024."
    )
    assert change.sentences[1].startswith("In prices of May 2024 it rose ")


def test_the_place_of_the_pay_is_said(project):
    history = labor.history(ROLE, area="CA", root=project)
    assert history.area == "California"
    assert all(table.caption.endswith(", California") for table in history.tables())
    with pytest.raises(AnalysisError) as caught:
        labor.pay_change(ROLE, 2018, 2024, area="CA", root=project)
    assert caught.value.expected == "two of the years 2024, 2025"


def test_a_change_across_a_break_does_not_call_itself_a_rise(project):
    change = labor.pay_change(
        "29-2071", 2018, 2024, codes=("29-2071", "29-2072"), across_breaks=True, root=project
    )
    assert change.sentences[0].startswith("The two figures are not of the same jobs")
    assert not any(word in " ".join(change.sentences) for word in ("rose", "fell"))


def test_the_verdict_s_sentences_are_the_reasons_against(project):
    found = labor.comparable("29-2071", 2018, 2024, root=project)
    assert found.sentences[0].endswith("may not be compared.")
    assert " ".join(found.sentences[1:]) == found.why
    assert found.rows["text"].tolist() == [reason.text for reason in found.reasons]
    assert set(found.sentences[1:]) | set(found.caveats) == set(found.rows["text"])


def test_a_group_lists_its_occupations_once(project):
    outlook = labor.outlook("information clerks", "2018-28", root=project)
    facts, group = outlook.tables()
    assert [len(group.rows), len(outlook.rows)] == [10, 11]
    assert {"Jobs 2018", "Openings a year"} <= {row["fact"] for row in facts.rows}
