"""What a command costs from a cold start beside an interpreter and `import pandas`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, Line, Program, in_turn, scratch

HELP_LIMIT = 0.2
LABOR = Path(sys.executable).with_name("labor")
#: Commands, and how many times as long as `import pandas` each may take.
COMMANDS = (
    (["find", "medical coder"], 1.2),
    (["compare", "29-2072", "--peer", "31-9092"], 1.6),
    (
        [
            *("compare", "medical records technician"),
            *("--peer", "medical assistant", "--peer", "information clerks"),
        ],
        2.0,
    ),
)


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    with scratch() as compiled:
        # Both sides start from compiled modules, as they do after their first run.
        cached = {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}

        def program(*arguments: str | Path) -> Program:
            found = Program(arguments, cached)
            found.seconds()
            return found

        python = program(sys.executable, "-c", "pass")
        pandas = program(sys.executable, "-c", "import pandas")
        shown = program(LABOR, "--help")
        seconds, bare = in_turn(runs, shown.seconds, python.seconds)
        yield Line("`labor --help`", seconds, "python", bare, seconds_limit=HELP_LIMIT)
        for command, limit in COMMANDS:
            what = f"`labor {' '.join(command)}`"
            if not (ROOT / "data" / "processed" / "occupations.parquet").exists():
                yield Line(what, skipped="no tables were built; run `make data`")
                continue
            asked = program(LABOR, *command, "--root", ROOT)
            seconds, loading = in_turn(runs, asked.seconds, pandas.seconds)
            yield Line(what, seconds, "import pandas", loading, ratio_limit=limit)
