"""The judging commands as a person runs them."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from labor.cli import app
from labor.console.output import Form, form_of, listed
from labor.errors import LaborError
from labor.show.table import aligned


def run(project, *arguments):
    done = CliRunner().invoke(app, [*map(str, arguments), "--root", str(project)])
    if isinstance(done.exception, LaborError):
        raise done.exception
    return done


def test_the_divided_occupation_may_not_be_compared(project):
    done = run(project, "comparable", "29-2071", 2018, 2024)
    assert done.exit_code == 0
    first, *rest = done.stdout.splitlines()
    assert first.startswith("Pay of medical records and health information technicians in May 2018")
    assert first.endswith("may not be compared.")
    reasons = rest[rest.index("Why not:") + 1]
    assert "29-2072 and 29-9021" in reasons
    sources = [line for line in rest if line.startswith("  Source: ")]
    assert len(sources) == sum(line.startswith("- ") for line in rest)


def test_the_undivided_occupation_may_with_caveats(project):
    done = run(project, "comparable", "31-9092", 2018, 2024)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].endswith("may be compared, with caveats.")
    assert "From May 2021" in done.stdout.split("To keep in mind:")[1].split("Also known:")[0]
    assert "Why not:" not in done.stdout


def test_a_verdict_as_json_and_csv(project):
    said = json.loads(run(project, "comparable", "29-2071", 2018, 2024, "--json").stdout)
    assert said["verdict"] == "not_comparable"
    rows = list(
        csv.DictReader(
            io.StringIO(run(project, "comparable", "29-2071", 2018, 2024, "--csv", "-").stdout)
        )
    )
    assert [row["text"] for row in rows] == [row["text"] for row in said["rows"]]
    assert rows[0]["severity"] == "break"


def test_the_history_is_shown_in_its_segments(project):
    done = run(project, "history", "medical records technician", "--real", "--base-year", 2024)
    assert done.exit_code == 0
    labels = [
        "32911, 1997",
        "29-2071, 2000 to 2018",
        "29-2098, 2019 to 2020",
        "29-2072, 2021 to 2025",
        "29-9021, 2021 to 2025",
    ]
    lines = done.stdout.splitlines()
    assert [label for line in lines for label in labels if line.startswith(f"{label}:")] == labels
    assert done.stdout.count(" not joined to earlier years. ") == 3
    # 40,350 x 314.069 / 251.588: docs/methods/real-pay.md.
    (row,) = [line for line in lines if line.startswith("May 2018 ")]
    assert row.split() == ["May", "2018", "$40,350", "$32,070", "$52,730", "$50,370", "208,650"]


def test_the_same_history_in_three_forms(project, tmp_path):
    answer = json.loads(run(project, "history", "29-2071", "--json").stdout)
    rows = answer["rows"]
    done = run(project, "history", "29-2071", "--out", tmp_path / "history.csv")
    assert done.stdout == ""
    with (tmp_path / "history.csv").open(newline="") as stream:
        table = list(csv.DictReader(stream))
    assert [row["segment_label"] for row in table] == [row["segment_label"] for row in rows]
    assert [float(row["median_annual_usd"]) for row in table] == [
        row["median_annual_usd"] for row in rows
    ]
    run(project, "history", "29-2071", "--out", tmp_path / "history.txt")
    shown = run(project, "history", "29-2071").stdout
    assert (tmp_path / "history.txt").read_text() == shown
    assert shown.splitlines()[: len(answer["sentences"])] == answer["sentences"]
    assert [f"- {text}" in shown for text in answer["caveats"]] == [True] * len(answer["caveats"])


def test_a_top_coded_wage_is_or_more(project):
    lines = run(project, "history", "anesthesiologists", "--real").stdout.splitlines()
    (row,) = [line for line in lines if line.startswith("May 2018 ")]
    assert row.count("or more") == 4


def test_the_outlook_says_what_openings_are_made_of(project):
    # Employment Projections 2018-28, table 1.10.
    lines = run(project, "outlook", "29-2071", "--vintage", "2018-28").stdout.splitlines()
    parts = dict(line.split("  ", 1) for line in lines if "  " in line)
    parts = {name: value.strip() for name, value in parts.items()}
    assert parts["Jobs 2018"] == "215,500"
    assert (parts["Change in jobs"], parts["Projected growth"]) == ("23,100", "+10.7%")
    assert parts["Openings a year"].startswith("16,800")
    assert parts["Openings because people leave the labor force"] == "6,700"
    assert parts["Openings because people change occupation"] == "7,800"
    assert parts["What the Handbook calls it"] == "much faster than average"


def test_a_phrase_that_is_not_known_is_not_quoted(project):
    # 6.9 %: of 2018-28 only 5 % as the average and 11 % are known.
    shown = run(project, "outlook", "11-1021", "--vintage", "2018-28").stdout
    assert "not known for this percentage and projection" in shown
    older = run(project, "outlook", "29-2071", "--vintage", "2012-22").stdout
    assert "Openings in ten years" in older
    assert "faster than average or much faster than average" in older.lower()


def test_peers_by_several_readings_and_why_a_list_is_empty(project):
    shown = run(project, "peers", "29-2071", "--by", "ooh", "--by", "pay").stdout
    assert "Similar by its own page in the Handbook\n" in shown
    assert any(line.startswith("Medical Assistants") for line in shown.splitlines())
    (clerks,) = [line for line in shown.splitlines() if line.startswith("Information Clerks")]
    assert "several" in clerks
    assert "No one median of medical records and health information technicians is out" in shown


def test_places_stand_from_high_to_low_below_the_nation(project):
    shown = run(project, "places", "29-2072", "--year", 2024)
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("Median pay of medical records specialists (29-2072) in May 2024")
    head = next(number for number, line in enumerate(lines) if line.startswith("Place "))
    # Handbook 2024-34: $50,250; the state's in its table of May 2024.
    assert lines[head + 1].split()[:3] == ["United", "States", "$50,250"]
    assert lines[head + 2].startswith("District of Columbia")
    answer = json.loads(run(project, "places", "29-2072", "--year", 2024, "--json").stdout)
    assert (answer["role"], answer["year"]) == ("Medical Records Specialists", 2024)
    assert {"sentences", "caveats", "rows", "sources"} <= set(answer)


def test_the_backtest_marks_checks_before_the_end(project):
    lines = run(project, "backtest", "phlebotomists").stdout.splitlines()
    checks = [line.split() for line in lines if line[:4].isdigit()]
    starred = {(row[0], row[2].rstrip("*")): row[2].endswith("*") for row in checks}
    assert not starred["2012-22", "2022"]
    assert starred["2012-22", "2021"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "29-2071"),
        ("places", "29-2072"),
        ("comparable", "29-2071", "2018", "2024"),
        ("outlook", "29-2071"),
        ("peers", "29-2071"),
        ("backtest", "29-2071"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_prints_plain_text_or_one_form(project, arguments):
    shown = run(project, *arguments).stdout
    assert "\x1b" not in shown
    assert "nan" not in shown.lower().split()
    both = run(project, *arguments, "--json", "--csv", "-")
    assert both.exit_code == 2
    assert "NaN" not in run(project, *arguments, "--json").stdout


def test_the_ending_of_the_file_chooses_the_form(tmp_path):
    assert form_of(False, None, tmp_path / "a.JSON") == Form("json", tmp_path / "a.JSON")
    assert form_of(False, None, tmp_path / "a.csv").name == "csv"
    assert form_of(True, None, tmp_path / "a.csv").name == "json"
    assert form_of(False, None, tmp_path / "a.md").name == "text"
    assert form_of(False, None, None) == Form("text", None)


def test_a_dash_is_the_screen(tmp_path):
    assert form_of(False, Path("-"), None) == Form("csv", None)
    assert form_of(True, None, Path("-")) == Form("json", None)
    assert form_of(False, tmp_path / "a", None) == Form("csv", tmp_path / "a")


def test_columns_stand_under_each_other():
    assert aligned(["Year", "Why"], [["2018", "b"], ["20", "longer"]], left=["Why"]) == [
        "Year  Why",
        "2018  b",
        "  20  longer",
    ]
    assert listed([("a", "1"), ("bcd", "2"), ("left out", "")]) == ["  a    1", "  bcd  2"]
