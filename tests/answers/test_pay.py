"""Wages of several years in the prices of one May."""

import pandas as pd
import pytest
from analysis_examples import ANESTHESIOLOGISTS, ASSISTANTS, RECORDS, lineage, oews, prices
from hypothesis import given, settings
from hypothesis import strategies as st

import labor
from labor.answers.history.real_pay import (
    deflator,
    may_index,
    pay_change,
    pay_index,
    real_pay,
)
from labor.answers.history.segments import history_rows
from labor.errors import AnalysisError
from labor.methods.crosswalk import Crosswalk

WAGES, EMPLOYMENT = oews()
STEPS = Crosswalk.of(lineage())
PRICES = prices()
YEARS = st.integers(2000, 2025)


@pytest.fixture(scope="module")
def records():
    return history_rows(RECORDS, WAGES, EMPLOYMENT, STEPS)


# BLS, CPI-U, U.S. city average, all items, not seasonally adjusted (CUUR0000SA0).
def test_the_index_is_that_of_may():
    assert may_index(PRICES, 2018) == 251.588
    assert may_index(PRICES, 2024) == 314.069
    assert "May 2018 251.588, May 2024 314.069" in deflator(PRICES, 2018, 2024).text


# BLS inflation calculator, CPI-U: $40,350 of May 2018 have the buying power of $50,370.78 in
# May 2024 (40,350 x 314.069 / 251.588).
def test_the_article_s_pay_in_prices_of_may_2024(records):
    rows = real_pay(records, PRICES, 2024)
    row = rows[(rows["reference_year"] == 2018)].iloc[0]
    assert row["median_annual_real_usd"] == pytest.approx(50370.78, abs=0.01)
    assert row["median_annual_real_usd_status"] == "published"
    assert (row["base_year"], row["price_index"]) == (2024, 251.588)
    assert "May 2024 314.069" in row["deflator"]


def test_the_base_year_itself_is_unchanged(records):
    rows = real_pay(records, PRICES, 2018)
    own = rows[rows["reference_year"] == 2018]
    assert own["median_annual_real_usd"].tolist() == own["median_annual_usd"].tolist()


@settings(deadline=None, max_examples=40)
@given(YEARS, st.integers(2003, 2025), YEARS)
def test_deflators_chain(first, second, third):
    # Over a year whose pay refers to May, in whose prices it can be expressed, too.
    direct = deflator(PRICES, first, third).factor
    chained = deflator(PRICES, first, second).factor * deflator(PRICES, second, third).factor
    assert direct == pytest.approx(chained, rel=1e-12)
    assert deflator(PRICES, second, second).factor == 1


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([(2000, 2018), (2003, 2010), (2012, 2018), (2021, 2025)]), YEARS, YEARS)
def test_real_change_does_not_depend_on_the_base_year(records, years, base, other):
    codes = ("29-2072", "29-2072") if years[0] == 2021 else None
    first, second = (
        pay_change(records, PRICES, *years, base_year=year, codes=codes) for year in (base, other)
    )
    assert first.real_pct == pytest.approx(second.real_pct, rel=1e-9)
    assert first.nominal_pct == second.nominal_pct


def test_a_change_gives_nominal_and_real_and_yearly_rates(records):
    found = pay_change(records, PRICES, 2012, 2018)
    assert (found.usd_from, found.usd_to) == (34160, 40350)
    assert found.nominal_pct == pytest.approx((40350 / 34160 - 1) * 100)
    assert found.real_pct == pytest.approx((40350 / 34160 * 229.815 / 251.588 - 1) * 100)
    assert (1 + found.real_annual_pct / 100) ** 6 == pytest.approx(1 + found.real_pct / 100)
    assert found.base_year == 2018
    assert found.is_comparable
    assert found.caveats == ()


def test_a_change_across_a_break_is_refused(records):
    with pytest.raises(AnalysisError, match="not of the same jobs") as caught:
        pay_change(records, PRICES, 2018, 2024, codes=("29-2071", "29-2072"))
    assert "29-2098" in caught.value.next_step


def test_a_change_across_a_break_that_is_asked_for_says_so(records):
    found = pay_change(
        records, PRICES, 2018, 2024, codes=("29-2071", "29-2072"), across_breaks=True
    )
    assert not found.is_comparable
    assert found.caveats[0].startswith("Not comparable: In May 2018")
    assert found.real_pct == pytest.approx(-0.24, abs=0.01)


def test_a_year_with_two_codes_needs_one_chosen(records):
    with pytest.raises(AnalysisError, match="one figure of 2024") as caught:
        pay_change(records, PRICES, 2021, 2024, codes=("29-2072", ""))
    assert caught.value.got == "29-2072, 29-9021"


def test_what_changed_inside_a_segment_is_said():
    assistants = history_rows(ASSISTANTS, WAGES, EMPLOYMENT, STEPS)
    found = pay_change(assistants, PRICES, 2018, 2024)
    assert "model (MB3)" in found.caveats[0]
    early = pay_change(assistants, PRICES, 2002, 2018)
    assert "measured with the prices of October to December" in " ".join(early.caveats)


# CPI-U of October to December 2000: 174.0, 174.1, 174.0; of May 2024: 314.069.
def test_pay_before_2003_is_measured_with_the_prices_of_its_quarter(built):
    quarter = (174.0 + 174.1 + 174.0) / 3
    assert pay_index(built["prices"], 2000) == pytest.approx(quarter)
    found = labor.pay_change("medical assistants", 2000, 2024)
    assert found.rows["median_annual_usd"].tolist() == [23000, 44200]
    real = found.rows["median_annual_real_usd"]
    assert real.iloc[0] == pytest.approx(23000 * 314.069 / quarter)
    assert real.iloc[1] / real.iloc[0] - 1 == pytest.approx(0.065, abs=0.001)
    assert "October to December 2000 174.033, May 2024 314.069" in found.deflator


def test_a_top_coded_wage_is_no_number_to_reckon_with():
    own = WAGES[WAGES["occupation_code"] == "29-1061"]
    earlier = own.assign(reference_year=2017, source_id="oews_national_2017")
    rows = history_rows(ANESTHESIOLOGISTS, pd.concat([WAGES, earlier]), EMPLOYMENT, STEPS)
    with pytest.raises(AnalysisError, match="not a number to reckon with") as caught:
        pay_change(rows, PRICES, 2017, 2018)
    assert caught.value.got == "top_coded"
    assert pay_change(rows, PRICES, 2017, 2018, statistic="p10").nominal_pct == 0
    real = real_pay(rows, PRICES, 2024)
    assert (real["median_annual_real_usd_status"] == "top_coded").all()


def test_pay_by_the_year_is_not_held_against_pay_by_the_hour():
    with pytest.raises(AnalysisError, match="by the hour in one of the years and by the year"):
        labor.pay_change("actors", 2003, 2025)


@pytest.mark.parametrize("base_year", [1990, 2030])
def test_a_month_without_an_index_is_refused(records, base_year):
    with pytest.raises(AnalysisError, match=f"price index of May {base_year} is not there"):
        real_pay(records, PRICES, base_year)


# BLS did not publish the index of October 2025.
def test_a_month_that_was_never_published_is_no_number(built):
    gone = PRICES.assign(
        cpi_u_index=PRICES["cpi_u_index"].mask(PRICES["year"] == 2024),
        cpi_u_index_status=PRICES["cpi_u_index_status"].mask(
            PRICES["year"] == 2024, "not_available"
        ),
    )
    with pytest.raises(AnalysisError) as caught:
        may_index(gone, 2024)
    assert caught.value.got == "a month without a value"
    october = built["prices"].query("year == 2025 and month == 10")
    assert october["cpi_u_index_status"].tolist() == ["not_available"]
    assert october["cpi_u_index"].isna().all()


def test_sentence_and_table_of_real_pay_name_the_months_of_their_prices(project):
    for role in ("31-9092", "29-2052", "27-2011", "43-4051"):
        found = labor.history(role, real=True, root=project)
        first = min(found.rows.loc[found.rows["median_annual_usd"].notna(), "reference_year"])
        quarters = [text for text in found.sentences if "from those of October to December" in text]
        shown = [text for text in found.sentences if "what it buys" in text]
        early = [text for text in shown if "Since the fourth quarter" in text]
        assert len(quarters) == len(early)
        for table in (found.table(), *found.tables()):
            assert "of May of each year" in table.note
            assert f"of May {found.base_year}" in table.note
            is_early = bool((found.rows["reference_year"] < 2003).any())
            assert ("October to December" in table.note) == is_early, first


def test_years_must_be_in_order(records):
    with pytest.raises(AnalysisError, match="an earlier and a later year"):
        pay_change(records, PRICES, 2018, 2012)


def test_the_built_price_table_has_the_same_months(built):
    for year in range(2000, 2026):
        assert may_index(built["prices"], year) == may_index(PRICES, year)
