"""Commands that compare a role with others and suggest with which: compare, peers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import Area, AsJson, Csv, Out, Peers, RoleName, Root, Vintage, Year
from labor.console.output import Form, as_json_text, deliver, form_of
from labor.terms import NATION

if TYPE_CHECKING:
    from labor.show.answer import Answer


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(compare)
    app.command()(peers)


def compare(
    role: RoleName,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = NATION,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Compare a role with others: pay of a year, outlook, caveats."""
    form = form_of(as_json, csv, out)
    from labor.answers.compare.verb import compare as compare_roles

    _print(
        form,
        compare_roles(
            role,
            peer or [],
            year=year,
            vintage=vintage,
            area=NATION if area is None else area,
            root=root,
        ),
    )


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
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Suggest roles to compare a role with, each with its reason."""
    form = form_of(as_json, csv, out)
    from labor.answers.compare.verb import peers as suggest

    _print(form, suggest(role, by or ["ooh"], year=year, vintage=vintage, limit=limit, root=root))


def _print(form: Form, answer: Answer) -> None:
    """Print an answer in the form asked for."""
    if form.name == "json":
        deliver(form, as_json_text(answer.to_dict()))
    elif form.name == "csv":
        deliver(form, answer.rows.to_csv(index=False, lineterminator="\n"))
    else:
        deliver(form, "".join(f"{line}\n" for line in answer.lines()))
