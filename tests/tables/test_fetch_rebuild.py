"""Files fetched from a server, or added by hand, have the snapshot's cells and build its bytes."""

import io
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fault_server import QUICK, Answer, FaultServer

from labor.publishers.reading.cells import ColumnRows, texts
from labor.publishers.registry import recognized
from labor.sources.add import add
from labor.sources.catalogue import load_catalogue
from labor.sources.digest import sha256_of
from labor.sources.fetch import fetch
from labor.sources.inventory import waiting_files
from labor.sources.store import mark_seen
from labor.tables.build import part_of, tables_of, write_tables
from labor.tables.files import IN_PARTS
from labor.tables.inputs import chosen, raw_files
from labor.tables.parts import PartCache
from labor.tables.publication import built_digests
from labor.tables.snapshot import read_card, read_source

CATALOGUE = load_catalogue()


def served(card, path):
    """What the publisher's address gives: the file, or the archive that it came in."""
    if not card.download_url.endswith(".zip") or path.suffix == ".zip":
        return path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return stream.getvalue()


def assert_committed(source, snapshot):
    """The table of a publisher's file is the committed one, cell by cell."""
    table, stored = source.table, read_source(snapshot / f"{source.id}.toml").table
    for name in ("kind", "vintage", "facts"):
        assert getattr(stored, name) == getattr(table, name), f"{source.id} {name}"
    assert [*map(str, table.columns)] == stored.columns, source.id
    assert len(table.rows) == len(stored.rows), source.id
    for position, column in enumerate(stored.columns):
        own, kept = cells_of(table, position), cells_of(stored, position)
        assert own == kept, f"{source.id} {column}"


def cells_of(table, position):
    """The cells of a column as text; rows of large tables are kept by column."""
    if isinstance(table.rows, ColumnRows):
        return texts(table.rows.column(position))
    return texts(row[position] for row in table.rows)


@pytest.mark.slow
def test_fetched_files_build_the_committed_tables(project, publishers, new_publishers, tmp_path):
    by_digest = {
        sha256_of(path): path
        for folder in (publishers, new_publishers)
        for path in folder.rglob("*")
        if path.is_file()
    }
    committed, wanted = {}, set()
    for card_file in sorted((project / "data/raw/snapshot").glob("*.toml")):
        wanted.add(card_file.stem)
        committed[card_file.stem.partition(".")[0]] = by_digest[read_card(card_file)["file_sha256"]]
    has_address = {card.id for group in CATALOGUE.groups for card in CATALOGUE.fetchable(group)}
    server = FaultServer()
    fetched, added = [], []
    for card_id, path in committed.items():
        card = CATALOGUE.card(card_id)
        # Handbook pages, parts of a larger archive and extracts are no download of their own.
        own_download = card_id in has_address and not card.part_of and path.suffix != ".xz"
        if own_download and card.group in ("oews", "soc") and "derived" not in path.parts:
            server.on(urlsplit(card.download_url).path, Answer(body=served(card, path)))
            fetched.append(card_id)
        else:
            added.append(card_id)
    try:
        fetch(
            fetched, tmp_path, base_url=server.url, contact="a@example.org", policy=QUICK,
            recognise=recognized,
        )  # fmt: skip
    finally:
        server.close()
    for card_id in added:
        add([committed[card_id]], tmp_path, card_id=card_id, recognise=recognized)
    # The codes of the time series are explained in lists beside them.
    add(sorted(committed["oews_flat_2025"].parent.glob("oe.*.2025.txt")), tmp_path)
    assert len(fetched) >= 30
    # The archive of 2000 that is made here is none that the catalogue knows: a person sees it.
    waiting = waiting_files(tmp_path, CATALOGUE)
    assert [stored.card.id for stored in waiting] == ["oews_national_2000"]
    mark_seen(waiting[0], tmp_path, date(2026, 1, 1))

    def tidied(file):
        sources = [source for source in file.read() if source.id in wanted]
        for source in sources:
            assert_committed(source, project / "data/raw/snapshot")
        return [part_of(source) for source in sources]

    cache = PartCache(tmp_path / "parts", "")
    parts = chosen(
        cache.get(file.key, lambda file=file: tidied(file)) for file in raw_files(tmp_path)
    )
    assert {part.id for part in parts} == wanted
    assert {part.source["held_as"] for part in parts} == {"publisher file"}
    processed = project / "data" / "processed"
    estimates = {f"{file.name}.parquet": file.sha256 for part in parts for file in part.files}
    assert estimates == {
        name: digest
        for name, digest in built_digests(processed).items()
        if Path(name).parent.name in IN_PARTS
    }
    tables = tables_of(parts)
    write_tables(tables, tmp_path / "out")
    for name in tables.keys() - {"sources"}:
        for ending in ("csv", "parquet"):
            new, old = tmp_path / "out" / f"{name}.{ending}", processed / f"{name}.{ending}"
            assert new.read_bytes() == old.read_bytes(), f"{name}.{ending}"
