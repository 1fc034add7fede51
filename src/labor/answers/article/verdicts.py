"""Verdicts on claims, and which of several figures decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labor.answers.article.published import Figure

CONFIRMED = "confirmed"
ROUNDED = "rounded"
MISQUOTED = "misquoted"
OUTDATED = "outdated"
WRONG = "wrong"
UNCHECKED = "cannot be checked"
#: Verdicts on claims that may stand as they are.
HOLDING = (CONFIRMED, ROUNDED)
VERDICTS = {
    CONFIRMED: "the published figure, as the words say",
    ROUNDED: "the published figure, rounded",
    MISQUOTED: "a published figure, but of something else than the words say; or other words",
    OUTDATED: "the figure of an earlier year, told as of today",
    WRONG: "no published figure of the occupation fits",
    UNCHECKED: "the tables cannot tell; the reason is given",
}


@dataclass(frozen=True)
class Judgement:
    """A verdict, why, and the figures that decide it, the deciding one first."""

    verdict: str
    why: str
    figures: tuple[Figure, ...] = ()


def vintage_at(figures: Sequence[Figure], year: int | None) -> str:
    """The projection that was the newest in a year, by its base year; today's if None."""
    held = sorted({f.vintage for f in figures if f.vintage})
    until = [v for v in held if year is None or int(v[:4]) <= year]
    return until[-1] if until else ""


def own_first(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of just the occupation and of all industries first, medians before other pay."""
    return sorted(
        figures,
        key=lambda f: (
            not f.is_own,
            bool(f.setting),
            f.series == "handbook",
            f.kind == "pay" and f.statistic != "median",
        ),
    )


def latest(figures: Sequence[Figure]) -> Figure:
    """The newest figure, of just the occupation if there is one."""
    return max(own_first(figures)[::-1], key=lambda f: (f.is_own, f.year))
