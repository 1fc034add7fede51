"""The numbers of a page: those that say where they come from, and those that do not."""

from __future__ import annotations

from dataclasses import dataclass

from labor.provenance.exempt import NAMES, REPEATING, SOURCES, figures_in
from labor.provenance.text import BETWEEN
from labor.provenance.walking import Element, Walker

#: Attributes that are read out or shown as text.
_SPOKEN = ("alt", "aria-label")


@dataclass(frozen=True)
class Number:
    """A number of a page.

    Args:
        text: What a reader sees.
        where: Its place in words.
        value: The exact value as the page has it; empty for text that quotes numbers.
        addresses: The cells it comes from.
        by: What was done with them.
    """

    text: str
    where: str
    value: str = ""
    addresses: str = ""
    by: str = ""


def numbers_of(page: str) -> list[Number]:
    """The numbers of a page that say where they come from, in their order."""
    return _read(page).marked


def loose_figures(page: str) -> list[Number]:
    """The numbers of a page that do not, and that no rule of `exempt` excuses."""
    return _read(page).loose


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


class _Reader(Walker):
    """Notes every number of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[Number] = []
        self.loose: list[Number] = []

    def begin(self, element: Element) -> None:
        told, around = element.attributes, self.open[-2] if len(self.open) > 1 else None
        repeats = not REPEATING.isdisjoint(_classes(element))
        spoken = [] if repeats else [told.get(name, "") for name in _SPOKEN]
        if element.tag == "meta" and told.get("name") == "description":
            spoken.append(told.get("content", ""))
        for text in spoken:
            self._note_loose(text)
        if "data-by" in told:
            element.text = ""
        element.explained = bool(around and around.explained) or _explains(element)
        if element.tag == "title" and around and "data-by" in around.attributes:
            around.text = None  # the words of its origin, which are no part of a number

    def take(self, text: str) -> None:
        if not (self.open and self.open[-1].explained):
            self._note_loose(text)

    def finish(self, element: Element) -> None:
        told = element.attributes
        around = self.open[-1] if self.open else None
        if element.tag == "title" and around and "data-by" in around.attributes:
            around.text = ""
        if "data-by" not in told:
            return
        value = told.get("value", told.get("data-value", ""))
        parts = (value, told.get("data-from", ""), told["data-by"])
        if "data-at" in told:
            self._note_several(element, (told["data-at"], *parts))
        else:
            self.marked.append(Number(element.text or "", self._place(element), *parts))

    def _note_several(self, element: Element, parts: tuple[str, ...]) -> None:
        """Several numbers that share attributes; whatever lies between them is loose."""
        text, where = element.text or "", self._place(element)
        between = list(text)
        for at, *said in zip(*(part.split(BETWEEN) for part in parts), strict=False):
            span = slice(*(int(end) if end.isdigit() else 0 for end in at.split("-", 1)))
            self.marked.append(Number(text[span], where, *said))
            between[span] = " " * len(text[span])
        self.loose += [Number(said, where) for said in figures_in("".join(between))]

    def _place(self, element: Element) -> str:
        return f"{self._heading}, {element.place}"

    def _note_loose(self, text: str) -> None:
        self.loose += [Number(said, self.where) for said in figures_in(text)]


def _explains(element: Element) -> bool:
    """Whether an element says where its numbers come from, or names files and programs."""
    is_name = element.tag in NAMES or not SOURCES.isdisjoint(_classes(element))
    return "data-by" in element.attributes or is_name


def _classes(element: Element) -> list[str]:
    return element.attributes.get("class", "").split()
