"""What is asked for: by what occupations are ranked, and which of them count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from labor.errors import AnalysisError
from labor.methods.phrases import CATEGORIES, WORDS
from labor.show import words
from labor.terms import EDUCATION, EXPERIENCE

#: By what occupations are ranked, and the column with its number.
MEASURES = {
    "median": "median_annual_usd",
    "growth": "employment_change_pct",
    "openings": "openings_annual_average_jobs",
    "jobs": "employment_jobs",
    "pay-change": "median_real_change_pct",
    "location-quotient": "location_quotient",
}
#: How the numbers of each measure are written.
FORMS: dict[str, Callable[[float], str]] = {
    "median": words.dollars,
    "growth": words.signed_percent,
    "openings": words.projected,
    "jobs": words.count,
    "pay-change": words.signed_percent,
    "location-quotient": lambda value: f"{value:.2f}",
}
#: Measures that come from the projections, which are made for the nation.
PROJECTED = ("growth", "openings")

#: Training on the job that is typically asked for, the least first.
TRAINING = (
    "None", "Short-term on-the-job training", "Moderate-term on-the-job training",
    "Long-term on-the-job training", "Internship/residency", "Apprenticeship",
)  # fmt: skip
GROWTH = tuple(WORDS[name] for name in CATEGORIES if name in WORDS)
ZONES = ("1", "2", "3", "4", "5")

#: Words for several categories of education at once.
_NO_DEGREE = ("no degree", "without a degree", "below a degree")
#: Words for the category that asks for nothing.
_NOTHING = ("none", "no", "nothing")
_UP_TO, _AT_LEAST = "up to ", "at least "


@dataclass(frozen=True)
class Scale:
    """Categories of one thing that occupations ask for or are called.

    Args:
        name: Name of the filter.
        column: Column of the categories.
        categories: The categories, from the least to the most.
        is_ordered: Whether "up to" and "at least" mean something.
    """

    name: str
    column: str
    categories: tuple[str, ...]
    is_ordered: bool = True


SCALES = (
    Scale("education", "entry_education", EDUCATION),
    Scale("experience", "work_experience", EXPERIENCE),
    Scale("training", "training", TRAINING, is_ordered=False),
    Scale("growth", "growth_phrase", GROWTH),
    Scale("zone", "job_zone", ZONES),
)


@dataclass(frozen=True)
class Choice:
    """Which occupations count, with every word already read.

    Args:
        education: Categories of typical education at entry; empty for all.
        experience: Categories of typical experience in a related occupation.
        training: Categories of typical training on the job.
        zone: Job zones of O*NET, "1" to "5".
        growth: Growth phrases of the Handbook.
        groups: Groups of occupations, by title.
        group_codes: The detailed occupations of the groups.
        similar_to: A role, by title, whose similar ones count, and itself.
        similar_codes: Their codes.
        min_jobs: Fewest jobs in the place.
        min_openings: Fewest openings a year in the nation.
        pay_from: Lowest median, dollars a year.
        pay_to: Highest median, dollars a year.
    """

    education: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    growth: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    group_codes: frozenset[str] = frozenset()
    similar_to: str = ""
    similar_codes: frozenset[str] = field(default=frozenset())
    min_jobs: int = 0
    min_openings: int = 0
    pay_from: float = 0
    pay_to: float = 0

    def said(self) -> dict[str, Any]:
        """What was chosen, for JSON: the filters that are set, in words."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in found.items()
            if value and not name.endswith("_codes")
        }


def read(scale: Scale, asked: Iterable[str]) -> tuple[str, ...]:
    """The categories that words mean.

    Args:
        scale: The categories.
        asked: Words: "bachelor's degree", "associate", "no degree", "up to associate's degree",
            "at least faster"; numbers for zones.

    Returns:
        The categories, in their order, each once; none if nothing is asked.

    Raises:
        AnalysisError: Words mean no category, or several.
    """
    wanted = {category for text in asked for category in _read_one(scale, text)}
    return tuple(category for category in scale.categories if category in wanted)


def _read_one(scale: Scale, text: str) -> Sequence[str]:
    plain = _plain(text)
    if scale.name == "education" and plain in _NO_DEGREE:
        return scale.categories[: scale.categories.index("Associate's degree")]
    for lead in (_UP_TO, _AT_LEAST) if scale.is_ordered else ():
        if plain.startswith(lead):
            place = scale.categories.index(_category(scale, plain.removeprefix(lead), text))
            is_end = lead == _UP_TO
            return scale.categories[: place + 1] if is_end else scale.categories[place:]
    return (_category(scale, plain, text),)


def _plain(text: str) -> str:
    """Words without case, marks of possession and plural: "Master's degree" is "master degree"."""
    words = text.replace("’", "'").casefold().replace("'s", "").split()
    return " ".join(word.removesuffix("s") for word in words)


def _category(scale: Scale, plain: str, text: str) -> str:
    known = {_plain(category): category for category in scale.categories}
    if plain in _NOTHING and scale.categories[0].startswith("No"):
        return scale.categories[0]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == plain,
        lambda name: name.startswith(plain),
        lambda name: plain in name,
    )
    for fits in tests:
        found = [category for name, category in known.items() if plain and fits(name)]
        if len(found) == 1:
            return found[0]
        if found:
            break
    more = f"; or {_UP_TO}or {_AT_LEAST}one of them" if scale.is_ordered else ""
    raise AnalysisError(
        f"These words are no {scale.name} that occupations are sorted by",
        expected="one of: " + ", ".join(scale.categories) + more,
        got=repr(text),
        next_step="Write one of these, or the beginning of just one.",
    )
