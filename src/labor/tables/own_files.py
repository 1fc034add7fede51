"""Which files of a person's folder labor wrote, so that no other is replaced unasked."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from labor.errors import SourceError
from labor.sources.digest import sha256_of
from labor.tables.files import write_text

#: Lies beside what was written: digests by name, and the names that a run was about to write.
NAME = ".labor-files.json"
#: Names that a message shows.
_SHOWN = 5


@contextmanager
def own_files(paths: Iterable[Path], *, force: bool = False) -> Iterator[None]:
    """Write files, none of which takes the place of one that a person made or changed.

    Args:
        paths: Files that will be written.
        force: Replace whatever is there.

    Raises:
        SourceError: A file is there that labor did not write, or that was changed since.
    """
    folders: dict[Path, set[str]] = {}
    for path in paths:
        folders.setdefault(path.parent, set()).add(path.name)
    notes = {folder: _read(folder) for folder in folders}
    foreign = [
        folder / name
        for folder, names in folders.items()
        for name in sorted(names)
        if not _is_own(folder / name, notes[folder])
    ]
    if foreign and not force:
        more = f" and {len(foreign) - _SHOWN:,} more" if len(foreign) > _SHOWN else ""
        raise SourceError(
            "Files are there that labor did not write, or that were changed since",
            where=", ".join(map(str, foreign[:_SHOWN])) + more,
            got="nothing was written",
            next_step="Choose another folder or name, or replace them with --force.",
        )
    # Where a run breaks off before it replaced a person's file, the file stays the person's.
    made = {folder for folder in folders if not folder.exists()}
    before = {path: _digest(path) for path in foreign}
    for folder, names in folders.items():
        _, pending = notes[folder]
        for name in pending & names:
            # A run that was killed could not take its own away.
            for part in folder.glob(f".{glob.escape(name)}.*.part"):
                part.unlink()
        _write(folder, notes[folder][0], pending | names)
    try:
        yield
    finally:
        for folder, names in folders.items():
            digests, pending = _read(folder)
            there = {name: digest for name in names if (digest := _digest(folder / name))}
            mine = {n: d for n, d in there.items() if d != before.get(folder / n)}
            others = {n: d for n, d in digests.items() if n not in names}
            _write(folder, others | mine, pending - names)
            if folder in made and not any(folder.iterdir()):
                folder.rmdir()


def _digest(path: Path) -> str:
    return sha256_of(path) if path.is_file() and not path.is_symlink() else ""


def _is_own(path: Path, note: tuple[Mapping[str, str], set[str]]) -> bool:
    """Whether a place is free, or what stands there is as labor left it."""
    digests, pending = note
    if not path.exists() and not path.is_symlink():
        return True
    digest = _digest(path)
    return bool(digest) and (path.name in pending or digests.get(path.name) == digest)


def _read(folder: Path) -> tuple[dict[str, str], set[str]]:
    """Digests by name, and names about to be written; a damaged note says nothing."""
    try:
        note = json.loads((folder / NAME).read_text(encoding="utf-8"))
        digests, pending = dict(note["files"]), set(note["writing"])
        texts = [*digests, *digests.values(), *pending]
        return (digests, pending) if all(type(text) is str for text in texts) else ({}, set())
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}, set()


def _write(folder: Path, digests: Mapping[str, str], writing: set[str]) -> None:
    note = {"files": dict(sorted(digests.items())), "writing": sorted(writing)}
    if digests or writing:
        write_text(folder / NAME, json.dumps(note, indent=1) + "\n")
    elif folder.is_dir():
        (folder / NAME).unlink(missing_ok=True)
