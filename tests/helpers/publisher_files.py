"""Small files in the forms that publishers use, made on the spot, some of them broken."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import xlwt

HEADINGS = ("AREA", "OCC_CODE", "OCC_TITLE", "TOT_EMP", "A_MEDIAN")
MEMBER = "oesm26nat/national_M2026_dl.xlsx"
STAMP = (2027, 4, 1, 12, 0, 0)


def workbook(seed: int = 0, rows: int = 40) -> bytes:
    """A workbook of that many rows; another seed gives other figures."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for row in range(rows):
        sheet.append(("99", f"29-{2000 + row}", f"Occupation {row}", 1000 + row + seed, 40350))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def old_workbook(rows: int = 40) -> bytes:
    """A workbook in the form of before 2007."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("national_dl")
    for row in range(rows):
        for column, heading in enumerate(HEADINGS):
            sheet.write(row, column, heading if row == 0 else f"{row}")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(*members: tuple[str, bytes]) -> bytes:
    """A zip archive, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in members:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return stream.getvalue()


def national(seed: int = 0) -> bytes:
    """An archive as BLS makes it for a national table."""
    return archive((MEMBER, workbook(seed)), ("oesm26nat/field_descriptions.txt", b"text"))


def bomb(megabytes: int = 64) -> bytes:
    """An archive whose table unpacks to a thousand times its size."""
    return archive((MEMBER, b"0," * (megabytes << 19)))


def workbook_bomb() -> bytes:
    """A workbook with a part that unpacks to a thousand times its size."""
    return archive(("[Content_Types].xml", b"<Types/>"), ("xl/sheet1.xml", b" " * (64 << 20)))


def traversal() -> bytes:
    """An archive with a table that wants to be outside the folder."""
    return archive(("../../national_M2026_dl.xlsx", workbook()))


WEB_PAGE = b"""\xef\xbb\xbf
<!DOCTYPE html><html><head><title>Access Denied</title></head><body>Access Denied</body></html>"""
