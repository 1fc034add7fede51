"""The queries for DuckDB give what labor gives."""

import re

import duckdb

import labor


def queries(project):
    text = (project / "docs" / "other-programs.md").read_text(encoding="utf-8")
    return re.findall(r"```sql\n(.*?)```", text, re.DOTALL)


def test_the_queries_agree_with_the_verbs(project, monkeypatch):
    monkeypatch.chdir(project)
    without_degree, at_prices = (duckdb.sql(query).df() for query in queries(project))
    assert len(without_degree) > 20
    assert without_degree["annual_wage_usd"].between(45_000, 60_000).all()
    assert without_degree["occupation_code"].is_unique
    row = labor.places("29-1141", 2024, price_level=True).rows.set_index("area_code").loc["48"]
    assert at_prices["annual_wage_usd"].tolist() == [row["median_annual_usd"]]
    (found,) = at_prices["at_national_prices_usd"]
    assert found == round(row["median_annual_at_national_prices_usd"], -1)


def test_the_columns_that_stata_reads_as_text_are_the_texts_of_the_panel(project):
    from labor.schema.tables import ON_REQUEST

    text = (project / "docs" / "other-programs.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"stringcols\(([\d ]+)\)", text)
    kinds = [column.kind for column in ON_REQUEST["panel"].columns]
    texts = [place for place, kind in enumerate(kinds, start=1) if kind == "text"]
    assert [int(place) for place in named.split()] == texts
