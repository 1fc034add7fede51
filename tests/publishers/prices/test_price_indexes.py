"""R-CPI-U-RS and the PCE index: held copies agree with the agency's file; others are refused."""

import pytest

from labor.errors import ParseError
from labor.publishers.prices.indexes import extract, parse, recognises, tidy
from labor.publishers.reading.files import book_from_bytes, open_books
from labor.publishers.registry import PRODUCTS


def held(path):
    (book,) = open_books(path)
    assert next(one for one in PRODUCTS.values() if one.recognises(book)).name == "price_indexes"
    (table,) = extract(book)
    return parse(table).set_index("month")["value"], table.kind


def from_text(text, name="PCEPI.csv"):
    (table,) = extract(book_from_bytes(text.encode(), name))
    return parse(table)


def test_the_copy_of_r_cpi_u_rs_agrees_with_the_agencys_workbook(publishers):
    folder = publishers.parent / "new-data" / "prices"
    copy, kind = held(folder / "r-cpi-u-rs-allitems_1977-2025.csv")
    own, _ = held(folder / "r-cpi-u-rs-allitems_1977-2023.xlsx")
    assert kind == "price_indexes.r_cpi_u_rs"
    assert len(own) == 553
    assert (copy[own.index] == own).all()
    assert copy["2018-05"] == 369.8


def test_the_pce_index_is_read_from_both_forms(publishers):
    copy, kind = held(publishers.parent / "new-data" / "prices" / "PCEPI_1959-2026-05.csv")
    assert kind == "price_indexes.pce"
    assert (copy.index[0], copy.index[-1], copy["2024-05"]) == ("1959-01", "2026-05", 123.348)
    fred = from_text("observation_date,PCEPI\n2024-05-01,123.348\n2024-06-01,123.42\n")
    assert fred["value"].tolist() == [123.348, 123.42]


def test_a_month_without_a_value_keeps_its_row():
    rows = from_text("observation_date,PCEPI\n2024-05-01,123.348\n2024-06-01,.\n")
    found = tidy(rows, "price_indexes.pce", "", "x", {})["price_indexes"]
    assert found["price_index_status"].tolist() == ["published", "not_available"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("observation_date,PCEPI\n2024-05-01,123.3\n2024-05-01,123.4\n", "a second time"),
        ("observation_date,PCEPI\n2024-05-01,123.3\n2024-06-01,1234\n", "a jump"),
        ("observation_date,PCEPI\n2024-05-01,x\n", "got: 'x'"),
        ("observation_date,PCEPI\n2024-05-01,,123.3\n", "column without a heading"),
        ("observation_date,PCEPI\n2024-05-01,123.3\n2024-0-01,123.4\n", "2024-0-01"),
        ("2024-04-01,123.2\nobservation_date,PCEPI\n2024-05-01,123.3\n", "above the headings"),
    ],
)
def test_rows_of_another_form_are_refused(text, says):
    with pytest.raises(ParseError, match=says):
        from_text(text)


def test_a_table_that_names_no_index_is_not_taken():
    assert not recognises(book_from_bytes(b"date,value\n2024-05-01,123.3\n", "money.csv"))
    assert recognises(book_from_bytes(b"date,value\n2024-05-01,123.3\n", "PCEPI_x.csv"))
