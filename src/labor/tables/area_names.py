"""Which area a person means by a name: words inside the titles that the publisher prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from labor.publishers.oews.codes import flat_area
from labor.terms import NATION, STATES

Words = tuple[str, ...]

_STATE_CODES = {postal.casefold(): code for code, postal, _ in STATES}
_STATE_NAMES = {tuple(name.casefold().split()): code for code, _, name in STATES}
_POSTAL = {code: postal.casefold() for code, postal, _ in STATES}
_NATION = ("us", "usa", "the united states", "united states", "nation", "national")
#: What people call a state beside its name.
_ALSO_CALLED: Mapping[Words, str] = {("washington", "dc"): "11"}
#: What people call a metropolitan area beside the names of its cities, and the first of these.
_NICKNAMES: Mapping[str, str] = {
    "bay area": "san francisco", "boise": "boise city", "chicagoland": "chicago",
    "dfw": "dallas", "hampton roads": "virginia beach", "honolulu": "urban honolulu",
    "indy": "indianapolis", "inland empire": "riverside", "l.a.": "los angeles",
    "lehigh valley": "allentown", "nola": "new orleans", "nyc": "new york city",
    "okc": "oklahoma city", "philly": "philadelphia", "quad cities": "davenport",
    "san francisco bay area": "san francisco", "sf": "san francisco", "silicon valley": "san jose",
    "slc": "salt lake city", "tampa bay": "tampa", "twin cities": "minneapolis",
    "vegas": "las vegas",
}  # fmt: skip
#: Words that are written in two ways.
_SPELLINGS = {"saint": "st", "fort": "ft", "mount": "mt"}
#: Words that say which kind of area is meant and stand in no title of it.
_LOCAL = {"metro", "metropolitan", "msa", "greater", "area"}
#: "77002", "77002-1234", "Houston, TX 77002"
_ZIP = re.compile(r"(?<!\d)\d{5}(?:-\d{4})?\s*$")
#: Seven digits, as the time-series files write areas: "0026420".
_SERIES_AREA = re.compile(r"\d{7}")


def is_zip_code(name: str) -> bool:
    """Whether a name that is no code of an area ends in a ZIP code."""
    return bool(_ZIP.search(name))


def exactly(name: str, titles: Mapping[str, str]) -> list[str]:
    """The area of which a name is the code, the postal code or the whole title.

    Args:
        name: What a person wrote: "06", "6", "CA", "0026420", "Portland-South Portland, ME".
        titles: Titles of the areas by code.

    Returns:
        Codes of the areas that are called so; several only where titles are the same.
    """
    bare = name.strip()
    if bare.casefold() in _NICKNAMES:  # "L.A." is no postal code
        return []
    codes = [bare, bare.zfill(2)]
    if _SERIES_AREA.fullmatch(bare):
        codes.append(flat_area({"area_code": bare})[0])
    codes.append(_STATE_CODES.get(bare.casefold().replace(".", ""), ""))
    words = words_of(name)
    if " ".join(words) in _NATION:
        codes.append(NATION)
    found = [code for code in codes if code in titles][:1]
    return found or [code for code, title in titles.items() if words and words_of(title) == words]


def by_words(name: str, titles: Mapping[str, str]) -> list[str]:
    """The areas in whose titles the words of a name stand.

    Args:
        name: What a person wrote: "Houston", "Dallas, TX", "Washington DC", "New York City".
        titles: Titles of the areas by code.

    Returns:
        Codes in order: areas named after that city if there are any, else those whose titles
        hold the words next to each other, else those that hold them all. A state at the end is
        that of the area.
    """
    words = tuple(proper_name(name).split())
    if words[-1:] == ("state",):
        words, titles = words[:-1], {c: t for c, t in titles.items() if len(c) == 2}
    for reading, places in _readings(words, titles):
        for fits in (_has_city, _has_phrase, _has_words):
            if found := sorted(code for code in places if fits(reading, places[code])):
                return found
    if (state := _ALSO_CALLED.get(words)) and state in titles:
        return [state]
    local = tuple(word for word in words if word not in _LOCAL)
    if local and local != words:
        places = {code: title for code, title in titles.items() if len(code) > 2}
        return by_words(" ".join(local), places)
    return []


def proper_name(name: str) -> str:
    """The words of a name, where it is no city's with that of the city: "silicon valley"."""
    words = " ".join(words_of(name))
    known = (name.strip().casefold(), words.removeprefix("the "))
    return next((_NICKNAMES[one] for one in known if one in _NICKNAMES), words)


def has_city(name: str, titles: Iterable[str]) -> bool:
    """Whether each area is named after a city of that name.

    Args:
        name: A name without its state: "Portland".
        titles: Titles of areas.
    """
    return all(_has_city(words_of(name), title) for title in titles)


def namesakes(name: str, code: str, titles: Mapping[str, str]) -> list[str]:
    """Areas other than the one that is taken of which one is a state and one is not.

    Args:
        name: The name: "New York", "Washington DC".
        code: Code of the area that is taken.
        titles: Titles of the areas by code.
    """
    words = words_of(name)
    called = {c for c, title in titles.items() if _has_city(words, title)}
    called |= {_ALSO_CALLED.get(words, code)} & set(titles)
    return sorted(c for c in called if (len(c) == 2) != (len(code) == 2))


def cities_of(title: str) -> list[str]:
    """The cities that an area is named after, or the whole title of any other.

    Args:
        title: A title: "Louisville/Jefferson County, KY-IN", "Texas".

    Returns:
        Their names as printed: "Louisville", "Jefferson County".
    """
    cities, comma, _ = title.rpartition(", ")
    return re.split("--|-|/", cities) if comma else [title]


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words of a text in lower case, without accents and points: ("st", "louis")."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = re.sub(r"[.'’]", "", "".join(c for c in plain if not unicodedata.combining(c)))
    return tuple(_SPELLINGS.get(word, word) for word in re.findall("[a-z0-9]+", bare))


def _readings(words: Words, titles: Mapping[str, str]) -> list[tuple[Words, Mapping[str, str]]]:
    """The words with a state at their end parted off, and as they are; each with its areas."""
    found: list[tuple[Words, Mapping[str, str]]] = []
    for length in range(1, min(4, len(words))):
        end = words[-length:]
        code = _STATE_NAMES.get(end) or (_STATE_CODES.get(end[0]) if length == 1 else None)
        if code:
            here = {c: title for c, title in titles.items() if code in states_of(c, title)}
            found.append((words[:-length], here))
    return [*found, (words, titles)]


@lru_cache(maxsize=8192)
def states_of(code: str, title: str) -> tuple[str, ...]:
    """The states that a metropolitan or nonmetropolitan area lies in.

    Args:
        code: Code of the area.
        title: Its title: "Kansas City, MO-KS", "West Texas Region of Texas nonmetropolitan area".

    Returns:
        Codes of the states in the order of the title; none for the nation and for a state.
    """
    if len(code) == 2:
        return ()
    _, comma, end = title.rpartition(", ")
    if comma:
        return tuple(_STATE_CODES[word] for word in words_of(end) if word in _STATE_CODES)
    words = words_of(title)
    names = [name for name in _STATE_NAMES if _within(name, words)]
    # "Virginia" stands in "West Virginia", which is another state.
    own = [name for name in names if not any(name != n and _within(name, n) for n in names)]
    return tuple(_STATE_NAMES[name] for name in own)


def _has_city(words: Words, title: str) -> bool:
    return bool(words) and any(words_of(city) == words for city in cities_of(title))


def _has_phrase(words: Words, title: str) -> bool:
    return bool(words) and _within(words, words_of(title))


def _has_words(words: Words, title: str) -> bool:
    return bool(words) and set(words) <= set(words_of(title))


def _within(words: Words, others: Words) -> bool:
    """Whether words stand next to each other among others."""
    return any(others[at : at + len(words)] == words for at in range(len(others)))
