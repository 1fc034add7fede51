"""The history of an area breaks where the area is another one, and says what may have moved."""

import itertools
from dataclasses import replace

import pytest

import labor
from labor.answers.history.segments import history_rows
from labor.methods.comparability import area_change, breaks
from labor.occupations import Directory

YEARS = (2013, 2014, 2016, 2017, 2018, 2022, 2023)


@pytest.fixture(scope="module")
def role(built):
    names = ("titles", "profiles", "profile_members")
    given = {name: built[name] for name in names}
    return Directory(built["occupations"], built["soc_lineage"], **given).resolve("31-9092")


@pytest.fixture(scope="module")
def history(built, role):
    """The nation's rows of medical assistants, told as those of an area with these titles."""

    def made(area, titles):
        tables = []
        for name in ("wages", "employment"):
            rows = built[name].query("industry_code == '000000' and area_code == '99'")
            rows = rows[(rows["occupation_code"] == "31-9092")]
            rows = rows[rows["reference_year"].isin(titles)]
            title = rows["reference_year"].map(titles)
            tables.append(rows.assign(area_code=area, area_title=title))
        return history_rows(role, *tables, built["soc_lineage"], area_code=area)

    return made


def test_a_metropolitan_area_of_one_name_goes_on_with_caveats(history):
    rows = history("35620", dict.fromkeys((2014, 2016, 2018), "New York"))
    assert rows["segment"].nunique() == 1
    notes = rows.set_index("reference_year")["caveat_before"]
    assert "definitions of the 2010 census" in notes[2016]
    assert "no metropolitan divisions" in notes[2018]


def test_another_title_of_an_area_breaks_its_history_and_says_so(history):
    titles = {2022: "New York-Newark-Jersey City, NY-NJ-PA", 2023: "New York-Newark, NY-NJ"}
    rows = history("35620", titles)
    assert rows["segment"].tolist() == [1, 2]
    assert "called New York-Newark-Jersey City, NY-NJ-PA in May 2022" in rows["break_before"][1]


def test_each_series_has_the_title_of_its_own_years_and_the_answer_the_newest():
    answer = labor.history("31-9092", area="CA")
    newer = answer.rows["reference_year"] >= 2025
    titles = newer.map({False: "Old, CA", True: "New, CA"})
    answer = replace(answer, rows=answer.rows.assign(area_title=titles, segment=newer.astype(int)))
    assert answer.area == "New, CA"
    captions = [table.caption for table in answer.tables()]
    assert [caption.split("a year, ")[1] for caption in captions] == ["Old, CA", "New, CA"]


def test_accents_and_case_make_no_other_area(history):
    rows = history("41900", {2022: "San German, PR", 2023: "San Germán, PR"})
    assert rows["segment"].nunique() == 1


@pytest.mark.parametrize("area", ["35620", "3500003", "36", "99"])
def test_a_series_of_an_area_never_crosses_a_declared_break_of_areas(history, area):
    rows = history(area, dict.fromkeys(YEARS, "Somewhere"))
    scope = {5: "metro", 7: "nonmetro"}.get(len(area), "")
    declared = [one for one in breaks() if one.scope == scope and one.severity == "break"]
    for _, part in rows.groupby("segment"):
        years = sorted(part["reference_year"])
        for earlier, later in itertools.pairwise(years):
            assert not [one for one in declared if one.lies_between(earlier, later)]
    assert (rows["segment"].nunique() > 1) == (scope == "nonmetro")


def test_states_and_the_nation_are_always_the_same_area():
    for area in ("99", "06"):
        assert not area_change((2013, "One"), (2024, "Another"), area)
