"""The tables that were built, for commands that look at all of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from labor.errors import SourceError
from labor.tables.project import project_root

if TYPE_CHECKING:
    import pandas as pd


def built_tables(root: Path | None, needed: Iterable[str] = ()) -> dict[str, pd.DataFrame]:
    """All tables of a project that were built.

    Args:
        root: Project folder; found by itself if None.
        needed: Tables that must be among them.

    Returns:
        Tables by name.

    Raises:
        SourceError: None was built, one that is needed was not, or one is damaged.
    """
    from labor.schema.tables import TABLES
    from labor.tables.load import load

    folder = project_root(root) / "data" / "processed"
    names = [name for name in TABLES if (folder / f"{name}.parquet").exists()]
    if not names:
        raise SourceError(
            "No tables were built yet",
            where=str(folder),
            next_step="Run `make data`, or `labor build`.",
        )
    return {name: load(name, folder) for name in dict.fromkeys((*names, *needed))}
