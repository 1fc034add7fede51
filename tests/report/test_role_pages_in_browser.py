"""Pages on one role, hard roles among them, reflow, keep their text apart, and pass axe."""

from pathlib import Path

import pytest
from browsing import WIDTHS, open_details, open_page
from made import notebook, shown
from nbformat.v4 import new_markdown_cell

from labor import figures
from labor.report.notebooks import check_parameters, read_parameters
from labor.report.render import render

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

pytestmark = pytest.mark.slow

#: A role whose code was divided, one whose pay is top-coded, one paid by the hour.
ROLES = ("medical records technician", "surgeons", "actors")


def histories() -> list:
    from labor.answers.history.verb import history

    rows = [history(role, base_year=2025) for role in ROLES]
    show = (figures.history_answer, figures.history_chart, figures.history_caveats)
    return [function(one) for one in rows for function in show]


def maps() -> list:
    from labor.answers.places.verb import places

    rows = [places(role, 2024) for role in ROLES]
    show = (figures.places_answer, figures.places_map, figures.places_ranking)
    return [function(one) for one in rows for function in show]


def prospects() -> list:
    from labor.answers.outlook.verb import backtest, outlook
    from labor.answers.panel.verb import panel
    from labor.answers.profile.verb import profile

    found = [
        figures.panel_table(panel([ROLES[0]])),
        figures.profile_skills(profile("information clerks")),
    ]
    for role in (ROLES[0], "information clerks"):
        newest, checks = outlook(role, "2024-34"), backtest(role)
        found += [
            figures.outlook_answer(newest, checks),
            figures.anatomy_chart(newest),
            figures.revisions_chart(checks),
            figures.revisions_table(checks),
        ]
    return found


@pytest.fixture(scope="module", params=[histories, maps, prospects], ids=lambda make: make.__name__)
def address(request, built, tmp_path_factory) -> str:
    parts = [shown(part) for part in request.param()]
    content = notebook(new_markdown_cell("## The answer"), *parts)
    declared = read_parameters(content)
    path: Path = tmp_path_factory.mktemp("pages") / "role.html"
    path.write_text(render(content, "n.ipynb", declared, check_parameters(declared, {})), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(browser, address, width, scheme):
    page = open_page(browser, address, width, scheme)
    open_details(page)
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_asks_for_nothing_and_never_scrolls_sideways(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    open_details(page)
    across = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert asked == [address]
    assert across <= width


def test_on_a_desktop_no_table_is_wider_than_its_column(browser, address):
    page = open_page(browser, address, 1280)
    too_wide = page.evaluate(
        """[...document.querySelectorAll('.labor-scroll')]
           .filter(e => !e.closest('details') && e.scrollWidth > e.clientWidth + 1)
           .map(e => [e.getAttribute('aria-label'), e.scrollWidth, e.clientWidth])"""
    )
    page.close()
    assert too_wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_of_a_chart_is_cut_small_or_lies_on_another(browser, address, width):
    page = open_page(browser, address, width)
    charts = page.evaluate(
        """[...document.querySelectorAll('svg')].filter(s => s.getBoundingClientRect().width > 0)
           .map(s => [...s.querySelectorAll('text')].map(t => {
               const r = t.getBoundingClientRect();
               const size = parseFloat(getComputedStyle(t).fontSize) * s.getScreenCTM().a;
               return [t.textContent, r.left, r.top, r.right, r.bottom, size]; }))"""
    )
    page.close()
    assert charts
    for chart in charts:
        for number, (text, left, top, right, bottom, size) in enumerate(chart):
            assert left >= 0, text
            assert right <= width, text
            assert size >= 12, text
            for other, left2, top2, right2, bottom2, _ in chart[number + 1 :]:
                across = min(right, right2) - max(left, left2)
                down = min(bottom, bottom2) - max(top, top2)
                # Boxes of lines are a little higher than their letters.
                assert across <= 1 or down <= 6, (text, other)
