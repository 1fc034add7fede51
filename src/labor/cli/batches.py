"""Many reports at once: which roles and areas, what is told while they are made, and after."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from labor.answers.compare.verb import SIMILAR
from labor.answers.tables import load, processed_of, resolve
from labor.cli.notebook_parameters import parameters_of, slug
from labor.console.progress import Bars
from labor.errors import OccupationError, ReportError
from labor.occupations import Role
from labor.report.batch import FAILURES, Executor, Outcome, local, make_all
from labor.report.batch_index import write_atlas
from labor.report.jobs import Job, Result
from labor.report.kinds import Kind
from labor.tables.areas import area_code, years_of
from labor.terms import NATION

#: Failures to show at the end; the file has all of them.
_SHOWN = 10
#: What a shell reports of a program that was stopped from the keyboard.
STOPPED = 130


@dataclass(frozen=True)
class Batch:
    """Reports that are asked for.

    Args:
        kinds: Kinds of report.
        roles: Roles, in words or as codes; None for all occupations with data.
        areas: Areas, as people call them; none for the area of `given`.
        given: Values of other options by the parameter each asks for.
        assignments: Values of other parameters, as "name=value".
        root: Project folder.
        out: Folder to write to.
        scheduler: Address of a Dask cluster that makes them; empty for this machine.
        copies: Folder that they are copied to, as a URL; empty for none.
    """

    kinds: Sequence[Kind]
    roles: Sequence[str] | None
    areas: Sequence[str]
    given: Mapping[str, object]
    assignments: Sequence[str]
    root: Path
    out: Path
    scheduler: str = ""
    copies: str = ""


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
    """Make the reports that are asked for, tell how it goes, and write the page that lists them.

    Args:
        batch: What is asked for.
        workers: Reports to make at a time.

    Returns:
        The page that lists the reports, and whether one failed.

    Raises:
        LaborError: An area, an option or the folder cannot be used.
        typer.Exit: It was stopped from the keyboard.
    """
    jobs, refused = jobs_of(batch)
    data = sorted(processed_of(batch.root).rglob("*.parquet"))
    watch = _Watch()
    try:
        with watch:
            outcome = make_all(
                jobs, batch.out, _executor(batch, workers, data), data=data, told=watch.told,
                begin=watch.begin, refused=refused,
            )  # fmt: skip
    except KeyboardInterrupt:
        typer.echo("Stopped. Run the same command again to make what is missing.", err=True)
        raise typer.Exit(STOPPED) from None
    index = write_atlas(outcome.pages, batch.out / "index.html")
    _tell(outcome, batch.out)
    if batch.copies:
        from labor.report.copies import copy_batch

        typer.echo(
            f"{copy_batch(batch.out, outcome.pages, batch.copies):,} pages copied to {batch.copies}"
        )
    typer.echo(f"Open {index}")
    return index, bool(outcome.failed)


def _executor(batch: Batch, workers: int, data: Sequence[Path]) -> Executor:
    if not batch.scheduler:
        return local(workers)
    from labor.report.cluster import clustered

    return clustered(batch.scheduler, batch.root, data)


def jobs_of(batch: Batch) -> tuple[list[Job], list[Result]]:
    """The reports to make, and those that no report can be made for because of their role.

    Raises:
        LaborError: An area or an option cannot be used.
    """
    jobs: dict[Path, Job] = {}
    refused: dict[Path, Result] = {}
    groups = _groups(batch.root)
    listing = set(load("similar_occupations", root=batch.root)["profile_id"])
    for kind in batch.kinds:
        for area in batch.areas or [""]:
            given = {**batch.given, "area": area} if area else dict(batch.given)
            roles = batch.roles if batch.roles is not None else _all_roles(given, batch.root)
            for role in roles:
                page = _page(batch, kind, area, role)
                try:
                    found = resolve(role, root=batch.root)
                    asked = {**given, "role": role, **_peers(given, found, listing)}
                    values = parameters_of(kind, asked, batch.assignments, batch.root)
                except OccupationError as error:
                    refused[page] = Result(Job(kind.path, {}, page, role), problem=error.message())
                    continue
                codes = found.codes[found.anchor_version]
                code = codes[0] if len(codes) == 1 else ""
                label = _label(batch, kind, area)
                jobs[page] = Job(
                    kind.path, values, page, found.label, code, groups.get(code[:2], ""), label,
                    batch.root,
                )  # fmt: skip
    return list(jobs.values()), list(refused.values())


def _peers(given: Mapping[str, object], role: Role, listing: set[str]) -> dict[str, list[str]]:
    """The peers that were named; those of the Handbook only for roles that it lists some for."""
    named = list(given.get("peers", []))
    if SIMILAR in named and role.profile_id not in listing:
        return {"peers": [peer for peer in named if peer != SIMILAR]}
    return {}


def _all_roles(given: Mapping[str, object], root: Path) -> list[str]:
    """Codes of the detailed occupations with pay in an area and year, or the newest year."""
    processed = processed_of(root)
    area = area_code(processed, str(given.get("area", NATION)))
    year = given.get("reference_year", years_of(processed, area)[-1])
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


def _groups(root: Path) -> dict[str, str]:
    """Titles of the major groups of the newest list by the first digits of their codes."""
    columns = ["occupation_code", "occupation_title"]
    rows = load(
        "occupations", root=root, columns=columns, soc_version="soc_2018", occupation_level="major"
    )
    rows = rows.drop_duplicates("occupation_code")
    return dict(zip(rows["occupation_code"].str[:2], rows["occupation_title"], strict=True))


def _page(batch: Batch, kind: Kind, area: str, role: str) -> Path:
    folder = batch.out / kind.name
    return (folder / slug(area) if area else folder) / f"{slug(role)}.html"


def _label(batch: Batch, kind: Kind, area: str) -> str:
    """What tells a page of a role from its other pages."""
    parts = [kind.name.replace("-", " ")] if len(batch.kinds) > 1 else []
    return ", ".join([*parts, *([area] if area else [])])


def _tell(outcome: Outcome, folder: Path) -> None:
    kept = f"; {outcome.kept:,} were there already" if outcome.kept else ""
    typer.echo(f"{outcome.made:,} reports made{kept}.")
    if outcome.failed:
        typer.echo(f"{len(outcome.failed):,} failed, listed in {folder / FAILURES}:", err=True)
    for result in outcome.failed[:_SHOWN]:
        typer.echo(f"- {result.job.title}: {result.problem.splitlines()[0]}", err=True)


class _Watch(Bars):
    """Progress of a batch: a bar for a person, a line per report for a log."""

    def __init__(self) -> None:
        super().__init__("MofNCompleteColumn")
        self._task = 0
        self._start = 0.0

    def begin(self, todo: int, kept: int) -> None:
        """Tell how much there is to do."""
        self._start = time.monotonic()
        if self._bars is not None:
            self._task = self._bars.add_task("Reports", total=todo)
        kept_said = f" ({kept:,} are there already)" if kept else ""
        self._say(f"{todo:,} reports to make{kept_said}")

    def told(self, result: Result, number: int, total: int) -> None:
        """Tell that a report is done."""
        if self._bars is not None:
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
