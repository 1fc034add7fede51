"""Command that builds reports: report."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console import completion as completing
from labor.console.options import Area, BaseYear, Peers, Root, Scheduler, Vintage, Year
from labor.errors import ReportError
from labor.tables.project import project_root

if TYPE_CHECKING:
    from labor.report.jobs import Job
    from labor.report.kinds import Kind


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(report)


def report(
    named: Annotated[
        str | None,
        typer.Argument(metavar="ROLE", help="The role, in words or as a code such as 29-2071."),
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="The same, as an option.")
    ] = None,
    notebook: Annotated[
        list[str] | None,
        typer.Option(
            help="A notebook of the folder notebooks, such as pay-history; give it again for "
            "each. If left out: compare-roles for a role, without one all default reports.",
            metavar="NAME",
            autocompletion=completing.notebooks,
        ),
    ] = None,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = None,
    base_year: BaseYear = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="Any other parameter of the notebook; give it again for each.",
            metavar="NAME=VALUE",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Make a report for every occupation with pay.")
    ] = False,
    roles: Annotated[
        str | None,
        typer.Option(
            help="Make a report for each role of a list, one on a line.", metavar="FILE|-"
        ),
    ] = None,
    areas: Annotated[
        str | None,
        typer.Option(help="With --all or --roles: for each of these areas.", metavar="A,B,..."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            help="With --all or --roles: reports to make at a time; if left out, as many as "
            "there are processors.",
            min=1,
        ),
    ] = None,
    scheduler: Scheduler = "",
    copies: Annotated[
        str,
        typer.Option(
            "--copy-to",
            metavar="URL",
            help="With --all or --roles: copy the pages there as well, such as s3://bucket/atlas.",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Folder to write to; reports/ if left out, reports/atlas/ with --all or --roles.",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    root: Root = None,
) -> None:
    """Build HTML reports that work without a network.

    With --all or --roles, reports that are there and were made from the same are kept, so a
    stopped run goes on where it was.
    """
    if named is not None and role is not None:
        raise typer.BadParameter("Name the role once: behind the command or with --role.")
    from labor.report.environment import spare_imports

    spare_imports()
    from labor.report.batch import processors
    from labor.report.kinds import read_kinds

    role = named if role is None else role
    base = project_root(root)
    options = {
        "role": role, "peers": peer or None, "reference_year": year,
        "projection_vintage": vintage, "area": area, "base_year": base_year,
    }  # fmt: skip
    given = {name: value for name, value in options.items() if value is not None}
    many = everything or roles is not None
    _check_together(role, everything, roles, areas, area)
    if (scheduler or copies) and not many:
        raise typer.BadParameter("--scheduler and --copy-to go with --all or --roles")
    kinds = _chosen(read_kinds(base / "notebooks"), notebook or [], bool(given or setting or many))
    workers = workers or processors()
    if many:
        from labor.cli import batches

        batch = batches.Batch(
            kinds,
            None if everything else batches.read_roles(roles),
            [name.strip() for name in (areas or "").split(",") if name.strip()],
            given,
            setting or [],
            base,
            out or base / "reports" / "atlas",
            scheduler,
            copies,
        )
        page, failed = batches.make_batch(batch, workers)
    else:
        jobs = _jobs(kinds, given, setting or [], base, out or base / "reports")
        page, failed = _make_each(jobs, list(given), workers)
    if show:
        _open(page)
    if failed:
        raise typer.Exit(1)


def _check_together(
    role: str | None, everything: bool, roles: str | None, areas: str | None, area: str | None
) -> None:
    """Refuse options that contradict each other."""
    named = [
        name
        for name, given in (("--role", role), ("--all", everything), ("--roles", roles))
        if given
    ]
    if len(named) > 1:
        raise typer.BadParameter(f"give one of {' and '.join(named)}")
    if areas and named not in (["--all"], ["--roles"]):
        raise typer.BadParameter("--areas goes with --all or --roles; for one role give --area")
    if areas and area:
        raise typer.BadParameter("give --areas or --area, not both")


def _jobs(
    kinds: Sequence[Kind],
    given: Mapping[str, object],
    assignments: Sequence[str],
    base: Path,
    target: Path,
) -> list[Job]:
    """A report of each kind, checked as far as is quick."""
    from labor.cli.notebook_parameters import parameters_of, slug
    from labor.report.jobs import Job

    asked = [(kind, parameters_of(kind, given, assignments, base)) for kind in kinds]
    ending = f"-{slug(given['role'])}" if "role" in given else ""
    return [
        Job(
            kind.path,
            values,
            target / f"{kind.name}{ending}.html",
            kind.title_of(values),
            folder=base,
        )
        for kind, values in asked
    ]


def _make_each(jobs: Sequence[Job], shown: Sequence[str], workers: int) -> tuple[Path, bool]:
    """Make reports, tell how long each took, and list them with those of the folder.

    Args:
        jobs: Reports, all in one folder.
        shown: Parameters to name in the list.
        workers: Reports to make at a time.

    Returns:
        The page to open, and whether a report failed.
    """
    from labor.report.batch import local
    from labor.report.index import Entry, earlier, write_index

    typer.echo(f"Building {len(jobs)} report{'' if len(jobs) == 1 else 's'} ...")
    failed = []
    for number, result in enumerate(local(workers)(jobs), start=1):
        done = "failed" if result.problem else result.job.page
        typer.echo(f"[{number}/{len(jobs)}] {result.job.title}: {done} ({result.seconds:.1f} s)")
        if result.problem:
            failed.append(result.job)
            typer.echo(f"labor: {result.problem}", err=True)
    made = [job for job in jobs if job not in failed]
    entries = [Entry(j.page, j.title, {n: j.parameters[n] for n in shown}) for j in made]
    folder = jobs[0].page.parent
    index = write_index([*entries, *earlier(folder, entries)], folder / "index.html")
    page = made[0].page if len(made) == 1 else index
    typer.echo(f"Open {page}")
    return page, bool(failed)


def _chosen(kinds: Sequence[Kind], named: Sequence[str], asked: bool) -> list[Kind]:
    """The kinds of report to make: those named, or the first default one, or all of these."""
    if not named:
        defaults = [kind for kind in kinds if kind.default]
        return defaults[:1] if asked else defaults
    by_name = {kind.name: kind for kind in kinds}
    if unknown := [name for name in named if name not in by_name]:
        raise ReportError(
            "There is no such notebook",
            expected=", ".join(by_name),
            got=", ".join(map(repr, unknown)),
            next_step="Name one of these with --notebook, or leave it out.",
        )
    return [by_name[name] for name in dict.fromkeys(named)]


def _open(page: Path) -> None:
    """Show a page, or say where it is on a machine without a browser."""
    if not webbrowser.open(page.resolve().as_uri()):
        typer.echo(f"No browser was found to open it with: {page}", err=True)
