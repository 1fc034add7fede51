"""Places stand side by side, absent ones included; order is only told where errors are known."""

import pandas as pd
import pytest

import labor
from labor.answers.places.verb import places_rows
from labor.errors import AnalysisError
from labor.occupations import Directory
from labor.provenance.text import plain


@pytest.fixture(scope="module")
def tables(built) -> tuple[pd.DataFrame, pd.DataFrame]:
    wages, employment = built["wages"], built["employment"]
    wages = wages[(wages["reference_year"] == 2024) & (wages["occupation_code"] == "29-2072")]
    return wages, employment[employment["reference_year"] == 2024]


@pytest.fixture(scope="module")
def role(built):
    names = ("titles", "profiles", "profile_members")
    given = {name: built[name] for name in names}
    return Directory(built["occupations"], built["soc_lineage"], **given).resolve("29-2072")


def test_the_nation_comes_first_and_every_place_has_a_row(tables, role):
    found = places_rows(role, *tables, year=2024)
    # Handbook 2024-34: median annual pay of medical records specialists $50,250.
    assert found.loc[0, ["area_code", "median_annual_usd"]].tolist() == ["99", 50250]
    assert len(found) == found["area_code"].nunique() == tables[1]["area_code"].nunique()
    california = found[found["area_title"] == "California"].iloc[0]
    assert california["median_annual_usd"] == 59700


def test_without_published_errors_nothing_is_ranked(tables, role):
    found = places_rows(role, *tables, year=2024)
    assert (found["letters"] == "").all()
    assert found["best_rank"].isna().all()


def test_with_errors_close_means_share_a_letter_and_far_ones_do_not(tables, role):
    wages = tables[0].copy()
    kept = wages["area_title"].isin(["U.S.", "California", "New York", "Alabama"])
    wages = wages[kept].assign(rse_pct=3.0, rse_pct_status="published")
    found = places_rows(role, wages, tables[1], year=2024).set_index("area_title")
    letters = {title: set(found.loc[title, "letters"]) for title in found.index}
    # Means of the table: California $68,080, New York $64,550, Alabama $42,830.
    assert letters["California"] & letters["New York"]
    assert not letters["California"] & letters["Alabama"]
    assert found.loc["Alabama", ["best_rank", "worst_rank"]].tolist() == [3, 3]
    assert letters["U.S."] == set()


def test_a_place_without_the_occupation_keeps_a_row(tables, role):
    wages = tables[0]
    gone = wages["area_title"] == "Texas"
    other = wages[gone].assign(occupation_code="31-9092")
    found = places_rows(role, pd.concat([wages[~gone], other]), tables[1], year=2024)
    texas = found[found["area_title"] == "Texas"].iloc[0]
    assert not texas["is_listed"]
    assert texas["median_annual_usd_status"] == "not_applicable"


def test_a_year_without_states_is_refused(tables, role):
    nation = tables[1][tables[1]["area_code"] == "99"]
    with pytest.raises(AnalysisError, match="no estimates of states"):
        places_rows(role, tables[0], nation, year=2024)


# Time series of May 2025: actors have pay by the hour only, with the error of its mean.
@pytest.mark.parametrize("asked", ["actors", "medical assistants", "information clerks"])
def test_a_table_is_said_to_be_without_errors_only_if_it_is(asked, project):
    places = labor.places(asked, 2025, root=project)
    rows = pd.DataFrame(places.place_rows)
    statuses = rows[["mean_annual_usd_status", "mean_hourly_usd_status"]]
    has_errors = rows["mean_rse_pct"].notna() & statuses.eq("published").any(axis="columns")
    said = " ".join(places.sentences)
    assert ("prints no sampling errors" not in said) or not has_errors.any()
    assert set(rows.index[rows["letters"] != ""]) == set(rows.index[has_errors])
    assert bool(places.is_tested) == bool(has_errors.any())
    if asked == "information clerks":
        assert "No sampling error is published for the occupations of the group together" in said


def test_the_highest_are_named_if_they_are_few_and_else_counted(project):
    many = plain(" ".join(labor.places("29-1215", root=project).sentences))
    assert "The highest mean is that of one of 38 places with the letter a." in many
    few = plain(" ".join(labor.places("27-2011", root=project).sentences))
    assert "that of one of Georgia, Kentucky, Maryland, New York, Oregon, Tennessee and " in few
