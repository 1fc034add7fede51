"""Notebooks and pages that the tests of reports share."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from made import PARAMETERS, notebook, shown
from nbformat.v4 import new_markdown_cell


@pytest.fixture
def write(tmp_path):
    """Write a notebook of cells and return its path."""

    def write_notebook(*cells, parameters: str = PARAMETERS) -> Path:
        path = tmp_path / "asked.ipynb"
        nbformat.write(notebook(*cells, parameters=parameters), path)
        return path

    return write_notebook


@pytest.fixture(scope="session")
def executed():
    """A notebook that has run, with every kind of figure and table in it."""
    import comparisons

    from labor import figures

    compared = comparisons.compared()
    edges = comparisons.compared(comparisons.pay_at_the_edges())
    return notebook(
        shown(figures.masthead(compared)),
        new_markdown_cell("## The answer"),
        shown(figures.answer(compared)),
        new_markdown_cell("## Pay\n\n**Median pay** is the pay in the middle."),
        shown(figures.pay_chart(compared)),
        shown(figures.pay_chart(edges)),
        new_markdown_cell("## Growth & openings"),
        shown(figures.outlook_chart(compared)),
        shown(figures.comparison_table(compared)),
        new_markdown_cell("## What this is not"),
        shown(figures.caveats(compared)),
        shown(figures.sources(compared)),
    )


@pytest.fixture(scope="session")
def default_pages(project, made_once) -> Path:
    """Folder of the default reports, made once for all workers, as `make report` makes them."""
    if not (project / "data" / "processed" / "occupations.parquet").exists():
        pytest.skip("the tables are not built; run `make data`")
    command = [Path(sys.executable).with_name("labor"), "report", "--root", project, "--out"]

    def make(folder: Path) -> None:
        subprocess.run([*command, folder], check=True, capture_output=True, cwd="/")

    return made_once("default-pages", make)


@pytest.fixture(scope="session")
def chromium():
    """Path of a Chromium browser, if this machine has one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine (on Debian or Ubuntu: apt install chromium)")
    return ""


@pytest.fixture(scope="module")
def browser(chromium):
    """A browser; not for the whole session, because its event loop would be in others' way."""
    from browsing import running

    with running(chromium) as started:
        yield started
