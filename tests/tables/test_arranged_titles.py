"""Titles that a build arranged give the answers of titles that are arranged at the start."""

import csv
import json
import os
import shutil

import pandas as pd
import pytest

from labor.answers.find.verb import find
from labor.answers.tables import finder_of, title_parts
from labor.errors import OccupationError
from labor.occupations.find import Finder
from labor.occupations.title_table import NEEDED
from labor.tables import rebuild as rebuilding
from labor.tables import titles as arranging
from labor.tables.freshness import RECORD_NAME, Build
from labor.tables.rebuild import rebuild
from labor.tables.titles import TITLES_NAME, read_titles, write_titles


@pytest.fixture(scope="module")
def tables(built):
    return {name: built[name] for name in NEEDED}


@pytest.fixture(scope="module")
def kept(project, tables, tmp_path_factory):
    """A folder with the tables that titles are searched in, and the titles arranged."""
    folder = tmp_path_factory.mktemp("kept") / "data" / "processed"
    folder.mkdir(parents=True)
    for name in NEEDED:
        shutil.copy(project / "data/processed" / f"{name}.parquet", folder)
    assert write_titles(tables, folder) == [folder / TITLES_NAME]
    return folder


@pytest.fixture
def copied(kept, tmp_path):
    return shutil.copytree(kept, tmp_path / "copied")


@pytest.fixture(scope="module")
def finders(kept):
    return finder_of(title_parts(kept)), Finder(read_titles(kept))


def answer(finder, text):
    try:
        return finder.find(text, 7)
    except OccupationError as error:
        return pd.DataFrame({"message": [str(error)]})


def assert_same(finders, texts):
    for text in texts:
        pd.testing.assert_frame_equal(*(answer(finder, text) for finder in finders), obj=text)


def test_the_answers_to_the_hard_cases_are_the_same(finders, project):
    with (project / "tests/data/find_cases.csv").open(encoding="utf-8", newline="") as lines:
        asked = [row["query"] for row in csv.DictReader(lines)]
    assert len(asked) > 60
    assert_same(finders, asked)


def test_the_answers_to_hundreds_of_titles_and_codes_are_the_same(finders, tables):
    occupations, titles = tables["occupations"], tables["titles"]
    codes = list(occupations["occupation_code"].iloc[::200])
    named = list(occupations["occupation_title"].iloc[::100])
    asked = [*codes, *named, *titles["title"].iloc[:: len(titles) // 100], "99-9999", "zzqq"]
    assert len(asked) > 200
    assert_same(finders, asked)
    for text in ("Medical Coder", "nobody is called so"):
        assert finders[0].has(text) == finders[1].has(text)


def test_the_same_tables_give_the_same_bytes_and_leave_the_file(copied, tables):
    path = copied / TITLES_NAME
    content, time = path.read_bytes(), path.stat().st_mtime_ns
    write_titles(tables, copied)
    assert path.stat().st_mtime_ns == time
    path.unlink()
    write_titles({name: frame.iloc[::-1] for name, frame in tables.items()}, copied)
    assert path.read_bytes() == content


def test_damaged_titles_are_noticed_and_arranged_again(copied, tables):
    path = copied / TITLES_NAME
    content = path.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    for damaged in (b"", content[:middle], flipped):
        path.write_bytes(damaged)
        assert read_titles(copied) is None
    write_titles(tables, copied)
    assert path.read_bytes() == content
    path.unlink()
    assert read_titles(copied) is None


def test_titles_of_other_tables_or_other_code_are_not_used(copied, tables, monkeypatch):
    with monkeypatch.context() as changed:
        changed.setattr(arranging, "code_digest", lambda _: "other code")
        assert read_titles(copied) is None
    assert read_titles(copied) is not None
    tables["titles"].iloc[1:].to_parquet(copied / "titles.parquet")
    assert read_titles(copied) is None


def test_without_arranged_titles_the_search_arranges_them(kept, tmp_path):
    shutil.copytree(kept, tmp_path / "data" / "processed")
    (tmp_path / "data" / "processed" / TITLES_NAME).unlink()
    expected = find("medical coder", root=kept.parents[1]).rows
    pd.testing.assert_frame_equal(find("medical coder", root=tmp_path).rows, expected)


def test_a_table_that_is_missing_leaves_no_titles(copied, tables):
    few = {name: frame for name, frame in tables.items() if name != "titles"}
    assert write_titles(few, copied) == []
    assert not (copied / TITLES_NAME).exists()


def test_a_build_writes_them_and_notices_if_they_are_cut(tables, built, tmp_path, monkeypatch):
    # The tables come from the project: this is about the file beside them.
    out = tmp_path / "out"
    raw = tmp_path / "data" / "raw" / "snapshot"
    raw.mkdir(parents=True)
    monkeypatch.setattr(rebuilding, "raw_files", lambda _: [])
    monkeypatch.setattr(rebuilding, "tables_of", lambda _: {**tables, "sources": built["sources"]})
    state = Build(raw, out)
    written = rebuild(tmp_path, out)
    state.record(written)
    assert out / TITLES_NAME in written
    assert TITLES_NAME in json.loads((out / RECORD_NAME).read_text())["files"]
    assert state.is_current()
    assert read_titles(out) is not None
    os.truncate(out / TITLES_NAME, 100)
    assert not state.is_current()
    rebuild(tmp_path, out)
    assert state.is_current()
