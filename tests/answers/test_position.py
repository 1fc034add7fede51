"""A wage stands between printed percentiles, in words that claim no more."""

import json

import pytest
from typer.testing import CliRunner

import labor
from labor.answers.position.answer import POSITIONS
from labor.cli import app
from labor.errors import AnalysisError


def test_the_band_is_said_with_its_percentiles():
    # Handbook 2024-34, pharmacy technicians: 90th percentile $59,450.
    answer = labor.position("pharmacy technician", 52_000, year=2024)
    assert answer.sentences[0] == (
        "$52,000 a year is between the 75th ($48,580) and the 90th percentile ($59,450) of "
        "pharmacy technicians in May 2024: 75% to 90% of their jobs are paid that much or less, "
        "about 83% by interpolation."
    )
    assert answer.sentences[1].startswith("$52,000 a year is between the median ($49,500) and")
    assert list(answer.rows.columns) == list(POSITIONS)
    assert answer.rows["kind"].tolist() == ["role", *["similar"] * 5, "all jobs"]


def test_a_role_that_is_divided_has_a_row_for_each_part():
    answer = labor.position("medical records technician", "$50,250", year=2024)
    assert answer.rows.loc[answer.rows["kind"] == "role", "role"].tolist() == [
        "Medical Records Specialists",
        "Health Information Technologists and Medical Registrars",
    ]
    assert answer.sentences[0].startswith(
        "$50,250 a year is exactly the median of medical records specialists"
    )


def test_a_group_is_pooled_and_said_so():
    answer = labor.position("information clerks", "43.7k", year=2024)
    # Handbook 2024-34: median of information clerks $43,730.
    assert answer.rows["estimated_pct"].iloc[0] == pytest.approx(50, abs=1)
    assert "in the pooled pay of information clerks" in answer.sentences[0]


def test_a_wage_above_the_top_code_is_not_placed():
    answer = labor.position("29-1249", 300_000, year=2024)
    assert answer.sentences[0] == (
        "$300,000 a year is above the 25th percentile ($139,070) of surgeons, all other in May "
        "2024, of whose higher percentiles only $239,200 or more is printed: at least 25% of their "
        "jobs are paid that much or less."
    )


def test_by_the_hour_and_by_the_year_agree():
    by_hour = labor.position("29-2072", 25.0, hourly=True, year=2024).rows
    by_year = labor.position("29-2072", 52_000, year=2024).rows
    assert by_hour["low_pct"].tolist() == by_year["low_pct"].tolist()
    assert (by_hour["basis"] == "hourly").all()


def test_a_role_without_figures_of_its_own_stands_in_its_group():
    answer = labor.position("home health aide", 30_000, year=2024)
    assert answer.rows["occupation_code"].iloc[0] == "31-1120"
    assert answer.sentences[-1].startswith("No figure is published for home health aides alone;")


@pytest.mark.parametrize(
    ("wage", "hourly", "says"),
    [
        (17, False, "by the hour: add hourly"),
        (52_000, True, "by the year: leave out hourly"),
        ("a lot", False, "got: a lot"),
        (-3, False, "got: -3"),
    ],
)
def test_an_amount_of_the_other_basis_is_refused(wage, hourly, says):
    with pytest.raises(AnalysisError, match=says):
        labor.position("29-2072", wage, hourly=hourly)


def test_the_command_takes_what_people_write(project):
    asked = ["position", "pharmacy technician", "$52,000", "--area", "TX", "--year", "2024"]
    asked += ["--root", str(project)]
    text = CliRunner().invoke(app, asked)
    assert text.exit_code == 0
    assert text.stdout.startswith("$52,000 a year is between the 75th")
    assert "of pharmacy technicians in Texas in May 2024" in text.stdout
    record = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert (record["wage_usd"], record["area"], record["year"]) == (52_000, "Texas", 2024)
