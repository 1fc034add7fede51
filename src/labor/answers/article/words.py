"""The words of verdicts: what a figure is, and why a claim fits it or does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from labor.provenance.origin import Origin
from labor.provenance.text import Live, Traced, mark
from labor.show.words import count, dollars, listed, percent, when

if TYPE_CHECKING:
    from labor.answers.article.find import Claim
    from labor.answers.article.published import Figure

_STATISTICS = {
    "median": "the median",
    "mean": "the mean",
    "p10": "the 10th percentile",
    "p25": "the 25th percentile",
    "p75": "the 75th percentile",
    "p90": "the 90th percentile",
}
_KINDS = {
    "pay": "pay",
    "growth": "projected growth",
    "phrase": "words on projected growth",
    "jobs": "number of jobs",
    "new_jobs": "projected change of jobs",
    "openings": "projected openings",
}


def number_words(figure: Figure) -> Traced:
    """A figure's number as it is read: "$40,350 a year", "10.7%", "215,500 jobs"."""
    return Traced(_number(figure))


def figure_words(figure: Figure) -> Traced:
    """What a figure is: "the median of 29-2071 Medical ..., May 2018: $40,350 a year"."""
    return Traced(_figure(figure))


def _number(figure: Figure) -> str:
    """The number with its unit, marked with its cell."""
    if figure.kind == "pay":
        unit = "an hour" if figure.period == "hourly" else "a year"
        floor = " or more" if figure.status == "top_coded" else ""
        return f"{_marked(figure, dollars(figure.value))}{floor} {unit}"
    if figure.kind == "growth":
        return f"{_percent(figure)}"
    if figure.kind == "phrase":
        return f"“{figure.phrase}”"
    amount = _marked(figure, count(figure.value))
    return f"{amount} openings a year" if figure.kind == "openings" else f"{amount} jobs"


def _marked(figure: Figure, text: str) -> Live:
    return mark(text, Origin((figure.cell,)) if figure.cell else None, figure.value)


def _percent(figure: Figure) -> Live:
    return _marked(figure, percent(figure.value, 0 if figure.series == "handbook" else 1))


def _figure(figure: Figure) -> str:
    occupation = f"{figure.code} {figure.title}".strip()
    if figure.area:
        occupation += f" in {figure.area}"
    if figure.setting:
        occupation += f" ({figure.setting})"
    if figure.kind == "pay":
        time = when(figure.year)
        return f"{_STATISTICS[figure.statistic]} of {occupation}, {time}: {_number(figure)}"
    if figure.kind == "jobs":
        return f"{_jobs_of(figure)} of {occupation}, {figure.year}: {_number(figure)}"
    if figure.kind == "phrase":
        return (
            f"{_number(figure)} for {occupation}, projected for {figure.vintage} "
            f"({_percent(figure)})"
        )
    return f"the {_KINDS[figure.kind]} of {occupation}, {figure.vintage}: {_number(figure)}"


def _jobs_of(figure: Figure) -> str:
    if figure.series == "oews":
        return "wage and salary jobs (wage survey, May)"
    if figure.vintage and figure.year != int(figure.vintage[:4]):
        return "projected jobs"
    return "all jobs (projections, with the self-employed)"


class Why:
    """Reasons of verdicts, one sentence or two each."""

    LOCAL = "No estimates of cities, counties or metropolitan areas are held."
    STATE_OUTLOOK = "The projections held are of the nation, not of states."
    WEEKLY = "Weekly pay is not in these tables, and the hours worked are not known."
    EXPERIENCE = (
        "The tables have no pay by experience. The lowest tenth are not the beginners, nor the "
        "highest the senior people."
    )
    OTHER_SOURCE = "The figures are of another publisher, with its own methods."
    RANGE = "The words do not say between which of the people the range lies."
    PAST = "The words are of past growth; the tables hold projections."

    @staticmethod
    def confirmed(claim: Claim, figure: Figure) -> str:
        """The figure, and what the article leaves open."""
        text = f"It is {_figure(figure)}."
        if figure.kind == "growth" and claim.unit_step == 1 and figure.series != "handbook":
            text += " The Handbook prints whole percentages."
        if figure.kind == "pay" and not claim.statistic:
            text += f" The article does not say that it is {_STATISTICS[figure.statistic]}."
        return text

    @staticmethod
    def rounded(claim: Claim, figure: Figure) -> str:
        """Rounded from what, and by whom the monthly pay is computed."""
        if claim.period == "monthly":
            return f"A twelfth of {_figure(figure)}; monthly pay is not published."
        return f"Rounded from {_figure(figure)}."

    @staticmethod
    def doubtful(figure: Figure) -> str:
        """A percentage whose rounding the published decimal leaves open."""
        rule = Origin((), "whole percentages that the figure rounds to")
        either = " or ".join(f"{mark(f'{value}%', rule, value)}" for value in figure.whole)
        return f"Rounded from {_figure(figure)}, which can stand for {either}."

    @staticmethod
    def other_occupation(figure: Figure) -> str:
        """The number is of an occupation that is not the one named."""
        return (
            f"The number is {_figure(figure)}; that occupation does not hold the same people "
            "as the one that the article names."
        )

    @staticmethod
    def other_measure(claim: Claim, figure: Figure) -> str:
        """The number is of another measure."""
        kinds = _KINDS if figure.kind != "pay" else {}
        asked = _STATISTICS.get(claim.statistic) or kinds.get(claim.kind, "")
        said = f", not {asked}" if asked and asked not in _figure(figure) else ""
        return f"The number is {_figure(figure)}{said}."

    @staticmethod
    def other_series(figure: Figure) -> str:
        """Jobs of the survey told as jobs of the projections, or the reverse."""
        return (
            f"The number is {_figure(figure)}. The wage survey counts wage and salary jobs, "
            "the projections all jobs: they are different quantities."
        )

    @staticmethod
    def yearly(figure: Figure) -> str:
        """Openings of a year told as those of ten."""
        return f"The number is {_figure(figure)}, not those of the whole period."

    @staticmethod
    def other_time(claim: Claim, figure: Figure) -> str:
        """The number is of another year than the article says or implies."""
        said = claim.vintage or (str(claim.year) if claim.year is not None else "today")
        return f"The number is {_figure(figure)}; it is not that of {said}."

    @staticmethod
    def other_place(figure: Figure) -> str:
        """The number is of another place."""
        where = figure.area or "the United States"
        return f"The number is that of {where}: {_figure(figure)}."

    @staticmethod
    def elsewhere(claim: Claim, figure: Figure) -> str:
        """The number does not fit the nation, and the words name what may be another place."""
        return (
            f"It is not {_figure(figure)}, and no figures are held for "
            f"“{claim.elsewhere}”, which the sentence names."
        )

    @staticmethod
    def wrong(figure: Figure) -> str:
        """What was published instead."""
        return f"Published is {_figure(figure)}."

    @staticmethod
    def is_floor(figure: Figure) -> str:
        """A top code told as a figure."""
        return f"Published is only a floor, the highest wage printed that year: {_figure(figure)}."

    @staticmethod
    def above_top_code(figure: Figure) -> str:
        """Wages above the top code are not published."""
        return f"Published is only that it is {_marked(figure, dollars(figure.value))} or more."

    @staticmethod
    def no_setting(claim: Claim) -> str:
        """Pay of an industry that is not held."""
        return f"The tables held have no pay of “{claim.subject}” in {claim.setting} at that time."

    @staticmethod
    def all_jobs_not_held(figure: Figure) -> str:
        """Jobs of a year for which only the wage survey is held."""
        return (
            f"Held are only {_figure(figure)}; the number of all jobs in {figure.year}, "
            "which the projections give, is not."
        )

    @staticmethod
    def no_figures(claim: Claim) -> str:
        """There are no figures of this kind for the occupation."""
        return f"The tables held have no {_KINDS[claim.kind]} for “{claim.subject}”."

    @staticmethod
    def nothing_asked(claim: Claim, held: Sequence[Figure]) -> str:
        """There are figures of this kind, but none of the time, place or measure."""
        about = f" in {claim.place}" if claim.place else ""
        time = claim.vintage or (str(claim.year) if claim.year is not None else "")
        here = [f for f in held if f.area == claim.place and not f.setting]
        times = sorted({f.vintage or str(f.year) for f in here})
        shown = f"; held are {listed(times[-6:])}" if times else ""
        what = f"{_KINDS[claim.kind]} of “{claim.subject}”{about}"
        return f"The tables have no such {what}{f' for {time}' if time else ''}{shown}."

    @staticmethod
    def same_phrase(figure: Figure) -> str:
        """The Handbook's own words, told as they are."""
        return f"It is {_figure(figure)}."

    @staticmethod
    def other_phrase(figure: Figure) -> str:
        """The Handbook's own words."""
        ledger = Origin((), "quoted from the ledger of growth phrases")
        evidence = mark(figure.phrase_evidence.rstrip("."), ledger)
        return f"The Handbook's words are {_figure(figure)}. Evidence: {evidence}."

    @staticmethod
    def phrase_not_known(figure: Figure) -> str:
        """Nobody could show the Handbook's words."""
        return f"The Handbook's words for {figure.vintage} are open. {figure.phrase_evidence}"

    @staticmethod
    def phrases_differ(figures: Sequence[Figure]) -> str:
        """The occupation is several codes with different words."""
        said = [f"{f.code} {f.phrase}" for f in figures]
        return f"The occupation is several today, and their words differ: {listed(said)}."
