"""A Dask scheduler and workers as processes of this machine, and all of them gone afterwards."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 60
HELPERS = Path(__file__).parent


@dataclass
class Running:
    """A cluster that is running.

    Args:
        folder: Where its processes write.
        address: Address of the scheduler.
        workers: Its workers.
    """

    folder: Path
    scheduler: subprocess.Popen
    address: str
    workers: list[subprocess.Popen] = field(default_factory=list)

    def add_worker(self, **environment: str) -> subprocess.Popen:
        """Start a worker with one thread, and variables of its own."""
        program = ["dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        places = ["--host", "127.0.0.1", "--local-directory", self.folder]
        self.workers.append(started(self.folder, *program, *places, **environment))
        return self.workers[-1]

    def kill(self, process: subprocess.Popen) -> None:
        """End a process at once, as a lost machine would."""
        process.kill()
        process.wait()
        self.workers = [worker for worker in self.workers if worker is not process]

    def tools(self) -> list[int]:
        """Processes that the workers have started and that are there."""
        return [pid for worker in self.workers for pid in self.tools_of(worker)]

    def tools_of(self, worker: subprocess.Popen) -> list[int]:
        """Those of one worker."""
        tasks = Path(f"/proc/{worker.pid}/task").glob("*/children")
        return [int(pid) for task in tasks for pid in task.read_text().split()]


def started(folder: Path, program: str, *arguments: object, **environment: str) -> subprocess.Popen:
    own = {name: value for name, value in os.environ.items() if name != "LABOR_HOME"}
    # Nobody waits half a minute for a process that was killed.
    own["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "10s"
    # Workers find the functions that tests give them.
    own["PYTHONPATH"] = os.pathsep.join([str(HELPERS), os.environ.get("PYTHONPATH", "")])
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *map(str, arguments)],
            env={**own, **environment},
            cwd=folder,
            stdout=log,
            stderr=log,
        )


@contextmanager
def running(folder: Path, workers: int, **environment: str) -> Iterator[Running]:
    """A scheduler, with variables of its own, and workers; ports are the system's choice."""
    told = folder / "scheduler.json"
    scheduler = started(
        folder, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--no-show", "--scheduler-file", told, **environment,
    )  # fmt: skip
    cluster = None
    try:
        # The scheduler makes the file first and writes into it a moment later.
        wait_until(lambda: told.exists() and told.read_text().endswith("}"), folder)
        cluster = Running(folder, scheduler, json.loads(told.read_text())["address"])
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        for process in [*(cluster.workers if cluster else ()), scheduler]:
            process.kill()
            process.wait()


def wait_until(true, folder: Path) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until, (folder / "log.txt").read_text()
        time.sleep(0.05)
