"""Words on growth as people write them, and the Handbook's words that they mean."""

from __future__ import annotations

import re

_CATEGORIES = (
    ("little_change", r"little (?:or|to) no"),
    ("much_faster", r"(?:much|far|well) (?:faster|quicker|higher|greater|better|stronger|above)"),
    ("much_faster", r"(?:much|far) more quickly"),
    ("as_fast", r"as (?:fast|quickly) as"),
    ("slower", r"(?:slower|lower|below|more slowly)"),
    ("faster", r"(?:faster|quicker|higher|greater|better|stronger|above|more quickly)"),
    ("decline", r"declin"),
)
#: Words that the Handbook puts in or leaves out without another meaning.
_IDLE = re.compile(r"\b(?:the|about|national|overall|all|occupations|for)\b")


def category_of(words: str) -> str:
    """The category of growth that words stand for, see `phrases.CATEGORIES`.

    Args:
        words: "much higher than average", "Faster than average" ...

    Returns:
        The category, empty if the words are of none.
    """
    plain = _plain(words)
    return next((name for name, form in _CATEGORIES if re.search(rf"\b{form}", plain)), "")


def same_words(words: str, phrase: str) -> bool:
    """Whether words are the Handbook's, apart from "the" and "about"."""
    return _bare(words) == _bare(phrase)


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _bare(words: str) -> str:
    return " ".join(_IDLE.sub("", _plain(words)).split())
