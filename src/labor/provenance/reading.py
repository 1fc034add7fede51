"""The numbers of a page: those that say where they come from, and those that do not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from labor.provenance.pages import Page, PagePart
from labor.provenance.text import BETWEEN

#: Attributes that are read out or shown as text.
_READ_OUT = ("alt", "aria-label")
#: No end of a number in a text has more digits.
_LONGEST_END = 6


@dataclass(frozen=True)
class Number:
    """A number of a page.

    Args:
        text: What a reader sees.
        where: Its place in words.
        value: The exact value as the page has it; empty for text that quotes numbers.
        addresses: The cells it comes from.
        by: What was done with them.
        title: The words on them that a reader sees who points at the number; empty if there are
            none.
    """

    text: str
    where: str
    value: str = ""
    addresses: str = ""
    by: str = ""
    title: str = ""

    @property
    def has_cells(self) -> bool:
        """Whether it is a number that says its cells, so that it can be made again."""
        return bool(self.value and self.addresses)


def numbers_of(page: Page) -> list[Number]:
    """The numbers of a page that say where they come from, in their order.

    Raises:
        ReportError: The page cannot be read to its end.
    """
    ends = (part for part in page.parts if part.kind == "end")
    return [number for part in ends for number in _marked(part)]


def seal_of(page: Page) -> str:
    """How many numbers a page has, a digest of which they are in which order, and one of its words.

    Two that changed places, a row that was taken out, or "million" behind a number give another.

    Raises:
        ReportError: The page cannot be read to its end.
    """
    numbers = numbers_of(page)
    named = "\n".join(f"{one.value}\t{one.addresses}\t{one.by}" for one in numbers)
    digests = (hashlib.sha256(text.encode(errors="replace")) for text in (named, _words(page)))
    return " ".join([str(len(numbers)), *(digest.hexdigest() for digest in digests)])


def _words(page: Page) -> str:
    """The texts of the main part of a page; links to other pages, which change, are outside."""
    texts, is_inside = [], False
    for part in page.parts:
        if part.name == "main":
            is_inside = part.kind == "tag"
        elif is_inside and part.kind == "text":
            texts.append(part.text)
    return "\n".join(texts)


def loose_figures(page: Page) -> list[Number]:
    """The numbers of a page that do not, and that no rule excuses, in their order.

    Raises:
        ReportError: The page cannot be read to its end.
    """
    found, explained = [], [False]
    for part in page.parts:
        texts: list[str] = []
        if part.kind == "tag":
            texts = _read_out(part.element)
            explained.append(explained[-1] or _explains(part.element))
        elif part.kind == "end":
            explained.pop()
            texts = _between(part.element)
        elif part.kind == "text" and not explained[-1]:
            texts = [part.text]
        found += [Number(figure, part.where) for text in texts for figure in figures_in(text)]
    return found


def _marked(part: PagePart) -> Iterator[Number]:
    """The numbers that an element marks: one, or several that share its attributes."""
    get, text = part.element.get, _text(part.element)
    if get("data-by") is None:
        return
    marks = (get("value", get("data-value", "")), get("data-from", ""), get("data-by", ""))
    if get("data-at") is None:
        title = next((child.text for child in part.element if child.tag == "title"), "")
        yield Number(text, part.where, *marks, get("title") or title or "")
        return
    each = zip(*(mark.split(BETWEEN) for mark in marks), strict=False)
    for span, one in zip(_spans(part.element), each, strict=False):
        yield Number(text[span], part.where, *one)


def _spans(element: etree._Element) -> list[slice]:
    """Where in the text of an element each of its numbers stands; nowhere where that is damaged."""
    ends = (at.partition("-") for at in element.get("data-at", "").split(BETWEEN))
    return [slice(_end(start), _end(end)) for start, _, end in ends]


def _end(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_END else 0


def _between(element: etree._Element) -> list[str]:
    """What lies between the numbers of an element that has several."""
    if element.get("data-by") is None or element.get("data-at") is None:
        return []
    text = list(_text(element))
    for span in _spans(element):
        text[span] = " " * len(text[span])
    return ["".join(text)]


def _text(element: etree._Element) -> str:
    """The text of an element; the title inside a number has the words of its origin, no text."""
    texts = [element.text or ""]
    for child in element:
        is_title = child.tag == "title" and "data-by" in element.attrib
        if isinstance(child.tag, str) and not is_title:
            texts.append(_text(child))
        texts.append(child.tail or "")
    return "".join(texts)


def _read_out(element: etree._Element) -> list[str]:
    """What of an element's attributes is read out or shown as text."""
    if element.tag == "meta" and element.get("name") == "description":
        return [element.get("content", "")]
    if not REPEATING.isdisjoint(_classes(element)):
        return []
    return [element.get(name, "") for name in _READ_OUT]


def _explains(element: etree._Element) -> bool:
    """Whether an element says where its numbers come from, or names files and programs."""
    is_name = element.tag in NAMES or not SOURCES.isdisjoint(_classes(element))
    return "data-by" in element.attrib or is_name


def _classes(element: etree._Element) -> list[str]:
    return element.get("class", "").split()


#: What is no figure, and how it is written.
RULES = {
    "address of a page": r"\b(?:https://\S+|creativecommons\.org/\S+)",
    "name of an estimation method": r"\bMB3\b",
    "base of the price index": r"1982-84 = 100",
    "base of the price level": r"\bnation = 100\b",
    "code of an occupation": r"\b(?:\d\d-\d{4}(?:\.\d\d)?|\d{5})\b",
    "span of years": r"\b(?:19|20)\d\d(?:[-–]\d\d\b| to (?:19|20)\d\d\b)",
    "year": r"\b(?:19|20)\d\d\b",
    "percentile, by its name": r"\b(?:\d\d?th(?:(?:,| and) \d\d?th)* percentiles?|p\d\d)\b",
    "unit of a rate": r"\b(?:for every|for each|per) 100 jobs\b",
    "part of the workers that a mark holds": r"\b8 in 10\b",
    "number of a note": r"\b[Nn]ote \d+\b",
    "zero of a scale": r"^\$0$",
    "version of a licence": r"\bCC BY \d\.\d\b",
}

#: Elements whose text names files and programs: checksums, identifiers, parameters of the run.
NAMES = ("code", "footer", "script", "style")
#: Classes of elements that name sources.
SOURCES = frozenset({"labor-sources"})
#: Classes of elements whose name, in `aria-label`, repeats the caption inside them.
REPEATING = frozenset({"labor-scroll"})

_EXEMPT = re.compile("|".join(f"(?:{rule})" for rule in RULES.values()))
#: "$40,350", "−3.5%", "15.9", "+1,200"
_NUMBER = re.compile(r"[+−-]?\$?\d[\d,]*(?:\.\d+)?%?")


def figures_in(text: str) -> list[str]:
    """The numbers of a text that must say where they come from."""
    return _NUMBER.findall(_EXEMPT.sub(" ", text.strip()))
