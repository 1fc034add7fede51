"""Pages of a batch are those of single runs, byte for byte, and one failure stops nothing."""

import time
from pathlib import Path

import nbformat
import pytest
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell

from labor.errors import ReportError
from labor.report import run_report
from labor.report.batch import local, with_kernels
from labor.report.forks import CAN_FORK, forked
from labor.report.jobs import Job

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CAN_FORK, reason="processes are not forked on this system"),
]

#: Every way in which a cell shows something, and what could differ between two processes.
SHOWING = (
    "from pathlib import Path\nimport os, sys, warnings\n"
    "from IPython.display import HTML, Markdown, clear_output, display, update_display",
    "HTML(f'<p>{role}, {peers}, {year}, {share}, {long}</p>')",
    "print('one'); warnings.warn('a remark'); print('two'); print('three', file=sys.stderr)\n"
    "print('four', end='')\n{'a', 'b', 'c', role}",
    "display(Markdown('**shown**'), display_id='x'); print('between')\n"
    "display(HTML('<i>last</i>'))",
    "update_display(Markdown('**shown later**'), display_id='x')",
    "print('gone'); clear_output(); print('stays')",
    "Path.cwd().name, __name__, os.environ['PYTHONHASHSEED'], os.environ['MPLBACKEND']",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "%precision 2\n1 / 3",
    "sorted(Out), _",
    "import numpy as np\nfirst, second = np.random.default_rng(1).random((2, 300, 300))\n"
    "repr(float((first @ second).sum()))",
)
#: Endings of a report, and how each is told.
FAILING = {
    "error": ("raise ValueError('no such role\\n  expected: another')", "ValueError: no such role"),
    "dead": ("import os; os._exit(3)", "Its process ended by itself: 3"),
    "crash": ("import ctypes; ctypes.string_at(0)", "Its process ended by itself: -11"),
    "long": ("import time; time.sleep(60)", "It took longer than 8 s"),
    "debris": ("print(float('nan'))", "does not pass its gates"),
    "fine": ("print('good')", ""),
    "thread": ("import threading as t, time; t.Thread(target=time.sleep, args=(99,)).start()", ""),
}
#: Those that have a page.
MADE = {"fine", "thread"}
ROLES = ("nurses", "file clerks", "actors")


@pytest.fixture
def save(tmp_path):
    """Write a notebook of one section with these sources, and return its path."""

    def write(*sources: str) -> Path:
        cells = [new_code_cell(source) for source in sources]
        path = tmp_path / "asked.ipynb"
        nbformat.write(notebook(new_markdown_cell("## Pay"), *cells), path)
        return path

    return write


def jobs_of(path: Path, out: Path, roles=ROLES) -> list[Job]:
    return [Job(path, {"role": r}, out / f"{r}.html", r, folder=path.parent) for r in roles]


def test_a_batch_gives_the_bytes_of_single_runs_in_any_order(save, tmp_path):
    path = save(*SHOWING)
    single = {
        role: run_report(path, {"role": role}, tmp_path / "one.html", folder=tmp_path).read_bytes()
        for role in ROLES[:2]
    }
    first = list(forked(jobs_of(path, tmp_path / "a"), 3))
    second = list(forked(jobs_of(path, tmp_path / "b", ROLES[::-1]), 1))
    assert [result.problem for result in (*first, *second)] == [""] * 6
    for role in ROLES:
        page = (tmp_path / "a" / f"{role}.html").read_bytes()
        assert page == (tmp_path / "b" / f"{role}.html").read_bytes()
        assert page == single.get(role, page)
    assert b"<strong>shown later</strong>" in single["nurses"]
    assert {result.job.title: result.sha256 for result in first} == {
        result.job.title: result.sha256 for result in second
    }


def test_a_report_that_fails_is_told_and_the_others_are_made(save, tmp_path):
    path = save(*(f"if role == {name!r}:\n    {code}" for name, (code, _) in FAILING.items()))
    jobs = jobs_of(path, tmp_path / "out", tuple(FAILING))
    results = {result.job.title: result for result in forked(jobs, 3, seconds=8)}
    assert set(results) == set(FAILING)
    for name, (_, problem) in FAILING.items():
        assert problem in results[name].problem
        assert bool(results[name].sha256) == (name in MADE)
    assert "expected: another" in results["error"].problem
    assert {page.stem for page in (tmp_path / "out").iterdir()} == MADE


def test_threads_that_a_notebook_leaves_keep_nobody_waiting(save, tmp_path):
    path = save("import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()")
    start = time.monotonic()
    results = list(forked(jobs_of(path, tmp_path / "out"), 1))  # the first is rehearsed
    assert [result.problem for result in results] == [""] * 3
    assert time.monotonic() - start < 60


def test_many_reports_start_at_once_again_and_again(save, tmp_path):
    path = save("print(role, year)")
    jobs = [
        Job(path, {"role": str(n), "year": again}, tmp_path / f"{again}-{n}.html", str(n))
        for again in range(2)
        for n in range(36)
    ]
    results = list(forked(jobs, 36))
    assert [result.problem for result in results] == [""] * 72
    assert len({result.sha256 for result in results}) == 72


def test_the_end_of_the_warm_process_is_told(save, tmp_path):
    path = save("import os, signal\nif role == 'nurses': os.kill(os.getppid(), signal.SIGKILL)")
    # Its own rehearsal would end it too: the process must live until it forks.
    jobs = jobs_of(path, tmp_path, ("actors", "nurses", "file clerks"))
    with pytest.raises(ReportError, match="makes the reports ended by itself") as told:
        list(forked(jobs, 1))
    assert "Run the command again" in told.value.next_step


def test_nothing_is_left_behind(save, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "private"))
    (tmp_path / "private").mkdir()
    path = save("import os, tempfile\nprint(os.getppid(), tempfile.mkdtemp())")
    (result,) = forked(jobs_of(path, tmp_path, ("nurses",)), 1)
    assert not result.problem
    assert list((tmp_path / "private").iterdir()) == []


def test_where_nothing_is_forked_kernels_make_the_same_page(save, tmp_path):
    path = save("print(role)")
    (forked_page,) = local(1)(jobs_of(path, tmp_path / "a", ("nurses",)))
    (kernel_page,) = with_kernels(jobs_of(path, tmp_path / "b", ("nurses",)), 1)
    assert kernel_page.sha256 == forked_page.sha256 != ""
