"""What one figure is of another: "$8,700 less", "39 percent of a lawyer's", "double"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from labor.answers.article.answer import CheckedClaim
from labor.answers.article.claims import Claim
from labor.answers.article.published import figure_text
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
#: Behind a percentage of which it is: "of", "less than"; before it or behind: "a premium of".
_OF = re.compile(r"\sof\b", re.I)
_LESS = re.compile(r"\s(?:\w+\s)?(?:less|lower|below|behind)\b", re.I)
_APART = re.compile(
    r"\b(?:more|less|above|below|ahead|behind|higher|lower|difference|gap|premium|extra)\b", re.I
)
#: Before a ratio, which it keeps on one side: "more than double", "nearly twice".
_MORE = re.compile(r"\b(?:more|better)\sthan\s$|\bover\s$", re.I)
_NEARLY = re.compile(r"\b(?:nearly|almost|less\sthan)\s$", re.I)
#: How far a ratio may be off, as a part of it; and how many claims of sentences before count.
_ROUGH = 0.05
_ONE_SIDED = 0.2
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
    for part in parts:
        own = [one for one in checked if one.claim.sentence == part.text and one not in found]
        near = [*near[-_NEAR:], *(one for one in own if one.holds)]
        placed = [(part.text.find(one.claim.printed), one) for one in own]
        taken = {start for start, _ in placed}
        for match in _RELATION.finditer(part.text):
            hit = next(_made_of(part.text, match, near), None) if len(near) > 1 else None
            if hit and match.start() not in taken:
                placed.append((match.start(), hit))
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
        name, said, made, step = _read(text, match, a.value, b.value)
        if not name or abs(said - made) > step / 2 + 0.005:
            continue
        claim = Claim(text, match.group(), RELATION, said, step, a.subject)
        figures = (one.figures[0], other.figures[0])
        why = f"It is the {name} of {figure_text(figures[0])} and {figure_text(figures[1])}."
        verdict = CONFIRMED if said == made else ROUNDED
        yield CheckedClaim(
            claim, verdict, Traced(why), one.role, figures, references=one.references
        )


def _read(
    text: str, match: re.Match[str], one: float, other: float
) -> tuple[str, float, float, float]:
    """Name of a relation, the number said, the one that two others make, and its last place."""
    around = text[max(0, match.start() - 20) : match.end() + 30]
    if digits := match["dollars"]:
        said = float(digits.replace(",", ""))
        bare = digits.replace(",", "")
        step = 0.01 if "." in bare else float(10 ** min(3, len(bare) - len(bare.rstrip("0"))))
        return "difference" if _APART.search(around) else "", said, one - other, step
    if match["percent"]:
        said, step = float(match["percent"]), 0.1 if "." in match["percent"] else 1.0
        if _LESS.match(text, match.end()):
            return "difference in percent", said, (1 - one / other) * 100, step
        if _APART.search(around):
            return "difference in percent", said, (one / other - 1) * 100, step
        return "share" if _OF.match(text, match.end()) else "", said, one / other * 100, step
    word = (match["times"] or match["n"]).lower()
    said = float(_TIMES.get(word) or word)
    made, before = one / other, text[: match.start()]
    if _MORE.search(before) or _NEARLY.search(before):
        low, high = (1, 1 + _ONE_SIDED) if _MORE.search(before) else (1 - _ONE_SIDED, 1)
        return "ratio" if said * low <= made < said * high else "", said, made, made
    return "ratio", said, made, said * _ROUGH * 2
