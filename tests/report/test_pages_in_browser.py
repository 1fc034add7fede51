"""In a browser a page asks for nothing, reflows, keeps its text readable, and passes axe."""

from pathlib import Path

import pytest
from browsing import WIDTHS, open_details, open_page
from comparisons import compared
from made import notebook
from nbformat.v4 import new_markdown_cell

from labor.figures import pay_table
from labor.report import ReportLink, write_index
from labor.report.notebooks import check_parameters, read_parameters
from labor.report.render import render

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(executed, tmp_path_factory) -> Path:
    declared = read_parameters(executed)
    path = tmp_path_factory.mktemp("pages") / "report.html"
    path.write_text(render(executed, "n.ipynb", declared, check_parameters(declared, {})), "utf-8")
    return path


@pytest.fixture(scope="module")
def index(report) -> Path:
    entries = [ReportLink(report, "Medical records technicians")]
    return write_index(entries, report.parent / "index.html")


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    content = notebook(new_markdown_cell("## Only words\n\nAnd `code`."))
    declared = read_parameters(content)
    path = tmp_path_factory.mktemp("pages") / "plain.html"
    path.write_text(render(content, "n.ipynb", declared, check_parameters(declared, {})), "utf-8")
    return path


@pytest.fixture(params=["report", "index", "plain"])
def address(request) -> str:
    return request.getfixturevalue(request.param).as_uri()


def test_the_page_asks_for_nothing_but_itself(browser, address):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.close()
    assert asked == [address]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(browser, address, width, scheme):
    page = open_page(browser, address, width, scheme)
    open_details(page)
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(browser, address, width):
    page = open_page(browser, address, width)
    open_details(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_one_drawing_of_each_chart_is_shown_with_text_of_12_pixels_or_more(browser, report, width):
    page = open_page(browser, report.as_uri(), width)
    sizes = page.evaluate(
        """[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0)
           .map(s => Math.min(...[...s.querySelectorAll('text')].map(
               t => parseFloat(getComputedStyle(t).fontSize) * s.getScreenCTM().a)))"""
    )
    page.close()
    assert len(sizes) == 3
    assert min(sizes) >= 12


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_a_chart_is_cut_or_lies_on_another(browser, report, width):
    page = open_page(browser, report.as_uri(), width)
    boxes = page.evaluate(
        """[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0)
           .map(s => [...s.querySelectorAll('text')].map(t => {
               const r = t.getBoundingClientRect();
               return [t.textContent, r.left, r.top, r.right, r.bottom]; }))"""
    )
    page.close()
    for chart in boxes:
        for number, (text, left, top, right, bottom) in enumerate(chart):
            assert left >= 0, text
            assert right <= width, text
            for other, left2, top2, right2, bottom2 in chart[number + 1 :]:
                across = min(right, right2) - max(left, left2)
                down = min(bottom, bottom2) - max(top, top2)
                # Boxes of lines are a little higher than their letters.
                assert across <= 1 or down <= 6, (text, other)


def test_the_first_stop_of_the_keyboard_skips_to_the_report(browser, report):
    page = open_page(browser, report.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_links_and_summaries_are_targets_of_24_pixels(browser, report, width):
    page = open_page(browser, report.as_uri(), width)
    small = page.evaluate(
        """[...document.querySelectorAll('nav a, summary, .labor-download')]
           .filter(e => e.getBoundingClientRect().height > 0)
           .filter(e => e.getBoundingClientRect().height < 24).map(e => e.textContent)"""
    )
    page.close()
    assert small == []


def test_dark_pages_are_dark_and_charts_follow(browser, report):
    page = open_page(browser, report.as_uri(), scheme="dark")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.querySelector('svg text')).fill")
    page.close()
    assert paper == "rgb(19, 23, 29)"
    assert ink not in ("rgb(26, 31, 38)", "rgb(86, 96, 107)")


def test_print_is_light_and_shows_every_chart(browser, report):
    page = open_page(browser, report.as_uri(), 720, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    page.close()


@pytest.mark.parametrize(("is_light", "ink"), [("true", "26, 31, 38"), ("false", "231, 234, 238")])
def test_in_jupyterlab_figures_follow_its_theme_and_not_the_systems(
    browser, tmp_path, is_light, ink
):
    path = tmp_path / "lab.html"
    shown = pay_table(compared())._repr_html_()
    path.write_text(f'<body data-jp-theme-light="{is_light}">{shown}')
    page = open_page(browser, path.as_uri(), scheme="dark" if is_light == "true" else "light")
    seen = page.evaluate("getComputedStyle(document.querySelector('td')).color")
    page.close()
    assert seen == f"rgb({ink})"
