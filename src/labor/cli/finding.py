"""Commands that find: occupations by a job title, and moves from a role to others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from labor.cli.options import Root
from labor.cli.tables import AsCsv, AsJson, Out, form_of, show
from labor.errors import OccupationError

if TYPE_CHECKING:
    import pandas as pd


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (find, ladder):
        app.command()(command)


def find(
    text: Annotated[str, typer.Argument(help="A job title, letters of a certificate, or a code.")],
    limit: Annotated[int, typer.Option(min=1, help="Most occupations to show.")] = 5,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Find the occupations that a job title can mean, the likeliest first."""
    form = form_of(as_json, as_csv, out)
    from labor.api.finding import find as find_occupations

    rows = find_occupations(text, limit, root=root)
    if rows.empty and form == "text":
        raise OccupationError(
            f"No title is near {text!r}",
            next_step="Try other or fewer words, or a code. `labor fetch onet` gets more titles.",
        )
    show(form, out, _lines(rows), {"query": text}, rows)


def ladder(
    role: Annotated[str, typer.Argument(help="The role, in words or as a code.")],
    steps: Annotated[int, typer.Option(min=1, max=3, help="Most steps.")] = 2,
    year: Annotated[
        int | None, typer.Option(help="Reference year of the pay; the newest if left out.")
    ] = None,
    vintage: Annotated[
        str | None, typer.Option(help="Projection, such as 2024-34; the newest if left out.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show moves from a role to others, in one or more steps; those that no other beats first."""
    form = form_of(as_json, as_csv, out)
    from labor.analysis.ladder import CAVEATS
    from labor.api.moves import ladder as moves_from

    rows = moves_from(role, steps=steps, year=year, vintage=vintage, root=root)
    show(form, out, _moves(rows, CAVEATS), {"role": role, "caveats": list(CAVEATS)}, rows)


def _moves(rows: pd.DataFrame, caveats: Sequence[str]) -> Iterator[str]:
    """The moves that no other beats with their reasons, then the others in a line each."""
    best = rows["is_frontier"]
    yield "To higher pay, and no other move beats them in pay, education, steps and similarity:"
    for row in rows[best].to_dict("records"):
        yield f"  {_move(row)}"
        yield f"      {row['reason']}"
    yield "Others:"
    for row in rows[~best].to_dict("records"):
        yield f"  {_move(row)}"
    yield "What this is not:"
    yield from (f"  - {sentence}" for sentence in caveats)


def _move(row: dict) -> str:
    """A path with its end and the gain in mean pay, with its interval."""
    low, high = row["gain_low_usd"], row["gain_high_usd"]
    return (
        f"{row['path']}  {row['occupation_title']}: mean pay {row['gain_usd']:+,.0f} "
        f"({low:+,.0f} to {high:+,.0f}), {row['entry_education']}"
    )


def _lines(rows: pd.DataFrame) -> Iterator[str]:
    """Two lines or more for each occupation."""
    from labor.occupations.entries import SOURCES

    for row in rows.to_dict("records"):
        yield f"{row['score']:>3}  {row['occupation_code']}  {row['occupation_title']}"
        source = f"{SOURCES[row['matched_source']]}, {row['matched_source_version']}"
        yield f"       by {row['matched_title']!r} ({source})"
        if row["status"] == "superseded":
            old = f"{row['matched_code']} ({row['matched_soc_version']})"
            yield f"       {old} is superseded by {row['superseded_by']}"
        elif row["status"] == "no_successor_known":
            yield f"       nothing says what became of it after {row['soc_version']}"
        elif row["also_named"]:
            joined = row["matched_source"] == "handbook"
            said = "the profile joins it with" if joined else "the same title is given to"
            yield f"       {said} {row['also_named']}"
        if row["published_as"] != row["occupation_code"]:
            yield f"       pay and outlook are published for {row['published_as']}"
