from functools import cache

import numpy as np
import pandas as pd
import pytest
from benchmarks.methods.validation import hierarchy_cases, summary, validate_on_profiles
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from labor.errors import AnalysisError
from labor.methods.composite import Pools, pooled_from
from labor.methods.evidence import PayTable, collect
from labor.methods.pay_curves import (
    LOG_SCALE,
    SHARES,
    certain_range,
    pool,
    scale_of,
    with_floors,
)
from labor.publishers import registry

#: Without a time limit: other work on the machine must not fail a test.
steady = settings(deadline=None, max_examples=60)

STATISTICS = ("p10", "p25", "median", "p75", "p90", "mean")


def pooled_pay(wages, employment, members, *, groups=True, **which):
    return pooled_from(PayTable.of(wages, employment, **which), members, groups=groups)


# Information clerks, May 2024 (national_M2024_dl.xlsx): jobs, annual percentiles, mean.
CLERKS = {
    "43-4021": (6260, 33530, 38510, 46740, 52480, 62200, 46610),
    "43-4031": (170010, 34860, 39730, 47700, 59590, 72370, 51200),
    "43-4061": (156260, 37690, 43850, 51500, 61680, 72280, 53970),
    "43-4071": (78980, 29620, 35120, 41270, 50020, 61080, 43700),
    "43-4081": (261430, 26600, 29210, 34270, 37430, 44720, 34740),
    "43-4111": (157310, 31980, 37380, 43830, 50440, 60960, 45400),
    "43-4151": (83420, 33530, 38110, 44660, 51890, 61680, 46270),
    "43-4161": (92580, 36090, 42360, 49440, 58560, 67140, 50950),
    "43-4181": (127440, 34550, 37200, 41460, 54930, 75050, 47720),
    "43-4199": (143910, 34170, 39610, 48360, 58680, 68850, 50200),
}
# What the Handbook prints for them (bls.gov/ooh, information clerks, edition 2024-34).
CLERKS_PRINTED = {"p10": 29990, "median": 43730, "p90": 65420}


def tables(rows, *, year=2024, levels=None, marks=None):
    """Tables `wages` and `employment` from {code: (jobs, p10, p25, median, p75, p90, mean)}.

    Args:
        rows: None in place of a number is not released.
        year: Reference year.
        levels: Level of codes that are not detailed.
        marks: {(code, statistic): status} for cells that are not published; hourly pay is
            always 1/2080 of annual pay.
    """
    wages, employment = [], []
    for code, (jobs, *pay) in rows.items():
        row = {
            "reference_year": year,
            "area_code": "99",
            "area_title": "U.S.",
            "industry_code": "000000",
            "industry_level": "cross-industry",
            "ownership_code": "1235",
            "occupation_code": code,
            "occupation_level": (levels or {}).get(code, "detailed"),
            "occupation_title": f"Title of {code}",
            "soc_version": "soc_2018",
            "pay_basis": "hourly_and_annual",
            "source_id": "oews_national_2024",
        }
        for statistic, usd in zip(STATISTICS, pay, strict=True):
            status = "not_available" if usd is None else "published"
            status = (marks or {}).get((code, statistic), status)
            money = np.nan if usd is None else float(usd)
            wages.append(
                row
                | {"statistic": statistic, "rse_pct": np.nan, "rse_pct_status": "not_available"}
                | {"annual_wage_usd": money, "annual_wage_usd_status": status}
                | {"hourly_wage_usd": money / 2080, "hourly_wage_usd_status": status}
                | ({"rse_pct": 1.0, "rse_pct_status": "published"} if statistic == "mean" else {})
            )
        known = "not_available" if jobs is None else "published"
        employment.append(
            row
            | {"employment_jobs": np.nan if jobs is None else float(jobs)}
            | {"employment_jobs_status": known}
            | {"employment_rse_pct": 1.0, "employment_rse_pct_status": "published"}
        )
    return pd.DataFrame(wages), pd.DataFrame(employment)


def estimates(result):
    return result.estimates.set_index("statistic")


def ladder(median, spread=0.3):
    """A mean and five percentiles of a lognormal distribution, rounded to ten."""
    logs = np.log(median) + spread * np.array([-1.2816, -0.6745, 0, 0.6745, 1.2816])
    mean = median * np.exp(spread**2 / 2)
    return tuple(round(float(usd) / 10) * 10 for usd in (*np.exp(logs), mean))


# ---------------------------------------------------------------- golden figures


def test_information_clerks_as_the_handbook_prints_them():
    pay = estimates(pooled_pay(*tables(CLERKS), list(CLERKS), year=2024))
    for statistic, printed in CLERKS_PRINTED.items():
        row = pay.loc[statistic]
        assert row["pay_usd"] == pytest.approx(printed, rel=0.03)
        assert row["likely_low_usd"] < row["pay_usd"] < row["likely_high_usd"]
        assert row["certain_low_usd"] <= printed <= row["certain_high_usd"]
    assert pay.loc["median", "likely_low_usd"] <= 43730 <= pay.loc["median", "likely_high_usd"]
    assert (pay.drop("mean")["pay_usd_status"] == "estimated").all()


def test_ten_rows_do_not_show_the_scale_of_a_release():
    (flag,) = pooled_pay(*tables(CLERKS), list(CLERKS), year=2024).flags
    assert "from May 2021 on errors are twice as large" in flag


def test_the_mean_of_a_group_is_computed_and_not_estimated():
    result = pooled_pay(*tables(CLERKS), list(CLERKS), year=2024)
    jobs, means = (np.array([row[k] for row in CLERKS.values()], float) for k in (0, 6))
    mean = estimates(result).loc["mean"]
    assert mean["pay_usd_status"] == "derived"
    assert mean["pay_usd"] == pytest.approx((jobs * means).sum() / jobs.sum(), abs=5)
    assert result.mean_rse_pct == pytest.approx(
        np.sqrt(((jobs * means) ** 2).sum()) / (jobs * means).sum()
    )


# ---------------------------------------------------------------- properties of the pooling

ROWS = hnp.arrays(
    float, st.tuples(st.integers(1, 6), st.just(5)), elements=st.integers(2000, 20000).map(float)
).map(lambda pay: np.sort(pay, axis=1) * 10)
WEIGHTS = st.lists(st.integers(1, 5000), min_size=6, max_size=6).map(
    lambda jobs: np.array(jobs) * 10.0
)


@cache
def heaped_scale():
    """Scale of a release whose percentiles crowd around ten levels of pay."""
    random = np.random.default_rng(3)
    levels = 20000 * 1.25 ** random.integers(0, 10, 4000)
    return scale_of(levels * np.exp(0.02 * random.standard_normal(4000)))


SCALES = st.sampled_from(["log", "heaped"]).map(
    lambda name: LOG_SCALE if name == "log" else heaped_scale()
)


def quantiles(nodes, weights, scale):
    pooled = pool(nodes, weights[: len(nodes)], scale)
    return np.array([pooled.quantile(share) for share in SHARES])


@steady
@given(ROWS, WEIGHTS, SCALES)
def test_pooled_percentiles_rise_and_stay_among_the_members(nodes, weights, scale):
    pay = quantiles(nodes, weights, scale)
    assert (np.diff(pay) >= -1e-6).all()
    assert (pay >= nodes.min(axis=0) * (1 - 1e-6)).all()
    assert (pay <= nodes.max(axis=0) * (1 + 1e-6)).all()


@steady
@given(ROWS, WEIGHTS, SCALES, st.randoms())
def test_the_order_of_the_members_does_not_matter(nodes, weights, scale, random):
    order = list(range(len(nodes)))
    random.shuffle(order)
    weights = weights[: len(nodes)]
    turned = quantiles(nodes[order], weights[order], scale)
    assert turned == pytest.approx(quantiles(nodes, weights, scale), rel=1e-6)


@steady
@given(ROWS, WEIGHTS, SCALES)
def test_one_member_alone_keeps_its_percentiles(nodes, weights, scale):
    assert quantiles(nodes[:1], weights, scale) == pytest.approx(nodes[0], rel=1e-6)


@steady
@given(ROWS, WEIGHTS, SCALES, st.integers(2, 6))
def test_members_that_are_alike_pool_to_themselves(nodes, weights, scale, times):
    alike = np.repeat(nodes[:1], times, axis=0)
    assert quantiles(alike, weights, scale) == pytest.approx(nodes[0], rel=1e-6)


@steady
@given(ROWS, WEIGHTS, st.floats(0.01, 100))
def test_pay_in_another_unit_gives_the_same_answer_in_that_unit(nodes, weights, unit):
    figures = np.random.default_rng(5).choice(nodes.ravel(), 600)
    scale, scaled = scale_of(figures), scale_of(figures * unit)
    expected = quantiles(nodes, weights, scale) * unit
    assert quantiles(nodes * unit, weights, scaled) == pytest.approx(expected, rel=1e-3)


@steady
@given(ROWS, WEIGHTS, SCALES, st.floats(0, 0.5), st.floats(0, 1))
def test_ranges_hold_the_estimate_and_widen_with_what_is_unknown(
    nodes, weights, scale, width, outside
):
    weights = weights[: len(nodes)]
    pooled = pool(nodes, weights, scale)
    for share in SHARES:
        value = pooled.quantile(share)
        narrow, wide = pooled.likely(share, width), pooled.likely(share, width, outside)
        certain = certain_range(nodes, nodes, weights, share)
        assert narrow[0] <= value * (1 + 1e-6)
        assert narrow[1] >= value * (1 - 1e-6)
        assert wide[0] <= narrow[0] * (1 + 1e-6)
        assert wide[1] >= narrow[1] * (1 - 1e-6)
        assert certain[0] * (1 - 1e-6) <= value <= certain[1] * (1 + 1e-6)


@steady
@given(st.lists(st.lists(st.integers(1, 400), min_size=20, max_size=60), min_size=1, max_size=5))
def test_the_certain_range_holds_whatever_the_distributions(members):
    """Any jobs at all: the members' percentiles alone bound the group's."""
    nodes = np.array([np.quantile(pay, SHARES, method="inverted_cdf") for pay in members], float)
    jobs = np.array([len(pay) for pay in members], float)
    truth = np.quantile(np.concatenate(members), SHARES, method="inverted_cdf")
    for share, true in zip(SHARES, truth, strict=True):
        low, high = certain_range(nodes, nodes, jobs, share)
        assert low <= true <= high


def test_smooth_members_are_pooled_almost_exactly():
    random = np.random.default_rng(1)
    jobs = [random.lognormal(10 + 0.3 * k, 0.3 + 0.05 * k, 200_000) for k in range(3)]
    nodes = np.array([np.quantile(pay, SHARES) for pay in jobs])
    truth = np.quantile(np.concatenate(jobs), SHARES)
    assert quantiles(nodes, np.ones(3), LOG_SCALE) == pytest.approx(truth, rel=0.005)


# ---------------------------------------------------------------- the scale of a release


def test_the_scale_stretches_where_pay_figures_crowd():
    scale, heap, gap = heaped_scale(), 20000 * 1.25**4, 20000 * 1.25**4.5
    steps = [float(scale.at(np.array(pay * 1.01)) - scale.at(np.array(pay))) for pay in (heap, gap)]
    assert steps[0] > 10 * steps[1]
    assert float(scale.pay(scale.at(np.array(heap)))) == pytest.approx(heap)


def test_without_heaps_or_with_few_figures_the_scale_is_log_pay():
    random = np.random.default_rng(2)
    assert all(scale_of(np.full(count, 5e4)) is LOG_SCALE for count in (0, 1, 40, 499))
    for count in (600, 4000):
        scale = scale_of(np.exp(random.uniform(10, 12, count)))
        inner = scale.at(np.exp(np.linspace(10.3, 11.7, 50)))
        assert np.diff(inner) == pytest.approx(1.4 / 49, rel=0.35)
        assert (np.diff(inner) > 0).all()


def test_heaps_known_from_the_release_make_the_estimate_better():
    random = np.random.default_rng(4)
    levels = 20000 * 1.25 ** np.arange(12)

    def jobs(log_median):
        pay = np.exp(random.normal(log_median, 0.35, 20_000))
        return levels[np.abs(np.log(pay)[:, None] - np.log(levels)).argmin(axis=1)] * np.exp(
            0.02 * random.standard_normal(20_000)
        )

    release = np.concatenate(
        [np.quantile(jobs(centre), SHARES) for centre in random.uniform(10.3, 11.7, 200)]
    )
    errors = {"log": [], "heaped": []}
    for _ in range(12):
        members = [jobs(centre) for centre in random.uniform(10.4, 11.6, 3)]
        nodes = np.array([np.quantile(pay, SHARES) for pay in members])
        truth = np.quantile(np.concatenate(members), SHARES)
        for name, scale in (("log", LOG_SCALE), ("heaped", scale_of(release))):
            errors[name] += list(np.abs(quantiles(nodes, np.ones(3), scale) / truth - 1))
    assert np.median(errors["heaped"]) < np.median(errors["log"]) / 3


# ---------------------------------------------------------------- what is not published


def test_a_group_whose_percentile_is_top_coded_is_a_lower_limit():
    rows = {"29-1210": (1000, *ladder(150000)), "29-1240": (1000, 90000, *[239200] * 4, 300000)}
    marks = {("29-1240", name): "top_coded" for name in ("p25", "median", "p75", "p90")}
    pay = estimates(pooled_pay(*tables(rows, marks=marks), list(rows), year=2024))
    assert pay.loc["p90", ["pay_usd", "pay_usd_status"]].tolist() == [239200, "top_coded"]
    assert np.isnan(pay.loc["p90", ["likely_high_usd", "certain_high_usd"]].astype(float)).all()
    assert "$239,200 or more" in pay.loc["p90", "flag"]
    assert pay.loc["p25", "pay_usd_status"] == "estimated"
    assert pay.loc["p25", "pay_usd"] < 239200


def test_a_curve_of_a_top_coded_member_does_not_stay_below_the_floor():
    low = np.array([[50000, 60000, 70000, np.nan, np.nan]])
    floors = np.array([[np.nan, np.nan, np.nan, 239200, 239200]])
    assert with_floors(low, floors)[0].tolist()[:4] == [50000, 60000, 70000, 239200]
    high = np.array([[50000, 110000, 230000, np.nan, np.nan]])
    assert np.isnan(with_floors(high, floors)[0, 3])
    assert with_floors(np.full((1, 5), np.nan), np.full((1, 5), 239200.0))[0, 0] == 239200


@settings(steady, max_examples=10)
@given(st.lists(st.tuples(st.integers(60, 250), st.floats(0.2, 0.6)), min_size=2, max_size=5))
def test_top_coding_never_moves_a_range_off_the_truth(members):
    rows = {
        f"29-12{k:02}": (1000, *ladder(1000.0 * median, spread))
        for k, (median, spread) in enumerate(members, start=11)
    }
    open_ = estimates(pooled_pay(*tables(rows), list(rows), year=2024))
    capped = {
        code: (jobs, *(min(usd, 239200) for usd in pay)) for code, (jobs, *pay) in rows.items()
    }
    marks = {
        (code, name): "top_coded"
        for code, (_, *pay) in rows.items()
        for name, usd in zip(STATISTICS, pay, strict=True)
        if usd >= 239200
    }
    closed = estimates(pooled_pay(*tables(capped, marks=marks), list(rows), year=2024))
    for name in STATISTICS:
        high = closed.loc[name, "certain_high_usd"]
        assert closed.loc[name, "certain_low_usd"] <= open_.loc[name, "pay_usd"]
        assert np.isnan(high) or open_.loc[name, "pay_usd"] <= high


def test_a_member_without_pay_is_left_out_and_said_so():
    rows = CLERKS | {"43-4081": (261430, *[None] * 6)}
    result = pooled_pay(*tables(rows), list(rows), year=2024)
    pay, whole = estimates(result), estimates(pooled_pay(*tables(CLERKS), list(CLERKS), year=2024))
    assert result.coverage_pct == pytest.approx(100 * (1 - 261430 / 1277600))
    assert any("No pay is published for Title of 43-4081" in flag for flag in result.flags)
    assert "of whom no pay is published" in pay.loc["median", "flag"]
    assert pay.loc["median", "likely_low_usd"] < 43730 < pay.loc["median", "likely_high_usd"]
    width = pay["likely_high_usd"] - pay["likely_low_usd"]
    assert width["median"] > 3 * (whole["likely_high_usd"] - whole["likely_low_usd"])["median"]
    assert pay.loc["mean", "pay_usd_status"] == "not_available"


def test_a_member_without_jobs_is_left_out_and_bounds_the_range_by_its_own_pay():
    rows = {"43-4021": (1000, *ladder(40000)), "43-4031": (None, *ladder(90000))}
    result = pooled_pay(*tables(rows), list(rows), year=2024)
    median = estimates(result).loc["median"]
    assert median["pay_usd"] == 40000
    for kind in ("certain", "likely"):
        assert median[[f"{kind}_low_usd", f"{kind}_high_usd"]].tolist() == [40000, 90000]
    assert median["flag"].endswith("how many of the jobs are Title of 43-4031 is not released.")
    assert any("jobs of Title of 43-4031" in flag for flag in result.flags)


def test_a_member_that_the_tables_do_not_have_is_named_and_left_out():
    wages, employment = tables({"43-4021": (1000, *ladder(40000))})
    result = pooled_pay(wages, employment, ["43-4021", "43-4031"], year=2024)
    assert any("No pay is published for 43-4031:" in flag for flag in result.flags)
    pay = estimates(result)
    assert pay.loc["median", "pay_usd"] == 40000
    assert pay.loc["median", "pay_usd_status"] == "estimated"
    assert np.isnan(pay.loc["median", ["certain_high_usd", "likely_high_usd"]].astype(float)).all()
    assert pay.loc["mean", "pay_usd_status"] == "not_available"


def test_a_group_with_nothing_published_is_refused():
    wages, employment = tables({"43-4021": (1000, *[None] * 6)})
    with pytest.raises(AnalysisError, match="No pay is published for any") as caught:
        pooled_pay(wages, employment, ["43-4021", "43-4031"], year=2024)
    assert "43-4021, 43-4031" in str(caught.value)


def test_a_member_cannot_be_named_twice():
    with pytest.raises(AnalysisError, match="only once"):
        pooled_pay(*tables(CLERKS), ["43-4021", "43-4021"], year=2024)


def test_the_basis_and_the_year_must_be_in_the_tables():
    with pytest.raises(AnalysisError, match="by the year or by the hour"):
        pooled_pay(*tables(CLERKS), list(CLERKS), year=2024, basis="weekly")
    with pytest.raises(AnalysisError, match="2019"):
        pooled_pay(*tables(CLERKS), list(CLERKS), year=2019)


# ---------------------------------------------------------------- published groups

DENTISTS = {
    "29-1020": (3000, *ladder(180000)),
    "29-1021": (2000, *ladder(160000)),
    "29-1022": (1000, *ladder(220000)),
}
BROAD = {"29-1020": "broad"}


def test_a_published_group_that_is_the_whole_group_is_not_estimated():
    result = pooled_pay(*tables(DENTISTS, levels=BROAD), ["29-1021", "29-1022"], year=2024)
    pay = estimates(result)
    assert pay["pay_usd"].tolist() == list(DENTISTS["29-1020"][1:])
    assert (pay["pay_usd_status"] == "published").all()
    assert (pay["margin_pct"] == 0).all()
    assert result.evidence["stands_for"].tolist() == ["29-1021, 29-1022"]
    assert "for several members and stands for them: Title of 29-1020" in result.flags[1]


def test_without_groups_the_same_members_are_pooled():
    wages, employment = tables(DENTISTS, levels=BROAD)
    result = pooled_pay(wages, employment, ["29-1022", "29-1021"], year=2024, groups=False)
    assert result.evidence["occupation_code"].tolist() == ["29-1021", "29-1022"]
    assert estimates(result).loc["median", "pay_usd_status"] == "estimated"


def test_a_group_with_another_part_or_other_jobs_does_not_stand_for_the_members():
    more = DENTISTS | {"29-1023": (500, *ladder(200000))}
    result = pooled_pay(*tables(more, levels=BROAD), ["29-1021", "29-1022"], year=2024)
    assert (result.evidence["how"] == "own row").all()
    wider = DENTISTS | {"29-1020": (4000, *ladder(180000))}
    result = pooled_pay(*tables(wider, levels=BROAD), ["29-1021", "29-1022"], year=2024)
    assert (result.evidence["how"] == "own row").all()


def test_a_group_named_with_its_parts_counts_once():
    wages, employment = tables(DENTISTS, levels=BROAD)
    table = PayTable.of(wages, employment, year=2024)
    for members in (["29-1020"], ["29-1020", "29-1021"], ["29-1021", "29-1022", "29-1020"]):
        assert collect(table, members).jobs.tolist() == [3000]
    assert collect(table, ["29-1020"], groups=False).jobs.tolist() == [2000, 1000]


def test_the_broad_occupation_that_ran_out_of_numbers_is_whole():
    # SOC 2018: physicians are 29-1210 with 29-1211 to 29-1229.
    rows = {
        "29-1210": (3000, *ladder(180000)),
        "29-1211": (2000, *ladder(160000)),
        "29-1221": (1000, *ladder(220000)),
    }
    wages, employment = tables(rows, levels={"29-1210": "broad"})
    result = pooled_pay(wages, employment, ["29-1211", "29-1221"], year=2024)
    assert result.evidence["occupation_code"].tolist() == ["29-1210"]


def test_a_code_printed_as_broad_and_as_detailed_counts_once():
    wages, employment = tables({"29-2010": (3000, *ladder(60000))})
    both = [
        pd.concat([frame, frame.assign(occupation_level="broad")]) for frame in (wages, employment)
    ]
    result = pooled_pay(*both, ["29-2010"], year=2024)
    assert result.evidence["employment_jobs"].tolist() == [3000]
    assert estimates(result).loc["median", "pay_usd"] == 60000


def test_a_member_published_only_in_its_broad_occupation_is_represented_by_it():
    rows = {
        "13-1020": (5000, *ladder(70000)),
        "13-1022": (2000, *ladder(60000)),
        "11-3061": (4000, *ladder(130000)),
    }
    wages, employment = tables(rows, levels={"13-1020": "broad"})
    result = pooled_pay(wages, employment, ["11-3061", "13-1023"], year=2024)
    stand_in = result.evidence.set_index("occupation_code").loc["13-1020"]
    assert stand_in[["how", "stands_for", "employment_jobs"]].tolist() == [
        "broader group", "13-1023", 3000
    ]  # fmt: skip
    assert any("only inside a broader occupation" in flag for flag in result.flags)
    pay = estimates(result)
    # 3,000 of the 7,000 jobs may have any pay: a twelfth of the others may suffice for half.
    assert pay.loc["median", "likely_low_usd"] == pytest.approx(rows["11-3061"][1], abs=100)
    assert pay.loc["mean", "pay_usd_status"] == "not_available"


def test_members_of_one_merged_occupation_share_its_row():
    rows = {"29-2010": (3000, *ladder(60000)), "29-2034": (1000, *ladder(70000))}
    result = pooled_pay(*tables(rows), ["29-2011", "29-2012", "29-2034"], year=2024)
    assert result.evidence["stands_for"].tolist() == ["29-2011, 29-2012", "29-2034"]
    assert result.evidence["employment_jobs"].tolist() == [3000, 1000]


# ---------------------------------------------------------------- bases, and a comparison's use


def test_a_member_paid_by_the_hour_only_is_converted_and_said_so():
    wages, employment = tables(
        {"27-2011": (1000, *ladder(50000)), "27-2031": (900, *ladder(52000))}
    )
    hourly_only = (wages["occupation_code"] == "27-2031").to_numpy()
    wages.loc[hourly_only, "annual_wage_usd"] = np.nan
    wages.loc[hourly_only, "annual_wage_usd_status"] = "not_available"
    result = pooled_pay(wages, employment, ["27-2011", "27-2031"], year=2024)
    assert any("converted with 2,080 hours" in flag for flag in result.flags)
    hourly = pooled_pay(wages, employment, ["27-2011", "27-2031"], year=2024, basis="hourly")
    assert not any("converted" in flag for flag in hourly.flags)
    annual, hour = (estimates(r).loc["median", "pay_usd"] for r in (result, hourly))
    assert annual == pytest.approx(hour * 2080, rel=1e-3)


def test_a_comparison_gets_the_same_figures():
    wages, employment = tables(CLERKS)
    members = wages.drop_duplicates("occupation_code")
    found = Pools(wages, employment).estimate(members)
    for basis in ("annual", "hourly"):
        pay = estimates(pooled_pay(wages, employment, list(CLERKS), year=2024, basis=basis))
        for statistic in STATISTICS:
            assert found[f"{statistic}_{basis}_usd"] == pay.loc[statistic, "pay_usd"]


# ---------------------------------------------------------------- against the agency's own groups


@pytest.fixture(scope="module")
def national(publishers):
    """Tables of one national release, read from the publisher's workbook."""

    @cache
    def read(year):
        folder = publishers / "oews" / "national"
        (path,) = folder.glob(f"national_M{year}_dl.xls*")
        facts = {"top_code_hourly_usd": 100.0, "top_code_annual_usd": 208000.0}
        (raw,) = registry.extract(path, vintage=str(year), facts=facts if year < 2019 else None)
        tidy = registry.tidy(registry.parse(raw), raw.kind, raw.vintage, "oews", raw.facts)
        return tidy["wages"], tidy["employment"]

    return read


@pytest.mark.parametrize(("year", "median", "p90"), [(2018, 0.3, 1.1), (2024, 0.45, 1.7)])
def test_groups_are_rebuilt_from_their_parts(national, year, median, p90):
    cases = hierarchy_cases(*national(year), year)
    found = summary(cases, ["reference_year"]).iloc[0]
    assert found["cases"] > 1000
    assert found["median_error_pct"] < median
    assert found["p90_error_pct"] < p90
    assert found["in_certain_range_pct"] == 100
    assert 90 <= found["in_likely_range_pct"] <= 99  # sampling error is in it as well
    assert found["unflagged_above_3_pct"] < 0.01 * found["cases"]


@pytest.fixture(scope="module")
def handbook(publishers):
    archive = publishers / "ooh" / "2024-34_ooh-html_342-profiles.tar.xz"
    tidy = {}
    for raw in registry.extract(archive):
        tidy |= registry.tidy(registry.parse(raw), raw.kind, raw.vintage, "ooh", raw.facts)
    return tidy["profiles"], tidy["profile_members"]


def test_the_handbooks_groups_are_rebuilt_from_their_members(national, handbook):
    cases = validate_on_profiles(*handbook, *national(2024), groups=False)
    found = summary(cases, ["statistic"]).set_index("statistic")
    assert found.loc["median", "cases"] > 90
    assert found.loc["median", "median_error_pct"] < 0.5
    assert found.loc["median", "p90_error_pct"] < 1.5
    assert (found["unflagged_above_3_pct"] == 0).all()
    assert (found["in_certain_range_pct"] == 100).all()
    clerks = cases[cases["profile_id"] == "information-clerks"].set_index("statistic")
    assert clerks["printed_usd"].to_dict() == CLERKS_PRINTED
    assert abs(clerks.loc["median", "error_pct"]) < 0.5


def test_published_groups_make_the_handbooks_groups_exact_where_they_are_the_same(
    national, handbook
):
    cases = validate_on_profiles(*handbook, *national(2024))
    medians = cases[cases["statistic"] == "median"]
    assert (medians["pay_usd_status"] == "published").sum() > 40
    exact = cases[cases["pay_usd_status"] == "published"]
    assert exact["error_pct"].abs().max() < 1e-9
