"""What `labor build` costs: from nothing, with nothing new, with one new vintage."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet

from benchmarks.measure import ROOT, Line, Program, alone, in_turn, processor_seconds, scratch
from labor.tables.snapshot import read_source, write_source

#: Multiple of the bare read and write, seconds, and megabytes.
WHOLE_LIMIT, UNCHANGED_LIMIT, MEMORY_LIMIT_MB = 8.0, 0.5, 1_500
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
        build.seconds()
        bare_seconds = alone("benchmarks.builds", root, "bare")["seconds"]
        yield Line(
            f"`labor build` of {count} raw tables", seconds, "pyarrow alone", bare_seconds,
            ratio_limit=WHOLE_LIMIT, memory_mb=memory, memory_limit_mb=MEMORY_LIMIT_MB,
        )  # fmt: skip
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


def measured(root: str, step: str = "build") -> dict[str, float]:
    if step == "bare":
        built = (Path(root) / "data" / "processed").rglob("[a-z]*.parquet")
        tables = [pyarrow.parquet.read_table(path, partitioning=None) for path in built]
        return {"seconds": processor_seconds(lambda: read_and_write(Path(root), tables))}
    from labor.tables.rebuild import rebuild

    rebuild(Path(root), Path(root) / "data" / "processed", anew=True)
    return {}


def read_and_write(root: Path, tables: list[pyarrow.Table]) -> None:
    """Read every raw table as text and write every table of a build, which nothing can avoid."""
    for path in (root / "data" / "raw" / "snapshot").iterdir():
        if path.suffix == ".parquet":
            pyarrow.parquet.read_table(path)
        elif path.suffix != ".toml":
            pyarrow.csv.read_csv(path)
    for number, table in enumerate(tables):
        pyarrow.parquet.write_table(table, root / f"bare{number}.parquet", compression="zstd")
