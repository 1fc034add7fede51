"""Layouts of which no file is held, written here as their field descriptions say; and damage."""

import io

import openpyxl
import pandas as pd
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import LaborError, ParseError
from labor.publishers.oews import parse as oews
from labor.publishers.oews.layouts import ESTIMATES, match_columns, plain_heading
from labor.publishers.oews.tidy import tidy
from labor.publishers.reading.cells import CellPlace, number_of, text_of
from labor.publishers.reading.files import book_from_bytes
from labor.publishers.reading.tables import RawTable

FLOOR = {"top_code_hourly_usd": 100.0, "top_code_annual_usd": 208_000.0}
PERCENTILES = "H_PCT10 H_PCT25 H_MEDIAN H_PCT75 H_PCT90 A_PCT10 A_PCT25 A_MEDIAN A_PCT75 A_PCT90"
PAY = f"H_MEAN A_MEAN MEAN_PRSE {PERCENTILES} ANNUAL HOURLY"
AREAS_2012 = (
    f"PRIM_STATE AREA AREA_NAME OCC_CODE OCC_TITLE OCC_GROUP TOT_EMP EMP_PRSE JOBS_1000 LOC_Q {PAY}"
)
TODAY = (
    "AREA AREA_TITLE AREA_TYPE PRIM_STATE NAICS NAICS_TITLE I_GROUP OWN_CODE OCC_CODE OCC_TITLE "
    f"O_GROUP TOT_EMP EMP_PRSE JOBS_1000 LOC_QUOTIENT PCT_TOTAL PCT_RPT {PAY}"
)
#: File, sheet, headings separated by blanks (~ is a blank in a heading), area, area type.
LAYOUTS = {
    "metro 2000": (
        "msa_2000_dl_1.xls",
        "msa_dl",
        "prim_state area area_name occ_code occ_titl group tot_emp emp_prse h_mean a_mean "
        "mean_prse h_wpct10 h_wpct25 h_median h_wpct75 h_wpct90 a_wpct10 a_wpct25 a_median "
        "a_wpct75 a_wpct90 annual",
        "0040",
        "metropolitan",
    ),
    "metro 2010": (
        "oesm10ma.zip!MSA_M2010_dl_1.xls",
        "MSA_dl_1",
        "PRIM_STATE AREA AREA_NAME OCC_CODE OCC_TITLE GROUP TOT_EMP EMP_PRSE JOBS_1000 "
        f"LOC~QUOTIENT {PAY}",
        "10180",
        "metropolitan",
    ),
    "metro division 2014": (
        "MSA_M2014_dl.xlsx",
        "MSA_dl",
        AREAS_2012,
        "16974",
        "metropolitan_division",
    ),
    "nonmetro 2016": (
        "oesm16ma.zip!oesm16ma/BOS_M2016_dl.xlsx",
        "BOS_dl",
        AREAS_2012,
        "0100001",
        "nonmetropolitan",
    ),
    "metro 2019": (
        "MSA_M2019_dl.xlsx",
        "MSA_M2019_dl",
        "area area_title area_type naics naics_title i_group own_code occ_code occ_title o_group "
        f"tot_emp emp_prse jobs_1000 loc_quotient pct_total {PAY.lower()}",
        "10180",
        "metropolitan",
    ),
    "metro 2024": ("MSA_M2024_dl.xlsx", "MSA_M2024_dl", TODAY, "10180", "metropolitan"),
    "nonmetro 2024": ("BOS_M2024_dl.xlsx", "BOS_M2024_dl", TODAY, "0100001", "nonmetropolitan"),
    "all data 2011": (
        "oes_data_2011.xlsx",
        "oes_data_2011",
        "AREA AREA_TITLE AREA_TYPE NAICS NAICS_TITLE OWN_CODE OCC_CODE OCC_TITLE GROUP TOT_EMP "
        f"EMP_PRSE JOBS_1000 LOC_Q PCT_TOT {PAY}",
        "10180",
        "metropolitan",
    ),
    "all data 2012": (
        "all_oes_data_2012.xlsx",
        "OES Data May 2012",
        "area area_title area_type naics naics_title own_code occ_code occ_title group tot_emp "
        f"emp_prse jobs_1000 loc_quotient pct_tot {PAY.lower()}",
        "06",
        "state",
    ),
    "all data 2016": (
        "all_data_M_2016.xlsx",
        "All May 2016 Data",
        "area area_title area_type naics naics_title own_code occ~code occ~title group tot_emp "
        f"emp_prse jobs_1000 loc_quotient pct_total {PAY.lower()}",
        "72",
        "territory",
    ),
    "all data 2019": (
        "all_data_M_2019.xlsx",
        "All May 2019 Data",
        "area area_title area_type naics naics_title i_group own_code occ_code occ_title o_group "
        f"tot_emp emp_prse jobs_1000_orig loc_quotient pct_total {PAY.lower()}",
        "99",
        "nation",
    ),
    "all data 2021": (
        "all_data_M_2021.xlsx",
        "All May 2021 data",
        TODAY,
        "0100001",
        "nonmetropolitan",
    ),
    "sectors 2018": (
        "natsector_M2018_dl.xlsx",
        "natsector_dl",
        f"NAICS NAICS_TITLE OCC_CODE OCC_TITLE OCC_GROUP TOT_EMP EMP_PRSE PCT_TOTAL PCT_RPT {PAY}",
        "99",
        "nation",
    ),
}
TITLES = {"16974": "Chicago-Naperville-Arlington Heights, IL Metropolitan Division"}
TYPES = {
    "nation": "1",
    "state": "2",
    "territory": "3",
    "metropolitan": "4",
    "metropolitan_division": "5",
    "nonmetropolitan": "6",
}

#: Row of the publisher (29-2071, May 2018), under the names of the parsed table; what the
#: national table does not have is made up.
ROW = {
    "tot_emp": 208650.0,
    "emp_prse": 1.0,
    "jobs_1000": 1.442,
    "loc_quotient": 1.25,
    "pct_total": 0.14,
    "pct_rpt": "~",
    "h_mean": 21.16,
    "a_mean": 44010.0,
    "mean_prse": 0.4,
    "h_p10": 12.76,
    "h_p25": 15.42,
    "h_median": 19.40,
    "h_p75": 25.35,
    "h_p90": 31.86,
    "a_p10": 26550.0,
    "a_p25": 32070.0,
    "a_median": 40350.0,
    "a_p75": 52730.0,
    "a_p90": "#",
    "annual_only": "",
    "hourly_only": "",
    "occupation_code": "29-2071",
    "occupation_title": "Medical Records and Health Information Technicians ",
    "occupation_level": "detailed",
    "industry_title": "Cross-industry",
    "industry_level": "cross-industry",
    "ownership_code": "1235",
    "primary_state": "IL",
}


def heads(name):
    return [heading.replace("~", " ") for heading in LAYOUTS[name][2].split()]


def row_of(name, **changed):
    """The row's cells in the order of a layout."""
    *_, area, kind = LAYOUTS[name]
    cells = {
        **ROW,
        "area_code": area,
        "area_title": TITLES.get(area, "Somewhere"),
        "area_type": TYPES[kind],
        "industry_code": "62" if name.startswith("sectors") else "000000",
        **changed,
    }
    # The columns stand in another order in the result than in the headings.
    by_position = {at: cells[field.name] for field, at in match_columns(heads(name), "").items()}
    return [by_position[position] for position in sorted(by_position)]


def xlsx(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(sheets):
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(name, rows, more=None):
    """A workbook in the layout as the publisher names it."""
    file, sheet, *_ = LAYOUTS[name]
    write = xls if file.endswith(".xls") else xlsx
    return book_from_bytes(write({sheet: rows, **(more or {})}), file)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_of_which_no_file_is_held(name):
    file, sheet, _, area, kind = LAYOUTS[name]
    book = written(name, [heads(name), row_of(name)])
    assert oews.recognises(book)
    (raw,) = oews.extract(book, facts=FLOOR)
    assert raw.vintage == name.split()[-1]
    assert raw.columns == heads(name)
    assert raw.origin == CellPlace(file, sheet, 2)
    row = oews.parse(raw).iloc[0]
    for field in match_columns(raw.columns, ""):
        if field.kind == "number":
            expected = ROW[field.name]
            if isinstance(expected, str):
                assert row[f"{field.name}_mark"] == expected
            else:
                assert (row[field.name], row[f"{field.name}_mark"]) == (expected, "")
    assert row["occupation_title"] == "Medical Records and Health Information Technicians"
    assert not row["annual_only"]
    tables = tidy(oews.parse(raw), raw.kind, raw.vintage, "written_here", raw.facts)
    made = tables["employment"].iloc[0]
    assert (made["area_code"], made["area_type"]) == (area, kind)
    assert made["industry_level"] == ("sector" if name.startswith("sectors") else "cross-industry")


@pytest.mark.parametrize("name", LAYOUTS)
def test_text_cells_and_workbook_cells_parse_alike(name):
    rows = [row_of(name), row_of(name, occupation_code="29-2072", tot_emp="**", annual_only=True)]
    (raw,) = oews.extract(written(name, [heads(name), *rows]), facts=FLOOR)
    lines = [",".join(f'"{text_of(cell)}"' for cell in row) for row in [heads(name), *rows]]
    csv = book_from_bytes("\r\n".join(lines).encode(), "written.csv")
    (as_text,) = oews.extract(csv, raw.vintage, FLOOR)
    pd.testing.assert_frame_equal(oews.parse(as_text), oews.parse(raw))


def test_a_number_that_stands_alone_is_no_note():
    rows = [
        ["OCC_CODE", "OCC_TITLE", "GROUP", "TOT_EMP", "H_MEDIAN", "YEAR"],
        ["29-2071", "Medical Records Technicians", "", 208650, 19.4, 2018],
        [],
        ["", "", "", "", 19.4, ""],
    ]
    book = book_from_bytes(xls({"national": rows}), "national_M2018_dl.xls")
    (raw,) = oews.extract(book)
    assert len(raw.rows) == 2
    with pytest.raises(ParseError):
        oews.parse(raw)


def test_banner_blank_rows_and_notes_are_no_rows():
    rows = [
        ["1997 National OES Estimates"],
        [],
        ["occ_code - a unique, five-digit numerical identifier for each OES occupation"],
        ["# = indicates a wage greater than $60.00 per hour or $124,820 annually"],
        [],
        ["occ_code", "occ_title", "group", "tot_emp", "h_median", "year"],
        ["20000", "Professional, Paraprofessional, and Technical Occupations", "div", "", "", ""],
        ["32000", "Health Practitioners", "maj ", "#", "#", 1997],
        ["", " ", "", "", "", ""],
        ["32911", "Medical Records Technicians", "", 87040, 9.62, "1997"],
        ["", "Total 1997 Employment", "", 117073130, "", ""],
        [],
        ["* = indicates that a wage estimate is not available"],
    ]
    book = book_from_bytes(xls({"oes_national_1997": rows}), "national_1997_dl.xls")
    (raw,) = oews.extract(book)
    assert len(raw.rows) == 4
    assert raw.origin.first_row == 7
    parsed = oews.parse(raw)
    assert parsed["occupation_code"].tolist() == ["20000", "32000", "32911", ""]
    assert parsed["tot_emp_mark"].tolist() == ["", "#", "", ""]
    levels = tidy(parsed, raw.kind, raw.vintage, "s", raw.facts)["employment"]
    assert levels["occupation_level"].tolist() == ["division", "major", "detailed", "total"]
    assert levels["occupation_code"].tolist() == ["20000", "32000", "32911", "00000"]


def test_padded_text_and_numbers_in_one_row():
    rows = [["occ_code", "tot_emp", "h_mean"], ["29-2071", "      143870", 11.74]]
    book = book_from_bytes(xls({"state_dl": rows}), "state_2000_dl.xls")
    row = oews.parse(oews.extract(book)[0]).iloc[0]
    assert (row["tot_emp"], row["h_mean"]) == (143870, 11.74)


def test_a_heading_with_nothing_below_at_the_right_end_is_no_column():
    rows = [[*heads("metro 2024"), None, ""], [*row_of("metro 2024"), " ", None]]
    (raw,) = oews.extract(written("metro 2024", rows), facts=FLOOR)
    assert len(raw.columns) == len(raw.rows[0]) == 32


def test_other_sheets_are_left_alone():
    more = {"Field Descriptions": [["Field"], ["occ_code"], ["tot_emp"]], "Filler": []}
    (raw,) = oews.extract(
        written("metro 2024", [heads("metro 2024"), row_of("metro 2024")], more), facts=FLOOR
    )
    assert raw.origin.sheet == "MSA_M2024_dl"


@pytest.mark.parametrize(
    "rows",
    [
        [["Field", "Field Description"], ["occ_code", "The 7-digit code"], ["tot_emp", "Jobs"]],
        [["occupation_code", "occupation_name"], ["292072", "Medical records specialists"]],
        [["O*NET-SOC Code", "Title"], ["29-2072.00", "Medical Records Specialists"]],
        [],
    ],
)
def test_what_is_no_table_of_estimates(rows):
    book = book_from_bytes(xlsx({"Sheet1": rows}), "x.xlsx")
    assert not oews.recognises(book)
    with pytest.raises(ParseError, match="headings of OEWS estimates"):
        oews.extract(book)


def test_an_unknown_column_is_named_with_what_it_is_like():
    headings = ["A_PCT9O" if h == "A_PCT90" else h for h in heads("metro 2024")]
    with pytest.raises(ParseError) as caught:
        oews.extract(written("metro 2024", [headings, row_of("metro 2024")]))
    message = str(caught.value)
    assert "unknown: 'A_PCT9O' (like a_pct90" in message
    assert "not seen here: " in message
    assert "MSA_M2024_dl.xlsx, sheet MSA_M2024_dl, row 1" in message


def test_two_columns_that_mean_the_same():
    with pytest.raises(ParseError, match="H_MEDIAN and h_median"):
        match_columns(["OCC_CODE", "H_MEDIAN", "h_median"], "x.csv")


def test_headings_without_rows():
    with pytest.raises(ParseError, match="no rows"):
        oews.extract(written("metro 2024", [heads("metro 2024")]))


def test_a_row_that_was_cut():
    text = "OCC_CODE,TOT_EMP,A_MEAN\n29-2071,208650,44010\n29-2072,1\n"
    with pytest.raises(ParseError) as caught:
        oews.extract(book_from_bytes(text.encode(), "national_M2018_dl.csv"))
    assert "row 3" in str(caught.value)
    assert "2 cells" in str(caught.value)


#: A column and a cell that does not belong in it.
WRONG = [
    ("tot_emp", "*"),
    ("tot_emp", "#"),
    ("emp_prse", "~"),
    ("jobs_1000", "*"),
    ("pct_total", "~"),
    ("pct_rpt", "#"),
    ("h_mean", "**"),
    ("h_mean", "~"),
    ("mean_prse", "#"),
    ("a_median", "N/A"),
    ("a_median", "-"),
    ("annual_only", "yes"),
    ("annual_only", 1.0),
    ("hourly_only", "*"),
    ("occupation_level", "group"),
    ("occupation_code", "29-207"),
    ("occupation_code", ""),
    ("area_type", "7"),
    ("area_code", "CA"),
    ("industry_level", "2-digit"),
    ("ownership_code", "private"),
]


@pytest.mark.parametrize(("column", "cell"), WRONG)
def test_a_cell_in_the_wrong_column_is_named(column, cell):
    name = "metro 2024"
    rows = [heads(name), row_of(name), row_of(name, **{column: cell})]
    (raw,) = oews.extract(written(name, rows), facts=FLOOR)
    with pytest.raises(ParseError) as caught:
        oews.parse(raw)
    assert "MSA_M2024_dl.xlsx, sheet MSA_M2024_dl, row 3" in str(caught.value)


def test_a_row_cannot_be_annual_only_and_hourly_only():
    name = "metro 2024"
    rows = [heads(name), row_of(name, annual_only="TRUE", hourly_only="TRUE")]
    (raw,) = oews.extract(written(name, rows), facts=FLOOR)
    with pytest.raises(ParseError, match="both annual only and hourly only"):
        oews.parse(raw)


@pytest.mark.parametrize("heading", sorted({h for f in ESTIMATES for h in f.headings}))
def test_headings_in_any_case_are_the_same(heading):
    (field,) = match_columns([heading.upper()], "")
    assert match_columns([heading.replace("_", " ").title()], "") == {field: 0}
    assert plain_heading(heading) == heading


CELLS = st.one_of(
    st.floats(allow_nan=True),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.text(max_size=8),
    st.sampled_from(["*", "**", "***", "#", "~", "", " ", "TRUE", "1,000", " 12.5", "29-2072"]),
)


@settings(deadline=None)
@given(st.data())
def test_a_damaged_cell_is_an_error_or_is_read_as_it_stands(data):
    name = data.draw(st.sampled_from(sorted(LAYOUTS)))
    year = name.split()[-1]
    cells = [row_of(name), row_of(name, occupation_code="29-2099")]
    fields = {position: field for field, position in match_columns(heads(name), "").items()}
    position = data.draw(st.integers(0, len(fields) - 1))
    cells[1][position] = data.draw(CELLS)
    raw = RawTable("oews.estimates", year, heads(name), cells, CellPlace("x.csv"), FLOOR)
    try:
        row = oews.parse(raw).iloc[1]
        tidy(oews.parse(raw), raw.kind, year, "s", FLOOR)
    except LaborError as error:
        assert error.message()
        return
    damaged, field = text_of(cells[1][position]), fields[position]
    if field.kind == "text":
        assert row[field.name] == damaged
    elif field.kind == "flag":
        assert row[field.name] == (damaged.upper() == "TRUE")
    elif row[f"{field.name}_mark"] or pd.isna(row[field.name]):
        assert row[f"{field.name}_mark"] == damaged
        assert damaged in field.marks | {""}
    else:
        number = cells[1][position]
        assert row[field.name] == (number_of(number) if isinstance(number, str) else number)
