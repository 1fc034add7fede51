"""What the Handbook's wordings say: headings, year spans, pay, outlook, wage sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from labor.errors import ParseError, report_as_new
from labor.occupations import vintages
from labor.publishers.reading.cells import NAN, number_of
from labor.schema.tables import words_of

#: Marks of the typed tables: the printed number is a floor; the page says there is none.
AT_LEAST, NOT_AVAILABLE = ">=", "not available"

#: The six outlook phrases. They are relative to the growth of all occupations in that edition.
PHRASES = frozenset(words_of("outlook_phrases"))

#: Highest wage OEWS prints, by reference year: (dollars a year, dollars an hour), from the field
#: descriptions of each year's OEWS file. The nation's percentiles of May 2025 are printed.
_TOP_CODES = {
    **dict.fromkeys(range(2008, 2011), (166_400.0, 80.0)),
    **dict.fromkeys(range(2011, 2016), (187_200.0, 90.0)),
    **dict.fromkeys(range(2016, 2022), (208_000.0, 100.0)),
    **dict.fromkeys(range(2022, 2025), (239_200.0, 115.0)),
}

#: 2024–34, 2018-2028
SPAN = r"(\d{4})[-–—‑](\d{4}|\d{2})"
#: $50,250; 24.16
_MONEY = r"\$?(\d[\d,]*(?:\.\d\d)?)"
#: "$50,250 per year $24.16 per hour", "This wage is equal to or greater than $239,200 per year."
_PAY = re.compile(
    r"(?P<floor>This wage is equal to or greater than )?"
    r"(?:\$(?P<annual>\d[\d,]*) per year)?(?: or | )?(?:\$(?P<hourly>\d[\d,]*\.\d\d) per hour)?\.?"
)
#: "$49,210", "239,200 or more", "$23.33 per hour"
_SETTING = re.compile(
    rf"(?P<floor>This wage is equal to or greater than )?{_MONEY}(?: per (?:year|hour))?"
    r"(?P<more> or more)?\.?"
)
#: "7% (Much faster than average)"
_OUTLOOK = re.compile(r"(-?\d+)% \((.+)\)")
#: "about 112,300 openings for medical assistants are projected each year, on average, over the
#: decade"
_OPENINGS = re.compile(
    r"\babout (\d[\d,]*) openings for .+? projected each year, on average, over the decade", re.I
)
#: "The median annual wage for medical assistants was $44,200 in May 2024. ... The lowest 10 percent
#: earned less than $35,020, and the highest 10 percent earned more than $57,830."
_SENTENCE = re.compile(
    r"The median (?P<period>annual|hourly) wage (?:for|of) (?P<who>.+?) was "
    rf"(?P<wage>{_MONEY}) in (?P<month>May \d{{4}})\.(?:(?!The median (?:annual|hourly) ).)*?"
    rf"The lowest 10 percent earned less than (?P<low>{_MONEY}), "
    rf"and the (?:highest|top) 10 percent earned more than (?P<high>{_MONEY})\."
)
#: "the median annual wages for medical assistants in the top industries in which they worked were
#: as follows:"
_INTRODUCTION = re.compile(
    r"(?P<statistic>median|mean \(average\)) (?P<period>annual|hourly) wages? (?:for|of) "
    r"(?P<who>.+?)(?P<industry> in the top (?:\w+ )?industries in which .+? worked)?"
    r"(?: in May \d{4})? were as follows:?",
    re.I,
)
_MONTH = re.compile(r"\bMay \d{4}\b")

#: Quick facts.
QUICK_FACTS = {
    "pay": re.compile(r"(\d{4}) median pay", re.I),
    "education": re.compile(r"(?:typical )?entry-level education", re.I),
    "experience": re.compile(r"work experience in a related occupation", re.I),
    "training": re.compile(r"on-the-job training", re.I),
    "jobs": re.compile(r"number of jobs,? (\d{4})", re.I),
    "outlook": re.compile(rf"job outlook,? {SPAN}", re.I),
    "change": re.compile(rf"employment change,? {SPAN}", re.I),
}
#: Projections table, without the column of links.
MEMBERS = {
    "title": re.compile(r"occupational title", re.I),
    "code": re.compile(r"soc code", re.I),
    "base": re.compile(r"employment,? (\d{4})", re.I),
    "target": re.compile(r"projected employment,? (\d{4})", re.I),
    "percent": re.compile(rf"change,? {SPAN},? percent", re.I),
    "numeric": re.compile(rf"change,? {SPAN},? numeric", re.I),
}
MEMBER_LINKS = re.compile(r"employment by industry", re.I)
#: Table of similar occupations; its picture column has no heading.
SIMILAR = {
    "title": re.compile(r"occupation", re.I),
    "duties": re.compile(r"job duties", re.I),
    "education": QUICK_FACTS["education"],
    "pay": QUICK_FACTS["pay"],
}


def _fixed(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


# Facts that stand in a page's text or address have no printed heading: these are ours.
PROFILE = "Profile"
LEVEL = "Level"
SIMILAR_PROFILE = "Similar profile"
LOW, HIGH = "Lowest 10 percent earned less than", "Highest 10 percent earned more than"
#: Facts on a whole page, beside its quick facts.
PAGE_FACTS = {"title": "Title", "date": "Page date"}
TEXT_FACTS = {
    "openings": "Openings each year",
    "percentiles": "Wage percentiles of",
    "low": LOW,
    "high": HIGH,
}
#: Columns of the wages that a page prints in sentences and small tables.
WAGES = {
    "who": "Wages of",
    "statistic": "Statistic",
    "period": "Period",
    "kind": "Setting kind",
    "setting": "Setting",
    "month": "Month",
    "wage": "Wage",
    "low": LOW,
    "high": HIGH,
}
#: Columns of the largest employers that a page prints in small tables.
EMPLOYERS = {"who": "Employers of", "setting": "Setting", "year": "Year", "share": "Percent"}

#: All columns of each raw table by meaning.
COLUMNS = {
    "ooh.quick_facts": {
        "profile": _fixed(PROFILE),
        **{key: _fixed(text) for key, text in PAGE_FACTS.items()},
        **QUICK_FACTS,
        "code": MEMBERS["code"],
        "target": MEMBERS["target"],
        **{key: _fixed(text) for key, text in TEXT_FACTS.items()},
    },
    "ooh.members": {"profile": _fixed(PROFILE), "level": _fixed(LEVEL), **MEMBERS},
    "ooh.similar_occupations": {
        "profile": _fixed(PROFILE),
        "similar": _fixed(SIMILAR_PROFILE),
        **SIMILAR,
    },
    "ooh.pay_settings": {
        "profile": _fixed(PROFILE),
        **{key: _fixed(text) for key, text in WAGES.items()},
    },
    "ooh.employers": {
        "profile": _fixed(PROFILE),
        **{key: _fixed(text) for key, text in EMPLOYERS.items()},
    },
}


@dataclass(frozen=True, slots=True)
class Pay:
    """Median pay as a page prints it: dollars a year and an hour, NaN where not printed.

    Args:
        annual: US dollars a year.
        hourly: US dollars an hour.
        mark: "" for plain numbers, `AT_LEAST`, or `NOT_AVAILABLE`.
    """

    annual: float
    hourly: float
    mark: str


def span_of(text: str) -> str:
    """The projection period in a heading, as "2024-34", or "" if there is none."""
    found = re.search(SPAN, text)
    return f"{found[1]}-{found[2][-2:]}" if found else ""


def years_of(edition: str, where: str) -> tuple[int, int]:
    """First and last year of an edition such as "2024-34".

    Args:
        edition: Projection period that names the edition.
        where: Place of the text, for messages.

    Returns:
        The two years.

    Raises:
        ParseError: The edition is not of that form or does not span ten years.
    """
    years = vintages.years_of(edition)
    if years is None:
        raise ParseError(
            "An edition of the Handbook is not a ten-year projection period",
            where=where,
            expected="first year and last two digits of the last, as 2024-34",
            got=repr(edition),
            next_step="Give the period that the pages print after 'Job Outlook'.",
        )
    return years


def wage_sentences(paragraph: str) -> list[dict[str, str]]:
    """The wage sentences of a paragraph: who, period, month, wage (median), low (p10), high."""
    return [found.groupdict() for found in _SENTENCE.finditer(paragraph)]


def table_introduction(paragraph: str) -> dict[str, str] | None:
    """What a wage table is about, from the paragraph before it, or None if it is no such text.

    Returns:
        statistic ("median" or "mean"), period, who, month, kind ("industry" or "occupation").
    """
    found, month = _INTRODUCTION.search(paragraph), _MONTH.search(paragraph)
    if not found or not month:
        return None
    return {
        "statistic": "mean" if found["statistic"].lower().startswith("mean") else "median",
        "period": found["period"].lower(),
        "who": found["who"],
        "month": month[0],
        "kind": "industry" if found["industry"] else "occupation",
    }


def openings_of(text: str) -> list[str]:
    """Every number of openings a year that a text on the job outlook prints."""
    return _OPENINGS.findall(text)


def pay_of(text: str, where: str) -> Pay:
    """Median pay of a quick facts cell: "$50,250 per year $24.16 per hour".

    Args:
        text: The cell, perhaps empty.
        where: Place of the text, for messages.

    Returns:
        Dollars a year and an hour, as far as printed.

    Raises:
        ParseError: The wording is not known.
    """
    if not text:
        return Pay(NAN, NAN, "")
    found = _PAY.fullmatch(text)
    if not found or not (found["annual"] or found["hourly"]):
        raise unknown(
            "A pay", "'$50,250 per year $24.16 per hour', or only one of the two", text, where
        )
    annual, hourly = (
        _money(part, where) if part else NAN for part in found.group("annual", "hourly")
    )
    return Pay(annual, hourly, AT_LEAST if found["floor"] else "")


def wage_of(text: str, where: str) -> tuple[float, str]:
    """One wage and its mark: "$49,210", "239,200 or more", "The annual wage is not available.".

    Args:
        text: The cell, perhaps empty.
        where: Place of the text, for messages.

    Returns:
        US dollars, NaN without a number; "", `AT_LEAST` or `NOT_AVAILABLE`.

    Raises:
        ParseError: The wording is not known.
    """
    if not text:
        return NAN, ""
    if re.fullmatch(r"The (?:annual |hourly )?wage is not available\.?|[—–-]|N/A", text):
        return NAN, NOT_AVAILABLE
    found = _SETTING.fullmatch(text)
    if not found:
        raise unknown("A wage", "an amount in dollars", text, where)
    return _money(found[2], where), AT_LEAST if found["floor"] or found["more"] else ""


def percentile_of(text: str, period: str, year: int | None, where: str) -> tuple[float, str]:
    """A 10th or 90th percentile and its mark; the year's top code means "at least".

    "More than $239,200" for the highest 10 percent is how the pages print a percentile that
    OEWS capped, so the number alone does not show it. Pages of 2012 print one dollar less.

    Args:
        text: The cell, perhaps empty.
        period: "annual" or "hourly".
        year: Year of the wage, if known.
        where: Place of the text, for messages.

    Returns:
        US dollars, NaN without a number; "", `AT_LEAST` or `NOT_AVAILABLE`.

    Raises:
        ParseError: The wording is not known.
    """
    value, mark = wage_of(text, where)
    cap = _TOP_CODES.get(year or 0, (float("inf"),) * 2)[period == "hourly"]
    return value, AT_LEAST if value >= cap - (period == "annual") else mark


def outlook_of(text: str, where: str) -> tuple[float, str]:
    """Percent growth and phrase of "7% (Much faster than average)".

    Args:
        text: The cell, perhaps empty.
        where: Place of the text, for messages.

    Returns:
        Percent over the ten years, NaN for an empty cell; the phrase.

    Raises:
        ParseError: The wording or the phrase is not known.
    """
    if not text:
        return NAN, ""
    found = _OUTLOOK.fullmatch(text.replace("−", "-"))
    if not found or found[2] not in PHRASES:
        expected = "'7% (Much faster than average)', with one of: " + ", ".join(sorted(PHRASES))
        raise unknown("An outlook", expected, text, where)
    return float(found[1]), found[2]


def count_of(text: str, where: str) -> tuple[float, str]:
    """A whole count or percent as printed and its mark: a dash is `NOT_AVAILABLE`.

    Args:
        text: The cell, perhaps empty.
        where: Place of the text, for messages.

    Returns:
        The number, NaN without one; "" or `NOT_AVAILABLE`.

    Raises:
        ParseError: The text is neither a whole number nor a dash.
    """
    if text in {"—", "–", "-", "N/A"}:
        return NAN, NOT_AVAILABLE
    value = number_of(text.replace("−", "-")) if text else NAN
    if value is None or "$" in text or "." in text:
        raise unknown("A count", "a whole number, a dash or an empty cell", text, where)
    return value, ""


def share_of(text: str, where: str) -> tuple[float, str]:
    """A share in percent as printed and its mark: "28%", or "19" below it.

    Args:
        text: The cell.
        where: Place of the text, for messages.

    Returns:
        Percent from 0 to 100; the mark is always "".

    Raises:
        ParseError: The text is no whole percentage from 0 to 100.
    """
    if not re.fullmatch(r"(?:\d\d?|100)%?", text):
        raise unknown("A share", "a whole percentage, with or without its sign", text, where)
    return float(text.removesuffix("%")), ""


def _money(text: str, where: str) -> float:
    """Dollars as a number."""
    value = number_of(text)
    if value is None:
        raise unknown("An amount", "dollars as $50,250 or $24.16", text, where)
    return value


def unknown(what: str, expected: str, got: str, where: str) -> ParseError:
    """The refusal of a text whose wording is new.

    Args:
        what: What the text is: "A pay".
        expected: Wordings that are known.
        got: The text.
        where: Its place.
    """
    return ParseError(
        f"{what} is worded in a way that is not known",
        where=where,
        expected=expected,
        got=repr(got[:300]),
        next_step=report_as_new("Look at the page.", "the wording"),
    )


def meaning_of(text: str, known: dict[str, re.Pattern[str]]) -> str:
    """What a heading means.

    Args:
        text: The heading as printed.
        known: Wordings by meaning.

    Returns:
        The meaning; "" for a heading that has none of the known wordings.
    """
    return next((name for name, pattern in known.items() if pattern.fullmatch(text)), "")
