"""Text that brings along where its numbers come from, through f-strings and joins."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Self

from labor.provenance.origin import Origin

#: A mark is BEGIN, what it says in characters for private use, TEXT, the text itself, END. No
#: font, parser or regular expression for letters and digits takes these characters for text.
BEGIN, TEXT, END = "\ue000", "\ue001", "\ue002"
_FIRST = 0xE100

#: Divides what several numbers say where they share their attributes.
BETWEEN = " | "

#: The beginning of a mark with what it says, or the end of one.
_MARK = re.compile(f"{BEGIN}[^{TEXT}]*{TEXT}|{END}")


class Traced(str):
    """Text as a reader sees it, with the same text and its marks beside it in `marked`.

    It is a plain string for everybody who does not ask for the marks.
    """

    marked: str

    def __new__(cls, text: str) -> Self:
        """Take the marks out of a text and keep them beside it."""
        marked = with_marks(text)
        made = super().__new__(cls, plain(marked))
        made.marked = marked
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.marked,)


class Live(Traced):
    """Traced text whose marks go along into every f-string and sum it is put in.

    What is shown to a person has to pass `plain` or `Traced` on its way out.
    """

    def __format__(self, spec: str) -> str:
        return format(str(self), spec) if spec else self.marked

    def __add__(self, other: str) -> Live:
        return Live(self.marked + with_marks(other))

    def __radd__(self, other: str) -> Live:
        return Live(with_marks(other) + self.marked)


def mark(text: str, origin: Origin | None, value: float | None = None) -> Live:
    """Mark a written number with its origin.

    Args:
        text: The number as it is written.
        origin: Where it comes from; no mark if that is not known.
        value: The number with all its digits; none for text that quotes numbers.

    Returns:
        The text with the mark.
    """
    if origin is None:
        return Live(text)
    exact = "" if value is None else f"{value + 0.0:.10g}"
    content = json.dumps([exact, origin.addresses, origin.by], ensure_ascii=False)
    hidden = "".join(chr(_FIRST + byte) for byte in content.encode())
    return Live(f"{BEGIN}{hidden}{TEXT}{with_marks(text)}{END}")


def read_mark(hidden: str) -> tuple[str, str, str]:
    """What a mark says: exact value, addresses of cells, and what was done with them."""
    value, addresses, by = json.loads(bytes(ord(sign) - _FIRST for sign in hidden).decode())
    return value, addresses, by


def with_marks(text: str) -> str:
    """The text with its marks, if it has any, as a plain `str`."""
    return text.marked if isinstance(text, Traced) else str(text)


def plain(text: str) -> str:
    """The text as a reader sees it, without marks."""
    return str(text) if isinstance(text, Traced) else _MARK.sub("", text)


def printable(text: str, longest: int = 200) -> str:
    """A text of a page that anybody can have made, fit for a terminal.

    Args:
        text: The text.
        longest: How many characters are shown.

    Returns:
        The text on one line. In place of characters that steer a terminal or turn the direction
        of writing are their numbers, as Python writes them.
    """
    shown = "".join(ascii(sign)[1:-1] if _is_hidden(sign) else sign for sign in text[:longest])
    return f"{shown}..." if len(text) > longest else shown


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029"


def joined(separator: str, parts: Iterable[str]) -> str:
    """Put parts in one text, as `str.join` does, with their marks if they have any.

    Args:
        separator: Text between them.
        parts: Texts, some of which may be marked.

    Returns:
        The text; `Live` if there is a mark in it.
    """
    text = separator.join(map(with_marks, parts))
    return Live(text) if BEGIN in text else text


def plain_values(values: Any) -> Any:
    """Plain text in place of marked text, in mappings and lists too."""
    if isinstance(values, str):
        return plain(values)
    if isinstance(values, Mapping):
        return {name: plain_values(value) for name, value in values.items()}
    return [plain_values(value) for value in values] if isinstance(values, list) else values
