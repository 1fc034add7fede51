"""What settings, profile and ladder give, in every figure: its own show it, others refuse it."""

import re

import pytest

import labor
from labor import figures
from labor.errors import AnalysisError
from labor.show.answer import Answer

VERBS = ("settings", "profile", "ladder")
FIGURES = sorted(
    name for name in figures.__all__ if name.startswith(("settings_", "profile_", "ladder_"))
)


@pytest.fixture(scope="module")
def answers(built, project):
    return {verb: getattr(labor, verb)("medical assistants", root=project) for verb in VERBS}


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_figure_shows_its_own_answer_and_refuses_others_in_words(answers, verb, figure):
    own = figure.partition("_")[0]
    if verb == own:
        assert getattr(figures, figure)(answers[verb])._repr_html_()
        return
    with pytest.raises(AnalysisError) as caught:
        getattr(figures, figure)(answers[verb])
    message = caught.value.message()
    assert f"the answer of labor.{verb}" in message
    assert f"Call it with labor.{own}(role)" in message


@pytest.mark.parametrize("figure", FIGURES)
def test_a_bare_table_is_refused_in_words(answers, figure):
    with pytest.raises(AnalysisError, match="DataFrame"):
        getattr(figures, figure)(answers["settings"].rows)


@pytest.mark.parametrize("verb", VERBS)
def test_terminal_notebook_and_json_say_the_same_sentences(answers, verb):
    found = answers[verb]
    assert isinstance(found, Answer)
    said = found.to_dict()
    assert said["sentences"] == list(found.sentences)
    assert said["caveats"] == list(found.caveats)
    assert len(said["rows"]) == len(found.rows)
    lines = found.lines()
    assert lines[: len(found.sentences)] == list(found.sentences)
    assert {f"- {text}" for text in found.caveats} <= set(lines)
    assert not re.search("[\ue000-\uf8ff]", "\n".join(lines))
    for title in found.sources["title"]:
        assert title in "\n".join(lines)


@pytest.mark.parametrize("verb", VERBS)
def test_all_tables_have_rows_and_the_first_is_that_of_the_answer(answers, verb):
    tables = answers[verb].tables()
    assert tables[0].caption == answers[verb].table().caption
    assert all(table.rows for table in tables)


def test_a_column_can_be_taken_as_from_a_bare_table_but_is_told_to_change(answers):
    for found in answers.values():
        name = found.rows.columns[0]
        with pytest.warns(DeprecationWarning, match=r"write \.rows"):
            assert found[name].equals(found.rows[name])
