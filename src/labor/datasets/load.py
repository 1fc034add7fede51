"""Read a published table back with its own dtypes, or part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from labor.errors import SchemaError, SourceError
from labor.schema.tables import TABLES


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
        SourceError: The table was not built yet.
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
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise SourceError(
            f"The table {name} was not built yet",
            where=str(path),
            next_step="Run `make data`, or `labor build`.",
        )
    conditions = [(n, "in", _listed(value)) for n, value in filters.items()]
    frame = pd.read_parquet(path, columns=columns, filters=conditions or None)
    return frame.astype({n: schema.dtypes[n] for n in frame.columns})


def _listed(value: str | int | Iterable[str | int]) -> list[str | int]:
    return [value] if isinstance(value, str | int) else list(value)
