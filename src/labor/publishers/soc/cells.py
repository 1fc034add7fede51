"""Columns of classification workbooks: codes, titles with marks, flags, each checked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from labor.errors import ParseError
from labor.publishers.reading.cells import Cell, Origin, split_marks, texts
from labor.publishers.soc.layouts import Field

CODE = re.compile(r"\d\d-\d{4}")
ONET_CODE = re.compile(r"\d\d-\d{4}\.\d\d")
#: Marks behind titles of the crosswalks: (#) and * the occupation on this side was split,
#: (##) and ** the one on this side takes in several.
_MARKED = re.compile(r"(?=.*[A-Za-z])([^#*]*[^#*\s(])\s*(\(##?\)|\*\*?)?")
#: Level of a code by its column in a structure, with the form of its codes.
_LEVELS = {
    "major_code": ("major", re.compile(r"\d\d-0000")),
    "minor_code": ("minor", re.compile(r"\d\d-(?!0000)\d\d00")),
    "broad_code": ("broad", re.compile(r"\d\d-\d\d[1-9]0")),
    "detailed_code": ("detailed", re.compile(r"\d\d-\d{3}[1-9]")),
}


def read_column(field: Field, cells: list[Cell], origin: Origin, heading: str) -> dict[str, object]:
    """Read one column as its field says.

    Args:
        field: What the column is.
        cells: Its cells, top to bottom.
        origin: Where the first cell stands.
        heading: Heading as printed, for messages.

    Returns:
        The column by its name and, for numbers and marked titles, its marks.

    Raises:
        ParseError: A cell does not have the form of the field.
    """
    if field.form == "number":
        values, marks = split_marks(cells, frozenset(), origin, heading)
        shown = [""] * len(cells) if marks is None else list(marks)
        return {field.name: values, f"{field.name}_mark": pd.array(shown, dtype="str")}
    found = texts(cells)
    if field.form == "marked_title":
        _check(
            found, _MARKED.fullmatch, "a title, perhaps with (#), (##), * or **", origin, heading
        )
        parts = [_MARKED.fullmatch(text).groups(default="") for text in found]
        titles, marks = zip(*parts, strict=True) if parts else ((), ())
        return {
            field.name: pd.array(titles, dtype="str"),
            f"{field.name}_mark": pd.array(marks, dtype="str"),
        }
    test, expected = _form(field.form)
    _check(found, test, expected, origin, heading)
    if field.form == "census_code":
        found = [text.zfill(4) for text in found]
    return {field.name: pd.array(found, dtype="str")}


def single_code_column(columns: dict[str, list[Cell]], origin: Origin) -> dict[str, list[Cell]]:
    """Put the four columns of codes of a structure into one, with the level beside it.

    Args:
        columns: Cells by field: a column of codes for each level, and the titles.
        origin: Where the first row stands.

    Returns:
        Cells of `code`, `level` and `title`.

    Raises:
        ParseError: A row has no code, several codes, a code of another level than its
            column's, or a code that was there before.
    """
    grid = {name: texts(columns[name]) for name in _LEVELS}
    codes: list[Cell] = []
    levels: list[Cell] = []
    seen: set[str] = set()
    for index, row in enumerate(zip(*grid.values(), strict=True)):
        filled = [(name, code) for name, code in zip(grid, row, strict=True) if code]
        name, code = filled[0] if len(filled) == 1 else ("", "; ".join(c for _, c in filled))
        level, form = _LEVELS.get(name, ("", None))
        if form is None or not form.fullmatch(code) or code in seen:
            raise ParseError(
                "A row of the structure does not have one new code of its column's level",
                where=origin.at(index),
                expected="one code: 11-0000 major, 11-1000 minor, 11-1010 broad, 11-1011 detailed",
                got=f"{code or 'no code'}{f' in the column of {level} codes' if level else ''}",
            )
        seen.add(code)
        codes.append(code)
        levels.append(level)
    return {"code": codes, "level": levels, "title": columns["title"]}


def _form(form: str) -> tuple[Callable[[str], object], str]:
    forms: dict[str, tuple[Callable[[str], object], str]] = {
        "code": (CODE.fullmatch, "a code as 29-2072"),
        "onet_code": (ONET_CODE.fullmatch, "a code as 29-2072.00"),
        "census_code": (re.compile(r"\d{1,4}").fullmatch, "a Census code of up to four digits"),
        "profile_code": (
            re.compile(r"[A-Z]\d{3}|[—–-]?").fullmatch,
            "a profile as B196, a dash or an empty cell",
        ),
        "title": (re.compile("[A-Za-z]").search, "a title"),
        "text": (lambda text: True, "any text"),
        "flag": (lambda text: text.lower() in ("", "x"), "x or an empty cell"),
    }
    if form in forms:
        return forms[form]
    words = form.split("|")
    return (lambda text: text.lower() in words), f"one of: {', '.join(words)}"


def _check(
    found: list[str], test: Callable[[str], object], expected: str, origin: Origin, heading: str
) -> None:
    good: dict[str, bool] = {}
    for index, text in enumerate(found):
        if not good.setdefault(text, bool(test(text))):
            raise ParseError(
                "A cell does not have the form of its column",
                where=origin.at(index, heading),
                expected=expected,
                got=repr(text),
                next_step="Compare the cell with the publisher's page.",
            )
