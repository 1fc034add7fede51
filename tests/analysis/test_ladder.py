"""Moves between occupations: the ladder is there, every step has its reason, the frontier holds."""

import pandas as pd
import pytest

from labor.analysis.ladder import EDUCATION, ladder
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
    return ladder(role(ASSISTANTS), tables, year=2024, vintage="2024-34")


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
    three = ladder(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=3)
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


def test_a_move_on_the_frontier_is_beaten_by_none(two_steps):
    frontier = two_steps[two_steps["is_frontier"]]
    assert len(frontier)
    assert (frontier["gain_low_usd"] > 0).all()
    for move in frontier.to_dict("records"):
        others = two_steps[two_steps["gain_low_usd"] > 0]
        as_good = (
            (others["gain_usd"] >= move["gain_usd"])
            & (others["education_steps"] <= move["education_steps"])
            & (others["steps"] <= move["steps"])
            & (others["similarity"] >= move["similarity"])
        )
        better = (
            (others["gain_usd"] > move["gain_usd"])
            | (others["education_steps"] < move["education_steps"])
            | (others["steps"] < move["steps"])
            | (others["similarity"] > move["similarity"])
        )
        assert not (as_good & better).any(), move["path"]


def test_every_other_move_is_beaten_or_does_not_surely_pay_more(two_steps):
    frontier = two_steps[two_steps["is_frontier"]]
    for move in two_steps[~two_steps["is_frontier"]].to_dict("records"):
        if move["gain_low_usd"] > 0:
            assert (
                (frontier["gain_usd"] >= move["gain_usd"])
                & (frontier["education_steps"] <= move["education_steps"])
                & (frontier["steps"] <= move["steps"])
                & (frontier["similarity"] >= move["similarity"])
            ).any(), move["path"]


def test_paths_are_simple_and_no_longer_than_asked(two_steps, tables):
    codes = two_steps["path"].str.split(" > ")
    assert two_steps["path"].is_unique
    assert (codes.map(len) == two_steps["steps"] + 1).all()
    assert codes.map(lambda path: len(set(path)) == len(path)).all()
    one = ladder(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=1)
    assert set(one["path"]) == set(two_steps.loc[two_steps["steps"] == 1, "path"])


def test_no_step_leads_to_surely_lower_pay(two_steps, tables):
    # OEWS May 2024: medical transcriptionists earn less than medical records specialists, whose
    # page lists them.
    assert not two_steps["path"].str.contains("29-2072 > 31-9094").any()
    assert (two_steps["verdict"] != "lower").all()
    managers = ladder(role(MANAGERS), tables, year=2024, vintage="2024-34", steps=1)
    assert RECORDS not in set(managers["occupation_code"])


def test_an_unpublished_mean_is_no_rung(tables, two_steps):
    wages = tables["wages"].copy()
    is_mean = (wages["occupation_code"] == TECHNOLOGISTS) & (wages["statistic"] == "mean")
    wages.loc[is_mean, "annual_wage_usd"] = float("nan")
    wages.loc[is_mean, "annual_wage_usd_status"] = "not_available"
    without = ladder(role(ASSISTANTS), {**tables, "wages": wages}, year=2024, vintage="2024-34")
    assert two_steps["path"].str.contains(TECHNOLOGISTS).any()
    assert not without["path"].str.contains(TECHNOLOGISTS).any()


def test_without_an_error_there_is_no_test_and_no_place_on_the_frontier(tables):
    wages = tables["wages"].assign(rse_pct=float("nan"))
    rows = ladder(role(ASSISTANTS), {**tables, "wages": wages}, year=2024, vintage="2024-34")
    assert set(rows["verdict"]) == {"no_test"}
    assert not rows["is_frontier"].any()


@pytest.mark.parametrize("codes", [(), (RECORDS, TECHNOLOGISTS), ("43-4081",)])
def test_a_role_that_is_not_one_occupation_with_a_page_is_refused(codes, tables):
    with pytest.raises(AnalysisError, match="No ladder starts at"):
        ladder(role(*codes), tables, year=2024, vintage="2024-34")


def test_the_number_of_steps_is_limited(tables):
    with pytest.raises(AnalysisError, match="1 to 3 steps"):
        ladder(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=4)


def test_the_categories_of_education_are_those_of_the_projections(tables):
    rows = tables["projections"].query("projection_vintage == '2024-34'")
    known = set(rows.loc[rows["occupation_kind"] == "line_item", "entry_education"].dropna())
    assert known == set(EDUCATION)


def test_the_order_of_the_tables_does_not_matter(tables, two_steps):
    turned = {name: frame.iloc[::-1] for name, frame in tables.items()}
    other = ladder(role(ASSISTANTS), turned, year=2024, vintage="2024-34")
    pd.testing.assert_frame_equal(two_steps, other)
