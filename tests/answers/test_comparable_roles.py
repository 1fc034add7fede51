"""Whether pay and jobs of roles may be compared where occupations were divided or joined."""

import re
from itertools import pairwise

import pytest

import labor
from labor.errors import AnalysisError
from labor.methods.comparability import soc_version_of
from labor.occupations.lineage import between

#: Occupation, years, measure, verdict: after the crosswalks of the SOC committee and the codes
#: that the national tables of both years print.
FACTS = [
    ("29-1111", 2009, 2012, "wage", "not_comparable"),  # one median in 2009, four in 2012
    ("29-1111", 2009, 2012, "employment", "with_caveats"),  # their jobs add up
    ("35-3023", 2018, 2024, "wage", "with_caveats"),  # 35-3020 of 2018 holds just its jobs
    ("29-2041", 2018, 2024, "wage", "with_caveats"),  # 29-2040 of 2024 holds just its jobs
    ("11-3011", 2018, 2024, "wage", "with_caveats"),
    ("11-2031", 2018, 2024, "wage", "with_caveats"),
    ("53-4022", 2018, 2024, "wage", "not_comparable"),
    ("29-1199", 2018, 2024, "wage", "not_comparable"),  # two medians in 2024
    ("43-2099", 2018, 2024, "wage", "not_comparable"),
    ("31-1120", 2018, 2019, "wage", "not_comparable"),
    ("31-1120", 2018, 2024, "employment", "with_caveats"),
    ("00-0000", 2018, 2024, "wage", "with_caveats"),  # only the model of May 2021
    ("35-0000", 2018, 2024, "wage", "with_caveats"),
    ("25-0000", 2018, 2024, "employment", "with_caveats"),
    ("43-0000", 2018, 2024, "wage", "not_comparable"),  # stock clerks left the group
    ("43-0000", 2012, 2018, "wage", "comparable"),  # the same group of one list
    ("31-0000", 2009, 2012, "wage", "comparable"),  # nothing came in, nothing left
    ("19-0000", 2000, 2003, "wage", "with_caveats"),  # its own row stands in both tables
    ("29-2071", 2012, 2018, "wage", "comparable"),
    ("31-1014", 2018, 2024, "wage", "with_caveats"),  # another code, the same jobs
]


@pytest.mark.parametrize(("role", "year", "other", "measure", "verdict"), FACTS)
def test_groups_and_roles_are_judged_by_their_jobs_and_figures(role, year, other, measure, verdict):
    assert labor.comparable(role, year, other, measure=measure).verdict == verdict
    assert labor.comparable(role, other, year, measure=measure).verdict == verdict


#: A year of each list of codes that steps lead from or to.
YEARS = (2009, 2011, 2012, 2020, 2024)
#: "Stock Clerks and Order Fillers (43-5081)": a code in a sentence
IN_BRACKETS = re.compile(r"\((\d\d-\d{4})\)")


@pytest.mark.parametrize("years", list(pairwise(YEARS)))
def test_of_major_groups_the_occupations_that_left_and_came_are_named(years):
    lists = [soc_version_of(year) for year in years]
    steps = between(labor.load("soc_lineage"), *lists)
    steps = steps[~steps["from_code"].str.startswith("55-")]
    majors = steps["from_code"].str[:2], steps["to_code"].str[:2]
    for major in sorted(set(majors[0])):
        is_moved = (majors[0] == major) != (majors[1] == major)
        found = labor.comparable(f"{major}-0000", *years)
        broken = [reason.text for reason in found.reasons if reason.severity == "break"]
        moved = set(steps.loc[is_moved, "from_code"])
        assert bool(broken) == bool(moved), (major, years)
        named = set(IN_BRACKETS.findall(" ".join(broken))) - {f"{major}-0000"}
        assert named <= moved
        assert named == moved or " others " in broken[0]


@pytest.mark.parametrize("years", [(2023, 2024), (2018, 2019), (2018, 2024), (2012, 2014)])
def test_a_change_of_pay_has_the_caveats_of_the_comparison(years):
    change = " ".join(labor.pay_change("31-9092", *years).caveats)
    reasons = labor.comparable("31-9092", *years).reasons
    caveats = [reason.text for reason in reasons if reason.severity == "caveat"]
    assert caveats
    assert all(text in change for text in caveats)


#: One of the role's two codes has no figure in a year: the other is not the role's pay.
NOT_WHOLE = [("29-2099", 2000, 2003), ("15-1299", 2000, 2003), ("45-3000", 2004, 2009)]


@pytest.mark.parametrize("asked", NOT_WHOLE)
def test_a_change_of_pay_is_refused_where_a_code_of_the_role_has_no_figure(asked):
    why = labor.comparable(*asked).sentences[1]
    assert "it lacks" in why
    with pytest.raises(AnalysisError, match="may not be compared") as caught:
        labor.pay_change(*asked)
    assert why in caught.value.next_step
    told = labor.pay_change(*asked, across_breaks=True)
    assert not told.is_comparable
    assert told.caveats[0].startswith(f"Not comparable: {why}")
    assert told.codes[1] in told.sentences[0]


def test_a_code_that_is_chosen_is_named_as_the_part_that_it_is():
    change = labor.pay_change("29-2099", 2000, 2003, codes=("29-2054", "29-2054"))
    assert change.is_comparable
    assert "respiratory therapy technicians (29-2054), only a part of " in change.sentences[0]


# OEWS national table of May 2018 prints no number for the 90th percentile of chief executives.
def test_a_change_of_another_statistic_is_judged_on_its_own_figures():
    with pytest.raises(AnalysisError, match="not a number"):
        labor.pay_change("11-1011", 2018, 2024, statistic="p90")
    assert labor.pay_change("11-1011", 2018, 2024, statistic="p10").is_comparable


@pytest.mark.parametrize(
    ("role", "years", "named"),
    [
        ("phlebotomist", (2005, 2008), "workers, all other (31-9099), of which phlebotomists are"),
        ("home health aides", (2019, 2024), "care aides (31-1120), of which home health aides"),
        ("medical coder", (2012, 2018), "technicians (29-2071), of which medical records"),
    ],
)
def test_a_change_of_a_wider_figure_says_whose_it_is(role, years, named):
    change = labor.pay_change(role, *years)
    assert labor.pay_change(role, *years, codes=change.codes).caveats == change.caveats
    assert named in change.sentences[0]
    assert any(text.startswith("Both figures are of ") for text in change.caveats)


# BLS research paper st000080: to May 2020 older panels were aged with the Employment Cost Index.
def test_years_before_the_model_say_that_older_panels_were_moved_with_an_index():
    said = " ".join(labor.comparable("31-9092", 2018, 2019).caveats)
    assert "Employment Cost Index" in said
    assert "Employment Cost Index" not in " ".join(labor.comparable("31-9092", 2023, 2024).caveats)
