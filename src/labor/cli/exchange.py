"""Commands for people who take data along: diff and export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.cli.options import Root
from labor.datasets.places import project_root

if TYPE_CHECKING:
    from labor.datasets.changes import Changes

#: Declared changes of the wage survey that concern only some places, in words.
SCOPES = {
    "metro": "Metropolitan areas",
    "nonmetro": "Nonmetropolitan areas",
    "industry": "By industry",
}
Names = Annotated[list[str] | None, typer.Option("--table", help="A table; again for each.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (diff, export):
        app.command()(command)


def diff(
    old: Annotated[
        str, typer.Argument(help="Older release: a publisher's file, or oews:2024 as built.")
    ],
    new: Annotated[
        str, typer.Argument(help="Newer release: a file, oews:2025, projections:2024-34 ...")
    ],
    html: Annotated[Path | None, typer.Option(help="Write a page to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    top: Annotated[int, typer.Option(min=0, help="Largest moves to show of each number.")] = 10,
    kind: Annotated[
        str, typer.Option(help="Kind of table, if the files are not recognised: oews ...")
    ] = "",
    old_vintage: Annotated[
        str, typer.Option(help="Release of the older file, if it does not say it: 2009.")
    ] = "",
    new_vintage: Annotated[
        str, typer.Option(help="Release of the newer file, if it does not say it.")
    ] = "",
    root: Root = None,
) -> None:
    """Show what changed from one release of a table to another."""
    from labor.cli.changes_text import as_text
    from labor.datasets.changes import compare_releases
    from labor.datasets.load import load
    from labor.datasets.releases import read_release

    base = project_root(root)
    processed, snapshot = base / "data" / "processed", base / "data" / "raw" / "snapshot"
    older = read_release(old, processed, snapshot, kind=kind, vintage=old_vintage)
    newer = read_release(new, processed, snapshot, kind=kind, vintage=new_vintage)
    built = (processed / "soc_lineage.parquet").exists()
    changes = compare_releases(older, newer, load("soc_lineage", processed) if built else None)
    declared = _declared(older.vintage, newer.vintage, changes)
    if html is not None:
        from labor.cli.changes_page import as_page
        from labor.report.pages import write_page

        write_page(html, as_page(changes, declared, top))
        typer.echo(f"Wrote {html}", err=as_json)
    if as_json:
        record = changes.to_dict() | {"declared": declared}
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
    elif html is None:
        typer.echo(as_text(changes, declared, top))


def _declared(old: str, new: str, changes: Changes) -> list[str]:
    """Changes of the wage survey between two years, in sentences; of no other table."""
    from labor.analysis.comparability import breaks

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
    out: Annotated[Path, typer.Option(help="Folder to write to, or a file that ends in .zip.")],
    table: Names = None,
    year: Annotated[
        list[str] | None,
        typer.Option(help="Year (2024) or release of projections (2024-34); again for each."),
    ] = None,
    occupation: Annotated[
        list[str] | None,
        typer.Option(help="Occupation in words or as a code; again for each.", metavar="ROLE"),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="csv, parquet or xlsx.")] = "csv",
    root: Root = None,
) -> None:
    """Take data along: chosen tables, years and occupations, described and citable."""
    from labor.api import resolve
    from labor.datasets.export import Choice
    from labor.datasets.export import export as write

    roles = tuple(resolve(query, root=root) for query in occupation or ())
    written = write(
        project_root(root) / "data" / "processed",
        out,
        Choice(tuple(table or ()), tuple(year or ()), roles),
        form,
        lambda name, rows: typer.echo(f"  {name:<28}{rows:>10,} rows"),
    )
    typer.echo(f"Wrote {len(written)} file{'s' if len(written) > 1 else ''} to {out}")
