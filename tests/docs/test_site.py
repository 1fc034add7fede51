"""The documentation builds as a site that is whole, asks for nothing, and reads everywhere."""

import ast
import hashlib
import re
from pathlib import Path
from shutil import which
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from site_building import build
from sphinx.util.inventory import InventoryFile

import labor

pytestmark = pytest.mark.slow

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
VIEWS = [(1280, "light"), (390, "dark")]
#: The reference has hundreds of entries of the same form: ten of each kind are left.
TEN_OF_A_KIND = """() => {
    const seen = {};
    for (const entry of document.querySelectorAll('article dl.py')) {
        seen[entry.className] = (seen[entry.className] ?? 0) + 1;
        if (seen[entry.className] > 10) entry.remove(); } }"""


@pytest.fixture(scope="module")
def pages(site):
    """Every page, parsed, by its path in the site."""
    return {
        path.relative_to(site).as_posix(): lxml.html.parse(path).getroot()
        for path in sorted(site.rglob("*.html"))
    }


def links_of(name: str, page) -> list[tuple[str, str]]:
    """Links to other places of the site: path and anchor."""
    found = []
    for link in page.xpath("//a/@href"):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        path = Path(name).parent / unquote(parts.path) if parts.path else Path(name)
        found.append((Path("/", path).resolve().relative_to("/").as_posix(), parts.fragment))
    return found


def test_every_page_of_the_folder_is_in_the_site_and_reached_from_the_index(project, pages):
    docs = project / "docs"
    written = {p.relative_to(docs).with_suffix(".html").as_posix() for p in docs.rglob("*.md")}
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in pages:
            continue
        reached.add(name)
        waiting += [target for target, _ in links_of(name, pages[name])]
    assert written <= reached
    assert set(pages) - written <= {"search.html"}


def test_every_link_and_every_anchor_leads_somewhere(site, pages):
    anchors = {name: {*page.xpath("//@id"), "", "top"} for name, page in pages.items()}
    broken = [
        f"{name}: {target}#{anchor}"
        for name, page in pages.items()
        for target, anchor in links_of(name, page)
        if not (site / target).is_file() or anchor not in anchors.get(target, {""})
    ]
    assert not broken


def test_a_page_loads_nothing_from_elsewhere(site, pages):
    for name, page in pages.items():
        loaded = page.xpath("//link/@href | //script/@src | //img/@src | //iframe/@src")
        assert not [one for one in loaded if "//" in one], name
    outside = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")
    for path in site.rglob("*.css"):
        assert not outside.search(path.read_text(encoding="utf-8")), path.name


def test_the_reference_has_every_public_name(site, project):
    with (site / "objects.inv").open("rb") as file:
        named = {name for kind in InventoryFile.load(file, "", _joined).values() for name in kind}
    stub = project / "src" / "labor" / "__init__.pyi"
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            assert {f"labor.{alias.name}" for alias in node.names} <= named
    assert {f"labor.figures.{name}" for name in labor.figures.__all__} <= named


def _joined(base: str, rest: str) -> str:
    return f"{base}/{rest}"


def test_every_entry_of_the_reference_says_something(pages):
    entries = pages["reference.html"].xpath("//dl[contains(@class, 'py')]/dt[@id]")
    assert entries
    assert not [one.get("id") for one in entries if not one.getnext().text_content().strip()]
    # The signature has the type; another is a sentence that was taken for one, see docs/conf.py.
    assert not pages["reference.html"].xpath("//dt[contains(text(), 'Return type')]")


def test_the_same_pages_make_the_same_bytes(site, project, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    again = tmp_path / "site"
    build(project / "docs", again)
    assert _digests(again) == _digests(site)


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_link_that_leads_nowhere_stops_the_build(project, tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Page\n\n[gone](gone.md) [part](#no-part)\n")
    with pytest.raises(AssertionError, match=r"gone\.md[\s\S]*no-part"):
        build(docs, tmp_path / "out", "-c", str(project / "docs"))


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = which("chromium")
    if chromium is None:
        pytest.skip("Debian's Chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_pages_fit_their_window_and_ask_for_nothing(browser, site, pages, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in pages:
        page.goto((site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert not [address for address in asked if not address.startswith("file:")]
    assert not said
    page.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("name", ["index", "reference", "cookbook", "building-and-speed"])
def test_the_text_of_a_page_passes_axe(browser, site, name, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto((site / f"{name}.html").as_uri())
    page.evaluate(TEN_OF_A_KIND)
    # The frame around the text is the theme's own; an empty corner of a table is no barrier.
    found = axe().run(page, context="article", options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_a_search_finds_a_verb(browser, site):
    page = browser.new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q=pay_change")
    page.wait_for_selector("#search-results li")
    assert "labor.pay_change" in page.inner_text("#search-results")
    page.close()
