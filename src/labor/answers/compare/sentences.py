"""The answer of a comparison in plain sentences, every number computed from its tables."""

from __future__ import annotations

import pandas as pd

from labor.answers.compare.outlook_words import growth_sentences, openings_sentences
from labor.answers.compare.pay_words import pay_sentences
from labor.provenance.text import Traced


def answer(
    pay: pd.DataFrame, outlook: pd.DataFrame, all_occupations: tuple[float, str]
) -> tuple[str, ...]:
    """Say what the tables of a comparison show, the answer first.

    Args:
        pay: Pay table of the comparison.
        outlook: Outlook table of the comparison.
        all_occupations: Projected growth of all occupations in percent, and how it is known.

    Returns:
        Sentences: pay of the subject beside its peers, its spread, what is not known of the
        order; then growth, its phrase, and openings. They are plain text, and a report finds
        beside it which cells the numbers come from.
    """
    said = (
        *pay_sentences(pay),
        *growth_sentences(outlook, all_occupations),
        *openings_sentences(outlook),
    )
    return tuple(map(Traced, said))
