"""Many reports: what is missing is made, what fails is listed, what is done is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from labor.errors import ReportError
from labor.report.index import with_index
from labor.report.jobs import Job, MadePage, Result, make_page
from labor.report.manifest import ManifestEntry, digest_of, digest_of_inputs, open_manifest
from labor.report.notebooks import only_calls_labor, read_notebook
from labor.report.pages import write_page
from labor.workers import Lost, Task, results

#: Makes reports and gives the results as they come, in any order.
Maker = Callable[[Sequence[Job]], Generator[Result, None, None]]

#: Name of the file in the folder of a batch with what failed.
FAILURES = "failures.txt"
#: Seconds after which a report is given up.
_SECONDS = 900
#: Characters of a digest, enough to tell two apart in a message.
_SHOWN = 12


@dataclass(frozen=True)
class Outcome:
    """What came of a batch.

    Args:
        kept: Number of pages that were there already, made from the same.
        made: Number of pages that were made.
        failed: Results without a page, by page.
        pages: All pages of the folder.
    """

    kept: int
    made: int
    failed: Sequence[Result]
    pages: Sequence[ManifestEntry]


def make_all(
    jobs: Sequence[Job],
    folder: Path,
    maker: Maker,
    *,
    data: Iterable[Path],
    on_result: Callable[[Result, int, int], None],
    begin: Callable[[int, int], None] = lambda todo, kept: None,
    refused: Sequence[Result] = (),
) -> Outcome:
    """Make the reports of a folder that are missing or were made from something else.

    Args:
        jobs: All reports; their pages are inside the folder.
        folder: Folder of the batch.
        maker: Makes the reports, for example a `partial` of `make_reports`.
        data: Files that the notebooks read.
        on_result: Called with each result, its number, and the number of reports to make.
        begin: Called first, with the number of reports to make and of those kept.
        refused: Results of reports that cannot even be tried.

    Returns:
        What was kept, made, and failed; failures are also in the file `FAILURES`.

    Raises:
        ReportError: The folder is in use or cannot be written.
    """
    shared = digest_of_inputs(data)
    inputs = {job.page: digest_of(job, shared) for job in jobs}
    with open_manifest(folder) as manifest:
        todo = [job for job in jobs if not manifest.has(job, inputs[job.page])]
        begin(len(todo), len(jobs) - len(todo))
        failed = list(refused)
        with closing(maker(todo)) as made:
            for number, result in enumerate(made, start=1):
                if result.problem:
                    failed.append(result)
                else:
                    manifest.add(result, inputs[result.job.page])
                on_result(result, number, len(todo))
        failed.sort(key=lambda result: result.job.page)
        _write_failures(failed, folder)
        number = len(todo) - len(failed) + len(refused)
        return Outcome(len(jobs) - len(todo), number, failed, manifest.entries)


def make_reports(
    jobs: Sequence[Job],
    root: Path,
    workers: int,
    scheduler: str = "",
    *,
    data: Iterable[Path] = (),
    seconds: float = _SECONDS,
) -> Generator[Result, None, None]:
    """Make reports, here or on a cluster; this process writes their pages.

    Args:
        jobs: Reports to make.
        root: Project folder, with the notebooks.
        workers: Reports at a time on this machine.
        scheduler: Address of a Dask scheduler whose workers make them instead.
        data: Files below the project folder that the notebooks read; workers of a cluster
            must have the same.
        seconds: Time after which a report is given up.

    Yields:
        Results as they come. The same bytes, wherever they were made.

    Raises:
        ClusterError: See `labor.workers.results`.
    """
    below = {job.page: replace(job, notebook=_below(root, job.notebook)) for job in jobs}
    files = {_below(root, path) for path in data} | {job.notebook for job in below.values()}
    notebooks = {job.notebook for job in below.values()}
    # Notebooks that only call this package may share what a process has loaded.
    own = {path for path in notebooks if only_calls_labor(read_notebook(root / path))}
    task = Task(
        make_page,
        root,
        inputs=partial(_inputs_in, files=sorted(files)),
        group=partial(_group_of, shared=own),
        is_isolated=True,
        seconds=seconds,
    )
    by_page = {job.page: job for job in jobs}
    made = results(task, below.values(), workers, scheduler)
    with closing(made):
        for job, page in made:
            yield _written(by_page[job.page], page)


def _below(root: Path, path: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _group_of(job: Job, shared: set[Path]) -> Path | None:
    return None if job.notebook in shared else job.notebook


def _inputs_in(root: Path, files: Sequence[Path]) -> dict[str, str]:
    """What reports are made from on the machine that asks: see `Task.inputs`."""
    digest = hashlib.sha256()
    missing = [root / path for path in files if not (root / path).is_file()]
    for path in [] if missing else files:
        own = hashlib.sha256((root / path).read_bytes()).hexdigest()
        digest.update(f"{path.as_posix()} {own}\n".encode())
    return {
        "code or libraries": digest_of_inputs([])[:_SHOWN],
        "notebooks or tables": f"no file {missing[0]}" if missing else digest.hexdigest()[:_SHOWN],
    }


def _written(job: Job, made: MadePage | Lost) -> Result:
    """Write a page, and what came of its job."""
    if isinstance(made, Lost):
        return Result(job, problem=made.reason)
    if made.problem:
        return Result(job, problem=made.problem, seconds=made.seconds)
    page = with_index(made.html, job.page, job.index) if job.index else made.html
    try:
        write_page(job.page, page)
    except ReportError as error:
        return Result(job, problem=error.message(), seconds=made.seconds)
    return Result(job, hashlib.sha256(page.encode()).hexdigest(), seconds=made.seconds)


def _write_failures(failed: Sequence[Result], folder: Path) -> None:
    path = folder / FAILURES
    if failed:
        write_page(path, "\n".join(f"{one.job.title}: {one.problem}\n" for one in failed))
    else:
        path.unlink(missing_ok=True)
