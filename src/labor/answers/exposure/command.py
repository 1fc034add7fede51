"""Command on the exposure of an occupation to AI: exposure."""

from __future__ import annotations

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root
from labor.console.output import form_of, show


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(exposure)


def exposure(
    role: RoleName,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show scores of others on exposure to AI, and how they agree."""
    form = form_of(as_json, csv, out)
    from labor.answers.exposure.verb import exposure as exposure_to

    answer = exposure_to(role, root=root)
    show(form, answer.lines, answer.to_dict, answer.rows)
