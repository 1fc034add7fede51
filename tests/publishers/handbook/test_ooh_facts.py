"""The Handbook's raw tables: typed the same from text, and no cell read as what it does not say."""

import csv
import io
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooh_page import page, pages_of

from labor.errors import LaborError, ParseError
from labor.publishers.handbook import parse as ooh
from labor.publishers.reading.cells import texts

TABLES = {table.kind: table for table in ooh.extract(pages_of(a=page(), b=page(slug="b")))}


def through_csv(table):
    """The table as the snapshot stores it: every cell as text in CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(texts(row) for row in table.rows)
    columns, *rows = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    return replace(table, columns=columns, rows=rows)


@pytest.mark.parametrize("kind", TABLES)
def test_the_snapshot_parses_to_the_same_rows(kind):
    table = TABLES[kind]
    pd.testing.assert_frame_equal(ooh.parse(table), ooh.parse(through_csv(table)))


#: Every column that holds a number, and the typed columns that can come from it.
NUMBERS = {
    "ooh.quick_facts": {
        "2024 Median Pay": ["median_annual", "median_hourly"],
        "Number of Jobs, 2024": ["jobs"],
        "Job Outlook, 2024–34": ["outlook_pct"],
        "Employment Change, 2024–34": ["change"],
        "Projected Employment, 2034": ["target_jobs"],
        "Openings each year": ["openings"],
        "Lowest 10 percent earned less than": ["p10_annual"],
        "Highest 10 percent earned more than": ["p90_annual"],
    },
    "ooh.members": {
        "Employment, 2024": ["base_jobs"],
        "Projected Employment, 2034": ["target_jobs"],
        "Change, 2024–34 Percent": ["change_pct"],
        "Change, 2024–34 Numeric": ["change"],
    },
    "ooh.similar_occupations": {"2024 MEDIAN PAY": ["median_annual"]},
    "ooh.pay_settings": {"Wage": ["wage"]},
}
NUMBER_CELLS = [(kind, heading) for kind, columns in NUMBERS.items() for heading in columns]


def with_cell(table, place, heading, text):
    rows = [list(row) for row in table.rows]
    rows[place][table.columns.index(heading)] = text
    return replace(table, rows=rows)


def digits(text):
    """The digits and points of the numbers in a cell, in order, thousands commas left out."""
    return "".join(re.findall(r"[0-9.]", text.replace(",", ""))).strip(".")


@pytest.mark.parametrize(("kind", "heading"), NUMBER_CELLS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_changed_number_cell_is_read_as_written_or_refused(kind, heading, data):
    table = TABLES[kind]
    place = data.draw(st.integers(0, len(table.rows) - 1))
    cell = table.rows[place][table.columns.index(heading)]
    at = data.draw(st.integers(0, len(cell)))
    junk = data.draw(st.text(alphabet="0123456789,.$%-–— abN/#*(", max_size=3))
    cut = data.draw(st.integers(0, 2))
    changed = cell[:at] + junk + cell[at + cut :]
    try:
        parsed = ooh.parse(with_cell(table, place, heading, changed))
    except LaborError:
        return
    assert len(parsed) == len(table.rows)
    values = [parsed[name].iloc[place] for name in NUMBERS[kind][heading]]
    read = "".join(digits(f"{value:.2f}") for value in values if value == value)
    printed = "".join(digits(f"{float(number):.2f}") for number in _numbers(changed))
    assert read == printed, changed


def _numbers(text):
    return re.findall(r"\d+(?:\.\d+)?|\.\d+", text.replace(",", ""))


@pytest.mark.parametrize("kind", TABLES)
def test_an_unknown_or_double_column_is_refused(kind):
    table = TABLES[kind]
    for columns in ([*table.columns, "Stars"], [*table.columns, table.columns[-1]]):
        with pytest.raises(ParseError, match="columns that are known"):
            ooh.parse(replace(table, columns=columns, rows=[[*row, "x"] for row in table.rows]))
    with pytest.raises(ParseError, match="columns that are known"):
        ooh.parse(replace(table, rows=[table.rows[0][:-1]]))


def test_the_years_of_the_headings_must_be_those_of_the_edition():
    table = TABLES["ooh.members"]
    with pytest.raises(ParseError, match="other years"):
        ooh.parse(replace(table, vintage="2022-32"))
    with pytest.raises(ParseError, match="ten-year"):
        ooh.parse(replace(table, vintage="2024"))


@pytest.mark.parametrize(
    ("kind", "heading", "text"),
    [
        ("ooh.members", "SOC Code", "43-40211"),
        ("ooh.members", "SOC Code", "43–4021"),
        ("ooh.members", "Level", "sub1"),
        ("ooh.members", "Occupational Title", ""),
        ("ooh.quick_facts", "Profile", "Information clerks"),
        ("ooh.quick_facts", "Page date", "8/28/2025"),
        ("ooh.pay_settings", "Statistic", "mode"),
        ("ooh.pay_settings", "Month", "May"),
    ],
)
def test_a_text_of_another_form_is_refused(kind, heading, text):
    with pytest.raises(ParseError):
        ooh.parse(with_cell(TABLES[kind], 0, heading, text))
