"""Numbers and lists as a reader expects them in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labor.occupations.titles import running as running
from labor.provenance.columns import origin_of
from labor.provenance.origin import Origin
from labor.provenance.text import Live, joined, mark
from labor.terms import FIRST_MAY

_NUMERALS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

#: First year whose wage estimates refer to May; earlier ones refer to the fourth quarter.


def usd(amount: float, status: str = "published") -> str:
    """An amount in US dollars: "$40,350", "$19.40", or "$208,000 or more" when top-coded."""
    cents = amount != round(amount) or amount < 1000
    text = f"${amount:,.2f}" if cents else f"${amount:,.0f}"
    return f"{text} or more" if status == "top_coded" else text


def cell(row: Mapping[str, Any], column: str, form: Callable[[float], str]) -> Live:
    """A number of a result table as `form` writes it, marked with where it comes from."""
    return mark(form(row[column]), origin_of(row, column), float(row[column]))


def size(row: Mapping[str, Any], column: str, form: Callable[[float], str]) -> Live:
    """The same without its sign, where words say the direction."""
    return mark(form(abs(row[column])), origin_of(row, column), float(row[column]))


def pay(row: Mapping[str, Any], column: str) -> Live:
    """An amount of a result table with its status, marked: "$208,000 or more"."""
    return cell(row, column, usd) + (" or more" if row[f"{column}_status"] == "top_coded" else "")


def chosen(text: str, value: float, what: str) -> Live:
    """A number that is set here, such as a level of confidence, marked with what it is."""
    return mark(text, Origin((), f"set by these reports: {what}"), value)


def jobs(number: float) -> str:
    """A number of jobs or openings: "215,500"."""
    return f"{number:,.0f}"


def pct(number: float, digits: int = 1) -> str:
    """A percentage, with a true minus sign: "10.7%", "−3.5%"; never a negative zero."""
    return f"{round(number, digits) + 0.0:.{digits}f}%".replace("-", "−")


def count(number: int) -> str:
    """A small whole number in words: "ten"; digits above twelve."""
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else str(number)


def listing(items: Sequence[str]) -> str:
    """Items as an English list: "a, b and c"."""
    if len(items) < 2:
        return joined("", items)
    return joined(" and ", [joined(", ", items[:-1]), items[-1]])


def when(year: int) -> str:
    """The reference period of a year's wage estimates: "May 2018"."""
    return f"May {year}" if year >= FIRST_MAY else f"the fourth quarter of {year}"


def plural(label: str) -> str:
    """A title for several people: "medical records technicians"; titles in the plural stay."""
    last = label.split()[-1] if label.split() else ""
    if not last.isalpha() or "," in label or last.endswith(("s", "g")):
        return label
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{label[:-1]}ies"
    return f"{label[:-3]}men" if last.endswith("man") else f"{label}s"


def opening(text: str) -> str:
    """A text at the start of a sentence: first letter large."""
    return text[:1].upper() + text[1:]
