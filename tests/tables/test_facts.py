"""Facts between the tables hold over all vintages, and a broken one is found."""

import pandas as pd
import pytest

from labor.tables.verify import FACTS, declared_exceptions, verify


def test_all_facts_hold_on_the_built_tables(built):
    verdicts = verify(built)
    broken = {v.fact.name: v.violations.to_dict("records") for v in verdicts if len(v.violations)}
    assert not broken
    looked_at = {v.fact.name: v.cases for v in verdicts}
    assert looked_at["annual_is_hourly_times_2080"] > 150_000
    assert looked_at["profiles_show_the_projections"] == 651
    assert looked_at["projection_wages_are_oews_medians"] > 10_000


def test_every_exception_has_a_reason_and_names_a_fact():
    declared = declared_exceptions()
    assert set(declared["fact"]) <= {fact.name for fact in FACTS}
    assert declared["reason"].str.len().gt(40).all()


def violations(tables, name):
    (verdict,) = verify(tables, [fact for fact in FACTS if fact.name == name])
    return verdict.violations["key"].tolist()


@pytest.mark.parametrize(
    ("table", "column", "row", "value", "fact"),
    [
        ("wages", "annual_wage_usd", {"statistic": "p25"}, 20_000.0, "percentiles_rise"),
        (
            "wages",
            "annual_wage_usd",
            {"statistic": "mean"},
            44_030.0,
            "annual_is_hourly_times_2080",
        ),
        ("projections", "target_employment_jobs", {}, 240_000.0, "change_is_end_minus_start"),
        ("projections", "employment_change_pct", {}, 10.9, "percent_is_change_over_start"),
    ],
)
def test_one_changed_cell_is_found(built, table, column, row, value, fact):
    frame = built[table]
    all_industries = {"reference_year": 2018, "industry_code": "000000"}
    years = all_industries if table == "wages" else {"projection_vintage": "2018-28"}
    where = frame["occupation_code"] == "29-2071"
    for name, wanted in {**years, **row}.items():
        where &= frame[name] == wanted
    assert where.sum() == 1
    changed = {**built, table: frame.assign(**{column: frame[column].mask(where, value)})}
    found = violations(changed, fact)
    assert len(found) == 1
    assert "29-2071" in found[0]


@pytest.mark.parametrize(("status", "found"), [("top_coded", 0), ("published", 1)])
def test_a_top_code_may_stand_below_a_printed_percentile(built, status, found):
    wages = built["wages"]
    where = (wages["reference_year"] == 2018) & (wages["occupation_code"] == "29-2071")
    wages = wages[where & (wages["industry_code"] == "000000")].copy()
    highest = wages["statistic"] == "p90"
    wages.loc[highest, ["annual_wage_usd", "annual_wage_usd_status"]] = [30_000.0, status]
    assert len(violations({"wages": wages}, "percentiles_rise")) == found


def test_a_table_of_medians_alone_has_no_percentile_that_falls(built):
    wages = built["wages"]
    medians = wages[(wages["statistic"] == "median") & (wages["reference_year"] == 2018)]
    assert violations({"wages": medians}, "percentiles_rise") == []


def test_an_exception_that_nothing_needs_is_told(built):
    wages = built["wages"]
    corrected = wages[~wages["occupation_code"].isin(["43005", "43014"])]
    found = violations({**built, "wages": corrected}, "percentiles_rise")
    assert any("43005" in key for key in found)


def test_a_table_that_was_not_built_is_not_looked_at():
    assert all(v.cases == 0 for v in verify({"sources": pd.DataFrame({"source_id": []})}))
