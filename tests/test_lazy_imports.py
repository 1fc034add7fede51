"""What a start loads: names are listed at once, and heavy packages wait until they are used."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import labor

HEAVY = ("pandas", "numpy", "pyarrow", "scipy", "matplotlib", "rapidfuzz", "requests", "nbconvert")
#: What reading tables and looking up names take.
TABLES = {"pandas", "numpy", "pyarrow", "rapidfuzz"}
LAZY = ("labor", "labor.occupations")


def loaded_by(code: str) -> set[str]:
    """The heavy packages that a new interpreter has loaded after some code."""
    ask = f"{code}\nimport sys\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import labor", set()),
        ("from labor import figures", set()),
        ("import labor.occupations", set()),
        ("import labor.cli", set()),
        ("import labor\nlabor.load", TABLES),
        ("import labor\nlabor.compare", TABLES),
        ("import labor\nlabor.history", TABLES),
        ("from labor.figures import pay_chart", {*TABLES, "matplotlib"}),
    ],
)
def test_only_what_is_used_is_loaded(code, allowed):
    assert loaded_by(code) <= allowed


def test_help_loads_no_heavy_package():
    code = "from labor.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded_by(code) == set()


@pytest.mark.parametrize("package", LAZY)
def test_every_listed_name_is_there(package):
    module = importlib.import_module(package)
    listed = ast.parse(Path(module.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    named = {
        (node.module, alias.name)
        for node in listed.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert {name for _, name in named} == set(module.__all__) == set(dir(module))
    for source, name in named:
        expected = f"{package}.{source or name}"
        found = importlib.import_module(expected)
        assert getattr(module, name) is (getattr(found, name) if source else found), name


def test_every_figure_that_is_listed_is_there():
    for name in labor.figures.__all__:
        assert getattr(labor.figures, name).__name__ == name


def test_a_verb_stays_a_verb_when_its_module_is_loaded():
    importlib.import_module("labor.answers.places.verb")
    assert callable(labor.places)


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="plases"):
        labor.plases  # noqa: B018


@pytest.mark.parametrize(
    "arguments", [["find", "RHIT"], ["compare", "29-2072", "--peer", "31-9092"]]
)
def test_text_and_defaults_of_a_command_are_read_without_pydantic(arguments):
    code = (
        f"from labor.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "import sys\nprint('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
