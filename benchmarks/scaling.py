"""What a batch of reports costs in processes of this machine and on a Dask cluster of it."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.measure import ROOT, Line, scratch
from benchmarks.reports import ROLES

WORKERS = (1, 2)
#: Most processor time that a page may take on a cluster, of that without one.
RATIO_LIMIT = 1.25
#: Areas of the reports: the nation and two states.
AREAS = ("US", "CA", "TX")
_NOTEBOOK = "compare-roles"


@dataclass(frozen=True)
class Cost:
    """What a batch cost.

    Args:
        first: Seconds by the clock until the first page, which is when everything has started.
        others: Seconds by the clock from there to the last page.
        pages: Number of pages.
        processor: Seconds of processors, the start of the workers included.
        megabytes: Most memory of all processes, what they share counted once.
    """

    first: float
    others: float
    pages: int
    processor: float
    megabytes: float

    @property
    def each(self) -> float:
        return self.processor / self.pages

    def said(self, workers: int) -> str:
        return (
            f"first page after {self.first:.1f} s, then "
            f"{60 * (self.pages - 1) / self.others:.0f} pages a minute; "
            f"{self.megabytes / workers:,.0f} MB a worker"
        )


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    """The same list with 1 and with 2 workers; one run of each, because each takes a minute."""
    for workers in WORKERS:
        here, there = batch(workers, is_cluster=False), batch(workers, is_cluster=True)
        yield Line(
            f"one of {here.pages} reports, processes: {workers}: {here.said(workers)}",
            here.each,
        )
        yield Line(
            f"one of {there.pages} reports, Dask, workers: {workers}: {there.said(workers)}",
            there.each, "processes here", here.each, ratio_limit=RATIO_LIMIT,
        )  # fmt: skip


def batch(workers: int, *, is_cluster: bool) -> Cost:
    """Make the reports once; the cluster is there before the clock begins."""
    from labor.cli.batches import Batch
    from labor.report.batch import make_reports
    from labor.report.jobs import jobs_of
    from labor.report.notebooks import read_report_notebook

    notebook = read_report_notebook(ROOT / "notebooks" / f"{_NOTEBOOK}.ipynb")
    tables = sorted((ROOT / "data" / "processed").rglob("*.parquet"))
    before = _of_children()
    with scratch() as made, cluster_of(workers if is_cluster else 0) as address, _Memory() as used:
        asked = Batch([notebook], ROLES, AREAS, {}, [], ROOT, Path(made))
        jobs, _ = jobs_of(asked.notebooks, asked.areas, asked, asked.out)
        moments = [time.monotonic()]
        for result in make_reports(jobs, ROOT, workers, address, data=tables):
            if result.problem:
                raise RuntimeError(result.problem)
            moments.append(time.monotonic())
    start, first, *_, last = moments
    return Cost(first - start, last - first, len(jobs), _of_children() - before, used.megabytes)


def cluster_of(workers: int):
    """A cluster of processes of this machine, as its address; an empty one for no workers."""
    return _started(workers) if workers else nullcontext("")


@contextmanager
def _started(workers: int) -> Iterator[str]:
    from distributed import LocalCluster

    with scratch() as own, LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
        local_directory=own,
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Memory:
    """Looks at the memory of all descendants, what they share counted once, and keeps the most."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.5):
            held = sum(map(_held_by, psutil.Process().children(recursive=True)))
            self.megabytes = max(self.megabytes, held / 1e6)


def _held_by(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0  # it has ended since
