"""An article as sentences: read from a file, from plain text, Markdown or HTML."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice, takewhile
from pathlib import Path

from lxml import etree, html

from labor.errors import SourceError

#: Name that stands for standard input.
STANDARD_INPUT = "-"

#: How files begin that are no text, and the marks of the encodings that begin with one.
_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive, a word processor's or a spreadsheet's file",
    b"\xd0\xcf\x11\xe0": "an old word processor's or spreadsheet's file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
}
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

#: Dots up to a number at the end of a line: "Plumbers ..... $64,120".
_LEADERS = re.compile(r"\s?\.{3,}\s?(?=\S{1,14}$)", re.M)
#: An element that only a page has: "<p>", "<h2 class=...".
_HTML = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|ul|ol)\b", re.I)
_HEADINGS = frozenset({"title", "h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset({"address", "article", "aside", "blockquote", "body", "br"})
_BLOCKS |= frozenset({"caption", "dd", "div", "dl", "dt", "figcaption", "figure", "header", "hr"})
_BLOCKS |= frozenset({"li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"})
#: Parts of a page that are not the article.
_UNREAD = frozenset(
    {"script", "style", "noscript", "template", "nav", "footer", "form", "svg", "iframe"}
)
#: The first line of an XML page: '<?xml version="1.0"?>'.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
#: Cells of a table of data are shorter; longer ones lay out a page.
_LONGEST_CELL = 100
#: The line below the head of a Markdown table: "|---|--:|".
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
#: What no head of a table has: "$64,650", "4.5%", "12,300".
_FIGURE = re.compile(r"[$%]|\d,\d{3}")
#: Characters that no text has, and lxml refuses.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: Longer runs without a full stop are data, "1,111,1,111,...", and are cut to be read in pieces.
_PIECE = re.compile(r".{1,1500}(?:\s|$)|.{1500}", re.S)
#: A link or a picture of Markdown: "[jobs](https://...)", "![a chart](x.png)".
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
#: Stars, backticks and underscores of Markdown around a word: "**$40,350**", "_median_".
_MARKUP = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)")
#: The mark of a list item or a quotation: "- ", "* ", "2. ", "> ".
_LIST_MARK = re.compile(r"^\s*(?:[-+•>]|\*(?=\s)|\d{1,2}[.)])\s+")
#: The mark of a heading of Markdown: "## ".
_HEADING_MARK = re.compile(r"^\s{0,3}#{1,6}\s+")
#: A line across, or below a heading: "-----", "* * *", "=====".
_RULE = re.compile(r"^\s*(?:[-=*_]\s*){3,}$")
#: The end of a sentence: ".", "?”", ":".
_END = re.compile(r"[.!?:][\"”’')\]]*$")
#: Between two sentences: the blank in ".” The" and in "year. $40,350".
_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]*[A-Z0-9$])")
#: A full stop that ends no sentence: "Dr.", "e.g.", "U.S.".
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|No|(?<!/)(?:yr|hr|mo)|vs|approx|e\.g|i\.e|[A-Z]))\.$"
)
#: The start of what answers a question as no sentence of its own: "The top tenth? $123,590."
_ANSWER = re.compile(r"[$+\d]|(?:up|down|about|around|roughly|nearly|over|some|just)\b", re.I)
#: Such a question is shorter than this.
_QUESTION = 60
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


def read_article(file: str) -> str:
    """Read an article as text.

    Args:
        file: Path of a file with text, Markdown or HTML; "-" reads standard input.

    Returns:
        The text, decoded.

    Raises:
        SourceError: There is no such file, or it is no text or empty.
    """
    where = "standard input" if file == STANDARD_INPUT else file
    content = sys.stdin.buffer.read() if file == STANDARD_INPUT else _bytes_of(Path(file))
    next_step = "Save the article as text, Markdown or HTML."
    kind = next((name for start, name in _NOT_TEXT.items() if content.startswith(start)), "")
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if kind or (not encoding and b"\x00" in content):
        raise SourceError(
            "This is not text", where=where, got=kind or "binary data", next_step=next_step
        )
    text = _decoded(content, encoding, where)
    if not text.strip():
        raise SourceError(
            "There is nothing to check", where=where, got="no text", next_step=next_step
        )
    return text


def sentences(text: str) -> list[Sentence]:
    """The sentences of an article.

    Args:
        text: Plain text, Markdown or HTML; which it is, is seen from the text.

    Returns:
        Sentences in the order of the text; scripts, menus and footers of a page are left out.
    """
    plain = _from_html(text) if _HTML.search(text) else _with_rows(_LEADERS.sub(": ", text))
    found = []
    for number, (block, is_heading) in enumerate(_blocks(plain)):
        parts = [block] if is_heading else _split(block)
        found += [Sentence(part, is_heading, number) for part in parts if part]
    return found


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise SourceError(
            "There is no such file",
            where=str(path),
            next_step="Check the name; - reads standard input.",
        )
    if path.is_dir():
        raise SourceError("This is a folder", where=str(path), next_step="Name a file in it.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "The file cannot be read", where=str(path), got=error.strerror or str(error)
        ) from None


def _decoded(content: bytes, encoding: str, where: str) -> str:
    for name in (encoding,) if encoding else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise SourceError(
        "The text cannot be decoded", where=where, next_step="Save it in the encoding UTF-8."
    )


def _from_html(text: str) -> str:
    """The text of a page with a line for each block and Markdown's mark before a heading."""
    bare = _CONTROL.sub(" ", _DECLARATION.sub("", text))
    try:
        # Without this all below a depth of 256 elements is lost.
        tree = html.document_fromstring(bare, parser=html.HTMLParser(huge_tree=True))
    except etree.ParserError:  # a page without any content
        return ""
    for table in list(tree.iter("table")):
        _tell_table(table)
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
    return str(tree.xpath("string()"))


def _tell_table(table: html.HtmlElement) -> None:
    """Put a line for each row in place of a table of data; one that lays out a page stays."""
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td | ./th")]
        for row in table.iter("tr")
    ]
    rows = [row for row in rows if any(row)]
    first = next(table.iter("tr"), None)
    has_head = first is not None and len(first.xpath("./th")) > 1 and not first.xpath("./td")
    short = all(len(cell) < _LONGEST_CELL for row in rows for cell in row)
    if not rows or not short or list(table.iterancestors("table")) or table.xpath(".//table"):
        return
    captions = [" ".join(caption.text_content().split()) for caption in table.iter("caption")]
    for child in list(table):
        table.remove(child)
    table.tag = "div"
    lines = [
        *(("h4", text) for text in captions if text),
        *(("p", t) for t in _told(rows, has_head)),
    ]
    for tag, text in lines:
        etree.SubElement(table, tag).text = text


def _told(rows: Sequence[Sequence[str]], has_head: bool) -> list[str]:
    """Rows of a table as lines: "Lawyers: Median pay: $151,160; Jobs: 864,800"."""
    head, body = (rows[0], rows[1:]) if has_head and len(rows) > 1 else ([], rows)
    lines = []
    for row in filter(any, body):
        names = [*head, *[""] * len(row)][: len(row)]
        cells = [
            f"{name.rstrip(':')}: {cell}" if name and place else cell
            for place, (name, cell) in enumerate(zip(names, row, strict=True))
            if cell
        ]
        first, others = cells[0].rstrip(": "), cells[1:]
        lines.append(f"{first}: {'; '.join(others)}" if others else first)
    return lines


def _with_rows(text: str) -> str:
    """A text with a line for each row of its Markdown tables, blank lines around it."""
    found: list[str] = []
    for has_cells, run in groupby(text.splitlines(), lambda line: "|" in line):
        lines = list(run)
        start = _start_of_table(lines) if has_cells else len(lines)
        found += lines[:start]
        if rows := lines[start:]:
            has_rule = bool(_TABLE_RULE.match(rows[1]))
            has_head = has_rule or not _FIGURE.search(rows[0])
            cells = [_cells(row) for row in rows if not _TABLE_RULE.match(row)]
            found += ["", *(part for line in _told(cells, has_head) for part in (line, ""))]
    return "\n".join(found)


def _start_of_table(lines: Sequence[str]) -> int:
    """Where a table begins among lines with cells: above a rule, or the last of one width.

    Returns:
        The place of its first line, which one follows at least; the number of lines if none does.
    """
    widths = [len(_cells(line)) for line in lines]
    alike = sum(1 for _ in takewhile(lambda width: width == widths[-1], reversed(widths)))
    above_rule = (at - 1 for at, line in enumerate(lines) if at and _TABLE_RULE.match(line))
    starts = [len(lines) - alike] if alike > 1 else []
    return min([*starts, *islice(above_rule, 1)], default=len(lines))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


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
    is_item = False

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
        is_item = bool(open_lines) and is_item
        if marked := _LIST_MARK.match(line):
            close()
            line, is_item = line[marked.end() :], True
        open_lines.append(line.strip())
        if _RULE.match(following) and len(open_lines) == 1:
            close(is_heading=True)
        elif _END.search(line):
            close()
        elif _looks_like_heading(open_lines, following):
            close(is_heading=not is_item)
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
    whole: list[str] = []
    for part in parts:
        if whole and len(whole[-1]) < _QUESTION and whole[-1].endswith("?") and _ANSWER.match(part):
            whole[-1] += f" {part}"
        else:
            whole.append(part)
    return [piece.strip() for part in whole for piece in _PIECE.findall(part)]


#: What ends a clause: "; ", ", while ", ", and ", " compared with ", " – ", ": ", " but ", " above
#: $".
_CLAUSE_END = re.compile(
    r";\s|\s[–—]\s|—|:\s|,?\s(?:while|whereas|but|versus|vs\.?|against|"
    r"compared\s+(?:with|to)|up\s+from|down\s+from)\s|,\s(?:and|or|with|nearly|well|far|though|although|yet)\s"
    r"|\s(?:above|below|over|under|than)\s(?:the\s)?(?=\$)",
    re.I,
)


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a place of a sentence begins and ends.

    Args:
        text: A sentence.
        start: First character of the place.
        end: Character behind it.

    Returns:
        Its first character and the one behind its last; what parts it from the clause before
        belongs to it.
    """
    breaks = list(_CLAUSE_END.finditer(text))
    first = max((m.start() for m in breaks if m.end() <= start), default=0)
    last = min((m.start() for m in breaks if m.start() >= end), default=len(text))
    return first, last
