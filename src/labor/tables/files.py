"""Files of tables: written whole or not at all, in one order of rows or two."""

from __future__ import annotations

import base64
import filecmp
import gzip
import io
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from labor.errors import SourceError
from labor.schema.core import TableSchema
from labor.tables.publication import SECOND_ORDERS, built_parts, place_of

#: Tables with more rows are stored in two orders.
LARGE_TABLE = 65_536
#: Rows that a reader of Parquet takes or leaves together. Fewer make whole tables slower to
#: read, more make parts slower; docs/building-and-speed.md has the measurement.
ROW_GROUP = 32_768
#: The same in the second order, of which a reader wants few rows: one occupation's.
_SECOND_GROUP = 16_384
#: Endings that say that a name is one of a file of a kind, and no folder's.
FILE_ENDINGS = (
    *(".csv", ".tsv", ".parquet", ".feather", ".arrow", ".xlsx", ".xls", ".xlsm", ".ods"),
    *(".html", ".htm", ".pdf", ".docx", ".png", ".svg", ".jpg", ".jpeg", ".gz", ".sqlite", ".db"),
)
#: Tables of which every raw table is stored in a file of its own: `wages/oews_state_2024.parquet`.
#: They grow with every vintage, and no build and no answer needs all of their rows.
IN_PARTS = ("wages", "employment")
#: Column that comes first in the second order of the rows.
SECOND = "occupation_code"
#: How hard CSV is packed: 9 takes many times as long for a fifth less.
_PACKING = 2
#: How hard Parquet is packed, and the second order, which no package carries along.
_PARQUET_PACKING, _SECOND_PACKING = 7, 1
#: Lies beside the tables: the places and years that there are estimates of.
PLACES_NAME = ".places.parquet"
BY_OCCUPATION = SECOND_ORDERS.removesuffix("/")
#: With more occupations than this the rows asked for lie all over the second file as well.
_FEW = 50


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there when it is complete.

    A file that has this content already is left as it is, with its time of change.

    Args:
        path: Where the file shall be.
        write: Writes the content to the temporary path it is given.

    Raises:
        SourceError: The disk is full or the folder cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        if path.exists() and filecmp.cmp(temporary, path, shallow=False):
            return
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        # mkstemp makes private files; the published ones follow the user's own mask.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise SourceError(
            "A file cannot be written",
            where=str(path),
            got=error.strerror or str(error),
            next_step="Free some space or choose a folder you may write to; nothing was changed.",
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole, UTF-8 with LF line ends.

    Args:
        path: Where the file shall be.
        text: Its content.
    """
    write_whole(path, lambda to: to.write_text(text, encoding="utf-8", newline="\n"))


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as CSV: text quoted, numbers bare, missing values empty, LF line ends.

    Args:
        path: Where the file shall be; it is packed if its name ends in ".gz".
        frame: Rows in the order of the table's key.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    write = _write_packed if path.suffix == ".gz" else pyarrow.csv.write_csv
    write_whole(path, lambda to: _into(to, partial(write, table)))


def _write_packed(table: pa.Table, stream: BinaryIO) -> None:
    # Without name and time, so that the same rows are the same bytes.
    with gzip.GzipFile("", "wb", _PACKING, stream, mtime=0) as packed:
        pyarrow.csv.write_csv(table, packed)


def write_parquet(path: Path, frame: pd.DataFrame, *, first: str = "") -> None:
    """Write a table as Parquet, in groups of rows that readers can pass over.

    Args:
        path: Where the file shall be.
        frame: Rows in the order of the table's key; categories are written as the texts they are.
        first: Column to order the rows by before their own order, so that all rows with one
            value lie together.
    """
    write_whole(path, lambda to: _into(to, lambda stream: _write_parquet(stream, frame, first)))


def _write_parquet(stream: BinaryIO, frame: pd.DataFrame, first: str) -> None:
    if first:
        frame = frame.sort_values(first, kind="stable")
    categories = frame.select_dtypes("category").columns
    plain = frame.head(0).astype(dict.fromkeys(categories, "str"))
    table = pa.Table.from_pandas(frame, preserve_index=False)
    # Categories are written as they are, which is faster; readers are told that they are texts.
    told = pa.Schema.from_pandas(plain, preserve_index=False)
    with pyarrow.parquet.ParquetWriter(
        stream,
        table.schema,
        compression="zstd",
        compression_level=_SECOND_PACKING if first else _PARQUET_PACKING,
        version="2.6",
        store_schema=False,
    ) as writer:
        size = _SECOND_GROUP if first else ROW_GROUP
        for start in range(0, max(len(table), 1), size):
            writer.write_table(_with_own_texts(table.slice(start, size)), row_group_size=size)
        arrow_schema = base64.b64encode(told.serialize())
        writer.add_key_value_metadata({**(told.metadata or {}), b"ARROW:schema": arrow_schema})


def _with_own_texts(rows: pa.Table) -> pa.Table:
    """A group of rows whose lists of texts have no others, as each group is stored with its own."""
    return pa.table([_own_texts(c) for c in rows.columns], schema=rows.schema)


def _own_texts(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    if not pa.types.is_dictionary(column.type) or column.null_count or not len(column):
        return column
    whole = column.combine_chunks()
    places = whole.indices.to_numpy()
    is_used = np.bincount(places, minlength=len(whole.dictionary)) > 0
    own = pa.array((np.cumsum(is_used) - 1)[places], column.type.index_type)
    return pa.DictionaryArray.from_arrays(own, whole.dictionary.filter(pa.array(is_used)))


def _into(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write into an open file: pyarrow refuses names that are no text."""
    with path.open("wb") as stream:
        write(stream)


def parquet_of(frame: pd.DataFrame, *, first: str = "") -> bytes:
    """A table as Parquet, see `write_parquet`.

    Args:
        frame: Rows in the order of the table's key.
        first: Column to order the rows by before their own order.
    """
    sink = io.BytesIO()
    _write_parquet(sink, frame, first)
    return sink.getvalue()


def second_order_of(folder: Path, name: str) -> Path:
    """Where the rows of a table are stored by occupation, if they are.

    Args:
        folder: Folder of the published tables.
        name: Name of the table, or of a part of it: "wages/oews_state_2024".
    """
    return folder / _second(name)


def _second(name: str) -> str:
    return f"{BY_OCCUPATION}/{name}.parquet"


def write_together(path: Path, parts: Sequence[Path]) -> None:
    """Write the rows of small parts of a table to one file, ordered by occupation.

    Args:
        path: Where the file shall be.
        parts: Parquet files of the parts.
    """
    rows = pyarrow.parquet.read_table(list(parts), partitioning=None)
    write_parquet(path, rows.to_pandas(), first=SECOND)


def has_second_order(schema: TableSchema, rows: int) -> bool:
    """Whether rows are stored by occupation as well as by the key of their table.

    A table is sorted by its key. Where that begins with the year and the area, the rows of one
    occupation are everywhere in it, and all of a large table would be read for them.

    Args:
        schema: Description of the table.
        rows: Number of the rows of the table, or of a part of it.
    """
    return SECOND in schema.key[1:] and rows > LARGE_TABLE


def is_built(folder: Path, name: str) -> bool:
    """Whether a table was built.

    Args:
        folder: Folder of the published tables.
        name: Name of the table.
    """
    whole = place_of(folder, f"{name}.parquet")
    return whole.exists() or any(path.exists() for path in files_for(folder, name, {}))


def files_for(folder: Path, name: str, values: Mapping[str, list[str | int]]) -> list[Path]:
    """Which files to read the rows of a table from.

    Args:
        folder: Folder of the published tables.
        name: Name of the table.
        values: Values that are wanted, by column.

    Returns:
        Those in which the rows lie nearest together, without the parts that can have none.
    """
    whole = place_of(folder, f"{name}.parquet")
    if name not in IN_PARTS or whole.exists():
        return [_in_order(folder, name, values)]
    parts = built_parts(folder, name)
    chosen = [part for part, about in parts.items() if _can_have(about, values)]
    # One is read where none can have rows: it has the columns.
    chosen = chosen or list(parts)[:1]
    together = place_of(folder, _second(name))
    small = [part for part in chosen if parts[part].get("rows", LARGE_TABLE + 1) <= LARGE_TABLE]
    if len(small) > 1 and 0 < len(values.get(SECOND, ())) <= _FEW and together.exists():
        return [together, *(_in_order(folder, p, values) for p in chosen if p not in small)]
    return [_in_order(folder, part, values) for part in chosen]


def _can_have(about: Mapping[str, Any], values: Mapping[str, list[str | int]]) -> bool:
    """Whether a part can have a row with the values, going by what is noted of it."""
    limits: Mapping[str, Sequence[Any]] = about.get("limits", {})
    types = values.get("area_type")
    if types is not None and set(types).isdisjoint(about.get("area_types", types)):
        return False
    return all(
        any(limits[name][0] <= value <= limits[name][1] for value in values[name])
        for name in limits.keys() & values.keys()
        if all(type(value) is type(limits[name][0]) for value in values[name])
    )


def _in_order(folder: Path, name: str, values: Mapping[str, list[str | int]]) -> Path:
    """The file of a table or part in the order that fits the values."""
    second = place_of(folder, _second(name))
    if 0 < len(values.get(SECOND, ())) <= _FEW and second.exists():
        return second
    return place_of(folder, f"{name}.parquet")
