"""Saved web pages read safely from a file, a folder or an archive."""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from labor.errors import SourceError

#: A profile of the Handbook is about 0.15 MB, all profiles of an edition about 40 MB.
MAX_PAGE_BYTES = 8 << 20
MAX_ARCHIVE_BYTES = 512 << 20

PAGE = (".html", ".htm")
_ARCHIVES = (".tar.xz", ".txz")
#: First bytes of an `.xz` file.
_XZ = b"\xfd7zXZ\x00"
#: The title and the address of a page stand well within this.
_HEAD_BYTES = 1 << 16


@dataclass(frozen=True)
class Pages:
    """Saved web pages that come together, each read when it is its turn.

    Args:
        file: Name of the page, of the folder or of the archive, for messages.
        heads: The beginnings of the pages, as far as they can be seen without unpacking.
        is_archive: Whether they are packed, so that none of them can be seen.
    """

    IN_WORDS: ClassVar[str] = "saved web pages: a page, a folder or an archive of them"

    file: str
    _read: Callable[[], Iterable[tuple[str, bytes]]]
    heads: Callable[[], Iterable[bytes]] = tuple
    is_archive: bool = False

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Pairs of name and content, see `read_pages`."""
        return iter(self._read())


def holds_pages(path: Path) -> bool:
    """Whether a path is a folder, a `.tar.xz` archive or a web page, and so no table file."""
    if path.is_dir():
        return True
    head = _head(path)
    if head.startswith(_XZ):
        return path.name.lower().endswith(_ARCHIVES)
    text = head.decode("utf-8", errors="replace").lower()
    return text.lstrip("\ufeff \t\r\n").startswith("<") and "<html" in text


def open_pages(path: Path) -> Pages:
    """Open saved pages, without unpacking to disk and without reading them yet.

    Args:
        path: What `read_pages` reads.

    Returns:
        The pages; a problem of the file is an error when they are read.
    """

    def heads() -> Iterator[bytes]:
        return map(_head, _files_in(path) if path.is_dir() else [path])

    packed = not path.is_dir() and _head(path).startswith(_XZ)
    return Pages(path.name, lambda: read_pages(path), tuple if packed else heads, packed)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD_BYTES)
    except OSError:
        # A file that cannot be read is reported when it is opened as a table.
        return b""


def read_pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Read saved pages one after the other.

    Args:
        path: One `.html` page, a folder of pages, or a `.tar.xz` archive of pages.

    Yields:
        Pairs of name without folder and ending (the profile's address on the web, if nobody
        renamed the file) and content, in the order of the archive or of the names.

    Raises:
        SourceError: The file is missing, empty or cut, holds no page, or a member points
            outside the archive or is larger than a page can be.
    """
    empty = True
    for page in _pages(path):
        empty = False
        yield page
    if empty:
        raise SourceError(
            "There is no page here",
            where=str(path),
            expected=f"a file that ends in {' or '.join(PAGE)}",
            next_step="Check that this is the archive of saved Handbook pages.",
        )


def _pages(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        return ((file.stem, _read(file, MAX_PAGE_BYTES)) for file in _files_in(path))
    data = _read(path, MAX_ARCHIVE_BYTES)
    if data.startswith(_XZ):
        return _members(_unpacked(data, path.name), path.name)
    if len(data) > MAX_PAGE_BYTES:
        raise _too_large(str(path), MAX_PAGE_BYTES)
    return iter([(path.stem, data)])


def _files_in(folder: Path) -> list[Path]:
    """The pages in a folder; a pipe of that name would be read for ever."""
    return sorted(
        file for file in folder.iterdir() if file.suffix.lower() in PAGE and file.is_file()
    )


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise SourceError(
            "The file cannot be read",
            where=str(path),
            got=error.strerror or str(error),
            next_step="Check the spelling and the folder.",
        ) from error
    if len(data) > limit:
        raise _too_large(str(path), limit)
    if not data:
        raise SourceError(
            "The file is empty", where=str(path), next_step="Save or download it again."
        )
    return data


def _unpacked(data: bytes, name: str) -> bytes:
    parts, size = [], 0
    while data:
        decompressor = lzma.LZMADecompressor()
        try:
            parts.append(decompressor.decompress(data, MAX_ARCHIVE_BYTES + 1 - size))
        except lzma.LZMAError as error:
            raise _cut(name, str(error)) from error
        size += len(parts[-1])
        if size > MAX_ARCHIVE_BYTES:
            raise _too_large(name, MAX_ARCHIVE_BYTES)
        if not decompressor.eof:
            raise _cut(name, "the compressed data ends too early")
        # Parallel compressors write several streams one after the other.
        data = decompressor.unused_data
    return b"".join(parts)


def _members(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for info in archive:
                member = PurePosixPath(info.name.replace("\\", "/"))
                where = f"{name}!{member}"
                if member.is_absolute() or ".." in member.parts:
                    raise SourceError(
                        "An archive member points outside the archive",
                        where=where,
                        next_step="Do not use this file.",
                    )
                if not info.isfile() or member.suffix.lower() not in PAGE:
                    continue
                if info.size > MAX_PAGE_BYTES:
                    raise _too_large(where, MAX_PAGE_BYTES)
                stream = archive.extractfile(info)
                data = stream.read() if stream else b""
                if len(data) != info.size:
                    raise _cut(where, f"{len(data):,} of {info.size:,} bytes")
                yield member.stem, data
    except (tarfile.TarError, EOFError) as error:
        raise _cut(name, str(error)) from error


def _cut(where: str, got: str) -> SourceError:
    return SourceError(
        "The archive is damaged or incomplete",
        where=where,
        got=got,
        next_step="Copy or download it again; the transfer was probably cut.",
    )


def _too_large(where: str, limit: int) -> SourceError:
    return SourceError(
        "This is larger than saved pages of the Handbook can be",
        where=where,
        expected=f"at most {limit:,} bytes",
        next_step="Do not use this file.",
    )
