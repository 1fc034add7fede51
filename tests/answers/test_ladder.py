"""Moves between occupations: the ladder is there, every step has its reason, the frontier holds."""

from dataclasses import replace
from statistics import NormalDist

import pandas as pd
import pytest

import labor
from labor.answers.ladder.moves import EDUCATION, EXPERIENCE, moves
from labor.errors import AnalysisError
from labor.occupations import Role

ASSISTANTS, RECORDS, TECHNOLOGISTS, MANAGERS = "31-9092", "29-2072", "29-9021", "11-9111"


def role(*codes):
    return Role("asked", "the role", "single", {"soc_2018": codes})


@pytest.fixture(scope="module")
def tables(built):
    names = ("similar_occupations", "profile_members", "projections")
    wages = built["wages"]
    wages = wages[(wages["reference_year"] == 2024) & (wages["area_code"] == "99")]
    return {"wages": wages, **{name: built[name] for name in names}}


@pytest.fixture(scope="module")
def two_steps(tables):
    return moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34")


@pytest.fixture(scope="module")
def onet_tables(tables, built):
    names = ("tasks", "technology", "related_occupations", "job_zones", "soc_lineage")
    return {**tables, **{name: built[name] for name in names}}


@pytest.fixture(scope="module")
def with_onet(onet_tables):
    return moves(role(ASSISTANTS), onet_tables, year=2024, vintage="2024-34")


def path(*codes):
    return " > ".join(codes)


# Occupational Outlook Handbook 2024-34, "Similar Occupations": medical assistants list medical
# records specialists, those health information technologists, those medical and health services
# managers. OEWS May 2024, mean annual pay: 44,720; 55,970; 73,410; 137,730.
def test_the_ladder_from_medical_assistants_is_there(two_steps, tables):
    assert {
        path(ASSISTANTS, RECORDS),
        path(ASSISTANTS, RECORDS, TECHNOLOGISTS),
        path(ASSISTANTS, RECORDS, MANAGERS),
        path(ASSISTANTS, TECHNOLOGISTS, MANAGERS),
    } <= set(two_steps["path"])
    three = moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=3)
    whole = three.set_index("path").loc[path(ASSISTANTS, RECORDS, TECHNOLOGISTS, MANAGERS)]
    assert whole["gain_usd"] == 137_730 - 44_720
    assert whole["entry_education"] == "Bachelor's degree"
    assert whole["education_steps"] == 2
    assert whole["openings_annual_average_jobs"] == 62_100


def test_every_step_says_why_it_is_there(two_steps):
    reason = two_steps.set_index("path")["reason"][path(ASSISTANTS, RECORDS, MANAGERS)]
    assert "Medical assistants and Medical records specialists list each other" in reason
    assert "mean pay +$11,250, needs no more education, 14,200 openings a year" in reason
    assert "needs Bachelor's degree and experience in a related occupation" in reason


COSTS = ("education_steps", "experience_steps", "steps")


def no_worse(others, move):
    """Whether other moves are as good as one in everything the frontier looks at."""
    as_good = (others["gain_usd"] >= move["gain_usd"]) & (nearer(others) <= nearer(move))
    for name in COSTS:
        as_good &= others[name] <= move[name]
    return as_good


def nearer(move):
    """Distance in the steps that count; without O*NET the similarity, turned round."""
    if pd.Series(move["distance"]).isna().all():
        return -move["similarity"]
    return round(move["distance"] / 0.05)


def surely_higher(found):
    """Moves whose end pays more by Holm's method at 10 % over all ends, from the intervals."""
    ends = found.drop_duplicates("occupation_code").dropna(subset=["gain_low_usd"])
    z = ends["gain_usd"] * 1.6448536 / (ends["gain_high_usd"] - ends["gain_usd"])
    ordered = z.abs().sort_values(ascending=False)
    apart = set()
    for rank, (place, value) in enumerate(ordered.items()):
        if 2 * NormalDist().cdf(-value) >= 0.10 / (len(ordered) - rank):
            break
        apart.add(found.loc[place, "occupation_code"])
    return (found["gain_usd"] > 0) & found["occupation_code"].isin(apart)


def test_an_interval_above_zero_is_not_enough_among_many_moves(two_steps):
    alone = two_steps[two_steps["gain_low_usd"] > 0]
    together = two_steps[surely_higher(two_steps)]
    assert set(together["path"]) <= set(alone["path"])


@pytest.mark.parametrize("rows", ["two_steps", "with_onet"])
def test_a_move_on_the_frontier_is_beaten_by_none(rows, request):
    found = request.getfixturevalue(rows)
    frontier = found[found["is_frontier"]]
    assert len(frontier)
    others = found[surely_higher(found)]
    assert set(frontier["path"]) <= set(others["path"])
    for move in frontier.to_dict("records"):
        better = (others["gain_usd"] > move["gain_usd"]) | (nearer(others) < nearer(move))
        for name in COSTS:
            better |= others[name] < move[name]
        assert not (no_worse(others, move) & better).any(), move["path"]


@pytest.mark.parametrize("rows", ["two_steps", "with_onet"])
def test_every_other_move_is_beaten_or_does_not_surely_pay_more(rows, request):
    found = request.getfixturevalue(rows)
    frontier = found[found["is_frontier"]]
    for move in found[~found["is_frontier"] & surely_higher(found)].to_dict("records"):
        assert no_worse(frontier, move).any(), move["path"]


# O*NET 29.3, Related Occupations: 29-2072.00 is third in the list of 31-9092.00 or the other way
# round, first in that of 29-9021.00, and 11-9111.00 seventh in that of 29-9021.00. Job Zones:
# 11-9111.00 is in zone 4.
def test_the_ladder_with_onet_gives_the_reasons_of_every_step(onet_tables):
    three = moves(role(ASSISTANTS), onet_tables, year=2024, vintage="2024-34", steps=3)
    whole = three.set_index("path").loc[path(ASSISTANTS, RECORDS, TECHNOLOGISTS, MANAGERS)]
    assert whole["basis"] == "handbook, onet; handbook, onet, tasks; handbook, onet"
    assert (whole["similarity"], whole["onet_rank"], whole["job_zone"]) == (2, 7, 4)
    assert (whole["onet_tier"], whole["onet_version"]) == ("Primary-Long", "29.3")
    assert (whole["education_steps"], whole["experience_steps"]) == (2, 1)
    steps = whole["reason"].splitlines()
    assert len(steps) == 3
    assert "among the five most related by O*NET (place 3)" in steps[0]
    assert "have almost the same technology list" in steps[1]
    assert "needs Bachelor's degree and experience in a related occupation" in steps[2]
    assert all("of the wording of their tasks (" in step for step in steps)


def test_the_distance_of_a_path_is_that_of_its_longest_step(with_onet):
    by_path = with_onet.set_index("path")
    first, both = path(ASSISTANTS, RECORDS), path(ASSISTANTS, RECORDS, TECHNOLOGISTS)
    assert by_path.loc[both, "distance"] == by_path.loc[first, "distance"]
    share = (
        0.8 * by_path.loc[first, "tasks_overlap"] + 0.2 * by_path.loc[first, "technology_overlap"]
    )
    assert by_path.loc[first, "distance"] == pytest.approx(1 - share)


def test_steps_by_onet_or_tasks_alone_need_no_page_of_the_handbook(onet_tables):
    for basis in ("onet", "tasks"):
        rows = moves(
            role(RECORDS), onet_tables, year=2024, vintage="2024-34", steps=1, bases=(basis,)
        )
        assert set(rows["basis"]) == {basis}
        assert TECHNOLOGISTS in set(rows["occupation_code"])
    # O*NET relates 29-2072.00 to 15-1211.01, health informatics specialists, which has no pay.
    assert "15-1211" not in set(rows["occupation_code"])


def test_no_path_needs_more_education_than_was_allowed(onet_tables, with_onet):
    assert with_onet["education_steps"].max() == 2
    most = moves(
        role(ASSISTANTS), onet_tables, year=2024, vintage="2024-34", steps=1, education_steps=7
    )
    assert "29-1071" in set(most["occupation_code"])  # physician assistants, a master's degree
    assert "29-1071" not in set(with_onet["occupation_code"])


def test_what_was_used_is_said(two_steps, with_onet, project):
    assert set(two_steps["onet_version"]) == {""}
    assert set(with_onet["onet_version"]) == {"29.3"}
    found = labor.ladder(ASSISTANTS, year=2024, root=project)
    assert "wording of O*NET's tasks" in found.caveats[0]
    assert {"onet_29_3_tasks", "oews_national_2024"} <= set(found.sources["source_id"])
    by_pages = replace(found, rows=two_steps)
    assert "O*NET's tables of tasks" in by_pages.caveats[0]


def test_the_answer_counts_the_moves_and_names_what_pays_more(project):
    found = labor.ladder(ASSISTANTS, year=2024, steps=1, education_steps=0, root=project)
    first, gains, period = found.sentences
    best = found.rows["is_frontier"].sum()
    assert first.startswith(f"Of {len(found.rows)} moves from medical assistants in one step")
    assert f"without more education, {best} lead to reliably higher mean pay" in first
    # OEWS May 2024, mean annual pay: surgical assistants 67,190, medical assistants 44,720.
    assert "by $22,470 a year for surgical assistants" in gains
    assert "May 2024" in period
    assert repr(found).startswith(first)
    assert len(found.table().rows) == len(found.rows)


def test_a_role_without_moves_says_so_and_has_no_sources(project):
    found = labor.ladder("actors", strict=False, root=project)
    assert found.sentences[0].startswith("No move leads from actors in at most two steps")
    assert found.sources.empty
    assert found.to_dict()["rows"] == []
    assert "No move leads" in found._repr_html_()


def test_a_ladder_has_no_chart_and_says_what_to_show(project):
    found = labor.ladder("actors", strict=False, root=project)
    with pytest.raises(AnalysisError, match=r"(?s)no chart of what labor\.ladder gives.*table"):
        found.chart()


def test_an_unknown_reason_for_a_step_is_refused(tables):
    for bases in (("friends",), ()):
        with pytest.raises(AnalysisError, match="no such reason for a step"):
            moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", bases=bases)


def test_paths_are_simple_and_no_longer_than_asked(two_steps, tables):
    codes = two_steps["path"].str.split(" > ")
    assert two_steps["path"].is_unique
    assert (codes.map(len) == two_steps["steps"] + 1).all()
    assert codes.map(lambda path: len(set(path)) == len(path)).all()
    one = moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=1)
    assert set(one["path"]) == set(two_steps.loc[two_steps["steps"] == 1, "path"])


def test_no_step_leads_to_surely_lower_pay(two_steps, tables):
    # OEWS May 2024: medical transcriptionists earn less than medical records specialists, whose
    # page lists them.
    assert not two_steps["path"].str.contains("29-2072 > 31-9094").any()
    assert (two_steps["verdict"] != "lower").all()
    managers = moves(role(MANAGERS), tables, year=2024, vintage="2024-34", steps=1)
    assert RECORDS not in set(managers["occupation_code"])


def test_an_unpublished_mean_is_no_rung(tables, two_steps):
    wages = tables["wages"].copy()
    is_mean = (wages["occupation_code"] == TECHNOLOGISTS) & (wages["statistic"] == "mean")
    wages.loc[is_mean, "annual_wage_usd"] = float("nan")
    wages.loc[is_mean, "annual_wage_usd_status"] = "not_available"
    without = moves(role(ASSISTANTS), {**tables, "wages": wages}, year=2024, vintage="2024-34")
    assert two_steps["path"].str.contains(TECHNOLOGISTS).any()
    assert not without["path"].str.contains(TECHNOLOGISTS).any()


def test_without_an_error_there_is_no_test_and_no_place_on_the_frontier(tables):
    wages = tables["wages"].assign(rse_pct=float("nan"))
    rows = moves(role(ASSISTANTS), {**tables, "wages": wages}, year=2024, vintage="2024-34")
    assert set(rows["verdict"]) == {"no_test"}
    assert not rows["is_frontier"].any()


@pytest.mark.parametrize("codes", [(), (RECORDS, TECHNOLOGISTS), ("43-4081",)])
def test_a_role_that_is_not_one_occupation_with_a_page_is_refused(codes, tables):
    with pytest.raises(AnalysisError, match="No ladder starts at"):
        moves(role(*codes), tables, year=2024, vintage="2024-34")
    rows = moves(role(*codes), tables, year=2024, vintage="2024-34", strict=False)
    assert rows.empty
    assert "mean_annual_usd" in rows


def test_the_number_of_steps_is_limited(tables):
    with pytest.raises(AnalysisError, match="1 to 3 steps"):
        moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=4)


def test_the_categories_of_education_are_those_of_the_projections(tables):
    rows = tables["projections"].query("projection_vintage == '2024-34'")
    known = set(rows.loc[rows["occupation_kind"] == "line_item", "entry_education"].dropna())
    assert known == set(EDUCATION)
    assert set(rows["work_experience"].dropna()) == set(EXPERIENCE)


def test_the_order_of_the_tables_does_not_matter(onet_tables, with_onet):
    turned = {name: frame.iloc[::-1] for name, frame in onet_tables.items()}
    other = moves(role(ASSISTANTS), turned, year=2024, vintage="2024-34")
    pd.testing.assert_frame_equal(with_onet, other)
