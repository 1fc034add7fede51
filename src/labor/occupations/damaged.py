"""Codes as spreadsheets and people leave them, and the codes that they can have been."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta

from labor.occupations.codes import ONET, plain_code
from labor.terms import ALL_OCCUPATIONS

#: Code and what was done to the text to get it; nothing if it was written as the list writes it.
Reading = tuple[str, str]

HYPHEN = "its hyphen was put back"
ENDING = "the ending .00 was cut"
ENDING_ADDED = "the ending .00 was added"
ZEROS = "zeros that a spreadsheet had cut were put back"
DATE = "a date that a spreadsheet had made of it was read back"
MAJOR = "two digits were read as the major group"

#: Day 0 of spreadsheets.
_DAY_0 = date(1899, 12, 30)
#: Spreadsheets know no date before it, so that 11-1011 stays a text.
_FIRST_YEAR = "1900"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
#: A code that became a number: "292072.0" or "1110.0"
_WHOLE = re.compile(r"(\d+)\.0")
#: A SOC code with another sign, or none, in the place of its hyphen: "29 2072", "29.2072", "292072"
_SOC = re.compile(r"(\d\d)([-\s._]?)(\d{4})(?:\.(0{1,2}))?")
#: A code of O*NET: "29-2072.00", "29207200", "151299.09", "29-2072", "15-1299.1"
_ONET = re.compile(r"(\d\d)([-\s._]?)(\d{4})(?:(\.?)(\d{1,2}))?")
#: "2011-11-01", "2011-11-01 00:00:00", "2011-11-01T00:00:00"
_ISO = re.compile(r"(\d{4})-(\d\d)-01(?:[ T]00:00(?::00(?:\.0+)?)?)?")
#: "11/1/2011" as Americans write it, or "1/11/2011" as others do
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 0?0:00(?::00)?)?")
#: "Nov-11", "Nov-2011", "1-Nov-11", "November 2011"
_NAMED = re.compile(r"(?:0?1[- ])?([a-z]{3})[a-z]*[- ](\d{2}|\d{4})", re.IGNORECASE)
#: The number of a day: "40848" is the first of November 2011
_SERIAL = re.compile(r"\d{5,6}")
#: A program of study: "51.0707", and "1.0101", "51.07" or "510707" of it
_CIP = re.compile(r"(\d{1,2})(?:\.(\d{1,4}))?")
_CIP_DIGITS = re.compile(r"\d{5,6}")


def readings(cell: object, of_list: str, known: Collection[str]) -> list[Reading]:
    """The codes of a list that a cell can have been.

    Args:
        cell: What stands in the cell: text, a number, or a date of a spreadsheet.
        of_list: A list of codes, such as "soc_2010", "isco_08" or "cip_2020".
        known: The codes that the list has.

    Returns:
        Code and what was done to get it; the one that is written as the list writes it alone,
        if there is one. None where the cell is no code of the list, several where it is not
        clear which one it was.
    """
    text = _text(cell)
    if text in known:
        return [(text, "")]
    whole = _WHOLE.fullmatch(text)
    bare = whole[1] if whole else text
    family = _FAMILIES.get(of_list, _onet if of_list in ONET else _soc)
    found: dict[str, str] = {}
    for code, done in family(bare, known):
        # Digits that are a code of the list are no number of a day: 413030 is 41-3030.
        if code in known and not (found and done == DATE and bare.isdigit()):
            found.setdefault(code, done)
    return list(found.items())


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return plain_code(str(cell)).lstrip("'")


def _soc(text: str, known: Collection[str]) -> Iterator[Reading]:
    if found := _SOC.fullmatch(text):
        yield f"{found[1]}-{found[3]}", HYPHEN if found[2] != "-" else ENDING
    if re.fullmatch(r"\d\d", text):
        yield f"{text}-0000", MAJOR
    if text == "0":  # of 00-0000, all occupations
        yield ALL_OCCUPATIONS, ZEROS
    yield from ((code, DATE) for code in _dates(text, known))


def _onet(text: str, known: Collection[str]) -> Iterator[Reading]:
    if found := _ONET.fullmatch(text):
        finer = (found[5] or "").ljust(2, "0")
        done = HYPHEN if found[2] != "-" else ENDING_ADDED if not found[5] else ZEROS
        yield f"{found[1]}-{found[3]}.{finer}", done
    yield from ((code, DATE) for code in _dates(text, known))


def _dates(text: str, known: Collection[str]) -> Iterator[str]:
    """Codes that a spreadsheet takes for a month of a year: 11-2011 for November 2011."""
    pairs: list[tuple[int, str]] = []
    if found := _ISO.fullmatch(text):
        pairs = [(int(found[2]), found[1])]
    elif found := _SLASHES.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        pairs = [(month, found[3]) for month, day in ((first, second), (second, first)) if day == 1]
    elif (found := _NAMED.fullmatch(text)) and found[1].lower() in _MONTHS:
        pairs = [(_MONTHS.index(found[1].lower()) + 1, found[2])]
    elif _SERIAL.fullmatch(text):
        day = _DAY_0 + timedelta(days=int(text))
        pairs = [(day.month, str(day.year))] if day.day == 1 else []
    for month, year in pairs:
        for ending in ("", ".00"):
            begins, ends = f"{month:02}-", f"{year}{ending}"
            # Of "Nov-11" the century is lost: every code 11-..11 can be meant.
            yield from sorted(
                code
                for code in known
                if code.startswith(begins)
                and code[3:].endswith(ends)
                and len(code) == 7 + len(ending)
                and code[3:7] >= _FIRST_YEAR
            )


def _cip(text: str, known: Collection[str]) -> Iterator[Reading]:
    bare = text.removesuffix(".")
    if _CIP_DIGITS.fullmatch(bare):
        digits = bare.zfill(6)
        yield f"{digits[:2]}.{digits[2:]}", ZEROS if len(bare) == 5 else "its point was put back"
    elif found := _CIP.fullmatch(bare):
        yield f"{found[1].zfill(2)}.{(found[2] or '').ljust(4, '0')}", ZEROS


def _four_digits(text: str, known: Collection[str]) -> Iterator[Reading]:
    if re.fullmatch(r"\d{1,3}", text):
        yield text.zfill(4), ZEROS
    elif re.fullmatch(r"\d{4}", text):  # "1110.0"
        yield text, "the ending .0 was cut"


#: Ways to read the codes of lists that are not made of codes of the SOC.
_FAMILIES: dict[str, Callable[[str, Collection[str]], Iterator[Reading]]] = {
    "cip_2020": _cip,
    "isco_08": _four_digits,
    "census_2018": _four_digits,
}
