"""What changed between two releases, as a page for a browser that needs no network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from labor.cli.diff_text import move, number, occupation, value
from labor.report.page_frame import framed
from labor.show.display import inline, style
from labor.show.table import Field, Table
from labor.tables.diff.compare import Changes

#: Tables behind the moves and the codes: name, heading, and what a row is.
_PARTS = (
    ("rules", "High wages", "Measures of which high values are printed only as a bound"),
    ("not_compared", "Not compared", "Occupations left out of the moves, and why"),
    ("cells", "Single cells", "Numbers no longer or newly published, bounds, new categories"),
    ("measures", "All measures", "Cells by what happened to them"),
    ("headings", "Headings", "The publisher's headings that are new, gone or changed"),
    ("rows", "Rows", "Rows of the tables, as published and as tidied"),
    ("places", "Places", "Areas, industries and owners that only one of the two has"),
)


def as_page(changes: Changes, declared: Sequence[str], top: int) -> str:
    """A page of its own: light and dark, wide and narrow, without scripts.

    Args:
        changes: What changed.
        declared: Changes of the survey itself between the two releases, in sentences.
        top: Moves to show of each number.

    Returns:
        HTML.
    """
    title = f"What changed: {changes.old} to {changes.new}"
    parts = [_section("In short", _list(changes.sentences))]
    if declared:
        parts.append(_section("Declared changes of the survey in between", _list(declared)))
    if changes.moves["move"].ne(0).any():
        parts.append(_section("Largest moves", _moves(changes, top)))
    if len(changes.codes):
        parts.append(_section("Occupation codes", _codes(changes)))
    for name, heading, caption in _PARTS:
        frame = getattr(changes, name)
        if len(frame):
            parts.append(_section(heading, _table(frame, caption)))
    about = (
        "Made with labor from the publisher's tables. "
        "<code>labor diff --json</code> prints every row."
    )
    return framed(title, about, "".join(parts), style=style(), css_class="labor")


def _section(heading: str, content: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{content}</section>\n"


def _list(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{inline(sentence)}</li>" for sentence in sentences) + "</ul>"


def _moves(changes: Changes, top: int) -> str:
    """A table for each number."""
    tables = []
    fields = [
        Field("Occupation", occupation),
        Field(changes.old, lambda row: value(row, "old"), "value_old"),
        Field(changes.new, lambda row: value(row, "new"), "value_new"),
        Field("Move", move, "move"),
        Field("Against the error", lambda row: row["verdict"]),
    ]
    for measure, rows in changes.moves.groupby("measure", sort=False):
        shown = rows[rows["move"] != 0].head(top)
        if shown.empty:
            continue
        unit = rows["unit"].mode()[0]
        caption = f"{str(measure).capitalize()}, {unit}: {len(shown)} of {len(rows):,}"
        tables.append(Table(caption, fields, shown.to_dict("records"), shown).html)
    return "".join(tables)


def _codes(changes: Changes) -> str:
    """Codes with what became of them."""
    steps = changes.steps.assign(
        other=changes.steps["other_code"] + " " + changes.steps["other_title"]
    )
    others = steps.groupby(["change", "occupation_code"])["other"].agg("; ".join).to_dict()

    def fate(row: dict) -> str:
        return row["title_new"] or others.get((row["change"], row["occupation_code"]), "")

    def change(row: dict) -> str:
        level = row["occupation_level"]
        return f"{row['change']} ({level})" if level else row["change"]

    fields = [
        Field("Occupation", occupation),
        Field("Change", change),
        Field("New title, later codes, or earlier codes", fate),
    ]
    caption = "Codes that came, went or have another title"
    return Table(caption, fields, changes.codes.to_dict("records"), changes.codes).html


def _table(frame: pd.DataFrame, caption: str) -> str:
    """Any of the tables, the occupation first; columns that are empty throughout are left out."""
    names = [name for name in frame if not frame[name].isin(["", None]).all()]
    fields = []
    if "occupation_code" in names:
        fields = [Field("occupation", occupation)]
        names = [n for n in names if n not in ("occupation_code", "occupation_title", "place")]
    fields += [_field(name, frame[name]) for name in names]
    return Table(caption, fields, frame.to_dict("records"), frame).html


def _field(name: str, values: pd.Series) -> Field:
    is_number = pd.api.types.is_numeric_dtype(values)
    say = _said_number if is_number else _said_text
    return Field(name.replace("_", " "), lambda row: say(row[name]), name if is_number else "")


def _said_number(value: float) -> str:
    return "" if pd.isna(value) else number(float(value))


def _said_text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
