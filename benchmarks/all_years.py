"""What 25 years of all areas cost: to build, and to read by occupation, area and year."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, Line, alone, in_turn, processor_seconds, scratch
from labor.tables.load import load

#: Years that are made up from the areas of May 2025, itself the first.
YEARS = range(2025, 2050)
MEMORY_LIMIT_MB, SECONDS_LIMIT = 2_000, 0.15
CARD = "oews_flat_2025.metro"
WANTED = {
    "one occupation": {"occupation_code": "29-2072"},
    "one area": {"area_code": "26420", "reference_year": [2049]},
    "one area, all years": {"area_code": "26420"},
    "one year": {"reference_year": 2049, "statistic": "median"},
}


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    with scratch() as made:
        snapshot = Path(made, "data", "raw", "snapshot")
        snapshot.mkdir(parents=True)
        for year in YEARS:
            make_year(snapshot, year)
        built = alone("benchmarks.all_years", made)
        yield Line(
            f"`labor build` of {len(YEARS)} years of all areas ({built['rows']:,.0f} rows of "
            "wages)",
            built["seconds"], memory_mb=built["memory_mb"], memory_limit_mb=MEMORY_LIMIT_MB,
        )  # fmt: skip
        added = alone("benchmarks.all_years", made, "one more")
        yield Line(
            "the same with one vintage more", added["seconds"],
            memory_mb=added["memory_mb"], memory_limit_mb=MEMORY_LIMIT_MB,
        )  # fmt: skip
        for what in WANTED:
            found = alone("benchmarks.all_years", made, what, runs)
            yield Line(
                f"{what} of them ({found['rows']:,.0f} rows), by the clock", found["seconds"],
                seconds_limit=SECONDS_LIMIT, memory_mb=found["memory_mb"],
            )  # fmt: skip


def make_year(snapshot: Path, year: int) -> None:
    """Put the table of all areas into a snapshot as that of a year that is made up."""
    own = ROOT / "data" / "raw" / "snapshot"
    card, name = (own / f"{CARD}.toml").read_text(), CARD.replace("2025", str(year))
    card = re.sub(r"\b2025\b|(?<=flat_)2025", str(year), card)
    (snapshot / f"{name}.toml").write_text(card)
    os.link(own / f"{CARD}.parquet", snapshot / f"{name}.parquet")


def measured(root: str, step: str = "build", runs: int = 1) -> dict[str, float]:
    tables = Path(root, "data", "processed")
    if step in WANTED:
        rows = len(load("wages", tables, **WANTED[step]))

        def waited() -> float:
            start = time.perf_counter()
            load("wages", tables, **WANTED[step])
            return time.perf_counter() - start

        (seconds,) = in_turn(runs, waited)
        return {"rows": rows, "seconds": seconds}

    import pyarrow.parquet

    from labor.tables.rebuild import rebuild

    if step == "one more":
        make_year(Path(root, "data", "raw", "snapshot"), YEARS.stop)
    seconds = processor_seconds(lambda: rebuild(Path(root), tables))
    parts = (tables / "wages").glob("*.parquet")
    return {
        "seconds": seconds,
        "rows": sum(pyarrow.parquet.read_metadata(part).num_rows for part in parts),
    }
