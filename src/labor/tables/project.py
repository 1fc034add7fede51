"""Where the tables, notebooks and reports are: a project folder, a user's own, the package's."""

from __future__ import annotations

import filecmp
import os
import shutil
import sys
from pathlib import Path

import labor
from labor.errors import SourceError
from labor.tables.freshness import RECORD_NAME, Build

#: A project folder, carried by an installed package: tables, notebooks and the snapshot.
PACKAGED = Path(labor.__file__).resolve().parent / "home"
#: Lies in a packaged home and says by digests what it holds; a copy of it tells who copied it.
CONTENTS_NAME = "contents.json"
#: What a user's folder takes from the package, to add files to and to build from.
_COPIED = ("notebooks", "data/raw/snapshot")
_README = """\
# A labor project

- `labor compare "pharmacy technician" --peer similar` answers from the tables of this folder.
- `labor report` runs the notebooks and writes pages into `reports/`; `jupyter lab notebooks` opens
  them. The notebooks are yours to change; copies with another name become reports as well.
- `labor add FILE` takes a publisher's file into `data/raw`, `labor build` makes the tables in
  `data/processed` anew, as CSV and Parquet. `labor status` says what is newer.
"""


def project_root(given: str | Path | None = None) -> Path:
    """Find the folder that answers are read from.

    Args:
        given: The folder, if the caller knows it.

    Returns:
        The given folder; else that of the environment variable LABOR_HOME; else the nearest
        folder with `data/raw` at or above the current one; else the folder of the source
        code, if the package is used from it; else the user's own folder, if tables were built
        in it (anew, if an earlier version built them); else that of the package; else the
        current folder.
    """
    if (project := _project(given)) is not None:
        return project
    if not PACKAGED.is_dir():
        return Path.cwd()
    mine = user_home()
    if not (mine / "data" / "processed" / RECORD_NAME).is_file():
        return PACKAGED
    if is_outdated(mine):
        _renew(mine)
    return mine


def writable_root(given: str | Path | None = None) -> Path:
    """Find the folder that publishers' files and tables are written to.

    Args:
        given: The folder, if the caller knows it.

    Returns:
        The project folder, as `project_root` finds it; without a project the user's own folder,
        with the notebooks and the snapshot of the package.

    Raises:
        SourceError: The user's own folder cannot be written.
    """
    if (project := _project(given)) is not None:
        return project
    if not PACKAGED.is_dir():
        return Path.cwd()
    mine = user_home()
    if is_outdated(mine):
        copy_home(mine)
    return mine


def reports_folder(root: Path) -> Path:
    """The folder that reports go to: that of a project, else one where the user stands.

    Args:
        root: The folder that answers are read from.
    """
    return Path("labor-reports") if root in (PACKAGED, user_home()) else root / "reports"


def user_home() -> Path:
    """The folder for the files of a user who has no project folder."""
    from platformdirs import user_data_path

    return user_data_path("labor", appauthor=False)


def is_outdated(home: Path) -> bool:
    """Whether a folder that was copied from the package is not there, or of another version.

    Args:
        home: A user's own folder.
    """
    try:
        return not filecmp.cmp(home / CONTENTS_NAME, PACKAGED / CONTENTS_NAME, shallow=False)
    except FileNotFoundError:
        return True


def copy_home(folder: Path) -> None:
    """Copy notebooks and snapshot of the package; what a user added is kept.

    Args:
        folder: A user's own folder.

    Raises:
        SourceError: The folder cannot be written.
    """
    try:
        for name in _COPIED:
            # What an earlier version brought and this one does not would be built as well.
            shutil.rmtree(folder / name, ignore_errors=True)
            shutil.copytree(PACKAGED / name, folder / name)
        # The last of all: a copy that broke off is made again.
        shutil.copyfile(PACKAGED / CONTENTS_NAME, folder / CONTENTS_NAME)
    except OSError as error:
        step = "Name a folder you may write to: --root FOLDER, or set LABOR_HOME."
        raise _not_written("The folder for your own files", folder, error, step) from error


def _renew(mine: Path) -> None:
    """Build the tables of a user's own folder with the notebooks and snapshot of this version."""
    from labor.tables.rebuild import rebuild

    sys.stderr.write(f"labor is another version now: building the tables in {mine} anew ...\n")
    copy_home(mine)
    out = mine / "data" / "processed"
    state = Build(mine / "data" / "raw", out)
    state.record(rebuild(mine, out))


def new_project(folder: Path) -> None:
    """Make a project folder of what the package brings.

    Args:
        folder: Where it shall be; nothing may be in it yet.

    Raises:
        SourceError: The folder has files, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(
            "A new project needs a folder of its own",
            where=str(folder),
            expected="a folder that is empty, or not there yet",
            next_step="Name another one: `labor init my-labor`.",
        )
    home = PACKAGED if PACKAGED.is_dir() else project_root()
    parts = (*_COPIED, "data/processed")
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        for name in parts:
            hidden = shutil.ignore_patterns(".parts", ".lock", ".build.json", "*.csv", "*.csv.gz")
            shutil.copytree(
                home / name, beside / name, ignore=hidden if "processed" in name else None
            )
        (beside / "reports").mkdir()
        (beside / "README.md").write_text(_README, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        beside.replace(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        step = "Name a folder you may write to."
        raise _not_written("The project", folder, error, step) from error


def _not_written(what: str, folder: Path, error: OSError, next_step: str) -> SourceError:
    return SourceError(
        f"{what} cannot be written",
        where=str(error.filename or folder),
        got=error.strerror or str(error),
        next_step=next_step,
    )


def _project(given: str | Path | None) -> Path | None:
    """The project folder that is given, named, stood in, or that of the source code."""
    if given is not None:
        return Path(given)  # people give its name as well
    if home := os.environ.get("LABOR_HOME"):
        return Path(home)
    here = Path.cwd()
    checkout = Path(labor.__file__).resolve().parents[2]
    places = (here, *here.parents, checkout)
    return next((place for place in places if (place / "data" / "raw").is_dir()), None)
