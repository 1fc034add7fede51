"""What the words around a number say: statistic, period, year, projection, place, industry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labor.answers.article.numbers import Found

_TENTH = r"(?:(?:10|ten)\s*(?:%|percent|per\s+cent)|tenth\b)"
_QUARTER = r"(?:(?:25|twenty-five)\s*(?:%|percent|per\s+cent)|quarter)"
_LOW = r"(?:lowest|bottom|worst|lower)(?:[-\s](?:paid|earning))?\s+"
_HIGH = r"(?:highest|top|best|upper)(?:[-\s](?:paid|earning))?\s+"
#: "A quarter of all welders earned less than", "one in ten of them made more than".
_PART = r"\b(?:a\s+{0}|one\s+{0}|one\s+in\s+{1})\b[^.;:$]{{0,80}}?\b"
_LESS, _MORE = r"(?:less|under|below)\b", r"(?:more|over|above|at\s+least)\b"
_A_TENTH, _A_QUARTER = _PART.format("tenth", "ten"), _PART.format("quarter", "four")
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
_PER = re.compile(
    r"\W{0,2}(?:per|an?|each|every|/)\s*(?P<unit>hour|hr|year|yr|month|week)\b"
    r"|\s(?P<adverb>hourly|annually|yearly|monthly|weekly)\b",
    re.I,
)
_PERIOD = re.compile(
    r"\b(?:(?P<hourly>hourly)|(?P<monthly>monthly)|(?P<weekly>weekly)|"
    r"(?P<annual>annual(?:ly)?|yearly))\b",
    re.I,
)
_UNITS = {
    "hour": "hourly", "hr": "hourly", "year": "annual", "yr": "annual", "month": "monthly",
    "week": "weekly", "annually": "annual", "yearly": "annual",
}  # fmt: skip
_SPAN = re.compile(
    r"\b(?P<base>(?:19|20)\d\d)\s*(?:[-–—−]|to|and|through|until|till)\s*"
    r"(?P<target>(?:19|20)?\d\d)\b(?!,\d)",
    re.I,
)
_TARGET = re.compile(r"\b(?:through|by|until|till)\s+(?:the\s+year\s+)?(?P<year>20\d\d)\b", re.I)
_YEAR = re.compile(r"(?<![\d$,.])(?P<year>(?:19|20)\d\d)\b(?!,\d|\s*(?:jobs|openings|workers|%))")
_AFTER = re.compile(
    r"[^.;$\d]{0,40}?\b(?:in|of|as of|for|since)\s+(?:May\s+|the year\s+)?(?P<year>(?:19|20)\d\d)\b"
)
#: "Up from $57,120 a year earlier".
_YEAR_BEFORE = re.compile(
    r"\s(?:(?:a|one)\s+year\s+(?:earlier|before|ago)|the\s+(?:year\s+before|(?:previous|prior)\s+year))\b",
    re.I,
)
_EXPERIENCE = re.compile(
    r"\b(?:entry[-\s]level|starting\s+(?:pay|salary|wage)s?|start(?:s|ed)?\s+(?:out\s+)?at|"
    r"beginners?|new\s+graduates?|years?\s+of\s+experience|senior)\b",
    re.I,
)
_PROJECTED = re.compile(
    r"\b(?:project\w*|expect\w*|will|outlook|forecast\w*|predicted|"
    r"through\s+20\d\d|by\s+20\d\d|next\s+(?:decade|ten|10))",
    re.I,
)
_PAST = re.compile(
    r"\b(?:reflecting|grew|rose|fell|shrank|dropped|declined|has\s+grown|have\s+grown)\b", re.I
)
_TOTAL = re.compile(r"\b(?:in\s+all|in\s+total|altogether|cumulative\w*)\b", re.I)
_EMPLOYEES = re.compile(r"\b(?:wage[-\s]and[-\s]salary|payroll\s+jobs|employees)\b", re.I)
_SELF_EMPLOYED = re.compile(r"\bself[-\s]employed\b", re.I)
_LOCAL = re.compile(r"\b(?:metro|metropolitan|county|city|cities)\b", re.I)
#: Behind a number and before "the lowest 10 percent": "an hour ($32,940 annually) for the".
_FOR = re.compile(
    r"(?:\s(?:an?|per)\s\w+)?(?:\s\([^)]*\))?(?:\sannually)?\)?\s(?:for|by|among)\s(?:the\s)?", re.I
)
_RANGE_BEFORE = re.compile(r"\$[\d,.]+\w*\s*(?:to|and|-|–|—)\s*(?:more than\s*)?$", re.I)
_RANGE_BEHIND = re.compile(r"\s*(?:to|and|-|–|—)\s*(?:more than\s*)?\$\d", re.I)
_RANGE = re.compile(r"\b(?:between|from|rang\w+|anywhere)\b|\$[\d,.]+\w*\s*(?:to|-|–|—)\s*\$", re.I)
#: Others who publish pay by their own methods.
_OTHERS = re.compile(
    r"\b(?:Zippia|Indeed|Glassdoor|PayScale|ZipRecruiter|Salary\.com|LinkedIn|Comparably|Talent\.com)\b",
    re.I,
)
_AS_SETTING = r"\b(?:in|for|at|by)\s+{0}\b|\b{0}\s*[(:–]"
_INDUSTRY = re.compile(r"\b(?:industry|industries|sectors?)\b", re.I)
_PAUSE = re.compile(r"[,;:]|\d")
_RIGHT_BEHIND = re.compile(r"(?:\s(?:a|per|an)\s\w+)?\s(?:in\s)?")
_NATION = re.compile(
    r"\b(?:nationwide|nationally|(?:in|across|throughout)\s+the\s+(?:country|nation|United\s+States|U\.S\.)"
    r"|national\s+(?:median|mean|average)\b[^.;,$]{0,20}(?=\$))",
    re.I,
)
#: Names behind "in": of a place, if of nothing that an article on pay is likely to name.
_NAMED = re.compile(r"\b(?:[Ii]n|around|near)\s+(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})\b")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Spring|Summer|Fall|Autumn|Winter|America|United|Bureau|Occupational|Labor)\b"
)
#: A projection covers ten years.
_YEARS = 10


def reading(text: str, number: Found) -> dict[str, object]:
    """Statistic, period and flags of a number, as fields of a claim."""
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
    return {
        "statistic": _statistic(text, number) if pay else "",
        "period": _period(text, number) if pay else "",
        "flags": frozenset(flags),
    }


def span_of(text: str, number: Found) -> str:
    """The projection that the words name, "2018-28"; of several the nearest."""
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


def year_of(text: str, number: Found) -> int | None:
    """The year that the words give the number: right behind it, else the last before it."""
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


def place_of(text: str, number: Found, places: Sequence[str]) -> str:
    """The state that the words name: right behind the number, else the last before it.

    Empty for the nation, be it named or not.
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
    """A name that may be of a place, and is of none that the tables hold: "Chicago"."""
    for match in _NAMED.finditer(text):
        name = match["name"]
        if not _NO_PLACE.match(name) and not any(name.startswith(place) for place in places):
            return name
    return ""


def setting_of(text: str, settings: Sequence[str]) -> str:
    """The industry that the words name, "in hospitals"."""
    lowered = text.lower()
    named = [name for name in settings if name in lowered]
    said = [s for s in named if re.search(_AS_SETTING.format(re.escape(s)), lowered)]
    return max(said, key=len, default="an industry" if _INDUSTRY.search(text) else "")


def _statistic(text: str, number: Found) -> str:
    for match in _STATISTICS.finditer(text, number.end):
        if _FOR.fullmatch(text, number.end, match.start()):
            return str(match.lastgroup)
    return _nearest(_STATISTICS, text, number)


def _period(text: str, number: Found) -> str:
    if per := _PER.match(text, number.end):
        said = (per["unit"] or per["adverb"]).lower()
        return _UNITS.get(said, said)
    return _nearest(_PERIOD, text, number)


def _nearest(pattern: re.Pattern[str], text: str, number: Found) -> str:
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


def _distance(match: re.Match[str], number: Found) -> int:
    return max(match.start() - number.end, number.start - match.end())
