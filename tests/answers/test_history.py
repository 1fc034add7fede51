"""The years of a role as honest series."""

import pandas as pd
import pytest
from analysis_examples import (
    ASSISTANTS,
    CLERK_CODES,
    CLERKS,
    HYGIENISTS,
    RECORDS,
    constant,
    lineage,
    oews,
    role,
)

from labor.answers.history.segments import COLUMNS, history_rows
from labor.errors import AnalysisError
from labor.methods.crosswalk import Crosswalk
from labor.occupations import resolve

WAGES, EMPLOYMENT = oews()
STEPS = Crosswalk.of(lineage())


@pytest.fixture(scope="module")
def records():
    return history_rows(RECORDS, WAGES, EMPLOYMENT, STEPS)


def spans(rows):
    return {
        tuple(part["occupation_code"].unique()): (
            part["reference_year"].min(),
            part["reference_year"].max(),
        )
        for _, part in rows.groupby("segment")
    }


def test_the_records_technician_is_five_series(records):
    assert spans(records) == {
        ("32911",): (1997, 1997),
        ("29-2071",): (2000, 2018),
        ("29-2098",): (2019, 2020),
        ("29-2072",): (2021, 2025),
        ("29-9021",): (2021, 2025),
    }


# UNT archive of oes292071: May 2011 180,280 jobs, median $33,310; May 2006 median $28,030.
def test_the_figures_are_those_published(records):
    by_year = records[records["occupation_code"] == "29-2071"].set_index("reference_year")
    assert by_year.loc[2011, "employment_jobs"] == 180280
    assert by_year.loc[2011, "median_annual_usd"] == 33310
    assert by_year.loc[2006, "median_annual_usd"] == 28030
    assert by_year.loc[2006, "p10_annual_usd"] == 19060


def test_every_later_segment_says_why_it_begins(records):
    starts = records.drop_duplicates("segment").set_index("segment")["break_before"]
    assert starts.loc[1] == ""
    assert "titles alone do not make occupations the same" in starts.loc[2]
    assert (
        "In May 2018 medical records technicians are 29-2071, in May 2019 29-2098"
        in (starts.loc[3])
    )
    assert "29-2072 and 29-9021, which are not the same jobs" in starts.loc[4]
    inside = records[records.duplicated("segment")]
    assert (inside["break_before"] == "").all()


def test_changes_of_method_stand_beside_their_year_inside_a_segment(records):
    marked = records[records["caveat_before"] != ""]
    assert marked["reference_year"].tolist() == [2003]
    assistants = history_rows(ASSISTANTS, WAGES, EMPLOYMENT, STEPS)
    assert assistants["segment"].unique().tolist() == [1]
    marked = assistants[assistants["caveat_before"] != ""]
    assert marked["reference_year"].tolist() == [2003, 2021]


def test_another_code_for_the_same_jobs_goes_on():
    rows = history_rows(HYGIENISTS, WAGES, EMPLOYMENT, STEPS)
    assert spans(rows) == {("29-2021", "29-1292"): (2000, 2025)}
    assert rows["segment_label"].unique().tolist() == ["29-2021 / 29-1292, 2000 to 2025"]


def test_a_code_that_means_something_else_later_does_not_go_on():
    residual = role("All other", soc_2010=("29-2099",), soc_2018=("29-2099",))
    rows = history_rows(residual, WAGES, EMPLOYMENT, STEPS)
    assert rows["segment"].max() == 2
    assert rows.loc[rows["segment"] == 2, "reference_year"].min() == 2021


def test_years_without_a_row_are_counted():
    gap = WAGES[~((WAGES["occupation_code"] == "31-9092") & (WAGES["reference_year"] == 2014))]
    rows = history_rows(ASSISTANTS, gap, EMPLOYMENT, STEPS)
    missing = rows.set_index("reference_year")["years_missing_before"]
    assert missing.loc[2015] == "2014"
    assert (missing.drop(2015).replace("", pd.NA).dropna() == "").all()


def test_a_group_of_unchanged_occupations_is_one_series_of_sums():
    rows = history_rows(CLERKS, WAGES, EMPLOYMENT, STEPS)
    own = rows[rows["role_kind"] == "composite"]
    assert set(own["segment"]) == {1}
    assert own["reference_year"].tolist() == [2018, 2019, 2024]
    for year, jobs in zip(own["reference_year"], own["employment_jobs"], strict=True):
        members = rows[(rows["role_kind"] == "member") & (rows["reference_year"] == year)]
        assert members["occupation_code"].tolist() == list(CLERK_CODES)
        assert members["employment_jobs"].sum() == jobs


def test_a_group_that_loses_an_occupation_begins_anew():
    gone = (WAGES["occupation_code"] == CLERK_CODES[0]) & (WAGES["reference_year"] == 2018)
    rows = history_rows(CLERKS, WAGES[~gone], EMPLOYMENT, STEPS)
    own = rows[rows["role_kind"] == "composite"]
    assert own["segment"].nunique() == 2
    (said,) = own.loc[own["reference_year"] == 2019, "break_before"]
    assert said == (
        f"May 2018 has no row of Correspondence Clerks ({CLERK_CODES[0]}), so the group is not "
        "counted whole."
    )


# The survey's files of 2000 to 2003 have no row for 43-4199.
def test_information_clerks_begin_anew_in_2004(built):
    clerks = resolve(
        "information clerks",
        built["occupations"],
        built["soc_lineage"],
        profiles=built["profiles"],
        profile_members=built["profile_members"],
    )
    rows = history_rows(clerks, built["wages"], built["employment"], built["soc_lineage"])
    own = rows[rows["role_kind"] == "composite"]
    years = [
        (part["reference_year"].min(), part["reference_year"].max())
        for _, part in own.groupby("segment")
    ]
    assert years == [(2000, 2003), (2004, 2025)]
    (said,) = own.loc[own["reference_year"] == 2004, "break_before"]
    assert said.startswith(
        "May 2004 has a row of All other information and record clerks (43-4199)"
    )


def test_no_row_is_in_two_segments(records):
    assert list(records.columns) == list(COLUMNS)
    assert not records.duplicated(["reference_year", "occupation_code"]).any()
    assert records["segment"].is_monotonic_increasing


def test_estimates_before_2003_are_of_the_fourth_quarter(records):
    periods = records.set_index("reference_year")["reference_period"]
    assert periods.loc[2002] == "the fourth quarter of 2002"
    assert periods.loc[2003] == "May 2003"


def test_a_role_without_pay_in_any_year_is_refused():
    with pytest.raises(AnalysisError, match="no pay figures of Nobody in any year"):
        history_rows(constant("Nobody", "99-9999"), WAGES, EMPLOYMENT, STEPS)


def test_the_built_tables_give_the_same_five_series(built, records):
    rows = history_rows(RECORDS, built["wages"], built["employment"], built["soc_lineage"])
    assert spans(rows) == spans(records)
    columns = ["segment", "reference_year", "occupation_code", "median_annual_usd"]
    pd.testing.assert_frame_equal(rows[columns], records[columns])
    assert "29-9098" in rows.loc[rows["segment"] == 3, "break_before"].iloc[0]
