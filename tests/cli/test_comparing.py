"""`labor compare` as a person runs it: sentences, two plain tables, JSON and CSV."""

import csv
import io
import json

import pytest


@pytest.fixture
def compare(labor, project):
    def run(*arguments):
        shown = labor("compare", *arguments, "--root", project)
        assert (shown.code, shown.err) == (0, "")
        return shown.out

    return run


def table(text, heading):
    """Cells of the table below a line that begins with the heading."""
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith(heading)) + 2
    rows = lines[first : lines.index("", first)]
    return [[cell.strip() for cell in row.split("  ") if cell.strip()] for row in rows]


def test_the_figures_stand_in_two_tables(compare):
    # Occupational Outlook Handbook 2018-28, page of the occupation: $40,350, 11 %.
    text = compare("29-2071", "--peer", "31-9092", "--year", 2018, "--vintage", "2018-28")
    first, second = table(text, "Pay a year in May 2018, U.S.")
    assert first[1:] == ["29-2071", "$40,350", "$32,070", "$52,730"]
    assert second[:3] == ["Medical Assistants", "31-9092", "$33,610"]
    assert table(text, "Outlook 2018-28")[0][1:] == ["29-2071", "10.7%", "16,800"]
    blocks = text.split("\n\n")
    assert [max(map(len, block.splitlines())) <= 80 for block in blocks[2:4]] == [True, True]


def test_what_has_no_median_of_a_year_is_said_in_words(compare):
    peers = [f"--peer={name}" for name in ("actors", "surgeons, all other", "information clerks")]
    rows = table(
        compare("29-2071", *peers, "--year", 2024, "--vintage", "2018-28"), "Pay a year in May 2024"
    )
    said = {row[1]: row[2] for row in rows if len(row) == 5}
    assert {"29-2072", "29-9021"} <= set(said)
    assert said["27-2011"].endswith(" an hour")
    assert said["29-1249"] == "$239,200 or more"
    assert rows[-1] == [
        "What is not printed of a group is estimated from its members' published pay."
    ]


def test_codes_of_two_lists_stand_in_rows_of_their_own(compare):
    arguments = ("29-2071", "--year", 2024, "--vintage", "2018-28", "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(compare(*arguments))))
    pay = {row["occupation_code"]: row["median_annual_usd"] for row in rows}
    growth = {row["occupation_code"]: row["employment_change_pct"] for row in rows}
    assert {code for code, value in pay.items() if value} == {"29-2072", "29-9021"}
    assert {code for code, value in growth.items() if value} == {"29-2071"}
    assert all(row["occupation_title"] for row in rows)


def test_a_row_has_both_where_the_codes_are_one(compare, tmp_path):
    file = tmp_path / "answer.json"
    arguments = ("29-2071", "--peer", "31-9092", "--year", 2018, "--vintage", "2018-28")
    rows = list(csv.DictReader(io.StringIO(compare(*arguments, "--csv", "-"))))
    said = json.loads(compare(*arguments, "--json"))
    assert [row["occupation_code"] for row in rows] == ["29-2071", "31-9092"]
    assert [float(row["median_annual_usd"]) for row in rows] == [
        row["median_annual_usd"] for row in said["pay"]
    ]
    assert [float(row["employment_change_pct"]) for row in rows] == [
        row["employment_change_pct"] for row in said["outlook"]
    ]
    assert {row["pay_source_id"] for row in rows} == {"oews_national_2018"}
    assert not file.exists()
