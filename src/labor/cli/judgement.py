"""Commands that judge a role's figures, and the methods: history, comparable, validate ..."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from labor.cli.options import Root
from labor.cli.tables import AsCsv, AsJson, Out, form_of, show

RoleName = Annotated[str, typer.Argument(metavar="ROLE", help="The role, in words or as a code.")]
Area = Annotated[
    str, typer.Option(help="Area: code, postal code or name, such as 06, CA, California.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (history, comparable, outlook, peers, backtest, validate):
        app.command()(command)


def history(
    role: RoleName,
    area: Area = "99",
    real: Annotated[
        bool, typer.Option("--real", help="Add the median in the prices of one May.")
    ] = False,
    base_year: Annotated[
        int | None, typer.Option(help="That May, with --real; the newest year if left out.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show all years of a role, broken where the jobs counted are not the same."""
    form = form_of(as_json, as_csv, out)
    from labor.api import history as history_of
    from labor.api import resolve
    from labor.cli.judgement_text import history_text

    found = resolve(role, root=root)
    rows = history_of(role, area=area, real=real, base_year=base_year, root=root)
    record = {"role": found.label, "notes": list(found.notes)}
    show(form, out, history_text(found.label, rows), record, rows)


def comparable(
    role: RoleName,
    year_a: Annotated[int, typer.Argument(help="One reference year, such as 2018.")],
    year_b: Annotated[int, typer.Argument(help="The other, such as 2024.")],
    area: Area = "99",
    measure: Annotated[str, typer.Option(help="wage or employment.")] = "wage",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Say whether the figures of two years may be compared, and why not."""
    form = form_of(as_json, as_csv, out)
    import pandas as pd

    from labor.api import comparable as judge
    from labor.api import resolve
    from labor.cli.judgement_text import verdict_text

    label = resolve(role, root=root).label
    verdict = judge(role, year_a, year_b, area=area, measure=measure, root=root)
    record = {
        "role": label,
        "years": [year_a, year_b],
        "measure": measure,
        "verdict": verdict.verdict,
    }
    rows = pd.DataFrame(
        [{"verdict": verdict.verdict, **asdict(reason)} for reason in verdict.reasons],
        columns=["verdict", "severity", "kind", "text", "source"],
    )
    show(form, out, verdict_text(label, (year_a, year_b), measure, verdict), record, rows)


def outlook(
    role: RoleName,
    vintage: Annotated[
        str | None, typer.Option(help="Projection, such as 2018-28; the newest if left out.")
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show projected growth and openings of a role, and what the openings are made of."""
    form = form_of(as_json, as_csv, out)
    from labor.api import outlook as projected
    from labor.cli.judgement_text import outlook_text

    rows = projected(role, vintage, root=root)
    record = {"role": str(rows["role"].iloc[0]), "vintage": str(rows["projection_vintage"].iloc[0])}
    show(form, out, outlook_text(rows), record, rows)


def peers(
    role: RoleName,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="What similar means: ooh (the Handbook), listed_by, onet, education or pay; "
            "again for each. The Handbook if left out.",
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Reference year, by pay; the newest.")] = None,
    vintage: Annotated[str | None, typer.Option(help="Projection, by education.")] = None,
    limit: Annotated[int, typer.Option(help="Length of each list.", min=1)] = 10,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Suggest roles to compare a role with, each with its reason."""
    form = form_of(as_json, as_csv, out)
    from labor.api import peers as suggest
    from labor.api import resolve
    from labor.cli.judgement_text import peers_text

    label = resolve(role, root=root).label
    bases = by or ["ooh"]
    rows = suggest(role, bases, year=year, vintage=vintage, limit=limit, root=root)
    show(form, out, peers_text(label, bases, rows), {"role": label, "by": bases}, rows)


def backtest(
    role: RoleName,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show how earlier projections of a role turned out."""
    form = form_of(as_json, as_csv, out)
    from labor.api import backtest as check
    from labor.api import resolve
    from labor.cli.judgement_text import backtest_text

    label = resolve(role, root=root).label
    rows = check(role, root=root)
    show(form, out, backtest_text(label, rows), {"role": label}, rows)


def validate(
    out: Annotated[Path | None, typer.Option(help="File to write to; printed if left out.")] = None,
    root: Root = None,
) -> None:
    """Measure the methods on the built tables and write the page about it; takes minutes."""
    from labor.analysis.validation_page import CheckedFact, page
    from labor.datasets.files import write_text
    from labor.datasets.load import load
    from labor.datasets.places import project_root
    from labor.datasets.verify import verify
    from labor.schema.tables import TABLES

    folder = project_root(root) / "data" / "processed"
    built = {name: load(name, folder) for name in TABLES if (folder / f"{name}.parquet").exists()}
    facts = [
        CheckedFact(one.fact.says, one.cases, len(one.excused), len(one.violations))
        for one in verify(built)
    ]
    text = page(built, facts)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_text(out, text)
        typer.echo(f"Wrote {out}", err=True)
