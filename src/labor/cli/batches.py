"""Many reports at once: which roles and areas, and what is printed while and after."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from labor.answers.compare.verb import SIMILAR
from labor.answers.tables import directory_of, load, processed_of, resolve
from labor.cli.explorer import (
    EXPLORER,
    EXPLORER_TITLE,
    has_explorer,
    link_explorer,
    make_explorer,
    occupations_of,
)
from labor.cli.notebook_parameters import parameters_of
from labor.console.output import Bars
from labor.errors import OccupationError, ReportError
from labor.report.batch import FAILURES, Outcome, make_all, make_reports
from labor.report.index import write_batch_index
from labor.report.jobs import Job, Result
from labor.report.manifest import NAME as MANIFEST
from labor.report.notebooks import ReportNotebook, Value
from labor.report.pages import slug
from labor.tables.areas import area_code, years_of
from labor.tables.own_files import own_files
from labor.terms import NATION

if TYPE_CHECKING:
    from rich.progress import TaskID

#: Failures to show at the end; the file has all of them.
_SHOWN = 10
#: What a shell reports of a program that was stopped from the keyboard.
STOPPED = 130


@dataclass(frozen=True)
class Batch:
    """Reports that are asked for, and what the tables know of their roles.

    Args:
        notebooks: Notebooks to run for each role.
        listed: Roles, in words or as codes; None for all occupations with data.
        areas: Areas, as people call them; none for the area of `given`.
        given: Values of other options by the parameter each asks for.
        assignments: Values of other parameters, as "name=value".
        root: Project folder.
        out: Folder to write to.
        home: Folder of the page of all occupations, `out` or one above it.
        scheduler: Address of a Dask scheduler whose workers make them; empty for this machine.
        may_replace: Whether files of the folder that labor did not write may be replaced.
    """

    notebooks: Sequence[ReportNotebook]
    listed: Sequence[str] | None
    areas: Sequence[str]
    given: Mapping[str, Value]
    assignments: Sequence[str]
    root: Path
    out: Path
    home: Path
    scheduler: str = ""
    may_replace: bool = True

    def jobs(self) -> tuple[list[Job], list[Result]]:
        """The reports: one of each notebook for each area and role, `notebook/area/role.html`.

        Returns:
            Those to make, and those that cannot be made because of their role.

        Raises:
            LaborError: An area or another parameter cannot be used.
        """
        jobs: dict[Path, Job] = {}
        refused: dict[Path, Result] = {}
        for notebook, area in product(self.notebooks, self.areas or [""]):
            folder = self.out / notebook.name / slug(area)
            about = [notebook.name.replace("-", " ")] if len(self.notebooks) > 1 else []
            label = ", ".join([*about, *filter(None, [area])])
            listed = self.listed
            for role in _all_roles(self._given_in(area), self.root) if listed is None else listed:
                page = folder / f"{slug(role)}.html"
                try:
                    jobs[page] = self._job(notebook, role, area, page, label)
                except OccupationError as error:
                    job = Job(notebook.path, {}, page, role)
                    refused[page] = Result(job, problem=error.message())
        return list(jobs.values()), list(refused.values())

    def _job(self, notebook: ReportNotebook, role: str, area: str, page: Path, label: str) -> Job:
        """One report; it gets peers of the Handbook only if that lists some."""
        found = resolve(role, root=self.root)
        codes = found.codes[found.anchor_version]
        code = codes[0] if len(codes) == 1 else ""
        values: dict[str, Value] = {**self._given_in(area), "role": role}
        peers = values.get("peers")
        if isinstance(peers, list) and found.profile_id not in self._with_similar:
            values["peers"] = [peer for peer in peers if peer != SIMILAR]
        return Job(
            notebook.path,
            parameters_of(notebook, values, self.assignments, self.root),
            page,
            found.label,
            code,
            self._groups.get(code[:2], ""),
            label,
            occupations_of(directory_of(processed_of(self.root)), found),
            self.out / "index.html",
        )

    def _given_in(self, area: str) -> dict[str, Value]:
        return {**self.given, "area": area} if area else dict(self.given)

    @cached_property
    def _with_similar(self) -> set[str]:
        return set(load("similar_occupations", root=self.root)["profile_id"])

    @cached_property
    def _groups(self) -> dict[str, str]:
        """Titles of the major groups of the newest list by the first digits of their codes."""
        columns = ["occupation_code", "occupation_title"]
        levels = {"soc_version": "soc_2018", "occupation_level": "major"}
        rows = load("occupations", root=self.root, columns=columns, **levels)
        rows = rows.drop_duplicates("occupation_code")
        return dict(zip(rows["occupation_code"].str[:2], rows["occupation_title"], strict=True))


def read_roles(source: str) -> list[str]:
    """Roles from a file, or from standard input for "-": one on each line, # begins a remark.

    Raises:
        ReportError: The file cannot be read or names no role.
    """
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(
            "The list of roles cannot be read",
            where=source,
            got=getattr(error, "strerror", None) or "text that is not UTF-8",
            next_step="Name a text file with one role on each line; - reads standard input.",
        ) from error
    roles = [line.partition("#")[0].strip() for line in text.splitlines()]
    if not any(roles):
        raise ReportError("The list names no role", where=source, expected="one role on each line")
    return list(dict.fromkeys(filter(None, roles)))


def make_batch(batch: Batch, workers: int) -> tuple[Path, bool]:
    """Make the reports that are asked for, show progress, and write the pages that lead to them.

    Args:
        batch: What is asked for.
        workers: Reports to make at a time on this machine.

    Returns:
        The page that leads to the reports, and whether one failed: of all occupations the page
        that searches them, else the list.

    Raises:
        LaborError: An area, an option or the folder cannot be used.
        typer.Exit: It was stopped from the keyboard.
    """
    jobs, refused = batch.jobs()
    data = sorted(processed_of(batch.root).rglob("*.parquet"))
    maker = partial(
        make_reports, root=batch.root, workers=workers, scheduler=batch.scheduler, data=data
    )
    progress = _Progress()
    index, explorer = batch.out / "index.html", batch.home / EXPLORER
    files = [*(job.page for job in jobs), index, batch.out / FAILURES, batch.out / MANIFEST]
    files += [explorer] if batch.listed is None or has_explorer(batch.home) else []
    try:
        with own_files([] if batch.may_replace else files), progress:
            outcome = make_all(
                jobs, batch.out, maker, data=data, on_result=progress.made,
                begin=progress.begin, refused=refused,
            )  # fmt: skip
            if batch.listed is None:
                make_explorer(batch.root, batch.home)
            is_linked = link_explorer(batch.root, batch.home)
            beside = [(EXPLORER_TITLE, explorer)] if is_linked else []
            write_batch_index(outcome.pages, index, beside=beside)
    except KeyboardInterrupt:
        typer.echo("Stopped. Run the same command again to make what is missing.", err=True)
        raise typer.Exit(STOPPED) from None
    _print_outcome(outcome, batch.out)
    page = explorer if batch.listed is None else index
    typer.echo(f"Open {page}")
    return page, bool(outcome.failed)


def _all_roles(given: Mapping[str, Value], root: Path) -> list[str]:
    """Codes of the detailed occupations with pay in an area and year, or the newest year."""
    processed = processed_of(root)
    asked = given.get("reference_year")
    asked_year = None if asked is None else int(str(asked))
    area = area_code(processed, str(given.get("area", NATION)), asked_year)
    year = years_of(processed, area)[-1] if asked_year is None else asked_year
    rows = load(
        "wages",
        root=root,
        columns=["occupation_code"],
        reference_year=year,
        area_code=area,
        occupation_level="detailed",
        statistic="median",
    )
    if rows.empty:
        raise ReportError(
            "There are no estimates to make reports from",
            expected=f"area {area}: {', '.join(map(str, years_of(processed, area)))}",
            got=str(year),
        )
    return sorted(rows["occupation_code"].unique())


def _print_outcome(outcome: Outcome, folder: Path) -> None:
    kept = f"; {outcome.kept:,} were there already" if outcome.kept else ""
    typer.echo(f"{outcome.made:,} reports made{kept}.")
    if outcome.failed:
        typer.echo(f"{len(outcome.failed):,} failed, listed in {folder / FAILURES}:", err=True)
    for result in outcome.failed[:_SHOWN]:
        typer.echo(f"- {result.job.title}: {result.problem.splitlines()[0]}", err=True)


class _Progress(Bars):
    """Progress of a batch: a bar for a person, a line per report for a log."""

    def __init__(self) -> None:
        super().__init__("MofNCompleteColumn")
        self._task: TaskID | None = None
        self._start = 0.0

    def begin(self, todo: int, kept: int) -> None:
        """Tell how much there is to do."""
        self._start = time.monotonic()
        if self._bars is not None:
            self._task = self._bars.add_task("Reports", total=todo)
        already = f" ({kept:,} are there already)" if kept else ""
        self._say(f"{todo:,} reports to make{already}")

    def made(self, result: Result, number: int, total: int) -> None:
        """Tell that a report is done."""
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, completed=number)
        failed = f" failed: {result.problem.splitlines()[0]}" if result.problem else ""
        if failed or self._bars is None:
            left = (time.monotonic() - self._start) / number * (total - number)
            self._say(
                f"[{number}/{total}] {result.job.title}{failed} "
                f"({result.seconds:.1f} s; {_duration(left)} left)"
            )

    def _say(self, line: str) -> None:
        if self._bars is not None:
            self._bars.console.print(line, markup=False, highlight=False)
        else:
            typer.echo(line, err=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest:02} s"
