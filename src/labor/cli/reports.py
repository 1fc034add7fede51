"""Commands that answer: compare and report."""

from __future__ import annotations

import json
import re
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from labor.cli.options import Root
from labor.datasets.places import project_root

Peers = Annotated[
    list[str] | None,
    typer.Option("--peer", help="A role to compare with; give it again for each.", metavar="ROLE"),
]
Year = Annotated[
    int | None, typer.Option(help="Reference year of the pay; the newest if left out.")
]
Vintage = Annotated[
    str | None, typer.Option(help="Projection, such as 2018-28; the newest if left out.")
]
Area = Annotated[
    str,
    typer.Option(help="Area of the pay: code, postal code or name, such as 06, CA, California."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (compare, report):
        app.command()(command)


def compare(
    role: Annotated[str, typer.Argument(help="The role, in words or as a code.")],
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = "99",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    root: Root = None,
) -> None:
    """Compare a role with others: pay of one year, outlook of one projection."""
    from labor.api import compare as compare_roles

    answer = compare_roles(role, peer or [], year=year, vintage=vintage, area=area, root=root)
    if as_json:
        typer.echo(json.dumps(answer.to_dict(), indent=2, ensure_ascii=False))
        return
    typer.echo(answer.question + "\n")
    for sentence in answer.answer:
        typer.echo(f"- {sentence}")
    typer.echo("\nWhat this is not:")
    for sentence in answer.caveats:
        typer.echo(f"- {sentence}")
    typer.echo("\nSources: " + "; ".join(answer.sources["title"]))


def report(
    role: Annotated[
        str | None, typer.Option(help="The role; the default reports if left out.")
    ] = None,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Area = "99",
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; reports/ if left out.")
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the report in the browser.")] = False,
    root: Root = None,
) -> None:
    """Build HTML reports that work without a network."""
    from labor.report.index import Entry, write_index
    from labor.report.run import run_report

    base = project_root(root)
    target = out or base / "reports"
    parameters = _parameters(role, peer, year, vintage, area, base) if role else {}
    name = f"compare-{_slug(role)}" if role else "compare-roles"
    page = target / f"{name}.html"
    typer.echo(f"Building {page} ...")
    run_report(base / "notebooks" / "compare-roles.ipynb", parameters, page, folder=base)
    title = f"Compare {role or 'medical records technician'} with similar roles"
    write_index([Entry(page, title, parameters)], target / "index.html")
    typer.echo(f"Open {target / 'index.html'}")
    if show:
        webbrowser.open(page.resolve().as_uri())


def _parameters(
    role: str,
    peers: list[str] | None,
    year: int | None,
    vintage: str | None,
    area: str,
    root: Path,
) -> dict[str, object]:
    """Parameters of the notebook, every one checked before a kernel is started."""
    from labor.api import compare as compare_roles

    answer = compare_roles(role, peers or [], year=year, vintage=vintage, area=area, root=root)
    return {
        "role": role,
        "peers": peers or [],
        "reference_year": int(answer.pay["reference_year"].iloc[0]),
        "projection_vintage": str(answer.outlook["projection_vintage"].iloc[0]),
        "area": str(answer.pay["area_code"].iloc[0]),
        "newer_year": 0,
        "newer_vintage": "",
    }


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
