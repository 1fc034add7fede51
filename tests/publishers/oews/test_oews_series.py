"""The time series of OEWS: the rows of the workbooks, from a file with a row for each number."""

from __future__ import annotations

import gzip
import io
import lzma
import random
import zipfile
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from labor.errors import LaborError, ParseError, SourceError
from labor.publishers.oews.series import _DATA, COLUMNS
from labor.publishers.reading.cells import text_of
from labor.publishers.registry import extract, parse, recognized, tidy
from labor.schema.tables import TABLES
from labor.sources.content import check_content

NEW_DATA = Path(__file__).parents[4] / "shared" / "new-data" / "oews" / "flat"
HEAD = "series_id                     \tyear\tperiod\t       value\tfootnote_codes\r\n"
#: Type of area, area, industry, occupation, and the values of the types of datum 01 to 17.
PAY = ["20", "0.5", "25.50", "53040", "0.6", *["10.00"] * 5, *["20800"] * 5]
NATION = ("N", "0000000", "000000", "292072", PAY)
HOUSTON = ("M", "0026420", "000000", "292072", [*PAY, "1.250", "0.90"])
TEXAS = ("S", "4800000", "000000", "291216", [*PAY[:14], "-5", "1.250", "0.90"])
RICO = ("S", "7200000", "000000", "292072", ["-8", "-8", *PAY[2:], "-8", "-8"])
COUNTRY = ("M", "0100001", "000000", "292072", [*PAY[:2], *["-8"] * 13, "1.250", "0.90"])
#: Teachers are paid by the year, actors by the hour.
TEACHERS = ("N", "0000000", "000000", "251011", [
    *PAY[:2], "-4", "53040", "0.6", *["-4"] * 5, *["47180"] * 5,
])  # fmt: skip
ACTORS = ("N", "0000000", "000000", "272011", [
    *PAY[:2], "58.29", "-4", "8.4", *["16.50"] * 5, *["-4"] * 5,
])  # fmt: skip
#: Published at no finer level: in tables of the nation broad and detailed, elsewhere detailed.
WHOLE = ("N", "0000000", "000000", "292010", PAY)
WHOLE_HERE = ("M", "0026420", "000000", "292010", [*PAY, "1.250", "0.90"])
SECTOR = ("N", "0000000", "31--34", "292072", PAY)
HOSPITALS = ("N", "0000000", "622000", "292072", PAY)
STATE_HOSPITALS = ("N", "0000000", "622102", "292072", PAY)
GROUP = ("N", "0000000", "3250A1", "292072", PAY)
CELLS = (
    NATION, HOUSTON, TEXAS, RICO, COUNTRY, TEACHERS, ACTORS, WHOLE, WHOLE_HERE, SECTOR, HOSPITALS,
    STATE_HOSPITALS, GROUP,
)  # fmt: skip
LISTS = {
    "area": "area_code\tareatype_code\tstate_code\tarea_name\n0000000\tN\t00\tNational\n"
    "0026420\tM\t48\tHouston-Pasadena-The Woodlands, TX\n4800000\tS\t48\tTexas\n"
    "7200000\tS\t72\tPuerto Rico\n0100001\tM\t01\tNorthwest Alabama nonmetropolitan area\n",
    "industry": "industry_code\tindustry_name\tdisplay_level\n000000\tCross-Industry, Private\t0\n"
    "31--34\tSectors 31, 32, and 33 - Manufacturing\t2\n622000\tHospitals\t3\n"
    "622102\tGeneral Hospitals, State Government Owned\t5\n3250A1\tPaint, and others\t4\n",
    "occupation": "occupation_code\toccupation_name\tdisplay_level\n"
    + "".join(f"{cell[3]}\tOccupation {cell[3]}\t3\n" for cell in CELLS),
    "footnote": "footnote_code\tfootnote_text\n5\tThis wage is equal to or greater than $115.00 "
    "per hour or $239,200 per year.\n8\tEstimate not released.\n",
}


def text(*cells, head: str = HEAD) -> str:
    """The file of some estimates, a row for each number."""
    rows = []
    for kind, area, industry, occupation, values in cells:
        for datum, printed in enumerate(values, start=1):
            series = f"OEU{kind}{area}{industry}{occupation}{datum:02}"
            # "-8" is no number but the footnote 8.
            value, note = ("-", printed[1:]) if printed.startswith("-") else (printed, "")
            rows.append(f"{series:<30}\t2025\tA01\t{value:>12}\t{note}\r\n")
    return head + "".join(rows)


@pytest.fixture
def made(tmp_path):
    """Writes a file under some name, with or without the lists beside it."""

    def write(content: str | bytes = "", name: str = "whatever", *, lists: bool = True) -> Path:
        for what, listed in LISTS.items() if lists else ():
            (tmp_path / f"oe.{what}.2025.txt").write_text(listed, encoding="utf-8")
        path = tmp_path / name
        body = content or text(*CELLS)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return path

    return write


def tidied(path: Path) -> dict[str, pd.DataFrame]:
    """All rows of a file."""
    tables = [tidy(parse(t), t.kind, t.vintage, "x", t.facts) for t in extract(path)]
    return {name: pd.concat([t[name] for t in tables]) for name in ("wages", "employment")}


def packed_zip(content: bytes) -> bytes:
    """The file in an archive with its lists."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("oe/oe.data.0.Current", content)
        for what, listed in LISTS.items():
            archive.writestr(f"oe/oe.{what}", listed)
    return stream.getvalue()


@pytest.mark.parametrize("pack", [bytes, lzma.compress, gzip.compress, packed_zip])
@pytest.mark.parametrize("name", ["oe.data.0.Current", "download", "wages.csv", "x.xlsx"])
def test_a_file_is_known_by_its_beginning_under_any_name_and_however_packed(made, pack, name):
    path = made(pack(text(*CELLS).encode()), name)
    assert recognized(path)[:2] == ("oews.estimates", "2025")
    check_content(path)
    titles = set(tidied(path)["employment"]["area_title"])
    assert "Houston-Pasadena-The Woodlands, TX" in titles


def test_each_scope_is_a_table_with_the_headings_of_the_workbooks(made):
    tables = extract(made())
    assert {t.origin.file.partition("!")[2]: len(t.rows) for t in tables} == {
        "national": 5, "metro": 3, "state": 2, "sector": 1, "industry": 2, "industry_ownership": 1,
    }  # fmt: skip
    for table in tables:
        assert table.columns == list(COLUMNS)
        assert [len(row) for row in table.rows] == [len(COLUMNS)] * len(table.rows)


def test_areas_have_a_type_and_a_title(made):
    rows = tidied(made())["employment"].drop_duplicates("area_code").set_index("area_code")
    assert rows["area_type"].to_dict() == {
        "99": "nation", "26420": "metropolitan", "48": "state", "72": "territory",
        "0100001": "nonmetropolitan",
    }  # fmt: skip
    assert rows.loc["99", "area_title"] == "U.S."
    assert rows.loc["0100001", "area_title"] == "Northwest Alabama nonmetropolitan area"


def test_industries_have_the_level_the_owner_and_the_title_of_the_workbooks(made):
    rows = tidied(made())["employment"]
    names = ["industry_code", "industry_level", "ownership_code", "industry_title"]
    assert set(rows[names].itertuples(index=False, name=None)) == {
        ("000000", "cross-industry", "1235", "Cross-industry"),
        ("31-33", "sector", "5", "Manufacturing"),
        ("622000", "3-digit", "235", "Hospitals"),
        ("622100", "4-digit, ownership", "2", "General Hospitals"),
        ("3250A1", "4-digit", "5", "Paint, and others"),
    }


def test_footnotes_become_statuses(made):
    tables = tidied(made())
    wages = tables["wages"][tables["wages"]["industry_code"] == "000000"]
    keys = ["area_code", "occupation_code", "statistic"]
    wages = {tuple(row[key] for key in keys): row for row in wages.to_dict("records")}
    top = wages["48", "29-1216", "p90"]
    assert (top["annual_wage_usd"], top["annual_wage_usd_status"]) == (239200, "top_coded")
    hidden = wages["0100001", "29-2072", "median"]
    assert hidden["hourly_wage_usd_status"] == "not_available"
    teachers = wages["99", "25-1011", "mean"]
    assert (teachers["pay_basis"], teachers["annual_wage_usd"]) == ("annual_only", 53040)
    assert teachers["hourly_wage_usd_status"] == "not_available"
    assert wages["99", "27-2011", "mean"]["pay_basis"] == "hourly_only"
    jobs = tables["employment"][tables["employment"]["industry_code"] == "000000"]
    jobs = jobs[jobs["occupation_code"] == "29-2072"].set_index("area_code")
    assert jobs.loc["72"]["employment_jobs_status"] == "not_available"
    assert jobs.loc["26420"]["location_quotient"] == 0.9
    assert jobs.loc["99"]["location_quotient_status"] == "not_applicable"


def test_an_occupation_without_finer_ones_is_broad_and_detailed_as_in_the_workbooks(made):
    rows = tidied(made())["employment"]
    whole = rows[rows["occupation_code"] == "29-2010"]
    assert set(zip(whole["area_code"], whole["occupation_level"], strict=True)) == {
        ("99", "broad"), ("99", "detailed"), ("26420", "detailed"),
    }  # fmt: skip


def test_without_lists_there_are_codes_and_a_warning(made, caplog):
    rows = tidied(made(text(NATION, HOUSTON), lists=False))["employment"]
    assert rows["occupation_title"].isna().all()
    assert set(rows["area_title"].fillna("")) == {"U.S.", ""}
    assert "there is no oe.area beside it" in caplog.text


def test_lists_of_another_release_are_refused_unless_the_right_one_is_there(made, tmp_path):
    path = made(lists=False)
    older = LISTS["area"].replace("0026420", "0026421")
    (tmp_path / "oe.area").write_text(older, encoding="utf-8")
    with pytest.raises(ParseError, match=r"not of the release(.|\n)*none for 1: 0026420"):
        extract(path)
    (tmp_path / "oe.area.2025.txt").write_text(LISTS["area"], encoding="utf-8")
    assert extract(path)


BROKEN = {
    "a footnote that is new": (text(NATION).replace("0.6\t", "0.6\t7"), "a footnote of 4, 5, 8"),
    "no number and no footnote": (text(NATION).replace(" 53040\t", "     -\t"), "a number, or -"),
    "a number in words": (text(NATION).replace(" 53040\t", "  5e+4x\t"), "a number"),
    "an infinite number": (text(NATION).replace(" 53040\t", "   inf\t"), "a number"),
    "a quarter": (text(NATION).replace("A01", "Q01", 1), "the period A01"),
    "a type of datum that is new": (text(NATION).replace("29207215 ", "29207218 "), "01 to 17"),
    "a series twice": (text(NATION, NATION), "each series once"),
    "another survey among them": (text(NATION, HOUSTON).replace("OEUM", "CUUM"), "with OEU"),
    "two years": (text(NATION).replace("2025", "2024", 1), "2024, 2025"),
    "the end is cut": (text(NATION, HOUSTON)[: len(text(NATION)) + 200], ""),
    "a row is cut": (text(NATION)[:-30], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_row_that_is_not_of_the_known_form_is_refused(made, name):
    content, shown = BROKEN[name]
    with pytest.raises((ParseError, SourceError)) as error:
        extract(made(content))
    assert shown in error.value.message()


def test_a_packed_file_that_is_cut_is_damaged(made):
    content = lzma.compress(text(*CELLS * 1).encode())[:-40]
    with pytest.raises(SourceError, match="damaged or incomplete"):
        check_content(made(content, "oe.data.0.Current.xz"))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("oe.area", LISTS["area"], "list of the time series of Occupational Employment"),
        ("cu.item", "item_code\titem_name\nSA0\tAll items\n", "of the Consumer Price Index"),
        ("ep.occupation.txt", "occupation_code\tname\n1\tx\n", "of the Employment Projections"),
        (
            "ep.data.1.AllData",
            HEAD + "EPU1 \t2024\tA01\t1\t\n",
            "series of the Employment Projections",
        ),
    ],
)
def test_other_files_of_time_series_are_named_for_what_they_are(made, name, content, says):
    with pytest.raises(LaborError, match=says):
        extract(made(content, name, lists=False))


# The publisher's file of May 2025


@pytest.fixture(scope="module")
def flat():
    """The file itself and its tables by scope."""
    path = NEW_DATA / "oe.data.0.Current.xz"
    if not path.exists():
        pytest.skip("the publishers' own files are not on this machine (only the snapshot is)")
    return path, {table.origin.file.partition("!")[2]: table for table in extract(path)}


def test_the_file_holds_the_areas_and_industries_that_were_counted_by_hand(flat):
    _, tables = flat
    # 370,172 cells; seven occupations of the nation's tables stand twice.
    assert {scope: len(table.rows) for scope, table in tables.items()} == {
        "national": 1111, "state": 37408, "metro": 198287, "sector": 12725, "industry": 105796,
        "industry_ownership": 16021,
    }  # fmt: skip
    assert len(set(tables["metro"].rows.column(0))) == 528
    assert len(set(tables["state"].rows.column(0))) == 54


def test_the_nation_is_the_workbook_s_cell_by_cell(flat, publishers):
    _, tables = flat
    (book,) = extract(publishers / "oews" / "national" / "national_M2025_dl.xlsx")
    own, printed = (
        tidy(parse(table), table.kind, "2025", "x", table.facts)
        for table in (tables["national"], book)
    )
    for schema in (TABLES["wages"], TABLES["employment"]):
        key = list(schema.key)
        series, workbook = (
            schema.conform(one[schema.name]).set_index(key).sort_index() for one in (own, printed)
        )
        # The series leave out groups that hold one occupation only.
        left_out = workbook.index.difference(series.index)
        assert not series.index.difference(workbook.index).size
        assert set(left_out.get_level_values("occupation_level")) == {"minor", "broad"}
        # Two titles are shortened in the list of occupations.
        numbers = [name for name in series.columns if name != "occupation_title"]
        pd.testing.assert_frame_equal(series[numbers], workbook.loc[series.index, numbers])
        other = series["occupation_title"] != workbook.loc[series.index, "occupation_title"]
        assert set(series[other].index.get_level_values("occupation_code")) == {
            "51-4033",
            "53-1047",
        }


def test_200_numbers_of_the_file_stand_in_its_tables(flat):
    path, tables = flat
    wanted = sorted(random.Random(20250515).sample(range(6_023_970), 200))
    rows = defaultdict(list)
    for table in tables.values():
        areas, industries, owners, occupations = (
            table.rows.column(COLUMNS.index(name))
            for name in ("AREA", "NAICS", "OWN_CODE", "OCC_CODE")
        )
        for at, key in enumerate(zip(areas, occupations, strict=True)):
            rows[key].append((table, at, industries[at], owners[at]))
    sectors = {"31--34": "31-33", "44--46": "44-45", "48--50": "48-49"}
    checked = 0
    with lzma.open(path) as stream:
        next(stream)
        for number, line in enumerate(stream):
            if checked == len(wanted) or number != wanted[checked]:
                continue
            checked += 1
            series, _, _, value, note = line.decode().rstrip("\r\n").split("\t")
            area, industry, datum = series[4:11], series[11:17], int(series[23:25])
            area = {"N": "99", "S": area[:2]}.get(series[3]) or area.removeprefix("00")
            industry = sectors.get(industry, industry[:2] if "-" in industry else industry)
            occupation = f"{series[17:19]}-{series[19:23]}"
            found = [
                (table, at)
                for table, at, code, owner in rows[area, occupation]
                if _is(industry, code, owner)
            ]
            assert found, line
            for table, at in found:
                cell = text_of(table.rows[at][COLUMNS.index(_DATA[datum - 1])])
                marks = {"4": "*", "5": "#", "8": "**" if datum in (1, 2, 16, 17) else "*"}
                expected = marks.get(note.strip()) or text_of(float(value))
                assert cell == expected, line
    assert checked == len(wanted)


def _is(printed: str, code: str, owner: str) -> bool:
    """Whether a row is about an industry of the file; those of one owner end in that owner."""
    if printed[-1] in "235" and printed[-2:-1] == "0" and len(printed) == 6:
        return (printed[:-1] + "0", printed[-1]) == (code, owner)
    return printed == code and not (
        code[:3] in ("611", "622") and owner in "235" and owner != "235"
    )
