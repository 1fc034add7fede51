"""Large tables are stored by occupation as well; what is loaded does not show it."""

import pandas as pd
import pyarrow.parquet as pq
import pytest
from building import publish

from labor.schema.tables import TABLES
from labor.tables.files import ROW_GROUP, file_for, has_second_order, second_order_of
from labor.tables.load import load

CODES = ["29-2072", "29-9021", "31-9092"]


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    """Wages in both orders."""
    folder = tmp_path_factory.mktemp("orders")
    assert has_second_order(TABLES["wages"], len(built["wages"]))
    publish({name: built[name] for name in ("wages", "sources")}, folder)
    return folder


@pytest.mark.parametrize("codes", [CODES[:1], CODES])
@pytest.mark.parametrize(
    "columns", [None, ["annual_wage_usd", "occupation_code"], ["source_id"]], ids=str
)
def test_both_orders_give_the_same_rows(built, folder, codes, columns):
    asked = {"occupation_code": codes, "statistic": ["mean", "median"]}
    assert file_for(folder, "wages", asked) == second_order_of(folder, "wages")
    got = load("wages", folder, columns=columns, **asked)
    wages = built["wages"]
    expected = wages[
        wages["occupation_code"].isin(codes) & wages["statistic"].isin(asked["statistic"])
    ]
    expected = expected[columns or list(wages.columns)].reset_index(drop=True)
    pd.testing.assert_frame_equal(got, expected)


def test_other_questions_are_answered_from_the_table_itself(folder):
    table = folder / "wages.parquet"
    for asked in ({}, {"reference_year": [2018]}, {"occupation_code": list(map(str, range(99)))}):
        assert file_for(folder, "wages", asked) == table


def test_the_rows_of_an_occupation_lie_together(built, folder):
    groups = pq.ParquetFile(second_order_of(folder, "wages")).metadata
    place = groups.schema.names.index("occupation_code")
    holding = []
    for number in range(groups.num_row_groups):
        limits = groups.row_group(number).column(place).statistics
        holding.append(limits.min <= CODES[0] <= limits.max)
    rows = (built["wages"]["occupation_code"] == CODES[0]).sum()
    assert 0 < sum(holding) <= rows // ROW_GROUP + 2
    assert groups.num_row_groups > sum(holding)


def test_a_table_that_got_small_is_stored_once(built, folder, tmp_path):
    publish({name: built[name] for name in ("wages", "sources")}, tmp_path)
    small = {"wages": built["wages"].head(100), "sources": built["sources"]}
    publish(small, tmp_path)
    assert not second_order_of(tmp_path, "wages").exists()
    pd.testing.assert_frame_equal(load("wages", tmp_path), small["wages"])
