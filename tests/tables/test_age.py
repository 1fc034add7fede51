"""How old the tables in use are, by the calendar of releases."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from labor.cli import app
from labor.tables.age import ages


@pytest.fixture(scope="module")
def processed(project):
    return project / "data" / "processed"


def test_tables_that_are_older_than_the_calendar_say_what_should_be_out(processed):
    found = {one.about: one for one in ages(processed, date(2026, 11, 30))}
    # The snapshot holds all places of May 2025, O*NET 29.3 and prices to August 2026.
    assert found["Projections"].sentence == (
        "Projections: 2024-34; 2025-35 should be out since 2026-09-30."
    )
    for places in ("nation", "states", "metropolitan areas"):
        pay = found[f"Pay and jobs (OEWS), {places}"]
        assert (pay.vintage, pay.newer, pay.behind) == ("2025", "", 0)
    assert (found["O*NET"].newer, found["O*NET"].behind) == ("31.0", 5)
    assert found["Consumer prices"].sentence == (
        "Consumer prices: 2026-08; 2026-10, 2 months later, should be out since 2026-11-20."
    )


def test_what_may_be_out_is_told_where_nothing_older_is_missing(processed):
    (pay,) = (
        one for one in ages(processed, date(2027, 4, 2)) if one.about.endswith("(OEWS), nation")
    )
    assert pay.newer == "2026"
    assert pay.timing == "may be out: usual between 2027-04-01 and 2027-07-31"


@pytest.mark.parametrize("days", [date(2025, 8, 24), date(2026, 8, 24), date(2030, 1, 1)])
def test_nothing_newer_is_ever_older_than_what_is_held(processed, days):
    for one in ages(processed, days):
        assert not one.newer or one.behind > 0


def test_without_tables_there_is_nothing_to_say(tmp_path):
    assert ages(tmp_path, date(2026, 11, 30)) == []


def test_a_fresh_clone_is_told_the_age_of_its_tables_and_to_add_before_to_fetch(project):
    result = CliRunner().invoke(app, ["status", "--root", str(project)])
    assert "The tables in use:" in result.output
    assert result.output.index("`labor add FILE`") < result.output.index("`labor fetch`")
    found = json.loads(CliRunner().invoke(app, ["status", "--json", "--root", str(project)]).output)
    assert {one["group"] for one in found["in_use"]} == {
        "oews", "projections", "ooh", "onet", "cpi"
    }  # fmt: skip
