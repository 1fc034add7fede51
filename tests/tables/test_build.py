"""The published tables: whole, checked, the same bytes each time."""

import hashlib
import json

import pandas as pd
import pytest
from building import all_sources, build_tables

from labor.errors import SchemaError, SourceError
from labor.tables.build import check_tables, write_tables
from labor.tables.freshness import Build
from labor.tables.load import load


@pytest.fixture(scope="module")
def some_sources(project):
    wanted = {"oews_national_2018", "oews_national_2024", "cpi_u"}
    return [s for s in all_sources(project) if s.id in wanted]


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


def test_the_same_input_gives_the_same_bytes_in_any_order(some_sources, tmp_path):
    write_tables(build_tables(some_sources), tmp_path / "a")
    write_tables(build_tables(some_sources[::-1]), tmp_path / "b")
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_csv_and_parquet_hold_the_same_rows(some_sources, tmp_path):
    tables = build_tables(some_sources)
    write_tables(tables, tmp_path)
    for name, frame in tables.items():
        from_parquet = load(name, tmp_path)
        pd.testing.assert_frame_equal(from_parquet, frame)
        from_csv = pd.read_csv(
            tmp_path / f"{name}.csv", dtype=frame.dtypes.to_dict(), keep_default_na=False,
            na_values=[""],
        )  # fmt: skip
        pd.testing.assert_frame_equal(from_csv, frame)


def test_text_is_quoted_and_numbers_are_bare(some_sources, tmp_path):
    write_tables(build_tables(some_sources), tmp_path)
    line = next(
        row
        for row in (tmp_path / "wages.csv").read_text().splitlines()
        if '"29-2071"' in row and '"median"' in row
    )
    assert ",19.4," in line
    assert ",40350," in line


def test_every_source_is_resolved(built):
    known = set(built["sources"]["source_id"])
    for name, frame in built.items():
        assert set(frame["source_id"]) <= known, name


def test_all_tables_keep_their_descriptions(built):
    check_tables(built)


def test_a_table_without_a_description_is_an_error():
    with pytest.raises(SchemaError, match="without a description: wagse"):
        check_tables({"wagse": pd.DataFrame()})


def test_problems_of_all_tables_are_told_together(built):
    prices = built["prices"].head(3).assign(month=13)
    sources = built["sources"].head(3).assign(copy="stolen")
    with pytest.raises(SchemaError, match=r"(?s)Table prices breaks.*Table sources breaks"):
        check_tables({"prices": prices, "sources": sources})


def test_an_empty_folder_says_where_to_run(tmp_path):
    with pytest.raises(SourceError, match="no raw tables to build from"):
        all_sources(tmp_path)


def test_a_build_is_current_until_something_changes(tmp_path):
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    out.mkdir()
    (raw / "a.toml").write_text("x = 1")
    (out / "a.csv").write_text("a")
    assert not Build(raw, out).is_current()
    Build(raw, out).record([out / "a.csv"])
    assert Build(raw, out).is_current()
    (out / "a.csv").write_text("ab")
    assert not Build(raw, out).is_current()
    (out / "a.csv").write_text("a")
    (raw / "a.toml").write_text("x = 2")
    assert not Build(raw, out).is_current()
    Build(raw, out).record([out / "a.csv"])
    record = out / ".build.json"
    record.write_text(json.dumps({"inputs": Build(raw, out).inputs}))
    assert not Build(raw, out).is_current()


def test_loading_takes_rows_and_columns(built, project):
    folder = project / "data" / "processed"
    frame = load(
        "wages", folder, columns=["occupation_code", "annual_wage_usd"],
        reference_year=2018, occupation_code=["29-2071", "31-9092"], statistic="median",
        industry_code="000000",
    )  # fmt: skip
    assert dict(frame.itertuples(index=False)) == {"29-2071": 40350, "31-9092": 33610}


def test_loading_names_what_there_is(tmp_path):
    with pytest.raises(SchemaError, match=r"(?s)no such table.*expected: .*wages"):
        load("wage", tmp_path)
    with pytest.raises(SchemaError, match=r"(?s)no such column.*reference_year"):
        load("wages", tmp_path, year=2018)
    with pytest.raises(SchemaError, match=r"no such column"):
        load("wages", tmp_path, folder=tmp_path)
    with pytest.raises(SourceError, match="labor build"):
        load("wages", tmp_path)
