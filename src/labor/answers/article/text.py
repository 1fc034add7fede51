"""An article as sentences: from plain text, Markdown or HTML, with its headings marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

_HTML = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|ul|ol)\b", re.I)
_HEADINGS = frozenset({"title", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset({"address", "article", "aside", "blockquote", "body", "br"})
_BLOCKS |= frozenset({"caption", "dd", "div", "dl", "dt", "figcaption", "figure", "header", "hr"})
_BLOCKS |= frozenset({"li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"})
#: Parts of a page that are not the article.
_UNREAD = frozenset(
    {"script", "style", "noscript", "template", "nav", "footer", "form", "svg", "iframe"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: Longer runs without a full stop are data, not sentences, and are cut to be read in pieces.
_PIECE = re.compile(r".{1,1500}(?:\s|$)|.{1500}", re.S)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)")
_LIST_MARK = re.compile(r"^\s*(?:[-+•>]|\*(?=\s)|\d{1,2}[.)])\s+")
_HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+")
_RULE = re.compile(r"^\s*(?:[-=*_]\s*){3,}$")
_END = re.compile(r"[.!?:][\"”’')\]]*$")
_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]*[A-Z0-9$])")
_ABBREVIATED = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|No|vs|approx|e\.g|i\.e|[A-Z]))\.$")
#: A line without a full stop that is shorter than this is a heading if a capital follows.
_HEADING_LENGTH = 80


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article.

    Args:
        text: The sentence, blanks made single.
        is_heading: Whether it is a heading.
        block: Number of its paragraph, list item or heading, from 0.
    """

    text: str
    is_heading: bool
    block: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of an article.

    Args:
        text: Plain text, Markdown or HTML; which it is, is seen from the text.

    Returns:
        Sentences in the order of the text; scripts, menus and footers of a page are left out.
    """
    plain = _from_html(text) if _HTML.search(text) else text
    found = []
    for number, (block, is_heading) in enumerate(_blocks(plain)):
        parts = [block] if is_heading else _split(block)
        found += [Sentence(part, is_heading, number) for part in parts if part]
    return found


def _from_html(text: str) -> str:
    """The text of a page with a line for each block and Markdown's mark before a heading."""
    bare = _CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        tree = html.document_fromstring(bare)
    except etree.ParserError:  # a page without any content
        return ""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _UNREAD:
            _empty(element)
            continue
        element.text = re.sub(r"\s+", " ", element.text or "")
        element.tail = re.sub(r"\s+", " ", element.tail or "")
        if element.tag in ("td", "th"):
            element.tail = " " + element.tail
        if element.tag in _BLOCKS:
            mark = "# " if element.tag in _HEADINGS else ""
            element.text = f"\n\n{mark}{element.text.lstrip()}"
            element.tail = "\n\n" + element.tail
    return tree.text_content()


def _empty(element: html.HtmlElement) -> None:
    tail = element.tail
    if isinstance(element.tag, str):
        element.clear()
    else:
        element.text = ""
    element.tail = re.sub(r"\s+", " ", tail or "")


def _blocks(text: str) -> list[tuple[str, bool]]:
    """Paragraphs, list items and headings; wrapped lines are joined."""
    found: list[tuple[str, bool]] = []
    open_lines: list[str] = []

    def close(is_heading: bool = False) -> None:
        if open_lines:
            found.append((_clean(" ".join(open_lines)), is_heading))
            open_lines.clear()

    lines = [*text.splitlines(), ""]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip() or _RULE.match(line):
            close()
            continue
        if marked := _HEADING_MARK.match(line):
            close()
            open_lines.append(line[marked.end() :].rstrip("# "))
            close(is_heading=True)
            continue
        if marked := _LIST_MARK.match(line):
            close()
            line = line[marked.end() :]
        open_lines.append(line.strip())
        if _RULE.match(following) and len(open_lines) == 1:
            close(is_heading=True)
        elif _END.search(line):
            close()
        elif _looks_like_heading(open_lines, following):
            close(is_heading=True)
    return [(block, is_heading) for block, is_heading in found if block]


def _looks_like_heading(lines: list[str], following: str) -> bool:
    text = " ".join(lines)
    short = len(lines) <= 2 and len(text) < _HEADING_LENGTH * len(lines) and not _END.search(text)
    starts = text[:1].isupper() and len(lines[0]) < _HEADING_LENGTH
    return short and starts and following[:1].isupper() and len(lines[-1]) < 60


def _clean(text: str) -> str:
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).split())


def _split(block: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for found in _BREAK.finditer(block):
        if not _ABBREVIATED.search(block[: found.start()]):
            parts.append(block[start : found.end()].strip())
            start = found.end()
    parts.append(block[start:].strip())
    return [piece.strip() for part in parts for piece in _PIECE.findall(part)]
