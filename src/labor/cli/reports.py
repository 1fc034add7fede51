"""Commands that answer: compare and report."""

from __future__ import annotations

import json
import re
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from labor.cli.options import Root
from labor.datasets.places import project_root
from labor.errors import ReportError

#: The role of the default reports.
EXAMPLE = "medical records technician"

COMPARE = "compare-roles"


@dataclass(frozen=True)
class Notebook:
    """A notebook that reports are made from.

    Args:
        title: What its report is about, for the list of reports.
        parameters: Its parameters that can be asked for on the command line.
    """

    title: str
    parameters: tuple[str, ...]


#: The notebooks, in the order of the list of reports.
NOTEBOOKS = {
    COMPARE: Notebook(
        "Compare {role} with similar roles",
        ("role", "peers", "reference_year", "projection_vintage", "area"),
    ),
    "pay-history": Notebook("Pay of {role} over the years", ("role", "area", "base_year")),
    "places": Notebook("Pay of {role} from place to place", ("role", "reference_year")),
    "outlook": Notebook("Outlook of {role}", ("role", "projection_vintage")),
}

#: The option that asks for a parameter.
_OPTIONS = {
    "role": "--role", "peers": "--peer", "reference_year": "--year",
    "projection_vintage": "--vintage", "area": "--area", "base_year": "--base-year",
}  # fmt: skip

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
        str | None, typer.Option(help="The role; the worked example if left out.")
    ] = None,
    notebook: Annotated[
        str | None,
        typer.Option(
            help=f"One of {', '.join(NOTEBOOKS)}. With a role compare-roles if left out; "
            "without a role all."
        ),
    ] = None,
    peer: Peers = None,
    year: Year = None,
    vintage: Vintage = None,
    area: Annotated[
        str | None,
        typer.Option(help="Area of the pay: code, postal code or name; the nation if left out."),
    ] = None,
    base_year: Annotated[
        int | None, typer.Option(help="Year in whose May prices pay over the years is counted.")
    ] = None,
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
    asked = {
        "role": role, "peers": peer or None, "reference_year": year,
        "projection_vintage": vintage, "area": area, "base_year": base_year,
    }  # fmt: skip
    given = {name: value for name, value in asked.items() if value is not None}
    names = _names(notebook, given)
    entries = []
    for number, name in enumerate(names, start=1):
        parameters = _parameters(name, given, base) if given else {}
        page = target / f"{_page_name(name, role)}.html"
        typer.echo(f"[{number}/{len(names)}] Building {page} ...")
        run_report(base / "notebooks" / f"{name}.ipynb", parameters, page, folder=base)
        title = NOTEBOOKS[name].title.format(role=role or EXAMPLE)
        entries.append(Entry(page, title, given))
    index = write_index(entries, target / "index.html")
    typer.echo(f"Open {index}")
    if show:
        page = entries[0].path if len(entries) == 1 else index
        webbrowser.open(page.resolve().as_uri())


def _names(notebook: str | None, given: Mapping[str, object]) -> list[str]:
    """The notebooks to run, checked against what they may be asked."""
    if notebook is None:
        names = [COMPARE] if given else list(NOTEBOOKS)
    elif notebook in NOTEBOOKS:
        names = [notebook]
    else:
        raise ReportError(
            "There is no such notebook",
            expected=", ".join(NOTEBOOKS),
            got=repr(notebook),
            next_step="Name one of these with --notebook, or leave it out.",
        )
    unknown = [name for name in given if name not in NOTEBOOKS[names[0]].parameters]
    if given and unknown:
        raise ReportError(
            f"The notebook {names[0]} cannot be asked for this",
            expected=", ".join(_OPTIONS[name] for name in NOTEBOOKS[names[0]].parameters),
            got=", ".join(_OPTIONS[name] for name in unknown),
        )
    return names


def _parameters(name: str, given: Mapping[str, object], root: Path) -> dict[str, object]:
    """Parameters of a notebook, the role and what else is quick checked before a kernel starts."""
    from labor.api import resolve

    role = str(given.get("role", EXAMPLE))
    resolve(role, root=root)
    if name == COMPARE:
        return _of_comparison(role, given, root)
    return dict(given)


def _of_comparison(role: str, given: Mapping[str, object], root: Path) -> dict[str, object]:
    """Parameters of the comparison: the newest tables unless others are asked for."""
    from labor.api import compare as compare_roles

    peers = list(given.get("peers", []))
    answer = compare_roles(
        role,
        peers,
        year=given.get("reference_year"),
        vintage=given.get("projection_vintage"),
        area=given.get("area", "99"),
        root=root,
    )
    return {
        "role": role,
        "peers": peers,
        "reference_year": int(answer.pay["reference_year"].iloc[0]),
        "projection_vintage": str(answer.outlook["projection_vintage"].iloc[0]),
        "area": str(answer.pay["area_code"].iloc[0]),
        "newer_year": 0,
        "newer_vintage": "",
    }


def _page_name(name: str, role: str | None) -> str:
    """File name of a page: the notebook's, with the role if one was asked for."""
    if role is None:
        return name
    return f"{'compare' if name == COMPARE else name}-{_slug(role)}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
