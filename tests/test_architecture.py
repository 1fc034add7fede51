"""Imports go one way: each room knows only the rooms below it."""

import ast
from functools import cache
from pathlib import Path

import labor

SOURCE = Path(labor.__file__).parent
MAY_IMPORT = {
    "terms": set(),
    "errors": set(),
    "workers": {"errors"},
    "spreadsheets": {"errors"},
    "schema": {"terms", "errors"},
    "occupations": {"terms", "errors"},
    "publishers": {"terms", "errors", "schema", "occupations"},
    "sources": {"terms", "errors", "publishers"},
    "tables": {
        "terms", "errors", "workers", "spreadsheets", "schema", "occupations", "publishers",
        "sources",
    },
    "provenance": {"terms", "errors"},
    "methods": {"terms", "errors", "occupations", "provenance", "show"},
    "show": {"terms", "errors", "spreadsheets", "occupations", "provenance"},
    "report": {"terms", "errors", "workers", "provenance"},
    "console": {"terms", "errors", "spreadsheets", "provenance", "tables", "show"},
    "answers": {
        "terms", "errors", "schema", "occupations", "publishers", "sources", "tables",
        "provenance", "methods", "show", "report", "console", "figures",
    },
    "figures": {"answers", "show"},
    "cli": {
        "terms", "errors", "workers", "schema", "occupations", "publishers", "sources",
        "tables", "provenance", "methods", "show", "report", "console", "answers",
        "figures",
    },
}  # fmt: skip
#: Packages that only these rooms may use.
ONLY_IN = {
    "requests": {"sources"}, "matplotlib": {"show", "figures", "answers"}, "papermill": {"report"},
    "distributed": {"workers"},
}  # fmt: skip


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


@cache
def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(read(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


DOORS = {SOURCE / "__init__.py", SOURCE / "__main__.py"}
MODULES = sorted(p for p in SOURCE.rglob("*.py") if p not in DOORS)


def test_every_room_is_in_the_map():
    assert {room_of(path) for path in MODULES} == set(MAY_IMPORT)


def test_a_room_imports_only_rooms_below_it():
    uphill = []
    for path in MODULES:
        room = room_of(path)
        rooms = {name.split(".")[1] for name in imports_of(path) if name.startswith("labor.")}
        uphill += [(path, name) for name in rooms - MAY_IMPORT[room] - {room, "__version__"}]
    assert not uphill


def test_heavy_packages_stay_in_their_rooms():
    outside = []
    for path in MODULES:
        used = {name.split(".")[0] for name in imports_of(path)}
        for package, rooms in ONLY_IN.items():
            outside += [(path, package)] * (package in used and room_of(path) not in rooms)
    assert not outside


def test_a_module_says_its_one_responsibility():
    for path in MODULES:
        docstring = ast.get_docstring(read(path))
        assert docstring, f"{path}: the first line says what the module is for"
        assert docstring.splitlines()[0].endswith((".", ":", "?")), path
