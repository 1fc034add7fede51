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

from labor.report.frame import framed
from labor.report.pages import said, write_page
from labor.report.record import NOTEBOOK

if TYPE_CHECKING:
    from labor.report.parameters import Value


_TITLE = re.compile("<title>(.*?)</title>")


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
        head = path.read_text(encoding="utf-8", errors="replace").partition("<style>")[0]
        title = _TITLE.search(head)
        if path.name not in known and title and NOTEBOOK in head:
            found.append(Entry(path, unescape(title[1])))
    return found


def _item(report: Entry, folder: Path) -> str:
    address = quote(Path(os.path.relpath(report.path, folder)).as_posix())
    facts = ", ".join(
        f"{escape(name)}: {escape(said(value), quote=False)}"
        for name, value in report.parameters.items()
    )
    details = f"<span>{facts}</span>" if facts else ""
    return f'<li><a href="{address}">{escape(report.title, quote=False)}</a>{details}</li>'
