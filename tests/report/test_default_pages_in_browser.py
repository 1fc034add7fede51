"""Every default report and their list, as a browser, a keyboard and a small screen meet them."""

import base64
import csv
import io
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import open_details, open_page
from default_reports import PAGES, REPORTS

openpyxl = pytest.importorskip("openpyxl")
Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

pytestmark = pytest.mark.slow

#: Elements that take the focus in the order of the page; a closed table is not among them.
_STOPS = """[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility() && e.tabIndex >= 0)"""


every_page = pytest.mark.parametrize("address", PAGES, indirect=True, scope="module")
every_report = pytest.mark.parametrize("address", REPORTS, indirect=True, scope="module")


@pytest.fixture(scope="module")
def address(request, default_pages) -> str:
    return (default_pages / f"{request.param}.html").as_uri()


@pytest.fixture(scope="module")
def desktop(browser, address):
    """A page with all unfolded, opened once for what only looks at it."""
    page = open_page(browser, address)
    open_details(page)
    yield page
    page.close()


def test_every_default_notebook_and_the_explorer_are_in_the_list(default_pages, browser):
    page = open_page(browser, (default_pages / "index.html").as_uri())
    links = page.evaluate("[...document.querySelectorAll('header a, main a')].map(a => a.href)")
    page.close()
    named = [unquote(urlsplit(link).path) for link in links]
    made = [*REPORTS, "explorer"]
    assert sorted(named) == sorted(str(default_pages / f"{name}.html") for name in made)
    assert all((default_pages / f"{name}.html").is_file() for name in made)


@every_page
def test_axe_finds_nothing_on_a_desktop(desktop):
    found = Axe().run(desktop)
    assert found.violations_count == 0, found.generate_report()


@every_page
def test_axe_finds_nothing_on_a_phone_in_the_dark(browser, address):
    page = open_page(browser, address, 390, "dark")
    open_details(page)
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()


@every_page
def test_without_a_network_the_page_is_the_same_and_nothing_is_blocked_or_said(browser, address):
    with_network = open_page(browser, address)
    seen = with_network.locator("body").inner_text()
    with_network.close()
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.locator("body").inner_text() == seen
    context.close()
    assert asked == [address]
    assert said == []  # a policy that blocks something says so


@every_report
def test_the_policy_keeps_a_page_from_loading_and_running_anything_else(browser, address):
    page = open_page(browser, address)
    asked, refused = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: refused.append((request.url, request.failure)))
    page.evaluate(
        """() => {
            const add = (tag, set) => document.body.append(
                Object.assign(document.createElement(tag), set));
            add('img', {src: 'http://localhost:9/a.png'});
            add('script', {textContent: 'window.ran = true'});
            add('style', {textContent: 'body { background: url(http://localhost:9/b.png) }'});
            add('iframe', {src: 'http://localhost:9/'});
            return fetch('http://localhost:9/').catch(() => null); }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    page.close()
    # Playwright reports a request before the browser has looked at the policy.
    assert refused == [(url, "csp") for url in asked]


@every_page
def test_at_320_pixels_nothing_is_cut_and_only_tables_scroll_sideways(browser, address):
    page = open_page(browser, address, 320)
    open_details(page)
    across = page.evaluate("document.documentElement.scrollWidth")
    outside = page.evaluate(
        """[...document.querySelectorAll('body *')]
           .filter(e => !e.closest('.labor-scroll, .skip, .page-said') && e.checkVisibility())
           .filter(e => e.getBoundingClientRect().right > 320.5)
           .map(e => e.tagName + ' ' + e.textContent.slice(0, 60))"""
    )
    page.close()
    assert across <= 320
    assert outside == []


@every_page
def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser, address):
    page = open_page(browser, address, reduced_motion="reduce")
    page.evaluate(f"window.missed = new Set({_STOPS})")
    number = page.evaluate("window.missed.size")
    hidden = []
    for _ in range(number):
        page.keyboard.press("Tab")
        seen, what = page.evaluate(
            """() => {
                const stop = document.activeElement;
                window.missed.delete(stop);
                const {outlineStyle, outlineWidth} = getComputedStyle(stop);
                const box = stop.getBoundingClientRect();
                const origin = document.querySelector('.page-origin:not([hidden])');
                const floor = origin?.getBoundingClientRect().top ?? innerHeight;
                return [outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
                    && box.bottom > 0 && box.top < floor,
                    stop.outerHTML.slice(0, 80)]; }"""
        )
        if not seen:
            hidden.append(what)
    missed = page.evaluate("[...window.missed].map(e => e.outerHTML.slice(0, 80))")
    page.close()
    assert number > 0
    assert missed == []
    assert hidden == []


@every_report
def test_the_keyboard_opens_and_closes_whatever_is_folded_up(browser, address):
    page = open_page(browser, address, reduced_motion="reduce")
    number = page.evaluate("(window.folds = [...document.querySelectorAll('summary')]).length")
    reach = """place => {
        window.fold = window.folds[place].parentElement;
        const around = window.fold.parentElement.closest('details');
        if (around) around.open = true;
        window.folds[place].focus(); }"""
    for place in range(number):
        page.evaluate(reach, place)
        page.keyboard.press("Enter")
        assert page.evaluate("window.fold.open"), place
        page.keyboard.press("Space")
        assert not page.evaluate("window.fold.open"), place
    page.close()


@every_report
def test_no_debris_of_a_program_is_on_the_page(desktop):
    text = desktop.evaluate(
        """[document.querySelector('body').innerText,
            ...[...document.querySelectorAll('[alt],[aria-label],[title],desc')].map(e =>
                e.getAttribute('alt') ?? e.getAttribute('aria-label') ?? e.getAttribute('title')
                ?? e.textContent)].join('\\n')"""
    )
    code = desktop.locator("main pre, main .highlight").count()
    named = desktop.evaluate(
        """[...document.querySelectorAll('svg[role=img]')].map(s => (s.getAttribute(
            'aria-labelledby') + ' ' + (s.getAttribute('aria-describedby') ?? '')).trim()
            .split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' '))"""
    )
    for debris in ("Traceback", "stderr", "None", "nan", "NaN", "<NA>", "undefined", "Warning:"):
        assert not re.search(rf"(?<!\w){re.escape(debris)}(?!\w)", text), debris
    assert "import labor" not in text
    assert "No description has been provided" not in text
    assert code == 0
    assert all(len(words) > 40 for words in named)


@every_page
def test_every_link_inside_a_page_and_between_pages_leads_somewhere(desktop):
    links = desktop.evaluate(
        """[...document.querySelectorAll('a[href]')].map(a => [a.getAttribute('href'), a.href])"""
    )
    ids = set(desktop.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
    for written, target in links:
        parts = urlsplit(target)
        if written.startswith("#"):
            assert unquote(parts.fragment) in ids, written
        elif parts.scheme == "file":
            linked = Path(unquote(parts.path)).read_text(encoding="utf-8")
            assert parts.fragment == "" or f'id="{parts.fragment}"' in linked, written
        else:
            assert parts.scheme in ("https", "http", "data"), written


@every_report
def test_the_csv_of_a_chart_holds_every_number_of_its_table(desktop):
    charts = desktop.evaluate(
        """[...document.querySelectorAll('figure')].filter(f => f.querySelector('table')).map(f => [
            f.querySelector('a[download]').href,
            [...f.querySelectorAll('td > data[value]')]
                // "Fewer than 100 jobs" names a limit, no number of the row.
                .filter(d => !d.parentElement.textContent.includes('ewer than'))
                .map(d => d.value)])"""
    )
    for address, values in charts:
        kind, _, content = address.partition(",")
        assert kind == "data:text/csv;base64"
        rows = list(csv.reader(io.StringIO(base64.b64decode(content).decode())))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        held = {f"{float(cell):.6g}" for row in rows[1:] for cell in row if _is_number(cell)}
        assert {f"{float(value):.6g}" for value in values} <= held


@every_report
def test_a_download_is_the_file_it_promises(desktop):
    link = desktop.locator("a[download]").first
    if link.count() == 0:
        assert desktop.locator("figure svg[role=img]").count() == 0  # a report without charts
        return
    with desktop.expect_download() as started:
        link.click()
    saved = started.value.path().read_text(encoding="utf-8")
    name = link.get_attribute("download")
    suggested = started.value.suggested_filename
    assert suggested == name
    assert len(saved.splitlines()) > 1


def test_no_report_is_heavy(default_pages):
    sizes = {name: (default_pages / f"{name}.html").stat().st_size for name in PAGES}
    assert {name: size for name, size in sizes.items() if size > 600_000} == {}


@pytest.mark.parametrize(
    ("name", "width", "most"),
    [("overview", 1280, 4_000), ("overview", 390, 7_500), ("compare-roles", 390, 9_000)],
)
def test_a_page_is_short_on_a_desktop_and_on_a_phone(browser, default_pages, name, width, most):
    page = open_page(browser, (default_pages / f"{name}.html").as_uri(), width)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    assert height <= most


def test_the_overview_answers_in_three_sentences_and_four_tiles_an_occupation(
    browser, default_pages
):
    page = open_page(browser, (default_pages / "overview.html").as_uri())
    tiles, texts = page.evaluate(
        """() => {
            const answer = document.querySelector('#the-answer').closest('section');
            return [[...answer.querySelectorAll('dl')].map(dl => dl.children.length),
                [...answer.querySelectorAll('.labor > p:not(.labor-name)')]
                    .map(p => p.textContent)]; }"""
    )
    sure = page.get_by_text("How sure: chance in the sample").bounding_box()
    page.close()
    assert tiles == [4, 4]  # the codes divide the role between two occupations
    assert len(texts) == 4  # below the first how sure it is
    assert sure["y"] + sure["height"] < 800  # on the first screen


@every_report
def test_on_a_desktop_no_column_of_a_main_table_is_out_of_sight(desktop):
    too_wide = desktop.evaluate(
        """[...document.querySelectorAll('.labor-scroll')]
           .filter(e => !e.closest('figure') && e.scrollWidth > e.clientWidth + 1)
           .map(e => [e.getAttribute('aria-label'), e.scrollWidth, e.clientWidth])"""
    )
    assert too_wide == []


def test_on_a_phone_main_tables_are_cards_with_their_headings(browser, default_pages):
    page = open_page(browser, (default_pages / "overview.html").as_uri(), 390)
    cards = page.evaluate(
        """[...document.querySelectorAll('table.page-cards tbody tr')].map(row => [
            row.getBoundingClientRect().right <= innerWidth,
            [...row.cells].slice(1).map(cell => getComputedStyle(cell, '::before').content)])"""
    )
    page.close()
    assert len(cards) == 6
    for is_inside, headings in cards:
        assert is_inside
        assert headings[:2] == ['"Median pay a year: "', '"Middle half: "']


@every_report
def test_pages_lead_to_each_other_and_back_to_the_list(desktop):
    links = desktop.evaluate(
        "[...document.querySelectorAll('nav.beside a')].map(a => a.getAttribute('href'))"
    )
    own = desktop.evaluate("document.querySelector('nav.beside [aria-current]').href")
    role = desktop.evaluate("document.querySelector('meta[name=\"labor:role\"]').content")
    assert own == desktop.url
    assert sorted(links) == sorted(["index.html", *(f"{name}.html" for name in REPORTS)])
    assert role == "Medical Records and Health Information Technicians"


def test_every_mark_answers_keyboard_and_finger_with_a_sentence(browser, default_pages):
    page = open_page(browser, (default_pages / "overview.html").as_uri())
    said = page.evaluate(
        "[...document.querySelectorAll('g.labor-mark > title')].map(t => t.textContent)"
    )
    shown = "document.querySelector('.page-origin:not([hidden])')?.textContent"
    page.locator(".labor-wide").first.focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate(shown)
    page.keyboard.press("Escape")
    gone = page.evaluate(shown)
    # A mark that moves with a page that scrolls smoothly may be missed.
    page.emulate_media(reduced_motion="reduce")
    page.locator(".labor-wide g.labor-mark").nth(2).scroll_into_view_if_needed()
    page.locator(".labor-wide g.labor-mark").nth(2).click(force=True)
    page.wait_for_selector(".page-origin:not([hidden])")
    tapped = page.evaluate(shown)
    page.close()
    assert (
        "Median of medical assistants, May 2025: $45,690 a year. BLS, OEWS, national table." in said
    )
    assert all(re.search(r"BLS, .+\.$", text) for text in said)
    assert first in said
    assert gone is None
    assert tapped in said


@pytest.mark.parametrize(
    ("button", "ending", "begins"),
    [
        ("Picture (PNG)", "png", b"\x89PNG"),
        ("Drawing (SVG)", "svg", b"<svg"),
        ("Data (CSV)", "csv", b"role,"),
        ("Data (Excel)", "xlsx", b"PK"),
    ],
)
def test_a_chart_is_saved_under_a_name_that_says_what_it_holds(
    browser, default_pages, button, ending, begins
):
    page = open_page(browser, (default_pages / "overview.html").as_uri())
    page.locator(".page-tools summary").first.click()
    with page.expect_download() as started:
        page.get_by_role("button", name=button).first.click()
    content = started.value.path().read_bytes()
    name = started.value.suggested_filename
    page.close()
    who = "medical-records-specialists"
    assert name == f"{who}-annual-pay-may-2025.{ending}"
    assert content.startswith(begins)
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        heads = [cell.value for cell in sheet[1]]
        row = dict(zip(heads, [cell.value for cell in sheet[2]], strict=True))
        assert row["occupation_code"] == "29-2072"
        assert row["median_annual_usd"] == 51140
        assert row["area_code"] == "99"  # codes are text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text) is not None
