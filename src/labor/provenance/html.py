"""Marked text as HTML: every number an element that says where it comes from."""

from __future__ import annotations

import re
from html import escape

from labor.provenance.origin import Origin
from labor.provenance.text import BEGIN, END, TEXT, plain, told

_TAG = re.compile(f"<[^<>]*{BEGIN}[^<>]*>")
_PIECE = re.compile(f"{BEGIN}([^{TEXT}]*){TEXT}|{END}")


def as_html(text: str, *, focus: bool = True, hover: bool = True) -> str:
    """Write the marks of a piece of HTML as elements.

    A number becomes `<data value="40350" data-from="wages/2018/..." data-by="as published">`;
    text that quotes numbers becomes `<span data-by="...">`. Marks inside a tag, in an attribute,
    are taken out.

    Args:
        text: HTML with marks.
        focus: Whether numbers can be reached with the keyboard.
        hover: Whether a `title` says the origin in words.

    Returns:
        HTML without marks.
    """
    if BEGIN not in text:
        return text
    text = _TAG.sub(lambda tag: plain(tag[0]), text)
    open_tags: list[str] = []

    def element(piece: re.Match[str]) -> str:
        if piece[0] == END:  # without a beginning where a text was broken into lines
            return f"</{open_tags.pop()}>" if open_tags else ""
        value, addresses, by = told(piece[1])
        open_tags.append("data" if value else "span")
        attributes = _attributes(value, addresses, by, focus=focus, hover=hover)
        return f"<{open_tags[-1]}{attributes}>"

    return _PIECE.sub(element, text) + "".join(f"</{tag}>" for tag in reversed(open_tags))


def _attributes(value: str, addresses: str, by: str, *, focus: bool, hover: bool) -> str:
    found = {"value": value, "data-from": addresses, "data-by": by}
    if value and focus:
        found["tabindex"] = "0"
    if hover:
        found["title"] = Origin.read(addresses, by).words
    return "".join(f' {name}="{escape(text)}"' for name, text in found.items() if text)
