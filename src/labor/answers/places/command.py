"""Command on the pay of a role from state to state and area to area: places."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console import completion as completing
from labor.console.options import PriceLevelToo, RoleName, Root, Year
from labor.console.output import VerbAnswer, answering


@answering
def places(
    role: RoleName,
    year: Year = None,
    metro: Annotated[
        bool,
        typer.Option("--metro", help="Metropolitan and nonmetropolitan areas in place of states."),
    ] = False,
    near: Annotated[
        str,
        typer.Option(
            "--near",
            "--area",
            "--state",
            metavar="STATE|CITY",
            help="The same, of this state, or of the states that this city's area lies in.",
            show_default=False,
            autocompletion=completing.areas,
        ),
    ] = "",
    price_level: PriceLevelToo = False,
    root: Root = None,
) -> VerbAnswer:
    """Show pay from place to place, and how sure the order is."""
    if (metro or near) and price_level:
        raise typer.BadParameter("--price-level goes with states, not with --metro or --near")
    if metro or near:
        from labor.answers.places.metro import metro_places

        return metro_places(role, year, near=near, root=root)
    from labor.answers.places.verb import places as places_of

    return places_of(role, year, price_level=price_level, root=root)
