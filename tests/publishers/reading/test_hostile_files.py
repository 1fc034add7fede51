"""Files that would fill the memory, wait for ever or lie about themselves are refused in words."""

from __future__ import annotations

import gzip
import io
import os
import re
import struct
import zipfile
from unittest.mock import patch

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from publisher_files import archive, old_workbook, workbook

from labor.errors import LaborError, SourceError
from labor.publishers.reading import files, ole, span
from labor.publishers.reading.files import book_from_bytes, open_books, open_documents
from labor.tables.build import tidy_file

SHEET = "xl/worksheets/sheet1.xml"


def new_workbook(*cells):
    book = openpyxl.Workbook()
    for cell in cells:
        book.active[cell] = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_sheet(content, name=SHEET):
    """A workbook whose sheet has this content."""
    source = zipfile.ZipFile(io.BytesIO(new_workbook("A1")))
    parts = {part: source.read(part) for part in source.namelist()}
    return archive(*(parts | {name: content}).items())


def rows_of(data):
    return [sheet.rows for sheet in book_from_bytes(data, "x.xlsx").sheets()]


@pytest.mark.parametrize("cell", ["XFD1048576", "CV1048576", "XFD2000"])
def test_a_stray_cell_far_away_is_refused_in_words(cell):
    book = book_from_bytes(new_workbook("A1", cell), "x.xlsx")
    with pytest.raises(SourceError, match=r"(?s)reaches further.*stray cell"):
        book.sheet()


@pytest.mark.parametrize("cell", ["N999999999993", f"A{'9' * 5_000}", "ABCDEFG1", "N99999999999"])
@pytest.mark.parametrize("first", [b"", b'<row r="1"><c r="A1"/></row>'])
def test_a_reference_that_no_sheet_has_is_refused_in_words(cell, first):
    content = b'<row r="2"><c r="' + cell.encode() + b'"><v>1</v></c></row>'
    for gap in (0, span._BLOCK - 60, span._BLOCK - 20):
        whole = b"<sheetData>" + first + b" " * gap + content + b"</sheetData>"
        assert "reaches to row" in span.problem_of(with_sheet(whole))
    book = book_from_bytes(with_sheet(b"<sheetData>" + content + b"</sheetData>"), "x.xlsx")
    with pytest.raises(SourceError, match="reaches further"):
        book.sheet()


@pytest.mark.parametrize("cell", ["A1048576", "XFD1", "AF400000"])
def test_a_stray_cell_that_costs_little_is_read(cell):
    (rows,) = rows_of(new_workbook("A1", cell))
    assert rows[0][0] == 1


@pytest.mark.parametrize(
    "reference",
    [b'r="XFD1048576"', b"r='XFD1048576'", b'r = "XFD1048576"', b'\n r="xfd1048576"'],
)
def test_a_reference_is_found_however_it_is_written(reference):
    cell = b"<c " + reference + b"><v>1</v></c>"
    content = b"<sheetData><row>" + b" " * (span._BLOCK - 18) + cell + b"</row></sheetData>"
    assert "column 16,384" in span.problem_of(with_sheet(content))


@pytest.mark.parametrize(
    "cells",
    [
        *(b'<c t="n"r="XFD1048576"/>', b'<c r="A3"r="XFD1048576"/>'),
        # One cell of two: a reader that asks for no ends takes 476201.5 out of it.
        b'<c r="A1" t="inlineStr"><is><t>47620/c><c r="B1" t="inlineStr"><is><t>1.5</t></is></c>',
    ],
)
def test_a_sheet_whose_tags_do_not_fit_is_refused(cells):
    book = book_from_bytes(
        with_sheet(b"<sheetData><row>" + cells + b"</row></sheetData>"), "x.xlsx"
    )
    with pytest.raises(SourceError, match=r"(?s)damaged.*sheet1\.xml"):
        book.sheet()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml"])
def test_a_damaged_part_beside_the_sheets_is_refused(part):
    source = zipfile.ZipFile(io.BytesIO(new_workbook("A1")))
    cut = source.read(part).replace(b"</", b"<", 1)
    with pytest.raises(SourceError, match="damaged"):
        rows_of(with_sheet(cut, part))


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_a_cell_without_a_reference_stands_in_its_row(prefix):
    cells = b"".join(b"<%bc><v>1</v></%bc>" % (prefix, prefix) for _ in range(4))
    row = b'<%brow r="4000000000">%b</%brow>' % (prefix, cells, prefix)
    found = span.problem_of(with_sheet(b'<x><row r="1"><c r="A1"/></row>' + row + b"</x>"))
    assert "reaches to row 4,000,000,000 and column 4" in found
    near = with_sheet(b"<x>" + b"<row><c/><c/></row>" * 3 + b'<row r="9"/></x>')
    assert span.problem_of(near) == ""
    blocks = [b"<row><c/><c/>", b"</row><row r='7'><c t='n'/><c r='D7'/><c/></row>"]
    assert span._walked(blocks) == (7, 5)


def test_the_reach_of_a_sheet_is_that_of_its_cells():
    source = zipfile.ZipFile(io.BytesIO(new_workbook("B2", "Z9", "AB7", "C12")))
    assert span._reach([source.read(SHEET)])[:2] == (12, 28)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.integers(1, 16_384), st.integers(1, 1_048_576), st.booleans()),
        min_size=1,
        max_size=40,
    ),
    st.integers(1, 60),
)
def test_no_cell_lies_beyond_the_reach_in_whatever_order_cells_stand(cells, block):
    """The middle of a block is only searched for what lies beyond its ends."""
    refs = [
        (get_column_letter(column).lower() if small else get_column_letter(column), row)
        for column, row, small in cells
    ]
    text = b"".join(b'<c r="%s%d"/>' % (name.encode(), row) for name, row in refs)
    blocks = [text[at : at + 40 * block] for at in range(0, len(text), 40 * block)]
    with patch.object(span, "_ENDS", 40):
        reach = span._reach(blocks)[:2]
    assert reach == (max(row for _, row, _ in cells), max(column for column, _, _ in cells))


def test_many_small_sheets_are_no_large_ones():
    book = openpyxl.Workbook()
    for _ in range(40):
        book.create_sheet()["B2"] = 1
    stream = io.BytesIO()
    book.save(stream)
    assert span.problem_of(stream.getvalue()) == ""


def test_sheets_of_an_old_workbook_are_added_up():
    book = xlwt.Workbook()
    for number in range(2):
        sheet = book.add_sheet(f"s{number}")
        sheet.write(0, 0, "x")
        sheet.write(65_535, 255, "x")
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(SourceError, match="sheet 3 reaches to row 65,536 and column 256"):
        book_from_bytes(stream.getvalue(), "x.xls")


def test_a_span_that_an_old_workbook_claims_is_found():
    data = bytearray(old_workbook())
    content = ole.stream(bytes(data), ("Workbook",))
    at = content.rindex(struct.pack("<HH", 0x0200, 14))
    place = data.index(content[at : at + 18])
    struct.pack_into("<IIHH", data, place + 4, 0, 0xFFFFFFF0, 0, 256)
    with pytest.raises(SourceError, match="reaches further"):
        book_from_bytes(bytes(data), "x.xls")


def test_an_old_workbook_that_lacks_the_text_of_a_cell_is_refused():
    book = xlwt.Workbook()
    book.add_sheet("x").write(0, 0, "Actors")
    stream = io.BytesIO()
    book.save(stream)
    data = bytearray(stream.getvalue())
    cell = data.index(struct.pack("<HHHH", 0x00FD, 10, 0, 0))
    struct.pack_into("<I", data, cell + 10, 7)
    with pytest.raises(SourceError, match=r"(?s)damaged.*text of row 1, column 1"):
        book_from_bytes(bytes(data), "x.xls")


def test_an_old_workbook_that_lost_a_cell_with_a_text_is_refused():
    book = xlwt.Workbook()
    sheet = book.add_sheet("x")
    for row, title in enumerate(("Actors", "Bakers", "Actors")):
        sheet.write(row, 0, title)
    stream = io.BytesIO()
    book.save(stream)
    data = bytearray(stream.getvalue())
    assert len(rows_of(bytes(data))[0]) == 3
    cell = data.index(struct.pack("<HHHH", 0x00FD, 10, 1, 0))
    struct.pack_into("<H", data, cell, 0x0FFF)  # a type of record that no reader knows
    with pytest.raises(SourceError, match=r"(?s)damaged.*1 of 3 cells with a text are missing"):
        book_from_bytes(bytes(data), "x.xls")


def test_an_old_workbook_whose_content_has_no_length_is_refused():
    data = bytearray(old_workbook())
    entry = data.index("Workbook".encode("utf-16-le"))
    struct.pack_into("<I", data, entry + 120, 0)
    with pytest.raises(SourceError):
        book_from_bytes(bytes(data), "x.xls").sheet()


def test_an_old_workbook_is_read_as_before():
    (rows,) = rows_of(old_workbook(rows=30))
    assert len(rows) == 30


def test_a_part_that_is_longer_than_its_archive_says_is_refused():
    data = bytearray(with_sheet(b"<sheetData>" + os.urandom(50_000) + b"</sheetData>"))
    at = -1
    while (at := data.find(SHEET.encode(), at + 1)) >= 0:
        if data[at - 46 : at - 42] == b"PK\x01\x02":
            struct.pack_into("<I", data, at - 46 + 24, 500)
    assert at < 0
    with pytest.raises(SourceError, match="longer than the list of parts says"):
        book_from_bytes(bytes(data), "x.xlsx").sheet()


@pytest.mark.parametrize("content", [b"\n" * (64 << 20), b"a,b\n" * (16 << 20)])
def test_a_gzip_bomb_is_refused(tmp_path, content):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(content))
    with pytest.raises(SourceError, match="unpacks to more"):
        open_books(path)


def test_members_of_an_archive_are_added_up(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_ARCHIVE_BYTES", 1000)
    path = tmp_path / "many.zip"
    path.write_bytes(archive(*((f"{n}.csv", os.urandom(200)) for n in range(6))))
    with pytest.raises(SourceError, match="all members together"):
        open_books(path)


def test_a_text_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(span, "MAX_PLACES", 1000)
    with pytest.raises(SourceError, match="longer than a publisher's table"):
        book_from_bytes(b"\n" * 2000, "x.csv")
    monkeypatch.setattr(files, "MAX_TEXT_BYTES", 1000)
    with pytest.raises(SourceError, match="longer than a publisher's table"):
        book_from_bytes(b"x" * 2000, "x.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_passed_over_in_a_folder(tmp_path):
    pipe = tmp_path / "page.html"
    os.mkfifo(pipe)
    for open_it in (open_documents, open_books, tidy_file):
        with pytest.raises(SourceError, match="pipe or a device"):
            open_it(pipe)
    with pytest.raises(SourceError, match="no page here"):
        (pages,) = open_documents(tmp_path)
        list(pages)


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
def test_a_name_that_is_no_text_is_shown_with_escapes(tmp_path):
    path = tmp_path / os.fsdecode(b"CPIAUCNS\xff\xfe.csv")
    path.write_text("observation_date,CPIAUCNS\n2024-01-01,310.1\n")
    sources, tables = tidy_file(path)
    assert sources[0].record["file"] == r"CPIAUCNS\xff\xfe.csv"
    tables["sources"]["file"].item().encode("utf-8")


def test_a_workbook_without_sheets_is_refused():
    data = workbook()
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    # <sheets><sheet .../></sheets>
    parts["xl/workbook.xml"] = re.sub(rb"<sheet [^>]*/>", b"", parts["xl/workbook.xml"])
    with pytest.raises(LaborError, match="no sheets"):
        book_from_bytes(archive(*parts.items()), "x.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.bin", "content.xml"])
def test_workbooks_of_other_forms_are_named(part):
    data = archive(("[Content_Types].xml", b"<Types/>"), (part, b"x"))
    with pytest.raises(SourceError, match=r"save it as \.xlsx"):
        book_from_bytes(data, "x.xlsx")


def test_a_panic_of_the_reader_is_an_error(monkeypatch):
    panic = type("PanicException", (BaseException,), {})

    def fail(_):
        raise panic("capacity overflow")

    reader = type("Reader", (), {"from_filelike": staticmethod(fail)})
    monkeypatch.setattr(files, "CalamineWorkbook", reader)
    with pytest.raises(SourceError, match="gave up"):
        book_from_bytes(workbook(), "x.xlsx")


@pytest.mark.parametrize("what", ["a member without a name", "a place outside the file"])
def test_a_workbook_whose_list_of_parts_is_damaged_is_refused(what):
    data = bytearray(new_workbook("A1"))
    entry = data.index(b"PK\x01\x02")  # the first entry of the list at the end
    if what == "a member without a name":
        length = struct.unpack_from("<H", data, entry + 28)[0]
        struct.pack_into("<HH", data, entry + 28, 0, length)
    else:
        struct.pack_into("<I", data, entry + 42, 1 << 20)
    with pytest.raises(LaborError):
        list(book_from_bytes(bytes(data), "x.xlsx").sheets())
