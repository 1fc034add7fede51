"""Commands that hold published tables against facts."""

from __future__ import annotations

import typer

from labor.cli.options import Root
from labor.datasets.places import project_root
from labor.errors import SchemaError

SHOWN = 10

verify = typer.Typer(
    help="Hold the tables and the reports against what they were made from.", no_args_is_help=True
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(verify, name="verify")


@verify.command()
def data(root: Root = None) -> None:
    """Check facts within and between the built tables; list every row where one fails."""
    from labor.datasets.load import load
    from labor.datasets.verify import verify as check
    from labor.schema.tables import TABLES

    folder = project_root(root) / "data" / "processed"
    built = {n: load(n, folder) for n in TABLES if (folder / f"{n}.parquet").exists()}
    failed = 0
    for verdict in check(built):
        if not verdict.cases:
            typer.echo(
                f"not looked at  {verdict.fact.says}  (needs {', '.join(verdict.fact.needs)})"
            )
            continue
        count = len(verdict.violations)
        failed += count
        state = "holds" if not count else f"FAILS in {count:,}"
        typer.echo(f"{state:<14} {verdict.fact.says}  ({verdict.cases:,} cases)")
        for row in verdict.violations.head(SHOWN).itertuples():
            typer.echo(f"    {row.key}: got {row.got}, expected {row.expected}")
        for row in verdict.excused.itertuples():
            typer.echo(f"    declared exception: {row.key}: {row.reason}")
    if failed:
        raise SchemaError(
            f"{failed:,} rows break a fact",
            next_step="Look at the rows in the publisher's file. If it prints them so, declare "
            "them with the reason in src/labor/datasets/exceptions.toml.",
        )
