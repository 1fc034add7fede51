"""Reports made by the workers of a Dask cluster, with the bytes of those made here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from labor import __version__
from labor.report.batch import Executor
from labor.report.bench import Bench, Made
from labor.report.forks import rehearsals_of
from labor.report.jobs import Job, Result
from labor.report.manifest import digest_of_inputs
from labor.report.pages import write_page
from labor.workers.reach import PATIENCE, project_here, reached

#: Characters of a digest, enough to tell two apart in a message.
_SHOWN = 12


def clustered(
    address: str, root: Path, data: Iterable[Path], *, seconds: float = PATIENCE
) -> Executor:
    """The executor of a Dask cluster.

    Workers read the notebooks and tables of their own project folder: the one that LABOR_HOME
    names where they were started, else the one at the same path as here. Pages come back to
    this process, which alone writes them.

    Args:
        address: Address of the scheduler.
        root: Project folder, which holds the notebooks.
        data: Files below it that the notebooks read.
        seconds: How long to wait for the scheduler, and for a worker.

    Returns:
        An executor that raises a `ClusterError` if the cluster cannot be reached, or if a
        worker has another version, other libraries, notebooks or tables.
    """
    return partial(_made, address=address, root=root, data=tuple(data), seconds=seconds)


def _made(
    jobs: Sequence[Job], address: str, root: Path, data: Sequence[Path], seconds: float
) -> Iterator[Result]:
    if not jobs:
        return
    files = sorted({*data, *(job.notebook for job in jobs)})
    names = [path.relative_to(root).as_posix() for path in files]
    home = root.absolute()
    with reached(address, seconds=seconds) as client:
        # Only now: these need the package whose absence `reached` tells.
        from labor.workers.results import results
        from labor.workers.workshop import Workshop

        sent = [replace(job, notebook=job.notebook.relative_to(root), folder=None) for job in jobs]
        first = rehearsals_of(sent, sum(client.nthreads().values()))
        workshop = Workshop(
            partial(_inputs_there, home, names), inputs_of(home, names), partial(Bench, home, first)
        )
        asked = {job.page: job for job in jobs}
        for job, made in results(client, workshop, Bench.make, sent, _lost, retries=1):
            if made.page:
                write_page(job.page, made.page)
            yield Result(asked[job.page], made.sha256, made.problem, made.seconds)


def inputs_of(home: Path, names: Sequence[str]) -> dict[str, str]:
    """What reports are made from on this machine, by what it is.

    Args:
        home: Project folder.
        names: Files below it that reports are made from.

    Returns:
        The version, and digests of the code with its libraries and of the files.
    """
    return {
        "labor": __version__,
        "code or libraries": digest_of_inputs([])[:_SHOWN],
        "notebooks or tables": _digest_of_files(home, names),
    }


def _inputs_there(root: Path, names: Sequence[str]) -> dict[str, str]:
    return inputs_of(project_here(root), names)


def _digest_of_files(home: Path, names: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = home / name
        if not path.is_file():
            return f"no file {path}"
        digest.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:_SHOWN]


def _lost(job: Job) -> Made:
    return Made(problem="The workers that made it ended by themselves, one after another")
