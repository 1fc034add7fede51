"""Pay at the nation's prices: hand arithmetic on BEA's own file, and which place answers."""

import csv
import io
import math
import random

import pandas as pd
import pytest

import labor
from labor.methods.price_levels import PriceLevels, with_price_levels
from labor.terms import STATES


@pytest.fixture(scope="module")
def levels(built) -> PriceLevels:
    return PriceLevels(built["price_parities"])


def test_forty_cells_agree_with_the_publishers_file(publishers, built):
    text = (publishers.parent / "new-data/prices/SARPP_STATE_2008_2024.csv").read_text("latin-1")
    lines = [line for line in csv.reader(io.StringIO(text)) if len(line) > 9]
    place = lines[0].index("2024")
    printed = {line[0].strip(' "')[:2]: line[place] for line in lines[1:] if line[4] == "1"}
    rows = labor.places("registered nurses", 2024, price_level=True).rows
    rows = rows.set_index("area_code")
    for code in random.Random(20).sample([code for code, _, _ in STATES if code in printed], 40):
        by_hand = rows.loc[code, "median_annual_usd"] / float(printed[code]) * 100
        assert rows.loc[code, "median_annual_at_national_prices_usd"] == pytest.approx(by_hand)
    assert len(built["price_parities"]) > 40_000


def test_prices_of_places_are_those_that_bea_prints(levels):
    # BEA, February 19, 2026: California 110.720, Los Angeles 113.566, nonmetropolitan 100.037.
    assert levels.level("06", "state", "California", 2024)[:3] == (110.72, 2024, "California")
    metro = levels.level("31080", "metropolitan", "Los Angeles-Long Beach-Anaheim, CA", 2025)
    assert metro[:2] == (113.566, 2024)
    rural = levels.level("0600001", "nonmetropolitan", "North Coast Region of California", 2024)
    assert (rural.level, rural.is_wider) == (100.037, True)
    assert rural.place == "California (Nonmetropolitan Portion)"
    assert levels.level("99", "nation", "U.S.", 2018).level == 100


@pytest.mark.parametrize(
    ("code", "kind", "title", "year"),
    [
        ("72", "territory", "Puerto Rico", 2024),
        ("06", "state", "California", 2007),  # before the first parity
        ("99999", "metropolitan", "Nowhere, ZZ", 2024),
        ("16980", "metropolitan", "Chicago-Naperville-Elgin, IL-IN-WI", 2018),  # other counties
        ("31084", "metropolitan_division", "Los Angeles Division", 2024),
    ],
)
def test_a_place_without_a_figure_stays_without(levels, code, kind, title, year):
    assert math.isnan(levels.level(code, kind, title, year).level)


def test_the_newest_parities_answer_for_newer_pay(levels):
    assert levels.year_for(2025) == levels.year_for(2024) == 2024
    assert levels.year_for(2018) == 2018
    assert levels.year_for(2000) == 0


def test_a_missing_level_leaves_no_amount(levels):
    rows = pd.DataFrame(
        {
            "area_code": ["72"], "area_title": ["Puerto Rico"], "reference_year": [2024],
            "median_annual_usd": [37_780.0], "median_annual_usd_status": ["published"],
            "median_hourly_usd": [18.16], "median_hourly_usd_status": ["published"],
        }
    )  # fmt: skip
    found = with_price_levels(rows, {"72": "territory"}, levels).iloc[0]
    assert math.isnan(found["median_annual_at_national_prices_usd"])
    assert found["median_annual_at_national_prices_usd_status"] == "not_available"
    assert found["median_annual_usd"] == 37_780


def test_places_show_both_and_name_the_year():
    places = labor.places("registered nurses", 2024, price_level=True)
    headings = [field.heading for field in places.table().fields]
    assert headings[1:4] == ["Median", "Prices, nation = 100", "Median at the nation’s prices"]
    assert places.sentences[1].startswith("At the nation’s prices of 2024 it runs from $78,470 in")
    assert "regional price parities of 2024, of all" in places.caveats[0]
    plain = labor.places("registered nurses", 2024)
    assert "prices are not taken into account" in plain.caveats[0]
    assert not any("nation’s prices" in text for text in plain.sentences)


def test_compare_says_what_pay_of_a_place_is_at_the_nations_prices():
    caveat = labor.compare("pharmacy technician", area="TX", year=2024, price_level=True).caveats[0]
    # Texas 97.057: 43,920 / 0.97057 = 45,252.
    assert caveat == (
        "Prices in Texas were 97.1 in 2024, with the nation = 100 (BEA): the median of pharmacy "
        "technicians, $43,920, is $45,250 at the nation's prices of 2024."
    )
