"""The tidy projections of all held files, against figures that the agency printed elsewhere."""

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from labor.publishers.assemble import combine
from labor.publishers.projections import parse as parser
from labor.publishers.projections.tidy import _measures, tidy
from labor.publishers.reading.files import open_books
from labor.publishers.state_projections import projections_central
from labor.publishers.state_projections.projections_central import tidy as tidy_states
from labor.schema.tables import tables_in
from labor.tables.build import tidy_file

SCHEMAS = {schema.name: schema for schema in tables_in("projections")}
#: The OOH profile "Information clerks" is the sum of these codes, its page says.
INFORMATION_CLERKS = [
    f"43-{code}" for code in (4021, 4031, 4061, 4071, 4081, 4111, 4151, 4161, 4181, 4199)
]

#: vintage, code, jobs at both ends and openings in thousands, percent, wage, wage year,
#: education: the web exports of the program's query page.
ROLES = """
2012-22 11-9111 315.5 388.8 149.9 23.2 88580 2012 Bachelor's degree
2012-22 31-9092 560.8 723.7 269.9 29.0 29370 2012 Postsecondary nondegree award
2012-22 29-2071 186.3 227.5 90.4 22.1 34160 2012 Postsecondary nondegree award
2012-22 31-9094 84.1 90.5 22.4 7.6 34020 2012 Postsecondary nondegree award
2012-22 29-2052 355.3 426.1 105.9 19.9 29320 2012 High school diploma or equivalent
2014-24 29-2071 188.6 217.6 71.2 15.4 37110 2015 Postsecondary nondegree award
2016-26 11-9111 352.2 424.3 36.7 20.5 96540 2016 Bachelor's degree
2016-26 31-9092 634.4 818.4 94.9 29.0 31540 2016 Postsecondary nondegree award
2016-26 29-2071 206.3 234.1 15.8 13.5 38040 2016 Postsecondary nondegree award
2016-26 31-9094 57.4 55.5 6.4 -3.4 35720 2016 Postsecondary nondegree award
2016-26 29-2052 402.5 450.1 37.5 11.8 30920 2016 High school diploma or equivalent
2018-28 11-9111 406.1 477.6 42.2 17.6 100980 2019 Bachelor's degree
2018-28 31-9092 686.6 841.5 99.7 22.6 34800 2019 Postsecondary nondegree award
2018-28 29-2071 215.5 238.6 16.8 10.7 None 2019 Postsecondary nondegree award
2018-28 31-9094 58.0 56.0 7.7 -3.5 33380 2019 Postsecondary nondegree award
2018-28 29-2052 420.4 451.9 38.3 7.5 33950 2019 High school diploma or equivalent
2019-29 29-9098 59.4 64.1 3.5 7.9 49850 2019 Postsecondary nondegree award
2019-29 11-9111 422.3 555.5 47.0 31.5 100980 2019 Bachelor's degree
2019-29 31-9092 725.2 864.4 92.8 19.2 34800 2019 Postsecondary nondegree award
2019-29 29-2098 341.6 370.6 27.8 8.5 42630 2019 Postsecondary nondegree award
2019-29 31-9094 58.5 57.2 6.9 -2.2 33380 2019 Postsecondary nondegree award
2019-29 29-2052 422.3 437.6 33.4 3.6 33950 2019 High school diploma or equivalent
2020-30 29-9098 81.4 89.9 6.9 10.5 51840 2020 Postsecondary nondegree award
2020-30 11-9111 429.8 569.4 51.8 32.5 104280 2020 Bachelor's degree
2020-30 31-9092 720.9 853.5 104.4 18.4 35850 2020 Postsecondary nondegree award
2020-30 29-2098 335.0 363.6 27.4 8.5 44090 2020 Postsecondary nondegree award
2020-30 31-9094 52.4 48.5 6.6 -7.4 35270 2020 Postsecondary nondegree award
2020-30 29-2052 419.3 435.9 31.7 4.0 35100 2020 High school diploma or equivalent
2021-31 29-9021 39.9 46.9 3.4 17.4 55560 2021 Associate's degree
2021-31 11-9111 480.7 616.9 56.6 28.3 101340 2021 Bachelor's degree
2021-31 31-9092 743.5 861.3 123.0 15.8 37190 2021 Postsecondary nondegree award
2021-31 29-2072 186.4 198.7 14.9 6.6 46660 2021 Postsecondary nondegree award
2021-31 31-9094 59.6 55.7 9.3 -6.5 30100 2021 Postsecondary nondegree award
2021-31 29-2052 447.3 469.7 43.5 5.0 36740 2021 High school diploma or equivalent
2022-32 29-9021 37.9 44.1 3.1 16.5 62990 2023 Associate's degree
2022-32 11-9111 509.5 654.2 54.7 28.4 110680 2023 Bachelor's degree
2022-32 31-9092 764.4 870.2 114.6 13.9 42000 2023 Postsecondary nondegree award
2022-32 29-2072 194.3 210.9 15.0 8.5 48780 2023 Postsecondary nondegree award
2022-32 31-9094 49.0 47.2 8.1 -3.8 37060 2023 Postsecondary nondegree award
2022-32 29-2052 459.6 485.5 44.9 5.6 40300 2023 High school diploma or equivalent
2023-33 29-2072 191.5 208.2 15.0 8.7 48780 2023 Postsecondary nondegree award
2024-34 29-9021 41.9 48.1 3.2 14.7 67310 2024 Associate's degree
2024-34 11-9111 616.2 759.1 62.1 23.2 117960 2024 Bachelor's degree
2024-34 31-9092 811.0 912.2 112.3 12.5 44200 2024 Postsecondary nondegree award
2024-34 29-2072 194.8 208.6 14.2 7.1 50250 2024 Postsecondary nondegree award
2024-34 31-9094 43.9 41.8 7.4 -4.9 37550 2024 Postsecondary nondegree award
2024-34 29-2052 490.4 521.8 49.0 6.4 43460 2024 High school diploma or equivalent
""".strip().splitlines()

#: vintage, thousands of jobs at both ends and of openings of the ten codes together.
CLERKS = [
    ("2012-22", 1567.1, 1599.8, 470.0),
    ("2016-26", 1516.8, 1555.4, 179.1),
    ("2018-28", 1484.3, 1476.9, 179.5),
    ("2019-29", 1465.8, 1427.8, 156.4),
    ("2020-30", 1322.8, 1343.2, 156.8),
    ("2021-31", 1354.8, 1349.4, 173.1),
    ("2022-32", 1382.8, 1328.5, 154.2),
    ("2024-34", 1336.8, 1302.0, 149.1),
]


@cache
def parts_of(folder: Path) -> list[dict[str, pd.DataFrame]]:
    parts = []
    for path in sorted(folder.glob("2*")):
        for table in parser.extract(open_books(path)[0]):
            source = f"{path.stem} {table.kind}"
            parsed = parser.parse(table)
            parts.append(tidy(parsed, table.kind, table.vintage, source, table.facts))
    return parts


@cache
def combined(folder: Path) -> dict[str, pd.DataFrame]:
    return combine(parts_of(folder))


@pytest.fixture(scope="module")
def tables(publishers: Path) -> dict[str, pd.DataFrame]:
    return combined(publishers / "projections")


@pytest.fixture(scope="module")
def rows(tables) -> pd.DataFrame:
    return tables["projections"].set_index(["projection_vintage", "occupation_code"])


def openings_of(frame: pd.DataFrame, vintage: str) -> pd.Series:
    total = vintage in ("2012-22", "2014-24")
    return frame["openings_ten_year_total_jobs" if total else "openings_annual_average_jobs"]


def test_every_table_keeps_its_description(tables):
    assert set(tables) == set(SCHEMAS) - {"state_projections"}
    for name, table in tables.items():
        SCHEMAS[name].check(table)


@pytest.mark.parametrize("line", ROLES)
def test_roles_of_every_vintage(tables, rows, line):
    vintage, code, base, target, openings, pct, wage, year, education = line.split(" ", 8)
    row = rows.loc[(vintage, code)]
    assert row["base_employment_jobs"] == round(float(base) * 1000)
    assert row["target_employment_jobs"] == round(float(target) * 1000)
    assert openings_of(rows, vintage)[(vintage, code)] == round(float(openings) * 1000)
    assert row["employment_change_pct"] == float(pct)
    assert row["entry_education"] == education
    wages = tables["projection_wages"].set_index(
        ["projection_vintage", "wage_reference_year", "occupation_code"]
    )
    own = wages.loc[(vintage, int(year), code)]
    if wage == "None":
        assert own["median_annual_wage_usd_status"] == "not_available"
        assert pd.isna(own["median_annual_wage_usd"])
    else:
        assert own["median_annual_wage_usd"] == float(wage)
        assert own["median_annual_wage_usd_status"] == "published"


@pytest.mark.parametrize(("vintage", "base", "target", "openings"), CLERKS)
def test_information_clerks_add_up(rows, vintage, base, target, openings):
    own = rows.loc[vintage].loc[INFORMATION_CLERKS]
    assert own["base_employment_jobs"].sum() == pytest.approx(base * 1000, abs=51)
    assert own["target_employment_jobs"].sum() == pytest.approx(target * 1000, abs=51)
    assert openings_of(own, vintage).sum() == pytest.approx(openings * 1000, abs=51)


@pytest.mark.parametrize(
    ("code", "base", "target", "pct", "change", "openings"),
    [
        # OOH pages of the edition 2024-34, quick facts and outlook tab.
        ("29-2072", 194_800, 208_600, 7, 13_800, 14_200),
        ("29-9021", 41_900, 48_100, 15, 6_200, 3_200),
        ("31-9092", 811_000, 912_200, 12, 101_200, 112_300),
        ("29-2052", 490_400, 521_800, 6, 31_500, 49_000),
        ("31-9094", 43_900, 41_800, -5, -2_200, 7_400),
    ],
)
def test_profiles_of_the_handbook_2024_34(rows, code, base, target, pct, change, openings):
    row = rows.loc[("2024-34", code)]
    assert (row["base_employment_jobs"], row["target_employment_jobs"]) == (base, target)
    assert (row["employment_change_jobs"], row["openings_annual_average_jobs"]) == (
        change,
        openings,
    )
    assert abs(row["employment_change_pct"] - pct) <= 0.5


def test_the_total_of_all_occupations(rows):
    # Table 1.2 of each workbook; the rate of all occupations is what the growth phrases refer to.
    totals = rows.xs("00-0000", level="occupation_code")
    assert totals["employment_change_pct"].to_dict() == {
        "2014-24": 6.5, "2016-26": 7.4, "2018-28": 5.2, "2019-29": 3.7, "2023-33": 4.0,
        "2024-34": 3.1,
    }  # fmt: skip
    assert set(totals["occupation_kind"]) == {"summary"}
    assert totals.loc["2024-34", "base_employment_jobs"] == 169_956_100


def test_openings_of_the_two_methods_never_share_a_column(rows):
    for vintage, part in rows.groupby(level="projection_vintage"):
        old = vintage in ("2012-22", "2014-24")
        total, annual = "openings_ten_year_total_jobs", "openings_annual_average_jobs"
        assert part[total].notna().all() == part[annual].isna().all() == old
        assert set(part[f"{annual if old else total}_status"]) == {"not_applicable"}


def test_hybrid_vintages_have_only_hybrid_codes(rows):
    for vintage in ("2019-29", "2020-30"):
        part = rows.loc[vintage]
        assert set(part["soc_version"]) == {"oews_hybrid_2019"}
        assert not {"29-2071", "29-2072", "29-9021"} & set(part.index)
        assert {"29-2098", "29-9098"} <= set(part.index)


def test_one_vintage_can_have_wages_of_two_years(tables):
    wages = tables["projection_wages"]
    years = wages.groupby("projection_vintage")["wage_reference_year"].unique()
    assert sorted(years["2016-26"]) == [2016, 2017]
    assert sorted(years["2019-29"]) == [2019, 2020]
    own = wages[wages["occupation_code"] == "29-2098"].set_index(
        ["projection_vintage", "wage_reference_year"]
    )["median_annual_wage_usd"]
    assert own[("2019-29", 2019)] == 42_630
    assert own[("2019-29", 2020)] == 44_090


def test_workbook_and_export_agree_in_every_shared_cell(publishers):
    by_part: dict[tuple[str, str], pd.DataFrame] = {}
    for tables in parts_of(publishers / "projections"):
        for name, frame in tables.items():
            if name in ("projections/occupations", "projections/csv_export"):
                by_part[(frame["projection_vintage"].iloc[0], name.partition("/")[2])] = frame
    both = [v for v, part in by_part if part == "csv_export" and (v, "occupations") in by_part]
    assert both == ["2016-26", "2018-28", "2019-29", "2024-34"]
    for vintage in both:
        export = by_part[(vintage, "csv_export")].set_index("occupation_code").sort_index()
        book = by_part[(vintage, "occupations")].set_index("occupation_code").sort_index()
        items = book[book["occupation_kind"] == "line_item"]
        shared = [name for name in export.columns if name in items and name != "source_id"]
        assert len(shared) > 15
        pd.testing.assert_frame_equal(items[shared], export[shared])


def test_the_workbook_gives_the_row_and_separations_their_own_source(rows):
    row = rows.loc[("2024-34", "29-2072")]
    assert row["source_id"] == "2024-34_occupation projections.occupations"
    assert row["separations_source_id"] == "2024-34_occupation projections.separations"
    assert row["labor_force_exits_annual_average_jobs"] == 7_100
    assert (row["exit_rate_pct"], row["transfer_rate_pct"]) == (3.5, 2.9)
    export_only = rows.loc[("2020-30", "29-2098")]
    assert export_only["source_id"] == "2020-30_Employment Projections projections.csv_export"
    assert pd.isna(export_only["separations_source_id"])
    assert export_only["exit_rate_pct_status"] == "not_applicable"


def test_none_is_a_category_and_a_dash_is_not(rows):
    row = rows.loc[("2024-34", "29-2072")]
    assert (row["training"], row["training_status"]) == ("None", "published")
    summary = rows.loc[("2024-34", "11-0000")]
    assert pd.isna(summary["training"])
    assert summary["training_status"] == "not_available"


def test_attainment_shares_of_an_occupation_add_up(tables):
    attainment = tables["educational_attainment"]
    sums = attainment.groupby(["projection_vintage", "occupation_code"])["workers_pct"].sum()
    # Seven shares, each rounded to a tenth.
    assert (sums - 100).abs().max() <= 0.35 + 1e-6
    # Stored as 9.700000000000001 in the workbook of 2014-24.
    assert 9.7 in set(attainment["workers_pct"])
    assert attainment["workers_pct"].astype(str).str.len().max() <= 5


def test_skills_are_named_as_printed(tables):
    skills = tables["projection_skills"].set_index(["occupation_code", "skill"])
    assert skills.loc[("29-2072", "Computers and information technology"), "skill_score"] == 3.8
    assert skills.loc[("29-2072", "Detail oriented"), "is_imputed"]
    assert skills.index.get_level_values("skill").nunique() == 17


def test_ranks_of_skills_are_the_shares_of_scores_that_are_less(tables):
    scores = tables["projection_skills"].query("skill_score_status == 'published'")
    ranks = tables["projection_skill_ranks"].query("projection_vintage == '2023-33'")
    # The publisher ranks scores before they are rounded to a tenth: between the shares below and
    # up to the rounded score.
    both = scores.merge(ranks, on=["projection_vintage", "occupation_code", "skill"])
    assert len(both) == 14_144
    by_skill = both.groupby("skill")["skill_score"]
    below = by_skill.rank(method="min").sub(1) / 832 * 100
    upto = by_skill.rank(method="max") / 832 * 100
    assert (both["skill_rank_pct"] >= below.round() - 1).all()
    assert (both["skill_rank_pct"] <= upto.round() + 1).all()


def test_a_release_of_ranks_alone_is_read(new_publishers):
    path = new_publishers / "projections" / "2024-34_skills.xlsx"
    rows = tidy_file(path)[1]["projection_skill_ranks"]
    one = rows.set_index(["occupation_code", "skill"])["skill_rank_pct"]
    assert len(rows) == 832 * 17
    # Table 6.5 of the workbook: chief executives.
    assert (one["11-1011", "Leadership"], one["11-1011", "Fine motor"]) == (100, 15)


def test_industries_are_in_persons_and_dollars(tables):
    industries = tables["industry_projections"].set_index("industry_code")
    total = industries.loc["TE1000"]
    assert total["base_employment_jobs"] == 167_849_800
    assert total["target_output_usd"] == 46_879_300_000_000
    assert total["chained_dollar_year"] == 2017
    owners = industries.loc["9999R1"]
    assert owners["base_employment_jobs_status"] == "not_available"
    assert pd.isna(owners["industry_kind"])


def test_state_rows_of_the_nation_equal_the_national_projections(publishers, rows):
    path = publishers / "state-projections" / "2022-32_state_projections.csv"
    (table,) = projections_central.extract(open_books(path)[0], vintage="2022-32")
    made = tidy_states(projections_central.parse(table), table.kind, "2022-32", "states", {})
    states = SCHEMAS["state_projections"].conform(made["state_projections"])
    SCHEMAS["state_projections"].check(states)
    nation = states[states["area_code"] == "99"].set_index("occupation_code")
    assert len(nation) == 833  # 832 line items and the total
    own = rows.loc["2022-32"]
    assert len(own) == 832
    columns = ["base_employment_jobs", "target_employment_jobs", "openings_annual_average_jobs"]
    pd.testing.assert_frame_equal(nation.loc[own.index, columns], own[columns])
    assert set(nation["soc_version"]) == {"soc_2018"}
    # Some states use codes of the SOC 2010 and of the hybrid lists: their version is not told.
    idaho = states[states["area_code"] == "16"].set_index("occupation_code")
    assert pd.isna(idaho.loc["15-1132", "soc_version"])
    assert set(states["area_code"].str.len()) == {2}


def test_line_items_add_up_to_the_nations_total(rows, publishers):
    for vintage, part in rows.groupby(level="projection_vintage"):
        part = part.droplevel(0)
        if "00-0000" not in part.index:
            continue
        items = part[part["occupation_kind"] == "line_item"]
        gap = items["base_employment_jobs"].sum() - part.loc["00-0000", "base_employment_jobs"]
        assert abs(gap) <= 2_000, vintage


def test_codes_and_years_have_their_form(rows):
    assert all(re.fullmatch(r"\d{2}-\d{4}", code) for _, code in rows.index)
    assert ((rows["target_year"] - rows["base_year"]) == 10).all()


def test_cents_of_a_median_and_single_jobs_are_kept():
    parsed = pd.DataFrame({"wage_usd": [4847.25], "jobs_thousands": [123.4567], "share_pct": [3.1]})
    parsed = parsed.assign(**{f"{name}_mark": "" for name in parsed})
    kept = _measures(parsed)
    assert kept["wage_usd"].tolist() == [4847.25]
    assert kept["jobs_jobs"].tolist() == [123456.7]
