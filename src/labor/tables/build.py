"""From the tables in data/raw to checked tidy tables, and from those to files."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from labor.errors import SchemaError
from labor.publishers.assemble import assemble
from labor.publishers.reading.cells import Cell, ColumnRows
from labor.publishers.reading.files import name_of
from labor.publishers.reading.tables import RawTable
from labor.publishers.registry import extract, parse, tidy
from labor.schema.tables import SUMMARIES, TABLES
from labor.sources.catalogue import load_catalogue
from labor.sources.digest import sha256_of
from labor.tables.data_package import data_package
from labor.tables.files import (
    IN_PARTS,
    LARGE_TABLE,
    SECOND,
    has_second_order,
    second_order_of,
    write_csv,
    write_parquet,
    write_text,
    write_together,
)
from labor.tables.gate import broken_columns, refuse
from labor.tables.parts import CsvFile, Part, PartFile
from labor.tables.publication import publish
from labor.tables.snapshot import RECORD, Source, record_of, source_ids

Tables = dict[str, pd.DataFrame]

#: What to do about a file whose facts do not hold.
ACCEPT = (
    "Look at these cells in the publisher's file, and get the file again. `labor accept TABLE "
    "FACTS` takes it as it is."
)
#: A cell made of signs alone is a publisher's mark, whatever it means: "#", "**", "~".
_MARK = re.compile(r"[^\w\s.,$%+()-]+")


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
    """What one raw table gives to the tidy tables, see `tidy_source`.

    Raises:
        LaborError: The table breaks its layout, or lacks columns and was not taken in spite of it.
    """
    refuse(broken_columns(source), source.record.get("in_spite_of", "").split(), ACCEPT)
    return part_in_spite(source)


def part_in_spite(source: Source) -> Part:
    """What one raw table gives, whatever columns it lacks, see `part_of`."""
    return Part(_row_of(source), tidy_source(source))


def tables_of(parts: Iterable[Part]) -> Tables:
    """Put parts together to every tidy table that they have rows for, checked.

    Args:
        parts: Parts of raw tables, in any order.

    Returns:
        Tables by name, each with the columns, dtypes and order of its schema; those that no
        part has rows for are left out.

    Raises:
        SchemaError: With every problem of every table.
        LaborError: Two sources contradict each other.
    """
    rows: list[Mapping[str, Any]] = []

    def tidied() -> Iterator[Mapping[str, pd.DataFrame]]:
        # The parts of a large file are let go as soon as they are joined.
        for part in parts:
            rows.append(part.source)
            yield part.tables

    tables = assemble(tidied())
    tables["sources"] = sources_table(rows)
    return check_tables(tables)


def check_tables(tables: Tables) -> Tables:
    """Give each table its schema's form and check it.

    Args:
        tables: Rows by table; left as they are.

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
    if unknown := sorted(tables.keys() - TABLES.keys()):
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


def replace_tables(
    tables: Tables,
    out: Path,
    on_table: Callable[[str, int], None] = lambda *_: None,
    beside: Callable[[Path], list[Path]] = lambda _: [],
    files: Mapping[PartFile, Path] | None = None,
    csvs: Mapping[str, CsvFile] | None = None,
) -> list[Path]:
    """Write the tables of a build in place of those of the last one, all at once.

    Args:
        tables: Checked tables by name.
        out: Folder of the published tables, in which the caller is the only writer; files of
            tables that are no longer built go.
        on_table: Called with name and number of rows when a table is written.
        beside: Writes further files of the set into the folder it is given.
        files: Where the rows of tables that are stored in parts are, by part.
        csvs: The tables of `SUMMARIES` by name.

    Returns:
        The files of the set.

    Raises:
        SourceError: The disk is full; the last set is as it was.
    """
    files, csvs = files or {}, csvs or {}
    kept = {f"{f.name}.parquet": f.sha256 for f, at in files.items() if at == _in(out, f)}
    kept |= {c.place.name: sha256_of(c.place) for c in csvs.values() if c.place.parent == out}

    def write(stage: Path) -> list[Path]:
        written = write_tables(tables, stage, on_table, csvs)
        for name, csv in csvs.items():
            if csv.place.name not in kept:
                written.append(stage / csv.place.name)
                _take(csv.place, written[-1])
            on_table(name, csv.rows)
        for file, place in files.items():
            if f"{file.name}.parquet" not in kept:
                written.append(_in(stage, file))
                _take(place, written[-1])
        for name in IN_PARTS:
            own = {f: at for f, at in files.items() if f.table == name and not f.is_second}
            if small := [at for file, at in own.items() if file.rows <= LARGE_TABLE]:
                written.append(second_order_of(stage, name))
                write_together(written[-1], small)
            if own:
                on_table(name, sum(file.rows for file in own))
        for name, frame in tables.items():
            if has_second_order(TABLES[name], len(frame)):
                written.append(second_order_of(stage, name))
                write_parquet(written[-1], frame, first=SECOND)
        return [*written, *beside(stage)]

    names = [f"{name}{ending}" for name in TABLES for ending in (".csv", ".parquet")]
    names += [f"{name}{ending}" for name in SUMMARIES for ending in (".csv", ".csv.gz")]
    seconds = [second_order_of(out, name).relative_to(out).as_posix() for name in TABLES]
    noted = ("rows", "limits", "area_types")
    parts = {f.name: {n: getattr(f, n) for n in noted} for f in files if not f.is_second}
    return publish(out, write, [*names, *seconds], parts, kept)


def _in(folder: Path, file: PartFile) -> Path:
    return folder / f"{file.name}.parquet"


def _take(place: Path, to: Path) -> None:
    """Give a file a second name where that is possible, and copy it elsewhere."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        to.hardlink_to(place)
    except OSError:
        shutil.copyfile(place, to)


def write_tables(
    tables: Tables,
    out: Path,
    on_table: Callable[[str, int], None] = lambda *_: None,
    csvs: Mapping[str, CsvFile] | None = None,
) -> list[Path]:
    """Write tables as CSV and Parquet, and their description.

    Args:
        tables: Checked tables by name.
        out: Folder to write to.
        on_table: Called with name and number of rows when a table is written.
        csvs: Further files that the description is about, by name of the table.

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
    beside = csvs or {}
    described = {**tables, **{name: csv.about for name, csv in beside.items()}}
    places = {**csv_files, **{name: csv.place for name, csv in beside.items()}}
    write_text(package, data_package(described, places))
    return [*written, package]


def tidy_file(path: Path, *, kind: str = "", vintage: str = "") -> tuple[list[Source], Tables]:
    """Tidy every table of one file, see `sources_of_file`.

    Returns:
        The file's raw tables, and the checked tidy tables made of them.

    Raises:
        LaborError: The file cannot be read, or its tables break their description.
    """
    sources = sources_of_file(path, kind=kind, vintage=vintage)
    return sources, tables_of(map(part_in_spite, sources))


def sources_of_file(path: Path, *, kind: str = "", vintage: str = "") -> list[Source]:
    """Take the raw tables out of one file.

    Args:
        path: A publisher's file.
        kind: Parser to use, if the file is not recognised by itself.
        vintage: Reference year or span, if the file does not say it.

    Raises:
        LaborError: The file cannot be opened, is not known or breaks its layout.
    """
    digest = sha256_of(path) if path.is_file() else _sha256_of_folder(path)
    name = name_of(path)
    known = load_catalogue().by_sha256.get(digest)
    if known is None:
        tables = [_with_floor(t) for t in extract(path, kind=kind, vintage=vintage)]
        base = f"{tables[0].kind.partition('.')[0]}_{tables[0].vintage or path.stem}"
        # "oews_May 2024" is oews_may_2024
        card_id = re.sub(r"[^a-z0-9]+", "_", base.lower()).strip("_")
        record = {"title": name, "file": name, "file_sha256": digest, "copy": "publisher"}
    else:
        card, file = known
        tables = extract(path, kind=kind, vintage=vintage or card.vintage, facts=card.facts)
        card_id, record = card.id, record_of(card, file, name, digest)
    return [
        Source(source_id, table, record, "publisher file")
        for source_id, table in zip(source_ids(card_id, tables), tables, strict=True)
    ]


def _sha256_of_folder(folder: Path) -> str:
    """Digest of the digests of a folder's files, in the order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(" ".join(map(sha256_of, files)).encode()).hexdigest()


def _with_floor(table: RawTable) -> RawTable:
    """The table with the floor of `#` that the national card of its year tells.

    A file that says the floor itself keeps its own; an estimate of a year without a card is
    left as it is, and the parser asks for the floor if the rows need it.
    """
    national = load_catalogue().cards.get(f"oews_national_{table.vintage}")
    if table.kind != "oews.estimates" or national is None:
        return table
    return replace(table, facts={**national.facts, **table.facts})


def marks_of(table: RawTable) -> dict[str, int]:
    """How often each of the publisher's marks stands in a table's cells, by mark."""
    rows = table.rows
    lines: Iterable[Sequence[Cell]] = rows
    if isinstance(rows, ColumnRows):
        lines = map(rows.column, range(len(table.columns)))
    written = Counter(cell for line in lines for cell in line if type(cell) is str)
    found: Counter[str] = Counter()
    for cell, count in written.items():
        if (bare := cell.strip()) and _MARK.fullmatch(bare):
            found[bare] += count
    return dict(sorted(found.items()))
