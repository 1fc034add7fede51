"""A build that is killed at any moment leaves one whole set of published files, old or new."""

import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from building import publish
from sampling import tries

from labor.tables.build import check_tables, part_of, sources_table
from labor.tables.publication import MOVES, NEXT, changed_files, place_of
from labor.tables.rebuild import rebuild
from labor.tables.snapshot import read_source

LABOR = str(Path(sys.executable).with_name("labor"))
PUBLISHER = Path(__file__).parents[1] / "helpers" / "publish_forever.py"
KILLS = tries(6, 12)


def build(root, **options):
    command = [LABOR, "build", "--force", "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def digests(folder):
    """Digests of the files that readers find."""
    names = {
        path.relative_to(place).as_posix()
        for place in (folder, folder / NEXT)
        if place.is_dir()
        for path in place.rglob("*")
        if path.suffix in (".csv", ".parquet", ".json")
        if not any(part.startswith(".") for part in path.relative_to(place).parts)
    } - {MOVES}
    places = {name: place_of(folder, name) for name in names}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in places.items()
        if path.exists()
    }


@pytest.fixture
def root(project, tmp_path):
    """A project that holds one year and the prices."""
    snapshot = tmp_path / "data" / "raw" / "snapshot"
    snapshot.mkdir(parents=True)
    for name in ("cpi_u", "oews_national_2010"):
        for ending in ("csv", "toml"):
            shutil.copy(project / "data/raw/snapshot" / f"{name}.{ending}", snapshot)
    return tmp_path


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_or_the_new_set(project, built, tmp_path, matrix):
    sources = sources_table([part_of(read_source(project / "data/raw/snapshot/cpi_u.toml")).source])
    wages = built["wages"][built["wages"]["reference_year"].isin([2010, 2011])]
    states = []
    for name, year in (("old", 2010), ("new", 2011)):
        tables = {"wages": wages[wages["reference_year"] == year], "sources": sources}
        tables["prices"] = built["prices"].head(year - 1900)
        publish(check_tables(tables), tmp_path / name)
        states.append(digests(tmp_path / name))
    assert states[0].keys() == states[1].keys()
    out = tmp_path / "out"
    moments = random.Random(2026)
    seen = []
    for _ in range(KILLS):
        command = [sys.executable, PUBLISHER, tmp_path / "old", tmp_path / "new", out]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0.02, 1))
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        found = digests(out)
        with matrix.trying("killed builds"):
            assert not found or found in states
            assert changed_files(out) in (None, [])
        matrix.count("killed builds", "kept")
        seen.append(found)
    assert any(seen), "every kill came before the first set was whole"
    publish(check_tables({"prices": built["prices"], "sources": sources}), out)
    assert not list(out.glob(".*.part"))


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_tables(root):
    import resource

    out = root / "data" / "processed"
    rebuild(root, out)
    before = digests(out)

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    shown = build(root, preexec_fn=small_files)
    assert shown.returncode == 1
    assert "A file cannot be written" in shown.stderr
    assert digests(out) == before
    assert not list(out.glob(".*.part"))


@pytest.mark.slow
def test_a_table_that_is_no_longer_built_goes(root):
    out = root / "data" / "processed"
    rebuild(root, out)
    assert (out / "prices.csv").exists()
    for ending in ("csv", "toml"):
        (root / "data/raw/snapshot" / f"cpi_u.{ending}").unlink()
    rebuild(root, out)
    assert not (out / "prices.csv").exists()
    assert not (out / "prices.parquet").exists()
    assert (out / "wages" / "oews_national_2010.parquet").exists()


@pytest.mark.slow
def test_builds_that_are_killed_leave_nothing_that_a_later_one_trips_over(root, tmp_path):
    out, moments = root / "data" / "processed", random.Random(2026)
    command = [LABOR, "build", "--root", str(root)]
    for _ in range(KILLS // 2):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            time.sleep(moments.uniform(0.3, 3))
            process.kill()
    subprocess.run(command, check=True, timeout=120)
    after_kills = digests(out)
    subprocess.run([*command, "--force", "--out", tmp_path / "whole"], check=True, timeout=120)
    assert after_kills == digests(tmp_path / "whole")
    assert not list(out.rglob("*.part"))
