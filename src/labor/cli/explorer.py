"""The page of all occupations in a folder of reports: made, and linked with those beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import typer

#: Name of the page, and how it is listed.
EXPLORER, EXPLORER_TITLE = "explorer.html", "All occupations: search, rank and compare"
#: Folder of the reports of all occupations, below that of the page.
ATLAS = "atlas"
#: Characters of a page that surely hold its head.
_HEAD = 100_000


def make_explorer(root: Path, folder: Path) -> Path:
    """Make the page of all occupations, and tell how long it took.

    Args:
        root: Project folder.
        folder: Folder of reports to write it into.
    """
    from labor.answers.explorer.data import explorer_data
    from labor.report.explorer.page import write_explorer

    began = time.monotonic()
    page = write_explorer(explorer_data(root), folder)
    typer.echo(f"{EXPLORER_TITLE}: {page} ({time.monotonic() - began:.1f} s)")
    return page


def has_explorer(folder: Path) -> bool:
    """Whether the page of all occupations is in a folder of reports.

    Args:
        folder: The folder.
    """
    return bool(_explorer_in(folder))


def link_explorer(root: Path, folder: Path) -> None:
    """Let the page of all occupations, if it is there, lead to the reports that are there.

    Args:
        root: Project folder.
        folder: Folder of reports.
    """
    from labor.report.explorer.page import with_reports
    from labor.report.pages import write_page

    if text := _explorer_in(folder):
        linked = with_reports(text, _reports(root, folder))
        if linked != text:
            write_page(folder / EXPLORER, linked)


def _explorer_in(folder: Path) -> str:
    """The page of all occupations in a folder; empty if there is none."""
    from labor.report.explorer.page import is_explorer

    page = folder / EXPLORER
    text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    return text if is_explorer(text) else ""


def _reports(root: Path, folder: Path) -> dict[str, str]:
    """Address of the report of each occupation that has one of the nation."""
    from labor.answers.tables import directory_of, processed_of
    from labor.errors import LaborError
    from labor.occupations.codes import NEWEST
    from labor.report.record import read_record
    from labor.terms import NATION

    directory = directory_of(processed_of(root))
    found: dict[str, str] = {}
    for path in _pages(root, folder):
        with path.open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(_HEAD)
        try:
            asked = read_record(head).parameters
            if "role" not in asked or asked.get("area", NATION) != NATION:
                continue
            role = directory.resolve(str(asked["role"]))
        except LaborError:
            continue  # not a report, or one on a role of other tables
        # A report on a group of many occupations is on none of them.
        anchor = role.anchor_version
        if len(directory.codebook.published_as(role.codes[anchor], anchor)) == 1:
            address = quote(path.relative_to(folder).as_posix())
            for code in directory.codebook.published_as(role.codes.get(NEWEST, ()), NEWEST):
                found.setdefault(code, address)
    return found


def _pages(root: Path, folder: Path) -> Iterator[Path]:
    """Reports of a folder in the order of their notebooks, then those of all occupations."""
    from labor.report.manifest import pages_of
    from labor.report.notebooks import read_report_notebooks

    names = [one.name for one in read_report_notebooks(root / "notebooks")]
    own = sorted(folder.glob("*.html"))
    yield from sorted(own, key=lambda path: _first(names, path.stem))
    for batch in (folder, folder / ATLAS):
        yield from pages_of(batch)


def _first(names: list[str], stem: str) -> int:
    """The place of the notebook that a page is named after: "outlook-pharmacy-technician"."""
    found = (at for at, name in enumerate(names) if stem == name or stem.startswith(f"{name}-"))
    return next(found, len(names))
