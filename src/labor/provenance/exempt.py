"""Which numbers of a page need no origin: names of rows, units and places, by rules in words.

The two classes of `show`'s elements are named here, because what they hold is told from figures by
the page alone: a program that reads a page knows nothing of the functions that wrote it.
"""

from __future__ import annotations

import re

#: What is no figure, and how it is written.
RULES = {
    "address of a page": r"\b(?:https://\S+|creativecommons\.org/\S+)",
    "name of an estimation method": r"\bMB3\b",
    "base of the price index": r"1982-84 = 100",
    "base of the price level": r"\bnation = 100\b",
    "code of an occupation": r"\b(?:\d\d-\d{4}(?:\.\d\d)?|\d{5})\b",
    "span of years": r"\b(?:19|20)\d\d(?:[-–]\d\d\b| to (?:19|20)\d\d\b)",
    "year": r"\b(?:19|20)\d\d\b",
    "percentile, by its name": r"\b(?:\d\d?th(?:(?:,| and) \d\d?th)* percentiles?|p\d\d)\b",
    "unit of a rate": r"\b(?:for every|for each|per) 100 jobs\b",
    "part of the workers that a mark holds": r"\b8 in 10\b",
    "number of a note": r"\b[Nn]ote \d+\b",
    "zero of a scale": r"^\$0$",
    "version of a licence": r"\bCC BY \d\.\d\b",
}

#: Elements whose text names files and programs: checksums, identifiers, parameters of the run.
NAMES = ("code", "footer", "script", "style")
#: Classes of elements that name sources.
SOURCES = frozenset({"labor-sources"})
#: Classes of elements whose name, in `aria-label`, repeats the caption inside them.
REPEATING = frozenset({"labor-scroll"})

_EXEMPT = re.compile("|".join(f"(?:{rule})" for rule in RULES.values()))
#: "$40,350", "−3.5%", "15.9", "+1,200"
_NUMBER = re.compile(r"[+−-]?\$?\d[\d,]*(?:\.\d+)?%?")


def figures_in(text: str) -> list[str]:
    """The numbers of a text that must say where they come from."""
    return _NUMBER.findall(_EXEMPT.sub(" ", text.strip()))
