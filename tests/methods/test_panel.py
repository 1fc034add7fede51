"""Panels: codes, jobs, pay and bounds of each year, and the interval across a break."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from benchmarks.methods.bridge import by_share, group_cases

from labor.methods.composite import Pools
from labor.methods.evidence import PayTable
from labor.methods.panel import Panels
from labor.occupations import Directory
from labor.terms import ALL_INDUSTRIES, ALL_OWNERS, NATION

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "panel.md"


@pytest.fixture(scope="module")
def nation(built) -> dict[str, pd.DataFrame]:
    found = {}
    for name in ("wages", "employment"):
        rows = built[name]
        found[name] = rows[
            (rows["area_code"] == NATION)
            & (rows["industry_code"] == ALL_INDUSTRIES)
            & (rows["ownership_code"] == ALL_OWNERS)
        ]
    return found


@pytest.fixture(scope="module")
def directory(built) -> Directory:
    given = {name: built[name] for name in ("titles", "profiles", "profile_members")}
    return Directory(built["occupations"], built["soc_lineage"], **given)


@pytest.fixture(scope="module")
def panels(built, nation, directory) -> Panels:
    return Panels(nation["wages"], nation["employment"], built["soc_lineage"], directory.codebook)


@pytest.fixture(scope="module")
def technicians(panels, directory) -> pd.DataFrame:
    role = directory.resolve("medical records technician")
    return pd.DataFrame(panels.chosen(role, panels.years, "median")).set_index("reference_year")


def test_the_worked_example_has_its_codes_in_every_year(technicians):
    codes = technicians["occupation_codes"]
    assert codes[1997] == "32911"
    assert set(codes.loc[2000:2018]) == {"29-2071"}
    assert set(codes.loc[2019:2020]) == {"29-2098"}
    assert set(codes.loc[2021:2025]) == {"29-2072, 29-9021"}
    assert technicians["segment"].tolist() == [1, *[2] * 19, 3, 3, *[4] * 5]


def test_the_worked_example_has_the_published_figures(technicians):
    # OOH archive: May 2018 $40,350; bls.gov/oes: May 2006 $28,030, May 2011 180,280 jobs.
    assert technicians.loc[2018, ["annual_usd", "annual_usd_status"]].tolist() == [
        40_350, "published",
    ]  # fmt: skip
    assert technicians.loc[2006, "annual_usd"] == 28_030
    assert technicians.loc[2011, "employment_jobs"] == 180_280


def test_jobs_of_several_codes_are_a_sum_with_its_error(technicians, nation):
    jobs = nation["employment"].query("reference_year == 2024")
    own = jobs.set_index("occupation_code").loc[["29-2072", "29-9021"]]
    row = technicians.loc[2024]
    assert row["employment_jobs"] == own["employment_jobs"].sum() == 187_910 + 37_620
    errors = own["employment_jobs"] * own["employment_rse_pct"]
    assert row["employment_rse_pct"] == pytest.approx(
        math.sqrt((errors**2).sum()) / own["employment_jobs"].sum()
    )
    assert row["employment_jobs_status"] == "derived"


def test_the_bounds_of_the_worked_example_are_those_worked_out_by_hand(technicians, nation):
    jobs = nation["employment"].set_index(["reference_year", "occupation_code"])["employment_jobs"]
    of = jobs.loc[2021]
    # May 2019: 29-2098 holds 29-2036 and 29-2099 whole, 29-2072 whole and a part of 29-9021.
    others, own, part = of["29-2036"] + of["29-2099"], of["29-2072"], of["29-9021"]
    row = technicians.loc[2019]
    assert row["outside_low_pct"] == pytest.approx(100 * others / (others + own + part))
    assert row["outside_high_pct"] == pytest.approx(100 * (others + part) / (others + part + own))
    assert row["missing_high_pct"] == pytest.approx(100 * part / (own + part))
    # From May 2021: beside 29-2071 only 29-9099 has a part in 29-9021, 29-2072 has no other.
    before = jobs.loc[2018]
    assert technicians.loc[2021, "outside_high_pct"] == pytest.approx(
        100 * before["29-9099"] / (before["29-9099"] + before["29-2071"])
    )
    assert technicians.loc[2024, "missing_high_pct"] == 0
    assert technicians.loc[2018, "outside_high_pct"] == 0


def test_pooled_pay_is_that_of_the_pools(technicians, nation):
    members = pd.DataFrame(
        {"reference_year": 2024, "area_code": NATION, "occupation_code": ["29-2072", "29-9021"]}
    )
    estimates = Pools(nation["wages"], nation["employment"]).pay(members).estimates
    line = estimates.set_index("statistic").loc["median"]
    row = technicians.loc[2024]
    assert row["annual_usd"] == line["pay_usd"]
    assert row["likely_low_usd"] == line["likely_low_usd"]
    assert row["likely_high_usd"] == line["likely_high_usd"]


def test_the_closed_set_of_medical_records_specialists_is_the_wide_one(panels):
    (found,) = [one for one in panels.closed(panels.years) if "29-2072" in one["soc_2018"]]
    assert sorted(found["soc_2018"]) == [
        "29-2036", "29-2057", "29-2072", "29-2092", "29-2099", "29-9021", "29-9092", "29-9093",
        "29-9099",
    ]  # fmt: skip
    (row,) = panels.closed_rows(found, "set", [2025], "median")
    assert row["employment_jobs"] == 562_140


def test_closed_sets_exchange_no_jobs_with_the_rest(panels, directory):
    years = [2018, 2019, 2024]
    sets = panels.closed(years)
    versions = sorted({panels.version(year) for year in years})
    for found in sets:
        for version in versions:
            for other in versions:
                for code in found.get(version, ()):
                    if version != other and code in directory.codebook.leaves(version):
                        ends = directory.codebook.carry({code}, version, other)
                        assert ends.codes | ends.elsewhere <= found.get(other, frozenset())


@pytest.mark.parametrize("code", ["29-1141", "35-3023", "31-1120", "15-1252", "29-2072"])
@pytest.mark.parametrize("statistic", ["median", "mean", "p90"])
def test_bounds_and_ranges_are_in_order(panels, directory, code, statistic):
    rows = pd.DataFrame(panels.chosen(directory.resolve(code), panels.years, statistic))
    known = rows.dropna(subset=["outside_high_pct"])
    assert (known["outside_low_pct"] >= 0).all()
    assert (known["outside_low_pct"] <= known["outside_high_pct"]).all()
    assert (known["outside_high_pct"] <= 100).all()
    likely = rows.dropna(subset=["likely_low_usd", "likely_high_usd"])
    assert (likely["likely_low_usd"] <= likely["annual_usd"]).all()
    assert (likely["annual_usd"] <= likely["likely_high_usd"]).all()


def test_the_interval_of_a_code_of_its_own_is_its_median(panels, directory):
    value, low, high = panels.interval(directory.resolve("31-9092"), 2024)
    assert (round(value), round(low), round(high)) == (44_200, 44_200, 44_200)


def test_the_interval_across_the_break_holds_both_extremes(panels, directory):
    role = directory.resolve("29-2071")
    value, low, high = panels.interval(role, 2024)
    # Medians of May 2024: 29-2072 alone $50,250, all of 29-2072 and 29-9021 $52,070.
    assert low < 50_250 < value < high
    assert np.isfinite([low, high]).all()


def test_the_interval_covers_the_printed_medians_as_the_page_says(nation):
    wages, jobs = (frame[frame["reference_year"] == 2024] for frame in nation.values())
    cases = group_cases(PayTable.of(wages, jobs, year=2024))
    inside = 100 * cases["is_inside"].mean()
    assert f"| May 2024 | {len(cases)} | {inside:.1f} |" in PAGE.read_text("utf-8")
    assert (by_share(cases)["inside_pct"] >= 90).all()
