"""Marked text in a page or a drawing: every number an element that says where it comes from."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from labor.provenance.origin import Origin
from labor.provenance.text import BEGIN, BETWEEN, END, TEXT, plain, read_mark, with_marks

if TYPE_CHECKING:
    from lxml import etree

#: A tag with a mark inside, in an attribute: `<div aria-label="Pay: [mark]$40,350[end]">`.
_TAG = re.compile(f"<[^<>]*{BEGIN}[^<>]*>")
#: The beginning of a mark with what it says, or the end of one.
_BEGIN_OR_END = re.compile(f"{BEGIN}([^{TEXT}]*){TEXT}|{END}")
#: The same, kept between the pieces of a split text.
_PIECES = re.compile(f"({BEGIN}[^{TEXT}]*{TEXT}|{END})")


def as_html(text: str, *, focus: bool = True) -> str:
    """Write the marks of a piece of HTML as elements.

    A number becomes `<data value="40350" data-from="wages/2018/..." data-by="as published">`;
    text that quotes numbers becomes `<span data-by="...">`. Marks inside a tag, in an attribute,
    are taken out.

    Args:
        text: HTML with marks.
        focus: Whether numbers can be reached with the keyboard.

    Returns:
        HTML without marks.
    """
    if BEGIN not in text:
        return text
    text = _TAG.sub(lambda tag: plain(tag[0]), text)
    open_tags: list[str] = []

    def element(found: re.Match[str]) -> str:
        if found[0] == END:  # without a beginning where a text was broken into lines
            return f"</{open_tags.pop()}>" if open_tags else ""
        value, addresses, by = read_mark(found[1])
        open_tags.append("data" if value else "span")
        attributes = _attributes(value, addresses, by, focus=focus)
        return f"<{open_tags[-1]}{attributes}>"

    return _BEGIN_OR_END.sub(element, text) + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _attributes(value: str, addresses: str, by: str, *, focus: bool) -> str:
    found = {"value": value, "data-from": addresses, "data-by": by}
    if value and focus:
        found["tabindex"] = "0"
    found["title"] = Origin.read(addresses, by).words
    return "".join(f' {name}="{escape(text)}"' for name, text in found.items() if text)


def append_words(element: etree._Element, text: str) -> None:
    """Write marked text into the `<title>` or `<desc>` of a drawing, read aloud as plain text.

    Its attributes hold what all its numbers say, in their order, divided by `BETWEEN`; `data-at`
    has where each begins and ends.

    Args:
        element: An element without text.
        text: Text whose numbers may be marked.
    """
    element.text = plain(text)
    found: list[tuple[str, ...]] = []
    begun: list[tuple[int, tuple[str, str, str]]] = []
    at = 0
    for piece in _PIECES.split(with_marks(text)):
        if piece == END:
            start, content = begun.pop()
            found.append((f"{start}-{at}", *content))
        elif piece.startswith(BEGIN):
            begun.append((at, read_mark(piece[1:-1])))
        else:
            at += len(piece)
    if found:
        names = ("data-at", "data-value", "data-from", "data-by")
        for name, values in zip(names, zip(*found, strict=True), strict=True):
            element.set(name, BETWEEN.join(values))


def append_text(element: etree._Element, text: str) -> None:
    """Write marked text into a line of a drawing; each number is a `<tspan>`.

    Args:
        element: A `<text>` element without text.
        text: Text whose numbers may be marked.
    """
    inside = [element]
    for piece in _PIECES.split(with_marks(text)):
        if piece == END:
            inside = inside[:-1] or inside
        elif piece.startswith(BEGIN):
            value, addresses, by = read_mark(piece[1:-1])
            found = {"data-value": value, "data-from": addresses, "data-by": by}
            known = {name: content for name, content in found.items() if content}
            inside = [*inside, _child(inside[-1], "tspan", known)]
            _child(inside[-1], "title", {}).text = Origin.read(addresses, by).words
        else:
            _write(inside[-1], piece)


def _child(parent: etree._Element, tag: str, attributes: dict[str, str]) -> etree._Element:
    """A new element at the end of another, in the same namespace."""
    namespace, brace, _ = parent.tag.rpartition("}")
    child = parent.makeelement(f"{namespace}{brace}{tag}", attributes)
    parent.append(child)
    return child


def _write(element: etree._Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
