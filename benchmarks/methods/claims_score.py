"""How well claims are found and judged, measured on sentences with known verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from labor.answers.article.answer import CheckedClaim
from labor.answers.article.verdicts import VERDICTS


@dataclass(frozen=True)
class Case:
    """A text, the half it is in, and what is known of its claims.

    Args:
        half: Name of the half or lot.
        text: One sentence or a few.
        expected: Number as printed and verdict of each claim, in the order of the text.
    """

    half: str
    text: str
    expected: tuple[tuple[str, str], ...]


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
    """

    texts: int
    expected: int
    found: int
    both: int
    verdicts: Mapping[tuple[str, str], int]
    misses: tuple[str, ...]

    @property
    def right(self) -> int:
        """Claims found whose verdict is the known one."""
        return sum(n for (known, given), n in self.verdicts.items() if known == given)


def cases(rows: Iterable[Mapping[str, str]]) -> list[Case]:
    """Cases from rows with the columns half, text and expected ("$1=wrong | 2%=confirmed")."""
    return [Case(row["half"], row["text"], _expected(row["expected"])) for row in rows]


def score(
    listed: Sequence[Case], check: Callable[[str], Sequence[CheckedClaim]]
) -> dict[str, Score]:
    """Check every text and count.

    Args:
        listed: Texts with known verdicts.
        check: Finds and judges the claims of a text.

    Returns:
        The counts of each half.
    """
    results = [
        (case, [(one.claim.printed, one.verdict) for one in check(case.text)]) for case in listed
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


def _expected(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.rpartition("=") for part in text.split(" | ") if part]
    return tuple((printed, verdict) for printed, _, verdict in pairs)


def _score(results: Sequence[tuple[Case, list[tuple[str, str]]]]) -> Score:
    verdicts: Counter[tuple[str, str]] = Counter()
    misses = []
    for case, given in results:
        left = list(given)
        for printed, known in case.expected:
            hit = next((pair for pair in left if pair[0] == printed), None)
            if hit is None:
                misses.append(f"“{case.text}” {printed} was not found")
                continue
            left.remove(hit)
            verdicts[known, hit[1]] += 1
            if hit[1] != known:
                misses.append(f"“{case.text}” {printed} is {known}; the answer was {hit[1]}")
        misses += [f"“{case.text}” {printed} is no claim" for printed, _ in left]
    return Score(
        texts=len(results),
        expected=sum(len(case.expected) for case, _ in results),
        found=sum(len(given) for _, given in results),
        both=sum(verdicts.values()),
        verdicts=verdicts,
        misses=tuple(misses),
    )


def _of_verdict(counts: Score, verdict: str) -> tuple[str, str]:
    right = counts.verdicts.get((verdict, verdict), 0)
    given = sum(n for (_, answer), n in counts.verdicts.items() if answer == verdict)
    known = sum(n for (answer, _), n in counts.verdicts.items() if answer == verdict)
    return _share(right, given), _share(right, known)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}"
