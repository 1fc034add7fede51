"""Command on occupations over the years: panel."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from labor.console.options import Root
from labor.console.output import VerbAnswer, answering


@answering
def panel(
    roles: Annotated[
        list[str], typer.Argument(metavar="ROLE...", help="Roles in words or as codes, or all.")
    ],
    years: Annotated[
        str,
        typer.Option(
            "--years", metavar="YEARS", help="Years, such as 2012-2025.", show_default=False
        ),
    ] = "",
    measure: Annotated[
        Literal["median", "mean", "p10", "p25", "p75", "p90"],
        typer.Option("--measure", help="Statistic of pay."),
    ] = "median",
    harmonize: Annotated[
        Literal["chosen", "closed"],
        typer.Option("--harmonize", help="Codes of each year, or sets that exchange no jobs."),
    ] = "chosen",
    root: Root = None,
) -> VerbAnswer:
    """Put occupations and years in one table of consistent rows."""
    from labor.answers.panel.verb import ALL
    from labor.answers.panel.verb import panel as panel_of

    wanted = ALL if roles == [ALL] else roles
    return panel_of(wanted, years, measure, harmonize=harmonize, root=root)
