"""The numbers of a page held against the tables, each by its own cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from labor.errors import LaborError
from labor.provenance.origin import REAL_PAY, Origin
from labor.provenance.reading import Number
from labor.provenance.rules import Reader, reckon

#: How far a value in a page, which has ten digits, may be from the number made again.
_CLOSE = 1e-8

_DIGITS = re.compile(r"([+−-]?)\$?(\d[\d,]*)(?:\.(\d+))?")


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


def mismatches(numbers: Iterable[Number], reader: Reader) -> list[Mismatch]:
    """The numbers of a page that the tables do not give.

    Args:
        numbers: Numbers with their origins.
        reader: Looks cells up.

    Returns:
        A mismatch for each number that differs, or whose cells cannot be found.
    """
    return [found for number in numbers if (found := _mismatch(number, reader)) is not None]


def _mismatch(number: Number, reader: Reader) -> Mismatch | None:
    if not number.value:
        return None
    try:
        value = float(number.value)
        origin = Origin.read(number.addresses, number.by)
        again = reckon(origin, reader) if origin.cells else value
    except (LaborError, ValueError) as error:
        return _differs(number, f"a number that can be made again ({str(error).splitlines()[0]})")
    if not math.isclose(value, again, rel_tol=_CLOSE, abs_tol=_CLOSE):
        return _differs(number, f"{again:.10g}", f"{number.text} (value {number.value})")
    if not reads_as(number.text, again, tens=number.by == REAL_PAY):
        return _differs(number, f"{again:.10g} in its digits")
    return None


def _differs(number: Number, expected: str, got: str = "") -> Mismatch:
    return Mismatch(number.where, expected, got or number.text, _words(number))


def _words(number: Number) -> str:
    return f"{number.by}: {number.addresses}" if number.addresses else number.by


def reads_as(text: str, value: float, *, tens: bool = False) -> bool:
    """Whether a written number is a value, rounded as far as it is written.

    A text without a sign can be the size of a change.

    Args:
        text: "$40,350", "−3.5%", "15.9".
        value: The exact number.
        tens: Whether whole amounts are rounded to ten, as the agency does with yearly pay.
    """
    found = _DIGITS.search(text)
    if found is None:
        return False
    sign, whole, part = found[1], found[2].replace(",", ""), found[3] or ""
    written = whole + (f".{part}" if part else "")
    if (sign in ("−", "-") and value > 0) or (sign == "+" and value < 0):
        return False
    digits = -1 if tens and not part else len(part)
    return written == f"{round(abs(value), digits):.{len(part)}f}"
