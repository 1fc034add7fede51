"""Why a step is there, in a plain sentence."""

from __future__ import annotations

from labor.answers.ladder.links import Link
from labor.show.words import listed, people


def why(one: str, other: str, link: Link) -> str:
    """Say what joins two occupations.

    Args:
        one: Title of the occupation the step begins at.
        other: Title of the one it leads to.
        link: What joins the two.

    Returns:
        One sentence.
    """
    who, whom = people(one), people(other)
    if "supervisor" in link.bases:
        return f"In the SOC {whom} are the supervisors of {who}."
    reasons = [text for text in (_pages(link), _place(link), _tasks(link)) if text]
    return f"{whom[0].upper()}{whom[1:]} are near {who}: {listed(reasons)}."


def _pages(link: Link) -> str:
    """What the Handbook says of two occupations."""
    if not link.similarity:
        return ""
    if link.similarity == 1:
        return "the Handbook's page of one lists the other"
    return "the Handbook's pages list each other"


def _place(link: Link) -> str:
    """What O*NET says of two occupations."""
    if not link.rank:
        return ""
    return f"O*NET relates the two (place {link.rank} of 20)"


def _tasks(link: Link) -> str:
    """What the tasks of two occupations have in common."""
    if not link.words:
        return ""
    return f"their tasks speak of {listed(link.words)}"
