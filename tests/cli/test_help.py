"""The help teaches, the commands are consistent, and their page is current."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import labor as labor_package
from labor import __version__
from labor.cli import app
from labor.cli.catalogue import COMMANDS, EXIT_CODES, GROUPS, MAINTAINERS
from labor.cli.program import load

#: Commands that answer with a table, with sentences, or with what they did.
WITH_ROWS = (
    "find", "compare", "peers", "history", "outlook", "ladder", "comparable", "backtest", "check",
    "status", "diff", "settings", "profile",
)  # fmt: skip
WITH_JSON = (*WITH_ROWS, "build", "fetch", "add", "tidy", "export", "doctor")
#: Commands whose --out names another thing than a file with the answer.
FOLDERS = ("build", "tidy", "export", "report")


@pytest.fixture(scope="module")
def commands():
    """Every command by name, those in groups as "group command"."""
    found = {}
    for name, spec in COMMANDS.items():
        command = load(spec)
        parts = getattr(command, "commands", None)
        found |= {f"{name} {n}": c for n, c in parts.items()} if parts else {name: command}
    return found


def options_of(command):
    return {option: one for one in command.params for option in one.opts if option[:2] == "--"}


def test_the_help_lists_every_command_in_its_group(labor):
    shown = labor("--help")
    assert shown.code == 0
    for heading, specs in GROUPS.items():
        if heading != MAINTAINERS:
            block = shown.out.split(f"\n{heading}:\n")[1].split("\n\n")[0]
            listed = [line.split(maxsplit=1) for line in block.splitlines()]
            assert listed == [[spec.name, spec.summary] for spec in specs]


def test_messages_name_only_commands_that_there_are():
    for path in Path(labor_package.__file__).parent.rglob("*.py"):
        for name in re.findall(r"`labor ([a-z][a-z-]*)", path.read_text(encoding="utf-8")):
            assert name in COMMANDS, (path, name)


def test_a_summary_is_the_first_line_of_the_help(commands):
    for name, command in commands.items():
        if name in COMMANDS:
            assert command.help.splitlines()[0] == COMMANDS[name].summary


def test_commands_for_maintainers_work_and_are_not_on_the_first_page(labor, project):
    names = {spec.name for spec in GROUPS[MAINTAINERS]}
    assert names == {"snapshot"}
    first = labor("--help").out
    written = (project / "docs" / "commands.md").read_text(encoding="utf-8")
    last = written.split(f"\n## {MAINTAINERS}\n")[1]
    for name in names:
        assert f"\n  {name} " not in first
        assert labor(name, "--help").code == 0
        assert f"### labor {name}\n" in last


def test_the_help_fits_a_terminal_and_teaches(labor):
    lines = labor("--help").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("  labor ") for line in lines) >= 3
    assert any("data/processed" in line for line in lines)
    codes = [line.split()[0] for line in lines[lines.index("Exit codes:") + 1 :] if line.strip()]
    assert [str(code) for code, _ in EXIT_CODES] == [code for code in codes if code.isdigit()]


def test_without_arguments_the_help_is_shown_and_nothing_was_done(labor):
    shown = labor()
    assert shown.code == 2
    assert "Find and compare:" in shown.out + shown.err


def test_the_version_is_that_of_the_package(labor):
    assert labor("--version").out == f"labor {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_examples(labor, name):
    shown = labor(name, "--help")
    assert shown.code == 0
    assert max(map(len, shown.out.splitlines())) <= 80
    for example in COMMANDS[name].examples:
        assert f"labor {example}" in shown.out
        assert example.split()[0] == name


@pytest.mark.parametrize(
    "line",
    [line for e in COMMANDS.values() for line in e.examples],
)
def test_each_example_is_a_call_that_the_command_understands(line):
    name, *arguments = shlex.split(line)
    command = load(COMMANDS[name])
    while parts := getattr(command, "commands", None):
        command = parts[arguments.pop(0)]
    context = command.context_class(command, info_name=name)
    given, rest, _ = command.make_parser(context).parse_args(arguments)
    assert rest == []
    wanted = [one.name for one in command.params if one.required]
    assert not [name for name in wanted if given.get(name) is None]


def test_options_of_one_name_say_one_thing(commands):
    said = {}
    for name, command in commands.items():
        for option, one in options_of(command).items():
            said.setdefault((option, one.metavar), {}).setdefault(one.help, []).append(name)
    shared = ("--root", "--json", "--csv", "--area", "--year", "--base-year", "--peer")
    for (option, _), texts in said.items():
        if option in shared:
            assert len(texts) <= 2, (option, texts)
    assert len({text for key, texts in said.items() if key[0] == "--root" for text in texts}) == 1
    assert len({text for key, texts in said.items() if key[0] == "--json" for text in texts}) == 1
    assert len({text for key, texts in said.items() if key[0] == "--csv" for text in texts}) == 1


def test_answers_come_as_json_and_tables_as_csv(commands):
    assert not [name for name in WITH_JSON if "--json" not in options_of(commands[name])]
    assert not [name for name in WITH_ROWS if "--csv" not in options_of(commands[name])]
    assert not [name for name in WITH_ROWS if "--out" not in options_of(commands[name])]
    for name, command in commands.items():
        if "--csv" in options_of(command):
            assert {"--json", "--out"} <= set(options_of(command)), name
        if name not in FOLDERS and "--out" in options_of(command):
            assert options_of(command)["--out"].metavar == "FILE", name


def test_no_option_shows_the_name_of_a_python_type(commands):
    shown = "\n".join(
        command.get_help(command.context_class(command, info_name=name))
        for name, command in commands.items()
    )
    assert not re.findall(r"--\S+ <(?:str|list|Path|path|file|directory)\b[^>]*>", shown)


def test_roles_are_arguments(commands):
    for name in (
        "compare",
        "peers",
        "history",
        "outlook",
        "ladder",
        "comparable",
        "backtest",
        "report",
    ):
        first = commands[name].params[0]
        assert (first.param_type_name, first.metavar) == ("argument", "ROLE"), name


@pytest.mark.parametrize("name", ["compare", "peers", "history", "outlook", "comparable"])
def test_answers_are_plain_text_without_messages(labor, name, project):
    years = ("2018", "2024") if name == "comparable" else ()
    shown = labor(name, "31-9092", *years, "--root", project)
    assert shown.code == 0
    assert shown.err == ""
    assert "\x1b" not in shown.out
    assert "nan" not in shown.out.lower().split()


def test_modules_of_commands_load_without_heavy_packages():
    code = (
        "import sys, importlib\n"
        "from labor.cli.catalogue import COMMANDS\n"
        "for name in {one.module for one in COMMANDS.values()}:\n"
        "    importlib.import_module(f'labor.{name}')\n"
        "heavy = {'pandas', 'numpy', 'pyarrow', 'matplotlib', 'requests', 'papermill'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (shown.stdout, shown.stderr) == ("[]\n", "")


def test_commands_that_are_registered_otherwise_are_listed_too():
    command = typer.main.get_command(app)
    assert set(command.commands) == set(COMMANDS)
