"""Real pay by three indexes: hand arithmetic on values that the agencies print."""

import pytest

import labor
from labor.answers.history import real_pay
from labor.errors import AnalysisError
from labor.methods.deflators import PRICE_INDEXES, index_named, prices_by

#: May of each year: CPI-U (bls.gov, CUUR0000SA0), R-CPI-U-RS (bls.gov, r-cpi-u-rs-allitems.xlsx),
#: PCE (fred.stlouisfed.org, PCEPI).
MAYS = {
    2003: (183.5, 269.1, 77.504),
    2008: (216.632, 317.7, 89.18),
    2012: (229.815, 337.2, 94.302),
    2018: (251.588, 369.8, 101.941),
    2021: (269.195, 396.7, 108.175),
    2024: (314.069, 463.1, 123.348),
    2025: (321.465, 474.0, 126.380),
}


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("year", MAYS)
def test_real_pay_is_pay_times_the_ratio_of_two_mays(built, year, place):
    name = list(PRICE_INDEXES)[place]
    prices = prices_by(built["prices"], built["price_indexes"], name)
    assert real_pay.may_index(prices, year) == MAYS[year][place]
    rows = labor.history("31-9092", base_year=2024, deflator=name).rows
    row = rows[rows["reference_year"] == year].iloc[0]
    by_hand = row["median_annual_usd"] * MAYS[2024][place] / MAYS[year][place]
    assert row["median_annual_real_usd"] == pytest.approx(by_hand)
    assert row["price_series"] == name


def test_the_index_months_and_base_are_printed():
    change = labor.pay_change("medical assistants", 2018, 2024, deflator="pce")
    assert change.deflator == (
        "PCE, price index of personal consumption, seasonally adjusted (2017 = 100): May 2018 "
        "101.941, May 2024 123.348"
    )
    assert "In prices of May 2024 (PCE) it rose 8.7%" in change.sentences[1]
    # (44,200 / 33,610) x 101.941 / 123.348
    assert change.real_pct == pytest.approx((44_200 / 33_610 * 101.941 / 123.348 - 1) * 100)


def test_where_the_direction_depends_on_the_index_it_is_said():
    change = labor.pay_change("human resources managers", 2018, 2024)
    assert change.sentences[-1] == (
        "Whether pay kept up with prices depends on the index: from May 2018 to May 2024 it fell "
        "1.0% with CPI-U, fell 1.3% with R-CPI-U-RS and rose 2.1% with PCE."
    )


def test_where_all_indexes_agree_nothing_is_said():
    change = labor.pay_change("medical assistants", 2018, 2024)
    assert len(change.sentences) == 2


def test_a_month_that_an_index_lacks_is_named(built):
    prices = prices_by(built["prices"], built["price_indexes"], "r_cpi_u_rs")
    with pytest.raises(AnalysisError, match=r"(?s)index of May 2026 is not there.*R-CPI-U-RS"):
        real_pay.may_index(prices, 2026)


@pytest.mark.parametrize(
    ("text", "name"), [("CPI-U", "cpi_u"), ("PCE", "pce"), ("R-CPI-U-RS", "r_cpi_u_rs")]
)
def test_an_index_is_named_as_people_name_it(text, name):
    assert index_named(text) == name


def test_another_index_is_refused():
    with pytest.raises(AnalysisError, match="no such deflator"):
        labor.history("31-9092", deflator="gdp")


def test_months_of_one_copy_are_marked(built):
    rows = built["prices"]
    marked = rows[rows["is_one_copy"]]
    assert marked[["year", "month", "cpi_u_index"]].to_numpy().tolist() == [
        [2026, 6, 333.952],
        [2026, 7, 333.918],
        [2026, 8, 334.98],
    ]


def test_the_other_indexes_are_whole(built):
    counts = built["price_indexes"].groupby("series")["price_index_status"].value_counts()
    assert counts["pce", "published"] == 809
    assert counts["r_cpi_u_rs", "published"] == 576
    (gap,) = built["price_indexes"].query("price_index_status != 'published'").to_dict("records")
    assert (gap["series"], gap["year"], gap["month"]) == ("r_cpi_u_rs", 2025, 10)
