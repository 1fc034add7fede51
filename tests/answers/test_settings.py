"""Settings of a role: shares of published jobs, what nests, what is left, and which pay differs."""

import pandas as pd
import pytest
from sampling import tries

import labor
from labor.answers.settings.survey import COLUMNS, nested, survey_rows
from labor.errors import AnalysisError, OccupationError
from labor.occupations import Role

#: Names of sectors in the Handbook that mean exactly a sector of the survey's table.
SAME_SETTING = {
    "Utilities": "22",
    "Manufacturing": "31-33",
    "Wholesale trade": "42",
    "Retail trade": "44-45",
    "Information": "51",
    "Finance and insurance": "52",
    "Management of companies and enterprises": "55",
    "Healthcare and social assistance": "62",
}


def survey(rows, kind="setting"):
    rows = rows[(rows["evidence"] == "survey") & (rows["role_kind"] != "member")]
    return rows[rows["kind"] == kind].set_index("industry_code", drop=False)


@pytest.fixture(scope="module")
def specialists(project):
    return labor.settings("29-2072", 2024, root=project).rows


def test_sectors_with_their_owners_are_all_jobs_of_the_nation(built):
    jobs = built["employment"].query("reference_year == 2024 and area_code == '99'")
    total = jobs[jobs["occupation_code"] == "00-0000"]
    sectors = total[total["industry_level"] == "sector"]
    assert set(sectors["ownership_code"]) == {"5", "57", "58", "59", "123", "235"}
    # Jobs are rounded to ten, so each of the 20 sectors and the total can be off by five.
    nation = total.loc[total["industry_code"] == "000000", "employment_jobs"].item()
    assert abs(sectors["employment_jobs"].sum() - nation) <= 5 * 21


def test_no_occupation_has_more_jobs_in_its_sectors_than_in_all(built):
    jobs = built["employment"].query("reference_year == 2024 and area_code == '99'")
    jobs = jobs.drop_duplicates(["occupation_code", "industry_code"])
    whole = jobs[jobs["industry_code"] == "000000"].set_index("occupation_code")["employment_jobs"]
    parts = jobs[jobs["industry_level"] == "sector"].groupby("occupation_code")["employment_jobs"]
    over = parts.sum() - whole.reindex(parts.groups) - 5 * (parts.count() + 1)
    assert over.notna().sum() > 800
    assert (over.dropna() <= 0).all()


def test_the_worked_example_in_its_sectors(specialists):
    rows = survey(specialists)
    assert rows["employment_jobs"].iloc[:3].tolist() == [122_640, 16_260, 14_320]
    assert rows.loc["62", "share_of_jobs_pct"] == pytest.approx(100 * 122_640 / 187_910)
    # The Handbook 2024-34 prints 28% in hospitals and 8% in management of companies, which is
    # the survey's sector 55; its medians of May 2024 there are $56,520 and $60,750.
    assert rows.loc["55", "median_annual_usd"] == 60_750
    assert round(rows.loc["55", "share_of_jobs_pct"]) == 9
    pages = specialists[specialists["evidence"] == "handbook"].set_index("setting")
    hospitals = pages.loc["Hospitals; state, local, and private"]
    assert hospitals[["share_of_jobs_pct", "median_annual_usd"]].tolist() == [28, 56_520]
    assert not pages["is_wider"].any()


def test_what_is_not_released_is_a_rest_and_in_no_other_row(specialists):
    rows, rest = survey(specialists), survey(specialists, "rest").iloc[0]
    assert rows.loc["53", "employment_jobs_status"] == "not_available"
    assert rows.loc["53", "share_of_jobs_pct_status"] == "not_available"
    assert rest["employment_jobs"] == 187_910 - rows["employment_jobs"].sum() == 130
    shares = rows["share_of_jobs_pct"].sum() + rest["share_of_jobs_pct"]
    assert shares == pytest.approx(100)


def test_means_that_cannot_be_told_apart_share_a_letter(specialists):
    letters = survey(specialists)["letters"].map(set)
    # Means of May 2024: finance $66,450 (RSE 1.1 %), health care $54,180 (0.5 %); in
    # information the RSE is 12.3 %, so that it is tied with both.
    assert not letters["52"] & letters["62"]
    assert letters["51"] & letters["52"]
    assert letters["51"] & letters["62"]


def test_medians_of_the_handbook_are_those_of_the_survey_where_the_setting_is_the_same(built):
    pay, profiles = built["profile_pay_settings"], built["profiles"]
    # Pages that treat two occupations apart have two tables, and one code.
    pay = pay[pay.groupby("profile_id")["workers"].transform("nunique") == 1]
    rows = pay[(pay["statistic"] == "median") & pay["setting"].isin(SAME_SETTING)]
    rows = rows.merge(profiles[["profile_id", "soc_code"]].dropna(), on="profile_id")
    rows = rows.assign(industry_code=rows["setting"].map(SAME_SETTING))
    wages = built["wages"].query("reference_year == 2024 and industry_level == 'sector'")
    wages = wages[wages["statistic"] == "median"].drop_duplicates(
        ["occupation_code", "industry_code"]
    )
    both = rows.merge(
        wages,
        left_on=["soc_code", "industry_code"],
        right_on=["occupation_code", "industry_code"],
        suffixes=("", "_survey"),
    )
    both = both[both["annual_wage_usd"].notna() & both["annual_wage_usd_survey"].notna()]
    assert len(both) > 100
    apart = both[both["annual_wage_usd"] != both["annual_wage_usd_survey"]]
    assert apart["profile_id"].tolist() == []


def test_hospitals_by_owner_add_up_to_what_the_agency_printed(project):
    rows = labor.settings("29-2071", 2018, root=project).rows
    sums = survey(rows, "sum").loc["622000"].set_index("ownership_code")["employment_jobs"]
    assert sums.to_dict() == {"235": 71_650, "5": 58_290, "3": 9_640, "2": 3_720}
    whole = survey(rows, "sum").query("ownership_code == '235'").loc["622000"]
    # The Handbook 2018-28 prints 34% in hospitals, state, local and private, for 2018.
    assert round(whole["share_of_jobs_pct"]) == 34
    assert not survey(rows)["is_whole"].any()
    rest = survey(rows, "rest").iloc[0]
    assert rest["employment_jobs"] == 208_650 - survey(rows)["employment_jobs"].sum()


def test_the_owners_of_general_hospitals_in_may_2011_are_the_printed_industry(publishers):
    from labor.publishers import registry

    path = next(publishers.glob("oews/industry/**/*M2011*owner*"))
    # The floors of May 2011, which stand in the field descriptions beside the table.
    floors = {"top_code_hourly_usd": 90.0, "top_code_annual_usd": 187_200.0}
    frames = [
        registry.tidy(registry.parse(raw), raw.kind, raw.vintage, "x", raw.facts)["employment"]
        for raw in registry.extract(path, facts=floors)
    ]
    jobs = pd.concat(frames)
    own = jobs[(jobs["occupation_code"] == "29-2071") & (jobs["industry_code"] == "622100")]
    # Archived page of 29-2071, May 2011: General Medical and Surgical Hospitals 67,340 jobs.
    # https://webarchive.library.unt.edu/web/20120921132839/http:/www.bls.gov/oes/current/
    # oes292071.htm
    assert own["employment_jobs"].sum() == 67_340


def test_a_group_adds_its_members_and_says_where_that_is_a_floor(project):
    rows = labor.settings("information clerks", 2024, root=project).rows
    own = survey(rows)
    assert not own.loc["99", "is_floor"]
    assert own.loc["72", "is_floor"]
    members = rows[(rows["role_kind"] == "member") & (rows["industry_code"] == "72")]
    assert own.loc["72", "employment_jobs"] == members["employment_jobs"].sum()
    assert own.loc["72", "share_of_jobs_pct"] < own.loc["72", "share_of_jobs_high_pct"]
    # Medians are never averaged: a range of those published.
    low, high = own.loc["72", ["low_median_annual_usd", "high_median_annual_usd"]]
    assert low == members["median_annual_usd"].min() < members["median_annual_usd"].max() == high
    assert own.loc["72", "median_annual_usd_status"] == "not_available"


@pytest.mark.parametrize(
    ("role", "unit"), [("actors", "hourly"), ("legislators", "annual"), ("29-1249", "annual")]
)
def test_pay_by_the_hour_by_the_year_and_beyond_the_limit_keep_their_status(project, role, unit):
    rows = survey(labor.settings(role, 2024, root=project).rows)
    other = {"hourly": "annual", "annual": "hourly"}[unit]
    assert (rows[f"median_{unit}_usd_status"] != "not_available").any()
    if role != "29-1249":
        assert (rows[f"median_{other}_usd_status"] == "not_available").all()
    else:
        assert rows.loc["62", "median_annual_usd_status"] == "top_coded"


def test_the_self_employed_are_those_of_the_projection_that_starts_in_the_year(project):
    rows = labor.settings("actors", 2024, root=project).rows
    alone = rows[rows["evidence"] == "projections"].iloc[0]
    page = rows[(rows["evidence"] == "handbook") & (rows["kind"] == "self-employed")].iloc[0]
    assert alone["projection_vintage"] == "2024-34"
    # The Handbook 2024-34 prints 28% self-employed actors.
    assert round(alone["share_of_jobs_pct"]) == page["share_of_jobs_pct"] == 28


def test_a_member_of_a_group_gets_the_handbooks_figures_as_those_of_the_group(project):
    rows = labor.settings("file clerks", 2024, root=project).rows
    pages = rows[rows["evidence"] == "handbook"]
    assert set(pages["profile_id"]) == {"information-clerks"}
    assert pages["is_wider"].all()


def test_an_unknown_role_and_a_year_without_industries_are_refused(project):
    with pytest.raises(OccupationError):
        labor.settings("astronaut plumber", root=project)
    with pytest.raises(AnalysisError, match=r"(?s)by industry for 2020.*one of: .*2018.*2024"):
        labor.settings("actors", 2020, root=project)


#: Levels, industries, owners and jobs of a year whose sectors hold everything.
NESTED = [
    ("000000", "cross-industry", "1235", 1000),
    ("31-33", "sector", "5", 600),
    ("62", "sector", "58", 400),
    ("325000", "3-digit", "5", 300),
    ("622000", "3-digit", "58", 250),
    ("622100", "4-digit", "58", 200),
]


def employment(rows):
    names = ["industry_code", "industry_level", "ownership_code", "employment_jobs"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(industry_title="Title", occupation_code="00-0000")


def test_finer_industries_are_parts_of_a_main_one_and_one_level_is_taken():
    found = nested(employment(NESTED)).set_index("industry_code")
    assert found["level_rank"].to_dict() == {"000000": 0, "31-33": 1, "62": 1, "622100": 2}
    assert found["part_of"].to_dict() == {"000000": "", "31-33": "", "62": "", "622100": "62"}
    assert found["is_whole"].all()


def test_industries_of_manufacturing_are_parts_of_its_three_digits():
    rows = [row for row in NESTED if row[1] != "4-digit"]
    found = nested(employment(rows)).set_index("industry_code")
    assert found.loc["325000", "part_of"] == "31-33"


def test_an_industry_printed_at_two_levels_is_no_part_of_itself():
    rows = [
        ("000000", "cross-industry", "1235", 1000),
        ("541000", "3-digit", "5", 1000),
        ("541000", "4-digit", "5", 1000),
        ("5410A1", "4-digit", "5", 300),
    ]
    found = nested(employment(rows))
    assert found["place"].tolist() == [
        "000000|cross-industry|1235",
        "541000|3-digit|5",
        "5410A1|4-digit|5",
    ]
    assert found["part_of"].tolist() == ["", "", "541000"]


def test_settings_that_leave_jobs_out_are_not_the_whole():
    rows = [NESTED[0], ("622100", "4-digit, ownership", "5", 200)]
    assert not nested(employment(rows))["is_whole"].any()


def test_a_year_without_industries_is_refused(built):
    nation = built["wages"].query("reference_year == 2020 and area_code == '99'")
    jobs = built["employment"].query("reference_year == 2020 and area_code == '99'")
    role = Role("actors", "Actors", "single", {"oews_hybrid_2019": ("27-2011",)})
    with pytest.raises(AnalysisError, match=r"(?s)no estimates by industry for 2020.*sectors"):
        survey_rows(role, nation, jobs, year=2020)


def test_a_role_without_rows_keeps_its_total_with_statuses(built):
    wages = built["wages"].query("reference_year == 2024 and area_code == '99'")
    jobs = built["employment"].query("reference_year == 2024 and area_code == '99'")
    role = Role("nobody", "Nobody", "single", {"soc_2018": ()})
    (row,) = survey_rows(role, wages, jobs, year=2024).to_dict("records")
    assert list(row) == list(COLUMNS)
    assert row["employment_jobs_status"] == row["share_of_jobs_pct_status"] == "not_applicable"


@pytest.mark.parametrize("start", range(4))
def test_a_range_of_medians_is_that_of_the_settings_it_names(project, built, start):
    wages = built["wages"].query("reference_year == 2024 and area_code == '99'")
    codes = wages.loc[wages["occupation_level"] == "detailed", "occupation_code"].unique()
    for code in sorted(codes)[start * 37 :: tries(298, 149)]:
        found = labor.settings(code, 2024, root=project)
        rows = survey(found.rows)
        rows = rows[(rows["part_of"] == "") & (rows["occupation_code"] == code)]
        medians = rows[rows[f"median_{found.measure.unit}_usd"].notna()]
        text = next(
            (text for text in found.sentences if "the median runs from" in text.lower()), ""
        )
        if not text:
            continue
        if text.startswith("Among the "):
            medians = medians[medians["share_of_jobs_pct"] >= 1].nlargest(12, "employment_jobs")
        elif text.startswith("Among settings"):
            assert ("known to have" in text) == (medians["share_of_jobs_pct"].isna().any()), (
                f"{code}: {text}"
            )
            medians = medians[medians["share_of_jobs_pct"] >= 1]
        column = medians[f"median_{found.measure.unit}_usd"]
        ends = [found.measure.money(value) for value in (column.min(), column.max())]
        assert f"runs from {ends[0]} " in text, code
        assert f" to {ends[1]} " in text, code


def test_an_area_is_refused_because_its_tables_are_of_all_industries(project):
    with pytest.raises(AnalysisError, match="are of all industries together"):
        labor.settings("29-2052", area="TX", root=project)
