"""Rows are chosen group by group from Parquet files; plain pandas chooses and sorts the same."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labor.errors import SchemaError, SourceError
from labor.schema.core import Column, TableSchema
from labor.tables.load import load
from labor.tables.row_groups import chosen_rows

KEY = ("year", "area", "code")
SCHEMA = TableSchema(
    "made_up",
    "one of a test",
    KEY,
    (
        Column("year", "integer", ""),
        *(Column(name, "text", "") for name in ("area", "code")),
        Column("title", "text", "", nullable=True),
        Column("wage", "number", "", nullable=True),
        Column("is_group", "boolean", ""),
    ),
)
ASKED = [
    {},
    {"code": ["29-2072"]},
    {"code": ["29-2072", "no such code"], "year": [2024]},
    {"year": ["2025"], "area": ["99", "ä"]},
    {"title": ["two"]},
    {"wage": [10]},
    {"is_group": [True]},
    {"area": []},
    {"year": [1950]},
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two files of small groups, the second sorted by code, and their rows as pandas has them."""
    chance = np.random.default_rng(7)
    areas, codes = ["06", "1", "99", "Z", "ä"], ["11-1011", "29-2071", "29-2072", "53-7199"]
    rows = pd.MultiIndex.from_product([[2024, 2025], areas, codes], names=KEY).to_frame(index=False)
    rows = rows.assign(
        title=pd.array(chance.choice(["one", "two", None], len(rows)), dtype="str"),
        wage=chance.choice([10.0, 20.0, np.nan], len(rows)),
        is_group=chance.choice([True, False], len(rows)),
    ).astype({"area": "str", "code": "str", "year": "Int64"})
    folder = tmp_path_factory.mktemp("groups")
    orders = (["year", "area"], ["code", "year"])
    halves = np.arange(len(rows)) % 2
    parts = [rows[halves == n].sort_values(order) for n, order in enumerate(orders)]
    places = [folder / f"{number}.parquet" for number in range(len(parts))]
    for part, place in zip(parts, places, strict=True):
        table = pa.Table.from_pandas(part, preserve_index=False)
        pq.write_table(table, place, row_group_size=3)
    return places, pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("sort", [False, True])
@pytest.mark.parametrize("columns", [SCHEMA.names, ["wage", "title"]], ids=str)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_groups_give_the_rows_that_pandas_chooses(files, asked, columns, sort):
    places, rows = files
    got = chosen_rows(SCHEMA, places, columns, asked, sort=sort).to_pandas()
    for name, values in asked.items():
        rows = rows[rows[name].isin([2025] if values == ["2025"] else values)]
    rows = rows.sort_values(list(KEY), kind="stable") if sort else rows
    pd.testing.assert_frame_equal(got, rows[columns].reset_index(drop=True))


def test_a_value_that_cannot_stand_in_a_column_is_named(project, built):
    with pytest.raises(SchemaError, match="reference_year") as raised:
        load("wages", project / "data" / "processed", reference_year="this year")
    assert "this year" in raised.value.message()


def test_a_file_with_foreign_bytes_inside_is_told_as_damaged(project, tmp_path):
    body = (project / "data" / "processed" / "prices.parquet").read_bytes()
    (tmp_path / "prices.parquet").write_bytes(body[:200] + bytes(400) + body[600:])
    with pytest.raises(SourceError, match="prices is damaged"):
        load("prices", tmp_path)
