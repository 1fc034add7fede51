"""How well claims are found and judged, measured on sentences with known verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from labor.answers.article.answer import CheckedClaim
from labor.answers.article.verdicts import HOLDING, MISQUOTED, OUTDATED, UNCHECKED, VERDICTS, WRONG

#: What is known of a claim where only that is known, and verdicts that come to the same.
RIGHT, FALSE, OPEN = "right", "false", "open"
_SIDES = {
    **dict.fromkeys((*HOLDING, RIGHT), RIGHT),
    **dict.fromkeys((MISQUOTED, OUTDATED, WRONG, FALSE), FALSE),
    **dict.fromkeys((UNCHECKED, OPEN), OPEN),
}
_ONLY_SIDES = (RIGHT, FALSE, OPEN)
#: How the handed cases of real pages say it.
_STATUSES = {"right": RIGHT, "right~": RIGHT, "wrong": FALSE, "?": OPEN}


@dataclass(frozen=True)
class Case:
    """A text, the half it is in, and what is known of its claims.

    Args:
        half: Name of the half or lot.
        text: One sentence or a few.
        expected: Number as printed and verdict of each claim, in the order of the text; the
            verdict may be just `RIGHT`, `FALSE` or `OPEN`.
        year: Year of the article, None for today.
    """

    half: str
    text: str
    expected: tuple[tuple[str, str], ...]
    year: int | None = None


@dataclass(frozen=True)
class Side:
    """Claims that are right, or false: how many there are, and the verdicts they were given."""

    known: int
    verdicts: Mapping[str, int]

    def given(self, *names: str) -> int:
        """How many of them were given one of some verdicts."""
        return sum(self.verdicts.get(name, 0) for name in names)


@dataclass(frozen=True)
class Score:
    """Counts of one half.

    Args:
        texts: Texts in the half.
        expected: Claims that are there.
        found: Claims that were found.
        both: Claims that are there and were found.
        verdicts: Pairs of known and given verdict of those, counted.
        misses: Lines on every claim that was missed, made up or judged otherwise.
        sides: Claims that are right, false or open, whether they were found or not.
    """

    texts: int
    expected: int
    found: int
    both: int
    verdicts: Mapping[tuple[str, str], int]
    misses: tuple[str, ...]
    sides: Mapping[str, int]

    def of_side(self, side: str) -> Side:
        """The claims that are right, false or open."""
        given: Counter[str] = Counter()
        for (known, answer), number in self.verdicts.items():
            if _SIDES[known] == side:
                given[answer] += number
        return Side(self.sides.get(side, 0), given)

    @property
    def right(self) -> int:
        """Claims found whose verdict is the known one."""
        return sum(n for (known, given), n in self.verdicts.items() if known == given)


def cases(rows: Iterable[Mapping[str, str]]) -> list[Case]:
    """Cases from rows with columns half, text, expected ("$1=wrong | 2%=confirmed"), and year."""
    return [
        Case(
            row["half"],
            row["text"],
            _expected(row["expected"]),
            int(row["year"]) if row.get("year") else None,
        )
        for row in rows
    ]


def cases_of_pages(rows: Iterable[Mapping[str, str]]) -> list[Case]:
    """Cases from rows of claims in real pages, with columns text, claim and truth_status."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["text"], []).append(
            (row["claim"].strip(), _STATUSES[row["truth_status"]])
        )
    return [Case("real pages", text, tuple(pairs)) for text, pairs in found.items()]


def score(
    listed: Sequence[Case], check: Callable[[str, int | None], Sequence[CheckedClaim]]
) -> dict[str, Score]:
    """Check every text and count.

    Args:
        listed: Texts with known verdicts.
        check: Finds and judges the claims of a text of a year.

    Returns:
        The counts of each half.
    """
    results = [
        (case, [(one.claim.printed, one.verdict) for one in check(case.text, case.year)])
        for case in listed
    ]
    halves = dict.fromkeys(case.half for case in listed)
    return {half: _score([r for r in results if r[0].half == half]) for half in halves}


def as_tables(scores: Mapping[str, Score]) -> str:
    """The counts as Markdown, for the page on this method.

    Args:
        scores: Counts of each half.

    Returns:
        Tables of finding and of verdicts, and a list of everything that went wrong.
    """
    lines = ["| | " + " | ".join(scores) + " |", "|---|" + "--:|" * len(scores)]
    for name, value in (
        ("texts", lambda s: str(s.texts)),
        ("claims in them", lambda s: str(s.expected)),
        ("claims found", lambda s: str(s.found)),
        ("finding: precision", lambda s: _share(s.both, s.found)),
        ("finding: recall", lambda s: _share(s.both, s.expected)),
        ("verdict right, of the claims found", lambda s: _share(s.right, s.both)),
        ("found and judged right, of all claims", lambda s: _share(s.right, s.expected)),
    ):
        lines.append(f"| {name} | " + " | ".join(map(value, scores.values())) + " |")
    lines += ["", "| verdict | " + " | ".join(f"{h}: precision | recall" for h in scores) + " |"]
    lines.append("|---|" + "--:|--:|" * len(scores))
    for verdict in VERDICTS:
        cells = [cell for half in scores.values() for cell in _of_verdict(half, verdict)]
        lines.append(f"| {verdict} | " + " | ".join(cells) + " |")
    for half, counts in scores.items():
        missed = counts.misses or ("nothing",)
        lines += ["", f"Wrong, {half}:", "", *(f"* {line}" for line in missed)]
    return "\n".join(lines) + "\n"


def as_rates(scores: Mapping[str, Score]) -> str:
    """How many claims were found, right ones accused and confirmed, false ones flagged.

    Args:
        scores: Counts of each half.

    Returns:
        A table in Markdown, a row for each half.
    """
    lines = [
        "| | claims found | right: accused | right: confirmed | false: flagged | false: confirmed "
        "|",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for half, counts in scores.items():
        right, false = counts.of_side(RIGHT), counts.of_side(FALSE)
        cells = (
            _share(counts.both, counts.expected),
            _share(right.given(MISQUOTED, WRONG), right.known),
            _share(right.given(*HOLDING), right.known),
            _share(false.given(MISQUOTED, WRONG, OUTDATED), false.known),
            _share(false.given(*HOLDING), false.known),
        )
        lines.append(f"| {half} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _digits(printed: str) -> str:
    """A number without its signs: "8" for "8%" and "8 percent"; words on growth stay words."""
    bare = "".join(c for c in printed if c.isdigit() or c == ".").strip(".")
    return bare + ("m" if "million" in printed else "") or printed.lower()


def _expected(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.rpartition("=") for part in text.split(" | ") if part]
    return tuple((printed, verdict) for printed, _, verdict in pairs)


def _score(results: Sequence[tuple[Case, list[tuple[str, str]]]]) -> Score:
    verdicts: Counter[tuple[str, str]] = Counter()
    misses = []
    for case, given in results:
        left = list(given)
        for printed, known in case.expected:
            hit = next((pair for pair in left if _digits(pair[0]) == _digits(printed)), None)
            if hit is None:
                misses.append(f"“{case.text}” {printed} was not found")
                continue
            left.remove(hit)
            verdicts[known, hit[1]] += 1
            if hit[1] != known and not (known in _ONLY_SIDES and _SIDES[hit[1]] == known):
                misses.append(f"“{case.text}” {printed} is {known}; the answer was {hit[1]}")
        misses += [f"“{case.text}” {printed} is no claim" for printed, _ in left]
    return Score(
        texts=len(results),
        expected=sum(len(case.expected) for case, _ in results),
        found=sum(len(given) for _, given in results),
        both=sum(verdicts.values()),
        verdicts=verdicts,
        misses=tuple(misses),
        sides=Counter(_SIDES[known] for case, _ in results for _, known in case.expected),
    )


def _of_verdict(counts: Score, verdict: str) -> tuple[str, str]:
    right = counts.verdicts.get((verdict, verdict), 0)
    given = sum(n for (_, answer), n in counts.verdicts.items() if answer == verdict)
    known = sum(n for (answer, _), n in counts.verdicts.items() if answer == verdict)
    return _share(right, given), _share(right, known)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}"
