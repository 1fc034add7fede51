"""A publisher's file opened safely: archives, workbooks and text files to sheets of cells."""

from __future__ import annotations

import csv
import gc
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import ClassVar

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from labor.errors import ParseError, SourceError, place
from labor.publishers.reading import ole
from labor.publishers.reading.cells import Rows
from labor.publishers.reading.pages import Pages, holds_pages, open_pages

#: One member of an archive may not unpack to more than this (all-data workbooks are 80 MB).
MAX_MEMBER_BYTES = 1 << 31
#: Nor may it grow by more than this; spreadsheets in XML reach about 30.
MAX_RATIO = 250

_WORKBOOK = (".xls", ".xlsx")
_TEXT = (".csv", ".txt", ".tsv")
_ZIP = b"PK\x03\x04"
#: What the zip reader raises for archives that are damaged or of a method it does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    RuntimeError,  # NotImplementedError is one
)


@dataclass(frozen=True)
class Sheet:
    """A rectangle of cells as the publisher laid it out.

    Args:
        file: Name of the file, `archive.zip!member.xls` inside an archive.
        name: Name of the sheet; empty for text files.
        rows: Rows of cells, leading blank rows of a workbook left out.
        first_row: Number of the first row in the file, from 1.
        ends_with_line_end: Whether the last row is known to be whole; a text without it may be cut.
    """

    file: str
    name: str
    rows: Rows
    first_row: int = 1
    ends_with_line_end: bool = True

    def where(self, index: int | None = None, column: str = "") -> str:
        """Name the place of a row of this sheet.

        Args:
            index: Number of the row, from 0; None for the sheet as a whole.
            column: Heading of a column as printed.
        """
        row = None if index is None else self.first_row + index
        return place(self.file, self.name, row, column)


@dataclass
class Book:
    """One opened file: its sheets by name, each read when asked for.

    Args:
        file: Name for messages and recognition.
        sheet_names: Names in the order of the file.
    """

    IN_WORDS: ClassVar[str] = "a workbook or a text table"

    file: str
    sheet_names: list[str]
    _read: Callable[[str], Sheet]
    _cache: dict[str, Sheet] = field(default_factory=dict)

    def sheet(self, name: str | int = 0) -> Sheet:
        """The sheet of that name or position.

        Raises:
            ParseError: The file has no such sheet.
        """
        if isinstance(name, str):
            key = name
        else:
            named = dict(enumerate(self.sheet_names))
            key = named.get(name, f"number {name + 1}")
        if key not in self.sheet_names:
            raise ParseError(
                "A sheet is missing",
                where=self.file,
                expected=f"a sheet {key}",
                got=", ".join(self.sheet_names) or "no sheets",
                next_step="Check that this is the publisher's file of the named table.",
            )
        if key not in self._cache:
            self._cache[key] = self._read(key)
        return self._cache[key]

    def sheets(self) -> Iterator[Sheet]:
        """All sheets in order."""
        return (self.sheet(name) for name in self.sheet_names)


#: What a parser takes tables from.
Document = Book | Pages


def open_documents(path: Path) -> list[Document]:
    """Open whatever a publisher releases: a table file, an archive of them, or saved pages.

    Args:
        path: A file, or a folder of saved pages.

    Returns:
        One book per table file; or the saved pages together, which are not read yet.

    Raises:
        SourceError: See `open_books`.
    """
    return [open_pages(path)] if holds_pages(path) else [*open_books(path)]


def refuse_pages(path: Path, documents: Sequence[Document]) -> None:
    """Say that a folder or web pages stand where a table was expected; books are let through.

    Args:
        path: What was opened.
        documents: What `open_documents` found there.

    Raises:
        SourceError: They are saved pages.
    """
    if path.is_dir():
        raise _is_folder(path)
    if any(isinstance(document, Pages) for document in documents):
        raise _is_web_page(path.name)


def open_books(path: Path) -> list[Book]:
    """Open a file, or every table in an archive, without unpacking to disk.

    Args:
        path: An `.xls`, `.xlsx`, `.csv`, `.txt`, `.gz` or `.zip` file. The content
            decides what it is, not the ending.

    Returns:
        One book per table file, in the archive's order.

    Raises:
        SourceError: The file is missing, empty, cut, protected by a password, or
            not a table at all.
    """
    return [book_from_bytes(data, name) for name, data in read_members(path)]


def read_members(path: Path) -> list[tuple[str, bytes]]:
    """Read a file, or the table files in an archive, checked but not parsed.

    Args:
        path: File to read.

    Returns:
        Pairs of name and content; `archive.zip!member` inside an archive.

    Raises:
        SourceError: See `open_books`.
    """
    data = _read_file(path)
    if data.startswith(b"\x1f\x8b"):
        return [(path.name.removesuffix(".gz"), _gunzip(data, path.name))]
    if data.startswith(_ZIP) and not _is_workbook_zip(data, path.name):
        return _zip_members(data, path.name)
    return [(path.name, data)]


def _read_file(path: Path) -> bytes:
    if not path.exists():
        near = sorted(p.name for p in path.parent.glob(f"*{path.suffix}"))[:5]
        raise SourceError(
            "There is no such file",
            where=str(path),
            got=f"in that folder: {', '.join(near)}" if near else "",
            next_step="Check the spelling and the folder.",
        )
    if path.is_dir():
        raise _is_folder(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            "The file cannot be read", where=str(path), got=error.strerror or str(error)
        ) from error
    if not data:
        raise SourceError(
            "The file is empty",
            where=str(path),
            next_step="Download it again; the transfer was probably cut.",
        )
    return data


def _gunzip(data: bytes, name: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            content = stream.read(MAX_MEMBER_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _cut(name, str(error)) from error
    if len(content) > MAX_MEMBER_BYTES:
        raise _bomb(name, f"more than {MAX_MEMBER_BYTES:,} bytes")
    return content


def _open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE as error:
        raise _cut(name, str(error)) from error


def _is_workbook_zip(data: bytes, name: str) -> bool:
    with _open_zip(data, name) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _zip_members(data: bytes, name: str) -> list[tuple[str, bytes]]:
    members = []
    with _open_zip(data, name) as archive:
        for info in archive.infolist():
            member = PurePosixPath(info.filename.replace("\\", "/"))
            if info.is_dir() or member.name.startswith(("~$", "._")):
                continue
            if member.suffix.lower() not in _WORKBOOK + _TEXT:
                continue
            members.append((f"{name}!{member}", _read_member(archive, info, name)))
    if not members:
        raise SourceError(
            "The archive holds no table",
            where=name,
            expected=f"a member that ends in {', '.join(_WORKBOOK + _TEXT)}",
            next_step="Check that this is the publisher's archive of the named table.",
        )
    return members


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    member = PurePosixPath(info.filename.replace("\\", "/"))
    where = f"{name}!{member}"
    if member.is_absolute() or ".." in member.parts:
        raise SourceError(
            "An archive member points outside the archive",
            where=where,
            next_step="Do not use this file; download it from the publisher.",
        )
    if info.flag_bits & 0x1:
        raise _protected(where)
    _check_size(info, where)
    try:
        return archive.read(info)
    except UNREADABLE as error:
        raise _cut(where, str(error)) from error


def _check_size(info: zipfile.ZipInfo, where: str) -> None:
    limit = min(MAX_MEMBER_BYTES, MAX_RATIO * max(info.compress_size, 1024))
    if info.file_size > limit:
        raise _bomb(where, f"{info.compress_size:,} bytes unpack to {info.file_size:,}")


def book_from_bytes(data: bytes, name: str) -> Book:
    """Open one table file that is already in memory.

    Args:
        data: Content of the file.
        name: Name for messages and recognition.

    Returns:
        The book; a text file has one sheet with an empty name.

    Raises:
        SourceError: The content is no workbook and no text table.
    """
    if data.startswith(_ZIP) or data.startswith(ole.SIGNATURE):
        return _workbook(data, name)
    head = data[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise _is_web_page(name)
    return _text_book(data, name)


def _workbook(data: bytes, name: str) -> Book:
    _check_container(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(workbook.sheet_names)
    except PasswordError as error:
        raise _protected(name) from error
    except (CalamineError, OSError) as error:
        raise _cut(name, str(error)) from error

    def read(sheet_name: str) -> Sheet:
        try:
            sheet = workbook.get_sheet_by_name(sheet_name)
            with _garbage_left_alone():
                rows = sheet.to_python()
        except CalamineError as error:
            raise _cut(f"{name}, sheet {sheet_name}", str(error)) from error
        first = sheet.start[0] + 1 if sheet.start else 1
        return Sheet(name, sheet_name, rows, first)

    return Book(name, names, read)


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Keep Python from looking for garbage among millions of new cells, all of which stay."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _check_container(data: bytes, name: str) -> None:
    """Refuse a workbook that no reader should be given: locked, endless or a bomb."""
    if data.startswith(_ZIP):
        with _open_zip(data, name) as archive:
            for info in archive.infolist():
                _check_size(info, name)
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(name)
    if problem := ole.problem_of(data):
        raise _cut(name, problem)


def _text_book(data: bytes, name: str) -> Book:
    text = _decoded(data)
    if not text:
        raise SourceError(
            "This is neither a workbook nor a text table",
            where=name,
            got=f"a file that begins with {data[:8]!r}",
            next_step="Download the file again from the publisher.",
        )
    first_line = text.split("\n", 1)[0]
    delimiter = "\t" if first_line.count("\t") > first_line.count(",") else ","
    # With tabs a quotation mark is text: O*NET's files use it for inches.
    tabs = delimiter == "\t"
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""),
            delimiter=delimiter,
            quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
        )
        rows = list(reader)
    except csv.Error as error:
        raise _cut(name, str(error)) from error
    whole = text.endswith(("\n", "\r"))
    return Book(name, [""], lambda _: Sheet(name, "", rows, ends_with_line_end=whole))


def _decoded(data: bytes) -> str:
    """The text in UTF-8 or the encoding of older Windows; empty if it is in neither."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "" if "\x00" in text else text
    return ""


def _is_folder(path: Path) -> SourceError:
    return SourceError(
        "This is a folder, not a file", where=str(path), next_step="Name a file in it."
    )


def _is_web_page(where: str) -> SourceError:
    return SourceError(
        "This is a web page, not a table",
        where=where,
        got="HTML; a publisher's server sends such a page when it refuses a download",
        next_step="Download the file in a browser and look at it before using it.",
    )


def _cut(where: str, got: str) -> SourceError:
    return SourceError(
        "The file is damaged or incomplete",
        where=where,
        got=got,
        next_step="Download it again; the transfer was probably cut.",
    )


def _protected(where: str) -> SourceError:
    return SourceError(
        "The file is protected by a password",
        where=where,
        next_step="Publishers do not protect these files: save an unprotected copy or download "
        "it again.",
    )


def _bomb(where: str, got: str) -> SourceError:
    return SourceError(
        "An archive member unpacks to more than a publisher's table can hold",
        where=where,
        got=got,
        next_step="Do not use this file; download it from the publisher.",
    )
