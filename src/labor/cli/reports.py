"""Command that builds reports: report."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.cli.explorer import (
    ATLAS,
    EXPLORER,
    EXPLORER_TITLE,
    has_explorer,
    link_explorer,
    make_explorer,
)
from labor.console import completion as completing
from labor.console.options import Area, BaseYear, Force, Peers, Root, Scheduler, Vintage, Year
from labor.console.output import refuse_file_name
from labor.errors import ReportError
from labor.tables.project import project_root, reports_folder

if TYPE_CHECKING:
    from labor.report.jobs import Job
    from labor.report.notebooks import ReportNotebook, Value


Notebooks = Annotated[
    list[str] | None,
    typer.Option(
        "--notebook",
        help="A notebook of the folder notebooks, such as pay-history; give it again for "
        "each. If left out: all default reports, or the overview alone with --year, "
        "--vintage, --base-year or --set.",
        metavar="NAME",
        autocompletion=completing.notebooks,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Any other parameter of the notebook; give it again for each.",
        metavar="NAME=VALUE",
    ),
]
Roles = Annotated[
    str | None,
    typer.Option(help="Make a report for each role of a list, one on a line.", metavar="FILE|-"),
]
Areas = Annotated[
    str | None,
    typer.Option(help="With --all or --roles: for each of these areas.", metavar="A,B,..."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        help="With --all or --roles: reports to make at a time; if left out, as many as "
        "there are processors.",
        min=1,
    ),
]
Target = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER|FILE",
        help="Folder to write to, or for one report a file that ends in .html; reports/ if left "
        "out, reports/atlas/ with --all or --roles.",
    ),
]
#: Questions that every default report answers, or is not asked; a set is of the newest figures.
_OF_A_SET = {"role", "peers", "area"}


def report(
    named: Annotated[
        str | None,
        typer.Argument(metavar="ROLE", help="The role, in words or as a code such as 29-2071."),
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="The same, as an option.")
    ] = None,
    notebook: Notebooks = None,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = None,
    base_year: BaseYear = None,
    setting: Settings = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Make a report for every occupation with pay, and the page that searches them.",
        ),
    ] = False,
    roles: Roles = None,
    explorer: Annotated[
        bool, typer.Option("--explorer", help="Make only the page that searches all occupations.")
    ] = False,
    areas: Areas = None,
    workers: Workers = None,
    scheduler: Scheduler = "",
    out: Target = None,
    force: Force = False,
    show: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    root: Root = None,
) -> None:
    """Build HTML reports that work without a network.

    A role gets an overview and the pages it leads to. Without one, all default reports and the
    page that searches, ranks and compares all occupations. With --all or --roles, reports that
    are there and were made from the same are kept, so a stopped run goes on where it was.
    """
    if named is not None and role is not None:
        raise typer.BadParameter("Name the role once: behind the command or with --role.")
    from labor.report.notebooks import read_report_notebooks
    from labor.workers import processors

    page = out if out is not None and out.suffix.lower() in (".html", ".htm") else None
    if page is None:
        refuse_file_name(out)
    role = named if role is None else role
    base = project_root(root)
    options: dict[str, Value | None] = {
        "role": role, "peers": peer or None, "reference_year": year,
        "projection_vintage": vintage, "area": area, "base_year": base_year,
    }  # fmt: skip
    given = {name: value for name, value in options.items() if value is not None}
    many = everything or roles is not None
    _check_together(role, everything, roles, areas, area)
    if scheduler and not many:
        raise typer.BadParameter("--scheduler goes with --all or --roles")
    if explorer and (given or setting or many or notebook or page):
        raise typer.BadParameter("--explorer is one page of all occupations: it takes no others")
    is_one = many or bool(setting or page or given.keys() - _OF_A_SET)
    notebooks = _chosen(read_report_notebooks(base / "notebooks"), notebook or [], is_one=is_one)
    if page is not None and (many or len(notebooks) > 1):
        raise typer.BadParameter("a file holds one report; name a folder with --out for several.")
    is_set = not notebook and len(notebooks) > 1
    workers = workers or processors()
    if many:
        from labor.cli import batches

        listed = None if roles is None else batches.read_roles(roles)
        named_areas = [name.strip() for name in (areas or "").split(",") if name.strip()]
        home = out or reports_folder(base)
        target = out or home / ATLAS
        batch = batches.Batch(
            notebooks, listed, named_areas, given, setting or [], base, target, home, scheduler,
            may_replace=force or target.is_relative_to(base / "reports"),
        )  # fmt: skip
        page, failed = batches.make_batch(batch, workers)
    else:
        from labor.tables.own_files import own_files

        folder = page.parent if page else out or reports_folder(base)
        is_all = is_set and not given
        jobs = _jobs(notebooks, given, setting or [], base, folder, is_set=is_set)
        if page is not None:
            jobs = [replace(job, page=page) for job in jobs]
        jobs = [] if explorer else jobs
        index = None if page else folder / "index.html"
        # The project's own folder of reports is labor's; any other may be a person's.
        is_own = folder == base / "reports"
        files = [*(job.page for job in jobs), *([index] if index else [])]
        files += [folder / EXPLORER] if explorer or is_all or has_explorer(folder) else []
        with nullcontext() if is_own else own_files(files, force=force):
            page = make_explorer(base, folder) if explorer or is_all else None
            failed = False
            if jobs:
                page, failed = _make_each(jobs, base, workers, index)
            if index is not None:
                link_explorer(base, folder)
    if show and page is not None:
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
    notebooks: Sequence[ReportNotebook],
    given: Mapping[str, Value],
    assignments: Sequence[str],
    base: Path,
    target: Path,
    *,
    is_set: bool,
) -> list[Job]:
    """A report of each notebook, checked as far as is quick."""
    from labor.cli.notebook_parameters import page_name, parameters_of
    from labor.report.jobs import Job

    jobs = []
    for one in notebooks:
        asked = {n: v for n, v in given.items() if n in one.names} if is_set else given
        values = parameters_of(one, asked, assignments, base)
        page = target / f"{page_name(one, asked, assignments, base)}.html"
        jobs.append(Job(one.path, values, page, one.title_of(values), label=one.about))
    return jobs


def _make_each(
    jobs: Sequence[Job], root: Path, workers: int, index: Path | None
) -> tuple[Path | None, bool]:
    """Make reports of a folder and its list; the page to open, if any, and whether one failed."""
    from labor.report.batch import make_reports
    from labor.report.index import ReportLink, earlier, link_pages, write_index

    typer.echo(f"Building {len(jobs)} report{'' if len(jobs) == 1 else 's'} ...")
    failed = []
    old = {job.page for job in jobs if job.page.exists()}
    for number, result in enumerate(make_reports(jobs, root, workers), start=1):
        done = "failed" if result.problem else str(result.job.page)
        done += ", replaced" if result.job.page in old and not result.problem else ""
        typer.echo(f"[{number}/{len(jobs)}] {result.job.title}: {done} ({result.seconds:.1f} s)")
        if result.problem:
            failed.append(result.job)
            typer.echo(f"labor: {result.problem}", err=True)
    made = [job for job in jobs if job not in failed]
    if not made:
        return None, True
    links = [ReportLink(job.page, job.title) for job in made]
    if index is not None:
        link_pages([(job.label, job.page) for job in made], index)
        explorer = index.parent / EXPLORER
        beside = [(EXPLORER_TITLE, explorer)] if explorer.is_file() else []
        write_index([*links, *earlier(index.parent, links)], index, beside=beside)
    # The first of a set leads to the others.
    page = made[0].page
    typer.echo(f"Open {page}")
    return page, bool(failed)


def _chosen(
    notebooks: Sequence[ReportNotebook], named: Sequence[str], *, is_one: bool
) -> list[ReportNotebook]:
    """The notebooks to run: those named, or the first default one, or all of these."""
    if not named:
        defaults = [notebook for notebook in notebooks if notebook.default]
        return defaults[:1] if is_one else defaults
    by_name = {notebook.name: notebook for notebook in notebooks}
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
