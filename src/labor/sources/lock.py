"""One writer at a time in a folder, on every system, and no lock that outlives its process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from labor.errors import SourceError

_LOCK_NAME = ".lock"


@contextmanager
def one_writer(folder: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the only right to write below a folder.

    The lock is the operating system's own, which ends with the process however it dies.

    Args:
        folder: Folder to write below; it must exist.
        wait_seconds: How long to wait for another process to finish.

    Raises:
        SourceError: Another process writes there for longer than that, or there cannot be a lock.
    """
    lock = FileLock(folder / _LOCK_NAME, timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise SourceError(
            "Another process is writing to the folder",
            where=str(folder),
            got=f"no end of it within {wait_seconds:g} seconds",
            next_step="Wait until the other `labor` command has finished.",
        ) from error
    except (OSError, NotImplementedError) as error:
        raise SourceError(
            "The folder cannot be locked",
            where=str(folder / _LOCK_NAME),
            expected="a file that labor makes and that may be written",
            got=getattr(error, "strerror", "") or str(error),
            next_step="Check that the folder can be written to, and delete what has this name.",
        ) from error
    try:
        yield
    finally:
        lock.release()
