"""What one figure is of another: "$8,700 less", "39 percent of a lawyer's", "double"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from labor.answers.article.answer import CheckedClaim
from labor.answers.article.claims import Claim
from labor.answers.article.numbers import hedge_of, step_of
from labor.answers.article.published import CHANGES, figure_text
from labor.answers.article.text import Sentence
from labor.answers.article.verdicts import CONFIRMED, ROUNDED
from labor.provenance.text import Traced

#: Kind of these claims.
RELATION = "relation"
_TIMES = {"twice": 2, "double": 2, "two": 2, "triple": 3, "three": 3, "four": 4, "five": 5}
#: A relation: "twice", "2.5 times", "39 percent of", "a $63,190 difference".
_RELATION = re.compile(
    r"\b(?P<times>twice|double|triple)\b(?![-\s]digit)|\b(?P<n>\d(?:\.\d)?|two|three|four|five)\stimes\b"
    r"|(?<![\w.,$])(?P<percent>\d{1,3}(?:\.\d)?)\s?(?:%|percent\b)"
    r"|\$(?P<dollars>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d\d)?)",
    re.I,
)
#: Around a number that is of two others: " premium of 32 percent", "$8,700 less".
_APART = re.compile(
    r"\b(?:more|less|above|below|ahead|behind|higher|lower|difference|gap|premium|extra|up|rise|raise|increase|jump|gain)\b",
    re.I,
)
#: Behind a percentage: of which it is a share, or which is more.
_OF = re.compile(r"\sof\b", re.I)
_LESS = re.compile(r"\s(?:\w+\s)?(?:less|lower|below|behind)\b", re.I)
#: How far a ratio may be from the one said, as a part of it, by the word before it.
_BOUNDS = {"over": (1, 1.2), "under": (0.8, 1), "about": (0.9, 1.1)}
_BOUND = (0.95, 1.05)
#: How many claims of the sentences before count, and of the one behind.
_NEAR = 2


def relations(parts: Sequence[Sentence], checked: Sequence[CheckedClaim]) -> list[CheckedClaim]:
    """Numbers that are what two claims beside them make, if these hold; others accuse nobody.

    Args:
        parts: The sentences of the article.
        checked: The claims in their order.

    Returns:
        The claims and the relations, in the order of the text.
    """
    found: list[CheckedClaim] = []
    near: list[CheckedClaim] = []
    of_sentence: dict[str, list[CheckedClaim]] = {part.text: [] for part in parts}
    for one in checked:
        of_sentence[one.claim.sentence].append(one)
    for text, behind in pairwise([*of_sentence, ""]):
        own = of_sentence[text]
        near = [*near[-_NEAR:], *(one for one in own if one.holds)]
        around = [*near, *[one for one in of_sentence.get(behind, ()) if one.holds][:_NEAR]]
        placed = [(text.find(one.claim.printed), one) for one in own]
        for match in _RELATION.finditer(text):
            here = [pair for pair in placed if pair[0] == match.start()]
            is_open = all(o.claim.kind in CHANGES and not o.holds for _, o in here)
            if is_open and (made := next(_made_of(text, match, around), None)):
                placed = [(match.start(), made), *(pair for pair in placed if pair not in here)]
        found += [one for _, one in sorted(placed, key=lambda pair: pair[0])]
    return found


def _made_of(
    text: str, match: re.Match[str], near: Sequence[CheckedClaim]
) -> Iterator[CheckedClaim]:
    """The relation as a claim, for every two claims that make it."""
    for one, other in permutations(near, 2):
        a, b = one.claim, other.claim
        kinds = ("pay", "jobs", "growth") if match["times"] or match["n"] else ("pay", "jobs")
        if a.kind not in kinds or (a.kind, a.pay_period) != (b.kind, b.pay_period) or b.value <= 0:
            continue
        name, said, made, low, high = _read(text, match, a.value, b.value)
        if not name or not low - 0.005 <= made <= high + 0.005:
            continue
        claim = Claim(text, match.group(), RELATION, said, high - low, a.subject)
        figures = (one.figures[0], other.figures[0])
        why = f"It is the {name} of {figure_text(figures[0])} and {figure_text(figures[1])}."
        verdict = CONFIRMED if said == made else ROUNDED
        yield CheckedClaim(
            claim, verdict, Traced(why), one.role, figures, references=one.references
        )


def _read(
    text: str, match: re.Match[str], one: float, other: float
) -> tuple[str, float, float, float, float]:
    """Name of a relation, the number said, the one that two make, and in which bounds it holds."""
    is_apart = _APART.search(text, max(0, match.start() - 20), match.end() + 30) is not None
    ratio = one / other
    if digits := match["dollars"]:
        said, step, made = float(digits.replace(",", "")), step_of(digits, 1, 1000), one - other
        name = "difference" if is_apart else ""
    elif digits := match["percent"]:
        said, step, made = float(digits), 0.1 if "." in digits else 1.0, ratio * 100
        name = "share" if _OF.match(text, match.end()) else ""
        if is_apart and not name:
            name, made = "difference in percent", abs(made - 100)
            name = name if (ratio < 1) == bool(_LESS.match(text, match.end())) else ""
    else:
        word = (match["times"] or match["n"]).lower()
        said = float(_TIMES.get(word) or word)
        low, high = _BOUNDS.get(hedge_of(text[: match.start()]), _BOUND)
        return "ratio", said, ratio, said * low, said * high
    return name, said, made, said - step / 2, said + step / 2
