"""Makes the pages of commands and tables from the program: `.venv/bin/python docs/pages.py`.

`docs/pages.py --check` says which of them is not the one that the program makes now.
"""

from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from copy import copy
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from typer.core import TyperOption

from labor.cli import app
from labor.cli.catalogue import EXIT_CODES, GROUPS
from labor.cli.program import load
from labor.schema.core import STATUSES, Column, TableSchema
from labor.schema.tables import DESCRIBED, ON_REQUEST, SUMMARIES
from labor.tables.files import IN_PARTS

if TYPE_CHECKING:
    from typer._click.core import Command, Parameter

PROJECT = Path(__file__).resolve().parents[1]
#: Calls whose answers the page of commands shows, by command.
_SHOWN = {
    call.split()[0]: call
    for call in (
        'find "medical coder" --limit 2',
        'rank growth --education "associate\'s degree" --min-openings 5000 --limit 3',
        "compare 29-2071 --peer 31-9092 --year 2018 --vintage 2018-28",
        "peers 31-9092 --limit 3",
        "history 29-9021",
        "panel 29-2072 --years 2018-2021",
        "decompose 29-0000 --area MA --against TX --year 2024",
        "outlook 29-2071 --vintage 2018-28",
        "comparable 31-9092 2018 2024",
        "backtest 31-9092",
    )
}
_WIDTH = 80
#: So many commands make an option one that is described once.
_MANY = 4
#: Lines of an answer that are shown.
_LINES = 30
_INTRODUCTION = """# Commands

Made by `docs/pages.py`, with the answers of the built tables; do not edit it by hand.

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


def commands() -> str:
    """How commands are called, what they take, and what some of them answer, as Markdown."""
    specs = [spec for group in GROUPS.values() for spec in group]
    parts_of = {spec.name: list(_parts(load(spec), f"labor {spec.name}")) for spec in specs}
    shared = _taken_out([command for parts in parts_of.values() for _, command in parts])
    parts = [_INTRODUCTION, _exit_codes(), _COMPLETION, "## Options of many commands", shared]
    for heading, group in GROUPS.items():
        parts.append(f"## {heading}")
        for spec in group:
            parts.append(f"### labor {spec.name}")
            parts += [_code(_help(command, name)) for name, command in parts_of[spec.name]]
            if call := _SHOWN.get(spec.name):
                parts += [f"`labor {call}` answers:", _code(_answer(call))]
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


def _answer(line: str) -> str:
    """What a command prints when it is not on a terminal."""
    shown = io.StringIO()
    arguments = [*shlex.split(line), "--root", str(PROJECT)]
    with redirect_stdout(shown):
        app(arguments, prog_name="labor", standalone_mode=False)
    lines = shown.getvalue().splitlines()
    return "\n".join(lines[:_LINES] + ["..."] * (len(lines) > _LINES))


def _code(text: str) -> str:
    return f"```text\n{text.strip()}\n```"


def dictionary() -> str:
    """The data dictionary of all tables as Markdown."""
    parts = [
        "# Data dictionary",
        "Made by `docs/pages.py` from `src/labor/schema`; do not edit it by hand.",
        "Every table is published as CSV (text quoted, numbers bare, UTF-8) and as Parquet; "
        f"{' and '.join(f'`{name}`' for name in IN_PARTS)} as a Parquet file for each raw table, "
        "which `labor export` writes as CSV or Excel. "
        f"{', '.join(f'`{name}`' for name in SUMMARIES)} are made of the others for spreadsheets, "
        "and are there as CSV alone; "
        f"{', '.join(f'`{name}`' for name in ON_REQUEST)} is made when `labor export --table` "
        "names it. "
        "Codes are text. A column that is marked *status* has another one behind it, called "
        "`<name>_status`, that says whether there is a value and why not:",
        _markdown_table(["status", "meaning"], [[f"`{k}`", v] for k, v in STATUSES.items()]),
        "## Tables",
        ", ".join(f"[`{name}`](#{name})" for name in DESCRIBED) + ".",
        *(_table_section(table) for table in DESCRIBED.values()),
    ]
    return "\n\n".join(parts) + "\n"


def _table_section(table: TableSchema) -> str:
    statuses = {column.status for column in table.columns}
    first: dict[str, list[Column]] = {}
    for column in table.columns:
        if column.name not in statuses:
            there = next(name for name, other in DESCRIBED.items() if column in other.columns)
            first.setdefault(there, []).append(column)
    rows = [_row(column) for column in first.pop(table.name, [])]
    others = [
        f"As in [`{name}`](#{name}): {', '.join(f'`{column.name}`' for column in columns)}."
        for name, columns in first.items()
    ]
    key = ", ".join(f"`{name}`" for name in table.key)
    lines = [f"## {table.name}", f"A row is {table.row_is}. Key: {key}."]
    links = [
        f"`{', '.join(link.columns)}` names a row of [`{link.table}`](#{link.table})."
        for link in table.foreign_keys
    ]
    return "\n\n".join(
        [
            *lines,
            *links,
            _markdown_table(["column", "kind and unit", "what it says"], rows),
            *others,
        ]
    )


def _row(column: Column) -> list[str]:
    kind = ", ".join(filter(None, [column.kind, column.unit, "status" if column.status else ""]))
    return [f"`{column.name}`", kind.replace("status", "*status*"), _description(column)]


def _description(column: Column) -> str:
    text = column.description
    if column.allowed and column.allowed != tuple(STATUSES):
        text += f" One of: {', '.join(f'`{value}`' for value in column.allowed)}."
    if column.nullable and not column.status:
        text += " May be empty."
    return text


def _markdown_table(head: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(head), line(["---"] * len(head)), *map(line, rows)])


def main() -> None:
    """Write the pages, or with --check only say which are not current."""
    old = []
    for name, text in (("commands.md", commands()), ("data-dictionary.md", dictionary())):
        path = PROJECT / "docs" / name
        if path.read_text(encoding="utf-8") != text:
            old.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8", newline="\n")
    if old and "--check" in sys.argv:
        sys.exit(f"Not what the program makes now: {', '.join(old)}. Run `python docs/pages.py`.")


if __name__ == "__main__":
    main()
