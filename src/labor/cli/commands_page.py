"""The page of all commands, made from the commands themselves: commands."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from copy import copy
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from typer.core import TyperOption

from labor.cli.catalogue import EXIT_CODES, GROUPS
from labor.cli.data import Check, write_or_check
from labor.console.options import Out, Root

if TYPE_CHECKING:
    from typer._click.core import Command, Parameter

_WIDTH = 80
#: So many commands make an option one that is described once.
_MANY = 4
#: Lines of an answer that are shown.
_SHOWN = 30
_INTRODUCTION = """# Commands

Made by `labor commands`, with the answers of the built tables; do not edit it by hand.

`labor --help` lists the commands and `labor COMMAND --help` explains one. The same things are
written the same way everywhere:

- A **role** is an argument: a title, a job title in your own words, or a code (`29-2071`).
  Words with spaces go in quotation marks. Roles to compare with are options: `--peer`.
- A **year** (`--year 2024`) is the reference year of pay, a **projection** (`--vintage 2024-34`)
  is named by its two years, an **area** (`--area`) by code, postal code or
  name: `06`, `CA`, `California`, `Houston`, `Portland, ME`. What such a name is taken for is said;
  areas that share it are listed. What is left out is the newest, and the nation.
- Answers go to standard output, messages and progress to standard error, so that
  `labor history 29-2071 --csv - | head -3` and `labor find nurse > answer.txt` do what you
  expect. Nothing is coloured, and nothing is wrapped unless it is read on a terminal.
- `--json` prints everything for programs: the same keys each time, numbers as numbers, what does
  not exist as `null`, and beside a number a column `..._status` that says why. `--csv FILE`
  writes the rows as CSV, `--csv -` prints them. `--out FILE` writes the answer to a file.
- `-` in place of a file that is read (`labor check -`) is standard input.
- `--root FOLDER`, else `$LABOR_HOME`, else the nearest folder above with `data/raw`, is the
  project whose tables answer."""
_COMPLETION = """## Completion in the shell

`labor --install-completion` adds completion to bash, zsh, fish or PowerShell, whichever you run
it in; open a new shell afterwards. The Tab key then completes commands and options, and behind an
option the tables, notebooks, years, projections and areas of your project.
`labor --show-completion` prints what it would add."""


def commands(out: Out = None, check: Check = None, root: Root = None) -> None:
    """Write the page of all commands, or check that a page is current."""
    write_or_check(page(root), out, check, "commands")


def page(root: Path | None) -> str:
    """Make the page: how commands are called, what they take, and what some of them answer.

    Args:
        root: Project folder whose tables answer the examples; found by itself if None.

    Returns:
        Markdown.
    """
    from labor.cli.program import load

    specs = [spec for group in GROUPS.values() for spec in group]
    parts_of = {spec.name: list(_parts(load(spec), f"labor {spec.name}")) for spec in specs}
    shared = _taken_out([command for parts in parts_of.values() for _, command in parts])
    parts = [_INTRODUCTION, _exit_codes(), _COMPLETION, "## Options of many commands", shared]
    for heading, group in GROUPS.items():
        parts.append(f"## {heading}")
        for spec in group:
            parts.append(f"### labor {spec.name}")
            parts += [_code(_help(command, name)) for name, command in parts_of[spec.name]]
            if spec.shown:
                parts += [f"`labor {spec.shown}` answers:", _code(_answer(spec.shown, root))]
    return "\n\n".join(parts) + "\n"


def _exit_codes() -> str:
    rows = [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES]
    return "\n".join(
        [
            "## Exit codes",
            "",
            "| code | means |",
            "|---|---|",
            *rows,
            "",
            "What a command was asked to find out is an answer, not a problem: `labor check` ends "
            "with 0\nwhatever the verdicts are, unless `--fail-on` names them, and `labor diff` "
            "whether there are\nchanges or not. `labor verify`, `labor doctor` and `--check` hold "
            "things against what they\nshould be and end with 1 if they are not.",
        ]
    )


def _parts(command: Command, name: str) -> Iterator[tuple[str, Command]]:
    """A command and the commands in it, with their names."""
    yield name, command
    for part in getattr(command, "commands", {}).values():
        yield from _parts(part, f"{name} {part.name}")


def _taken_out(commands: Sequence[Command]) -> str:
    """Take the options that many commands have out of all of them, and describe them once.

    What is left names them in a line below the options of its own.
    """
    places: dict[tuple[str, str | None], list[tuple[Command, Parameter]]] = {}
    for command in commands:
        for option in command.params:
            if isinstance(option, TyperOption):
                places.setdefault((option.opts[0], option.help), []).append((command, option))
    shared = [found for found in places.values() if len(found) >= _MANY]
    names: dict[Command, list[str]] = {}
    for command, option in chain.from_iterable(shared):
        command.params.remove(option)
        names.setdefault(command, []).append(option.opts[0])
    for command, taken in names.items():
        command.epilog = f"And {', '.join(taken)}.\n\n{command.epilog or ''}"
    one = copy(commands[0])
    one.params = [found[0][1] for found in shared]
    return _code(dedent(_help(one, "").partition("Options:\n")[2].partition("\n\n")[0]))


def _help(command: Command, name: str) -> str:
    with command.context_class(command, info_name=name, terminal_width=_WIDTH) as context:
        return command.get_help(context)


def _answer(line: str, root: Path | None) -> str:
    """What a command prints when it is not on a terminal."""
    from labor.cli import app

    place = [] if root is None else ["--root", str(root)]
    shown = io.StringIO()
    with redirect_stdout(shown):
        app([*shlex.split(line), *place], prog_name="labor", standalone_mode=False)
    lines = shown.getvalue().splitlines()
    return "\n".join(lines[:_SHOWN] + ["..."] * (len(lines) > _SHOWN))


def _code(text: str) -> str:
    return f"```text\n{text.strip()}\n```"
