"""Work in other processes, of this machine or of a Dask cluster, by the same lines of code.

An executor of `concurrent.futures` says where: threads of this process, or those of Dask's
workers. Each thread hands its items to a process of its own, which is warm after the first
item; what an item does to that process, or how it ends it, does not concern the others.
"""

from __future__ import annotations

import gc
import os
import pickle
import platform
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import uuid4
from weakref import WeakSet

from labor import __version__
from labor.errors import ClusterError

T = TypeVar("T")
R = TypeVar("R")

#: Systems on which a process may be forked after its libraries were loaded.
CAN_FORK = sys.platform == "linux"
#: Set for every process that works: the same results on every run and machine.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",  # the same order in sets
    "OMP_NUM_THREADS": "1",  # sums in the same order, and no threads that a fork would lose
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # what a kernel sets by itself
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no debugger, no remarks about it
}
#: How often an item is begun whose process ends by itself.
_TRIES = 2
#: Items that a thread has ahead: a scheduler never holds more, however long the list is.
_AHEAD = 3
#: Seconds after which a cluster that has lost its workers is given up.
_NO_WORKER_SECONDS = 60.0
#: Seconds without an item after which a process ends.
_IDLE_SECONDS = 20.0


@dataclass(frozen=True)
class Task(Generic[T, R]):
    """What is done to each of many items.

    Args:
        function: Does it, from the project folder of the machine it runs on and an item.
        root: Project folder here.
        inputs: What results are made from in a project folder: digests, by what they are of.
        group: Items of one group may share what their process has loaded, others never.
        is_isolated: Whether an item may change the process that it runs in.
        seconds: Time after which an item is given up.
        expected: The inputs here, for workers on other machines; `results` fills it in.
        name: Tells one run from another.
    """

    function: Callable[[Path, T], R]
    root: Path
    inputs: Callable[[Path], Mapping[str, str]]
    group: Callable[[T], object] = type
    is_isolated: bool = False
    seconds: float = 900
    expected: Mapping[str, str] = field(default_factory=dict)
    name: str = field(default_factory=lambda: uuid4().hex)

    @property
    def folder(self) -> Path:
        """Project folder of the machine that works."""
        return Path((self.expected and os.environ.get("LABOR_HOME")) or self.root).absolute()


@dataclass(frozen=True)
class Lost:
    """What there is of an item whose process ended without a result: how, without a full stop."""

    reason: str


#: What an item came to: its result, or that it is lost; or the error that its function raised.
_Outcome = tuple[Any, Exception | None]
#: An executor, the task for it, and the number of its threads.
_Place = tuple[Executor, Task[Any, Any], Callable[[], int]]


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def results(
    task: Task[T, R],
    items: Iterable[T],
    workers: int,
    scheduler: str = "",
    *,
    seconds: float = 10,
) -> Generator[tuple[T, R | Lost], None, None]:
    """Do a task to many items.

    Args:
        task: What is done.
        items: What it is done to.
        workers: Items at a time on this machine.
        scheduler: Address of a Dask scheduler whose workers do it instead, each in its own
            project folder: that of its LABOR_HOME, else the one at the same path as here.
        seconds: How long to wait for the scheduler, and then for a worker.

    Yields:
        Items with their results as they come. What was begun in a process or on a worker that
        ended is begun again; an item that ends them again and again is `Lost`.

    Raises:
        ClusterError: The cluster cannot be reached or is lost, or one of its workers would
            make something else, because it has other inputs.
        Exception: What the function raised.
    """
    waiting = iter(items)
    ahead = list(islice(waiting, 1))
    if not ahead:
        return
    raised: Exception | None = None
    place = _cluster(task, scheduler, seconds) if scheduler else _this_machine(task, workers)
    with place as (executor, task, threads):
        running: dict[Any, T] = {}
        while (ahead or running) and raised is None:
            ahead += islice(waiting, max(_AHEAD * threads() - len(running) - len(ahead), 0))
            running |= {executor.submit(_do, task, item): item for item in ahead}
            ahead = []
            done = wait(running, _NO_WORKER_SECONDS, FIRST_COMPLETED).done
            if not done and not threads():
                raise _no_workers(scheduler, _NO_WORKER_SECONDS)
            for future in done:
                try:
                    result, raised = future.result()
                except Exception as error:  # the cluster's own
                    if type(error).__name__ != "KilledWorker":  # Dask need not be installed
                        raise
                    result = Lost("The workers that made it ended by themselves, one after another")
                if raised is not None:
                    break
                yield running.pop(future), result
    if raised is not None:
        raise raised


def _no_workers(address: str, seconds: float) -> ClusterError:
    return ClusterError(
        "The cluster has no workers",
        where=address,
        expected=f"a worker within {seconds:.0f} s",
        next_step=f"Start some: dask worker {address} --nthreads 1 --nworkers 4",
    )


@contextmanager
def _this_machine(task: Task[Any, Any], workers: int) -> Iterator[_Place]:
    with ThreadPoolExecutor(workers) as threads:
        try:
            yield threads, task, lambda: workers
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            _close(task.name)


@contextmanager
def _cluster(task: Task[Any, Any], address: str, seconds: float) -> Iterator[_Place]:
    task = replace(task, expected={"labor": __version__, **task.inputs(task.root)})
    with _client_of(address, seconds) as client:
        try:
            client.wait_for_workers(1, timeout=seconds)
        except TimeoutError as error:
            raise _no_workers(address, seconds) from error
        executor = client.get_executor(pure=False)
        try:
            client.run(_check, task)  # one that comes later is asked before its first item
            yield executor, task, lambda: sum(client.nthreads().values())
        except (ImportError, AttributeError) as error:
            raise ClusterError(
                "A worker cannot run this code",
                got=str(error),
                next_step="Install the same version of labor on it, with the extra `cluster`.",
            ) from error
        except (CancelledError, OSError) as error:
            raise ClusterError(
                "The scheduler is gone",
                where=address,
                got=str(error),
                next_step="Start it and its workers, and run the command again.",
            ) from error
        finally:
            if client.status == "running":
                executor.shutdown(wait=False)
                client.run(_close, task.name)


def _client_of(address: str, seconds: float) -> Any:
    """A client of a scheduler that answers.

    The scheduler is asked before a client is made: one that fails to start is ended by the
    garbage collector, which can wait for ever for a lock that its own thread holds, and it
    waits without limit where something else listens.
    """
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ClusterError(
            "Work on a cluster needs a package that is not installed",
            expected="Dask's distributed",
            got=str(error),
            next_step="Install the extra, here and on the workers: pip install 'labor[cluster]'.",
        ) from error

    import asyncio  # not for every start of the program

    async def ask() -> None:
        async with distributed.core.rpc(address, timeout=seconds) as scheduler:
            await asyncio.wait_for(scheduler.identity(n_workers=0), seconds)

    try:
        asyncio.run(ask())
        return distributed.Client(address, timeout=seconds)
    except (OSError, ValueError) as error:
        raise ClusterError(
            "No scheduler answers",
            where=address,
            expected=f"a Dask scheduler that answers within {seconds:.0f} s",
            got=str(error).splitlines()[0] if str(error) else "no answer of a scheduler",
            next_step="Start one with `dask scheduler`, and give the address that it prints.",
        ) from error


#: Processes that are there, on this machine.
_LIVE: WeakSet[_Process] = WeakSet()
_THREAD = threading.local()


def _do(task: Task[Any, Any], item: Any) -> _Outcome:
    """What an item comes to in the process of this thread."""
    purpose = (task.name, task.group(item))
    for _ in range(_TRIES):
        process: Any = getattr(_THREAD, "process", None)
        if process is None or process.is_over or process.purpose != purpose:
            if process is not None:
                process.close()
            try:
                _check(task)
            except ClusterError as error:
                return None, error
            _THREAD.process = process = _Process(purpose)
        outcome = process.do(task, item)
        if process.is_given_up or not isinstance(outcome[0], Lost):
            break
    if task.is_isolated and not CAN_FORK:
        _THREAD.process.close()
    return outcome


def _close(name: str) -> None:
    """Close the processes of a run on this machine, also those at work."""
    for process in [one for one in _LIVE if one.purpose[0] == name]:
        process.close()


def _check(task: Task[Any, Any]) -> None:
    """Refuse to take part in a run for which this machine would make something else."""
    found = {"labor": __version__, **task.inputs(task.folder)} if task.expected else {}
    if other := [name for name, here in task.expected.items() if found.get(name) != here]:
        raise ClusterError(
            "A worker would make something else: it has other "
            + ", ".join("versions of labor" if name == "labor" else name for name in other),
            where=f"{platform.node()}, process {os.getpid()}, {task.folder}",
            expected=", ".join(f"{name} {task.expected[name]}" for name in other),
            got=", ".join(f"{name} {found.get(name, 'unknown')}" for name in other),
            next_step="Give scheduler and workers this version of labor, the same libraries and "
            "the same project folder (at the same path, or named by LABOR_HOME where a worker is "
            "started), or stop them.",
        )


class _Process:
    """A process that does items one after another, and ends when nothing comes for a while.

    Args:
        purpose: The run and the group of items that it may be used for.
    """

    def __init__(self, purpose: tuple[str, object]) -> None:
        self.purpose, self.is_over, self.is_given_up = purpose, False, False
        self._folder = tempfile.TemporaryDirectory(prefix="labor-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name, "log.txt")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "labor.workers"],
                # What it leaves behind goes with its folder.
                env={**os.environ, **ENVIRONMENT, "TMPDIR": self._folder.name},
                process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the caller
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self._to: Any = self._process.stdin
        self._back: Any = self._process.stdout
        _LIVE.add(self)

    def do(self, task: Task[Any, Any], item: Any) -> _Outcome:
        """What an item comes to."""
        logged = self._log.stat().st_size
        limit = threading.Timer(task.seconds, self.give_up)
        limit.start()
        try:
            may_fork = task.is_isolated and CAN_FORK
            pickle.dump((task.function, task.folder, item, may_fork), self._to)
            self._to.flush()
            result, raised, code = pickle.load(self._back)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            code, self.is_over = self._process.wait(), True
        finally:
            limit.cancel()
        if self.is_given_up:
            return Lost(f"It took longer than {task.seconds:.0f} s"), None
        if self.is_over or code:
            words = self._log.read_bytes()[logged:].decode(errors="replace").strip().splitlines()
            return Lost(f"Its process ended by itself: {words[-1] if words else code}"), None
        return result, raised

    def give_up(self) -> None:
        """End it now, also while another thread waits for it."""
        self.is_over = self.is_given_up = True
        with suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def close(self) -> None:
        """End it and take away what is left of it."""
        self.give_up()
        with suppress(OSError), self._process:
            pass  # closes its pipes and waits for its end
        self._folder.cleanup()


def _serve() -> None:
    """Do what comes in, one item after another, until the caller is gone or silent.

    The first item is done in this process, which has everything imported and loaded then; later
    ones in children of it, if an item may change its process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what programs print past Python's streams is no reply
    is_warm = False
    while True:
        if os.name == "posix" and not select.select([0], [], [], _IDLE_SECONDS)[0]:
            os._exit(0)
        try:
            function, root, item, may_fork = pickle.load(sys.stdin.buffer)
        except EOFError:
            os._exit(0)  # whatever threads an item has left running
        reply = _reply_of_child if may_fork and is_warm else _reply
        replies.write(reply(function, root, item))
        replies.flush()
        if may_fork and not is_warm:
            is_warm = True
            gc.collect()
            gc.freeze()  # memory that children share is not touched by their collections


def _reply(function: Callable[[Path, Any], Any], root: Path, item: Any) -> bytes:
    try:
        return pickle.dumps((function(root, item), None, 0))
    except Exception as error:  # noqa: BLE001 - raised again where the result is wanted
        return pickle.dumps((None, error, 0))


def _reply_of_child(function: Callable[[Path, Any], Any], root: Path, item: Any) -> bytes:
    """Do an item in a child, which is ended when the caller is gone."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(theirs, "wb") as pipe:
            pipe.write(_reply(function, root, item))
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        if 0 in select.select([0, ours], [], [])[0]:
            os.kill(child, signal.SIGKILL)
        reply = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return pickle.dumps((None, None, code)) if code else reply


if __name__ == "__main__":
    _serve()
