"""The largest employers: the tables that a page prints, their typed and their tidy form."""

import pytest
from lxml import html

from labor.errors import ParseError
from labor.publishers.handbook import parse as ooh
from labor.publishers.handbook.tables import Employer, employers
from labor.publishers.handbook.tidy import tidy
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.tables import RawTable
from labor.schema.tables import TABLES

#: As the page of medical records specialists of 2025-08-28 prints it.
PAGE = """<p>Medical records specialists held about 194,800 jobs in 2024. The largest employers of
medical records specialists were as follows:</p><table class="ooh-tab-table"><tbody>
<tr><td>Hospitals; state, local, and private</td><td> 28%</td></tr>
<tr><td>Offices of physicians</td><td>19</td></tr></tbody></table>"""
#: As the page of information clerks prints it: two tables, the first is no table of employers.
CLERKS = """<p>Information clerks held about 1.3 million jobs in 2024. Employment in the detailed
occupations that make up information clerks was distributed as follows:</p>
<table><tr><td>Order clerks</td><td>89,500</td></tr></table>
<p>The largest employers of information clerks were as follows:</p>
<table><tr><td>Traveler accommodation</td><td>19%</td></tr></table>"""
COLUMNS = ["Profile", "Employers of", "Setting", "Year", "Percent"]


def read(text):
    return employers(html.fromstring(f"<article>{text}</article>"), "page")


def raw(*rows):
    return RawTable(
        "ooh.employers", "2024-34", COLUMNS, [list(row) for row in rows], CellPlace("f")
    )


def test_a_table_gives_its_settings_with_the_year_of_the_sentence():
    who = "medical records specialists"
    assert read(PAGE) == [
        Employer(who, "Hospitals; state, local, and private", "2024", "28%"),
        Employer(who, "Offices of physicians", "2024", "19"),
    ]


def test_the_year_can_stand_in_an_earlier_paragraph_and_other_tables_are_left():
    assert read(CLERKS) == [Employer("information clerks", "Traveler accommodation", "2024", "19%")]


def test_two_occupations_of_a_page_keep_their_own_years():
    other = PAGE.replace("2024", "2023").replace("edical records specialists", "edical coders")
    assert {(one.who, one.year) for one in read(PAGE + other)} == {
        ("medical records specialists", "2024"),
        ("medical coders", "2023"),
    }


def test_the_wording_of_earlier_editions_is_known():
    text = "<p>The industries that employed the most registered nurses in 2014 were as follows:</p>"
    table = "<table><tr><td>Hospitals</td><td>61%</td></tr></table>"
    assert read(text + table) == [Employer("registered nurses", "Hospitals", "2014", "61%")]


def test_a_page_without_employers_has_none():
    assert read("<p>Physicians held about 839,000 jobs in 2024.</p>") == []


@pytest.mark.parametrize(
    ("page", "got"),
    [
        (PAGE.replace("were as follows", "can be seen below"), "can be seen below"),
        (PAGE.replace("<td>19</td>", "<td>19</td><td>x</td>"), "Offices of physicians . 19 . x"),
    ],
    ids=["wording", "third cell"],
)
def test_an_unknown_form_is_refused_and_shown(page, got):
    with pytest.raises(ParseError, match=rf"(?s) known.*where: page.*{got}.*Look at the page"):
        read(page)


def test_shares_are_typed_and_tidied_with_their_status():
    table = raw(
        ["actors", "actors", "Self-employed workers", "2024", "28%"],
        ["actors", "actors", "Motion picture and video industries", "", "17"],
    )
    frames = tidy(ooh.parse(table), table.kind, table.vintage, "pages", {})
    schema = TABLES["profile_employers"]
    rows = schema.conform(frames["profile_employers"])
    schema.check(rows)
    assert rows["setting"].tolist() == [
        "Motion picture and video industries",
        "Self-employed workers",
    ]
    assert rows["share_of_jobs_pct"].tolist() == [17.0, 28.0]
    assert set(rows["share_of_jobs_pct_status"]) == {"published"}
    # A page that names no year counts the jobs of its edition's first year.
    assert set(rows["reference_year"]) == {2024}


@pytest.mark.parametrize("cell", ["about 28%", "", "101%", "2.5", "-3"])
def test_a_share_that_is_no_whole_percentage_is_refused(cell):
    with pytest.raises(ParseError, match=r"(?s)whole percentage.*profile actors|profile actors"):
        ooh.parse(raw(["actors", "actors", "Hospitals", "2024", cell]))


def test_every_page_of_the_edition_gives_its_employers(handbook_tables):
    (table,) = [one for one in handbook_tables if one.kind == "ooh.employers"]
    found = ooh.parse(table)
    # Read from the pages by eye: physicians and the armed forces print no employers.
    assert found["profile_id"].nunique() == 340
    # Five settings at most are named, so the shares of one kind of workers stay below 100.
    assert (found.groupby(["profile_id", "who"]).size() <= 5).all()
    assert (found.groupby(["profile_id", "who"])["share_pct"].sum() <= 102).all()
    nurses = found[found["profile_id"] == "registered-nurses"]
    assert nurses["share_pct"].tolist() == [59, 19, 6, 5, 3]
