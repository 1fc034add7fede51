"""OEWS labels: which area, industry, ownership and occupation a row of any year is about."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from labor.errors import ParseError
from labor.occupations.codes import level_of
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION, STATES, TERRITORIES

#: Labels of one row as printed; a column that the file does not have is absent.
Labels = Mapping[str, str]

_STATES = {text: fips for fips, postal, name in STATES for text in (postal, name)}
_STATE_NAMES = {fips: name for fips, _, name in STATES}

_NATION_LABELS = (NATION, "U.S.", "nation")
#: `area_type` of the agency. 5 stands in no field description held here; it is what is left for
#: the divisions of large metropolitan areas, which the tables listed until May 2017.
_AREA_TYPES = {
    "1": "nation",
    "2": "state",
    "3": "territory",
    "4": "metropolitan",
    "5": "metropolitan_division",
    "6": "nonmetropolitan",
}
#: First reference year with the five-digit codes of core-based metropolitan areas.
_FIRST_CBSA_YEAR = 2005

_CROSS_INDUSTRY = (ALL_INDUSTRIES, "Cross-industry", "cross-industry")
#: Sectors of several two-digit codes, which workbooks saved again turn into one number.
_SECTOR_RANGES = {"31": "31-33", "44": "44-45", "48": "48-49"}
_OWNERS = {
    "federal government": "1",
    "state government": "2",
    "local government": "3",
    "private": "5",
}

#: The tables of May 2010 and 2011 mark titles whose codes are mixed with an asterisk that
#: points to a footnote; no title has one of its own.
_FOOTNOTE = "*"

_LEVELS = {"div": "division", "maj": "major", "detail": "detailed"}


def area(labels: Labels, year: int) -> tuple[str, str | None, str]:
    """Code, title and type of the area that a row is about.

    Args:
        labels: `area_code`, `area_title`, `area_type`, `primary_state` as far as printed.
        year: Reference year: it decides how long the code of a metropolitan area is.

    Returns:
        The code with the leading zeros that spreadsheets lose, the title, and one of
        the values of `_AREA_TYPES`. A table without area columns is about the nation.

    Raises:
        ParseError: A state is not known by its name or postal code.
    """
    code, title = labels.get("area_code"), labels.get("area_title")
    if code is None:
        if title is None and "primary_state" not in labels:
            return _NATION_LABELS
        code = _state(title) if title else _state(labels["primary_state"])
    kind = _AREA_TYPES[labels["area_type"]] if "area_type" in labels else _area_type(code, title)
    widths = {"nation": 2, "state": 2, "territory": 2, "nonmetropolitan": 7}
    code = code.zfill(widths.get(kind, 4 if year < _FIRST_CBSA_YEAR else 5))
    return code, title or _STATE_NAMES.get(code), kind


def _state(text: str) -> str:
    """The FIPS code of a state by its name or postal code."""
    if text in _STATES:
        return _STATES[text]
    near = difflib.get_close_matches(text, _STATES, n=3)
    raise ParseError(
        "A row names a state that is not known",
        expected=f"one of the {len(STATES)} areas of the state tables"
        + (f", such as {', '.join(near)}" if near else ""),
        got=repr(text),
        next_step="If the table is about other areas, it needs a column with their codes.",
    )


def _area_type(code: str, title: str | None) -> str:
    if code == NATION:
        return "nation"
    if len(code) <= 2 and (title is None or title in _STATES):
        return "territory" if code in TERRITORIES else "state"
    if len(code) > 5:
        return "nonmetropolitan"
    return "metropolitan_division" if title and title.endswith("Division") else "metropolitan"


def flat_area(labels: Labels) -> tuple[str, None, str]:
    """Code, no title, and type of an area of the time-series files.

    Args:
        labels: `area_code` of seven digits: zeros for the nation, 0600000 for a state,
            0010180 for a metropolitan area, 0100001 for a nonmetropolitan area.
    """
    code = labels["area_code"]
    if not code.strip("0"):
        return NATION, None, _NATION_LABELS[2]
    if code.startswith("00"):
        return code[2:], None, "metropolitan"
    if code.endswith("00000"):
        return code[:2], None, "territory" if code[:2] in TERRITORIES else "state"
    return code, None, "nonmetropolitan"


def industry(labels: Labels, file_level: str = "") -> tuple[str, str | None, str]:
    """Code, title and level of the industry that a row is about.

    Args:
        labels: `industry_code`, `industry_title`, `industry_level`, `naics_level`,
            `ownership` as far as printed.
        file_level: Level of all industries of the file, if its name says it.

    Returns:
        The code as the agency writes it today, the title, and "cross-industry",
        "sector" or "3-digit" to "6-digit", with ", ownership" behind it where the
        rows are split by owner. A table without industry columns is about all of them.
    """
    if "industry_code" not in labels:
        return _CROSS_INDUSTRY
    code = labels["industry_code"]
    code = ALL_INDUSTRIES if not code.strip("0") else _SECTOR_RANGES.get(code, code)
    level = labels.get("industry_level", "").lower()
    if not level:
        level = industry_level(code, labels.get("naics_level", ""), file_level)
        level += ", ownership" if "ownership" in labels else ""
    return code, labels.get("industry_title") or None, level


def industry_level(code: str, naics_level: str = "", file_level: str = "") -> str:
    """How fine an industry is.

    Args:
        code: NAICS code as the agency writes it today.
        naics_level: Printed level of the finest tables, which are of two.
        file_level: Level of all industries of the file, if its name says it.

    Returns:
        "cross-industry", "sector" or "3-digit" to "6-digit".
    """
    if code == _CROSS_INDUSTRY[0]:
        return _CROSS_INDUSTRY[2]
    if re.fullmatch(r"\d\d(-\d\d)?", code):
        return "sector"
    if naics_level:
        return "5-digit" if "5" in naics_level else "6-digit"
    if file_level:
        return file_level
    # Letters stand in the agency's own groups of four-digit industries, such as 3250A1.
    digits = 4 if not code.isdigit() else max(3, len(code.rstrip("0")))
    return f"{digits}-digit"


def ownership(labels: Labels) -> tuple[str]:
    """Code of the owners that a row is about, as printed or from the printed word.

    The table of all data of May 2012 prints 5 (private) on its cross-industry rows,
    while the cross-industry tables of that month are about all owners. The code is
    kept as printed: it is the publisher's statement, and a change here would hide that
    the files contradict each other.
    """
    if "ownership_code" in labels:
        return (labels["ownership_code"],)
    return (_OWNERS[labels["ownership"].lower()] if "ownership" in labels else ALL_OWNERS,)


def occupation(labels: Labels) -> tuple[str, str | None, str]:
    """Code, title and level of the occupation that a row is about.

    Args:
        labels: `occupation_code`, `occupation_title`, `occupation_level` as far as
            printed, and `area_type` as `area` gives it.

    Returns:
        The code; "00000" for the row "Total 1997 Employment", which has none. The title
        without the mark of a footnote, see `_FOOTNOTE`. "total", "division" (until 1998),
        "major", "minor", "broad" or "detailed".
    """
    code, title = labels["occupation_code"], labels.get("occupation_title")
    title = title.replace(_FOOTNOTE, "") if title else None
    printed = labels.get("occupation_level", "").lower()
    printed = _LEVELS.get(printed, printed)
    if not code:
        return "00000", title, "total"
    if "-" not in code:
        return code, title, printed or _level_before_soc(code)
    by_digits = level_of(code)
    # The digits are surer than the print: May 2002 calls all occupations together a major group.
    if by_digits in ("total", "major"):
        return code, title, by_digits
    if printed:
        return code, title, printed
    # Until May 2011 the tables leave the level of an occupation empty, and list no groups in
    # between. Nor do tables of areas: there a code that ends in 0 has no finer level.
    listed = "occupation_level" not in labels and labels["area_type"] == "nation"
    return code, title, by_digits if listed else "detailed"


def _level_before_soc(code: str) -> str:
    if code.endswith("0000"):
        return "division"
    return "major" if code.endswith("000") else "detailed"
