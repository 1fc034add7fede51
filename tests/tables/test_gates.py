"""A file that breaks what must hold of it is refused with its cells, unless the fact is named."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from building import small_project

from labor.cli import main
from labor.errors import LaborError
from labor.publishers.oews.layouts import ESTIMATES, match_columns, order_of_numbers
from labor.publishers.reading.cells import number_of
from labor.tables.build import part_of, tables_of, tidy_file
from labor.tables.gate import NAMES, broken_columns, broken_facts, refuse
from labor.tables.load import load
from labor.tables.snapshot import read_source
from labor.tables.verify import FACTS


@pytest.fixture(scope="module")
def national(project):
    """The national table of May 2018 as text cells."""
    table = read_source(project / "data/raw/snapshot/oews_national_2018.toml").table
    return pd.DataFrame(table.rows, columns=table.columns, dtype="str")


def written(frame, folder, name="national_M2018_dl.csv"):
    path = folder / name
    frame.to_csv(path, index=False)
    return path


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return ended.value.code or 0


def refused(capsys, tmp_path, frame, *arguments):
    path = written(frame, tmp_path)
    assert run("tidy", path, "--out", tmp_path / "out", *arguments) == 1
    assert not (tmp_path / "out").exists()
    return capsys.readouterr().err


def swapped(frame, one, other):
    return frame.rename(columns={one: other, other: one})


def sorted_alone(frame, name):
    column = frame[name]
    return frame.assign(**{name: column.sort_values(kind="stable").array})


@pytest.fixture(scope="module")
def whole(national):
    """The table without top codes, whose floor another file of the archive says."""
    return national.replace("#", "*")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("H_PCT10", "H_MEDIAN"),
        ("A_MEAN", "A_MEDIAN"),
        ("EMP_PRSE", "MEAN_PRSE"),
        ("H_MEAN", "A_MEAN"),
        ("TOT_EMP", "EMP_PRSE"),
    ],
)
def test_swapped_headings_are_refused(whole, tmp_path, capsys, one, other):
    told = refused(capsys, tmp_path, swapped(whole, one, other))
    assert "columns_in_order" in told
    assert one in told
    assert other in told


def test_swapped_columns_under_the_right_headings_are_refused(whole, tmp_path, capsys):
    frame = whole.assign(H_PCT10=whole["H_MEDIAN"], H_MEDIAN=whole["H_PCT10"])
    told = refused(capsys, tmp_path, frame)
    assert "percentiles_rise" in told
    assert "hourly_wage_usd" in told


def test_means_and_medians_that_changed_places_are_refused(whole, tmp_path, capsys):
    frame = whole.copy()
    frame[["H_MEAN", "A_MEAN"]] = whole[["H_MEDIAN", "A_MEDIAN"]]
    frame[["H_MEDIAN", "A_MEDIAN"]] = whole[["H_MEAN", "A_MEAN"]]
    assert "most_means_exceed_their_medians" in refused(capsys, tmp_path, frame)


def times(frame, factor, *beginnings):
    """The frame with the numbers of some columns multiplied."""
    made = frame.copy()
    for name in (name for name in frame if name.startswith(beginnings)):
        is_number = frame[name].str.fullmatch(r"[\d,]+\.?\d*")
        numbers = frame.loc[is_number, name].str.replace(",", "").astype(float) * factor
        made.loc[is_number, name] = numbers.map("{:.2f}".format)
    return made


def other_titles(frame):
    rows = [frame.index[frame["OCC_CODE"] == code][0] for code in ("29-2071", "31-9092")]
    made = frame.copy()
    made.loc[rows, "OCC_TITLE"] = frame.loc[rows[::-1], "OCC_TITLE"].to_numpy()
    return made


def test_the_title_of_another_code_is_found(whole, built, tmp_path):
    _, tables = tidy_file(written(other_titles(whole), tmp_path))
    (fact,) = broken_facts({**tables, "occupations": built["occupations"]})
    assert fact.name == "titles_of_estimates_are_not_of_others"
    assert [key.rpartition("=")[2] for key in fact.cells["key"]] == ["29-2071", "31-9092"]
    assert fact.cells["got"].iloc[0] == "medical assistants, the title of 31-9092"


@pytest.mark.parametrize(
    ("change", "fact", "cell"),
    [
        (lambda f: f.head(700), "groups_of_the_nation_are_whole", "near 144733270.0"),
        (lambda f: f.head(-30), "groups_of_the_nation_are_whole", "occupation_code=53-0000"),
        (lambda f: times(f, 0.001, "TOT_EMP"), "all_jobs_of_a_place_are_so_many", "144733.27"),
        (lambda f: times(f, 0.1, "A_", "H_"), "all_workers_of_a_place_earn_so_much", "5196.0"),
        (
            lambda f: f.assign(EMP_PRSE=f["MEAN_PRSE"], MEAN_PRSE=f["EMP_PRSE"]),
            "jobs_have_larger_errors_than_pay",
            "got 0.8",
        ),
    ],
)
def test_a_table_that_cannot_be_is_refused(whole, tmp_path, capsys, change, fact, cell):
    told = refused(capsys, tmp_path, change(whole))
    assert fact in told
    assert cell in told


@pytest.mark.parametrize(
    "name", ["ANNUAL", "HOURLY", "A_PCT25", "TOT_EMP", "MEAN_PRSE", "OCC_GROUP"]
)
def test_a_lost_column_is_named(whole, tmp_path, capsys, name):
    told = refused(capsys, tmp_path, whole.drop(columns=name))
    assert "columns_of_its_year" in told
    assert name.lower().removeprefix("occ_") in told


@pytest.mark.parametrize("name", ["A_MEDIAN", "TOT_EMP", "OCC_TITLE", "H_PCT90"])
def test_a_column_sorted_alone_is_refused(whole, tmp_path, capsys, name):
    assert "Facts that must hold do not" in refused(capsys, tmp_path, sorted_alone(whole, name))


@pytest.mark.parametrize(
    "card",
    [
        "oews_national_2018",
        "projections_2022_32_export",
        "projections_2018_28_workbook.separations",
        "onet_29_3_job_zones",
    ],
)
def test_any_column_sorted_alone_is_refused_or_changes_no_number(project, card):
    source = read_source(project / f"data/raw/snapshot/{card}.toml")
    table, rows = source.table, tables_of([part_of(source)])
    columns = list(zip(*table.rows, strict=True))
    refused = 0
    for at, cells in enumerate(columns):
        alone = sorted(cells, key=lambda cell: (isinstance(cell, str), cell))
        changed = zip(*columns[:at], alone, *columns[at + 1 :], strict=True)
        other = replace(source, table=replace(table, rows=list(map(list, changed))))
        try:
            tables = tables_of([part_of(other)])
            refuse(broken_facts(tables))
        except LaborError:
            refused += 1
            continue
        for name, frame in rows.items():
            numbers = [*frame.select_dtypes("number").columns]
            assert tables[name][numbers].equals(frame[numbers]), table.columns[at]
    assert refused


def test_a_column_that_counts_the_rows_is_read(whole, tmp_path):
    frame = whole.reset_index(names="")
    assert run("tidy", written(frame, tmp_path), "--out", tmp_path / "out") == 0


def test_rows_that_are_sorted_with_all_their_cells_are_read(whole, tmp_path):
    frame = whole.sort_values("TOT_EMP", key=pd.to_numeric)
    assert run("tidy", written(frame, tmp_path), "--out", tmp_path / "out") == 0


def test_rows_above_the_headings_are_refused(whole, tmp_path, capsys):
    path = written(whole, tmp_path)
    heads, *rows = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*rows[:3], heads, *rows[3:]]))
    assert run("tidy", path, "--out", tmp_path / "out") == 1
    assert "A row of data stands above the headings" in capsys.readouterr().err


def test_a_file_is_taken_in_spite_of_a_fact_that_is_named(whole, tmp_path, capsys):
    path = written(whole.drop(columns="A_PCT25"), tmp_path)
    out = tmp_path / "out"
    assert run("tidy", path, "--out", out, "--in-spite-of", "percentiles_rise") == 1
    assert run("tidy", path, "--out", out, "--in-spite-of", "columns_of_its_year") == 0
    assert "Taken in spite of columns_of_its_year (1 cells)" in capsys.readouterr().out
    assert (out / "wages.csv").exists()


def test_an_unknown_fact_is_told(whole, tmp_path, capsys):
    path = written(whole, tmp_path)
    assert run("tidy", path, "--in-spite-of", "percentiles_rize") == 1
    assert "did you mean: percentiles_rise?" in capsys.readouterr().err


def test_every_committed_table_has_its_columns(project):
    for card in sorted((project / "data/raw/snapshot").glob("*.toml")):
        assert broken_columns(read_source(card)) == []


def test_all_facts_of_verify_are_gates(built):
    assert {fact.name for fact in FACTS} < set(NAMES)
    assert broken_facts(built) == []


def test_the_order_of_numbers_is_that_of_the_list_of_columns():
    headings = [field.headings[0] for field in ESTIMATES]
    assert len(match_columns(headings, "")) == len(ESTIMATES)
    stand, printed = order_of_numbers(headings)
    assert stand == printed
    stand, printed = order_of_numbers(headings[::-1])
    assert stand == printed[::-1]


@pytest.mark.parametrize("text", ["0,123", "00,123", "0,000", "-0,123", "$0,500.5"])
def test_a_decimal_comma_is_no_thousands_comma(text):
    assert number_of(text) is None


@pytest.fixture
def held(project, built, whole, tmp_path):
    """A project in which the table of May 2018 waits with its percentiles in disorder."""
    # The fact is one of the file: a build of few tables stops at it as one of all does.
    small_project(project, tmp_path, "cpi_u", "oews_national_2018", "soc_2018_structure")
    frame = whole.copy()
    row = frame.index[frame["OCC_CODE"] == "29-2071"][0]
    frame.loc[row, ["H_PCT10", "A_PCT10"]] = ["25.00", "52000"]
    path = written(frame, tmp_path, "national_M2018_dl.csv")
    assert run("add", path, "--as", "oews_national_2018", "--accept-new", "--root", tmp_path) == 0
    return tmp_path


def test_accept_shows_the_cells_and_yes_does_not_pass_them(held, capsys):
    capsys.readouterr()
    assert run("accept", "--yes", "--root", held) == 1
    told = capsys.readouterr().err
    assert "percentiles_rise" in told
    assert "occupation_code=29-2071" in told
    assert "25.0" in told
    assert "labor accept oews_national_2018 --in-spite-of percentiles_rise" in told

    named = ["--in-spite-of", "percentiles_rise"]
    assert run("accept", "--yes", *named, "--root", held) == 0
    (card,) = (held / "data/raw/oews").glob("*.card.toml")
    assert 'in_spite_of = "percentiles_rise"' in card.read_text()
    assert run("build", "--out", held / "built", "--root", held) == 0
    wages = load("wages", held / "built", reference_year=2018)
    wages = wages[(wages["reference_year"] == 2018) & (wages["statistic"] == "p10")]
    wages = wages[(wages["occupation_code"] == "29-2071") & (wages["industry_code"] == "000000")]
    assert wages["annual_wage_usd"].tolist() == [52_000]


def test_build_stops_at_a_broken_fact_and_changes_nothing(held, capsys):
    (card,) = (held / "data/raw/oews").glob("*.card.toml")
    card.write_text(card.read_text().replace('seen_on = ""', 'seen_on = "2026-01-01"'))
    assert run("build", "--out", held / "built", "--root", held) == 1
    assert "percentiles_rise" in capsys.readouterr().err
    assert not (held / "built" / "wages").exists()


def long_series(order):
    """Three hundred months of a price index in which each fifth is a fall."""
    months = [(1990 + at // 12, at % 12 + 1) for at in range(300)]
    index = order([f"{130 + at / 2 - 2 * (at % 5 == 4):.3f}" for at in range(300)])
    lines = [f"{y}-{m:02}-01,{cell}" for (y, m), cell in zip(months, index, strict=True)]
    return "\n".join(["observation_date,CPIAUCNS", *lines, ""])


def test_a_price_index_sorted_alone_is_refused(tmp_path, capsys):
    path = tmp_path / "CPIAUCNS.csv"
    path.write_text(long_series(list))
    assert run("tidy", path, "--out", tmp_path / "out") == 0
    path.write_text(long_series(sorted))
    assert run("tidy", path, "--out", tmp_path / "other") == 1
    told = capsys.readouterr().err
    assert "year=2010 month=1" in told
    assert "expected a turn within 240 months" in told


def cpi(tmp_path, change):
    lines = ["observation_date,CPIAUCNS"]
    lines += [f"2024-{month:02}-01,{310 + month / 1000:.3f}" for month in range(1, 13)]
    path = tmp_path / "CPIAUCNS.csv"
    path.write_text(change("\n".join(lines) + "\n"))
    return path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[:-5], "The last number of the price index may be cut"),
        (lambda text: text[:-6] + "\n", "prices_move_slowly"),
        (lambda text: text.replace("310.003", "0.000"), "an index above 0"),
        (lambda text: text.replace("310.003", "-310.003"), "an index above 0"),
        (lambda text: text.replace("310.003", '"0,310"'), "A cell is neither a number nor a mark"),
        (lambda text: text.replace("310.003", "3100.03"), "prices_move_slowly"),
        (lambda text: text.replace("2024-03-01,310.003\n", ""), "months_follow_each_other"),
    ],
)
def test_a_price_index_that_cannot_be_is_refused(tmp_path, capsys, change, told):
    assert run("tidy", cpi(tmp_path, change), "--out", tmp_path / "out") == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_whole_price_index_without_a_last_line_end_is_read(tmp_path):
    assert run("tidy", cpi(tmp_path, str.rstrip), "--out", tmp_path / "out") == 0


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\x9b2J", "\0"])
def test_a_title_that_steers_the_terminal_is_refused(whole, tmp_path, sign):
    frame = whole.assign(OCC_TITLE=whole["OCC_TITLE"].replace("Actors", f"{sign}Actors"))
    assert not frame.equals(whole)
    written(frame, tmp_path)
    with pytest.raises(LaborError):
        tidy_file(tmp_path / "national_M2018_dl.csv")


def test_a_member_of_an_archive_cannot_steer_the_terminal(whole, tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "oesm18nat.zip", "w") as archive:
        archive.write(written(whole, tmp_path), "\x1b]0;mine\x07/national_M2018_dl.csv")
    assert run("tidy", tmp_path / "oesm18nat.zip", "--out", tmp_path / "out") == 0
    told = capsys.readouterr().out
    assert "\\x1b]0;mine\\x07/national_M2018_dl.csv: oews.estimates 2018" in told
    assert "\x1b" not in told
