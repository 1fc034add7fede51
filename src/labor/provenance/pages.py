"""The parts of a page with their places in words: under which heading, in what kind of element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from labor.errors import ReportError

_HEADINGS = ("h1", "h2", "h3")
#: Elements by the words for them; other elements have the words of the one around them.
_PLACES = {
    "caption": "caption of a table",
    "dd": "main figure",
    "desc": "description of a drawing",
    "dt": "term",
    "figcaption": "caption of a figure",
    "footer": "foot of the page",
    "li": "item of a list",
    "nav": "contents",
    "p": "paragraph",
    "script": "script",
    "style": "style",
    "svg": "drawing",
    "td": "cell of a table",
    "th": "heading of a table",
}


@dataclass(frozen=True)
class PagePart:
    """One thing in a page: the begin or end of an element, an attribute, a text, a comment.

    Args:
        kind: "tag", "end", "attribute", "text" or "comment".
        name: Name of the element or attribute.
        text: Content.
        where: Place in words: the heading above it, and in what kind of element it is.
        element: The element; of a text the one it stands in.
    """

    kind: str
    name: str
    text: str
    where: str
    element: etree._Element


@dataclass(frozen=True)
class Page:
    """A page, taken apart when that is needed.

    Args:
        text: The page as HTML.
    """

    text: str

    @cached_property
    def parts(self) -> list[PagePart]:
        """Everything in it, in order.

        Raises:
            ReportError: Its elements are too deep in each other to be read.
        """
        return list(_parts(self.text))


def _parts(page: str) -> Iterator[PagePart]:
    parser = etree.HTMLParser(encoding="utf-8")
    root = etree.fromstring(page.encode(), parser)
    # The parser repairs everything else; where it gives up, the rest of the page is not read.
    if given_up := [one.message for one in parser.error_log if one.level_name == "FATAL"]:
        raise ReportError(
            "The page cannot be read to its end",
            expected="an HTML page as `labor report` writes it",
            got=given_up[0],
        )
    if root is None:  # nothing in it
        return
    heading, places = "head of the page", ["page"]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            places.append(_PLACES.get(element.tag, places[-1]))
            where = f"{heading}, {places[-1]}"
            yield PagePart("tag", element.tag, "", where, element)
            for name, value in element.attrib.items():
                yield PagePart("attribute", f"{name} of <{element.tag}>", value, where, element)
            if element.text:
                yield PagePart("text", "", element.text, where, element)
            continue
        if event == "end":
            if element.tag in _HEADINGS:
                heading = " ".join("".join(element.itertext()).split())
            yield PagePart("end", element.tag, "", f"{heading}, {places.pop()}", element)
        else:
            yield PagePart("comment", "", element.text or "", f"{heading}, {places[-1]}", element)
        around = element.getparent()
        if element.tail and around is not None:
            yield PagePart("text", "", element.tail, f"{heading}, {places[-1]}", around)
