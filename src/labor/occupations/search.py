"""Titles that are close to what a person typed, for those who did not hit one exactly."""

from __future__ import annotations

from collections.abc import Mapping

from labor.occupations.titles import plain_title

#: Similarity from 0 to 100 below which a title is no help.
_CLOSE = 60


def closest(query: str, choices: Mapping[str, str], limit: int = 5) -> list[str]:
    """The choices whose titles are closest to the query, best first.

    Args:
        query: What a person typed.
        choices: Title by the text to show for it.
        limit: Most choices to return.

    Returns:
        Texts to show; none if no title is close.
    """
    from rapidfuzz import fuzz, process  # only a mistake needs it

    found = process.extract(
        plain_title(query),
        {shown: plain_title(title) for shown, title in choices.items()},
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=_CLOSE,
    )
    return [shown for _, _, shown in found]
