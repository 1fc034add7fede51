"""The group of all commands: grouped help, and modules that load when their command is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from labor.cli.catalogue import COMMANDS, EXIT_CODES, GROUPS, MAINTAINERS, CommandSpec

if TYPE_CHECKING:
    # The click that typer brings along.
    from typer._click.core import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter

_START = (
    ('labor find "medical coder"', "which occupation is that?"),
    ('labor compare "pharmacy technician" --peer similar', "pay and outlook beside others"),
    ("labor report 29-2072 --open", "the same as a page"),
)
_PLACES = (
    ("data/raw", "the publishers' tables; labor add and labor fetch write there"),
    ("data/processed", "tidy tables, made by labor build"),
    ("reports", "pages, made by labor report"),
)
_FOLDER = (
    "These are in the project folder: --root, else $LABOR_HOME, else the nearest folder above "
    "that has data/raw. Without one, answers come from the tables of the package, reports go to "
    "labor-reports/ and added files to a folder of your own, which `labor doctor` names."
)


class _Announced(TyperCommand):
    """A command whose module is not loaded yet."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its summary, whatever the limit: only completion asks for it."""
        return COMMANDS[self.name or ""].summary


class Program(TyperGroup):
    """All commands, each loaded from its module when it is first used."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        hidden = {spec.name for spec in GROUPS[MAINTAINERS]}
        announced = {name: _Announced(name, hidden=name in hidden) for name in COMMANDS}
        self.commands = announced | dict(self.commands)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of a name; its module is loaded if it was not."""
        if isinstance(self.commands.get(cmd_name), _Announced):
            command = load(COMMANDS[cmd_name])
            for parameter in command.get_params(ctx):
                _take_as_given(parameter)
            self.commands[cmd_name] = command
        return super().get_command(ctx, cmd_name)

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The options of the program itself."""
        found = super().get_params(ctx)
        for parameter in found:
            _take_as_given(parameter)
        return found

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands in their groups, a line each; those for maintainers are left out."""
        for heading, specs in GROUPS.items():
            if heading != MAINTAINERS:
                with formatter.section(heading):
                    formatter.write_dl([(spec.name, spec.summary) for spec in specs])

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write examples, exit codes, and where the data live."""
        with formatter.section("To begin with"):
            for call, why in _START:
                formatter.write(f"  {call}\n      {why}\n")
        with formatter.section("Where things are"):
            formatter.write_dl(_PLACES)
        formatter.write_text(_FOLDER)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), meaning) for code, meaning in EXIT_CODES])
        formatter.write_paragraph()
        formatter.write_text("`labor COMMAND --help` explains a command, with examples.")


def load(spec: CommandSpec) -> Command:
    """The command, or the commands in it, from its module, with its examples below the help."""
    part = typer.Typer(rich_markup_mode=None)
    found = getattr(import_module(f"labor.{spec.module}"), spec.name)
    if isinstance(found, typer.Typer):
        part.add_typer(found, name=spec.name)
    else:
        part.command()(found)
    command = typer.main.get_group(part).commands[spec.name]
    calls = "\n".join(f"  labor {example}" for example in spec.examples)
    command.epilog = f"Examples:\n\n\b\n{calls}"
    return command


def _take_as_given(parameter: Any) -> None:
    """Let a parameter take text and defaults as they are, and load pydantic only for others.

    Typer's reading of values loads pydantic, which takes a sixth of the time of `import pandas`.
    """
    if "get_runtime_param" in vars(parameter):
        return
    read = parameter.get_runtime_param
    parameter.get_runtime_param = lambda: _AsGiven(read)


class _AsGiven:
    """The values of a parameter: nothing, and text or a default of its own type, as they are."""

    def __init__(self, read: Callable[[], Any]) -> None:
        self._read = read

    def coerce(self, value: Any, param: Any, ctx: Context) -> Any:
        """The value, which was typed or is the default, in the type of the parameter."""
        wanted = param.type_descriptor.annotation
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if isinstance(wanted, type) and type(value) is wanted:
            return value
        if wanted == list[str] and isinstance(value, (list, tuple)):
            return list(value)
        return self._read().coerce(value, param=param, ctx=ctx)
