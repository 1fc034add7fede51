"""Marked text in a drawing: every number an element that says where it comes from."""

from __future__ import annotations

import re

from lxml import etree

from labor.provenance.origin import Origin
from labor.provenance.text import BEGIN, BETWEEN, END, TEXT, plain, told, with_marks

_PIECES = re.compile(f"({BEGIN}[^{TEXT}]*{TEXT}|{END})")


def append_words(element: etree._Element, text: str) -> None:
    """Write marked text into a `<title>` or `<desc>`, which are read aloud as plain text.

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
            start, said = begun.pop()
            found.append((f"{start}-{at}", *said))
        elif piece.startswith(BEGIN):
            begun.append((at, told(piece[1:-1])))
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
            value, addresses, by = told(piece[1:-1])
            found = {"data-value": value, "data-from": addresses, "data-by": by}
            kept = {name: said for name, said in found.items() if said}
            inside = [*inside, _child(inside[-1], "tspan", kept)]
            _child(inside[-1], "title", {}).text = Origin.read(addresses, by).words
        else:
            _write(inside[-1], piece)


def _child(parent: etree._Element, tag: str, attributes: dict[str, str]) -> etree._Element:
    name = etree.QName(etree.QName(parent).namespace, tag)
    return etree.SubElement(parent, name, attributes)


def _write(element: etree._Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
