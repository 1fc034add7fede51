"""Command that looks at an installation: doctor. Each thing has a small function of its own."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

import labor
from labor.console.options import AsJson, Root
from labor.console.output import as_json_text
from labor.errors import LaborError
from labor.sources.digest import sha256_of
from labor.tables.project import CONTENTS_NAME, PACKAGED, project_root, reports_folder, user_home

if TYPE_CHECKING:
    from packaging.requirements import Requirement


#: Name of the package on the package index; the command and the import are `labor`.
DISTRIBUTION = "labor-tables"
#: What each part is for, for the message of a command that lacks it.
PURPOSE = {
    "files": "to read publishers' files",
    "report": "to make and check reports",
    "lab": "to explore notebooks in JupyterLab",
    "cluster": "to share work between machines",
    "mcp": "to answer assistants",
}


def extra_of(module: str) -> str | None:
    """The part of the package that brings a module.

    Args:
        module: Name that could not be imported, such as "python_calamine".

    Returns:
        Name of the extra; None if the module is in none.
    """
    from packaging.requirements import Requirement

    wanted = module.partition(".")[0].replace("_", "-").lower()
    lines = [Requirement(line) for line in metadata.requires(DISTRIBUTION) or ()]
    return next(
        (
            extra
            for extra in PURPOSE
            for one in lines
            if one.name.lower() == wanted and one.marker and one.marker.evaluate({"extra": extra})
        ),
        None,
    )


def missing_part(error: ModuleNotFoundError) -> LaborError | None:
    """A message for a command that lacks a part of the package.

    Args:
        error: The import that failed.

    Returns:
        The message with the line that installs the part; None if it is no part's.
    """
    extra = extra_of(error.name or "")
    if extra is None:
        return None
    return LaborError(
        f"A part of labor that is needed {PURPOSE[extra]} is not installed",
        got=f"no {error.name}",
        next_step=f'Install it: `pip install "{DISTRIBUTION}[{extra}]"`, or [all] for everything.',
    )


#: What brings the committed tables back.
_RESTORE = "Run `git checkout data/raw/snapshot` in a clone, or `labor init` for a new project."
OK, NOTE, PROBLEM = "ok", "note", "problem"

#: Room on the disk, in bytes: below the first a build of all tables can fail, below the second
#: hardly anything can be written.
_ROOM, _HARDLY_ANY = 2_000_000_000, 200_000_000
_KERNEL_SECONDS = 60


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Args:
        name: The thing.
        state: "ok", "note" (works, but something can be had) or "problem".
        says: What was found.
        next_step: What to do about it; empty if nothing.
    """

    name: str
    state: str
    says: str
    next_step: str = ""


def doctor(as_json: AsJson = False, root: Root = None) -> None:
    """Say what is wrong with this installation, and what to do.

    Each thing is ok, a note (it works, something can be had) or a problem. The exit code is 1 if
    there is a problem.
    """
    found = []
    for one in findings(project_root(root)):
        found.append(one)
        if not as_json:
            typer.echo(f"{one.state:<8} {one.name:<11} {one.says}")
            if one.next_step:
                typer.echo(f"{'':<20} {one.next_step}")
    if as_json:
        typer.echo(as_json_text({"findings": [asdict(one) for one in found]}), nl=False)
    if problems := [one.name for one in found if one.state == PROBLEM]:
        raise LaborError(
            "This installation has a problem" if len(problems) == 1 else "There are problems",
            got=", ".join(problems),
            next_step="Do what stands below each of them, then run `labor doctor` again.",
        )


def findings(root: Path) -> Iterator[Finding]:
    """Look at everything, the quick and basic things first.

    Args:
        root: Project folder.

    Yields:
        A finding for each thing.
    """
    of_project = (project, snapshot, tables, age, disk, folders, contact)
    looks: list[Callable[[], Finding]] = [python, packages]
    looks += [partial(look, root) for look in of_project]
    looks += [kernel, jupyterlab]
    for look in looks:
        try:
            yield look()
        except ImportError as error:
            if extra := extra_of(error.name or ""):
                says = f"the part {extra}, {PURPOSE[extra]}, is not installed"
                yield Finding("Parts", NOTE, says, _set_up(extra))
            else:
                says = f"{error.name or error} cannot be loaded"
                yield Finding("Packages", PROBLEM, says, _set_up())


def _set_up(extra: str = "") -> str:
    """How this installation is made whole, or gets a part."""
    if (Path(labor.__file__).resolve().parents[2] / "Makefile").is_file():
        return "Run `make setup`."
    if extra:
        return f'Run `pip install "{DISTRIBUTION}[{extra}]"`.'
    return f"Run `pip install --force-reinstall {DISTRIBUTION}`."


def python() -> Finding:
    """Whether this Python is new enough."""
    from packaging.specifiers import SpecifierSet

    version, wanted = platform.python_version(), metadata.metadata(DISTRIBUTION)["Requires-Python"]
    if SpecifierSet(wanted).contains(version, prereleases=True):
        return Finding("Python", OK, version)
    return Finding(
        "Python",
        PROBLEM,
        f"{version}, but {wanted} is needed",
        "Install it with a newer Python; in a clone, `make setup PYTHON=/path/to/python3.12`.",
    )


def packages() -> Finding:
    """Whether the packages that labor depends on are there and new enough."""
    from packaging.requirements import Requirement

    lines = [Requirement(line) for line in metadata.requires(DISTRIBUTION) or ()]
    wanted = [one for one in lines if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [problem for one in wanted if (problem := _problem(one))]
    if wrong:
        return Finding("Packages", PROBLEM, "; ".join(wrong), _set_up())
    return Finding("Packages", OK, f"all {len(wanted)} are there and new enough")


def _problem(wanted: Requirement) -> str:
    """What is wrong with one package; empty if nothing."""
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return f"{wanted.name} is missing"
    right = wanted.specifier.contains(version, prereleases=True)
    return "" if right else f"{wanted.name} is {version}, but {wanted.specifier} is needed"


def project(root: Path) -> Finding:
    """Which folder answers, and whether it is whole."""
    if root == PACKAGED:
        return Finding("Home", OK, f"the package: {root}")
    if root == user_home():
        return Finding("Home", OK, f"your own folder: {root}")
    missing = [name for name in ("data/raw", "notebooks") if not (root / name).is_dir()]
    if not missing:
        return Finding("Home", OK, f"the project {root}")
    return Finding(
        "Home",
        PROBLEM,
        f"{root} has no {' and no '.join(missing)}",
        "Run this in the project's folder, or name it with --root or $LABOR_HOME.",
    )


def snapshot(root: Path) -> Finding:
    """Whether the committed tables are those of their cards."""
    if root == PACKAGED:
        return _contents()
    from labor.tables.snapshot import read_source

    cards = sorted((root / "data" / "raw" / "snapshot").glob("*.toml"))
    if not cards:
        return Finding("Snapshot", PROBLEM, "no tables", _RESTORE)
    wrong = []
    for card in cards:
        try:
            read_source(card)
        except LaborError as error:
            wrong.append(f"{card.stem}: {error.what}")
    if wrong:
        return Finding("Snapshot", PROBLEM, "; ".join(wrong), _RESTORE)
    return Finding("Snapshot", OK, f"{len(cards)} tables, each that of its card")


def _contents() -> Finding:
    """Whether the files that the package brings are as they were packed."""
    listed = json.loads((PACKAGED / CONTENTS_NAME).read_text(encoding="utf-8"))["sha256"]
    places = {name: PACKAGED / name for name in listed}
    wrong = [
        name
        for name, path in places.items()
        if not path.is_file() or sha256_of(path) != listed[name]
    ]
    if wrong:
        says = f"not as they were packed: {', '.join(wrong)}"
        return Finding("Contents", PROBLEM, says, _set_up())
    return Finding("Contents", OK, f"{len(listed)} files, each as it was packed")


def age(root: Path) -> Finding:
    """Whether newer tables than those in use should be out by now."""
    from datetime import date

    from labor.tables.age import ages

    in_use = ages(root / "data" / "processed", date.today())
    older = [one.sentence.removesuffix(".") for one in in_use if "should" in one.timing]
    if not older:
        return Finding("Age", OK, "the tables in use are the newest by the calendar of releases")
    step = "`labor status` says how newer ones are taken in."
    return Finding("Age", NOTE, "; ".join(older), step)


def tables(root: Path) -> Finding:
    """Whether the tidy tables are there, whole and current."""
    import pyarrow as pa
    from pyarrow.parquet import read_metadata

    from labor.schema.tables import TABLES
    from labor.tables.files import files_for, is_built
    from labor.tables.freshness import Build
    from labor.tables.publication import changed_files

    folder = root / "data" / "processed"
    built = [name for name in TABLES if is_built(folder, name)]
    if not built:
        return Finding("Tables", PROBLEM, "none was built", "Run `labor build`.")
    damaged = []
    for name in built:
        try:
            for path in files_for(folder, name, {}):
                read_metadata(path)
        except (pa.ArrowException, OSError):
            damaged.append(name)
    if damaged:
        says = f"damaged: {', '.join(damaged)}"
        return Finding("Tables", PROBLEM, says, "Run `labor build --force`.")
    changed = changed_files(folder)
    if changed:
        says = f"not as they were built: {', '.join(changed)}"
        return Finding("Tables", PROBLEM, says, "Run `labor build`.")
    if root == PACKAGED:
        return Finding("Tables", OK, f"{len(built)}, made from the snapshot")
    if not Build(root / "data" / "raw", folder).is_current():
        says = f"{len(built)} built, but the raw tables or the code have changed since"
        return Finding("Tables", NOTE, says, "Run `labor build`.")
    return Finding("Tables", OK, f"{len(built)} built, current")


def disk(root: Path) -> Finding:
    """Whether there is room on the disk."""
    place = next((one for one in (root, *root.parents) if one.exists()), Path.cwd())
    free = shutil.disk_usage(place).free
    says = f"{free / 1e9:,.1f} GB free"
    if free >= _ROOM:
        return Finding("Disk", OK, says)
    state = PROBLEM if free < _HARDLY_ANY else NOTE
    return Finding("Disk", state, says, f"Free some space; {_ROOM / 1e9:.0f} GB are plenty.")


def folders(root: Path) -> Finding:
    """Whether the folders that labor writes to may be written."""
    base = user_home() if root == PACKAGED else root
    wanted = [base / "data" / "raw", base / "data" / "processed", reports_folder(root)]
    closed = [str(path) for path in wanted if not _may_write(path)]
    if not closed:
        says = f"{wanted[0].parent} and {wanted[2]} may be written"
        return Finding("Folders", OK, says)
    return Finding(
        "Folders",
        PROBLEM,
        f"may not be written: {', '.join(closed)}",
        "Change their owner or their rights, or use --out.",
    )


def _may_write(path: Path) -> bool:
    """Whether a folder may be written or, where it is missing, made."""
    place = next((one for one in (path, *path.parents) if one.exists()), path)
    return place.is_dir() and os.access(place, os.W_OK | os.X_OK)


def kernel() -> Finding:
    """Whether a kernel starts and answers: reports need one."""
    with TemporaryDirectory(prefix="labor-") as place:
        try:
            asyncio.run(_start_and_stop(Path(place)))
        except (RuntimeError, OSError, TimeoutError) as error:
            says = f"does not start: {str(error).strip() or type(error).__name__}"
            return Finding("Kernel", PROBLEM, says, _set_up())
    return Finding("Kernel", OK, "starts; reports can be built")


async def _start_and_stop(place: Path) -> None:
    """Start a kernel as a report does, wait for its answer, and stop it."""
    from labor.report.run import private_kernel_manager

    manager = private_kernel_manager(place, {})()
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=_KERNEL_SECONDS)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def jupyterlab() -> Finding:
    """Whether JupyterLab is there to explore the notebooks."""
    try:
        return Finding("JupyterLab", OK, metadata.version("jupyterlab"))
    except metadata.PackageNotFoundError:
        says = "not there; reports need none"
        return Finding("JupyterLab", NOTE, says, _set_up("lab"))


def contact(root: Path) -> Finding:
    """Whether an address is set for publishers that ask who fetches."""
    from labor.sources.web import VARIABLE, find_contact

    try:
        address = find_contact(root)
    except LaborError as error:
        says = ": ".join(part for part in (error.where, error.what) if part)
        return Finding("Contact", PROBLEM, says, f"Write {error.expected}.")
    if address:
        return Finding("Contact", OK, address)
    step = f"Set {VARIABLE} to your e-mail address before `labor fetch` of tables of BLS."
    return Finding("Contact", NOTE, "none is set", step)
