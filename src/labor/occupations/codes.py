"""Occupation codes: their one written form, the lists they belong to, their level."""

from __future__ import annotations

import re

from labor.errors import OccupationError
from labor.terms import ALL_OCCUPATIONS

#: Lists of codes that wage estimates and projections use, oldest first, as people call them.
SERIES = {
    "soc_2000": "SOC 2000",
    "oews_hybrid_2010": "May 2010 and May 2011",
    "soc_2010": "SOC 2010",
    "oews_hybrid_2019": "May 2019 and May 2020",
    "soc_2018": "SOC 2018",
}
#: Lists of codes with no crosswalk from or to the SOC.
UNLINKED = {"oes_1997": "the estimates of 1997"}
#: Finer lists made of SOC codes with two more digits, and the SOC they are made of.
ONET = {"onet_soc_2010": "soc_2010", "onet_soc_2019": "soc_2018"}

#: Every list of codes, oldest first.
VERSIONS = (
    "oes_1997",
    "soc_2000",
    "oews_hybrid_2010",
    "soc_2010",
    "onet_soc_2010",
    "oews_hybrid_2019",
    "soc_2018",
    "onet_soc_2019",
)

#: The list that is in use now.
NEWEST = "soc_2018"
#: The finer list made of it.
NEWEST_ONET = "onet_soc_2019"

#: Hyphens and dashes that files have in place of "-": "29–2072".
_DASHES = re.compile("[‐-―−]")
#: A cell that keeps a spreadsheet from reading a number: ="29-2072".
_SPREADSHEET = re.compile(r'="([^"]*)"')
#: A code of the SOC, "29-2072" or "292072", and one of O*NET, "29-2072.00" or "29207200".
_CODE = re.compile(r"(\d\d)-?(\d{4})(?:\.?(\d\d))?")
#: A code of the estimates of 1997: "32911".
_BEFORE_SOC = re.compile(r"\d{5}")


def plain_code(text: str) -> str:
    """A code with plain hyphens, without blanks around it and the signs of a spreadsheet."""
    bare = _DASHES.sub("-", str(text)).strip()
    wrapped = _SPREADSHEET.fullmatch(bare)
    return wrapped[1].strip() if wrapped else bare


def normalise_code(text: str) -> str:
    """The one written form of an occupation code.

    Args:
        text: A code as people and files write it: 29-2072, 292072, 29–2072, 29-2072.00,
            ="29-2072", with blanks around it; 32911 for the estimates of 1997.

    Returns:
        29-2072, or 15-1299.09 for a finer O*NET occupation. An O*NET code that ends in
        .00 stands for the SOC occupation itself and loses the ending.

    Raises:
        OccupationError: The text is no code.
    """
    bare = plain_code(text)
    if _BEFORE_SOC.fullmatch(bare):
        return bare
    found = _CODE.fullmatch(bare)
    if found is None:
        raise OccupationError(
            "This is no occupation code",
            expected="a code as 29-2072, 29-2072.00 or, for 1997, 32911",
            got=repr(text),
        )
    major, rest, finer = found.groups()
    return f"{major}-{rest}" + (f".{finer}" if finer and finer != "00" else "")


def is_code(text: str) -> bool:
    """Whether the text is an occupation code in any of its written forms."""
    try:
        normalise_code(text)
    except OccupationError:
        return False
    return True


def level_of(code: str) -> str:
    """The level of a SOC code, which its digits say.

    Args:
        code: Code in its one written form; finer O*NET codes are detailed.

    Returns:
        "total", "major", "minor", "broad" or "detailed".

    Raises:
        OccupationError: The code is not of the SOC; the codes of 1997 do not say their level.
    """
    if not _CODE.fullmatch(code):
        raise OccupationError(
            "The level of this code cannot be read from its digits",
            expected="a code as 29-2072",
            got=repr(code),
        )
    if code == ALL_OCCUPATIONS:
        return "total"
    for ending, level in (("-0000", "major"), ("00", "minor"), ("0", "broad")):
        if code[:7].endswith(ending) and len(code) == 7:
            return level
    return "detailed"


def is_newer(version: str, other: str) -> bool:
    """Whether one list of codes came after the other.

    Args:
        version: A list of `VERSIONS`.
        other: Another one.
    """
    return VERSIONS.index(version) > VERSIONS.index(other)


def is_military(code: str) -> bool:
    """Whether an occupation is of the military, which neither survey nor projections count."""
    return code.startswith("55-")


def stem_of(code: str) -> str:
    """What the codes inside a group begin with: "43-" of 43-0000, "51-209" of 51-2090.

    Args:
        code: Code of a group; 00-0000 holds all codes.
    """
    return "" if code == ALL_OCCUPATIONS else code.rstrip("0")
