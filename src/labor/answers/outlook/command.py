"""Commands on what was projected, and how it turned out: outlook, backtest."""

from __future__ import annotations

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Vintage
from labor.console.output import form_of, show


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (outlook, backtest):
        app.command()(command)


def outlook(
    role: RoleName,
    vintage: Vintage = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show projected growth and openings, and what they are made of."""
    form = form_of(as_json, csv, out)
    from labor.answers.outlook.verb import outlook as projected

    answer = projected(role, vintage, root=root)
    show(form, answer.lines, answer.to_dict, answer.rows)


def backtest(
    role: RoleName,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show how earlier projections of a role turned out."""
    form = form_of(as_json, csv, out)
    from labor.answers.outlook.verb import backtest as check

    answer = check(role, root=root)
    show(form, answer.lines, answer.to_dict, answer.rows)
