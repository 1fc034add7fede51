"""Every held file of the Employment Projections program, and facts the agency printed elsewhere."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labor.errors import ParseError
from labor.publishers.projections import parse as projections
from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import book_from_bytes, open_books, read_members
from labor.publishers.reading.tables import RawTable
from labor.tables.snapshot import read_source

#: File -> vintage and rows of each table that it holds.
FILES = {
    "2012-22_Employment Projections.csv": ("2012-22", {"csv_export": 818}),
    "2014-24_education.xlsx": ("2014-24", {"attainment": 821}),
    "2014-24_occupation.xlsx": (
        "2014-24",
        {"employment": 1091, "occupations": 1091, "replacements": 1091, "attainment": 821},
    ),
    "2016-26_Employment Projections.csv": ("2016-26", {"csv_export": 819}),
    "2016-26_occupation.xlsx": (
        "2016-26",
        {"employment": 1091, "occupations": 1091, "separations": 1091, "attainment": 820},
    ),
    "2018-28_EmploymentProjections.csv": ("2018-28", {"csv_export": 809}),
    "2018-28_occupation.XLSX": (
        "2018-28",
        {
            "employment": 1076,
            "occupations": 1076,
            "separations": 1076,
            "utilization": 654,
            "attainment": 810,
        },
    ),
    "2019-29_Employment Projections.csv": ("2019-29", {"csv_export": 790}),
    "2019-29_education.xlsx": ("2019-29", {"attainment": 791}),
    "2019-29_occupation_wages-2019.xlsx": (
        "2019-29",
        {
            "employment": 1048,
            "occupations": 1048,
            "separations": 1048,
            "utilization": 734,
            "attainment": 791,
        },
    ),
    "2019-29_occupation_wages-2020.xlsx": (
        "2019-29",
        {
            "employment": 1048,
            "occupations": 1048,
            "separations": 1048,
            "utilization": 734,
            "attainment": 791,
        },
    ),
    "2020-30_Employment Projections.csv": ("2020-30", {"csv_export": 790}),
    "2021-31_Employment Projections.csv": ("2021-31", {"csv_export": 832}),
    "2022-32_Employment Projections.csv": ("2022-32", {"csv_export": 832}),
    "2023-33_education.xlsx": ("2023-33", {"attainment": 833}),
    "2023-33_industry.xlsx": ("2023-33", {"industries": 425}),
    "2023-33_occupation.xlsx": (
        "2023-33",
        {"occupations": 1113, "separations": 1113, "utilization": 1040},
    ),
    "2023-33_skills.xlsx": ("2023-33", {"skills": 833, "skill_ranks": 832}),
    "2024-34_Employment Projections.csv": ("2024-34", {"csv_export": 832}),
    "2024-34_occupation.xlsx": (
        "2024-34",
        {"occupations": 1113, "separations": 1113, "utilization": 998},
    ),
}
#: Line items and summary rows of the table of occupations of each workbook.
KINDS = {
    "2014-24_occupation.xlsx": (819, 272),
    "2016-26_occupation.xlsx": (819, 272),
    "2018-28_occupation.XLSX": (809, 267),
    "2019-29_occupation_wages-2019.xlsx": (790, 258),
    "2019-29_occupation_wages-2020.xlsx": (790, 258),
    "2023-33_occupation.xlsx": (832, 281),
    "2024-34_occupation.xlsx": (832, 281),
}
WAGE_YEARS = {
    "2012-22_Employment Projections.csv": 2012,
    "2014-24_occupation.xlsx": 2015,
    "2016-26_Employment Projections.csv": 2016,
    "2016-26_occupation.xlsx": 2017,
    "2018-28_EmploymentProjections.csv": 2019,
    "2018-28_occupation.XLSX": 2019,
    "2019-29_Employment Projections.csv": 2019,
    "2019-29_occupation_wages-2019.xlsx": 2019,
    "2019-29_occupation_wages-2020.xlsx": 2020,
    "2020-30_Employment Projections.csv": 2020,
    "2021-31_Employment Projections.csv": 2021,
    "2022-32_Employment Projections.csv": 2023,
    "2023-33_occupation.xlsx": 2023,
    "2024-34_Employment Projections.csv": 2024,
    "2024-34_occupation.xlsx": 2024,
}


@cache
def tables_of(path: Path) -> dict[str, RawTable]:
    (book,) = open_books(path)
    return {table.kind.partition(".")[2]: table for table in projections.extract(book)}


@cache
def parsed_of(path: Path, name: str) -> pd.DataFrame:
    return projections.parse(tables_of(path)[name])


def row_of(path: Path, name: str, code: str) -> dict:
    frame = parsed_of(path, name)
    (row,) = frame[frame["code"] == code].to_dict("records")
    return row


@pytest.fixture(scope="module")
def folder(publishers: Path) -> Path:
    return publishers / "projections"


@pytest.mark.parametrize("file", FILES)
def test_every_file_gives_its_tables_whatever_it_is_called(folder, file):
    vintage, rows = FILES[file]
    ((_, content),) = read_members(folder / file)
    book = book_from_bytes(content, "renamed")
    assert projections.recognises(book)
    tables = projections.extract(book)
    assert {table.vintage for table in tables} == {vintage}
    assert {table.kind.partition(".")[2]: len(table.rows) for table in tables} == rows


def test_all_held_files_are_tried(folder):
    held = {path.name for path in folder.iterdir()} - {"SOURCES.csv"}
    assert held == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_text_cells_of_a_snapshot_give_the_same_table(folder, file):
    for table in tables_of(folder / file).values():
        as_text = replace(table, rows=[texts(row) for row in table.rows])
        pd.testing.assert_frame_equal(projections.parse(as_text), projections.parse(table))


@pytest.mark.parametrize("file", KINDS)
def test_line_items_and_summaries_are_counted_as_published(folder, file):
    counts = parsed_of(folder / file, "occupations")["occupation_type"].value_counts()
    assert (counts["Line item"], counts["Summary"]) == KINDS[file]


@pytest.mark.parametrize("file", WAGE_YEARS)
def test_wage_year_comes_from_the_heading(folder, file):
    name = "csv_export" if file.endswith(".csv") else "occupations"
    frame = parsed_of(folder / file, name)
    assert set(frame["wage_reference_year"]) == {WAGE_YEARS[file]}
    start = int(FILES[file][0][:4])
    assert (set(frame["base_year"]), set(frame["target_year"])) == ({start}, {start + 10})


@pytest.mark.parametrize("file", KINDS)
def test_line_items_add_up_to_the_published_total(folder, file):
    frame = parsed_of(folder / file, "occupations").set_index("code")
    items = frame[frame["occupation_type"] == "Line item"]
    for column in ("base_employment_thousands", "target_employment_thousands"):
        total = frame.loc["00-0000", column]
        assert total > 150_000
        assert abs(items[column].sum() - total) <= 2.0 + 1e-6


@pytest.mark.parametrize("file", WAGE_YEARS)
def test_change_is_the_difference_of_the_two_years(folder, file):
    frame = parsed_of(folder / file, "csv_export" if file.endswith(".csv") else "occupations")
    base, target = frame["base_employment_thousands"], frame["target_employment_thousands"]
    change = frame["employment_change_thousands"]
    assert ((target - base) - change).abs().max() <= 0.15 + 1e-6
    large = base > 50
    percent = frame["employment_change_pct"]
    assert (change / base * 100 - percent)[large].abs().max() <= 0.05 + 0.1


@pytest.mark.parametrize("file", [file for file in KINDS if not file.startswith("2014")])
def test_openings_are_separations_and_growth(folder, file):
    # Definitions page of the program: openings are net change and separations, per year.
    frame = parsed_of(folder / file, "separations")
    exits = frame["labor_force_exits_annual_average_thousands"]
    transfers = frame["occupational_transfers_annual_average_thousands"]
    separations = frame["separations_annual_average_thousands"]
    openings = frame["openings_annual_average_thousands"]
    assert (exits + transfers - separations).abs().max() <= 0.15 + 1e-6
    growth = frame["employment_change_thousands"] / 10
    assert (separations + growth - openings).abs().max() <= 0.15 + 1e-6


def test_openings_before_2016_26_are_totals_of_ten_years(folder):
    for file in ("2012-22_Employment Projections.csv", "2014-24_occupation.xlsx"):
        name = "csv_export" if file.endswith(".csv") else "occupations"
        frame = parsed_of(folder / file, name)
        assert "openings_ten_year_total_thousands" in frame
        assert "openings_annual_average_thousands" not in frame
    # 2014-24, Table 1.7: openings are growth 29.0 and replacement 42.2 of ten years.
    row = row_of(folder / "2014-24_occupation.xlsx", "replacements", "29-2071")
    assert row["openings_ten_year_total_thousands"] == 71.2
    assert row["replacement_needs_ten_year_total_thousands"] == 42.2
    later = parsed_of(folder / "2016-26_occupation.xlsx", "occupations")
    assert "openings_ten_year_total_thousands" not in later


def test_medical_records_technicians_2018_28(folder):
    # OOH page of medical records and health information technicians, edition of 2018-28:
    # 215,500 jobs, +23,100, 11 %; its wage cell is a dash, OES had other codes in May 2019.
    row = row_of(folder / "2018-28_occupation.XLSX", "occupations", "29-2071")
    assert row["title"] == "Medical records and health information technicians"
    assert row["base_employment_thousands"] == 215.5
    assert row["target_employment_thousands"] == 238.6
    assert row["employment_change_pct"] == 10.7
    assert (row["work_experience"], row["work_experience_mark"]) == ("None", "")
    assert np.isnan(row["median_annual_wage_usd"])
    assert row["median_annual_wage_usd_mark"] == "—"


def test_footnoted_wages_are_comparable_not_exact_occupations(folder):
    frame = parsed_of(folder / "2018-28_occupation.XLSX", "occupations")
    flagged = frame[frame["is_comparable_occupation"]]
    assert len(flagged) == 27
    assert set(flagged["occupation_type"]) == {"Summary"}
    assert flagged["median_annual_wage_usd"].notna().all()
    assert 88_340 in set(flagged["median_annual_wage_usd"])


@pytest.mark.parametrize(
    ("file", "floor", "rows"),
    [
        ("2012-22_Employment Projections.csv", 187_200, 7),
        ("2014-24_occupation.xlsx", 187_200, 9),
        ("2016-26_occupation.xlsx", 208_000, 8),
        ("2018-28_occupation.XLSX", 208_000, 7),
        ("2022-32_Employment Projections.csv", 239_200, 15),
        ("2024-34_occupation.xlsx", 239_200, 19),
    ],
)
def test_top_coded_wages_keep_the_floor(folder, file, floor, rows):
    frame = parsed_of(folder / file, "csv_export" if file.endswith(".csv") else "occupations")
    top = frame[frame["median_annual_wage_usd_mark"] == ">="]
    assert len(top) == rows
    assert set(top["median_annual_wage_usd"]) == {floor}
    assert frame["median_annual_wage_usd"].max() == floor


def test_separations_2024_34(folder):
    row = row_of(folder / "2024-34_occupation.xlsx", "separations", "29-2072")
    assert row["exit_rate_pct"] == 3.5
    assert row["transfer_rate_pct"] == 2.9
    assert row["labor_force_exits_annual_average_thousands"] == 7.1
    assert row["occupational_transfers_annual_average_thousands"] == 5.8
    assert row["openings_annual_average_thousands"] == 14.2


def test_attainment_with_footnotes(folder):
    file = folder / "2018-28_occupation.XLSX"
    row = row_of(file, "attainment", "29-2071")
    shares = [value for name, value in row.items() if name.endswith("_pct")]
    assert shares == [1.8, 19.0, 32.6, 24.0, 17.5, 3.8, 1.3]
    assert row["survey_years"] == "2016-17"
    assert not row["is_shared_estimate"]
    executives = row_of(file, "attainment", "11-1011")
    assert executives["title"] == "Chief executives"
    assert executives["is_shared_estimate"]


def test_skills_of_a_new_occupation_are_imputed(folder):
    row = row_of(folder / "2023-33_skills.xlsx", "skills", "29-2072")
    scores = [v for name, v in row.items() if name.startswith("score_") and name[-5:] != "_mark"]
    assert scores == [
        3.5, 3.8, 1.9, 2.7, 2.6, 3.8, 2.8, 3.0, 2.3, 1.9, 1.2, 1.4, 3.1, 2.3, 1.4, 3.1, 3.8,
    ]  # fmt: skip
    assert row["title"] == "Medical records specialists"
    assert row["is_imputed"]
    assert parsed_of(folder / "2023-33_skills.xlsx", "skills")["is_imputed"].sum() == 110


def test_utilization_keeps_the_programs_words(folder):
    row = row_of(folder / "2024-34_occupation.xlsx", "utilization", "29-2072")
    assert row["industry_code"] == "TE1000"
    assert "demand for health care services and complexity of medical coding" in row["factors"]
    # The release writes all its codes with en dashes; one industry code is stored as a number.
    frame = parsed_of(folder / "2019-29_occupation_wages-2019.xlsx", "utilization")
    assert frame["code"].str.fullmatch(r"\d\d-\d{4}").all()
    cooks = frame[(frame["code"] == "35-2012") & (frame["industry_code"] == "611105")]
    assert len(cooks) == 1


def test_export_splits_example_titles_off(folder):
    row = row_of(folder / "2012-22_Employment Projections.csv", "csv_export", "27-2011")
    assert row["title"] == "Actors"
    assert row["example_titles"].split("; ")[:2] == ["Actor Understudy", "Actress"]
    assert row["median_annual_wage_usd_mark"] == "N/A"
    others = row_of(folder / "2012-22_Employment Projections.csv", "csv_export", "51-9199")
    assert (others["title"], others["example_titles"]) == ("Production workers, all other", "")
    for file in FILES:
        if file.endswith(".csv"):
            frame = parsed_of(folder / file, "csv_export")
            assert not frame["title"].str.contains(r"\*|Show/hide|\t").any()
            assert not frame["example_titles"].str.contains(r"\* |Show/hide|\t").any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Education Code", "Occupational Openings, 2022-2032 Annual Average"),
        ("Workex Code", "Employment 2022"),
        ("trCode", "Education Code"),
    ],
)
def test_swapped_headings_of_what_the_export_says_twice_are_refused(project, one, other):
    table = read_source(project / "data/raw/snapshot/projections_2022_32_export.toml").table
    new = {one: other, other: one}
    columns = [new.get(heading, heading) for heading in table.columns]
    assert columns != table.columns
    with pytest.raises(ParseError, match="row of the projections"):
        projections.parse(replace(table, columns=columns))


def test_industries(folder):
    frame = parsed_of(folder / "2023-33_industry.xlsx", "industries").set_index("industry_code")
    total = frame.loc["TE1000"]
    assert total["base_employment_thousands"] == 167_849.8
    assert total["target_output_billion_chained_usd"] == 46_879.3
    assert frame.loc["9999R1", "base_employment_thousands_mark"] == "–"


def test_a_file_of_another_vintage_is_refused(folder):
    (book,) = open_books(folder / "2024-34_Employment Projections.csv")
    with pytest.raises(ParseError, match="vintage that was expected") as error:
        projections.extract(book, vintage="2023-33")
    assert "expected: 2023-33" in str(error.value)
    assert "got: 2024-34" in str(error.value)
