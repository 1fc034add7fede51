"""What was tidied from each raw file, kept so that the next build tidies only what is new."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from labor.tables.files import write_whole

_ENDING = ".arrow"
#: Bytes of the digest that a file begins with.
_DIGEST = hashlib.sha256().digest_size
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="lz4")


@dataclass(frozen=True)
class Part:
    """What one raw table gives to the tidy tables.

    Args:
        source: Its row of the table `sources`, by column.
        tables: Tidy rows by the name of the table, or of a part that is joined later.
    """

    source: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]

    @property
    def id(self) -> str:
        """Name of the raw table in every tidy row."""
        return self.source["source_id"]


class PartCache:
    """The parts of earlier builds, a file for each raw file.

    Args:
        folder: Where they are kept; nothing else may be there.
        code: Digest of the code that reads and tidies: other code makes other parts.
    """

    def __init__(self, folder: Path, code: str) -> None:
        self._folder = folder
        self._code = code
        self._used: set[Path] = set()

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
        if parts is None:
            parts = make()
            self.put(key, packed(parts))
        return parts

    def put(self, key: str, content: bytes) -> None:
        """Keep the packed parts of a raw file; what is not whole is noticed when it is read.

        Args:
            key: Digest of the raw file and of all that is known about it.
            content: See `packed`.
        """
        write_whole(self._path_of(key), lambda to: to.write_bytes(content))

    def has(self, key: str) -> bool:
        """Whether parts of a raw file are kept, whole or not."""
        return self._path_of(key).exists()

    def forget_unused(self) -> None:
        """Delete what no raw file asked for: it is of files and code that are no longer there."""
        for path in self._folder.glob("*"):
            if path not in self._used:
                path.unlink()

    def _path_of(self, key: str) -> Path:
        name = hashlib.sha256(f"{self._code} {key}".encode()).hexdigest()
        return self._folder / f"{name}{_ENDING}"


def packed(parts: Sequence[Part]) -> bytes:
    """Parts as bytes, see `packed_tables`; the first table says what the others are."""
    index = [{"source": dict(part.source), "tables": list(part.tables)} for part in parts]
    frames = [frame for part in parts for frame in part.tables.values()]
    tables = (pa.Table.from_pandas(frame) for frame in frames)
    return packed_tables([pa.table({"index": [json.dumps(index)]}), *tables])


def _read(path: Path) -> list[Part] | None:
    """The parts in a file; None if there is none or it is not what was written."""
    tables = read_tables(path)
    if tables is None:
        return None
    (index,) = tables[0]["index"].to_pylist()
    frames = (table.to_pandas() for table in tables[1:])
    return [
        Part(one["source"], {name: next(frames) for name in one["tables"]})
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
