"""The held tables of O*NET 29.3 and 18.1: every row, and facts that O*NET OnLine shows."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from labor.publishers.onet import parse as onet
from labor.publishers.reading.cells import texts

#: Rows of each file, counted without this parser.
ROWS_29_3 = {
    "occupations": 1_016,
    "alternate_titles": 56_560,
    "reported_titles": 7_796,
    "related_occupations": 18_460,
    "job_zones": 923,
    "job_zone_reference": 5,
    "education_training_experience": 36_209,
    "education_training_experience_categories": 41,
    "skills": 61_530,
    "knowledge": 58_014,
    "task_statements": 18_796,
    "technology_skills": 32_681,
    "work_styles": 14_064,
    "content_model": 627,
    "scales": 29,
    "work_context_categories": 281,
    "occupation_metadata": 31_776,
}
ROWS_18_1 = {
    "occupations": 1_110,
    "job_zones": 924,
    "job_zone_reference": 5,
    "education_training_experience": 37_679,
    "education_training_experience_categories": 41,
    "task_statements": 19_450,
    "content_model": 571,
}


@pytest.fixture(scope="module")
def raw(onet_tables):
    return {name: table for name, (_, table) in onet_tables["29.3"].items()}


@pytest.fixture(scope="module")
def newest(raw):
    return {name: onet.parse(table) for name, table in raw.items()}


@pytest.fixture(scope="module")
def oldest(onet_tables):
    return {name: onet.parse(table) for name, (_, table) in onet_tables["18.1"].items()}


def test_every_row_of_29_3(newest):
    assert {name: len(frame) for name, frame in newest.items()} == ROWS_29_3


def test_every_row_of_18_1(oldest):
    assert {name: len(frame) for name, frame in oldest.items()} == ROWS_18_1


@pytest.mark.parametrize(
    "name", ["knowledge", "education_training_experience", "related_occupations"]
)
def test_text_cells_parse_to_the_rows_of_the_workbook(raw, newest, name):
    stream = io.StringIO()
    csv.writer(stream).writerows(texts(row) for row in raw[name].rows)
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    pd.testing.assert_frame_equal(onet.parse(replace(raw[name], rows=rows)), newest[name])


def test_medical_records_specialists_were_not_surveyed_but_have_tasks_and_titles(newest):
    for code, tasks in (("29-2072.00", 17), ("29-9021.00", 16)):
        counts = {
            name: int((frame["onet_soc_code"] == code).sum())
            for name, frame in newest.items()
            if "onet_soc_code" in frame
        }
        surveys = ("skills", "knowledge", "work_styles", "education_training_experience",
                   "occupation_metadata")  # fmt: skip
        assert [counts[name] for name in surveys] == [0, 0, 0, 0, 0]
        assert (counts["task_statements"], counts["related_occupations"]) == (tasks, 20)
    technology = newest["technology_skills"]
    assert (technology["onet_soc_code"] == "29-2072.00").sum() == 111


def test_related_occupations_of_medical_records_specialists(newest):
    related = newest["related_occupations"].query("onet_soc_code == '29-2072.00'")
    by_tier = related.groupby("tier")["related_code"].agg(list)
    assert by_tier["Primary-Short"] == [
        "31-9094.00", "29-9021.00", "31-9092.00", "43-6013.00", "43-4071.00"
    ]  # fmt: skip
    assert by_tier["Primary-Long"] == [
        "29-2099.08", "15-1299.03", "15-1211.01", "43-9111.00", "29-2052.00"
    ]  # fmt: skip
    assert related["index"].tolist() == [str(rank) for rank in range(1, 21)]


def test_job_zones_of_the_worked_example(newest):
    zones = newest["job_zones"].set_index("onet_soc_code")
    assert zones.loc["29-2072.00", "domain_source"] == "Analyst - Preliminary"
    expected = {"11-9111": "4", "29-2052": "3", "29-2072": "3", "29-9021": "3", "31-9092": "3",
                "31-9094": "3", "43-4071": "2"}  # fmt: skip
    assert zones["job_zone"].loc[[f"{code}.00" for code in expected]].tolist() == [
        *expected.values()
    ]


def test_the_title_medical_records_technician(newest):
    title = "Medical Records Technician (Medical Records Tech)"
    alternate = newest["alternate_titles"]
    rows = alternate[alternate["alternate_title"] == title]
    assert rows[["onet_soc_code", "sources"]].values.tolist() == [["29-2072.00", "02"]]
    reported = newest["reported_titles"]
    assert reported.loc[reported["reported_title"] == title, "onet_soc_code"].tolist() == [
        "29-2072.00"
    ]
    ambiguous = alternate[
        alternate["alternate_title"].str.match(r"Health Information Technician($| \()")
    ]
    assert ambiguous[["onet_soc_code", "sources"]].values.tolist() == [
        ["29-2072.00", "02"],
        ["29-9021.00", "10"],
    ]


def test_the_survey_of_medical_records_technicians_in_18_1(oldest):
    frame = oldest["education_training_experience"].query("onet_soc_code == '29-2071.00'")
    assert set(frame["date"]) == {"07/2013"} and set(frame["domain_source"]) == {"Incumbent"}
    education = frame.query("element_id == '2.D.1'").set_index("category")["data_value"]
    assert education["2"] == 48.06
    assert abs(education.sum() - 100) < 0.1


def test_shares_of_answers_add_up_to_all_answers(newest, oldest):
    for tables in (newest, oldest):
        frame = tables["education_training_experience"].query("category != ''")
        shares = frame.groupby(["onet_soc_code", "element_id"])["data_value"].sum()
        # Each of up to 12 shares is rounded to 0.01.
        assert (shares - 100).abs().max() < 0.1
