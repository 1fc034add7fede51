"""The price index: held files agree, look-alikes are refused, the BLS flat file is read."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import LaborError, ParseError
from labor.publishers.prices import cpi as prices
from labor.publishers.prices.cpi import tidy
from labor.publishers.reading.cells import CellPlace, number_of, texts
from labor.publishers.reading.files import book_from_bytes, open_books
from labor.publishers.reading.tables import RawTable
from labor.schema.tables import TABLES

#: Lines of cu.data.1.AllItems: padded cells, averages, another series, the month not published.
FLAT = (
    "series_id        \tyear\tperiod\t       value\tfootnote_codes\r\n"
    "CUSR0000SA0      \t2018\tM05\t     250.792\t\r\n"
    "CUUR0000SA0      \t2018\tM05\t     251.588\t\r\n"
    "CUUR0000SA0      \t2018\tM13\t     251.107\t\r\n"
    "CUUR0000SA0      \t2018\tS01\t     250.089\t\r\n"
    "CUUR0000SA0      \t2025\tM09\t     324.800\t\r\n"
    "CUUR0000SA0      \t2025\tM10\t           -\tX\r\n"
    "CUUR0000SA0L1E   \t2018\tM05\t     257.642\t\r\n"
)
TABLE = RawTable(
    "prices.cpi_u",
    "",
    ["observation_date", "CPIAUCNS"],
    [["2018-04-01", "250.546"], ["2018-05-01", "251.588"], ["2018-06-01", "251.989"]],
    CellPlace("CPIAUCNS.csv", "", 2),
)


@cache
def held(path: Path) -> pd.Series:
    (book,) = open_books(path)
    assert prices.recognises(book)
    (table,) = prices.extract(book)
    return prices.parse(table).set_index("month")["cpi_u"]


def from_text(text: str, name: str = "cu.data.1.AllItems") -> pd.DataFrame:
    book = book_from_bytes(text.encode(), name)
    assert prices.recognises(book)
    (table,) = prices.extract(book)
    return prices.parse(table)


def test_both_held_files_agree_in_every_common_month(publishers):
    mirror, fred = held(publishers / "cpi" / "cpiai.csv"), held(publishers / "cpi" / "CPIAUCNS.csv")
    common = mirror.index.intersection(fred.index)
    assert len(common) == 1_343
    assert (mirror[common] == fred[common]).all()


def test_months_of_the_held_file(publishers):
    index = held(publishers / "cpi" / "cpiai.csv")
    assert (index.index[0], index.index[-1], len(index)) == ("1913-01", "2026-05", 1_360)
    assert "2025-10" not in index  # never published
    # BLS, CPI-U annual averages: 2018 251.107, 2024 313.689.
    for year, mean in (("2018", 251.107), ("2024", 313.689)):
        months = index[index.index.str.startswith(year)]
        assert len(months) == 12
        assert months.mean() == pytest.approx(mean, abs=0.0006)


def test_the_seasonally_adjusted_index_is_refused(publishers):
    (book,) = open_books(publishers / "cpi" / "CPIAUCSL.csv")
    assert prices.recognises(book)
    with pytest.raises(ParseError) as error:
        prices.extract(book)
    assert "got: the seasonally adjusted index" in str(error.value)


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("observation_date,UNRATE\n2018-05-01,3.8\n", "UNRATE"),
        ("DATE,CPIAUCSL\n2018-05-01,250.792\n", "the seasonally adjusted index"),
        ("observation_date,CPIAUCNS\n", "the headings only"),
        ("\t".join(prices.FLAT) + "\nCUSR0000SA0\t2018\tM05\t250.792\n", "the seasonally adjusted"),
        ("\t".join(prices.FLAT) + "\nCUUR0000SA0L1E\t2018\tM05\t257.642\n", "CUUR0000SA0L1E"),
    ],
)
def test_other_series_are_refused(text, got):
    book = book_from_bytes(text.encode(), "x.csv")
    assert prices.recognises(book)
    with pytest.raises(ParseError, match="not the price index") as error:
        prices.extract(book)
    assert f"got: {got}" in str(error.value)


def test_other_files_are_not_recognised():
    for text in ("a,b\n1,2\n", "series_id\tyear\tperiod\tvalue\nOEUN0000\t2018\tA01\t5\n", "x\n"):
        assert not prices.recognises(book_from_bytes(text.encode(), "x.txt"))


def test_a_number_behind_the_last_heading_is_not_left_out():
    with pytest.raises(ParseError, match=r"(?s)column without a heading.*324\.8"):
        from_text("observation_date,CPIAUCNS\n2025-08-01,323.9\n2025-09-01,,324.8\n")


def test_the_flat_file_gives_months_of_one_series_only():
    frame = from_text(FLAT)
    assert frame["month"].tolist() == ["2018-05", "2025-09", "2025-10"]
    assert frame["cpi_u"].tolist()[:2] == [251.588, 324.8]
    tidied = TABLES["prices"].conform(tidy(frame, "prices.cpi_u", "", "cpi_u", {})["prices"])
    TABLES["prices"].check(tidied)
    assert tidied["cpi_u_index_status"].tolist() == ["published", "published", "not_available"]


def test_the_flat_file_keeps_its_place_and_refuses_other_periods():
    with pytest.raises(ParseError, match="M14") as error:
        from_text(FLAT.replace("M13", "M14"))
    assert "cu.data.1.AllItems, row 4" in str(error.value)


@pytest.mark.parametrize("row", ["", "2025-10-01,.\n", "2025-10-01,\n"])
def test_october_2025_has_a_row_whether_the_file_has_one_or_not(row):
    text = f"observation_date,CPIAUCNS\n2025-09-01,324.8\n{row}2025-11-01,324.122\n"
    tidied = tidy(from_text(text, "CPIAUCNS.csv"), "prices.cpi_u", "", "cpi_u", {})["prices"]
    assert tidied["month"].tolist() == [9, 10, 11]
    assert tidied["cpi_u_index_status"].tolist() == ["published", "not_available", "published"]


def test_a_month_after_the_last_of_the_file_gets_no_row():
    text = "observation_date,CPIAUCNS\n2025-08-01,323.976\n2025-09-01,324.8\n"
    tidied = tidy(from_text(text, "CPIAUCNS.csv"), "prices.cpi_u", "", "cpi_u", {})["prices"]
    assert tidied["month"].tolist() == [8, 9]


def test_an_empty_cell_of_fred_is_a_month_without_an_index():
    frame = from_text("observation_date,CPIAUCNS\n2025-09-01,324.8\n2025-10-01,\n", "CPIAUCNS.csv")
    tidied = TABLES["prices"].conform(tidy(frame, "prices.cpi_u", "", "cpi_u", {})["prices"])
    TABLES["prices"].check(tidied)
    assert tidied["cpi_u_index_status"].tolist() == ["published", "not_available"]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_month_twice_is_refused_wherever_it_stands(place):
    rows = list(TABLE.rows)
    rows.insert(place, ["2018-06-01", "251.989"])
    with pytest.raises(ParseError, match="2018-06 a second time"):
        prices.parse(replace(TABLE, rows=rows))
    flat = FLAT.replace("2025\tM10\t           -\tX", "2018\tM05\t     251.588\t")
    with pytest.raises(ParseError, match="2018-05 a second time"):
        from_text(flat)


def test_a_cut_row_is_refused():
    with pytest.raises(ParseError, match="not of the known form"):
        from_text("observation_date,CPIAUCNS\n2018-05-01,251.588\n2018-06\n", "CPIAUCNS.csv")


@settings(max_examples=300, deadline=None)
@given(
    row=st.integers(0, 2),
    column=st.integers(0, 1),
    cell=st.one_of(
        st.text(max_size=8),
        st.floats(),
        st.sampled_from([".", "-", "", "2018-13-01", "2018-05-01", "2018-07-01", "5/1/2018"]),
    ),
)
def test_a_changed_cell_is_refused_or_read_as_it_stands(row, column, cell):
    rows = [list(values) for values in TABLE.rows]
    rows[row][column] = cell
    try:
        frame = prices.parse(replace(TABLE, rows=rows))
    except LaborError as error:
        assert "CPIAUCNS.csv, row" in str(error)
        return
    text = texts([cell])[0]
    if column == 0:
        assert frame.loc[row, "month"] == text.removesuffix("-01")
    elif text in (".", "-", ""):
        assert pd.isna(frame.loc[row, "cpi_u"])
    else:
        assert frame.loc[row, "cpi_u"] == (cell if isinstance(cell, float) else number_of(text))
