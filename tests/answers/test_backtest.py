"""Earlier projections against what came, beside naive models."""

import pandas as pd
import pytest
from analysis_examples import lineage

import labor
from labor.answers.outlook.backtest import COLUMNS, backtest, evaluate
from labor.errors import AnalysisError
from labor.methods.crosswalk import Crosswalk

STEPS = Crosswalk.of(lineage())


def vintage(name, version, jobs, total_pct=None):
    """Jobs by code: (base, target), in a vintage of ten years."""
    base = int(name[:4])
    rows = [
        {
            "projection_vintage": name,
            "occupation_code": code,
            "occupation_title": code,
            "occupation_kind": "line_item",
            "soc_version": version,
            "base_year": base,
            "target_year": base + 10,
            "base_employment_jobs": float(start),
            "target_employment_jobs": float(end),
            "employment_change_pct": (end / start - 1) * 100,
            "source_id": name,
        }
        for code, (start, end) in jobs.items()
    ]
    if total_pct is not None:
        total = dict(rows[0], occupation_code="00-0000", occupation_kind="summary")
        rows.append(total | {"employment_change_pct": total_pct})
    return rows


MADE = vintage(
    "2012-22", "soc_2010",
    {"29-2071": (100, 120), "31-9092": (100, 130), "31-9094": (100, 80), "29-2021": (100, 100)},
    total_pct=10.0,
)  # fmt: skip
HALFWAY = vintage(
    "2018-28", "soc_2010",
    {"29-2071": (110, 120), "31-9092": (120, 150), "31-9094": (90, 80), "29-2021": (100, 105)},
)  # fmt: skip
SEEN = vintage(
    "2022-32", "soc_2018",
    {"29-2072": (90, 95), "29-9021": (40, 45), "31-9092": (150, 160), "31-9094": (110, 100),
     "29-1292": (100, 110), "99-9999": (10, 10)},
)  # fmt: skip
TABLE = pd.DataFrame([*MADE, *HALFWAY, *SEEN])


@pytest.fixture(scope="module")
def complete():
    return backtest(TABLE, STEPS, ("2012-22", "2022-32")).set_index("occupation_code")


def test_only_occupations_that_stayed_the_same_one_code_are_checked(complete):
    assert set(complete.index) == {"31-9092", "31-9094", "29-2021"}
    assert complete.loc["29-2021", "check_code"] == "29-1292"


def test_errors_are_in_percent_of_the_jobs_observed(complete):
    row = complete.loc["31-9092"]
    assert (row["projected_jobs"], row["observed_jobs"]) == (130, 150)
    assert row["error_pct"] == pytest.approx((130 / 150 - 1) * 100)
    assert row["is_complete"]


def test_the_naive_models_know_no_occupations(complete):
    # All occupations were projected to grow by 10 %; observed jobs went from 400 to 500.
    row = complete.loc["31-9094"]
    assert row["naive_rate_jobs"] == pytest.approx(110)
    assert row["naive_share_jobs"] == pytest.approx(100 * 500 / 400)
    assert row["naive_rate_error_pct"] == pytest.approx(0)


def test_directions(complete):
    assert complete["is_direction_right"].to_dict() == {
        "31-9092": True,
        "31-9094": False,
        "29-2021": True,
    }
    # Faster than all: projected 30 % against 10 %, came 50 % against 25 %.
    assert complete.loc["31-9092", "is_faster_right"]
    assert complete.loc["29-2021", "is_faster_right"]


def test_before_the_target_year_the_path_has_a_constant_rate():
    rows = backtest(TABLE, STEPS, ("2012-22", "2018-28")).set_index("occupation_code")
    assert not rows["is_complete"].any()
    assert rows.loc["31-9092", "projected_jobs"] == pytest.approx(100 * 1.3**0.6)
    assert rows.loc["29-2071", "check_code"] == "29-2071"


def test_all_pairs_that_can_be_checked_are():
    rows = backtest(TABLE, STEPS)
    pairs = set(zip(rows["projection_vintage"], rows["check_vintage"], strict=True))
    assert pairs == {("2012-22", "2018-28"), ("2012-22", "2022-32"), ("2018-28", "2022-32")}
    assert list(rows.columns) == list(COLUMNS)


def test_a_perfect_projection_has_no_error():
    ends = {row["occupation_code"]: (row["target_employment_jobs"], 1) for row in MADE[:4]}
    came = vintage("2022-32", "soc_2010", ends)
    rows = backtest(pd.DataFrame([*MADE, *came]), STEPS, ("2012-22", "2022-32"))
    assert rows["error_pct"].abs().max() == 0
    assert rows["is_direction_right"].all()
    summary = evaluate(rows).iloc[0]
    assert summary["direction_right_pct"] == 100
    assert summary["nearer_than_naive_share_pct"] > 0


def test_the_evaluation_sums_up(complete):
    summary = evaluate(complete.reset_index()).iloc[0]
    assert summary["occupations"] == 3
    assert summary["mean_absolute_error_pct"] == pytest.approx(complete["error_pct"].abs().mean())
    assert summary["direction_right_pct"] == pytest.approx(200 / 3)
    assert summary["naive_direction_right_pct"] == pytest.approx(200 / 3)


@pytest.mark.parametrize(
    ("name", "weight"), [("base", "base_employment_jobs"), ("observed", "observed_jobs")]
)
def test_by_jobs_an_occupation_weighs_as_many_jobs_as_it_had(complete, name, weight):
    summary = evaluate(complete.reset_index()).iloc[0]
    jobs = complete[weight]
    error = (complete["error_pct"].abs() * jobs).sum() / jobs.sum()
    right = jobs[complete["is_direction_right"]].sum() / jobs.sum()
    assert summary[f"mean_absolute_error_by_{name}_jobs_pct"] == pytest.approx(error)
    assert summary[f"direction_right_by_{name}_jobs_pct"] == pytest.approx(100 * right)


def test_changes_that_are_printed_alike_are_as_many(project):
    for role in ("29-9021", "31-9092", "29-2052", "23-1011", "43-4051", "53-3032"):
        found = labor.backtest(role, root=project)
        gaps = [round(one.came_pct, 1) - round(one.projected_pct, 1) for one in found.known]
        if not gaps:
            continue
        assert (", as many in " in found.finding) == (0 in gaps)
        more = sum(gap > 0 for gap in gaps)
        table = found.table()
        way = next(field for field in table.fields if field.heading == "Right way")
        for row in table.rows:
            none = 0 in (
                round(row["projected_change_pct"], 1),
                round(row["observed_change_pct"], 1),
            )
            assert (way.say(row) in ("yes", "no")) or none
        assert found.finding.endswith("so far") or 0 in gaps
        assert more == len(gaps) or str(more) in found.finding or more == 0


def test_nothing_to_check_is_refused():
    with pytest.raises(AnalysisError, match="No projection can be checked yet"):
        backtest(pd.DataFrame(SEEN), STEPS)


# docs/methods/backtest.md
def test_the_completed_projections_came_out_as_documented(built):
    steps = Crosswalk.of(built["soc_lineage"])
    pairs = [("2012-22", "2022-32"), ("2014-24", "2024-34")]
    found = [evaluate(backtest(built["projections"], steps, pair)).iloc[0] for pair in pairs]
    assert [row["occupations"] for row in found] == [731, 732]
    for column, expected in {
        "median_absolute_error_pct": [18.7, 19.1],
        "naive_rate_median_absolute_error_pct": [20.5, 20.4],
        "naive_share_median_absolute_error_pct": [21.6, 21.4],
        "mean_absolute_error_pct": [30.2, 29.6],
        "naive_share_mean_absolute_error_pct": [35.0, 37.3],
        "direction_right_pct": [61.8, 64.5],
        "naive_direction_right_pct": [55.3, 52.7],
        "faster_right_pct": [62.0, 63.3],
        "nearer_than_naive_share_pct": [59.1, 60.5],
        "mean_absolute_error_by_base_jobs_pct": [20.8, 19.7],
        "mean_absolute_error_by_observed_jobs_pct": [18.9, 18.5],
        "direction_right_by_base_jobs_pct": [65.4, 65.9],
        "direction_right_by_observed_jobs_pct": [71.3, 71.7],
    }.items():
        assert [round(row[column], 1) for row in found] == expected, column


def test_the_divided_occupation_is_not_checked_after_its_division(built):
    steps = Crosswalk.of(built["soc_lineage"])
    rows = backtest(built["projections"], steps)
    checked = rows[rows["occupation_code"] == "29-2071"]["check_vintage"].unique().tolist()
    assert checked == ["2014-24", "2016-26", "2018-28"]
