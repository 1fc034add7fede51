"""O*NET's tidy tables: described, with codes of a named classification, and what is not covered."""

import pandas as pd
import pytest

from labor.errors import ParseError
from labor.publishers.onet import parse as parser
from labor.publishers.onet.tidy import coverage, taxonomy_of, tidy
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.tables import RawTable
from labor.schema.tables import tables_in
from labor.terms import ONET_ATTRIBUTION

SCHEMAS = {table.name: table for table in tables_in("onet")}


def checked(name, frame):
    conformed = SCHEMAS[name].conform(frame)
    SCHEMAS[name].check(conformed)
    return conformed


def tidied(kind, columns, rows, version="29.3"):
    table = RawTable(f"onet.{kind}", version, columns, rows, CellPlace("Table.txt"))
    made = tidy(parser.parse(table), table.kind, version, "onet_table", {})
    return {name: checked(name, frame) for name, frame in made.items()}


SKILLS = ["O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "N",
          "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress",
          "Not Relevant", "Date", "Domain Source"]  # fmt: skip
MEDICAL_ASSISTANTS = ["31-9092.00", "2.A.1.a", "Reading Comprehension", "IM", "3.75", "8", "0.1637",
                      "3.4292", "4.0708", "N", "n/a", "08/2021", "Analyst"]  # fmt: skip
FUND_MANAGERS = ["11-3031.03", "2.B.3.m", "Quality Control Analysis", "LV", "0.75", "8", "0.5261",
                 "0.0", "1.7812", "Y", "Y", "07/2014", "Analyst"]  # fmt: skip
TRANSITION = ["11-3071.00", "2.A.1.a", "Reading Comprehension", "IM", "4.14", "", "", "", "", "N",
              "", "11/2020", "Analyst - Transition"]  # fmt: skip


def test_ratings_keep_errors_and_flags():
    ratings = tidied("skills", SKILLS, [MEDICAL_ASSISTANTS, FUND_MANAGERS, TRANSITION])["ratings"]
    rows = ratings.set_index("onet_soc_code")
    assert rows["rating_points"].to_dict() == {
        "11-3031.03": 0.75,
        "11-3071.00": 4.14,
        "31-9092.00": 3.75,
    }
    assert rows["recommend_suppress"].tolist() == ["yes", "no", "no"]
    assert rows["not_relevant"].tolist() == ["yes", "not_stated", "not_stated"]
    assert rows["standard_error_points_status"].tolist() == [
        "published", "not_applicable", "published"
    ]  # fmt: skip
    assert rows["data_month"].tolist() == ["2014-07", "2020-11", "2021-08"]
    assert set(rows["domain"]) == {"skills"}
    assert rows["soc_code"].tolist() == ["11-3031", "11-3071", "31-9092"]


@pytest.mark.parametrize(
    ("version", "taxonomy", "soc"),
    [("29.3", "onet_soc_2019", "soc_2018"), ("25.1", "onet_soc_2019", "soc_2018"),
     ("25.0", "onet_soc_2010", "soc_2010"), ("18.1", "onet_soc_2010", "soc_2010"),
     ("15.1", "onet_soc_2010", "soc_2010")],
)  # fmt: skip
def test_the_classification_of_a_release(version, taxonomy, soc):
    assert taxonomy_of(version) == taxonomy
    (ratings,) = tidied("skills", SKILLS, [MEDICAL_ASSISTANTS], version).values()
    assert ratings["soc_version"].tolist() == [soc]
    assert ratings["onet_version"].tolist() == [version]


def test_a_release_of_an_unknown_classification_is_refused():
    with pytest.raises(ParseError, match="classification"):
        tidied("skills", SKILLS, [MEDICAL_ASSISTANTS], "15.0")


def test_shares_of_answers_and_mean_ratings_go_to_tables_of_their_own():
    columns = [name for name in SKILLS if name != "Not Relevant"]
    columns.insert(4, "Category")
    made = tidied(
        "education_training_experience",
        columns,
        [
            ["31-9092.00", "2.D.1", "Required Level of Education", "RL", "2", "20.54", "20",
             "16.1192", "3.1689", "67.1331", "N", "08/2021", "Incumbent"],
            ["11-1011.00", "2.D.4.a", "Job-Related Professional Certification", "IM", "", "3.01",
             "28", "0.2773", "2.4454", "3.5834", "N", "08/2023", "Incumbent"],
        ],
    )  # fmt: skip
    shares, ratings = made["education_training_experience"], made["ratings"]
    assert shares[["category", "answers_pct"]].values.tolist() == [[2, 20.54]]
    assert ratings[["domain", "rating_points"]].values.tolist() == [
        ["education_training_experience", 3.01]
    ]


def test_a_title_that_is_listed_twice_for_an_occupation_is_one_row():
    columns = ["O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"]
    titles = tidied(
        "alternate_titles",
        columns,
        [
            ["21-1014.00", "Licensed Mental Health Counselor (LMHC)", "", "04"],
            ["21-1014.00", "Licensed Mental Health Counselor (LMHC)", "LMHC", "02,04"],
            ["29-2072.00", "Coder", "n/a", "10"],
        ],
    )["titles"]
    assert titles["title"].tolist() == ["Licensed Mental Health Counselor (LMHC)", "Coder"]
    assert titles["short_title"].fillna("").tolist() == ["LMHC", ""]
    assert titles["origin_codes"].tolist() == ["02,04", "10"]
    assert titles["shown_in_my_next_move"].isna().all()
    assert set(titles["soc_version"]) == {"onet_soc_2019"}
    assert not titles["is_illustrative"].any()


def test_a_reported_title_says_whether_job_seekers_see_it():
    columns = ["O*NET-SOC Code", "Reported Job Title", "Shown in My Next Move"]
    titles = tidied("reported_titles", columns, [["29-2072.00", "Coder", "Y"]])["titles"]
    assert titles["shown_in_my_next_move"].tolist() == ["yes"]
    assert titles["title_source"].tolist() == ["onet_reported"]


def test_a_task_that_is_not_rated_says_so():
    columns = ["O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding", "Date",
               "Domain Source"]  # fmt: skip
    tasks = tidied(
        "task_statements",
        columns,
        [["29-2071.00", "530", "Protect the security of medical records.", "Core", "141",
          "07/2013", "Incumbent"],
         ["11-1021.00", "19501", "Implement programs.", "n/a", "n/a", "07/2011", "Analyst"]],
        "18.1",
    )["tasks"]  # fmt: skip
    assert tasks["task_type"].tolist() == ["not_stated", "core"]
    assert tasks["respondents_count_status"].tolist() == ["not_applicable", "published"]


def test_tools_of_old_releases_are_apart_from_technology():
    columns = ["O*NET-SOC Code", "T2 Type", "T2 Example", "Commodity Code", "Commodity Title"]
    rows = [
        ["11-1011.00", "Tools", "10-key calculators", "44101809", "Desktop calculator"],
        ["11-1011.00", "Technology", "Email software", "43233501", "Electronic mail software"],
    ]
    technology = tidied("technology_skills", columns, rows, "18.1")["technology"]
    assert technology["item_type"].tolist() == ["technology", "tool"]
    assert set(technology["hot_technology"]) == {"not_stated"}


def test_coverage_names_the_occupations_that_a_table_lacks():
    description = ["O*NET-SOC Code", "Title", "Description"]
    made = tidied(
        "occupations",
        description,
        [["29-2072.00", "Medical Records Specialists", "Compile medical records."],
         ["31-9092.00", "Medical Assistants", "Perform clinical duties."]],
    ) | tidied("skills", SKILLS, [MEDICAL_ASSISTANTS])  # fmt: skip
    rows = checked("onet_coverage", coverage(made))
    shown = ["onet_soc_code", "onet_table", "rows_count", "coverage_status"]
    assert rows[shown].values.tolist() == [
        ["29-2072.00", "skills", 0, "not_surveyed"],
        ["31-9092.00", "skills", 1, "surveyed"],
    ]
    alone = coverage({"onet_occupations": made["onet_occupations"]})
    assert len(checked("onet_coverage", alone)) == 0


def test_the_attribution_names_database_release_maker_licence_and_changes():
    text = ONET_ATTRIBUTION.format(version="29.3")
    parts = [
        "O*NET 29.3 Database",
        "Employment and Training Administration (USDOL/ETA)",
        "CC BY 4.0",
        "trademark of USDOL/ETA",
        "not approved, endorsed, or tested",
    ]
    for part in parts:
        assert part in text


@pytest.fixture(scope="module")
def published(onet_tables):
    parts = {}
    for version, held in onet_tables.items():
        for file, raw in held.values():
            for name, frame in tidy(parser.parse(raw), raw.kind, version, file, {}).items():
                parts.setdefault(name, []).append(frame)
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    tables["onet_coverage"] = coverage(tables)
    return {name: checked(name, frame) for name, frame in tables.items()}


def test_all_held_tables_keep_their_description(published):
    assert {name: len(frame) for name, frame in published.items()} == {
        "onet_occupations": 1_016 + 1_110,
        "titles": 56_560 - 2 + 7_796,
        "tasks": 18_796 + 19_450,
        "related_occupations": 18_460,
        "technology": 32_681,
        "job_zones": 923 + 924,
        "job_zone_levels": 5 + 5,
        "ratings": 61_530 + 58_014 + 14_064 + 1_031,
        "education_training_experience": 36_209 - 1_031 + 37_679,
        "onet_categories": 41 + 281 + 41,
        "onet_scales": 29,
        "onet_elements": 627 + 571,
        "onet_survey": 31_776,
        "onet_coverage": 1_016 * 10 + 1_110 * 3,
    }


def test_medical_records_specialists_are_covered_by_titles_and_tasks_only(published):
    rows = published["onet_coverage"].query("onet_version == '29.3'")
    rows = rows[rows["onet_soc_code"] == "29-2072.00"].set_index("onet_table")
    assert rows["rows_count"].to_dict() == {
        "alternate_titles": 53,
        "education_training_experience": 0,
        "job_zones": 1,
        "knowledge": 0,
        "related_occupations": 20,
        "reported_titles": 8,
        "skills": 0,
        "tasks": 17,
        "technology": 111,
        "work_styles": 0,
    }
    assert rows.loc["skills", "coverage_status"] == "not_surveyed"


def test_every_code_is_of_an_occupation_of_its_release(published):
    known = published["onet_occupations"][["onet_version", "onet_soc_code"]]
    for schema in tables_in("onet"):
        for key in schema.foreign_keys:
            rows = published[schema.name][list(key.columns)].drop_duplicates()
            assert len(rows.merge(known)) == len(rows), schema.name
