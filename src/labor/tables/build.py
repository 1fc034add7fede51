"""From the tables in data/raw to checked tidy tables, and from those to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from labor.errors import SchemaError
from labor.publishers.assemble import assemble
from labor.publishers.registry import parse, tidy
from labor.schema.tables import TABLES
from labor.sources.lock import one_writer
from labor.tables.dictionary import data_package
from labor.tables.files import write_csv, write_parquet, write_text
from labor.tables.parts import Part
from labor.tables.row_order import SECOND, has_second_order, second_order_of
from labor.tables.snapshot import RECORD, Source

Tables = dict[str, pd.DataFrame]

#: How long a build waits for another one that writes to the same folder.
WAIT_SECONDS = 60.0


def tidy_source(source: Source) -> Tables:
    """Parse one raw table and make its tidy rows.

    Args:
        source: The raw table and its provenance.

    Returns:
        Rows by the name of the tidy table or of a part that is joined later.

    Raises:
        LaborError: The table breaks its layout; the message names the source.
    """
    table = source.table
    return tidy(parse(table), table.kind, table.vintage, source.id, table.facts)


def part_of(source: Source) -> Part:
    """What one raw table gives to the tidy tables, see `tidy_source`."""
    return Part(_row_of(source), tidy_source(source))


def build_tables(sources: Iterable[Source]) -> Tables:
    """Make every tidy table that the sources give rows for, checked.

    Args:
        sources: Raw tables.

    Returns:
        Tables by name, each with the columns, dtypes and order of its schema. Tables
        that no source gives rows for are left out.

    Raises:
        SchemaError: With every problem of every table.
        LaborError: A source breaks its layout.
    """
    return tables_of([part_of(source) for source in sources])


def tables_of(parts: Sequence[Part]) -> Tables:
    """Put parts together to every tidy table that they have rows for, checked.

    Args:
        parts: Parts of raw tables, in any order.

    Returns:
        See `build_tables`.

    Raises:
        SchemaError: With every problem of every table.
        LaborError: Two sources contradict each other.
    """
    tables = assemble([part.tables for part in parts])
    tables["sources"] = sources_table([part.source for part in parts])
    return check_tables(tables)


def check_tables(tables: Mapping[str, pd.DataFrame]) -> Tables:
    """Give each table its schema's form and check it.

    Raises:
        SchemaError: With the problems of all tables.
    """
    conformed: Tables = {}
    problems: list[str] = []
    for name, schema in TABLES.items():
        if name not in tables:
            continue
        try:
            conformed[name] = schema.conform(tables[name])
            schema.check(conformed[name])
        except SchemaError as error:
            problems.append(error.message())
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        problems.append(f"Tables without a description: {', '.join(unknown)}")
    if problems:
        raise SchemaError("\n".join(problems))
    return conformed


def sources_table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Put the rows of `sources` together, one per raw table, see `Part.source`."""
    return pd.DataFrame(list(rows), columns=TABLES["sources"].names)


def _row_of(source: Source) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "kind": source.table.kind,
        "vintage": source.table.vintage or None,
        "held_as": source.held_as,
        "rows": len(source.table.rows),
        **{name: source.record.get(name) or None for name in RECORD},
    }


def publish(
    tables: Tables, out: Path, on_table: Callable[[str, int], None] = lambda *_: None
) -> list[Path]:
    """Write the tables of a build in place of those of the last one.

    Args:
        tables: Checked tables by name.
        out: Folder of the published tables; files of tables that are no longer built go.
        on_table: Called with name and number of rows when a table is written.

    Returns:
        The files written.

    Raises:
        SourceError: Another build writes there, or the disk is full.
    """
    out.mkdir(parents=True, exist_ok=True)
    with one_writer(out, WAIT_SECONDS):
        return replace_tables(tables, out, on_table)


def replace_tables(
    tables: Tables, out: Path, on_table: Callable[[str, int], None] = lambda *_: None
) -> list[Path]:
    """Do what `publish` does, for a caller who is the only writer already."""
    for left in out.rglob(".*.part"):
        # A build that was killed could not take its own away.
        left.unlink()
    written = write_tables(tables, out, on_table)
    for name, frame in tables.items():
        if has_second_order(TABLES[name], len(frame)):
            written.append(second_order_of(out, name))
            write_parquet(written[-1], frame, first=SECOND)
    for name in TABLES:
        possible = {out / f"{name}.csv", out / f"{name}.parquet", second_order_of(out, name)}
        for path in possible - set(written):
            path.unlink(missing_ok=True)
    return written


def write_tables(
    tables: Tables, out: Path, on_table: Callable[[str, int], None] = lambda *_: None
) -> list[Path]:
    """Write tables as CSV and Parquet, and their description.

    Args:
        tables: Checked tables by name.
        out: Folder to write to.
        on_table: Called with name and number of rows when a table is written.

    Returns:
        The files written, the same bytes for the same tables.
    """
    written: list[Path] = []
    csv_files: dict[str, Path] = {}
    for name in (name for name in TABLES if name in tables):
        frame = tables[name]
        csv_files[name] = out / f"{name}.csv"
        write_csv(csv_files[name], frame)
        write_parquet(out / f"{name}.parquet", frame)
        written += [csv_files[name], out / f"{name}.parquet"]
        on_table(name, len(frame))
    package = out / "datapackage.json"
    write_text(package, data_package(tables, csv_files))
    return [*written, package]
