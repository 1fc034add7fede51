"""Writing that leaves either the old file or the new one, whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from labor.errors import SourceError


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and move it there when it is complete.

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
    """Write a text file whole, UTF-8 with LF line ends."""
    write_whole(path, lambda to: to.write_text(text, encoding="utf-8", newline="\n"))


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as CSV: text quoted, numbers bare, missing values empty, LF line ends."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    write_whole(path, lambda to: pyarrow.csv.write_csv(table, to))


def write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as Parquet, rows in their order so that readers can skip by key."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    write_whole(
        path, lambda to: pyarrow.parquet.write_table(table, to, compression="zstd", version="2.6")
    )
