"""Codes that spreadsheets have changed are read back, or all that they can have been is told."""

from datetime import date, datetime

import pytest

from labor.occupations.damaged import DATE, ENDING, ENDING_ADDED, HYPHEN, MAJOR, ZEROS, readings
from labor.terms import NO_MATCH

SOC = {"00-0000", "11-1011", "11-2011", "11-3011", "11-2021", "29-0000", "29-2072"}
ONET = {"11-2011.00", "15-1299.09", "15-1299.10", "29-2072.00"}
CIP = {"01.0000", "01.0101", "51.0700", "51.0707"}
ISCO = {"0110", "1110", "1112"}


@pytest.mark.parametrize(
    ("cell", "name", "known", "found"),
    [
        ("29-2072", "soc_2018", SOC, [("29-2072", "")]),
        ("292072", "soc_2018", SOC, [("29-2072", HYPHEN)]),
        (292072, "soc_2018", SOC, [("29-2072", HYPHEN)]),
        (292072.0, "soc_2018", SOC, [("29-2072", HYPHEN)]),
        ("292072.0", "soc_2018", SOC, [("29-2072", HYPHEN)]),
        ("29 2072", "soc_2018", SOC, [("29-2072", HYPHEN)]),
        ("29–2072", "soc_2018", SOC, [("29-2072", "")]),
        ('="29-2072"', "soc_2018", SOC, [("29-2072", "")]),
        ("'29-2072", "soc_2018", SOC, [("29-2072", "")]),
        ("29-2072.00", "soc_2018", SOC, [("29-2072", ENDING)]),
        ("29", "soc_2018", SOC, [("29-0000", MAJOR)]),
        (datetime(2011, 11, 1), "soc_2018", SOC, [("11-2011", DATE)]),
        (date(3011, 11, 1), "soc_2018", SOC, [("11-3011", DATE)]),
        ("2011-11-01 00:00:00", "soc_2018", SOC, [("11-2011", DATE)]),
        ("11/1/2011", "soc_2018", SOC, [("11-2011", DATE)]),
        ("01/11/2011", "soc_2018", SOC, [("11-2011", DATE)]),
        ("Nov-2011", "soc_2018", SOC, [("11-2011", DATE)]),
        ("1-Nov-2011", "soc_2018", SOC, [("11-2011", DATE)]),
        ("40848", "soc_2018", SOC, [("11-2011", DATE)]),  # the first of November 2011
        ("413030", "soc_2018", {"41-3030", "11-3030"}, [("41-3030", HYPHEN)]),
        ("Nov-11", "soc_2018", SOC, [("11-2011", DATE), ("11-3011", DATE)]),
        ("Nov-21", "soc_2018", SOC, [("11-2021", DATE)]),
        ("15-1299.09", "soc_2018", SOC, []),
        ("2011-11-02", "soc_2018", SOC, []),
        ("29-2073", "soc_2018", SOC, []),
        ("nurse", "soc_2018", SOC, []),
        ("29-2072", "onet_soc_2019", ONET, [("29-2072.00", ENDING_ADDED)]),
        ("29207200", "onet_soc_2019", ONET, [("29-2072.00", HYPHEN)]),
        (151299.09, "onet_soc_2019", ONET, [("15-1299.09", HYPHEN)]),
        ("15-1299.1", "onet_soc_2019", ONET, [("15-1299.10", ZEROS)]),
        ("Nov-2011", "onet_soc_2019", ONET, [("11-2011.00", DATE)]),
        (1.0101, "cip_2020", CIP, [("01.0101", ZEROS)]),
        ("1", "cip_2020", CIP, [("01.0000", ZEROS)]),
        ("51.07", "cip_2020", CIP, [("51.0700", ZEROS)]),
        ("10101", "cip_2020", CIP, [("01.0101", ZEROS)]),
        ("51.0707.", "cip_2020", CIP, [("51.0707", ZEROS)]),
        (110.0, "isco_08", ISCO, [("0110", ZEROS)]),
        ("1110.0", "isco_08", ISCO, [("1110", "the ending .0 was cut")]),
        ("10", "census_2018", {"0010"}, [("0010", ZEROS)]),
    ],
)
def test_a_cell_is_read_as_the_codes_it_can_have_been(cell, name, known, found):
    assert readings(cell, name, known) == found


#: What spreadsheets do to a code, each from the code as the list writes it.
DAMAGES = {
    "soc": (
        lambda code: code.replace("-", ""),
        lambda code: float(code.replace("-", "")),
        lambda code: f"{code}.00",
        lambda code: f'="{code}"',
        lambda code: code.replace("-", "\N{EN DASH}"),
        lambda code: f" {code} ",
    ),
    "onet": (lambda code: code.replace("-", ""), lambda code: float(code.replace("-", ""))),
    "cip": (float, lambda code: str(float(code)), lambda code: code.replace(".", "")),
    "digits": (int, float, lambda code: str(int(code))),
}


@pytest.mark.parametrize(
    ("name", "damages"),
    [
        ("soc_2000", "soc"),
        ("soc_2010", "soc"),
        ("soc_2018", "soc"),
        ("onet_soc_2019", "onet"),
        ("cip_2020", "cip"),
        ("census_2018", "digits"),
        ("isco_08", "digits"),
    ],
)
def test_every_code_of_a_list_survives_what_spreadsheets_do(built, name, damages):
    occupations, crosswalks = built["occupations"], built["crosswalks"]
    known = {
        *occupations.loc[occupations["soc_version"] == name, "occupation_code"],
        *crosswalks.loc[crosswalks["code_list"] == name, "list_code"],
    } - {NO_MATCH}
    assert len(known) > 400
    for damage in DAMAGES[damages]:
        read = {code: [one for one, _ in readings(damage(code), name, known)] for code in known}
        assert {code: found for code, found in read.items() if found != [code]} == {}


def test_every_code_that_is_a_date_is_read_back_or_told(built):
    rows = built["occupations"].query("soc_version == 'soc_2018'")
    known = set(rows["occupation_code"])
    months = [code for code in known if code.startswith("11-") and code[3:] >= "1900"]
    assert len(months) > 40
    for code in months:
        year = int(code[3:])
        assert [one for one, _ in readings(date(year, 11, 1), "soc_2018", known)] == [code]
        shown = [one for one, _ in readings(f"Nov-{year % 100:02}", "soc_2018", known)]
        assert code in shown
