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
from labor.answers.article.verdicts import CONFIRMED, ROUNDED, WRONG
from labor.provenance.text import Traced

#: Kind of these claims.
RELATION = "relation"
_TIMES = {"twice": 2, "double": 2, "triple": 3, "half again as much": 1.5, "two-thirds": 2 / 3}
_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TIMES |= {word: number for number, word in enumerate(_COUNTED, 2)}
#: A relation: "twice", "2.5 times", "39 percent of", "a $63,190 difference".
_RELATION = re.compile(
    r"\b(?P<times>twice|double|triple|half\sagain\sas\smuch|two-thirds)\b(?![-\s]digit)"
    rf"|\b(?P<n>\d(?:\.\d)?|{'|'.join(_COUNTED)})\stimes\b"
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
#: "About 40 percent" is rounded to this.
_ROUGH = 5.0
#: A number is set against the two beside it only where words say that it is of them.
_EXACTLY = re.compile(
    r"\b(?:difference|gap)\s(?:is|was|of)\s$|\bthat['’]?s\s$|\bthat\sis\s(?:an?\s)?$", re.I
)
#: Behind a difference the number that it is from: " more than the national figure of $".
_THAN = re.compile(r"\s(?:more|less|higher|lower)\sthan\b[^.;,$]{0,40}\$", re.I)
#: A ratio of pay: " times what", " times as much".
_OF_PAY = re.compile(r"\stimes\s(?:what|the\s(?:pay|wage|salary)|as\smuch)\b", re.I)
#: A ratio further off than this, as a part of it, is another.
_FAR = 0.25
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
            if not all(one.claim.kind in CHANGES and not one.holds for _, one in here):
                continue
            made = next(_made_of(text, match, around), None)
            ends = own or of_sentence.get(behind, [])
            if made is None and not here and len(ends) == _NEAR:
                made = _missed(text, match, ends)
            if made:
                placed = [(match.start(), made), *(pair for pair in placed if pair not in here)]
        found += [one for _, one in sorted(placed, key=lambda pair: pair[0])]
    return found


def _missed(text: str, match: re.Match[str], ends: Sequence[CheckedClaim]) -> CheckedClaim | None:
    """A difference or a ratio that is not what the only two claims beside it make.

    A difference is only called so if it is a slip of the pen.
    """
    one, other = sorted(ends, key=lambda end: -end.claim.value)
    a, b = one.claim, other.claim
    is_plain = one.verdict == other.verdict == CONFIRMED and a.kind == b.kind == "pay"
    is_one = (a.subject, a.place) == (b.subject, b.place)
    if not is_plain or a.pay_period != b.pay_period or is_one:
        return None
    name, said, made, _, _ = _read(text, match, a.value, b.value)
    is_so = False
    if name == "difference" and _EXACTLY.search(text[: match.start()]):
        is_so = _is_slip(said, made)
    elif name == "difference" and _THAN.match(text, match.end()):
        is_so = _is_slip(said, made) or abs(said / made - 1) > _FAR
    elif name == "ratio" and _OF_PAY.match(text, match.end() - len(" times")):
        is_so = abs(said / made - 1) > _FAR
    if not is_so:
        return None
    claim = Claim(text, match.group(), RELATION, said, 0, a.subject)
    figures = (one.figures[0], other.figures[0])
    why = f"It is not the {name} of {figure_text(figures[0])} and {figure_text(figures[1])}."
    return CheckedClaim(claim, WRONG, Traced(why), one.role, figures, references=one.references)


def _is_slip(said: float, made: float) -> bool:
    """Whether digits were turned, one was left out or one is another: 6,130 for 16,130."""
    ours, theirs = f"{said:.2f}", f"{made:.2f}"
    dropped = {theirs[:place] + theirs[place + 1 :] for place in range(len(theirs))}
    changed = len(ours) == len(theirs) and sum(map(str.__ne__, ours, theirs)) == 1
    return ours in dropped or changed or (ours != theirs and sorted(ours) == sorted(theirs))


def _made_of(
    text: str, match: re.Match[str], near: Sequence[CheckedClaim]
) -> Iterator[CheckedClaim]:
    """The relation as a claim, for every two claims that make it."""
    has_own = any(one.claim.sentence == text for one in near)
    for one, other in permutations(near, 2):
        a, b = one.claim, other.claim
        if has_own and text not in (a.sentence, b.sentence):
            continue
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
        step = _ROUGH if said % _ROUGH == 0 and hedge_of(text[: match.start()]) else step
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
