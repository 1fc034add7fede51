"""Wages and employment: every cell of the publisher has its place, its status and its unit."""

import logging
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.errors import ParseError
from labor.publishers.oews import parse as oews
from labor.publishers.oews.tidy import EMPLOYMENT_MEASURES, tidy
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.files import open_books
from labor.publishers.reading.tables import RawTable
from labor.schema.tables import TABLES
from labor.terms import STATISTICS

#: Any amounts will do where only the statuses are counted.
FLOOR = {"top_code_hourly_usd": 100.0, "top_code_annual_usd": 208_000.0}
HEADINGS = [
    "OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP", "EMP_PRSE", "H_MEAN", "A_MEAN", "MEAN_PRSE",
    "H_MEDIAN", "A_MEDIAN", "A_PCT90", "ANNUAL", "HOURLY",
]  # fmt: skip
# Rows of May 2018; cells were changed where a test needs a mark that the row does not have.
RECORDS = [
    "29-2071", "Medical Records and Health Information Technicians", "detailed", 208650.0, 1.0,
    21.16, 44010.0, 0.4, 19.40, 40350.0, 66260.0, "", "",
]  # fmt: skip
SURGEONS = [
    "29-1067", "Surgeons", "detailed", 34390.0, 3.8, 122.65, 255110.0, 1.5, "#", "#", 208000.0,
    "", "",
]  # fmt: skip
TEACHERS = [
    "25-2031", "Secondary School Teachers", "detailed", "**", "**", "*", 64340.0, 0.5, "*",
    60320.0, "***", "TRUE", "",
]  # fmt: skip
ACTORS = [
    "27-2011", "Actors", "detailed", 47430.0, 7.1, 29.34, "*", 4.1, 17.54, "*", "*", "", "TRUE",
]  # fmt: skip


def made(rows, headings=HEADINGS, year="2018", facts=FLOOR, kind="oews.estimates"):
    raw = RawTable(kind, year, list(headings), rows, CellPlace("x.csv", "", 2), dict(facts))
    return tidy(oews.parse(raw), kind, year, "oews_test", raw.facts)


def cell(tables, code, statistic, name):
    rows = tables["wages"]
    row = rows[(rows["occupation_code"] == code) & (rows["statistic"] == statistic)]
    return row[name].item(), row[f"{name}_status"].item()


@pytest.fixture(scope="module")
def tables():
    return made([RECORDS, SURGEONS, TEACHERS, ACTORS])


def test_both_tables_keep_their_description(tables):
    for schema in (TABLES["wages"], TABLES["employment"]):
        schema.check(schema.conform(tables[schema.name]))
    assert (len(tables["wages"]), len(tables["employment"])) == (24, 4)


def test_the_row_of_2018(tables):
    # Occupational Outlook Handbook, edition of September 2019: $40,350 a year, $19.40 an hour.
    assert cell(tables, "29-2071", "median", "annual_wage_usd") == (40350, "published")
    assert cell(tables, "29-2071", "median", "hourly_wage_usd") == (19.40, "published")
    assert cell(tables, "29-2071", "mean", "rse_pct") == (0.4, "published")


def test_percentiles_have_no_error(tables):
    value, status = cell(tables, "29-2071", "median", "rse_pct")
    assert np.isnan(value)
    assert status == "not_applicable"


def test_a_mark_above_a_printed_percentile_is_at_least_that_percentile():
    # Iowa, May 2025, as oe.data.0.Current prints it: p90 has the footnote of the floor.
    names = ["A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"]
    row = ["29-1249", "Surgeons, All Other", "detailed", 488900, 86290, 235980, 370390, 657190, "#"]
    facts = {"top_code_hourly_usd": 115.0, "top_code_annual_usd": 239_200.0}
    found = made([row], ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", *names], "2025", facts)
    assert cell(found, "29-1249", "p90", "annual_wage_usd") == (657_190, "top_coded")
    assert cell(found, "29-1249", "p75", "annual_wage_usd") == (657_190, "published")
    low = [*row[:5], "#", "#", "#", "#"]
    found = made([low], ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", *names], "2025", facts)
    for point in ("p25", "median", "p75", "p90"):
        assert cell(found, "29-1249", point, "annual_wage_usd") == (239_200, "top_coded")


@given(cells=st.lists(st.sampled_from([100_000.0, 300_000.0, 500_000.0, "#", "*"]), min_size=5))
def test_limits_of_marks_never_fall_below_a_printed_percentile(cells):
    names = ["A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"]
    printed = sorted(cell for cell in cells[:5] if not isinstance(cell, str))
    row = [cell if isinstance(cell, str) else printed.pop(0) for cell in cells[:5]]
    facts = {"top_code_hourly_usd": 115.0, "top_code_annual_usd": 239_200.0}
    headings = ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", *names]
    wages = made([["29-1249", "Surgeons", "detailed", *row]], headings, "2025", facts)["wages"]
    ladder = wages[wages["statistic"] != "mean"]
    so_far = 0.0
    for value, status in ladder[["annual_wage_usd", "annual_wage_usd_status"]].to_numpy():
        if status == "top_coded":
            assert value == max(239_200, so_far)
        if status in ("top_coded", "published"):
            so_far = max(so_far, value)


def test_a_top_coded_wage_is_the_floor_and_says_so(tables):
    assert cell(tables, "29-1067", "median", "annual_wage_usd") == (208_000, "top_coded")
    assert cell(tables, "29-1067", "median", "hourly_wage_usd") == (100, "top_coded")


def test_a_wage_printed_at_the_floor_stays_published(tables):
    assert cell(tables, "29-1067", "p90", "annual_wage_usd") == (208_000, "published")


def test_a_column_that_does_not_exist_is_not_applicable_and_not_zero(tables):
    value, status = cell(tables, "29-2071", "p10", "hourly_wage_usd")
    assert np.isnan(value)
    assert status == "not_applicable"
    employment = tables["employment"]
    assert employment["jobs_per_1000"].isna().all()
    assert (employment["jobs_per_1000_status"] == "not_applicable").all()


def test_marks_become_statuses(tables):
    assert cell(tables, "25-2031", "mean", "hourly_wage_usd")[1] == "not_available"
    assert cell(tables, "25-2031", "p90", "annual_wage_usd")[1] == "withdrawn"
    employment = tables["employment"].set_index("occupation_code")
    assert employment.loc["25-2031", "employment_jobs_status"] == "not_available"


def test_pay_basis(tables):
    basis = tables["wages"].drop_duplicates("occupation_code").set_index("occupation_code")
    assert basis["pay_basis"].to_dict() == {
        "29-2071": "hourly_and_annual",
        "29-1067": "hourly_and_annual",
        "25-2031": "annual_only",
        "27-2011": "hourly_only",
    }


def test_pay_basis_is_unknown_where_no_column_says_it():
    headings = ["PRIM_STATE", "OCC_CODE", "TOT_EMP", "A_MEDIAN"]
    tables = made([["CA", "29-2072", "19,750", "59,700"]], headings, "2024")
    assert tables["wages"]["pay_basis"].isna().all()
    row = tables["employment"].iloc[0]
    assert (row["area_code"], row["area_title"]) == ("06", "California")
    assert row["employment_jobs"] == 19750
    TABLES["wages"].check(TABLES["wages"].conform(tables["wages"]))


def test_a_table_without_wages_gives_employment_only():
    assert list(made([["29-2071", 5]], ["occ_code", "tot_emp"])) == ["employment"]
    assert list(made([["29-2071", 5]], ["occ_code", "a_median"])) == ["wages"]


def test_a_top_code_without_its_floor_is_an_error():
    parsed = oews.parse(
        RawTable("oews.estimates", "2018", HEADINGS, [SURGEONS], CellPlace("x"), dict(FLOOR))
    )
    with pytest.raises(ParseError, match="top_code_hourly_usd"):
        tidy(parsed, "oews.estimates", "2018", "s", {})


def test_a_row_printed_twice_is_kept_once_and_reported(caplog):
    with caplog.at_level(logging.WARNING):
        tables = made([RECORDS, SURGEONS, list(RECORDS)])
    assert tables["employment"]["occupation_code"].tolist() == ["29-2071", "29-1067"]
    assert len(tables["wages"]) == 12
    assert "oews_test prints 1 rows twice" in caplog.text
    assert "occupation_code 29-2071" in caplog.text
    TABLES["wages"].check(TABLES["wages"].conform(tables["wages"]))


def test_two_rows_about_the_same_with_other_figures_are_an_error():
    other = [*RECORDS]
    other[3] = 208660.0
    with pytest.raises(ParseError, match="1 rows repeat the key") as caught:
        made([RECORDS, RECORDS, other])
    assert "occupation_code 29-2071" in str(caught.value)


def test_the_same_occupation_at_two_levels_is_no_repetition():
    broad, detailed = ["29-2010", "x", "broad", 5], ["29-2010", "x", "detailed", 5]
    tables = made([broad, detailed], ["OCC_CODE", "OCC_TITLE", "OCC_GROUP", "TOT_EMP"])
    assert tables["employment"]["occupation_level"].tolist() == ["broad", "detailed"]


def test_employment_from_the_time_series_files():
    headings = ["area_code", "industry_code", "occupation_code", "value"]
    rows = [["0010180", "000000", "292098", "110.0"], ["4800000", "000000", "290000", "5000.0"]]
    tables = made(rows, headings, "2019", {}, "oews.flat_employment")
    assert list(tables) == ["employment"]
    employment = TABLES["employment"].conform(tables["employment"])
    TABLES["employment"].check(employment)
    columns = ["area_code", "occupation_code", "occupation_level", "employment_jobs"]
    assert employment[columns].to_numpy().tolist() == [
        ["10180", "29-2098", "detailed", 110.0],
        ["48", "29-0000", "major", 5000.0],
    ]


def raw_statuses(parsed, columns, meanings):
    """Statuses that the cells of some columns must get, counted from the parsed table."""
    found = Counter()
    for column in columns:
        if column not in parsed:
            found["not_applicable"] += len(parsed)
            continue
        marks = parsed[f"{column}_mark"]
        blank = (marks == "") & parsed[column].isna()
        found["not_applicable"] += int(blank.sum())
        found["published"] += int(parsed[column].notna().sum())
        for mark, status in meanings.items():
            found[status] += int((marks == mark).sum())
    return +found


def publishers_tables(publishers):
    folder = publishers / "oews"
    for path in sorted((folder / "national").glob("*.xls*")):
        yield path, "2009" if path.name == "national_dl.xls" else ""
    yield folder / "state/zip/oesm13st.zip", ""
    yield folder / "industry/natsector_M2024_dl.xlsx", ""
    yield folder / "industry/nat4d_M2018_owner_dl.xlsx", ""
    yield folder / "derived/state_M2024_dl.csv", ""
    yield folder / "derived/state_emp_data.csv", "2019"


def test_every_cell_of_the_publisher_has_one_status(publishers):
    wage_marks = {"*": "not_available", "***": "withdrawn", "#": "top_coded"}
    job_marks = {"**": "not_available", "#": "not_available", "~": "below_half_percent"}
    seen = 0
    for path, year in publishers_tables(publishers):
        (book,) = [book for book in open_books(path) if oews.recognises(book)]
        (raw,) = oews.extract(book, year)
        for name, amount in FLOOR.items():
            raw.facts.setdefault(name, amount)
        parsed = oews.parse(raw)
        tables = tidy(parsed, raw.kind, raw.vintage, path.stem, raw.facts)
        for unit in ("hourly", "annual"):
            columns = [f"{unit[0]}_{statistic}" for statistic in STATISTICS]
            statuses = Counter(tables["wages"][f"{unit}_wage_usd_status"])
            assert statuses == raw_statuses(parsed, columns, wage_marks), path
        for measure, column in EMPLOYMENT_MEASURES.items():
            statuses = Counter(tables["employment"][f"{measure}_status"])
            assert statuses == raw_statuses(parsed, [column], job_marks), path
        for schema in (TABLES["wages"], TABLES["employment"]):
            schema.check(schema.conform(tables[schema.name]))
        seen += 1
    assert seen == 31


def test_all_national_years_fit_in_one_table(publishers):
    parts = []
    for path, year in publishers_tables(publishers):
        if path.parent.name != "national":
            continue
        (raw,) = oews.extract(open_books(path)[0], year)
        for name, amount in FLOOR.items():
            raw.facts.setdefault(name, amount)
        tables = tidy(oews.parse(raw), raw.kind, raw.vintage, path.stem, raw.facts)
        parts.append(tables["employment"])
    together = TABLES["employment"].conform(pd.concat(parts))
    TABLES["employment"].check(together)
    levels = together[together["reference_year"] >= 2012].groupby("occupation_level")
    # Levels say what the digits say, but for codes that are published at no finer level.
    endings = {name: set(group["occupation_code"].str[-1]) for name, group in levels}
    assert endings["total"] == endings["major"] == endings["minor"] == endings["broad"] == {"0"}
    jobs = together[together["occupation_code"] == "29-2071"].set_index("reference_year")
    assert jobs.loc[2018, "employment_jobs"] == 208650
    assert (jobs["soc_version"].loc[2012:] == "soc_2010").all()
