"""Crosswalks from ISCO-08, Census and CIP codes: held workbooks, and what is wrong in others."""

from pathlib import Path

import pandas as pd
import pytest

from labor.errors import ParseError
from labor.publishers.crosswalks.parse import LAYOUTS, extract, parse, recognises, tidy
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.files import book_from_bytes, open_books
from labor.publishers.reading.tables import RawTable
from labor.publishers.registry import PRODUCTS
from labor.schema.tables import TABLES, words_of
from labor.tables.snapshot import read_source
from labor.terms import NO_MATCH

NAMES = ("isco_08", "census_2018", "cip_2020")
FILES = {
    "isco_08": "isco_soc_crosswalk.xls",
    "census_2018": "2018-occupation-code-list-and-crosswalk.xlsx",
    "cip_2020": "CIP2020_SOC2018_Crosswalk.xlsx",
}
CENSUS = [
    ["11-1011", "0010", "Chief Executives"],
    ["13-20XX", "0960", "Other Financial Specialists"],
    ["", "", "Financial Risk Specialists (13-2054)"],
    ["", "", "Financial Specialists, All Other (13-2099 )"],
    ["none", "9830", "Military, Rank Not Specified"],
]


def table(rows: list[list[str]], name: str = "census_2018") -> RawTable:
    headings = list(LAYOUTS[name].headings)
    return RawTable(f"crosswalks.{name}", "", headings, rows, CellPlace("file.csv", "", 2))


def of_snapshot(project: Path, name: str) -> pd.DataFrame:
    return parse(read_source(project / "data/raw/snapshot" / f"crosswalk_{name}.toml").table)


def test_the_lists_are_those_of_the_schema():
    assert tuple(LAYOUTS) == ("isco_08", "cip_2020", "census_2018")
    assert set(LAYOUTS) == set(words_of("other_lists"))


@pytest.mark.parametrize("name", NAMES)
def test_the_snapshot_holds_what_the_publishers_file_holds(project, publishers, name):
    (book,) = open_books(publishers.parent / "new-data" / "crosswalks" / FILES[name])
    assert recognises(book)
    assert [one for one, product in PRODUCTS.items() if product.recognises(book)] == ["crosswalks"]
    (raw,) = extract(book)
    pd.testing.assert_frame_equal(parse(raw), of_snapshot(project, name))


@pytest.mark.parametrize("name", NAMES)
def test_rows_keep_the_description_of_their_table(project, name):
    rows = tidy(of_snapshot(project, name), f"crosswalks.{name}", "", name, {})["crosswalks"]
    schema = TABLES["crosswalks"]
    assert schema.problems(schema.conform(rows)) == []


def test_the_census_codes_hold_every_occupation_of_the_soc_once(project, built):
    pairs = of_snapshot(project, "census_2018")
    # "The 2018 census occupation classification list has 570 codes" (the workbook), and one for
    # the unemployed.
    assert pairs["code"].nunique() == 571 - 1
    occupations = built["occupations"].query(
        "soc_version == 'soc_2018' and occupation_level == 'detailed' and is_official"
    )
    held = pairs.loc[pairs["soc_code"] != NO_MATCH, "soc_code"]
    assert sorted(held) == sorted(occupations["occupation_code"])
    assert pairs.loc[pairs["soc_code"] == NO_MATCH, "code"].tolist() == ["9830", "9920"]


def test_the_misprint_of_a_census_member_is_corrected_and_told(project):
    pairs = of_snapshot(project, "census_2018").query("note != ''")
    assert pairs[["code", "soc_code", "note"]].to_numpy().tolist() == [
        ["9365", "53-6031", "printed as 56-6031"]
    ]


def test_the_crosswalk_of_programs_is_whole(project):
    pairs = of_snapshot(project, "cip_2020")
    # Sheets of the workbook: CIP-SOC 6,097 rows, 194 programs and 180 occupations unmatched.
    assert len(pairs) == 6097
    assert (pairs["soc_code"] == NO_MATCH).sum() == 194
    assert (pairs["code"] == NO_MATCH).sum() == 180
    coded = pairs.query("code == '51.0707'")["soc_code"].tolist()
    assert coded == ["29-2072", "29-9021"]


def test_a_census_group_is_given_by_its_members():
    found = parse(table(CENSUS))
    assert found[["code", "soc_code"]].to_numpy().tolist() == [
        ["0010", "11-1011"],
        ["0960", "13-2054"],
        ["0960", "13-2099"],
        ["9830", NO_MATCH],
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([*CENSUS[:2], ["11-1021", "0020", "Managers"]], "a member of 13-20XX below it"),
        ([CENSUS[0], ["", "", "Financial Managers (13-1011)"]], r"got: 'Financial Managers"),
        ([["", "", "Nobody"]], "a member: title"),
        ([["11-1011", "10", "Chief Executives"]], r"a code as \\d\{4\}"),
        ([["11-10!1", "0010", "Chief Executives"]], "a code of the SOC"),
        ([CENSUS[0], CENSUS[0]], "0010 11-1011 again"),
        ([CENSUS[0][:2]], "2 cells"),
    ],
)
def test_rows_of_another_form_are_refused(rows, message):
    with pytest.raises(ParseError, match=message):
        parse(table(rows))


def test_a_text_with_the_headings_is_read_as_the_workbook_is():
    heads = ",".join(LAYOUTS["cip_2020"].headings)
    text = f"{heads}\n01.0508,Taxidermy.,99-9999,NO MATCH\n"
    book = book_from_bytes(text.encode(), "cip.csv")
    assert recognises(book)
    above = f"01.0505,Trainer.,39-2011,Animal Trainers\n{text}"
    with pytest.raises(ParseError, match="above the headings"):
        extract(book_from_bytes(above.encode(), "cip.csv"))
    (raw,) = extract(book)
    rows = tidy(parse(raw), raw.kind, "", "x", {})["crosswalks"]
    assert rows[["list_title", "occupation_code"]].to_numpy().tolist() == [["Taxidermy", NO_MATCH]]
    assert not recognises(book_from_bytes(b"code,title\n1,2\n", "other.csv"))
    with pytest.raises(ParseError, match="headings of a crosswalk"):
        extract(book_from_bytes(b"code,title\n1,2\n", "other.csv"))
