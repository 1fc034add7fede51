"""A batch of reports copied to a folder that a URL names: object storage, or another disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from labor.errors import ReportError
from labor.report.manifest import NAME, Entry, line_of, read_entries

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_INDEX = "index.html"


def copy_batch(folder: Path, pages: Sequence[Entry], url: str) -> int:
    """Copy the pages of a batch that are not there yet or are others there, and their list.

    The record goes last, so that it never names a page that is not there; a copy that was
    stopped goes on where it was.

    Args:
        folder: Folder of the batch, with its list `index.html`.
        pages: Pages to copy.
        url: Folder to copy to, as fsspec names it: "s3://bucket/atlas", "file:///mnt/atlas".

    Returns:
        Number of pages that were copied.

    Raises:
        ReportError: The kind of place is not known here, or it cannot be read or written.
    """
    try:
        there = _place_of(url)
        recorded = there.recorded()
        held = there.names()
        todo = [p for p in pages if recorded.get(p.page) != p or p.page not in held]
        try:
            for page in todo:
                there.put(page.page, (folder / page.page).read_bytes())
                recorded[page.page] = page
            there.put(_INDEX, (folder / _INDEX).read_bytes())
        finally:
            there.put(NAME, "".join(line_of(recorded[name]) for name in sorted(recorded)).encode())
    except OSError as error:
        raise ReportError(
            "The pages cannot be copied",
            where=url,
            got=error.strerror or str(error),
            next_step=f"They are in {folder}; run the same command again to copy the others.",
        ) from error
    return len(todo)


@dataclass(frozen=True)
class _Place:
    """A folder of a file system that fsspec knows."""

    files: AbstractFileSystem
    folder: str

    def recorded(self) -> dict[str, Entry]:
        """What the record there tells, by page."""
        path = f"{self.folder}/{NAME}"
        text = self.files.cat_file(path).decode() if self.files.exists(path) else ""
        return {entry.page: entry for entry in read_entries(text.splitlines())}

    def names(self) -> set[str]:
        """Names of the files there."""
        self.files.invalidate_cache()
        return {path.removeprefix(f"{self.folder}/") for path in self.files.find(self.folder)}

    def put(self, name: str, content: bytes) -> None:
        """Write a file whole."""
        path = f"{self.folder}/{name}"
        self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
        with self.files.transaction:  # it is there when it is complete
            self.files.pipe_file(path, content)


def _place_of(url: str) -> _Place:
    try:
        files, folder = import_module("fsspec").core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ReportError(
            "Pages cannot be copied to such a place here",
            where=url,
            expected="file://, or a kind of storage whose package is installed",
            got=str(error),
            next_step="For s3:// install s3fs, for gs:// gcsfs, for abfs:// adlfs; all of them "
            "need the extra: pip install 'labor[cluster]'.",
        ) from error
    return _Place(files, folder.rstrip("/"))
