"""Commands that make a project folder and its tables: init, build, tidy, snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labor.console.options import AsJson, Force, InSpiteOf, OutFolder, Root, Scheduler
from labor.console.output import CommandLog, refuse_file_name
from labor.tables.project import writable_root

Kind = Annotated[
    str,
    typer.Option(
        metavar="KIND", help="Kind of table, if it is not recognised: oews, projections ..."
    ),
]


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


def build(
    out: OutFolder = None,
    force: Annotated[
        bool, typer.Option("--force", help="Build even if nothing has changed.")
    ] = False,
    workers: Annotated[
        int, typer.Option(help="Publishers' files to read at a time, each in a process.", min=1)
    ] = 1,
    scheduler: Scheduler = "",
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Build the tidy tables in data/processed from data/raw."""
    from labor.tables.freshness import Build

    base = writable_root(root)
    target = out or base / "data" / "processed"
    log = CommandLog(as_json, {"folder": str(target), "is_built": False, "tables": []})
    state = Build(base / "data" / "raw", target)
    if state.is_current() and not force:
        log.line(f"{target} is up to date")
        log.end()
        return
    from labor.tables.rebuild import rebuild

    written = rebuild(
        base,
        target,
        anew=force,
        workers=workers,
        scheduler=scheduler,
        on_part=lambda number, count: log.line(f"[{number}/{count}] tables read"),
        on_files=lambda count: log.line(f"Reading {count} tables ..."),
        on_table=log.table,
    )
    state.record(written)
    log.line(f"Wrote {len(written)} files to {target}", is_built=True)
    log.record["left_out"] = _waiting(base)
    for table in log.record["left_out"]:
        log.line(f"Left out until it is seen: {table}. Run `labor accept {table}`.")
    log.end()


def _waiting(root: Path) -> list[str]:
    """Tables of which a file is held that nobody has seen yet."""
    from labor.sources.catalogue import load_catalogue
    from labor.sources.inventory import waiting_files

    return sorted({stored.table_id for stored in waiting_files(root, load_catalogue())})


def tidy(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A publisher's file: .zip, .xls, .xlsx, .csv ...")
    ],
    out: OutFolder = None,
    kind: Kind = "",
    vintage: Annotated[
        str,
        typer.Option(
            metavar="YEAR|SPAN", help="Reference year or span, if the file does not say it: 2009."
        ),
    ] = "",
    in_spite_of: InSpiteOf = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Turn one publisher's file into tidy CSV files."""
    from labor.tables.build import marks_of, tidy_file
    from labor.tables.gate import (
        broken_columns,
        broken_facts,
        check_names,
        refuse,
        with_list_of_codes,
    )
    from labor.tables.project import project_root

    taken = check_names(in_spite_of or ())
    sources, tables = tidy_file(file, kind=kind, vintage=vintage)
    broken = [fact for source in sources for fact in broken_columns(source)]
    passed = refuse(
        broken + broken_facts(with_list_of_codes(tables, project_root() / "data" / "processed")),
        taken,
        "Look at these cells in the publisher's file, and get the file again. To take it as it "
        "is: `labor tidy FILE FACTS`.",
    )
    target = refuse_file_name(out) or Path(f"{file.name.split('.')[0]}_tidy")
    log = CommandLog(as_json, {"folder": str(target), "read": [], "tables": []})
    for fact in passed:
        log.line(f"Taken in spite of {fact.name} ({len(fact.cells):,} cells)")
    log.record["in_spite_of"] = [fact.name for fact in passed]
    for source in sources:
        table, marks = source.table, marks_of(source.table)
        counts = ", ".join(f"{mark} {n:,}" for mark, n in marks.items()) or "none"
        log.line(
            f"{table.origin.file}: {table.kind} {table.vintage}, {len(table.rows):,} rows x "
            f"{len(table.columns)} columns, marks: {counts}"
        )
        log.record["read"].append(
            {"file": table.origin.file, "kind": table.kind, "vintage": table.vintage}
            | {"rows": len(table.rows), "columns": len(table.columns), "marks": dict(marks)}
        )
    from labor.tables.build import write_tables
    from labor.tables.own_files import own_files

    endings = (".csv", ".parquet")
    files = [target / f"{name}{ending}" for name in tables for ending in endings]
    with own_files([*files, target / "datapackage.json"], force=force):
        write_tables(tables, target, log.table)
    log.line(f"Wrote {len(tables)} tables to {target}")
    log.end()


def snapshot(
    folder: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="FOLDER",
            help="Folder with the publishers' files.",
            exists=True,
            file_okay=False,
        ),
    ],
    root: Root = None,
) -> None:
    """Write the figures of publishers' files into data/raw/snapshot."""
    from labor.tables.snapshot import take_snapshot

    out = writable_root(root) / "data" / "raw" / "snapshot"
    written, passed = take_snapshot(folder, out)
    size = sum(p.stat().st_size for p in out.iterdir())
    typer.echo(f"Wrote {len(written)} tables to {out} ({size / 1e6:.1f} MB in all)")
    typer.echo(f"Passed over {len(passed)} files that the snapshot does not take")
