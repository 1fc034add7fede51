"""What reports cost: one beside a bare papermill run, many beside a loop of two programs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from benchmarks.measure import ROOT, Line, scratch, table

COMPARE = ROOT / "notebooks" / "compare-roles.ipynb"
LABOR = Path(sys.executable).with_name("labor")
#: What the report imports, and nothing else.
IMPORTS = """\
import lxml.etree
import matplotlib.backends.backend_svg
import pandas
import pyarrow.dataset

import labor
from labor import figures

labor.compare, figures.masthead, figures.answer, figures.pay_chart, figures.outlook_chart
figures.comparison_table, figures.caveats, figures.sources
"""
#: What is aimed at: one report as a multiple of a bare run, one of a batch as a part of the loop.
SINGLE_LIMIT, BATCH_LIMIT = 1.5, 0.2
ROLES = (
    "29-2072", "29-1141", "31-9092", "43-4171", "15-1252", "11-9111", "29-2052", "35-3023",
    "41-2031", "47-2111", "53-3032", "25-2021", "13-2011", "33-3051", "39-5012", "51-4121",
    "49-9071", "45-2092", "21-1012", "23-1011", "27-2011", "29-1249", "37-2011", "17-2051",
)  # fmt: skip
#: Roles of the loop, which takes as long for each.
LOOP = ROLES[:3]


@dataclass(frozen=True)
class Cost:
    """What a program and its children cost: by the clock, of processors, memory of the largest."""

    clock: float
    processor: float
    memory_mb: float


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    if not (ROOT / "data" / "processed" / "occupations.parquet").exists():
        yield Line("reports", skipped="no tables were built; run `make data`")
        return
    with scratch() as made:
        yield single(Path(made), min(runs, 3))
        yield from many(Path(made))


def single(folder: Path, runs: int) -> Line:
    """The worked example and a bare run of the same imports, in turn: processor time."""
    empty = folder / "empty.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(IMPORTS)]), empty)
    report = [LABOR, "report", "--notebook", "compare-roles", "--root", ROOT, "--out", folder]
    bare_run = papermill(empty, folder / "out.ipynb")
    for command in (report, bare_run):
        cost(command, folder)  # compiled modules are there from now on
    pairs = [(cost(report, folder), cost(bare_run, folder)) for _ in range(runs)]
    seconds, bare = (
        statistics.median(c.processor for c in side) for side in zip(*pairs, strict=True)
    )
    memory = max(report.memory_mb for report, _ in pairs)
    return Line(
        "one report, `compare-roles`", seconds, "papermill, same imports", bare,
        ratio_limit=SINGLE_LIMIT, memory_mb=memory,
    )  # fmt: skip


def many(folder: Path) -> Iterator[Line]:
    """A batch, and papermill and nbconvert for each role: by the clock, and processor time."""
    roles, notebook = folder / "roles.txt", without_newer(folder)
    roles.write_text("\n".join(ROLES), encoding="utf-8")
    command = [LABOR, "report", "--roles", roles, "--root", ROOT, "--out", folder / "batch"]
    batch = cost(command, folder)
    loop = [cost(program, folder) for role in LOOP for program in both_programs(role, notebook)]
    what, baseline = f"each of {len(ROLES)} reports at once", "papermill, nbconvert"
    for kind in ("clock", "processor"):
        each = getattr(batch, kind) / len(ROLES)
        alone = sum(getattr(one, kind) for one in loop) / len(LOOP)
        unit = "by the clock" if kind == "clock" else "processor time"
        yield Line(
            f"{what}, {unit}", each, baseline, alone,
            ratio_limit=BATCH_LIMIT, memory_mb=batch.memory_mb,
        )  # fmt: skip


def both_programs(role: str, notebook: Path) -> list[list[str | Path]]:
    out = notebook.with_name("out.ipynb")
    values = {"role": role, "reference_year": "2025", "projection_vintage": "2024-34"}
    given = [text for name, value in values.items() for text in ("-p", name, value)]
    convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", out]
    return [[*papermill(notebook, out), *given, "-y", "peers: []"], convert]


def papermill(notebook: Path, out: Path) -> list[str | Path]:
    return [sys.executable, "-m", "papermill", "--no-progress-bar", "-k", "python3", notebook, out]


def without_newer(folder: Path) -> Path:
    """The notebook with the cells that run for one role, as the batch runs them."""
    content = nbformat.read(COMPARE, as_version=4)
    content.cells = [c for c in content.cells if "if-newer_year" not in c.metadata.get("tags", [])]
    nbformat.write(content, folder / "loop.ipynb")
    return folder / "loop.ipynb"


def cost(arguments: Sequence[str | Path], folder: Path) -> Cost:
    """Run a program and everything it starts, from compiled modules."""
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    start = time.monotonic()
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            arguments, cwd=ROOT, env=os.environ | compiled, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments}: {(folder / 'said.txt').read_text(errors='replace')}")
    return Cost(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def main(arguments: Sequence[str] = ()) -> int:
    measured = list(lines(None, 3))
    print(table(measured))
    return int(not all(line.is_good for line in measured))


if __name__ == "__main__":
    raise SystemExit(main())
