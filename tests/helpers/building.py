"""Whole builds without a project: every raw table read, and tables published in one step."""

from __future__ import annotations

from pathlib import Path

from labor.sources.inbox import one_writer
from labor.tables.build import Tables, part_of, replace_tables, tables_of
from labor.tables.inputs import chosen, raw_files
from labor.tables.rebuild import WAIT_SECONDS
from labor.tables.snapshot import Source


def all_sources(root: Path) -> list[Source]:
    """Every raw table that a build of a project reads, sorted by id."""
    return chosen([file.read() for file in raw_files(root)])


def publish(tables: Tables, out: Path) -> list[Path]:
    """Write tables in place of those of the last build, as the only writer of the folder."""
    out.mkdir(parents=True, exist_ok=True)
    with one_writer(out, WAIT_SECONDS):
        return replace_tables(tables, out)


def build_tables(sources):
    """Every tidy table that the sources give rows for, checked."""
    return tables_of([part_of(source) for source in sources])


def small_project(project: Path, root: Path, *names: str) -> None:
    """Link some raw tables of the snapshot, and all built tables, into a project of its own.

    Args:
        project: The project they are of.
        root: Folder of the new one.
        names: Ids of raw tables.
    """
    snapshot = root / "data" / "raw" / "snapshot"
    snapshot.mkdir(parents=True)
    for name in names:
        for path in (project / "data/raw/snapshot").glob(f"{name}.*"):
            (snapshot / path.name).symlink_to(path)
    (root / "data" / "processed").symlink_to(project / "data" / "processed")
