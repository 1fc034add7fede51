"""Command that writes chosen data to take along: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labor.console import completion as completing
from labor.console.options import AsJson, Force, Root
from labor.console.output import CommandLog
from labor.tables.project import project_root

#: The table that is made when it is named.
PANEL = "panel"
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="TABLE",
        help="A table, such as wages, or panel; again for each. All but panel if left out.",
        autocompletion=completing.tables,
    ),
]


def export(
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FOLDER|ZIP", help="Folder to write to, or a file that ends in .zip."
        ),
    ],
    table: Names = None,
    year: Annotated[
        list[str] | None,
        typer.Option(
            metavar="YEAR|SPAN",
            help="Year (2024) or projection (2024-34); again for each.",
            autocompletion=completing.years_and_vintages,
        ),
    ] = None,
    occupation: Annotated[
        list[str] | None,
        typer.Option(help="Occupation in words or as a code; again for each.", metavar="ROLE"),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(
            "--area",
            metavar="AREA",
            help="Area by name or code, such as CA, Houston; again for each.",
            autocompletion=completing.areas,
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="csv, parquet or xlsx.",
            autocompletion=lambda: ["csv", "parquet", "xlsx"],
        ),
    ] = "csv",
    force: Force = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Take data along: CSV, Parquet or Excel, described and citable."""
    from labor.answers.tables import resolve
    from labor.tables.areas import find_area
    from labor.tables.export.write import Choice
    from labor.tables.export.write import export as write

    names = tuple(table or ())
    made = {}
    if PANEL in names:
        from labor.answers.panel.verb import ALL, panel

        span = ",".join(period for period in year or () if period.isdecimal())
        made = {PANEL: panel(occupation or ALL, span, root=root).rows}
        # With nothing else, only what the panel is from.
        names = tuple(name for name in names if name != PANEL) or ("sources",)
    log = CommandLog(as_json, {"out": str(out), "format": form, "tables": []})
    roles = tuple(resolve(query, root=root) for query in occupation or ())
    folder = project_root(root) / "data" / "processed"
    years = [int(period) for period in year or () if period.isdecimal()]
    places = [find_area(folder, name, max(years, default=None)) for name in area or ()]
    for note in (note for place in places for note in place.notes):
        log.line(note)
    written = write(
        folder,
        out,
        Choice(names, tuple(year or ()), roles, tuple(p.code for p in places)),
        form,
        log.table,
        made=made,
        force=force,
    )
    log.line(f"Wrote {len(written)} file{'s' if len(written) > 1 else ''} to {out}")
    log.end()
