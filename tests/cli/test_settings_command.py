"""`labor settings` as a person runs it."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

import labor
from labor import figures
from labor.cli import app
from labor.errors import AnalysisError, LaborError


def run(project, *arguments):
    done = CliRunner().invoke(app, ["settings", *map(str, arguments), "--root", str(project)])
    if isinstance(done.exception, LaborError):
        raise done.exception
    return done


def test_the_answer_the_tables_and_the_caveats_are_printed(project):
    done = run(project, "29-2072", "--year", 2024)
    assert done.exit_code == 0
    first, *rest = done.stdout.splitlines()
    assert "28% were in hospitals" in first
    assert any(line.split()[-6:][0] == "$48,690" for line in rest if "122,640" in line)
    assert rest.index("What this is not:") + 1 == next(
        place
        for place, line in enumerate(rest)
        if line.startswith("- A job counts where its employer is")
    )
    assert rest[-1].startswith(
        "Sources: Occupational employment and wages, United States, May 2024"
    )


def test_the_page_the_program_and_json_say_the_same_sentences(project):
    found = labor.settings("29-2072", root=project)
    said = json.loads(run(project, "29-2072", "--json").stdout)
    assert said["sentences"] == list(found.sentences)
    assert said["caveats"] == list(found.caveats)
    assert figures.settings_answer(found).text.splitlines() == said["sentences"]
    assert (
        run(project, "29-2072").stdout.splitlines()[: len(said["sentences"])] == said["sentences"]
    )


def test_rows_come_as_json_and_as_csv(project, tmp_path):
    said = json.loads(run(project, "actors", "--year", 2024, "--json").stdout)
    assert (said["role"], said["year"]) == ("Actors", 2024)
    assert {row["evidence"] for row in said["rows"]} == {"survey", "projections", "handbook"}
    path = tmp_path / "settings.csv"
    run(project, "actors", "--year", 2024, "--csv", path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [row["setting"] for row in rows] == [row["setting"] for row in said["rows"]]


def test_a_year_without_industries_lists_those_that_have_them(project):
    with pytest.raises(AnalysisError, match=r"(?s)for 2020.*one of: .*2024"):
        run(project, "actors", "--year", 2020)
