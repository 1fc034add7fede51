"""Every raw table at hand: the committed snapshot, and publishers' files where they are held."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import pandas as pd

from labor.errors import SourceError
from labor.publishers.reading.series import open_series
from labor.publishers.registry import extract
from labor.sources.cards import Card
from labor.sources.catalogue import Catalogue, load_catalogue
from labor.sources.digest import sha256_of
from labor.sources.inventory import FileCard, StoredFile, preferred_files
from labor.tables.files import IN_PARTS
from labor.tables.load import load
from labor.tables.parts import Part
from labor.tables.project import PACKAGED
from labor.tables.publication import built_digests, place_of
from labor.tables.snapshot import Source, places_of, read_source, record_of, source_ids

#: Scope of the workbooks that hold all areas and industries of a year, and so every other one.
ALL_DATA = "all"
#: Scopes of whole releases of O*NET, the one to prefer first.
RELEASES = ("database", "database_text")
#: Scope of the time series of a year.
SERIES = "flat"
#: Cards, with wildcards, of files that no table is built from: they explain others, or are
#: look-alikes that must not be mixed in.
NOT_BUILT = (
    "oews_field_descriptions_*",
    "oews_series_*",
    "onet_*_read_me",
    "ooh_*_index",
    "ooh_*_extract",
    "cpi_u_seasonally_adjusted",
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Named)


@dataclass(frozen=True)
class RawFile:
    """A file of raw tables at hand, not read yet; it can be sent to another process.

    Args:
        key: Digest of its content and of all that is known about it.
        read: Reads its tables; raises a `SourceError` if it is not the one its card describes.
        kept: Takes its tidy rows from published tables, where only these are at hand.
    """

    key: str
    read: Callable[[], list[Source]]
    kept: Callable[[], list[Part]] | None = None


def raw_files(root: Path) -> list[RawFile]:
    """Find every file of raw tables of a project.

    Args:
        root: Project folder.

    Returns:
        The tables of the snapshot, then the publishers' files that are held.

    Raises:
        SourceError: There is none, or a held file is not the one its card describes.
    """
    catalogue = load_catalogue()
    cards = sorted((root / "data" / "raw" / "snapshot").glob("*.toml"))
    files = [_of_snapshot(card, root) for card in cards]
    files += [
        _of_publisher(stored, stored.card, catalogue)
        for stored in preferred_files(root, catalogue)
        if stored.card and not any(fnmatch(stored.card.id, pattern) for pattern in NOT_BUILT)
    ]
    if not files:
        raise SourceError(
            "There are no raw tables to build from",
            where=str(root / "data" / "raw"),
            expected="the committed tables in snapshot/, or publishers' files",
            next_step="Run this in the project's folder, or name it with --root.",
        )
    return files


def taken_in_spite_of(root: Path) -> dict[str, tuple[str, ...]]:
    """Names of the facts in spite of which held files were accepted, by card.

    Args:
        root: Project folder.
    """
    files = preferred_files(root, load_catalogue())
    return {
        stored.card.id: tuple(stored.card.in_spite_of.split())
        for stored in files
        if stored.card and stored.card.in_spite_of
    }


def chosen(files: Iterable[Iterable[Named]]) -> list[Named]:
    """Choose the tables that the others give way to.

    Args:
        files: Tables, or what was made of them, by file in the order of `raw_files`.

    Returns:
        One for each id, sorted by id. A publisher's file takes the place of the same table of the
        snapshot, and a workbook with all data of a year that of the year's others.
    """
    found = {table.id: table for tables in files for table in tables}
    return [found[name] for name in sorted(_not_covered(found, load_catalogue()))]


def _of_snapshot(card: Path, root: Path) -> RawFile:
    """One table of the snapshot; a missing one has the digest of nothing and is told on reading.

    A package has the tidy rows of estimates and the cards of their tables, which would be as large
    again.
    """
    tables = [path for path in places_of(card) if path.exists()]
    digests = [sha256_of(path) for path in (card, *tables)]
    for folder in () if tables else (root / "data" / "processed", PACKAGED / "data" / "processed"):
        noted = built_digests(folder)
        parts = {name: noted[name] for name in _part_names(card.stem) if name in noted}
        if parts and all(_is_whole(folder, *part) for part in parts.items()):
            kept = partial(_published, card.stem, folder)
            return RawFile(" ".join([*digests, *parts.values()]), partial(_table_of, card), kept)
    return RawFile(" ".join(digests), partial(_table_of, card))


def _part_names(source_id: str) -> list[str]:
    return [f"{name}/{source_id}.parquet" for name in IN_PARTS]


def _is_whole(folder: Path, name: str, digest: str) -> bool:
    path = place_of(folder, name)
    return path.is_file() and sha256_of(path) == digest


def _published(source_id: str, folder: Path) -> list[Part]:
    """The tidy rows of a raw table as an earlier build made them."""
    (row,) = load("sources", folder, source_id=source_id).to_dict("records")
    source = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    files = {
        name: place_of(folder, path)
        for name, path in zip(IN_PARTS, _part_names(source_id), strict=True)
    }
    rows = {name: pd.read_parquet(path) for name, path in files.items() if path.exists()}
    return [Part(source | {"rows": int(row["rows"])}, rows)]


def _table_of(card: Path) -> list[Source]:
    return [read_source(card)]


def _of_publisher(stored: StoredFile, own: FileCard, catalogue: Catalogue) -> RawFile:
    """One publisher's file; what its card and the catalogue say of it goes into its rows."""
    card = catalogue.card(own.id)
    # Titles of time series stand in lists beside the file, which change what is read from it.
    series = open_series(stored.path)
    beside = series.lists(r"\w+") if series else []
    titles = [hashlib.sha256(content).hexdigest() for _, content in beside]
    key = repr((stored.path.name, own, card, *titles))
    return RawFile(key, partial(_tables_of, stored.path, own, card))


def _tables_of(path: Path, own: FileCard, card: Card) -> list[Source]:
    """The raw tables of one publisher's file."""
    tables = extract(path, vintage=card.vintage, facts=card.facts)
    record = record_of(card, card.known(own.sha256), path.name, own.sha256) | {
        "retrieved_on": own.retrieved_on,
        "copy": own.copy,
        "in_spite_of": own.in_spite_of,
    }
    return [
        Source(source_id, table, record, "publisher file")
        for source_id, table in zip(source_ids(card.id, tables), tables, strict=True)
    ]


def _not_covered(ids: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Names of the tables whose rows no other table of their year holds as well.

    A workbook with all data of a year holds those of the year's others. A workbook of one scope
    has columns and rows that the time series lack, which are a table for each scope. A whole
    release of O*NET holds its single tables.
    """
    scopes = {name: catalogue.card(name.partition(".")[0]) for name in ids}
    whole = {c.vintage for c in scopes.values() if c.group == "oews" and c.scope == ALL_DATA}
    held = {(c.scope, c.vintage) for c in scopes.values() if c.group == "oews"}
    released = _of_a_release(scopes)
    return [
        name
        for name, card in scopes.items()
        if name not in released
        and (
            card.group != "oews"
            or card.scope == ALL_DATA
            or (
                card.vintage not in whole
                and not (card.scope == SERIES and (name.partition(".")[2], card.vintage) in held)
            )
        )
    ]


def _of_a_release(cards: Mapping[str, Card]) -> set[str]:
    """Names of O*NET tables that a whole release holds as well: workbooks, else text files."""
    held: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for name, card in cards.items():
        if card.group == "onet":
            kind = name.partition(".")[2] or "".join(card.kinds[:1]).removeprefix("onet.")
            rank = RELEASES.index(card.scope) if card.scope in RELEASES else len(RELEASES)
            held.setdefault((card.vintage, kind), []).append((rank, name))
    return {name for names in held.values() for _, name in sorted(names)[1:]}
