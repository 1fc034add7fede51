"""Two pages compared text for text and attribute for attribute, with the place of a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest

from labor.provenance.checking import Mismatch
from labor.provenance.walking import Element, Walker

#: How much of a long text is shown around the first difference.
_AROUND = 40


@dataclass(frozen=True)
class Piece:
    """One thing in a page: a tag, an attribute, a text, a comment.

    Args:
        kind: "tag", "end", "attribute", "text", "comment" or "declaration".
        name: Name of the element or attribute.
        text: Content.
        where: Place in words.
    """

    kind: str
    name: str
    text: str
    where: str

    @property
    def same(self) -> tuple[str, str, str]:
        """What two pieces are compared by."""
        return self.kind, self.name, self.text


@dataclass(frozen=True)
class Page:
    """A page, taken apart when that is needed.

    Args:
        text: The page as HTML.
    """

    text: str

    @cached_property
    def pieces(self) -> list[Piece]:
        """Everything in it, in order."""
        parts = _Parts()
        parts.feed(self.text)
        parts.close()
        return parts.pieces


def differences(page: Page, again: Page) -> list[Mismatch]:
    """What a page has otherwise than the same page made anew.

    Args:
        page: The page in question.
        again: The page made anew.

    Returns:
        The differences in the order of the page; none only if the two are the same character
        for character.
    """
    if page.text == again.text:
        return []
    return [*_compared(page.pieces, again.pieces)] or [_in_source(page.text, again.text)]


def _compared(one: list[Piece], other: list[Piece]) -> Iterator[Mismatch]:
    if len(one) == len(other):
        blocks = [("replace", 0, len(one), 0, len(other))]
    else:
        keys = [[piece.same for piece in pieces] for pieces in (one, other)]
        blocks = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
    for kind, i, j, k, m in blocks:
        if kind == "equal":
            continue
        for got, expected in zip_longest(one[i:j], other[k:m]):
            if got is None or expected is None or got.same != expected.same:
                yield _mismatch(got, expected)


def _mismatch(got: Piece | None, expected: Piece | None) -> Mismatch:
    place = got or expected
    if got and expected and (got.kind, got.name) == (expected.kind, expected.name):
        texts = _around(expected.text, got.text)
    else:
        texts = (_told(expected), _told(got))
    what = {"attribute": f"attribute {place.name}", "text": "text"}.get(place.kind, place.kind)
    return Mismatch(f"{place.where}, {what}", *texts)


def _told(piece: Piece | None) -> str:
    if piece is None:
        return "nothing"
    shown = piece.text if len(piece.text) <= 2 * _AROUND else f"{piece.text[: 2 * _AROUND]}..."
    return f"{piece.kind} {piece.name} {shown}".strip()


def _around(expected: str, got: str) -> tuple[str, str]:
    """Both texts around their first difference."""
    at = next(
        (n for n, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b),
        min(len(expected), len(got)),
    )
    start = max(0, at - _AROUND)
    return tuple(
        ("..." if start else "")
        + text[start : at + _AROUND]
        + ("..." if len(text) > at + _AROUND else "")
        for text in (expected, got)
    )


def _in_source(page: str, again: str) -> Mismatch:
    """A difference that only the source of the pages shows, such as another way to quote."""
    lines = zip_longest(page.splitlines(), again.splitlines(), fillvalue="")
    for number, (got, expected) in enumerate(lines, start=1):
        if got != expected:
            return Mismatch(f"line {number} of the file", *_around(expected, got))
    return Mismatch("end of the file", "the same line ends", "other line ends")


class _Parts(Walker):
    """Takes a page apart, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []

    def begin(self, element: Element) -> None:
        self._add("tag", element.tag, "")
        for name, value in element.attributes.items():
            self._add("attribute", f"{name} of <{element.tag}>", value)

    def finish(self, element: Element) -> None:
        self._add("end", element.tag, "")

    def take(self, text: str) -> None:
        self._add("text", "", text)

    def handle_comment(self, data: str) -> None:
        self._add("comment", "", data)

    def handle_decl(self, decl: str) -> None:
        self._add("declaration", "", decl)

    def _add(self, kind: str, name: str, text: str) -> None:
        self.pieces.append(Piece(kind, name, text, self.where))
