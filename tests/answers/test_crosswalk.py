"""A column of codes in another list: nothing is dropped, copied or guessed without a word."""

import datetime

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import labor
from labor.answers.crosswalk.answer import CROSSED, OUTCOMES
from labor.cli import app
from labor.errors import OccupationError, SourceError


def crossed(codes, start="soc_2010", end="soc_2018", **more):
    return labor.crosswalk(codes, start, end, **more)


def test_the_first_sentence_counts_what_became_of_the_codes():
    answer = crossed(["29-2071", "29-1141", "35-3021", "29-1111", "29-1141", None])
    assert answer.sentences[0] == (
        "Of 4 different codes of SOC 2010, brought to SOC 2018, 1 goes to one code with the same "
        "jobs, 1 goes whole into a code that also holds others, 1 is split among codes that also "
        "hold others and 1 is no code of the list."
    )
    assert answer.sentences[1] == (
        "No code of the list: 29-1111 (it is in soc_2000 and oews_hybrid_2010)."
    )
    assert answer.summary.to_dict() == {
        "exact": 1, "merged": 1, "split_and_merged": 1, "unknown": 1, "empty": 1,
    }  # fmt: skip


def test_a_split_code_has_a_row_for_each_part_and_no_share_is_made_up():
    answer = crossed(["29-2071"])
    assert answer.rows["to_code"].tolist() == ["29-2072", "29-9021"]
    assert answer.rows["from_share_pct"].isna().all()
    assert answer.caveats[0].startswith("No agency publishes which share of a code goes where.")
    assert list(answer.rows.columns) == list(CROSSED)


def test_damaged_codes_are_read_and_told():
    answer = crossed([292071, datetime.datetime(2011, 11, 1)])
    assert answer.rows["from_code"].unique().tolist() == ["29-2071", "11-2011"]
    assert answer.sentences[1] == (
        "2 codes had been damaged and are read anyway: 292071 as 29-2071 (its hyphen was put "
        "back) and 2011-11-01 00:00:00 as 11-2011 (a date that a spreadsheet had made of it was "
        "read back)."
    )


def test_what_can_have_been_several_codes_is_left_out_and_told():
    answer = crossed(["Nov-11", "29-1141"])
    (row,) = answer.rows.query("outcome == 'unclear'").to_dict("records")
    assert pd.isna(row["to_code"])
    assert "Not clear, so left out: Nov-11 (11-2011 or 11-3011 or" in answer.sentences[1]


def test_a_program_without_an_occupation_is_lost_and_named():
    answer = crossed(["01.0508", "51.0707"], "cip", "soc")
    assert "Without a counterpart: 01.0508 Taxidermy/Taxidermist." in answer.sentences
    assert answer.rows["relation"].dropna().tolist() == ["related", "related"]
    assert "does not say how many graduates work in them" in answer.caveats[0]


def test_over_two_crosswalks_the_edges_are_called_the_most_that_can_be():
    answer = crossed(["3252"], "isco", "soc_2018")
    assert answer.rows["to_code"].tolist() == ["29-2072", "29-9021"]
    assert any("over SOC 2010, and edges are the most that can be" in one for one in answer.caveats)


def test_the_rows_of_a_table_come_back_once_for_each_edge():
    frame = pd.DataFrame(
        {"OCC": ["29-2071", "29-1141", ""], "relation": ["a", "b", "c"], "jobs": [1, 2, 3]}
    )
    answer = crossed(frame)
    assert answer.sentences[1] == "The codes are read from the column OCC."
    assert answer.joined["jobs"].tolist() == [1, 1, 2, 3]
    assert answer.joined["relation"].tolist() == ["a", "a", "b", "c"]
    assert answer.joined["relation_crosswalk"].dropna().tolist() == [
        "split", "split_and_merged", "same",
    ]  # fmt: skip


def test_two_columns_of_codes_are_not_chosen_between():
    frame = pd.DataFrame({"soc": ["29-2071"], "own": ["29-1141"]})
    with pytest.raises(OccupationError, match="Several columns hold codes") as error:
        crossed(frame)
    assert error.value.expected == "soc, own"
    assert crossed(frame, column="own").rows["from_code"].tolist() == ["29-1141"]
    with pytest.raises(OccupationError, match="no such column"):
        crossed(frame, column="code")


def test_codes_of_another_list_are_told_which_list_has_them():
    with pytest.raises(OccupationError, match=r"(?s)No cell is a code.*29-2098 is in oews_hybrid"):
        crossed(["29-2098"])


def test_the_same_list_checks_codes():
    answer = crossed(["29-2072", "29-2071"], "soc_2018", "soc_2018")
    assert answer.rows["outcome"].tolist() == ["exact", "unknown"]


@pytest.mark.parametrize("name", ["codes.csv", "codes.xlsx", "codes.parquet", "codes.txt"])
def test_files_give_the_same_rows(tmp_path, name):
    path = tmp_path / name
    codes = ["29-2071", "29-1141"]
    if name.endswith("xlsx"):
        book = openpyxl.Workbook()
        book.active.append(["year", "code"])
        for code in codes:
            book.active.append([2018, code])
        book.save(path)
    elif name.endswith("parquet"):
        pd.DataFrame({"code": codes}).to_parquet(path)
    elif name.endswith("csv"):
        path.write_text("year,code\n2018,29-2071\n2018,29-1141\n")
    else:
        path.write_text("29-2071\n29-1141\n")  # a list without a heading
    pd.testing.assert_frame_equal(crossed(path).rows, crossed(codes).rows)


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "codes.parquet"
    path.write_bytes(b"no table")
    with pytest.raises(SourceError, match="cannot be read"):
        crossed(path)
    path = tmp_path / "codes.csv"
    path.write_text("\n")
    with pytest.raises(SourceError):
        crossed(path)


def test_every_outcome_has_its_words():
    assert all(one and many for one, many in OUTCOMES.values())


def test_the_command_writes_a_row_for_each_edge(tmp_path, project):
    path = tmp_path / "codes.csv"
    path.write_text("id,code\n1,29-2071\n2,292012\n")
    asked = ["crosswalk", str(path), "--from", "soc_2010", "--to", "soc_2018"]
    root = ["--root", str(project)]
    text = CliRunner().invoke(app, [*asked, *root])
    assert text.exit_code == 0
    assert text.stdout.startswith("Of 2 different codes of SOC 2010, brought to SOC 2018, ")
    rows = CliRunner().invoke(app, [*asked, *root, "--csv", "-"]).stdout.splitlines()
    assert rows[0].startswith("given,cells,outcome,from_list,from_code")
    assert len(rows) == 4
    joined = CliRunner().invoke(app, [*asked, *root, "--join", "--csv", "-"]).stdout.splitlines()
    assert joined[0].startswith("id,code,given,")
    assert [line.split(",")[0] for line in joined[1:]] == ["1", "1", "2"]
    wrong = CliRunner().invoke(app, [*asked[:-1], "noc", *root])
    assert wrong.exit_code == 1
