"""Files that are missing, cut, protected, foreign or hostile get a clear error."""

import gzip
import io
import struct
import zipfile

import openpyxl
import pytest
import xlwt

from labor.errors import ParseError, SourceError
from labor.publishers.reading import files
from labor.publishers.reading.cells import text_of
from labor.publishers.reading.files import book_from_bytes, open_books


def xlsx(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


ROWS = [["occ_code", "tot_emp"], ["29-2071", 180280]]


def test_workbook_and_text_give_the_same_cells(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx(ROWS))
    (tmp_path / "a.csv").write_text("occ_code,tot_emp\n29-2071,180280\n")
    with gzip.open(tmp_path / "b.csv.gz", "wt") as stream:
        stream.write("occ_code,tot_emp\n29-2071,180280\n")
    old = xlwt.Workbook()
    sheet = old.add_sheet("s")
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    old.save(str(tmp_path / "a.xls"))
    for name in ("a.xlsx", "a.csv", "b.csv.gz", "a.xls"):
        (book,) = open_books(tmp_path / name)
        rows = [[text_of(cell) for cell in row] for row in book.sheet().rows]
        assert rows == [["occ_code", "tot_emp"], ["29-2071", "180280"]], name


def test_row_numbers_are_those_of_the_spreadsheet(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx([[], [], ["occ_code"], ["29-2071"]]))
    sheet = open_books(tmp_path / "a.xlsx")[0].sheet()
    head = next(i for i, row in enumerate(sheet.rows) if row[0] == "occ_code")
    assert sheet.first_row + head == 3


def test_every_table_in_an_archive_is_opened(tmp_path):
    members = {
        "oesm18nat/a.xlsx": xlsx(ROWS),
        "oesm18nat/field_descriptions.xlsx": xlsx([["Field"]]),
        "oesm18nat/read me.pdf": b"%PDF",
    }
    path = zipped(tmp_path / "a.zip", members)
    assert [book.file for book in open_books(path)] == [
        "a.zip!oesm18nat/a.xlsx",
        "a.zip!oesm18nat/field_descriptions.xlsx",
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.xlsx", b"", "The file is empty"),
        ("page.zip", b"<!DOCTYPE html><html>Access denied</html>", "This is a web page"),
        ("cut.xlsx", xlsx(ROWS)[:-200], "damaged or incomplete"),
        ("cut.csv.gz", gzip.compress(b"a,b\n" * 500, mtime=0)[:-9], "damaged or incomplete"),
        ("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged or incomplete"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither a workbook nor a text table"),
    ],
    ids=["empty", "page", "cut xlsx", "cut gz", "cut xls", "picture"],
)
def test_what_is_not_a_table_says_so(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says) as caught:
        open_books(path)[0].sheet()
    assert name in str(caught.value)


def test_a_missing_file_names_its_neighbours(tmp_path):
    (tmp_path / "national_M2018_dl.csv").write_text("a")
    with pytest.raises(SourceError, match=r"national_M2018_dl\.csv"):
        open_books(tmp_path / "national_2018.csv")


def test_a_protected_workbook_says_so(tmp_path):
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = io.BytesIO(xlsx(ROWS))
    with (tmp_path / "locked.xlsx").open("wb") as stream:
        OOXMLFile(plain).encrypt("secret", stream)
    with pytest.raises(SourceError, match="protected by a password"):
        open_books(tmp_path / "locked.xlsx")


def test_an_archive_without_tables_says_what_was_expected(tmp_path):
    path = zipped(tmp_path / "a.zip", {"readme": b"hello"})
    with pytest.raises(SourceError, match=r"holds no table"):
        open_books(path)


def test_a_member_may_not_point_outside(tmp_path):
    path = zipped(tmp_path / "a.zip", {"../../evil.csv": b"a,b\n"})
    with pytest.raises(SourceError, match="points outside the archive"):
        open_books(path)


def test_a_bomb_is_not_unpacked(tmp_path):
    path = zipped(tmp_path / "a.zip", {"bomb.csv": b"0" * 20_000_000})
    with pytest.raises(SourceError, match="unpacks to more than"):
        open_books(path)


def test_a_gzip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_MEMBER_BYTES", 1000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"0" * 2000))
    with pytest.raises(SourceError, match="unpacks to more than"):
        open_books(tmp_path / "a.csv.gz")


def test_a_missing_sheet_names_those_there_are(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx(ROWS))
    (book,) = open_books(tmp_path / "a.xlsx")
    with pytest.raises(ParseError, match=r"(?s)expected: a sheet Table 1.2.*got: Sheet"):
        book.sheet("Table 1.2")


def test_a_workbook_that_is_a_bomb_is_not_unpacked(tmp_path):
    members = {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b"0" * 20_000_000}
    zipped(tmp_path / "a.xlsx", members)
    with pytest.raises(SourceError, match="unpacks to more than"):
        open_books(tmp_path / "a.xlsx")


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_refused(tmp_path):
    old = xlwt.Workbook()
    sheet = old.add_sheet("s")
    for row in range(2000):
        sheet.write(row, 0, f"cell {row}")
    old.save(str(tmp_path / "a.xls"))
    data = bytearray((tmp_path / "a.xls").read_bytes())
    (first,) = struct.unpack_from("<I", data, 76)
    data[(first + 1) * 512 : (first + 2) * 512] = bytes(512)
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(SourceError, match=r"(?s)damaged or incomplete.*circle"):
        open_books(tmp_path / "a.xls")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('a,b,c\n1,"x,2\n3,y",4\n5,z,6\n', r"x\.csv, line 2.*3,y"),
        ('a,b\n1,"2\n3,"4\n', "damaged or incomplete"),
        ('a,b\n1,"2\n3,4\n', "damaged or incomplete"),
    ],
)
def test_a_stray_quotation_mark_swallows_no_row(text, says):
    with pytest.raises(SourceError, match=f"(?s){says}"):
        book_from_bytes(text.encode(), "x.csv")


def test_a_cell_of_several_lines_is_read():
    text = '"Employment,\n2024",Code,Title\n1,2,"one\ntwo"\n'
    rows = book_from_bytes(text.encode(), "x.csv").sheet().rows
    assert rows == [["Employment,\n2024", "Code", "Title"], ["1", "2", "one\ntwo"]]
