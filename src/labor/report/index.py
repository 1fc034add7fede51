"""Pages that list reports: those of a run, and those of a batch by role."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from labor.report.manifest import ManifestEntry
from labor.report.pages import TEMPLATES, framed, slug, write_page
from labor.report.record import NOTEBOOK, head_of

_THIS_PAGE = ' aria-current="page"'
#: The links of `with_links`: <li><a href="../places-rn.html">Pay by place</a></li>, no figures and
#: no address of another site.
_LINKS = re.compile(
    r'(?<=<header>\n)<nav class="beside" aria-label="Other pages">\n<ul>\n'
    rf'(?:<li><a href="[\w.%-]+(?:/[\w.%-]+)*"(?:{_THIS_PAGE})?>[^<>\d]*</a></li>\n)+'
    r"</ul>\n</nav>\n"
)
#: What a page says its role is.
_ROLE = "labor:role"
#: Heading of roles that belong to no group.
_OTHERS = "Other roles"
#: The field that filters a list of several roles; hidden where no script runs.
_SEARCH = """<div class="search" role="search" hidden>
<label for="find">Find a report by role, place or year</label>
<input id="find" type="search" autocomplete="off" spellcheck="false">
<p id="found" role="status"></p>
</div>
"""


@dataclass(frozen=True)
class ReportLink:
    """One report of a run: its HTML file, and what it is about, for example the role."""

    path: Path
    title: str


def write_index(
    reports: Sequence[ReportLink],
    out: Path,
    *,
    beside: Sequence[tuple[str, Path]] = (),
) -> Path:
    """Write a page that links reports, those on the same role together.

    Args:
        reports: Reports in the order they shall be listed.
        out: HTML file to write; links are relative to its folder.
        beside: Title and file of pages that it leads to before all others.

    Returns:
        The path of the page.

    Raises:
        ReportError: The page cannot be written.
    """
    listed = [(report, _metas(report)) for report in reports]
    roles = dict.fromkeys(metas.get(_ROLE, "").casefold() for _, metas in listed)
    groups = [[one for one in listed if one[1].get(_ROLE, "").casefold() == role] for role in roles]
    if len(groups) == 1 and not next(iter(roles)):
        sections = _report_group(groups[0], out.parent, heading="")
    else:
        sections = "".join(
            _report_group(group, out.parent, heading=group[0][1].get(_ROLE, _OTHERS))
            for group in sorted(groups, key=lambda group: _ROLE not in group[0][1])
        )
    about = f"{_counted(len(reports), 'report')}, each a page that works without a network."
    has_search = len(groups) > 1
    page = framed(
        "Reports",
        about,
        _SEARCH * has_search + sections,
        style=_part("atlas.css"),
        script=_part("index.js") if has_search else "",
        css_class="atlas",
    )
    return write_page(out, _with_beside(page, beside, out))


def link_pages(pages: Sequence[tuple[str, Path]], index: Path) -> None:
    """Let the pages of a run lead to each other and to the page that lists them.

    Args:
        pages: What each page is on, and its file; all in the folder of the list.
        index: The page that lists them.

    Raises:
        ReportError: A page cannot be written.
    """
    for _, path in pages:
        links = [("All reports", index.name, False)]
        links += [(about, other.name, other == path) for about, other in pages]
        write_page(path, with_links(path.read_text(encoding="utf-8"), links))


def with_index(page: str, path: Path, index: Path) -> str:
    """A page of a batch with a link to the list of all.

    Args:
        page: A whole page.
        path: Its file.
        index: The page that lists it.
    """
    return with_links(page, [("All reports", _address(index, path.parent), False)])


def with_links(page: str, links: Sequence[tuple[str, str, bool]]) -> str:
    """The page with links to other pages at the top of its header.

    Args:
        page: A whole page.
        links: Text, address, and whether it is this page itself.
    """
    items = "\n".join(
        f'<li><a href="{quote(address)}"{_THIS_PAGE if own else ""}>{escape(text, quote=False)}'
        "</a></li>"
        for text, address, own in links
    )
    nav = f'<nav class="beside" aria-label="Other pages">\n<ul>\n{items}\n</ul>\n</nav>'
    before, header, after = page.partition("<header>\n")
    return f"{before}{header}{nav}\n{after}"


def without_links(page: str) -> str:
    """The page as it was before `with_links`.

    Links that could tell more than where another page of the same folders is, by a figure or an
    address of another site, stay.

    Args:
        page: A whole page.
    """
    return _LINKS.sub("", page, count=1)


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


def _metas(report: ReportLink) -> Mapping[str, str]:
    """What the page of a report says of itself, if it is there."""
    if not report.path.is_file():
        return {}
    return head_of(report.path.read_text(encoding="utf-8", errors="replace"))[1]


def _report_group(
    reports: Sequence[tuple[ReportLink, Mapping[str, str]]], folder: Path, *, heading: str
) -> str:
    """The reports on one role, below its name."""
    above = ""
    if heading:
        above = f"<h2>{escape(heading, quote=False)}</h2>\n"
    items = "\n".join(_item(report, metas, folder, heading) for report, metas in reports)
    return f'<section>\n{above}<ul class="reports">\n{items}\n</ul>\n</section>\n'


def _address(page: Path, folder: Path) -> str:
    return Path(os.path.relpath(page, folder)).as_posix()


def _item(report: ReportLink, metas: Mapping[str, str], folder: Path, heading: str) -> str:
    """A report with what tells it from others: on what, where, when and beside whom."""
    address = quote(_address(report.path, folder))
    about = metas.get("labor:about", "")
    title = about if about and heading and _ROLE in metas else report.title
    where_and_when = ", ".join(filter(None, map(metas.get, ("labor:place", "labor:period"))))
    facts = [where_and_when or metas.get("description", "")]
    if beside := metas.get("labor:beside", ""):
        facts.append(f"beside {beside}")
    details = "".join(f"<span>{escape(text, quote=False)}</span>" for text in facts if text)
    shown = escape(title, quote=False)
    return f'<li><a class="title" href="{address}">{shown}</a>{details}</li>'


def write_batch_index(
    pages: Iterable[ManifestEntry],
    out: Path,
    *,
    beside: Sequence[tuple[str, Path]] = (),
) -> Path:
    """Write a page that lists the reports of a batch.

    Args:
        pages: What there is.
        out: HTML file to write, in the folder that the pages are relative to.
        beside: Title and file of pages that it leads to before all others.

    Returns:
        The path of the page.

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
        "Atlas of reports",
        about,
        sections,
        style=_part("atlas.css"),
        beside=_contents([name for name, _ in groups]) if many else "",
        css_class="atlas",
    )
    return write_page(out, _with_beside(page, beside, out))


def _with_beside(page: str, beside: Sequence[tuple[str, Path]], out: Path) -> str:
    """A list with links to other pages at its top."""
    links = [(text, _address(path, out.parent), False) for text, path in beside]
    return with_links(page, links) if links else page


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
    code = f'<span class="code">{escape(first.code)}</span>' if first.code else ""
    if len(pages) == 1:
        shown = _link(first, first.title, ' class="title"') + code
    else:
        links = "".join(_link(page, page.label or page.page) for page in pages)
        title = escape(first.title, quote=False)
        shown = f'<span class="title">{title}</span>{code}<span class="pages">{links}</span>'
    return f"<li>{shown}</li>"


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
