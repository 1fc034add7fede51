"""From the options of a command to the parameters of a notebook, checked before it runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import typer

from labor.errors import ReportError
from labor.report.notebooks import (
    NEWEST,
    NEWEST_STATES,
    ReportNotebook,
    Value,
    check_parameters,
    parse_parameters,
    value_text,
    without_newest,
)
from labor.report.pages import slug

#: The option that asks for a parameter; `--set` asks for any.
OPTIONS = {
    "role": "--role", "peers": "--peers", "reference_year": "--year",
    "projection_vintage": "--vintage", "area": "--area", "base_year": "--base-year",
}  # fmt: skip


#: Characters of a file's name, far below what any system takes.
_LONGEST_NAME = 100


def parameters_of(
    notebook: ReportNotebook, given: Mapping[str, Value], assignments: Sequence[str], root: Path
) -> dict[str, Value]:
    """Parameters of a notebook from what was asked for.

    Args:
        notebook: The notebook.
        given: Values of options by the parameter each asks for.
        assignments: Values of other parameters, as "name=value".
        root: Project folder.

    Returns:
        The parameters to give to the notebook; none if nothing was asked for.

    Raises:
        LaborError: The notebook has no such parameter; a role, an area or a year is not known.
    """
    unknown = [name for name in given if name not in notebook.names]
    if unknown:
        raise ReportError(
            f"The notebook {notebook.name} cannot be asked for this",
            expected=_choices(notebook),
            got=", ".join(OPTIONS[name] for name in unknown),
        )
    asked = {**given, **parse_parameters(notebook.parameters, assignments)}
    if not asked:
        return {}
    values = {**notebook.request_defaults, **asked}
    from labor.answers.compare.verb import SIMILAR, similar_roles
    from labor.answers.tables import resolve

    own = without_newest(values)
    for role in _roles(check_parameters(notebook.parameters, own), asked):
        resolve(role, root=root)  # quick, and before a kernel starts
    if "peers" not in asked and values.get("peers") == [SIMILAR]:
        subject = check_parameters(notebook.parameters, own)["role"]
        values["peers"] = list(similar_roles(str(subject), root=root))
    return _settled(values, root)


def page_name(
    notebook: ReportNotebook, given: Mapping[str, Value], assignments: Sequence[str], root: Path
) -> str:
    """Name of the file of a report: its notebook, and whatever was asked for.

    Args:
        notebook: The notebook.
        given: Values of options by the parameter each asks for.
        assignments: Values of other parameters, as "name=value".
        root: Project folder.

    Returns:
        A name without its ending, such as "compare-roles-pharmacy-technician-texas-2024". Other
        questions have other names.
    """
    asked = {**given, **parse_parameters(notebook.parameters, assignments)}
    role = asked.pop("role", "")
    area = _area(asked, root)
    year, peers = asked.pop("reference_year", ""), asked.pop("peers", [])
    asked.pop("area", "")
    others = [f"{name} {value_text(value)}" for name, value in sorted(asked.items())]
    beside = ["with", *peers] if isinstance(peers, list) and peers else []
    asked_for = [str(part) for part in (role, area, year, *beside, *others) if part]
    name = "-".join(filter(None, map(slug, (notebook.name, *asked_for))))
    # What has no letters of the alphabet, or too many, is told apart by its digest.
    if len(name) <= _LONGEST_NAME and all(map(slug, asked_for)):
        return name
    digest = hashlib.sha256(" ".join(asked_for).encode()).hexdigest()[:8]
    return f"{name[:_LONGEST_NAME].rstrip('-')}-{digest}"


def _area(asked: Mapping[str, Value], root: Path) -> str:
    """Title of the area that was asked for; empty for the nation."""
    if "area" not in asked:
        return ""
    from labor.answers.tables import processed_of
    from labor.tables.areas import find_area
    from labor.terms import NATION

    year = asked.get("reference_year")
    place = find_area(
        processed_of(root), str(asked["area"]), year if isinstance(year, int) else None
    )
    return "" if place.code == NATION else place.title


def _choices(notebook: ReportNotebook) -> str:
    options = [OPTIONS[name] for name in notebook.names if name in OPTIONS]
    others = [f"--set {name}=..." for name in notebook.names if name not in OPTIONS]
    return ", ".join([*options, *others])


def _roles(values: Mapping[str, Value], asked: Mapping[str, Value]) -> list[str]:
    """The role of a report and the peers that were named."""
    from labor.answers.compare.verb import SIMILAR

    named = asked.get("peers", [])
    peers = [peer for peer in named if peer != SIMILAR] if isinstance(named, list) else []
    return [str(values["role"]), *peers] if "role" in values else peers


def _settled(values: Mapping[str, Value], root: Path) -> dict[str, Value]:
    """The values with the area as a code, and the newest of what the tables have.

    What the name of an area was taken for is said on standard error: the page has its title.
    """
    from labor.answers.tables import processed_of
    from labor.tables.areas import find_area, years_of, years_with
    from labor.terms import NATION, STATE_TYPES

    processed = processed_of(root)
    settled = dict(values)
    if "area" in settled:
        year = settled.get("reference_year")
        place = find_area(processed, str(settled["area"]), year if isinstance(year, int) else None)
        settled["area"] = place.code
        for note in place.notes:
            typer.echo(note, err=True)
    if settled.get("projection_vintage") == NEWEST:
        settled["projection_vintage"] = _vintage_of(str(settled.get("reference_year")), root)
    if settled.get("reference_year") == NEWEST:
        settled["reference_year"] = years_of(processed, str(settled.get("area", NATION)))[-1]
    if settled.get("reference_year") == NEWEST_STATES:
        years = years_with(processed, STATE_TYPES) or years_of(processed, NATION)
        settled["reference_year"] = years[-1]
    return settled


@cache
def _vintage_of(year: str, root: Path) -> str:
    """The projection that begins in the year of the pay that was asked for; else the newest."""
    from labor.answers.tables import load
    from labor.methods.outlook import newest_vintage

    projections = load("projections", root=root)
    vintages = sorted(set(projections["projection_vintage"]))
    of_year = [vintage for vintage in vintages if vintage.startswith(f"{year}-")]
    return of_year[-1] if of_year else newest_vintage(projections)
