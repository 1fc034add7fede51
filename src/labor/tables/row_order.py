"""In which orders of rows a table is stored, and which of them a question is read from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from labor.schema.core import TableSchema
from labor.tables.files import ROW_GROUP

#: Column that comes first in the second order of the rows.
SECOND = "occupation_code"
#: With more occupations than this the rows asked for lie all over the second file as well.
_FEW = 50


def second_order_of(folder: Path, name: str) -> Path:
    """Where the rows of a table are stored by occupation, if they are."""
    return folder / f"by_{SECOND.removesuffix('_code')}" / f"{name}.parquet"


def has_second_order(schema: TableSchema, rows: int) -> bool:
    """Whether a table is stored by occupation as well as by its key.

    A table is sorted by its key. Where that begins with the year and the area, the rows of one
    occupation are everywhere in it, and all of a large table would be read for them.

    Args:
        schema: Description of the table.
        rows: Number of its rows.
    """
    return SECOND in schema.key[1:] and rows > ROW_GROUP


def file_for(folder: Path, name: str, values: Mapping[str, list[str | int]]) -> Path:
    """Which file to read the rows of a table from.

    Args:
        folder: Folder of the published tables.
        name: Name of the table.
        values: Values that are asked for, by column.

    Returns:
        The file in which the rows lie nearest together.
    """
    second = second_order_of(folder, name)
    if 0 < len(values.get(SECOND, ())) <= _FEW and second.exists():
        return second
    return folder / f"{name}.parquet"
