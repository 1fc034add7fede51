"""The small form of every benchmark: a line with both sides, their ratio and a verdict."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Line:
    """One line of the table.

    Args:
        what: What was measured.
        seconds: Median of the runs.
        baseline: What it is held against; empty if the seconds are the measure.
        baseline_seconds: Median of the baseline's runs.
        ratio_limit: Most that `seconds` may be of `baseline_seconds`.
        seconds_limit: Most that `seconds` may be.
        memory_mb: Peak memory of the process; 0 if it was not measured.
        memory_limit_mb: Most that it may be.
        skipped: Why nothing was measured.
    """

    what: str
    seconds: float = 0.0
    baseline: str = ""
    baseline_seconds: float = 0.0
    ratio_limit: float = 0.0
    seconds_limit: float = 0.0
    memory_mb: float = 0.0
    memory_limit_mb: float = 0.0
    skipped: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.baseline_seconds if self.baseline_seconds else 0.0

    @property
    def is_good(self) -> bool:
        pairs = (
            (self.ratio, self.ratio_limit),
            (self.seconds, self.seconds_limit),
            (self.memory_mb, self.memory_limit_mb),
        )
        return all(value <= limit for value, limit in pairs if limit)

    def cells(self) -> list[str]:
        if self.skipped:
            return [self.what, "", "", "", "", "", f"skipped: {self.skipped}"]
        aims = [
            f"{self.ratio_limit:g} x" if self.ratio_limit else "",
            f"{self.seconds_limit:g} s" if self.seconds_limit else "",
            f"{self.memory_limit_mb:,.0f} MB" if self.memory_limit_mb else "",
        ]
        return [
            self.what,
            f"{self.seconds:.3f} s",
            f"{self.baseline} {self.baseline_seconds:.3f} s" if self.baseline else "",
            f"{self.ratio:.2f}" if self.baseline else "",
            f"{self.memory_mb:,.0f} MB" if self.memory_mb else "",
            ", ".join(filter(None, aims)) or "none",
            "good" if self.is_good else "MISSED",
        ]


HEADINGS = ["what", "time", "baseline", "ratio", "memory", "at most", "verdict"]


def table(lines: Sequence[Line]) -> str:
    """The lines as one Markdown table."""
    rows = [HEADINGS, ["---"] * len(HEADINGS), *(line.cells() for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time, which other work on the machine changes less than the clock's."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turn(runs: int, *sides: Callable[[], float]) -> list[float]:
    """Run every side in turn, several times; the median of each."""
    taken = [[side() for side in sides] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


@dataclass
class Program:
    """A command line whose processor time, that of its children included, is taken.

    Args:
        arguments: Command and arguments.
        environment: Variables to set besides those of the caller.
    """

    arguments: Sequence[str | Path]
    environment: dict[str, str] = field(default_factory=dict)

    def seconds(self) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            self.arguments, capture_output=True, text=True, env=os.environ | self.environment
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise RuntimeError(f"{self.arguments}: {done.stderr}")
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def alone(module: str, *arguments: object) -> dict[str, float]:
    """Run a function of a benchmark in a process of its own.

    Args:
        module: Module whose `measured(*arguments)` returns numbers by name.
        arguments: Texts and numbers for it.

    Returns:
        The numbers, and `memory_mb`, the peak memory of that process.
    """
    code = (
        "import json, resource, sys; from importlib import import_module; "
        "found = import_module(sys.argv[1]).measured(*json.loads(sys.argv[2])); "
        "found['memory_mb'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024; "
        "print(json.dumps(found))"
    )
    given = json.dumps(arguments, default=str)
    done = subprocess.run(
        [sys.executable, "-c", code, module, given], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def scratch() -> tempfile.TemporaryDirectory:
    """A folder that goes when the benchmark ends."""
    return tempfile.TemporaryDirectory(prefix="labor-benchmark-")
