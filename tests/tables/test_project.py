"""Which folder answers, which one is written to, and how a project is made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from labor.errors import SourceError
from labor.tables import project
from labor.tables.freshness import RECORD_NAME


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    """An installed package with a home, and a user without a project."""
    home = tmp_path / "site-packages" / "labor" / "home"
    for name in ("notebooks/a.ipynb", "data/raw/snapshot/t.csv", "data/processed/t.parquet"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    (home / project.CONTENTS_NAME).write_text(json.dumps({"version": "1"}))
    monkeypatch.setattr(project, "PACKAGED", home)
    monkeypatch.setattr(project, "user_home", lambda: tmp_path / "mine")
    monkeypatch.setattr(project.labor, "__file__", str(home.parent / "__init__.py"))
    monkeypatch.delenv("LABOR_HOME", raising=False)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    return home


def test_without_a_project_the_package_answers_and_reports_go_where_one_stands(package) -> None:
    assert project.project_root() == package
    assert project.reports_folder(package) == Path("labor-reports")


def test_a_project_one_stands_in_or_names_comes_first(package, tmp_path, monkeypatch) -> None:
    (tmp_path / "mywork" / "data" / "raw").mkdir(parents=True)
    (tmp_path / "mywork" / "notes").mkdir()
    assert project.project_root(tmp_path / "mywork") == tmp_path / "mywork"
    assert project.project_root(str(tmp_path / "mywork")) == tmp_path / "mywork"
    monkeypatch.chdir(tmp_path / "mywork" / "notes")
    assert project.project_root() == project.writable_root() == tmp_path / "mywork"
    assert project.reports_folder(tmp_path / "mywork") == tmp_path / "mywork" / "reports"
    monkeypatch.setenv("LABOR_HOME", str(tmp_path / "other"))
    assert project.project_root() == tmp_path / "other"


def test_files_without_a_project_go_to_a_folder_of_the_user(package, tmp_path) -> None:
    mine = project.writable_root()
    assert mine == tmp_path / "mine"
    assert (mine / "data" / "raw" / "snapshot" / "t.csv").is_file()
    # Nothing was built there yet: the tables of the package still answer.
    assert project.project_root() == package
    (mine / "data" / "processed").mkdir()
    (mine / "data" / "processed" / RECORD_NAME).write_text("{}")
    assert project.project_root() == mine
    assert not list(package.rglob("*.part"))


def test_a_newer_package_keeps_what_a_user_added_and_builds_anew(package, monkeypatch) -> None:
    mine = project.writable_root()
    added = mine / "data" / "raw" / "oews" / "oesm26nat.zip"
    added.parent.mkdir()
    added.write_text("a publisher's file")
    (mine / "data" / "processed").mkdir()
    (mine / "data" / "processed" / RECORD_NAME).write_text("{}")
    (package / "data" / "raw" / "snapshot" / "t.csv").rename(
        package / "data" / "raw" / "snapshot" / "u.csv"
    )
    (package / project.CONTENTS_NAME).write_text(json.dumps({"version": "2"}))
    built = []
    monkeypatch.setattr(
        "labor.tables.rebuild.rebuild", lambda root, out: built.append((root, out)) or []
    )
    assert project.project_root() == mine
    assert built == [(mine, mine / "data" / "processed")]
    assert added.is_file()
    assert [p.name for p in (mine / "data/raw/snapshot").iterdir()] == ["u.csv"]
    assert not project.is_outdated(mine)


def test_a_new_project_has_all_that_answers_need(package, tmp_path, monkeypatch) -> None:
    made = tmp_path / "new"
    project.new_project(made)
    found = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert found == {
        "README.md", "notebooks/a.ipynb", "data/raw/snapshot/t.csv", "data/processed/t.parquet",
    }  # fmt: skip
    monkeypatch.chdir(made / "notebooks")
    assert project.project_root() == made


def test_a_new_project_takes_no_folder_that_has_files(package, tmp_path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "thesis.txt").write_text("mine")
    with pytest.raises(SourceError, match="a folder of its own"):
        project.new_project(tmp_path / "new")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["thesis.txt"]


def test_a_project_that_cannot_be_copied_leaves_nothing(package, tmp_path, monkeypatch) -> None:
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(SourceError, match="cannot be written"):
        project.new_project(tmp_path / "new")
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".new*"))
