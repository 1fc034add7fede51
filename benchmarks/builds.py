"""What `labor build` costs: from nothing, with nothing new, with one new vintage."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import ROOT, Line, Program, alone, in_turn, scratch
from labor.tables.snapshot import read_source, write_source

WHOLE_LIMIT, UNCHANGED_LIMIT = 10.0, 0.5
CHANGED = "oews_national_2018"
LABOR = Path(sys.executable).with_name("labor")


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    with scratch() as made:
        root = Path(made)
        raw = root / "data" / "raw" / "snapshot"
        shutil.copytree(ROOT / "data" / "raw" / "snapshot", raw)
        build = Program([LABOR, "build", "--root", root])
        start = Program([sys.executable, "-c", "pass"])
        few = min(runs, 3)

        def whole() -> float:
            shutil.rmtree(root / "data" / "processed", ignore_errors=True)
            return build.seconds()

        (seconds,) = in_turn(few, whole)
        memory = alone("benchmarks.builds", root)["memory_mb"]
        count = len(list(raw.glob("*.toml")))
        yield Line(
            f"`labor build` of {count} raw tables", seconds,
            seconds_limit=WHOLE_LIMIT, memory_mb=memory,
        )  # fmt: skip
        build.seconds()
        unchanged, bare = in_turn(runs, build.seconds, start.seconds)
        yield Line(
            "the same with nothing new", unchanged, "python", bare, seconds_limit=UNCHANGED_LIMIT
        )

        def one_new() -> float:
            cut(raw / f"{CHANGED}.toml")
            return build.seconds()

        (changed,) = in_turn(few, one_new)
        yield Line("the same with one new vintage", changed, "all new", seconds, ratio_limit=0.7)


def cut(card: Path) -> None:
    """Take the last row from a raw table, so that it is another one."""
    source = read_source(card)
    write_source(
        card.parent, replace(source, table=replace(source.table, rows=source.table.rows[:-1]))
    )


def measured(root: str) -> dict[str, float]:
    from labor.tables.rebuild import rebuild

    rebuild(Path(root), Path(root) / "data" / "processed", anew=True)
    return {}
