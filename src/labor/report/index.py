"""A page that links the reports of a run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

from labor.report.pages import page_style, said, write_page
from labor.report.parameters import Value


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
    return write_page(
        out,
        f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{page_style()}</style>
</head>
<body>
<div class="page">
<header>
<h1>{escape(title)}</h1>
<p class="question">{number}, each a page that works without a network.</p>
</header>
<main id="main">
<ul class="reports">
{items}
</ul>
</main>
</div>
</body>
</html>
""",
    )


def _item(report: Entry, folder: Path) -> str:
    address = quote(Path(os.path.relpath(report.path, folder)).as_posix())
    facts = ", ".join(
        f"{escape(name)}: {escape(said(value), quote=False)}"
        for name, value in report.parameters.items()
    )
    details = f"<span>{facts}</span>" if facts else ""
    return f'<li><a href="{address}">{escape(report.title, quote=False)}</a>{details}</li>'
