"""Estimates are stored in parts and by occupation as well; what is loaded does not show it."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from labor.schema.tables import TABLES
from labor.tables.files import ROW_GROUP, files_for, second_order_of
from labor.tables.load import load, values_of

CODES = ["29-2072", "29-9021", "31-9092"]
LARGE = "wages/oews_flat_2025.metro"


@pytest.fixture(scope="module")
def folder(project, built):
    return project / "data" / "processed"


@pytest.mark.parametrize("codes", [CODES[:1], CODES])
@pytest.mark.parametrize(
    "columns", [None, ["annual_wage_usd", "occupation_code"], ["source_id"]], ids=str
)
@pytest.mark.parametrize("area", [None, "99", "26420"])
def test_every_order_gives_the_same_rows(built, folder, codes, columns, area):
    asked = {"occupation_code": codes, "statistic": ["mean", "median"]}
    if area:
        asked["area_code"] = [area]
    got = load("wages", folder, columns=columns, **asked)
    wages = built["wages"]
    for name, values in asked.items():
        wages = wages[wages[name].isin(values)]
    expected = wages[columns or list(wages.columns)].reset_index(drop=True)
    assert len(expected)
    pd.testing.assert_frame_equal(got, expected)


def test_an_occupation_in_all_years_is_read_from_files_ordered_by_occupation(folder):
    files = files_for(folder, "wages", {"occupation_code": CODES})
    assert files[0] == second_order_of(folder, "wages")
    assert second_order_of(folder, LARGE) in files
    assert all("by_occupation" in path.parts for path in files)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ({"reference_year": [2018], "industry_code": ["000000"]}, "wages/oews_national_2018"),
        ({"reference_year": [2024], "area_code": ["06"]}, "wages/oews_state_2024"),
        ({"area_type": ["metropolitan"]}, LARGE),
    ],
)
def test_only_parts_that_can_have_rows_are_opened(folder, asked, part):
    assert files_for(folder, "wages", asked) == [folder / f"{part}.parquet"]


def test_what_no_part_has_gives_no_rows_and_all_columns(folder):
    rows = load("wages", folder, reference_year=1950)
    assert rows.empty
    assert list(rows.columns) == TABLES["wages"].names
    assert rows.dtypes.astype("str").to_dict() == TABLES["wages"].dtypes


def test_every_row_of_every_part_is_in_the_table(built, folder):
    for name in ("wages", "employment"):
        parts = sorted((folder / name).glob("*.parquet"))
        assert {path.stem for path in parts} == set(built[name]["source_id"])
        assert sum(pq.read_metadata(path).num_rows for path in parts) == len(built[name])
        assert values_of(name, folder, "reference_year") == set(built[name]["reference_year"])


def test_the_rows_of_an_occupation_lie_together(folder):
    groups = pq.ParquetFile(second_order_of(folder, LARGE)).metadata
    place = groups.schema.names.index("occupation_code")
    holding = []
    for number in range(groups.num_row_groups):
        limits = groups.row_group(number).column(place).statistics
        holding.append(limits.min <= CODES[0] <= limits.max)
    rows = len(load("wages", folder, occupation_code=CODES[0], reference_year=2025))
    assert 0 < sum(holding) <= rows // ROW_GROUP + 2
    assert groups.num_row_groups > sum(holding)
