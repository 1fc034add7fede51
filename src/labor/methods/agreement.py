"""How far rankings of the same things agree: Spearman's rank correlation, pair by pair."""

from __future__ import annotations

from itertools import combinations

import pandas as pd


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
