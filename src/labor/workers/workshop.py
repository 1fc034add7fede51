"""What a worker needs for the tasks of one run: tools that outlive a task, and the right inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from distributed import Worker, WorkerPlugin, get_worker

from labor.workers.reach import check_same


class Tool(Protocol):
    """Something that tasks use one after another, such as a process that is warm."""

    def close(self) -> None:
        """Give back what it holds."""


T = TypeVar("T")
R = TypeVar("R")


class Workshop(WorkerPlugin):
    """Lies on each worker for as long as a run lasts, also on one that comes later.

    Args:
        inputs: Says what results are made from on the machine that calls it, by what it is.
        expected: What it says where the run was started.
        opened: Makes a tool.
    """

    def __init__(
        self,
        inputs: Callable[[], Mapping[str, str]],
        expected: Mapping[str, str],
        opened: Callable[[], Tool],
    ) -> None:
        self._inputs, self._expected, self._opened = inputs, expected, opened
        self._found: dict[str, Mapping[str, str]] = {}
        self._tools: list[Tool] = []
        self._idle: list[Tool] = []

    def setup(self, worker: Worker) -> None:
        """Look at the inputs when the run, or the worker, begins."""
        self._found = {worker.address: self._inputs()}

    def teardown(self, worker: Worker) -> None:
        """Close the tools when the run, or the worker, ends, also those at work."""
        for tool in list(self._tools):
            self._close(tool)

    def check(self) -> None:
        """Refuse to work with other inputs.

        Raises:
            ClusterError: What is other.
        """
        check_same(self._expected, self._found)

    @contextmanager
    def tool(self) -> Iterator[Tool]:
        """A tool for one task alone; one that a task failed with is not used again."""
        try:
            tool = self._idle.pop()
        except IndexError:
            tool = self._opened()
            self._tools.append(tool)
        try:
            yield tool
        except BaseException:
            self._close(tool)
            raise
        self._idle.append(tool)

    def _close(self, tool: Tool) -> None:
        try:
            self._tools.remove(tool)
        except ValueError:
            return  # another thread closes it
        tool.close()


def work(name: str, function: Callable[[Any, T], R], item: T) -> R:
    """Do one task on a worker.

    Args:
        name: Name of the run's workshop.
        function: Takes a tool and the item.
        item: What is to be done.

    Returns:
        What the function gives.

    Raises:
        ClusterError: The worker has other inputs.
    """
    workshop = get_worker().plugins[name]
    workshop.check()
    with workshop.tool() as tool:
        return function(tool, item)
