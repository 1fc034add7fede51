"""The files of descriptions say everything once, with the words that the code uses."""

import tomllib
from pathlib import Path

import pytest

import labor
from labor.schema.tables import TABLES, tables_in, words_of
from labor.terms import EDUCATION, EXPERIENCE, STATISTICS

FILES = sorted((Path(labor.__file__).parent / "schema").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_and_shared_columns_are_those_that_tables_need(path):
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = described["tables"]
    assert tuple(tables) == tuple(table.name for table in tables_in(path.stem))
    columns = [pair for table in tables.values() for pair in table["columns"].items()]
    stand_for_shared = [name for name, own in columns if not own]
    for name in described.get("columns", {}):
        assert stand_for_shared.count(name) > 1
    own = [column for _, column in columns] + list(described.get("columns", {}).values())
    named = {column[kind] for column in own for kind in ("allowed", "joined") if kind in column
             and isinstance(column[kind], str)}  # fmt: skip
    text = path.read_text(encoding="utf-8")
    in_code = {"outlook_phrases", "attainment", "domains", "covered"}
    for name in described.get("words", {}):
        assert name in named | in_code or f"{{{name}}}" in text


def test_every_measure_has_its_status_and_every_key_its_columns():
    for table in TABLES.values():
        assert set(table.key) <= set(table.names)
        for column in table.columns:
            assert column.description
            assert "{" not in column.description
            assert not column.status or column.status in table.names
        for link in table.foreign_keys:
            assert set(link.reference) <= set(TABLES[link.table].names)


def test_the_words_of_pay_are_the_terms_of_the_code():
    statistic = next(c for c in TABLES["wages"].columns if c.name == "statistic")
    assert set(statistic.allowed) == set(STATISTICS)
    assert set(words_of("domains")) < set(words_of("covered"))


def test_education_and_experience_are_ordered_as_the_schema_lists_them():
    # BLS assigns no less than "No formal educational credential"; the word below is an older one.
    assert [*reversed(EDUCATION)] == [*words_of("education")][:-1]
    assert [*reversed(EXPERIENCE)] == [*words_of("experience")]
