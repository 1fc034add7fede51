"""How well shared tasks agree with O*NET's own relatedness, and the ladder with the lists.

`python tests/helpers/ladder_measure.py` writes both measures into docs/methods/ladder.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd

import labor
from labor.answers.ladder.links import BASES, links, onet_of
from labor.answers.ladder.moves import LEAST_GAIN, MOST_EDUCATION, rungs
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
LISTED = re.compile(r"(<!-- lists -->\n).*?(<!-- end -->)", re.S)
YEAR, VINTAGE = 2025, "2024-34"


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


def against_lists(roles: Sequence[str], tables: Mapping[str, pd.DataFrame]) -> str:
    """How many of the ladder's ends the lists of the Handbook and of O*NET have, and back.

    Args:
        roles: Codes of the roles that ladders start at.
        tables: Tidy tables, `wages` of `YEAR`.

    Returns:
        A table. What a list could give are its occupations that the ladder may tell: at least a
        twentieth more pay, and no more education than is allowed.
    """
    known = rungs(tables, YEAR, VINTAGE)
    joined = links(tables, "soc_2018", BASES, {})
    told = {role: labor.ladder(role, year=YEAR, vintage=VINTAGE).rows for role in roles}
    ends = {(role, end) for role in roles for end in told[role]["occupation_code"]}
    supervisors = {
        (role, row.occupation_code)
        for role in roles
        for row in told[role].itertuples()
        if row.is_supervisor
    }
    lists = {
        "the Handbook's similar occupations": set(joined.pages),
        "O*NET's ten": {pair for pair, place in joined.places.items() if place <= 10},
        "O*NET's twenty": set(joined.places),
    }
    lists["the Handbook's or O*NET's twenty"] = set(joined.pages) | set(joined.places)
    lines = ["| list | ends of the ladder in it | of what it could give, told |", "|---|--:|--:|"]
    for name, pairs in lists.items():
        within = sum(frozenset(pair) in pairs for pair in ends)
        could = {
            (role, end.code)
            for role in roles
            for end in known.values()
            if frozenset((role, end.code)) in pairs
            and end.mean >= (1 + LEAST_GAIN) * known[role].mean
            and end.education <= known[role].education + MOST_EDUCATION
        }
        both = len(could & ends)
        lines.append(
            f"| {name} | {within} of {len(ends)} ({within / len(ends):.0%}) "
            f"| {both} of {len(could)} ({both / len(could):.0%}) |"
        )
    alone = {pair for pair in ends if frozenset(pair) not in pairs}
    lines.append(f"| neither | {len(alone)}, of which {len(alone & supervisors)} supervisors | |")
    return "\n".join(lines)


def block(page: str) -> str:
    """What stands between the two marks."""
    return MARKS.search(page)[0].split("\n", 1)[1].rsplit("\n", 1)[0]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests/answers"))
    from test_ladder_expectations import EXPECTED

    folder = ROOT / "data/processed"
    names = ("tasks", "technology", "related_occupations", "soc_lineage", "similar_occupations")
    held = {name: load(name, folder) for name in (*names, "profile_members", "projections")}
    held["wages"] = load("wages", folder, reference_year=YEAR, area_code="99")
    own = onet(held)
    table = agreement(overlap(own["tasks"], own["technology"]), own["related_occupations"])
    text = PAGE.read_text(encoding="utf-8")
    text = MARKS.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text)
    lists = against_lists([role for role, *_ in EXPECTED], held)
    text = LISTED.sub(lambda found: f"{found[1]}{lists}\n{found[2]}", text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
