"""How old the tables in use are, by the calendar of releases."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from labor.cli import app
from labor.sources.catalogue import vintage_key
from labor.sources.status import newest_release, release_after
from labor.tables.age import age_line, ages
from labor.tables.load import load


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


def test_a_page_says_when_newer_tables_should_be_out_on_whatever_day_it_is_read(processed):
    sources = load("sources", processed)
    line = age_line(sources)
    # May 2026 by the end of July 2027; projections and Handbook in September; O*NET each quarter.
    assert "Pay and jobs (OEWS) 2025 (2026 planned by July 2027)" in line
    assert "Projections 2024-34 (2025-35 planned by September 2026)" in line
    assert line.count("Newest tables") == line.count("O*NET") == 1
    old = sources[sources["source_id"].str.startswith("oews_national_2018")]
    assert age_line(old) == (
        "Newest tables on this page: Pay and jobs (OEWS) 2018 (the newest known are 2025)."
    )
    assert age_line(sources[:0]) == ""


@pytest.mark.parametrize("group", ["oews", "projections", "ooh", "onet"])
def test_the_release_after_a_vintage_is_the_first_that_is_newer(group):
    for year in range(2010, 2040):
        release = newest_release(group, date(year, 11, 30))
        after = release_after(group, release.vintage)
        assert newest_release(group, after.begins - timedelta(days=1)) == release
        assert vintage_key(after.vintage) > vintage_key(release.vintage)


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
