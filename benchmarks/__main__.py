"""Run the benchmarks and print one table: `python -m benchmarks [FOLDER] [--only NAME]`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    all_years,
    builds,
    cold_starts,
    oews_series,
    parse_oews,
    reports,
    scaling,
)
from benchmarks.measure import Line, table

Lines = Callable[[Path | None, int], Iterator[Line]]

BENCHMARKS: dict[str, Lines] = {
    "starts": cold_starts.lines,
    "builds": builds.lines,
    "parse": parse_oews.lines,
    "all-data": parse_oews.all_data_lines,
    "series": oews_series.lines,
    "all-years": all_years.lines,
    "scaling": scaling.lines,
}
#: Says its results in sentences of its own, below the table.
REPORTS = "reports"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="the publisher's national tables")
    parser.add_argument(
        "--only", action="append", choices=[*BENCHMARKS, REPORTS], help="again for each"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each side (default 5)")
    options = parser.parse_args(arguments)
    names = options.only or [*BENCHMARKS, REPORTS]
    measured: list[Line] = []
    for name in (name for name in names if name != REPORTS):
        print(f"measuring {name} ...", file=sys.stderr)
        measured += BENCHMARKS[name](options.folder, options.runs)
    print(table(measured))
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}")
    failed = reports.main([]) if REPORTS in names else 0
    return failed or int(not all(line.is_good for line in measured))


sys.exit(main(sys.argv[1:]))
