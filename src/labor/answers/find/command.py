"""Command that finds occupations by a job title: find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import form_of, show
from labor.errors import OccupationError

if TYPE_CHECKING:
    import pandas as pd


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(find)


def find(
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT", help="A job title, letters of a certificate, or a code."),
    ],
    limit: Annotated[
        int, typer.Option(metavar="NUMBER", min=1, help="Most occupations to show.")
    ] = 5,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Find the occupations that a job title can mean, the likeliest first."""
    form = form_of(as_json, csv, out)
    from labor.answers.find.verb import find as find_occupations

    rows = find_occupations(text, limit, root=root)
    if rows.empty and form.name == "text":
        raise OccupationError(
            f"No title is near {text!r}",
            next_step="Try other or fewer words, or a code such as 29-2072.",
        )
    show(form, _lines(rows), {"query": text}, rows)


def _lines(rows: pd.DataFrame) -> Iterator[str]:
    """Two lines or more for each occupation."""
    from labor.occupations.title_table import SOURCES

    for row in rows.to_dict("records"):
        yield f"{row['score']:>3}  {row['occupation_code']}  {row['occupation_title']}"
        source = f"{SOURCES[row['matched_source']]}, {row['matched_source_version']}"
        yield f"       by {row['matched_title']!r} ({source})"
        if row["status"] == "superseded":
            old = f"{row['matched_code']} ({row['matched_soc_version']})"
            yield f"       {old} is superseded by {row['superseded_by']}"
        elif row["status"] == "no_successor_known":
            yield f"       nothing says what became of it after {row['soc_version']}"
        elif row["also_named"]:
            joined = row["matched_source"] == "handbook"
            said = "the profile joins it with" if joined else "the same title is given to"
            yield f"       {said} {row['also_named']}"
        if row["published_as"] != row["occupation_code"]:
            yield f"       pay and outlook are published for {row['published_as']}"
