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
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any, Generic, TypeVar, cast
from uuid import uuid4

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
_TRIES = 2  # how often an item is begun whose process ends by itself
_AHEAD = 3  # items for each thread that an executor has at a time, however long the list is
_SCHEDULER_SECONDS = 10.0  # in which a scheduler has to answer
_WORKERS_SECONDS = 60.0  # after which a cluster that has no workers any more is given up
_IDLE_SECONDS = 20.0  # without an item, after which a process ends


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


@dataclass(frozen=True)
class Lost:
    """What there is of an item whose process ended without a result: how, without a full stop."""

    reason: str


#: What an item came to: its result, or that it is lost; or the error that its function raised.
_Outcome = tuple[Any, Exception | None]
_Place = tuple[Executor, Callable[[], int]]  # and the number of its threads, as of now


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if CAN_FORK else os.cpu_count() or 1


def results(
    task: Task[T, R], items: Collection[T], workers: int, scheduler: str = ""
) -> Generator[tuple[T, R | Lost], None, None]:
    """Do a task to many items.

    Args:
        task: What is done.
        items: What it is done to.
        workers: Items at a time on this machine.
        scheduler: Address of a Dask scheduler whose workers do it instead, each in its own
            project folder: that of its LABOR_HOME, else the one at the same path as here.

    Yields:
        Items with their results as they come. What was begun in a process or on a worker that
        ended is begun again; an item that ends them again and again is `Lost`.

    Raises:
        ClusterError: The cluster cannot be reached or is lost, or one of its workers would
            make something else, because it has other inputs.
        Exception: What the function raised.
    """
    if not items:
        return
    if scheduler:
        task = replace(task, expected={"labor": __version__, **task.inputs(task.root)})
    place = _cluster(task, scheduler) if scheduler else _this_machine(task, workers)
    waiting, running, raised = iter(items), dict[Any, T](), None
    with place as (executor, threads):
        while raised is None:
            room = max(_AHEAD * max(threads(), 1) - len(running), 0)
            running |= {executor.submit(_do, task, item): item for item in islice(waiting, room)}
            if not running:
                return
            done = wait(running, _WORKERS_SECONDS, FIRST_COMPLETED).done
            if not done and not threads():
                raise _no_workers(scheduler, _WORKERS_SECONDS)
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
    raise raised  # by the function, not by the cluster


@contextmanager
def _this_machine(task: Task[Any, Any], workers: int) -> Iterator[_Place]:
    with ThreadPoolExecutor(workers) as threads:
        try:
            yield threads, lambda: workers
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            _close(task.name)


@contextmanager
def _cluster(task: Task[Any, Any], address: str) -> Iterator[_Place]:
    with _client_of(address) as client:
        try:
            client.wait_for_workers(1, timeout=_SCHEDULER_SECONDS)
        except TimeoutError as error:
            raise _no_workers(address, _SCHEDULER_SECONDS) from error
        executor = client.get_executor(pure=False)
        try:
            client.run(_check, task)  # one that comes later is asked before its first item
            yield executor, lambda: sum(client.nthreads().values())
        except (ImportError, AttributeError) as error:
            install = "Install the same version of labor on it, with the extra `cluster`."
            what = "A worker cannot run this code"
            raise ClusterError(what, got=str(error), next_step=install) from error
        except (CancelledError, OSError) as error:
            again = "Start it and its workers, and run the command again."
            what = "The scheduler is gone"
            raise ClusterError(what, where=address, got=str(error), next_step=again) from error
        finally:
            if client.status == "running":
                executor.shutdown(wait=False)
                client.run(_close, task.name)


def _client_of(address: str) -> Any:
    """A client of a scheduler, which is asked before: it may be silent, or something else.

    A client waits without limit for one that is silent, and one that fails to start is ended by
    the garbage collector, which can wait for ever for a lock that its own thread holds.
    """
    import asyncio  # not for every start of the program

    async def ask() -> None:
        async with distributed.core.rpc(address, timeout=_SCHEDULER_SECONDS) as scheduler:
            await asyncio.wait_for(scheduler.identity(n_workers=0), _SCHEDULER_SECONDS)

    try:
        import distributed

        asyncio.run(ask())
        return distributed.Client(address, timeout=_SCHEDULER_SECONDS)
    except ImportError as error:
        raise ClusterError(
            "Work on a cluster needs a package that is not installed",
            expected="Dask's distributed",
            got=str(error),
            next_step="Install the extra, here and on the workers: pip install 'labor[cluster]'.",
        ) from error
    except (OSError, ValueError) as error:
        raise ClusterError(
            "No scheduler answers",
            where=address,
            expected=f"a Dask scheduler that answers within {_SCHEDULER_SECONDS:.0f} s",
            got=str(error).splitlines()[0] if str(error) else "no answer of a scheduler",
            next_step="Start one with `dask scheduler`, and give the address that it prints.",
        ) from error


def _no_workers(address: str, seconds: float) -> ClusterError:
    return ClusterError(
        "The cluster has no workers",
        where=address,
        expected=f"a worker within {seconds:.0f} s",
        next_step=f"Start some: dask worker {address} --nthreads 1 --nworkers 4",
    )


#: Processes of this machine that do items, by the thread that hands them over.
_PROCESSES: dict[int, _Process] = {}


def _do(task: Task[Any, Any], item: Any) -> _Outcome:
    """What an item comes to in the process of this thread."""
    thread, purpose = threading.get_ident(), (task.name, task.group(item))
    outcome: _Outcome = None, None
    for _ in range(_TRIES):
        process = _PROCESSES.get(thread)
        is_used = task.is_isolated and not CAN_FORK
        if process is None or is_used or process.poll() is not None or process.purpose != purpose:
            if process is not None:
                process.close()
            process = _PROCESSES[thread] = _Process(purpose, _check(task))
        outcome = process.do(task, item)
        if process.is_given_up or not isinstance(outcome[0], Lost):
            break
    return outcome


def _close(name: str) -> None:
    """Close the processes of a run on this machine, also those at work."""
    for process in list(_PROCESSES.values()):
        if process.purpose[0] == name:
            process.close()


def _check(task: Task[Any, Any]) -> Path:
    """The project folder here; refused if this machine would make something else from it."""
    folder = Path((task.expected and os.environ.get("LABOR_HOME")) or task.root).absolute()
    found = {"labor": __version__, **task.inputs(folder)} if task.expected else {}
    if other := [name for name, here in task.expected.items() if found.get(name) != here]:
        raise ClusterError(
            "A worker would make something else: it has other "
            + ", ".join("versions of labor" if name == "labor" else name for name in other),
            where=f"{platform.node()}, process {os.getpid()}, {folder}",
            expected=", ".join(f"{name} {task.expected[name]}" for name in other),
            got=", ".join(f"{name} {found.get(name, 'unknown')}" for name in other),
            next_step="Give scheduler and workers this version of labor, the same libraries and "
            "the same project folder (at the same path, or named by LABOR_HOME where a worker is "
            "started), or stop them.",
        )
    return folder


class _Process(subprocess.Popen[bytes]):
    """A process that does items of one run and group one after another."""

    def __init__(self, purpose: tuple[str, object], root: Path) -> None:
        self.purpose, self.root, self.is_given_up = purpose, root, False
        self.folder = tempfile.TemporaryDirectory(prefix="labor-", ignore_cleanup_errors=True)
        self.log = Path(self.folder.name, "log.txt")
        with self.log.open("wb") as log:
            super().__init__(
                [sys.executable, "-m", "labor.workers"],
                # What it leaves behind goes with its folder.
                env={**os.environ, **ENVIRONMENT, "TMPDIR": self.folder.name},
                process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the caller
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.to, self.back = cast("IO[bytes]", self.stdin), cast("IO[bytes]", self.stdout)

    def do(self, task: Task[Any, Any], item: Any) -> _Outcome:
        """What an item comes to."""
        logged = self.log.stat().st_size
        limit = threading.Timer(task.seconds, self.give_up)
        limit.start()
        try:
            pickle.dump((task.function, self.root, item, task.is_isolated), self.to)
            self.to.flush()
            outcome: _Outcome = pickle.load(self.back)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            code = self.wait()
            words = self.log.read_bytes()[logged:].decode(errors="replace").strip().splitlines()
            ended = f"Its process ended by itself: {words[-1] if words else code}"
            slow = f"It took longer than {task.seconds:.0f} s"
            outcome = Lost(slow if self.is_given_up else ended), None
        finally:
            limit.cancel()
        return outcome

    def give_up(self) -> None:
        """End it now, also while another thread waits for it."""
        self.is_given_up = True
        with suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(self.pid, signal.SIGKILL)
            else:
                self.kill()

    def close(self) -> None:
        """End it and take away what is left of it."""
        self.give_up()
        with suppress(OSError), self:
            pass  # closes its pipes and waits for its end
        self.folder.cleanup()


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
            function, root, item, is_isolated = pickle.load(sys.stdin.buffer)
        except EOFError:
            os._exit(0)  # whatever threads an item has left running
        is_child = is_isolated and is_warm
        if is_child and _forked():
            continue
        try:
            reply = pickle.dumps((function(root, item), None))
        except Exception as error:  # noqa: BLE001 - raised again where the result is wanted
            reply = pickle.dumps((None, error))
        replies.write(reply)
        replies.flush()
        if is_child:
            os._exit(0)
        if is_isolated and not is_warm:
            is_warm = True
            gc.collect()
            gc.freeze()  # memory that children share is not touched by their collections


def _forked() -> bool:
    """Whether this is the parent of a fork that was made and has ended; it ends as a bad one."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        return False
    os.close(theirs)
    if 0 in select.select([0, ours], [], [])[0]:
        os.kill(child, signal.SIGKILL)  # the caller is gone
    os.close(ours)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code < 0:
        os.kill(os.getpid(), -code)
    if code:
        os._exit(code)
    return True


if __name__ == "__main__":
    _serve()
