"""Percentiles printed as one amount are found, and nothing else is."""

import itertools

import numpy as np
import pandas as pd

from labor.methods.levels import side_by_side
from labor.methods.percentiles import are_equal, equal_pairs
from labor.methods.role_rows import once_per_code
from labor.terms import PERCENTILES


def test_neighbors_of_one_number_are_equal_and_missing_ones_are_not():
    points = np.array([[1.0, 1.0, 2.0, 3.0, 3.0], [1.0, np.nan, np.nan, 3.0, 4.0]])
    assert are_equal(points).tolist() == [[True, False, False, True], [False] * 4]


def test_every_row_of_the_states_says_which_of_its_percentiles_are_one_amount(built):
    def of_year(name):
        rows = built[name].query("reference_year == 2024 and industry_code == '000000'")
        return once_per_code(rows)

    rows = side_by_side(of_year("wages"), of_year("employment"))
    found = equal_pairs(rows)
    printed = pd.DataFrame(
        {
            name: rows[f"{name}_annual_usd"].where(rows[f"{name}_annual_usd_status"] == "published")
            for name in PERCENTILES
        }
    )
    for low, high in itertools.pairwise(PERCENTILES):
        by_year = printed[low] == printed[high]
        told = found.str.split().map(lambda pairs, pair=f"{low}={high}": pair in pairs)
        assert by_year.sum() > 400
        assert (told >= by_year).all()
        by_hour = rows[f"{low}_hourly_usd"] == rows[f"{high}_hourly_usd"]
        assert (told <= (by_year | by_hour)).all()
    ohio = rows[(rows["area_code"] == "39") & (rows["occupation_code"] == "41-9091")]
    # Table of states, May 2024: $21,740 twice, $30,520, $84,650 twice.
    assert found[ohio.index].tolist() == ["p10=p25 p75=p90"]


def test_two_top_codes_are_not_one_amount(built):
    rows = built["wages"].query("reference_year == 2024 and area_code == '99'")
    jobs = built["employment"].query("reference_year == 2024 and area_code == '99'")
    whole = [once_per_code(frame[frame["industry_code"] == "000000"]) for frame in (rows, jobs)]
    wide = side_by_side(*whole)
    both = (wide["p75_annual_usd_status"] == "top_coded") & (wide["p90_annual_usd"] > 0)
    assert both.sum() > 10
    assert not equal_pairs(wide)[both].str.contains("p75=p90").any()
