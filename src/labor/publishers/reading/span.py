"""Whether the parts of a workbook are whole, and how far its sheets reach, found before reading.

The reader does not ask whether a tag is closed by its own end: of damaged XML it makes one cell of
two, 476201.5 of 47620 and 1.5. So each part is read by a parser that does.

Readers lay a sheet out as a rectangle from its first to its last cell. One stray cell in the
last corner, which a slip of the hand leaves, would ask for seventeen thousand million cells.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from labor.publishers.reading import ole

#: Places of all sheets of a table together; a workbook with all data of a year has 14 million.
MAX_PLACES = 20_000_000
_BLOCK = 1 << 22
#: Where in the header of a part the lengths of its name and its further fields stand.
_LOCAL = 26
#: A reference is shorter than this, so that none is lost between two blocks.
_OVERLAP = 64
#: The reference of a cell in a sheet's XML: ` r="AF17"`, or one of more digits than a row has,
#: ` r="N999999999993"`, of which a reader makes some row.
_CELL = re.compile(rb"""r(?<=\sr)\s*=\s*["']([A-Za-z]{1,20})([0-9]{11,20}|[0-9]{1,10}(?=["']))""")
#: A row or a cell of a sheet's XML with what stands in its tag: `<row r="3"`, `<c t="s"`.
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)")
#: The reference in such a tag: ` r="AF17"` of a cell, ` r="17"` of a row.
_OWN = re.compile(rb"""r(?<=\sr)\s*=\s*["']([A-Za-z]{0,20})([0-9]{11,20}|[0-9]{1,10}(?=["']))""")
#: Bytes at both ends of a block from which its highest row and column are guessed.
_ENDS = 1 << 14
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
#: Record types of an old workbook: a part begins, the span of a sheet, and those of cells, which
#: begin with row and column.
_BEGINS, _SPAN = 0x0809, 0x0200
_PAIR = struct.Struct("<HH").unpack_from
_NUMBER = struct.Struct("<I").unpack_from
#: The list of texts with their number, and a cell that names one of them by its place.
_TEXTS, _TEXT_CELL = 0x00FC, 0x00FD
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x0201, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x00D6})


def problem_of(data: bytes) -> str:
    """Say that a workbook reaches too far, or raise where its parts are damaged.

    Args:
        data: A workbook, old or new, whose container is sound.

    Returns:
        The sheet and its last cell in words; empty if it can be read.

    Raises:
        zipfile.BadZipFile: The archive or a part is damaged, as any other error of the zip reader.
        ValueError: A cell of an old workbook has a text that the workbook does not hold, or fewer
            cells have one than it counts.
    """
    sheets = _old(data) if data.startswith(ole.SIGNATURE) else _new(data)
    left = MAX_PLACES
    for name, rows, columns in sheets:
        left -= rows * columns
        if left < 0:
            return (
                f"{name} reaches to row {rows:,} and column {columns:,}; "
                f"at most {MAX_PLACES:,} cells are read"
            )
    return ""


def _new(data: bytes) -> Iterable[tuple[str, int, int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            content = _content(data, info)
            if info.filename.endswith(".xml"):
                content = _well_formed(content, info.filename)
            if _SHEET.fullmatch(info.filename):
                rows, columns, are_named = _reach(content)
                if not are_named:
                    ends = _walked(_content(data, info))
                    rows, columns = (max(pair) for pair in zip((rows, columns), ends, strict=True))
                yield info.filename.rpartition("/")[2], rows, columns
            else:
                for _ in content:
                    pass


def _well_formed(content: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The blocks of a part, each checked."""
    parser = expat.ParserCreate()
    try:
        for block in content:
            parser.Parse(block, False)
            yield block
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise zipfile.BadZipFile(f"{name} is damaged: {error}") from error


def _content(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part by blocks, to its real end: `zipfile` stops where the list says."""
    named, extra = struct.unpack_from("<HH", data, info.header_offset + _LOCAL)
    start = info.header_offset + _LOCAL + 4 + named + extra
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"{info.filename} is compressed in an unknown way")
    unpacker, left, rest = zlib.decompressobj(-zlib.MAX_WBITS), info.file_size, bytes(packed)
    while not unpacker.eof:
        block = unpacker.decompress(rest, _BLOCK)
        rest = unpacker.unconsumed_tail
        left -= len(block)
        if left < 0:
            raise zipfile.BadZipFile(f"{info.filename} is longer than the list of parts says")
        if not (block or rest):
            raise zipfile.BadZipFile(f"{info.filename} ends too early")
        yield block


def _reach(content: Iterable[bytes]) -> tuple[int, int, bool]:
    """Highest row and column of a cell, and whether each cell names its place first of all.

    Rows ascend in nearly all sheets: one search shows that no cell of a block lies beyond those
    at its ends, and only where one does is every cell read.
    """
    rows, widest, before, are_named = 0, b"", b"", True
    for block in content:
        text = before + block
        before = block[-_OVERLAP:]
        are_named &= _are_named(text, len(text) - len(before))
        for part in (text[:_ENDS], text[-_ENDS:]):
            rows, widest = _highest(part, rows, widest)
        if _beyond(rows, widest).search(text):
            rows, widest = _highest(text, rows, widest)
    return rows, _number(widest), are_named and _are_named(before, len(before))


def _are_named(text: bytes, end: int) -> bool:
    """Whether each cell that begins before an end has its reference first, as writers do."""
    # What no writer does is not told apart: cells with a prefix or a line end in their tag.
    blanks = [blank for blank in (b"\n", b"\r", b"\t") if blank in text]
    if b":c" in text or any(b"<c" + blank in text for blank in blanks):
        return False
    named = text.count(b'<c r="', 0, end + 5)
    return named == sum(text.count(begin, 0, end + 2) for begin in (b"<c ", b"<c>", b"<c/"))


def _walked(content: Iterable[bytes]) -> tuple[int, int]:
    """Highest row and column where a cell without a reference stands behind the one before."""
    row, column, rows, columns, rest = 0, 0, 0, 0, b""
    for block in content:
        text = rest + block
        cut = text.rfind(b"<")
        for tag, inside in _TAG.findall(text[:cut]):
            own = _OWN.findall(inside)
            number = max((int(digits) for _, digits in own), default=0)
            if tag == b"row":
                row, column = number or row + 1, 0
                continue
            column = max((_number(name) for name, _ in own), default=0) or column + 1
            rows, columns = max(rows, number or row), max(columns, column)
        rest = text[cut:]
    return rows, columns


def _highest(text: bytes, rows: int, widest: bytes) -> tuple[int, bytes]:
    """Highest row and widest column of the cells of a text and of those before."""
    if found := _CELL.findall(text):
        names, numbers = map(set, zip(*found, strict=True))
        widest = max(widest, *names, key=lambda name: (len(name), name.upper()))
        rows = max(rows, *map(int, numbers))
    return rows, widest


def _beyond(rows: int, widest: bytes) -> re.Pattern[bytes]:
    """A pattern of cells in a row or column behind these: for 20 and B ` r="C1"`, ` r="A21"`."""
    column = _greater(widest.decode().upper(), "Z", r"[{first}-Z{small}-z]", "[A-Za-z]", 20)
    row = _greater(str(rows), "9", r"[{first}-9]", "[0-9]", 10)
    beyond = rf"""(?:{column})[0-9]|[A-Za-z]{{1,20}}(?:(?:{row})["']|[0-9]{{11}})"""
    pattern = rf"""r(?<=\sr)\s*=\s*["'](?:{beyond})"""
    return re.compile(pattern.encode())


def _greater(text: str, last: str, above: str, one: str, most: int) -> str:
    """A pattern of what is longer than a text of signs in order, or as long and comes later."""
    ways = [f"{one}{{{len(text) + 1},{most}}}"] if len(text) < most else []
    for at, sign in enumerate(text):
        if sign != last:
            first = chr(ord(sign) + 1)
            later = above.format(first=first, small=first.lower())
            same = "".join(f"[{before}{before.lower()}]" for before in text[:at])
            ways.append(f"{same}{later}{one}{{{len(text) - at - 1}}}")
    return "|".join(ways)


def _number(name: bytes) -> int:
    """The number of a column, from 1: A is 1, AA is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number


def _old(data: bytes) -> Iterable[tuple[str, int, int]]:
    """Sheets of a workbook of before 2007, by what its records say."""
    content = ole.stream(data, ("Workbook", "Book"))
    number, rows, columns, at = 0, 0, 0, 0
    # How many texts there are, how many cells name one by the workbook's count, and how many do.
    texts, told, named = 0, 0, 0
    end = len(content)
    while at + 4 <= end:
        kind, length = _PAIR(content, at)
        body = at + 4
        at = body + length
        if at > end:
            break
        if kind in _CELLS:
            if length >= 4:
                row, column = _PAIR(content, body)
                rows = row + 1 if row >= rows else rows
                columns = column + 1 if column >= columns else columns
                if kind == _TEXT_CELL and length >= 10:
                    named += 1
                    if _NUMBER(content, body + 6)[0] >= texts:
                        place = f"row {row + 1}, column {column + 1}"
                        raise ValueError(f"the text of {place} is missing")
        elif kind == _TEXTS and length >= 8:
            told, texts = struct.unpack_from("<II", content, body)
        elif kind == _BEGINS:
            if rows:
                yield f"sheet {number}", rows, columns
            number, rows, columns = number + 1, 0, 0
        elif kind == _SPAN and length >= 10:
            wide = length >= 14
            first, last = struct.unpack_from("<II" if wide else "<HH", content, body)
            left, right = _PAIR(content, body + (8 if wide else 4))
            if last > first and right > left:
                rows, columns = max(rows, last), max(columns, right)
    if rows:
        yield f"sheet {number}", rows, columns
    if named < told:
        raise ValueError(f"{told - named} of {told} cells with a text are missing")
