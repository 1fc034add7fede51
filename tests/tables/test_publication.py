"""Published files become visible together, and a changed one is found and made again."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress

import pytest

from labor.cli import main
from labor.tables import publication
from labor.tables.load import load
from labor.tables.publication import (
    DIGESTS,
    MOVES,
    NEXT,
    changed_files,
    finish,
    is_unfinished,
    place_of,
    publish,
)

NAMES = ["a", "b", "c", "gone"]
SETS = (
    {"a": "old a", "b": "old b", "c": "same", "gone": "x"},
    {"a": "new a", "b": "new b", "c": "same"},
)


class KilledError(BaseException):
    """Stands for the end of the process."""


def files(texts):
    def write(folder):
        for name, text in texts.items():
            (folder / name).write_text(text)
        return [folder / name for name in texts]

    return write


OLD, NEW = map(files, SETS)


def seen(out):
    places = {name: place_of(out, name) for name in NAMES}
    return {name: path.read_text() for name, path in places.items() if path.exists()}


def steps(patched, stop):
    """Count what is done to files, and end the process before one of these steps."""
    count = 0

    def counted(real):
        def step(*given, **named):
            nonlocal count
            count += 1
            if count >= stop:
                raise KilledError
            return real(*given, **named)

        return step

    for name in ("replace", "unlink", "mkdir"):
        patched.setattr(publication.Path, name, counted(getattr(publication.Path, name)))
    patched.setattr(publication.shutil, "rmtree", counted(shutil.rmtree))
    patched.setattr(publication, "_write_synced", counted(publication._write_synced))
    return lambda: count


@pytest.mark.parametrize("stop", range(1, 14))
def test_an_end_at_any_step_leaves_one_whole_set(tmp_path, monkeypatch, stop):
    publish(tmp_path, OLD, NAMES)
    with monkeypatch.context() as patched:
        count = steps(patched, stop)
        with suppress(KilledError):
            publish(tmp_path, NEW, NAMES)
    assert count() >= min(stop, 8)
    assert seen(tmp_path) in SETS
    assert changed_files(tmp_path) == []
    publish(tmp_path, NEW, NAMES)
    assert seen(tmp_path) == SETS[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [DIGESTS, "a", "b", "c"]


def test_a_file_that_stays_the_same_keeps_its_time(tmp_path):
    publish(tmp_path, OLD, [])
    before = (tmp_path / "c").stat().st_mtime_ns
    publish(tmp_path, NEW, [])
    assert (tmp_path / "c").stat().st_mtime_ns == before


def test_a_set_that_cannot_be_written_changes_nothing(tmp_path):
    publish(tmp_path, OLD, [])

    def fail(folder):
        (folder / "a").write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publish(tmp_path, fail, ["a"])
    assert seen(tmp_path) == SETS[0]
    assert not (tmp_path / NEXT).exists()


@pytest.mark.parametrize(
    "content",
    ["[", "[1]", "{}", "", "[" * 99_999, '{"moves": 5, "gone": []}', '{"moves": [5], "gone": []}'],
)
def test_a_damaged_list_of_moves_is_no_list(tmp_path, content):
    publish(tmp_path, OLD, [])
    (tmp_path / NEXT).mkdir()
    (tmp_path / NEXT / MOVES).write_text(content)
    (tmp_path / NEXT / "a").write_text("new a")
    assert seen(tmp_path) == SETS[0]
    assert not is_unfinished(tmp_path)
    finish(tmp_path)
    assert not (tmp_path / NEXT).exists()


OUTSIDE = ["../../mine.txt", "a/../../../mine.txt", "..\\..\\mine.txt", "C:mine.txt", "{}"]


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("list_of", ["moves", "gone"])
def test_a_list_of_moves_names_no_file_outside_its_folder(tmp_path, name, list_of):
    mine, out = tmp_path / "mine.txt", tmp_path / "data" / "processed"
    name = name.format(mine)
    (out / NEXT).mkdir(parents=True)
    mine.write_text("mine")
    (out / NEXT / MOVES).write_text(json.dumps({"moves": [], "gone": []} | {list_of: [name]}))
    finish(out)
    assert mine.read_text() == "mine"
    assert not is_unfinished(out)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_list_of_digests_names_no_file_outside_its_folder(tmp_path, name):
    mine, out = tmp_path / "mine.txt", tmp_path / "data" / "processed"
    out.mkdir(parents=True)
    mine.write_text("mine")
    digests = {"files": {name.format(mine): "0"}, "parts": {name.format(mine): {}}}
    (out / DIGESTS).write_text(json.dumps(digests))
    assert changed_files(out) is None
    publish(out, NEW, [])
    assert mine.read_text() == "mine"


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return ended.value.code or 0


@pytest.fixture
def root(project, tmp_path):
    """A project of the prices alone, built."""
    snapshot = tmp_path / "data" / "raw" / "snapshot"
    snapshot.mkdir(parents=True)
    for ending in ("csv", "toml"):
        shutil.copy(project / f"data/raw/snapshot/cpi_u.{ending}", snapshot)
    assert run("build", "--root", tmp_path) == 0
    return tmp_path


def test_a_changed_digit_of_a_csv_is_found_and_mended(root, capsys):
    path = root / "data/processed/prices.csv"
    whole = path.read_bytes()
    assert run("verify", "data", "--root", root) == 0
    path.write_bytes(whole.replace(b"251.588", b"951.588", 1))
    assert path.read_bytes() != whole
    capsys.readouterr()
    assert run("verify", "data", "--root", root) == 1
    told = capsys.readouterr()
    assert "FAILS in 1" in told.out
    assert "prices.csv" in told.err
    assert run("doctor", "--root", root) == 1
    assert "not as they were built: prices.csv" in capsys.readouterr().out
    assert run("build", "--root", root) == 0
    assert path.read_bytes() == whole
    assert run("verify", "data", "--root", root) == 0


@pytest.mark.parametrize(
    "name", ["prices.csv", ".next/page.js", "film/.film.mkv.part", "notes.txt"]
)
def test_a_folder_with_a_persons_files_is_not_built_in(root, tmp_path, capsys, name):
    mine = tmp_path / "thesis" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    beside = tmp_path / "thesis" / "chapter.txt"
    beside.write_text("mine")
    assert run("build", "--root", root, "--out", tmp_path / "thesis") == 1
    assert "files that no build made" in capsys.readouterr().err
    assert mine.read_text() == "mine"
    assert {path.read_text() for path in (mine, beside)} == {"mine"}
    there = [path for path in (tmp_path / "thesis").rglob("*") if path.is_file()]
    assert sorted(there) == sorted({mine, beside})


def test_a_folder_of_a_build_is_built_in_again(root, tmp_path):
    out = tmp_path / "tables"
    out.mkdir()
    assert run("build", "--root", root, "--out", out) == 0
    (out / "prices.csv").unlink()
    assert run("build", "--root", root, "--out", out) == 0
    assert (out / "prices.csv").exists()


def test_a_touched_file_is_no_changed_one(root, capsys):
    (root / "data/processed/prices.csv").touch()
    capsys.readouterr()
    assert run("build", "--root", root) == 0
    assert "is up to date" in capsys.readouterr().out


def test_a_set_that_waits_to_be_moved_is_read(root):
    out = root / "data/processed"
    frame = load("prices", out)
    stage = out / NEXT
    stage.mkdir()
    names = ["prices.parquet", "prices.csv", DIGESTS]
    for name in names:
        shutil.move(out / name, stage / name)
    (stage / MOVES).write_text(json.dumps({"moves": names, "gone": []}))
    assert load("prices", out).equals(frame)
    assert changed_files(out) == []
    assert run("verify", "data", "--root", root) == 0
    assert run("build", "--root", root) == 0
    assert (out / "prices.csv").exists()
    assert not stage.exists()
