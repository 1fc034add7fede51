"""Raw files tidied by workers of a cluster, or in a pool, give the bytes of one process."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running_cluster import SECONDS, running, wait_until

from labor.errors import ClusterError, SourceError
from labor.tables.freshness import READING, code_digest
from labor.tables.inputs import raw_files
from labor.tables.parts import PartCache
from labor.tables.rebuild import PARTS_NAME, rebuild, tidied
from labor.tables.snapshot import Source, read_source, write_source

Client = pytest.importorskip("distributed", reason="needs the extra `cluster`").Client

pytestmark = pytest.mark.slow

#: Tables of several rooms: prices, estimates, projections, codes.
HELD = (
    "cpi_u", "oews_national_1997", "oews_national_2003", "soc_2018_structure",
    "soc_2010_2018_crosswalk", "onet_29_3_job_zones",
)  # fmt: skip


@pytest.fixture
def root(project, tmp_path) -> Path:
    return filled(project, tmp_path / "home")


def filled(project: Path, root: Path) -> Path:
    snapshot = root / "data" / "raw" / "snapshot"
    snapshot.mkdir(parents=True)
    for name in HELD:
        for path in (project / "data/raw/snapshot").glob(f"{name}.*"):
            shutil.copy(path, snapshot)
    assert len(raw_files(root)) == len(HELD)
    return root


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with running(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".csv", ".parquet", ".json", ".arrow")
    }


def test_workers_and_processes_give_the_bytes_of_one_process(cluster, root, tmp_path):
    told = []
    rebuild(root, tmp_path / "one")
    rebuild(root, tmp_path / "two", workers=2)
    rebuild(
        root,
        tmp_path / "dask",
        scheduler=cluster.address,
        on_part=lambda *part: told.append(part),
    )
    expected = digests(tmp_path / "one")
    kept = PartCache(tmp_path / "one" / PARTS_NAME, code_digest(READING), tmp_path / "one")
    assert all(kept.has(file.key) for file in raw_files(root))
    assert digests(tmp_path / "two") == expected
    assert digests(tmp_path / "dask") == expected
    assert told == [(number, len(HELD)) for number in range(1, len(HELD) + 1)]


def test_only_what_is_new_is_sent(cluster, root, tmp_path):
    rebuild(root, tmp_path / "out")
    card = root / "data/raw/snapshot/cpi_u.toml"
    source = read_source(card)
    source.table.rows.pop()
    write_source(card.parent, Source(source.id, source.table, source.record, source.held_as))
    told = []
    rebuild(
        root,
        tmp_path / "out",
        scheduler=cluster.address,
        on_part=lambda *part: told.append(part),
    )
    assert told == [(1, 1)]
    rebuild(root, tmp_path / "whole")
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")


def test_a_worker_that_is_killed_loses_nothing(cluster, root):
    files = raw_files(root)
    parts = tidied(files, root, 1, cluster.address)
    found = dict([next(parts)])
    cluster.kill(cluster.workers[0])
    cluster.add_worker()
    found |= dict(parts)
    assert set(found) == {file.key for file in files}
    assert found == dict(tidied(files, root, 1))


@pytest.mark.parametrize("place", ["dask", "processes"])
def test_a_raw_table_that_does_not_match_its_card_is_told_as_in_one_process(
    cluster, root, tmp_path, place
):
    table = root / "data/raw/snapshot/cpi_u.csv"
    table.write_text(table.read_text().replace("1913", "1813", 1))
    with pytest.raises(SourceError) as here:
        rebuild(root, tmp_path / "one")
    elsewhere = {"dask": {"scheduler": cluster.address}, "processes": {"workers": 2}}[place]
    with pytest.raises(SourceError) as there:
        rebuild(root, tmp_path / "out", **elsewhere)
    assert there.value.message() == here.value.message()
    assert not list((tmp_path / "out").glob("*.csv"))


def test_a_worker_with_other_raw_files_is_refused(cluster, project, root, tmp_path):
    other = filled(project, tmp_path / "other")
    for path in (other / "data/raw/snapshot").glob("cpi_u.*"):
        path.unlink()
    wrong = cluster.add_worker(LABOR_HOME=str(other))
    wait_for_workers(cluster, 3)
    try:
        with pytest.raises(ClusterError, match="it has other raw files"):
            next(tidied(raw_files(root), root, 1, cluster.address))
    finally:
        cluster.kill(wrong)
    wait_for_workers(cluster, 2)


def test_the_command_builds_on_a_cluster_or_says_why_it_cannot(cluster, root):
    built = build(root, "--scheduler", cluster.address)
    assert built.returncode == 0, built.stderr
    assert f"[{len(HELD)}/{len(HELD)}] tables read" in built.stdout
    assert "Wrote" in built.stdout
    nobody = build(root, "--force", "--scheduler", "nowhere")
    assert nobody.returncode == 1
    assert nobody.stderr.startswith("labor: No scheduler answers\n  where: nowhere\n")
    assert "Traceback" not in nobody.stderr


def wait_for_workers(cluster, count: int) -> None:
    with Client(cluster.address) as client:
        wait_until(lambda: len(client.nthreads()) == count, cluster.folder)


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = "from labor.cli import main; main()"
    command = [sys.executable, "-c", program, "build", "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
