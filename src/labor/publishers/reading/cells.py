"""Single cells of publishers' tables: numbers apart from the marks that stand in their place."""

from __future__ import annotations

import gc
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import overload

import numpy as np

from labor.errors import ParseError, place, report_as_new

#: What a cell can be after a file was read. A text file gives text only; dates and times stand
#: in no column that is read, but a workbook can hold them.
Cell = float | int | bool | str | date | time | timedelta
#: Cells row by row.
Rows = Sequence[Sequence[Cell]]

NAN = math.nan
#: Characters of a cell that a message shows.
_SHOWN = 80

#: What a number without sign, separators and currency is written with.
_PLAIN = " .0123456789"


class ColumnRows(Sequence[Sequence[Cell]]):
    """Rows of a large table that is kept by column; cells are made when they are asked for.

    Args:
        columns: The texts of each column as objects, or its numbers with NaN for none.
        marks: What stands in place of each number that there is none of, by position of the
            column.
        codes: Which cell each row has, where a column is given as its different texts, by
            position of the column.
    """

    def __init__(
        self,
        columns: Sequence[np.ndarray],
        marks: Mapping[int, np.ndarray],
        codes: Mapping[int, np.ndarray] | None = None,
    ) -> None:
        self._columns = columns
        self._marks = marks
        self._codes = codes or {}

    def column(self, position: int) -> list[Cell]:
        """The cells of one column."""
        return self._cells(position, slice(None))

    def coded(self, position: int) -> tuple[list[Cell], np.ndarray] | None:
        """The different cells of a column and which of them each row has, if that is known."""
        if position not in self._codes:
            return None
        return self._columns[position].tolist(), self._codes[position]

    def _cells(self, position: int, rows: slice) -> list[Cell]:
        if position in self._codes:
            return self._columns[position][self._codes[position][rows]].tolist()
        values = self._columns[position][rows]
        if position not in self._marks:
            return values.tolist()
        cells, hidden = values.astype(object), np.isnan(values)
        cells[hidden] = self._marks[position][rows][hidden]
        return cells.tolist()

    def __len__(self) -> int:
        return len(self._codes.get(0, self._columns[0]))

    @overload
    def __getitem__(self, index: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Sequence[Cell]]: ...

    def __getitem__(self, index: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(index, int):
            return self[slice(index, index + 1)][0]
        count = range(len(self._columns))
        return list(zip(*(self._cells(at, index) for at in count), strict=True))


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a column of cells stands, for messages.

    Args:
        file: File name.
        sheet: Sheet name, empty for text files.
        first_row: Row number of the first cell, from 1.
    """

    file: str
    sheet: str = ""
    first_row: int = 1

    def at(self, index: int, column: str = "") -> str:
        """Name the place of a cell.

        Args:
            index: Number of the cell below the first one, from 0.
            column: Heading of its column as printed.
        """
        return place(self.file, self.sheet, self.first_row + index, column)


def text_of(cell: Cell) -> str:
    """The text a publisher's cell shows, without surrounding blanks.

    Whole numbers lose the `.0` that spreadsheets store, so that codes read from
    a workbook and from text are the same.
    """
    if type(cell) is str:
        return cell.strip()
    if type(cell) is bool:
        return "TRUE" if cell else "FALSE"
    if type(cell) is float and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return repr(cell) if type(cell) is float else str(cell)


def texts(cells: Iterable[Cell]) -> list[str]:
    """The texts of many cells, see `text_of`."""
    return [cell.strip() if type(cell) is str else text_of(cell) for cell in cells]


#: What a spreadsheet program leaves in a cell, and how it came about.
_LEFT_BY_SPREADSHEETS = {
    # "Nov-11", "11-Nov", "1-Nov-11", "2011-11-01", "11/1/2011"
    r"(?:\d{1,2}-)?[A-Z][a-z]{2}-\d{2,4}|\d{1,2}-[A-Z][a-z]{2}|\d{4}-\d\d-\d\d.*|\d+/\d+/\d+": (
        "a date that a spreadsheet made of a code such as 11-9111"
    ),
    # "1.88E+05"
    r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+": "a number that a spreadsheet rounded",
    # "#N/A", "#REF!"
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)": "an error of a spreadsheet's formula",
    # "12,34", "0,1"
    r"-?\d+,\d{1,2}|0,\d+": "a number with a decimal comma",
    # "292072": digits alone where a code has a hyphen
    r"\d{6}": "six digits; a code has a hyphen behind the second",
    # "#####"
    r"#{4,}": "the signs that a spreadsheet shows where a column is too narrow",
}


def shown_cell(cell: Cell) -> str:
    """A cell in a message, and what a spreadsheet program did to it, if that can be told."""
    if isinstance(cell, bool | float | int):
        return repr(cell)
    text = cell.isoformat() if isinstance(cell, date | time) else text_of(cell)
    found = _LEFT_BY_SPREADSHEETS.items()
    words = next((words for form, words in found if re.fullmatch(form, text)), "")
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return f"{short!r}, {words}" if words else repr(short)


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Keep Python from looking for garbage among millions of cells, texts and columns that stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def number_of(text: str) -> float | None:
    """The number a text shows, or None: thousands commas, `$` and blanks may stand in it.

    Only plain decimal notation counts: `nan`, `inf`, `1e5`, `1_000` and `0,123` are not
    numbers that an agency prints.
    """
    bare = text.strip()
    if not bare:
        return None
    if not bare.strip(_PLAIN):
        # Most texts: digits only, which `float` reads fast and refuses where they are no number.
        return _value_of(bare)
    body = bare[1:] if bare[0] in "+-" else bare
    body = body.removeprefix("$")
    whole, _, decimals = body.partition(".")
    if not (whole or decimals) or not (body.isascii() and body[0] in "0123456789."):
        return None
    if "," in whole:
        groups = whole.split(",")
        if not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
            return None
        if groups[0][0] == "0":  # "0,123" has a decimal comma, or was cut
            return None
        whole = "".join(groups)
    if not (whole + decimals).isdigit():
        return None
    sign = "-" if bare[0] == "-" else ""
    return _value_of(f"{sign}{whole or '0'}.{decimals or '0'}")


def _value_of(digits: str) -> float | None:
    """The number that digits are; None for none, and for 400 digits, which are beyond any."""
    try:
        value = float(digits)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def split_marks(
    cells: Sequence[Cell], marks: Mapping[str, str] | frozenset[str], origin: CellPlace, column: str
) -> tuple[np.ndarray, np.ndarray | None]:
    """Split a column of cells into numbers and the marks that stand in place of numbers.

    Args:
        cells: The cells of one column, top to bottom.
        marks: Marks that the publisher defines for this column; an empty cell is
            always allowed and keeps the mark "".
        origin: Where the first cell stands.
        column: Heading of the column, for messages.

    Returns:
        Float64 numbers, NaN where there is none, and the mark of each cell as an
        object array of text: "" with a number for a plain value, "" with NaN for an
        empty cell. The second is None when every cell is a plain number.

    Raises:
        ParseError: A cell is neither a number nor one of the marks.
    """
    kinds = set(map(type, cells))
    if kinds <= {float, int}:
        return _finite(cells, cells, marks, origin, column), None
    # Each different text is read once: marks and blanks repeat, and so do most numbers.
    different = {cell for cell in cells if type(cell) is str}
    value_of, mark_of = _read(different, marks)
    if len(value_of) < len(different) or not kinds <= {float, int, str}:
        row = next(
            row
            for row, cell in enumerate(cells)
            if type(cell) not in (float, int) and not (type(cell) is str and cell in value_of)
        )
        raise _bad_cell(cells[row], marks, origin, column, row)
    found = np.full(len(cells), "", dtype=object)
    if mark_of:
        found[:] = [mark_of.get(cell, "") for cell in cells]
    return _finite(
        [value_of.get(cell, cell) for cell in cells], cells, marks, origin, column
    ), found


def _read(
    different: set[str], marks: Mapping[str, str] | frozenset[str]
) -> tuple[dict[Cell, float], dict[Cell, str]]:
    """The numbers of texts and the marks of those that have none; not the others."""
    # Most texts; blanks alone and several points are no number.
    plain = [text for text in different if text not in marks and not text.strip(_PLAIN)]
    value_of: dict[Cell, float] = {}
    mark_of: dict[Cell, str] = {}
    with suppress(ValueError):
        value_of = dict(zip(plain, map(float, plain), strict=True))
    for text in different - value_of.keys():
        bare = text.strip()
        if not bare or bare in marks:
            value_of[text], mark_of[text] = NAN, bare
        elif (number := number_of(bare)) is not None:
            value_of[text] = number
    return value_of, mark_of


def _finite(
    numbers: Sequence[Cell],
    cells: Sequence[Cell],
    marks: Mapping[str, str] | frozenset[str],
    origin: CellPlace,
    column: str,
) -> np.ndarray:
    """The numbers as an array; only a text may stand for no number, and nothing for infinity."""
    values = np.array(numbers, dtype=np.float64)
    for row in np.flatnonzero(~np.isfinite(values)).tolist():
        if type(cells[row]) is not str or math.isinf(values[row]):
            raise _bad_cell(cells[row], marks, origin, column, row)
    return values


def _bad_cell(
    cell: Cell, marks: Mapping[str, str] | frozenset[str], origin: CellPlace, column: str, row: int
) -> ParseError:
    known = ", ".join(f"{mark!r}" for mark in sorted(marks)) or "no marks"
    return ParseError(
        "A cell is neither a number nor a mark that this table defines",
        where=origin.at(row, column),
        expected=f"a number, an empty cell, or one of: {known}",
        got=shown_cell(cell),
        next_step=report_as_new("Compare the cell with the publisher's page.", "the mark"),
    )
