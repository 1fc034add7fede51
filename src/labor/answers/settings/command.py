"""Command on where people of a role work: settings."""

from __future__ import annotations

import typer

from labor.console.options import Area, AsJson, Csv, Out, RoleName, Root, Year
from labor.console.output import form_of, show
from labor.terms import NATION


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(settings)


def settings(
    role: RoleName,
    year: Year = None,
    area: Area = NATION,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show where people of a role work, and what each setting pays."""
    form = form_of(as_json, csv, out)
    from labor.answers.settings.verb import settings as settings_of

    found = settings_of(role, year, area=area or NATION, root=root)
    show(form, found.lines, found.to_dict, found.rows)
