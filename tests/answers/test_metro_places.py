"""Pay of metropolitan areas: the publisher's figures, from high to low, beside the nation's."""

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

import labor
from labor.answers.places import metro
from labor.answers.places.command import register
from labor.errors import AnalysisError
from labor.provenance.text import plain
from labor.tables.load import load


@pytest.fixture(scope="module")
def everywhere(project):
    return labor.metro_places("pharmacy technician", 2025, root=project)


def test_every_local_area_has_a_row_with_pay_jobs_and_location_quotient(everywhere):
    rows = everywhere.rows.set_index("area_code")
    assert len(rows) == 529
    houston = rows.loc["26420"]
    shown = ["median_annual_usd", "median_hourly_usd", "employment_jobs", "location_quotient"]
    assert houston[shown].tolist() == [46_400, 22.31, 10_610, 1.06]
    assert rows["median_annual_usd"].iloc[1:].dropna().is_monotonic_decreasing


def test_the_answer_names_the_ends_and_counts_those_beside_the_nation(everywhere):
    first, beside = map(plain, everywhere.sentences[:2])
    assert "from $26,350 in Aguadilla, PR to $77,360 a year in Napa, CA" in first
    told = everywhere.rows["beside_nation"].value_counts()
    assert f"{told['more']} areas pay more, {told['less']} pay less" in beside
    nation = everywhere.nation["median_annual_usd"]
    areas = everywhere.rows.iloc[1:]
    assert (areas.loc[areas["beside_nation"] == "more", "median_annual_usd"] > nation).all()
    assert (areas.loc[areas["beside_nation"] == "less", "median_annual_usd"] < nation).all()


def test_the_table_shows_the_ends_and_the_rows_have_all(everywhere):
    assert len(everywhere.table().rows) == 21
    assert len(everywhere.to_dict()["rows"]) == 529


@pytest.mark.parametrize(
    ("near", "states"), [("TX", {"TX"}), ("Houston", {"TX"}), ("Kansas City", {"MO", "KS"})]
)
def test_near_a_place_are_the_areas_of_its_states(project, near, states):
    found = labor.metro_places("29-2052", 2025, near=near, root=project)
    titles = found.rows["area_title"].iloc[1:]
    cities = titles[titles.str.contains(", ")]
    ends = cities.str.rpartition(", ")[2].str.split("-")
    assert all(states & set(end) for end in ends)
    names = {"TX": "Texas", "MO": "Missouri", "KS": "Kansas"}
    others = titles[~titles.str.contains(", ")]
    assert all(any(names[state] in title for state in states) for title in others)
    assert found.inside == " or ".join(sorted(names[state] for state in states))


def test_only_the_rows_of_the_role_and_of_the_areas_are_read(project, monkeypatch):
    read = []

    def counting(*given, **filters):
        frame = load(*given, **filters)
        read.append(len(frame))
        return frame

    monkeypatch.setattr(metro, "load_table", counting)
    found = labor.metro_places("29-2052", 2025, near="TX", root=project)
    wages, jobs, _ = read
    areas = found.rows["area_code"].nunique()
    # A row for the mean and each of five percentiles; jobs of the role and of all occupations.
    assert wages <= 6 * areas
    assert jobs <= 2 * areas


def test_a_role_that_few_areas_have_says_what_is_missing(project):
    found = labor.metro_places("astronomers", 2025, root=project)
    assert "without a row of the occupation" in plain(" ".join(found.sentences))
    assert pd.notna(found.nation["median_annual_usd"])


def test_groups_and_years_without_areas_are_refused(project):
    with pytest.raises(AnalysisError, match="one occupation at a time"):
        labor.metro_places("information clerks", 2025, root=project)
    with pytest.raises(AnalysisError, match="no estimates of metropolitan areas for 2018"):
        labor.metro_places("29-2052", 2018, root=project)


def test_the_command_shows_areas_where_a_place_is_named():
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    shown = CliRunner().invoke(app, ["places", "29-2052", "--state", "TX"])
    assert "among 32 areas in Texas with a figure" in shown.output
    both = CliRunner().invoke(app, ["places", "29-2052", "--metro", "--price-level"])
    assert both.exit_code == 2
