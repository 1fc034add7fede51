"""Commands that make tables: build, tidy, snapshot, dictionary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labor.cli.options import Root
from labor.datasets.places import project_root
from labor.errors import LaborError


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (build, tidy, snapshot, dictionary):
        app.command()(command)


def build(
    root: Root = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; data/processed if left out.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Build even if nothing has changed.")] = False,
) -> None:
    """Build the tidy tables in data/processed from data/raw."""
    from labor.datasets.freshness import Build

    base = project_root(root)
    target = out or base / "data" / "processed"
    state = Build(base / "data" / "raw", target)
    if state.is_current() and not force:
        typer.echo(f"{target} is up to date")
        return
    from labor.datasets.build import build_tables, publish
    from labor.datasets.holdings import held_sources

    sources = held_sources(base)
    typer.echo(f"Reading {len(sources)} tables ...")
    written = publish(
        build_tables(sources),
        target,
        lambda name, rows: typer.echo(f"  {name:<28}{rows:>10,} rows"),
    )
    state.record(written)
    typer.echo(f"Wrote {len(written)} files to {target}")


def tidy(
    file: Annotated[Path, typer.Argument(help="A publisher's file: .zip, .xls, .xlsx, .csv ...")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the CSV files; <file>_tidy if left out.")
    ] = None,
    kind: Annotated[
        str, typer.Option(help="Kind of table, if it is not recognised: oews, projections ...")
    ] = "",
    vintage: Annotated[
        str, typer.Option(help="Reference year or span, if the file does not say it: 2009.")
    ] = "",
) -> None:
    """Turn one publisher's file into tidy CSV files."""
    from labor.datasets.single import marks_of, tidy_file

    sources, tables = tidy_file(file, kind=kind, vintage=vintage)
    target = out or Path(f"{file.name.split('.')[0]}_tidy")
    for source in sources:
        table = source.table
        counts = ", ".join(f"{mark} {n:,}" for mark, n in marks_of(table).items()) or "none"
        typer.echo(
            f"{table.origin.file}: {table.kind} {table.vintage}, {len(table.rows):,} rows x "
            f"{len(table.columns)} columns, marks: {counts}"
        )
    from labor.datasets.build import write_tables

    write_tables(
        tables,
        target,
        lambda name, rows: typer.echo(f"  {target / name}.csv  {rows:,} rows"),
    )


def snapshot(
    folder: Annotated[Path, typer.Option("--from", help="Folder with the publishers' files.")],
    root: Root = None,
) -> None:
    """Write the figures of the publishers' files into data/raw/snapshot, with a card each."""
    from labor.datasets.snapshot import take_snapshot

    out = project_root(root) / "data" / "raw" / "snapshot"
    written, passed = take_snapshot(folder, out)
    size = sum(p.stat().st_size for p in out.iterdir())
    typer.echo(f"Wrote {len(written)} tables to {out} ({size / 1e6:.1f} MB in all)")
    typer.echo(f"Passed over {len(passed)} files that the snapshot does not take")


def dictionary(
    out: Annotated[Path | None, typer.Argument(help="File to write; printed if left out.")] = None,
    check: Annotated[
        Path | None, typer.Option(help="File to compare with instead of writing.")
    ] = None,
) -> None:
    """Write the data dictionary from the schema, or check that a page is current."""
    from labor.datasets.dictionary import dictionary as made
    from labor.datasets.files import write_text

    text = made()
    if check is not None:
        if not check.exists() or check.read_text(encoding="utf-8") != text:
            raise LaborError(
                "The data dictionary does not match the schema",
                where=str(check),
                next_step=f"Run `labor dictionary {check}`.",
            )
        typer.echo(f"{check} is current")
    elif out is not None:
        write_text(out, text)
        typer.echo(f"Wrote {out}")
    else:
        typer.echo(text, nl=False)
