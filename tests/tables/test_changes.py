"""What changed between two releases: facts of the real tables, and cells changed on purpose."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sampling import tries
from typer.testing import CliRunner

from labor.cli import app
from labor.cli.diff import as_text, error_test
from labor.errors import AnalysisError, SourceError
from labor.methods.uncertainty import HIGHER, LOWER, difference
from labor.publishers.reading.cells import CellPlace
from labor.publishers.reading.tables import RawTable
from labor.tables.diff.changes import heading_changes
from labor.tables.diff.compare import compare_releases
from labor.tables.diff.release import read_release


def compared(old, new, lineage):
    return compare_releases(old, new, lineage, error_test())


@pytest.fixture(scope="module")
def release(project):
    processed, snapshot = project / "data" / "processed", project / "data" / "raw" / "snapshot"
    return lambda named, **options: read_release(str(named), processed, snapshot, **options)


@pytest.fixture(scope="module")
def diff(release, built):
    return lambda old, new: compared(release(old), release(new), built["soc_lineage"])


def of_the_nation(release):
    """The national table of a release without those of places and sectors."""
    tables = {
        name: rows.query("area_code == '99' and industry_code == '000000'")
        for name, rows in release.tables.items()
    }
    raw = {source_id: table for source_id, table in release.raw.items() if "national" in source_id}
    return replace(release, tables=tables, raw=raw)


@pytest.fixture(scope="module")
def nation_2025(release):
    return of_the_nation(release("oews:2025"))


@pytest.fixture(scope="module")
def newest(release, nation_2025, built):
    return compared(of_the_nation(release("oews:2024")), nation_2025, built["soc_lineage"])


@pytest.fixture(scope="module")
def with_places(diff):
    return diff("oews:2024", "oews:2025")


@pytest.fixture(scope="module")
def new_codes(diff):
    """May 2018 to May 2019: from SOC 2010 to the mixed codes."""
    return diff("oews:2018", "oews:2019")


def codes_that(changes, change):
    rows = changes.codes[changes.codes["change"] == change]
    return set(zip(rows["occupation_code"], rows["occupation_level"], strict=True))


def move_of(changes, measure, code):
    rows = changes.moves.query("measure == @measure and occupation_code == @code")
    return rows.iloc[0]


# May 2024 to May 2025


def test_a_move_of_the_medical_records_specialists(newest):
    # National tables of May 2024 and May 2025, row 29-2072: A_MEDIAN 50250 and 51140, A_MEAN
    # 55970 (MEAN_PRSE 0.6) and 56790 (0.4), TOT_EMP 187910 (EMP_PRSE 1) and 194720 (1.1).
    median = move_of(newest, "median wage", "29-2072")
    assert (median["value_old"], median["value_new"]) == (50250, 51140)
    assert round(median["move"], 2) == 1.77
    assert median["verdict"] == "no published error"
    mean = move_of(newest, "mean wage", "29-2072")
    assert (mean["rse_pct_old"], mean["rse_pct_new"]) == (0.6, 0.4)
    assert round(mean["z"], 2) == round(820 / (335.82**2 + 227.16**2) ** 0.5, 2)
    assert mean["verdict"] == "outside its error"
    jobs = move_of(newest, "employment", "29-2072")
    assert (jobs["value_old"], jobs["value_new"]) == (187910, 194720)
    assert jobs["verdict"] == "outside its error"


def test_the_legislators_went_and_nobody_came(newest):
    assert codes_that(newest, "went") == {("11-1031", "detailed"), ("11-1030", "broad")}
    assert codes_that(newest, "came") == set()
    published = newest.rows.set_index("table").loc["oews.estimates as published"]
    assert (published["rows_old"], published["rows_new"]) == (1403, 1401)


def test_the_end_of_the_top_code_is_a_change_of_rule(newest):
    rules = newest.rules.set_index("measure")
    assert rules["rule"].to_dict() == {"hourly_wage_usd": "ended", "annual_wage_usd": "ended"}
    assert rules["floor_old"].to_dict() == {"hourly_wage_usd": 115, "annual_wage_usd": 239200}
    assert rules["top_coded_old"].sum() == 235  # `#` in the table of May 2024
    assert rules["top_coded_new"].sum() == 0
    assert (rules["at_or_above_old_floor"] > 0).all()
    assert newest.sentences[0].startswith("The rule for high wages changed: 2024 prints 113 hourly")


def test_no_top_coded_wage_is_a_move(newest, built):
    hidden = built["wages"].query(
        "reference_year == 2024 and area_code == '99' and industry_code == '000000' "
        "and statistic == 'median' "
        "and occupation_level == 'detailed' and annual_wage_usd_status == 'top_coded'"
    )
    codes = set(hidden["occupation_code"])
    assert len(codes) == 17
    medians = newest.moves[newest.moves["measure"] == "median wage"]
    assert not codes & set(medians["occupation_code"])
    assert medians["value_old"].max() < 239200
    left_out = newest.not_compared.query("measure == 'median wage'")
    assert set(left_out["occupation_code"]) == codes
    assert set(left_out["reason"]) == {"top-coded in the older release"}


def test_moves_agree_with_the_test_of_means(newest):
    means = newest.moves[newest.moves["measure"] == "mean wage"]
    for row in means.iloc[::40].to_dict("records"):
        told = difference(
            (row["value_new"], row["rse_pct_new"]), (row["value_old"], row["rse_pct_old"])
        )
        assert row["z"] == pytest.approx(told.estimate / told.standard_error)
        assert (row["verdict"] == "outside its error") == (told.verdict in (HIGHER, LOWER))


def test_the_largest_moves_come_first_and_are_of_single_occupations(newest):
    for _, rows in newest.moves.groupby("measure"):
        assert rows["move"].abs().is_monotonic_decreasing
    assert not newest.moves["occupation_code"].isin(["00-0000", "29-0000", "29-2000"]).any()
    assert not newest.moves.duplicated(["measure", "occupation_code"]).any()


def test_places_that_only_one_release_has_are_left_out_and_told(with_places):
    # The cities and the industries of May 2025; sectors are held for both years.
    assert with_places.places["change"].value_counts().to_dict() == {"came": 528 + 388}
    assert any("916 places" in sentence for sentence in with_places.sentences)
    places = {*with_places.moves["place"]}
    assert {"U.S.", "Texas", "U.S., Health Care and Social Assistance"} <= places
    assert not any("000000" in place for place in places)


def test_a_move_in_a_state_is_told_beside_those_of_the_nation(with_places):
    moves = with_places.moves.query("measure == 'median wage' and occupation_code == '29-2072'")
    texas = moves.set_index("place").loc["Texas"]
    # State tables of May 2024 and May 2025.
    assert (texas["value_old"], texas["value_new"]) == (47230, 48860)
    assert texas["verdict"] == "no published error"  # the copy of May 2024 has none
    assert any("for most rows of the median wage" in text for text in with_places.sentences)


def test_a_rule_is_not_called_ended_where_places_still_hide_high_wages(with_places):
    # The nation's table of May 2025 has no `#`; 556 hourly wages of states have, and the copy of
    # the states of May 2024 has no hourly wages to set them against.
    rules = with_places.rules.set_index("measure")["rule"]
    assert rules.to_dict() == {"hourly_wage_usd": "", "annual_wage_usd": ""}
    assert not [text for text in with_places.sentences if "prints every wage" in text]


# From one list of codes to another


def test_medical_records_technicians_went_into_a_mixed_code(new_codes):
    assert ("29-2071", "detailed") in codes_that(new_codes, "went")
    assert ("29-2098", "detailed") in codes_that(new_codes, "came")
    codes = new_codes.codes.query("occupation_level == 'detailed'").set_index("occupation_code")
    assert "29-2098" in codes.loc["29-2071", "other_codes"].split(", ")
    assert "split_and_merged" in codes.loc["29-2071", "relation"].split(", ")
    assert {"29-2071", "29-2099"} <= set(codes.loc["29-2098", "other_codes"].split(", "))


def test_only_the_same_occupations_are_compared_across_lists(new_codes, built):
    steps = built["soc_lineage"].query(
        "from_version == 'soc_2010' and to_version == 'oews_hybrid_2019'"
    )
    same = set(steps.loc[steps["relation"].isin(["same", "renamed"]), "from_code"])
    assert set(new_codes.moves["occupation_code"]) <= same
    # 2,010 jobs under 15-2090 and 30,810 under its successor 15-2098 are no move.
    assert not new_codes.moves["occupation_code"].isin(["15-2090", "15-2098"]).any()
    merged = new_codes.not_compared.query("occupation_code == '27-3099'").iloc[0]
    assert merged["measure"] == ""
    assert "takes in others" in merged["reason"]


def test_without_the_lineage_nothing_is_compared_across_lists(release):
    changes = compared(release("oews:2018"), release("oews:2019"), None)
    assert changes.moves.empty
    assert set(changes.codes["other_codes"]) == {""}
    assert any("soc_lineage" in sentence for sentence in changes.sentences)
    assert set(changes.not_compared["measure"]) == {""}


def test_codes_of_before_the_soc_are_never_compared(diff):
    changes = diff("oews:1997", "oews:2000")
    assert changes.moves.empty
    assert "No number of 1997 can be compared with one of 2000." in changes.sentences


def test_a_published_group_takes_the_place_of_its_members(diff):
    # From May 2017 laboratory technologists and technicians are published together.
    changes = diff("oews:2016", "oews:2017")
    assert {("29-2011", "detailed"), ("29-2012", "detailed")} <= codes_that(changes, "went")
    assert ("29-2010", "detailed") in codes_that(changes, "came")
    (group,) = changes.codes.query("change == 'came' and occupation_code == '29-2010'").to_dict(
        "records"
    )
    assert (group["other_codes"], group["relation"]) == ("29-2011, 29-2012", "aggregated")
    assert any("Technicians (from 29-2011 and 29-2012)" in line for line in changes.sentences)


def test_a_raised_floor_is_a_change_of_rule(diff):
    changes = diff("oews:2021", "oews:2022")
    rules = changes.rules.set_index("measure").loc["annual_wage_usd"]
    assert (rules["rule"], rules["floor_old"], rules["floor_new"]) == (
        "floor raised", 208000, 239200,
    )  # fmt: skip
    assert codes_that(changes, "went") == {("29-1024", "detailed")}


# Headings


def test_headings_of_may_2019(new_codes):
    rows = new_codes.headings
    came = set(rows.loc[rows["change"] == "came", "heading_new"])
    assert came == {
        "area", "area_title", "area_type", "naics", "naics_title", "i_group", "own_code",
        "jobs_1000", "loc_quotient", "pct_total",
    }  # fmt: skip
    renamed = rows[rows["change"] == "renamed"]
    assert renamed[["heading_old", "heading_new"]].to_numpy().tolist() == [["OCC_GROUP", "o_group"]]
    assert set(rows["change"]) == {"came", "renamed"}


def raw(*headings, kind="oews.estimates"):
    return RawTable(kind, "2024", list(headings), [], CellPlace("a.xlsx", "", 2))


def test_a_heading_of_another_kind_of_table_is_no_counterpart():
    old = [raw("OCC_CODE", "TOT_EMP"), raw("Date", kind="prices.cpi_u")]
    rows = heading_changes(old, [raw("OCC_CODE", "A_MEAN")])
    assert rows[["change", "heading_old", "heading_new"]].to_numpy().tolist() == [
        ["went", "TOT_EMP", ""],
        ["came", "", "A_MEAN"],
    ]


def test_a_heading_the_parser_takes_for_the_same_column_is_renamed():
    rows = heading_changes([raw("occ_code", "h_wpct10")], [raw("OCC_CODE", "h_pct10")])
    assert rows[["change", "heading_old", "heading_new"]].to_numpy().tolist() == [
        ["renamed", "h_wpct10", "h_pct10"]
    ]


def test_headings_of_projections_are_paired_by_meaning_whatever_their_years(diff):
    changes = diff("projections:2023-33", "projections:2024-34")
    assert changes.headings["change"].tolist() == ["renamed"]
    assert changes.headings["heading_new"].item().endswith("content xlsx")


# Projections


def test_projections_move_in_jobs_and_in_points(diff):
    # Occupational Outlook Handbook 2024-34, medical records specialists: 7 % (table 1.2: 7.1).
    changes = diff("projections:2023-33", "projections:2024-34")
    growth = move_of(changes, "projected growth", "29-2072")
    assert growth["move_unit"] == "percentage points"
    assert growth["move"] == pytest.approx(growth["value_new"] - growth["value_old"])
    assert growth["value_new"] == 7.1
    jobs = move_of(changes, "base-year employment", "29-2072")
    assert jobs["unit"] == "jobs, the self-employed included"
    assert set(changes.moves["verdict"]) == {"no published error"}
    assert codes_that(changes, "went") == codes_that(changes, "came") == set()


def test_summary_rows_that_come_are_groups(diff):
    # The web export of 2022-32 has no summary rows, the workbook of 2023-33 has 281.
    changes = diff("projections:2022-32", "projections:2023-33")
    came = changes.codes[changes.codes["change"] == "came"]
    assert set(came["occupation_level"]) == {"summary"}
    assert len(came) == 281
    assert len(changes.moves[changes.moves["measure"] == "projected growth"]) == 832


# Cells changed on purpose


@pytest.fixture(scope="module")
def few(nation_2025):
    """Sixty rows of occupations of May 2025."""
    codes = sorted(nation_2025.tables["employment"]["occupation_code"].unique())[:60]
    tables = {n: t[t["occupation_code"].isin(codes)] for n, t in nation_2025.tables.items()}
    return replace(nation_2025, tables=tables)


@settings(max_examples=tries(6, 20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_withdrawn_cells_are_listed_and_nothing_else(few, data):
    wages = few.tables["wages"]
    published = wages.index[wages["annual_wage_usd_status"] == "published"].tolist()
    chosen = data.draw(st.sets(st.sampled_from(published), max_size=8))
    status = data.draw(st.sampled_from(["not_available", "withdrawn"]))
    changed = wages.copy()
    changed.loc[list(chosen), "annual_wage_usd"] = None
    changed.loc[list(chosen), "annual_wage_usd_status"] = status
    newer = replace(few, vintage="2026", tables={**few.tables, "wages": changed})
    expected = wages.loc[sorted(chosen), ["occupation_code", "statistic"]]
    earlier = replace(newer, vintage="2024")
    gone, came = "no longer published", "newly published"
    for sides, change in (((few, newer), gone), ((earlier, few), came)):
        cells = compared(*sides, None).cells
        assert set(cells["change"]) <= {change}
        found = cells[["occupation_code", "place"]].sort_values(["occupation_code", "place"])
        listed = expected.sort_values(["occupation_code", "statistic"])
        assert found.to_numpy().tolist() == listed.to_numpy().tolist()


@settings(max_examples=tries(6, 20), deadline=None)
@given(gone=st.sets(st.integers(0, 59), max_size=10))
def test_codes_that_go_are_listed_and_the_others_do_not_move(few, gone):
    codes = sorted(few.tables["employment"]["occupation_code"].unique())
    missing = {codes[number] for number in gone}
    tables = {n: t[~t["occupation_code"].isin(missing)] for n, t in few.tables.items()}
    changes = compared(few, replace(few, vintage="2026", tables=tables), None)
    assert {code for code, _ in codes_that(changes, "went")} == missing
    assert changes.moves["move"].eq(0).all()
    assert changes.moves["verdict"].ne("outside its error").all()


def test_a_top_coded_wage_is_never_a_move_in_either_direction(few):
    wages = few.tables["wages"].copy()
    rows = (wages["statistic"] == "median") & (wages["occupation_level"] == "detailed")
    columns = ["annual_wage_usd_status", "hourly_wage_usd_status"]
    wages.loc[rows, columns] = "top_coded"
    coded = replace(few, vintage="2024", tables={**few.tables, "wages": wages})
    later = replace(coded, vintage="2026")
    for sides, rule in (((coded, few), {"ended"}), ((few, later), {"began"})):
        changes = compared(*sides, None)
        assert "median wage" not in set(changes.moves["measure"])
        assert set(changes.rules["rule"]) == rule
        assert changes.sentences[0].startswith("The rule for high wages changed")


def test_a_floor_that_nobody_reaches_any_more_is_no_end_of_the_rule(few):
    wages = few.tables["wages"].copy()
    first = wages.index[wages["annual_wage_usd_status"] == "published"][0]
    wages.loc[first, ["annual_wage_usd", "annual_wage_usd_status"]] = [9e9, "top_coded"]
    coded = replace(few, vintage="2024", tables={**few.tables, "wages": wages})
    rules = compared(coded, few, None).rules
    assert rules["rule"].tolist() == [""]


def test_a_column_that_one_release_lacks_says_nothing_of_a_rule(few):
    wages = few.tables["wages"]
    top = wages["statistic"] == "p90"
    coded = wages.assign(
        hourly_wage_usd_status=wages["hourly_wage_usd_status"].mask(top, "top_coded"),
        annual_wage_usd_status=wages["annual_wage_usd_status"].mask(top, "top_coded"),
    )
    absent = coded.assign(hourly_wage_usd=None, hourly_wage_usd_status="not_applicable")
    with_all, without = (
        replace(few, tables={**few.tables, "wages": frame}) for frame in (coded, absent)
    )
    for old, new in ((without, with_all), (with_all, without)):
        changes = compared(replace(old, vintage="2024"), new, None)
        assert changes.rules["measure"].tolist() == ["annual_wage_usd"]
        assert not [text for text in changes.sentences if "rule for high wages" in text]


def test_two_files_of_one_release_differ_by_revision(few):
    wages = few.tables["wages"].copy()
    rows = (wages["statistic"] == "mean") & (wages["occupation_code"] == "11-1011")
    wages.loc[rows, "annual_wage_usd"] += 1000
    again = replace(few, label="again", tables={**few.tables, "wages": wages})
    changes = compared(few, again, None)
    assert set(changes.moves["verdict"]) == {"revised"}
    assert changes.moves["z"].isna().all()
    moved = changes.moves[changes.moves["move"] != 0]
    assert moved["occupation_code"].tolist() == ["11-1011"]
    assert any("a move is a revision" in sentence for sentence in changes.sentences)


# Files


def test_files_give_the_same_changes_as_the_built_tables(release, built, newest, publishers):
    folder = publishers / "oews" / "national"
    old, new = (release(folder / f"national_M{year}_dl.xlsx") for year in (2024, 2025))
    changes = compared(old, new, built["soc_lineage"])
    for name in ("moves", "codes", "rules", "cells", "not_compared"):
        pd.testing.assert_frame_equal(getattr(changes, name), getattr(newest, name))
    assert changes.places.empty


def test_two_wage_years_of_one_release(release, built, publishers):
    # BLS puts newer wages into a published workbook: May 2019 and May 2020 of 2019-29.
    old, new = (
        release(publishers / "projections" / f"2019-29_occupation_wages-{year}.xlsx")
        for year in (2019, 2020)
    )
    changes = compared(old, new, built["soc_lineage"])
    assert (changes.moves["move"] == 0).all()
    wages = changes.measures.query("table == 'projection_wages'").iloc[0]
    assert wages["changed"] > 900
    assert changes.codes.empty


@pytest.mark.parametrize(
    ("old", "new", "error", "says"),
    [
        ("oews:2030", "oews:2025", SourceError, r"(?s)no release 2030.*2024, 2025"),
        ("oews:2024", "projections:2024-34", AnalysisError, "no table in common"),
        ("nowhere.xlsx", "oews:2025", SourceError, "There is no such file"),
        ("oews:2025", "oews:2024", AnalysisError, r"(?s)first release is newer.*Swap the two"),
    ],
)
def test_what_cannot_be_compared_is_said(diff, old, new, error, says):
    with pytest.raises(error, match=says):
        diff(old, new)


def test_releases_of_other_places_are_refused(few):
    tables = {name: frame.assign(area_code="06") for name, frame in few.tables.items()}
    with pytest.raises(AnalysisError, match="No area, industry and ownership"):
        compared(few, replace(few, tables=tables), None)


def test_a_side_with_two_releases_is_refused(few, release):
    twice = {n: pd.concat([t, t.assign(reference_year=2026)]) for n, t in few.tables.items()}
    with pytest.raises(AnalysisError, match="holds several releases"):
        compared(few, replace(few, tables=twice), None)


# Shown


def test_text_shows_sentences_and_as_many_moves_as_asked_for(newest):
    text = as_text(newest, ["A declared change."], 3)
    lines = text.splitlines()
    assert lines[0] == "oews 2024 -> oews 2025"
    assert f"- {newest.sentences[0]}" in lines
    assert "- A declared change." in lines
    start = lines.index("Largest moves: median wage (3 of 813)")
    assert lines[start + 4] == ""
    assert "+93.2%" in lines[start + 1]
    assert "$50,280 ->" in lines[start + 1]


def test_json_holds_every_table_without_bare_nan(newest):
    text = json.dumps(newest.to_dict(), allow_nan=False)
    record = json.loads(text)
    assert len(record["moves"]) == len(newest.moves)
    median = next(
        row
        for row in record["moves"]
        if row["measure"] == "median wage" and row["occupation_code"] == "29-2072"
    )
    assert (median["value_old"], median["value_new"], median["z"]) == (50250, 51140, None)


def test_the_command_names_declared_changes(project):
    run = CliRunner().invoke(app, ["diff", "oews:2020", "oews:2021", "--root", str(project)])
    assert run.exit_code == 0, run.output
    text = " ".join(run.output.split())
    assert "come from a model (MB3)" in text
    assert "May 2021 is the first year wholly in SOC 2018" in text


def test_the_command_prints_json(project):
    run = CliRunner().invoke(
        app,
        ["diff", "projections:2023-33", "projections:2024-34", "--json", "--root", str(project)],
    )
    record = json.loads(run.stdout)
    assert record["old"] == "projections 2023-33"
    assert record["declared"] == []
