"""What the words around a number say: statistic, period, year, projection, place, industry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from labor.answers.article.numbers import FoundNumber

#: "10 percent", "ten per cent", "tenth"; "25%", "quarter".
_TENTH = r"(?:(?:10|ten)\s*(?:%|percent|per\s+cent)|tenth\b)"
_QUARTER = r"(?:(?:25|twenty-five)\s*(?:%|percent|per\s+cent)|quarter)"
#: "lowest paid ", "bottom "; "highest-earning ", "top ".
_LOW = r"(?:lowest|bottom|worst|lower)(?:[-\s](?:paid|earning))?\s+"
_HIGH = r"(?:highest|top|best|upper)(?:[-\s](?:paid|earning))?\s+"
#: "A quarter of all welders earned less than", "one in ten of them made more than".
_PART = r"\b(?:a\s+{0}|one\s+{0}|one\s+in\s+{1})\b[^.;:$]{{0,80}}?\b"
_LESS, _MORE = r"(?:less|under|below)\b", r"(?:more|over|above|at\s+least)\b"
_A_TENTH, _A_QUARTER = _PART.format("tenth", "ten"), _PART.format("quarter", "four")
#: The statistic that words name: "the lowest 10 percent", "25th percentile", "upper quartile",
#: "the middle half", "one in ten made over", "half of them earned", "average"; not "more than
#: average", which compares growth.
_STATISTICS = re.compile(
    rf"(?P<p10>\b{_LOW}{_TENTH}|\b(?:10th|tenth)\s+percentile|{_A_TENTH}{_LESS})"
    rf"|(?P<p25>\b{_LOW}{_QUARTER}|\b25th\s+percentile|\blower\s+quartile|{_A_QUARTER}{_LESS})"
    rf"|(?P<p75>\b{_HIGH}{_QUARTER}|\b75th\s+percentile|\bupper\s+quartile|{_A_QUARTER}{_MORE})"
    rf"|(?P<middle>\b(?:middle|median-earning)\s+(?:half|(?:50|fifty)\s*(?:%|percent|per\s+cent)))"
    rf"|(?P<p90>\b{_HIGH}{_TENTH}|\b90th\s+percentile|{_A_TENTH}{_MORE})"
    r"|(?P<median>\bmedian\b|\bhalf\s+(?:of|the|earn\w*|made|make)\b|\b50th\s+percentile)"
    r"|(?P<mean>\bmean\b|(?<!than )(?<!than the )(?<!as )\baverage[sd]?\b)",
    re.I,
)
#: A period right behind a number: " per hour", "/yr", " a year", " annually".
_PER = re.compile(
    r"\W{0,2}(?:per|an?|each|every|/)\s*(?P<unit>hour|hr|year|yr|month|week)\b"
    r"|\s(?P<adverb>hourly|annually|yearly|monthly|weekly)\b",
    re.I,
)
#: A period anywhere: "the hourly wage", "yearly pay".
_PERIOD = re.compile(
    r"\b(?:(?P<hourly>hourly)|(?P<monthly>monthly)|(?P<weekly>weekly)|"
    r"(?P<annual>annual(?:ly)?|yearly))\b",
    re.I,
)
_UNITS = {
    "hour": "hourly", "hr": "hourly", "year": "annual", "yr": "annual", "month": "monthly",
    "week": "weekly", "annually": "annual", "yearly": "annual",
}  # fmt: skip
#: The years of a projection: "2018-28", "from 2018 to 2028", "2018 through 2028".
_SPAN = re.compile(
    r"\b(?P<base>(?:19|20)\d\d)\s*(?:[-–—−]|to|and|through|until|till)\s*"
    r"(?P<target>(?:19|20)?\d\d)\b(?!,\d)",
    re.I,
)
#: Only its last one: "by 2034", "through the year 2028".
_TARGET = re.compile(r"\b(?:through|by|until|till)\s+(?:the\s+year\s+)?(?P<year>20\d\d)\b", re.I)
#: A year: "2018"; not "$2018", "2,018" or "2000 jobs".
_YEAR = re.compile(r"(?<![\d$,.])(?P<year>(?:19|20)\d\d)\b(?!,\d|\s*(?:jobs|openings|workers|%))")
#: The year behind a number: " a year in May 2018", " as of 2024".
_AFTER = re.compile(
    r"[^.;$\d]{0,40}?\b(?:in|of|as of|for|since)\s+(?:May\s+|the year\s+)?(?P<year>(?:19|20)\d\d)\b"
)
#: "Up from $57,120 a year earlier".
_YEAR_BEFORE = re.compile(
    r"\s(?:(?:a|one)\s+year\s+(?:earlier|before|ago)|the\s+(?:year\s+before|(?:previous|prior)\s+year))\b",
    re.I,
)
#: Pay by experience, which no table has: "starting salary", "with five years of experience".
_EXPERIENCE = re.compile(
    r"\b(?:entry[-\s]level|starting\s+(?:pay|salary|wage)s?|start(?:s|ed)?\s+(?:out\s+)?at|"
    r"beginners?|new\s+graduates?|years?\s+of\s+experience|senior)\b",
    re.I,
)
#: Growth to come, "is expected to", "over the next decade", and growth that was, "has grown".
_PROJECTED = re.compile(
    r"\b(?:project\w*|expect\w*|will|outlook|forecast\w*|predicted|"
    r"through\s+20\d\d|by\s+20\d\d|next\s+(?:decade|ten|10))",
    re.I,
)
_PAST = re.compile(
    r"\b(?:reflecting|grew|rose|fell|shrank|dropped|declined|has\s+grown|have\s+grown)\b", re.I
)
#: Openings of all years together: "168,000 openings in all".
_TOTAL = re.compile(r"\b(?:in\s+all|in\s+total|altogether|cumulative\w*)\b", re.I)
#: Which jobs are counted: "wage and salary jobs", "payroll jobs"; "with the self-employed".
_EMPLOYEES = re.compile(r"\b(?:wage[-\s]and[-\s]salary|payroll\s+jobs|employees)\b", re.I)
_SELF_EMPLOYED = re.compile(r"\bself[-\s]employed\b", re.I)
#: A place smaller than a state: "in the Dallas metro area", "county".
_LOCAL = re.compile(r"\b(?:metro|metropolitan|county|city|cities)\b", re.I)
#: Behind a number and before "the lowest 10 percent": "an hour ($32,940 annually) for the".
_FOR = re.compile(
    r"(?:\s(?:an?|per)\s\w+)?(?:\s\([^)]*\))?(?:\sannually)?\)?\s(?:for|by|among)\s(?:the\s)?", re.I
)
#: A number at an end of a range: "$10 to " before it, " to $45" behind it; and the words or
#: signs that make it a range: "between", "from", "$10-$45".
_RANGE_BEFORE = re.compile(r"\$[\d,.]+\w*\s*(?:to|and|-|–|—)\s*(?:more than\s*)?$", re.I)
_RANGE_BEHIND = re.compile(r"\s*(?:to|and|-|–|—)\s*(?:more than\s*)?\$\d", re.I)
_RANGE = re.compile(r"\b(?:between|from|rang\w+|anywhere)\b|\$[\d,.]+\w*\s*(?:to|-|–|—)\s*\$", re.I)
#: Others who publish pay by their own methods: "according to Glassdoor".
_OTHERS = re.compile(
    r"\b(?:Zippia|Indeed|Glassdoor|PayScale|ZipRecruiter|Salary\.com|LinkedIn|Comparably|Talent\.com)\b",
    re.I,
)
#: An industry of the Handbook as a place to work in: "in hospitals", "Hospitals: ".
_AS_SETTING = r"\b(?:in|for|at|by)\s+{0}\b|\b{0}\s*[(:–]"
#: Some industry: "in the private sector".
_INDUSTRY = re.compile(r"\b(?:industry|industries|sectors?)\b", re.I)
#: What parts a word behind a number from it: a comma or another number.
_PAUSE = re.compile(r"[,;:]|\d")
#: Between a number and a place right behind it: " a year in ".
_RIGHT_BEHIND = re.compile(r"(?:\s(?:a|per|an)\s\w+)?\s(?:in\s)?")
#: The nation, named: "nationwide", "across the country", "the national median of $".
_NATION = re.compile(
    r"\b(?:nationwide|nationally|(?:in|across|throughout)\s+the\s+(?:country|nation|United\s+States|U\.S\.)"
    r"|national\s+(?:median|mean|average)\b[^.;,$]{0,20}(?=\$))",
    re.I,
)
#: A name behind "in", "In Salt Lake City": of a place, if it is not one of `_NO_PLACE`, "June".
_NAMED = re.compile(r"\b(?:[Ii]n|around|near)\s+(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})\b")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Spring|Summer|Fall|Autumn|Winter|America|United|Bureau|Occupational|Labor)\b"
)
#: A projection covers ten years.
_YEARS = 10


class Reading(NamedTuple):
    """What the words of a sentence say of one of its numbers, see `claims.Claim`."""

    statistic: str
    period: str
    flags: frozenset[str]


def reading(text: str, number: FoundNumber) -> Reading:
    """Read which statistic and period the words name, and what else they say.

    Args:
        text: A sentence.
        number: A number in it.
    """
    flags = {
        name
        for name, pattern in (
            ("experience", _EXPERIENCE),
            ("total", _TOTAL),
            ("wage_and_salary", _EMPLOYEES),
            ("self_employed", _SELF_EMPLOYED),
            ("other_source", _OTHERS),
        )
        if pattern.search(text)
    }
    if number.kind == "growth" and _PAST.search(text) and not _PROJECTED.search(text):
        flags.add("past")
    pay = number.kind == "pay"
    in_range = _RANGE_BEFORE.search(text[: number.start]) or _RANGE_BEHIND.match(text, number.end)
    if pay and in_range and _RANGE.search(text):
        flags.add("range")
    return Reading(
        _statistic(text, number) if pay else "",
        _period(text, number) if pay else "",
        frozenset(flags),
    )


def span_of(text: str, number: FoundNumber) -> str:
    """The projection that the words name, "2018-28"; of several the nearest.

    Args:
        text: A sentence.
        number: A number in it.
    """
    if number.kind == "pay":
        return ""
    found = []
    for match in _SPAN.finditer(text):
        base, target = int(match["base"]), int(match["target"][-2:])
        if (base + _YEARS) % 100 == target:
            found.append((_distance(match, number), f"{base}-{target:02d}"))
    for match in _TARGET.finditer(text) if not found else ():
        target = int(match["year"])
        found.append((_distance(match, number), f"{target - _YEARS}-{target % 100:02d}"))
    return min(found)[1] if found else ""


def year_of(text: str, number: FoundNumber) -> int | None:
    """The year that the words give the number: right behind it, else the last before it.

    Args:
        text: A sentence.
        number: A number in it.
    """
    spans = [*_SPAN.finditer(text)]
    if number.kind in ("growth", "phrase"):
        spans += _TARGET.finditer(text)
    years = [
        match
        for match in _YEAR.finditer(text)
        if not any(s.start() <= match.start() < s.end() for s in spans)
        and not number.start <= match.start() < number.end
    ]
    behind = _AFTER.match(text, number.end)
    if _YEAR_BEFORE.match(text, number.end) and (
        dated := [m for m in years if m.end() <= number.start]
    ):
        return int(dated[-1]["year"]) - 1
    if behind and any(match.start() == behind.start("year") for match in years):
        return int(behind["year"])
    before = [match for match in years if match.end() <= number.start]
    chosen = before[-1:] or years[:1]
    return int(chosen[0]["year"]) if chosen else None


def place_of(text: str, number: FoundNumber, places: Sequence[str]) -> str:
    """The state that the words name: right behind the number, else the last before it.

    Args:
        text: A sentence.
        number: A number in it.
        places: Names of states and territories.

    Returns:
        A name of `places`, "a local area", or empty for the nation, be it named or not.
    """
    found = [(match.start(), match.end(), "") for match in _NATION.finditer(text)]
    for name in sorted(places, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            if not any(s <= match.start() < e for s, e, _ in found):
                found.append((match.start(), match.end(), name))
    if _LOCAL.search(text):
        return "a local area"
    before = [name for start, _, name in sorted(found) if start < number.start]
    after = [(start, name) for start, _, name in sorted(found) if start >= number.start]
    for start, name in after[:1]:
        if _RIGHT_BEHIND.fullmatch(text, number.end, start):
            return name
    return (before[-1:] or [name for _, name in after[:1]] or [""])[0]


def elsewhere_of(text: str, places: Sequence[str]) -> str:
    """A name that may be of a place, and is of none that the tables have: "Chicago".

    Args:
        text: A sentence without the occupations in it.
        places: Names of states and territories.
    """
    for match in _NAMED.finditer(text):
        name = match["name"]
        if not _NO_PLACE.match(name) and not any(name.startswith(place) for place in places):
            return name
    return ""


def setting_of(text: str, settings: Sequence[str]) -> str:
    """The industry that the words name, "in hospitals".

    Args:
        text: A sentence without the occupations in it.
        settings: Industries as the Handbook names them, in small letters.

    Returns:
        One of `settings`, "an industry" for another one, or empty.
    """
    lowered = text.lower()
    named = [name for name in settings if name in lowered]
    worked_in = [s for s in named if re.search(_AS_SETTING.format(re.escape(s)), lowered)]
    return max(worked_in, key=len, default="an industry" if _INDUSTRY.search(text) else "")


def _statistic(text: str, number: FoundNumber) -> str:
    for match in _STATISTICS.finditer(text, number.end):
        if _FOR.fullmatch(text, number.end, match.start()):
            return str(match.lastgroup)
    return _nearest(_STATISTICS, text, number)


def _period(text: str, number: FoundNumber) -> str:
    if per := _PER.match(text, number.end):
        unit = (per["unit"] or per["adverb"]).lower()
        return _UNITS.get(unit, unit)
    return _nearest(_PERIOD, text, number)


def _nearest(pattern: re.Pattern[str], text: str, number: FoundNumber) -> str:
    """Name of the group that matches last before the number, else behind it with no comma."""
    matches = [*pattern.finditer(text)]
    before = [match for match in matches if match.end() <= number.start]
    behind = [
        match
        for match in matches
        if match.start() >= number.end and not _PAUSE.search(text[number.end : match.start()])
    ]
    chosen = before[-1:] or behind[:1]
    return str(chosen[0].lastgroup) if chosen else ""


def _distance(match: re.Match[str], number: FoundNumber) -> int:
    return max(match.start() - number.end, number.start - match.end())
