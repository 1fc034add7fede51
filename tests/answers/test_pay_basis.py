"""Occupations paid only by the hour or only by the year are answered in every door."""

import pytest

import labor
from labor.answers.compare.page import answer


def only(built, basis, year=2024):
    wages = built["wages"].query(f"reference_year == {year} and area_code == '99'")
    rows = wages[(wages["pay_basis"] == basis) & (wages["statistic"] == "median")]
    unit = basis.removesuffix("_only")
    rows = rows[rows[f"{unit}_wage_usd_status"] == "published"]
    rows = rows[(rows["occupation_level"] == "detailed") & (rows["industry_code"] == "000000")]
    return sorted(rows["occupation_code"].unique())


@pytest.fixture(scope="module")
def hourly(built):
    codes = only(built, "hourly_only")
    assert "27-2011" in codes  # actors
    return codes


@pytest.fixture(scope="module")
def annual(built):
    return only(built, "annual_only")[::15]


def test_history_and_change_of_pay_by_the_hour_are_by_the_hour(hourly, project):
    for code in hourly:
        found = labor.history(code, root=project)
        assert "an hour" in found.sentences[0]
        assert "pay an hour" in found.tables()[-1].caption
        change = labor.pay_change(code, 2022, 2024, root=project)
        rows = found.rows[found.rows["reference_year"].isin([2022, 2024])]
        assert [change.usd_from, change.usd_to] == rows["median_hourly_usd"].tolist()
        assert change.unit == "hourly"
        assert "an hour in May 2022" in change.sentences[0]
        assert "an hour" in change.table().caption


def test_history_and_change_of_pay_by_the_year_are_by_the_year(annual, project):
    for code in annual:
        change = labor.pay_change(code, 2022, 2024, root=project)
        assert change.unit == "annual"
        assert "a year in May 2022" in change.sentences[0]


def test_charts_tables_and_tiles_of_pay_by_the_hour_have_its_numbers(hourly, project):
    for code in hourly:
        found = labor.compare(code, [], year=2024, root=project)
        row = found.pay.iloc[0]
        median = f"${row['median_hourly_usd']:,.2f}"
        chart, tile = found.chart(), answer(found)._repr_html_()
        assert chart.subtitle.startswith("Hourly pay")
        assert f"median {median}; middle half ${row['p25_hourly_usd']:,.2f} to" in chart.description
        assert "Median pay, May 2024" in tile
        assert f"{median}</data><small>an hour" in tile
        assert "<small>a year" not in tile
        for table in (*found.tables()[:2], found.narrow_tables()[0]):
            cells = {field.heading: str(field.say(table.rows[0])) for field in table.fields}
            said = cells.get("Median"), f"{cells.get('Median pay an hour')} an hour"
            assert f"{median} an hour" in said


def test_a_subject_paid_by_the_hour_is_drawn_by_the_hour_beside_its_peers(project):
    found = labor.compare("27-2011", ["27-2012", "25-2031"], year=2024, root=project)
    text = found.chart().description
    assert "Actors: median $23.33" in text
    assert "paid by the year: median" in text  # secondary school teachers
    turned = labor.compare("25-2031", ["27-2011"], year=2024, root=project).chart()
    assert turned.subtitle.startswith("Annual pay")
    assert "Actors: paid by the hour: median $23.33" in turned.description


def test_peers_by_pay_are_near_in_the_unit_that_is_published(hourly, project):
    for code in hourly:
        found = labor.peers(code, by=["pay"], year=2024, root=project).rows
        assert len(found) == 10
        assert found["reason"].str.contains("an hour").all()
