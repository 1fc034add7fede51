"""The table of products: which takes a file, and what is said of a file that none takes."""

import pytest
from ooh_page import page

from labor.errors import ParseError, SourceError
from labor.publishers.registry import PRODUCTS, extract, kind_and_vintage

PRICES = "observation_date,CPIAUCNS\n2024-01-01,308.417\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "cpi.csv").write_text(PRICES)
    (tmp_path / "clerks.html").write_bytes(page())
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "clerks.html").write_bytes(page())
    return tmp_path


def test_every_product_has_its_name():
    assert {name: product.name for name, product in PRODUCTS.items()} == {
        name: name for name in PRODUCTS
    }


def test_a_table_file_a_page_and_a_folder_of_pages_are_recognised(files):
    assert kind_and_vintage(files / "cpi.csv") == ("prices.cpi_u", "")
    assert kind_and_vintage(files / "clerks.html") == ("ooh.quick_facts", "2024-34")
    assert kind_and_vintage(files / "pages") == ("ooh.quick_facts", "2024-34")
    assert len(extract(files / "clerks.html", kind="ooh")) == len(extract(files / "pages"))


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("cpi.csv", "ooh", "(?s)do not come in such a file.*expected: saved web pages"),
        ("clerks.html", "oews", "(?s)do not come in such a file.*expected: a workbook or a text"),
        ("cpi.csv", "wages", "(?s)no such kind.*expected: oews, projections"),
    ],
)
def test_a_kind_that_does_not_fit_the_file_is_refused(files, name, kind, message):
    with pytest.raises(ParseError, match=message):
        extract(files / name, kind=kind)


@pytest.mark.parametrize("asked", [extract, kind_and_vintage])
def test_a_web_page_in_place_of_a_table_and_a_folder_are_refused(tmp_path, asked):
    (tmp_path / "oesm24nat.zip").write_text("<!DOCTYPE html><html><body>Access denied")
    with pytest.raises(SourceError, match="web page, not a table"):
        asked(tmp_path / "oesm24nat.zip")
    with pytest.raises(SourceError, match="folder, not a file"):
        asked(tmp_path)
    with pytest.raises(SourceError, match="no such file"):
        asked(tmp_path / "missing.html")


def test_a_table_that_no_product_knows_is_described(tmp_path):
    (tmp_path / "a.csv").write_text("Name,Stars\na,5\n")
    assert kind_and_vintage(tmp_path / "a.csv") is None
    with pytest.raises(ParseError, match="begins with the headings Name, Stars"):
        extract(tmp_path / "a.csv")
