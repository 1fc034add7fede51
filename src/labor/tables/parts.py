"""What was tidied from each raw file, kept so that the next build tidies only what is new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from labor.errors import damaged
from labor.schema.tables import TABLES
from labor.sources.digest import sha256_of
from labor.tables.files import (
    BY_OCCUPATION,
    IN_PARTS,
    SECOND,
    has_second_order,
    parquet_of,
    write_csv,
    write_whole,
)
from labor.tables.publication import built_digests

_ENDING, _FILE = ".arrow", ".parquet"
#: Of the rows of a table that is stored in parts: the places that they are about.
PLACES = "/places"
#: Of the rows of `employment`: the codes and titles that they print.
CODES = "employment/codes"
_OF_PLACE = [
    "reference_year", "area_code", "area_title", "area_type", "industry_code", "ownership_code",
]  # fmt: skip
_OF_CODE = [
    "reference_year", "soc_version", "occupation_code", "occupation_title", "occupation_level",
    "source_id",
]  # fmt: skip
#: Columns by whose values parts are left out when rows are read.
_LIMITED = ("reference_year", "area_code", "industry_code", "source_id")
#: Bytes of the digest that a file begins with.
_DIGEST = hashlib.sha256().digest_size
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="zstd")


@dataclass(frozen=True, eq=False)
class PartFile:
    """The checked rows of a raw table that are published as they are, as Parquet.

    Args:
        name: Name of the published file without its ending: "wages/oews_state_2024".
        sha256: Digest of the file, in hex.
        rows: Number of rows.
        limits: Smallest and largest value of some columns, see `files.files_for`.
        area_types: Every value of this column.
    """

    name: str
    sha256: str
    rows: int
    limits: Mapping[str, Sequence[Any]]
    area_types: Sequence[str]

    @property
    def table(self) -> str:
        """Name of the table that the rows are of."""
        return self.name.removeprefix(f"{BY_OCCUPATION}/").partition("/")[0]

    @property
    def is_second(self) -> bool:
        """Whether the rows are in the order by occupation."""
        return self.name.startswith(f"{BY_OCCUPATION}/")


@dataclass(frozen=True)
class Part:
    """What one raw table gives to the tidy tables.

    Args:
        source: Its row of the table `sources`, by column.
        tables: Tidy rows by the name of the table, or of a part that is joined later.
        files: The rows of tables that are stored in parts, where they are no longer in `tables`.
    """

    source: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    files: Sequence[PartFile] = ()

    @property
    def id(self) -> str:
        """Name of the raw table in every tidy row."""
        return self.source["source_id"]


@dataclass(frozen=True, eq=False)
class CsvFile:
    """A CSV file that is made of parts.

    Args:
        place: Where it is: published, or beside the parts.
        about: The columns that lead to other tables, each combination once.
        rows: Number of rows.
    """

    place: Path
    about: pd.DataFrame
    rows: int


class PartCache:
    """The parts of earlier builds, a file for each raw file and for each part of a table.

    Args:
        folder: Where they are kept; nothing else may be there.
        code: Digest of the code that reads and tidies: other code makes other parts.
        published: Where the files of parts are once they are published, with their digests.
    """

    def __init__(self, folder: Path, code: str, published: Path = Path()) -> None:
        self._folder = folder
        self._code = code
        self._used: set[Path] = set()
        self._published = published
        self._digests = built_digests(published)

    def get(self, key: str, make: Callable[[], Sequence[Part]]) -> Sequence[Part]:
        """The parts of a raw file, made only if they are not kept or were damaged.

        Args:
            key: Digest of the raw file and of all that is known about it.
            make: Reads and tidies the raw file.

        Returns:
            Its parts, in the order of the file.

        Raises:
            LaborError: The raw file cannot be read, or its parts cannot be written.
        """
        path = self._path_of(key)
        self._used.add(path)
        parts: Sequence[Part] | None = _read(path)
        if parts is None or not all(self.place_of(file) for part in parts for file in part.files):
            self.put(key, *packed(make()))
            parts = _read(path)
        if parts is None:
            raise damaged(str(path), "what was written a moment ago is not there")
        return parts

    def put(self, key: str, content: bytes, files: Mapping[str, bytes]) -> None:
        """Keep the packed parts of a raw file; what is not whole is noticed when it is read.

        Args:
            key: Digest of the raw file and of all that is known about it.
            content: See `packed`.
            files: See `packed`.
        """
        for digest, rows in files.items():
            write_whole(self._folder / f"{digest}{_FILE}", partial(_write_bytes, content=rows))
        write_whole(self._path_of(key), partial(_write_bytes, content=content))

    def place_of(self, file: PartFile) -> Path | None:
        """Where the file of a part is, whole: kept for the next set, or published; else None."""
        places = [self._folder / f"{file.sha256}{_FILE}"]
        name = f"{file.name}.parquet"
        if self._digests.get(name) == file.sha256:
            places.append(self._published / name)
        for place in places:
            if place in self._used:
                return place
            if place.is_file() and sha256_of(place) == file.sha256:
                self._used.add(place)
                return place
        return None

    def frames(self, key: str, make: Callable[[], Sequence[pd.DataFrame]]) -> list[pd.DataFrame]:
        """Tables that were worked out of parts, made only if they are not kept.

        Args:
            key: Digest of what they are made of.
            make: Makes them.
        """
        path = self._path_of(key)
        self._used.add(path)
        found = read_tables(path)
        if found is None:
            found = [pa.Table.from_pandas(frame) for frame in make()]
            content = packed_tables(found)
            write_whole(path, partial(_write_bytes, content=content))
        return [table.to_pandas() for table in found]

    def csv(
        self, name: str, key: str, make: Callable[[], tuple[pd.DataFrame, pd.DataFrame]]
    ) -> CsvFile:
        """A CSV file that is made of parts, made only if the published one is not the same.

        Args:
            name: Name of the file.
            key: Digest of what it is made of.
            make: Makes the rows, and what the data package asks of them, see `CsvFile`.
        """
        note = self._path_of(key)
        self._used.add(note)
        found, place = read_tables(note), self._published / name
        if found is not None:
            about, digest = found[0].to_pandas(), found[1]["sha256"][0].as_py()
            published = self._digests.get(name) == digest and place.is_file()
            if published and sha256_of(place) == digest:
                return CsvFile(place, about, found[1]["rows"][0].as_py())
        rows, about = make()
        place = self._folder / name
        write_csv(place, rows)
        noted = pa.table({"sha256": [sha256_of(place)], "rows": [len(rows)]})
        content = packed_tables([pa.Table.from_pandas(about, preserve_index=False), noted])
        write_whole(note, partial(_write_bytes, content=content))
        return CsvFile(place, about, len(rows))

    def has(self, key: str) -> bool:
        """Whether parts of a raw file are kept, whole or not."""
        parts = _read(self._path_of(key))
        return parts is not None and all(self.place_of(f) for part in parts for f in part.files)

    def forget_unused(self) -> None:
        """Delete what no raw file asked for, and the files of parts, which are published now."""
        for path in self._folder.glob("*"):
            if path not in self._used or path.suffix == _FILE:
                path.unlink()

    def _path_of(self, key: str) -> Path:
        name = hashlib.sha256(f"{self._code} {key}".encode()).hexdigest()
        return self._folder / f"{name}{_ENDING}"


def _write_bytes(to: Path, content: bytes) -> None:
    to.write_bytes(content)


def packed(parts: Sequence[Part]) -> tuple[bytes, dict[str, bytes]]:
    """Parts as bytes.

    Returns:
        Tables as of `packed_tables`, of which the first says what the others are; and by their
        digests the files of tables that are stored in parts, whose rows are checked here.

    Raises:
        SchemaError: Rows of such a table break its description.
    """
    index, tables, contents = [], [], {}
    for part in parts:
        small = {name: frame for name, frame in part.tables.items() if name not in IN_PARTS}
        files = []
        for name in (name for name in IN_PARTS if name in part.tables):
            rows = TABLES[name].conform(part.tables[name], coded=True)
            TABLES[name].check(rows)
            small |= _about(name, rows)
            for path, content in _files_of(f"{name}/{part.id}", rows):
                digest = hashlib.sha256(content).hexdigest()
                files.append(PartFile(path, digest, len(rows), *_limits(rows)))
                contents[digest] = content
        index.append(
            {"source": dict(part.source), "tables": list(small), "files": list(map(asdict, files))}
        )
        tables += [pa.Table.from_pandas(frame, preserve_index=False) for frame in small.values()]
    return packed_tables([pa.table({"index": [json.dumps(index)]}), *tables]), contents


def _about(name: str, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What rows that are stored in a file are about, by the name of the table it is kept as."""
    about = {f"{name}{PLACES}": _OF_PLACE} | ({CODES: _OF_CODE} if name == "employment" else {})
    dtypes = TABLES[name].dtypes
    return {
        kept_as: rows[columns].drop_duplicates().astype({one: dtypes[one] for one in columns})
        for kept_as, columns in about.items()
    }


def _files_of(name: str, rows: pd.DataFrame) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files that rows are stored in: one, or one for each order."""
    yield name, parquet_of(rows)
    if has_second_order(TABLES[name.partition("/")[0]], len(rows)):
        yield f"{BY_OCCUPATION}/{name}", parquet_of(rows, first=SECOND)


def _limits(rows: pd.DataFrame) -> tuple[dict[str, list[int | str]], list[str]]:
    """Limits of columns, and the types of areas, see `PartFile`."""
    found = {name: rows[name].unique().tolist() for name in (*_LIMITED, "area_type")}
    return {name: [min(found[name]), max(found[name])] for name in _LIMITED}, sorted(
        found["area_type"]
    )


def _read(path: Path) -> list[Part] | None:
    """The parts in a file; None if there is none or it is not what was written."""
    tables = read_tables(path)
    if tables is None:
        return None
    (index,) = tables[0]["index"].to_pylist()
    frames = (table.to_pandas() for table in tables[1:])
    return [
        Part(
            one["source"],
            {name: next(frames) for name in one["tables"]},
            [PartFile(**file) for file in one["files"]],
        )
        for one in json.loads(index)
    ]


def packed_tables(tables: Iterable[pa.Table]) -> bytes:
    """Tables as bytes: their digest, then an Arrow stream for each."""
    sink = pa.BufferOutputStream()
    for table in tables:
        with pa.ipc.new_stream(sink, table.schema, options=_COMPRESSED) as stream:
            stream.write_table(table)
    content = sink.getvalue().to_pybytes()
    return hashlib.sha256(content).digest() + content


def read_tables(path: Path) -> list[pa.Table] | None:
    """The tables in a file; None if there is no file or it is not what was written."""
    try:
        content = memoryview(path.read_bytes())
    except FileNotFoundError:
        return None
    if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
        return None
    streams = pa.BufferReader(content[_DIGEST:])
    tables = []
    while streams.tell() < streams.size():
        tables.append(pa.ipc.open_stream(streams).read_all())
    return tables
