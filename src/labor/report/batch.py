"""Many reports: what is missing is made, what fails is told, what is done is kept."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from labor.report.forks import CAN_FORK, forked
from labor.report.jobs import Job, Result, make
from labor.report.manifest import Entry, digest_of, digest_of_inputs, open_manifest
from labor.report.pages import write_page

#: Makes jobs in any order, anywhere, and gives the results as they come.
Executor = Callable[[Sequence[Job]], Iterator[Result]]

#: Name of the file in the folder of a batch with what failed.
FAILURES = "failures.txt"


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
    pages: Sequence[Entry]


def make_all(
    jobs: Sequence[Job],
    folder: Path,
    executor: Executor,
    *,
    data: Iterable[Path],
    told: Callable[[Result, int, int], None],
    begin: Callable[[int, int], None] = lambda todo, kept: None,
    refused: Sequence[Result] = (),
) -> Outcome:
    """Make the reports of a folder that are missing or were made from something else.

    Args:
        jobs: All reports; their pages are inside the folder.
        folder: Folder of the batch.
        executor: Makes the reports, for example `local(2)`.
        data: Files that the notebooks read.
        told: Called with each result, its number, and the number of reports to make.
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
        for number, result in enumerate(executor(todo), start=1):
            if result.problem:
                failed.append(result)
            else:
                manifest.add(result, inputs[result.job.page])
            told(result, number, len(todo))
        failed.sort(key=lambda result: result.job.page)
        _write_failures(failed, folder)
        made = len(todo) - len(failed) + len(refused)
        return Outcome(len(jobs) - len(todo), made, failed, manifest.entries)


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def local(workers: int) -> Executor:
    """The executor of this machine.

    Args:
        workers: Reports to make at a time.

    Returns:
        Children forked from a warm process where the system can do that; elsewhere processes
        that start a kernel for each report. Both make the same pages.
    """
    return partial(forked if CAN_FORK else with_kernels, workers=workers)


def with_kernels(jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """Make reports in processes that start a kernel for each.

    Args:
        jobs: Reports to make.
        workers: Processes, because a run changes the folder of the process it is in.

    Yields:
        Results as they come.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            for future in as_completed([pool.submit(make, job) for job in jobs]):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _write_failures(failed: Sequence[Result], folder: Path) -> None:
    path = folder / FAILURES
    if failed:
        write_page(path, "\n".join(f"{one.job.title}: {one.problem}\n" for one in failed))
    else:
        path.unlink(missing_ok=True)
