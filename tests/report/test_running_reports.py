"""A notebook runs in this interpreter, whole or not at all, and twice to the same bytes."""

import os
import re
import sys
from pathlib import Path

import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from labor.errors import ReportError
from labor.report import run_report

pytestmark = pytest.mark.slow

SAY = new_code_cell("from IPython.display import HTML\nHTML(f'<p>{role}, {year}, {peers}</p>')")


def one(source: str, heading: str = "## Pay"):
    """Cells of a section with one code cell."""
    return new_markdown_cell(heading), new_code_cell(source)


def test_parameters_reach_the_cells_and_the_page_is_the_same_twice(write, tmp_path):
    path = write(SAY)
    given = {"role": "order clerks", "peers": ["a", "it's"], "year": 2024}
    first = run_report(path, given, tmp_path / "out" / "one.html")
    second = run_report(path, given, tmp_path / "two.html")
    assert first.read_bytes() == second.read_bytes()
    assert "<p>order clerks, 2024, ['a', \"it's\"]</p>" in first.read_text(encoding="utf-8")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["one.html"]
    assert str(tmp_path) not in first.read_text(encoding="utf-8")


def test_the_kernel_is_this_interpreter_whatever_is_installed(write, tmp_path, monkeypatch):
    # A kernel of the same name that would fail, where Jupyter looks first.
    kernel = tmp_path / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text('{"argv": ["false"], "display_name": "x", "language": "r"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "own.py").write_text("role_of_the_user = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    cells = one("import sys\nprint(sys.executable, 'role_of_the_user' in globals())")
    page = run_report(write(*cells), {}, tmp_path / "out.html").read_text(encoding="utf-8")
    assert f"<pre>{sys.executable} False" in page


def test_a_notebook_reads_the_project_that_is_asked_for(write, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("LABOR_HOME", str(tmp_path / "elsewhere"))
    cells = one(
        "from pathlib import Path\nfrom labor.tables.project import project_root\n"
        "print(Path.cwd().name, project_root().name)"
    )
    out = run_report(write(*cells), {}, tmp_path / "out.html", folder=tmp_path / "here")
    assert "<pre>here here" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(("year", "there"), [(2018, True), (0, False)])
def test_a_tagged_cell_runs_only_when_its_parameter_is_given(write, tmp_path, year, there):
    heading, code = one("print('the newest figures')", "## Newer")
    heading.metadata = code.metadata = {"tags": ["if-year"]}
    out = run_report(write(SAY, heading, code), {"year": year}, tmp_path / "out.html")
    page = out.read_text(encoding="utf-8")
    assert ("the newest figures" in page) == there
    assert ('id="newer"' in page) == there


def test_a_tag_that_names_no_parameter_is_refused(write, tmp_path):
    code = new_code_cell("1", metadata={"tags": ["if-yeer"]})
    with pytest.raises(ReportError, match="depends on a parameter that the notebook does not have"):
        run_report(write(code), {}, tmp_path / "out.html")


def test_parameters_are_checked_before_anything_runs(write, tmp_path, monkeypatch):
    monkeypatch.setattr(papermill, "execute_notebook", lambda *a, **k: pytest.fail("it ran"))
    with pytest.raises(ReportError, match="has no parameter 'rol'"):
        run_report(write(SAY), {"rol": "x"}, tmp_path / "out.html")
    with pytest.raises(ReportError, match="a value of another kind"):
        run_report(write(SAY), {"year": "2018"}, tmp_path / "out.html")


FAILURES = {
    "an error": ("x = 1\nraise ValueError('no such role\\nsecond line')",
                 "in the section 'Pay': ValueError: no such role", "No page was written."),
    "an error of labor": (
        "from labor.errors import AnalysisError\n"
        "raise AnalysisError('There is no such year', next_step='Choose 2018.')",
        "in the section 'Pay': AnalysisError: There is no such year", "Choose 2018."),
    "a wrong line": ("1 +", "in the section 'Pay': SyntaxError: ", "No page was written."),
    "a dead process": ("import os\nos._exit(1)",
                       "in the section 'Pay': Dead kernel: ", "No page was written."),
}  # fmt: skip


@pytest.mark.parametrize(("source", "message", "step"), FAILURES.values(), ids=FAILURES)
def test_a_failing_cell_is_named_in_one_line_and_the_old_page_stays(
    write, tmp_path, source, message, step
):
    out = tmp_path / "out.html"
    out.write_text("the old page")
    path = write(SAY, *one(source), *one("print('never')", "## Later"))
    with pytest.raises(ReportError) as failed:
        run_report(path, {}, out)
    assert message in failed.value.what
    assert "\n" not in failed.value.what
    assert failed.value.next_step == step
    assert out.read_text() == "the old page"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["asked.ipynb", "out.html"]


def test_a_cell_that_takes_too_long_is_given_up(write, tmp_path):
    cells = one("import time\ntime.sleep(60)")
    with pytest.raises(ReportError, match=r"section 'Pay': Timeout: a cell ran longer than 2 s"):
        run_report(write(*cells), {}, tmp_path / "out.html", cell_timeout=2)
    assert not (tmp_path / "out.html").exists()


def test_a_kernel_that_does_not_start_is_told(write, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false" if Path("/bin/false").exists() else "false")
    with pytest.raises(ReportError, match="The kernel of the report did not start"):
        run_report(write(SAY), {}, tmp_path / "out.html", start_timeout=20)


# What is refused is in test_page_checks.
def test_a_page_that_does_not_pass_its_gates_is_not_written(write, tmp_path):
    with pytest.raises(ReportError, match="does not pass its checks") as refused:
        run_report(write(*one("print(float('nan'))")), {}, tmp_path / "out.html")
    assert "a missing value: 'nan'" in refused.value.what
    assert not (tmp_path / "out.html").exists()


def test_warnings_of_a_library_do_not_reach_the_page(write, tmp_path, caplog):
    cells = one("import warnings\nwarnings.warn('careful')\nprint('done')")
    page = run_report(write(*cells), {}, tmp_path / "out.html").read_text(encoding="utf-8")
    assert "careful" not in page
    assert "<pre>done" in page
    assert re.search(r"asked\.ipynb, Pay: .*UserWarning: careful", caplog.text, re.DOTALL)


def test_no_kernel_and_no_private_folder_is_left_behind(write, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "out").mkdir()
    cells = one("import os\nprint('process', os.getpid())")
    page = run_report(write(*cells), {}, tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    process = int(re.search(r"process (\d+)", page)[1])
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("labor-")]
