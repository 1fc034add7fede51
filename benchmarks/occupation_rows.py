"""What the rows of one occupation cost out of a table of all areas and years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.measure import Line, alone, in_turn, processor_seconds, scratch
from labor.schema.tables import TABLES
from labor.tables.files import SECOND, second_order_of, write_parquet
from labor.tables.load import load

ROWS = 10_000_000
SECONDS_LIMIT = 0.1
SCHEMA = TABLES["wages"]
STATISTICS = ("mean", "median", "p10", "p25", "p75", "p90")
#: Areas, and occupations of an area, as the tables of May 2024 have them: 55 states and
#: territories, some 530 metropolitan and other areas, 1,100 codes of which a third has rows.
AREAS, CODES, SHARE = 580, 1_100, 0.34
ASKED = f"{11 + 417 % 40}-{1000 + 417}"


def lines(folder: Path | None, runs: int) -> Iterator[Line]:
    with scratch() as made:
        alone("benchmarks.occupation_rows", "write", made, runs)
        found = alone("benchmarks.occupation_rows", "read", made, runs)
        whole = alone("benchmarks.occupation_rows", "whole", made, runs)
    yield Line(
        f"one occupation out of {ROWS:,} rows of wages ({found['rows']:,.0f} rows)",
        found["seconds"], "the whole table", whole["seconds"],
        seconds_limit=SECONDS_LIMIT, memory_mb=found["memory_mb"],
    )  # fmt: skip


def measured(step: str, folder: str, runs: int) -> dict[str, float]:
    if step == "write":
        frame, place = made_table(ROWS), Path(folder)
        write_parquet(place / "wages.parquet", frame)
        write_parquet(second_order_of(place, "wages"), frame, first=SECOND)
        return {}
    if step == "whole":
        return {"seconds": processor_seconds(lambda: load("wages", Path(folder)))}
    asked = {"occupation_code": ASKED}
    rows = len(load("wages", Path(folder), **asked))
    (seconds,) = in_turn(
        runs, lambda: processor_seconds(lambda: load("wages", Path(folder), **asked))
    )
    return {"rows": rows, "seconds": seconds}


def made_table(count: int) -> pd.DataFrame:
    """Rows that look like the agency's, sorted by the key."""
    dice = np.random.default_rng(2026)
    codes = np.array([f"{11 + n % 40}-{1000 + n}" for n in range(CODES)])
    codes.sort()
    per_area = int(CODES * SHARE)
    blocks = -(-count // (per_area * len(STATISTICS)))
    chosen = [np.sort(dice.choice(CODES, per_area, replace=False)) for _ in range(blocks)]
    code = np.repeat(np.concatenate(chosen), len(STATISTICS))[:count]
    block = np.repeat(np.arange(blocks), per_area * len(STATISTICS))[:count]
    year, area = 2025 - (blocks - 1 - block) // AREAS, (block - blocks) % AREAS
    statistic = np.arange(count) % len(STATISTICS)
    pay = np.round(dice.lognormal(10.9, 0.5, count), -1)
    hourly = np.round(pay / 2080, 2)
    missing = dice.random(count) < 0.02
    pay[missing], hourly[missing] = np.nan, np.nan
    status = np.where(missing, 1, 0)
    texts = {
        "area_code": (area, [f"{10000 + n}" for n in range(AREAS)]),
        "area_title": (area, [f"Place number {n}, and Another, OH" for n in range(AREAS)]),
        "occupation_code": (code, codes),
        "occupation_title": (code, [f"Workers of some occupation {n}" for n in range(CODES)]),
        "statistic": (statistic, STATISTICS),
        "hourly_wage_usd_status": (status, ("published", "not_available")),
        "annual_wage_usd_status": (status, ("published", "not_available")),
        "rse_pct_status": (statistic, ("published", *["not_applicable"] * 5)),
        "source_id": (year - year.min(), [f"oews_all_{y}" for y in range(year.min(), 2026)]),
    }
    constants = {
        "industry_code": "000000", "industry_level": "cross-industry", "ownership_code": "1235",
        "occupation_level": "detailed", "area_type": "metropolitan",
        "industry_title": "Cross-industry", "soc_version": "soc_2018", "pay_basis": None,
    }  # fmt: skip
    columns = {
        "reference_year": pa.array(year), "hourly_wage_usd": pa.array(hourly, from_pandas=True),
        "annual_wage_usd": pa.array(pay, from_pandas=True),
        "rse_pct": pa.array(np.where(statistic == 0, 2.1, np.nan), from_pandas=True),
    }  # fmt: skip
    columns |= {name: _texts(at, words) for name, (at, words) in texts.items()}
    columns |= {name: _texts(np.zeros(count, "int8"), [text]) for name, text in constants.items()}
    table = pa.table({name: columns[name] for name in SCHEMA.names})
    return table.to_pandas().astype(SCHEMA.dtypes)


def _texts(at: np.ndarray, words: object) -> pa.Array:
    return pa.array(list(words), pa.large_string()).take(pa.array(at))
