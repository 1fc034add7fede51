"""A link of a source leads to the vintage that was read, or says that it does not."""

import pandas as pd
import pytest

from labor.show.prose import sources_listed

BLS = "https://www.bls.gov"
ARCHIVE = f"{BLS}/emp/data/projections-archive.htm"


def said(**about) -> str:
    row = {"title": "T", "producer": "BLS", "file": "f.xlsx", "source_id": "s", "file_sha256": "0"}
    return sources_listed(pd.DataFrame([row | about])).html


@pytest.mark.parametrize(
    ("vintage", "address"),
    [
        ("2018", f"{BLS}/oes/special-requests/oesm18nat.zip"),
        ("29.3", "https://www.onetcenter.org/dl_files/database/db_29_3_excel/Tasks.xlsx"),
        ("2010-2018", f"{BLS}/soc/2018/soc_2010_to_2018_crosswalk.xlsx"),
    ],
)
def test_an_address_with_the_vintage_in_it_is_linked(vintage, address):
    text = said(vintage=vintage, download_url=address, landing_url=ARCHIVE)
    assert f'<a href="{address}">f.xlsx</a>' in text


def test_an_address_that_changes_what_it_holds_gives_way_to_the_archive():
    moving = f"{BLS}/emp/ind-occ-matrix/occupation.xlsx"
    text = said(vintage="2018-28", download_url=moving, landing_url=ARCHIVE)
    assert moving not in text
    assert f'f.xlsx, kept in <a href="{ARCHIVE}">the publisher\'s archive</a>' in text


def test_a_page_that_goes_with_the_time_is_said_to():
    page = "https://data.bls.gov/projections/occupationProj"
    text = said(vintage="2022-32", download_url=None, landing_url=page)
    assert f'<a href="{page}">the publisher\'s page</a> may show newer figures' in text
