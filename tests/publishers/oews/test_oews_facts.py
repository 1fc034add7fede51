"""Reference year and top code, as files of all kinds state them or fail to."""

import pytest

from labor.errors import ParseError
from labor.publishers.oews import parse as oews
from labor.publishers.oews.facts import read_top_code
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.files import Book, Sheet, open_books
from labor.publishers.reading.tables import RawTable

#: The amounts in the field descriptions of each national table.
TOP_CODES = {
    **dict.fromkeys(range(2001, 2008), (70.0, 145_600.0)),
    **dict.fromkeys(range(2008, 2011), (80.0, 166_400.0)),
    **dict.fromkeys(range(2011, 2016), (90.0, 187_200.0)),
    **dict.fromkeys(range(2016, 2022), (100.0, 208_000.0)),
    **dict.fromkeys(range(2022, 2026), (115.0, 239_200.0)),
}
HEADINGS = ["occ_code", "occ_title", "tot_emp", "a_mean", "a_median"]
ROW = ["29-2071", "Medical records technicians", 208650.0, 44010.0, 40350.0]
HIGH = ["29-1067", "Surgeons", 34390.0, 255110.0, "#"]


def book(file, sheets):
    rows = {name: Sheet(file, name, cells) for name, cells in sheets.items()}
    return Book(file, list(sheets), lambda name: rows[name])


def descriptions(line, title="May 2018 OES Estimates"):
    return [[title, ""], ["", ""], ["Field", "Field Description"], ["Notes:", ""], [line, ""]]


@pytest.mark.parametrize("year", [year for year in TOP_CODES if year < 2019])
def test_field_descriptions_beside_the_table(publishers, year):
    stem = f"oesm{year % 100:02d}nat" if year > 2002 else f"oes{year % 100:02d}nat"
    (path,) = (publishers / "oews/national/field_descriptions" / stem).glob("*")
    found = {}
    for sheet in open_books(path)[0].sheets():
        found |= read_top_code(sheet)
    assert tuple(found.values()) == TOP_CODES[year]


@pytest.mark.parametrize("year", [year for year in TOP_CODES if year >= 2019])
def test_field_descriptions_in_the_workbook(publishers, year):
    file = open_books(publishers / f"oews/national/national_M{year}_dl.xlsx")[0]
    assert tuple(read_top_code(file.sheet("Field Descriptions")).values()) == TOP_CODES[year]


@pytest.mark.parametrize(
    ("file", "amounts"),
    [
        ("national/national_1997_dl.xls", (60.0, 124_820.0)),
        ("national/resaved/national_2000_dl.xls", (70.0, 145_600.0)),
    ],
)
def test_notes_above_the_headings(publishers, file, amounts):
    (raw,) = oews.extract(open_books(publishers / "oews" / file)[0])
    assert (raw.facts["top_code_hourly_usd"], raw.facts["top_code_annual_usd"]) == amounts


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("#  = indicates a wage greater than $90.00 per hour or $187,200 per year", 187_200),
        ("# = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year",
         239_200),
        ("#=indicates a wage >= $90.00 per hour, or $187,200 annually", 187_200),
        ("*  = indicates that a wage estimate is not available", None),
        ("Number # of establishments", None),
    ],
)  # fmt: skip
def test_wordings_of_the_top_code(line, found):
    facts = read_top_code(Sheet("f.xls", "Field_descriptions", descriptions(line)))
    assert facts.get("top_code_annual_usd") == found
    assert set(facts) <= {"top_code_hourly_usd", "top_code_annual_usd"}


def test_an_explanation_in_other_words_is_not_passed_over():
    line = "# = indicates a wage above the highest interval"
    with pytest.raises(ParseError, match="unknown words") as caught:
        read_top_code(Sheet("f.xls", "Field_descriptions", descriptions(line)))
    assert "highest interval" in str(caught.value)


def test_a_top_coded_wage_without_a_floor_is_an_error():
    (raw,) = oews.extract(book("national_M2018_dl.xlsx", {"national_dl": [HEADINGS, ROW, HIGH]}))
    with pytest.raises(ParseError) as caught:
        oews.parse(raw)
    message = str(caught.value)
    assert "row 3, column a_median" in message
    assert "top_code_annual_usd" in message
    assert "field descriptions" in message


def test_the_file_and_the_caller_must_agree_on_the_floor():
    line = "#  = indicates a wage greater than $100.00 per hour or $208,000 per year"
    sheets = {"national_dl": [HEADINGS, ROW, HIGH], "Field Descriptions": descriptions(line)}
    file = book("national_M2018_dl.xlsx", sheets)
    (raw,) = oews.extract(file, facts={"top_code_annual_usd": 208_000.0, "note": "kept"})
    assert raw.facts == {
        "top_code_annual_usd": 208_000.0,
        "top_code_hourly_usd": 100.0,
        "note": "kept",
    }
    with pytest.raises(ParseError, match=r"do not agree") as caught:
        oews.extract(file, facts={"top_code_annual_usd": 239_200.0})
    assert "239,200.00" in str(caught.value)
    assert "208,000.00" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "sheet", "year"),
    [
        ("national_1997_dl.xls", "oes_national_1997", "1997"),
        ("national_may2003_dl.xls", "national_dl", "2003"),
        ("national_May2007_dl.xls", "national_dl", "2007"),
        ("national__M2008_dl.xls", "national_dl", "2008"),
        ("oesm09nat.zip!national_dl.xls", "national_dl", "2009"),
        ("oes97nat.zip!national_dl.xls", "Sheet1", "1997"),
        ("oesm18ma.zip!oesm18ma/MSA_M2018_dl.xlsx", "M2018_dl", "2018"),
        ("oesm12ma.zip!oesm12ma/aMSA_M2012_dl.xls", "aMSA_dl", "2012"),
        ("oesm11ma.zip!BOS_M2011_dl.xls", "BOS_dl", "2011"),
        ("MSA_M2013_dl_1_AK_IN.xls", "MSA_dl_1", "2013"),
        ("msa_2000_dl_1.xls", "msa_dl", "2000"),
        ("download.xlsx", "All May 2021 data", "2021"),
        ("all_oes_data_2012.xlsx", "OES Data May 2012", "2012"),
        ("oes_data_2011.xlsx", "oes_data_2011", "2011"),
        ("all_data_M_2023.xlsx", "Sheet1", "2023"),
        ("state_2001_dl.xls", "state_xindustry_2001", "2001"),
    ],
)
def test_the_year_is_in_the_names(file, sheet, year):
    (raw,) = oews.extract(book(file, {sheet: [HEADINGS, ROW]}))
    assert raw.vintage == year


def test_the_year_is_in_the_title():
    line = "*  = indicates that a wage estimate is not available"
    sheets = {"Sheet1": [HEADINGS, ROW], "Field Descriptions": descriptions(line)}
    assert oews.extract(book("mine.xlsx", sheets))[0].vintage == "2018"
    banner = [["1997 National OES Estimates", *[""] * 4], HEADINGS, ROW]
    assert oews.extract(book("mine.xls", {"Sheet1": banner}))[0].vintage == "1997"


def test_the_year_is_in_the_rows():
    rows = [[*HEADINGS, "year"], [*ROW, 2001.0], [*ROW, "2001"], [*ROW, ""]]
    (raw,) = oews.extract(book("mine.xls", {"Sheet1": rows}))
    assert (raw.vintage, len(raw.rows)) == ("2001", 3)


def test_without_a_year_the_message_says_to_give_it():
    file = book("national_dl.xls", {"national_dl": [HEADINGS, ROW]})
    with pytest.raises(ParseError) as caught:
        oews.extract(file)
    assert "no year" in str(caught.value)
    assert "--vintage" in str(caught.value)
    assert oews.extract(file, "2009")[0].vintage == "2009"


@pytest.mark.parametrize("asked", ["May 2018", "18", "20180", "3018"])
def test_what_is_no_year(asked):
    with pytest.raises(ParseError, match="reference year"):
        oews.extract(book("national_dl.xls", {"national_dl": [HEADINGS, ROW]}), asked)


def test_names_that_contradict_each_other_need_a_decision():
    file = book("national_M2019_dl.xlsx", {"national_M2018_dl": [HEADINGS, ROW]})
    with pytest.raises(ParseError) as caught:
        oews.extract(file)
    assert "2018 in sheet name" in str(caught.value)
    assert "2019 in file name" in str(caught.value)
    assert oews.extract(file, "2018")[0].vintage == "2018"


def test_a_given_year_does_not_overrule_a_file_that_is_clear():
    file = book("national_M2019_dl.xlsx", {"national_M2019_dl": [HEADINGS, ROW]})
    with pytest.raises(ParseError, match="2018 asked for"):
        oews.extract(file, "2018")


@pytest.mark.parametrize("asked", ["", "2001"])
def test_one_wrong_year_in_the_rows_neither_splits_the_table_nor_loses_a_row(asked):
    rows = [[*HEADINGS, "year"], [*ROW, "2001"], [*ROW, "2010"]]
    with pytest.raises(ParseError, match="2001, 2010 in column year"):
        oews.extract(book("national_2001_dl.xls", {"Sheet1": rows}), asked)


def test_rows_of_several_years_all_need_one():
    rows = [[*HEADINGS, "year"], [*ROW, "2014"], [*ROW, "2015"], [*ROW, ""]]
    with pytest.raises(ParseError, match="reference year"):
        oews.extract(book("mine.csv", {"": rows}))
    tables = oews.extract(book("mine.csv", {"": rows[:-1]}))
    assert [(t.vintage, t.origin.first_row) for t in tables] == [("2014", 2), ("2015", 3)]


def test_the_level_of_the_industries_can_be_in_the_name():
    rows = [["NAICS", *HEADINGS], ["327000", *ROW]]
    (raw,) = oews.extract(book("nat4d_M2017_dl.xlsx", {"nat4d_dl": rows}))
    assert raw.facts["industry_level"] == "4-digit"


def test_facts_read_from_a_snapshot_are_enough_to_parse():
    facts = {"top_code_annual_usd": 208_000.0}
    raw = RawTable("oews.estimates", "2018", HEADINGS, [HIGH], CellPlace("snapshot.csv"), facts)
    assert oews.parse(raw)["a_median_mark"].tolist() == ["#"]
