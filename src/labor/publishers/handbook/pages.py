"""Saved pages of the Handbook read safely from a file, a folder or an archive."""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from labor.errors import SourceError

#: A profile is about 0.15 MB, all profiles of an edition about 40 MB.
MAX_PAGE_BYTES = 8 << 20
MAX_ARCHIVE_BYTES = 512 << 20

PAGE = (".html", ".htm")
#: First bytes of an `.xz` file.
XZ = b"\xfd7zXZ\x00"


def read_pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Read saved pages one after the other, without unpacking to disk.

    Args:
        path: One `.html` page, a folder of pages, or a `.tar.xz` archive of pages.

    Yields:
        Pairs of name without folder and ending (the profile's address on the web, if nobody
        renamed the file) and content, in the order of the archive or of the names.

    Raises:
        SourceError: The file is missing, empty or cut, holds no page, or a member points
            outside the archive or is larger than a page can be.
    """
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in PAGE)
        pages = ((file.stem, _read(file, MAX_PAGE_BYTES)) for file in files)
    else:
        data = _read(path, MAX_ARCHIVE_BYTES)
        if data.startswith(XZ):
            pages = _members(_unpacked(data, path.name), path.name)
        elif len(data) > MAX_PAGE_BYTES:
            raise _too_large(str(path), MAX_PAGE_BYTES)
        else:
            pages = iter([(path.stem, data)])
    empty = True
    for page in pages:
        empty = False
        yield page
    if empty:
        raise SourceError(
            "There is no page here",
            where=str(path),
            expected=f"a file that ends in {' or '.join(PAGE)}",
            next_step="Check that this is the archive of saved Handbook pages.",
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
