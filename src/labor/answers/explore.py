"""Any result table as a table for readers, and what a role is in each list of codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd

from labor.errors import AnalysisError
from labor.methods.comparability import Verdict
from labor.occupations import Role
from labor.provenance.columns import ORIGIN, origin_of, wage_cell
from labor.provenance.origin import Origin
from labor.show import prose, words
from labor.show.answer import Answer
from labor.show.display import Block
from labor.show.rows import Row, records
from labor.show.table import Field, Table

#: Rows that a page shows; the download has them all.
_SHOWN = 12
_STATUS = "_status"
#: How numbers are written, by the end of the column's name.
_FORMS: Mapping[str, Callable[[float], str]] = {
    "_usd": words.dollars,
    "_pct": words.percent,
    "_jobs": words.count,
    "_year": lambda year: str(int(year)),
}
#: Columns of wages: "annual_wage_usd".
_WAGE = re.compile(r"(?:annual|hourly)_wage_usd")
_WAGE_KEY = ("reference_year", "area_code", "occupation_code", "statistic")


def explore_masthead(role: Role) -> Block:
    """The title of a page of examples for a role, as `labor.resolve` gives it."""
    _need(role, Role, "explore_masthead", "labor.resolve(role)")
    return prose.head(
        f"{words.sentence_case(role.label)}: what there is to look at",
        "What do the tables hold on this role, and with which call does each answer come?",
    )


def explore_role(role: Role) -> Block:
    """The codes of a role, as `labor.resolve` gives it, in every list of occupations."""
    _need(role, Role, "explore_role", "labor.resolve(role)")
    lists = [
        f"{name}: {words.listed(list(dict.fromkeys(codes)))}"
        for name, codes in role.codes.items()
        if codes
    ]
    return prose.remarks([*map(partial(words.quoted, source="occupations"), lists), *role.notes])


def explore_verdict(verdict: Any) -> Block:
    """Whether two years may be compared, and why.

    Args:
        verdict: What `labor.comparable` gives, with its `verdict` and `reasons`.

    Raises:
        AnalysisError: It is something else.
    """
    if not (hasattr(verdict, "verdict") and hasattr(verdict, "reasons")):
        raise _refusal(verdict, "explore_verdict", "labor.comparable(role, 2018, 2024)")
    why = Verdict(verdict.verdict, tuple(verdict.reasons)).why
    return prose.paragraphs([f"{words.sentence_case(verdict.verdict.replace('_', ' '))}.", why])


def explore_table(frame: pd.DataFrame | Answer, caption: str) -> Table:
    """The first rows of a result table under the names that its columns have in code.

    Args:
        frame: A table, or an answer with rows; a column of numbers may have a status beside it,
            which stands in words in its place.
        caption: What the table holds.

    Raises:
        AnalysisError: It is no table.
    """
    data = frame.rows if isinstance(frame, Answer) else frame
    _need(data, pd.DataFrame, "explore_table", 'labor.load("wages") or the rows of an answer')
    rows = [_with_origins(row) for row in records(data.head(_SHOWN))]
    names = [name for name in data.columns if not name.endswith(_STATUS)]
    more = len(data) - len(rows)
    note = f"{words.several(more, 'more row')} not shown." if more > 0 else ""
    note = note if rows else "The tables hold none for this role."
    return Table(
        caption=caption,
        fields=[Field(name, partial(_cell_text, name=name)) for name in names],
        rows=rows,
        data=data,
        note=note,
    )


def _need(got: object, kind: type, figure: str, call: str) -> None:
    if not isinstance(got, kind):
        raise _refusal(got, figure, call)


def _refusal(got: object, figure: str, call: str) -> AnalysisError:
    given = f"the answer of labor.{got.verb}" if isinstance(got, Answer) else type(got).__name__
    return AnalysisError(
        f"{figure} shows something else",
        expected=f"what {call} gives",
        got=given,
        next_step=f"Call it with {call}.",
    )


def _with_origins(row: Mapping[str, Any]) -> Row:
    """The row with the cells that its wages come from, as far as its keys name them."""
    keyed = all(name in row for name in _WAGE_KEY)
    wages = [name for name in row if keyed and _WAGE.fullmatch(name)]
    cells = {f"{name}{ORIGIN}": Origin((wage_cell(row, row["statistic"], name),)) for name in wages}
    return {**row, **cells}


def _cell_text(row: Row, name: str) -> str:
    """A cell in words: a number with its status, text as it is, a dash for nothing."""
    value = row[name]
    if f"{name}{_STATUS}" in row:
        return words.say(row, name, _form(name))
    if pd.isna(value) or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        origin = origin_of(row, name) or Origin((), f"column {name} of the result")
        return words.computed(float(value), _form(name), origin)
    return words.quoted(str(value), "the result")


def _form(name: str) -> Callable[[float], str]:
    return next((form for end, form in _FORMS.items() if name.endswith(end)), _plain)


def _plain(value: float) -> str:
    return words.count(value) if value == int(value) else f"{value:.2f}"
