"""Files are what their names say, and no damage gets through unseen."""

from __future__ import annotations

import io
import struct
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publisher_files import (
    MEMBER,
    WEB_PAGE,
    archive,
    national,
    old_workbook,
    workbook,
    workbook_bomb,
)

from labor.errors import LaborError, SourceError
from labor.publishers.reading import ole
from labor.sources.content import check_content
from labor.sources.digest import sha256_of

ARCHIVE = national()
OLD_WORKBOOK = old_workbook()
SAME_FOLDER = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def pages(*names: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    """An archive of saved pages."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:xz") as made:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(WEB_PAGE) if kind == tarfile.REGTYPE else 0
            info.type = kind
            info.linkname = "/etc/hostname"
            made.addfile(info, io.BytesIO(WEB_PAGE))
    return stream.getvalue()


PAGES = pages("a.html", "b.html")


@st.composite
def damage(draw, data: bytes) -> bytes:
    """The data with bytes changed, cut off, left out or turned to zero somewhere."""
    start = draw(st.integers(0, len(data) - 1))
    length = draw(st.integers(1, 600))
    put = draw(st.sampled_from(["change", "cut", "leave out", "zero"]))
    if put == "cut":
        return data[:start]
    if put == "leave out":
        return data[:start] + data[start + length :]
    piece = data[start : start + length]
    if put == "zero":
        return data[:start] + bytes(len(piece)) + data[start + length :]
    flip = draw(st.integers(1, 255))
    return data[:start] + bytes([data[start] ^ flip]) + data[start + 1 :]


@SAME_FOLDER
@given(data=damage(ARCHIVE))
def test_a_damaged_archive_is_refused_or_holds_the_same_tables(tmp_path, data):
    path = tmp_path / "oesm26nat.zip"
    path.write_bytes(ARCHIVE)
    whole = check_content(path)
    path.write_bytes(data)
    try:
        content = check_content(path)
    except LaborError:
        return
    assert set(content.members.items()) <= set(whole.members.items())


@SAME_FOLDER
@given(data=damage(OLD_WORKBOOK))
def test_a_damaged_old_workbook_never_runs_away(tmp_path, data):
    """A chain of sectors in a circle would fill the memory of the reader."""
    path = tmp_path / "national_dl.xls"
    path.write_bytes(data)
    try:
        check_content(path)
    except LaborError as refused:
        assert refused.where or refused.got


@SAME_FOLDER
@given(data=damage(PAGES))
def test_a_damaged_archive_of_pages_is_refused(tmp_path, data):
    path = tmp_path / "pages.tar.xz"
    path.write_bytes(data)
    if data != PAGES:
        with pytest.raises(LaborError):
            check_content(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", ARCHIVE),
        ("a.ZIP", ARCHIVE),
        ("a.xlsx", workbook()),
        ("a.xls", OLD_WORKBOOK),
        ("a.xls", workbook()),  # publishers have kept the old ending for a new workbook
        ("a.csv", b"Date,Index\n2026-10-01,331.0\n"),
        ("a.txt", "29-2071.00\tMédical\n".encode("cp1252")),
        ("a.html", WEB_PAGE),
        ("a.tar.xz", pages("a.html")),
    ],
)
def test_whole_files_pass(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    content = check_content(path)
    assert (content.bytes, content.sha256) == (len(data), sha256_of(path))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.zip", b"", "is empty"),
        ("a.zip", workbook(), "not what its name says"),
        ("a.xlsx", ARCHIVE, "not what its name says"),
        ("a.xlsx", WEB_PAGE, "not what its name says"),
        ("a.csv", WEB_PAGE, "not what its name says"),
        ("a.csv", b"\x00\x01\x02", "not what its name says"),
        ("a.html", b"just text", "not what its name says"),
        ("a.xlsx", workbook_bomb(), "unpacks to more"),
        ("a.zip", archive((MEMBER, workbook_bomb())), "unpacks to more"),
        ("a.tar.xz", pages("../a.html"), "points outside"),
        ("a.tar.xz", pages("/a.html"), "points outside"),
        ("a.tar.xz", pages("a.html", kind=tarfile.SYMTYPE), "no page here"),
        ("a.docx", b"PK\x03\x04", "no kind of file"),
        ("a", ARCHIVE, "no kind of file"),
    ],
)
def test_other_files_are_refused(tmp_path, name, data, says):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError, match=says) as refused:
        check_content(path)
    assert name in refused.value.where


def test_the_table_that_belongs_in_the_archive_must_be_in_it(tmp_path):
    path = tmp_path / "oesm26nat.zip"
    path.write_bytes(ARCHIVE)
    assert set(check_content(path, r"national.*_dl\.xlsx?").members) == {
        "national_M2026_dl.xlsx",
        "field_descriptions.txt",
    }
    with pytest.raises(SourceError, match="does not hold the table that belongs in it"):
        check_content(path, r"state.*_dl\.xlsx?")


def test_publishers_old_workbooks_are_sound(publishers):
    files = sorted(publishers.rglob("*.xls"))
    assert len(files) > 30
    assert {ole.problem_of(path.read_bytes()) for path in files} == {""}


def test_a_chain_in_a_circle_is_found():
    data = bytearray(OLD_WORKBOOK)
    (first,) = struct.unpack_from("<I", data, 76)
    table = (first + 1) * 512
    struct.pack_into("<I", data, table, 1)
    struct.pack_into("<I", data, table + 4, 0)
    assert "circle" in ole.problem_of(bytes(data))


@pytest.mark.parametrize("end", [8, 40, 511, 512, 700, len(OLD_WORKBOOK) - 513])
def test_a_cut_container_is_found(end):
    assert ole.problem_of(OLD_WORKBOOK[:end])
