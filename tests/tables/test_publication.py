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


@pytest.mark.parametrize("content", ["[", "[1]", "{}", "", "[" * 99_999])
def test_a_damaged_list_of_moves_is_no_list(tmp_path, content):
    publish(tmp_path, OLD, [])
    (tmp_path / NEXT).mkdir()
    (tmp_path / NEXT / MOVES).write_text(content)
    (tmp_path / NEXT / "a").write_text("new a")
    assert seen(tmp_path) == SETS[0]
    assert not is_unfinished(tmp_path)
    finish(tmp_path)
    assert not (tmp_path / NEXT).exists()


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
