"""Command that shows moves from a role to others: ladder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Vintage, Year
from labor.console.output import form_of, show
from labor.errors import AnalysisError

if TYPE_CHECKING:
    import pandas as pd

To = Annotated[
    str | None,
    typer.Option("--to", metavar="ROLE", help="Show only paths that end at this role."),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="REASON",
        help="What makes a step: handbook, onet or tasks; again for each. All if left out.",
    ),
]

#: So many paths are all shown with their reasons.
_FEW = 24


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(ladder)


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
    """Show moves from a role to others, in one or more steps; those that no other beats first."""
    form = form_of(as_json, csv, out)
    from labor.answers.ladder.answer import BASES, ladder_caveats
    from labor.answers.ladder.verb import ladder as moves_from

    rows = moves_from(
        role,
        steps=steps,
        to=to,
        by=by or BASES,
        education_steps=education,
        year=year,
        vintage=vintage,
        root=root,
    )
    if rows.empty and form.name == "text":
        raise AnalysisError(
            f"No path leads from {role}" + (f" to {to}" if to else ""),
            got=f"at most {steps} steps and {education} categories of education",
            next_step="Allow more with --steps and --education.",
        )
    caveats = ladder_caveats(rows)
    show(form, _moves(rows, caveats), {"role": role, "caveats": list(caveats)}, rows)


def _moves(rows: pd.DataFrame, caveats: Sequence[str]) -> Iterator[str]:
    """The moves that no other beats with their reasons, then the others in a line each."""
    from labor.answers.ladder.words import heading

    best = rows["is_frontier"]
    # Few enough to read: then every path has its reasons.
    reasons = best if len(rows) > _FEW else ~best | best
    for title, chosen in ((heading(rows), best), ("Others:", ~best)):
        yield from (title,) if chosen.any() else ()
        for place, row in rows[chosen].iterrows():
            yield f"  {_move(row)}"
            yield from _steps(row["reason"]) if reasons[place] else ()
    yield "What this is not:"
    yield from (f"  - {sentence}" for sentence in caveats)


def _steps(reason: str) -> Iterator[str]:
    yield from (f"      {line}" for line in reason.splitlines())


def _move(row: pd.Series) -> str:
    """A path with its end, the gain in mean pay with its interval, and what it needs."""
    import pandas as pd

    low, high = row["gain_low_usd"], row["gain_high_usd"]
    zone = "" if pd.isna(row["job_zone"]) else f", job zone {row['job_zone']}"
    far = "" if pd.isna(row["distance"]) else f", distance {row['distance']:.2f}"
    return (
        f"{row['path']}  {row['occupation_title']}: mean pay {row['gain_usd']:+,.0f} "
        f"({low:+,.0f} to {high:+,.0f}), {row['entry_education']}{zone}{far}"
    )
