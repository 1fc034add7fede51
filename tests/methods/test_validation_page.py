"""The page on validation says what the tables say: its quick parts are computed again."""

import pandas as pd
import pytest
from benchmarks.methods.median_error import shape_cases, shape_row
from benchmarks.methods.validation_checks import (
    deflator_cases,
    group_cases,
    openings_cases,
    phrase_cases,
    verdict_cases,
)
from benchmarks.methods.validation_page import (
    CheckedFact,
    backtest_section,
    facts_section,
    openings_section,
    phrases_section,
)
from benchmarks.methods.validation_pay import GROUP_HEADINGS, era, group_row, markdown_table

from labor.show.rows import records

#: Any year with published groups.
YEAR = 2016


@pytest.fixture(scope="module")
def page(project):
    return (project / "docs" / "methods" / "validation.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cases(built):
    return group_cases(*(national(built, name, YEAR) for name in ("wages", "employment")), YEAR)


def national(built, name, year):
    rows = built[name]
    return rows[(rows["reference_year"] == year) & (rows["area_code"] == "99")]


@pytest.mark.parametrize("section", [phrases_section, openings_section, backtest_section])
def test_a_quick_section_is_that_of_the_tables(built, page, section):
    assert section(built) in page, "run `python -m benchmarks.methods`"


def test_a_year_of_the_group_table_is_that_of_the_tables(cases, page):
    assert f"| {' | '.join(group_row(cases, YEAR))} |" in page


@pytest.mark.parametrize("shape", ["log-normal, 0.35", "two trades, half in the better paid"])
def test_the_approximate_error_of_a_median_is_as_the_page_says(page, shape):
    (row,) = records(shape_cases([shape]))
    assert f"| {' | '.join(shape_row(row))} |" in page


def test_groups_are_nearer_than_the_average(cases):
    assert cases["error_pct"].abs().median() < cases["average_error_pct"].abs().median() / 3


def test_the_average_is_weighted_with_jobs(built, cases):
    wages, jobs = (national(built, name, YEAR) for name in ("wages", "employment"))
    detailed = wages[(wages["occupation_level"] == "detailed") & (wages["statistic"] == "median")]
    detailed = detailed[detailed["occupation_code"].str.startswith("31-9")]
    own = jobs[jobs["occupation_level"] == "detailed"].set_index("occupation_code")
    weights = detailed["occupation_code"].map(own["employment_jobs"])
    average = (detailed["annual_wage_usd"] * weights).sum() / weights.sum()
    row = cases.query("occupation_code == '31-9000' and statistic == 'median'").iloc[0]
    printed = row["printed_usd"]
    assert row["average_error_pct"] == pytest.approx(100 * (average / printed - 1))


def test_no_profile_has_another_phrase(built):
    rows = phrase_cases(built["profiles"], built["profile_members"], built["projections"])
    assert set(rows["outcome"]) <= {"same", "open"}
    printed = built["profiles"]["outlook_phrase"]
    wrong = built["profiles"].assign(outlook_phrase=printed.where(printed.isna(), "Decline"))
    turned = phrase_cases(wrong, built["profile_members"], built["projections"])
    # Where rounding leaves a decline open, a wrong "Decline" cannot be told from a right one.
    known = (rows["printed"] != "Decline") & ~rows["found"].str.lower().str.contains("decline")
    assert (turned.loc[known, "outcome"] == "other").all()
    assert known.sum() > 250


def test_openings_leave_over_no_more_than_rounding(built):
    assert openings_cases(built["projections"])["unexplained_jobs"].abs().max() <= 155


def test_verdicts_do_not_depend_on_the_order_of_the_years(built):
    rows = verdict_cases(national(built, "wages", 2018), built["soc_lineage"], [(2018, 2024)])
    assert rows["is_symmetric"].all()
    verdicts = rows.set_index("occupation_code")["wages"]
    assert verdicts["29-2071"] == "not_comparable"
    assert verdicts["31-9092"] == "with_caveats"
    assert "not_judged" not in set(verdicts)


def test_deflators_chain_over_every_pair_of_years(built):
    years = sorted(built["wages"]["reference_year"].unique())
    rows = deflator_cases(built["prices"], years)
    in_may = sum(year >= 2003 for year in years)  # pay can be expressed in prices of its month
    assert len(rows) == in_may * (len(years) - 1) * (len(years) - 2)
    assert rows["deviation"].abs().max() < 1e-12


def test_eras_follow_the_methods_of_the_survey():
    years = range(2012, 2026)
    assert [era(year, years) for year in (2012, 2020, 2021, 2022, 2025)] == [
        "2012-2020", "2012-2020", "2021", "2022-2025", "2022-2025"
    ]  # fmt: skip


def test_a_fact_that_is_broken_or_not_looked_at_is_shown():
    facts = [CheckedFact("A holds.", 1200, 2, 0), CheckedFact("B.", 0, 0, 0)]
    text = facts_section(facts)
    assert "| A holds. | 1,200 | 0 | 2 |" in text
    assert "| B. | tables not built | 0 | 0 |" in text


def test_tables_have_as_many_cells_as_headings():
    frame = pd.DataFrame({name: ["x"] for name in GROUP_HEADINGS})
    text = markdown_table(GROUP_HEADINGS, frame.to_numpy().tolist())
    assert {line.count("|") for line in text.splitlines()} == {len(GROUP_HEADINGS) + 1}
