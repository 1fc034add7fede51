"""A report of a batch, and how it is made wherever that is."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from labor.errors import LaborError

if TYPE_CHECKING:
    from labor.report.notebooks import Value


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
