"""Who is the first supervisor of an occupation, after the structure of the SOC."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

#: A minor group of supervisors is the first of its major group: "41-1000" of "41-0000".
_SUPERVISES = re.compile(r"\d\d-1\d\d[1-9]")
#: "retail sales workers" of "First-line supervisors of retail sales workers", and in older lists
#: of "First-line supervisors/managers of retail sales workers".
_OF = re.compile(r"first-line supervisors(?:/managers)? of (.+?)(?:, except .*)?", re.I)
#: A word of a title: "non-retail" and "sales" in "non-retail sales workers".
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: Words that name no work; those of three letters or less ("and", "of", "all") count nothing.
_EMPTY = frozenset({"worker", "occupa", "other", "relate", "servic", "office", "except", "miscel"})
#: Letters that words of one root share: "janitors" and "janitorial".
_ROOT, _SHORT = 6, 3


def supervisors(titles: Mapping[str, str], distance: Callable[[str, str], float]) -> dict[str, str]:
    """Find the first supervisor of occupations.

    The SOC puts first-line supervisors into the first minor group of the major group that they
    supervise. Where a major group has several, it is the one whose title names the work: it
    shares a word with the title of the occupation or of its broad or minor group; of several
    such the one that shares most tasks.

    Args:
        titles: Titles of occupations and of their groups by code, of one classification.
        distance: How far two occupations are apart, NaN where that is not known.

    Returns:
        Code of the supervisor by that of the occupation; of occupations without one nothing.
    """
    lead = {
        code: _roots(named[1])
        for code, title in titles.items()
        if _SUPERVISES.fullmatch(code) and (named := _OF.fullmatch(title))
    }
    found = {}
    for code in titles:
        own = {other: words for other, words in lead.items() if other[:2] == code[:2]}
        if not own or code in lead:
            continue
        if len(own) > 1:
            groups = (code, f"{code[:6]}0", f"{code[:4]}000")
            work = _roots(" ".join(titles.get(group, "") for group in groups))
            own = {other: words for other, words in own.items() if words & work}
        if own:
            found[code] = min(own, key=lambda other: (_known(distance(code, other)), other))
    return found


def _roots(title: str) -> frozenset[str]:
    """Roots of the words of a title that name work."""
    words = (word for word in _WORD.findall(title.casefold()) if len(word) > _SHORT)
    return frozenset(word[:_ROOT] for word in words) - _EMPTY


def _known(distance: float) -> float:
    """A distance to sort by: one that is not known is as good as the longest."""
    return distance if distance == distance else 1.0  # only NaN differs from itself
