"""The page of a batch finds its reports from a file, in any case, by title or code."""

import pytest

from labor.report.index import write_batch_index
from labor.report.manifest import ManifestEntry

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

pytestmark = pytest.mark.slow

HEALTH, OFFICE = "Healthcare Occupations", "Office & Support Occupations"
ROLES = (
    ("Medical Records Specialists", "29-2072", HEALTH),
    ("Surgeons, All Other", "29-1249", HEALTH),
    ("File Clerks", "43-4071", OFFICE),
    ("Information clerks", "", ""),
)


def entry(
    title: str, code: str, group: str, label: str = "", folder: str = "compare"
) -> ManifestEntry:
    name = (code or title).lower().replace(" ", "-")
    return ManifestEntry(f"{folder}/{name}.html", title, code, group, label, "", "")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("atlas")
    entries = [entry(*role) for role in ROLES]
    (folder / "compare").mkdir()
    (folder / "compare" / "29-2072.html").write_text("<title>the report</title>")
    return write_batch_index(entries, folder / "index.html")


def shown(page) -> list[str]:
    return [link.inner_text() for link in page.locator("main a").all() if link.is_visible()]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", [title for title, *_ in (ROLES[1], ROLES[0], *ROLES[2:])]),
        ("MEDICAL  specialist", ["Medical Records Specialists"]),
        ("clerks", ["File Clerks", "Information clerks"]),
        ("clérk, file", ["File Clerks"]),
        ("29-2072", ["Medical Records Specialists"]),
        ("292072", ["Medical Records Specialists"]),
        ("29-", ["Surgeons, All Other", "Medical Records Specialists"]),
        ("<b>", []),
        ("qwertyuiop", []),
    ],
)
def test_what_is_typed_finds_titles_and_codes(browser, atlas, text, titles):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(atlas.as_uri())
    page.get_by_label("Find a role by title or code").fill(text)
    assert shown(page) == titles
    said = page.locator("output").inner_text()
    headings = [h.inner_text() for h in page.locator("main h2").all() if h.is_visible()]
    links = page.locator("nav a").all()
    page.close()
    assert said == {
        "": "4 roles", "qwertyuiop": "Nothing listed here has all these words.",
        "<b>": "Nothing listed here has all these words.",
    }.get(text, f"{len(titles)} of 4 roles")  # fmt: skip
    groups = [group or "Other roles" for title, _, group in ROLES if title in titles]
    assert sorted(headings) == sorted(set(groups))
    assert len(links) == 3
    assert asked == [atlas.as_uri()]


def test_a_found_report_opens(browser, atlas):
    page = browser.new_page()
    page.goto(atlas.as_uri())
    page.get_by_role("searchbox").fill("records")
    page.get_by_role("link", name="Medical Records Specialists").click()
    title = page.title()
    page.close()
    assert title == "the report"


def test_without_scripts_it_is_a_complete_list(browser, atlas):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(atlas.as_uri())
    assert len(shown(page)) == len(ROLES)
    assert not page.get_by_role("searchbox").is_visible()
    assert page.locator("nav").is_visible()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, atlas, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(atlas.as_uri())
    found = Axe().run(page)
    across = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert across <= width


def test_several_pages_of_a_role_stand_together(tmp_path):
    entries = [entry(*ROLES[0], "pay history", "history"), entry(*ROLES[0], "outlook", "outlook")]
    page = write_batch_index(entries, tmp_path / "index.html").read_text(encoding="utf-8")
    assert "2 reports on 1 role," in page
    assert page.index('href="outlook/29-2072.html">outlook<') < page.index(">pay history<")
    assert write_batch_index(entries[::-1], tmp_path / "b.html").read_text(encoding="utf-8") == page


def test_titles_are_text_and_not_elements(tmp_path):
    hostile = entry('<img src=x onerror="1"> & "more"', "11-1011", "<b>group</b>")
    page = write_batch_index([hostile, entry(*ROLES[0])], tmp_path / "index.html").read_text(
        "utf-8"
    )
    assert "<img" not in page
    assert "<b>" not in page
