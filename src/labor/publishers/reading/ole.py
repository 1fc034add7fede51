"""Whether the container of an old workbook (.xls) is sound, so that reading it comes to an end.

A damaged container whose chain runs in a circle makes readers collect sectors until the
memory is full, so it is checked before any reader sees it. The layout is Microsoft's
[MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFE
_UNUSED = 0xFFFFFFFF
_STREAM, _ROOT = 2, 5
_ENTRY_BYTES = 128
#: Bytes of a sector of small streams.
_MINI = 64


def problem_of(data: bytes) -> str:
    """Say what is wrong with a container.

    Args:
        data: The whole file.

    Returns:
        The problem in words; empty if every chain of sectors ends.
    """
    try:
        _walk(data)
    except (struct.error, IndexError):
        return "the container's header or tables are cut"
    except _BrokenChainError as error:
        return str(error)
    return ""


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """The content of a stream of a sound container.

    Args:
        data: The whole file.
        names: Names that the stream can have.

    Returns:
        Its content, as many whole sectors as it has; empty if there is none of these names.
    """
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    (directory,) = struct.unpack_from("<I", data, 48)
    (cutoff, first_mini) = struct.unpack_from("<II", data, 56)
    fat = _table(data, size, _fat_sectors(data, size))
    root = b""
    for start in _entries(fat, directory, size):
        first, length = struct.unpack_from("<II", data, start + 116)
        if data[start + 66] == _ROOT:
            root = _sectors(data, _chain(fat, first, "a stream"), size, 1)
        (letters,) = struct.unpack_from("<H", data, start + 64)
        name = data[start : start + max(0, letters - 2)].decode("utf-16-le", errors="replace")
        # No chain of an empty stream was looked at.
        if data[start + 66] == _STREAM and name in names and length:
            if length >= cutoff:
                return _sectors(data, _chain(fat, first, "a stream"), size, 1)[:length]
            mini = _table(data, size, _chain(fat, first_mini, "the table of small streams"))
            return _sectors(root, _chain(mini, first, "a small stream"), _MINI, 0)[:length]
    return b""


def _entries(fat: Sequence[int], directory: int, size: int) -> list[int]:
    """Where the entries of the directory begin."""
    return [
        start
        for sector in _chain(fat, directory, "the directory")
        for start in range((sector + 1) * size, (sector + 2) * size, _ENTRY_BYTES)
    ]


def _sectors(data: bytes, sectors: Sequence[int], size: int, header: int) -> bytes:
    return b"".join(data[(n + header) * size : (n + header + 1) * size] for n in sectors)


class _BrokenChainError(Exception):
    """A chain of sectors runs in a circle or leaves the file."""


def _walk(data: bytes) -> None:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise _BrokenChainError(f"its sectors would be 2^{shift} bytes long")
    (directory,) = struct.unpack_from("<I", data, 48)
    (cutoff, first_mini) = struct.unpack_from("<II", data, 56)
    size = 1 << shift
    in_file = -(-len(data) // size) - 1  # the header takes one, the last may be short
    fat = _table(data, size, _fat_sectors(data, size))[:in_file]
    mini_fat = _table(data, size, _chain(fat, first_mini, "the table of small streams"))
    for start in _entries(fat, directory, size):
        kind = data[start + 66]
        first, length = struct.unpack_from("<II", data, start + 116)
        if kind == _ROOT or (kind == _STREAM and length >= cutoff):
            _chain(fat, first, "a stream")
        elif kind == _STREAM and length:
            _chain(mini_fat, first, "a small stream")


def _fat_sectors(data: bytes, size: int) -> list[int]:
    """Sectors of the allocation table: 109 in the header, the rest in a chain of their own."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    (following, _) = struct.unpack_from("<II", data, 68)
    most = len(data) // size
    while following not in (_END, _UNUSED):
        numbers = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += numbers[:-1]
        following = numbers[-1]
        if len(sectors) > most + size:
            raise _BrokenChainError("the list of allocation tables runs in a circle")
    return [sector for sector in sectors if sector != _UNUSED]


def _table(data: bytes, size: int, sectors: Sequence[int]) -> list[int]:
    numbers: list[int] = []
    for sector in sectors:
        numbers += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return numbers


def _chain(table: Sequence[int], first: int, what: str) -> list[int]:
    sectors: list[int] = []
    sector = first
    while sector not in (_END, _UNUSED):
        if len(sectors) >= len(table):
            raise _BrokenChainError(f"{what} runs in a circle")
        if sector >= len(table):
            raise _BrokenChainError(f"{what} points to sector {sector} of {len(table)}")
        sectors.append(sector)
        sector = table[sector]
    return sectors
