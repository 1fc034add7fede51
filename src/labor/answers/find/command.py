"""Command that finds occupations by a job title: find."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import form_of, show
from labor.errors import OccupationError


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
    """Find the occupations behind a job title, the likeliest first."""
    form = form_of(as_json, csv, out)
    from labor.answers.find.verb import find as find_occupations

    found = find_occupations(text, limit, root=root)
    if found.rows.empty and form.name == "text":
        raise OccupationError(
            f"No title is near {text!r}",
            next_step="Try other or fewer words, or a code such as 29-2072.",
        )
    show(form, found.lines, found.to_dict, found.rows)
