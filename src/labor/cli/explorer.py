"""The page of all occupations in a folder of reports: made, and linked with those beside it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import typer

from labor.terms import NATION

if TYPE_CHECKING:
    from labor.occupations import Directory, Role

#: Name of the page, and how it is listed.
EXPLORER, EXPLORER_TITLE = "explorer.html", "All occupations: search, rank and compare"
#: Folder of the reports of all occupations, below that of the page.
ATLAS = "atlas"
#: Characters of a page that surely hold its head.
_HEAD = 100_000
#: Links of an occupation, those of the nation before others; the lists of reports have all.
_MOST = 6
#: What no name of a link has: a digit, which could be a figure, or a sign of HTML or JSON.
_NO_NAME = re.compile(r'[\d"<>\\]')


class _Link(NamedTuple):
    """A report: the occupations and the area that it is on, its name and its address."""

    occupations: tuple[str, ...]
    area: str
    name: str
    address: str


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


def link_explorer(root: Path, folder: Path) -> bool:
    """Let the page of all occupations, if it is there, lead to the reports that are there.

    Args:
        root: Project folder.
        folder: Folder of reports.

    Returns:
        Whether the page is there.
    """
    from labor.report.explorer.page import with_reports
    from labor.report.pages import write_page

    text = _explorer_in(folder)
    if text:
        linked = with_reports(text, _reports(root, folder))
        if linked != text:
            write_page(folder / EXPLORER, linked)
    return bool(text)


def _explorer_in(folder: Path) -> str:
    """The page of all occupations in a folder; empty if there is none."""
    from labor.report.explorer.page import is_explorer

    page = folder / EXPLORER
    text = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
    return text if is_explorer(text) else ""


def occupations_of(directory: Directory, role: Role) -> tuple[str, ...]:
    """Occupations of the newest list that a report on a role is on; none for a group of many.

    Args:
        directory: The occupations.
        role: The role.
    """
    from labor.occupations.codes import NEWEST

    anchor, published = role.anchor_version, directory.codebook.published_as
    if len(published(role.codes[anchor], anchor)) != 1:
        return ()
    return published(role.codes.get(NEWEST, ()), NEWEST)


def _reports(root: Path, folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Name and address of the reports on each occupation, those of the nation first."""
    found: dict[str, list[tuple[str, str]]] = {}
    listed = [*_own(root, folder), *_of_batches(folder)]
    for link in sorted(listed, key=lambda one: one.area != NATION):
        name = "Report" if _NO_NAME.search(link.name) else link.name
        for code in link.occupations:
            links = found.setdefault(code, [])
            if len(links) < _MOST:
                links.append((name, quote(link.address)))
    return found


def _of_batches(folder: Path) -> Iterator[_Link]:
    """The reports of many roles, as the records of their runs tell them."""
    from labor.report.manifest import entries_of

    for batch in (folder, folder / ATLAS):
        for entry in entries_of(batch):
            address = (batch / entry.page).relative_to(folder).as_posix()
            name = entry.label or entry.page.partition("/")[0].replace("-", " ")
            yield _Link(tuple(entry.occupations), entry.area, name[:1].upper() + name[1:], address)


def _own(root: Path, folder: Path) -> Iterator[_Link]:
    """The reports beside the page, as their heads tell them, in the order of their notebooks."""
    from labor.answers.tables import directory_of, processed_of
    from labor.errors import LaborError
    from labor.report.notebooks import read_report_notebooks
    from labor.report.record import head_of, read_record

    directory = directory_of(processed_of(root))
    names = [one.name for one in read_report_notebooks(root / "notebooks")]
    own = sorted(folder.glob("*.html"))
    for path in sorted(own, key=lambda path: _first(names, path.stem)):
        with path.open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(_HEAD)
        try:
            asked = read_record(head).parameters
            if "role" not in asked:
                continue
            occupations = occupations_of(directory, directory.resolve(str(asked["role"])))
        except LaborError:
            continue  # not a report, or one on a role of other tables
        title, metas = head_of(head)
        area = str(asked.get("area", NATION))
        place = "" if area == NATION else metas.get("labor:place", "")
        name = ", ".join(filter(None, [metas.get("labor:about", title), place]))
        yield _Link(occupations, area, name, path.name)


def _first(names: list[str], stem: str) -> int:
    """The place of the notebook that a page is named after: "outlook-pharmacy-technician"."""
    found = (at for at, name in enumerate(names) if stem == name or stem.startswith(f"{name}-"))
    return next(found, len(names))
