"""Commands that judge a role's figures, and the methods: history, comparable, validate ..."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from labor.cli.options import Area, AsJson, BaseYear, Csv, Out, RoleName, Root, Vintage, Year
from labor.cli.tables import Form, deliver, form_of, show
from labor.terms import NATION

#: Tables that the methods are measured on.
_MEASURED = (
    "wages", "employment", "projections", "soc_lineage", "profiles", "profile_members",
    "occupations", "prices",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (history, comparable, outlook, peers, backtest, validate):
        app.command()(command)


def history(
    role: RoleName,
    area: Area = NATION,
    real: Annotated[
        bool, typer.Option("--real", help="Add the median in the prices of one May.")
    ] = False,
    base_year: BaseYear = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show all years of a role, broken where the jobs counted are not the same."""
    form = form_of(as_json, csv, out)
    from labor.api import history as history_of
    from labor.api import resolve
    from labor.cli.judgement_text import history_text

    found = resolve(role, root=root)
    rows = history_of(role, area=area, real=real, base_year=base_year, root=root)
    record = {"role": found.label, "notes": list(found.notes)}
    show(form, history_text(found.label, rows), record, rows)


def comparable(
    role: RoleName,
    year_a: Annotated[
        int, typer.Argument(metavar="YEAR", help="One reference year, such as 2018.")
    ],
    year_b: Annotated[int, typer.Argument(metavar="YEAR", help="The other, such as 2024.")],
    area: Area = NATION,
    measure: Annotated[
        Literal["wage", "employment"], typer.Option("--measure", help="What is to be compared.")
    ] = "wage",
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Say whether the figures of two years may be compared, and why not."""
    form = form_of(as_json, csv, out)
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
    show(form, verdict_text(label, (year_a, year_b), measure, verdict), record, rows)


def outlook(
    role: RoleName,
    vintage: Vintage = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show projected growth and openings of a role, and what the openings are made of."""
    form = form_of(as_json, csv, out)
    from labor.api import outlook as projected
    from labor.cli.judgement_text import outlook_text

    rows = projected(role, vintage, root=root)
    record = {"role": str(rows["role"].iloc[0]), "vintage": str(rows["projection_vintage"].iloc[0])}
    show(form, outlook_text(rows), record, rows)


def peers(
    role: RoleName,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="READING",
            help="What similar means: ooh (the Handbook), listed_by, onet, education or pay; "
            "again for each. The Handbook if left out.",
            autocompletion=lambda: ["ooh", "listed_by", "onet", "education", "pay"],
        ),
    ] = None,
    year: Year = None,
    vintage: Vintage = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", help="Length of each list.", min=1)] = 10,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Suggest roles to compare a role with, each with its reason."""
    form = form_of(as_json, csv, out)
    from labor.api import peers as suggest
    from labor.api import resolve
    from labor.cli.judgement_text import peers_text

    label = resolve(role, root=root).label
    bases = by or ["ooh"]
    rows = suggest(role, bases, year=year, vintage=vintage, limit=limit, root=root)
    show(form, peers_text(label, bases, rows), {"role": label, "by": bases}, rows)


def backtest(
    role: RoleName,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show how earlier projections of a role turned out."""
    form = form_of(as_json, csv, out)
    from labor.api import backtest as check
    from labor.api import resolve
    from labor.cli.judgement_text import backtest_text

    label = resolve(role, root=root).label
    rows = check(role, root=root)
    show(form, backtest_text(label, rows), {"role": label}, rows)


def validate(
    out: Out = None,
    root: Root = None,
) -> None:
    """Measure the methods on the built tables and write the page about it; takes minutes."""
    from labor.analysis.validation_page import CheckedFact, page
    from labor.cli.built import built_tables
    from labor.tables.verify import verify

    built = built_tables(root, _MEASURED)
    facts = [
        CheckedFact(one.fact.says, one.cases, len(one.excused), len(one.violations))
        for one in verify(built)
    ]
    deliver(Form("text", out), page(built, facts))
