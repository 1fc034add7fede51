"""Command on gaps of mean pay: decompose."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console import completion as completing
from labor.console.options import Area, Deflator, Root, Year
from labor.console.output import VerbAnswer, answering
from labor.terms import NATION


@answering
def decompose(
    group: Annotated[
        str, typer.Argument(metavar="[GROUP]", help="A group of occupations, or all.")
    ] = "all",
    area: Area = NATION,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="AREA",
            help="Place on the other side.",
            show_default="the nation",
            autocompletion=completing.areas,
        ),
    ] = NATION,
    year: Year = None,
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            metavar="YEAR",
            help="Earlier year on the other side, in place of another place.",
            autocompletion=completing.years,
        ),
    ] = None,
    deflator: Annotated[
        Deflator,
        typer.Option(
            "--deflator", help="Price index that the earlier year is brought to the later with."
        ),
    ] = "cpi_u",
    root: Root = None,
) -> VerbAnswer:
    """Split a gap in mean pay into mix of occupations and pay."""
    from labor.answers.decompose.verb import decompose as decompose_of

    return decompose_of(
        group, area or NATION, against, year=year, since=since, deflator=deflator, root=root
    )
