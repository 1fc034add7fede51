"""The doctor finds what was broken on purpose, and nothing in a whole installation."""

import json
import os
import shutil
from collections import namedtuple
from importlib import metadata

import pytest

from labor.cli import doctor as health
from labor.cli.doctor import NOTE, OK, PROBLEM


@pytest.mark.slow
def test_a_whole_installation_has_no_problem(labor, project, monkeypatch):
    monkeypatch.setenv("LABOR_CONTACT", "ada@example.org")
    shown = labor("doctor", "--json", "--root", project)
    found = {one["name"]: one for one in json.loads(shown.out)["findings"]}
    assert [name for name, one in found.items() if one["state"] == PROBLEM] == []
    assert shown.code == 0
    assert found["Kernel"]["state"] == OK
    assert found["Contact"]["says"] == "ada@example.org"


def test_each_problem_has_a_line_a_next_step_and_the_exit_code(labor, tmp_path, monkeypatch):
    monkeypatch.setattr(health, "kernel", lambda: health.Finding("Kernel", OK, "not tried"))
    shown = labor("doctor", "--root", tmp_path)
    lines = shown.out.splitlines()
    problems = [line.split()[1] for line in lines if line.startswith("problem")]
    assert problems == ["Home", "Snapshot", "Tables"]
    for number, line in enumerate(lines):
        if line.startswith("problem"):
            assert lines[number + 1].startswith(" " * 20)
    assert shown.code == 1
    assert "Home, Snapshot, Tables" in shown.err


def test_an_older_python_is_a_problem(monkeypatch):
    monkeypatch.setattr(health.platform, "python_version", lambda: "3.10.14")
    assert health.python().state == PROBLEM
    monkeypatch.setattr(health.platform, "python_version", lambda: "3.14.0rc1")
    assert health.python().state == OK


def test_packages_that_are_missing_or_old_are_named(monkeypatch):
    wanted = ["pandas>=999", "no-such-package>=1", 'only-there>=1; extra == "lab"', "typer"]
    monkeypatch.setattr(metadata, "requires", lambda _: wanted)
    found = health.packages()
    assert found.state == PROBLEM
    assert f"pandas is {metadata.version('pandas')}, but >=999 is needed" in found.says
    assert "no-such-package is missing" in found.says
    assert "only-there" not in found.says
    assert "typer" not in found.says


def test_the_packages_of_this_installation_are_right():
    assert health.packages().state == OK


def test_a_package_that_cannot_be_loaded_is_a_finding(monkeypatch, tmp_path):
    def missing():
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")

    monkeypatch.setattr(health, "kernel", missing)
    says = [one.says for one in health.findings(tmp_path) if one.state == PROBLEM]
    assert "numpy cannot be loaded" in says


def test_a_part_that_is_not_installed_is_a_note(monkeypatch, tmp_path):
    def missing():
        raise ModuleNotFoundError("No module named 'nbclient'", name="nbclient")

    monkeypatch.setattr(health, "kernel", missing)
    notes = [one.says for one in health.findings(tmp_path) if one.state == NOTE]
    assert "the part report, to make and check reports, is not installed" in notes


def test_a_changed_table_of_the_snapshot_is_named(project, tmp_path):
    committed = project / "data" / "raw" / "snapshot"
    copy = tmp_path / "data" / "raw" / "snapshot"
    copy.mkdir(parents=True)
    for path in committed.glob("cpi_u.*"):
        shutil.copy(path, copy)
    assert health.snapshot(tmp_path).state == OK
    (body,) = (path for path in copy.iterdir() if path.suffix != ".toml")
    body.write_bytes(body.read_bytes() + b"2099-01-01,1\n")
    found = health.snapshot(tmp_path)
    assert found.state == PROBLEM
    assert found.says.startswith("cpi_u: ")
    body.unlink()
    assert health.snapshot(tmp_path).state == PROBLEM


def test_tables_that_are_missing_damaged_or_older(broken):
    root = broken(prices=b"PAR1 and no more", wages=b"")
    found = health.tables(root)
    assert (found.state, found.says) == (PROBLEM, "damaged: wages, prices")
    for path in (root / "data" / "processed").rglob("*"):
        if not path.is_dir() and path.name != "sources.parquet":
            path.unlink()
    found = health.tables(root)
    assert found.state == NOTE
    assert found.says.startswith("1 built, but")
    (root / "data" / "processed" / "sources.parquet").unlink()
    assert health.tables(root).says == "none was built"


@pytest.mark.parametrize(("free", "state"), [(5e9, OK), (1e9, NOTE), (1e8, PROBLEM)])
def test_room_on_the_disk(monkeypatch, tmp_path, free, state):
    usage = namedtuple("usage", "total used free")(1e12, 1e12 - free, free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert health.disk(tmp_path / "not" / "there").state == state


def test_a_file_in_place_of_a_folder_may_not_be_written(tmp_path):
    assert health.folders(tmp_path).state == OK
    (tmp_path / "reports").write_text("a file")
    found = health.folders(tmp_path)
    assert found.state == PROBLEM
    assert found.says == f"may not be written: {tmp_path / 'reports'}"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_rights_may_not_be_written(tmp_path):
    (tmp_path / "reports").mkdir(mode=0o500)
    assert health.folders(tmp_path).state == PROBLEM


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('contact = "ada@example.org"', OK),
        ('contact = "nobody"', PROBLEM),
        ("contact = ", PROBLEM),
        ("", NOTE),
    ],
)
def test_the_contact(tmp_path, monkeypatch, text, state):
    monkeypatch.delenv("LABOR_CONTACT", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "labor.toml").write_text(text)
    assert health.contact(tmp_path).state == state


def test_what_is_optional_is_a_note(monkeypatch):
    def absent(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    assert health.jupyterlab().state == NOTE


@pytest.mark.slow
def test_a_kernel_that_does_not_start_is_a_problem(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/no/such/folder")
    monkeypatch.setattr("sys.executable", "/bin/false")
    found = health.kernel()
    assert found.state == PROBLEM
    assert found.says.startswith("does not start")
