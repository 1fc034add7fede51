"""Tables are semantic HTML, say the numbers of their frames, and words where there are none."""

import pytest
from comparisons import ROLE, compared, outlook_2018, pay_2018, pay_2025, pay_at_the_edges
from lxml import html

from labor.figures import comparison_table, outlook_table, pay_table


def parsed(table):
    return html.fromstring(table._repr_html_()).xpath("//table")[0]


def cells(table) -> list[list[str]]:
    rows = parsed(table).xpath("./tbody/tr")
    return [[cell.text_content() for cell in row] for row in rows]


TABLES = {
    "pay": lambda: pay_table(compared(pay_2018())),
    "pay at the edges": lambda: pay_table(compared(pay_at_the_edges())),
    "outlook": lambda: outlook_table(outlook_2018()),
    "both": lambda: comparison_table(compared(pay_2018(), outlook_2018())),
}


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_a_table_is_one_a_screen_reader_can_use(make):
    table = parsed(make())
    assert table.xpath("string(./caption)").strip()
    assert all(th.get("scope") == "col" for th in table.xpath("./thead//th"))
    assert all(th.text_content().strip() for th in table.xpath(".//th"))
    for row in table.xpath("./tbody/tr"):
        assert row[0].tag == "th"
        assert row[0].get("scope") == "row"
        assert len(row) == len(table.xpath("./thead//th"))
        assert all(cell.text_content().strip() or cell.tag == "td" for cell in row)


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_a_table_scrolls_by_keyboard_and_has_a_name(make):
    scroll = html.fromstring(make()._repr_html_()).xpath("//*[@class='labor-scroll']")[0]
    assert scroll.get("tabindex") == "0"
    assert scroll.get("role") == "group"
    assert scroll.get("aria-label") == scroll.xpath("string(.//caption)")


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES)
def test_no_cell_shows_a_missing_value(make):
    for row in cells(make()):
        assert not {"nan", "None", "NaN", "<NA>"} & set(row)


def test_pay_is_said_as_published():
    first = cells(pay_table(compared(pay_2018())))[0]
    assert first == [ROLE, "29-2071",
                     "$40,350", "$26,550", "$32,070", "$52,730", "$66,260", "$44,010",
                     "0.4%", "208,650"]  # fmt: skip


def test_members_follow_their_group():
    rows = cells(pay_table(compared(pay_2018())))
    names = [row[0] for row in rows]
    group = names.index("Information Clerks")
    assert names[group + 1 : group + 3] == [
        "Correspondence Clerks",
        "Court, Municipal, and License Clerks",
    ]
    assert rows[group][1] == "group of the occupations below"
    assert rows[group + 1][1] == "43-4021"
    assert len(rows) == 15


def test_every_number_of_the_frame_is_in_the_table_with_its_exact_value():
    pay = pay_2018()
    values = {float(v) for v in parsed(pay_table(compared(pay))).xpath(".//data/@value")}
    for name in ("median_annual_usd", "p10_annual_usd", "employment_jobs"):
        assert set(pay[name].dropna()) <= values


def test_top_coded_and_unreleased_pay_are_words():
    rows = {row[0]: row for row in cells(pay_table(compared(pay_at_the_edges())))}
    assert rows["Surgeons"][2] == "$208,000 or more"
    assert rows["Actors"][2] == "$17.54 an hour"
    both = cells(comparison_table(compared(pay_at_the_edges(), outlook_2018())))
    paid = ["Actors", "$17.54 an hour", "$10.96 to $28.41 an hour"]
    assert paid in [row[:3] for row in both]
    assert rows[ROLE][2] == "not published"


def test_the_likely_range_of_an_estimate_is_said_below_the_table():
    pay = pay_2018()
    pay.loc[pay["role_kind"] == "composite", "pooled_median_low_annual_usd"] = 34350.0
    pay.loc[pay["role_kind"] == "composite", "pooled_median_high_annual_usd"] = 34680.0
    assert "likely between $34,350 and $34,680" in pay_table(compared(pay)).note


def test_no_requirement_is_not_a_missing_value():
    first = cells(outlook_table(outlook_2018()))[0]
    assert first[-2:] == ["none", "none"]


def test_pay_and_outlook_of_a_role_share_a_row():
    rows = {
        row[0]: row[1:] for row in cells(comparison_table(compared(pay_2018(), outlook_2018())))
    }
    assert rows[ROLE] == [
        "$40,350", "$32,070 to $52,730", "+10.7%", "16,800", "7.8",
        "Postsecondary nondegree award",
    ]  # fmt: skip
    assert rows["Information Clerks"][:3] == ["$34,800 (estimate)",
                                              "$26,300 to $44,900 (estimate)", "−0.5%"]  # fmt: skip


def test_codes_that_only_one_table_has_keep_their_rows():
    rows = cells(comparison_table(compared(pay_2025(), outlook_2018())))
    first = next(row for row in rows if row[0] == "Medical Records Specialists")
    assert first[1:4] == ["$51,140", "$43,490 to $64,820", "not published"]
    clerks = next(row for row in rows if row[0] == "Information Clerks")
    assert clerks[1:4] == ["not published", "not published", "−0.5%"]
