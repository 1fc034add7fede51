"""A table for readers, whose cells say in words what is not a number, and its CSV."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from labor.provenance.markup import as_html
from labor.provenance.text import Traced, plain, with_marks
from labor.show import words
from labor.show.display import wrapped
from labor.show.rows import Row as Row
from labor.spreadsheets import csv_of

_GAP = "  "


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Args:
        heading: Heading with unit and period.
        say: The cell's text from a row.
        name: Column of the result table with the number behind the text, if it is one.
    """

    heading: str
    say: Callable[[Row], str]
    name: str = ""


@dataclass(frozen=True)
class Table:
    """A table for readers and, as CSV, for programs.

    Args:
        caption: What the table holds, with place and period.
        fields: Columns; the first names the row.
        rows: Rows of the result table.
        data: The result table itself.
        note: A line below the table.
    """

    caption: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    data: pd.DataFrame
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("caption", "note"):
            object.__setattr__(self, name, Traced(getattr(self, name)))

    def __repr__(self) -> str:
        lines = [[plain(field.say(row)) for field in self.fields] for row in self.rows]
        frame = pd.DataFrame(lines, columns=[field.heading for field in self.fields])
        return f"{self.caption}\n{frame.to_string(index=False)}"

    def lines(self) -> list[str]:
        """The table for a terminal: the caption, aligned columns, the note."""
        names = [field.heading for field in self.fields]
        cells = [[plain(field.say(row)) for field in self.fields] for row in self.rows]
        left = [field.heading for field in self.fields if not field.name]
        return [self.caption, *aligned(names, cells, left), *([self.note] if self.note else [])]

    @property
    def html(self) -> str:
        """The table without the style it needs."""
        head = "".join(
            f'<th scope="col"{_css(field)}>{_html(field.heading)}</th>' for field in self.fields
        )
        body = "".join(f"<tr{_row_css(row)}>{self._cells(row)}</tr>" for row in self.rows)
        caption = _html(self.caption)
        note = f'<p class="labor-note">{_html(self.note, focus=True)}</p>' if self.note else ""
        # A keyboard can scroll only what takes the focus, and what takes it needs a name.
        name = escape(self.caption)
        return (
            f'<div class="labor-scroll" role="group" tabindex="0" aria-label="{name}">'
            f'<table class="labor-table"><caption><span>{caption}</span></caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
        )

    def download(self, name: str) -> str:
        """A link that holds the numbers as a CSV file and works without a network."""
        data = base64.b64encode(csv_of(self.data).encode()).decode()
        return (
            f'<p><a class="labor-download" download="{name}.csv" '
            f'href="data:text/csv;base64,{data}">Download these numbers as CSV</a></p>'
        )

    def _repr_html_(self) -> str:
        return wrapped(self.html)

    def _cells(self, row: Row) -> str:
        first, *others = self.fields
        cells = [f'<th scope="row">{_html(first.say(row))}</th>']
        cells += [f"<td{_css(field)}>{_value(row, field)}</td>" for field in others]
        return "".join(cells)


def _value(row: Row, field: Field) -> str:
    words_of_cell = field.say(row)
    text = _html(words_of_cell)
    if (
        text == escape(words_of_cell, quote=False)
        and field.name
        and words.has_number(row, field.name)
    ):
        return f'<data value="{float(row[field.name]):.10g}">{text}</data>'
    return text


def _html(text: str, *, focus: bool = False) -> str:
    """Text as HTML; 400 numbers of a table are not 400 stops of the tabulator key."""
    return as_html(escape(with_marks(text), quote=False), focus=focus)


def _css(field: Field) -> str:
    return ' class="labor-number"' if field.name else ""


def _row_css(row: Row) -> str:
    names = [name for name in ("subject", "member") if _is(row, name)]
    return f' class="{" ".join(f"labor-{name}" for name in names)}"' if names else ""


def _is(row: Row, name: str) -> bool:
    if name == "subject":
        return bool(row.get("is_subject"))
    return row.get("role_kind") == "member"


def number(heading: str, name: str, form: Callable[[float], str]) -> Field:
    """A column of numbers with their status in words."""
    return Field(heading, lambda row: words.say(row, name, form), name)


def requirement(heading: str, name: str) -> Field:
    """A column that says what an occupation asks of newcomers.

    Args:
        heading: Heading of the column.
        name: "entry_education", "work_experience" or "training".
    """
    return Field(heading, lambda row: words.requirement(row, name))


def aligned(
    headings: Sequence[str], rows: Iterable[Sequence[str]], left: Iterable[str] = ()
) -> list[str]:
    """Lay out a table in columns of equal width, without rules or colour.

    Args:
        headings: Heading of each column.
        rows: Cells of each row.
        left: Headings of the columns whose text begins at the left; numbers end at the right.

    Returns:
        A line for the headings and one for each row.
    """
    table = [list(headings), *(list(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    starts = set(left)
    return [
        _GAP.join(
            cell.ljust(width) if heading in starts else cell.rjust(width)
            for cell, width, heading in zip(row, widths, headings, strict=True)
        ).rstrip()
        for row in table
    ]
