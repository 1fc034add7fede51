"""The explorer page in a browser: it answers as the program does, by keyboard alone too."""

import io
import os
import random
import re
from urllib.parse import urlencode

import openpyxl
import pandas as pd
import pytest
from browsing import open_page

import labor
from labor.answers.rank.choice import GROWTH, MEASURES, SCALES
from labor.provenance.text import plain
from labor.report.explorer.page import explorer_page, with_reports

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe

pytestmark = pytest.mark.slow

#: Random choices; LABOR_EXPLORER_CHOICES asks for more.
CHOICES = int(os.environ.get("LABOR_EXPLORER_CHOICES", "20"))
TECHNICIANS = "29-2072,29-2052,31-9092,31-9094,43-4171"


@pytest.fixture(scope="module")
def data(explorer):
    return explorer


@pytest.fixture(scope="module")
def address(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    path.write_text(explorer_page(data), "utf-8")
    return path.as_uri()


def opened(browser, address, hash_="", width=1280, scheme="light", **options):
    page = open_page(browser, f"{address}{hash_}", width, scheme, **options)
    page.wait_for_selector("body[data-ready]")
    return page


@pytest.fixture(scope="module")
def page(browser, address):
    page = opened(browser, address)
    yield page
    page.close()


def answer(page, **chosen):
    page.evaluate("hash => { location.hash = hash }", f"#{urlencode(chosen)}")
    page.wait_for_function("hash => location.hash === hash", arg=f"#{urlencode(chosen)}")
    page.wait_for_timeout(30)
    return page.evaluate("window.labor.answer()")


def random_choice(chance, data):
    """A choice as the page's address has it, and as `labor.rank` takes it."""
    place = data["places"][0] if chance.random() < 0.4 else chance.choice(data["places"])
    is_nation = place["code"] == "99"
    refused = "location-quotient" if is_nation else "pay-change"
    by = chance.choice([name for name in MEASURES if name != refused])
    chosen: dict[str, object] = {"by": by, "limit": 5, "area": place["code"]}
    asked: dict[str, object] = {"by": by, "limit": 5, "area": place["code"]}
    asked["year"] = data["year"] if is_nation else place["year"]
    for scale in SCALES:
        if chance.random() < 0.3:
            some = sorted(chance.sample(range(len(scale.categories)), chance.choice((1, 2, 3))))
            chosen[scale.name] = ",".join(map(str, some))
            asked[scale.name] = [scale.categories[one] for one in some]
    if chance.random() < 0.3:
        groups = sorted(chance.sample([one["code"] for one in data["groups"]], 2))
        chosen["group"] = ",".join(groups)
        asked["group"] = groups
    for name, values in (
        ("min_jobs", (1000, 20_000)),
        ("min_openings", (500, 5000)),
        ("pay_from", (40_000, 70_000)),
        ("pay_to", (90_000, 150_000)),
    ):
        if chance.random() < 0.25:
            chosen[name] = asked[name] = chance.choice(values)
    if chance.random() < 0.3:
        chosen["lowest"], asked["lowest"] = "true", True
    return chosen, asked


# A single occupation fits the choice of seed 123.
@pytest.mark.parametrize("seed", sorted({*range(CHOICES), 123}))
def test_the_page_answers_as_labor_rank_does(page, data, project, seed):
    chosen, asked = random_choice(random.Random(seed), data)
    expected = labor.rank(**asked, root=project)
    found = answer(page, **chosen)
    rows = expected.rows
    assert [row["code"] for row in found["rows"]] == [*rows["occupation_code"]]
    values = [*rows[MEASURES[str(asked["by"])]]]
    assert [row["value"] for row in found["rows"]] == pytest.approx(values, abs=1e-9)
    told = [(row.get("best"), row.get("worst")) for row in found["rows"]]
    places = (
        rows[["best_rank", "worst_rank"]].astype("object").where(rows["best_rank"].notna(), None)
    )
    assert told == [*places.itertuples(index=False, name=None)]
    assert found["ranked"] == expected.ranked
    assert found["left_out"] == expected.left_out_counts
    sentences = [plain(text) for text in expected.sentences]
    assert found["sentences"] == [text for text in sentences if "Read with care" not in text]


@pytest.mark.parametrize("seed", range(max(10, CHOICES // 3)))
def test_the_page_compares_as_labor_compare_does(page, data, project, seed):
    chance = random.Random(seed)
    place = data["places"][0] if seed % 2 else chance.choice(data["places"])
    listed = [data["occupations"][one]["code"] for one in data["listed"][str(place["year"])]]
    first, *others = chance.sample(listed, 4)
    found = answer(page, beside=",".join([first, *others]), area=place["code"])["beside"]
    expected = labor.compare(
        first, others, year=data["year"] if place["code"] == "99" else place["year"],
        area=place["code"], root=project,
    )  # fmt: skip
    said = plain(expected.sentences[0])
    if "a year" in said and "No median pay" not in said:
        assert found[0] == said
    else:
        assert "is published" in found[0]


def test_the_page_asks_for_nothing_but_itself(browser, address):
    page = browser.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}#beside={TECHNICIANS}")
    page.wait_for_selector("#histories svg")
    page.close()
    assert [one for one in asked if not one.startswith("data:")] == [address]
    assert wrong == []


# The table of all jobs is long in the nation; Guam has few occupations.
@pytest.mark.parametrize(
    ("width", "area", "opened_details"),
    [(320, "66", "details"), (1280, "99", "details:not(#map-table)")],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    browser, address, width, area, opened_details, scheme
):
    page = opened(browser, address, f"#beside={TECHNICIANS}&area={area}", width, scheme)
    page.wait_for_selector("#histories svg")
    page.wait_for_selector("#map svg")
    page.locator(opened_details).evaluate_all("all => all.forEach((one) => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("by", ["median", "growth", "openings", "jobs", "pay-change"])
def test_on_a_phone_the_measure_that_is_ranked_by_is_in_sight(browser, address, by):
    page = opened(browser, address, f"#by={by}", 390)
    heading = page.locator("#head th").nth(1)
    assert heading.text_content() == page.evaluate("by => window.labor.heading(by)", by)
    box = heading.bounding_box()
    page.close()
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(
    "asked", [{"by": "median"}, {"by": "growth", "area": "48"}, {"by": "pay-change"},
              {"by": "openings", "lowest": True}]
)  # fmt: skip
def test_saved_tables_have_the_numbers_and_columns_of_labor_rank(page, data, project, asked):
    where = next(one for one in data["places"] if one["code"] == asked.get("area", "99"))
    expected = labor.rank(**asked, limit=10, year=where["year"], root=project).rows
    answer(page, **{name: str(value).lower() for name, value in asked.items()})
    saved = {}
    for kind in ("csv", "xlsx"):
        with page.expect_download() as download:
            page.click(f"#{kind}")
        saved[kind] = download.value.path().read_bytes()
    text = {"occupation_code": "str"}
    found = pd.read_csv(io.BytesIO(saved["csv"]), dtype=text, keep_default_na=False, na_values=[""])
    assert [*found["occupation_code"]] == [*expected["occupation_code"]]
    for name in set(found) & set(expected) - {"occupation_title"}:
        same = (
            found[name].fillna("").tolist() == expected[name].astype("object").fillna("").tolist()
        )
        assert same, name
    sheet = openpyxl.load_workbook(io.BytesIO(saved["xlsx"])).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert [*head] == [*found]
    assert [list(row) for row in rows] == found.astype("object").where(
        found.notna(), None
    ).values.tolist()  # fmt: skip


def test_titles_lead_to_the_reports_beside_the_page(browser, address, data, tmp_path):
    path = tmp_path / "explorer.html"
    links = [("Overview", "atlas/overview/us/29-1243.html"), ("Outlook", "outlook.html")]
    path.write_text(with_reports(explorer_page(data), {"29-1243": links}), "utf-8")
    page = opened(browser, path.as_uri(), "#beside=29-1243,29-2072")
    shown = page.locator("#rows a, #beside-rows a").evaluate_all(
        "all => all.map((one) => [one.textContent, one.getAttribute('href')])"
    )
    page.close()
    first = ["Pediatric Surgeons", links[0][1]]
    assert shown == [first, first, *map(list, links)]


def pressed(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def focus_on(page, selector):
    """Go there with the Tab key alone."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not lead to {selector}")


def test_a_question_is_answered_with_the_keyboard_alone(browser, address, project):
    page = opened(browser, address)
    focus_on(page, "#area")
    chosen = "document.getElementById('area').selectedOptions[0].textContent"
    for _ in range(5):  # a list forgets what was typed where a machine is slow between two keys
        page.keyboard.type("Houston")
        if page.evaluate(chosen).startswith("Houston"):
            break
        page.wait_for_timeout(1200)
    focus_on(page, "#education-name")
    page.keyboard.press("Enter")
    focus_on(page, "#education-4")
    page.keyboard.press("Space")
    focus_on(page, "#growth-name")
    page.keyboard.press("Enter")
    for number in (4, 5):
        focus_on(page, f"#growth-{number}")
        page.keyboard.press("Space")
    place = page.evaluate(chosen)
    assert place.startswith("Houston-Pasadena-The Woodlands, TX, May ")
    expected = labor.rank(
        area="Houston", limit=10, education="associate's degree", growth="at least faster",
        year=int(place[-4:]), root=project,
    )  # fmt: skip
    shown = page.locator("#answer p").all_text_contents()
    assert shown == [text for text in map(plain, expected.sentences) if "with care" not in text]
    medians = page.locator("#rows td[title$='/median#annual_wage_usd']").all_text_contents()
    assert medians == [f"${value:,.0f}" for value in expected.rows["median_annual_usd"]]
    assert "education=4" in page.url
    again = opened(browser, page.url)
    assert again.locator("#answer p").all_text_contents() == shown
    again.close()
    page.close()


def test_five_are_set_side_by_side_with_the_keyboard_and_no_more(browser, address, project):
    page = opened(browser, address)
    for words in ("medical coder", "pharmacy tech", "medical assistant", "receptionist", "cashier"):
        page.evaluate("document.getElementById('find').value = ''")
        page.evaluate("document.activeElement.blur()")
        focus_on(page, "#find")
        page.keyboard.type(words)
        page.wait_for_selector("#found button:not([disabled])")
        focus_on(page, "#found button")
        page.keyboard.press("Enter")
        page.wait_for_timeout(50)
    assert page.locator("#beside-rows tr").count() == 5
    assert page.locator("#rows button:not([disabled])").count() == 0
    subject, *peers = page.locator("#beside-rows .code").all_text_contents()
    assert subject == "29-2072"
    expected = labor.compare(subject, peers, root=project)
    assert page.locator("#beside-words p").all_text_contents() == [plain(expected.sentences[0])]
    with page.expect_download() as download:
        page.click("#beside-csv")
    saved = pd.read_csv(download.value.path(), dtype={"occupation_code": "str"})
    page.close()
    assert [*saved["occupation_code"]] == [subject, *peers]
    wages = labor.load("wages", reference_year=2025, area_code="99", statistic="p90", root=project)
    of_code = wages.drop_duplicates("occupation_code").set_index("occupation_code")
    assert [*saved["p90_annual_usd"]] == [*of_code.loc[[subject, *peers], "annual_wage_usd"]]


def test_an_older_code_leads_by_keyboard_to_the_reason_for_the_break(browser, address, project):
    page = opened(browser, address)
    focus_on(page, "#find")
    page.keyboard.type("29-2071")
    page.wait_for_selector("#found button")
    found = page.locator("#found .code").all_text_contents()
    assert found == ["29-2072", "29-9021"]
    assert "a code of an older list" in page.locator("#found-number").text_content()
    focus_on(page, "#found button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#histories svg")
    told = page.locator(".breaks li").all_text_contents()
    page.close()
    why = labor.history("29-2072", root=project).rows
    reasons = [text for text in why["break_before"].unique() if text]
    assert [text.partition(": ")[2] for text in told] == reasons
    assert any("29-2071 and 29-2098" in text for text in told)


@pytest.mark.parametrize(("area", "by"), [("99", "location-quotient"), ("48", "pay-change")])
def test_what_a_place_has_no_figure_of_is_refused_in_words(page, area, by):
    found = answer(page, area=area, by=by)
    assert "Median pay is shown" in page.locator("#told").text_content()
    assert "median pay" in found["sentences"][0]


def test_what_is_printed_is_drawn_before(browser, address):
    page = opened(browser, address, "#beside=29-2072")
    drawn = page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          return document.querySelectorAll("#scatter svg, #map svg").length;
        }"""
    )
    page.close()
    assert drawn == 2


def test_an_old_link_is_told_and_keeps_its_choice(browser, address):
    page = opened(browser, address, "#v=000000000000&by=growth&beside=29-2071")
    told = page.locator("#told").text_content()
    assert "made with other data" in told
    assert "No figures are held for 29-2071" in told
    assert page.locator("#by").input_value() == "growth"
    page.close()


#: The greatest of a measure of the page's main thread at the usual speed; four times slower it is
#: 100 milliseconds.
MOST_MS = 25


def test_the_first_search_is_answered_at_once(browser, address):
    page = opened(browser, address)
    page.wait_for_selector("body[data-titles]")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent():
        """Processor time of the page so far, in milliseconds."""
        metrics = session.send("Performance.getMetrics")["metrics"]
        found = {one["name"]: one["value"] for one in metrics}
        return 1000 * sum(found[f"{name}Duration"] for name in ("Script", "Layout", "RecalcStyle"))

    page.locator("#find").focus()
    before = spent()
    page.keyboard.type("nu")
    page.wait_for_selector("#found li")
    assert spent() - before < MOST_MS
    page.close()


def jobs_of(project, area):
    rows = labor.load(
        "employment", reference_year=2025, area_code=area, industry_code="000000",
        occupation_level="detailed", root=project,
    )  # fmt: skip
    rows = rows.drop_duplicates("occupation_code").dropna(subset=["employment_jobs"])
    return rows.set_index("occupation_code")["employment_jobs"].astype(int)


def test_the_map_of_all_jobs_is_read_by_arrow_keys_pointer_and_table(browser, address, project):
    page = opened(browser, address, "#area=26420")
    page.wait_for_selector("#map svg")
    jobs = jobs_of(project, "26420")

    def said():
        """Code and jobs of the occupation that is told below the map."""
        told = re.search(r"\((\S+)\): ([\d,]+) jobs, ", page.locator("#map-said").text_content())
        code, count = told.groups()
        assert jobs[code] == int(count.replace(",", ""))
        return code, jobs[code]

    focus_on(page, "#map")
    page.keyboard.press("Home")
    first, most = said()
    group = jobs[jobs.index.str.startswith(first[:3])].sort_values(ascending=False)
    assert most == group.iloc[0]
    page.keyboard.press("ArrowRight")
    assert said()[1] == group.iloc[1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert said()[1] == max(jobs[jobs <= most].drop(first))
    page.locator("#map").hover(position={"x": 60, "y": 60})
    assert said()[0] == first  # the largest of the first group stands at the top left
    page.locator("#map-table summary").press("Enter")
    page.wait_for_selector("#map-rows td")
    shown = page.locator("#map-rows td:nth-child(2)").all_text_contents()
    assert sorted(int(text.replace(",", "")) for text in shown) == sorted(jobs)
    with page.expect_download() as download:
        page.click("#map-svg")
    drawing = download.value.path().read_text("utf-8")
    page.close()
    assert drawing.count("<pattern ") == 7
    assert "var(" not in drawing


def test_fields_of_the_map_are_told_apart_without_color_and_by_what_fits(browser, address):
    page = opened(browser, address, "#growth=0,5")
    page.wait_for_selector("#map svg")
    patterned = page.locator("#map rect[fill^='url']")
    fills = patterned.evaluate_all("all => all.map((one) => one.getAttribute('fill'))")
    ranked = page.evaluate("window.labor.answer().ranked")
    key = page.locator("#map-key li").all_text_contents()
    page.close()
    assert set(fills) == {"url(#phrase-0)", "url(#phrase-5)"}
    assert len(fills) == ranked
    assert key == [*GROWTH, "No phrase"]


def test_scores_of_exposure_are_columns_that_one_asks_for(browser, address):
    page = opened(browser, address)
    assert "exposure" not in page.locator("#head").text_content()
    focus_on(page, "#columns-name")
    page.keyboard.press("Enter")
    focus_on(page, "#columns-claude_observed")
    page.keyboard.press("Space")
    assert "AI exposure: Anthropic Economic Index" in page.locator("#head").text_content()
    assert "No score says how many jobs" in page.locator("#exposure-note").text_content()
    cell = page.locator("#rows td[title='exposure/claude_observed/29-1243#exposure_index']")
    assert re.fullmatch(r"0\.\d\d", cell.text_content())
    assert "claude_observed" in page.url
    page.close()
