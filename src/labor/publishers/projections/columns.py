"""The cells of one column of an Employment Projections table to typed columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import numpy as np

from labor.errors import ParseError, report_as_new
from labor.publishers.projections.layouts import FOOTNOTES, ProjectionsField
from labor.publishers.projections.sheets import INDUSTRY_CODE, OCCUPATION_CODE
from labor.publishers.reading.cells import Cell, number_of, shown_cell, split_marks, texts
from labor.publishers.reading.tables import RawTable

EXPORT = "csv_export"
#: What stands in place of a value that is not available, in workbooks and in the export.
_NOT_AVAILABLE = frozenset({"—", "–"})
_NOT_AVAILABLE_EXPORT = frozenset({"N/A"})

#: "Actors (1)": a title and its footnote mark.
_TITLE = re.compile(r"(.*?)\s*(?:[(\[](\d{1,2})[)\]])?", re.S)
#: "50,250", ">=239,200", "$40,350 (1)"
_WAGE = re.compile(r"(>=)?\s*(\$?[\d,]+(?:\.\d+)?)\s*(?:[(\[](\d{1,2})[)\]])?")
#: Stands before the example titles of the export, "Show/hide Example Job Titles * ", and between
#: them, "* ".
_EXAMPLES = re.compile(r"\s*(?:Show/hide Example Job Titles)?\s*(?:\*\s|$)")

Columns = dict[str, Sequence[str] | np.ndarray]


class ColumnReader:
    """Reads the cells of one column; it knows where they stand, for messages.

    Args:
        table: Raw table that has the column.
        name: Kind of the table without the parser's name.
        column: Name of the column in the parsed table.
        field: How its cells are read.
        heading: Its heading as printed.
    """

    def __init__(
        self, table: RawTable, name: str, column: str, field: ProjectionsField, heading: str
    ) -> None:
        self._table = table
        self._name = name
        self._column = column
        self._field = field
        self._heading = heading
        self._marks = _NOT_AVAILABLE_EXPORT if name == EXPORT else _NOT_AVAILABLE

    def read(self, cells: Sequence[Cell]) -> Columns:
        """Read the cells.

        Args:
            cells: Cells of the column, top to bottom, from a workbook or as text.

        Returns:
            Columns of the parsed table by name, as long as `cells`.

        Raises:
            ParseError: A cell is empty or not of the form that the field has.
        """
        shown = texts(cells)
        self._check(shown, bool, "a value or a mark")
        readers: dict[str, Callable[[Sequence[Cell], list[str]], Columns]] = {
            "number": self._numbers,
            "wage": self._wages,
            "title": self._example_titles if self._name == EXPORT else self._titles,
            "words": self._words,
            "text": lambda _, shown: {self._column: shown},
            "code": self._codes,
            "industry_code": self._industry_codes,
        }
        return readers[self._field.reads](cells, shown)

    def _numbers(self, cells: Sequence[Cell], shown: list[str]) -> Columns:
        allowed = frozenset() if self._field.complete else self._marks
        values, marks = split_marks(cells, allowed, self._table.origin, self._heading)
        found = [""] * len(shown) if marks is None else list(marks)
        return {self._column: values, f"{self._column}_mark": found}

    def _wages(self, _: Sequence[Cell], shown: list[str]) -> Columns:
        """Wages: a number; `>=` with the floor of a top code; a footnote after a number."""
        matches = [None if text in self._marks else _WAGE.fullmatch(text) for text in shown]
        numbers = [number_of(match[2]) if match else None for match in matches]
        good = [
            number is not None or text in self._marks
            for number, text in zip(numbers, shown, strict=True)
        ]
        if not all(good):
            marks = ", ".join(sorted(self._marks))
            raise self._problem(good.index(False), f"dollars, >= and dollars, or {marks}", shown)
        footnotes = [(match[3] or "") if match else "" for match in matches]
        return {
            self._column: np.array(numbers, dtype=np.float64),
            f"{self._column}_mark": [
                (match[1] or "") if match else text
                for match, text in zip(matches, shown, strict=True)
            ],
            **self._flag(footnotes, shown),
        }

    def _titles(self, _: Sequence[Cell], shown: list[str]) -> Columns:
        """Titles apart from their footnote marks."""
        # Every text has the form: the footnote mark may be missing.
        parts = [part for text in shown if (part := _TITLE.fullmatch(text))]
        titles = [" ".join(part[1].split()) for part in parts]
        self._check(titles, bool, "a title", shown)
        return {self._column: titles, **self._flag([part[2] or "" for part in parts], shown)}

    def _example_titles(self, _: Sequence[Cell], shown: list[str]) -> Columns:
        """Titles of the export apart from the example titles behind them."""
        parts = [[" ".join(p.split()) for p in _EXAMPLES.split(text)] for text in shown]
        titles = [part[0] for part in parts]
        self._check(titles, bool, "a title before the example titles", shown)
        return {
            self._column: titles,
            "example_titles": ["; ".join(filter(None, part[1:])) for part in parts],
        }

    def _words(self, _: Sequence[Cell], shown: list[str]) -> Columns:
        words = self._field.words
        marks: Collection[str] = () if self._field.complete else self._marks
        known = {*words, *marks}
        self._check(shown, known.__contains__, "one of: " + "; ".join(sorted(known)))
        return {
            self._column: [text if text in words else "" for text in shown],
            f"{self._column}_mark": [text if text in marks else "" for text in shown],
        }

    def _codes(self, _: Sequence[Cell], shown: list[str]) -> Columns:
        """Occupation codes; the export wraps them as `="29-2072"`, 2019-29 has other dashes."""
        bare = [re.sub(r'^="(.*)"$', r"\1", text) for text in shown]
        self._check(bare, OCCUPATION_CODE.fullmatch, "an occupation code such as 29-2072")
        return {self._column: [f"{code[:2]}-{code[3:]}" for code in bare]}

    def _industry_codes(self, _: Sequence[Cell], shown: list[str]) -> Columns:
        self._check(shown, INDUSTRY_CODE.fullmatch, "an industry code such as 621100 or 31-330")
        return {self._column: shown}

    def _flag(self, footnotes: list[str], shown: list[str]) -> Columns:
        """A flag for rows with a footnote mark, if the footnote says what is expected."""
        meaning, flag = FOOTNOTES.get((self._name, self._column), ("", ""))
        for mark in sorted(set(filter(None, footnotes))):
            footnote = str(self._table.facts.get(f"footnote_{mark}", ""))
            if not (meaning and re.search(meaning, footnote)):
                expected = f"a footnote that says: {meaning}" if meaning else "no footnote mark"
                expected += f" (footnote {mark} says: {footnote or 'nothing'})"
                raise self._problem(footnotes.index(mark), expected, shown)
        return {flag: np.array([bool(mark) for mark in footnotes])} if flag else {}

    def _check(
        self,
        values: list[str],
        accepts: Callable[[str], object],
        expected: str,
        shown: list[str] | None = None,
    ) -> None:
        wrong = next((index for index, value in enumerate(values) if not accepts(value)), None)
        if wrong is not None:
            raise self._problem(wrong, expected, shown or values)

    def _problem(self, index: int, expected: str, shown: list[str]) -> ParseError:
        return ParseError(
            "A cell of the projections is not of the known form",
            where=self._table.origin.at(index, self._heading),
            expected=expected,
            got=shown_cell(shown[index]),
            next_step=report_as_new(
                "Compare the cell with the publisher's file.", "the mark or word"
            ),
        )
