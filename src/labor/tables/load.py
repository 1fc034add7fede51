"""Read published tables back with their own dtypes, or part of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from labor.errors import SchemaError, SourceError
from labor.schema.tables import TABLES
from labor.tables.files import BY_OCCUPATION, files_for, is_built
from labor.tables.row_groups import Values, chosen_rows


def load(
    name: str,
    folder: Path,
    /,
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
        SchemaError: There is no such table, column or value.
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
    values = {n: _listed(value) for n, value in filters.items()}
    wanted = schema.names if columns is None else list(columns)
    files = files_for(folder, name, values)
    if not files or not all(path.exists() for path in files):
        if not is_built(folder, name):
            raise _not_built(name, folder)
        # A build has moved them to their places in this moment.
        files = files_for(folder, name, values)
    # Rows of several files, or in another order: the key puts them into that of the table.
    is_apart = len(files) > 1 or BY_OCCUPATION in files[0].parts
    frame = _arrow(name, files, wanted, values, sort=is_apart).to_pandas()
    other = {n: d for n, d in schema.dtypes.items() if n in frame and frame[n].dtype != d}
    return frame.astype(other) if other else frame


def values_of(name: str, folder: Path, column: str) -> set[Any]:
    """The different values of a column, without a look at the other columns.

    Args:
        name: Name of the table.
        folder: Folder of the published tables.
        column: The column.

    Raises:
        SourceError: The table was not built yet, or its file is damaged.
    """
    if not is_built(folder, name):
        raise _not_built(name, folder)
    files = files_for(folder, name, {})
    return set(_arrow(name, files, [column], {}).column(0).unique().to_pylist()) - {None}


def built_names(folder: Path) -> list[str]:
    """Names of the tables that were built.

    Args:
        folder: Folder of the published tables.

    Raises:
        SourceError: None was built.
    """
    names = [name for name in TABLES if is_built(folder, name)]
    if not names:
        raise SourceError(
            "No tables were built yet",
            where=str(folder),
            next_step="Run `labor build`.",
        )
    return names


def _arrow(
    name: str, files: list[Path], columns: Sequence[str], values: Values, *, sort: bool = False
) -> pa.Table:
    try:
        return chosen_rows(TABLES[name], files, columns, values, sort=sort)
    except (pa.ArrowInvalid, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the system; pyarrow's own, about bytes in a file, have no number
        raise SourceError(
            f"The table {name} is damaged",
            where=str(files[0] if len(files) == 1 else files[0].parent),
            got=str(error).rpartition(": ")[2],
            next_step="Run `labor build --force`.",
        ) from None


def _not_built(name: str, folder: Path) -> SourceError:
    return SourceError(
        f"The table {name} was not built yet",
        where=str(folder / f"{name}.parquet"),
        next_step="Run `labor build`.",
    )


def _listed(value: str | int | Iterable[str | int]) -> list[str | int]:
    return [value] if isinstance(value, str | int) else list(value)
