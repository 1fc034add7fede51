"""`labor profile` and the options of `labor ladder` as a person runs them."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from labor.cli import app
from labor.errors import LaborError


@pytest.fixture
def ask(project):
    def asked(*arguments):
        return CliRunner().invoke(app, [*arguments, "--root", str(project)])

    return asked


def test_the_profile_says_what_they_do_and_whose_words_these_are(ask):
    answer = ask("profile", "medical assistants")
    assert answer.exit_code == 0
    assert "Tasks of Medical Assistants (31-9092.00):" in answer.stdout
    assert "  and 10 more" in answer.stdout
    assert "CC BY 4.0" in answer.stdout
    assert not {"\ue000", "\ue002"} & set(answer.stdout)


def test_json_has_every_table_by_name_and_csv_all_rows(ask):
    record = json.loads(ask("profile", "29-2072", "--json").stdout)
    assert record["onet_version"] == "29.3"
    assert len(record["tasks"]) == 17
    assert record["job_zones"][0]["job_zone"] == 3
    rows = list(csv.DictReader(io.StringIO(ask("profile", "29-2072", "--csv", "-").stdout)))
    assert sum(row["table"] == "tasks" for row in rows) == 17
    assert sum(row["table"] == "technology" for row in rows) == 111


def test_a_release_that_is_not_held_says_which_is(ask):
    refused = ask("profile", "29-2072", "--release", "12.0")
    assert isinstance(refused.exception, LaborError)
    assert "29.3" in refused.exception.message()


def test_the_ways_to_one_role_all_give_their_reasons(ask):
    managers = ("--to", "medical and health services managers")
    answer = ask("ladder", "31-9092", "--steps", "2", "--year", "2024", *managers)
    assert answer.exit_code == 0
    assert (
        "Medical and health services managers (11-9111), by way of medical records specialists"
        in answer.stdout
    )
    assert "their tasks share the words" in answer.stdout
    rows = list(
        csv.DictReader(io.StringIO(ask("ladder", "31-9092", *managers, "--csv", "-").stdout))
    )
    assert {row["occupation_code"] for row in rows} == {"11-9111"}


def test_no_way_is_a_sentence_for_people_and_no_rows_for_programs(ask):
    away = ("ladder", "31-9092", "--steps", "1", "--to", "lawyers")
    answer = ask(*away)
    assert answer.exit_code == 0
    assert "From medical assistants, no move leads to lawyers in one step" in answer.stdout
    assert "--steps and --education allow more." in answer.stdout
    assert json.loads(ask(*away, "--json").stdout)["rows"] == []


def test_a_step_for_one_reason_only(ask):
    shown = ask("ladder", "29-2072", "--steps", "1", "--by", "handbook", "--csv", "-").stdout
    assert {row["basis"] for row in csv.DictReader(io.StringIO(shown))} == {"handbook"}
    refused = ask("ladder", "29-2072", "--by", "friends")
    assert "handbook, onet, tasks, supervisor" in refused.exception.message()
