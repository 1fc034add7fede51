"""Pages of a batch are those of single runs, byte for byte, and one failure stops nothing."""

import time
from pathlib import Path

import nbformat
import pytest
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell

from labor import workers
from labor.report import run_report
from labor.report.batch import make_reports
from labor.report.jobs import Job

pytestmark = pytest.mark.slow

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
    "debris": ("print(float('nan'))", "does not pass its checks"),
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
    return [Job(path, {"role": r}, out / f"{r}.html", r) for r in roles]


@pytest.fixture(params=["with forks", "without forks"])
def each_system(request, monkeypatch):
    """Linux, where a warm process is forked, and the others, where each page has a new one."""
    if request.param == "without forks":
        monkeypatch.setattr(workers, "CAN_FORK", False)
    elif not workers.CAN_FORK:
        pytest.skip("processes are not forked on this system")


def made(jobs: list[Job], number: int, **options):
    """What came of jobs, in the order in which it came."""
    return list(make_reports(jobs, jobs[0].notebook.parent, number, **options))


@pytest.mark.usefixtures("each_system")
def test_a_batch_gives_the_bytes_of_single_runs_in_any_order(save, tmp_path):
    path = save(*SHOWING)
    single = {
        role: run_report(path, {"role": role}, tmp_path / "one.html", folder=tmp_path).read_bytes()
        for role in ROLES[:2]
    }
    first = made(jobs_of(path, tmp_path / "a"), 3)
    second = made(jobs_of(path, tmp_path / "b", ROLES[::-1]), 1)
    assert [result.problem for result in (*first, *second)] == [""] * 6
    for role in ROLES:
        page = (tmp_path / "a" / f"{role}.html").read_bytes()
        assert page == (tmp_path / "b" / f"{role}.html").read_bytes()
        assert page == single.get(role, page)
    assert b"<strong>shown later</strong>" in single["nurses"]
    assert {result.job.title: result.sha256 for result in first} == {
        result.job.title: result.sha256 for result in second
    }


@pytest.mark.usefixtures("each_system")
def test_a_report_that_fails_is_told_and_the_others_are_made(save, tmp_path):
    path = save(*(f"if role == {name!r}:\n    {code}" for name, (code, _) in FAILING.items()))
    jobs = jobs_of(path, tmp_path / "out", tuple(FAILING))
    results = {result.job.title: result for result in made(jobs, 3)}
    assert set(results) == set(FAILING)
    for name, (_, problem) in FAILING.items():
        assert problem in results[name].problem
        assert bool(results[name].sha256) == (name in MADE)
    assert "expected: another" in results["error"].problem
    assert {page.stem for page in (tmp_path / "out").iterdir()} == MADE


@pytest.mark.usefixtures("each_system")
def test_a_report_that_takes_too_long_is_given_up(save, tmp_path):
    path = save("import time; time.sleep(60)")
    (result,) = made(jobs_of(path, tmp_path / "out", ("nurses",)), 1, seconds=3)
    assert "It took longer than 3 s" in result.problem
    assert not (tmp_path / "out" / "nurses.html").exists()


def test_threads_that_a_notebook_leaves_keep_nobody_waiting(save, tmp_path):
    path = save("import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()")
    start = time.monotonic()
    results = made(jobs_of(path, tmp_path / "out"), 1)
    assert [result.problem for result in results] == [""] * 3
    assert time.monotonic() - start < 60


def test_what_a_report_does_to_its_process_is_not_seen_by_the_next(save, tmp_path):
    """The first page is made in a process, the next in forks of it: those are alike."""
    path = save(
        "import builtins, os, pandas as pd\n"
        "before = getattr(builtins, 'seen', ()), role in os.environ",
        "builtins.seen = (*getattr(builtins, 'seen', ()), role)\n"
        "pd.set_option('display.width', 80 + len(role)); os.environ[role] = '1'",
        "'role' in globals(), 'left' in globals(), len(before[0]) <= 1, before[1]",
        "left = 1",
    )
    roles = ("aa", "bbb", "cccc", "ddddd")
    results = made(jobs_of(path, tmp_path / "out", roles), 1)
    assert [result.problem for result in results] == [""] * 4
    for role in roles:
        page = (tmp_path / "out" / f"{role}.html").read_text(encoding="utf-8")
        assert "(True, False, True, False)" in page


def test_another_notebook_has_another_process(save, tmp_path):
    first = save("import os\nos.environ['LEFT'] = role\nos.getpid()").rename(tmp_path / "a.ipynb")
    second = save("import os\n'LEFT' in os.environ")
    jobs = jobs_of(first, tmp_path / "a", ROLES[:2]) + jobs_of(second, tmp_path / "b", ROLES[:2])
    assert [result.problem for result in made(jobs, 1)] == [""] * 4
    assert "<pre>False" in (tmp_path / "b" / "nurses.html").read_text(encoding="utf-8")


def test_many_reports_start_at_once_again_and_again(save, tmp_path):
    path = save("print(role, year)")
    jobs = [
        Job(path, {"role": str(n), "year": again}, tmp_path / f"{again}-{n}.html", str(n))
        for again in range(2)
        for n in range(9)
    ]
    results = made(jobs, 6)
    assert [result.problem for result in results] == [""] * 18
    assert len({result.sha256 for result in results}) == 18


@pytest.mark.usefixtures("each_system")
@pytest.mark.parametrize("kill", ["os.killpg(os.getpgid(0), 9)", "os.kill(os.getpid(), 9)"])
def test_a_process_that_is_killed_once_costs_only_the_time_of_its_page(save, tmp_path, kill):
    path = save(
        "import os\nfrom pathlib import Path\n"
        "if role == 'file clerks' and not Path('killed').exists():\n"
        f"    Path('killed').touch()\n    {kill}"
    )
    results = made(jobs_of(path, tmp_path / "out"), 1)
    assert [result.problem for result in results] == [""] * 3
    assert (tmp_path / "killed").exists()


def test_nothing_is_left_behind(save, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "private"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "private").mkdir()
    path = save("import os, tempfile\nprint(os.getpid(), tempfile.mkdtemp())")
    (result,) = made(jobs_of(path, tmp_path, ("nurses",)), 1)
    assert not result.problem
    assert list((tmp_path / "private").iterdir()) == []
