"""The list of a batch leads to its reports and to the page that searches all occupations."""

import pytest

from labor.report import ReportLink, write_index
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
    return ManifestEntry(f"{folder}/{name}.html", title, code, group, label, [code], "99", "", "")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    folder = tmp_path_factory.mktemp("atlas")
    entries = [entry(*role) for role in ROLES]
    (folder / "compare").mkdir()
    (folder / "compare" / "29-2072.html").write_text("<title>the report</title>")
    beside = [("All occupations", folder.parent / "explorer.html")]
    return write_batch_index(entries, folder / "index.html", beside=beside)


def shown(page) -> list[str]:
    return [link.inner_text() for link in page.locator("main a").all() if link.is_visible()]


def test_a_listed_report_opens_and_the_one_search_is_at_the_top(browser, atlas):
    page = browser.new_page()
    page.goto(atlas.as_uri())
    shown = page.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert shown[1:] == [
        "../explorer.html", "#healthcare-occupations", "#office-support-occupations",
        "#other-roles", "compare/29-1249.html", "compare/29-2072.html", "compare/43-4071.html",
        "compare/information-clerks.html",
    ]  # fmt: skip
    assert page.locator("input, script").count() == 0
    page.get_by_role("link", name="Medical Records Specialists").click()
    title = page.title()
    page.close()
    assert title == "the report"


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


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """A list of reports on two roles, in two places and years."""
    folder = tmp_path_factory.mktemp("listed")
    links = []
    for role, place, year in (
        ("Actors", "Texas", 2024),
        ("Actors", "", 2025),
        ("Nurses", "", 2024),
    ):
        name = f"{role}-{place}-{year}".lower()
        facts = {"role": role, "about": "Overview", "place": place, "period": f"May {year}"}
        metas = "".join(f'<meta name="labor:{key}" content="{facts[key]}">' for key in facts)
        (folder / f"{name}.html").write_text(f"<title>{name}</title>{metas}<style></style>")
        links.append(ReportLink(folder / f"{name}.html", name))
    return write_index(links, folder / "index.html")


@pytest.mark.parametrize(
    ("typed", "number", "headings"),
    [
        ("actors", 2, ["Actors"]),
        ("TEXAS", 1, ["Actors"]),
        ("2024", 2, ["Actors", "Nurses"]),
        ("nurses 2025", 0, []),
        ("", 3, ["Actors", "Nurses"]),
    ],
)
def test_the_field_of_a_list_finds_by_role_place_and_year(browser, listed, typed, number, headings):
    page = browser.new_page()
    page.goto(listed.as_uri())
    page.get_by_label("Find a report").fill("x")
    page.get_by_label("Find a report").fill(typed)
    links, heads = shown(page), [one.inner_text() for one in page.locator("h2:visible").all()]
    said = page.locator("#found").inner_text()
    violations = Axe().run(page).violations_count
    page.close()
    assert (len(links), heads) == (number, headings)
    assert said == (f"{number} found" if typed else "")
    assert violations == 0
