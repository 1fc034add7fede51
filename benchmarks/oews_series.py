"""What the time series of OEWS cost beside reading them as text and writing that as Parquet."""

from __future__ import annotations

import lzma
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet

from benchmarks.measure import Line, alone, in_turn, processor_seconds, scratch
from labor.publishers.registry import extract, parse, tidy
from labor.tables.files import write_parquet

#: What is aimed at: time as a multiple of the bare read and write, and megabytes.
LIMIT, MEMORY_LIMIT_MB = 4.0, 2_000
#: As many occupations in so many areas as the publisher's file has estimates.
AREAS, OCCUPATIONS = 530, 700
HEAD = "series_id                     \tyear\tperiod\t       value\tfootnote_codes\r\n"
VALUES = (
    "20", "0.5", "25.50", "53040", "0.6", "10.00", "15.00", "24.00", "30.00", "40.00",
    "20800", "31200", "49920", "62400", "83200", "1.250", "0.90",
)  # fmt: skip


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    held = sorted(folder.rglob("oe.data.*")) if folder else []
    with scratch() as made:
        path = held[0] if held else made_file(Path(made) / "oe.data.0.Current")
        if path.suffix == ".xz":
            with lzma.open(path) as packed, (Path(made) / "oe.data").open("wb") as plain:
                shutil.copyfileobj(packed, plain)
            for titles in path.parent.glob("oe.*.txt"):
                shutil.copy(titles, made)
            path = Path(made) / "oe.data"
        found = alone("benchmarks.oews_series", path, made, min(runs, 3))
    what = "the publisher's" if held else "a made-up"
    yield Line(
        f"tidy rows of {what} file of time series, written",
        found["tidied"], "read_csv and Parquet", found["bare"], ratio_limit=LIMIT,
        memory_mb=found["memory_mb"], memory_limit_mb=MEMORY_LIMIT_MB,
    )  # fmt: skip


def measured(path: str, scratch_folder: str, runs: int) -> dict[str, float]:
    out = Path(scratch_folder)
    tidied, bare = in_turn(
        runs,
        lambda: processor_seconds(lambda: write_tidied(Path(path), out)),
        lambda: processor_seconds(lambda: write_bare(Path(path), out)),
    )
    return {"tidied": tidied, "bare": bare}


def write_tidied(path: Path, out: Path) -> None:
    for number, table in enumerate(extract(path)):
        parts = tidy(parse(table), table.kind, table.vintage, "x", table.facts)
        for name, rows in parts.items():
            write_parquet(out / f"{name}{number}.parquet", rows)


def write_bare(path: Path, out: Path) -> None:
    tabs = pyarrow.csv.ParseOptions(delimiter="\t")
    pyarrow.parquet.write_table(
        pyarrow.csv.read_csv(path, parse_options=tabs), out / "bare.parquet"
    )


def made_file(path: Path) -> Path:
    """A file of as many numbers as the publisher's, all of areas and all released."""
    with path.open("w", encoding="ascii", newline="") as stream:
        stream.write(HEAD)
        for area in range(AREAS):
            for occupation in range(OCCUPATIONS):
                cell = f"OEUM{10_000 + area:07}000000{11 + occupation % 40}{1000 + occupation}"
                stream.writelines(
                    f"{cell}{datum:02}     \t2025\tA01\t{value:>12}\t\r\n"
                    for datum, value in enumerate(VALUES, start=1)
                )
    return path
