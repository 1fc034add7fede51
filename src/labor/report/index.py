"""A page that links the reports of a run."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from labor.report.page_frame import framed
from labor.report.pages import said, write_page
from labor.report.record import NOTEBOOK

if TYPE_CHECKING:
    from labor.report.parameters import Value


_TITLE = re.compile("<title>(.*?)</title>")
_QUESTION = re.compile('<meta content="([^"]*)" name="description"')


@dataclass(frozen=True)
class Entry:
    """One report of a run.

    Args:
        path: Its HTML file.
        title: What it is about, for example the role.
        parameters: The parameters that tell it from the others.
    """

    path: Path
    title: str
    parameters: Mapping[str, Value] = field(default_factory=dict)


def write_index(reports: Sequence[Entry], out: Path, *, title: str = "Reports") -> Path:
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


def earlier(folder: Path, entries: Sequence[Entry]) -> list[Entry]:
    """Reports that stand in a folder from earlier runs.

    Args:
        folder: Folder with pages.
        entries: Reports that are listed anyway.

    Returns:
        The other pages that say which notebook they were made from, by file name.
    """
    known = {"index.html", *(entry.path.name for entry in entries)}
    found = []
    for path in sorted(folder.glob("*.html")):
        head = _head(path)
        title = _TITLE.search(head)
        if path.name not in known and title and NOTEBOOK in head:
            found.append(Entry(path, unescape(title[1])))
    return found


def _head(page: Path) -> str:
    """What a page says of itself before its style."""
    return page.read_text(encoding="utf-8", errors="replace").partition("<style>")[0]


def _item(report: Entry, folder: Path) -> str:
    asked = _QUESTION.search(_head(report.path)) if report.path.is_file() else None
    question = f"<span>{asked[1]}</span>" if asked else ""
    address = quote(Path(os.path.relpath(report.path, folder)).as_posix())
    facts = ", ".join(
        f"{escape(name)}: {escape(said(value), quote=False)}"
        for name, value in report.parameters.items()
    )
    details = f"<span>{facts}</span>" if facts else ""
    title = escape(report.title, quote=False)
    return f'<li><a href="{address}">{title}</a>{question}{details}</li>'
