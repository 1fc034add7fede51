"""Parts of the projections join to one row per vintage and occupation, in any order."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labor.errors import ParseError, SourceError
from labor.publishers.assemble import combine
from labor.publishers.projections.tidy import tidy
from labor.schema.tables import TABLES

COMMON = {
    "title": ["Total, all occupations", "Medical records specialists"],
    "code": ["00-0000", "29-2072"],
    "occupation_type": ["Summary", "Line item"],
    "base_employment_thousands": [169956.1, 194.8],
    "base_employment_thousands_mark": ["", ""],
    "target_employment_thousands": [175167.9, 208.6],
    "target_employment_thousands_mark": ["", ""],
    "employment_change_thousands": [5211.8, 13.8],
    "employment_change_thousands_mark": ["", ""],
    "employment_change_pct": [3.1, 7.1],
    "employment_change_pct_mark": ["", ""],
    "openings_annual_average_thousands": [18863.3, 14.2],
    "openings_annual_average_thousands_mark": ["", ""],
    "base_year": 2024,
    "target_year": 2034,
}
OCCUPATIONS = {
    **COMMON,
    "self_employed_pct": [5.8, float("nan")],
    "self_employed_pct_mark": ["", "—"],
    "median_annual_wage_usd": [49500.0, 239200.0],
    "median_annual_wage_usd_mark": ["", ">="],
    "is_comparable_occupation": [True, False],
    "entry_education": ["", "Postsecondary non-degree award"],
    "entry_education_mark": ["—", ""],
    "work_experience": ["", "None"],
    "work_experience_mark": ["—", ""],
    "training": ["", "None"],
    "training_mark": ["—", ""],
    "wage_reference_year": 2024,
}
SEPARATIONS = {
    **COMMON,
    "exit_rate_pct": [4.7, 3.5],
    "exit_rate_pct_mark": ["", ""],
    "transfer_rate_pct": [5.9, 2.9],
    "transfer_rate_pct_mark": ["", ""],
    "labor_force_exits_annual_average_thousands": [8155.0, 7.1],
    "labor_force_exits_annual_average_thousands_mark": ["", ""],
    "occupational_transfers_annual_average_thousands": [10187.1, 5.8],
    "occupational_transfers_annual_average_thousands_mark": ["", ""],
}


def frame(columns: dict, rows: slice = slice(None), **changes: object) -> pd.DataFrame:
    return pd.DataFrame({**columns, **changes}).iloc[rows].reset_index(drop=True)


def export(**changes: object) -> pd.DataFrame:
    columns = {name: values for name, values in OCCUPATIONS.items() if "self_" not in name}
    del columns["is_comparable_occupation"]
    return frame(columns, slice(1, None), **changes).drop(columns="occupation_type")


def part(parsed: pd.DataFrame, name: str, vintage: str = "2024-34") -> dict[str, pd.DataFrame]:
    return tidy(parsed, f"projections.{name}", vintage, f"{name} {vintage}", {})


def test_a_workbook_gives_whole_rows():
    tables = combine(
        [part(frame(OCCUPATIONS), "occupations"), part(frame(SEPARATIONS), "separations")]
    )
    TABLES["projections"].check(tables["projections"])
    TABLES["projection_wages"].check(tables["projection_wages"])
    row = tables["projections"].set_index("occupation_code").loc["29-2072"]
    assert row["base_employment_jobs"] == 194_800
    assert row["occupational_transfers_annual_average_jobs"] == 5_800
    assert row["self_employed_pct_status"] == "not_available"
    assert row["openings_ten_year_total_jobs_status"] == "not_applicable"
    assert row["entry_education"] == "Postsecondary nondegree award"
    assert (row["source_id"], row["separations_source_id"]) == (
        "occupations 2024-34",
        "separations 2024-34",
    )
    wages = tables["projection_wages"].set_index("occupation_code")
    assert wages.loc["00-0000", "is_comparable_occupation"]
    assert wages.loc["29-2072", "median_annual_wage_usd_status"] == "top_coded"


def test_an_export_alone_gives_line_items_with_gaps():
    tables = combine([part(export(), "csv_export")])
    TABLES["projections"].check(tables["projections"])
    TABLES["projection_wages"].check(tables["projection_wages"])
    (row,) = tables["projections"].to_dict("records")
    assert row["occupation_kind"] == "line_item"
    assert row["self_employed_pct_status"] == "not_applicable"
    assert not tables["projection_wages"]["is_comparable_occupation"].any()


PARTS = [
    part(frame(OCCUPATIONS), "occupations"),
    part(frame(COMMON), "employment"),
    part(frame(SEPARATIONS), "separations"),
    part(export(), "csv_export"),
    part(export(base_year=2021, target_year=2031), "csv_export", "2021-31"),
]
JOINED = combine(PARTS)


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(5)))
def test_the_order_of_the_parts_does_not_matter(order):
    for name, table in combine([PARTS[n] for n in order]).items():
        pd.testing.assert_frame_equal(table, JOINED[name])
    assert len(JOINED["projections"]) == 3


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"target_employment_thousands": [175167.9, 208.7]}, "target_employment_jobs"),
        ({"employment_change_pct": [3.1, 7.2]}, "employment_change_pct"),
        ({"training": ["", "Apprenticeship"]}, "training"),
        ({"median_annual_wage_usd": [49500.0, 50250.0]}, "median_annual_wage_usd"),
        ({"median_annual_wage_usd_mark": [">=", ""]}, "median_annual_wage_usd_status"),
    ],
)
def test_two_sources_that_disagree_are_refused(changes, column):
    parts = [part(frame(OCCUPATIONS), "occupations"), part(export(**changes), "csv_export")]
    with pytest.raises(SourceError, match="disagree in 1 rows") as error:
        combine(parts)
    assert f"29-2072, column {column}" in str(error.value)
    assert "in csv_export 2024-34" in str(error.value)


def test_differences_below_the_printed_digit_are_no_disagreement():
    near = export(target_employment_thousands=[175167.9, 208.64])
    tables = combine([part(frame(OCCUPATIONS), "occupations"), part(near, "csv_export")])
    row = tables["projections"].set_index("occupation_code").loc["29-2072"]
    assert row["target_employment_jobs"] == 208_600


def test_an_unknown_vintage_is_refused():
    with pytest.raises(ParseError, match="not known") as error:
        part(frame(OCCUPATIONS), "occupations", "2031-41")
    assert "report the vintage as new" in str(error.value)
