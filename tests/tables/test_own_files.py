"""No file that a person made or changed is replaced unasked, and no name lies about its kind."""

from __future__ import annotations

import json
import os

import pandas as pd
import pytest

from labor.cli import main
from labor.errors import SourceError
from labor.tables.own_files import NAME, own_files

CPI = "observation_date,CPIAUCNS\n2024-01-01,310.1\n2024-02-01,310.2\n"


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return ended.value.code or 0


def write(path, text, **options):
    with own_files([path], **options):
        path.write_text(text)


def test_what_labor_wrote_is_replaced(tmp_path):
    path = tmp_path / "a.txt"
    for text in ("one", "two", "two"):
        write(path, text)
        assert path.read_text() == text


@pytest.mark.parametrize("way", ["made", "changed", "linked"])
def test_what_a_person_made_or_changed_stays(tmp_path, way):
    path = tmp_path / "a.txt"
    if way == "changed":
        write(path, "one")
    if way == "linked":
        (tmp_path / "b.txt").write_text("MINE")
        path.symlink_to(tmp_path / "b.txt")
    else:
        path.write_text("MINE")
    with pytest.raises(SourceError, match=r"(?s)a\.txt.*--force"):
        write(path, "two")
    assert path.read_text() == "MINE"
    if way != "linked":
        write(path, "two", force=True)
        assert path.read_text() == "two"
        write(path, "three")


def test_one_file_of_a_person_stops_all(tmp_path):
    (tmp_path / "b.txt").write_text("MINE")
    with pytest.raises(SourceError), own_files([tmp_path / "a.txt", tmp_path / "b.txt"]):
        (tmp_path / "a.txt").write_text("one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.txt"]


def test_a_file_that_was_to_be_replaced_and_was_not_stays_a_persons(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("MINE")
    with pytest.raises(ZeroDivisionError), own_files([path], force=True):
        raise ZeroDivisionError
    with pytest.raises(SourceError):
        write(path, "two")


def test_the_leftovers_of_a_killed_run_are_taken_away(tmp_path):
    write(tmp_path / "a[1].txt", "one")
    note = json.loads((tmp_path / NAME).read_text())
    (tmp_path / NAME).write_text(json.dumps(note | {"writing": ["a[1].txt"]}))
    (tmp_path / "a[1].txt").write_text("half of two")
    (tmp_path / ".a[1].txt.x8.part").write_text("half")
    (tmp_path / ".thesis.docx.part").write_text("MINE")
    write(tmp_path / "a[1].txt", "two")
    assert (tmp_path / ".thesis.docx.part").exists()
    assert not (tmp_path / ".a[1].txt.x8.part").exists()
    assert json.loads((tmp_path / NAME).read_text())["writing"] == []


@pytest.mark.parametrize("note", ["[", "[1]", "{}", '{"files": 5, "writing": []}', "[" * 99_999,
                                  '{"files": {"a.txt": 5}, "writing": [7]}', "\x00"])  # fmt: skip
def test_a_damaged_note_gives_nothing_away(tmp_path, note):
    write(tmp_path / "a.txt", "one")
    (tmp_path / NAME).write_text(note)
    with pytest.raises(SourceError):
        write(tmp_path / "a.txt", "two")


def test_tidy_leaves_the_files_of_a_person(tmp_path, capsys):
    source, out = tmp_path / "CPIAUCNS.csv", tmp_path / "out"
    source.write_text(CPI)
    out.mkdir()
    (out / "prices.csv").write_text("MY THESIS")
    assert run("tidy", source, "--out", out) == 1
    assert "did not write" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["prices.csv"]
    assert run("tidy", source, "--out", out, "--force") == 0
    assert run("tidy", source, "--out", out) == 0


@pytest.mark.parametrize("name", ["README.txt", "my.zip"])
def test_export_leaves_the_files_of_a_person(project, built, tmp_path, capsys, name):
    place = tmp_path / name
    place.write_text("MY THESIS")
    out = place if name.endswith(".zip") else tmp_path
    asked = ["export", "--table", "prices", "--out", out, "--root", project]
    assert run(*asked) == 1
    assert place.read_text() == "MY THESIS"
    assert run(*asked, "--force") == 0
    assert run(*asked) == 0
    assert place.read_bytes() != b"MY THESIS"


def test_report_leaves_the_files_of_a_person(project, built, tmp_path, capsys):
    (tmp_path / "index.html").write_text("MY PAGE")
    asked = ["report", "29-2071", "--notebook", "pay-history", "--out", tmp_path]
    assert run(*asked, "--root", project) == 1
    assert "index.html" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.parametrize("name", ["manifest.jsonl", "failures.txt", "index.html"])
def test_a_batch_of_reports_leaves_the_files_of_a_person(project, built, tmp_path, capsys, name):
    (tmp_path / "roles.txt").write_text("29-2071\n")
    out = tmp_path / "reports"
    out.mkdir()
    (out / name).write_text("mine")
    asked = ["report", "--roles", tmp_path / "roles.txt", "--notebook", "pay-history"]
    assert run(*asked, "--out", out, "--root", project) == 1
    assert name in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == [name]
    assert (out / name).read_text() == "mine"


@pytest.mark.parametrize("ending", [".html", ".png", ".ODS", ".pdf"])
@pytest.mark.parametrize(
    "command", ["history 29-2071", "find nurse", "verify data", "settings 29-2071"]
)
def test_a_name_of_another_kind_is_refused(project, tmp_path, capsys, command, ending):
    file = tmp_path / f"x{ending}"
    assert run(*command.split(), "--out", file, "--root", project) == 2
    assert "is written here" in capsys.readouterr().err
    assert not file.exists()


@pytest.mark.parametrize("ending", [".xlsx", ".parquet"])
def test_an_answer_that_is_no_table_is_no_workbook(project, tmp_path, capsys, ending):
    file = tmp_path / f"x{ending}"
    assert run("verify", "data", "--out", file, "--root", project) == 2
    assert "is written here" in capsys.readouterr().err
    assert not file.exists()


def test_a_workbook_and_parquet_hold_the_rows_of_the_answer(project, built, tmp_path):
    for ending in ("csv", "xlsx", "parquet"):
        out = tmp_path / f"pay.{ending}"
        assert run("history", "29-2071", "--out", out, "--root", project) == 0
    rows = pd.read_csv(tmp_path / "pay.csv")
    stored = pd.read_parquet(tmp_path / "pay.parquet")
    sheets = pd.read_excel(tmp_path / "pay.xlsx", sheet_name=None, engine="calamine")
    assert [*sheets["rows"].columns] == [*stored.columns] == [*rows.columns]
    numbers = stored.dropna(axis=1).select_dtypes("number").columns
    assert len(numbers) > 1
    for column in numbers:
        assert sheets["rows"][column].tolist() == stored[column].tolist() == rows[column].tolist()
    assert "$40,350" in sheets["answer"].to_string()


@pytest.mark.parametrize(
    ("command", "name"), [("tidy CPIAUCNS.csv", "x.html"), ("report 29-2071", "x.csv")]
)
def test_a_folder_is_not_named_as_a_file(tmp_path, monkeypatch, capsys, command, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "CPIAUCNS.csv").write_text(CPI)
    assert run(*command.split(), "--out", name) == 2
    assert "names a folder here" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
def test_a_folder_whose_name_is_no_text_is_written_to(project, built, tmp_path):
    out = tmp_path / os.fsdecode(b"out\xff")
    for form in ("csv", "parquet", "xlsx"):
        asked = ["export", "--table", "prices", "--format", form, "--out", out]
        assert run(*asked, "--root", project) == 0
    assert (out / "prices.csv").exists()
