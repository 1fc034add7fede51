"""Regional price parities: every place of the held files, and what is wrong in others."""

import csv
import io

import pytest

from labor.errors import ParseError
from labor.publishers.price_parities.parse import LINES, extract, parse, place_type, recognises
from labor.publishers.reading.files import book_from_bytes, open_books

HEAD = (
    "GeoFIPS,GeoName,Region,TableName,LineCode,IndustryClassification,Description,Unit,2023,2024\n"
)
ROW = ' "06000","California",8,SARPP,1,"...","RPPs: All items ","Index",112.5,110.7\n'
#: File, places and rows of the tidy table.
HELD = {
    "SARPP_STATE_2008_2024.csv": 52 * 5 * 17,
    "PARPP_PORT_2008_2024.csv": 103 * 5 * 17,
    "MARPP_MSA_2008_2024.csv": 389 * 5 * 17,
}


def read(text):
    (table,) = extract(book_from_bytes(text.encode(), "SARPP.csv"))
    return parse(table)


@pytest.mark.parametrize("name", HELD)
def test_every_number_of_a_held_file_is_taken(publishers, name):
    path = publishers.parent / "new-data" / "prices" / name
    (book,) = open_books(path)
    assert recognises(book)
    (table,) = extract(book)
    rows = parse(table)
    assert len(rows) == HELD[name]
    text = path.read_text("latin-1")
    lines = [line for line in csv.reader(io.StringIO(text)) if len(line) > 9]
    found = rows.set_index(["fips", "line", "year"])["value"]
    for line in lines[1::37]:
        item = LINES[line[6].strip()]
        for year, printed in zip(lines[0][8:], line[8:], strict=True):
            value = found[line[0].strip(' "'), item, year]
            assert value == float(printed) if printed not in ("(NA)", "0.000") else value != value


def test_the_tidy_table_has_each_place_once(built):
    rows = built["price_parities"]
    counts = rows.drop_duplicates("place_fips")["place_type"].value_counts().to_dict()
    assert counts == {
        "metropolitan": 387, "state": 51, "state_metropolitan": 51, "state_nonmetropolitan": 51,
        "nation": 1, "nation_nonmetropolitan": 1,
    }  # fmt: skip
    nation = rows[(rows["place_type"] == "nation") & (rows["item"] == "all_items")]
    assert (nation["price_parity_index"] == 100).all()
    # BEA, February 2026: no nonmetropolitan portion in the District of Columbia.
    district = rows[rows["place_fips"] == "11999"]
    assert set(district["price_parity_index_status"]) == {"not_applicable"}


@pytest.mark.parametrize(
    ("fips", "kind"),
    [("00000", "nation"), ("06000", "state"), ("06999", "state_nonmetropolitan"),
     ("31080", "metropolitan"), ("91000", "region"), ("00999", "nation_nonmetropolitan")],
)  # fmt: skip
def test_a_code_says_what_the_place_is(fips, kind):
    assert place_type(fips) == kind


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + ROW + ROW, "one of them twice"),
        (HEAD + ROW.replace("110.7", "1107"), "near 100"),
        (HEAD + ROW.replace("All items", "Fun"), "got: ' RPPs: Fun '|RPPs: Fun"),
        (HEAD + ROW.replace("06000", "6"), "five digits"),
        (HEAD + ROW + ROW.replace("06000", "08000").rpartition(",")[0], "9 cells"),
        (HEAD.replace("2024", "later") + ROW, "years behind the labels"),
    ],
)
def test_files_of_another_form_are_refused(text, says):
    with pytest.raises(ParseError, match=says):
        read(text)


def test_notes_below_the_table_are_left_out():
    rows = read(HEAD + ROW + "Note: See the included footnote file.\n")
    assert rows["value"].tolist() == [112.5, 110.7]
