"""Commands on a role over the years: history, comparable."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from labor.console.options import Area, BaseYear, Deflator, RoleName, Root
from labor.console.output import VerbAnswer, answering
from labor.terms import NATION


@answering
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
    root: Root = None,
) -> VerbAnswer:
    """Show pay over the years, broken where it may not be compared."""
    from labor.answers.history.verb import history as history_of

    return history_of(
        role,
        area=area or NATION,
        real=real,
        base_year=base_year,
        deflator=deflator,
        root=root,
    )


@answering
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
    root: Root = None,
) -> VerbAnswer:
    """Say whether two years may be compared, and why not."""
    from labor.answers.history.verb import comparable as judge

    return judge(role, year_a, year_b, area=area or NATION, measure=measure, root=root)
