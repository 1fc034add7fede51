"""Hold a number against the figures of its kind: as the words ask, else as it may be meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from labor.answers.article.find import Claim
from labor.answers.article.published import Figure
from labor.answers.article.verdicts import (
    CONFIRMED,
    MISQUOTED,
    OUTDATED,
    ROUNDED,
    UNCHECKED,
    WRONG,
    Judgement,
    latest,
    own_first,
    vintage_at,
)
from labor.answers.article.words import Why

#: Dollars below this, when no period is said, are by the hour.
_HOURLY_BELOW = 250
_MONTHS = 12
#: Below this many dollars or jobs, a number that is some other figure is chance.
_TELLING = 1000
_CENT = 0.005
#: Statistics that words can mean, where it is not the one they name.
_WANTED = {"": ("median", "mean"), "middle": ("p25", "p75")}


class Matching:
    """The figures of one kind, and which of them a claim's words ask for."""

    def __init__(self, claim: Claim, figures: Sequence[Figure], year: int | None) -> None:
        self.claim = claim
        self.figures = figures
        self.same_kind = [f for f in figures if f.kind == claim.kind]
        self.period = claim.period or ("hourly" if claim.value < _HOURLY_BELOW else "annual")
        here = [f for f in self.same_kind if self._in_place(f)]
        self.is_dated = claim.year is not None or claim.vintage != ""
        self.of_time = self._time(here, year)
        #: Figures of the measure, the place and the time that the words name.
        self.asked = self._as_precise([f for f in here if self._is_measure(f) and self.of_time(f)])

    def verdict(self) -> Judgement:
        """The first of the rules that has an answer."""
        rules = (self._as_asked, self._of_a_setting, self._other_measure, self._other_time)
        rules = (*rules, self._other_place, self._not_held, self._no_match)
        return next(answer for rule in rules if (answer := rule()))

    def _as_precise(self, asked: list[Figure]) -> list[Figure]:
        """Whole percentages as the Handbook prints them, if it is held, others as projected."""
        if self.claim.kind != "growth":
            return asked
        printed = [f for f in asked if f.series == "handbook"]
        exact = [f for f in asked if f.series != "handbook"]
        return (printed or exact) if self.claim.unit_step == 1 else (exact or printed)

    def _as_asked(self) -> Judgement | None:
        if top := [f for f in self.asked if f.status == "top_coded"]:
            return self._top_coded(top[0])
        if hits := self._hits(self.asked):
            return self._found(hits)
        near = [f for f in self.asked if self._rounds(f)]
        if not near:
            return None
        first = own_first(near)[0]
        if not first.is_own:
            return Judgement(MISQUOTED, Why.other_occupation(first), (first,))
        return Judgement(ROUNDED, Why.rounded(self.claim, first), (first,))

    def _found(self, hits: list[Figure]) -> Judgement:
        first = own_first(hits)[0]
        if not first.is_own:
            return Judgement(MISQUOTED, Why.other_occupation(first), (first,))
        if self.claim.kind == "openings" and "total" in self.claim.flags:
            return Judgement(MISQUOTED, Why.yearly(first), (first,))
        if self._wrong_series(first):
            return Judgement(MISQUOTED, Why.other_series(first), (first,))
        if first.kind == "growth" and len(first.whole) > 1 and self.claim.unit_step == 1:
            return Judgement(ROUNDED, Why.doubtful(first), (first,))
        return Judgement(CONFIRMED, Why.confirmed(self.claim, first), (first,))

    def _wrong_series(self, figure: Figure) -> bool:
        if figure.kind != "jobs":
            return False
        if figure.series == "oews":
            return "self_employed" in self.claim.flags
        return "wage_and_salary" in self.claim.flags and "self_employed" not in self.claim.flags

    def _of_a_setting(self) -> Judgement | None:
        """An industry is named, and the figure is not that of all industries."""
        if self.claim.kind != "pay" or not self.claim.setting:
            return None
        held = [f for f in self.asked if f.setting]
        return None if held else Judgement(UNCHECKED, Why.no_setting(self.claim))

    def _not_held(self) -> Judgement | None:
        """No figure fits, but one that could is not held, or the words leave open which."""
        if self.claim.kind == "pay" and "range" in self.claim.flags and not self.claim.statistic:
            return Judgement(UNCHECKED, Why.RANGE)
        surveyed = [f for f in self.asked if f.series == "oews"]
        if self.claim.kind != "jobs" or not surveyed or self.claim.place:
            return None
        if "wage_and_salary" in self.claim.flags or len(surveyed) < len(self.asked):
            return None
        return Judgement(UNCHECKED, Why.all_jobs_not_held(surveyed[0]), (surveyed[0],))

    def _other_measure(self) -> Judgement | None:
        kinds = ("jobs", "new_jobs", "openings")
        family = kinds if self.claim.kind in kinds else (self.claim.kind,)
        others = [
            f
            for f in self.figures
            if f.kind in family and self._in_place(f) and self.of_time(f) and f not in self.asked
        ]
        hits = self._hits(others) if self.claim.kind != "growth" else []
        if not hits:
            return None
        first = own_first(hits)[0]
        return Judgement(MISQUOTED, Why.other_measure(self.claim, first), (first, *self.asked[:1]))

    def _other_time(self) -> Judgement | None:
        others = [f for f in self.same_kind if self._in_place(f) and not self.of_time(f)]
        measured = [f for f in others if self._is_measure(f)]
        if hits := [f for f in self._hits(measured) if f.status != "top_coded"]:
            first = self._nearest(hits)
            verdict = MISQUOTED if self.is_dated else OUTDATED
            return Judgement(verdict, Why.other_time(self.claim, first), (first, *self.asked[:1]))
        near = [f for f in measured if self._rounds(f) and f.status != "top_coded"]
        if near and not self.is_dated and self.claim.hedge == "about":
            first = latest(near)
            why = Why.other_time(self.claim, first)
            return Judgement(OUTDATED, why, (first, *self.asked[:1]))
        telling = self.claim.value >= _TELLING and self.claim.unit_step < _TELLING
        if self.claim.kind == "pay" and telling and (hits := self._hits(others)):
            first = latest(hits)
            why = Why.other_measure(self.claim, first)
            return Judgement(MISQUOTED, why, (first, *self.asked[:1]))
        return None

    def _other_place(self) -> Judgement | None:
        others = [
            f
            for f in self.same_kind
            if self._is_measure(f) and not self._in_place(f) and self.of_time(f) and not f.setting
        ]
        hits = self._hits(others)
        if not hits or self.claim.value < _TELLING or self.claim.kind == "growth":
            return None
        return Judgement(MISQUOTED, Why.other_place(hits[0]), (hits[0], *self.asked[:1]))

    def _no_match(self) -> Judgement:
        if not self.asked:
            return Judgement(UNCHECKED, Why.nothing_asked(self.claim, self.same_kind))
        own = own_first(self.asked)
        if self.claim.elsewhere and not self.claim.place:
            return Judgement(UNCHECKED, Why.elsewhere(self.claim, own[0]), (own[0],))
        return Judgement(WRONG, Why.wrong(own[0]), tuple(own[:3]))

    def _top_coded(self, floor: Figure) -> Judgement | None:
        value, hedge = self.claim.value, self.claim.hedge
        if not floor.is_own:
            return Judgement(UNCHECKED, Why.above_top_code(floor), (floor,))
        if abs(value - floor.value) < _CENT:
            if hedge in ("at least", "over"):
                return Judgement(CONFIRMED, Why.confirmed(self.claim, floor), (floor,))
            return Judgement(MISQUOTED, Why.is_floor(floor), (floor,))
        if value > floor.value:
            return Judgement(UNCHECKED, Why.above_top_code(floor), (floor,))
        return None

    def _nearest(self, hits: Sequence[Figure]) -> Figure:
        """The figure nearest to the year that is named, of two the earlier; else the latest."""
        said = self.claim.year
        if self.claim.vintage:
            said = int(self.claim.vintage[:4])
        if said is None:
            return latest(hits)
        return min(own_first(hits), key=lambda f: (not f.is_own, abs(f.year - said), f.year))

    def _hits(self, figures: Sequence[Figure]) -> list[Figure]:
        return [f for f in figures if self._equals(f)]

    def _equals(self, figure: Figure) -> bool:
        if figure.kind == "growth" and self.claim.unit_step == 1:
            return int(self.claim.value) in figure.whole
        return abs(figure.value - self.claim.value) < _CENT

    def _rounds(self, figure: Figure) -> bool:
        """Whether the number is the figure rounded to the places it is printed with."""
        if figure.kind == "growth" and self.claim.unit_step <= 1:
            return False
        value, step, hedge = self.claim.value, self.claim.unit_step, self.claim.hedge
        actual = figure.value
        if self.claim.period == "monthly":
            actual, step = actual / _MONTHS, max(step, 1.0)
        if hedge == "over" and value <= actual < value + step:
            return True
        if hedge == "under" and value - step < actual <= value:
            return True
        return abs(actual - value) <= step / 2 + _CENT

    def _in_place(self, figure: Figure) -> bool:
        if figure.setting and figure.setting != self.claim.setting:
            return False
        return figure.area == self.claim.place

    def _is_measure(self, figure: Figure) -> bool:
        if figure.kind != "pay":
            return figure.kind == self.claim.kind
        wanted = _WANTED.get(self.claim.statistic, (self.claim.statistic,))
        period = "annual" if self.period == "monthly" else self.period
        return figure.statistic in wanted and figure.period == period

    def _time(self, here: Sequence[Figure], year: int | None) -> Callable[[Figure], bool]:
        """Which figures are of the time that the words name, or of the article's."""
        claim = self.claim
        if claim.vintage:
            if claim.kind == "jobs" and claim.year:
                return lambda f: f.year == claim.year
            return lambda f: f.vintage == claim.vintage
        asked = claim.year if claim.year is not None else year
        if claim.kind in ("growth", "new_jobs", "openings"):
            vintage = vintage_at(here, asked)
            return lambda f: f.vintage == vintage
        if asked is not None:
            return lambda f: f.year == asked
        measured = [f for f in here if self._is_measure(f)]
        newest = {
            series: max(f.year for f in measured if f.series == series and not _is_target(f))
            for series in {f.series for f in measured if not _is_target(f)}
        }
        return lambda f: f.year == newest.get(f.series) and not _is_target(f)


def _is_target(figure: Figure) -> bool:
    """Whether jobs are projected rather than counted."""
    return bool(figure.vintage) and figure.year != int(figure.vintage[:4])
