"""One writer at a time in a folder, on every system, and no lock that outlives its process."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from labor.errors import SourceError

_LOCK_NAME = ".lock"
_TRY_SECONDS = 0.25


@contextmanager
def one_writer(folder: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the only right to write below a folder.

    An empty SQLite database is the lock: its locks are the operating system's own, work
    alike on Linux, macOS and Windows, and end with the process however it dies.

    Args:
        folder: Folder to write below; it must exist.
        wait_seconds: How long to wait for another process to finish.

    Raises:
        SourceError: Another process writes there for longer than that.
    """
    with closing(_take(folder / _LOCK_NAME, wait_seconds)):
        yield


def _take(path: Path, wait_seconds: float) -> sqlite3.Connection:
    give_up_at = time.monotonic() + wait_seconds
    while True:
        try:
            return _try(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise SourceError(
                    "The folder cannot be locked",
                    where=str(path),
                    got=str(error),
                    next_step="Check that the folder can be written to and the disk has room.",
                ) from error
            if time.monotonic() >= give_up_at:
                raise SourceError(
                    "Another process is writing to the folder",
                    where=str(path.parent),
                    got=f"no end of it within {wait_seconds:g} seconds",
                    next_step="Wait until the other `labor` command has finished.",
                ) from error


def _try(path: Path) -> sqlite3.Connection:
    lock = sqlite3.connect(path, timeout=_TRY_SECONDS, isolation_level=None)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")  # the lock needs no room on the disk
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        raise
    return lock
