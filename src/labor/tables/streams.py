"""Several Arrow tables in one file that begins with the digest of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

#: Bytes of the digest that a file begins with.
_DIGEST = hashlib.sha256().digest_size
_COMPRESSED = pa.ipc.IpcWriteOptions(compression="lz4")


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
