"""The explorer page held against the tables: its data made again, and every value compared."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labor.answers.explorer.data import explorer_data, version_of_data
from labor.answers.explorer.packing import unstreamed
from labor.provenance.checking import Mismatch, around_difference
from labor.provenance.text import printable
from labor.report.explorer.page import explorer_page, without_reports

#: The element with the data: `<script type="application/gzip" id="data">H4sI...</script>`.
_DATA = re.compile(r'<script type="application/gzip" id="data">([A-Za-z0-9+/=]*)</script>')
#: More than this no data unpacks to; a page can come from anybody.
_MOST = 100_000_000
_THE_DATA = "the data of the page"
#: Values that are packed on their own.
_PACKED = ("figures", "series", "titles")


def differences_of(text: str, root: Path) -> tuple[int, list[str], list[Mismatch]]:
    """Make the page again and compare it.

    Args:
        text: The page.
        root: Project folder.

    Returns:
        How many numbers were made again, what keeps the page from being compared, and what
        differs.
    """
    text = without_reports(text)
    made = explorer_data(root)
    page = explorer_page(made)
    if text == page:
        return _numbers(_opened(made)), [], []
    found = _DATA.search(text)
    try:
        got = json.loads(_unpacked(found[1] if found else ""))
        has = _opened(got)
        version = got["version"]
        is_whole = version_of_data(got) == version
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, zlib.error) as error:
        return 0, [], [_different(_THE_DATA, f"damaged: {error}")]
    values = _opened(made)
    if is_whole and version != made["version"]:
        note = f"The page was made from other tables: version {version} of the data."
        return _numbers(values), [note], []
    mismatches = [
        Mismatch(place, _shown(ours), _shown(theirs), "")
        for place, ours, theirs in _differences(values, has)
    ]
    around = [_DATA.sub("", one) for one in (page, text)]
    if around[0] != around[1]:
        mismatches.append(
            Mismatch("the page around its data", *map(printable, around_difference(*around)))
        )
    return _numbers(values), [], mismatches or [_different(_THE_DATA, "packed otherwise")]


def _numbers(value: dict[str, Any] | list[Any]) -> int:
    """How many numbers there are, the lengths of lists among them."""
    inside, own = (value, 1) if isinstance(value, list) else (value.values(), 0)
    return own + sum(
        _numbers(one) if isinstance(one, dict | list) else isinstance(one, int | float)
        for one in inside
    )


def _different(place: str, got: str) -> Mismatch:
    return Mismatch(place, "as it was made", printable(got), "")


def _unpacked(text: str) -> bytes:
    """The bytes of a packed text."""
    try:
        packed = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    machine = zlib.decompressobj(wbits=31)
    content = machine.decompress(packed, _MOST)
    if not machine.eof:
        raise ValueError("it does not end")
    return content


def _opened(data: dict[str, Any]) -> dict[str, Any]:
    """The data with what is packed in it unpacked."""
    opened = {name: _unpacked(data[name]) for name in _PACKED}
    return {
        **data,
        "figures": unstreamed(opened["figures"]),
        "series": json.loads(opened["series"]),
        "titles": opened["titles"].decode().split("\n"),
    }


def _values(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value with its place: "occupations/12/openings"."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _values(one, f"{place}/{name}" if place else str(name))
    elif isinstance(value, list):
        yield f"{place}/length", len(value)
        for number, one in enumerate(value):
            yield from _values(one, f"{place}/{number}")
    else:
        yield place, value


def _differences(ours: Any, theirs: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every single value that differs, with its place; what is equal is not gone through."""
    if ours == theirs:
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in dict.fromkeys((*ours, *theirs)):
            below = f"{place}/{name}" if place else str(name)
            yield from _differences(ours.get(name), theirs.get(name), below)
        return
    one, other = dict(_values(ours, place)), dict(_values(theirs, place))
    for where in dict.fromkeys((*one, *other)):
        if one.get(where) != other.get(where):
            yield where, one.get(where), other.get(where)


def _shown(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))
