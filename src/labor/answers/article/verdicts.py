"""Verdicts on claims: which published figure decides, and the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from labor.answers.article.claims import Claim
from labor.answers.article.numbers import category_of, same_words
from labor.answers.article.published import (
    KIND_NAMES,
    STATISTIC_NAMES,
    Figure,
    figure_text,
    marked,
)
from labor.answers.article.readings import LOCAL
from labor.answers.article.subjects import ALL_WORKERS
from labor.methods.phrases import NOT_KNOWN
from labor.provenance.origin import Origin
from labor.provenance.text import mark
from labor.show.words import dollars, listed
from labor.terms import TOP_CODED

CONFIRMED = "confirmed"
ROUNDED = "rounded"
OTHER_WORDS = "right figure, other words or name"
MISQUOTED = "misquoted"
OUTDATED = "outdated"
WRONG = "wrong"
UNCHECKED = "cannot be checked"


class Meaning(NamedTuple):
    """What a verdict means.

    Args:
        text: In words.
        sign: Sign that stands before it; a reader must not need colours to tell verdicts apart.
        counted: How a sentence goes on that counts the claims: "2 are wrong".
    """

    text: str
    sign: str
    counted: str


#: Every verdict, in the order of a sentence that counts them.
VERDICTS = {
    CONFIRMED: Meaning("the published figure, as the words say", "✓", "confirmed"),
    ROUNDED: Meaning("the published figure, rounded", "≈", "rounded"),
    OTHER_WORDS: Meaning(
        "the published figure; its publisher words it, or names the people, otherwise",
        "∼",
        "right in other words or under another name",
    ),
    MISQUOTED: Meaning(
        "a published figure, but of something else than the words say", "≠", "misquoted"
    ),
    OUTDATED: Meaning("the figure of an earlier year, told as of today", "←", "outdated"),
    WRONG: Meaning("the figure asked for is known, and it is another", "✗", "wrong"),
    UNCHECKED: Meaning(
        "the tables cannot tell; the reason is given",
        "?",
        "not to be checked with these tables",
    ),
}
#: Verdicts on claims that may stand as they are.
HOLDING = (CONFIRMED, ROUNDED, OTHER_WORDS)

#: Parts of a year by which pay is told.
_IN_A_YEAR = {"monthly": 12, "weekly": 52}
#: Periods that no pay is published for.
_ODD_PERIODS = ("monthly", "weekly", "daily")
#: Base years, or years of estimates, that can be the newest at some time of one year.
_CURRENT = 3
#: Years that a projection covers.
_YEARS = 10
#: Below this many dollars or jobs, a number that is some other figure is chance.
_TELLING = 1000
_CENT = 0.005
#: Statistics that words can mean, where it is not the one they name.
_WANTED = {
    "": ("median", "mean"),
    "middle": ("p25", "p75"),
    "low": ("p10", "p25"),
    "high": ("p90", "p75"),
}
#: Of these the words leave open which part of the people is meant.
_LOOSE = ("low", "high")


@dataclass(frozen=True)
class Judgement:
    """A verdict, why, and the figures that decide it, the deciding one first."""

    verdict: str
    why: str
    figures: tuple[Figure, ...] = ()


def judge(
    claim: Claim,
    figures: Sequence[Figure],
    year: int | None = None,
    companion: str = "",
    shown: int = 0,
) -> Judgement:
    """Hold a claim against the figures of its occupation.

    Args:
        claim: What the article says.
        figures: Every figure of the occupation.
        year: Year of the article: claims without a year are of that time. None is today.
        companion: Projection that a percentage in the same sentence is of, for words on growth
            that name none.
        shown: Year of the newest estimates that the article has elsewhere: it was written after
            they came out. 0 if it shows none.

    Returns:
        The verdict with its reason.
    """
    claim = _worded(claim)
    if refusal := _refusal(claim):
        return Judgement(UNCHECKED, refusal)
    if claim.kind == "phrase":
        return _judge_phrase(claim, figures, year, companion)
    matching = _Matching(claim, figures, year, shown)
    if not matching.same_kind:
        return Judgement(UNCHECKED, _Why.no_figures(claim))
    return matching.verdict()


def spared_elsewhere(claim: Claim, found: Judgement) -> Judgement:
    """No accusation with the nation's figure where the sentence names what may be another place.

    Args:
        claim: What the article says.
        found: The verdict on it.
    """
    is_open = claim.elsewhere and not claim.place and found.figures
    if not is_open or found.verdict in (*HOLDING, UNCHECKED):
        return found
    return Judgement(UNCHECKED, _Why.elsewhere(claim, found.figures[-1]), found.figures[-1:])


def _worded(claim: Claim) -> Claim:
    """The claim with the statistics that the ends of a range without any stand for."""
    if claim.kind != "pay" or claim.statistic not in ("", "median", "mean"):
        return claim
    if "range_start" in claim.flags:
        return replace(claim, statistic="low")
    return replace(claim, statistic="high") if "range_end" in claim.flags else claim


def _refusal(claim: Claim) -> str:
    if claim.place == LOCAL:
        return claim.no_area or _Why.LOCAL
    if claim.place and claim.kind in ("growth", "phrase", "new_jobs", "openings"):
        return _Why.STATE_OUTLOOK
    if "other_source" in claim.flags:
        return _Why.OTHER_SOURCE
    told = claim.statistic and not claim.flags & {"range", "by_experience"}
    if claim.kind == "pay" and "experience" in claim.flags and not told:
        return _Why.EXPERIENCE
    return ""


def _judge_phrase(
    claim: Claim, figures: Sequence[Figure], year: int | None, companion: str
) -> Judgement:
    growth = [f for f in figures if f.kind == "growth"]
    of_year = claim.year if claim.year is not None else year
    named = claim.vintage or companion
    vintages = [named] if named else vintages_at(growth, of_year, with_before=claim.year is None)
    answers = [_phrase_of(claim, [f for f in growth if f.vintage == v]) for v in vintages]
    order = (CONFIRMED, OTHER_WORDS, UNCHECKED, WRONG)
    return min(answers, key=lambda one: order.index(one.verdict), default=None) or Judgement(
        UNCHECKED, _Why.no_figures(claim)
    )


def _phrase_of(claim: Claim, growth: Sequence[Figure]) -> Judgement:
    known = own_first(growth)
    if not known:
        return Judgement(UNCHECKED, _Why.no_figures(claim))
    # Several codes decide together only if their words are the same; their sum goes before them.
    printed = [f for f in known if f.phrase_basis == "printed"]
    printed = printed or [f for f in known if f.codes and f.is_own] or known
    first = replace(printed[0], kind="phrase")
    if len({f.phrase for f in printed}) > 1:
        return Judgement(UNCHECKED, _Why.phrases_differ(printed), (first,))
    if first.phrase_basis in (NOT_KNOWN, "floor", "ambiguous"):
        return Judgement(UNCHECKED, _Why.phrase_not_known(first), (first,))
    if category_of(claim.printed) != category_of(first.phrase):
        verdict = WRONG if first.is_own else UNCHECKED
        return Judgement(verdict, _Why.other_phrase(first), (first,))
    if not same_words(claim.printed, first.phrase) or not first.is_own:
        return Judgement(OTHER_WORDS, _Why.other_phrase(first), (first,))
    return Judgement(CONFIRMED, _because(_Why.SAME_PHRASE, first), (first,))


class _Matching:
    """The figures of one kind, and which of them a claim's words ask for."""

    def __init__(
        self, claim: Claim, figures: Sequence[Figure], year: int | None, shown: int
    ) -> None:
        self.claim = claim
        self.figures = figures
        self.same_kind = [f for f in figures if f.kind == claim.kind]
        self._year, self._shown = year, shown
        self.period = claim.pay_period
        #: Titles of the areas that a city can mean.
        self._areas = {area.title for area in claim.areas}
        here = [f for f in self.same_kind if self._in_place(f)]
        here.sort(key=lambda figure: figure.area != claim.place)
        self.is_dated = claim.year is not None or claim.vintage != ""
        self.of_time = self._time(here, year)
        #: Figures of the measure, the place and the time that the words name.
        self.meant = self._as_precise([f for f in here if self._is_measure(f) and self.of_time(f)])

    def verdict(self) -> Judgement:
        """The first of the rules that has an answer."""
        rules = (
            self._of_a_year,
            self._of_a_month,
            self._as_worded,
            self._other_direction,
            self._of_a_setting,
            self._other_measure,
            self._other_time,
            self._other_place,
            self._a_bound,
            self._not_in_tables,
        )
        answers = (rule() for rule in rules)
        found = next((answer for answer in answers if answer), None) or self._no_match()
        if found.verdict not in (*HOLDING, UNCHECKED) and self._is_before_the_places():
            return Judgement(UNCHECKED, _Why.none_of_these(self.claim, self.same_kind))
        if found.verdict == MISQUOTED and self.is_dated and not self.meant:
            # That it is the figure of another time says nothing of the one asked for.
            return Judgement(
                UNCHECKED, f"{_Why.none_of_these(self.claim, self.same_kind)} {found.why}"
            )
        known = {figure.area for figure in self.meant}
        if found.verdict not in (*HOLDING, UNCHECKED) and not self._areas <= known:
            # A figure that the words may ask for is not known.
            return Judgement(UNCHECKED, _Why.none_of_these(self.claim, self.same_kind))
        return found

    def _is_before_the_places(self) -> bool:
        """Whether an article may tell of a place as it was before the first figures held of it.

        What is the newest in a year is of the year before it, or in its spring of two before.
        """
        claim, year = self.claim, self._year
        if not claim.place or self.is_dated or year is None or claim.kind not in ("pay", "jobs"):
            return False
        return min((f.year for f in self.same_kind if self._in_place(f)), default=year) > max(
            year - 2, self._shown
        )

    def _as_precise(self, meant: list[Figure]) -> list[Figure]:
        """Whole percentages as the Handbook prints them, if it does, others as projected."""
        if self.claim.kind != "growth":
            return meant
        printed = [f for f in meant if f.series == "handbook"]
        exact = [f for f in meant if f.series != "handbook"]
        return (printed or exact) if self.claim.unit_step == 1 else (exact or printed)

    def _of_a_year(self) -> Judgement | None:
        """Growth and new jobs of ten years told as those of one, or of another time."""
        claim = self.claim
        if claim.kind not in ("growth", "new_jobs", "openings"):
            return None
        yearly = "yearly" in claim.flags
        own = own_first(self.meant)
        if claim.kind == "openings":
            tenfold = [f for f in own if abs(claim.value - f.value * _YEARS) <= claim.unit_step / 2]
            if tenfold and "yearly" not in claim.flags:
                return Judgement(ROUNDED, _because(_Why.TENFOLD, tenfold[0]), (tenfold[0],))
            return None
        if "few_years" in claim.flags and (hits := own_first(self._hits(self.meant))):
            return Judgement(MISQUOTED, _because(_Why.OF_TEN_YEARS, hits[0]), (hits[0],))
        if not yearly or not own:
            return None
        tenths = [f for f in own if any(self._near(claim.value, part) for part in _yearly(f))]
        if tenths:
            verdict = ROUNDED if tenths[0].is_own else OTHER_WORDS
            return Judgement(verdict, _because(_Why.A_TENTH, tenths[0]), (tenths[0],))
        if hits := own_first(self._hits(self.meant) or [f for f in own if self._rounds(f)]):
            return Judgement(MISQUOTED, _because(_Why.OF_TEN_YEARS, hits[0]), (hits[0],))
        if not own[0].is_own:
            return Judgement(UNCHECKED, _Why.parts(own), tuple(own[:3]))
        return Judgement(WRONG, _because(_Why.WRONG, own[0]), tuple(own[:3]))

    def _near(self, value: float, actual: float) -> bool:
        return abs(value - actual) <= max(self.claim.unit_step / 2, abs(actual) * 0.02) + _CENT

    def _of_a_month(self) -> Judgement | None:
        """Pay of a month or a week: a twelfth of the annual one; never the annual one itself."""
        claim = self.claim
        if claim.kind != "pay" or claim.period not in _ODD_PERIODS:
            return None
        near = own_first([f for f in self.meant if self._rounds(f)])
        if claim.period in _IN_A_YEAR and near:
            verdict = ROUNDED if near[0].is_own else OTHER_WORDS
            return Judgement(verdict, _Why.rounded(claim, near[0]), (near[0],))
        others = [f for f in self.same_kind if self._in_place(f) and f.status != TOP_CODED]
        for period in _IN_A_YEAR:  # a month's pay told as a week's
            other = _Matching(replace(claim, period=period), self.figures, self._year, self._shown)
            if near := [f for f in other.meant if other._rounds(f)]:
                return Judgement(MISQUOTED, _Why.rounded(other.claim, near[0]), (near[0],))
        if hits := self._hits(others):
            first = latest(hits)
            return Judgement(MISQUOTED, _Why.other_measure(claim, first), (first,))
        if claim.period != "monthly":
            return Judgement(UNCHECKED, _Why.WEEKLY)
        return None

    def _as_worded(self) -> Judgement | None:
        if self.claim.period in _ODD_PERIODS:
            return None
        if top := [f for f in self.meant if f.status == TOP_CODED]:
            return self._top_coded(top[0])
        if hits := self._hits(self.meant):
            return self._exact(hits)
        near = [f for f in self.meant if self._rounds(f)]
        if not near:
            return self._yardstick()
        first = own_first(near)[0]
        if not first.is_own:
            return Judgement(OTHER_WORDS, _because(_Why.OTHER_OCCUPATION, first), (first,))
        if self.claim.statistic in _LOOSE:
            return Judgement(OTHER_WORDS, _because(_Why.LOOSE, first), (first,))
        return Judgement(ROUNDED, _Why.rounded(self.claim, first), (first,))

    def _yardstick(self) -> Judgement | None:
        """The median of all workers is often called their average."""
        if self.claim.subject != ALL_WORKERS or self.claim.statistic != "mean":
            return None
        medians = [f for f in self.same_kind if f.statistic == "median" and self.of_time(f)]
        near = [f for f in medians if self._in_place(f) and (self._equals(f) or self._rounds(f))]
        return Judgement(OTHER_WORDS, _because(_Why.LOOSE, near[0]), (near[0],)) if near else None

    def _other_direction(self) -> Judgement | None:
        """The right amount, but told as a gain where it is a loss, or the reverse."""
        if self.claim.kind not in ("growth", "new_jobs"):
            return None
        turned = [f for f in self.meant if self._opposes(f) and f.is_own]
        return Judgement(WRONG, _because(_Why.WRONG, turned[0]), (turned[0],)) if turned else None

    def _opposes(self, figure: Figure) -> bool:
        return self.claim.value * figure.value < 0 and bool(
            abs(abs(self.claim.value) - abs(figure.value)) <= self.claim.unit_step
        )

    def _exact(self, hits: list[Figure]) -> Judgement:
        first = own_first(hits)[0]
        claim = self.claim
        if claim.kind == "openings" and "total" in claim.flags:
            return Judgement(MISQUOTED, _because(_Why.YEARLY, first), (first,))
        if self._wrong_series(first):
            return Judgement(MISQUOTED, _because(_Why.OTHER_SERIES, first), (first,))
        if not first.is_own:
            return Judgement(OTHER_WORDS, _because(_Why.OTHER_OCCUPATION, first), (first,))
        if claim.statistic in _LOOSE:
            return Judgement(OTHER_WORDS, _because(_Why.LOOSE, first), (first,))
        if claim.kind == "openings" and claim.vintage and "yearly" not in claim.flags:
            return Judgement(OTHER_WORDS, _because(_Why.YEARLY, first), (first,))
        if first.kind == "growth" and len(first.whole) > 1 and claim.unit_step == 1:
            return Judgement(ROUNDED, _Why.doubtful(first), (first,))
        return Judgement(CONFIRMED, _Why.confirmed(claim, first), (first,))

    def _a_bound(self) -> Judgement | None:
        """A round limit, "more than $60,000", on whose side the published figure lies."""
        claim = self.claim
        own = [f for f in self.meant if f.is_own]
        if (
            not own
            or claim.hedge not in ("over", "at least", "under")
            or claim.unit_step < _TELLING
        ):
            return None
        first = own_first(own)[0]
        above = first.value >= claim.value
        if claim.kind not in ("pay", "jobs", "openings") or above == (claim.hedge == "under"):
            return None
        return Judgement(UNCHECKED, _because(_Why.BOUND, first), (first,))

    def _wrong_series(self, figure: Figure) -> bool:
        if figure.kind != "jobs":
            return False
        if figure.series == "oews":
            return "self_employed" in self.claim.flags
        return "wage_and_salary" in self.claim.flags and "self_employed" not in self.claim.flags

    def _of_a_setting(self) -> Judgement | None:
        """An industry is named, and the figure is not that of all industries."""
        if self.claim.kind not in ("pay", "jobs") or not self.claim.setting:
            return None
        of_setting = [f for f in self.meant if f.setting]
        return None if of_setting else Judgement(UNCHECKED, _Why.no_setting(self.claim))

    def _not_in_tables(self) -> Judgement | None:
        """No figure fits, but one that could is not here, or the words leave open which it is."""
        if self.claim.kind == "pay" and self.claim.statistic in _LOOSE:
            return Judgement(UNCHECKED, _Why.RANGE)
        surveyed = [f for f in self.meant if f.series == "oews"]
        if self.claim.kind != "jobs" or not surveyed or self.claim.place:
            return None
        if "wage_and_salary" in self.claim.flags or len(surveyed) < len(self.meant):
            return None
        return Judgement(UNCHECKED, _Why.all_jobs_missing(surveyed[0]), (surveyed[0],))

    def _other_measure(self) -> Judgement | None:
        kinds = ("jobs", "new_jobs", "openings")
        family = kinds if self.claim.kind in kinds else (self.claim.kind,)
        others = [
            f
            for f in self.figures
            if f.kind in family and self._in_place(f) and self.of_time(f) and f not in self.meant
        ]
        hits = self._hits(others) if self.claim.kind != "growth" else []
        if not hits:
            return None
        first = own_first(hits)[0]
        if "gained" in self.claim.flags and first.kind == "new_jobs" and first.is_own:
            return Judgement(OTHER_WORDS, _Why.other_measure(self.claim, first), (first,))
        return Judgement(MISQUOTED, _Why.other_measure(self.claim, first), (first, *self.meant[:1]))

    def _other_time(self) -> Judgement | None:
        others = [f for f in self.same_kind if self._in_place(f) and not self.of_time(f)]
        measured = [f for f in others if self._is_measure(f)]
        if hits := [f for f in self._hits(measured) if f.status != TOP_CODED]:
            first = self._nearest(hits)
            if self.claim.statistic in _LOOSE and not self.is_dated:
                return None
            verdict = MISQUOTED if self.is_dated else OUTDATED
            return Judgement(verdict, _Why.other_time(self.claim, first), (first, *self.meant[:1]))
        near = [f for f in measured if self._rounds(f) and f.status != TOP_CODED]
        if near and not self.is_dated and self.claim.hedge == "about":
            first = latest(near)
            why = _Why.other_time(self.claim, first)
            return Judgement(OUTDATED, why, (first, *self.meant[:1]))
        telling = self.claim.value >= _TELLING and self.claim.unit_step < _TELLING
        if self.claim.kind == "pay" and telling and (hits := self._hits(others)):
            first = latest(hits)
            why = _Why.other_measure(self.claim, first)
            return Judgement(MISQUOTED, why, (first, *self.meant[:1]))
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
        return Judgement(MISQUOTED, _Why.other_place(hits[0]), (hits[0], *self.meant[:1]))

    def _no_match(self) -> Judgement:
        if not self.meant:
            return Judgement(UNCHECKED, _Why.none_of_these(self.claim, self.same_kind))
        own = own_first(self.meant)
        if not own[0].is_own:
            return Judgement(UNCHECKED, _Why.parts(own), tuple(own[:3]))
        return Judgement(WRONG, _because(_Why.WRONG, own[0]), tuple(own[:3]))

    def _top_coded(self, floor: Figure) -> Judgement | None:
        value, hedge = self.claim.value, self.claim.hedge
        if not floor.is_own:
            return Judgement(UNCHECKED, _Why.above_top_code(floor), (floor,))
        if abs(value - floor.value) < _CENT:
            if hedge in ("at least", "over"):
                return Judgement(CONFIRMED, _Why.confirmed(self.claim, floor), (floor,))
            return Judgement(MISQUOTED, _because(_Why.IS_FLOOR, floor), (floor,))
        if value > floor.value:
            return Judgement(UNCHECKED, _Why.above_top_code(floor), (floor,))
        return None

    def _nearest(self, hits: Sequence[Figure]) -> Figure:
        """The figure nearest to the year that is named, of two the earlier; else the latest."""
        year = self.claim.year
        if self.claim.vintage:
            year = int(self.claim.vintage[:4])
        if year is None:
            return latest(hits)
        return min(own_first(hits), key=lambda f: (not f.is_own, abs(f.year - year), f.year))

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
        if parts := _IN_A_YEAR.get(self.claim.period):
            actual, step = actual / parts, max(step, 1.0)
        if hedge == "over" and value <= actual < value + step:
            return True
        if hedge == "under" and value - step < actual <= value:
            return True
        return abs(actual - value) <= step / 2 + _CENT

    def _in_place(self, figure: Figure) -> bool:
        if figure.setting and figure.setting != self.claim.setting:
            return False
        return figure.area in (self._areas or {self.claim.place})

    def _is_measure(self, figure: Figure) -> bool:
        if figure.kind != "pay":
            return figure.kind == self.claim.kind
        wanted = _WANTED.get(self.claim.statistic, (self.claim.statistic,))
        period = "annual" if self.period in _IN_A_YEAR else self.period
        return figure.statistic in wanted and figure.period == period

    def _time(self, here: Sequence[Figure], year: int | None) -> Callable[[Figure], bool]:
        """Which figures are of the time that the words name, or of the article's."""
        claim = self.claim
        if claim.vintage:
            if claim.kind == "jobs" and claim.year:
                return lambda f: f.year == claim.year
            return lambda f: f.vintage == claim.vintage
        of_year = claim.year if claim.year is not None else year
        if claim.kind in ("growth", "new_jobs", "openings"):
            vintages = vintages_at(here, of_year, with_before=claim.year is None)
            return lambda f: f.vintage in vintages
        if claim.year is not None:
            return lambda f: f.year == claim.year
        if year is not None:
            return self._current_in(here, year)
        measured = [f for f in here if self._is_measure(f)]
        newest = {
            series: max(f.year for f in measured if f.series == series and not _is_target(f))
            for series in {f.series for f in measured if not _is_target(f)}
        }
        return lambda f: f.year == newest.get(f.series) and not _is_target(f)

    def _current_in(self, here: Sequence[Figure], year: int) -> Callable[[Figure], bool]:
        """Figures that were the newest at some time of a year.

        Those of a May come out in the spring of the next year: up to then the newest are of the
        May two years before.
        """
        years: dict[str, tuple[int, ...]] = {}
        measured = [f for f in here if self._is_measure(f) and not _is_target(f)]
        for series in {f.series for f in measured}:
            until = sorted({f.year for f in measured if f.series == series and f.year <= year})
            since = max(year - _CURRENT + 1, self._shown)
            years[series] = tuple(y for y in until[-_CURRENT:] if y >= since) or tuple(until[-1:])
        return lambda f: f.year in years.get(f.series, ()) and not _is_target(f)


def _yearly(figure: Figure) -> tuple[float, ...]:
    """A change over ten years by the year: a tenth, and for percentages the constant rate."""
    tenth = figure.value / _YEARS
    if figure.kind != "growth":
        return (tenth,)
    return tenth, ((1 + figure.value / 100) ** (1 / _YEARS) - 1) * 100


def _is_target(figure: Figure) -> bool:
    """Whether jobs are projected rather than counted."""
    return bool(figure.vintage) and figure.year != int(figure.vintage[:4])


def vintage_at(figures: Sequence[Figure], year: int | None) -> str:
    """The projection that was the newest in a year, by its base year.

    Args:
        figures: Figures of any kind.
        year: The year; None is today.

    Returns:
        "2018-28", or empty if there was none.
    """
    known = sorted({f.vintage for f in figures if f.vintage})
    until = [v for v in known if year is None or int(v[:4]) <= year]
    return until[-1] if until else ""


def vintages_at(
    figures: Sequence[Figure], year: int | None, *, with_before: bool = False
) -> list[str]:
    """The projections that an article of a year may call the newest.

    Args:
        figures: Figures of any kind.
        year: The year; None is today.
        with_before: Whether those of the two years before count, too: they come out in the autumn
            after their base year, so that up to then the newest is of two years before.
    """
    newest = vintage_at(figures, year)
    known = sorted({f.vintage for f in figures if f.vintage and f.vintage <= newest})
    if not with_before or year is None:
        return known[-1:]
    return [v for v in known[-_CURRENT:] if int(v[:4]) > year - _CURRENT] or known[-1:]


def own_first(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of just the occupation and of all industries first, medians before other pay."""
    return sorted(
        figures,
        key=lambda f: (
            not f.is_own,
            bool(f.setting),
            bool(f.codes),
            f.series == "handbook",
            f.kind == "pay" and f.statistic != "median",
        ),
    )


def latest(figures: Sequence[Figure]) -> Figure:
    """The newest figure, of just the occupation if there is one."""
    return max(own_first(figures)[::-1], key=lambda f: (f.is_own, f.year))


def _because(reason: str, figure: Figure) -> str:
    """A reason that tells of a figure."""
    return reason.format(figure_text(figure))


class _Why:
    """Reasons of verdicts, one sentence or two each."""

    LOCAL = (
        "The sentence speaks of places smaller than a state, and of none by the name of a "
        "metropolitan area."
    )
    STATE_OUTLOOK = "The projections held are of the nation, not of states or cities."
    WEEKLY = "Pay by the week or the day is not in these tables, nor are the hours worked."
    EXPERIENCE = (
        "The tables have no pay by experience. The lowest tenth are not the beginners, nor the "
        "highest the senior people."
    )
    OTHER_SOURCE = "The figures are of another publisher, with its own methods."
    RANGE = "The words do not say between which of the people the range lies."
    # Of one figure, in place of the braces.
    #: Openings of ten years from those of one.
    TENFOLD = "Ten times {}."
    #: By the year what is published for ten years.
    A_TENTH = "By the year, from {}, which is over ten years."
    #: A change over ten years told as that of one, or of a few.
    OF_TEN_YEARS = "The number is {}, which is over ten years, not in less."
    #: A figure whose statistic the words do not name, or name loosely.
    LOOSE = "The number is {}; the words do not say so."
    #: A limit that the figure keeps.
    BOUND = "The number is a limit, and within it is {}."
    #: The number is of an occupation that is not the one named.
    OTHER_OCCUPATION = (
        "The number is {}; that occupation does not hold just the people that the article names."
    )
    #: Jobs of the survey given as jobs of the projections, or the reverse.
    OTHER_SERIES = (
        "The number is {}. The wage survey counts wage and salary jobs, "
        "the projections all jobs: they are different quantities."
    )
    #: Openings of a year given as those of ten.
    YEARLY = "The number is {}, not those of the whole period."
    #: What was published instead.
    WRONG = "Published is {}."
    #: A top code given as a figure.
    IS_FLOOR = "Published is only a floor: {}."
    #: The Handbook's own words, as they are.
    SAME_PHRASE = "It is {}."

    @staticmethod
    def confirmed(claim: Claim, figure: Figure) -> str:
        """The figure, and what the article leaves open."""
        text = f"It is {figure_text(figure)}."
        if figure.kind == "growth" and claim.unit_step == 1 and figure.series != "handbook":
            text += " The Handbook prints whole percentages."
        if figure.kind == "pay" and not claim.statistic:
            text += f" The article does not say that it is {STATISTIC_NAMES[figure.statistic]}."
        return text

    @staticmethod
    def rounded(claim: Claim, figure: Figure) -> str:
        """Rounded from what, and by whom the pay of a month or a week is computed."""
        if claim.period == "monthly":
            return f"A twelfth of {figure_text(figure)}; monthly pay is not published."
        if claim.period == "weekly":
            return f"A 52nd of {figure_text(figure)}; pay by the week is not published."
        return f"Rounded from {figure_text(figure)}."

    @staticmethod
    def doubtful(figure: Figure) -> str:
        """A percentage whose rounding the published decimal leaves open."""
        rule = Origin((), "whole percentages that the figure rounds to")
        either = " or ".join(f"{mark(f'{value}%', rule, value)}" for value in figure.whole)
        return f"Rounded from {figure_text(figure)}, which can stand for {either}."

    @staticmethod
    def parts(figures: Sequence[Figure]) -> str:
        """The people are published only as parts, or together with others."""
        shown = listed([str(figure_text(f)) for f in figures[:2]])
        return (
            "The occupation that the article names is not published by itself there; held "
            f"{'is' if len(figures) == 1 else 'are'} {shown}."
        )

    @staticmethod
    def other_measure(claim: Claim, figure: Figure) -> str:
        """The number is of another measure."""
        kinds = KIND_NAMES if figure.kind != "pay" else {}
        named = STATISTIC_NAMES.get(claim.statistic) or kinds.get(claim.kind, "")
        text = figure_text(figure)
        return f"The number is {text}{f', not {named}' if named and named not in text else ''}."

    @staticmethod
    def other_time(claim: Claim, figure: Figure) -> str:
        """The number is of another year than the article says or implies."""
        time = claim.vintage or (str(claim.year) if claim.year is not None else "today")
        return f"The number is {figure_text(figure)}; it is not that of {time}."

    @staticmethod
    def other_place(figure: Figure) -> str:
        """The number is of another place."""
        where = figure.area or "the United States"
        return f"The number is that of {where}: {figure_text(figure)}."

    @staticmethod
    def elsewhere(claim: Claim, figure: Figure) -> str:
        """The number does not fit the nation, and the words name what may be another place."""
        return (
            f"It is not {figure_text(figure)}, and figures of “{claim.elsewhere}”, "
            "which the sentence names, are not looked up."
        )

    @staticmethod
    def above_top_code(figure: Figure) -> str:
        """Wages above the top code are not published."""
        return f"Published is only that it is {marked(figure, dollars(figure.value))} or more."

    @staticmethod
    def no_setting(claim: Claim) -> str:
        """Pay of an industry that is not in the tables."""
        what = f"{KIND_NAMES[claim.kind]} of “{claim.subject}” in {claim.setting}"
        return f"The tables held have no {what} at that time."

    @staticmethod
    def all_jobs_missing(figure: Figure) -> str:
        """Jobs of a year for which the tables have only the wage survey."""
        return (
            f"Held are only {figure_text(figure)}; the number of all jobs in {figure.year}, "
            "which the projections give, is not."
        )

    @staticmethod
    def no_figures(claim: Claim) -> str:
        """There are no figures of this kind for the occupation."""
        return f"The tables held have no {KIND_NAMES[claim.kind]} for “{claim.subject}”."

    @staticmethod
    def none_of_these(claim: Claim, figures: Sequence[Figure]) -> str:
        """There are figures of this kind, but none of the time, place or measure."""
        about = f" in {claim.place}" if claim.place else ""
        time = claim.vintage or (str(claim.year) if claim.year is not None else "")
        here = [f for f in figures if f.area == claim.place and not f.setting]
        times = sorted({f.vintage or str(f.year) for f in here})
        shown = f"; held are {listed(times[-6:])}" if times else ""
        what = f"{KIND_NAMES[claim.kind]} of “{claim.subject}”{about}"
        return f"The tables have no such {what}{f' for {time}' if time else ''}{shown}."

    @staticmethod
    def other_phrase(figure: Figure) -> str:
        """The Handbook's own words."""
        ledger = Origin((), "quoted from the ledger of growth phrases")
        evidence = mark(figure.phrase_evidence.rstrip("."), ledger)
        return f"The Handbook's words are {figure_text(figure)}. Evidence: {evidence}."

    @staticmethod
    def phrase_not_known(figure: Figure) -> str:
        """Nobody could show the Handbook's words."""
        return f"The Handbook's words for {figure.vintage} are open. {figure.phrase_evidence}"

    @staticmethod
    def phrases_differ(figures: Sequence[Figure]) -> str:
        """The occupation is several codes with different words."""
        differing = [f"{f.code} {f.phrase}" for f in figures]
        return f"The occupation is several today, and their words differ: {listed(differing)}."
