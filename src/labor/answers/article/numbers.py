"""Numbers in a sentence that can be claims on pay, growth, jobs or openings."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_DOLLARS = re.compile(
    r"(?:US)?\$\s?(?P<n>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<scale>\s?(?:k|K|thousand|million|billion)\b)?"
    r"|(?<![\w.,$])(?P<n2>\d{1,3}(?:,\d{3})+|\d{2,6}(?:\.\d\d?)?)(?P<dollars>\s+dollars\b)"
    r"|(?<![\w.,$-])(?P<n3>\d{2,3}(?:\.\d+)?)(?P<k>[kK])\b"
)
_PERCENT = re.compile(
    r"(?<![\w.,$])(?P<sign>[-−–]\s?)?(?P<n>\d{1,3}(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)", re.I
)
_COUNT = re.compile(
    r"(?<![\w.,$])(?:(?P<n>\d{1,3}(?:,\d{3})+)|(?P<m>\d+(?:\.\d+)?)\s(?P<scale>million|thousand))"
    r"(?!\s?(?:%|percent|dollars|hours|miles))\b",
    re.I,
)
#: "Is projected to grow by nearly a tenth".
_FRACTION = re.compile(
    r"\bby\s+(?:(?:about|around|roughly|nearly|almost|over|more\s+than|just\s+(?:over|under))\s+)?"
    r"(?P<said>half|(?:a|one)[\s-](?P<part>third|quarter|fifth|tenth))\b(?!\s+of\b)",
    re.I,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
#: A part in words stands for a tenth of itself more or less.
_ROUGH = 0.2
_PHRASE = re.compile(
    r"(?:\bmuch\s+|\bfar\s+)?\b(?:faster|quicker|higher|greater|better|stronger|slower|lower|"
    r"more\s+slowly|more\s+quickly)\s+than\s+(?:the\s+)?(?:(?:national|overall)\s+)?average\b"
    r"|\b(?:about\s+)?as\s+(?:fast|quickly)\s+as\s+(?:the\s+)?(?:(?:national|overall)\s+)?average\b"
    r"|\b(?:well\s+)?(?:above|below)[\s-](?:the\s+)?average\b"
    r"|\blittle\s+(?:or|to)\s+no\s+(?:change|growth)\b",
    re.I,
)
_PAY_WORDS = re.compile(
    r"\b(?:median|mean|average|averaged|salar(?:y|ies)|wages?|pay|pays|earn\w*|makes?|made|making|"
    r"income|compensation|paychecks?|paid\s+(?:a|an|about|around|at)\b|start(?:s|ed|ing)?\s+at\b)",
    re.I,
)
#: Money that is not pay, in the words just before or behind the number.
_OTHER_MONEY = re.compile(
    r"\b(?:costs?|fees?|tuition|bonus(?:es)?|price[sd]?|loans?|debt|exams?|insurance|grants?|"
    r"scholarships?|budgets?|allowances?|stipends?|reimburse\w*|deductibles?|rent|revenue|saved?|spent|spend|tools|course|equipment|supplies)\b",
    re.I,
)
#: Behind these, money is pay, whatever is named before: "people in insurance earned".
_EARNED = re.compile(
    r"\b(?:earn\w*|made|makes?|median|(?:mean|average)\s+(?:\w+\s+){0,2}(?:pay|wages?|salar\w+))\b",
    re.I,
)
_GROWTH_WORDS = re.compile(
    r"\b(?:los(?:e|es|ing|t)\b[^.;]{0,30}\bjobs|grow|grows|growth|growing|grew|outlook|projected|projections?|demand|employment|"
    r"decline[sd]?|declining|shrink\w*|increase[sd]?|expand\w*|decrease[sd]?|fall|drop)\b",
    re.I,
)
_PAY_GROWTH = re.compile(
    r"\b(?:pay|wages?|salar(?:y|ies)|earnings|raises?)\s+(?:\w+\s+){0,3}?"
    r"(?:grew|grow|growth|rose|rise|increase[sd]?|fell|fall|declined?|dropped)\b",
    re.I,
)
_RANK = re.compile(
    r"\b(?:lowest|highest|top|bottom|best|worst)(?:[-\s](?:paid|earning))?\s+$", re.I
)
_SHARE = re.compile(
    r"\s*(?:of\b(?!\s+(?:its|their)\s+jobs)|more\b|less\b|are\b|were\b|work\b|earned\b|in\s+(?:hospitals|offices))",
    re.I,
)
_DECLINE = re.compile(
    r"\b(?:declin\w*|shrink\w*|shrank|fall|falls|falling|fell|drop\w*|decreas\w*|los[es]\w*)\b",
    re.I,
)
_RISE = re.compile(r"\b(?:grow\w*|grew|increas\w*|ris\w+|rose|expand\w*|gain\w*|add\w*)\b", re.I)
_HEDGES = (
    ("at least", re.compile(r"\b(?:at least|minimum of)\s*$", re.I)),
    ("over", re.compile(r"\b(?:over|more than|above|upwards? of)\s*$", re.I)),
    ("under", re.compile(r"\b(?:under|less than|below|up to|as much as)\s*$", re.I)),
    (
        "about",
        re.compile(
            r"\b(?:about|around|roughly|approximately|approx\.|nearly|almost|some|close to|"
            r"just (?:over|under))\s*$|~\s*$",
            re.I,
        ),
    ),
)
_OR_MORE = re.compile(r"\s*(?:\+|or more\b|or higher\b|and up\b)", re.I)
_OPENING = re.compile(r"\b(?:openings?|vacanc(?:y|ies))\b", re.I)
_NEW = re.compile(
    r"\b(?:new|additional|extra|more)\s+(?:\w+\s+){0,3}(?:jobs?|positions?)\b|"
    r"\b(?:add(?:s|ed|ing)?|additional)\s+(?:[a-z]+\s+){0,3}$|"
    r"\b(?:employment\s+change|increase\s+in\s+(?:the\s+number\s+of\s+)?)[^.;$%]{0,40}$",
    re.I,
)
_PEOPLE = re.compile(r"\b(?:jobs?|positions?|workers?|people|employed|were|worked)\b", re.I)
_HELD = re.compile(
    r"\b(?:held|employ\w*|numbered|counted|total(?:ed|s)?|"
    r"there\s+(?:are|were|(?:will|would|should|may|could)\s+be))\b[^.;]{0,60}$",
    re.I,
)
_SCALE = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_LABELLED = re.compile(r"\b(?P<what>jobs|employment|openings)\b[^.;:]{0,30}:\s*$", re.I)
#: Somebody's own staff, not an occupation.
_STAFF = re.compile(
    r"\b(?:company|firm|business|hospital|clinic|school|university|employer)\s+(?:\w+\s+){0,2}?"
    r"(?:employ\w*|has|had|hired?|hires)\b",
    re.I,
)
#: Jobs and openings are claims from here on; smaller numbers count other things.
_SMALLEST_COUNT = 100


@dataclass(frozen=True)
class Found:
    """A number in a sentence, see `claims_find.Claim`; start and end are its place."""

    start: int
    end: int
    printed: str
    kind: str
    value: float
    step: float
    hedge: str = ""


def numbers(text: str, without_titles: str = "") -> list[Found]:
    """The numbers, and the words on growth, that can be claims.

    Args:
        text: A sentence.
        without_titles: The sentence with blanks in place of occupations: "loan officers" are no
            loans.

    Returns:
        What was found, in the order of the sentence. Other money, shares and counts are left out.
    """
    found = [
        *_pay(text, without_titles or text),
        *_growth(text),
        *_fractions(text),
        *_counts(text),
        *_phrases(text),
    ]
    return sorted(found, key=lambda number: number.start)


def _pay(text: str, without_titles: str) -> list[Found]:
    if not _PAY_WORDS.search(text):
        return []
    found = []
    for match in _DOLLARS.finditer(text):
        digits = match["n"] or match["n2"] or match["n3"]
        scale = _SCALE.get((match["scale"] or match["k"] or "").strip().lower(), 1)
        before = without_titles[max(0, match.start() - 40) : match.start()]
        before = _EARNED.split(before)[-1]
        around = before + "|" + without_titles[match.end() :][:30]
        if scale > 1e3 or _OTHER_MONEY.search(around):
            continue
        value = float(digits.replace(",", "")) * scale
        found.append(_found(text, match, "pay", value, _step(digits, scale, 1000)))
    return found


def _growth(text: str) -> list[Found]:
    if not _GROWTH_WORDS.search(text) or _PAY_GROWTH.search(text):
        return []
    found = []
    for match in _PERCENT.finditer(text):
        if _RANK.search(text[: match.start()]) or _SHARE.match(text, match.end()):
            continue
        value = float(match["n"])
        negative = bool(match["sign"]) or _declines(text, match)
        step = 0.1 if "." in match["n"] else 1.0
        found.append(_found(text, match, "growth", -value if negative else value, step))
    return found


def _fractions(text: str) -> list[Found]:
    if not _GROWTH_WORDS.search(text) or _PAY_GROWTH.search(text):
        return []
    found = []
    for match in _FRACTION.finditer(text):
        value = 100 / _PARTS.get((match["part"] or "").lower(), 2)
        value = -value if _declines(text, match) else value
        start, end = match.span("said")
        hedge = _hedge(text[:start])
        found.append(Found(start, end, match["said"], "growth", value, abs(value) * _ROUGH, hedge))
    return found


def _declines(text: str, match: re.Match[str]) -> bool:
    """Whether the nearest verb before the number, or a noun behind it, is of a decline."""
    before = text[: match.start()]
    falls = [m.start() for m in _DECLINE.finditer(before)]
    rises = [m.start() for m in _RISE.finditer(before)]
    behind = text[match.end() : match.end() + 14]
    if _DECLINE.search(behind):
        return True
    return bool(falls) and max(falls) > max(rises, default=-1) and not _RISE.search(behind)


def _counts(text: str) -> list[Found]:
    found = []
    for match in _COUNT.finditer(text):
        digits = match["n"] or match["m"]
        scale = _SCALE.get((match["scale"] or "").lower(), 1)
        value = float(digits.replace(",", "")) * scale
        kind = _kind_of_count(text, match)
        if kind and value >= _SMALLEST_COUNT:
            step = _step(digits, scale, 10 ** max(0, math.floor(math.log10(value)) - 1))
            found.append(_found(text, match, kind, value, step))
    return found


def _kind_of_count(text: str, match: re.Match[str]) -> str:
    before, behind = text[: match.start()], text[match.end() : match.end() + 60]
    if _STAFF.search(before):
        return ""
    near = re.split(r"[;]|,\s(?:and|but|while)\s", behind)[0]
    if _NEW.match(near.lstrip()) or _NEW.search(before[-80:]):
        return "new_jobs"
    if labelled := _LABELLED.search(before):
        return "openings" if labelled["what"].lower() == "openings" else "jobs"
    if _OPENING.search(near) or _OPENING.search(before[-50:]):
        return "openings"
    if _PEOPLE.search(near) or _HELD.search(before):
        return "jobs"
    return ""


def _phrases(text: str) -> list[Found]:
    if not re.search(r"\b(?:grow\w*|outlook|projected|employment|demand|jobs?)\b", text, re.I):
        return []
    found = []
    for match in _PHRASE.finditer(text):
        about_pay = re.search(r"\b(?:pay|wages?|salar(?:y|ies)|earn\w*)\b", text, re.I)
        about_growth = re.search(r"\b(?:grow\w*|outlook|projected)\b", text[: match.start()], re.I)
        if about_growth or not about_pay:
            found.append(_found(text, match, "phrase", math.nan, 0))
    return found


def _found(text: str, match: re.Match[str], kind: str, value: float, step: float) -> Found:
    hedge = _hedge(text[: match.start()])
    if _OR_MORE.match(text, match.end()):
        hedge = "at least"
    return Found(match.start(), match.end(), match.group().strip(), kind, value, step, hedge)


def _hedge(before: str) -> str:
    return next((name for name, pattern in _HEDGES if pattern.search(before)), "")


def _step(digits: str, scale: float, largest: float) -> float:
    """The last place that is not a zero, as far as a number can have been rounded to it."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    if decimals:
        return scale / 10 ** len(decimals)
    zeros = len(whole) - len(whole.rstrip("0"))
    return max(1.0, min(scale * 10**zeros, largest if scale * int(whole) >= 1000 else 1.0))
