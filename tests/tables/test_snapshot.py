"""The committed figures are those of the publishers' files, and read back the same."""

from dataclasses import replace

import pytest

from labor.errors import SourceError
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.tables import RawTable
from labor.sources.catalogue import load_catalogue
from labor.tables import snapshot
from labor.tables.snapshot import (
    PLAIN_BYTES,
    RECORD,
    Source,
    read_card,
    read_source,
    record_of,
    source_ids,
    take_snapshot,
    write_source,
)

YEARS = [1997, *range(2000, 2026)]


def cards(project):
    return sorted((project / "data" / "raw" / "snapshot").glob("*.toml"))


def test_every_national_vintage_is_committed(project):
    held = {card.stem for card in cards(project)}
    assert {f"oews_national_{year}" for year in YEARS} <= held


def test_the_snapshot_stays_small(project):
    size = sum(path.stat().st_size for path in (project / "data/raw/snapshot").iterdir())
    assert size < 26_000_000


def test_every_committed_table_is_the_one_its_card_describes(project):
    for card in cards(project):
        source = read_source(card)
        assert source.id == card.stem
        assert source.table.rows
        assert source.record["licence"]


def test_every_committed_table_is_of_a_known_file_and_is_described_as_it_is(project):
    """That the cells are the same is tested where files are fetched."""
    known = load_catalogue().by_sha256
    for path in cards(project):
        described = read_card(path)
        digest = described["file_sha256"]
        card, file = known[digest]
        assert path.stem.partition(".")[0] == card.id
        record = {name: described[name] for name in RECORD}
        assert record == record_of(card, file, record["file"], digest)


@pytest.fixture
def source():
    rows = [["29-2071", 40350.0, "#"], ["31-9092", "", True]]
    table = RawTable(
        "oews.estimates", "2018", ["OCC_CODE", "A_MEDIAN", "A_PCT90"], rows,
        CellPlace("national.xlsx", "national_dl", 2), {"top_code_annual_usd": 208000.0},
    )  # fmt: skip
    return Source("oews_national_2018", table, {"title": "National", "licence": "PD"}, "snapshot")


def test_a_table_written_reads_back_as_text(tmp_path, source):
    write_source(tmp_path, source)
    back = read_source(tmp_path / "oews_national_2018.toml")
    assert back.table.columns == source.table.columns
    assert back.table.rows == [["29-2071", "40350", "#"], ["31-9092", "", "TRUE"]]
    assert back.table.facts == {"top_code_annual_usd": 208000.0}
    assert back.record["title"] == "National"


def test_a_table_of_all_areas_is_committed_by_column_and_reads_back_the_same(
    tmp_path, source, monkeypatch
):
    monkeypatch.setattr(snapshot, "PACKED_BYTES", PLAIN_BYTES)
    rows = [["29-2071", str(number % 999), ""] for number in range(PLAIN_BYTES // 10)]
    large = replace(source, table=replace(source.table, rows=rows))
    write_source(tmp_path, large)
    name = "oews_national_2018"
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.parquet", f"{name}.toml"}
    first = (tmp_path / f"{name}.parquet").read_bytes()
    assert len(first) < PLAIN_BYTES
    back = read_source(tmp_path / f"{name}.toml")
    assert back.table.columns == source.table.columns
    assert [list(row) for row in back.table.rows] == rows
    write_source(tmp_path, large)
    assert (tmp_path / f"{name}.parquet").read_bytes() == first
    write_source(tmp_path, back)
    assert (tmp_path / f"{name}.parquet").read_bytes() == first
    changed = bytearray(first)
    changed[len(first) // 2] ^= 1
    (tmp_path / f"{name}.parquet").write_bytes(changed)
    with pytest.raises(SourceError, match=r"(?s)changed or cut.*Restore the folder"):
        read_source(tmp_path / f"{name}.toml")


def test_a_changed_table_is_refused_with_both_digests(tmp_path, source):
    write_source(tmp_path, source)
    path = tmp_path / "oews_national_2018.csv"
    path.write_text(path.read_text().replace("40350", "40530"))
    with pytest.raises(SourceError, match=r"(?s)changed or cut.*expected: sha256.*got: sha256"):
        read_source(tmp_path / "oews_national_2018.toml")


def test_a_large_table_is_committed_compressed_and_reads_back_the_same(tmp_path, source):
    write_source(tmp_path, source)
    rows = [["29-2071", str(number), "*"] for number in range(PLAIN_BYTES // 10)]
    write_source(tmp_path, replace(source, table=replace(source.table, rows=rows)))
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        "oews_national_2018.csv.gz",
        "oews_national_2018.toml",
    ]
    assert read_source(tmp_path / "oews_national_2018.toml").table.rows == rows
    write_source(tmp_path, source)
    assert not (tmp_path / "oews_national_2018.csv.gz").exists()


@pytest.mark.parametrize("damage", [lambda b: b[:-9], lambda b: b"PK" + b[2:], lambda b: b""])
def test_a_damaged_compressed_table_is_refused(tmp_path, source, damage):
    rows = [["29-2071", str(number), "*"] for number in range(PLAIN_BYTES // 10)]
    write_source(tmp_path, replace(source, table=replace(source.table, rows=rows)))
    path = tmp_path / "oews_national_2018.csv.gz"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(SourceError, match=r"(?s)changed or cut.*Restore the folder"):
        read_source(tmp_path / "oews_national_2018.toml")


def test_a_missing_table_and_a_broken_card_say_what_to_do(tmp_path, source):
    write_source(tmp_path, source)
    (tmp_path / "oews_national_2018.csv").unlink()
    with pytest.raises(SourceError, match="Restore the folder"):
        read_source(tmp_path / "oews_national_2018.toml")
    (tmp_path / "x.toml").write_text("id = ")
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / "x.toml")


def test_a_folder_without_known_files_is_an_error(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n")
    with pytest.raises(SourceError, match="no file that the snapshot takes"):
        take_snapshot(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_tables_of_one_file_get_names_of_their_own():
    def table(kind, vintage, file):
        return RawTable(kind, vintage, [], [], CellPlace(file))

    assert source_ids("a", [table("x.y", "1", "f")]) == ["a"]
    assert source_ids("a", [table("x.y", "1", "f"), table("x.z", "1", "f")]) == ["a.y", "a.z"]
    assert source_ids("a", [table("x.y", "1", "f"), table("x.y", "2", "f")]) == ["a.1", "a.2"]
    members = [table("x.y", "1", "f!MSA.xlsx"), table("x.y", "1", "f!d/BOS.xlsx")]
    assert source_ids("a", members) == ["a.msa", "a.bos"]
    with pytest.raises(SourceError, match="cannot be told apart"):
        source_ids("a", [table("x.y", "1", "f"), table("x.y", "1", "f")])
