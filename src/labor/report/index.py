"""Pages that list reports: those of a run, and those of a batch with a search by role."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from labor.report.manifest import ManifestEntry
from labor.report.notebooks import Value, value_text
from labor.report.pages import TEMPLATES, framed, slug, write_page
from labor.report.record import NOTEBOOK, head_of

#: Heading of roles that belong to no group.
_OTHERS = "Other roles"

_SEARCH = """<form class="find" role="search" hidden>
<label for="find">Find a role by title or code</label>
<input id="find" type="search" autocomplete="off" spellcheck="false">
<output id="found" for="find"></output>
</form>
"""


@dataclass(frozen=True)
class ReportLink:
    """One report of a run.

    Args:
        path: Its HTML file.
        title: What it is about, for example the role.
        parameters: The parameters that tell it from the others.
    """

    path: Path
    title: str
    parameters: Mapping[str, Value] = field(default_factory=dict)


def write_index(reports: Sequence[ReportLink], out: Path, *, title: str = "Reports") -> Path:
    """Write a page that links reports.

    Args:
        reports: Reports in the order they shall be listed.
        out: HTML file to write; links are relative to its folder.
        title: Title of the page.

    Returns:
        The path of the page.

    Raises:
        ReportError: The page cannot be written.
    """
    items = "\n".join(_item(report, out.parent) for report in reports)
    number = f"{len(reports)} report{'' if len(reports) == 1 else 's'}"
    about = f"{number}, each a page that works without a network."
    return write_page(out, framed(title, about, f'<ul class="reports">\n{items}\n</ul>'))


def earlier(folder: Path, links: Sequence[ReportLink]) -> list[ReportLink]:
    """Reports that stand in a folder from earlier runs.

    Args:
        folder: Folder with pages.
        links: Reports that are listed anyway.

    Returns:
        The other pages that say which notebook they were made from, by file name.
    """
    known = {"index.html", *(link.path.name for link in links)}
    found = []
    for path in sorted(folder.glob("*.html")):
        if path.name not in known:
            title, metas = head_of(path.read_text(encoding="utf-8", errors="replace"))
            if title and NOTEBOOK in metas:
                found.append(ReportLink(path, title))
    return found


def _item(report: ReportLink, folder: Path) -> str:
    metas: Mapping[str, str] = {}
    if report.path.is_file():
        _, metas = head_of(report.path.read_text(encoding="utf-8", errors="replace"))
    question = escape(metas.get("description", ""), quote=False)
    question = f"<span>{question}</span>" if question else ""
    address = quote(Path(os.path.relpath(report.path, folder)).as_posix())
    facts = ", ".join(
        f"{escape(name)}: {escape(value_text(value), quote=False)}"
        for name, value in report.parameters.items()
    )
    details = f"<span>{facts}</span>" if facts else ""
    title = escape(report.title, quote=False)
    return f'<li><a href="{address}">{title}</a>{question}{details}</li>'


def write_batch_index(
    pages: Iterable[ManifestEntry], out: Path, *, title: str = "Atlas of reports"
) -> Path:
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


def _by_role(pages: Iterable[ManifestEntry]) -> list[list[ManifestEntry]]:
    """Pages of the same role together; groups by their first code, roles by code and title."""

    def of_role(entry: ManifestEntry) -> tuple[str, str]:
        return entry.code, entry.title

    ordered = sorted(pages, key=lambda entry: (*of_role(entry), entry.label, entry.page))
    roles = [list(some) for _, some in groupby(ordered, key=of_role)]
    first: dict[str, tuple[bool, str]] = {}
    for entry in ordered:
        first.setdefault(entry.group, (not entry.group, entry.code))
    return sorted(roles, key=lambda role: (first[role[0].group], role[0].group))


def _section(name: str, roles: Sequence[Sequence[ManifestEntry]], *, heading: bool) -> str:
    above = f'<h2 id="{slug(name or _OTHERS)}">{_heading(name)}</h2>\n' if heading else ""
    items = "\n".join(_role_item(role) for role in roles)
    return f'<section>\n{above}<ul class="reports">\n{items}\n</ul>\n</section>\n'


def _role_item(pages: Sequence[ManifestEntry]) -> str:
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


def _link(page: ManifestEntry, text: str, attributes: str = "") -> str:
    return f'<a{attributes} href="{quote(page.page)}">{escape(text, quote=False)}</a>'


def _contents(groups: Sequence[str]) -> str:
    items = "\n".join(
        f'<li><a href="#{slug(name or _OTHERS)}">{_heading(name)}</a></li>' for name in groups
    )
    title = '<p class="nav-title">Contents</p>'
    return f'<nav aria-label="Contents">\n{title}\n<ol>\n{items}\n</ol>\n</nav>\n'


def _heading(group: str) -> str:
    return escape(group or _OTHERS, quote=False)


def _part(name: str) -> str:
    return TEMPLATES.joinpath("labor", name).read_text(encoding="utf-8")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
