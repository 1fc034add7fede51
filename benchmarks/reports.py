"""What reports cost: one and a set beside bare papermill runs, many beside two programs."""

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
#: What is aimed at: one report as a multiple of a bare run, the reports of a role and one of a
#: batch as a part of a loop.
SINGLE_LIMIT, SET_LIMIT, BATCH_LIMIT = 1.2, 0.6, 0.2
#: Default reports of a role.
OF_A_ROLE = 7
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
        yield from of_one_role(Path(made), min(runs, 3))
        yield from many(Path(made))


def of_one_role(folder: Path, runs: int) -> Iterator[Line]:
    """One report of a role, all its default ones, and a bare run of the same imports, in turn."""
    empty = folder / "empty.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(IMPORTS)]), empty)
    all_of_them = [LABOR, "report", "registered nurse", "--root", ROOT, "--out", folder / "set"]
    one = [*all_of_them[:-1], folder / "one", "--notebook", "overview"]
    commands = (one, all_of_them, papermill(empty, folder / "out.ipynb"))
    for command in commands:
        cost(command, folder)  # compiled modules are there from now on
    measured = [[cost(command, folder) for command in commands] for _ in range(runs)]
    single, whole, bare = zip(*measured, strict=True)

    def median(costs: Sequence[Cost], kind: str) -> float:
        return statistics.median(getattr(cost, kind) for cost in costs)

    yield Line(
        "one report, `overview`", median(single, "processor"), "papermill, same imports",
        median(bare, "processor"),
        ratio_limit=SINGLE_LIMIT, memory_mb=max(cost.memory_mb for cost in single),
    )  # fmt: skip
    for kind, unit in (("clock", "by the clock"), ("processor", "processor time")):
        yield Line(
            f"the {OF_A_ROLE} reports of a role, {unit}", median(whole, kind),
            f"papermill, same imports, {OF_A_ROLE} times", OF_A_ROLE * median(bare, kind),
            ratio_limit=SET_LIMIT, memory_mb=max(cost.memory_mb for cost in whole),
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
