"""A person's own notebook: the examples of the documentation, and what is refused."""

import re
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from lxml import html
from made import notebook
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from labor.errors import ReportError
from labor.report import run_report
from labor.report.page_checks import problems_of
from labor.report.render import render

PAGE = Path(__file__).parents[2] / "docs" / "own-notebooks.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
#: Packages of an example that are not among those of labor.
FOREIGN = ("plotly", "altair")


def test_the_page_has_an_example_for_each_kind_of_chart():
    for name in ("answer.rows", "matplotlib", "plotly", "altair"):
        assert any(name in source for source in EXAMPLES), name


@pytest.mark.slow
@pytest.mark.parametrize("source", EXAMPLES, ids=lambda source: source.splitlines()[0])
def test_each_example_becomes_a_page(source, tmp_path, project, built):
    foreign = [name for name in FOREIGN if name in source]
    if missing := [name for name in foreign if find_spec(name) is None]:
        pytest.skip(f"{missing[0]} is not installed")
    own = notebook(new_code_cell(source))
    own.metadata["labor"] = {"title": "Mine", "scripts": bool(foreign)}
    path = tmp_path / "mine.ipynb"
    nbformat.write(own, path)
    page = run_report(path, {}, tmp_path / "mine.html", folder=project).read_text(encoding="utf-8")
    assert ("brings along" in page) == bool(foreign)
    assert html.document_fromstring(page).xpath(
        "//main//*[self::table or self::img or self::script]"
    )


def rendered(*cells, scripts: bool = False) -> str:
    own = notebook(*cells)
    own.metadata["labor"] = {"scripts": scripts}
    return render(own, "mine.ipynb", (), {})


def output(**data):
    return new_output("execute_result", data={k.replace("_", "/", 1): v for k, v in data.items()})


PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


def plotted(metadata=None):
    """What `ax.plot(...)` leaves: the name of an object, and a picture without words."""
    name = output(text_plain="[<matplotlib.lines.Line2D at 0x7f00deadbeef>]")
    return new_code_cell("...", metadata=metadata or {}, outputs=[name, output(image_png=PIXEL)])


def test_a_picture_without_words_is_refused_and_its_cell_can_bring_them():
    assert problems_of(rendered(plotted())) == ["an image has no alternative text"]
    page = rendered(plotted({"labor": {"alt": "Pay rose."}}))
    assert problems_of(page) == []
    assert html.document_fromstring(page).xpath("string(//img/@alt)") == "Pay rose."


def test_scripts_are_refused_unless_the_notebook_says_that_it_brings_some():
    cell = new_code_cell("...", outputs=[output(text_html="<script>draw()</script>")])
    refused = problems_of(rendered(cell))
    assert '"scripts": true in metadata.labor' in refused[0]
    page = rendered(cell, scripts=True)
    assert problems_of(page, any_script=True) == []
    tree = html.document_fromstring(page)
    assert "nobody has checked" in tree.xpath("string(//p[@class='scripts'])")
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy
    loading = '<script src="https://cdn.example.org/a.js"></script>'
    cell = new_code_cell("...", outputs=[output(text_html=loading)])
    assert any(
        "it loads" in one for one in problems_of(rendered(cell, scripts=True), any_script=True)
    )


def test_a_widget_is_refused_with_the_way_out():
    data = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "IntSlider(value=0)"}
    cell = new_code_cell("...", outputs=[new_output("display_data", data=data)])
    with pytest.raises(ReportError, match="does nothing without Python") as refused:
        rendered(new_markdown_cell("## Choose"), cell)
    assert "notebook-only" in refused.value.next_step
    assert "Choose" in refused.value.where


def test_a_picture_by_call_needs_a_figure_and_words():
    from matplotlib.figure import Figure

    from labor import figures

    figure = Figure()
    with pytest.raises(ReportError, match="needs words"):
        figures.picture(figure, " ")
    with pytest.raises(ReportError, match="no figure of matplotlib"):
        figures.picture([figure], "Pay rose.")
    block = figures.picture(figure, 'Pay "rose".', source="BLS")
    assert block.html == figures.picture(figure, 'Pay "rose".', source="BLS").html
    assert html.fromstring(block.html).xpath("string(//img/@alt)") == 'Pay "rose".'
