"""The sentences of a ranking: who is first among whom, how sure the order is, who is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from labor.answers.rank import select
from labor.answers.rank.choice import EDUCATION, FORMS, Choice
from labor.show import cautions, words
from labor.show.rows import Row
from labor.terms import NATION

if TYPE_CHECKING:
    from labor.answers.rank.answer import Ranking

#: Heading of each measure in a table.
HEADINGS = {
    "median": "Median a year",
    "growth": "Growth",
    "openings": "Openings a year",
    "jobs": "Jobs",
    "pay-change": "Real change of the median",
    "location-quotient": "Location quotient",
}
#: What is listed, in captions.
_MEASURED = {
    "median": "median pay",
    "growth": "projected growth",
    "openings": "projected openings",
    "jobs": "jobs",
    "pay-change": "change of median pay in constant prices",
    "location-quotient": "location quotient",
}
_THAN = " than average"
#: Occupations that are named in a sentence.
_NAMED = 3
_ERROR = words.chosen("10%", 10, "chance of error of all pairs together")
#: How many are left out for a reason, in words.
_LEFT_OUT = {
    select.NO_ROW: "without a row in the table of the place",
    select.WITHHELD: "whose figure is not released",
    select.HOURLY: "with pay by the hour only",
    select.NOT_COMPARABLE: "whose two years may not be compared",
    select.NO_EARLIER: "without a median in the earlier year",
    select.TOP: "with only a lower limit of pay",
    select.FLOOR: "below the floor of jobs",
    select.FEW_OPENINGS: "below the floor of openings",
    select.UNPROJECTED: "that are not projected",
    select.NO_ZONE: "with no job zone or with several",
    select.OPEN_PHRASE: "whose growth phrase rounding leaves open",
}


def counts(reasons: Iterable[str]) -> dict[str, int]:
    """How often each reason is given, in the order in which reasons are told."""
    listed = list(reasons)
    return {one: listed.count(one) for one in select.REASONS if one in listed}


def place(ranking: Ranking) -> str:
    """The area inside a sentence."""
    name = words.place(ranking.place)
    is_with_article = name in ("United States", "District of Columbia", "Virgin Islands")
    return f"the {name}" if is_with_article else name


def first(ranking: Ranking) -> str:
    """Who is first, among whom, and whether that can be told."""
    if not ranking.listed:
        who = words.several(ranking.all_occupations, "occupation")
        return f"Of {who}, none {_that(ranking)} can be put in order by {_measured(ranking)}."
    top = ranking.listed[0]
    names = _first_names(ranking)
    if ranking.ranked == 1:
        amount = words.say(top, ranking.column, FORMS[ranking.by])
        return (
            f"Only {_people(names)} are left of the occupations {_where(ranking)}{_that(ranking)}: "
            f"{_measured(ranking)} {amount}."
        )
    return f"Of {_set(ranking)}, {_people(names)} {_is_first(ranking, top)}{_tied(ranking, names)}."


def finding(ranking: Ranking) -> str:
    """The first as a title."""
    if not ranking.listed:
        return f"No occupation to put in order by {_measured(ranking)}"
    top = ranking.listed[0]
    who = words.sentence_case(_people(_first_names(ranking)))
    amount = words.say(top, ranking.column, FORMS[ranking.by])
    tied = " not told apart from others" if ranking.tied else ""
    place_in = "" if ranking.area_code == NATION else f" in {place(ranking)}"
    end = "last" if ranking.lowest else "first"
    return f"{who}:{tied and tied + ','} {end} by {_measured(ranking)}{place_in}, {amount}"


def order(ranking: Ranking) -> str:
    """How sure the order is."""
    if ranking.ranked < 2:
        return ""
    if ranking.is_tested:
        return (
            "The place of an occupation is the range of ranks that it can have: it is tested "
            f"against all {words.counted(ranking.ranked, 'occupations in order')} with a chance "
            f"of error of {_ERROR}."
        )
    return f"{_WITHOUT_ERROR[ranking.by]}, so the list has no ranks: {_NEIGHBORS}."


_NEIGHBORS = "neighbors in it may stand the other way round"
_WITHOUT_ERROR = {
    "median": "The table held here prints no sampling errors",
    "jobs": "The table held here prints no sampling errors",
    "growth": "Projections have no published error",
    "openings": "Projections have no published error",
    "pay-change": "Medians have no published error",
    "location-quotient": "Location quotients have no published error",
}


def standing(ranking: Ranking) -> str:
    """Where the role asked for stands."""
    if not ranking.choice.similar_to or not ranking.ranked:
        return ""
    who = words.sentence_case(words.people(ranking.choice.similar_to))
    if not ranking.standing:
        return f"{who} themselves are not among those in order."
    place_of = words.counted(ranking.standing, "place in the list")
    return f"{who} are number {place_of} of {ranking.ranked} in the list."


def left_out(ranking: Ranking) -> str:
    """How many that may fit are left out, and why."""
    found = ranking.left_out_counts
    if not found:
        return ""
    total = sum(found.values())
    parts = [f"{words.counted(number, 'occupations left out')} {_LEFT_OUT[why]}"
             for why, number in found.items()]  # fmt: skip
    more = "more occupation is" if total == 1 else "more occupations are"
    if len(parts) == 1:
        noun, are = more.rsplit(" ", 1)
        number = words.counted(total, "occupations left out")
        return f"{number} {noun} {_LEFT_OUT[next(iter(found))]} {are} left out."
    return f"{words.counted(total, 'occupations left out')} {more} left out: {words.listed(parts)}."


def care(ranking: Ranking) -> str:
    """Listed occupations whose figures tell less than they seem to."""
    told = [
        f"{words.running(str(row['occupation_title']))} ({text})"
        for row in ranking.listed
        if (text := cautions.in_cell(row))
    ]
    return f"Read with care the figures of {words.listed(told[:_NAMED])}." if told else ""


def subject(ranking: Ranking) -> str:
    """What a page is about: "By median pay, the highest first, United States"."""
    end = "lowest" if ranking.lowest else "highest"
    return f"By {_measured(ranking)}, the {end} first, {words.place(ranking.place)}"


def caption(ranking: Ranking) -> str:
    """What the table holds."""
    listed = words.counted(len(ranking.listed), "occupations listed")
    of_all = f"{listed} of {words.counted(ranking.ranked, 'occupations in order')}"
    return f"Occupations {subject(ranking).replace('By', 'by', 1)}: {of_all}"


def note(ranking: Ranking) -> str:
    """The periods of the figures."""
    parts = [f"Pay and jobs: {ranking.when}."]
    if ranking.vintage:
        row = ranking.listed[0] if ranking.listed else None
        span = (
            words.span(int(row["base_year"]), int(row["target_year"])) if row else (ranking.vintage)
        )
        parts.append(f"Growth and openings: United States, {span}.")
    return " ".join(parts)


def places(row: Row) -> str:
    """The places that an occupation can have: "1", "1 to 4"."""
    best, worst = row["best_rank"], row["worst_rank"]
    if best is None or best != best or str(best) == "<NA>":
        return "not tested"
    low = words.counted(int(best), "occupations told apart and before it, and one")
    if best == worst:
        return low
    return f"{low} to {words.counted(int(worst), 'occupations not told apart and behind it')}"


def _measured(ranking: Ranking) -> str:
    name = _MEASURED[ranking.by]
    if ranking.by == "pay-change":
        return f"{name} since {words.when(ranking.since)}"
    return name


def _set(ranking: Ranking) -> str:
    """The occupations that are in order: "45 occupations that typically need ..."."""
    number = words.counted(ranking.ranked, "occupations in order")
    return f"{number} occupations {_where(ranking)}{_that(ranking)}".rstrip()


def _where(ranking: Ranking) -> str:
    return "" if ranking.area_code == NATION else f"in {place(ranking)} "


def _that(ranking: Ranking) -> str:
    """What those have in common that count."""
    choice = ranking.choice
    inside = []
    if choice.groups:
        inside.append(f"in the group{'s' if len(choice.groups) > 1 else ''} "
                      f"{words.listed_names(choice.groups)}")  # fmt: skip
    if choice.similar_to:
        people = words.people(choice.similar_to)
        inside.append(f"that are {people} or similar to them by the Handbook")
    if choice.zone:
        inside.append(f"in job zone {_either(choice.zone)}")
    parts = [part for part in _needs(choice) if part]
    if choice.pay_from or choice.pay_to:
        parts.append(f"have a median of {_range(choice)}")
    if choice.min_jobs:
        floor = words.chosen(words.count(choice.min_jobs), choice.min_jobs, "floor of jobs")
        parts.append(f"have at least {floor} jobs")
    if choice.min_openings:
        floor = words.chosen(
            words.count(choice.min_openings), choice.min_openings, "floor of openings"
        )
        parts.append(f"have at least {floor} openings a year")
    if choice.growth:
        parts.append(f"grow {_phrases(choice.growth)}" if _is_growth(choice.growth) else
                     f"have the growth phrase {_either(choice.growth)}")  # fmt: skip
    clause = f"that {words.listed(parts)}" if parts else ""
    return " ".join([*inside, *([clause] if clause else [])])


def _is_growth(phrases: Sequence[str]) -> bool:
    return all("average" in phrase for phrase in phrases)


def _phrases(phrases: Sequence[str]) -> str:
    said = [phrase[:1].lower() + phrase[1:] for phrase in phrases]
    if all(phrase.endswith(_THAN) for phrase in said):
        return f"{_either([phrase.removesuffix(_THAN) for phrase in said])}{_THAN}"
    return _either(said)


def _needs(choice: Choice) -> list[str]:
    """What those that count typically ask for."""
    education = ""
    if choice.education == EDUCATION[: EDUCATION.index("Associate's degree")]:
        education = "typically need no degree"
    elif choice.education:
        end = _end(EDUCATION, choice.education)
        education = f"typically need {end}{_either(list(map(_with_article, _shown(choice))))}"
    experience = training = ""
    if choice.experience:
        named = [_experience(one) for one in choice.experience]
        experience = f"typically ask for {_either(named)} in a related occupation"
    if choice.training:
        named = ["no training on the job" if one == "None" else one[:1].lower() + one[1:]
                 for one in choice.training]  # fmt: skip
        training = f"typically train with {_either(named)}"
    return [education, experience, training]


def _shown(choice: Choice) -> Sequence[str]:
    """Categories that are named: of a whole end of the scale only the last."""
    wanted = choice.education
    if _end(EDUCATION, wanted) == "at most ":
        return wanted[-1:]
    return wanted[:1] if _end(EDUCATION, wanted) else wanted


def _end(scale: Sequence[str], wanted: Sequence[str]) -> str:
    """Whether the categories are one end of the scale: "at most ", "at least "."""
    if len(wanted) < 3 or len(wanted) == len(scale):
        return ""
    if tuple(wanted) == tuple(scale[: len(wanted)]):
        return "at most "
    return "at least " if tuple(wanted) == tuple(scale[-len(wanted) :]) else ""


#: How categories of education stand in a sentence.
_EDUCATION = dict(
    zip(
        EDUCATION,
        (
            "no formal credential",
            "a high school diploma",
            "some college",
            "a postsecondary nondegree award",
            "an associate's degree",
            "a bachelor's degree",
            "a master's degree",
            "a doctoral or professional degree",
        ),
        strict=True,
    )
)


def _with_article(category: str) -> str:
    return _EDUCATION[category]


def _experience(category: str) -> str:
    return "no experience" if category == "None" else f"{category.lower()} of experience"


def _range(choice: Choice) -> str:
    low = words.chosen(words.dollars(choice.pay_from), choice.pay_from, "lowest median asked for")
    high = words.chosen(words.dollars(choice.pay_to), choice.pay_to, "highest median asked for")
    if not choice.pay_to:
        return f"{low} or more"
    return f"{low} to {high}" if choice.pay_from else f"at most {high}"


def _either(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _first_names(ranking: Ranking) -> list[str]:
    """Titles of the listed rows with the first figure, which several can share."""
    top = ranking.listed[0]
    same = [row for row in ranking.listed if row[ranking.column] == top[ranking.column]]
    return [str(row["occupation_title"]) for row in same]


def _people(titles: Sequence[str]) -> str:
    return _some([words.people(title) for title in titles])


def _some(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return words.listed_names(list(names))
    more = words.counted(len(names) - _NAMED, "occupations not named")
    divider = "; " if any("," in name for name in names[:_NAMED]) else ", "
    return f"{divider.join(names[:_NAMED])} and {more} more"


def _tied(ranking: Ranking, names: Sequence[str]) -> str:
    if ranking.tied is None:
        return ""
    others = [title for title in ranking.tied if title not in names]
    if not others:
        return "; this can be told apart from all others" if len(names) == 1 else ""
    verb = "they" if len(names) > 1 else "this"
    return f"; {verb} cannot be told apart from {_people(others)}"


def _is_first(ranking: Ranking, top: Row) -> str:
    """The verb and the figure: "have the highest median pay, $144,580 a year in May 2025"."""
    amount = words.say(top, ranking.column, FORMS[ranking.by])
    most = "lowest" if ranking.lowest else "highest"
    printed = " printed" if ranking.tied else ""
    if ranking.by == "median":
        return f"have the {most}{printed} median pay, {amount} a year in {words.when(ranking.year)}"
    if ranking.by == "jobs":
        most = "fewest" if ranking.lowest else "most"
        return f"have the {most} jobs, {amount} in {words.when(ranking.year)}"
    if ranking.by == "location-quotient":
        return (
            f"have the {most} location quotient: their share of all jobs there is {amount} times "
            f"that in the nation in {words.when(ranking.year)}"
        )
    if ranking.by == "pay-change":
        return _changed(ranking, top)
    are = words.are(ranking.is_in_force)
    years = f"from {int(top['base_year'])} to {int(top['target_year'])}"
    if ranking.by == "openings":
        most = "fewest" if ranking.lowest else "most"
        return f"{are} projected to have the {most} openings, {amount} a year {years}"
    change, value = words.change(top, ranking.column), float(top[ranking.column])
    if (value > 0) is ranking.lowest or round(value, 1) == 0:
        return f"{are} projected to {change} {years}, the {most} change"
    end = "most" if ranking.lowest else "fastest"
    verb, _, by_how_much = change.partition(" ")
    return f"{are} projected to {verb} {end}, {by_how_much} {years}"


def _changed(ranking: Ranking, top: Row) -> str:
    value = float(top[ranking.column])
    span = f"from {words.when(ranking.since)} to {words.when(ranking.year)}"
    size = words.size(top, ranking.column, words.percent)
    verb = "rose" if value > 0 else "fell"
    if (value > 0) is ranking.lowest:
        most = "lowest" if ranking.lowest else "highest"
        return f"have the {most} change: the median {verb} by {size} in constant prices {span}"
    return f"have the median that {verb} most in constant prices, by {size} {span}"
