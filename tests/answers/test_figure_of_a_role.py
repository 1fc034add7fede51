"""Which published figure answers for a role, and what may be said of a figure of other jobs."""

import pytest

import labor
from labor.occupations.titles import running

#: Role, year, code and relation of the figure: after the national tables of that year and the
#: crosswalks of the SOC committee.
FIGURES = [
    ("31-1121", 2025, "31-1120", "published_in"),
    ("home health aides", 2019, "31-1120", "wider"),
    ("31-1121", 2018, "31-1011", "itself"),
    ("21-1011", 2016, "21-1011", "itself"),
    ("21-1011", 2018, "21-1018", "published_in"),
    ("cardiologists", 2018, "29-1069", "wider"),
    ("phlebotomists", 2008, "31-9099", "wider"),
    ("29-2072", 2018, "29-2071", "wider"),
    ("15-1299.09", 2024, "15-1299", "wider"),  # a finer occupation of O*NET
    ("29-2041", 2024, "29-2040", "same_jobs"),  # 29-2042 and 29-2043
    ("11-1010", 2010, "11-1011", "itself"),  # a broad code with one member
    ("11-1010", 2024, "11-1010", "itself"),
]


@pytest.mark.parametrize(("role", "year", "code", "relation"), FIGURES)
def test_the_figure_of_a_role_is_named_with_its_relation(role, year, code, relation):
    row = labor.compare(role, year=year).pay.iloc[0]
    assert (row["occupation_code"], row["relation"]) == (code, relation)


@pytest.mark.parametrize(("role", "year"), [(role, year) for role, year, *_ in FIGURES])
def test_history_takes_the_same_figure_as_the_comparison(role, year):
    rows = labor.history(role).rows
    rows = rows[rows["reference_year"] == year]
    pay = labor.compare(role, year=year).pay
    for name in ("occupation_code", "relation", "median_annual_usd"):
        assert sorted(rows[name]) == sorted(pay[name])


def test_an_occupation_inside_a_published_group_is_answered_with_the_group():
    first = labor.compare("home health aides", year=2025).sentences[0]
    assert first == (
        "No median pay of home health aides alone is published for May 2025; that of home health "
        "and personal care aides (31-1120), of which they are part, was $35,800 a year."
    )
    assert (
        labor.outlook("home health aides", "2024-34")
        .sentences[0]
        .startswith(
            "Jobs of home health and personal care aides (31-1120), of which home health aides are "
            "part, are projected to grow by 17.0% "
        )
    )


def test_a_wider_code_of_the_same_name_says_that_it_holds_more():
    first = labor.compare("29-1141", year=2008).sentences[0]
    assert "that of the code of the same name (29-1111), which also holds other jobs, was" in first


def test_a_figure_of_other_jobs_is_named_and_not_ranked():
    answer = labor.compare("31-9092", ["phlebotomists", "31-1121"], year=2008)
    rows = answer.rows[answer.rows["median_annual_usd"].notna()]
    order = dict(zip(rows["role"], rows["median_order"], strict=True))
    assert order["Phlebotomists"] == ""
    assert order["Home Health Aides"] == "higher"
    assert any(
        "Not ranked, because other jobs are counted: healthcare support workers, all other "
        "(31-9099), of which phlebotomists are part, $29,350 a year." in text
        for text in answer.sentences
    )


def test_years_that_only_print_the_parts_are_shown_by_their_parts():
    rows = labor.history("21-1018").rows
    parts = rows[rows["reference_year"].between(2012, 2016)]
    assert set(parts["occupation_code"]) == {"21-1011", "21-1014"}
    assert set(parts["relation"]) == {"part"}
    assert set(rows.loc[rows["reference_year"] == 2017, "occupation_code"]) == {"21-1018"}


def test_figures_of_one_group_in_both_years_are_compared_under_its_name():
    found = labor.comparable("home health aides", 2021, 2024)
    assert found.verdict == "with_caveats"
    assert found.sentences[0].startswith(
        "Pay of home health and personal care aides (31-1120), of which home health aides are "
        "part, in May 2021 and in May 2024 may be compared"
    )
    assert labor.comparable("home health aides", 2018, 2024).verdict == "not_comparable"


@pytest.mark.parametrize("verb", [labor.ladder, labor.places, labor.peers, labor.settings])
def test_other_doors_say_first_whose_figures_they_show(verb):
    assert verb("home health aides").sentences[0] == (
        "No figure is published for home health aides alone; this is home health and personal "
        "care aides (31-1120), of which they are part."
    )


def test_a_finer_occupation_of_onet_keeps_its_own_name():
    assert labor.resolve("15-1299.09").label == "Information Technology Project Managers"
    assert "of which they are part" in labor.compare("15-1299.09").sentences[0]


@pytest.mark.parametrize(
    ("title", "code", "whole"),
    [
        ("Chief Sustainability Officer", "11-1011.03", "chief executives (11-1011)"),
        # 53-1042 is published only inside 53-1047.
        ("Recycling Coordinators", "53-1042.01", "(53-1047)"),
        ("Computer Systems Engineers/Architects", "15-1299.08", "(15-1299)"),
    ],
)
def test_the_title_of_a_finer_occupation_is_answered_as_its_code(title, code, whole):
    first = labor.compare(title).sentences[0]
    assert first == labor.compare(code).sentences[0]
    assert first.startswith(f"No median pay of {running(labor.resolve(code).label)} alone")
    assert whole in first
    assert "of which they are part" in first


def test_places_of_a_broad_code_are_those_of_its_one_member():
    found = labor.places("11-1010", 2024)
    assert set(found.rows["occupation_code"]) == {"11-1011"}
    assert len(found.known) > 30


def test_needs_of_a_broad_code_are_those_of_its_parts():
    needs = labor.profile("29-2041").needs
    assert set(needs["occupation_code"]) == {"29-2042", "29-2043"}
    assert (needs["entry_education"] == "Postsecondary nondegree award").all()


# 29-9021 also holds jobs of 29-9099 of SOC 2010; 29-2072 holds none but those of 29-2071.
def test_parts_of_a_divided_role_that_hold_other_jobs_are_told_from_the_others():
    answer = labor.compare("29-2071", ["31-9092"], year=2024)
    own = answer.pay[answer.pay["is_subject"]]
    relations = dict(zip(own["occupation_code"], own["relation"], strict=True))
    assert relations == {"29-2072": "part", "29-9021": "overlapping"}
    assert set(answer.rows["median_order"]) == {""}
    peers = labor.compare("31-9092", ["29-2071"], year=2024).rows
    order = dict(zip(peers["occupation_code"], peers["median_order"], strict=True))
    assert order["29-2072"] == "lower"
    assert order["29-9021"] == ""


@pytest.mark.parametrize(
    ("claim", "is_confirmed", "code"),
    [
        ("Home health aides earned a median of $34,900 in May 2024.", False, "31-1120"),
        ("Home health aides earned a median of $24,200 in May 2018.", True, "31-1011"),
        ("EMTs and paramedics earned a median of $46,350 in May 2024.", True, "29-2040"),
    ],
)
def test_the_checker_holds_a_claim_against_the_figure_that_answers(claim, is_confirmed, code):
    (row,) = labor.check(claim).rows.to_dict("records")
    assert (row["verdict"] == "confirmed") is is_confirmed
    assert row["verdict"] != "cannot be checked"
    assert row["occupation_code"] == code
