"""Walking through a page with the place in words: under which heading, in what kind of element."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

#: Elements that have no end.
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})

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


@dataclass
class Element:
    """An element that has begun.

    Args:
        tag: Its name.
        attributes: Its attributes.
        place: What kind of element it is, or is in, in words.
        explained: Whether its text needs no origin of its own.
        text: Its text so far, where that is wanted.
    """

    tag: str
    attributes: dict[str, str]
    place: str
    explained: bool = False
    text: str | None = None


class Walker(HTMLParser):
    """Goes through a page and knows where it is; what it notes is up to those made from it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Element] = []
        self._heading = "head of the page"

    @property
    def where(self) -> str:
        """Where the walker is, in words."""
        return f"{self._heading}, {self.open[-1].place if self.open else 'page'}"

    def begin(self, element: Element) -> None:
        """An element begins; it is among `open` already unless it has no end."""

    def finish(self, element: Element) -> None:
        """An element ends."""

    def take(self, text: str) -> None:
        """A text inside the elements that are open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        around = self.open[-1].place if self.open else "page"
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, _PLACES.get(tag, around))
        if tag in _HEADINGS:
            element.text = ""
        if tag not in VOID:
            self.open.append(element)
        self.begin(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of a drawing that begins and ends at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element and of those in it that have no end of their own."""
        if not any(element.tag == tag for element in self.open):
            return
        while self.open:
            element = self.open.pop()
            if element.tag in _HEADINGS:
                self._heading = " ".join((element.text or "").split())
            self.finish(element)
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.take(data)
        for element in self.open:
            if element.text is not None:
                element.text += data
