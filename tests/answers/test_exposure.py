"""Exposure to AI: scores of others side by side, and none of our own."""

import pytest

import labor
from labor.answers.exposure.answer import NOT_MEASURED, SHOWN
from labor.answers.exposure.verb import side_by_side
from labor.provenance.text import plain


@pytest.fixture(scope="module")
def specialists(project):
    return labor.exposure("29-2072", root=project)


def test_scores_and_places_are_those_of_the_studies(specialists, built):
    rows = specialists.rows.set_index("score")
    # As printed in the three files.
    assert rows.loc["claude_observed", "exposure_index"] == 0.6674
    assert rows.loc["copilot_applicability", "exposure_index"] == 0.27060368865203227
    assert rows.loc["human_beta", "exposure_index"] == 0.5588235294117647
    scores = built["exposure"]
    for score, row in rows.iterrows():
        others = scores.loc[scores["score"] == score, "exposure_index"]
        assert row["best_place"] == 1 + (others > row["exposure_index"]).sum()
        assert row["worst_place"] == (others >= row["exposure_index"]).sum()
        assert row["scored"] == len(others)


def test_the_first_sentence_answers_and_one_says_what_is_not_measured(specialists):
    first, *_, last = map(plain, specialists.sentences)
    assert "medical records specialists (29-2072)" in first
    assert "place 4 of 756 by Anthropic Economic Index, use of Claude (0.67)" in first
    assert last == NOT_MEASURED
    for text in first, last:
        assert "risk" not in text


def test_every_study_is_credited_with_its_license(specialists):
    note = plain(specialists.table().note)
    for part in ("Eloundou", "(MIT)", "Tomlinson", "(CC BY 4.0)", "Anthropic (CC BY)"):
        assert part in note


def test_a_role_of_an_older_list_is_carried_to_its_occupations(project):
    rows = labor.exposure("29-2071", root=project).rows
    assert set(rows["asked_code"]) == {"29-2072", "29-9021"}


def test_the_score_of_a_group_is_said_to_be_one(project):
    answer = labor.exposure("home health aides", root=project)
    rows = answer.rows.set_index("score")
    assert rows.loc["copilot_applicability", "occupation_code"] == "31-1120"
    assert "scored as the group 31-1120" in plain(answer.sentences[0])
    # Anthropic's list has neither the aides nor their group.
    assert rows.loc["claude_observed", "exposure_index_status"] == "not_applicable"
    assert "Claude" not in plain(answer.sentences[0])


def test_finer_occupations_keep_their_own_scores(project):
    answer = labor.exposure("15-1299", root=project)
    rows = answer.rows[answer.rows["score"] == "human_beta"]
    assert len(rows) > 5
    assert rows["occupation_code"].str.startswith("15-1299.").all()
    first = plain(answer.sentences[0])
    assert f"its {len(rows)} finer occupations" in first
    assert first.startswith("From the most exposed down, computer occupations, all other (15-1299)")


def test_an_occupation_that_nobody_scores_is_said_to_be_one(project):
    answer = labor.exposure("55-1011", root=project)
    assert plain(answer.sentences[0]) == "None of the studies scores air crew officers (55-1011)."
    assert (answer.rows["exposure_index_status"] == "not_applicable").all()


def test_the_agreement_is_over_single_scores_of_the_same_code(specialists, built):
    pairs = specialists.agreement.set_index(["first", "second"])
    assert len(pairs) == 28
    wide = side_by_side(built["exposure"])
    both = wide[["human_beta", "claude_observed"]].dropna()
    row = pairs.loc[("human_beta", "claude_observed")]
    assert row["shared"] == len(both)
    ranks = both.rank()
    assert row["spearman"] == pytest.approx(ranks["human_beta"].corr(ranks["claude_observed"]))
    shown = specialists.tables()[1].rows
    assert {row["first"] for row in shown} | {row["second"] for row in shown} == set(SHOWN)


def test_the_profile_shows_the_same_scores(specialists, project):
    profile = labor.profile("29-2072", root=project)
    assert profile.exposure.equals(specialists.rows)
    captions = [table.caption for table in profile.tables()]
    assert captions[-1] == "Exposure to AI, as others score it"
    assert set(specialists.sources["source_id"]) <= set(profile.sources["source_id"])
