"""One report to make, and what came of it: the unit of work that can be sent anywhere."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from labor.errors import LaborError

if TYPE_CHECKING:
    from labor.report.parameters import Value


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
        folder: Folder the notebook runs in; the current one if left out.
    """

    notebook: Path
    parameters: Mapping[str, Value]
    page: Path
    title: str
    code: str = ""
    group: str = ""
    label: str = ""
    folder: Path | None = None


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


def make(job: Job, *, in_process: bool = False) -> Result:
    """Make a report: a plain function of a plain value, for any executor.

    Args:
        job: The report to make.
        in_process: Run the cells in this process, see `run_report`.

    Returns:
        The digest of the page, which is then in its place, or the problem.
    """
    from labor.report.run import run_report

    start = time.monotonic()
    try:
        run_report(job.notebook, job.parameters, job.page, folder=job.folder, in_process=in_process)
    except LaborError as error:
        return Result(job, problem=error.message(), seconds=time.monotonic() - start)
    digest = hashlib.sha256(job.page.read_bytes()).hexdigest()
    return Result(job, digest, seconds=time.monotonic() - start)
