"""Which of many roles can be told apart, and which rank each can have.

Both say how far the published standard errors carry a comparison of more than two roles: a table
sorted by pay shows an order even where the sample does not.
"""

from __future__ import annotations

from itertools import combinations
from string import ascii_letters
from typing import Any

import numpy as np
import pandas as pd

from labor.errors import AnalysisError
from labor.methods.uncertainty import (
    HIGHER,
    LEVEL,
    LOWER,
    NO_TEST,
    TIED,
    holm,
    standard_error,
    two_sided_p,
)

#: Draws of the simulation behind ranks, and its seed: the same input gives the same ranks.
DRAWS, SEED = 10_000, 20180501


def compare_all(frame: pd.DataFrame) -> pd.DataFrame:
    """Test every pair of means, with the error rate of the whole family kept.

    Holm's method: the chance that any pair at all is wrongly told apart is at most 1 - `LEVEL`,
    however many pairs there are. The samples are taken as independent.

    Args:
        frame: A row per role with columns `name` (no two alike), `estimate` (mean wage or
            employment) and `rse_pct`; NaN where not published.

    Returns:
        A row per pair: `first`, `second`, `difference`, `p_value`, `verdict` (first against
        second: "higher", "lower", "tied"; "no_test" where an error or an estimate is not
        published).

    Raises:
        AnalysisError: Two roles have one name.
    """
    if frame["name"].duplicated().any():
        raise AnalysisError(
            "Two roles have the same name",
            got=frame.loc[frame["name"].duplicated(), "name"].iloc[0],
        )
    roles = frame.assign(error=standard_error(frame["estimate"], frame["rse_pct"]))
    pairs = list(combinations(range(len(roles)), 2))
    first, second = (np.array([pair[side] for pair in pairs], dtype=int) for side in (0, 1))
    name, mean, error = (roles[column].to_numpy() for column in ("name", "estimate", "error"))
    gap = mean[first] - mean[second]
    spread = np.hypot(error[first], error[second])
    p_value = np.array([two_sided_p(z) for z in gap / spread])
    verdict = np.where(gap > 0, HIGHER, LOWER)
    verdict = np.where(holm(p_value, 1 - LEVEL), verdict, TIED)
    return pd.DataFrame(
        {
            "first": name[first],
            "second": name[second],
            "difference": gap,
            "p_value": p_value,
            "verdict": np.where(np.isnan(p_value), NO_TEST, verdict),
        }
    )


def groups(frame: pd.DataFrame) -> pd.DataFrame:
    """Put roles that cannot be told apart in common groups.

    A group is as large as can be while every two of its roles are tied (a maximal clique of ties
    by `compare_all`, shown as a compact letter display). A role can be in several groups: being
    tied does not carry over from A and B, B and C, to A and C.

    Args:
        frame: See `compare_all`.

    Returns:
        The frame with a column `letters`: roles that share a letter cannot be told apart; "a" is
        the group with the highest estimate. Empty where no error is published.
    """
    testable = frame[frame["estimate"].notna() & frame["rse_pct"].notna()]
    ordered = testable.sort_values("estimate", ascending=False, kind="stable")["name"].tolist()
    pairs = compare_all(testable)
    tied: dict[Any, set[Any]] = {name: set() for name in ordered}
    close = pairs[pairs["verdict"] == TIED]
    for first, second in zip(close["first"], close["second"], strict=True):
        tied[first].add(second)
        tied[second].add(first)
    place = {name: index for index, name in enumerate(ordered)}
    cliques = sorted(sorted(place[name] for name in clique) for clique in _cliques(tied))
    letters = dict.fromkeys(frame["name"], "")
    for index, clique in enumerate(cliques):
        for member in clique:
            letters[ordered[member]] += _letter(index)
    return frame.assign(letters=frame["name"].map(letters).astype("str"))


def _cliques(tied: dict[Any, set[Any]]) -> list[set[Any]]:
    """Maximal cliques of the graph of ties (Bron and Kerbosch, with a pivot)."""
    found: list[set[Any]] = []

    def extend(clique: set[Any], candidates: set[Any], done: set[Any]) -> None:
        if not candidates and not done:
            found.append(clique)
            return
        pivot = max(sorted(candidates | done), key=lambda name: len(tied[name] & candidates))
        for name in sorted(candidates - tied[pivot]):
            extend(clique | {name}, candidates & tied[name], done & tied[name])
            candidates = candidates - {name}
            done = done | {name}

    if tied:
        extend(set(), set(tied), set())
    return found


def _letter(index: int) -> str:
    """a, b, ... z, then A, B, ... Z, then a1, b1, ..."""
    turn, place = divmod(index, len(ascii_letters))
    return ascii_letters[place] + (str(turn) if turn else "")


def rank_intervals(frame: pd.DataFrame, *, draws: int = DRAWS) -> pd.DataFrame:
    """Ranks that each role's true mean can have, 1 for the highest pay.

    For each role the errors of all means are simulated, and the largest of its standardized
    differences from the others gives the width at which `LEVEL` of the simulations stay inside.
    Its best rank is one more than the roles that are higher even so, its worst leaves out those
    that are lower (Mogstad, Romano, Shaikh and Wilhelm 2024). Ranking simulated means directly
    would put roles that are close too far apart.

    Args:
        frame: See `compare_all`.
        draws: Number of simulated samples.

    Returns:
        The frame with `rank` (of the printed means, ties share the best), `best_rank` and
        `worst_rank`; empty for a role without a published mean or error. Such roles are left
        out of the ranking of the others.
    """
    known = frame["estimate"].notna() & frame["rse_pct"].notna()
    mean = frame.loc[known, "estimate"].to_numpy(dtype=float)
    error = standard_error(frame.loc[known, "estimate"], frame.loc[known, "rse_pct"]).to_numpy()
    noise = np.random.default_rng(SEED).standard_normal((draws, len(mean))) * error
    noise = np.ascontiguousarray(noise.T)
    best, worst = np.ones(len(mean)), np.full(len(mean), float(len(mean)))
    distance = np.empty_like(noise)
    for role in range(len(mean) if len(mean) > 1 else 0):
        spread = np.hypot(error, error[role])
        spread[role] = np.inf  # no role differs from itself
        np.subtract(noise, noise[role], out=distance)
        np.divide(np.abs(distance, out=distance), spread[:, None], out=distance)
        width = np.quantile(distance.max(axis=0), LEVEL)
        gap = (mean - mean[role]) / spread
        best[role] += (gap > width).sum()
        worst[role] -= (gap < -width).sum()
    ranks = {
        "rank": frame["estimate"].where(known).rank(method="min", ascending=False),
        "best_rank": pd.Series(best, index=frame.index[known]),
        "worst_rank": pd.Series(worst, index=frame.index[known]),
    }
    return frame.assign(**{name: rank.astype("Int64") for name, rank in ranks.items()})


def rank_agreement(scores: pd.DataFrame) -> pd.DataFrame:
    """Compare every two of several rankings over what both of them rank.

    Args:
        scores: A column for each ranking, a row for each thing; missing where it is not ranked.

    Returns:
        A row per pair: `first`, `second`, `shared` (number of things that both rank) and
        `spearman`, the correlation of the ranks, equal values at their mean rank; missing where
        a ranking puts all at one place. docs/methods/exposure.md has the formula.
    """
    found = []
    for first, second in combinations(scores.columns, 2):
        both = scores[[first, second]].dropna()
        ranks = both.rank()
        found.append((first, second, len(both), ranks[first].corr(ranks[second])))
    return pd.DataFrame(found, columns=["first", "second", "shared", "spearman"])
