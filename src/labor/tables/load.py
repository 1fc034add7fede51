"""Read published tables back with their own dtypes, or part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from labor.errors import SchemaError, SourceError
from labor.schema.tables import TABLES
from labor.tables.files import file_for
from labor.tables.project import project_root
from labor.tables.publication import place_of


def load(
    name: str,
    folder: Path,
    *,
    columns: Sequence[str] | None = None,
    **filters: str | int | Iterable[str | int],
) -> pd.DataFrame:
    """Load a tidy table, or the rows and columns that are asked for.

    Args:
        name: Name of the table, for example "wages"; docs/data-dictionary.md lists all.
        folder: Folder of the published tables, `data/processed`.
        columns: Columns wanted; all if left out.
        **filters: Column names with one value or several: `occupation_code="29-2072"`,
            `reference_year=[2018, 2024]`.

    Returns:
        Rows sorted by the table's key, with the dtypes of its schema.

    Raises:
        SchemaError: There is no such table or column.
        SourceError: The table was not built yet, or its file is damaged.
    """
    if name not in TABLES:
        raise SchemaError(
            "There is no such table", expected=", ".join(sorted(TABLES)), got=repr(name)
        )
    schema = TABLES[name]
    unknown = [n for n in [*(columns or ()), *filters] if n not in schema.names]
    if unknown:
        raise SchemaError(
            f"Table {name} has no such column",
            expected=", ".join(schema.names),
            got=", ".join(map(repr, unknown)),
        )
    path = place_of(folder, f"{name}.parquet")
    if not path.exists():
        raise SourceError(
            f"The table {name} was not built yet",
            where=str(path),
            next_step="Run `labor build`.",
        )
    values = {n: _listed(value) for n, value in filters.items()}
    wanted = schema.names if columns is None else list(columns)
    source = file_for(folder, name, values)
    if not source.exists():
        # A build has moved it to its place in this moment.
        path, source = place_of(folder, f"{name}.parquet"), file_for(folder, name, values)
    if source == path:
        frame = _read(name, source, wanted, values)
    else:
        # Its rows are in another order: the key puts them back into that of the table.
        frame = _read(name, source, list(dict.fromkeys([*wanted, *schema.key])), values)
        frame = frame.sort_values(list(schema.key), kind="stable", ignore_index=True)[wanted]
    other = {n: d for n, d in schema.dtypes.items() if n in frame and frame[n].dtype != d}
    return frame.astype(other) if other else frame


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
    folder = project_root(root) / "data" / "processed"
    names = [name for name in TABLES if place_of(folder, f"{name}.parquet").exists()]
    if not names:
        raise SourceError(
            "No tables were built yet",
            where=str(folder),
            next_step="Run `labor build`.",
        )
    return {name: load(name, folder) for name in dict.fromkeys((*names, *needed))}


def _read(
    name: str, path: Path, columns: list[str], values: Mapping[str, list[str | int]]
) -> pd.DataFrame:
    conditions = [(n, "in", listed) for n, listed in values.items()]
    try:
        return pd.read_parquet(path, columns=columns, filters=conditions or None)
    except pa.ArrowInvalid as error:
        raise SourceError(
            f"The table {name} is damaged",
            where=str(path),
            got=str(error).rpartition(": ")[2],
            next_step="Run `labor build --force`.",
        ) from None


def _listed(value: str | int | Iterable[str | int]) -> list[str | int]:
    return [value] if isinstance(value, str | int) else list(value)
