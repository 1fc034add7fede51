"""Command on where people of a role work: settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Year
from labor.console.output import form_of, show

if TYPE_CHECKING:
    import pandas as pd


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(settings)


def settings(
    role: RoleName,
    year: Year = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show where people of a role work, and what each setting pays."""
    form = form_of(as_json, csv, out)
    from labor.answers.settings.verb import settings as settings_of
    from labor.answers.tables import resolve

    rows = settings_of(role, year, root=root)
    record = {"role": resolve(role, root=root).label, "year": int(rows["reference_year"].iloc[0])}
    show(form, settings_text(rows), record, rows)


def settings_text(rows: pd.DataFrame) -> list[str]:
    """Lines for a person: the answer, the settings of the survey, the Handbook's, the caveats.

    Args:
        rows: Rows as `labor.settings` gives them.
    """
    from labor import figures
    from labor.provenance.text import plain
    from labor.show.table import aligned

    lines = figures.settings_answer(rows).text.splitlines()
    for table in (figures.settings_table(rows), figures.settings_handbook_table(rows)):
        names = [field.heading for field in table.fields]
        cells = [[plain(field.say(row)) for field in table.fields] for row in table.rows]
        lines += ["", table.caption, *aligned(names, cells, names[:1])] if cells else []
    return [*lines, "", *(f"- {text}" for text in figures.settings_caveats(rows).text.splitlines())]
