"""Moves between occupations: the ladder is there, every step has its reason, the floors hold."""

from dataclasses import replace
from statistics import NormalDist

import pandas as pd
import pytest

import labor
from labor.answers.ladder.links import supervisors
from labor.answers.ladder.moves import MOST_MOVES, licenses, moves
from labor.errors import AnalysisError
from labor.occupations import Role
from labor.terms import EDUCATION, EXPERIENCE

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
    names += ("onet_occupations",)
    return {**tables, **{name: built[name] for name in names}}


@pytest.fixture(scope="module")
def with_onet(onet_tables):
    return moves(role(ASSISTANTS), onet_tables, year=2024, vintage="2024-34")


def path(*codes):
    return " > ".join(codes)


# Occupational Outlook Handbook 2024-34, "Similar Occupations": medical assistants list medical
# records specialists, those health information technologists, those medical and health services
# managers. OEWS May 2024, mean annual pay: 44,720; 55,970; 73,410; 137,730.
def test_the_ladder_from_medical_assistants_is_there(tables):
    ways = to_managers(tables)
    assert path(ASSISTANTS, RECORDS, MANAGERS) == ways["path"][0]
    assert path(ASSISTANTS, TECHNOLOGISTS, MANAGERS) in set(ways["path"])
    whole = ways.set_index("path").loc[path(ASSISTANTS, RECORDS, TECHNOLOGISTS, MANAGERS)]
    assert whole["gain_usd"] == 137_730 - 44_720
    assert whole["entry_education"] == "Bachelor's degree"
    assert whole["education_steps"] == 2
    assert whole["openings_annual_average_jobs"] == 62_100


def to_managers(tables):
    return moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=3, ends={MANAGERS})


def test_every_step_says_why_it_is_there(tables):
    reason = to_managers(tables).set_index("path")["reason"][path(ASSISTANTS, RECORDS, MANAGERS)]
    assert reason.splitlines() == [
        "From medical assistants to medical records specialists: the Handbook's pages list each "
        "other.",
        "From medical records specialists to medical and health services managers: the "
        "Handbook's pages list each other.",
    ]


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


@pytest.mark.parametrize("rows", ["two_steps", "with_onet"])
def test_what_is_told_pays_reliably_and_enough_more_has_openings_and_is_told_once(rows, request):
    found = request.getfixturevalue(rows)
    assert 0 < len(found) <= MOST_MOVES
    assert found["occupation_code"].is_unique
    assert set(found["path"]) <= set(found.loc[surely_higher(found), "path"])
    assert (found["gain_usd"] >= 0.05 * 44_720).all()
    # Medical assistants have 112,300 openings a year.
    assert found["openings_annual_average_jobs"].min() >= 1_123


# O*NET 29.3, Related Occupations: 29-2072.00 is third in the list of 31-9092.00 or the other way
# round, first in that of 29-9021.00, and 11-9111.00 seventh in that of 29-9021.00. Job Zones:
# 11-9111.00 is in zone 4.
def test_the_ladder_with_onet_gives_the_reasons_of_every_step(onet_tables):
    ways = to_managers(onet_tables).set_index("path")
    whole = ways.loc[path(ASSISTANTS, RECORDS, TECHNOLOGISTS, MANAGERS)]
    assert whole["basis"] == "handbook, onet; handbook, onet, tasks; handbook, onet"
    assert (whole["similarity"], whole["onet_rank"], whole["job_zone"]) == (2, 7, 4)
    assert whole["onet_version"] == "29.3"
    assert (whole["education_steps"], whole["experience_steps"]) == (2, 1)
    steps = whole["reason"].splitlines()
    assert len(steps) == 3
    assert "O*NET relates the two (place 3 of 20)" in steps[0]
    assert "O*NET relates the two (place 1 of 20)" in steps[1]
    assert all("their tasks share the words " in step for step in steps)


def test_the_end_of_several_steps_is_in_a_list_of_the_start(onet_tables):
    aides = moves(role("31-1131"), onet_tables, year=2024, vintage="2024-34")
    several = aides[aides["steps"] > 1]
    assert len(several)
    related = onet_tables["related_occupations"].query("soc_version == 'soc_2018'")
    pairs = set(zip(related["soc_code"], related["related_onet_soc_code"].str[:7], strict=True))
    for end in several["occupation_code"]:
        assert ("31-1131", end) in pairs or (end, "31-1131") in pairs


def test_the_distance_is_that_of_the_end_from_the_start(with_onet):
    near = with_onet.set_index("path").loc[path(ASSISTANTS, RECORDS)]
    share = 0.8 * near["tasks_overlap"] + 0.2 * near["technology_overlap"]
    assert near["distance"] == pytest.approx(1 - share)


# O*NET 29.3, Occupation Data: the last sentence of 29-2061.00 and of 53-3032.00; that of 15-1244
# speaks of the licenses of software.
def test_a_license_is_named_where_onet_says_that_one_is_required(onet_tables):
    known = licenses(onet_tables, "29.3")
    assert known["29-2061"] == "Licensing required."
    assert known["53-3032"] == "Requires commercial drivers' license."
    assert known["53-5021"].startswith("Required to hold license issued by U.S.")
    assert not {"15-1244", "27-2022", "43-4031", "29-2072"} & set(known)
    assert licenses({}, "29.3") == {}


# Structure of the 2018 SOC: 33-1012 and 33-1021 in 33-1000, the only supervisors of 47-0000.
def test_the_supervisor_is_of_the_major_group_and_names_the_work():
    titles = {
        "33-1012": "First-line supervisors of police and detectives",
        "33-1021": "First-line supervisors/managers of fire fighting and prevention workers",
        "33-2000": "Fire fighting and prevention workers",
        "33-2021": "Inspectors",
        "33-3051": "Police officers",
        "33-9092": "Lifeguards",
        "47-1011": "First-line supervisors of construction trades, except extraction",
        "47-2111": "Electricians",
        "29-1141": "Registered nurses",
    }
    found = supervisors(titles, lambda _, __: float("nan"))
    pairs = {code: found.get(code) for code in ("33-2021", "33-3051", "47-2111")}
    assert pairs == {"33-2021": "33-1021", "33-3051": "33-1012", "47-2111": "47-1011"}
    assert not {"29-1141", "33-9092", "33-1012"} & set(found)


def test_of_several_supervisors_who_name_the_work_the_nearest_is_taken():
    titles = {
        "41-1011": "First-line supervisors of retail sales workers",
        "41-1012": "First-line supervisors of non-retail sales workers",
        "41-9041": "Sales callers",
    }
    for nearest in ("41-1011", "41-1012"):
        found = supervisors(titles, lambda _, other, near=nearest: float(other != near))
        assert found == {"41-9041": nearest}


def test_steps_by_onet_or_tasks_alone_need_no_page_of_the_handbook(onet_tables):
    for basis in ("onet", "tasks"):
        rows = moves(
            role(RECORDS), onet_tables, year=2024, vintage="2024-34", steps=1, bases=(basis,)
        )
        assert set(rows["basis"]) == {basis}
        assert TECHNOLOGISTS in set(rows["occupation_code"])
    # O*NET relates 29-2072.00 to 15-1211.01, health informatics specialists, which has no pay.
    assert "15-1211" not in set(rows["occupation_code"])


def test_no_path_needs_more_education_than_was_allowed(onet_tables):
    nurse = {"year": 2024, "vintage": "2024-34", "steps": 1}
    none = moves(role("29-1141"), onet_tables, **nurse, education_steps=0)
    assert none["education_steps"].max() == 0
    one = moves(role("29-1141"), onet_tables, **nurse, education_steps=1)
    assert {"29-1171", "29-1071"} <= set(one["occupation_code"]) - set(none["occupation_code"])


def test_what_was_used_is_said(two_steps, with_onet, project):
    assert set(two_steps["onet_version"]) == {""}
    assert set(with_onet["onet_version"]) == {"29.3"}
    found = labor.ladder(ASSISTANTS, year=2024, root=project)
    assert "Where none is named" in found.caveats[0]
    assert {"onet_29_3_tasks", "oews_national_2024"} <= set(found.sources["source_id"])
    by_pages = replace(found, rows=two_steps)
    assert "O*NET's tables of tasks" in by_pages.caveats[0]


def test_the_answer_counts_the_moves_and_names_what_pays_more(project):
    found = labor.ladder(ASSISTANTS, year=2024, steps=1, education_steps=0, root=project)
    first, gains, more, period = found.sentences
    assert first == (
        f"From medical assistants, {len(found.rows)} moves lead to reliably higher mean pay in "
        "one step at the same or a lower typical entry level."
    )
    # OEWS May 2024, mean annual pay: licensed practical nurses 64,150, medical assistants 44,720.
    assert "$19,430 a year for licensed practical and licensed vocational nurses" in gains
    assert more.endswith(" more moves follow.")
    assert "May 2024" in period
    assert repr(found).startswith(first)
    assert len(found.table().rows) == len(found.rows)


def test_the_lines_say_what_a_move_needs_in_plain_words(project):
    text = "\n".join(labor.ladder(ASSISTANTS, root=project).lines())
    nurses = text.split("Licensed practical and licensed vocational nurses (29-2061): $")[1]
    assert "more ($" in nurses.splitlines()[0]
    assert "Same typical entry level (postsecondary nondegree award)" in nurses
    assert "license: “Licensing required.” (O*NET)" in nurses
    assert "unknown" not in text.split("What this is not:")[0]
    for word in ("no more education", "icence", "distance", "frontier", " -", "nan"):
        assert word not in text.replace("\n- ", "\n")


def test_a_reason_is_said_once_and_a_title_that_leaves_out_something_ends(project):
    text = labor.ladder("31-9097", root=project).lines()
    reasons = [line for line in text if line.startswith("      From ")]
    assert len(reasons) == len(set(reasons)) > 9
    # Three ways lead by way of medical assistants, and how these are reached is said once.
    assert sum("From phlebotomists to medical assistants:" in line for line in text) == 1
    office = "\n".join(labor.ladder("43-6014", root=project).lines())
    assert "except legal, medical, and executive, 5 moves lead" in office
    assert "except legal, medical, and executive, to first-line supervisors" in office
    assert "From restaurant cooks, " in labor.ladder("35-2014", root=project).sentences[0]


def test_a_role_without_moves_says_so_and_has_no_sources(project):
    found = labor.ladder("actors", strict=False, root=project)
    assert found.sentences[0].startswith("From actors, no move leads to reliably higher mean pay")
    assert found.sources.empty
    assert found.to_dict()["rows"] == []
    assert "no move leads" in found._repr_html_()


def test_a_ladder_has_no_chart_and_says_what_to_show(project):
    found = labor.ladder("actors", strict=False, root=project)
    with pytest.raises(AnalysisError, match=r"(?s)no chart of what labor\.ladder gives.*table"):
        found.chart()


def test_an_unknown_reason_for_a_step_is_refused(tables):
    for bases in (("friends",), ()):
        with pytest.raises(AnalysisError, match="no such reason for a step"):
            moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", bases=bases)


def test_paths_are_simple_and_no_longer_than_asked(tables):
    ways = to_managers(tables)
    codes = ways["path"].str.split(" > ")
    assert ways["path"].is_unique
    assert ways["steps"].max() == 3
    assert (codes.map(len) == ways["steps"] + 1).all()
    assert codes.map(lambda path: len(set(path)) == len(path)).all()
    one = moves(role(ASSISTANTS), tables, year=2024, vintage="2024-34", steps=1)
    assert set(one["steps"]) == {1}


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


def test_without_an_error_there_is_no_test_and_only_the_ways_asked_for(tables):
    without = {**tables, "wages": tables["wages"].assign(rse_pct=float("nan"))}
    assert moves(role(ASSISTANTS), without, year=2024, vintage="2024-34").empty
    assert set(to_managers(without)["verdict"]) == {"no_test"}


@pytest.mark.parametrize("codes", [(), (RECORDS, TECHNOLOGISTS), ("27-2099",)])
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
