"""Files of time series as BLS serves them for download: recognised, and read in chunks."""

from __future__ import annotations

import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar, cast

import pyarrow as pa
from pyarrow import csv

from labor.errors import ParseError, damaged, unpacks_to_too_much

#: What a file is known by: its beginning.
_KILOBYTE = 1024
#: "series_id                     \tyear\tperiod\t       value\tfootnote_codes\r\n" and the first
#: series, "OEUM001018000000000000001     \t2025\t"
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?series_id *\tyear *\tperiod *\t *value *\tfootnote_codes *\r?\n"
    rb"([A-Z]{2})\S+ *\t(\d{4}) *\t"
)
COLUMNS = ("series_id", "year", "period", "value", "footnote_codes")
_BLOCK = 1 << 24
#: No file of time series may unpack to more, and no list of codes be longer.
_MOST_BYTES, _LIST_BYTES = 1 << 31, 1 << 20
#: What the readers of packed files raise; the zip reader a RuntimeError for encrypted members.
_UNREADABLE = (
    OSError, EOFError, lzma.LZMAError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError,
)  # fmt: skip
_ZIP = b"PK\x03\x04"
#: "oe.data.0.Current", "cu.item", "ep.series.txt.gz"
_NAME = re.compile(r"(oe|cu|ep)\.([a-z]+)(?:\..*)?", re.IGNORECASE)
_SURVEYS = {
    "oe": "Occupational Employment and Wage Statistics",
    "cu": "the Consumer Price Index",
    "ep": "the Employment Projections",
}


@dataclass(frozen=True)
class SeriesFile:
    """A file with a row for each value of many time series.

    Args:
        file: Name for messages, `archive.zip!member` inside an archive.
        path: The file itself.
        survey: Letters that its series begin with: "OE".
        year: Year of its first value.
    """

    IN_WORDS: ClassVar[str] = "a file of time series"

    file: str
    path: Path
    survey: str
    year: str

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in chunks, every cell as text with the blanks around it.

        Raises:
            SourceError: The file is cut or unpacks to more than a table can hold.
            ParseError: A row has not five cells.
        """
        options = csv.ReadOptions(block_size=_BLOCK, column_names=COLUMNS, skip_rows=1)
        form = csv.ParseOptions(delimiter="\t", quote_char=False)
        as_text = csv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pa.string()))
        try:
            with _opened(self.path) as stream:
                limited = pa.PythonFile(_Limited(stream, self.file), mode="r")
                yield from csv.open_csv(limited, options, form, as_text)
        except pa.ArrowInvalid as error:
            raise ParseError(
                "A row of the time series has not five cells",
                where=self.file,
                got=str(error),
                next_step="Download the file again; it was cut or edited.",
            ) from error
        except _UNREADABLE as error:
            raise damaged(self.file, error) from error

    def lists(self, name: str) -> list[tuple[str, bytes]]:
        """Lists of codes that belong to the series: beside the file, or in the same archive.

        Args:
            name: What is listed: "area" for `oe.area`, `oe.area.txt`, `oe.area.2025.txt`.

        Returns:
            Names and contents, in the order of the names.
        """
        form = re.compile(rf"{self.survey}\.{name}(?:\..*)?", re.IGNORECASE)
        if zipfile.is_zipfile(self.path):
            with zipfile.ZipFile(self.path) as archive:
                infos = [i for i in archive.infolist() if form.fullmatch(Path(i.filename).name)]
                small = (info for info in infos if info.file_size < _LIST_BYTES)
                return sorted((info.filename, archive.read(info)) for info in small)
        beside = (path for path in self.path.parent.iterdir() if form.fullmatch(path.name))
        files = (p for p in beside if p.suffix != ".toml" and p.stat().st_size < _LIST_BYTES)
        return sorted((path.name, path.read_bytes()) for path in files)


class _Limited:
    """A stream that refuses to give more than a table of a publisher can hold."""

    closed = False

    def __init__(self, stream: IO[bytes], file: str) -> None:
        self._stream = stream
        self._file = file
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        content = self._stream.read(size)
        self._given += len(content)
        if self._given > _MOST_BYTES:
            raise unpacks_to_too_much(self._file, f"more than {_MOST_BYTES:,} bytes")
        return content

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""


def open_series(path: Path) -> SeriesFile | None:
    """Recognise a file of time series from its first kilobyte, plain or packed.

    Args:
        path: A file under any name: plain, `.xz`, `.gz`, or one member of a `.zip`.

    Returns:
        The file, not read yet; None if it is none.
    """
    if not path.is_file():
        return None
    try:
        with _opened(path) as stream:
            found = _HEAD.match(stream.read(_KILOBYTE))
    except _UNREADABLE:
        return None  # Who opens the file for good says what is wrong with it.
    return SeriesFile(path.name, path, found[1].decode(), found[2].decode()) if found else None


def refuse_list(name: str) -> None:
    """Say what a file of the time series without figures is, going by its name.

    Args:
        name: Name of a file that no product knows.

    Raises:
        ParseError: It is a list of codes, or figures that are read from another file.
    """
    found = _NAME.fullmatch(name)
    if not found:
        return
    survey, what = found[1].lower(), found[2].lower()
    if what == "data":
        read_from = "the workbook occupation.xlsx" if survey == "ep" else f"{survey}.data.0.Current"
        raise ParseError(
            f"This file holds time series of {_SURVEYS[survey]} in a form that is not read here",
            where=name,
            next_step=f"Take the figures from {read_from}.",
        )
    raise ParseError(
        f"This is a list of the time series of {_SURVEYS[survey]} ({survey}.{what}); it explains "
        "codes and holds no figures",
        where=name,
        next_step=f"Read {survey}.data.0.Current, with the lists of its release beside it."
        if survey != "ep"
        else "Take the figures from the workbook occupation.xlsx.",
    )


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The content of a file, unpacked as it is read."""
    with path.open("rb") as stream:
        head = stream.read(6)
        stream.seek(0)
        if head.startswith(b"\x1f\x8b"):
            with gzip.open(stream) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif head.startswith(b"\xfd7zXZ\x00"):
            with lzma.open(stream) as unpacked:
                yield unpacked
        elif head.startswith(_ZIP):
            with zipfile.ZipFile(stream) as archive:
                # Beside the series an archive may hold their lists of codes.
                largest = max(archive.infolist(), key=lambda info: info.file_size)
                with archive.open(largest) as unpacked:
                    yield unpacked
        else:
            yield stream
