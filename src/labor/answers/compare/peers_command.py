"""Command that suggests similar roles: peers."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Vintage, Year
from labor.console.output import form_of, show


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(peers)


def peers(
    role: RoleName,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="READING",
            help="What similar means: ooh (the Handbook), listed_by, onet, education or pay; "
            "again for each. The Handbook if left out.",
            autocompletion=lambda: ["ooh", "listed_by", "onet", "education", "pay"],
        ),
    ] = None,
    year: Year = None,
    vintage: Vintage = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", help="Length of each list.", min=1)] = 10,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Suggest roles to compare a role with, each with its reason."""
    form = form_of(as_json, csv, out)
    from labor.answers.compare.verb import peers as suggest
    from labor.answers.tables import resolve
    from labor.answers.terminal import peers_text

    label = resolve(role, root=root).label
    bases = by or ["ooh"]
    rows = suggest(role, bases, year=year, vintage=vintage, limit=limit, root=root)
    show(form, peers_text(label, bases, rows), {"role": label, "by": bases}, rows)
