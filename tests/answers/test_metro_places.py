"""Pay of metropolitan areas: the publisher's figures, from high to low, beside the nation's."""

import pandas as pd
import pytest
import typer
from drawings import Drawing
from typer.testing import CliRunner

import labor
from labor import figures
from labor.answers.places import metro
from labor.answers.places.command import places
from labor.answers.places.metro import tied_with_first
from labor.errors import AnalysisError
from labor.methods.uncertainty import TIED, order_of_medians
from labor.provenance.text import plain
from labor.show import theme
from labor.tables.load import load

WIDTHS = (theme.WIDE, theme.NARROW)


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


@pytest.mark.parametrize("role", ["29-2052", "29-1211", "27-2011", "29-2072"])
def test_the_chart_says_of_each_area_what_the_judgment_of_medians_says(project, role):
    found = labor.metro_places(role, 2025, root=project)
    first, *others = found.leading
    assert all(row["employment_jobs"] >= 100 for row in found.leading)
    orders = order_of_medians(first, others, found.measure.unit)
    tied = {
        row["area_code"] for row, one in zip(others, orders, strict=True) if one.verdict == TIED
    }
    assert {row["area_code"] for row in tied_with_first(found.leading)} == tied
    chart = found.chart()
    shown = [row["area_code"] for row in chart.table.rows]
    assert shown == ["99", *(row["area_code"] for row in found.leading[:15])]
    for width in WIDTHS:
        said = Drawing(chart.svg(width)).said
        assert sum(text.startswith("≈ $") for text in said) == len(tied & set(shown))
    assert ("cannot be told apart from it" in plain(chart.title)) == bool(tied)


def test_jobs_and_location_quotient_stand_beside_pay_where_there_is_room(everywhere):
    wide, narrow = (Drawing(everywhere.chart().svg(width)).said for width in WIDTHS)
    assert {"Median", "Jobs", "LQ"} <= set(wide)
    first = everywhere.leading[0]
    assert f"{first['location_quotient']:.2f}" in wide
    assert "LQ" not in " ".join(narrow)


def test_a_page_that_is_not_strict_says_why_it_has_no_areas(project):
    for role, year, told in (
        ("information clerks", 2025, "for one occupation at a time"),
        ("29-2052", 2024, "no estimates of metropolitan areas for 2024"),
    ):
        found = labor.metro_places(role, year, strict=False, root=project)
        assert len(found.sentences) == 1
        assert told in found.sentences[0]
        assert figures.metro_chart(found).text == ""
        with pytest.raises(AnalysisError, match="nothing to draw"):
            found.chart()


def test_a_role_that_few_areas_have_says_what_is_missing(project):
    found = labor.metro_places("astronomers", 2025, root=project)
    assert "no row of the occupation" in plain(" ".join(found.sentences))
    assert pd.notna(found.nation["median_annual_usd"])


def test_groups_and_years_without_areas_are_refused(project):
    with pytest.raises(AnalysisError, match="one occupation at a time"):
        labor.metro_places("information clerks", 2025, root=project)
    with pytest.raises(AnalysisError, match="no estimates of metropolitan areas for 2018"):
        labor.metro_places("29-2052", 2018, root=project)


def test_the_command_shows_areas_where_a_place_is_named():
    app = typer.Typer()
    app.callback()(lambda: None)
    app.command()(places)
    shown = CliRunner().invoke(app, ["places", "29-2052", "--state", "TX"])
    assert "among 32 areas in Texas with a figure" in shown.output
    both = CliRunner().invoke(app, ["places", "29-2052", "--metro", "--price-level"])
    assert both.exit_code == 2
