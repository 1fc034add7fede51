"""What a page must be before it is published: whole, readable, and free of a program's debris."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lxml import html

from labor.report.pages import page_script

MAX_BYTES = 2_000_000
#: The same of a page with a library for charts in it.
MAX_BYTES_WITH_SCRIPTS = 12_000_000

#: Text that only a program would leave in a page, and what it is.
_DEBRIS = {
    r"Traceback \(most recent call last\)": "a traceback",
    # "KeyError: 'x'"
    r"\b[A-Z]\w*(?:Error|Warning|Exception):": "an error or a warning of a program",
    # "$nan", "<NA>"
    r"\b(?:nan|NaN|NaT|inf)\b|<NA>": "a missing value",
    # "median None dollars", but not "None of these"
    r"\bNone\b(?! of\b)": "a missing value, or a word that looks like one",
    # "In [3]", "Out[ ]"
    r"\b(?:In|Out) ?\[ ?\d* ?\]": "a code prompt",
    # "2.41it/s", "HBox(children=..."
    r"\d(?:it/s|s/it)\b|\bHBox\(": "a progress bar",
    r"No description has been provided for this image": "an image without alternative text",
    # "<Figure object at 0x7f00deadbeef>"
    r" at 0x[0-9a-f]{6,}>": "the name of a program's object",
}

_SAY_SO = (
    '; a notebook whose charts bring scripts along says "scripts": true in metadata.labor, '
    "see docs/own-notebooks.md"
)
#: Attributes that make a browser load something.
_LOADING = ("src", "srcset", "poster", "background", "data")
#: Elements that bring in other pages or change what addresses mean.
_FOREIGN = ("iframe", "frame", "embed", "object", "applet", "base")
#: A style that loads: "@import 'a.css'", "url(a.png)", but not "url(data:...)".
_STYLED = re.compile(r"@import|url\((?!['\"]?data:)")


def problems_of(page: str, *, any_script: bool = False) -> list[str]:
    """Every reason not to publish a page.

    Args:
        page: A whole HTML page.
        any_script: Whether its notebook says that its results bring scripts along.

    Returns:
        Problems in words; none for a page that may be published.
    """
    parts = _parts_of(page)
    size = len(page.encode())
    most = MAX_BYTES_WITH_SCRIPTS if any_script else MAX_BYTES
    found = [f"it has {size:,} bytes, more than {most:,}"] if size > most else []
    checks = [_of_text, _of_structure, _of_requests]
    if not any_script:
        checks.insert(2, _of_scripts)
    return [*found, *(problem for check in checks for problem in check(parts))]


@dataclass(frozen=True)
class _PageParts:
    """What the checks look at.

    Args:
        tags: Elements in their order, each with its attributes.
        texts: What a reader sees, from tag to tag.
        styles: Texts of the style elements.
        scripts: Texts of the script elements.
    """

    tags: list[tuple[str, Mapping[str, str]]]
    texts: list[str]
    styles: list[str]
    scripts: list[str]

    @property
    def ids(self) -> list[str]:
        """All ids in the page."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


def _parts_of(page: str) -> _PageParts:
    parts = _PageParts([], [], [], [])
    special = {"script": parts.scripts, "style": parts.styles}
    for node in html.document_fromstring(page, parser=html.HTMLParser(huge_tree=True)).iter():
        if isinstance(node.tag, str):  # not a comment
            parts.tags.append((node.tag, {str(k): str(v) for k, v in node.attrib.items()}))
            special.get(node.tag, parts.texts).append(node.text or "")
        parts.texts.append(node.tail or "")
    return parts


def _of_text(parts: _PageParts) -> Iterator[str]:
    labels = [attrs[n] for _, attrs in parts.tags for n in ("alt", "aria-label") if n in attrs]
    for text in (*parts.texts, *labels):
        for pattern, what in _DEBRIS.items():
            if match := re.search(pattern, text):
                around = text[max(0, match.start() - 40) : match.end() + 40].strip()
                yield f"it shows {what}: {' '.join(around.split())!r}"


def _of_structure(parts: _PageParts) -> Iterator[str]:
    levels = [int(tag[1]) for tag, _ in parts.tags if re.fullmatch("h[1-6]", tag)]
    if levels.count(1) != 1:
        yield f"it has {levels.count(1)} headings of the first level instead of one"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"
    for name, number in Counter(parts.ids).items():
        if number > 1:
            yield f"the id {name!r} is used {number} times"
    for tag, attrs in parts.tags:
        target = attrs.get("href", "") if tag == "a" else ""
        if target.startswith("#") and target[1:] not in parts.ids:
            yield f"the link {target!r} leads nowhere"
        if tag == "img" and not attrs.get("alt", "").strip():
            yield "an image has no alternative text"


def _of_scripts(parts: _PageParts) -> Iterator[str]:
    """Whatever runs in a page and is not the script of all pages."""
    for script in parts.scripts:
        if script != page_script():
            yield "it has a <script> that is not the one of all pages" + _SAY_SO
    if len(parts.scripts) > 1:
        yield f"it has {len(parts.scripts)} scripts instead of one"
    for tag, attrs in parts.tags:
        if tag == "script" and attrs:
            yield f"its script has attributes: {', '.join(attrs)}"
        for name, value in attrs.items():
            if name.startswith("on"):
                yield f"it runs the attribute {name!r} of a <{tag}>"
            if re.match(r"\s*javascript\s*:", value, re.IGNORECASE):
                yield f"it runs the address {value!r}"
        if tag == "meta" and attrs.get("http-equiv", "").lower() == "refresh":
            yield "it sends its reader to another page"


def _of_requests(parts: _PageParts) -> Iterator[str]:
    for tag, attrs in parts.tags:
        if tag in _FOREIGN:
            yield f"it has a <{tag}>"
        names = (*_LOADING, "href") if tag in ("link", "use", "image") else _LOADING
        for name in names:
            address = attrs.get(name, "")
            if address and not address.startswith(("data:", "#")):
                yield f"it loads {address!r}"
    for style in (*parts.styles, *(attrs.get("style", "") for _, attrs in parts.tags)):
        if match := _STYLED.search(style):
            yield f"its style loads {style[match.start() : match.start() + 60]!r}"
