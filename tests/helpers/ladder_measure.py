"""How well shared tasks and technology agree with O*NET's own relatedness, as a page.

`python tests/helpers/ladder_measure.py` writes the measure into docs/methods/ladder.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd

from labor.answers.ladder.links import onet_of
from labor.methods import overlap as measured
from labor.methods.overlap import Overlap, overlap
from labor.tables.load import load

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/methods/ladder.md"
TIERS = {
    "five most related": ("Primary-Short",),
    "ten most related": ("Primary-Short", "Primary-Long"),
}
NEAREST = (5, 10, 20, 50)
SHARES = {"tasks alone": 1.0, "tasks 0.8, technology 0.2": 0.8, "half and half": 0.5}
SHARES |= {"technology alone": 0.0}
MARKS = re.compile(r"(<!-- agreement -->\n).*?(<!-- end -->)", re.S)


def onet(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """O*NET's tables as the ladder reads them."""
    return onet_of(tables, "soc_2018")


def recall(both: Overlap, related: pd.DataFrame, tiers: Sequence[str], nearest: int) -> float:
    """Share of the occupations that O*NET relates which are among the nearest here.

    Args:
        both: Output of `overlap`.
        related: Table `related_occupations` of the same release.
        tiers: Tiers of relatedness that count.
        nearest: How many nearest are looked at.

    Returns:
        0 to 1. Pairs of O*NET occupations of one SOC code, or without tasks, are left out.
    """
    rows = related[related["tier"].isin(tiers)]
    pairs = {
        (both.index(one), both.index(other[:7]))
        for one, other in zip(rows["soc_code"], rows["related_onet_soc_code"], strict=True)
        if one != other[:7]
    }
    known = [pair for pair in pairs if None not in pair]
    return float(np.mean([both.places[pair] <= nearest for pair in known]))


def agreement(shared: Overlap, related: pd.DataFrame) -> str:
    """Share of O*NET's related occupations among the nearest, as a table."""
    lines = [
        "| measure | O*NET's list | among the nearest 5 | 10 | 20 | 50 |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for name, share in SHARES.items():
        # The two parts are measured once; only their mixture differs.
        mixed = Overlap(shared.release, shared.soc_version, shared.tasks, shared.technology)
        with patch.object(measured, "TASKS_SHARE", share):
            for said, tiers in TIERS.items():
                found = [recall(mixed, related, tiers, nearest) for nearest in NEAREST]
                cells = " | ".join(f"{value:.1%}" for value in found)
                lines.append(f"| {name} | {said} | {cells} |")
    count = len(shared.tasks.codes) - 1
    chance = " | ".join(f"{nearest / count:.1%}" for nearest in NEAREST)
    return "\n".join([*lines, f"| chance | any | {chance} |"])


def block(page: str) -> str:
    """What stands between the two marks."""
    return MARKS.search(page)[0].split("\n", 1)[1].rsplit("\n", 1)[0]


if __name__ == "__main__":
    names = ("tasks", "technology", "related_occupations", "soc_lineage")
    held = onet({name: load(name, ROOT / "data/processed") for name in names})
    table = agreement(overlap(held["tasks"], held["technology"]), held["related_occupations"])
    text = PAGE.read_text(encoding="utf-8")
    text = MARKS.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
