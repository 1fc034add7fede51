"""Clauses: the part of a sentence that a number stands in."""

from __future__ import annotations

import re

#: What ends a clause: "; ", ", while ", ", and ", " compared with ", " – ", ": ", " but ".
_BREAK = re.compile(
    r";\s|\s[–—]\s|—|:\s|,?\s(?:while|whereas|but|versus|vs\.?|against|"
    r"compared\s+(?:with|to)|up\s+from|down\s+from)\s|,\s(?:and|or|with|nearly|well|far)\s",
    re.I,
)


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a place of a sentence begins and ends.

    Args:
        text: A sentence.
        start: First character of the place.
        end: Character behind it.

    Returns:
        Its first character and the one behind its last; what parts it from the clause before
        belongs to it.
    """
    breaks = list(_BREAK.finditer(text))
    first = max((m.start() for m in breaks if m.end() <= start), default=0)
    last = min((m.start() for m in breaks if m.start() >= end), default=len(text))
    return first, last
