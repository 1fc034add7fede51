"""Commands on a role over the years: history, comparable."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from labor.console.options import Area, AsJson, BaseYear, Csv, Deflator, Out, RoleName, Root
from labor.console.output import form_of, show
from labor.terms import NATION


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (history, comparable):
        app.command()(command)


def history(
    role: RoleName,
    area: Area = NATION,
    real: Annotated[
        bool, typer.Option("--real", help="Add the median in the prices of one May.")
    ] = False,
    base_year: BaseYear = None,
    deflator: Annotated[
        Deflator,
        typer.Option("--deflator", help="Price index of real pay."),
    ] = "cpi_u",
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show pay over the years, broken where it may not be compared."""
    form = form_of(as_json, csv, out)
    from labor.answers.history.verb import history as history_of

    answer = history_of(
        role,
        area=area or NATION,
        real=real,
        base_year=base_year,
        deflator=deflator,
        root=root,
    )
    show(form, answer.lines, answer.to_dict, answer.rows)


def comparable(
    role: RoleName,
    year_a: Annotated[
        int, typer.Argument(metavar="YEAR", help="One reference year, such as 2018.")
    ],
    year_b: Annotated[int, typer.Argument(metavar="YEAR", help="The other, such as 2024.")],
    area: Area = NATION,
    measure: Annotated[
        Literal["wage", "employment"], typer.Option("--measure", help="What is to be compared.")
    ] = "wage",
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Say whether two years may be compared, and why not."""
    form = form_of(as_json, csv, out)
    from labor.answers.history.verb import comparable as judge

    answer = judge(role, year_a, year_b, area=area or NATION, measure=measure, root=root)
    show(form, answer.lines, answer.to_dict, answer.rows)
