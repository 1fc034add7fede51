"""Files fetched from a server, or added by hand, build the same bytes as the snapshot."""

import hashlib
import io
import zipfile
from datetime import date
from urllib.parse import urlsplit

import pytest
from building import all_sources, build_tables
from fault_server import QUICK, Answer, FaultServer

from labor.publishers.registry import recognized
from labor.sources.add import add
from labor.sources.catalogue import load_catalogue
from labor.sources.fetch import fetch
from labor.sources.inventory import waiting_files
from labor.sources.store import mark_seen
from labor.tables.build import write_tables
from labor.tables.snapshot import read_source

CATALOGUE = load_catalogue()


def served(card, path):
    """What the publisher's address gives: the file, or the archive that it came in."""
    if not card.download_url.endswith(".zip") or path.suffix == ".zip":
        return path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return stream.getvalue()


@pytest.mark.slow
def test_fetched_files_build_the_committed_tables(project, publishers, tmp_path):
    by_digest = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path
        for path in publishers.rglob("*")
        if path.is_file()
    }
    committed = {}
    for card_file in sorted((project / "data/raw/snapshot").glob("*.toml")):
        source = read_source(card_file)
        committed[source.id.partition(".")[0]] = by_digest[source.record["file_sha256"]]
    has_address = {card.id for group in CATALOGUE.groups for card in CATALOGUE.fetchable(group)}
    server = FaultServer()
    fetched, added = [], []
    for card_id, path in committed.items():
        card = CATALOGUE.card(card_id)
        # Handbook pages, parts of a larger archive and extracts are no download of their own.
        own_download = card_id in has_address and not card.part_of
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
    assert len(fetched) >= 30
    # The archive of 2000 that is made here is none that the catalogue knows: a person sees it.
    waiting = waiting_files(tmp_path, CATALOGUE)
    assert [stored.card.id for stored in waiting] == ["oews_national_2000"]
    mark_seen(waiting[0], tmp_path, date(2026, 1, 1))

    sources = all_sources(tmp_path)
    assert {source.held_as for source in sources} == {"publisher file"}
    wanted = {card_file.stem for card_file in (project / "data/raw/snapshot").glob("*.toml")}
    tables = build_tables([source for source in sources if source.id in wanted])
    write_tables(tables, tmp_path / "out")
    processed = project / "data" / "processed"
    for name in tables.keys() - {"sources"}:
        for ending in ("csv", "parquet"):
            new, old = tmp_path / "out" / f"{name}.{ending}", processed / f"{name}.{ending}"
            assert new.read_bytes() == old.read_bytes(), f"{name}.{ending}"
