"""The Handbook's words for growth ("much faster than average"), from a ledger per vintage."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from labor.errors import AnalysisError

#: Categories from the fastest decline to the fastest growth; the words differ by vintage.
CATEGORIES = (
    "rapid_decline", "decline", "little_change", "slower", "as_fast", "faster", "much_faster",
)  # fmt: skip
#: The words of the editions since 2012-22, by category.
WORDS = {
    "decline": "Decline",
    "little_change": "Little or no change",
    "slower": "Slower than average",
    "as_fast": "As fast as average",
    "faster": "Faster than average",
    "much_faster": "Much faster than average",
}
#: First base year whose edition uses these words.
FIRST_WITH_WORDS = 2012
#: What holds in every edition whose limits or examples are known, as whole percentages, and as
#: multiples of the growth of all occupations: decline at -3 % and below; little or no change at
#: 0 %; at most slower than average up to 0.6 of the average (as fast begins at 0.68 of it in
#: 2002-12, at 0.97 in 2024-34); at least faster from 1.5 of it (as fast ends at 1.3); much
#: faster from 3.5 of it (faster ends at 2.9, in 2022-32).
DECLINE_FROM = -3
NO_CHANGE = 0
AT_MOST_SLOWER, AT_LEAST_FASTER, MUCH_FASTER = 0.6, 1.5, 3.5
NOT_KNOWN = "not known"
#: Of more phrases than this a reader learns nothing.
_MOST_OPTIONS = 3
_TINY = 1e-9


@dataclass(frozen=True)
class Band:
    """Whole percentages, both ends included, that a Handbook edition gives one phrase."""

    category: str
    phrase: str
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True)
class Point:
    """One whole percentage and the phrase that was seen beside it, in a profile if it is named."""

    percent: int
    category: str
    phrase: str
    evidence: str
    grade: str = "publisher"
    profile_id: str = ""


@dataclass(frozen=True)
class VintagePhrases:
    """What is known of the growth phrases of one projection vintage.

    Args:
        name: Vintage, such as "2018-28".
        bands: All bands of the edition, or none if they are not known.
        points: Single percentages whose phrase was seen.
        floors: Percentages from which a phrase, or a faster one, is known to be used.
        how: "printed" or "measured" for bands, empty without bands.
        evidence: Where the bands were read or measured.
        all_occupations_pct: Growth of all occupations in percent, if it was read.
    """

    name: str
    bands: tuple[Band, ...] = ()
    points: tuple[Point, ...] = ()
    floors: tuple[Point, ...] = ()
    how: str = ""
    evidence: str = ""
    all_occupations_pct: float | None = None


@dataclass(frozen=True)
class GrowthPhrase:
    """The phrase for one percentage, and how it is known.

    Args:
        phrase: The Handbook's words, or "not known".
        category: One of `CATEGORIES`, empty when not known.
        vintage: Projection vintage.
        whole_pct: The whole percentages that the published figure can round to.
        basis: "band", "point", "implied" (the phrases are ordered, and the found points leave
            only this one), "floor" (at least this phrase), "ambiguous" (rounding, or the points
            found, leave it open between two or three) or "not known".
        evidence: Where it was read, or why it is not known.
        options: The phrases that are left, in order; none for a floor or where too many are.
    """

    phrase: str
    category: str
    vintage: str
    whole_pct: tuple[int, ...]
    basis: str
    evidence: str = field(repr=False)
    options: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the Handbook's phrase is known."""
        return self.basis in ("band", "point", "implied")


@cache
def ledger() -> Mapping[str, VintagePhrases]:
    """Every vintage in the ledger by name.

    Returns:
        Vintage name to what is known of its phrases.
    """
    text = resources.files("labor.methods").joinpath("growth_phrases.toml").read_text("utf-8")
    return {entry["name"]: _vintage(entry) for entry in tomllib.loads(text)["vintage"]}


def vintage_phrases(vintage: str) -> VintagePhrases:
    """What is known of the phrases of a vintage.

    Args:
        vintage: Projection vintage, such as "2018-28".

    Returns:
        Its entry in the ledger.

    Raises:
        AnalysisError: The vintage is not in the ledger.
    """
    try:
        return ledger()[vintage]
    except KeyError:
        raise AnalysisError(
            f"No growth phrases are recorded for the projections {vintage!r}",
            expected=", ".join(ledger()),
            got=vintage,
            next_step="Add the vintage to growth_phrases.toml with its evidence; "
            "an entry without bands answers 'not known'.",
        ) from None


def phrase_for(percent: float, vintage: str, jobs: Jobs | None = None) -> GrowthPhrase:
    """The Handbook's phrase for projected growth.

    The Handbook uses the percentage rounded to a whole number. The published figure is itself
    rounded, so 12.5 can have been 12 or 13: the jobs behind it often settle it.

    Args:
        percent: Projected growth over the whole period in percent, rounded to one decimal.
        vintage: Projection vintage, such as "2018-28".
        jobs: Jobs behind the percentage, to settle a doubtful rounding.

    Returns:
        The phrase and how it is known; "not known" where the ledger has no evidence.

    Raises:
        AnalysisError: The vintage is not in the ledger, or there is no percentage.
    """
    known = vintage_phrases(vintage)
    whole = whole_percents(percent, jobs)
    answers = [_answer(known, value) for value in whole]
    if len({answer.phrase for answer in answers}) == 1:
        first = answers[0]
        return GrowthPhrase(
            first.phrase, first.category, vintage, whole, first.basis, first.evidence, first.options
        )
    options = [f"{value}%: {a.phrase}" for value, a in zip(whole, answers, strict=True)]
    why = f"{percent:.3g}% can stand for more than one whole percentage ({'; '.join(options)})."
    left = tuple(dict.fromkeys(phrase for answer in answers for phrase in answer.options))
    if not all(answer.options for answer in answers) or len(left) > _MOST_OPTIONS:
        return GrowthPhrase(NOT_KNOWN, "", vintage, whole, "not known", why)
    return GrowthPhrase(_either(left), "", vintage, whole, "ambiguous", why, left)


def seen_in(profile_id: str, vintage: str) -> Point | None:
    """The percentage and phrase that were seen in a profile of the Handbook.

    Args:
        profile_id: Handbook profile.
        vintage: Projection vintage of the edition.
    """
    points = vintage_phrases(vintage).points
    return next((one for one in points if one.profile_id and one.profile_id == profile_id), None)


def _either(phrases: Sequence[str]) -> str:
    first, *others = phrases
    return " or ".join([first, *(phrase.lower() for phrase in others)])


@dataclass(frozen=True)
class Jobs:
    """The jobs behind a percentage, as rounded for publication.

    Args:
        base: Jobs in the base year.
        target: Jobs in the target year.
        change: Change between them, rounded by itself.
        rounding: Half of the unit that each is rounded to; more for sums of rounded figures.
        is_sum: Whether the percentage was computed from these sums and is not published.
    """

    base: float
    target: float
    change: float
    rounding: float = 50
    is_sum: bool = False

    def percent_range(self) -> tuple[float, float]:
        """The smallest and the largest percentage that round to these jobs."""
        bases = (self.base - self.rounding, self.base + self.rounding)
        if not bases[0] > 0:
            return (-math.inf, math.inf)
        ends = [t / b - 1 for t in self._around(self.target) for b in bases]
        changes = [c / b for c in self._around(self.change) for b in bases]
        low, high = max(min(ends), min(changes)), min(max(ends), max(changes))
        return (low * 100, high * 100)

    def _around(self, number: float) -> tuple[float, float]:
        return (number - self.rounding, number + self.rounding)


def whole_percents(percent: float, jobs: Jobs | None = None) -> tuple[int, ...]:
    """The whole percentages that a published figure can stand for.

    Args:
        percent: Percentage rounded to one decimal, or computed from sums of jobs.
        jobs: Jobs behind it.

    Returns:
        One whole number, or those between which rounding leaves it open.

    Raises:
        AnalysisError: The percentage is empty.
    """
    if not math.isfinite(percent):
        raise AnalysisError(
            "A growth phrase needs a percentage",
            got=str(percent),
            next_step="Look at employment_change_pct_status: the figure is not published.",
        )
    printed = (percent - 0.05, percent + 0.05)
    within = jobs.percent_range() if jobs else printed
    if jobs and jobs.is_sum and math.isfinite(within[0]):
        low, high = within
    else:
        low, high = max(printed[0], within[0]), min(printed[1], within[1])
    if low > high:  # the jobs and the percentage were rounded from different figures
        low, high = printed
    return tuple(range(math.ceil(low - 0.5 - _TINY), math.floor(high + 0.5 + _TINY) + 1))


def _answer(known: VintagePhrases, whole: int) -> GrowthPhrase:
    def make(category: str, phrase: str, basis: str, evidence: str) -> GrowthPhrase:
        options = (phrase,) if category else ()
        return GrowthPhrase(phrase, category, known.name, (whole,), basis, evidence, options)

    for band in known.bands:
        if band.low <= whole <= band.high:
            return make(band.category, band.phrase, "band", f"{known.how}: {known.evidence}")
    for point in known.points:
        if point.percent == whole:
            return make(point.category, point.phrase, "point", f"{point.grade}: {point.evidence}")
    left = _left_open(known, whole)
    if len(left) == 1:
        return make(left[0], _words(known, left[0]), "implied", _why_open(known, whole))
    if len(left) == 2:
        both = (_words(known, left[0]), _words(known, left[1]))
        why = _why_open(known, whole)
        return GrowthPhrase(_either(both), "", known.name, (whole,), "ambiguous", why, both)
    for floor in known.floors:
        if whole >= floor.percent:
            return make("", f"At least {floor.phrase.lower()}", "floor", floor.evidence)
    return make("", NOT_KNOWN, "not known", _why_unknown(known))


def _left_open(known: VintagePhrases, whole: int) -> tuple[str, ...]:
    """The categories that the order of the phrases leaves for a whole percentage.

    Points and floors that were found bound it from below and above. So does the growth of all
    occupations, which the Handbook calls average: it is as fast as average.
    """
    if int(known.name[:4]) < FIRST_WITH_WORDS and not known.points:
        return ()
    order = [name for name in CATEGORIES if name in WORDS]
    low, high = 0, len(order) - 1
    for percent, category in _bounds(known):
        if category not in order:
            return ()
        if percent <= whole:
            low = max(low, order.index(category))
        if percent >= whole:
            high = min(high, order.index(category))
    for floor in known.floors:
        if whole >= floor.percent:
            low = max(low, order.index(floor.category))
        else:
            high = min(high, order.index(floor.category) - 1)
    for (slowest, fastest), low_end, high_end in _always(known.all_occupations_pct):
        if low_end <= whole <= high_end:
            low = max(low, order.index(slowest))
            high = min(high, order.index(fastest))
    return tuple(order[low : high + 1])


def _always(average: float | None) -> list[tuple[tuple[str, str], float, float]]:
    """Slowest and fastest category of a span of percentages, in every edition that is known."""
    found = [
        (("decline", "decline"), -math.inf, DECLINE_FROM),
        (("decline", "little_change"), DECLINE_FROM, NO_CHANGE - 1),
        (("little_change", "little_change"), NO_CHANGE, NO_CHANGE),
        (("little_change", "much_faster"), NO_CHANGE + 1, math.inf),
    ]
    if average is not None:
        found += [
            (("decline", "slower"), -math.inf, AT_MOST_SLOWER * average),
            (("faster", "much_faster"), AT_LEAST_FASTER * average, math.inf),
            (("much_faster", "much_faster"), MUCH_FASTER * average, math.inf),
        ]
    return found


def _bounds(known: VintagePhrases) -> list[tuple[int, str]]:
    """Whole percentages whose category is known, those of all occupations among them."""
    found = [(point.percent, point.category) for point in known.points]
    average = known.all_occupations_pct
    return found if average is None else [*found, (math.floor(average + 0.5), "as_fast")]


def _words(known: VintagePhrases, category: str) -> str:
    """The phrase of a category, as the edition prints it where that was seen."""
    seen = {point.category: point.phrase for point in known.points}
    return seen.get(category, WORDS[category])


def _why_open(known: VintagePhrases, whole: int) -> str:
    """Between which findings a percentage lies."""
    found = sorted(_bounds(known))
    ends = [
        max((end for end in found if end[0] <= whole), default=None),
        min((end for end in found if end[0] >= whole), default=None),
    ]
    beside = [f"{end[0]}% is '{_words(known, end[1]).lower()}'" for end in ends if end]
    seen = f"in the Handbook {known.name} {' and '.join(dict.fromkeys(beside))}; " if beside else ""
    return f"The phrases are ordered: {seen}the rest is as in every edition that is known."


def _why_unknown(known: VintagePhrases) -> str:
    seen = sorted(known.points, key=lambda point: point.percent)
    found = ", ".join(f"{point.percent}%: {point.phrase}" for point in seen)
    text = f"The Handbook's limits for {known.name} were not found"
    return f"{text}; found are {found}." if found else f"{text}, nor a single example."


def _vintage(entry: Mapping[str, Any]) -> VintagePhrases:
    bands = tuple(
        Band(
            band["category"], band["phrase"], band.get("from", -math.inf), band.get("to", math.inf)
        )
        for band in entry.get("band", ())
    )
    return VintagePhrases(
        name=entry["name"],
        bands=bands,
        points=tuple(Point(**point) for point in entry.get("point", ())),
        floors=tuple(Point(**point) for point in entry.get("floor", ())),
        how=entry.get("how", ""),
        evidence=entry.get("evidence", ""),
        all_occupations_pct=entry.get("all_occupations_pct"),
    )
