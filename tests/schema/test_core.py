"""A schema reports every problem of a table at once, with the rows that have it."""

import pandas as pd
import pytest

from labor.errors import SchemaError
from labor.schema.core import Column, TableSchema, measure

PAY = TableSchema(
    name="pay",
    row_is="one occupation and year",
    key=("reference_year", "occupation_code"),
    columns=(
        Column("reference_year", "integer", "Year.", minimum=1997),
        Column("occupation_code", "text", "Code.", pattern=r"\d\d-\d{4}"),
        Column("level", "text", "Level.", allowed=("broad", "detailed")),
        *measure("median_usd", "Median.", "US dollars a year", minimum=0),
    ),
)


def rows(**changed):
    frame = pd.DataFrame(
        {
            "reference_year": [2018, 2018],
            "occupation_code": ["31-9092", "29-2071"],
            "level": ["detailed", "detailed"],
            "median_usd": [33610.0, 40350.0],
            "median_usd_status": ["published", "published"],
        }
    )
    return frame.assign(**changed)


def test_a_conformed_table_is_sorted_by_key_and_typed():
    frame = PAY.conform(rows())
    assert frame["occupation_code"].tolist() == ["29-2071", "31-9092"]
    assert frame["reference_year"].dtype == "Int64"
    assert frame["occupation_code"].dtype == "str"
    PAY.check(frame)


def test_conforming_leaves_the_given_frame_alone():
    given = rows()
    before = given.copy()
    PAY.conform(given)
    pd.testing.assert_frame_equal(given, before)


def test_all_problems_are_told_at_once():
    frame = PAY.conform(
        rows(
            reference_year=[1990, 2018],
            occupation_code=["29-2071", "x"],
            level=["detail", "broad"],
            median_usd=[None, -1.0],
            median_usd_status=["published", "not_available"],
        )
    )
    with pytest.raises(SchemaError) as caught:
        PAY.check(frame)
    message = str(caught.value)
    for part in (
        "reference_year: below 1997 in 1 rows",
        "occupation_code: not of the known form",
        "level: not an allowed value",
        "median_usd: below 0",
        "median_usd: a number whose status says there is none",
        "median_usd: no number though its status says there is one",
    ):
        assert part in message


def test_a_key_may_appear_once():
    frame = PAY.conform(rows(occupation_code=["29-2071", "29-2071"]))
    with pytest.raises(SchemaError, match=r"2 rows share a key: .*29-2071"):
        PAY.check(frame)


def test_an_empty_key_is_a_problem():
    frame = PAY.conform(rows(reference_year=[None, 2018]))
    with pytest.raises(SchemaError, match="part of the key and empty"):
        PAY.check(frame)


def test_missing_and_unknown_columns_are_named():
    with pytest.raises(SchemaError, match=r"(?s)expected: level.*unknown: lvl"):
        PAY.conform(rows().rename(columns={"level": "lvl"}))


def test_a_column_of_the_wrong_kind_is_an_error():
    with pytest.raises(SchemaError, match="wrong kind"):
        PAY.conform(rows(median_usd=["40,350", "x"]))
