"""Command on where a wage stands: position."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import Area, RoleName, Root, Year
from labor.console.output import VerbAnswer, answering
from labor.terms import NATION


@answering
def position(
    role: RoleName,
    wage: Annotated[str, typer.Argument(metavar="WAGE", help="The wage, such as 52000 or 25.50.")],
    area: Area = NATION,
    hourly: Annotated[bool, typer.Option("--hourly", help="The wage is by the hour.")] = False,
    year: Year = None,
    root: Root = None,
) -> VerbAnswer:
    """Say between which published percentiles a wage stands."""
    from labor.answers.position.verb import position as position_of

    return position_of(role, wage, area=area or NATION, year=year, hourly=hourly, root=root)
