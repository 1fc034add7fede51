"""The publisher's flat file of May 2025, read without a line of the program's reader."""

from __future__ import annotations

import lzma
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from labor.publishers.oews.codes import flat_area


def random_series(
    new_publishers: Path, number: int, seed: int, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[str, str, int, str, str]]:
    """Some of the series of all industries together, chosen by chance.

    Args:
        new_publishers: Folder of the publishers' newer files; the test skips without this one.
        number: How many.
        seed: Decides which.
        is_wanted: Whether a line of the file may be chosen: "OEUM", area and industry first.

    Yields:
        Area code, occupation code, kind of datum, printed value and footnote.
    """
    path = new_publishers / "oews" / "flat" / "oe.data.0.Current.xz"
    if not path.exists():
        pytest.skip("the publisher's flat file of May 2025 is not on this machine")
    with lzma.open(path, "rt", encoding="ascii") as lines:
        next(lines)
        series = [line for line in lines if line[11:17] == "000000" and is_wanted(line)]
    for line in random.Random(seed).sample(series, number):
        name, _, _, printed, note = (part.strip() for part in line.split("\t"))
        area, _, _ = flat_area({"area_code": name[4:11]})
        yield area, f"{name[17:19]}-{name[19:23]}", int(name[23:]), printed, note
