"""Cities and metropolitan areas that a sentence names, each as the areas it can mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from labor.errors import AnalysisError
from labor.tables.area_names import cities_of, is_zip_code, proper_name, words_of
from labor.tables.areas import NamedArea
from labor.terms import NATION, STATES

#: Gives the areas that a name can mean in a year, or raises AnalysisError.
FindAreas = Callable[[str, int | None], Sequence[NamedArea]]

_STATE_NAMES = frozenset(name for _, _, name in STATES)
#: "Houston", "St. Louis", "Salt Lake City", "Dallas-Fort Worth", "McAllen", "Coeur d'Alene".
_WORD = r"(?!The\b)(?:St\.|Ste\.|Ft\.|Mt\.|(?:[A-Zd]['’])?(?:[A-Z][a-zéñ]+)+)"
_NAME = (
    rf"(?P<name>\d{{5}}(?:-\d{{4}})?\b"  # a ZIP code
    rf"|(?:NYC|DFW|OKC|SLC|SF|LA)\b|L\.A\.(?!\w)"
    rf"|{_WORD}(?:(?:\s|[-–/]|--){_WORD}|\s(?:of|du|de)\s{_WORD}){{0,6}})"
)
#: ", Texas", ", TX", ", D.C.", ", DC-VA-MD-WV"; " Texas" without a comma.
_STATE = (
    r"(?P<state>,\s?(?:[A-Z]{2}(?:-[A-Z]{2})*\b|D\.C\.)|,?\s(?:"
    + "|".join(sorted(_STATE_NAMES, key=len, reverse=True))
    + r")\b)?"
)
#: The postal code in "Boston, MA", which is no medical assistant.
_POSTAL = re.compile(
    r"(?<=[a-zé.]),\s(?:" + "|".join(postal for _, postal, _ in STATES) + r")\b(?:-[A-Z]{2}\b)*"
)
#: The word before it: "Boston", "Coeur d'Alene".
_CAPITAL = re.compile(r"(?:[A-Z]|d['’][A-Z])[\w.]*$")
#: " metro area", " metropolitan statistical area", " area".
_KIND = r"(?P<kind>\s(?:metro(?:politan)?(?:\s(?:statistical\s)?area)?|area|MSA)\b)"
#: "In Houston, Texas", "around the Dallas metro area", "in greater Boston".
_BEHIND_IN = re.compile(
    rf"\b(?:[Ii]n|[Aa]round|[Nn]ear|[Aa]cross|[Ww]ithin)\s(?:and\saround\s)?(?:the\s)?"
    rf"(?P<before>(?:greater|metropolitan|metro|city\sof)\s)?{_NAME}{_STATE}{_KIND}?"
)
#: "Houston: $46,400", "Nurses: Houston, $46,400", "Houston pays", "Houston, TX had"; "Houston's
#: pharmacies"; "Houston area median: $46,400".
_AT_THE_START = re.compile(
    rf"(?:^|:\s)\W*{_NAME}{_STATE}{_KIND}?"
    r"(?=\s?[:|]|,\s\$|\s(?:[-–—]\s)?\$|\s(?:median|mean|average|pay|wages?)\b[^.;:$]{0,20}:"
    r"|\s(?:has|had|employs|employed|pays|paid)\b|['’]s\b)"
)
#: "Metro Atlanta", "the Chicago area", wherever they stand.
_CALLED_METRO = re.compile(
    rf"\b(?P<before>(?:[Gg]reater|[Mm]etropolitan|[Mm]etro)\s){_NAME}{_STATE}"
)
_CALLED_AREA = re.compile(rf"\b[Tt]he\s{_NAME}{_STATE}{_KIND}")
#: "Dallas-area nurses", "a St. Louis-area", "Chicago-based".
_JOINED_AREA = re.compile(rf"\b(?P<name>{_WORD}(?:\s{_WORD})?)(?P<state>)(?P<kind>-area|-based)\b")
#: "the typical Houston           earns": the name before an occupation, which is blanked out.
_BEFORE_PEOPLE = re.compile(rf"\b{_NAME}{_STATE}(?=,?\s{{4,}})")
#: "Columbus ($83,900) or Philadelphia ($97,000)".
_BESIDE_PAY = re.compile(rf"\b{_NAME}{_STATE}(?=\s\(\$)")
_PATTERNS = (
    *(
        _BEHIND_IN,
        _CALLED_METRO,
        _CALLED_AREA,
        _JOINED_AREA,
        _AT_THE_START,
        _BESIDE_PAY,
        _BEFORE_PEOPLE,
    ),
)
#: Another place behind the first: ", Dallas", " and Austin, TX".
_ANOTHER = re.compile(rf"(?P<join>,|,?\s(?:and|or))\s{_NAME}{_STATE}{_KIND}?")
#: What stands between an occupation, which is blanked out, and "in": nothing else.
_BEHIND_PEOPLE = re.compile(r"(?:^\W*|[,;:]\s*|\s{2,})$")
#: A name that is no city: a time, and words that begin the names of agencies.
NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Spring|Summer|Fall|Autumn|Winter|America|United|Bureau|Occupational|Labor)\b"
)


@dataclass(frozen=True)
class NamedPlace:
    """A place that a sentence names, smaller than a state.

    Args:
        start: Where its name begins in the sentence.
        end: Where it ends.
        name: The name as printed, with its state.
        areas: The areas whose figures it can ask for; none where the tables have none.
        problem: Why there is none, in a sentence.
        several: Places of which it is not said which is meant.
    """

    start: int
    end: int
    name: str
    areas: tuple[NamedArea, ...] = ()
    problem: str = ""
    several: tuple[NamedPlace, ...] = ()


def without_postal_codes(text: str) -> str:
    """The text with the state of "Boston, MA" blanked out, which could be read as an occupation."""

    def blank(match: re.Match[str]) -> str:
        is_behind_a_name = _CAPITAL.search(text[: match.start()])
        return " " * len(match[0]) if is_behind_a_name else match[0]

    return _POSTAL.sub(blank, text)


def places_named(text: str, year: int | None, find: FindAreas) -> list[NamedPlace]:
    """The cities and metropolitan areas that a sentence names.

    Args:
        text: A sentence, the occupations in it blanked out.
        year: Year that its numbers are of, if it says one.
        find: Finds areas by name.

    Returns:
        Places in the order of the text; cities that are listed together are one place, whose
        numbers can be those of each. One that is surely a place, and of which there is no area
        or several, has a problem in place of areas. A name before people can be no place
        ("Mobile developers"): the nation is among its areas.
    """
    found: list[NamedPlace] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(one.start <= match.start("name") < one.end for one in found):
                continue
            place = _place(match, text, year, find)
            if place and pattern is _BEFORE_PEOPLE:
                place = replace(place, areas=(*place.areas, NamedArea(NATION, "")))
            found += [place] if place else []
    return sorted(found, key=lambda place: place.start)


def _place(match: re.Match[str], text: str, year: int | None, find: FindAreas) -> NamedPlace | None:
    """The place of a match with those listed behind it; None if it is no place, or a state."""
    place = _one_place(match, text, year, find)
    while place and (other := _ANOTHER.match(text, place.end)):
        more = _one_place(other, text, year, find)
        if more is None and other["join"] == ",":
            break
        if more is None or more.problem or place.problem:
            problem = (more and more.problem) or place.problem or _no_area(other["name"])
            return replace(place, end=other.end(), areas=(), problem=problem)
        place = replace(place, end=more.end, areas=(*place.areas, *more.areas))
    # A state alone is found as one.
    is_state = place and place.name in _STATE_NAMES and len(place.areas) == 1
    return None if is_state else place


def _one_place(
    match: re.Match[str], text: str, year: int | None, find: FindAreas
) -> NamedPlace | None:
    name, state = match["name"], match["state"] or ""
    is_local = any(match.groupdict().get(group) for group in ("kind", "before"))
    name = "L.A." if name == "LA" else name  # the state is never called so in a sentence
    whole = name + state
    start = match.start("before" if match.groupdict().get("before") else "name")
    is_sure = bool(state or is_local) or (
        match.re is _BEHIND_IN and _BEHIND_PEOPLE.search(text[: match.start()]) is not None
    )
    try:
        areas = find(whole + (" metro area" if is_local and not state else ""), year)
    except AnalysisError:
        if not is_sure or NO_PLACE.match(name) or name.startswith(tuple(_STATE_NAMES)):
            return None
        return NamedPlace(start, match.end(), whole, problem=_no_area(whole))
    named = tuple(area for area in areas if _is_named_so(name, area.title))
    if whole in _STATE_NAMES and not is_local:
        named = tuple(area for area in named if area.title == whole)
    if not named and (not is_sure or NO_PLACE.match(name)):
        return None
    problem = "" if named else _no_area(whole)
    return NamedPlace(start, match.end(), whole, named, problem)


def state_called(name: str) -> NamedPlace:
    """A state or territory as a place; without an area if it is none of those."""
    areas = tuple(NamedArea(code, title) for code, _, title in STATES if title == name)
    return NamedPlace(0, 0, name, areas)


def is_a_state(place: NamedPlace) -> bool:
    """Whether a place is a state or a territory."""
    return any(area.title in _STATE_NAMES for area in place.areas)


def state_around(place: NamedPlace) -> NamedPlace:
    """The state that a place is in, or is; one that is in several has a problem."""
    if is_a_state(place):
        return place
    postal = {area.title.rpartition(", ")[2] for area in place.areas}
    areas = tuple(NamedArea(code, name) for code, short, name in STATES if postal == {short})
    problem = "" if areas else "Which state is meant is not clear."
    return replace(place, areas=areas, problem=place.problem or problem)


def _no_area(name: str) -> str:
    if is_zip_code(name):
        return "There are no estimates for ZIP codes."
    return (
        f"There are no estimates of “{name}”: areas are named after their main cities, and the "
        "figures of a state or of the nation say nothing of it."
    )


def _is_named_so(name: str, title: str) -> bool:
    """Whether a name has a city of the title in it, or is the whole title."""
    words = set(proper_name(name).split())
    return any(set(words_of(city)) <= words for city in _parts(title))


def _parts(title: str) -> Iterator[str]:
    yield from cities_of(title)
    if title == "District of Columbia":
        yield "Washington"
