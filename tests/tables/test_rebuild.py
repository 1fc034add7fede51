"""A build that tidies only what is new gives the same bytes as a whole one."""

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import labor
from labor.errors import SchemaError, SourceError
from labor.tables import rebuild as rebuilding
from labor.tables.build import part_of
from labor.tables.freshness import BUILDING, READING, code_digest
from labor.tables.inputs import raw_files
from labor.tables.parts import PartCache, read_tables
from labor.tables.publication import changed_files
from labor.tables.rebuild import PARTS_NAME, rebuild
from labor.tables.snapshot import Source, read_source, write_source

#: Small tables of several rooms: prices, projections, estimates, codes.
HELD = ("cpi_u", "oews_national_1997", "soc_2018_structure", "soc_2010_2018_crosswalk")


@pytest.fixture
def root(project, tmp_path):
    """A project with a few tables of the snapshot."""
    snapshot = tmp_path / "data" / "raw" / "snapshot"
    snapshot.mkdir(parents=True)
    for name in HELD:
        for path in (project / "data/raw/snapshot").glob(f"{name}.*"):
            shutil.copy(path, snapshot)
    assert len(raw_files(tmp_path)) == len(HELD)
    return tmp_path


@pytest.fixture
def tidied(monkeypatch):
    """Names of the raw tables that a rebuild tidied."""
    names = []

    def noting(source):
        names.append(source.id)
        return part_of(source)

    monkeypatch.setattr(rebuilding, "part_of", noting)
    return names


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }


def whole_build(root, out):
    rebuild(root, out, anew=True)
    return digests(out)


def change_prices(root):
    """The newest month of the prices taken away, as if the release were an older one."""
    card = root / "data/raw/snapshot/cpi_u.toml"
    source = read_source(card)
    source.table.rows.pop()
    write_source(card.parent, Source(source.id, source.table, source.record, source.held_as))


def test_kept_parts_give_the_bytes_of_a_whole_build(root, tidied, tmp_path):
    out = root / "out"
    rebuild(root, out)
    assert sorted(tidied) == sorted(HELD)
    assert digests(out) == whole_build(root, tmp_path / "whole")
    tidied.clear()
    rebuild(root, out)
    assert tidied == []
    assert digests(out) == digests(tmp_path / "whole")


def test_one_changed_table_is_tidied_alone_and_rewrites_what_it_changes(root, tidied, tmp_path):
    out = root / "out"
    rebuild(root, out)
    before = {path: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()}
    kept = set((out / PARTS_NAME).iterdir())
    tidied.clear()
    change_prices(root)
    rebuild(root, out)
    assert tidied == ["cpi_u"]
    assert digests(out) == whole_build(root, tmp_path / "whole")
    rewritten = {path.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert {"prices.csv", "prices.parquet", "sources.csv", "datapackage.json"} <= rewritten
    assert not any(name.startswith(("wages", "occupations")) for name in rewritten)
    # The parts of the old prices are gone, those of the other tables are the same files.
    now = set((out / PARTS_NAME).iterdir())
    assert len(now) == len(kept)
    assert len(now & kept) == len(kept) - 1


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_damaged_part_is_noticed_and_made_again(root, tidied, damage):
    out = root / "out"
    rebuild(root, out)
    before = digests(out)
    kept = sorted((out / PARTS_NAME).iterdir())
    # Beside the parts lie facts of a year and what is noted of a CSV.
    first, other = [path for path in kept if read_tables(path)[0].column_names == ["index"]][:2]
    content = first.read_bytes()
    middle = len(content) // 2
    first.write_bytes(
        {
            "cut": content[:middle],
            "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
            "other": b"\0" * 32 + other.read_bytes()[32:],
        }[damage]
    )
    tidied.clear()
    rebuild(root, out)
    assert len(tidied) == 1
    assert first.read_bytes() == content
    assert digests(out) == before


def test_other_code_makes_every_part_again(root, tidied, monkeypatch):
    out = root / "out"
    rebuild(root, out)
    tidied.clear()
    monkeypatch.setattr(rebuilding, "code_digest", lambda _: "other code")
    rebuild(root, out)
    assert sorted(tidied) == sorted(HELD)
    # Two more: what the facts say of the year that there are estimates of, and its wide rows.
    assert len(list((out / PARTS_NAME).iterdir())) == len(HELD) + 2


def test_a_build_anew_uses_nothing_that_was_kept(root, tidied):
    out = root / "out"
    rebuild(root, out)
    tidied.clear()
    rebuild(root, out, anew=True)
    assert sorted(tidied) == sorted(HELD)


def test_a_raw_table_that_does_not_match_its_card_stops_the_build(root):
    out = root / "out"
    rebuild(root, out)
    before = digests(out)
    table = root / "data/raw/snapshot/cpi_u.csv"
    table.write_text(table.read_text().replace("1913", "1813", 1))
    with pytest.raises(SourceError, match="changed or cut"):
        rebuild(root, out)
    table.unlink()
    with pytest.raises(SourceError, match="missing"):
        rebuild(root, out)
    assert digests(out) == before


def test_estimates_whose_raw_table_is_not_there_keep_the_rows_that_are_published(root):
    """A package has the rows of estimates and the cards of their tables, not the tables."""
    out = root / "data" / "processed"
    rebuild(root, out)
    before = digests(out)
    assert any(name.startswith("wages/") for name in before)
    (root / "data/raw/snapshot/oews_national_1997.csv").unlink()
    rebuild(root, out, anew=True)
    assert digests(out) == before
    part = out / "wages" / "oews_national_1997.parquet"
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    with pytest.raises(SourceError, match="missing"):
        rebuild(root, out, anew=True)


def test_estimates_without_the_nation_are_built(root, project):
    snapshot = root / "data/raw/snapshot"
    for path in snapshot.glob("oews_national_1997.*"):
        path.unlink()
    source = read_source(project / "data/raw/snapshot/oews_flat_2025.state.toml")
    few = replace(source.table, rows=source.table.rows[:100])
    write_source(snapshot, replace(source, table=few))
    rebuild(root, root / "data" / "processed")
    assert {*labor.load("wages", root=root)["area_code"]} == {"01"}


def test_a_changed_digit_of_a_part_is_made_good(root, tidied):
    out = root / "out"
    rebuild(root, out)
    before = digests(out)
    part = out / "wages" / "oews_national_1997.parquet"
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    assert changed_files(out) == ["wages/oews_national_1997.parquet"]
    tidied.clear()
    rebuild(root, out)
    assert tidied == ["oews_national_1997"]
    assert digests(out) == before


def test_parts_come_back_as_they_were(project, tmp_path):
    names = (
        "soc_nem_onet_2024_34",
        "projections_2016_26_workbook.occupations",
        "onet_29_3_job_zones",
    )
    cards = [project / "data/raw/snapshot" / f"{name}.toml" for name in names]
    parts = [part_of(read_source(card)) for card in cards if card.exists()]
    assert parts
    PartCache(tmp_path, "code").get("key", lambda: parts)
    again = PartCache(tmp_path, "code").get("key", lambda: pytest.fail("they were kept"))
    for part, kept in zip(parts, again, strict=True):
        assert part.source == kept.source
        assert list(part.tables) == list(kept.tables)
        for name, frame in part.tables.items():
            # Columns without any text have no dtype to come back to; the schema gives it later.
            rows = frame.reset_index(drop=True)
            pd.testing.assert_frame_equal(rows, kept.tables[name], check_dtype=False)


def test_every_raw_file_has_its_own_key(project):
    keys = [file.key for file in raw_files(project)]
    assert len(set(keys)) == len(keys)


def test_the_digest_covers_every_module_that_a_build_loads():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, labor.tables.rebuild\n"
            "print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('labor.')))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    code = Path(labor.__file__).parent
    covered = {code / place for place in BUILDING}
    assert all([*code.glob(place)] for place in BUILDING), "what is not there decides nothing"
    for name in loaded.stdout.split():
        path = Path(name)
        empty = path.name == "__init__.py" and path.parent in {c.parent for c in covered}
        freshness = path == code / "tables" / "freshness.py"
        assert covered & {path, *path.parents} or empty or freshness, f"{path} decides a build, too"


def test_editing_what_no_build_uses_changes_no_digest(tmp_path):
    code = tmp_path / "labor"
    for place in ("publishers/oews", "cli", "tables"):
        (code / place).mkdir(parents=True)
    modules = [p for p in BUILDING if p.endswith(".py")]
    for name in (
        "publishers/oews/parse.py",
        "cli/data.py",
        "publishers/oews/catalogue.toml",
        *modules,
    ):
        (code / name).write_text("1")
    before = code_digest(READING, code), code_digest(BUILDING, code)
    (code / "cli/data.py").write_text("2")
    (code / "tables/areas.py").write_text("2")
    assert (code_digest(READING, code), code_digest(BUILDING, code)) == before
    (code / "publishers/oews/catalogue.toml").write_text("2")
    assert code_digest(READING, code) == before[0]
    assert code_digest(BUILDING, code) != before[1]
    (code / "publishers/oews/parse.py").write_text("2")
    assert code_digest(READING, code) != before[0]


def test_estimates_of_one_place_and_year_are_not_taken_from_two_raw_tables(root):
    """Under another name the same estimates would stand twice in the tables."""
    snapshot = root / "data/raw/snapshot"
    source = read_source(snapshot / "oews_national_1997.toml")
    write_source(snapshot, replace(source, id="oews_state_1997"))
    with pytest.raises(SchemaError, match="rows of two raw tables share a key") as raised:
        rebuild(root, root / "out")
    assert raised.value.where == "oews_national_1997, oews_state_1997"
    assert "area_code=99" in str(raised.value.got)
    assert not digests(root / "out")
