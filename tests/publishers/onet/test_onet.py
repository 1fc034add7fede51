"""O*NET tables of all releases: recognised by their columns, one frame for every spelling."""

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from onet_rows import TEXTS, WORKBOOKS, text_file, workbook

from labor.errors import ParseError
from labor.publishers.onet import parse as onet
from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import Book, Sheet, book_from_bytes
from labor.tables.snapshot import read_source


def parsed(book, vintage="29.3"):
    (table,) = onet.extract(book, vintage)
    return onet.parse(table)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_table_is_known_by_its_columns(name):
    book = workbook(name)
    assert onet.recognises(book)
    (table,) = onet.extract(book, "29.3")
    assert (table.kind, table.vintage) == (f"onet.{name}", "29.3")
    assert len(onet.parse(table)) == len(WORKBOOKS[name]) - 1


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_snapshot_parses_to_the_same_rows(name):
    (table,) = onet.extract(workbook(name), "29.3")
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(texts(row) for row in table.rows)
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    pd.testing.assert_frame_equal(onet.parse(table), onet.parse(replace(table, rows=rows)))


def test_text_files_of_old_releases_have_the_same_columns():
    for name in TEXTS:
        old, new = parsed(text_file(name), "18.1"), parsed(workbook(name))
        assert old.columns.tolist() == new.columns.tolist()
        assert old.dtypes.astype("str").tolist() == new.dtypes.astype("str").tolist()
        assert set(old["title"]) == {""}, "these files have no titles"


def test_numbers_and_what_stands_for_none():
    frame = parsed(text_file("education_training_experience"), "18.1")
    assert frame["data_value"].tolist() == [0, 48.06]
    assert frame["n"].tolist() == [44, 44]
    assert frame["lower"].isna().tolist() == [True, False]
    blank = parsed(workbook("knowledge"))
    assert blank["n"].isna().tolist() == [False, True]


def test_a_quotation_mark_in_a_text_file_is_text():
    frame = parsed(text_file("task_statements"), "18.1")
    assert frame["task"].tolist()[1] == 'Implement 3" programs "as needed".'
    assert frame["task_type"].tolist() == ["Core", "n/a"]


def test_whole_numbers_of_a_workbook_that_are_codes_stay_codes():
    assert parsed(workbook("technology_skills"))["commodity_code"].tolist() == ["43232301"]
    assert parsed(workbook("task_statements"))["task_id"].tolist() == ["22877"]
    assert parsed(workbook("related_occupations"))["index"].tolist() == ["1", "10"]
    assert parsed(workbook("education_training_experience"))["category"].tolist() == ["2", "5", ""]


def test_a_rating_that_o_net_advises_against_is_kept_with_its_flag():
    frame = parsed(workbook("skills"))
    assert frame["data_value"].tolist() == [3.75, 4.0, 0.75]
    assert frame["recommend_suppress"].tolist() == ["N", "N", "Y"]
    assert frame["not_relevant"].tolist() == ["", "N", "Y"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("O*NET-SOC Code", "O*NET-SOC 2010 Code"),
        ("O*NET-SOC Code", "O*NET-SOC 2019 Code"),
        ("O*NET-SOC Code", " o*net-soc  code "),
        ("Title", "O*NET-SOC Title"),
    ],
)
def test_other_spellings_of_a_heading(old, new):
    head, *rows = WORKBOOKS["job_zones"]
    head = [new if text == old else text for text in head]
    book = workbook("job_zones", [head, *rows])
    assert onet.recognises(book)
    pd.testing.assert_frame_equal(parsed(book), parsed(workbook("job_zones")))


def test_the_older_table_of_tools_and_technology():
    rows = [
        ["O*NET-SOC Code", "T2 Type", "T2 Example", "Commodity Code", "Commodity Title"],
        ["11-1011.00", "Tools", "10-key calculators", "44101809", "Desktop calculator"],
    ]
    frame = parsed(workbook("technology_skills", rows), "18.1")
    assert frame["t2_type"].tolist() == ["Tools"]
    assert frame["example"].tolist() == ["10-key calculators"]
    assert frame["hot_technology"].tolist() == [""]


def test_columns_that_a_release_lacks_are_empty():
    head, *rows = WORKBOOKS["work_styles"]
    keep = [place for place, text in enumerate(head) if text not in ("N", "Scale Name", "Date")]
    frame = parsed(workbook("work_styles", [[row[i] for i in keep] for row in [head, *rows]]))
    assert frame["n"].isna().all()
    assert frame["date"].tolist() == frame["scale_name"].tolist() == [""]
    assert np.isclose(frame["data_value"], 3.84).all()


@pytest.mark.parametrize(
    ("file", "vintage", "expected"),
    [
        ("Skills.xlsx", "29.3", "29.3"),
        ("db_29_3_excel.zip!db_29_3_excel/Skills.xlsx", "", "29.3"),
        ("db_18_1.zip!db_18_1/Skills.txt", "", "18.1"),
        ("db_29_3_Skills.xlsx", "29.3", "29.3"),
    ],
)
def test_the_release_comes_from_the_caller_or_a_clean_name(file, vintage, expected):
    (table,) = onet.extract(workbook("skills", file=file), vintage)
    assert table.vintage == expected


@pytest.mark.parametrize(
    ("file", "vintage"),
    [("Skills.xlsx", ""), ("Skills.xlsx", "May 2025"), ("db_29_3_Skills.xlsx", "28.2"),
     ("db_29_30.xlsx", "")],
)  # fmt: skip
def test_a_release_that_is_not_known_is_asked_for(file, vintage):
    with pytest.raises(ParseError, match="release") as caught:
        onet.extract(workbook("skills", file=file), vintage)
    assert "Give the release" in caught.value.next_step


def test_the_release_in_a_read_me():
    assert onet.version_in("O*NET 29.3 Database\nMay 2025 Release\n") == "29.3"
    assert onet.version_in("O*NET 18.1 Database\nMarch 2014 Release") == "18.1"
    assert onet.version_in("The 18.1 release contains five new files") == ""


@pytest.mark.parametrize(
    "content",
    [b"Date,Index\n2018-05-01,251.588\n", b"a\n1\n", b"Element ID\tScale ID\n2.A.1.a\tIM\n"],
)
def test_other_tables_are_not_taken(content):
    assert not onet.recognises(book_from_bytes(content, "a.csv"))


def test_a_table_of_a_domain_that_is_not_read_is_not_taken():
    head, row, *_ = WORKBOOKS["skills"]
    other = [cell if cell != "2.A.1.a" else "4.C.1.a.2.c" for cell in row]
    book = workbook("skills", [head, other])
    assert not onet.recognises(book)
    with pytest.raises(ParseError, match="no O\\*NET table"):
        onet.extract(book, "29.3")
    with pytest.raises(ParseError, match="another O\\*NET table"):
        parsed(workbook("skills", [head, row, other]))


def test_blank_rows_columns_and_sheets_around_a_table():
    head, *rows = WORKBOOKS["job_zones"]
    wide = [["", "", "", "", "", ""], [*head, ""], *([*row, ""] for row in rows), [""] * 6]
    names = ["Job Zones", "Sheet2"]
    book = Book(
        "a.xlsx", names, lambda name: Sheet("a.xlsx", name, wide if name == names[0] else [])
    )
    pd.testing.assert_frame_equal(parsed(book), parsed(workbook("job_zones")))
    assert not onet.recognises(Book("a.xlsx", [], lambda _: None))


def test_an_unknown_column_is_refused_and_named():
    head, *rows = WORKBOOKS["job_zones"]
    book = workbook("job_zones", [[*head, "Stars"], *([*row, "5"] for row in rows)])
    assert onet.recognises(book)
    with pytest.raises(ParseError, match="columns") as caught:
        parsed(book)
    assert "Stars" in caught.value.got
    with pytest.raises(ParseError, match="columns"):
        parsed(workbook("job_zones", [[*head, head[0]], *([*row, row[0]] for row in rows)]))


def test_a_cut_table_is_refused():
    with pytest.raises(ParseError, match="cut") as caught:
        parsed(book_from_bytes(TEXTS["job_zones"].encode() + b"11-1021.00\t4", "Job Zones.txt"))
    assert caught.value.where == "Job Zones.txt, row 3"
    with pytest.raises(ParseError, match="cut"):
        parsed(workbook("job_zones", WORKBOOKS["job_zones"][:1]))
    with pytest.raises(ParseError, match="no rows"):
        onet.extract(workbook("skills", WORKBOOKS["skills"][:1]), "29.3")


SWAPPED = {
    "codes": ("O*NET-SOC Code", "Related O*NET-SOC Code"),
    "titles": ("Title", "Related Title"),
}


@pytest.mark.parametrize("swaps", [["codes"], ["titles"], ["codes", "titles"]])
def test_swapped_headings_of_related_occupations_are_refused(project, swaps):
    card = project / "data/raw/snapshot/onet_29_3_related_occupations.toml"
    table = read_source(card).table
    new = dict(pair for name in swaps for pair in (SWAPPED[name], SWAPPED[name][::-1]))
    swapped = replace(table, columns=[new.get(heading, heading) for heading in table.columns])
    with pytest.raises(ParseError, match="related occupations"):
        onet.parse(swapped)
