"""Agreement of rankings: Spearman's correlation by hand, and what must hold of any."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.methods.ranks import rank_agreement


def test_the_correlation_of_ranks_agrees_with_hand_arithmetic():
    scores = pd.DataFrame(
        {"a": [0.1, 0.2, 0.3, 0.4, 0.5], "b": [0.3, 0.1, 0.2, 0.9, np.nan], "c": [5, 5, 5, 5, 5]}
    )
    found = rank_agreement(scores).set_index(["first", "second"])
    # Ranks 1 2 3 4 and 3 1 2 4: differences -2, 1, 1, 0; 1 - 6 * 6 / (4 * 15) = 0.4.
    assert found.loc[("a", "b"), "spearman"] == pytest.approx(0.4)
    assert found["shared"].tolist() == [4, 5, 4]
    assert found.loc[("a", "c"), "spearman"] != found.loc[("a", "c"), "spearman"]


def test_equal_scores_share_their_mean_rank():
    scores = pd.DataFrame({"a": [0.0, 0.0, 1.0], "b": [1.0, 2.0, 3.0]})
    # Ranks 1.5 1.5 3 and 1 2 3: 1.5 / sqrt(1.5 * 2) = 0.866.
    assert rank_agreement(scores)["spearman"].item() == pytest.approx(0.8660254)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30))
def test_only_the_order_counts_and_no_correlation_leaves_its_limits(pairs):
    scores = pd.DataFrame(pairs, columns=["a", "b"], dtype="float64")
    first = rank_agreement(scores)["spearman"].item()
    stretched = rank_agreement(scores.assign(a=scores["a"] ** 3 + 7))["spearman"].item()
    assert (first != first and stretched != stretched) or first == pytest.approx(stretched)
    assert not abs(first) > 1 + 1e-9
