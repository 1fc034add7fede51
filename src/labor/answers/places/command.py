"""Command on the pay of a role from state to state: places."""

from __future__ import annotations

import typer

from labor.console.options import AsJson, Csv, Out, PriceLevelToo, RoleName, Root, Year
from labor.console.output import form_of, show


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(places)


def places(
    role: RoleName,
    year: Year = None,
    price_level: PriceLevelToo = False,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show pay from state to state, and how sure the order is."""
    form = form_of(as_json, csv, out)
    from labor.answers.places.verb import places as places_of

    answer = places_of(role, year, price_level=price_level, root=root)
    show(form, answer.lines(), answer.to_dict(), answer.rows)
