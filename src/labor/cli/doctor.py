"""Command that looks at an installation: doctor."""

from __future__ import annotations

from dataclasses import asdict

import typer

from labor.console.options import AsJson, Root
from labor.console.output import as_json_text
from labor.errors import LaborError
from labor.tables.project import project_root


def doctor(as_json: AsJson = False, root: Root = None) -> None:
    """Say what is wrong with this installation, and what to do.

    Each thing is ok, a note (it works, something can be had) or a problem. The exit code is 1 if
    there is a problem.
    """
    from labor.cli.doctor_checks import PROBLEM, findings

    found = []
    for one in findings(project_root(root)):
        found.append(one)
        if not as_json:
            typer.echo(f"{one.state:<8} {one.name:<11} {one.says}")
            if one.next_step:
                typer.echo(f"{'':<20} {one.next_step}")
    if as_json:
        typer.echo(as_json_text({"findings": [asdict(one) for one in found]}), nl=False)
    if problems := [one.name for one in found if one.state == PROBLEM]:
        raise LaborError(
            "This installation has a problem" if len(problems) == 1 else "There are problems",
            got=", ".join(problems),
            next_step="Do what stands below each of them, then run `labor doctor` again.",
        )
