"""The page of all commands, made from the commands themselves: commands."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from labor.cli.catalogue import EXIT_CODES, GROUPS, CommandSpec
from labor.cli.data import Check, write_or_check
from labor.console.options import Out, Root

if TYPE_CHECKING:
    from typer._click.core import Command

_WIDTH = 80
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


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(commands)


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
    parts = [_INTRODUCTION, _exit_codes(), _COMPLETION]
    for heading, specs in GROUPS.items():
        parts.append(f"## {heading}")
        parts += [part for spec in specs for part in _section(spec, root)]
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
            "with 0\nwhatever the verdicts are, and `labor diff` whether there are changes or "
            "not. `labor verify`,\n`labor doctor` and `--check` hold things against what they "
            "should be and end with 1 if they are not.",
        ]
    )


def _section(spec: CommandSpec, root: Path | None) -> Iterator[str]:
    """A command with its help, and the answer of one example if that is stable."""
    from labor.cli.program import load

    yield f"### labor {spec.name}"
    yield from (_code(text) for text in _helps(load(spec), f"labor {spec.name}"))
    if spec.shown:
        yield f"`labor {spec.shown}` answers:"
        yield _code(_answer(spec.shown, root))


def _helps(command: Command, name: str) -> Iterator[str]:
    """The help of a command and of the commands in it."""
    with command.context_class(command, info_name=name, terminal_width=_WIDTH) as context:
        yield command.get_help(context)
    for part in getattr(command, "commands", {}).values():
        yield from _helps(part, f"{name} {part.name}")


def _answer(line: str, root: Path | None) -> str:
    """What a command prints when it is not on a terminal."""
    from labor.cli import app

    place = [] if root is None else ["--root", str(root)]
    shown = io.StringIO()
    with redirect_stdout(shown):
        app([*shlex.split(line), *place], prog_name="labor", standalone_mode=False)
    return shown.getvalue()


def _code(text: str) -> str:
    return f"```text\n{text.strip()}\n```"
