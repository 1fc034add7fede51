"""Workers of a Dask cluster make the pages that this machine makes, whatever happens to them."""

import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from cluster_items import done, nothing
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell
from running_cluster import SECONDS, running, wait_until

import labor
from labor import workers
from labor.errors import ClusterError
from labor.report.batch import make_reports
from labor.report.jobs import Job
from labor.workers import Lost, Task, results

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
    return [Job(path, {"role": r}, out / f"{r}.html", r) for r in roles]


def data_of(home: Path) -> list[Path]:
    return [home / "data" / "processed" / "wages.parquet"]


def made(address: str, home: Path, out: Path, roles=ROLES):
    """What workers of a cluster make, as it comes; with no address what this machine makes."""
    return make_reports(jobs_of(home, out, roles), home, 2, address, data=data_of(home))


def asked(address: str, root: Path):
    """Ask a cluster for one item, without patience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_SCHEDULER_SECONDS", 1)
        return list(results(Task(done, root, nothing), ["a"], 1, address))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with running(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def pages(home, tmp_path_factory) -> dict[str, bytes]:
    """The pages that this machine makes, by role."""
    out = tmp_path_factory.mktemp("local")
    assert sorted(r.job.title for r in made("", home, out) if r.problem) == ["pilots"]
    return read(out)


def read(out: Path) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in out.iterdir()}


def test_workers_make_the_same_pages_and_tell_the_same_problem(cluster, home, pages, tmp_path):
    found = list(made(cluster.address, home, tmp_path))
    assert read(tmp_path) == pages
    assert {result.job.title for result in found} == set(ROLES)
    assert all(result.job in jobs_of(home, tmp_path) for result in found)
    assert all(result.seconds > 0.2 for result in found)
    (failed,) = (result for result in found if result.problem)
    (here,) = made("", home, tmp_path, ["pilots"])
    assert failed.problem == here.problem


def test_a_worker_that_is_killed_loses_nothing(cluster, home, pages, tmp_path):
    killed = cluster.workers[0]
    seen = []
    for result in made(cluster.address, home, tmp_path):
        if not seen:
            wait_until(lambda: cluster.tools_of(killed), cluster.folder)  # it is at work
            cluster.kill(killed)
        seen.append(result.job.title)
    cluster.add_worker()
    assert sorted(seen) == sorted(ROLES)
    assert read(tmp_path) == pages


def test_a_task_that_ends_its_worker_is_given_up_and_the_others_are_done(tmp_path):
    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with running(tmp_path, 2, **once) as cluster:
        wait_for_workers(cluster, 2)
        task = Task(done, tmp_path, nothing)
        found = dict(results(task, ["a", "b", "c", "deadly"], 1, cluster.address))
    assert set(found) == {"a", "b", "c", "deadly"}
    assert isinstance(found["deadly"], Lost)
    assert "ended by themselves" in found["deadly"].reason
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
            list(made(cluster.address, home, out))
    finally:
        cluster.kill(wrong)
    wait_for_workers(cluster, 2)
    assert "it has other notebooks or tables" in refused.value.what
    assert refused.value.where.endswith(f"process {wrong.pid}, {tmp_path}")
    assert refused.value.expected != refused.value.got
    assert figures or f"no file {data_of(tmp_path)[0]}" in refused.value.got
    assert "LABOR_HOME" in refused.value.next_step
    assert not out.exists()


def test_a_worker_with_another_version_is_refused(cluster, home, tmp_path):
    (tmp_path / "sitecustomize.py").write_text('import labor\nlabor.__version__ = "2019.1"\n')
    wrong = cluster.add_worker(PYTHONPATH=os.pathsep.join([str(tmp_path), *sys.path]))
    wait_for_workers(cluster, 3)
    try:
        with pytest.raises(ClusterError, match="it has other versions of labor") as refused:
            list(made(cluster.address, home, tmp_path))
    finally:
        cluster.kill(wrong)
    wait_for_workers(cluster, 2)
    assert refused.value.got.startswith("labor 2019.1")
    assert refused.value.expected.startswith(f"labor {labor.__version__}")


def test_a_worker_with_other_tables_that_comes_later_stops_the_run(home, tmp_path):
    fill(tmp_path, "others")
    out = tmp_path / "out"
    with running(tmp_path, workers=1) as cluster:
        found = made(cluster.address, home, out)
        next(found)
        cluster.add_worker(LABOR_HOME=str(tmp_path))
        wait_for_workers(cluster, 2)
        cluster.kill(cluster.workers[0])
        with pytest.raises(ClusterError, match="it has other notebooks or tables"):
            list(found)


def test_an_address_that_answers_nobody_is_told_soon(home, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "tcp://{}:{}".format(*free.getsockname())
    start = time.monotonic()
    with pytest.raises(ClusterError, match="No scheduler answers") as told:
        asked(address, tmp_path)
    assert time.monotonic() - start < 10
    assert told.value.where == address
    assert "within 1 s" in told.value.expected


@pytest.mark.parametrize("address", ["nowhere", "http://127.0.0.1:1", "tcp://127.0.0.1:port"])
def test_what_is_no_address_is_told(home, tmp_path, address):
    with pytest.raises(ClusterError, match="No scheduler answers"):
        asked(address, tmp_path)
    # One that is half made would be ended by the garbage collector, at a bad moment.
    left = [one for one in gc.get_objects() if isinstance(one, Client)]
    assert all(one.status == "closed" for one in left)


def test_something_else_that_listens_is_no_scheduler(home, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = "tcp://{}:{}".format(*silent.getsockname())
        with pytest.raises(ClusterError, match="No scheduler answers") as told:
            asked(address, tmp_path)
    assert told.value.got == "no answer of a scheduler"


def test_a_scheduler_without_workers_is_told(home, tmp_path):
    with running(tmp_path, workers=0) as cluster:
        with pytest.raises(ClusterError, match="has no workers") as told:
            asked(cluster.address, tmp_path)
        assert f"dask worker {cluster.address}" in told.value.next_step


def test_a_worker_that_comes_later_goes_on_and_a_scheduler_that_is_gone_is_told(
    home, pages, tmp_path
):
    out = tmp_path / "out"
    with running(tmp_path, workers=1) as cluster:
        found = made(cluster.address, home, out)
        next(found)
        cluster.kill(cluster.workers[0])
        cluster.add_worker()
        next(found)
        cluster.kill(cluster.scheduler)
        with pytest.raises(ClusterError, match="The scheduler is gone"):
            list(found)
    written = read(out)
    assert len(written) >= 1
    assert written.items() <= pages.items()


def test_a_missing_extra_is_told_with_how_to_install_it(home, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError) as told:
        asked("tcp://127.0.0.1:1", tmp_path)
    assert "pip install 'labor[cluster]'" in told.value.next_step


def test_nothing_to_do_reaches_for_no_cluster(home):
    assert list(make_reports([], home, 1, "nowhere")) == []


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

    finished = report(tmp_path, cluster.address)
    said = finished.communicate(timeout=SECONDS)[0]
    assert finished.returncode == 0, said
    assert "were there already" in said
    assert " left)" in said
    assert len(record.read_text().splitlines()) == len(CLI_ROLES)


def report(home: Path, address: str) -> subprocess.Popen:
    program = "from labor.cli import main; main()"
    command = ["report", "--roles", home / "roles.txt", "--notebook", "asked", "--root", home]
    return subprocess.Popen(
        [sys.executable, "-c", program, *command, "--scheduler", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for_workers(cluster, count: int) -> None:
    with Client(cluster.address) as client:
        wait_until(lambda: len(client.nthreads()) == count, cluster.folder)
