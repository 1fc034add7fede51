"""Every table of estimates held: what the parser says is what the publisher printed."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sampling import tries

from labor.publishers.oews import parse as oews
from labor.publishers.oews.facts import read_top_code
from labor.publishers.reading.cells import text_of
from labor.publishers.reading.files import open_books

WAGES = ["mean", "p10", "p25", "median", "p75", "p90"]

#: Counted in the files by hand: data rows, columns, cells with `#`, `*`, `**`, `***`.
NATIONAL = {
    1997: ("national_1997_dl.xls", 828, 20, 110, 910, 0, 4),
    2000: ("resaved/national_2000_dl.xls", 733, 20, 64, 342, 0, 14),
    2001: ("national_2001_dl.xls", 733, 20, 66, 342, 0, 14),
    2002: ("national_2002_dl.xls", 734, 19, 73, 342, 0, 14),
    2003: ("national_may2003_dl.xls", 734, 19, 81, 342, 0, 14),
    2004: ("national_may2004_dl.xls", 823, 20, 126, 360, 0, 14),
    2005: ("national_may2005_dl.xls", 822, 20, 132, 366, 4, 14),
    2006: ("national_may2006_dl.xls", 822, 20, 150, 366, 2, 14),
    2007: ("national_May2007_dl.xls", 823, 20, 160, 366, 0, 0),
    2008: ("national__M2008_dl.xls", 823, 20, 121, 369, 0, 0),
    2009: ("national_dl.xls", 823, 20, 126, 366, 0, 0),
    2010: ("national_M2010_dl.xls", 819, 20, 126, 366, 0, 0),
    2011: ("national_M2011_dl.xls", 819, 20, 109, 366, 0, 0),
    2012: ("national_M2012_dl.xls", 1394, 20, 166, 528, 0, 0),
    2013: ("national_M2013_dl.xls", 1394, 20, 160, 528, 0, 0),
    2014: ("national_M2014_dl.xlsx", 1394, 20, 181, 528, 0, 0),
    2015: ("national_M2015_dl.xlsx", 1394, 20, 189, 528, 0, 0),
    2016: ("national_M2016_dl.xlsx", 1394, 20, 147, 528, 0, 0),
    2017: ("national_M2017_dl.xlsx", 1382, 20, 161, 528, 0, 0),
    2018: ("national_M2018_dl.xlsx", 1379, 20, 159, 528, 0, 0),
    2019: ("national_M2019_dl.xlsx", 1329, 30, 157, 528, 0, 0),
    2020: ("national_M2020_dl.xlsx", 1329, 31, 178, 528, 2, 0),
    2021: ("national_M2021_dl.xlsx", 1403, 32, 267, 553, 0, 0),
    2022: ("national_M2022_dl.xlsx", 1402, 32, 184, 540, 0, 0),
    2023: ("national_M2023_dl.xlsx", 1403, 32, 211, 540, 0, 0),
    2024: ("national_M2024_dl.xlsx", 1403, 32, 235, 540, 0, 0),
    2025: ("national_M2025_dl.xlsx", 1401, 32, 0, 528, 0, 0),
}
#: Rows in which only the annual or only the hourly wage is published, both together.
FLAGGED = {1997: 46, 2003: 57, 2004: 60, 2008: 61, 2018: 88, 2021: 90, 2024: 90, 2025: 88}

#: Medical records technicians, later specialists: code, jobs, annual median.
MEDICAL_RECORDS = {
    1997: ("32911", 87040, 20009.6),
    2000: ("29-2071", 143870, 22750),
    2001: ("29-2071", 142170, 23530),
    2002: ("29-2071", 145270, 23890),
    2003: ("29-2071", 148380, 24520),
    2004: ("29-2071", 155030, 25590),
    2005: ("29-2071", 160450, 26690),
    2006: ("29-2071", 164700, 28030),
    2007: ("29-2071", 165590, 29290),
    2008: ("29-2071", 168650, 30610),
    2009: ("29-2071", 170580, 31290),
    2010: ("29-2071", 176090, 32350),
    2011: ("29-2071", 180280, 33310),
    2012: ("29-2071", 182370, 34160),
    2013: ("29-2071", 180760, 34970),
    2014: ("29-2071", 184740, 35900),
    2015: ("29-2071", 189930, 37110),
    2016: ("29-2071", 200140, 38040),
    2017: ("29-2071", 204220, 39180),
    2018: ("29-2071", 208650, 40350),
    2019: ("29-2098", 331790, 42630),
    2020: ("29-2098", 318010, 44090),
    2021: ("29-2072", 180570, 46660),
    2022: ("29-2072", 187720, 47180),
    2023: ("29-2072", 185690, 48780),
    2024: ("29-2072", 187910, 50250),
    2025: ("29-2072", 194720, 51140),
}
#: Rows as the agency printed them in other places too.
PRINTED_ELSEWHERE = {
    # bls.gov/oes/2006/may/oes292071.htm
    2006: {"a_p10": 19060, "a_p25": 22420, "a_median": 28030, "a_p75": 35990, "a_p90": 45260},
    # bls.gov/oes/2011/may/oes292071.htm
    2011: {
        **{"tot_emp": 180280, "emp_prse": 0.9, "h_mean": 17.27, "a_mean": 35920, "mean_prse": 0.4},
        **{"h_p10": 10.42, "h_p25": 12.64, "h_median": 16.01, "h_p75": 20.87, "h_p90": 26.53},
        **{"a_p10": 21680, "a_p25": 26280, "a_median": 33310, "a_p75": 43410, "a_p90": 55170},
    },
    # Occupational Outlook Handbook, edition of September 2019
    2018: {"a_median": 40350, "h_median": 19.40},
    # Occupational Outlook Handbook, edition of August 2025
    2024: {"a_median": 50250, "h_median": 24.16, "a_p10": 35780, "a_p90": 80950},
}
STATE_ROWS = {
    "oes00st": 33192,
    "oes01st": 33000,
    "oes02st": 32406,
    "oesm03st": 32355,
    "oesm04st": 35859,
    "oesm06st": 35797,
    "oesm07st": 36822,
    "oesm08st": 36765,
    "oesm09st": 36728,
    "oesm10st": 36566,
    "oesm12st": 37634,
    "oesm13st": 37725,
}


def top_code(publishers, year):
    """Facts from the field descriptions that came with the national table of the year."""
    stem = f"oesm{year % 100:02d}nat" if year > 2002 else f"oes{year % 100:02d}nat"
    folder = publishers / "oews/national/field_descriptions" / stem
    facts = {}
    for path in folder.glob("*"):
        for sheet in open_books(path)[0].sheets():
            facts |= read_top_code(sheet)
    return facts


@pytest.fixture(scope="module")
def national(publishers):
    """Raw and parsed national table by year, each read once."""
    tables = {}

    def read(year):
        if year not in tables:
            book = open_books(publishers / "oews/national" / NATIONAL[year][0])[0]
            asked = "2009" if year == 2009 else ""
            (raw,) = oews.extract(book, asked, top_code(publishers, year))
            tables[year] = raw, oews.parse(raw)
        return tables[year]

    return read


def one(parsed, code, level=""):
    rows = parsed[parsed["occupation_code"] == code]
    if level:
        rows = rows[rows["occupation_level"] == level]
    assert len(rows) == 1
    return rows.iloc[0]


def count(parsed, mark):
    return sum(int((parsed[name] == mark).sum()) for name in parsed if name.endswith("_mark"))


@pytest.mark.parametrize("year", NATIONAL)
def test_no_row_and_no_mark_is_lost(national, year):
    _, rows, columns, *marks = NATIONAL[year]
    raw, parsed = national(year)
    assert raw.vintage == str(year)
    assert (len(raw.rows), len(raw.columns)) == (rows, columns)
    assert len(parsed) == rows
    assert [count(parsed, mark) for mark in ("#", "*", "**", "***")] == marks


@pytest.mark.parametrize("year", FLAGGED)
def test_flags_are_true_where_the_publisher_says_so(national, year):
    _, parsed = national(year)
    flags = [name for name in ("annual_only", "hourly_only") if name in parsed]
    assert parsed[flags].to_numpy().sum() == FLAGGED[year]


@pytest.mark.parametrize("year", MEDICAL_RECORDS)
def test_the_row_of_medical_records(national, year):
    code, jobs, median = MEDICAL_RECORDS[year]
    row = one(national(year)[1], code)
    assert (row["tot_emp"], row["a_median"]) == (jobs, median)


@pytest.mark.parametrize("year", PRINTED_ELSEWHERE)
def test_figures_that_the_agency_printed_on_pages_too(national, year):
    row = one(national(year)[1], MEDICAL_RECORDS[year][0])
    expected = PRINTED_ELSEWHERE[year]
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("year", NATIONAL)
def test_annual_wages_are_hourly_wages_times_2080(national, year):
    _, parsed = national(year)
    for name in WAGES:
        difference = (parsed[f"a_{name}"] - 2080 * parsed[f"h_{name}"]).abs()
        assert difference.notna().sum() > 600
        # Half a cent times 2,080 and half of ten dollars.
        assert difference.max() <= 16


#: The publisher's own errors: a p90 of 9.99 dollars below the median.
FALLING = {1997: {"43005", "43014"}}


@pytest.mark.parametrize("year", NATIONAL)
def test_percentiles_rise(national, year):
    _, parsed = national(year)
    for unit in "ha":
        ladder = parsed[[f"{unit}_{name}" for name in WAGES[1:]]].dropna()
        falls = (np.diff(ladder.to_numpy(), axis=1) < 0).any(axis=1)
        assert len(ladder) > 600
        codes = parsed.loc[ladder.index[falls], "occupation_code"]
        assert set(codes) == FALLING.get(year, set())


@pytest.mark.parametrize("year", [year for year in NATIONAL if year > 2000])
def test_major_groups_add_up_to_all_occupations(national, year):
    _, parsed = national(year)
    is_major = parsed["occupation_code"].str.endswith("-0000")
    total = parsed["occupation_code"] == "00-0000"
    majors = parsed.loc[is_major & ~total, "tot_emp"]
    assert len(majors) == 22
    # Each figure is rounded to ten.
    assert abs(majors.sum() - parsed.loc[total, "tot_emp"].iloc[0]) <= 5 * 23


def test_the_total_of_1997_is_kept_though_it_has_no_code(national):
    _, parsed = national(1997)
    row = one(parsed, "")
    assert row["occupation_title"] == "Total 1997 Employment"
    assert row["tot_emp"] == 117_073_130


def test_the_hash_beside_jobs_of_1997_hides_a_number(national):
    _, parsed = national(1997)
    assert (parsed["tot_emp_mark"] == "#").sum() == 43
    assert parsed.loc[parsed["tot_emp_mark"] == "#", "tot_emp"].isna().all()


def test_percentiles_of_2025_are_printed_above_the_floor(national):
    raw, parsed = national(2025)
    assert raw.facts["top_code_annual_usd"] == 239_200
    assert parsed["a_p90"].max() == 742_310


def test_an_occupation_at_no_finer_level_stands_there_twice(national):
    _, parsed = national(2024)
    twice = parsed[parsed["occupation_code"] == "29-2010"]
    assert set(twice["occupation_level"]) == {"broad", "detailed"}
    assert len(set(twice["a_median"])) == 1


@pytest.mark.parametrize("year", NATIONAL)
def test_a_table_written_as_text_parses_to_the_same_frame(national, year):
    raw, parsed = national(year)
    as_text = [[text_of(cell) for cell in row] for row in raw.rows]
    pd.testing.assert_frame_equal(oews.parse(replace(raw, rows=as_text)), parsed)


@pytest.mark.parametrize("year", [2006, 2011, 2018, 2019])
def test_the_archive_gives_the_same_table_as_its_member(publishers, national, year):
    books = open_books(publishers / f"oews/national/zip/oesm{year % 100:02d}nat.zip")
    (book,) = [book for book in books if oews.recognises(book)]
    (raw,) = oews.extract(book, facts=top_code(publishers, year))
    pd.testing.assert_frame_equal(oews.parse(raw), national(year)[1])


def test_the_archive_names_the_year_that_its_member_does_not(publishers):
    books = open_books(publishers / "oews/national/zip/oesm09nat.zip")
    (book,) = [book for book in books if oews.recognises(book)]
    assert oews.extract(book)[0].vintage == "2009"


#: Every third is written as text, too; of the nation's tables every one is.
AS_TEXT = [*STATE_ROWS][:: tries(3, 1)]


@pytest.mark.parametrize("archive", STATE_ROWS)
def test_state_tables(publishers, archive):
    books = open_books(publishers / f"oews/state/zip/{archive}.zip")
    facts = {}
    for book in books:
        for sheet in book.sheets():
            facts |= read_top_code(sheet)
    (table,) = [book for book in books if oews.recognises(book)]
    (raw,) = oews.extract(table, facts=facts)
    parsed = oews.parse(raw)
    assert raw.vintage[2:] == archive.removesuffix("st")[-2:]
    assert len(parsed) == STATE_ROWS[archive]
    assert parsed["area_code"].nunique() == 54
    if archive in AS_TEXT:
        as_text = [[text_of(cell) for cell in row] for row in raw.rows]
        pd.testing.assert_frame_equal(oews.parse(replace(raw, rows=as_text)), parsed)
    if raw.vintage == "2013":
        california = one(parsed[parsed["area_code"] == "06"], "29-2071")
        assert california["jobs_1000"] == 1.125
        assert california["loc_quotient"] == 0.83
        assert (california["tot_emp"], california["a_median"]) == (16560, 40310)


def test_a_state_table_of_ten_columns(publishers):
    book = open_books(publishers / "oews/derived/state_M2024_dl.csv")[0]
    facts = {"top_code_hourly_usd": 115.0, "top_code_annual_usd": 239_200.0}
    (raw,) = oews.extract(book, facts=facts)
    parsed = oews.parse(raw)
    assert len(parsed) == 37609
    assert not {"h_mean", "area_code", "emp_prse", "annual_only"} & set(parsed.columns)
    california = one(parsed[parsed["primary_state"] == "CA"], "29-2072")
    wages = [california[f"a_{name}"] for name in WAGES]
    assert wages == [68080, 41740, 47280, 59700, 79970, 104560]
    states = parsed[~parsed["primary_state"].isin(["GU", "PR", "VI"])]
    # All but the unpublished states of the 187,910 jobs of the nation.
    assert states.loc[states["occupation_code"] == "29-2072", "tot_emp"].sum() == 187_770


def test_an_extract_of_several_years_becomes_a_table_for_each(publishers):
    name = "state_1997_1998_2014_2015_from_bls_state_RDS.csv.gz"
    book = open_books(publishers / "oews/derived" / name)[0]
    tables = oews.extract(book)
    assert [table.vintage for table in tables] == ["1997", "1998", "2014", "2015"]
    assert sum(len(table.rows) for table in tables) == 145_492
    assert [table.vintage for table in oews.extract(book, "2014")] == ["2014"]


#: File: rows, and one row: NAICS, owners, occupation, jobs, annual median.
INDUSTRY = {
    "nat4d_M2010_owner_dl.xls": (4630, None),
    "nat4d_M2018_owner_dl.xlsx": (9725, ("622100", "Private", "29-2071", 54890, 43600)),
    "natsector_M2024_dl.xlsx": (16434, ("62", "58", "29-2072", 122640, 48690)),
    "resaved/natsector_M2022_dl.xlsx": (15997, None),
}


@pytest.mark.parametrize("file", INDUSTRY)
def test_tables_by_industry(publishers, file):
    rows, printed = INDUSTRY[file]
    year = int(file.split("_M")[1][:4])
    book = open_books(publishers / "oews/industry" / file)[0]
    (raw,) = oews.extract(book, facts=None if year == 2024 else top_code(publishers, year))
    if year == 2022:  # saved again without its field descriptions
        raw.facts.update(top_code_hourly_usd=115.0, top_code_annual_usd=239_200.0)
    parsed = oews.parse(raw)
    assert (raw.vintage, len(parsed)) == (str(year), rows)
    if printed:
        naics, owners, code, jobs, median = printed
        owned = parsed["ownership" if "ownership" in parsed else "ownership_code"] == owners
        row = one(parsed[(parsed["industry_code"] == naics) & owned], code)
        assert (row["tot_emp"], row["a_median"]) == (jobs, median)


def test_shares_below_half_a_percent(publishers):
    book = open_books(publishers / "oews/industry/natsector_M2024_dl.xlsx")[0]
    parsed = oews.parse(oews.extract(book)[0])
    assert count(parsed, "~") == (parsed["pct_rpt_mark"] == "~").sum() == 8896


def test_a_sector_that_became_a_number_is_text_again(publishers):
    book = open_books(publishers / "oews/industry/resaved/natsector_M2022_dl.xlsx")[0]
    facts = {"top_code_hourly_usd": 115.0, "top_code_annual_usd": 239_200.0}
    parsed = oews.parse(oews.extract(book, facts=facts)[0])
    assert {"31", "44", "48", "62"} <= set(parsed["industry_code"])


def test_employment_from_the_time_series_files(publishers):
    book = open_books(publishers / "oews/derived/metro_employment.csv")[0]
    (raw,) = oews.extract(book, "2019")
    parsed = oews.parse(raw)
    assert raw.kind == "oews.flat_employment"
    assert len(parsed) == 82503
    assert (parsed["occupation_code"] == "292098").sum() == 514
    assert parsed["tot_emp"].notna().all()
