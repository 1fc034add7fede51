"""Commands for people who take data along: diff and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console import completion as completing
from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import Told, as_json_text, deliver, form_of
from labor.tables.project import project_root

if TYPE_CHECKING:
    from labor.tables.diff.compare import Changes

#: Declared changes of the wage survey that concern only some places, in words.
SCOPES = {
    "metro": "Metropolitan areas",
    "nonmetro": "Nonmetropolitan areas",
    "industry": "By industry",
}
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        metavar="TABLE",
        help="A table, such as wages; again for each. All if left out.",
        autocompletion=completing.tables,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (diff, export):
        app.command()(command)


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Older release: a publisher's file, or oews:2024 as built."
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW", help="Newer release: a file, oews:2025, projections:2024-34 ..."
        ),
    ],
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page to this file.", dir_okay=False),
    ] = None,
    top: Annotated[int, typer.Option(min=0, help="Largest moves to show of each number.")] = 10,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="Kind of table, if the files are not recognised: oews ..."
        ),
    ] = "",
    old_vintage: Annotated[
        str,
        typer.Option(
            metavar="RELEASE", help="Release of the older file, if it does not say it: 2009."
        ),
    ] = "",
    new_vintage: Annotated[
        str,
        typer.Option(metavar="RELEASE", help="Release of the newer file, if it does not say it."),
    ] = "",
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show what changed from one release of a table to another.

    The rows of --csv are the moves of the single numbers. Changes are an answer, so the exit
    code is 0 whether there are any or not.
    """
    form = form_of(as_json, csv, out)
    from labor.cli.diff_text import as_text
    from labor.tables.diff.compare import compare_releases
    from labor.tables.diff.releases import read_release
    from labor.tables.load import load

    base = project_root(root)
    processed, snapshot = base / "data" / "processed", base / "data" / "raw" / "snapshot"
    older = read_release(old, processed, snapshot, kind=kind, vintage=old_vintage)
    newer = read_release(new, processed, snapshot, kind=kind, vintage=new_vintage)
    built = (processed / "soc_lineage.parquet").exists()
    changes = compare_releases(older, newer, load("soc_lineage", processed) if built else None)
    declared = _declared(older.vintage, newer.vintage, changes)
    if html is not None:
        from labor.cli.diff_page import as_page
        from labor.report.pages import write_page

        write_page(html, as_page(changes, declared, top))
        typer.echo(f"Wrote {html}", err=True)
    if form.name == "json":
        deliver(form, as_json_text(changes.to_dict() | {"declared": declared}))
    elif form.name == "csv":
        deliver(form, changes.moves.to_csv(index=False, lineterminator="\n"))
    elif html is None or form.file is not None:
        deliver(form, as_text(changes, declared, top) + "\n")


def _declared(old: str, new: str, changes: Changes) -> list[str]:
    """Changes of the wage survey between two years, in sentences; of no other table."""
    from labor.methods.comparability import breaks

    if "wages" not in set(changes.rows["table"]) or not (old.isdecimal() and new.isdecimal()):
        return []
    years = sorted((int(old), int(new)))
    places = changes.moves["place"].ne("").any()
    between = [e for e in breaks() if years[0] < years[1] and e.lies_between(*years)]
    return [
        f"{SCOPES[entry.scope]}: {entry.text}" if entry.scope in SCOPES else entry.text
        for entry in between
        if places or entry.scope not in SCOPES
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
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="csv, parquet or xlsx.",
            autocompletion=lambda: ["csv", "parquet", "xlsx"],
        ),
    ] = "csv",
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Take data along: chosen tables, years and occupations, described and citable."""
    from labor.answers.tables import resolve
    from labor.tables.export import Choice
    from labor.tables.export import export as write

    told = Told(as_json, {"out": str(out), "format": form, "tables": []})
    roles = tuple(resolve(query, root=root) for query in occupation or ())
    written = write(
        project_root(root) / "data" / "processed",
        out,
        Choice(tuple(table or ()), tuple(year or ()), roles),
        form,
        told.table,
    )
    told.say(f"Wrote {len(written)} file{'s' if len(written) > 1 else ''} to {out}")
    told.end()
