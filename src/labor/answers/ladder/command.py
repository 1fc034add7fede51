"""Command that shows moves from a role to others: ladder."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Vintage, Year
from labor.console.output import form_of, show

To = Annotated[
    str | None,
    typer.Option("--to", metavar="ROLE", help="Show only paths that end at this role."),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="REASON",
        help="What makes a step: handbook, onet, tasks or supervisor; again for each. "
        "All if left out.",
    ),
]


def ladder(
    role: RoleName,
    steps: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=3, help="Most steps.")] = 2,
    to: To = None,
    by: By = None,
    education: Annotated[
        int,
        typer.Option(
            metavar="NUMBER", min=0, max=7, help="Most categories of education above the role's."
        ),
    ] = 2,
    year: Year = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show moves to better pay, in one or more steps."""
    form = form_of(as_json, csv, out)
    from labor.answers.ladder.links import BASES
    from labor.answers.ladder.verb import ladder as moves_from

    found = moves_from(
        role,
        steps=steps,
        to=to,
        by=by or BASES,
        education_steps=education,
        year=year,
        vintage=vintage,
        root=root,
    )
    more = ["", "--steps and --education allow more."] if found.rows.empty else []
    show(form, lambda: [*found.lines(), *more], found.to_dict, found.rows)
