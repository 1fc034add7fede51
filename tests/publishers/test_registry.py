"""The table of products: which takes a file, and what is said of a file that none takes."""

import pytest
from ooh_page import page

from labor.errors import ParseError, SourceError
from labor.publishers.registry import PRODUCTS, extract, recognized

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
    assert recognized(files / "cpi.csv")[:2] == ("prices.cpi_u", "")
    assert recognized(files / "clerks.html")[:2] == ("ooh.quick_facts", "2024-34")
    assert recognized(files / "pages")[:2] == ("ooh.quick_facts", "2024-34")
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


@pytest.mark.parametrize("asked", [extract, recognized])
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
    assert recognized(tmp_path / "a.csv") is None
    with pytest.raises(ParseError, match="begins with the headings Name, Stars"):
        extract(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("columns", "row", "scope"),
    [
        ("", "", "national"),
        ("AREA_TYPE,AREA,NAICS", "1,99,000000", "national"),
        ("AREA_TYPE,AREA,NAICS", "3,72,000000", "state"),
        ("AREA,ST,STATE", "48,TX,Texas", "state"),
        ("AREA,AREA_NAME", "0640,Austin", "metro"),
        ("AREA_TYPE,AREA,NAICS", "6,4800001,000000", "metro"),
        ("AREA_TYPE,AREA,NAICS", "2,48,611100", "all"),
        ("NAICS,NAICS_TITLE", "31-33,Manufacturing", "sector"),
        ("NAICS,NAICS_TITLE", "611100,Schools", "industry"),
    ],
)
def test_the_rows_of_estimates_say_which_table_they_are(tmp_path, columns, row, scope):
    path = tmp_path / "pay of May 2016.csv"
    more, cells = ("," + columns if columns else ""), ("," + row if row else "")
    path.write_text(f"OCC_CODE,OCC_TITLE,TOT_EMP,YEAR{more}\n29-2071,Technicians,10,2016{cells}\n")
    assert recognized(path) == ("oews.estimates", "2016", scope)


@pytest.mark.parametrize("place", ["db_30_1_text/Job Zones.txt", "texts/Job Zones.txt"])
def test_the_release_of_onet_stands_in_the_folder_or_beside_the_file(tmp_path, place):
    path = tmp_path / place
    path.parent.mkdir()
    path.write_text("O*NET-SOC Code\tJob Zone\n29-2072.00\t3\n")
    if place.startswith("texts"):
        assert recognized(path) == ("onet", "", "")
        (path.parent / "Read Me.txt").write_text("O*NET 30.1 Database\nDecember 2025\n")
    assert recognized(path) == ("onet.job_zones", "30.1", "")
    assert recognized(path.parent)[:2] == ("onet.job_zones", "30.1")
