"""The sentences of a ranking: who is first among whom, how sure the order is, who is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from labor.answers.rank import select
from labor.answers.rank.choice import EDUCATION, EXPERIENCE, FORMS, MEASURES, TRAINING, Choice
from labor.provenance.text import plain, with_marks
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


#: Sentences and their parts, filled in here and in the explorer page.
TEXTS = {
    "none": "Of {all}, none {that} can be put in order by {measured}.",
    "only": "Only {people} are left of the occupations {where}{that}: {measured} {amount}.",
    "first": "Of {number} occupations {where}{that}, {people} {verb}{tied}.",
    "apart": "; this can be told apart from all others",
    "tied_one": "; this cannot be told apart from {others}",
    "tied_many": "; they cannot be told apart from {others}",
    "order": "The place of an occupation is the range of ranks that it can have: it is tested "
    "against all {number} with a chance of error of {error}.",
    "no_order": "{without}, so the list has no ranks: neighbors in it may stand the other way "
    "round.",
    "median": "have the {most}{printed} median pay, {amount} a year in {when}",
    "jobs": "have the {most} jobs, {amount} in {when}",
    "location-quotient": "have the {most} location quotient: their share of all jobs there is "
    "{amount} times that in the nation in {when}",
    "openings": "{are} projected to have the {most} openings, {amount} a year {years}",
    "growth": "{are} projected to {verb} {most}, {by} {years}",
    "growth_other": "{are} projected to {change} {years}, the {most} change",
    "pay-change": "have the median that {verb} most in constant prices, by {size} {span}",
    "pay-change_other": "have the {most} change: the median {verb} by {size} in constant prices "
    "{span}",
    "more": "{first}{divider}{last} and {more} more",
    "group": "in the group {names}",
    "groups": "in the groups {names}",
    "zone": "in job zone {zones}",
    "similar": "that are {people} or similar to them by the Handbook",
    "pay": "have a median of {range}",
    "min_jobs": "have at least {floor} jobs",
    "min_openings": "have at least {floor} openings a year",
    "grow": "grow {phrases}",
    "phrase": "have the growth phrase {phrases}",
    "no_degree": "typically need no degree",
    "education": "typically need {end}{categories}",
    "experience": "typically ask for {categories} in a related occupation",
    "training": "typically train with {categories}",
    "left_one": "{total} more occupation {why} is left out.",
    "left_many": "{total} more occupations {why} are left out.",
    "left_list_one": "{total} more occupation is left out: {parts}.",
    "left_list": "{total} more occupations are left out: {parts}.",
}


def counts(reasons: Iterable[str]) -> dict[str, int]:
    """How often each reason is given, in the order in which reasons are told."""
    listed = list(reasons)
    return {one: listed.count(one) for one in select.REASONS if one in listed}


def place(ranking: Ranking) -> str:
    """The area inside a sentence."""
    return words.the_place(ranking.place)


def first(ranking: Ranking) -> str:
    """Who is first, among whom, and whether that can be told."""
    if not ranking.listed:
        who = words.several(ranking.all_occupations, "occupation")
        text = TEXTS["none"].format(all=who, that=_that(ranking), measured=_measured(ranking))
        return text.replace("  ", " ")
    top = ranking.listed[0]
    names = _first_names(ranking)
    if ranking.ranked == 1:
        amount = words.say(top, ranking.column, FORMS[ranking.by])
        return TEXTS["only"].format(
            people=_people(names),
            where=_where(ranking),
            that=_that(ranking),
            measured=_measured(ranking),
            amount=amount,
        )
    text = TEXTS["first"].format(
        number=words.counted(ranking.ranked, "occupations in order"),
        where=_where(ranking),
        that=_that(ranking),
        people=_people(names),
        verb=_is_first(ranking, top),
        tied=_tied(ranking, names),
    )
    return text.replace(" ,", ",")


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
        number = words.counted(ranking.ranked, "occupations in order")
        return TEXTS["order"].format(number=number, error=_ERROR)
    return TEXTS["no_order"].format(without=_WITHOUT_ERROR[ranking.by])


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
    number = sum(found.values())
    total = words.counted(number, "occupations left out")
    if len(found) == 1:
        text = TEXTS["left_one" if number == 1 else "left_many"]
        return text.format(total=total, why=_LEFT_OUT[next(iter(found))])
    parts = [
        f"{words.counted(count, 'occupations left out')} {_LEFT_OUT[why]}"
        for why, count in found.items()
    ]
    return TEXTS["left_list"].format(total=total, parts=words.listed(parts))


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
    if pd.isna(best):
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


def _where(ranking: Ranking) -> str:
    return "" if ranking.area_code == NATION else f"in {place(ranking)} "


def _that(ranking: Ranking) -> str:
    """What those have in common that count."""
    choice = ranking.choice
    inside = []
    if choice.groups:
        name = "groups" if len(choice.groups) > 1 else "group"
        inside.append(TEXTS[name].format(names=words.listed_names(choice.groups)))
    if choice.similar_to:
        inside.append(TEXTS["similar"].format(people=words.people(choice.similar_to)))
    if choice.zone:
        inside.append(TEXTS["zone"].format(zones=_either(choice.zone)))
    parts = _needs(choice)
    if choice.pay_from or choice.pay_to:
        parts.append(TEXTS["pay"].format(range=_range(choice)))
    for name, floor in (("min_jobs", choice.min_jobs), ("min_openings", choice.min_openings)):
        if floor:
            said = words.chosen(words.count(floor), floor, "floor that was asked for")
            parts.append(TEXTS[name].format(floor=said))
    if choice.growth:
        is_growth = all("average" in phrase for phrase in choice.growth)
        text = TEXTS["grow" if is_growth else "phrase"]
        parts.append(text.format(phrases=_phrases(choice.growth)))
    clause = f"that {words.listed(parts)}" if parts else ""
    return " ".join([*inside, *([clause] if clause else [])])


def _phrases(phrases: Sequence[str]) -> str:
    said = [phrase[:1].lower() + phrase[1:] for phrase in phrases]
    if all(phrase.endswith(_THAN) for phrase in said):
        return f"{_either([phrase.removesuffix(_THAN) for phrase in said])}{_THAN}"
    return _either(said)


def _needs(choice: Choice) -> list[str]:
    """What those that count typically ask for."""
    found = []
    if choice.education == EDUCATION[: EDUCATION.index("Associate's degree")]:
        found.append(TEXTS["no_degree"])
    elif choice.education:
        said = [_EDUCATION[one] for one in _shown(choice)]
        end = _end(EDUCATION, choice.education)
        found.append(TEXTS["education"].format(end=end, categories=_either(said)))
    for name, wanted, names in (
        ("experience", choice.experience, _EXPERIENCE),
        ("training", choice.training, _TRAINING),
    ):
        if wanted:
            found.append(TEXTS[name].format(categories=_either([names[one] for one in wanted])))
    return found


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


_EXPERIENCE = {
    one: "no experience" if one == "None" else f"{one.lower()} of experience" for one in EXPERIENCE
}
_TRAINING = {
    one: "no training on the job" if one == "None" else one[:1].lower() + one[1:]
    for one in TRAINING
}


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
        return TEXTS["apart"] if len(names) == 1 else ""
    text = TEXTS["tied_many" if len(names) > 1 else "tied_one"]
    return text.format(others=_people(others))


def _is_first(ranking: Ranking, top: Row) -> str:
    """The verb and the figure: "have the highest median pay, $144,580 a year in May 2025"."""
    amount = words.say(top, ranking.column, FORMS[ranking.by])
    most = "lowest" if ranking.lowest else "highest"
    if ranking.by in ("jobs", "openings"):
        most = "fewest" if ranking.lowest else "most"
    slots = {"amount": amount, "most": most, "when": words.when(ranking.year)}
    if ranking.by == "pay-change":
        return _changed(ranking, top)
    if ranking.vintage:
        slots["are"] = words.are(ranking.is_in_force)
        slots["years"] = f"from {int(top['base_year'])} to {int(top['target_year'])}"
    if ranking.by != "growth":
        printed = " printed" if ranking.tied else ""
        return TEXTS[ranking.by].format(printed=printed, **slots)
    change, value = words.change(top, ranking.column), float(top[ranking.column])
    if (value > 0) is ranking.lowest or round(value, 1) == 0:
        return TEXTS["growth_other"].format(change=change, **slots)
    verb, _, by_how_much = with_marks(change).partition(" ")
    slots["most"] = "most" if ranking.lowest else "fastest"
    return TEXTS["growth"].format(verb=verb, by=by_how_much, **slots)


def _changed(ranking: Ranking, top: Row) -> str:
    value = float(top[ranking.column])
    verb = "rose" if value > 0 else "fell"
    is_other = (value > 0) is ranking.lowest
    return TEXTS["pay-change_other" if is_other else "pay-change"].format(
        most="lowest" if ranking.lowest else "highest",
        verb=verb,
        size=words.size(top, ranking.column, words.percent),
        span=f"from {words.when(ranking.since)} to {words.when(ranking.year)}",
    )


def for_page() -> dict[str, Any]:
    """The wordings of a ranking for the explorer page, which fills them in itself."""
    return {
        "texts": TEXTS,
        "measured": _MEASURED,
        "headings": HEADINGS,
        "left_out": _LEFT_OUT,
        "reasons": list(select.REASONS),
        "without_error": _WITHOUT_ERROR,
        "error": plain(_ERROR),
        "education": list(_EDUCATION.values()),
        "experience": list(_EXPERIENCE.values()),
        "training": list(_TRAINING.values()),
        "no_number": words.NO_NUMBER,
        "columns": {**MEASURES, "education": "entry_education"},
        "with_article": list(words.WITH_ARTICLE),
        "degree_from": EDUCATION.index("Associate's degree"),
        "named": _NAMED,
        "zero_openings": words.projected(0),
    }
