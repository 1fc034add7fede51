"""Commands that get and keep publishers' files: fetch, add, status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import Bars, as_json_text, deliver, form_of, show
from labor.errors import SourceError
from labor.tables.project import project_root, writable_root

if TYPE_CHECKING:
    from rich.progress import TaskID

    from labor.sources.status import Status
    from labor.sources.store import StoreResult
    from labor.tables.age import TableAge

AcceptNew = Annotated[
    bool,
    typer.Option(
        "--accept-new", help="Take a file that differs from the one held; the old one is kept."
    ),
]


def fetch(
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="TABLE...", help="Tables to fetch: oews_national_2025, or a group: oews."
        ),
    ],
    vintage: Annotated[
        str, typer.Option(metavar="YEAR|SPAN", help="Only this vintage of a group: 2025, 2024-34.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be fetched, and stop.")
    ] = False,
    accept_new: AcceptNew = False,
    base_url: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Server to fetch from instead of the publishers', such as a mirror."
        ),
    ] = "",
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Download publishers' files into data/raw, each whole or not at all."""
    from labor.publishers.registry import recognized
    from labor.sources.catalogue import load_catalogue
    from labor.sources.fetch import fetch as get
    from labor.sources.fetch import plan

    base = writable_root(root)
    known = load_catalogue()
    ids = [
        card.id
        for name in source
        for card in (known.fetchable(name, vintage) if name in known.groups else [known.card(name)])
    ]
    if not ids:
        raise SourceError(
            "The catalogue has no such vintage of this group",
            got=vintage,
            next_step="Write it as its publisher does: 2025, 2024-34, 29.3.",
        )
    if dry_run:
        planned = [
            {"action": one.action, "id": one.card.id, "url": one.url, "path": str(one.path)}
            for one in plan(ids, base, base_url=base_url)
        ]
        if as_json:
            typer.echo(as_json_text({"plan": planned}), nl=False)
            return
        for one in planned:
            typer.echo(f"{one['action']}: {one['id']}  {one['url']} -> {one['path']}")
        return
    with _Progress() as progress:
        kept = get(
            ids,
            base,
            accept_new=accept_new,
            recognise=recognized,
            on_progress=progress.show,
            base_url=base_url,
        )
    _tell(kept, as_json)


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Files downloaded in a browser, or a folder of them."
        ),
    ],
    table: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="TABLE",
            help="Table they hold, if it is not recognised: oews_national_2025.",
        ),
    ] = "",
    vintage: Annotated[
        str,
        typer.Option(
            metavar="YEAR|SPAN|RELEASE", help="Their vintage, if they do not say it: 2009, 30.1."
        ),
    ] = "",
    accept_new: AcceptNew = False,
    as_json: AsJson = False,
    root: Root = None,
) -> None:
    """Take in files that you downloaded: recognised, checked, copied."""
    from labor.publishers.registry import recognized
    from labor.sources.add import add as take

    kept = take(
        files,
        writable_root(root),
        card_id=table,
        accept_new=accept_new,
        recognise=partial(recognized, vintage=vintage),
    )
    _tell(kept, as_json)


def _tell(kept: Sequence[StoreResult], as_json: bool) -> None:
    """What became of each file."""
    if as_json:
        rows = [
            {"outcome": one.outcome, "id": one.id, "path": str(one.path), "sha256": one.sha256}
            | {"bytes": one.bytes, "copy": one.copy, "is_known": one.known}
            | {"waits_to_be_seen": one.waits}
            for one in kept
        ]
        typer.echo(as_json_text({"files": rows}), nl=False)
        return
    for one in kept:
        typer.echo(f"{one.outcome}: {one.id}  {one.path}")
    new = list(dict.fromkeys(one.id for one in kept if one.waits))
    if new:
        typer.echo(
            f"Not seen before: {', '.join(new)}. `labor accept {' '.join(new)}` shows what it "
            "changes and lets it into the tables."
        )
    if len(new) < len({one.id for one in kept}):
        typer.echo("`labor build` builds the tables with them.")


def status(as_json: AsJson = False, csv: Csv = None, out: Out = None, root: Root = None) -> None:
    """Say which publishers' files are held, and which are newer."""
    form = form_of(as_json, csv, out)
    from labor.sources.status import status as state
    from labor.tables.age import ages

    base, today = project_root(root), date.today()
    found, in_use = state(base, today), ages(base / "data" / "processed", today)
    if form.name == "json":
        whole = found.to_dict() | {"in_use": [asdict(one) for one in in_use]}
        deliver(form, as_json_text(whole))
        return
    import pandas as pd

    rows = [
        *found.to_dict()["held"],
        *({"state": "newer", **one} for one in found.to_dict()["newer"]),
    ]
    lines = [*_status_lines(found), *_age_lines(in_use)]
    show(form, lambda: lines, dict, pd.DataFrame(rows))


def _status_lines(found: Status) -> Iterator[str]:
    """A line for each file held and each newer table, with what to do below."""
    if not found.held:
        yield "No publishers' files are held; the tables are built from the snapshot."
    for one in found.held:
        age = "" if one.age_days is None else f", {one.age_days} days ago"
        yield f"{one.state:<8} {one.id or one.file}  {one.file}  {one.retrieved_on}{age}"
        if one.next_step:
            yield f"         {one.next_step}"
    for newer in found.newer:
        yield f"newer    {newer.id}  {newer.timing}: {newer.next_step}"


def _age_lines(in_use: Sequence[TableAge]) -> Iterator[str]:
    """How old the tables in use are, and how newer ones are taken in."""
    if in_use:
        yield ""
        yield "The tables in use:"
    for one in in_use:
        yield f"- {one.sentence}"
    if any(one.newer for one in in_use):
        yield (
            "Save what is newer from the publisher's site and run `labor add FILE`; `labor fetch` "
            "asks the site, which refuses many programs."
        )


class _Progress(Bars):
    """Progress of downloads: bars for a person, a line per file for a log."""

    def __init__(self) -> None:
        super().__init__("DownloadColumn")
        self._tasks: dict[str, TaskID] = {}
        self._named: set[str] = set()

    def show(self, name: str, done: int, total: int | None) -> None:
        """Show how much of a file has arrived.

        Args:
            name: Table it holds.
            done: Bytes that have arrived.
            total: Bytes of the whole file; None if the server does not say it.
        """
        if self._bars is None:
            if name not in self._named:
                self._named.add(name)
                typer.echo(f"fetching {name} ...", err=True)
            return
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total)
        self._bars.update(self._tasks[name], completed=done, total=total)
