"""The publisher's flat file of May 2025, read without a line of the program's reader."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sampling import tries

from labor.publishers.oews.codes import flat_area

#: Types of datum of the series that an answer shows, and its column.
SHOWN = {
    1: "employment_jobs", 4: "mean_annual_usd", 5: "mean_rse_pct", 8: "median_hourly_usd",
    11: "p10_annual_usd", 12: "p25_annual_usd", 13: "median_annual_usd", 14: "p75_annual_usd",
    15: "p90_annual_usd",
}  # fmt: skip


def is_shown(line: str) -> bool:
    """A published figure of a metropolitan area that an answer shows."""
    of_one = line[3] == "M" and line[19:23] != "0000" and int(line[23:25]) in SHOWN
    return of_one and not line.split("\t")[4].strip()


#: Samples by name: how many lines, what decides which, and whether a line ("OEUM", area, industry)
#: may be chosen. The file has seven million lines: it is read once for all of them.
SAMPLES: dict[str, tuple[int, int, Callable[[str], bool]]] = {
    "figures of answers": (tries(20, 50), 50, is_shown),
    "cells": (200, 2026, lambda line: line[3] in "MS"),
}


def random_series(
    name: str, new_publishers: Path, made_once: Callable[[str, Callable[[Path], object]], Path]
) -> Iterator[tuple[str, str, int, str, str]]:
    """Some of the series of all industries together, chosen by chance.

    Args:
        name: One of `SAMPLES`.
        new_publishers: Folder of the publishers' newer files; the test skips without this one.
        made_once: The fixture, which lets one test make what others read.

    Yields:
        Area code, occupation code, kind of datum, printed value and footnote.
    """
    path = new_publishers / "oews" / "flat" / "oe.data.0.Current.xz"
    if not path.exists():
        pytest.skip("the publisher's flat file of May 2025 is not on this machine")
    made = made_once("flat-samples", lambda out: out.write_text(json.dumps(_samples(path))))
    for line in json.loads(made.read_text())[name]:
        series, _, _, printed, note = (part.strip() for part in line.split("\t"))
        area, _, _ = flat_area({"area_code": series[4:11]})
        yield area, f"{series[17:19]}-{series[19:23]}", int(series[23:]), printed, note


def _samples(path: Path) -> dict[str, list[str]]:
    series: dict[str, list[str]] = {name: [] for name in SAMPLES}
    with lzma.open(path) as lines:
        next(lines)
        for encoded in lines:
            if encoded[11:17] == b"000000":
                line = encoded.decode("ascii")
                for name, (_, _, is_wanted) in SAMPLES.items():
                    if is_wanted(line):
                        series[name].append(line)
    return {
        name: random.Random(seed).sample(series[name], number)
        for name, (number, seed, _) in SAMPLES.items()
    }
