"""Command on gaps of mean pay: decompose."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console import completion as completing
from labor.console.options import Area, AsJson, Csv, Deflator, Out, Root, Year
from labor.console.output import form_of, show
from labor.terms import NATION


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(decompose)


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
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Split a gap in mean pay into mix of occupations and pay."""
    form = form_of(as_json, csv, out)
    from labor.answers.decompose.verb import decompose as decompose_of

    answer = decompose_of(
        group, area or NATION, against, year=year, since=since, deflator=deflator, root=root
    )
    show(form, answer.lines, answer.to_dict, answer.rows)
