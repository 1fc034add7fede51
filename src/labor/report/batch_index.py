"""The page of a batch: every role by its major group, with a search that needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from labor.report.manifest import Entry
from labor.report.page_frame import framed
from labor.report.pages import TEMPLATES, write_page

#: Heading of roles that belong to no group.
_OTHERS = "Other roles"

_SEARCH = """<form class="find" role="search" hidden>
<label for="find">Find a role by title or code</label>
<input id="find" type="search" autocomplete="off" spellcheck="false">
<output id="found" for="find"></output>
</form>
"""


def write_atlas(pages: Iterable[Entry], out: Path, *, title: str = "Atlas of reports") -> Path:
    """Write a page that lists the reports of a batch and finds them by title or code.

    Args:
        pages: What there is.
        out: HTML file to write, in the folder that the pages are relative to.
        title: Title of the page.

    Returns:
        The path of the page. Without scripts it is a complete list of links.

    Raises:
        ReportError: The page cannot be written.
    """
    roles = _by_role(pages)
    groups = [(name, list(some)) for name, some in groupby(roles, key=lambda role: role[0].group)]
    many = len(groups) > 1
    sections = "".join(_section(name, some, heading=many) for name, some in groups)
    number = _counted(sum(map(len, roles)), "report")
    about = f"{number} on {_counted(len(roles), 'role')}, each a page that works without a network."
    page = framed(
        title,
        about,
        f"{_SEARCH}{sections}",
        style=_part("atlas.css"),
        script=_part("atlas.js"),
        beside=_contents([name for name, _ in groups]) if many else "",
        css_class="atlas",
    )
    return write_page(out, page)


def _by_role(pages: Iterable[Entry]) -> list[list[Entry]]:
    """Pages of the same role together; groups by their first code, roles by code and title."""

    def of_role(entry: Entry) -> tuple[str, str]:
        return entry.code, entry.title

    ordered = sorted(pages, key=lambda entry: (*of_role(entry), entry.label, entry.page))
    roles = [list(some) for _, some in groupby(ordered, key=of_role)]
    first: dict[str, tuple[bool, str]] = {}
    for entry in ordered:
        first.setdefault(entry.group, (not entry.group, entry.code))
    return sorted(roles, key=lambda role: (first[role[0].group], role[0].group))


def _section(name: str, roles: Sequence[Sequence[Entry]], *, heading: bool) -> str:
    above = f'<h2 id="{_slug(name)}">{_heading(name)}</h2>\n' if heading else ""
    items = "\n".join(_item(role) for role in roles)
    return f'<section>\n{above}<ul class="reports">\n{items}\n</ul>\n</section>\n'


def _item(pages: Sequence[Entry]) -> str:
    """A role with its code and its one page, or with a link for each of its pages."""
    first = pages[0]
    found = escape(f"{first.title} {first.code}".strip())
    code = f'<span class="code">{escape(first.code)}</span>' if first.code else ""
    if len(pages) == 1:
        shown = _link(first, first.title, ' class="title"') + code
    else:
        links = "".join(_link(page, page.label or page.page) for page in pages)
        title = escape(first.title, quote=False)
        shown = f'<span class="title">{title}</span>{code}<span class="pages">{links}</span>'
    return f'<li data-role="{found}">{shown}</li>'


def _link(page: Entry, text: str, marked: str = "") -> str:
    return f'<a{marked} href="{quote(page.page)}">{escape(text, quote=False)}</a>'


def _contents(groups: Sequence[str]) -> str:
    items = "\n".join(f'<li><a href="#{_slug(name)}">{_heading(name)}</a></li>' for name in groups)
    title = '<p class="nav-title">Contents</p>'
    return f'<nav aria-label="Contents">\n{title}\n<ol>\n{items}\n</ol>\n</nav>\n'


def _heading(group: str) -> str:
    return escape(group or _OTHERS, quote=False)


def _part(name: str) -> str:
    return TEMPLATES.joinpath("labor", name).read_text(encoding="utf-8")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", (text or _OTHERS).lower()).strip("-")
