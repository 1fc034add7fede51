"""Arriving files: a box on the disk of their place, moves that are whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from labor.errors import SourceError
from labor.sources.digest import sha256_of
from labor.sources.inventory import (
    CARD_ENDING,
    RAW,
    REPLACED,
    FileCard,
    card_path,
    group_folder,
    read_card,
)

#: How long to wait for another process that fetches or adds; a large archive takes minutes.
WAIT_SECONDS = 600.0
_BOX = ".incoming-"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def receiving(root: Path, group: str, wait_seconds: float = WAIT_SECONDS) -> Iterator[Path]:
    """A box for arriving files; nobody else writes below data/raw meanwhile.

    Args:
        root: Project folder.
        group: Program the files belong to.
        wait_seconds: How long to wait for another process.

    Yields:
        An empty folder inside the group's, gone afterwards.

    Raises:
        SourceError: The folder cannot be written to, or another process holds it too long.
    """
    folder = group_folder(root, group)
    with writing(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    with one_writer(root / RAW, wait_seconds):
        with writing(str(folder)):
            _finish_interrupted(root)
            box = Path(tempfile.mkdtemp(prefix=_BOX, dir=folder))
        try:
            yield box
        finally:
            shutil.rmtree(box, ignore_errors=True)


def finish_interrupted(root: Path) -> None:
    """Clear what a killed process left below data/raw, if there is anything.

    Args:
        root: Project folder.

    Raises:
        SourceError: Another process holds the folder too long.
    """
    if any((root / RAW).glob(f"*/{_BOX}*")):
        with one_writer(root / RAW, WAIT_SECONDS), writing(str(root / RAW)):
            _finish_interrupted(root)


def _finish_interrupted(root: Path) -> None:
    """Complete or undo what a killed process left behind.

    A file is put in its place before its card. If only the card is still in a box and the
    file it describes has arrived, the card follows; everything else is a leftover.
    """
    for box in (root / RAW).glob(f"*/{_BOX}*"):
        for card in box.glob(f"*{CARD_ENDING}"):
            arrived = box / card.name.removesuffix(CARD_ENDING)
            target = box.parent / arrived.name
            if arrived.exists() or not target.exists():
                continue
            described = read_card(arrived)
            if described is not None and sha256_of(target) == described.sha256:
                card.replace(card_path(target))
        shutil.rmtree(box)


@contextmanager
def writing(where: str) -> Iterator[None]:
    """Turn what the operating system says about a failed write into a message.

    Args:
        where: File or folder that is written to.

    Raises:
        SourceError: The disk is full or does not take the file.
    """
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise SourceError(
            "There is no room left for the file" if full else "The file cannot be written",
            where=where,
            got=error.strerror or str(error),
            next_step="Nothing that was there before is lost. "
            + ("Make room and try again." if full else "Check that the folder can be written to."),
        ) from error


def put(arrived: Path, target: Path, card: FileCard) -> None:
    """Move a file and its card from a box to their places.

    Args:
        arrived: File in the box.
        target: Its place.
        card: The card to write beside it.
    """
    _sync(arrived)
    staged = _stage(arrived, card)
    arrived.replace(target)
    _sync_folder(target.parent)
    staged.replace(card_path(target))
    _sync_folder(target.parent)


def put_card(arrived: Path, target: Path, card: FileCard) -> None:
    """Replace only the card of a held file.

    Args:
        arrived: File in a box; it is not used any more.
        target: The held file.
        card: Its new card.
    """
    staged = _stage(arrived, card)
    staged.replace(card_path(target))
    _sync_folder(target.parent)


def put_aside(target: Path, day: str, box: Path) -> Path:
    """Keep a copy of a held file and its card where nothing reads them.

    Args:
        target: The held file.
        day: Day it was retrieved, for the name of the copy.
        box: Box to write in first.

    Returns:
        The copy, in the folder `replaced` beside the file.
    """
    folder = target.parent / REPLACED
    folder.mkdir(exist_ok=True)
    old = folder / f"{day}_{sha256_of(target)[:12]}_{target.name}"
    for source, target_path in ((target, old), (card_path(target), card_path(old))):
        if source.exists():
            copy = box / target_path.name
            shutil.copyfile(source, copy)
            _sync(copy)
            copy.replace(target_path)
    _sync_folder(folder)
    return old


def _stage(arrived: Path, card: FileCard) -> Path:
    staged = card_path(arrived)
    staged.write_text(card.to_toml(), encoding="utf-8", newline="\n")
    _sync(staged)
    return staged


def _sync(path: Path) -> None:
    """Wait until the content is on the disk and not only in memory."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # only there can a folder be opened
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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
