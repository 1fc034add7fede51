"""What a page must be before it is published: whole, readable, and free of a program's debris."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from labor.report.pages import page_script

MAX_BYTES = 2_000_000

#: Text that only a program would leave in a page, and what it is.
_DEBRIS = {
    r"Traceback \(most recent call last\)": "a traceback",
    r"\b[A-Z]\w*(?:Error|Warning|Exception):": "an error or a warning of a program",
    r"\b(?:nan|NaN|NaT|inf)\b|<NA>": "a missing value",
    r"\bNone\b(?! of\b)": "a missing value, or a word that looks like one",
    r"\b(?:In|Out) ?\[ ?\d* ?\]": "a code prompt",
    r"\d(?:it/s|s/it)\b|\bHBox\(": "a progress bar",
    r"No description has been provided for this image": "an image without alternative text",
    r" at 0x[0-9a-f]{6,}>": "the name of a program's object",
}

#: Attributes that make a browser load something.
_LOADING = ("src", "srcset", "poster", "background", "data")
#: Elements that bring in other pages or change what addresses mean.
_FOREIGN = ("iframe", "frame", "embed", "object", "applet", "base")
_STYLED = re.compile(r"@import|url\((?!['\"]?data:)")


def problems_of(page: str) -> list[str]:
    """Every reason not to publish a page.

    Args:
        page: A whole HTML page.

    Returns:
        Problems in words; none for a page that may be published.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    size = len(page.encode())
    found = [f"it has {size:,} bytes, more than {MAX_BYTES:,}"] if size > MAX_BYTES else []
    parts = (_of_text, _of_structure, _of_scripts, _of_requests)
    return [*found, *(problem for part in parts for problem in part(reader))]


class _Reader(HTMLParser):
    """Takes the parts of a page that the gates look at."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        else:
            (self.styles if self._inside == "style" else self.texts).append(data)

    @property
    def ids(self) -> list[str]:
        """All ids in the page."""
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


def _of_text(reader: _Reader) -> Iterator[str]:
    said = [attrs[n] for _, attrs in reader.tags for n in ("alt", "aria-label") if n in attrs]
    for text in (*reader.texts, *said):
        for pattern, what in _DEBRIS.items():
            if match := re.search(pattern, text):
                around = text[max(0, match.start() - 40) : match.end() + 40].strip()
                yield f"it shows {what}: {' '.join(around.split())!r}"


def _of_structure(reader: _Reader) -> Iterator[str]:
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch("h[1-6]", tag)]
    if levels.count(1) != 1:
        yield f"it has {levels.count(1)} headings of the first level instead of one"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"
    for name, number in Counter(reader.ids).items():
        if number > 1:
            yield f"the id {name!r} is used {number} times"
    for tag, attrs in reader.tags:
        target = attrs.get("href", "") if tag == "a" else ""
        if target.startswith("#") and target[1:] not in reader.ids:
            yield f"the link {target!r} leads nowhere"
        if tag == "img" and not attrs.get("alt", "").strip():
            yield "an image has no alternative text"


def _of_scripts(reader: _Reader) -> Iterator[str]:
    """Whatever runs in a page and is not the script of all pages."""
    for script in reader.scripts:
        if script != page_script():
            yield "it has a <script> that is not the one of all pages"
    if len(reader.scripts) > 1:
        yield f"it has {len(reader.scripts)} scripts instead of one"
    for tag, attrs in reader.tags:
        if tag == "script" and attrs:
            yield f"its script has attributes: {', '.join(attrs)}"
        for name, value in attrs.items():
            if name.startswith("on"):
                yield f"it runs the attribute {name!r} of a <{tag}>"
            if re.match(r"\s*javascript\s*:", value, re.IGNORECASE):
                yield f"it runs the address {value!r}"
        if tag == "meta" and attrs.get("http-equiv", "").lower() == "refresh":
            yield "it sends its reader to another page"


def _of_requests(reader: _Reader) -> Iterator[str]:
    for tag, attrs in reader.tags:
        if tag in _FOREIGN:
            yield f"it has a <{tag}>"
        names = (*_LOADING, "href") if tag in ("link", "use", "image") else _LOADING
        for name in names:
            address = attrs.get(name, "")
            if address and not address.startswith(("data:", "#")):
                yield f"it loads {address!r}"
    for style in (*reader.styles, *(attrs.get("style", "") for _, attrs in reader.tags)):
        if match := _STYLED.search(style):
            yield f"its style loads {style[match.start() : match.start() + 60]!r}"
