"""Numbers written in words: "ninety-four thousand", "five"."""

from __future__ import annotations

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_ONES.split())}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
_LARGE = {"thousand": 1_000, "million": 1_000_000}
_WORD = rf"(?:{'|'.join([*_VALUES, 'hundred', *_LARGE])})"
#: A number in words: "ninety-four thousand", "one hundred and five".
IN_WORDS = rf"{_WORD}(?:[\s-]+(?:and\s+)?{_WORD})*"


def amount_of(words: str) -> float:
    """The value of a number in words.

    Args:
        words: What `IN_WORDS` matches.
    """
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total += max(part, 1) * _LARGE[word]
            part = 0
        else:
            part += _VALUES.get(word, 0)
    return float(total + part)
