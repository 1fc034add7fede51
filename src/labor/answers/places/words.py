"""What a table of places says: the range of medians, the nation's, and how sure the order is."""

from __future__ import annotations

from labor.answers.places.rows import APART, HIGHER, LOWER, NEAR, Places
from labor.show import words
from labor.show.measure import UNITS
from labor.show.rows import Row, label
from labor.show.words import between, listed, several

_NAMED = 12
_ERROR = words.chosen("10%", 10, "chance of error of all pairs together")
_WITH_ARTICLE = ("District of Columbia", "Virgin Islands")


def places_finding(places: Places) -> str:
    """The highest and lowest published median, as a title."""
    known = places.known
    if not known:
        return f"{places.name}: no median pay in the table of states held for {places.when}"
    exact = [row for row in known if not places.measure.is_open(row)]
    if len(exact) < len(known) or len(known) == 1:
        return f"{places.name}: median pay published for {_count(places)} in {places.when}"
    low, high = places.measure.said(known[-1]), places.measure.said(known[0])
    return (
        f"{places.name}: median pay from {low} in {_place(known[-1])} to {high} in "
        f"{_place(known[0])}"
    )


def places_sentences(places: Places) -> list[str]:
    """The answer in sentences: range, nation, groups, order, and what is not released."""
    said = [_range(places), _groups(places), _order(places), _not_released(places), _open(places)]
    return [text for text in (*said, _others(places)) if text]


def places_remarks(places: Places) -> list[str]:
    """What the numbers are not."""
    said = [
        "Pay is in the dollars of each place. What a dollar buys differs from place to place; "
        "rents and prices are not taken into account.",
        "Places are those of the jobs, not of the homes of those who work there.",
    ]
    if places.known and places.has_middle:
        said.append(
            f"More or less than the nation’s median is said only from {APART} on; a "
            "difference of this size can still be chance in a small place."
        )
    if places.nation["role_kind"] == "composite":
        said.append(
            "Pay of a group of occupations is not published. It is estimated here for each place "
            "by pooling the published pay of its occupations."
        )
    return said


def _range(places: Places) -> str:
    known = places.known
    nation = f"The median of the United States was {_amount(places, places.nation)}."
    if not places.measure.known(places.nation):
        nation = "No such median of the United States is published either."
    if not known:
        hourly = words.has_number(places.nation, "median_hourly_usd")
        why = (
            " The occupation is paid by the hour: the median of the United States was "
            f"{words.median_pay(places.nation)}."
            if hourly
            else f" {nation}"
        )
        return (
            f"The table of states held here has no median pay of {_name(places)} for "
            f"{places.when}.{why}"
        )
    exact = [row for row in known if not places.measure.is_open(row)]
    if not exact:
        return (
            f"In {places.when} the median pay of {_name(places)} is above the limit that BLS "
            f"publishes in all of {_count(places)} with a figure. {nation}"
        )
    low, high = exact[-1], exact[0]
    if len(exact) == 1:
        amount = _amount(places, low)
        return f"In {places.when} the median was {amount} in {_place(low)}. {nation}"
    return (
        f"In {places.when} the median pay of {_name(places)} went from {_amount(places, low)} in "
        f"{_place(low)} to {_amount(places, high)} in {_place(high)}"
        f"{', among the places with a number' if len(exact) < len(known) else ''}. {nation}"
    )


def _groups(places: Places) -> str:
    """How many places stand above, near and below the nation."""
    kinds = [places.kind(row) for row in places.rows]
    if not places.has_middle or not set(kinds) & {HIGHER, NEAR, LOWER}:
        return ""
    numbers = [kinds.count(kind) for kind in (HIGHER, LOWER, NEAR)]
    higher, lower, near = (
        words.counted(number, f"places whose median is {said} that of the nation")
        for number, said in zip(numbers, ("above", "below", "near"), strict=True)
    )
    were = ["was" if number == 1 else "were" for number in numbers]
    return (
        f"{higher} {'place' if numbers[0] == 1 else 'places'} {were[0]} {APART} or more above it, "
        f"{lower} {were[1]} {APART} or more below, and {near} {were[2]} nearer to it."
    )


def _order(places: Places) -> str:
    """How sure the order of the places is."""
    if len(places.known) < 2:
        return ""
    if not places.is_tested:
        return (
            "How sure the order of the places is cannot be said: the table of states held here "
            "prints no sampling errors, so places are listed from high to low without ranks, and "
            "neighbors in the list may well stand the other way round."
        )
    top = [row for row in places.rows if row["letters"] and "a" in _letters_of(row)]
    names = listed(sorted(str(row["area_title"]) for row in top))
    return (
        "Places that share a letter cannot be told apart by their mean pay, taking all pairs "
        f"together with a chance of error of {_ERROR}. The highest mean is that of one of {names}."
        if len(top) > 1
        else f"The highest mean pay is that of {names}; it can be told apart from all others."
    )


def _letters_of(row: Row) -> str:
    return str(row["letters"])


def _not_released(places: Places) -> str:
    """Which places have no median, in words."""
    if not places.silent or not places.known:
        return ""
    withheld = [_place(row) for row in places.silent if row["is_listed"]]
    absent = [_place(row) for row in places.silent if not row["is_listed"]]
    said = []
    if withheld:
        said.append(f"BLS did not release the median of {_named(withheld)}.")
    if absent:
        said.append(
            f"The table has no row of the occupation for {_named(absent)}: too few jobs, or not "
            "released."
        )
    return " ".join(said)


def _open(places: Places) -> str:
    is_open = [row for row in places.known if places.measure.is_open(row)]
    if not is_open:
        return ""
    return (
        f"In {several(len(is_open), 'place')} the median is only known to be "
        f"{places.measure.said(is_open[0])}, the highest amount that is published; these places "
        "are not put in order."
    )


def _others(places: Places) -> str:
    if not places.others:
        return ""
    names = listed([f"{label(row)} ({row['occupation_code']})" for row in places.others])
    return (
        f"The role is {several(len(places.others) + 1, 'occupation')} in these tables. This page "
        f"shows the one with the most jobs; ask for the others by code: {names}."
    )


def _place(row: Row) -> str:
    """The name of a place inside a sentence."""
    name = str(row["area_title"])
    return f"the {name}" if name in _WITH_ARTICLE else name


def _amount(places: Places, row: Row) -> str:
    return f"{places.measure.said(row)} {UNITS[places.measure.unit]}"


def spoken(places: Places, row: Row) -> str:
    """One place as a sentence."""
    if not places.measure.known(row):
        return f"{row['area_title']}: {'not released' if row['is_listed'] else 'no row'}."
    unit = places.measure.unit
    money = places.measure.money
    middle = between(row, f"p25_{unit}_usd", f"p75_{unit}_usd", money)
    return f"{row['area_title']}: {places.measure.said(row)}, middle half {middle}."


def _name(places: Places) -> str:
    code = places.nation["occupation_code"]
    return f"{words.running(places.name)} ({code})" if code else words.running(places.name)


def _count(places: Places) -> str:
    return several(len(places.known), "place")


def _named(names: list[str]) -> str:
    if len(names) > _NAMED:
        return several(len(names), "place")
    return listed(sorted(names, key=lambda name: name.removeprefix("the ")))
