"""Titles, headings and rows of Employment Projections workbooks in the layouts of all releases."""

import csv
import io

import pandas as pd
import pytest

from labor.errors import LaborError, ParseError
from labor.publishers.projections import parse as projections
from labor.publishers.projections.layouts import simplify
from labor.publishers.projections.sheets import flatten
from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import Book, Sheet, book_from_bytes

#: Table 1.7 of 2022-32: flat headings, indented titles, hyphens.
TABLE_1_7 = [
    ["Table 1.7 Occupational projections, 2022-32, and worker characteristics, 2022 "
     "(Numbers in thousands)"] + [""] * 12,
    ["2022 National Employment Matrix title", "2022 National Employment Matrix code",
     "Occupation type", "Employment, 2022", "Employment, 2032",
     "Employment change, numeric, 2022-32", "Employment change, percent, 2022-32",
     "Percent self employed, 2022", "Occupational openings, 2022-32 annual average",
     "Median annual wage, 2022(1)", "Typical education needed for entry",
     "Work experience in a related occupation",
     "Typical on-the-job training needed to attain competency in the occupation"],
    ["      Medical records specialists", "29-2072", "Line item", 194.3, 210.9, 16.5, 8.5, 1.0,
     15.0, 47180.0, "Postsecondary nondegree award", "None", "None"],
    ["(1) Data are from the Occupational Employment and Wage Statistics program."] + [""] * 12,
    ["Source: Employment Projections program, U.S. Bureau of Labor Statistics"] + [""] * 12,
]  # fmt: skip
#: Table 1.2 of 2025-35, as far as its headings are known: en dashes, no footnote on the wage.
TABLE_1_2 = [
    ["Table 1.2 Occupational projections, 2025–2035, and worker characteristics, 2025 "
     "(Employment in thousands)"] + [""] * 14,
    ["2025 National Employment Matrix title", "2025 National Employment Matrix code",
     "Occupation type", "Employment, 2025", "Employment, 2035",
     "Employment distribution, percent, 2025", "Employment distribution, percent, 2035",
     "Employment change, numeric, 2025–35", "Employment change, percent, 2025–35",
     "Percent self-employed, 2025", "Occupational openings, 2025–35 annual average",
     "Median annual wage, dollars, 2025", "Typical education needed for entry",
     "Work experience in a related occupation",
     "Typical on-the-job training needed to attain competency in the occupation"],
    ["Total, all occupations", "00-0000", "Summary", 170280.8, 176198.5, 100.0, 100.0, 5917.6,
     3.5, 5.8, 18900.0, 51000.0, "—", "—", "—"],
]  # fmt: skip
#: Table 1.10 of 2018-28: headings over two rows, merged.
TABLE_1_10 = [
    ["Table 1.10 Occupational separations and openings, projected 2018-28\n"
     " (Numbers in thousands)"] + [""] * 13,
    ["2018 National Employment Matrix title and code", "", "Occupation\ntype", "Employment", "",
     "Employment change, 2018-28", "", "Occupational separations rate, 2018-28 annual average",
     "", "", "Occupational separations, 2018-28 annual average", "", "",
     "Occupational openings, 2018-28 annual average"],
    ["", "", "", 2018.0, 2028.0, "Number", "Percent", "Labor force exits",
     "Occupational transfers", "Total", "Labor force exits", "Occupational transfers", "Total", ""],
    ["Total, all occupations", "00-0000", "Summary", 161037.7, 169435.9, 8398.1, 5.2, 4.4, 7.0,
     11.4, 7209.3, 11644.9, 18854.2, 19694.0],
    ["Source: Employment Projections program"] + [""] * 13,
]  # fmt: skip


def book(*sheets: list[list], file: str = "occupation.xlsx") -> Book:
    """A workbook with these sheets, named as the program names them."""
    named = {f"Table {number}": rows for number, rows in enumerate(sheets, 1)}
    return Book(file, list(named), lambda name: Sheet(file, name, named[name]))


def changed(rows: list[list], row: int, column: int, cell: object) -> list[list]:
    copy = [list(cells) for cells in rows]
    copy[row][column] = cell
    return copy


def extract_and_parse(*sheets: list[list]):
    return [projections.parse(table) for table in projections.extract(book(*sheets))]


def test_the_layout_of_2022_32_is_known():
    (frame,) = extract_and_parse(TABLE_1_7)
    (row,) = frame.to_dict("records")
    assert row["title"] == "Medical records specialists"
    assert (row["base_employment_thousands"], row["target_employment_thousands"]) == (194.3, 210.9)
    assert (row["median_annual_wage_usd"], row["wage_reference_year"]) == (47180.0, 2022)
    assert (row["training"], row["training_mark"]) == ("None", "")


def test_headings_that_differ_in_dash_hyphen_and_footnote_are_known():
    (frame,) = extract_and_parse(TABLE_1_2)
    (row,) = frame.to_dict("records")
    assert row["employment_change_pct"] == 3.5
    assert (row["entry_education"], row["entry_education_mark"]) == ("", "—")
    assert projections.extract(book(TABLE_1_2))[0].vintage == "2025-35"


def test_merged_headings_are_joined_to_one_per_column():
    (frame,) = extract_and_parse(TABLE_1_10)
    (row,) = frame.to_dict("records")
    assert row["exit_rate_pct"] == 4.4
    assert row["separation_rate_pct"] == 11.4
    assert row["labor_force_exits_annual_average_thousands"] == 7209.3
    assert row["openings_annual_average_thousands"] == 19694.0


def test_flatten_does_not_carry_a_group_over_the_next_one():
    # The heading of Table 1.2 until 2019-29.
    rows = [
        ["2014 National Employment Matrix title and code", "", "Occupation Type", "Employment",
         "", "", "", "Change, 2014-24", "", "Job openings, 2014-24"],
        ["", "", "", "Number", "", "Percent distribution", "", "", "", ""],
        ["", "", "", 2014.0, 2024.0, 2014.0, 2024.0, "Number", "Percent", ""],
    ]  # fmt: skip
    assert flatten(rows) == [
        "2014 National Employment Matrix title",
        "2014 National Employment Matrix code",
        "Occupation Type",
        "Employment Number 2014",
        "Employment Number 2024",
        "Employment Percent distribution 2014",
        "Employment Percent distribution 2024",
        "Change, 2014-24 Number",
        "Change, 2014-24 Percent",
        "Job openings, 2014-24",
    ]


@pytest.mark.parametrize(
    ("heading", "simple"),
    [
        ("Employment change, percent, 2024–34", "employmentchangepercent2024-34"),
        ("Employment change, percent,\n2024‑2034[1]", "employmentchangepercent2024-2034"),
        ("Median annual wage, 2019(1)", "medianannualwage2019"),
        ("Typical on-the-job training", "typicalonthejobtraining"),
        ("Number (inthousands)", "numberinthousands"),
    ],
)
def test_simplify(heading, simple):
    assert simplify(heading) == simple


def test_sheets_are_chosen_by_title_and_left_out_by_title():
    contents = [["Occupation.xlsx contents"], ["Table 1.1 Employment by major occupational group"]]
    moved = [["The content from Table 1.7 has been moved to and combined with Table 1.2."]]
    stem = [["Table 1.11 Employment in STEM occupations, 2018 and projected 2028"], ["x"]]
    tables = projections.extract(book(contents, moved, stem, TABLE_1_10, []))
    assert [(table.kind, table.origin.sheet) for table in tables] == [
        ("projections.separations", "Table 4")
    ]
    assert tables[0].origin.first_row == 4


MOON = [["Table 1.13 Jobs on the moon, 2018-28"]]


def test_a_sheet_of_an_unknown_title_is_named_and_left_out(caplog):
    tables = projections.extract(book(TABLE_1_10, MOON))
    assert [table.kind for table in tables] == ["projections.separations"]
    assert "occupation.xlsx, sheet Table 2, row 1" in caplog.text
    assert "Jobs on the moon" in caplog.text


def test_a_workbook_of_unknown_titles_alone_is_refused_with_their_place():
    with pytest.raises(ParseError) as error:
        projections.extract(book([["Occupation.xlsx contents"]], MOON))
    assert "occupation.xlsx, sheet Table 2, row 1" in str(error.value)
    assert "Jobs on the moon" in str(error.value)


def test_a_workbook_of_which_no_table_is_read_says_so():
    skills = [["Table 6.2 Top skills by detailed occupation and 2024-34 employment projections"]]
    with pytest.raises(ParseError, match=r"(?s)No table of this workbook.*Table 2"):
        projections.extract(book([["Skills.xlsx contents"]], skills))


def test_industries_by_naics_code_are_left_out_with_the_reason():
    rows = [
        ["Table 2.7 Employment and Output by Industry", "", ""],
        ["Industry", " 2017 NAICS", "Employment"],
        ["Mining ", "21 ", 684.6],
        ["Textile mills ", "313,314 ", 222.0],
        ["Owner-occupied dwellings ", "NA ", 0.0],
    ]
    with pytest.raises(ParseError, match=r"(?s)Table 1: industries by NAICS code, several of them"):
        projections.extract(book(rows))


def test_an_unknown_heading_is_shown_with_what_is_missing():
    rows = changed(TABLE_1_7, 1, 6, "Employment growth score, 2022-32")
    with pytest.raises(ParseError) as error:
        extract_and_parse(rows)
    assert "expected: columns for employment_change_pct" in str(error.value)
    assert "'Employment growth score, 2022-32'" in str(error.value)
    assert "occupation.xlsx, sheet Table 1" in str(error.value)


def test_openings_without_a_known_measure_are_refused():
    rows = changed(TABLE_1_7, 1, 8, "Occupational openings, 2022-32")
    with pytest.raises(ParseError, match="openings_annual_average_thousands or openings_ten_year"):
        extract_and_parse(rows)


@pytest.mark.parametrize(
    ("column", "heading"),
    [
        (3, "Employment, 2021"),
        (5, "Employment change, numeric, 2022-33"),
        (7, "Percent self employed, 2032"),
        (4, "Employment, 2022"),
    ],
)
def test_a_year_that_is_not_the_vintages_is_refused(column, heading):
    with pytest.raises(ParseError):
        extract_and_parse(changed(TABLE_1_7, 1, column, heading))


def test_two_releases_in_one_file_are_refused():
    with pytest.raises(ParseError, match="do not name one vintage") as error:
        extract_and_parse(TABLE_1_7, TABLE_1_10)
    assert "got: 2018-28, 2022-32" in str(error.value)


def test_another_unit_is_refused():
    title = TABLE_1_7[0][0].replace("thousands", "millions")
    with pytest.raises(ParseError, match="unit"):
        extract_and_parse(changed(TABLE_1_7, 0, 0, title))


def test_a_footnote_of_unknown_meaning_is_refused():
    with pytest.raises(ParseError) as error:
        extract_and_parse(changed(TABLE_1_7, 2, 9, "$88,340(1)"))
    assert "footnote 1 says: Data are from" in str(error.value)
    with pytest.raises(ParseError, match="footnote 3 says: nothing"):
        extract_and_parse(changed(TABLE_1_7, 2, 0, "Medical records specialists(3)"))


def test_a_footnote_that_says_comparable_sets_the_flag():
    rows = changed(TABLE_1_7, 2, 9, "$88,340(1)")
    rows[3][0] = "(1) Wage included represents a comparable, but not exact, occupation."
    (frame,) = extract_and_parse(rows)
    assert frame["is_comparable_occupation"].tolist() == [True]
    assert frame["median_annual_wage_usd"].tolist() == [88_340.0]


def test_a_row_that_is_neither_data_nor_note_is_refused():
    for row in (["Medical records specialists", "29-207"], ["Something else", ""]):
        rows = [*TABLE_1_7[:3], [*row, *[""] * 11], *TABLE_1_7[3:]]
        with pytest.raises(ParseError, match="neither data nor a note") as error:
            extract_and_parse(rows)
        assert "row 4" in str(error.value)


def test_a_cell_without_a_heading_is_not_lost_silently():
    rows = [[*cells, ""] for cells in TABLE_1_7]
    assert len(extract_and_parse(rows)[0]) == 1
    rows[2][-1] = 7.0
    with pytest.raises(ParseError, match="cells under headings only") as error:
        extract_and_parse(rows)
    assert "row 3" in str(error.value)


def test_a_code_twice_is_refused():
    with pytest.raises(ParseError, match="29-2072 a second time"):
        extract_and_parse([*TABLE_1_7[:3], TABLE_1_7[2], *TABLE_1_7[3:]])


EXPORT = (
    "Occupation Title,Occupation Code,Employment 2024,Employment 2034,"
    '"Employment Change, 2024-2034","Employment Percent Change, 2024-2034",'
    '"Occupational Openings, 2024-2034 Annual Average",Median Annual Wage 2024,'
    "Typical Entry-Level Education,Education Code,Work Experience in a Related Occupation,"
    "Workex Code,Typical on-the-job Training,trCode\r\n"
    'Actors    * Actress* Dramatic Reader,"=""27-2011""",57,57.1,0.2,0.3,6.3,N/A,'
    '"Some college, no degree",6,None,4,Long-term on-the-job training,3\n'
)


def test_the_export_is_read_with_its_words_none_and_n_a():
    opened = book_from_bytes(EXPORT.encode(), "Employment Projections.csv")
    assert projections.recognises(opened)
    (frame,) = [projections.parse(table) for table in projections.extract(opened)]
    (row,) = frame.to_dict("records")
    assert (row["title"], row["example_titles"]) == ("Actors", "Actress; Dramatic Reader")
    assert (row["code"], row["work_experience"]) == ("27-2011", "None")
    assert row["median_annual_wage_usd_mark"] == "N/A"


@pytest.mark.parametrize("cut", [2, 60, 200])
def test_a_cut_export_is_refused(cut):
    with pytest.raises(LaborError):
        opened = book_from_bytes(EXPORT[:-cut].encode(), "Employment Projections.csv")
        [projections.parse(table) for table in projections.extract(opened)]


def test_a_table_saved_as_text_is_read_like_the_sheet():
    stream = io.StringIO()
    csv.writer(stream).writerows(texts(row) for row in TABLE_1_10)
    opened = book_from_bytes(stream.getvalue().encode(), "table-1-10.csv")
    assert projections.recognises(opened)
    (frame,) = [projections.parse(table) for table in projections.extract(opened)]
    pd.testing.assert_frame_equal(frame, extract_and_parse(TABLE_1_10)[0])


def test_other_files_are_not_recognised():
    assert not projections.recognises(book_from_bytes(b"Date,Index\n1913-01-01,9.8\n", "cpi.csv"))
    assert not projections.recognises(book([["Occupational projections"], ["x"]]))
