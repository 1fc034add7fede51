"""The Handbook's tidy tables: described, with a status for each number, nothing dropped."""

import pytest

from labor.errors import ParseError
from labor.publishers.handbook import parse as parser
from labor.publishers.handbook.tidy import tidy
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.tables import RawTable
from labor.schema.tables import tables_in

SCHEMAS = {table.name: table for table in tables_in("handbook")}


def tidied(kind, columns, rows, vintage="2024-34"):
    table = RawTable(kind, vintage, columns, rows, CellPlace("pages.tar.xz"))
    made = tidy(parser.parse(table), kind, vintage, "ooh_pages", {})
    (name, frame), *others = made.items()
    assert not others
    conformed = SCHEMAS[name].conform(frame)
    SCHEMAS[name].check(conformed)
    return conformed


def quick_facts(*rows, vintage="2024-34"):
    base = vintage[:4]
    columns = [
        "Profile", "Title", "Page date", f"{base} Median Pay", f"Number of Jobs, {base}",
        f"Job Outlook, {vintage}", "SOC Code",
    ]  # fmt: skip
    return tidied("ooh.quick_facts", columns, list(rows), vintage)


ACTORS = ["actors", "Actors", "2025-08-28", "$23.33 per hour", "57,000", "0% (Little or no change)",
          "27-2011"]  # fmt: skip
TEACHERS = ["high-school-teachers", "High School Teachers", "", "$64,580 per year", "1,094,500",
            "-2% (Decline)", "25-2031"]  # fmt: skip
PHYSICIANS = ["physicians-and-surgeons", "Physicians and Surgeons", "2025-08-28",
              "This wage is equal to or greater than $239,200 per year or $115.00 per hour.",
              "839,000", "3% (As fast as average)", "—"]  # fmt: skip
MILITARY = ["military-careers", "Military Careers", "2025-08-28", "", "", "", ""]


def test_every_number_has_a_status():
    frame = quick_facts(ACTORS, TEACHERS, PHYSICIANS, MILITARY).set_index("profile_id")
    annual, hourly = "median_annual_wage_usd_status", "median_hourly_wage_usd_status"
    assert frame[annual].to_dict() == {
        "actors": "not_applicable",
        "high-school-teachers": "published",
        "military-careers": "not_applicable",
        "physicians-and-surgeons": "top_coded",
    }
    assert frame[hourly].to_dict() == {
        "actors": "published",
        "high-school-teachers": "not_applicable",
        "military-careers": "not_applicable",
        "physicians-and-surgeons": "top_coded",
    }
    assert frame.loc["physicians-and-surgeons", "median_annual_wage_usd"] == 239_200
    assert frame.loc["military-careers", "outlook_pct_status"] == "not_applicable"
    assert frame.loc["actors", "outlook_pct"] == 0
    assert frame.loc["actors", "outlook_pct_status"] == "published"
    assert set(frame["openings_annual_average_jobs_status"]) == {"not_applicable"}


def test_a_group_without_a_code_is_composite_and_a_page_without_figures_is_not():
    frame = quick_facts(ACTORS, PHYSICIANS, MILITARY).set_index("profile_id")
    assert frame["is_composite"].to_dict() == {
        "actors": False,
        "military-careers": False,
        "physicians-and-surgeons": True,
    }
    assert frame["soc_code"].isna().sum() == 2
    assert frame["page_date"].isna().sum() == 0


@pytest.mark.parametrize(
    ("edition", "soc_version"),
    [("2018-28", "soc_2010"), ("2019-29", "oews_hybrid_2019"), ("2020-30", "oews_hybrid_2019"),
     ("2021-31", "soc_2018"), ("2024-34", "soc_2018")],
)  # fmt: skip
def test_codes_belong_to_the_classification_of_the_edition(edition, soc_version):
    frame = quick_facts(ACTORS, vintage=edition)
    assert frame["soc_version"].unique().tolist() == [soc_version]
    assert frame["edition"].unique().tolist() == [edition]
    assert frame["wage_reference_year"].item() == int(edition[:4])


def test_an_edition_of_an_unknown_classification_is_refused():
    with pytest.raises(ParseError, match="occupation codes of this vintage"):
        quick_facts(ACTORS, vintage="2010-20")


MEMBERS = [
    "Profile", "Level", "Occupational Title", "SOC Code", "Employment, 2024",
    "Projected Employment, 2034", "Change, 2024–34 Percent", "Change, 2024–34 Numeric",
]  # fmt: skip


@pytest.mark.parametrize("numbers", [["1,336,600", "", "-6", "-400"], ["9", "8", "-1", ""]])
def test_a_row_of_projections_with_an_empty_cell_is_refused(numbers):
    rows = [["information-clerks", "0", "Information clerks", "—", *numbers]]
    with pytest.raises(ParseError, match=r"(?s)lacks a number.*information-clerks"):
        tidied("ooh.members", MEMBERS, rows)


def test_rows_that_sum_others_are_marked_and_the_uncoded_total_is_no_member():
    frame = tidied(
        "ooh.members",
        MEMBERS,
        [
            ["physicians-and-surgeons", "0", "Physicians and surgeons", "—",
             "839,000", "863,200", "3", "24,300"],
            ["physicians-and-surgeons", "1", "Physicians", "29-1210",
             "785,600", "807,700", "3", "22,100"],
            ["physicians-and-surgeons", "2", "Cardiologists", "29-1212",
             "19,400", "—", "4", "800"],
            ["physicians-and-surgeons", "1", "Surgeons", "29-1240",
             "53,400", "55,500", "4", "2,100"],
            ["actors", "0", "Actors", "27-2011", "57,000", "57,100", "0", "100"],
        ],
    )  # fmt: skip
    assert frame.set_index("occupation_code")["is_sum"].to_dict() == {
        "27-2011": False,
        "29-1210": True,
        "29-1212": False,
        "29-1240": False,
    }
    cardiologists = frame.set_index("occupation_code").loc["29-1212"]
    assert cardiologists["target_employment_jobs_status"] == "not_available"
    assert cardiologists["base_employment_jobs"] == 19_400


def test_a_similar_occupation_without_a_wage_keeps_its_row():
    frame = tidied(
        "ooh.similar_occupations",
        ["Profile", "Similar profile", "Occupation", "Job Duties", "ENTRY-LEVEL EDUCATION",
         "2024 MEDIAN PAY"],
        [
            ["dancers", "actors", "Actors", "Actors portray characters.",
             "Some college, no degree", "The annual wage is not available."],
            ["dancers", "models", "Models", "", "No formal educational credential", "$89,990"],
        ],
    )  # fmt: skip
    assert frame["median_annual_wage_usd_status"].tolist() == ["not_available", "published"]
    assert frame["job_duties"].isna().tolist() == [False, True]
    assert frame["wage_reference_year"].tolist() == [2024, 2024]


def test_a_wage_stands_in_the_column_of_its_period():
    frame = tidied(
        "ooh.pay_settings",
        ["Profile", "Wages of", "Statistic", "Period", "Setting kind", "Setting", "Month", "Wage",
         "Lowest 10 percent earned less than", "Highest 10 percent earned more than"],
        [
            ["actors", "actors", "median", "hourly", "all", "all", "May 2024", "$23.33", "$14.00",
             "$97.19"],
            ["actors", "actors", "median", "hourly", "industry", "Theater companies", "May 2024",
             "27.07", "", ""],
            ["top-executives", "chief executives", "median", "annual", "all", "all", "May 2024",
             "$206,420", "$73,710", "$239,200"],
            ["top-executives", "chief executives", "median", "annual", "industry",
             "Management of companies", "May 2024", "$239,200 or more", "", ""],
        ],
    ).set_index(["profile_id", "setting_kind"])  # fmt: skip
    hourly = frame.loc[("actors", "all")]
    assert (hourly["hourly_wage_usd"], hourly["p90_hourly_wage_usd"]) == (23.33, 97.19)
    assert hourly["annual_wage_usd_status"] == "not_applicable"
    assert frame.loc[("actors", "industry"), "p10_hourly_wage_usd_status"] == "not_applicable"
    chiefs = frame.loc[("top-executives", "all")]
    assert (chiefs["p90_annual_wage_usd"], chiefs["p90_annual_wage_usd_status"]) == (
        239_200,
        "top_coded",
    )
    assert frame.loc[("top-executives", "industry"), "annual_wage_usd_status"] == "top_coded"


@pytest.fixture(scope="module")
def published(handbook_tables):
    tables = {}
    for raw in handbook_tables:
        for name, frame in tidy(parser.parse(raw), raw.kind, raw.vintage, "ooh", {}).items():
            tables[name] = SCHEMAS[name].conform(frame)
            SCHEMAS[name].check(tables[name])
    return tables


def test_all_profiles_keep_the_description(published):
    assert {name: len(frame) for name, frame in published.items()} == {
        "profiles": 342,
        "profile_members": 651,
        "similar_occupations": 2594,
        "profile_pay_settings": 2257,
        "profile_employers": 1753,
    }
    profiles = published["profiles"]
    assert profiles["is_composite"].sum() == 51
    annual = profiles["median_annual_wage_usd_status"].value_counts().to_dict()
    assert annual == {"published": 335, "not_applicable": 6, "top_coded": 1}


def test_the_rows_that_are_no_sums_add_up_to_each_profile(published):
    members = published["profile_members"]
    detailed = members[~members["is_sum"]].groupby("profile_id")["base_employment_jobs"]
    added = detailed.agg(["sum", "size"])
    jobs = published["profiles"].set_index("profile_id")["base_employment_jobs"].loc[added.index]
    # Each number is rounded to hundreds.
    assert ((added["sum"] - jobs).abs() <= 50 * (added["size"] + 1)).all()
    clerks = members.query("profile_id == 'information-clerks' and not is_sum")
    assert clerks["base_employment_jobs"].sum() == 1_336_800, "the page prints 1,336,600"


def test_annual_and_hourly_medians_agree(published):
    profiles = published["profiles"]
    both = profiles.query(
        "median_annual_wage_usd_status == 'published'"
        " and median_hourly_wage_usd_status == 'published'"
    )
    # OEWS: a year has 2,080 hours; the wages are rounded to $10 and one cent.
    gap = both["median_annual_wage_usd"] - 2_080 * both["median_hourly_wage_usd"]
    assert len(both) == 321
    assert gap.abs().max() <= 16
