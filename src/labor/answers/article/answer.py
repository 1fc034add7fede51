"""An article with its claims checked: its sentences, and a table with a row for each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from labor.answers.article.check import Checked
from labor.answers.article.published import Figure
from labor.answers.article.text import Sentence, sentences


@dataclass(frozen=True)
class Article:
    """An article and what was found in it.

    Args:
        sentences: Its sentences, headings among them, in order.
        checked: Its claims with verdicts, in order.
    """

    sentences: Sequence[Sentence]
    checked: Sequence[Checked]

    @property
    def table(self) -> pd.DataFrame:
        """A row per claim, with words, verdict, reason, and the figures of then and of today.

        `value_usd_pct_or_jobs` is the deciding figure as published, with its unit in `kind`:
        dollars of "pay", percent of "growth", jobs of the rest. Empty text stands where nothing
        is known.
        """
        return pd.DataFrame([_row(one) for one in self.checked], columns=_COLUMNS)

    @property
    def used(self) -> pd.DataFrame:
        """The `source_id` of every figure that is told, a row each."""
        told = [figure for one in self.checked for figure in (*one.figures[:2], *one.today)]
        return pd.DataFrame(
            {"source_id": pd.Series([figure.source_id for figure in told], dtype="str")}
        )


def article_of(text: str, checked: Sequence[Checked]) -> Article:
    """An article with the claims that were found in it.

    Args:
        text: Plain text, Markdown or HTML.
        checked: Its claims.
    """
    return Article(sentences(text), tuple(checked))


_COLUMNS = (
    *("sentence", "claim", "kind", "verdict", "why", "occupation", "occupation_code"),
    *("value_usd_pct_or_jobs", "period", "source_id", "correct", "today"),
)


def _row(one: Checked) -> dict[str, object]:
    first = one.figures[0] if one.figures else None
    when = _time(first) if first else ""
    figures = (
        one.claim.sentence,
        one.claim.printed,
        one.claim.kind,
        one.verdict,
        str(one.why),
        one.role,
        first.code if first else "",
        first.value if first else None,
        when,
        first.source_id if first else "",
        str(one.correct),
        "; ".join(map(str, one.today_words)),
    )
    return dict(zip(_COLUMNS, figures, strict=True))


def _time(figure: Figure) -> str:
    """The year of an estimate, the span of years of a projection."""
    return str(figure.year) if figure.kind in ("pay", "jobs") else figure.vintage
