"""Parse arguments, call one function, print."""

from __future__ import annotations

import os
import sys

import typer

from labor.cli import checking, data, exchange, finding, judgement, reports, sources, verify
from labor.errors import LaborError

app = typer.Typer(
    name="labor",
    help="Public pay and outlook tables, tidy and documented; honest comparisons of roles.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit codes: 0 done, 1 a problem that the message explains, 2 wrong arguments.",
)
data.register(app)
reports.register(app)
finding.register(app)
judgement.register(app)
checking.register(app)
exchange.register(app)
verify.register(app)
sources.register(app)


def main() -> None:
    """Run the command; a user's mistake gets a message, never a traceback."""
    try:
        app()
    except LaborError as error:
        typer.echo(f"labor: {error.message()}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; close quietly, as other tools do.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
