"""Chosen rows of Parquet files: groups that can have none are passed over, texts stay codes.

A reader of whole files makes an object of every text before it looks which rows are wanted; here
a text is a position in the list of a group's texts until the rows are chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from labor.errors import SchemaError
from labor.schema.core import TableSchema

#: Values that are wanted, by column.
Values = Mapping[str, Sequence[str | int]]
#: Groups read at a time, in two thirds of the time of one by one; more are no faster.
_TOGETHER = 4
#: Combinations that a number of 64 bits can stand for.
_MOST = 2**62


def chosen_rows(
    schema: TableSchema,
    files: Sequence[Path],
    columns: Sequence[str],
    values: Values,
    *,
    sort: bool = False,
    coded: bool = False,
) -> pa.Table:
    """Read rows of a table.

    Args:
        schema: Description of the table.
        files: Parquet files with its rows.
        columns: Columns wanted.
        values: Values that the rows must have, by column; a text may stand for a number.
        sort: Put the rows into the order of the table's key; else they are as in the files.
        coded: Leave texts positions in a list, which pandas takes for categories.

    Returns:
        The rows, one file below the other.

    Raises:
        SchemaError: A value cannot stand in its column.
        pyarrow.ArrowInvalid: A file is damaged, or lacks a column.
    """
    texts = [column.name for column in schema.columns if column.kind == "text"]
    key = [*schema.key] if sort else []
    read = list(dict.fromkeys([*columns, *key, *values]))
    kept = list(dict.fromkeys([*columns, *key]))
    found = [part.select(kept) for file in files for part in _of_file(file, texts, read, values)]
    rows = pa.concat_tables(found)
    if sort:
        rows = _sorted(rows, key).select(list(columns))
    if coded:
        return rows.unify_dictionaries().replace_schema_metadata(None)
    spelled = [_spelled_out(column) for column in rows.columns]
    return pa.table(spelled, rows.column_names, metadata=rows.schema.metadata)


def _of_file(
    path: Path, texts: Sequence[str], columns: Sequence[str], values: Values
) -> Iterator[pa.Table]:
    """The rows of each group of a file that can have some; without such a group, no row."""
    with pq.ParquetFile(path, read_dictionary=texts, memory_map=True) as file:
        schema = file.schema_arrow
        if missing := [name for name in columns if name not in schema.names]:
            raise pa.ArrowInvalid(f"no column {', '.join(missing)}")
        wanted = {
            name: _listed(name, listed, schema.field(name).type) for name, listed in values.items()
        }
        places = {schema.names.index(name): listed.to_pylist() for name, listed in wanted.items()}
        groups = [
            number
            for number in range(file.num_row_groups)
            if _can_have(file.metadata.row_group(number), places)
        ]
        if not groups:
            yield file.read_row_groups([], columns=columns)
        elif not wanted:
            yield file.read_row_groups(groups, columns=columns)
        else:
            for first in range(0, len(groups), _TOGETHER):
                rows = file.read_row_groups(groups[first : first + _TOGETHER], columns=columns)
                hit = np.logical_and.reduce([_is_in(rows[n], own) for n, own in wanted.items()])
                yield rows if hit.all() else rows.filter(pa.array(hit))


def _spelled_out(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column with texts in place of positions in a list; a cast takes four times as long."""
    if not pa.types.is_dictionary(column.type):
        return column
    chunks = [c.dictionary.cast(pa.large_string()).take(c.indices) for c in column.chunks]
    return pa.chunked_array(chunks, pa.large_string())


def _listed(name: str, values: Sequence[str | int], of: pa.DataType) -> pa.Array:
    """Values that are wanted as those of a column."""
    try:
        return pa.array(values).cast(_plain(of))
    except pa.ArrowInvalid:
        got = ", ".join(map(repr, values))
        raise SchemaError(f"Column {name} has no such values", expected=str(of), got=got) from None


def _plain(of: pa.DataType) -> pa.DataType:
    return pa.large_string() if pa.types.is_dictionary(of) else of


def _can_have(group: pq.RowGroupMetaData, wanted: Mapping[int, Sequence[str | int]]) -> bool:
    """Whether a group of rows can have the values, by the smallest and largest that are noted."""
    for place, listed in wanted.items():
        noted = group.column(place).statistics
        if noted is not None and noted.has_min_max:
            low, high = noted.min, noted.max
            if not any(low <= value <= high for value in listed):
                return False
    return True


def _is_in(column: pa.ChunkedArray, listed: pa.Array) -> np.ndarray:
    """Which cells of a column have one of some values."""
    hits = [np.zeros(0, dtype=bool)]
    for cells in column.chunks:
        if isinstance(cells, pa.DictionaryArray):
            is_wanted = pc.is_in(cells.dictionary.cast(listed.type), listed)
            hit = is_wanted.take(cells.indices).fill_null(False)
        else:
            hit = pc.is_in(cells, listed)
        hits.append(hit.to_numpy(zero_copy_only=False))
    return np.concatenate(hits)


def _sorted(rows: pa.Table, key: Sequence[str]) -> pa.Table:
    """The rows by a key of several columns; those with one key stay as they are."""
    place, places = np.zeros(len(rows), dtype=np.int64), 1
    for name in key:
        ranks, count = _ranks(rows[name])
        if places * count > _MOST:
            place, places = np.unique(place, return_inverse=True)[1], len(rows)
        place, places = place * count + ranks, places * count
    if (place[1:] >= place[:-1]).all():
        return rows
    return rows.unify_dictionaries().combine_chunks().take(np.argsort(place, kind="stable"))


def _ranks(column: pa.ChunkedArray) -> tuple[np.ndarray, int]:
    """The place of each cell among the different ones of a column, and how many these are."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    cells = column.unify_dictionaries().combine_chunks()
    if isinstance(cells, pa.ChunkedArray):  # without rows
        return np.zeros(0, dtype=np.int64), 1
    ranks = pc.rank(cells.dictionary, tiebreaker="dense").to_numpy().astype(np.int64) - 1
    return ranks[cells.indices.to_numpy()], max(len(ranks), 1)
