"""Commands that compare a role with others and suggest with which: compare, peers."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import (
    Area,
    Peers,
    PriceLevelToo,
    RoleName,
    Root,
    Vintage,
    Year,
)
from labor.console.output import VerbAnswer, answering
from labor.terms import NATION


@answering
def compare(
    role: RoleName,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = NATION,
    price_level: PriceLevelToo = False,
    root: Root = None,
) -> VerbAnswer:
    """Compare a role with others: pay of a year, outlook, caveats."""
    from labor.answers.compare.verb import compare as compare_roles

    place = NATION if area is None else area
    return compare_roles(
        role,
        peer or [],
        year=year,
        vintage=vintage,
        area=place,
        price_level=price_level,
        root=root,
    )


@answering
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
    root: Root = None,
) -> VerbAnswer:
    """Suggest roles to compare a role with, each with its reason."""
    from labor.answers.compare.verb import peers as suggest

    return suggest(role, by or ["ooh"], year=year, vintage=vintage, limit=limit, root=root)
