"""A command that lacks a part of the package names the line that installs it."""

from __future__ import annotations

import sys

import pytest

from labor.cli import main
from labor.cli.doctor import PURPOSE, extra_of


@pytest.mark.parametrize(
    ("module", "extra"),
    [
        ("papermill", "report"),
        ("IPython.core", "report"),
        ("jupyter_client", "report"),
        ("python_calamine", "files"),
        ("requests", "files"),
        ("jupyterlab", "lab"),
        ("distributed", "cluster"),
        ("mcp.server", "mcp"),
        ("pandas", None),
        ("nothing_of_this_name", None),
    ],
)
def test_a_module_belongs_to_the_part_that_brings_it(module, extra) -> None:
    assert extra_of(module) == extra
    assert extra is None or extra in PURPOSE


def test_a_missing_part_ends_in_the_line_that_installs_it(monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "labor.cli.assistant_tools", raising=False)
    with pytest.raises(SystemExit) as end:
        main(["mcp"])
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert 'pip install "labor-tables[mcp]"' in said and "to answer assistants" in said


def test_a_module_that_is_in_no_part_is_told_in_one_message(monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "labor.cli.assistant_tools", None)
    with pytest.raises(SystemExit) as end:
        main(["mcp"])
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert said.startswith("labor: The program met something that it does not know how to handle")
    assert "Traceback" not in said
