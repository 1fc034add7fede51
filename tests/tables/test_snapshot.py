"""The committed figures are those of the publishers' files, and read back the same."""

from dataclasses import replace

import pytest

from labor.errors import SourceError
from labor.publishers.reading.cells import CellPlace, ColumnRows, texts
from labor.publishers.reading.tables import RawTable
from labor.publishers.registry import extract
from labor.sources.catalogue import load_catalogue
from labor.sources.digest import sha256_of
from labor.tables import snapshot
from labor.tables.snapshot import (
    PLAIN_BYTES,
    Source,
    read_source,
    record_of,
    source_ids,
    take_snapshot,
    write_source,
)

#: Folders with publishers' own files.
FOLDERS = ("data", "new-data")
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


def test_every_committed_cell_is_the_one_of_the_publishers_file(project, publishers):
    """All tables; that the cells give the same tidy rows is tested where files are fetched."""
    known = load_catalogue().by_sha256
    held = (path for folder in FOLDERS for path in (publishers.parent / folder).rglob("*"))
    files = {sha256_of(path): path for path in held if path.is_file()}
    compared = set()
    for digest, path in files.items():
        if digest not in known or not _is_committed(project, known[digest][0].id):
            continue
        card, file = known[digest]
        tables = extract(path, vintage=card.vintage, facts=card.facts)
        for source_id, table in zip(source_ids(card.id, tables), tables, strict=True):
            committed = project / "data/raw/snapshot" / f"{source_id}.toml"
            if not committed.exists():
                continue
            source = read_source(committed)
            if source.record["file_sha256"] != digest:
                continue
            stored = source.table
            assert source.record == record_of(card, file, source.record["file"], digest)
            for name in ("kind", "vintage", "facts"):
                assert getattr(stored, name) == getattr(table, name), f"{source_id} {name}"
            assert [*map(str, table.columns)] == stored.columns, source_id
            assert len(table.rows) == len(stored.rows), source_id
            for position, column in enumerate(stored.columns):
                own, kept = cells_of(table, position), cells_of(stored, position)
                assert own == kept, f"{source_id} {column}"
            compared.add(source_id)
    assert compared == {card.stem for card in cards(project)}


def cells_of(table, position):
    """The cells of a column as text; rows of large tables are kept by column."""
    if isinstance(table.rows, ColumnRows):
        return texts(table.rows.column(position))
    return texts(row[position] for row in table.rows)


def _is_committed(project, card_id):
    folder = project / "data/raw/snapshot"
    return bool([*folder.glob(f"{card_id}.toml"), *folder.glob(f"{card_id}.*.toml")])


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
