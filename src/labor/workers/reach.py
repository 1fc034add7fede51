"""Reaching a Dask cluster, and refusing workers that would make something else."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from labor import __version__
from labor.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client

#: Seconds in which the scheduler must answer, and after that a worker be there.
PATIENCE = 10.0

_INSTALL = "Install the extra: pip install 'labor[cluster]'. It is needed here and on the workers."
_SAME = (
    "Give scheduler and workers this version of labor, the same libraries and the same project "
    "folder (at the same path, or named by LABOR_HOME where a worker is started), or stop them."
)


@contextmanager
def reached(address: str, *, seconds: float = PATIENCE) -> Iterator[Client]:
    """Reach a cluster whose workers have this version of the package.

    Args:
        address: Address of the scheduler, such as "tcp://10.0.0.5:8786".
        seconds: How long to wait for the scheduler, and after that for a worker.

    Yields:
        A client of the cluster with at least one worker.

    Raises:
        ClusterError: The extra `cluster` is not installed, nobody answers, no worker is there,
            or one has another version.
    """
    with _client_of(address, seconds) as client:
        try:
            client.wait_for_workers(1, timeout=seconds)
        except TimeoutError as error:
            raise ClusterError(
                "The scheduler has no workers",
                where=address,
                expected=f"a worker within {seconds:.0f} s",
                next_step=f"Start some: dask worker {address} --nthreads 1 --nworkers 4",
            ) from error
        _check_versions(client)
        yield client


def _client_of(address: str, seconds: float) -> Client:
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise ClusterError(
            "Work on a cluster needs a package that is not installed",
            expected="Dask's distributed",
            got=str(error),
            next_step=_INSTALL,
        ) from error
    try:
        asyncio.run(_answer_of(address, seconds))
        return distributed.Client(address, timeout=seconds)
    except (OSError, ValueError) as error:
        raise ClusterError(
            "No scheduler answers",
            where=address,
            expected=f"a Dask scheduler that answers within {seconds:.0f} s",
            got=str(error).splitlines()[0] if str(error) else "no answer of a scheduler",
            next_step="Start one with `dask scheduler`, and give the address that it prints.",
        ) from error


async def _answer_of(address: str, seconds: float) -> None:
    """Ask a scheduler who it is, before a client is made.

    A client that fails to start is ended by the garbage collector, which can wait for ever for
    a lock that its own thread holds; and it waits without limit where something else listens.
    """
    from distributed.core import rpc

    async with rpc(address, timeout=seconds) as scheduler:
        await asyncio.wait_for(scheduler.identity(n_workers=0), seconds)


def _check_versions(client: Client) -> None:
    def version_there() -> str:
        from importlib.metadata import version

        return version("labor")

    # Sent as it is, not by the name of its module: another version may not have that.
    found = client.run(version_there, on_error="return")
    told = {at: "none" if isinstance(one, Exception) else one for at, one in found.items()}
    check_same({"labor": __version__}, {at: {"labor": one} for at, one in told.items()})


def check_same(expected: Mapping[str, str], found: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse workers that would not make the same.

    Args:
        expected: What results are made from here, by what it is: versions, digests.
        found: The same of each worker, by its address.

    Raises:
        ClusterError: With the first worker that has something else, and what.
    """
    for address, own in sorted(found.items()):
        other = [name for name, value in expected.items() if own.get(name) != value]
        if other:
            raise ClusterError(
                "A worker would make something else: it has other "
                + ", ".join("versions of labor" if name == "labor" else name for name in other),
                where=address,
                expected=", ".join(f"{name} {expected[name]}" for name in other),
                got=", ".join(f"{name} {own.get(name, 'unknown')}" for name in other),
                next_step=_SAME,
            )


def project_here(root: Path) -> Path:
    """The project folder on a worker: that of its LABOR_HOME, else the one at the same path."""
    return Path(os.environ.get("LABOR_HOME") or root)
