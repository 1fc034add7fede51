"""A publisher's file opened safely: archives, workbooks and text files to sheets of cells."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import ClassVar, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from labor.errors import ParseError, SourceError, damaged, place, unpacks_to_too_much
from labor.publishers.reading import ole, span
from labor.publishers.reading.cells import Rows, garbage_left_alone, texts
from labor.publishers.reading.pages import Pages, holds_pages, open_pages
from labor.publishers.reading.series import SeriesFile, open_series

#: One member of an archive may not unpack to more than this (all-data workbooks are 80 MB).
MAX_MEMBER_BYTES = 1 << 31
#: All members of an archive together; their content is held at once.
MAX_ARCHIVE_BYTES = 1 << 30
#: A text table may be as long as this; one of all data of a year has 100 MB.
MAX_TEXT_BYTES = 160 << 20
#: Nor may it grow by more than this; spreadsheets in XML reach about 30.
MAX_RATIO = 250

#: Surveys whose time series are read as any text table: consumer prices.
_SMALL_SERIES = ("CU", "CW")
_WORKBOOK = (".xls", ".xlsx")
_TEXT = (".csv", ".txt", ".tsv")
#: Part that only workbooks of another form have.
_OTHER_WORKBOOKS = {"xl/workbook.bin": "a binary workbook (.xlsb)", "content.xml": "OpenDocument"}
_ZIP = b"PK\x03\x04"
#: A number with a decimal comma between semicolons: ";32,66;"
_DECIMAL_COMMA = re.compile(r";\d+,\d{1,2};")
#: What the zip reader raises for archives that are damaged or of a method it does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    RuntimeError,  # NotImplementedError is one
    struct.error,  # a place outside the file
    IndexError,  # a member without a name
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

    def refuse_longer_rows(self, head: int) -> None:
        """Refuse a cell behind the last heading: in its row one comma is too many.

        Args:
            head: Number of the row of headings, from 0.

        Raises:
            ParseError: There is such a cell.
        """
        width = len(self.rows[head])
        for index, row in enumerate(self.rows[head + 1 :], start=head + 1):
            if any(texts(row[width:])):
                raise ParseError(
                    "A cell stands in a column without a heading",
                    where=self.where(index),
                    expected=f"{width} cells",
                    got=", ".join(texts(row)),
                    next_step="The file was edited or damaged; download it again.",
                )

    def refuse_rows_above(self, head: int, is_row: Callable[[list[str]], bool]) -> None:
        """Let titles and notes stand above the headings, but no rows: they would be lost.

        Args:
            head: Number of the row of headings, from 0.
            is_row: Whether texts of cells are those of a row of the table.

        Raises:
            ParseError: A row of the table stands there.
        """
        for index, row in enumerate(self.rows[:head]):
            if is_row(cells := [text for text in texts(row) if text]):
                raise ParseError(
                    "A row of data stands above the headings",
                    where=self.where(index),
                    expected=f"headings above all rows; they are in row {self.first_row + head}",
                    got=", ".join(cells[:6]),
                    next_step="The file was sorted with its headings or edited; download it again.",
                )


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


class Recognized(NamedTuple):
    """What a file is, going by its content.

    Args:
        kind: Kind of its first table, "oews.estimates"; the product alone, "oews", where the
            tables cannot be told.
        vintage: Reference year, span or release; empty if the file does not say it.
        scope: Scope of the catalogue that its rows are of, "state"; empty where the kind tells.
    """

    kind: str
    vintage: str
    scope: str = ""


#: What a parser takes tables from.
Document = Book | Pages | SeriesFile


def open_documents(path: Path) -> list[Document]:
    """Open whatever a publisher releases: a table file, an archive of them, or saved pages.

    Args:
        path: A file, a folder of saved pages, or an archive's folder of table files.

    Returns:
        One book per table file; or the saved pages together, or a file of time series, neither
        of them read yet. Consumer prices are small enough for a book.

    Raises:
        SourceError: See `open_books`.
    """
    refuse_special(path)
    series = open_series(path)
    if series is not None and series.survey not in _SMALL_SERIES:
        return [series]
    if path.is_dir() and (files := table_files(path)):
        return [book_from_bytes(_read_file(file), f"{path.name}/{file.name}") for file in files]
    return [open_pages(path)] if holds_pages(path) else [*open_books(path)]


def table_files(folder: Path) -> list[Path]:
    """The workbooks and text tables of an unpacked archive, in the order of their names.

    Raises:
        SourceError: Together they are larger than an archive may be.
    """
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file()
        and path.suffix.lower() in _WORKBOOK + _TEXT
        and not path.name.startswith(("~$", "."))
    ]
    size = sum(path.stat().st_size for path in files)
    if size > MAX_ARCHIVE_BYTES:
        raise unpacks_to_too_much(name_of(folder), f"{size:,} bytes")
    return files


def refuse_special(path: Path) -> None:
    """Refuse pipes and devices, which can be read for ever.

    Args:
        path: What a person names.

    Raises:
        SourceError: It is there and neither a file nor a folder.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise SourceError(
            "This is a pipe or a device, not a file",
            where=name_of(path),
            next_step="Save what it gives in a file, and name that.",
        )


def name_of(path: Path) -> str:
    """The name of a file as text that can be written and shown anywhere."""
    return _harmless(path.name)


def _harmless(name: str) -> str:
    """A name with escapes for bytes of no text and for signs that steer a terminal."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


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
        raise _is_web_page(name_of(path))


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
    data, name = _read_file(path), name_of(path)
    if data.startswith(b"\x1f\x8b"):
        return [(name.removesuffix(".gz"), _gunzip(data, name))]
    if data.startswith(_ZIP) and not _is_workbook_zip(data, name):
        return _zip_members(data, name)
    return [(name, data)]


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
    refuse_special(path)
    if path.stat().st_size > MAX_MEMBER_BYTES:
        raise unpacks_to_too_much(name_of(path), f"{path.stat().st_size:,} bytes")
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
            most = min(MAX_MEMBER_BYTES, MAX_RATIO * max(len(data), 1024))
            content = stream.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise damaged(name, error) from error
    if len(content) > most:
        raise unpacks_to_too_much(name, f"{len(data):,} bytes unpack to more than {most:,}")
    return content


def _open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for info in archive.infolist():
            info.is_dir()  # asks for the last letter of the name
    except UNREADABLE as error:
        raise damaged(name, error) from error
    return archive


def _is_workbook_zip(data: bytes, name: str) -> bool:
    with _open_zip(data, name) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _zip_members(data: bytes, name: str) -> list[tuple[str, bytes]]:
    members = []
    left = MAX_ARCHIVE_BYTES
    with _open_zip(data, name) as archive:
        for info in archive.infolist():
            member = PurePosixPath(info.filename.replace("\\", "/"))
            if info.is_dir() or member.name.startswith(("~$", "._")):
                continue
            if member.suffix.lower() not in _WORKBOOK + _TEXT:
                continue
            left -= info.file_size
            if left < 0:
                raise unpacks_to_too_much(
                    name, f"all members together to more than {MAX_ARCHIVE_BYTES:,} bytes"
                )
            members.append((f"{name}!{_harmless(str(member))}", _read_member(archive, info, name)))
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
        raise damaged(where, error) from error


def _check_size(info: zipfile.ZipInfo, where: str) -> None:
    limit = min(MAX_MEMBER_BYTES, MAX_RATIO * max(info.compress_size, 1024))
    if info.file_size > limit:
        raise unpacks_to_too_much(
            where, f"{info.compress_size:,} bytes unpack to {info.file_size:,}"
        )


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
    # The reader lays out the sheets of an old workbook when it opens it.
    if data.startswith(ole.SIGNATURE):
        _check_span(data, name)
    with _native_reader(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(workbook.sheet_names)
    if not names:
        raise SourceError(
            "The workbook has no sheets",
            where=name,
            next_step="Download the file again from the publisher.",
        )
    checked = False

    def read(sheet_name: str) -> Sheet:
        nonlocal checked
        if not checked and data.startswith(_ZIP):
            _check_span(data, name)
        checked = True
        with _native_reader(f"{name}, sheet {sheet_name}"), garbage_left_alone():
            sheet = workbook.get_sheet_by_name(sheet_name)
            rows = sheet.to_python()
        first = sheet.start[0] + 1 if sheet.start else 1
        return Sheet(name, sheet_name, rows, first)

    return Book(name, names, read)


@contextmanager
def _native_reader(where: str) -> Iterator[None]:
    """Turn what the reader of workbooks says about a damaged one, also by panic, into an error."""
    try:
        yield
    except PasswordError as error:
        raise _protected(where.partition(", sheet ")[0]) from error
    except (CalamineError, OSError, ValueError, MemoryError) as error:
        raise damaged(where, error) from error
    except BaseException as error:
        # A panic of Rust has no class that can be imported, and is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(where, "the reader of workbooks gave up") from error


def _check_span(data: bytes, name: str) -> None:
    try:
        problem = span.problem_of(data)
    except UNREADABLE as error:
        raise damaged(name, error) from error
    if problem:
        raise SourceError(
            "A sheet of the workbook reaches further than a table can",
            where=name,
            got=problem,
            next_step="Often one stray cell far below or to the right does it: delete the rows "
            "and columns outside the table and save the workbook again.",
        )


def _check_container(data: bytes, name: str) -> None:
    """Refuse a workbook that no reader should be given: locked, endless or a bomb."""
    if data.startswith(_ZIP):
        with _open_zip(data, name) as archive:
            for info in archive.infolist():
                _check_size(info, name)
            names = {member.lower() for member in archive.namelist()}
        if other := next((kind for part, kind in _OTHER_WORKBOOKS.items() if part in names), ""):
            raise SourceError(
                "The workbook is of a form that publishers do not use",
                where=name,
                expected="an .xlsx or .xls workbook",
                got=other,
                next_step="Open it and save it as .xlsx, or download the publisher's file.",
            )
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(name)
    if problem := ole.problem_of(data):
        raise damaged(name, problem)


def _text_book(data: bytes, name: str) -> Book:
    if len(data) > MAX_TEXT_BYTES:
        series = ", a time-series file of the agency" * data.startswith(b"series_id")
        raise _too_long(name, f"{len(data):,} bytes{series}")
    text = _decoded(data)
    if not text:
        raise SourceError(
            "This is neither a workbook nor a text table",
            where=name,
            got=f"a file that begins with {data[:8]!r}",
            next_step="Download the file again from the publisher.",
        )
    first_line = text.split("\n", 1)[0]
    if first_line.count(";") > first_line.count(",") + first_line.count("\t"):
        raise SourceError(
            "The cells of this text stand between semicolons",
            where=name,
            expected="commas or tabs between cells, and points before decimals",
            got=f"a first line that begins {first_line[:60]!r}"
            + (", and decimal commas" if _DECIMAL_COMMA.search(text[:100_000]) else ""),
            next_step="A spreadsheet of another country saved it so. Take the publisher's own "
            "file, or save it as an .xlsx workbook.",
        )
    delimiter = "\t" if first_line.count("\t") > first_line.count(",") else ","
    try:
        rows = list(_text_rows(text, delimiter, name))
    except csv.Error as error:
        raise damaged(name, error) from error
    whole = text.endswith(("\n", "\r"))
    return Book(name, [""], lambda _: Sheet(name, "", rows, ends_with_line_end=whole))


def _text_rows(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    """The rows of a text, as long as they fit into memory and no cell holds a row of its own.

    A cell can have several lines, such as a heading. A quotation mark that is lost or too many
    makes one cell of the end of a row and the beginning of the next.
    """
    lines = io.StringIO(text, newline="")
    if delimiter == "\t":
        # A quotation mark is text: O*NET's files use it for inches.
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines, strict=True)
    left, widest, line = span.MAX_PLACES, 2, 0
    for row in reader:
        cells = len(row)
        left -= cells + 1
        if left < 0:
            raise _too_long(name, f"more than {span.MAX_PLACES:,} cells")
        if cells > widest:
            widest = cells
        line += 1
        if line != reader.line_num:
            for cell in row:
                if cell.count(delimiter) >= widest - 1 and len(cell.splitlines()) > 1:
                    raise SourceError(
                        "A quotation mark makes one cell of several rows",
                        where=f"{name}, line {line}",
                        got=repr(cell[:80]),
                        next_step="The file was edited or damaged; download it again.",
                    )
            line = reader.line_num
        yield row


def _too_long(name: str, got: str) -> SourceError:
    return SourceError(
        "The text is longer than a publisher's table can be",
        where=name,
        got=got,
        next_step="Check that this is the publisher's table of one year.",
    )


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


def _protected(where: str) -> SourceError:
    return SourceError(
        "The file is protected by a password",
        where=where,
        next_step="Publishers do not protect these files: save an unprotected copy or download "
        "it again.",
    )
