"""Command on occupations over the years: panel."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import form_of, show


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(panel)


def panel(
    roles: Annotated[
        list[str],
        typer.Argument(metavar="ROLE...", help="Roles in words or as codes, or all."),
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
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Put occupations and years in one table of consistent rows."""
    form = form_of(as_json, csv, out)
    from labor.answers.panel.verb import ALL
    from labor.answers.panel.verb import panel as panel_of

    wanted = ALL if roles == [ALL] else roles
    answer = panel_of(wanted, years, measure, harmonize=harmonize, root=root)
    show(form, answer.lines, answer.to_dict, answer.rows)
