"""Reading an article from a file or from standard input, whatever its encoding."""

from __future__ import annotations

import sys
from pathlib import Path

from labor.errors import SourceError

#: Name that stands for standard input.
STANDARD_INPUT = "-"

_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive, a word processor's or a spreadsheet's file",
    b"\xd0\xcf\x11\xe0": "an old word processor's or spreadsheet's file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
}
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_article(file: str) -> str:
    """Read an article as text.

    Args:
        file: Path of a file with text, Markdown or HTML; "-" reads standard input.

    Returns:
        The text, decoded.

    Raises:
        SourceError: There is no such file, or it is no text or empty.
    """
    where = "standard input" if file == STANDARD_INPUT else file
    content = sys.stdin.buffer.read() if file == STANDARD_INPUT else _bytes_of(Path(file))
    next_step = "Save the article as text, Markdown or HTML."
    kind = next((name for start, name in _NOT_TEXT.items() if content.startswith(start)), "")
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if kind or (not encoding and b"\x00" in content):
        raise SourceError(
            "This is not text", where=where, got=kind or "binary data", next_step=next_step
        )
    text = _decoded(content, encoding, where)
    if not text.strip():
        raise SourceError(
            "There is nothing to check", where=where, got="no text", next_step=next_step
        )
    return text


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise SourceError(
            "There is no such file",
            where=str(path),
            next_step="Check the name; - reads standard input.",
        )
    if path.is_dir():
        raise SourceError("This is a folder", where=str(path), next_step="Name a file in it.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "The file cannot be read", where=str(path), got=error.strerror or str(error)
        ) from None


def _decoded(content: bytes, encoding: str, where: str) -> str:
    for name in (encoding,) if encoding else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise SourceError(
        "The text cannot be decoded", where=where, next_step="Save it in the encoding UTF-8."
    )
