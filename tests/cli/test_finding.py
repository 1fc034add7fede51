"""`labor find` as a person runs it."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from labor.cli import app
from labor.errors import OccupationError


@pytest.fixture
def ask(project):
    def asked(*arguments):
        return CliRunner().invoke(app, ["find", *arguments, "--root", str(project)])

    return asked


def test_the_answer_names_code_title_and_why(ask):
    answer = ask("medical record tecnician", "--limit", "2")
    assert answer.exit_code == 0
    lines = answer.stdout.splitlines()
    assert lines[0].startswith("The likeliest occupation behind “medical record tecnician” is")
    (row,) = [number for number, line in enumerate(lines) if "%  29-2072 " in line]
    assert lines[row].split()[1:] == ["29-2072", "Medical", "Records", "Specialists"]
    assert lines[row + 1].strip().startswith("by '")


def test_an_older_code_says_what_became_of_it(ask):
    answer = ask("29-2071")
    assert answer.stdout.count("29-2071 (soc_2010) is superseded by 29-2072; 29-9021") == 2


def test_a_code_of_1997_says_that_nothing_is_known(ask):
    assert "nothing says what became of it after oes_1997" in ask("32911").stdout


def test_json_and_csv_hold_the_same_rows(ask):
    record = json.loads(ask("RN", "--json").stdout)
    assert record["query"] == "RN"
    assert record["rows"][0]["occupation_code"] == "29-1141"
    rows = list(csv.DictReader(io.StringIO(ask("RN", "--csv", "-").stdout)))
    assert [row["occupation_code"] for row in rows] == [
        row["occupation_code"] for row in record["rows"]
    ]


def test_nothing_near_is_a_message_for_people_and_no_rows_for_programs(ask):
    refused = ask("zzzzqq xxyyzz")
    assert isinstance(refused.exception, OccupationError)
    assert "No title is near" in refused.exception.message()
    assert json.loads(ask("zzzzqq xxyyzz", "--json").stdout)["rows"] == []


def test_the_ladder_shows_moves_with_reasons_and_what_it_is_not(project):
    arguments = ["ladder", "medical assistants", "--year", "2024", "--vintage", "2024-34"]
    answer = CliRunner().invoke(app, [*arguments, "--root", str(project)])
    assert answer.exit_code == 0
    assert "Licensed practical and licensed vocational nurses (29-2061)" in answer.stdout
    assert "the Handbook's pages list each other" in answer.stdout
    assert "Where none is named, whether one is needed is unknown" in answer.stdout
    record = json.loads(
        CliRunner().invoke(app, [*arguments, "--json", "--root", str(project)]).stdout
    )
    assert record["caveats"]
    assert {"path", "gain_low_usd", "license"} <= set(record["rows"][0])
