"""Workers of a Dask cluster make the pages that this machine makes, whatever happens to them."""

import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell
from running_cluster import SECONDS, running, wait_until

import labor
from labor.errors import ClusterError
from labor.report.batch import local
from labor.report.cluster import clustered
from labor.report.jobs import Job
from labor.workers.reach import reached

Client = pytest.importorskip("distributed", reason="needs the extra `cluster`").Client

pytestmark = pytest.mark.slow

ROLES = ("actors", "nurses", "file clerks", "surgeons", "pilots", "tellers", "bakers")
CLI_ROLES = ("29-2072", "29-1141", "31-9092", "15-1252", "29-2052")
CELL = """\
import random, time
from pathlib import Path
time.sleep(0.2)
if role == "pilots": raise ValueError("no such role\\n  expected: another")
print(role, {role, "a", "b"}, Path("data/processed/wages.parquet").read_text())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A project with one notebook and one table."""
    root = tmp_path_factory.mktemp("home")
    fill(root, "figures")
    return root


def fill(root: Path, figures: str) -> None:
    (root / "notebooks").mkdir()
    (root / "data" / "processed").mkdir(parents=True)
    (root / "data" / "processed" / "wages.parquet").write_text(figures)
    content = notebook(new_markdown_cell("## Pay"), new_code_cell(CELL))
    nbformat.write(content, root / "notebooks" / "asked.ipynb")


def jobs_of(home: Path, out: Path, roles=ROLES) -> list[Job]:
    path = home / "notebooks" / "asked.ipynb"
    return [Job(path, {"role": r}, out / f"{r}.html", r, folder=home) for r in roles]


def data_of(home: Path) -> list[Path]:
    return [home / "data" / "processed" / "wages.parquet"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with running(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def pages(home, tmp_path_factory) -> dict[str, bytes]:
    """The pages that this machine makes, by role."""
    out = tmp_path_factory.mktemp("local")
    results = list(local(2)(jobs_of(home, out)))
    assert sorted(r.job.title for r in results if r.problem) == ["pilots"]
    return read(out)


def read(out: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in out.iterdir()}


def test_workers_make_the_same_pages_and_tell_the_same_problem(cluster, home, pages, tmp_path):
    jobs = jobs_of(home, tmp_path)
    results = list(clustered(cluster.address, home, data_of(home))(jobs))
    assert read(tmp_path) == pages
    assert {result.job.title for result in results} == set(ROLES)
    assert all(result.job in jobs and result.seconds > 0.2 for result in results)
    (failed,) = (result for result in results if result.problem)
    (here,) = local(1)(jobs_of(home, tmp_path, ["pilots"]))
    assert failed.problem == here.problem
    wait_until(lambda: not cluster.tools(), cluster.folder)


def test_a_worker_that_is_killed_loses_nothing(cluster, home, pages, tmp_path):
    killed = cluster.workers[0]
    seen = []
    for result in clustered(cluster.address, home, data_of(home))(jobs_of(home, tmp_path)):
        if not seen:
            wait_until(lambda: cluster.tools_of(killed), cluster.folder)  # it is at work
            cluster.kill(killed)
        seen.append(result.job.title)
    cluster.add_worker()
    assert sorted(seen) == sorted(ROLES)
    assert read(tmp_path) == pages


def test_a_task_that_ends_its_worker_is_given_up_and_the_others_are_done(tmp_path):
    from labor.workers.results import results
    from labor.workers.workshop import Workshop

    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with running(tmp_path, 2, **once) as cluster, reached(cluster.address) as client:
        wait_for_workers(cluster, 2)
        done = results(
            client,
            Workshop(dict, {}, BytesIO),
            lambda tool, item: os._exit(1) if item == "deadly" else item,  # sent as it is
            ["a", "b", "c", "deadly"],
            lambda item: f"{item} was lost",
        )
        found = dict(done)
    assert set(found) == {"a", "b", "c", "deadly"}
    assert found["deadly"] == "deadly was lost"
    assert found["a"] == "a"


@pytest.mark.parametrize("figures", ["others", None])
def test_a_worker_with_other_tables_is_refused_before_the_first_page(
    cluster, home, tmp_path, figures
):
    fill(tmp_path, figures or "none")
    if figures is None:
        data_of(tmp_path)[0].unlink()
    wrong = cluster.add_worker(LABOR_HOME=str(tmp_path))
    wait_for_workers(cluster, 3)
    out = tmp_path / "out"
    try:
        with pytest.raises(ClusterError) as refused:
            list(clustered(cluster.address, home, data_of(home))(jobs_of(home, out)))
    finally:
        cluster.kill(wrong)
    wait_for_workers(cluster, 2)
    assert "it has other notebooks or tables" in refused.value.what
    assert refused.value.where.startswith("tcp://127.0.0.1:")
    assert refused.value.expected != refused.value.got
    assert figures or f"no file {data_of(tmp_path)[0]}" in refused.value.got
    assert "LABOR_HOME" in refused.value.next_step
    assert not out.exists()


def test_a_worker_with_another_version_is_refused(cluster, home, tmp_path):
    other = tmp_path / "labor-2019.1.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: labor\nVersion: 2019.1\n")
    wrong = cluster.add_worker(PYTHONPATH=str(tmp_path))
    wait_for_workers(cluster, 3)
    try:
        with pytest.raises(ClusterError, match="it has other versions of labor") as refused:
            list(clustered(cluster.address, home, data_of(home))(jobs_of(home, tmp_path)))
    finally:
        cluster.kill(wrong)
    wait_for_workers(cluster, 2)
    assert refused.value.got == "labor 2019.1"
    assert refused.value.expected == f"labor {labor.__version__}"


def test_a_worker_with_other_tables_that_comes_later_stops_the_run(home, tmp_path):
    fill(tmp_path, "others")
    out = tmp_path / "out"
    with running(tmp_path, workers=1) as cluster:
        results = clustered(cluster.address, home, data_of(home))(jobs_of(home, out))
        next(results)
        cluster.add_worker(LABOR_HOME=str(tmp_path))
        wait_for_workers(cluster, 2)
        cluster.kill(cluster.workers[0])
        with pytest.raises(ClusterError, match="it has other notebooks or tables"):
            list(results)


def test_an_address_that_answers_nobody_is_told_soon(home, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "tcp://{}:{}".format(*free.getsockname())
    start = time.monotonic()
    with pytest.raises(ClusterError, match="No scheduler answers") as told:
        list(clustered(address, home, [], seconds=1)(jobs_of(home, tmp_path)))
    assert time.monotonic() - start < 10
    assert told.value.where == address
    assert "within 1 s" in told.value.expected


@pytest.mark.parametrize("address", ["nowhere", "http://127.0.0.1:1", "tcp://127.0.0.1:port"])
def test_what_is_no_address_is_told(home, tmp_path, address):
    with pytest.raises(ClusterError, match="No scheduler answers"):
        list(clustered(address, home, [], seconds=1)(jobs_of(home, tmp_path)))
    # One that is half made would be ended by the garbage collector, at a bad moment.
    left = [one for one in gc.get_objects() if isinstance(one, Client)]
    assert all(one.status == "closed" for one in left)


def test_something_else_that_listens_is_no_scheduler(home, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = "tcp://{}:{}".format(*silent.getsockname())
        with pytest.raises(ClusterError, match="No scheduler answers") as told:
            list(clustered(address, home, [], seconds=1)(jobs_of(home, tmp_path)))
    assert told.value.got == "no answer of a scheduler"


def test_a_scheduler_without_workers_is_told(home, tmp_path):
    with running(tmp_path, workers=0) as cluster:
        with pytest.raises(ClusterError, match="has no workers") as told:
            list(clustered(cluster.address, home, [], seconds=1)(jobs_of(home, tmp_path)))
        assert f"dask worker {cluster.address}" in told.value.next_step


def test_a_worker_that_comes_later_goes_on_and_a_scheduler_that_is_gone_is_told(
    home, pages, tmp_path
):
    out = tmp_path / "out"
    with running(tmp_path, workers=1) as cluster:
        results = clustered(cluster.address, home, data_of(home), seconds=4)(jobs_of(home, out))
        next(results)
        cluster.kill(cluster.workers[0])
        cluster.add_worker()
        next(results)
        cluster.kill(cluster.scheduler)
        with pytest.raises(ClusterError, match="The scheduler is gone"):
            list(results)
    made = read(out)
    assert len(made) >= 1
    assert made.items() <= pages.items()


def test_a_missing_extra_is_told_with_how_to_install_it(home, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as told:
        list(clustered("tcp://127.0.0.1:1", home, [])(jobs_of(home, tmp_path)))
    assert "pip install 'labor[cluster]'" in told.value.next_step


def test_nothing_to_do_reaches_for_no_cluster(home):
    assert list(clustered("nowhere", home, [])([])) == []


def test_ctrl_c_stops_the_workers_and_the_command_goes_on_later(cluster, project, built, tmp_path):
    fill(tmp_path, "")
    shutil.rmtree(tmp_path / "data" / "processed")
    (tmp_path / "data" / "processed").symlink_to(project / "data" / "processed")
    (tmp_path / "data" / "raw").mkdir()
    slow = notebook(new_markdown_cell("## Pay"), new_code_cell("import time; time.sleep(1)\nrole"))
    nbformat.write(slow, tmp_path / "notebooks" / "asked.ipynb")
    (tmp_path / "roles.txt").write_text("\n".join(CLI_ROLES))
    record = tmp_path / "reports" / "atlas" / "manifest.jsonl"

    stopped = report(tmp_path, cluster.address)
    wait_until(lambda: record.exists() and record.read_text(), cluster.folder)
    stopped.send_signal(signal.SIGINT)
    said = stopped.communicate(timeout=SECONDS)[0]
    assert stopped.returncode == 130, said
    assert said.endswith("Stopped. Run the same command again to make what is missing.\n")
    wait_until(lambda: not cluster.tools(), cluster.folder)
    assert 0 < len(record.read_text().splitlines()) < len(CLI_ROLES)

    finished = report(tmp_path, cluster.address, "--copy-to", (tmp_path / "copy").as_uri())
    said = finished.communicate(timeout=SECONDS)[0]
    assert finished.returncode == 0, said
    assert "were there already" in said
    assert " left)" in said
    assert f"{len(CLI_ROLES)} pages copied to file://" in said
    assert {path.name for path in (tmp_path / "copy" / "asked").iterdir()} == {
        path.name for path in (record.parent / "asked").iterdir()
    }


def report(home: Path, address: str, *options: str) -> subprocess.Popen:
    program = "from labor.cli import main; main()"
    command = ["report", "--roles", home / "roles.txt", "--notebook", "asked", "--root", home]
    return subprocess.Popen(
        [sys.executable, "-c", program, *command, "--scheduler", address, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for_workers(cluster, count: int) -> None:
    with Client(cluster.address) as client:
        wait_until(lambda: len(client.nthreads()) == count, cluster.folder)
