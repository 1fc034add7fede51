"""Which occupations: the order is that of the tables, ties stay ties, nobody vanishes unsaid."""

import random

import pytest

import labor
from labor.answers.rank.choice import MEASURES, SCALES, Choice, read
from labor.answers.rank.rows import Occupations
from labor.answers.rank.select import sift
from labor.answers.tables import processed_of
from labor.errors import AnalysisError, LaborError
from labor.methods.uncertainty import order_of_medians
from labor.show.rows import records

BY_NAME = {scale.name: scale for scale in SCALES}
ASSOCIATE = {"education": "associate's degree"}


@pytest.fixture(scope="module")
def best_paid(project):
    return labor.rank(**ASSOCIATE, year=2025, limit=100, root=project)


def places(answer):
    rows = answer.rows.set_index("occupation_code")
    return {
        code: (rows.loc[code, "best_rank"], rows.loc[code, "worst_rank"]) for code in rows.index
    }


def test_the_best_paid_with_an_associates_degree_are_those_of_the_tables(best_paid):
    # May 2025, national: medians of the 48 line items of 2024-34 that typically need this degree.
    first = best_paid.rows[["occupation_code", "median_annual_usd"]].head(5)
    assert first.to_numpy().tolist() == [
        ["53-2021", 148080], ["19-4051", 110240], ["29-1124", 105310], ["29-2033", 101370],
        ["29-1292", 98100],
    ]  # fmt: skip
    assert best_paid.ranked == len(best_paid.rows) == 48
    assert best_paid.left_out.empty


def test_ties_are_those_of_the_published_errors_of_the_means(best_paid):
    # Means and their errors, May 2025: air traffic controllers $146,490 (0.3 %), nuclear
    # technicians $108,940 (1.1 %), radiation therapists $114,990 (1.1 %), nuclear medicine
    # technologists $105,160 (0.8 %). The median of nuclear technicians is above that of radiation
    # therapists and their mean below: tied. 108,940 - 105,160 is 2.6 standard errors, and the only
    # test of that row with so few: apart.
    found = places(best_paid)
    assert found["53-2021"] == (1, 1)
    assert found["19-4051"] == found["29-1124"] == (2, 3)
    assert found["29-2033"] == (4, 4)
    for code, (best, worst) in found.items():
        assert 1 <= best <= worst <= 48, code


def test_a_place_leaves_out_just_those_that_are_told_apart(best_paid):
    rows = records(best_paid.rows)
    for at in (0, 1, 7, 30):
        others = rows[:at] + rows[at + 1 :]
        verdicts = [order.verdict for order in order_of_medians(rows[at], others)]
        expected = (1 + verdicts.count("lower"), 48 - verdicts.count("higher"))
        assert (rows[at]["best_rank"], rows[at]["worst_rank"]) == expected


def test_the_first_sentence_names_the_set_and_says_whether_the_first_is_apart(best_paid):
    assert best_paid.sentences[0] == (
        "Of 48 occupations that typically need an associate's degree, air traffic controllers "
        "have the highest median pay, $148,080 a year in May 2025; this can be told apart from "
        "all others."
    )


def test_a_first_that_cannot_be_told_apart_is_not_called_the_highest(project):
    found = labor.rank("jobs", year=2025, lowest=True, limit=3, root=project)
    # Jobs and their errors: patternmakers 220, timing device assemblers 250, model makers 280.
    assert [*found.rows["employment_jobs"]] == [220, 250, 280]
    assert "cannot be told apart from timing device assemblers" in found.sentences[0]


def test_the_fastest_growing_with_many_openings(project):
    found = labor.rank("growth", vintage="2024-34", min_openings=5000, **ASSOCIATE, root=project)
    first = found.rows[["occupation_code", "employment_change_pct"]].head(3)
    assert first.to_numpy().tolist() == [["31-2021", 22.0], ["31-2011", 19.2], ["29-2032", 13.0]]
    assert found.ranked == 20
    assert found.left_out_counts == {"below the floor of openings": 28}
    assert found.rows["best_rank"].isna().all()
    assert "no ranks" in found.sentences[1]


def test_a_change_in_constant_prices_is_that_of_pay_change(project):
    found = labor.rank("pay-change", year=2025, since=2021, group="29-1000", limit=90, root=project)
    row = found.rows.set_index("occupation_code").loc["29-1292"]
    # Dental hygienists: $77,810 in May 2021 (CPI-U 269.195), $98,100 in May 2025 (321.465).
    by_hand = (98100 / (77810 * 321.465 / 269.195) - 1) * 100
    assert row["median_real_change_pct"] == pytest.approx(by_hand)
    same = labor.pay_change("29-1292", 2021, 2025, root=project)
    assert row["median_real_change_pct"] == pytest.approx(same.real_pct)


def test_occupations_whose_years_may_not_be_compared_are_left_out_with_the_reason(project):
    found = labor.rank("pay-change", year=2025, since=2018, limit=1000, root=project)
    left = found.left_out.set_index("occupation_code")
    assert left.loc["29-2072", "reason"] == "not comparable"
    assert "29-2071" in left.loc["29-2072", "why_not_comparable"]
    assert "29-2072" not in set(found.rows["occupation_code"])
    for code in ("31-9092", "29-1292"):
        assert labor.comparable(code, 2018, 2025, root=project).verdict == "with_caveats"
        assert code in set(found.rows["occupation_code"])


def test_a_location_quotient_is_that_of_the_printed_jobs(project):
    found = labor.rank("location-quotient", area="TX", year=2024, limit=2, root=project)
    # May 2024: wellhead pumpers 9,910 of 13,846,880 jobs in Texas, 17,350 of 154,187,380 in all.
    by_hand = (9910 / 13_846_880) / (17_350 / 154_187_380)
    assert found.rows["occupation_code"].iloc[0] == "53-7073"
    assert found.rows["location_quotient"].iloc[0] == pytest.approx(by_hand)
    assert set(found.rows["location_quotient_status"]) == {"derived"}


def test_a_table_without_errors_gives_a_list_without_ranks(project):
    found = labor.rank(area="TX", year=2024, **ASSOCIATE, root=project)
    assert not found.is_tested
    assert found.rows["best_rank"].isna().all()
    assert "prints no sampling errors" in " ".join(found.sentences)
    assert "Place" not in [field.heading for field in found.table().fields]


def test_a_single_occupation_is_tested_against_none_and_has_no_place(project):
    # Air traffic controllers, $148,080, are alone with this degree above the floor.
    answer = labor.rank(**ASSOCIATE, pay_from=140_000, year=2025, root=project)
    assert [*answer.rows["occupation_code"]] == ["53-2021"]
    assert answer.rows[["best_rank", "worst_rank"]].isna().all(axis=None)


def test_only_hourly_pay_and_withheld_figures_are_counted(project):
    found = labor.rank(year=2025, limit=1, root=project)
    assert found.left_out_counts == {"paid by the hour, no yearly median": 5}
    assert set(found.left_out["occupation_code"]) == {
        "27-2011", "27-2031", "27-2042", "27-2091", "27-2099",
    }  # fmt: skip


def test_top_coded_medians_are_not_put_in_order(project):
    found = labor.rank(year=2018, limit=3, root=project)
    assert set(found.rows["median_annual_usd_status"]) == {"top_coded"}
    assert "$208,000 or more" in found.sentences[0]
    assert (found.rows["best_rank"] == 1).all()


def test_a_role_stands_among_those_that_are_similar_to_it(project):
    found = labor.rank(similar_to="medical records specialist", year=2025, limit=30, root=project)
    codes = [*found.rows["occupation_code"]]
    assert "11-9111" in codes
    assert found.standing == codes.index("29-2072") + 1
    assert found.rows.set_index("occupation_code")["is_subject"].sum() == 1


@pytest.fixture(scope="module")
def nation(project):
    return Occupations(processed_of(project), 2025, "2024-34").real_changes(2018)


@pytest.mark.parametrize("seed", range(12))
def test_every_occupation_is_ranked_left_out_or_known_not_to_fit(nation, seed):
    chance = random.Random(seed)
    picked = {
        scale.name: tuple(chance.sample(scale.categories, 2))
        for scale in SCALES
        if chance.random() < 0.4
    }
    floors = {"min_jobs": chance.choice((0, 3000)), "pay_from": chance.choice((0, 60_000))}
    by = chance.choice(list(MEASURES))
    asked, why = sift(nation, by, Choice(**picked, **floors))
    ranked = asked & (why == "")
    assert not (~asked & (why != "")).any()
    status = nation.loc[ranked, f"{MEASURES[by]}_status"]
    assert status.isin(["published", "derived", "top_coded"]).all()
    assert (nation.loc[ranked, "employment_jobs"] >= floors["min_jobs"]).all()
    assert (nation.loc[ranked, "median_annual_usd"].fillna(10**9) >= floors["pay_from"]).all()
    for name, wanted in picked.items():
        column = BY_NAME[name].column
        if column != "growth_phrase":  # two phrases that are both asked for fit as well
            assert nation.loc[ranked, column].isin(wanted).all()


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("education", "Bachelor's degree", ("Bachelor's degree",)),
        ("education", "bachelors", ("Bachelor's degree",)),
        ("education", "up to some college", ("No formal educational credential",
            "High school diploma or equivalent", "Some college, no degree")),
        ("education", "at least a master's degree", None),
        ("education", "at least master", ("Master's degree", "Doctoral or professional degree")),
        ("education", "none", ("No formal educational credential",)),
        ("education", "degree", None),
        ("education", "", None),
        ("experience", "none", ("None",)),
        ("experience", "5 years", ("5 years or more",)),
        ("training", "short", ("Short-term on-the-job training",)),
        ("training", "up to short", None),
        ("growth", "faster", ("Faster than average",)),
        ("growth", "at least faster", ("Faster than average", "Much faster than average")),
        ("growth", "average", None),
        ("zone", "4", ("4",)),
        ("zone", "6", None),
    ],
)  # fmt: skip
def test_words_mean_one_category_or_are_refused(name, text, found):
    if found is None:
        with pytest.raises(AnalysisError, match=f"no {name}"):
            read(BY_NAME[name], [text])
    else:
        assert read(BY_NAME[name], [text]) == found


def test_no_degree_means_every_education_below_an_associates_degree():
    assert read(BY_NAME["education"], ["no degree"]) == BY_NAME["education"].categories[:4]


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ({"by": "wages"}, "not ranked by this"),
        ({"by": "location-quotient"}, "sets an area against the nation"),
        ({"vintage": "2018-28", "year": 2025}, "not in one list of codes"),
        ({"year": 2005, "education": "none"}, "No projection uses"),
        ({"by": "pay-change", "year": 2025, "since": 2026}, "needs an earlier year"),
        ({"by": "pay-change", "area": "TX", "year": 2024}, "needs an earlier year"),
        ({"pay_from": 60000, "pay_to": 50000}, "begins below its end"),
        ({"limit": 0}, "not negative"),
        ({"group": "flying carpets"}, "flying carpets|no such group"),
        ({"area": "TX", "year": 2018}, "no estimates of 2018"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(project, asked, what):
    with pytest.raises(LaborError, match=what) as caught:
        labor.rank(**asked, root=project)
    assert caught.value.next_step


def test_a_group_of_occupations_is_found_by_title_and_by_code(project):
    by_title = labor.rank(group="healthcare support", year=2025, limit=30, root=project)
    by_code = labor.rank(group="31", year=2025, limit=30, root=project)
    assert [*by_title.rows["occupation_code"]] == [*by_code.rows["occupation_code"]]
    assert all(code.startswith("31-") for code in by_title.rows["occupation_code"])
    assert "31-1120" in set(by_title.rows["occupation_code"])


def test_an_empty_list_is_an_answer(project):
    found = labor.rank(group="55-0000", year=2025, root=project)
    assert found.rows.empty
    assert found.sentences[0].startswith("Of 830 occupations, none in the group Military")
    assert found.lines()
    with pytest.raises(AnalysisError, match="nothing to draw"):
        found.chart()


def test_every_part_of_the_answer_shows_the_same_order(best_paid):
    answer = best_paid.to_dict()
    titles = [row["occupation_title"] for row in answer["rows"]]
    assert answer["ranked"] == 48
    assert answer["filters"] == {"education": ["Associate's degree"]}
    assert [row["occupation_title"] for row in best_paid.table().rows] == titles
    chart = best_paid.chart()
    assert chart.title == "Air traffic controllers: first by median pay, $148,080"
    said = [chart.description.index(f"{title}: $") for title in titles[:25]]
    assert said == sorted(said)
    assert "<svg" in chart.svg(320)


def test_what_the_nation_projects_is_not_said_of_a_place_without_the_occupation(project):
    found = labor.rank("growth", area="TX", year=2024, limit=1000, root=project)
    # The table of Texas of May 2024 has 804 of the 831 detailed occupations of the nation.
    held = labor.load("employment", reference_year=2024, area_code="48", root=project)
    assert set(found.rows["occupation_code"]) <= set(held["occupation_code"])
    assert found.left_out_counts["not in the table of the place"] == 27
    assert found.ranked == 831 - 27
