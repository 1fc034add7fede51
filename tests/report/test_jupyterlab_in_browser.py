"""In JupyterLab, as `make lab` starts it, a person runs a notebook and sees its figures."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import nbformat
import pytest

pytestmark = pytest.mark.slow

COMPARE = "compare-roles.ipynb"


@pytest.fixture(scope="module")
def surroundings(project, tmp_path_factory) -> dict[str, str]:
    """An environment in which no setting of a user matters, and the tables of this project."""
    if not (project / "data" / "processed" / "occupations.parquet").exists():
        pytest.skip("the tables are not built; run `make data`")
    home = tmp_path_factory.mktemp("home")
    own = {
        f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return {
        **kept,
        **own,
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "LABOR_HOME": str(project),
    }


@pytest.fixture(scope="module")
def notebooks(project, tmp_path_factory) -> Path:
    """A copy of the notebooks, because running one in JupyterLab writes to it."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(project / "notebooks", folder, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture
def lab(surroundings, notebooks):
    """Address and token of a running JupyterLab; it is stopped at the end."""
    program = Path(sys.executable).with_name("jupyter")
    if not program.with_name("jupyter-lab").exists():
        pytest.skip("JupyterLab is not installed in this environment")
    command = [program, "lab", notebooks, "--no-browser", "--ServerApp.port=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    log = notebooks.parent / "lab.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=surroundings, stdout=output, stderr=output, cwd=notebooks.parent
        )
    try:
        yield _started(server, Path(surroundings["JUPYTER_RUNTIME_DIR"]), log)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _started(server: subprocess.Popen, runtime: Path, log: Path) -> dict:
    """What the server wrote of itself when it was ready."""
    for _ in range(600):
        for path in runtime.glob(f"jpserver-{server.pid}.json"):
            try:
                told = json.loads(path.read_text(encoding="utf-8"))
            except json.JSONDecodeError:  # caught in the act of writing
                continue
            if told["port"]:
                return told
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"JupyterLab did not start: {log.read_text(errors='replace')[-2000:]}")


def test_a_notebook_runs_and_shows_its_figures(browser, lab, notebooks, project):
    before = (project / "notebooks" / COMPARE).read_bytes()
    page = browser.new_page(viewport={"width": 1280, "height": 2000})
    question = urlencode({"token": lab["token"], "reset": ""})
    page.goto(f"{lab['url']}lab/tree/{COMPARE}?{question}")
    panel = page.locator(".jp-NotebookPanel")
    panel.get_by_text("Python 3 (ipykernel)").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    chart = panel.locator(".jp-OutputArea-output svg[role=img]:visible").first
    chart.wait_for(timeout=120_000)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    named = chart.evaluate(
        "e => document.getElementById(e.getAttribute('aria-labelledby').split(' ')[0]).textContent"
    )
    executed = _saved_when_done(page, notebooks / COMPARE)
    failed = panel.locator(
        ".jp-RenderedText[data-mime-type*=error], .jp-RenderedText[data-mime-type*=stderr]"
    ).count()
    page.close()
    assert box["width"] > 300
    assert box["height"] > 100
    assert "median pay of" in named
    assert failed == 0
    outputs = [output for cell in executed for output in cell.outputs]
    assert all(cell.execution_count for cell in executed)
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    assert (project / "notebooks" / COMPARE).read_bytes() == before


def _saved_when_done(page, path: Path) -> list:
    """Save until the last cell has run; the cells of code as they were saved."""
    for _ in range(120):
        page.keyboard.press("Control+s")
        page.wait_for_timeout(500)
        try:
            cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        except nbformat.reader.NotJSONError:  # caught in the act of writing
            continue
        if cells[-1].execution_count:
            return cells
    raise AssertionError("the notebook did not run to its end")
