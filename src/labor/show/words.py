"""Numbers and labels as the words and figures a reader sees, with where they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from labor.errors import AnalysisError
from labor.occupations.titles import running as running
from labor.provenance.columns import origin_of
from labor.provenance.origin import Origin
from labor.provenance.text import Live, joined, mark, with_marks
from labor.terms import ERROR_OF_ZERO, FIRST_MAY, JOBS_A_YEAR_OF_ZERO, JOBS_OF_ZERO, SHOWN

_NUMERALS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ESTIMATE = " (estimate)"

_AFTER = {"top_coded": " or more", "estimated": ESTIMATE}

#: What a reader sees where there is no number, by status.
NO_NUMBER = {
    "not_available": "not released",
    "withdrawn": "withdrawn by BLS",
    "below_half_percent": "less than 0.5%",
    "not_applicable": "not published",
}


#: What reads badly in a cell: the publisher's word for no requirement, which looks like a
#: missing value, and the word for a group whose occupations ask for different things.
_REWORDED = {"None": "none", "differs by member": "differs by occupation"}


#: Last words of titles that name people, or a thing, in the singular only.
_WITHOUT_PLURAL = frozenset(
    {"clergy", "employment", "equipment", "infantry", "military", "personnel", "police", "staff"}
)
#: A title whose people stand before a preposition: "Appraisers of Real Estate".
_PLURAL_HEAD = re.compile(r".*?[a-rt-z]s (?:for|in|of) ")


#: Letters that follow each other and are written one by one.
_RUN = 3


def dollars(value: float) -> str:
    """Money as printed: whole dollars from $1,000, cents below (hourly pay)."""
    size = abs(value)
    return ("−" if value < 0 else "") + (f"${size:,.0f}" if size >= 1000 else f"${size:,.2f}")


def count(value: float) -> str:
    """A number of jobs or persons."""
    return f"{value:,.0f}".replace("-", "−")


def projected(value: float) -> str:
    """Jobs or openings of a projection, printed in thousands to one decimal."""
    return JOBS_OF_ZERO if value == 0 else count(value)


def a_year_of_ten(value: float) -> str:
    """A tenth of the change in jobs of ten years, which is printed like other jobs."""
    return JOBS_A_YEAR_OF_ZERO if value == 0 else count(value)


def percent(value: float, digits: int = 1) -> str:
    """A percentage with a true minus sign, as the projections print it; never a negative zero."""
    return f"{round(value, digits) + 0.0:.{digits}f}%".replace("-", "−")


def error_percent(value: float) -> str:
    """A relative error as printed; what is printed as 0.0 is below half of the last digit."""
    return ERROR_OF_ZERO if value == 0 else percent(value)


def signed_percent(value: float) -> str:
    """A change in percent, always with its sign."""
    return f"{'+' if round(value, 1) > 0 else ''}{percent(value)}"


def per_hundred(value: float) -> str:
    """A rate per hundred jobs to one decimal."""
    return f"{value:.1f}"


def has_number(row: Mapping[str, Any], name: str) -> bool:
    """Whether a row has a number in a column, going by the status beside it."""
    status = status_of(row, name)
    if status in SHOWN:
        if not _present(row.get(name)):
            raise AnalysisError(
                "A number is missing though its status says there is one",
                where=f"{row.get('role', '')}, column {name}",
                got=f"status {status}",
                next_step="The table does not keep its own description; build it again.",
            )
        return True
    return False


def is_top_coded(row: Mapping[str, Any], name: str) -> bool:
    """Whether BLS printed only that the number is at least this high."""
    return status_of(row, name) == "top_coded"


def say(row: Mapping[str, Any], name: str, form: Callable[[float], str]) -> str:
    """A number in words and figures, with its status.

    Args:
        row: Row of a result table.
        name: Column of the number; its status is in `<name>_status` where there is one.
        form: How to write the number.

    Returns:
        "$40,350", "$239,200 or more", "$34,900 (estimate)", or the reason why there is no number.
        The number is marked with the cells it comes from, as far as the row names them.
    """
    if not has_number(row, name):
        status = status_of(row, name)
        if status not in NO_NUMBER:
            raise AnalysisError(
                "A number has a status that has no words",
                where=f"column {name}_status",
                expected=", ".join(NO_NUMBER),
                got=repr(status),
            )
        words = NO_NUMBER[status]
        return mark(words, origin_of(row, name)) if status == "below_half_percent" else words
    value = float(row[name])
    return mark(form(value), origin_of(row, name), value) + _AFTER.get(status_of(row, name), "")


def cell(row: Mapping[str, Any], column: str, form: Callable[[float], str]) -> Live:
    """A number of a result table as `form` writes it, marked with where it comes from."""
    return mark(form(row[column]), origin_of(row, column), float(row[column]))


def about(row: Mapping[str, Any], column: str) -> Live:
    """Jobs of a projection at the head of a sentence: "About 3,200", "Fewer than 50"."""
    if row[column] == 0:
        return cell(row, column, lambda value: sentence_case(projected(value)))
    return Live(f"About {cell(row, column, projected)}")


def pay(row: Mapping[str, Any], column: str) -> Live:
    """An amount of a result table with its status, marked: "$208,000 or more"."""
    return cell(row, column, dollars) + (_AFTER["top_coded"] if is_top_coded(row, column) else "")


def size(row: Mapping[str, Any], name: str, form: Callable[[float], str]) -> Live:
    """The size of a change, where words say its direction; marked like `say`."""
    value = float(row[name])
    return mark(form(abs(value)), origin_of(row, name), value)


def computed(value: float, form: Callable[[float], str], origin: Origin | None) -> Live:
    """A number that is computed on the way to a sentence, marked with what it is made of.

    Args:
        value: The number.
        form: How to write it.
        origin: Its cells and the rule; None where they are not known.
    """
    return mark(form(value), origin, value)


def counted(number: int, what: str) -> Live:
    """A count, marked with what was counted: "4" of "similar roles"."""
    return mark(str(number), Origin((), f"count of {what}"), number)


def chosen(text: str, value: float, what: str) -> Live:
    """A number that these reports set, such as a threshold, marked with what it is."""
    return mark(text, Origin((), f"set by these reports: {what}"), value)


def on_scale(text: str, value: float) -> Live:
    """An amount on the scale of a drawing, which is no figure of its own."""
    return mark(text, Origin((), "scale of the drawing"), value)


def quoted(text: str, source: str) -> Live:
    """Text with numbers that was written by people, marked with where it stands."""
    return mark(text, Origin((), f"quoted from {source}"))


def median_pay(row: Mapping[str, Any]) -> str:
    """The median by the year, or by the hour where only that is published."""
    return pay_at(row, "median")


def hourly_pay(row: Mapping[str, Any]) -> str:
    """The median by the hour; by the year, and so said, where only that is published."""
    if has_number(row, "median_hourly_usd") or not has_number(row, "median_annual_usd"):
        return say(row, "median_hourly_usd", dollars)
    return say(row, "median_annual_usd", dollars) + " a year"


def pay_at(row: Mapping[str, Any], statistic: str, form: Callable[[float], str] = dollars) -> str:
    """A statistic of pay by the year; by the hour, and so said, where only that is published.

    Args:
        row: Row of a pay table.
        statistic: "median", "mean" or a percentile such as "p10".
        form: How to write an amount of a year.
    """
    annual, hourly = f"{statistic}_annual_usd", f"{statistic}_hourly_usd"
    if has_number(row, annual) or not has_number(row, hourly):
        return say(row, annual, form)
    return say(row, hourly, dollars) + " an hour"


def middle_half(row: Mapping[str, Any]) -> str:
    """What the middle half earn by the year, or by the hour; empty where an end is no number."""
    for unit, after in (("annual", ""), ("hourly", " an hour")):
        low, high = f"p25_{unit}_usd", f"p75_{unit}_usd"
        if has_number(row, low) and has_number(row, high):
            return between(row, low, high, dollars) + after
    return ""


def between(row: Mapping[str, Any], low: str, high: str, form: Callable[[float], str]) -> str:
    """Two ends of a range in words: "$32,070 to $52,730"; an estimate is marked once."""
    first, last = say(row, low, form), say(row, high, form)
    if first == last:
        return first
    if last.endswith(ESTIMATE):
        first = without_estimate(first)
    return Live(f"{first} to {last}")


def without_estimate(text: str) -> str:
    """A number without the word that it is estimated, where that is said beside it."""
    return without_ending(text, ESTIMATE)


def without_ending(text: str, ending: str) -> str:
    """A text without its last words; its numbers keep where they come from."""
    return Live(with_marks(text).removesuffix(ending))


def status_of(row: Mapping[str, Any], name: str) -> str:
    """The status of a number; a column without a status beside it is as complete as it looks."""
    without = "published" if _present(row.get(name)) else "not_applicable"
    return row.get(f"{name}_status", without)


def when(year: int) -> str:
    """The reference period of a year's wage estimates: "May 2018"."""
    return f"May {year}" if year >= FIRST_MAY else f"the fourth quarter of {year}"


def period(year: int) -> str:
    """The same in a heading or a cell, without its article: "May 2018", "fourth quarter 2001"."""
    return f"May {year}" if year >= FIRST_MAY else f"fourth quarter {year}"


def price_months(year: int) -> str:
    """The months whose prices the pay of a year is measured with."""
    return f"May {year}" if year >= FIRST_MAY else f"October to December {year}"


def place(area_title: str) -> str:
    """An area's name in a heading."""
    return "United States" if area_title == "U.S." else area_title


#: Areas whose names have an article inside a sentence.
WITH_ARTICLE = ("United States", "District of Columbia", "Virgin Islands")


def the_place(area_title: str) -> str:
    """An area's name inside a sentence, with the article that it has: "the United States"."""
    name = place(area_title)
    return f"the {name}" if name in WITH_ARTICLE else name


def survey_of(area_title: str) -> str:
    """Where a figure of pay stands, in short: "BLS, OEWS, national table"."""
    return f"BLS, OEWS, {'national' if area_title == 'U.S.' else place(area_title)} table"


def are(is_in_force: bool) -> str:
    """The verb of a projection: "are" for the newest one, "were" for one it has replaced."""
    return "are" if is_in_force else "were"


def change(row: Mapping[str, Any], name: str) -> str:
    """What jobs are projected to do: "grow by 7.1%", "fall by 4.9%", "stay the same".

    Args:
        row: Row of an outlook table.
        name: Column of the change in percent.
    """
    shown = round(float(row[name]), 1)
    if shown == 0:
        return "stay the same"
    return f"{'grow' if shown > 0 else 'fall'} by {size(row, name, percent)}"


def handbook_term(row: Mapping[str, Any], known: str = "") -> str:
    """What the Handbook calls a growth, as a sentence; empty where that is not known.

    Args:
        row: Row of an outlook table.
        known: How it is known, to stand in brackets.
    """
    phrase, after = growth_phrase(row), f" ({known})" if known else ""
    if not phrase:
        return ""
    if row["growth_phrase_basis"] in ("floor", "ambiguous"):
        return f"What the Handbook calls that is open: {phrase}{after}."
    return f"The Handbook calls that “{phrase}”{after}."


def growth_phrase(row: Mapping[str, Any]) -> str:
    """The Handbook's phrase for a growth, in running text; empty where it is not known."""
    phrase = row.get("growth_phrase")
    if not isinstance(phrase, str) or phrase == "not known":
        return ""
    return f"{phrase[:1].lower()}{phrase[1:]}"


def openings_rate(row: Mapping[str, Any]) -> str:
    """Openings for every hundred jobs; empty where there is no such number."""
    if not has_number(row, "openings_per_100_jobs") or row["openings_per_100_jobs"] == 0:
        return ""
    return say(row, "openings_per_100_jobs", per_hundred) + " for every 100 jobs"


def requirement(row: Mapping[str, Any], name: str) -> str:
    """What an occupation asks of newcomers, in the publisher's categories."""
    text = row.get(name)
    if not _present(text) or not text:
        return NO_NUMBER["not_applicable"]
    return mark(_REWORDED.get(text, str(text)), origin_of(row, name))


def span(base: int, target: int) -> str:
    """The years of a projection, as their publisher names it: "2018-28"."""
    return f"{base}-{target % 100:02d}"


def sentence_case(text: str) -> str:
    """The text with a capital first letter and everything else as it was, its marks too."""
    marked = with_marks(text)
    if not marked[:1].isalpha():
        return text  # it begins with a figure, marked or not
    changed = marked[:1].upper() + marked[1:]
    return Live(changed) if isinstance(text, Live) else changed


def groups(letters: str) -> str:
    """The letters of the groups that a row is in, runs of them in short: "a–e g" for "abcdeg"."""
    runs: list[str] = []
    for letter in letters:
        if runs and ord(letter) == ord(runs[-1][-1]) + 1:
            runs[-1] += letter
        else:
            runs.append(letter)
    return " ".join(f"{run[0]}–{run[-1]}" if len(run) > _RUN else run for run in runs)


def several(number: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 role", "4 roles"."""
    things = one if number == 1 else many or one + "s"
    return counted(number, many or one + "s") + f" {things}"


def of_all(number: int, total: int, one: str) -> str:
    """A part of a number of things: "all 4 roles", "both roles", "3 of 4 roles"."""
    if number == total:
        return f"both {one}s" if total == 2 else f"all {counted(total, f'{one}s')} {one}s"
    part = counted(number, f"those among the {one}s") if number else "none"
    return Live(f"{part} of {several(total, one)}")


def listed(parts: Sequence[str]) -> str:
    """Parts as a spoken list: "a, b and c"."""
    return joined(" and ", [joined(", ", parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def listed_names(names: Sequence[str]) -> str:
    """Names as a list, divided by semicolons if one of them has a comma or an "and" inside.

    Args:
        names: Names, such as "cashiers" or "nurse anesthetists, nurse midwives, and others".
    """
    if len(names) < 2 or not any("," in name or " and " in name for name in names):
        return listed(names)
    return f"{joined('; ', names[:-1])}; and {names[-1]}"


def plural(label: str) -> str:
    """A title for several people: "medical records technicians"; titles in the plural stay."""
    last = label.split()[-1] if label.split() else ""
    if not last.isalpha() or "," in label or last.endswith(("s", "g", "men")):
        return label
    if last.casefold() in _WITHOUT_PLURAL or _PLURAL_HEAD.match(label):
        return label
    if last.endswith(("ch", "sh", "x")):
        return f"{label}es"
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{label[:-1]}ies"
    return f"{label[:-3]}men" if last.endswith("man") else f"{label}s"


def people(title: str) -> str:
    """Those who work in an occupation, in running text: "medical records technicians"."""
    return plural(running(title))


def aside(name: str) -> str:
    """A name inside a sentence that goes on: what it leaves out ends with a comma."""
    return f"{name}," if ", except " in name else name


def divided(number: int, what: str) -> str:
    """Into how many parts: "between two codes", "among three codes".

    Args:
        number: Number of parts.
        what: What they are, in the plural.
    """
    return f"{'between' if number == 2 else 'among'} {numeral(number)} {what}"


def numeral(number: int) -> str:
    """A small whole number in words: "ten"; digits above twelve."""
    return _NUMERALS[number] if 0 <= number < len(_NUMERALS) else str(number)


def _present(value: Any) -> bool:
    return bool(pd.notna(value))
