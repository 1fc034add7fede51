"""A process that has everything imported and loaded, and forks a child for each report."""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import groupby, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, BinaryIO

from labor.errors import ReportError
from labor.report.environment import ENVIRONMENT, spare_imports
from labor.report.jobs import Job, Result, make

#: Systems on which a process may be forked after its libraries were loaded.
CAN_FORK = sys.platform == "linux"

#: Jobs of a notebook that are tried as its rehearsal until one succeeds.
_TRIES = 3

#: What every report needs, imported once before the first fork.
_NEEDED = ("labor.report.run", "labor.report.warm")

_FORK = multiprocessing.get_context("fork") if CAN_FORK else multiprocessing


def forked(jobs: Sequence[Job], workers: int, *, seconds: float = 900) -> Iterator[Result]:
    """Make reports in children of one warm process.

    The process is a new one, so that neither the caller's threads nor its order of sets are
    in the children. It ends with the caller, however that ends.

    Args:
        jobs: Reports to make.
        workers: Children at a time.
        seconds: Time after which a report is given up.

    Yields:
        Results as they come.

    Raises:
        ReportError: The warm process ended by itself.
    """
    if not jobs:
        return
    here, there = multiprocessing.Pipe()
    with tempfile.TemporaryFile() as log, closing(here):
        process = start_warm(there, log)
        try:
            here.send((rehearsals_of(jobs, workers), seconds))
            waiting = iter(jobs)
            for job in islice(waiting, workers):
                here.send(job)
            for _ in jobs:
                yield here.recv()
                for job in islice(waiting, 1):
                    here.send(job)
        except (EOFError, ConnectionError) as error:
            log.seek(0)
            said = log.read().decode(errors="replace").strip().splitlines()
            raise ReportError(
                "The process that makes the reports ended by itself",
                got=said[-1] if said else f"exit code {process.wait()}",
                next_step="Run the command again; what is done is kept.",
            ) from error
        finally:
            here.close()  # what tells the process to end
            process.wait()


def start_warm(there: Connection, log: BinaryIO) -> subprocess.Popen[bytes]:
    """Start the warm process with its end of the pipe."""
    with there:
        return subprocess.Popen(
            [sys.executable, "-m", "labor.report.forks", str(there.fileno())],
            env={**os.environ, **ENVIRONMENT},
            pass_fds=[there.fileno()],
            process_group=0,  # Ctrl-C is for the caller, who then closes the pipe
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )


def rehearsals_of(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
    """The first jobs of each notebook of which there are enough to be worth a rehearsal."""
    ordered = sorted(jobs, key=lambda job: str(job.notebook))
    notebooks = [list(some) for _, some in groupby(ordered, key=lambda job: job.notebook)]
    return [some[:_TRIES] for some in notebooks if len(some) > 2 * workers]


@dataclass(frozen=True)
class _Child:
    """A report that is being made."""

    job: Job
    process: BaseProcess
    log: Path
    deadline: float


def serve(connection: Connection) -> None:
    """Rehearse, then make each report that comes through a connection until it is closed.

    Args:
        connection: The other end of the pipe of `forked`.
    """
    spare_imports()
    for name in _NEEDED:
        import_module(name)
    with tempfile.TemporaryDirectory(prefix="labor-") as private:
        tempfile.tempdir = private  # what children leave behind goes with this folder
        rehearsals, seconds = connection.recv()
        _Server(connection, Path(private), seconds).serve(rehearsals)


@dataclass(frozen=True)
class _Server:
    """The process that children are forked from.

    Args:
        connection: Where jobs come from and results go.
        private: Folder for whatever is left behind.
        seconds: Time after which a report is given up.
    """

    connection: Connection
    private: Path
    seconds: float

    def serve(self, rehearsals: Sequence[Sequence[Job]]) -> None:
        """Rehearse each notebook with the first of its jobs that succeeds, then make reports.

        A rehearsal may end its process, so it is a child's; one that succeeds has everything
        imported and loaded, and takes the place of its parent.
        """
        for number, jobs in enumerate(rehearsals, start=1):
            if any(self._replaced(job, rehearsals[number:]) for job in jobs):
                return
        gc.collect()
        gc.freeze()  # memory that the children share is not touched by their collections
        running: dict[Connection, _Child] = {}
        try:
            while self._turn(running):
                pass
        finally:
            for child in running.values():
                child.process.kill()
                child.process.join()

    def _replaced(self, job: Job, others: Sequence[Sequence[Job]]) -> bool:
        """Whether a child rehearsed a job and then did the rest."""
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = _FORK.Process(target=self._rehearse, args=(job, theirs, others))
        process.start()
        theirs.close()
        with ours:
            result = _received(ours) if ours.poll(self.seconds) else None
        good = result is not None and not result.problem
        if not good:
            process.kill()
        process.join()
        if good and process.exitcode:
            sys.exit(f"it ended with code {process.exitcode}")
        return good

    def _rehearse(self, job: Job, pipe: Connection, others: Sequence[Sequence[Job]]) -> None:
        result = make(replace(job, page=self.private / "rehearsal.html"), in_process=True)
        with pipe:
            pipe.send(result)
        if not result.problem:
            self.serve(others)
            _end()

    def _turn(self, running: dict[Connection, _Child]) -> bool:
        """Wait for what comes first, a job or a result; false when no more jobs will come."""
        ready = wait([self.connection, *running], timeout=1)
        for pipe in [pipe for pipe in ready if pipe in running]:
            self.connection.send(self._collected(pipe, running.pop(pipe)))
        for child in running.values():
            if time.monotonic() > child.deadline:
                child.process.kill()
        if self.connection in ready:
            job = _received(self.connection)
            if job is None:
                return False
            pipe, child = self._forked(job)
            running[pipe] = child
        return True

    def _forked(self, job: Job) -> tuple[Connection, _Child]:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        log = Path(tempfile.mkstemp(dir=self.private, suffix=".log")[1])
        process = _FORK.Process(target=self._make, args=(job, theirs, log), daemon=True)
        process.start()
        theirs.close()
        return ours, _Child(job, process, log, time.monotonic() + self.seconds)

    def _make(self, job: Job, pipe: Connection, log: Path) -> None:
        self.connection.close()
        with log.open("wb") as stream:
            os.dup2(stream.fileno(), 2)
        pipe.send(make(job, in_process=True))
        _end()

    def _collected(self, pipe: Connection, child: _Child) -> Result:
        """The result of a child, or how it ended without one."""
        with pipe:
            result = _received(pipe)
        child.process.join()
        if result is None:
            result = Result(child.job, problem=self._ending(child))
        child.log.unlink()
        return result

    def _ending(self, child: _Child) -> str:
        if time.monotonic() > child.deadline:
            return f"It took longer than {self.seconds:.0f} s"
        said = child.log.read_text(errors="replace").strip().splitlines()
        return f"Its process ended by itself: {said[-1] if said else child.process.exitcode}"


def _end() -> None:
    """End this process now, whatever threads the cells of a notebook have left running in it."""
    sys.stderr.flush()
    os._exit(0)


def _received(connection: Connection) -> Any:
    """What came through a pipe; None if its other end was closed."""
    try:
        return connection.recv()
    except (EOFError, ConnectionResetError):
        return None


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
