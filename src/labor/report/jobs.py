"""The reports of a batch: which there are, and how one is made wherever that is."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from labor.errors import LaborError, OccupationError
from labor.report.pages import slug

if TYPE_CHECKING:
    from labor.report.notebooks import ReportNotebook, Value


@dataclass(frozen=True)
class Job:
    """One report to make.

    Args:
        notebook: Notebook to run.
        parameters: Values to give to it.
        page: HTML file to write.
        title: Title of the role, for lists.
        code: Code of the role, for lists; empty if there is none.
        group: Heading under which lists show it.
        label: What the page tells of the role, where a role has several pages.
        occupations: Codes of the newest list that the page is on; none for a group.
        index: Page that lists the reports and that the page leads back to, if it is known.
    """

    notebook: Path
    parameters: Mapping[str, Value]
    page: Path
    title: str
    code: str = ""
    group: str = ""
    label: str = ""
    occupations: tuple[str, ...] = ()
    index: Path | None = None


@dataclass(frozen=True)
class Result:
    """What came of a job.

    Args:
        job: The job.
        sha256: Digest of the page; empty if there is none.
        problem: Why there is none, as a message; empty if there is one.
        seconds: How long it took.
    """

    job: Job
    sha256: str = ""
    problem: str = ""
    seconds: float = 0


@dataclass(frozen=True)
class MadePage:
    """What a worker made of a job: the page, or the problem as a message, and the seconds."""

    html: str = ""
    problem: str = ""
    seconds: float = 0


@dataclass(frozen=True)
class Subject:
    """A role as lists of reports show it: title, code, heading and occupations; see `Job`."""

    title: str
    code: str
    group: str
    occupations: tuple[str, ...] = ()


class Lookup(Protocol):
    """What is known of roles and areas, which reports themselves know nothing of."""

    def roles(self, area: str) -> Iterable[str]:
        """The roles to make reports for, as they were asked for; "" is no area."""

    def subject(self, role: str) -> Subject:
        """How a role is listed.

        Raises:
            OccupationError: There is no such role.
        """

    def parameters(self, notebook: ReportNotebook, role: str, area: str) -> Mapping[str, Value]:
        """What to give to a notebook.

        Args:
            notebook: The notebook.
            role: The role, as it was asked for.
            area: The area, as people call it; "" is none.

        Raises:
            OccupationError: The role has no such report.
        """


def jobs_of(
    notebooks: Sequence[ReportNotebook], areas: Sequence[str], lookup: Lookup, out: Path
) -> tuple[list[Job], list[Result]]:
    """The reports of a batch: one of each notebook for each area and role.

    Args:
        notebooks: What to ask of each role.
        areas: Areas, as people call them; none for reports that name no area.
        lookup: What is known of roles and areas.
        out: Folder of the batch; a page is `notebook/area/role.html` in it.

    Returns:
        The reports to make, and those that cannot be made because of their role.

    Raises:
        LaborError: An area or another parameter cannot be used.
    """
    jobs: dict[Path, Job] = {}
    refused: dict[Path, Result] = {}
    for notebook in notebooks:
        for area in areas or [""]:
            folder = out / notebook.name / slug(area)
            about = [notebook.name.replace("-", " ")] if len(notebooks) > 1 else []
            label = ", ".join([*about, *filter(None, [area])])
            for role in lookup.roles(area):
                page = folder / f"{slug(role)}.html"
                try:
                    found = lookup.subject(role)
                    values = lookup.parameters(notebook, role, area)
                except OccupationError as error:
                    job = Job(notebook.path, {}, page, role)
                    refused[page] = Result(job, problem=error.message())
                    continue
                jobs[page] = Job(
                    notebook.path, values, page, found.title, found.code, found.group, label,
                    found.occupations, out / "index.html",
                )  # fmt: skip
    return list(jobs.values()), list(refused.values())


def make_page(root: Path, job: Job) -> MadePage:
    """Make the page of a report: a plain function of plain values, for any worker.

    Args:
        root: Project folder, in which the notebook runs.
        job: The report; its notebook is absolute, or relative to the project folder.

    Returns:
        The page, which is not written, or the problem.
    """
    from labor.report.run import page_of

    start = time.monotonic()
    try:
        html = page_of(root / job.notebook, job.parameters, folder=root, is_in_process=True)
    except LaborError as error:
        return MadePage(problem=error.message(), seconds=time.monotonic() - start)
    return MadePage(html, seconds=time.monotonic() - start)
