"""Bands between published percentiles are certain; interpolated shares are off as documented."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.methods.evidence import PayTable
from labor.methods.pay_curves import SHARES, pool
from labor.methods.positions import position_of
from labor.terms import ALL_INDUSTRIES, NATION, PERCENTILES

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "position.md"


@pytest.fixture(scope="module")
def table(built) -> PayTable:
    wages, jobs = (
        frame[
            (frame["reference_year"] == 2024)
            & (frame["area_code"] == NATION)
            & (frame["industry_code"] == ALL_INDUSTRIES)
        ]
        for frame in (built["wages"], built["employment"])
    )
    return PayTable.of(wages, jobs, year=2024)


def test_a_wage_between_two_percentiles_has_their_shares(table):
    # Handbook 2024-34, pharmacy technicians: 10th $35,100, median $43,460, 90th $59,450.
    found = position_of(table, ["29-2052"], 40_000)
    assert (found.low_pct, found.high_pct) == (25, 50)
    assert 25 < found.estimated_pct < 50
    below = position_of(table, ["29-2052"], 35_099)
    assert (below.low_pct, below.high_pct, below.high_usd) == (0, 10, 35_100)
    assert math.isnan(below.estimated_pct)
    at = position_of(table, ["29-2052"], 43_460)
    assert (at.low_pct, at.high_pct, at.low_usd) == (50, 75, 43_460)
    assert at.estimated_pct == pytest.approx(50, abs=0.2)
    above = position_of(table, ["29-2052"], 59_450)
    assert (above.low_pct, above.high_pct) == (90, 100)


def test_above_a_top_code_nothing_is_known(table):
    # Surgeons, all other: above the 25th percentile only $239,200 or more is printed.
    found = position_of(table, ["29-1249"], 500_000)
    assert (found.low_pct, found.high_pct) == (25, 100)
    assert found.floor_usd == 239_200
    assert math.isnan(found.estimated_pct)
    under = position_of(table, ["29-1249"], 239_199)
    assert (under.low_pct, under.high_pct) == (25, 50)


def test_a_group_has_the_bands_of_its_members_by_their_jobs(table):
    codes = ["29-2052", "31-9092"]
    jobs = table.rows.loc[codes, "employment_jobs"].to_numpy()
    each = [position_of(table, [code], 45_000) for code in codes]
    both = position_of(table, codes, 45_000)
    assert both.is_pooled
    low = np.array([one.low_pct for one in each]) @ jobs / jobs.sum()
    high = np.array([one.high_pct for one in each]) @ jobs / jobs.sum()
    assert (both.low_pct, both.high_pct) == pytest.approx((low, high))
    assert low < both.estimated_pct < high


@given(pay=st.floats(2_000, 900_000), index=st.integers(0, 700), more=st.floats(1, 2))
def test_more_pay_never_stands_lower(table, pay, index, more):
    code = table.rows.index[index]
    first, second = (position_of(table, [code], one) for one in (pay, pay * more))
    assert first.low_pct <= second.low_pct
    assert first.high_pct <= second.high_pct
    if not math.isnan(first.estimated_pct):
        assert first.low_pct - 0.2 <= first.estimated_pct <= first.high_pct + 0.2


def test_interpolated_shares_are_as_far_off_as_the_page_says(table):
    ends = [table.rows[[f"{p}_{end}" for p in PERCENTILES]].to_numpy() for end in ("low", "high")]
    exact = (ends[0] == ends[1]).all(axis=1) & (table.rows["occupation_level"] == "detailed")
    off = []
    for printed in ends[0][exact]:
        for left_out in (1, 2, 3):
            nodes = printed.copy()
            nodes[left_out] = np.nan
            curve = pool(nodes[None, :], np.ones(1), table.scale)
            share = np.interp(math.log(printed[left_out]), np.log(curve.pay), curve.share)
            off.append(100 * abs(share - SHARES[left_out]))
    assert len(off) == 2358
    row = f"| May 2024 | {len(off):,} | {np.mean(off):.1f} | {np.quantile(off, 0.9):.1f} |"
    assert row in PAGE.read_text("utf-8")
