"""Numbers, and words on growth, in a sentence that can be claims on pay, growth or jobs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

#: Money: "$40,350", "US$ 19.40", "$40k", "$1.2 million"; "35,000 dollars"; "45k".
_DOLLARS = re.compile(
    r"(?:US)?\$\s?(?P<n>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<scale>\s?(?:k|K|thousand|million|billion)\b)?"
    r"|(?<![\w.,$])(?P<n2>\d{1,3}(?:,\d{3})+|\d{2,6}(?:\.\d\d?)?)(?P<dollars>\s+dollars\b)"
    r"|(?<![\w.,$-])(?P<n3>\d{2,3}(?:\.\d+)?)(?P<k>[kK])\b"
)
#: A percentage: "11%", "-3.1 percent", "9 per cent".
_PERCENT = re.compile(
    r"(?<![\w.,$])(?P<sign>[-−–]\s?)?(?P<n>\d{1,3}(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)", re.I
)
#: A count: "215,500", "2.6 million"; not "15,000 miles".
_COUNT = re.compile(
    r"(?<![\w.,$])(?:(?P<n>\d{1,3}(?:,\d{3})+)|(?P<m>\d+(?:\.\d+)?)\s(?P<scale>million|thousand))"
    r"(?!\s?(?:%|percent|dollars|hours|miles))\b",
    re.I,
)
#: A growth in words: "by nearly a tenth", "by half", "by one-third"; not "by a quarter of".
_FRACTION = re.compile(
    r"\bby\s+(?:(?:about|around|roughly|nearly|almost|over|more\s+than|just\s+(?:over|under))\s+)?"
    r"(?P<words>half|(?:a|one)[\s-](?P<part>third|quarter|fifth|tenth))\b(?!\s+of\b)",
    re.I,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
#: A part in words stands for itself and a tenth more or less, "a tenth" for 9% to 11%; half of
#: the step counts.
_ROUGH = 0.2
#: Words on growth: "much faster than the national average", "about as fast as average",
#: "well above average", "little or no change".
_PHRASE = re.compile(
    r"(?:\bmuch\s+|\bfar\s+)?\b(?:faster|quicker|higher|greater|better|stronger|slower|lower|"
    r"more\s+slowly|more\s+quickly)\s+than\s+(?:the\s+)?(?:(?:national|overall)\s+)?average\b"
    r"|\b(?:about\s+)?as\s+(?:fast|quickly)\s+as\s+(?:the\s+)?(?:(?:national|overall)\s+)?average\b"
    r"|\b(?:well\s+)?(?:above|below)[\s-](?:the\s+)?average\b"
    r"|\blittle\s+(?:or|to)\s+no\s+(?:change|growth)\b",
    re.I,
)
#: What makes a sentence one on growth rather than on something else: "growing", "outlook".
_PHRASE_WORDS = re.compile(r"\b(?:grow\w*|outlook|projected|employment|demand|jobs?)\b", re.I)
#: Words before a phrase that settle it is of growth: "is projected to grow faster than".
_GROWTH_BEFORE = re.compile(r"\b(?:grow\w*|outlook|projected)\b", re.I)
#: Pay that a phrase may be of: "their wages are higher than average".
_PAY_NOUNS = re.compile(r"\b(?:pay|wages?|salar(?:y|ies)|earn\w*)\b", re.I)
#: What makes a sentence one on pay: "a median of", "earned", "paid about", "start at".
_PAY_WORDS = re.compile(
    r"\b(?:median|mean|average|averaged|salar(?:y|ies)|wages?|pay|pays|earn\w*|makes?|made|making|"
    r"income|compensation|paychecks?|paid\s+(?:a|an|about|around|at)\b|start(?:s|ed|ing)?\s+at\b)",
    re.I,
)
#: Money that is not pay, in the words just before or behind the number: "a fee of", "tuition".
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
#: What makes a percentage one of growth: "will lose 26 percent of their jobs", "shrinking".
_GROWTH_WORDS = re.compile(
    r"\b(?:los(?:e|es|ing|t)\b[^.;]{0,30}\bjobs|grow|grows|growth|growing|grew|outlook|projected|projections?|demand|employment|"
    r"decline[sd]?|declining|shrink\w*|increase[sd]?|expand\w*|decrease[sd]?|fall|drop)\b",
    re.I,
)
#: Growth of pay, which is not looked at: "wages for nurses rose".
_PAY_GROWTH = re.compile(
    r"\b(?:pay|wages?|salar(?:y|ies)|earnings|raises?)\s+(?:\w+\s+){0,3}?"
    r"(?:grew|grow|growth|rose|rise|increase[sd]?|fell|fall|declined?|dropped)\b",
    re.I,
)
#: Before a percentage that is a part of the people: "the highest paid 10 percent".
_RANK = re.compile(
    r"\b(?:lowest|highest|top|bottom|best|worst)(?:[-\s](?:paid|earning))?\s+$", re.I
)
#: Behind a percentage that is a share: "12 percent of nurses", "40% work in hospitals"; not
#: "26 percent of their jobs", which are lost.
_SHARE = re.compile(
    r"\s*(?:of\b(?!\s+(?:its|their)\s+jobs)|more\b|less\b|are\b|were\b|work\b|earned\b|in\s+(?:hospitals|offices))",
    re.I,
)
#: Verbs and nouns of a decline, "is expected to shrink", and of a rise, "will add".
_DECLINE = re.compile(
    r"\b(?:declin\w*|shrink\w*|shrank|fall|falls|falling|fell|drop\w*|decreas\w*|los[es]\w*)\b",
    re.I,
)
_RISE = re.compile(r"\b(?:grow\w*|grew|increas\w*|ris\w+|rose|expand\w*|gain\w*|add\w*)\b", re.I)
#: Words right before a number that make it a limit or a rough one: "more than", "~", "about".
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
#: The same behind it: "$239,200 or more", "$100,000+".
_OR_MORE = re.compile(r"\s*(?:\+|or more\b|or higher\b|and up\b)", re.I)
#: "194,500 openings", "vacancies".
_OPENING = re.compile(r"\b(?:openings?|vacanc(?:y|ies))\b", re.I)
#: New jobs, behind the number, "new health care jobs", or before it, "will add some ",
#: "employment change, 2012-22: ".
_NEW = re.compile(
    r"\b(?:new|additional|extra|more)\s+(?:\w+\s+){0,3}(?:jobs?|positions?)\b|"
    r"\b(?:add(?:s|ed|ing)?|additional)\s+(?:[a-z]+\s+){0,3}$|"
    r"\b(?:employment\s+change|increase\s+in\s+(?:the\s+number\s+of\s+)?)[^.;$%]{0,40}$",
    re.I,
)
#: Behind a count of jobs: "215,500 jobs", "people worked as".
_PEOPLE = re.compile(r"\b(?:jobs?|positions?|workers?|people|employed|were|worked)\b", re.I)
#: Before a count of jobs: "held about", "the survey counted", "there will be".
_HOLDING_JOBS = re.compile(
    r"\b(?:held|employ\w*|numbered|counted|total(?:ed|s)?|"
    r"there\s+(?:are|were|(?:will|would|should|may|could)\s+be))\b[^.;]{0,60}$",
    re.I,
)
_SCALE = {"k": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9}
#: A label before a count: "Number of jobs, 2018: ", "Openings: ".
_LABELLED = re.compile(r"\b(?P<what>jobs|employment|openings)\b[^.;:]{0,30}:\s*$", re.I)
#: Somebody's own staff, not an occupation: "the hospital employs".
_STAFF = re.compile(
    r"\b(?:company|firm|business|hospital|clinic|school|university|employer)\s+(?:\w+\s+){0,2}?"
    r"(?:employ\w*|has|had|hired?|hires)\b",
    re.I,
)
#: Where what a count is of ends: "; ", ", and ".
_CLAUSE = re.compile(r"[;]|,\s(?:and|but|while)\s")
#: Jobs and openings are claims from here on; smaller numbers count other things.
_SMALLEST_COUNT = 100

#: Words on growth by the category of the Handbook that they stand for: "little or no change",
#: "much higher", "far more quickly", "as quickly as", "below", "above", "declining".
_CATEGORIES = (
    ("little_change", r"little (?:or|to) no"),
    ("much_faster", r"(?:much|far|well) (?:faster|quicker|higher|greater|better|stronger|above)"),
    ("much_faster", r"(?:much|far) more quickly"),
    ("as_fast", r"as (?:fast|quickly) as"),
    ("slower", r"(?:slower|lower|below|more slowly)"),
    ("faster", r"(?:faster|quicker|higher|greater|better|stronger|above|more quickly)"),
    ("decline", r"declin"),
)
#: Words that the Handbook puts in or leaves out without another meaning: "than the average for
#: all occupations" is "than average".
_IDLE = re.compile(r"\b(?:the|about|national|overall|all|occupations|for)\b")


@dataclass(frozen=True)
class FoundNumber:
    """A number in a sentence, or words on growth, that can be a claim.

    Args:
        start: Place of its first character in the sentence.
        end: Place behind its last one.
        printed: As printed.
        kind: See `claims.Claim`.
        value: US dollars, percent or jobs; NaN for words.
        step: Half of it is as far as rounding could have moved the number.
        hedge: "about", "over", "under", "at least" or empty.
    """

    start: int
    end: int
    printed: str
    kind: str
    value: float
    step: float
    hedge: str = ""


def numbers(text: str, without_titles: str = "") -> list[FoundNumber]:
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


def category_of(words: str) -> str:
    """The category of growth that words stand for, see `phrases.CATEGORIES`.

    Args:
        words: "much higher than average", "Faster than average" ...

    Returns:
        The category, empty if the words are of none.
    """
    plain = _plain(words)
    return next((name for name, form in _CATEGORIES if re.search(rf"\b{form}", plain)), "")


def same_words(words: str, phrase: str) -> bool:
    """Whether words are the Handbook's, apart from "the" and "about".

    Args:
        words: Words on growth as an article has them.
        phrase: The Handbook's words.
    """
    return _bare(words) == _bare(phrase)


def _pay(text: str, without_titles: str) -> list[FoundNumber]:
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
        found.append(_number(text, match, "pay", value, _step(digits, scale, 1000)))
    return found


def _growth(text: str) -> list[FoundNumber]:
    if not _GROWTH_WORDS.search(text) or _PAY_GROWTH.search(text):
        return []
    found = []
    for match in _PERCENT.finditer(text):
        if _RANK.search(text[: match.start()]) or _SHARE.match(text, match.end()):
            continue
        value = float(match["n"])
        negative = bool(match["sign"]) or _declines(text, match)
        step = 0.1 if "." in match["n"] else 1.0
        found.append(_number(text, match, "growth", -value if negative else value, step))
    return found


def _fractions(text: str) -> list[FoundNumber]:
    if not _GROWTH_WORDS.search(text) or _PAY_GROWTH.search(text):
        return []
    found = []
    for match in _FRACTION.finditer(text):
        value = 100 / _PARTS.get((match["part"] or "").lower(), 2)
        value = -value if _declines(text, match) else value
        start, end = match.span("words")
        hedge = _hedge(text[:start])
        found.append(
            FoundNumber(start, end, match["words"], "growth", value, abs(value) * _ROUGH, hedge)
        )
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


def _counts(text: str) -> list[FoundNumber]:
    found = []
    for match in _COUNT.finditer(text):
        digits = match["n"] or match["m"]
        scale = _SCALE.get((match["scale"] or "").lower(), 1)
        value = float(digits.replace(",", "")) * scale
        kind = _kind_of_count(text, match)
        if kind and value >= _SMALLEST_COUNT:
            step = _step(digits, scale, 10 ** max(0, math.floor(math.log10(value)) - 1))
            found.append(_number(text, match, kind, value, step))
    return found


def _kind_of_count(text: str, match: re.Match[str]) -> str:
    before, behind = text[: match.start()], text[match.end() : match.end() + 60]
    if _STAFF.search(before):
        return ""
    near = _CLAUSE.split(behind)[0]
    if _NEW.match(near.lstrip()) or _NEW.search(before[-80:]):
        return "new_jobs"
    if labelled := _LABELLED.search(before):
        return "openings" if labelled["what"].lower() == "openings" else "jobs"
    if _OPENING.search(near) or _OPENING.search(before[-50:]):
        return "openings"
    if _PEOPLE.search(near) or _HOLDING_JOBS.search(before):
        return "jobs"
    return ""


def _phrases(text: str) -> list[FoundNumber]:
    if not _PHRASE_WORDS.search(text):
        return []
    found = []
    for match in _PHRASE.finditer(text):
        about_pay = _PAY_NOUNS.search(text)
        about_growth = _GROWTH_BEFORE.search(text[: match.start()])
        if about_growth or not about_pay:
            found.append(_number(text, match, "phrase", math.nan, 0))
    return found


def _number(text: str, match: re.Match[str], kind: str, value: float, step: float) -> FoundNumber:
    hedge = _hedge(text[: match.start()])
    if _OR_MORE.match(text, match.end()):
        hedge = "at least"
    return FoundNumber(match.start(), match.end(), match.group().strip(), kind, value, step, hedge)


def _hedge(before: str) -> str:
    return next((name for name, pattern in _HEDGES if pattern.search(before)), "")


def _step(digits: str, scale: float, largest: float) -> float:
    """The last place that is not a zero, as far as a number can have been rounded to it."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    last: float
    if decimals:
        last = scale / 10 ** len(decimals)
        return last
    last = scale * 10 ** (len(whole) - len(whole.rstrip("0")))
    return max(1.0, min(last, largest if scale * int(whole) >= 1000 else 1.0))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _bare(words: str) -> str:
    return " ".join(_IDLE.sub("", _plain(words)).split())
