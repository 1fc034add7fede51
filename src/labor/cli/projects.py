"""Command that makes a project folder: init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(init)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The new folder; an empty one may be there.")
    ],
) -> None:
    """Make a project folder: notebooks, tables, room for files.

    Commands that are run in it, or below it, use its tables and notebooks.
    """
    from labor.tables.project import new_project

    new_project(folder)
    typer.echo(f"Made {folder}: notebooks/, data/raw/, data/processed/, reports/, README.md")
    typer.echo(f"Go on with `cd {folder}`, then `labor report`, or open notebooks/ in JupyterLab.")
