"""A page held against the tables, number by number, and against the same page made anew."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from labor.errors import LaborError
from labor.provenance.origin import AT_NATIONAL_PRICES, REAL_PAY, REAL_PAY_OF_QUARTER, Origin
from labor.provenance.pages import Page, PagePart
from labor.provenance.reading import Number
from labor.provenance.rules import CellTables, compute, unit_of
from labor.provenance.text import printable
from labor.terms import ERROR_OF_ZERO, JOBS_A_YEAR_OF_ZERO, JOBS_OF_ZERO

#: How far a value in a page, which has ten digits, may be from the number made again.
_CLOSE = 1e-8

#: The exact value of a number as pages have it: "40350", "-3.5", "1e+16".
_VALUE = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?(?:e[+-]\d{1,3})?", re.ASCII)
#: A number as pages write it: "$40,350", "−3.5%", "+15.9".
_WRITTEN = re.compile(
    r"(?P<sign>[+−-]?)(?P<dollar>\$?)(?P<number>\d[\d,]{0,20}(?:\.(?P<part>\d{1,10}))?)(?P<percent>%?)",
    re.ASCII,
)
#: What is written for a number that is printed as zero, and its unit.
_OF_ZERO = {ERROR_OF_ZERO: "%", JOBS_OF_ZERO: "", JOBS_A_YEAR_OF_ZERO: ""}
_UNITS = {"$": "in dollars", "%": "in percent", "": "without a sign of a unit"}

#: Rules whose whole amounts are rounded to ten, as the agency does with yearly pay.
TO_TENS = (AT_NATIONAL_PRICES, REAL_PAY, REAL_PAY_OF_QUARTER)

#: How much of a long text is shown around the first difference.
_AROUND = 40
#: So many parts of two pages are aligned with each other, multiplied; beyond, they are compared
#: in their order: a page made to be slow must not keep anybody waiting.
_ALIGNED = 50_000_000


@dataclass(frozen=True)
class Mismatch:
    """Something in a page that is not what the tables or a page made anew have.

    Args:
        where: Its place in the page, in words.
        expected: What the tables, or the page made anew, have.
        got: What the page has.
        origin: The cells of a number; empty for anything else.
    """

    where: str
    expected: str
    got: str
    origin: str = ""


def mismatches(numbers: Iterable[Number], tables: CellTables) -> list[Mismatch]:
    """The numbers of a page that the tables do not give.

    Args:
        numbers: Numbers with their cells.
        tables: Where cells are looked up.

    Returns:
        A mismatch for each number that differs in its value, its digits or its unit, whose words
        on its origin are not those of its cells, or whose cells cannot be found.
    """
    return [found for number in numbers if (found := _mismatch(number, tables)) is not None]


def _mismatch(number: Number, tables: CellTables) -> Mismatch | None:
    try:
        origin = Origin.read(number.addresses, number.by)
        again = compute(origin, tables)
    except LaborError as error:
        return _differs(number, f"a number that can be made again ({str(error).splitlines()[0]})")
    if not _is_value(number.value, again):
        return _differs(number, f"{again:.10g}", f"{number.text} (value {number.value})")
    if not reads_as(number.text, again, unit_of(origin), tens=number.by in TO_TENS):
        unit = _UNITS[unit_of(origin)]
        return _differs(number, f"{again:.10g} in its digits, {unit}")
    if number.title not in ("", origin.words):
        return _differs(number, origin.words, number.title)
    return None


def _differs(number: Number, expected: str, got: str = "") -> Mismatch:
    cells = f"{number.by}: {number.addresses}" if number.addresses else number.by
    return _cleaned(number.where, expected, got or number.text, cells)


def _cleaned(*texts: str) -> Mismatch:
    """A mismatch whose texts, which stood in a page, are fit for a terminal."""
    return Mismatch(*map(printable, texts))


def _is_value(text: str, value: float) -> bool:
    """Whether the exact value in a page is that of a number made again."""
    if not _VALUE.fullmatch(text):
        return False
    return math.isclose(float(text), value, rel_tol=_CLOSE, abs_tol=_CLOSE)


def reads_as(text: str, value: float, unit: str, *, tens: bool = False) -> bool:
    """Whether a written number is a value, rounded as far as it is written.

    A text without a sign can be the size of a change.

    Args:
        text: "$40,350", "−3.5%", "15.9".
        value: The exact number.
        unit: The sign of its unit: "$", "%" or "".
        tens: Whether whole amounts are rounded to ten, as the agency does with yearly pay.
    """
    if text.lower() in _OF_ZERO:
        return value == 0 and unit == _OF_ZERO[text.lower()]
    found = _WRITTEN.fullmatch(text)
    if found is None or found["dollar"] + found["percent"] != unit:
        return False
    if (found["sign"] in ("−", "-") and value > 0) or (found["sign"] == "+" and value < 0):
        return False
    decimals = len(found["part"] or "")
    digits = -1 if tens and not decimals else decimals
    return found["number"] == f"{round(abs(value), digits):,.{decimals}f}"


def differences(page: Page, again: Page) -> list[Mismatch]:
    """What a page has otherwise than the same page made anew.

    Args:
        page: The page in question.
        again: The page made anew.

    Returns:
        The differences in the order of the page; none only if the two are the same character
        for character.

    Raises:
        ReportError: A page cannot be read to its end.
    """
    if page.text == again.text:
        return []
    return [*_compared(page.parts, again.parts)] or [_in_source(page.text, again.text)]


def _compared(one: list[PagePart], other: list[PagePart]) -> Iterator[Mismatch]:
    for got, expected in _aligned(one, other):
        if (
            got is None
            or expected is None
            or got.name != expected.name
            or got.kind != expected.kind
        ):
            yield _cleaned(_place(got or expected), _shown(expected), _shown(got))
        elif got.text != expected.text:
            yield _cleaned(_place(got), *around_difference(expected.text, got.text))


def _aligned(
    one: list[PagePart], other: list[PagePart]
) -> Iterator[tuple[PagePart | None, PagePart | None]]:
    """The parts of two pages beside each other, but for those that are surely the same."""
    if len(one) == len(other):
        yield from zip(one, other, strict=True)
        return
    first = _common(one, other)
    last = min(_common(one[::-1], other[::-1]), len(one) - first, len(other) - first)
    one, other = one[first : len(one) - last], other[first : len(other) - last]
    if len(one) * len(other) > _ALIGNED:
        yield from zip_longest(one, other)
        return
    keys = [[_key(part) for part in parts] for parts in (one, other)]
    blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()
    for kind, i, j, k, m in blocks:
        if kind != "equal":
            yield from zip_longest(one[i:j], other[k:m])


def _common(one: list[PagePart], other: list[PagePart]) -> int:
    """How many parts two pages have alike at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    alike = min(len(one), len(other))
    return next((n for n, (a, b) in pairs if _key(a) != _key(b)), alike)


def _key(part: PagePart) -> tuple[str, str, str]:
    """What two parts are compared by."""
    return part.kind, part.name, part.text


def _place(part: PagePart | None) -> str:
    if part is None:
        return "page"
    what = {"attribute": f"attribute {part.name}"}.get(part.kind, part.kind)
    return f"{part.where}, {what}"


def _shown(part: PagePart | None) -> str:
    if part is None:
        return "nothing"
    text = part.text if len(part.text) <= 2 * _AROUND else f"{part.text[: 2 * _AROUND]}..."
    return f"{part.kind} {part.name} {text}".strip()


def around_difference(expected: str, got: str) -> tuple[str, str]:
    """Both texts around their first difference.

    Args:
        expected: One text.
        got: The other.
    """
    at = next(
        (n for n, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b),
        min(len(expected), len(got)),
    )
    start, end = max(0, at - _AROUND), at + _AROUND

    def cut(text: str) -> str:
        return f"{'...' if start else ''}{text[start:end]}{'...' if len(text) > end else ''}"

    return cut(expected), cut(got)


def _in_source(page: str, again: str) -> Mismatch:
    """A difference that only the source of the pages shows, such as another way to quote."""
    lines = zip_longest(page.splitlines(), again.splitlines(), fillvalue="")
    for number, (got, expected) in enumerate(lines, start=1):
        if got != expected:
            return _cleaned(f"line {number} of the file", *around_difference(expected, got))
    return Mismatch("end of the file", "the same line ends", "other line ends")
