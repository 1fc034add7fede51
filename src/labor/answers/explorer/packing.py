"""Numbers and texts as one short text that a page unpacks."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Mapping, Sequence

import numpy as np


def packed(content: bytes) -> str:
    """Bytes compressed (gzip, without a date) and written in 64 letters."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def streams(lists: Mapping[str, Sequence[int]]) -> bytes:
    """Lists of whole numbers one after the other, each with its length before it.

    Args:
        lists: Lists in the order in which they are read; small numbers take one byte.

    Returns:
        Each number in groups of seven bits, the lowest first, the highest bit saying that
        another follows; negative numbers are folded in (0, -1, 1, -2 ... as 0, 1, 2, 3 ...).
    """
    return b"".join(_varints([len(numbers), *numbers]) for numbers in lists.values())


def unstreamed(content: bytes) -> list[list[int]]:
    """The lists that `streams` wrote.

    Args:
        content: What it gave.

    Raises:
        IndexError: The content ends inside a list.
    """
    data = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero(data < 128) + 1
    starts = np.concatenate([[0], ends[:-1]])
    if ends.size == 0 or ends[-1] != data.size:
        raise IndexError("the last number does not end")
    groups = np.arange(data.size) - np.repeat(starts, ends - starts)
    folded = np.add.reduceat((data & 127).astype(np.int64) << 7 * groups, starts)
    numbers = np.where(folded % 2, -(folded + 1) // 2, folded // 2).tolist()
    found: list[list[int]] = []
    at = 0
    while at < len(numbers):
        first, last = at + 1, at + 1 + numbers[at]
        if not first <= last <= len(numbers):
            raise IndexError("a list does not end")
        found.append(numbers[first:last])
        at = last
    return found


def _varints(numbers: Iterable[int]) -> bytes:
    found = bytearray()
    for number in numbers:
        left = number * 2 if number >= 0 else -number * 2 - 1
        while left >= 128:
            found.append(left % 128 + 128)
            left //= 128
        found.append(left)
    return bytes(found)
