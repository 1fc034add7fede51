"""What changed between two releases of a table, as text, page, JSON and CSV: diff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from labor.console.options import AsJson, Csv, Force, Out, Root
from labor.console.output import as_json_text, deliver, form_of
from labor.tables.project import project_root

if TYPE_CHECKING:
    import pandas as pd

    from labor.show.table import Field
    from labor.tables.diff.compare import Changes, ErrorTest

    Row = Mapping[str, Any]

#: Declared changes of the wage survey that concern only some places, in words.
SCOPES = {
    "metro": "Metropolitan areas",
    "nonmetro": "Nonmetropolitan areas",
    "industry": "By industry",
}
#: Tables behind the moves on the page: name, heading, and what a row is.
_PARTS = (
    ("codes", "Occupation codes", "Codes that came, went or have another title"),
    ("rules", "High wages", "Measures of which high values are printed only as a bound"),
    ("not_compared", "Not compared", "Occupations left out of the moves, and why"),
    ("cells", "Single cells", "Numbers no longer or newly published, bounds, new categories"),
    ("measures", "All measures", "Cells by what happened to them"),
    ("headings", "Headings", "The publisher's headings that are new, gone or changed"),
    ("rows", "Rows", "Rows of the tables, as published and as tidied"),
    ("places", "Places", "Areas, industries and owners that only one of the two has"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(diff)


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Older release: a publisher's file, or oews:2024 as built."
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW", help="Newer release: a file, oews:2025, projections:2024-34 ..."
        ),
    ],
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page to this file.", dir_okay=False),
    ] = None,
    top: Annotated[int, typer.Option(min=0, help="Largest moves to show of each number.")] = 10,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="Kind of table, if the files are not recognised: oews ..."
        ),
    ] = "",
    old_vintage: Annotated[
        str,
        typer.Option(
            metavar="RELEASE", help="Release of the older file, if it does not say it: 2009."
        ),
    ] = "",
    new_vintage: Annotated[
        str,
        typer.Option(metavar="RELEASE", help="Release of the newer file, if it does not say it."),
    ] = "",
    force: Force = False,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show what changed from one release to another.

    The rows of --csv are the moves of the single numbers. Changes are an answer, so the exit
    code is 0 whether there are any or not.
    """
    form = form_of(as_json, csv, out)
    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"--html writes a page, and {html.name} does not end in .html.")
    from labor.tables.diff.compare import compare_releases
    from labor.tables.diff.release import read_release
    from labor.tables.load import load

    base = project_root(root)
    processed, snapshot = base / "data" / "processed", base / "data" / "raw" / "snapshot"
    older = read_release(old, processed, snapshot, kind=kind, vintage=old_vintage)
    newer = read_release(new, processed, snapshot, kind=kind, vintage=new_vintage)
    is_built = (processed / "soc_lineage.parquet").exists()
    lineage = load("soc_lineage", processed) if is_built else None
    changes = compare_releases(older, newer, lineage, error_test())
    declared = _declared(older.vintage, newer.vintage, changes)
    if html is not None:
        from labor.report.pages import write_page
        from labor.tables.own_files import own_files

        page = as_page(changes, declared, top)
        with own_files([html], force=force):
            write_page(html, page)
        typer.echo(f"Wrote {html}", err=True)
    if form.name == "json":
        deliver(form, as_json_text(changes.to_dict() | {"declared": declared}))
    elif form.name == "csv":
        deliver(form, changes.moves.to_csv(index=False, lineterminator="\n"))
    elif html is None or form.file is not None:
        deliver(form, as_text(changes, declared, top) + "\n")


def _declared(old: str, new: str, changes: Changes) -> list[str]:
    """Changes of the wage survey between two years, in sentences; of no other table."""
    from labor.methods.comparability import breaks

    if "wages" not in set(changes.rows["table"]) or not (old.isdecimal() and new.isdecimal()):
        return []
    years = sorted((int(old), int(new)))
    places = changes.moves["place"].ne("").any()
    between = [e for e in breaks() if years[0] < years[1] and e.lies_between(*years)]
    return [
        f"{SCOPES[entry.scope]}: {entry.text}" if entry.scope in SCOPES else entry.text
        for entry in between
        if places or entry.scope not in SCOPES
    ]


def error_test() -> ErrorTest:
    """How a move is held against its published error: as differences of means are, at 90 %."""
    import numpy as np
    import pandas as pd

    from labor.methods.uncertainty import LEVEL, critical, standard_error
    from labor.tables.diff.compare import ErrorTest
    from labor.tables.diff.sentences import NO_ERROR, OUTSIDE, WITHIN

    def judge(moves: pd.DataFrame) -> pd.DataFrame:
        tested = moves.dropna(subset=["rse_pct_old", "rse_pct_new"])
        old, new = (
            standard_error(tested[f"value_{side}"], tested[f"rse_pct_{side}"])
            for side in ("old", "new")
        )
        shift = tested["value_new"] - tested["value_old"]
        z: pd.Series = (shift / np.hypot(old, new)).reindex(moves.index)
        beyond = z.abs() > critical(LEVEL)
        verdict = np.select([z.isna(), beyond], [NO_ERROR, OUTSIDE], WITHIN)
        return pd.DataFrame({"z": z, "verdict": verdict})

    return ErrorTest(
        judge,
        f"Whether a move is outside its error is told at {LEVEL:.0%} from the published relative "
        "standard errors, the two samples taken as independent; one in ten is outside by chance "
        "even if nothing changes. Releases less than three years apart share answers, so that "
        "the true error of their difference is another, mostly a smaller one.",
    )


def as_text(changes: Changes, declared: Sequence[str], top: int) -> str:
    """The sentences and the largest moves.

    Args:
        changes: What changed.
        declared: Changes of the survey itself between the two releases, in sentences.
        top: Moves to show of each number.

    Returns:
        Lines for a terminal.
    """
    lines = [f"{changes.old} -> {changes.new}", ""]
    lines += [f"- {sentence}" for sentence in changes.sentences]
    if declared:
        lines += ["", "Declared changes of the survey in between:"]
        lines += [f"- {sentence}" for sentence in declared]
    for measure, rows in changes.moves.groupby("measure", sort=False):
        shown = _rows(rows[rows["move"] != 0].head(top))
        if shown:
            lines += ["", f"Largest moves: {measure} ({len(shown)} of {len(rows):,})"]
        for row in shown:
            values = f"{_value(row, 'old'):>12} -> {_value(row, 'new'):>12}"
            lines.append(f"  {_move(row):>12} {values}  {_occupation(row)}; {row['verdict']}")
    return "\n".join(lines)


def as_page(changes: Changes, declared: Sequence[str], top: int) -> str:
    """A page of its own: light and dark, wide and narrow, without scripts.

    Args:
        changes: What changed.
        declared: Changes of the survey itself between the two releases, in sentences.
        top: Moves to show of each number.

    Returns:
        HTML.
    """
    from labor.report.pages import framed
    from labor.show.display import inline, style
    from labor.show.table import Table

    def listed(lines: Sequence[str]) -> str:
        return "<ul>" + "".join(f"<li>{inline(line)}</li>" for line in lines) + "</ul>"

    parts = [("In short", listed(changes.sentences))]
    if declared:
        parts.append(("Declared changes of the survey in between", listed(declared)))
    moved = changes.moves[changes.moves["move"] != 0]
    tables = []
    for measure, rows in moved.groupby("measure", sort=False):
        shown, total = rows.head(top), int((changes.moves["measure"] == measure).sum())
        unit = rows["unit"].mode()[0]
        caption = f"{str(measure).capitalize()}, {unit}: {len(shown)} of {total:,}"
        fields = _move_fields(changes.old, changes.new)
        tables.append(Table(caption, fields, _rows(shown), shown).html)
    if tables:
        parts.append(("Largest moves", "".join(tables)))
    for name, heading, caption in _PARTS:
        frame = getattr(changes, name)
        if len(frame):
            table = Table(caption, _fields(frame), _rows(frame), frame)
            parts.append((heading, table.html))
    about = (
        "Made with labor from the publisher's tables. "
        "<code>labor diff --json</code> prints every row."
    )
    content = "".join(
        f"<section><h2>{escape(heading)}</h2>{html}</section>\n" for heading, html in parts
    )
    title = f"What changed: {changes.old} to {changes.new}"
    return framed(title, about, content, style=style(), css_class="labor")


def _move_fields(old: str, new: str) -> list[Field]:
    from labor.show.table import Field

    return [
        Field("Occupation", _occupation),
        Field(old, lambda row: _value(row, "old"), "value_old"),
        Field(new, lambda row: _value(row, "new"), "value_new"),
        Field("Move", _move, "move"),
        Field("Against the error", lambda row: row["verdict"]),
    ]


def _fields(frame: pd.DataFrame) -> list[Field]:
    """Columns of any of the tables, the occupation first; those empty throughout are left out."""
    from pandas.api.types import is_numeric_dtype

    from labor.show.table import Field

    names = [str(name) for name in frame if not frame[name].isin(["", None]).all()]
    fields = []
    if "occupation_code" in names:
        fields = [Field("occupation", _occupation)]
        names = [n for n in names if n not in ("occupation_code", "occupation_title", "place")]
    for name in names:
        number = name if is_numeric_dtype(frame[name]) else ""
        fields.append(Field(name.replace("_", " "), partial(_cell, name=name), number))
    return fields


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): row[name] for name in row} for row in frame.to_dict("records")]


def _cell(row: Row, name: str) -> str:
    import pandas as pd

    value = row[name]
    if pd.isna(value):
        return ""
    return value if isinstance(value, str) else _number(float(value))


def _number(value: float) -> str:
    """A number as printed; a computed one to two decimals."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def _move(row: Row) -> str:
    """A move with its sign: "+1.8%", "-0.4 points"."""
    unit = "%" if row["move_unit"] == "percent" else " points"
    return f"{row['move']:+,.1f}{unit}"


def _occupation(row: Row) -> str:
    """Code and title, and the place where there are several."""
    name = f"{row['occupation_code']} {row['occupation_title']}".strip()
    return f"{name} ({row['place']})" if row.get("place") else name


def _value(row: Row, side: str) -> str:
    """One side of a move with its unit: "$50,250", "$17.54 an hour", "5.9%", "187,910"."""
    amount = row[f"value_{side}"]
    if row["unit"] == "US dollars a year":
        return f"${amount:,.0f}"
    if row["unit"] == "US dollars an hour":
        return f"${amount:,.2f} an hour"
    return f"{_number(amount)}%" if row["unit"] == "percent" else _number(amount)
