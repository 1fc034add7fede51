"""Commands as a person runs them: answers, messages without tracebacks, exit codes."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

LABOR = [str(Path(sys.executable).with_name("labor"))]


def run(*arguments, cwd=None):
    return subprocess.run(
        [*LABOR, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=120
    )


@pytest.fixture
def export_2018(project):
    """A publisher's table in the committed form: text with the publisher's headings."""
    return project / "data" / "raw" / "snapshot" / "oews_national_2018.csv"


def test_help_lists_the_commands():
    shown = run("--help")
    assert shown.returncode == 0
    for command in ("build", "tidy", "compare", "report", "export", "verify"):
        assert command in shown.stdout


def test_compare_says_what_the_handbook_said(project):
    # Occupational Outlook Handbook 2018-28, archived page of the occupation: "$40,350 per year",
    # "215,500" jobs, "11% (Much faster than average)".
    answer = run(
        "compare", "29-2071", "--peer", "medical assistants", "--year", 2018,
        "--vintage", "2018-28", "--json", "--root", project,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    said = json.loads(answer.stdout)
    assert said["pay"][0]["median_annual_usd"] == 40350
    assert said["pay"][0]["median_hourly_usd"] == 19.40
    assert said["outlook"][0]["base_employment_jobs"] == 215_500
    assert round(said["outlook"][0]["employment_change_pct"]) == 11
    assert said["outlook"][0]["growth_phrase"] == "Much faster than average"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["compare", "no such role"], 1, "It is not clear which occupation"),
        (["compare", "29-2071", "--year", "1066"], 1, "no estimates of 1066"),
        (["compare", "29-2071", "--area", "Atlantis"], 1, "no estimates for such an area"),
        (["compare", "29-2071", "--vintage", "2018-29"], 1, "2018-28"),
        (["tidy", "missing.xlsx"], 1, "There is no such file"),
        (["tidy", "page.zip"], 1, "This is a web page"),
        (["tidy", "cut.xlsx"], 1, "damaged or incomplete"),
        (["tidy", "foreign.csv"], 1, "no table that is known here"),
        (["tidy", "foreign.csv", "--kind", "wages"], 1, "no such kind"),
        (["frobnicate"], 2, "No such command"),
        (["tidy"], 2, "Missing argument"),
        (["build", "--root", "."], 1, "no raw tables to build from"),
    ],
)
def test_a_mistake_gets_a_message_and_leaves_nothing(
    tmp_path, project, labor, monkeypatch, arguments, code, says
):
    (tmp_path / "page.zip").write_text("<!doctype html><title>Access Denied</title>")
    (tmp_path / "cut.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "foreign.csv").write_text("name,age\nAda,36\n")
    before = sorted(tmp_path.rglob("*"))
    if arguments[0] == "compare":
        arguments = [*arguments, "--root", project]
    monkeypatch.chdir(tmp_path)
    shown = labor(*arguments)
    assert shown.code == code
    assert says in shown.err
    assert "Traceback" not in shown.err
    assert sorted(tmp_path.rglob("*")) == before


def test_tidy_makes_tables_of_one_file(tmp_path, export_2018, labor):
    shown = labor("tidy", export_2018, "--vintage", "2018", "--out", tmp_path / "out")
    assert shown.code == 0, shown.err
    assert "1,379 rows x 20 columns, marks: # 159, * 528" in shown.out
    with (tmp_path / "out" / "wages.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["occupation_code"] == "29-2071"]
    medians = {row["statistic"]: row["annual_wage_usd"] for row in rows}
    assert medians["median"] == "40350"


def test_a_bad_cell_is_named_and_nothing_is_written(tmp_path, export_2018, labor):
    damaged = tmp_path / "national_M2018_dl.csv"
    lines = export_2018.read_text().splitlines()
    lines = [s.replace(",40350,", ",40350?,") if s.startswith("29-2071,") else s for s in lines]
    damaged.write_text("\n".join(lines) + "\n")
    shown = labor("tidy", damaged, "--vintage", "2018", "--out", tmp_path / "out")
    assert shown.code == 1
    assert "'40350?'" in shown.err
    assert "column A_MEDIAN" in shown.err
    assert not (tmp_path / "out").exists()


def test_a_row_that_appears_twice_with_other_numbers_is_refused(tmp_path, export_2018, labor):
    lines = export_2018.read_text().splitlines()
    row = next(line for line in lines if line.startswith("29-2071,"))
    damaged = tmp_path / "national_M2018_dl.csv"
    damaged.write_text("\n".join([*lines, row.replace(",40350,", ",40360,")]) + "\n")
    shown = labor("tidy", damaged, "--vintage", "2018", "--out", tmp_path / "out")
    assert shown.code == 1
    assert "29-2071" in shown.err
    assert "Traceback" not in shown.err
    assert not (tmp_path / "out").exists()


def test_an_unknown_column_shows_the_difference(tmp_path, export_2018, labor):
    damaged = tmp_path / "national_M2018_dl.csv"
    damaged.write_text(export_2018.read_text().replace("A_MEDIAN", "A_MEDAIN", 1))
    shown = labor("tidy", damaged, "--vintage", "2018", "--out", tmp_path / "out")
    assert shown.code == 1
    assert "A_MEDAIN" in shown.err
    assert not (tmp_path / "out").exists()


def test_a_pipe_that_closes_early_is_quiet(project):
    command = f"{LABOR[0]} peers 31-9092 --csv - | head -n 1"
    shown = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=project)
    assert shown.stdout.startswith("basis,rank,")
    assert shown.stderr == ""


def test_a_file_of_field_descriptions_says_what_it_is(tmp_path, publishers, labor):
    name = "oews/national/field_descriptions/oesm18nat/field_descriptions.xlsx"
    shown = labor("tidy", publishers / name, "--out", tmp_path / "out")
    assert shown.code == 1
    assert "explains the fields of a table" in shown.err
    assert "208000" in shown.err
