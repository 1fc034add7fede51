"""Where a worker makes reports one after another: a warm process and a folder of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from pathlib import Path
from socket import SHUT_RDWR, socket

from labor.errors import ReportError
from labor.report.forks import CAN_FORK, start_warm
from labor.report.jobs import Job, Result, make
from labor.workers.reach import project_here

#: Seconds after which a report is given up.
_SECONDS = 900


@dataclass(frozen=True)
class Made:
    """What came of a report, as it is sent back.

    Args:
        page: The page; empty if there is none.
        sha256: Its digest.
        problem: Why there is none, as a message.
        seconds: How long it took.
    """

    page: str = ""
    sha256: str = ""
    problem: str = ""
    seconds: float = 0.0


class Bench:
    """Makes reports of a project in one warm process, or with kernels where none can be forked.

    Args:
        root: Project folder, if this machine does not name another one.
        first: Jobs of each notebook to rehearse, see `forked`.
    """

    def __init__(self, root: Path, first: Sequence[Sequence[Job]]) -> None:
        self._home = project_here(root)
        self._folder = tempfile.TemporaryDirectory(prefix="labor-")
        self._page = Path(self._folder.name) / "page.html"
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the bench
        if CAN_FORK:
            self._connection, there = Pipe()
            self._process = start_warm(there, self._log)
            self._connection.send(([[self._here(job) for job in some] for some in first], _SECONDS))

    def make(self, job: Job) -> Made:
        """Make a report.

        Args:
            job: The report, its notebook relative to the project folder; the page comes back.

        Returns:
            The page, or the problem.

        Raises:
            ReportError: The warm process ended by itself.
        """
        here = self._here(job)
        result = self._warm(here) if CAN_FORK else make(here)
        page = "" if result.problem else self._page.read_text(encoding="utf-8")
        return Made(page, result.sha256, result.problem, result.seconds)

    def close(self) -> None:
        """End the process, also while another thread waits for it, and take away the folder."""
        if CAN_FORK:
            with socket(fileno=os.dup(self._connection.fileno())) as end:
                end.shutdown(SHUT_RDWR)  # what tells the process to end, and who waits for it
            self._process.wait()
        self._log.close()
        self._folder.cleanup()

    def _here(self, job: Job) -> Job:
        """The job with the notebook of this machine's project, and a page of its own."""
        notebook = self._home / job.notebook
        return replace(job, notebook=notebook, folder=self._home, page=self._page)

    def _warm(self, job: Job) -> Result:
        try:
            self._connection.send(job)
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise ReportError(
                "The process that makes the reports ended by itself",
                got=f"exit code {self._process.wait()}",
                next_step="Run the command again; what is done is kept.",
            ) from error
