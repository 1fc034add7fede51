"""Groups of occupations: the printed median is the answer, the pooled estimate stands beside it."""

import math
from functools import cache

import pandas as pd
import pytest

from labor.answers.tables import directory_of
from labor.methods.composite import Pools
from labor.methods.crosswalk import Crosswalk
from labor.methods.group_pay import Groups, ledger, members_changed, printed_for_others
from labor.methods.levels import pay_levels

#: Figures that BLS printed: the wage survey's own rows, and pages of the Handbook.
PRINTED = [
    ("assemblers and fabricators", 2012, 28580, "the wage survey (51-2000)"),
    ("assemblers and fabricators", 2022, 37930, "the wage survey (51-2000)"),
    ("information clerks", 2024, 43730, "edition 2024-34"),
    ("material recording clerks", 2016, 26820, "edition 2016-26"),
    ("police and detectives", 2010, 55010, "edition 2010-20"),
]
#: Groups in years without a printed figure.
POOLED = [("information clerks", 2014), ("woodworkers", 2014), ("financial clerks", 2022)]


@pytest.fixture(scope="module")
def rows_of(built, project):
    """Rows of a pay table of a group in a year, its own row first."""
    directory = directory_of(project / "data" / "processed")

    @cache
    def tables(year):
        nation = (built[name] for name in ("wages", "employment"))
        return [
            frame[
                (frame["reference_year"] == year)
                & (frame["area_code"] == "99")
                & (frame["industry_code"] == "000000")
                & (frame["ownership_code"] == "1235")
            ]
            for frame in nation
        ]

    @cache
    def groups(year):
        return Groups(Pools(*tables(year)), built["profiles"], built["soc_lineage"])

    @cache
    def rows(role, year):
        figures = groups(year).figures
        return pay_levels([directory.resolve(role)], *tables(year), year, pool=figures)

    return rows


@pytest.fixture(scope="module")
def of_2024(built, rows_of):
    """The own rows of all groups of the Handbook in May 2024, with what it prints."""
    profiles = built["profiles"]
    own = profiles[profiles["is_composite"] & (profiles["wage_reference_year"] == 2024)]
    rows = [rows_of(title, 2024).iloc[0] for title in own["profile_title"]]
    return list(zip(own.to_dict("records"), rows, strict=True))


@pytest.mark.parametrize(("role", "year", "median", "where"), PRINTED)
def test_the_printed_median_is_the_answer(rows_of, role, year, median, where):
    row = rows_of(role, year).iloc[0]
    assert (row["median_annual_usd"], row["median_annual_usd_status"]) == (median, "published")
    assert where in row["printed_in"]


def test_every_group_of_the_newest_edition_has_its_printed_pay(of_2024):
    for profile, row in of_2024:
        assert row["printed_in"], profile["profile_title"]
        for unit in ("annual", "hourly"):
            if profile[f"median_{unit}_wage_usd_status"] in ("published", "top_coded"):
                assert row[f"median_{unit}_usd"] == profile[f"median_{unit}_wage_usd"]
    assert len(of_2024) == 51


def test_the_estimate_beside_it_says_how_far_it_is(of_2024):
    compared = [row for _, row in of_2024 if not math.isnan(row["pooled_difference_pct"])]
    assert len(compared) > 40
    for row in compared:
        apart = row["pooled_median_annual_usd"] / row["median_annual_usd"] - 1
        assert row["pooled_difference_pct"] == pytest.approx(100 * apart)
    inside = [
        row["pooled_median_low_annual_usd"] - 10
        <= row["median_annual_usd"]
        <= row["pooled_median_high_annual_usd"] + 10
        for row in compared
    ]
    assert sum(inside) / len(inside) >= 0.85


@pytest.mark.parametrize(("role", "year"), POOLED)
def test_without_a_printed_median_the_estimate_says_whose_members_it_has(rows_of, role, year):
    row = rows_of(role, year).iloc[0]
    assert row["median_annual_usd_status"] == "estimated"
    assert row["printed_in"] == row["printed_page"] == ""
    assert row["median_annual_usd"] == row["pooled_median_annual_usd"]
    assert row["pooled_members"] == "2024-34"


def test_the_error_of_a_pooled_mean_is_released(rows_of):
    row = rows_of("information clerks", 2024).iloc[0]
    assert row["mean_rse_pct_status"] == "derived"
    assert 0 < row["mean_rse_pct"] < 0.5


def test_a_group_that_was_another_one_has_no_likely_range(rows_of):
    row = rows_of("material recording clerks", 2016).iloc[0]
    assert math.isnan(row["pooled_median_low_annual_usd"])
    assert "Stock Clerks and Order Fillers (43-5081)" in row["members_changed"]
    # Percentiles of the pool are not those of the group whose median is printed.
    assert row["p25_annual_usd_status"] == "not_available"
    assert rows_of("hand laborers and material movers", 2017).iloc[0]["members_changed"]
    assert not rows_of("information clerks", 2014).iloc[0]["members_changed"]


def test_the_newest_list_never_shows_that_members_moved(built, project):
    directory = directory_of(project / "data" / "processed")
    steps = Crosswalk.of(built["soc_lineage"])
    titles = built["profiles"].query("is_composite")["profile_title"]
    moved = {}
    for role in map(directory.resolve, titles):
        assert not members_changed(role, role.anchor_version, steps)
        moved[role.label] = members_changed(role, "soc_2010", steps)
    # Excavating machine operators, 53-7032, went to construction, stock clerks to the movers.
    assert {
        "Material Recording Clerks",
        "Hand Laborers and Material Movers",
        "Material Moving Machine Operators",
    } <= {name for name, why in moved.items() if "another part" in why}
    assert not moved["Police and Detectives"]
    role = directory.resolve("material recording clerks")
    assert printed_for_others(role, 2016, "soc_2010", steps)
    assert not printed_for_others(role, 2015, "soc_2010", steps)


def test_the_ledger_agrees_with_the_survey_where_both_print(built):
    wages = built["wages"].query(
        "area_code == '99' and industry_code == '000000' and occupation_code == '51-2000' "
        "and statistic == 'median'"
    )
    survey = wages.set_index("reference_year")["annual_wage_usd"]
    own = {
        year: printed.figures["median_annual_usd"]
        for (profile_id, year), printed in ledger().items()
        if profile_id == "assemblers-and-fabricators"
    }
    assert len(own) >= 3
    assert own == {year: survey[year] for year in own}


def test_the_ledger_is_of_groups_that_the_handbook_has_and_names_its_pages(built):
    profiles = built["profiles"].query("is_composite").set_index("profile_id")
    for (profile_id, year), printed in ledger().items():
        assert profile_id in profiles.index
        assert year < profiles.loc[profile_id, "wage_reference_year"]
        assert "." in printed.page.partition("/")[0]
        assert printed.figures["median_annual_usd"] > 15_000
        hourly = printed.figures.get("median_hourly_usd")
        if hourly is not None:
            assert hourly * 2080 == pytest.approx(printed.figures["median_annual_usd"], abs=15)


def test_composites_that_were_read_from_the_handbook(project, rows_of):
    path = project.parent / "shared" / "cases" / "composites.csv"
    if not path.exists():
        pytest.skip("../shared/cases is not there")
    cases = pd.read_csv(path)
    inside = []
    for case in cases.to_dict("records"):
        row = rows_of(case["role"], case["year"]).iloc[0]
        assert row["median_annual_usd"] == case["printed_median_usd"], case
        ends = [row[f"pooled_median_{end}_annual_usd"] for end in ("low", "high")]
        if row["printed_row"].startswith("wages/") or row["role_kind"] == "single":
            continue
        if case["same_members_as_2024_34"] == "yes":
            inside.append(ends[0] <= case["printed_median_usd"] <= ends[1])
        else:
            assert all(map(math.isnan, ends))
    assert len(inside) > 20
    assert sum(inside) / len(inside) >= 0.9
