"""Commands that get and keep publishers' files: fetch, add, status."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from labor.cli.options import Root
from labor.datasets.places import project_root

AcceptNew = Annotated[
    bool,
    typer.Option(
        "--accept-new", help="Take a file that differs from the one held; the old one is kept."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (fetch, add, status):
        app.command()(command)


def fetch(
    source: Annotated[
        list[str], typer.Argument(help="Tables to fetch: oews_national_2025, or a group: oews.")
    ],
    vintage: Annotated[str, typer.Option(help="Only this vintage of a group: 2025, 2024-34.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Say what would be fetched, and stop.")] = False,
    accept_new: AcceptNew = False,
    base_url: Annotated[
        str, typer.Option(help="Server to fetch from instead of the publishers', such as a mirror.")
    ] = "",
    root: Root = None,
) -> None:
    """Download publishers' files into data/raw, each whole or not at all."""
    from labor.parse.registry import kind_and_vintage
    from labor.sources.catalogue import load_catalogue
    from labor.sources.fetch import fetch as get
    from labor.sources.fetch import plan

    base = project_root(root)
    known = load_catalogue()
    ids = [
        card.id
        for name in source
        for card in (known.fetchable(name, vintage) if name in known.groups else [known.card(name)])
    ]
    if dry_run:
        for item in plan(ids, base, base_url=base_url):
            typer.echo(f"{item.action}: {item.card.id}  {item.url} -> {item.path}")
        return
    with _Progress() as progress:
        kept = get(
            ids,
            base,
            accept_new=accept_new,
            recognise=kind_and_vintage,
            on_progress=progress.show,
            base_url=base_url,
        )
    for one in kept:
        typer.echo(f"{one.outcome}: {one.id}  {one.path}")


def add(
    files: Annotated[list[Path], typer.Argument(help="Files downloaded in a browser.")],
    table: Annotated[
        str,
        typer.Option("--as", help="Table they hold, if it is not recognised: oews_national_2025."),
    ] = "",
    accept_new: AcceptNew = False,
    root: Root = None,
) -> None:
    """Take in files that were downloaded by hand: recognised, checked, copied, with a card."""
    from labor.parse.registry import kind_and_vintage
    from labor.sources.add import add as take

    kept = take(
        files,
        project_root(root),
        card_id=table,
        accept_new=accept_new,
        recognise=kind_and_vintage,
    )
    for one in kept:
        typer.echo(f"{one.outcome}: {one.id}  {one.path}")
    typer.echo("`make data` or `labor build` builds the tables with them.")


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    root: Root = None,
) -> None:
    """Say which publishers' files are held, and which newer ones there should be."""
    from labor.sources.status import status as state

    found = state(project_root(root), date.today())
    if as_json:
        typer.echo(json.dumps(found.to_dict(), indent=2))
        return
    if not found.held:
        typer.echo("No publishers' files are held; the tables are built from the snapshot.")
    for one in found.held:
        age = "" if one.age_days is None else f", {one.age_days} days ago"
        typer.echo(f"{one.state:<8} {one.id or one.file}  {one.file}  {one.retrieved_on}{age}")
        if one.next_step:
            typer.echo(f"         {one.next_step}")
    for newer in found.newer:
        typer.echo(f"newer    {newer.id}  {newer.timing}: {newer.next_step}")


class _Progress:
    """Progress of downloads: bars for a person, a line per file for a log."""

    def __init__(self) -> None:
        self._bars = None
        self._tasks: dict[str, int] = {}
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

            columns = ("{task.description}", BarColumn(), DownloadColumn(), TimeRemainingColumn())
            self._bars = Progress(*columns, console=Console(stderr=True))

    def __enter__(self) -> _Progress:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def show(self, name: str, done: int, total: int | None) -> None:
        """Tell how much of a file has arrived."""
        if self._bars is None:
            if name not in self._tasks:
                self._tasks[name] = 0
                typer.echo(f"fetching {name} ...", err=True)
            return
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total)
        self._bars.update(self._tasks[name], completed=done, total=total)
