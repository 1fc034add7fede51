"""The committed figures of the publishers' tables: CSV with a card each, in and out."""

from __future__ import annotations

import csv
import fnmatch
import gzip
import hashlib
import io
import json
import tomllib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from labor.errors import SourceError
from labor.publishers.reading.cells import Cell, CellPlace, ColumnRows, Rows, texts
from labor.publishers.reading.tables import RawTable
from labor.publishers.registry import extract
from labor.sources.catalogue import Card, KnownFile, load_catalogue
from labor.sources.digest import sha256_of
from labor.tables.files import write_text, write_whole

#: Fields of the record of a source, in the order of the card and of the table `sources`.
RECORD = (
    "title",
    "producer",
    "reference_period",
    "landing_url",
    "download_url",
    "file",
    "file_sha256",
    "copy",
    "licence",
    "licence_url",
    "retrieved_on",
)

#: Larger tables are committed compressed, so that a clone stays small; the others can be read
#: and compared as they are.
PLAIN_BYTES = 250_000
#: Larger ones, tables of all areas, are committed by column: half the size, and read in a tenth
#: of the time.
PACKED_BYTES = 5_000_000

#: What a Parquet file begins with.
_PARQUET = b"PAR1"


@dataclass(frozen=True)
class Source:
    """One raw table and where it came from.

    Args:
        id: Name of the source in every tidy row.
        table: The publisher's table.
        record: Its provenance, see `RECORD`; unknown fields are empty.
        held_as: "snapshot" or "publisher file".
    """

    id: str
    table: RawTable
    record: Mapping[str, str]
    held_as: str


def source_ids(card_id: str, tables: list[RawTable]) -> list[str]:
    """Names of the tables of one file: the card's, with the table's where there are several.

    Args:
        card_id: Name of the file's card.
        tables: Every table the file holds.

    Returns:
        One name per table, all different.
    """
    if len(tables) == 1:
        return [card_id]
    kinds = [table.kind.partition(".")[2] for table in tables]
    members = [Path(table.origin.file.rpartition("!")[2]).stem.lower() for table in tables]
    vintages = [table.vintage for table in tables]
    for names in (
        kinds,
        vintages,
        members,
        [".".join(n) for n in zip(members, vintages, strict=False)],
    ):
        if len(set(names)) == len(names):
            return [f"{card_id}.{name}" for name in names]
    raise SourceError(
        "Two tables of one file cannot be told apart",
        where=tables[0].origin.file,
        got=", ".join(f"{kind} {vintage}" for kind, vintage in zip(kinds, vintages, strict=True)),
        next_step="Read them from files of their own.",
    )


def record_of(card: Card, file: KnownFile | None, name: str, digest: str) -> dict[str, str]:
    """The provenance of a file as the card and the file itself tell it.

    Args:
        card: Card of the table.
        file: The known file with this content; None if the catalogue does not know it.
        name: Name of the file.
        digest: SHA-256 of its content, in hex.

    Returns:
        The fields of `RECORD`; unknown ones are empty.
    """
    of_card = {field: getattr(card, field, "") for field in RECORD}
    copy = file.copy if file else "publisher"
    return of_card | {"file": name, "file_sha256": digest, "copy": copy}


def take_snapshot(folder: Path, out: Path) -> tuple[list[str], list[Path]]:
    """Write the figures of every known file in a folder that belongs to the snapshot.

    Args:
        folder: Folder with publishers' files, searched with its subfolders.
        out: Folder of the snapshot, `data/raw/snapshot`.

    Returns:
        Names of the tables written, and the files that were passed over because the
        catalogue does not know them or the snapshot does not take them.

    Raises:
        SourceError: The folder holds no known file.
    """
    catalogue = load_catalogue()
    wanted = _wanted()
    chosen: dict[str, tuple[int, Path, Card, KnownFile]] = {}
    passed: list[Path] = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        known = catalogue.by_sha256.get(sha256_of(path))
        if known is None or not any(_is_of(known[0].id, pattern) for pattern in wanted):
            passed.append(path)
            continue
        card, file = known
        rank = card.files.index(file)
        if card.id not in chosen or rank < chosen[card.id][0]:
            chosen[card.id] = (rank, path, card, file)
    if not chosen:
        raise SourceError(
            "The folder holds no file that the snapshot takes",
            where=str(folder),
            next_step="Name the folder of the publishers' files.",
        )
    written = []
    for _, path, card, file in chosen.values():
        tables = extract(path, vintage=card.vintage, facts=card.facts)
        for source_id, table in zip(source_ids(card.id, tables), tables, strict=True):
            if _is_wanted(source_id, table.kind, wanted):
                record = record_of(card, file, path.name, file.sha256)
                write_source(out, Source(source_id, table, record, "snapshot"))
                written.append(source_id)
    _remove_unwanted(out, wanted)
    return sorted(written), passed


def _remove_unwanted(out: Path, wanted: Mapping[str, Iterable[str]]) -> None:
    """Remove tables that the snapshot no longer takes; those not in the folder today stay."""
    for card in out.glob("*.toml"):
        if not _is_wanted(card.stem, read_card(card)["kind"], wanted):
            for table in places_of(card):
                table.unlink(missing_ok=True)
            card.unlink()


def write_source(out: Path, source: Source) -> None:
    """Write one raw table and its card as TOML, cells as the publisher printed them.

    A small table is a CSV, a larger one a compressed CSV, a very large one Parquet with texts.

    Args:
        out: Folder of the snapshot.
        source: The table and its provenance.

    Raises:
        SourceError: The disk is full or the folder cannot be written.
    """
    table = source.table
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(texts(row) for row in table.rows)
    body = stream.getvalue().encode()
    if len(body) > PACKED_BYTES:
        body = _by_column(table)
    fields: dict[str, Any] = {
        "id": source.id,
        "kind": table.kind,
        "vintage": table.vintage,
        **{name: source.record.get(name, "") for name in RECORD},
        "sheet": table.origin.sheet,
        "first_row": table.origin.first_row,
        "rows": len(table.rows),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    lines = [f"{name} = {_toml(value)}" for name, value in fields.items()]
    if table.facts:
        lines += ["", "[facts]", *(f"{n} = {_toml(v)}" for n, v in sorted(table.facts.items()))]
    card = out / f"{source.id}.toml"
    plain, packed, by_column = places_of(card)
    if body.startswith(_PARQUET):
        path, content = by_column, body
    elif len(body) <= PLAIN_BYTES:
        path, content = plain, body
    else:
        path, content = packed, gzip.compress(body, mtime=0)
    write_whole(path, lambda to: to.write_bytes(content))
    write_text(card, "\n".join(lines) + "\n")
    for left in {plain, packed, by_column} - {path}:
        left.unlink(missing_ok=True)


def _by_column(table: RawTable) -> bytes:
    """The cells of a large table as Parquet: each column has few different texts."""
    rows = table.rows
    columns = (
        map(rows.column, range(len(table.columns)))
        if isinstance(rows, ColumnRows)
        else zip(*rows, strict=True)
    )
    cells = pa.table([pa.array(texts(c), pa.string()) for c in columns], names=table.columns)
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(
        cells, sink, compression="zstd", compression_level=19, version="2.6",
        row_group_size=max(len(rows), 1), write_statistics=False, store_schema=False,
    )  # fmt: skip
    return sink.getvalue().to_pybytes()


def read_source(card_path: Path) -> Source:
    """Read one raw table of the snapshot back.

    Args:
        card_path: The card, `<id>.toml`; the table lies beside it.

    Returns:
        The source; its table parses to the same rows as the publisher's file.

    Raises:
        SourceError: Card or table is missing, or the table is not the one the card describes.
    """
    card = read_card(card_path)
    path = next((place for place in places_of(card_path) if place.exists()), None)
    if path is None:
        raise SourceError(
            "A table of the snapshot is missing",
            where=str(card_path.with_suffix(".csv")),
            expected=f"the table of the card {card_path.name}, or the same with .gz",
            next_step="Restore the folder data/raw/snapshot from the repository.",
        )
    columns, rows = _cells_of(_body_of(path, card["sha256"]))
    origin = CellPlace(path.name.removesuffix(".gz"), "", 2)
    table = RawTable(card["kind"], card["vintage"], columns, rows, origin, card.get("facts", {}))
    record = {name: card[name] for name in RECORD}
    return Source(card["id"], table, record, "snapshot")


def _cells_of(body: bytes) -> tuple[list[str], Rows]:
    """Headings and cells of a table, from its CSV or Parquet."""
    if not body.startswith(_PARQUET):
        columns, *printed = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
        return columns, cast("list[list[Cell]]", printed)  # text is a cell, too
    cells = pyarrow.parquet.read_table(pa.BufferReader(body))
    coded = [column.combine_chunks().dictionary_encode() for column in cells.columns]
    texts_of = [np.array(one.dictionary.to_pylist(), dtype=object) for one in coded]
    codes = {at: one.indices.to_numpy() for at, one in enumerate(coded)}
    return cells.column_names, ColumnRows(texts_of, {}, codes)


def read_card(path: Path) -> dict:
    """Read a card and check that it has its fields."""
    names = ("id", "kind", "vintage", "sha256", *RECORD)
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        wrong = [name for name in names if type(card.get(name)) is not str]
        facts = card.get("facts", {})
        if wrong or not all(type(fact) in (str, int, float) for fact in facts.values()):
            raise ValueError(f"no text: {', '.join(wrong)}" if wrong else f"facts {facts}")
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise SourceError(
            "A card of the snapshot cannot be read",
            where=str(path),
            expected=f"texts {', '.join(names)}, and facts that are texts or numbers",
            got=str(error),
            next_step="Restore the folder data/raw/snapshot from the repository.",
        ) from error
    return card


def places_of(card: Path) -> tuple[Path, Path, Path]:
    """Where the table of a card lies: as plain CSV, compressed, or by column."""
    plain, packed, by_column = (f"{card.stem}{end}" for end in (".csv", ".csv.gz", ".parquet"))
    return card.with_name(plain), card.with_name(packed), card.with_name(by_column)


def _body_of(path: Path, expected: str) -> bytes:
    """The CSV or Parquet of a table, checked against the digest on its card."""
    try:
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
        got = f"sha256 {hashlib.sha256(body).hexdigest()}"
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        got = str(error)
    if got != f"sha256 {expected}":
        raise SourceError(
            "A table of the snapshot was changed or cut",
            where=str(path),
            expected=f"sha256 {expected}",
            got=got,
            next_step="Restore the folder data/raw/snapshot from the repository.",
        )
    return body


def _wanted() -> dict[str, list[str]]:
    text = resources.files("labor.tables").joinpath("snapshot.toml").read_text("utf-8")
    return tomllib.loads(text)["tables"]


def _is_of(card_id: str, pattern: str) -> bool:
    """Whether a pattern is of tables of a card: "oews_flat_2025.metro" names one of several."""
    return fnmatch.fnmatch(card_id, pattern.partition(".")[0])


def _is_wanted(source_id: str, kind: str, wanted: Mapping[str, Iterable[str]]) -> bool:
    """Whether the snapshot takes a table, going by its name and its kind."""
    return any(
        fnmatch.fnmatch(kind, one)
        for pattern, kinds in wanted.items()
        for one in kinds
        if fnmatch.fnmatch(source_id if "." in pattern else source_id.partition(".")[0], pattern)
    )


def _toml(value: object) -> str:
    """A value as TOML: JSON strings and numbers are valid TOML ones."""
    return json.dumps(value, ensure_ascii=False)
