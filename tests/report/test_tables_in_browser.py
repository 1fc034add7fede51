"""Tables of a page sort by keyboard, by value and by group, and their numbers say their origin."""

import pytest
from browsing import open_details, open_page
from default_reports import REPORTS
from made import notebook
from nbformat.v4 import new_code_cell, new_output

from labor.report.notebooks import check_parameters, read_parameters
from labor.report.render import render

pytestmark = pytest.mark.slow

HEADINGS = ("Role", "Code", "Median", "Change", "Words")
#: Role, code, median with its value, change, words; an indented role is a member of the group
#: above it.
ROWS = [
    ("Surgeons", "29-1248", ("$239,200 or more", 239200), "+4.0%", "as fast as average"),
    ("Actors", "27-2011", ("$20.50 an hour", 20.5), "less than 0.5%", ""),
    ("Clerks", "43-4000", ("$34,510 (estimate)", 34510.4), "−0.5%", "decline"),
    ("  Order clerks", "43-4151", ("$33,460", 33460), "−13.5%", ""),
    ("  File clerks", "43-4071", ("$31,700", 31700), "+4.4%", ""),
    ("Legislators", "11-1031", ("not released", None), "not published", ""),
    ("Chiefs", "11-1011", ("$239,200", 239200), "+0.5%", "slower than average"),
    ("nurses", "9-1141", ("$86,070", 86070), "+12.0%", "faster than average"),
]


def _row(role: str, code: str, median: tuple, *others: str) -> str:
    text, value = median
    if value is not None:
        text = f'<data value="{value}" data-by="as published" title="Cell of {role}">{text}</data>'
    member = ' class="labor-member"' if role.startswith(" ") else ""
    cells = "".join(f"<td>{cell}</td>" for cell in (code, text, *others))
    return f'<tr{member}><th scope="row">{role.strip()}</th>{cells}</tr>'


def _table(*rows: str) -> str:
    head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    return (
        '<div class="labor"><div class="labor-scroll" role="group" tabindex="0" aria-label="x">'
        '<table class="labor-table"><caption><span>Pay</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></div>"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    html = _table(*(_row(*row) for row in ROWS)) + _table(_row(*ROWS[0]))
    output = new_output("execute_result", data={"text/html": html})
    content = notebook(new_code_cell("...", outputs=[output]))
    declared = read_parameters(content)
    path = tmp_path_factory.mktemp("pages") / "tables.html"
    path.write_text(render(content, "n.ipynb", declared, check_parameters(declared, {})), "utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser, address):
    opened = open_page(browser, address)
    yield opened
    opened.close()


def roles(page) -> list[str]:
    return page.locator("table").first.locator("tbody th").all_inner_texts()


def press(page, heading: str, key: str = "Enter") -> list[str]:
    page.locator("table").first.get_by_role("button", name=heading, exact=True).press(key)
    return roles(page)


FIRST = [row[0].strip() for row in ROWS]


def test_numbers_sort_by_value_and_what_is_no_number_stays_last(page):
    assert press(page, "Median") == [
        "Clerks", "File clerks", "Order clerks", "nurses", "Chiefs", "Surgeons",
        "Actors", "Legislators",
    ]  # fmt: skip
    assert press(page, "Median") == [
        "Surgeons", "Chiefs", "nurses", "Clerks", "Order clerks", "File clerks",
        "Actors", "Legislators",
    ]  # fmt: skip
    assert press(page, "Median") == FIRST


def test_numbers_without_a_value_in_the_page_sort_by_what_they_say(page):
    assert press(page, "Change", "Space") == [
        "Clerks", "Order clerks", "File clerks", "Actors", "Chiefs", "Surgeons", "nurses",
        "Legislators",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "order"),
    [
        ("Role", ["Actors", "Chiefs", "Clerks", "File clerks", "Order clerks", "Legislators",
                  "nurses", "Surgeons"]),
        ("Code", ["nurses", "Chiefs", "Legislators", "Actors", "Surgeons", "Clerks",
                  "File clerks", "Order clerks"]),
        ("Words", ["Surgeons", "Clerks", "Order clerks", "File clerks", "nurses", "Chiefs",
                   "Actors", "Legislators"]),
    ],
)  # fmt: skip
def test_words_and_codes_sort_as_a_reader_expects(page, heading, order):
    assert press(page, heading) == order


def test_the_order_is_in_the_heading_and_said_once(page):
    said = page.get_by_role("status")
    sorted_by = page.locator("th[aria-sort]")
    assert said.inner_text() == ""
    assert sorted_by.count() == 0
    press(page, "Median")
    assert said.inner_text() == "Sorted by Median, ascending."
    assert sorted_by.get_attribute("aria-sort") == "ascending"
    press(page, "Role")
    press(page, "Role")
    assert said.inner_text() == "Sorted by Role, descending."
    assert sorted_by.inner_text() == "Role"
    assert sorted_by.get_attribute("aria-sort") == "descending"
    press(page, "Role")
    assert said.inner_text() == "In the first order again."
    assert sorted_by.count() == 0
    assert roles(page) == FIRST


def test_the_focus_stays_on_the_heading(page):
    press(page, "Median")
    assert page.evaluate("document.activeElement.textContent") == "Median"


def test_the_caption_says_that_a_table_of_several_rows_sorts(page):
    captions = page.locator("caption").all_inner_texts()
    assert "Press a heading to sort." in captions[0]
    assert "sort" not in captions[1]
    assert page.locator("table").nth(1).locator("button").count() == 0


def test_without_scripts_the_page_is_complete_and_has_no_dead_buttons(browser, address, page):
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    assert plain.locator("button").count() == 0
    assert plain.locator("caption").first.inner_text() == "Pay"
    cells = plain.locator("td, th").all_inner_texts()
    plain.context.close()
    assert cells == page.locator("td, th").all_inner_texts()


def test_numbers_of_a_table_are_one_stop_and_arrow_keys_go_through_them(page):
    numbers = page.locator("table").first.locator("data")
    stops = numbers.evaluate_all("all => all.filter(e => e.tabIndex === 0).length")
    assert stops == 1

    def at(key: str) -> str:
        page.keyboard.press(key)
        return page.evaluate("document.activeElement.textContent")

    numbers.first.focus()
    assert at("ArrowDown") == "$20.50 an hour"
    assert at("ArrowDown") == "$34,510 (estimate)"
    assert at("ArrowUp") == "$20.50 an hour"
    assert at("ArrowRight") == "$20.50 an hour"  # the only one of its row
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "$20.50 an hour"


def test_arrow_keys_follow_the_order_that_is_shown(page):
    press(page, "Median")
    page.locator("table").first.locator("data").get_by_text("$33,460").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "$86,070"


def test_a_number_in_focus_shows_where_it_comes_from_until_escape(page):
    origin = page.locator(".page-origin")
    assert not origin.is_visible()
    number = page.locator("table").first.locator("data").get_by_text("$86,070")
    number.click()
    assert origin.inner_text() == "Cell of nurses"
    page.keyboard.press("Escape")
    assert not origin.is_visible()
    page.keyboard.press("ArrowUp")
    assert origin.inner_text() == "Cell of Chiefs"
    page.keyboard.press("Shift+Tab")
    assert not origin.is_visible()


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_of_every_report_sorts_and_comes_back(browser, default_pages, name):
    page = open_page(browser, (default_pages / f"{name}.html").as_uri())
    open_details(page)
    results = page.evaluate(
        """[...document.querySelectorAll('main th > button')].map(button => {
            const rows = () => [...button.closest('table').tBodies[0].rows];
            const number = row => {
                const cell = row.cells[button.parentElement.cellIndex];
                return Number(cell.querySelector('data')?.value ?? NaN); };
            const first = rows();
            button.click();
            const main = rows().filter(row => !row.classList.contains('labor-member'));
            const found = main.map(number).filter(n => !isNaN(n));
            const up = button.parentElement.classList.contains('labor-number')
                && found.some((n, at) => n < found[at - 1]);
            const head = (all, row) => all.slice(0, all.indexOf(row) + 1).findLast(
                one => !one.classList.contains('labor-member'));
            const groups = rows().every(row => head(rows(), row) === head(first, row));
            const whole = new Set(rows()).size === first.length;
            button.click(); button.click();
            const back = rows().every((row, at) => row === first[at]);
            return [button.textContent, !up, groups, whole, back]; })"""
    )
    tables = page.locator("main table").count()
    page.close()
    assert tables == 0 or results
    for heading, *facts in results:
        assert all(facts), (name, heading, facts)


def test_on_a_phone_a_long_table_shows_its_first_rows_until_all_are_asked_for(browser, address):
    page = open_page(browser, address, 390)
    rows = page.locator("table").first.locator("tbody tr").all()
    shown = [row.is_visible() for row in rows]
    button = page.locator("button.page-all")  # the second table, of one row, has none
    assert shown == [True] * 4 + [False] * 4
    assert button.text_content() == "Show all 8 rows"
    button.press("Enter")
    assert all(row.is_visible() for row in rows)
    assert button.get_attribute("aria-expanded") == "true"
    button.press("Enter")
    assert [row.is_visible() for row in rows] == shown
    page.close()
