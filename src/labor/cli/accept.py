"""The command that lets new content into the tables once it was seen: accept."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, InSpiteOf, Root
from labor.console.output import as_json_text
from labor.errors import SourceError
from labor.tables.project import writable_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labor.tables.acceptance import Preview


def accept(
    tables: Annotated[
        list[str] | None,
        typer.Argument(metavar="TABLE...", help="Tables that wait; all of them if left out."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Accept without asking.")] = False,
    in_spite_of: InSpiteOf = None,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Show what new files would change, and let them into the tables.

    A file whose content the catalogue does not know is kept, but no table is built from it
    before somebody saw what it changes. A file that breaks a fact, such as that percentiles
    rise, is accepted only with --in-spite-of and the name of the fact. Exit code 1 if a file was
    not accepted.
    """
    from labor.cli.diff import error_test
    from labor.sources.catalogue import load_catalogue
    from labor.sources.inbox import finish_interrupted
    from labor.sources.store import mark_seen
    from labor.tables.acceptance import preview, waiting
    from labor.tables.gate import check_names, refuse

    taken = check_names(in_spite_of or ())
    base = writable_root(root)
    finish_interrupted(base)
    files = waiting(base, tuple(tables or ()), load_catalogue(), also_seen=bool(taken))
    if not files and not as_json:
        typer.echo("No file waits to be seen.")
    records, left = [], []
    for stored in files:
        seen = preview(stored, base, error_test())
        if not as_json:
            typer.echo("\n".join(_lines(seen)))
        refuse(
            seen.broken,
            taken,
            "Look at these cells in the file, and get the file again. To take it as it is: "
            f"`labor accept {stored.table_id} FACTS`.",
        )
        is_accepted = yes or (
            sys.stdin.isatty() and typer.confirm("Let it into the tables?", err=True)
        )
        if is_accepted:
            broken = {fact.name for fact in seen.broken}
            mark_seen(stored, base, date.today(), sorted(broken))
        else:
            left.append(stored.table_id)
        records.append(_record(seen, is_accepted))
    if as_json:
        typer.echo(as_json_text({"files": records}), nl=False)
    elif len(left) < len(files):
        typer.echo("`labor build` builds the tables with what was accepted.")
    if left:
        raise SourceError(
            "Not accepted",
            got=", ".join(left),
            next_step=f"`labor accept {' '.join(left)} --yes` lets it into the tables.",
        )


def _lines(seen: Preview) -> Iterator[str]:
    from labor.cli.diff import as_text

    yield f"{seen.stored.table_id}  {seen.stored.path}"
    if seen.changes is not None:
        yield as_text(seen.changes, (), top=5)
    yield ""
    yield "Rows, against the tables that are built:"
    for row in seen.rows.to_dict("records"):
        yield (
            f"  {row['table']:<28}{row['new']:>9,} new {row['changed']:>9,} changed "
            f"{row['equal']:>9,} equal {row['gone']:>9,} gone"
        )


def _record(seen: Preview, is_accepted: bool) -> dict:
    changes = seen.changes.to_dict() if seen.changes is not None else None
    return {
        "id": seen.stored.table_id,
        "path": str(seen.stored.path),
        "is_accepted": is_accepted,
        "in_spite_of": sorted({fact.name for fact in seen.broken}),
        "rows": seen.rows.to_dict("records"),
        "changes": changes,
    }
