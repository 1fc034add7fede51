"""Files of tables: written whole or not at all, in one order of rows or two."""

from __future__ import annotations

import filecmp
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from labor.errors import SourceError
from labor.schema.core import TableSchema
from labor.tables.publication import place_of

#: Rows that a reader of Parquet takes or leaves together. Fewer make whole tables slower to
#: read, more make parts slower; docs/building-and-speed.md has the measurement.
ROW_GROUP = 65_536
#: Endings that say that a name is one of a file of a kind, and no folder's.
FILE_ENDINGS = (
    *(".csv", ".tsv", ".parquet", ".feather", ".arrow", ".xlsx", ".xls", ".xlsm", ".ods"),
    *(".html", ".htm", ".pdf", ".docx", ".png", ".svg", ".jpg", ".jpeg", ".gz", ".sqlite", ".db"),
)
#: Column that comes first in the second order of the rows.
SECOND = "occupation_code"
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
        path: Where the file shall be.
        frame: Rows in the order of the table's key.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    write_whole(path, lambda to: _into(to, lambda stream: pyarrow.csv.write_csv(table, stream)))


def write_parquet(path: Path, frame: pd.DataFrame, *, first: str = "") -> None:
    """Write a table as Parquet, in groups of rows that readers can pass over.

    Args:
        path: Where the file shall be.
        frame: Rows in the order of the table's key.
        first: Column to order the rows by before their own order, so that all rows with one
            value lie together.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    if first:
        table = table.take(pyarrow.compute.sort_indices(table, [(first, "ascending")]))
    write_whole(
        path,
        lambda to: _into(
            to,
            lambda stream: pyarrow.parquet.write_table(
                table, stream, compression="zstd", version="2.6", row_group_size=ROW_GROUP
            ),
        ),
    )


def _into(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write into an open file: pyarrow refuses names that are no text."""
    with path.open("wb") as stream:
        write(stream)


def second_order_of(folder: Path, name: str) -> Path:
    """Where the rows of a table are stored by occupation, if they are.

    Args:
        folder: Folder of the published tables.
        name: Name of the table.
    """
    return folder / f"by_{SECOND.removesuffix('_code')}" / f"{name}.parquet"


def has_second_order(schema: TableSchema, rows: int) -> bool:
    """Whether a table is stored by occupation as well as by its key.

    A table is sorted by its key. Where that begins with the year and the area, the rows of one
    occupation are everywhere in it, and all of a large table would be read for them.

    Args:
        schema: Description of the table.
        rows: Number of its rows.
    """
    return SECOND in schema.key[1:] and rows > ROW_GROUP


def file_for(folder: Path, name: str, values: Mapping[str, list[str | int]]) -> Path:
    """Which file to read the rows of a table from.

    Args:
        folder: Folder of the published tables.
        name: Name of the table.
        values: Values that are wanted, by column.

    Returns:
        The file in which the rows lie nearest together.
    """
    second = place_of(folder, second_order_of(folder, name).relative_to(folder).as_posix())
    if 0 < len(values.get(SECOND, ())) <= _FEW and second.exists():
        return second
    return place_of(folder, f"{name}.parquet")
