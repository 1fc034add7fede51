"""Tidy rows of single classification workbooks."""

import pandas as pd
import pytest
from soc_workbooks import tidy_parts

from labor.errors import ParseError
from labor.publishers.reading.files import book_from_bytes
from labor.publishers.soc import parse as parser
from labor.publishers.soc.tidy import tidy
from labor.schema.tables import TABLES

SCHEMAS = {name: TABLES[name] for name in ("occupations", "soc_lineage", "titles")}
CROSSWALK = "2010 SOC Code,2010 SOC Title,2018 SOC Code,2018 SOC Title\n"


@pytest.fixture(scope="module")
def parts(publishers):
    return tidy_parts(publishers)


def steps_of(rows: str) -> pd.DataFrame:
    (table,) = parser.extract(book_from_bytes((CROSSWALK + rows).encode(), "x.csv"))
    return tidy(parser.parse(table), table.kind, table.vintage, "x", {})["soc_lineage"]


def test_every_workbooks_rows_keep_the_description_of_their_tables(parts):
    for name, tables in parts.items():
        assert tables, name
        for table, frame in tables.items():
            SCHEMAS[table].check(SCHEMAS[table].conform(frame))


def test_the_ends_of_a_workbooks_steps_are_among_its_codes(parts):
    for name, tables in parts.items():
        if "soc_lineage" not in tables:
            continue
        codes, steps = tables["occupations"], tables["soc_lineage"]
        known = set(zip(codes["soc_version"], codes["occupation_code"], strict=True))
        for side in ("from", "to"):
            ends = set(zip(steps[f"{side}_version"], steps[f"{side}_code"], strict=True))
            assert ends <= known, name


def test_the_sizes_of_the_classifications(parts):
    # bls.gov/soc: 821 detailed occupations in 2000, 840 in 2010, 867 in 2018
    for name, sizes in (
        ("soc_2000_to_2010_crosswalk.xls", {"soc_2000": 821, "soc_2010": 840}),
        ("soc_2010_to_2018_crosswalk.xlsx", {"soc_2010": 840, "soc_2018": 867}),
    ):
        counts = parts[name]["occupations"]["soc_version"].value_counts()
        assert counts.to_dict() == sizes


def test_how_many_occupations_were_split_and_merged_in_2018(parts):
    steps = parts["soc_2010_to_2018_crosswalk.xlsx"]["soc_lineage"]
    assert steps.loc[steps["from_extent"] == "part", "from_code"].nunique() == 42
    assert steps.loc[steps["to_extent"] == "part", "to_code"].nunique() == 31


@pytest.mark.parametrize(
    ("row", "relation"),
    [
        ("11-1011,Chief Executives,11-1011,Chief executives\n", "same"),
        ("11-1011,Chief Executives,11-1011,Heads\n", "renamed"),
        ("11-1011,Chief Executives,11-1012,Chief Executives\n", "recoded"),
    ],
)
def test_one_to_one_relations(row, relation):
    steps = steps_of(row)
    assert steps["relation"].tolist() == [relation]
    assert steps[["from_extent", "to_extent"]].values.tolist() == [["whole", "whole"]]


def test_split_and_merged_are_counted_from_the_rows():
    steps = steps_of(
        "29-2071,Records (#),29-2072,Specialists\n"
        "29-2071,Records (#),29-9021,Technologists (##)\n"
        "29-9098,Others,29-9021,Technologists (##)\n"
    )
    columns = ["relation", "from_extent", "to_extent"]
    assert steps[columns].values.tolist() == [
        ["split", "part", "whole"],
        ["split_and_merged", "part", "part"],
        ["merged", "whole", "part"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "29-2071,Records (#),29-2072,Specialists\n",  # a row of the split is missing
        "29-9099,Others,29-9021,Technologists (##)\n",
        "29-2071,Records,29-2072,Specialists\n29-2071,Records,29-9021,Technologists\n",
    ],
)
def test_marks_that_contradict_the_rows_are_an_error(rows):
    with pytest.raises(ParseError, match="marks behind the titles contradict") as error:
        steps_of(rows)
    assert "29-" in error.value.got


def test_definitions_come_with_the_detailed_occupations_only(parts):
    frame = parts["soc_2018_definitions.xlsx"]["occupations"]
    has = frame["definition"].notna()
    assert (has == frame["occupation_level"].eq("detailed")).all()
    row = frame.set_index("occupation_code")["definition"]["29-2072"]
    assert row.startswith("Compile, process, and maintain medical records")


def test_the_level_that_digits_say_is_the_one_printed_in_the_definitions(publishers, parts):
    frame = parts["soc_2018_definitions.xlsx"]["occupations"]
    structure = parts["soc_structure_2018.xlsx"]["occupations"]
    columns = ["occupation_code", "occupation_title", "occupation_level"]
    pd.testing.assert_frame_equal(frame[columns], structure[columns])


def test_direct_match_titles(parts):
    titles = parts["soc_2018_direct_match_title_file.xlsx"]["titles"]
    coder = titles[titles["title"] == "Health Information Coder"]
    assert coder["occupation_code"].tolist() == ["29-2072"]
    assert "Medical Records Technician" not in set(titles["title"])
    registrar = titles[titles["title"] == "Cancer Registrar"]
    assert registrar["occupation_code"].tolist() == ["29-9021"]


def test_a_direct_match_title_belongs_to_one_occupation_but_for_fourteen(parts):
    titles = parts["soc_2018_direct_match_title_file.xlsx"]["titles"]
    double = titles[titles.duplicated("title", keep=False)]
    assert double["title"].nunique() == 14
    civil = double[~double["occupation_code"].str.startswith("55-")].groupby("title")
    assert {title for title, rows in civil if len(rows) > 1} == {
        "Foreign Exchange Trader",
        "Motor Scooter Mechanic",
        "Road Grader",
    }


def test_onet_codes_are_those_of_2019_whatever_the_heading_says(parts):
    for vintage in ("2019-29", "2022-32", "2024-34"):
        steps = parts[f"{vintage}_nem-onet-to-soc-crosswalk.xlsx"]["soc_lineage"]
        assert "onet_soc_2019" in set(steps["from_version"])
        assert "onet_soc_2010" not in set(steps["from_version"])


def test_onet_codes_of_no_known_list_are_an_error():
    text = (
        "As of 9/6/2023,,,,,\n"
        "O*NET-SOC code,O*NET-SOC title,NEM Code,NEM title,OOH profile code,OOH profile title\n"
        "11-1011.00,Chief Executives,11-1011,Chief executives,B039,Top executives\n"
    )
    (table,) = parser.extract(book_from_bytes(text.encode(), "x.csv"))
    with pytest.raises(ParseError, match="which O\\*NET-SOC") as error:
        tidy(parser.parse(table), table.kind, table.vintage, "x", {})
    assert error.value.got == "neither"


def test_groups_of_the_projections_are_steps_within_the_classification(parts):
    steps = parts["2024-34_nem-onet-to-soc-crosswalk.xlsx"]["soc_lineage"]
    within = steps[steps["from_version"] == steps["to_version"]]
    aides = within[within["to_code"] == "31-1120"]
    assert aides["from_code"].tolist() == ["31-1121", "31-1122"]
    assert set(within["relation"]) == {"aggregated"}
    assert len(within) == 28


def test_projections_without_groups_have_no_steps_within_the_classification():
    text = (
        "As of 9/6/2023,,,,,\n"
        "O*NET-SOC code,O*NET-SOC title,NEM Code,NEM title,OOH profile code,OOH profile title\n"
        "29-2072.00,Medical Records Specialists,29-2072,Medical records specialists,B196,Records\n"
    )
    (table,) = parser.extract(book_from_bytes(text.encode(), "x.csv"))
    tables = tidy(parser.parse(table), table.kind, table.vintage, "x", {})
    columns = ["from_version", "from_code", "to_version", "to_code", "relation"]
    assert tables["soc_lineage"][columns].values.tolist() == [
        ["onet_soc_2019", "29-2072.00", "soc_2018", "29-2072", "same"]
    ]
