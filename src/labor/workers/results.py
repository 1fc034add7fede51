"""A function of many items, run on the workers of a cluster; what a lost worker did runs again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar
from uuid import uuid4

from distributed import Client, Future, KilledWorker, wait

from labor.errors import ClusterError
from labor.workers.workshop import Workshop, work

#: Tasks that a thread of a worker has ahead. The scheduler and this process never hold more,
#: however long the list is.
_AHEAD = 3

T = TypeVar("T")
R = TypeVar("R")


def results(
    client: Client,
    workshop: Workshop,
    function: Callable[[Any, T], R],
    items: Iterable[T],
    lost: Callable[[T], R],
    *,
    retries: int = 0,
    patience: float = 60,
) -> Iterator[tuple[T, R]]:
    """Give the results of a function as they come.

    Args:
        client: A client of the cluster.
        workshop: What the workers need.
        function: Takes a tool of the workshop and an item.
        items: What is to be done.
        lost: Gives the result of an item whose worker ended by itself again and again.
        retries: How often an item that raised an error is tried again.
        patience: Seconds after which a cluster without workers is given up.

    Yields:
        Items with their results, in any order. What was begun on a worker that is gone is done
        again on another one.

    Raises:
        ClusterError: A worker has other inputs, or no worker or scheduler is left.
        Exception: What the function raised.
    """
    with _laid_out(client, workshop) as name:
        waiting, running = iter(items), {}
        task = partial(work, name, function)
        try:
            while True:
                room = _AHEAD * sum(client.nthreads().values()) - len(running)
                for item in islice(waiting, max(room, 0 if running else 1)):
                    running[client.submit(task, item, pure=False, retries=retries)] = item
                if not running:
                    return
                for future in _done(client, running, patience):
                    item = running.pop(future)
                    yield item, _result(future, item, lost)
        except (CancelledError, OSError) as error:
            raise ClusterError(
                "The scheduler is gone",
                got=str(error),
                next_step="Start it and its workers, and run the command again.",
            ) from error
        finally:
            if client.status == "running":
                client.cancel(list(running), force=True)


@contextmanager
def _laid_out(client: Client, workshop: Workshop) -> Iterator[str]:
    """Bring the workshop to the workers, refuse those that are not fit, clear it away at last."""
    name = f"labor-{uuid4()}"
    try:
        client.register_plugin(workshop, name)
    except (ImportError, AttributeError) as error:
        raise ClusterError(
            "A worker cannot run this code",
            got=str(error),
            next_step="Install the same version of labor on it, with the extra `cluster`.",
        ) from error
    try:
        client.run(_check, name)
        yield name
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(name)


def _check(name: str, dask_worker: Any) -> None:
    dask_worker.plugins[name].check()


def _done(client: Client, running: dict[Future, T], patience: float) -> set[Future]:
    """The futures that are done; none if it takes long."""
    try:
        return set(wait(list(running), timeout=patience, return_when="FIRST_COMPLETED").done)
    except TimeoutError:
        if client.nthreads():
            return set()
        raise ClusterError(
            "The cluster has no workers any more",
            expected=f"one within {patience:.0f} s",
            next_step="Start some, and run the command again.",
        ) from None


def _result(future: Future, item: T, lost: Callable[[T], R]) -> R:
    try:
        return future.result()
    except KilledWorker:
        return lost(item)
