"""Command on where a wage stands: position."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import Area, AsJson, Csv, Out, RoleName, Root, Year
from labor.console.output import form_of, show
from labor.terms import NATION


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(position)


def position(
    role: RoleName,
    wage: Annotated[str, typer.Argument(metavar="WAGE", help="The wage, such as 52000 or 25.50.")],
    area: Area = NATION,
    hourly: Annotated[bool, typer.Option("--hourly", help="The wage is by the hour.")] = False,
    year: Year = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Say between which published percentiles a wage stands."""
    form = form_of(as_json, csv, out)
    from labor.answers.position.verb import position as position_of

    answer = position_of(role, wage, area=area or NATION, year=year, hourly=hourly, root=root)
    show(form, answer.lines, answer.to_dict, answer.rows)
