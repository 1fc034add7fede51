"""Parse arguments, call one function, print."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import labor
from labor.cli.program import Program
from labor.errors import LaborError

#: New objects after which Python looks for garbage. Commands keep nearly all that they make;
#: with Python's own 700 a tenth of a comparison's time is spent looking.
GARBAGE_AFTER = 200_000
#: What a shell reports of a program whose reader has gone.
PIPE_CLOSED = 141

app = typer.Typer(
    cls=Program,
    name="labor",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"labor {labor.__version__}")
        raise typer.Exit


# The commands are listed in `catalogue` and loaded by `program` when they are used.
@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Public pay and outlook tables, tidy and documented; honest comparisons of roles."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; a user's mistake gets a message, never a traceback.

    Args:
        arguments: What follows `labor` on the command line; taken from there if left out.

    Raises:
        SystemExit: Always, with one of the codes of `catalogue.EXIT_CODES`.
    """
    gc.set_threshold(GARBAGE_AFTER)
    # What ends with the program need not be searched: that takes a fifth of `import pandas`.
    atexit.register(gc.freeze)
    # No command multiplies large matrices; to start threads for it takes longer than to use them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that lacks a character shows its number instead of breaking off.
            stream.reconfigure(errors="backslashreplace")
    try:
        app(arguments, prog_name="labor")
    except LaborError as error:
        _stop(error.message())
    except OSError as error:
        _stop(_of_system(error).message())
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            sys.exit(PIPE_CLOSED)
        raise
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a native library's panic is no Exception
        given = sys.argv[1:] if arguments is None else arguments
        _stop((_of_part(error) or _of_program(error, given)).message())


def _stop(message: str) -> None:
    typer.echo(f"labor: {_harmless(message)}", err=True)
    sys.exit(1)


def _harmless(message: str) -> str:
    """The message without signs that steer a terminal: names and answers of others stand in it."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode()
        for sign in message
    )


def _of_part(error: BaseException) -> LaborError | None:
    """A part of the package that is not installed, as a message; None for any other surprise."""
    if not isinstance(error, ModuleNotFoundError):
        return None
    from labor.cli.doctor import missing_part

    return missing_part(error)


def _of_program(error: BaseException, arguments: Sequence[str]) -> LaborError:
    """What no room expected, as a message for a person and a log for the maintainers."""
    import platform
    import tempfile
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    line = f"{type(error).__name__}: {str(error)[:200]} ({Path(last.filename).name}:{last.lineno})"
    system = f"labor {labor.__version__}, Python {platform.python_version()}, {platform.platform()}"
    text = f"{system}\n{list(arguments)}\n\n{''.join(traceback.format_exception(error))}"
    try:
        handle, log = tempfile.mkstemp(prefix="labor-error-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError:
        log = ""
    return LaborError(
        "The program met something that it does not know how to handle",
        got=line,
        next_step="Report this line and labor "
        + labor.__version__
        + " at the project's page"
        + (f", with the log {log}; look first whether it shows what is private." if log else "."),
    )


def _of_system(error: OSError) -> LaborError:
    """A refusal of the operating system, as a message with a next step."""
    return LaborError(
        "A file or folder cannot be used",
        where=str(error.filename or ""),
        got=error.strerror or str(error),
        next_step="Check the name and that you may read and write there, then run it again.",
    )
