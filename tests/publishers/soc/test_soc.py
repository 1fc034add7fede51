"""Classification workbooks: every one held, and what is wrong with others."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soc_workbooks import raw_tables

from labor.errors import LaborError, ParseError
from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import Book, Sheet, book_from_bytes, open_books
from labor.publishers.soc import parse as soc

#: File, kind, vintage and rows, as counted in the workbooks themselves.
HELD = [
    ("2010_to_SOC_Crosswalk.xlsx", "onet_to_soc_2010", "2010", 1110),
    ("2019-29_nem-occcode-acs-crosswalk.xlsx", "nem_acs", "2019-29", 824),
    ("2019-29_nem-occcode-cps-crosswalk.xlsx", "nem_cps", "2019-29", 806),
    ("2019-29_nem-occupational-coverage.xlsx", "nem_coverage", "2019-29", 1048),
    ("2019-29_nem-onet-to-soc-crosswalk.xlsx", "nem_onet", "2019-29", 1010),
    ("2022-32_nem-onet-to-soc-crosswalk.xlsx", "nem_onet", "2022-32", 997),
    ("2024-34_nem-occupational-coverage.xlsx", "nem_coverage", "2024-34", 1113),
    ("2024-34_nem-onet-to-soc-crosswalk.xlsx", "nem_onet", "2024-34", 997),
    ("oes_2019_hybrid_structure.xlsx", "hybrid_2019", "2019", 868),
    ("soc_2000_to_2010_crosswalk.xls", "crosswalk_2000_2010", "2000-2010", 860),
    ("soc_2010_to_2018_crosswalk.xlsx", "crosswalk_2010_2018", "2010-2018", 900),
    ("soc_2018_definitions.xlsx", "definitions_2018", "2018", 1447),
    ("soc_2018_direct_match_title_file.xlsx", "direct_match_2018", "2018", 6539),
    ("soc_structure_2018.xlsx", "structure_2018", "2018", 1447),
]

CROSSWALK = """2010 SOC Code,2010 SOC Title,2018 SOC Code,2018 SOC Title
29-2071,Medical Records and Health Information Technicians (#),29-2072,Medical Records Specialists
29-2071,Medical Records and Health Information Technicians (#),29-9021,Health Information (##)
29-9099,"Healthcare Practitioners, All Other (#)",29-9021,Health Information (##)
"""
NEM_ONET = """Bureau of Labor Statistics O*NET-SOC to National Employment Matrix,,,,,
As of {date},,,,,
Sort order,O*NET-SOC code,O*NET-SOC title,NEM Code,NEM title,OOH profile code,OOH profile title
1,29-2072.00,Medical Records Specialists,29-2072,Medical records specialists,B196,Medical records
"""
STRUCTURE = """{year} SOC,,,,
Major Group,Minor Group,Broad Group,Detailed Occupation,
29-0000,,,,Healthcare Practitioners
,29-2000,,,Health Technologists and Technicians
,,29-2070,,Medical Records Specialists
,,,29-2072,Medical Records Specialists
"""


@pytest.fixture(scope="module")
def tables(publishers):
    return raw_tables(publishers)


def book(text: str, name: str = "table.csv") -> Book:
    return book_from_bytes(text.encode(), name)


def extracted(text: str, vintage: str = ""):
    (table,) = soc.extract(book(text), vintage)
    return table


def workbook(**sheets: str) -> Book:
    """A workbook of several sheets, each given as CSV."""
    read = {name: book(text).sheet().rows for name, text in sheets.items()}
    return Book("book.xlsx", list(read), lambda name: Sheet("book.xlsx", name, read[name]))


@pytest.mark.parametrize(("name", "kind", "vintage", "rows"), HELD)
def test_every_workbook_held_is_read_whole(tables, name, kind, vintage, rows):
    table = tables[name]
    assert (table.kind, table.vintage) == (f"soc.{kind}", vintage)
    assert len(soc.parse(table)) == rows


def test_no_workbook_is_left_out(tables):
    assert set(tables) == {name for name, *_ in HELD}


@pytest.mark.parametrize("name", [name for name, *_ in HELD])
def test_cells_written_out_as_text_parse_to_the_same_rows(tables, name):
    table = tables[name]
    as_text = replace(table, rows=[texts(row) for row in table.rows])
    pd.testing.assert_frame_equal(soc.parse(table), soc.parse(as_text))


@pytest.mark.parametrize(
    "name",
    [
        "oews/national/national_M2018_dl.xlsx",
        "projections/2023-33_occupation.xlsx",
        "projections/2024-34_Employment Projections.csv",
        "onet/db_29_3_excel/Occupation Data.xlsx",
        "cpi/cpiai.csv",
    ],
)
def test_tables_of_other_rooms_are_not_taken(publishers, name):
    (other,) = open_books(publishers / name)
    assert not soc.recognises(other)


def test_marks_are_split_from_titles(tables):
    frame = soc.parse(tables["soc_2010_to_2018_crosswalk.xlsx"])
    rows = frame[frame["from_code"] == "29-2071"]
    assert rows["from_title"].unique().tolist() == [
        "Medical Records and Health Information Technicians"
    ]
    assert rows[["to_code", "from_title_mark", "to_title_mark"]].values.tolist() == [
        ["29-2072", "(#)", ""],
        ["29-9021", "(#)", "(##)"],
    ]


def test_a_structure_has_one_column_of_codes_with_the_level(tables):
    frame = soc.parse(tables["soc_structure_2018.xlsx"])
    # 23 major groups, 98 minor groups, 459 broad occupations, 867 detailed occupations:
    # SOC 2018 manual, bls.gov/soc/2018/soc_2018_manual.pdf
    counts = {"major": 23, "minor": 98, "broad": 459, "detailed": 867}
    assert frame["level"].value_counts().to_dict() == counts


def test_the_hybrid_workbook_keeps_all_four_codes(tables):
    frame = soc.parse(tables["oes_2019_hybrid_structure.xlsx"])
    codes = [column for column in frame.columns if column.endswith("_code")]
    rows = frame.loc[frame["estimates_2019_code"] == "29-2098", codes]
    assert sorted(rows.values.tolist()) == [
        ["29-2098", "29-2036", "29-2099", "29-2099"],
        ["29-2098", "29-2072", "29-2071", "29-2071"],
        ["29-2098", "29-2099", "29-2054", "29-2054"],
        ["29-2098", "29-2099", "29-2099", "29-2099"],
    ]


def test_census_codes_get_back_the_zeros_that_spreadsheets_drop(tables):
    frame = soc.parse(tables["2019-29_nem-occcode-acs-crosswalk.xlsx"])
    assert frame["census_code"].iloc[0] == "0010"
    assert frame["census_code"].str.fullmatch(r"\d{4}").all()


def test_the_missing_profile_is_kept_as_printed(tables):
    newer = soc.parse(tables["2024-34_nem-onet-to-soc-crosswalk.xlsx"])
    older = soc.parse(tables["2019-29_nem-onet-to-soc-crosswalk.xlsx"])
    legislators = "11-1031.00"
    assert newer.set_index("onet_code")["profile_code"][legislators] == "—"
    assert older.set_index("onet_code")["profile_code"][legislators] == ""


def test_another_mark_for_a_missing_profile_is_an_error():
    table = extracted(NEM_ONET.format(date="9/6/2023").replace("B196", "n.a."))
    with pytest.raises(ParseError, match="form of its column") as error:
        soc.parse(table)
    assert error.value.where == "table.csv, row 4, column OOH profile code"


def test_columns_may_stand_in_another_order():
    table = extracted(
        "2018 SOC Title,2018 SOC Code,2010 SOC Code,2010 SOC Title\nB,11-1021,11-1011,A\n"
    )
    assert soc.parse(table).iloc[0].to_dict() == {
        "from_code": "11-1011",
        "from_title": "A",
        "from_title_mark": "",
        "to_code": "11-1021",
        "to_title": "B",
        "to_title_mark": "",
    }


def test_a_row_above_the_headings_is_not_lost():
    head, first, *rows = CROSSWALK.splitlines()
    with pytest.raises(ParseError, match="(?s)above the headings.*" + first[:7]):
        extracted("\n".join([first, head, *rows]))


def test_notes_at_the_end_are_no_rows():
    table = extracted(CROSSWALK + "(#) The occupation was split.,,,\n\n")
    assert len(table.rows) == 3


def test_a_sheet_in_another_order_is_left_out_and_a_different_one_is_an_error():
    head, *rows = CROSSWALK.splitlines()
    turned = "\n".join([head, *reversed(rows)])
    (table,) = soc.extract(workbook(**{"Sorted by 2010": CROSSWALK, "Sorted by 2018": turned}))
    assert table.origin.sheet == "Sorted by 2010"
    with pytest.raises(ParseError, match="Two sheets hold different versions"):
        soc.extract(workbook(one=CROSSWALK, two="\n".join([head, *rows[:2]])))


def test_explanations_are_passed_over_and_other_sheets_are_an_error():
    (table,) = soc.extract(workbook(Crosswalk=CROSSWALK, Definitions="SOC,a system\n"))
    assert table.origin.sheet == "Crosswalk"
    with pytest.raises(ParseError, match="no classification table") as error:
        soc.extract(workbook(Crosswalk=CROSSWALK, Extra="Code,Wage\n11-1011,5\n"))
    assert "sheet Extra" in error.value.where
    assert error.value.got == "Code; Wage"


@pytest.mark.parametrize(
    ("date", "vintage"),
    [
        ("9/1/2020", "2019-29"),  # first release of 2019-29
        ("4/13/2021", "2019-29"),  # wages updated in place the April after
        ("9/8/2021", "2020-30"),
        ("9/6/2023", "2022-32"),
        ("08/28/2025", "2024-34"),
    ],
)
def test_the_date_tells_the_projections(date, vintage):
    assert extracted(NEM_ONET.format(date=date)).vintage == vintage


def test_a_file_without_a_date_asks_for_the_vintage():
    text = NEM_ONET.replace("As of {date}", "")
    assert extracted(text, "2021-31").vintage == "2021-31"
    for given_vintage in ("", "29.3"):
        with pytest.raises(ParseError, match="does not say which projections") as error:
            extracted(text, given_vintage)
        assert "2019-29" in error.value.next_step


@pytest.mark.parametrize("year", [2010, 2018])
def test_the_title_lines_tell_the_year_of_a_structure(year):
    table = extracted(STRUCTURE.format(year=year))
    assert (table.kind, table.vintage) == (f"soc.structure_{year}", str(year))
    levels = ["major", "minor", "broad", "detailed"]
    assert soc.parse(table)["level"].tolist() == levels


def test_a_structure_of_an_unknown_classification_is_refused():
    with pytest.raises(ParseError, match="which classification"):
        extracted(STRUCTURE.format(year=2028))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("29-9021,", "29-902,", "form of its column"),
        ("29-2072,", "29-2072.00,", "form of its column"),
        ("Medical Records Specialists", "", "form of its column"),
        ("Technicians (#)", "Technicians (###)", "form of its column"),
        ("Health Information (##)", "(##)", "form of its column"),
        ("Medical Records Specialists", "—", "form of its column"),
        ("29-2072,Medical Records Specialists", "29-9021,Health Information", "a second time"),
    ],
)
def test_a_wrong_cell_is_an_error_that_names_its_place(old, new, what):
    table = extracted(CROSSWALK.replace(old, new))
    with pytest.raises(ParseError, match=what) as error:
        soc.parse(table)
    assert "table.csv, row" in error.value.where


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("29-0000,,,,", ",,,,"),  # no code
        ("29-0000,,,,", "29-0000,29-1000,,,"),  # two codes
        (",29-2000,,,", ",29-2070,,,"),  # a broad code in the column of minor groups
        (",,29-2070,,", ",,29-2000,,"),
        (",,,29-2072,", ",,,29-2070,"),
    ],
)
def test_a_structure_needs_one_code_of_the_level_in_each_row(old, new):
    table = extracted(STRUCTURE.format(year=2018).replace(old, new))
    with pytest.raises(ParseError, match="one new code"):
        soc.parse(table)


def test_new_and_missing_headings_are_named():
    with pytest.raises(ParseError, match="headings") as error:
        soc.parse(replace(extracted(CROSSWALK), columns=["2010 SOC Code", "x", "y", "z"]))
    assert "2010 soc title" in error.value.expected
    assert error.value.got == "unknown: x; y; z"
    head, *rows = CROSSWALK.splitlines()
    wider = "\n".join([f"{head},Share", *(f"{row},0.5" for row in rows)])
    with pytest.raises(ParseError, match="headings") as error:
        extracted(wider)
    assert error.value.got == "unknown: Share"


def test_a_cell_without_a_heading_is_an_error():
    head, first, *rows = CROSSWALK.splitlines()
    with pytest.raises(ParseError, match="without a heading") as error:
        extracted("\n".join([f"{head},", f"{first},see note", *rows]))
    assert error.value.got == "see note"


def test_a_short_row_of_a_snapshot_is_an_error():
    table = extracted(CROSSWALK)
    table.rows[1].pop()
    with pytest.raises(ParseError, match="not of the known form") as error:
        soc.parse(table)
    assert error.value.expected == f"{len(table.columns)} cells"


def test_a_table_that_is_cut_to_its_headings_is_an_error():
    with pytest.raises(ParseError, match="no rows"):
        extracted(CROSSWALK.splitlines()[0])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_cell_is_refused_or_read_as_it_stands(publishers, data):
    """A change is either an error or is in the row as printed; no other row changes."""
    tables = _cached(publishers)
    name = data.draw(st.sampled_from(sorted(tables)))
    table = tables[name]
    row = data.draw(st.integers(0, len(table.rows) - 1))
    column = data.draw(st.integers(0, len(table.columns) - 1))
    cell = data.draw(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from(["29-2071", "29-2072.00", "*", "#", "—", "", "x", "Summary", "1e5"]),
            st.floats(allow_nan=True),
            st.booleans(),
        )
    )
    rows = list(table.rows)
    rows[row] = [*rows[row][:column], cell, *rows[row][column + 1 :]]
    try:
        changed = soc.parse(replace(table, rows=rows))
    except LaborError:
        return
    plain = _PARSED.setdefault(name, soc.parse(table))
    pd.testing.assert_frame_equal(changed.drop(index=row), plain.drop(index=row))
    shown = texts([cell])[0]
    found = [str(value) for value in changed.iloc[row]]
    joined = " ".join(found)
    assert shown.strip(" #*()") in joined or shown.zfill(4) in found or _is_number(shown)


_TABLES: dict = {}
_PARSED: dict = {}


def _cached(publishers):
    if not _TABLES:
        _TABLES.update(raw_tables(publishers))
    return _TABLES


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").replace("$", ""))
    except ValueError:
        return False
    return True
