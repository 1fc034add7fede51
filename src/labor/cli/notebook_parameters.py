"""From the options of a command to the parameters of a notebook, checked before it runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from labor.errors import ReportError
from labor.report.kinds import NEWEST, Kind
from labor.report.parameters import Value, check_parameters, parse_parameters

#: The option that asks for a parameter; `--set` asks for any.
OPTIONS = {
    "role": "--role", "peers": "--peers", "reference_year": "--year",
    "projection_vintage": "--vintage", "area": "--area", "base_year": "--base-year",
}  # fmt: skip


def parameters_of(
    kind: Kind, given: Mapping[str, object], assignments: Sequence[str], root: Path
) -> dict[str, Value]:
    """Parameters of a notebook from what was asked for.

    Args:
        kind: The notebook.
        given: Values of options by the parameter each asks for.
        assignments: Values of other parameters, as "name=value".
        root: Project folder.

    Returns:
        The parameters to give to the notebook; none if nothing was asked for.

    Raises:
        LaborError: The notebook has no such parameter; a role, an area or a year is not known.
    """
    unknown = [name for name in given if name not in kind.names]
    if unknown:
        raise ReportError(
            f"The notebook {kind.name} cannot be asked for this",
            expected=_choices(kind),
            got=", ".join(OPTIONS[name] for name in unknown),
        )
    asked = {**given, **parse_parameters(kind.parameters, assignments)}
    if not asked:
        return {}
    values = {**kind.asked, **asked}
    from labor.answers.tables import resolve

    own = {name: value for name, value in values.items() if value != NEWEST}
    for role in _roles(check_parameters(kind.parameters, own), asked):
        resolve(role, root=root)  # quick, and before a kernel starts
    return _settled(values, root)


def slug(text: object) -> str:
    """A text as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")


def _choices(kind: Kind) -> str:
    options = [OPTIONS[name] for name in kind.names if name in OPTIONS]
    others = [f"--set {name}=..." for name in kind.names if name not in OPTIONS]
    return ", ".join([*options, *others])


def _roles(values: Mapping[str, Value], asked: Mapping[str, object]) -> list[str]:
    """The role of a report and the peers that were named."""
    from labor.answers.compare.verb import SIMILAR

    peers = [peer for peer in asked.get("peers", []) if peer != SIMILAR]
    return [str(values["role"]), *peers] if "role" in values else peers


def _settled(values: Mapping[str, object], root: Path) -> dict[str, Value]:
    """The values with the area as a code, and the newest of what the tables have."""
    from labor.answers.tables import processed_of
    from labor.tables.areas import NATION, area_code, years_of

    processed = processed_of(root)
    settled = dict(values)
    if "area" in settled:
        settled["area"] = area_code(processed, str(settled["area"]))
    if settled.get("reference_year") == NEWEST:
        settled["reference_year"] = years_of(processed, str(settled.get("area", NATION)))[-1]
    if settled.get("projection_vintage") == NEWEST:
        settled["projection_vintage"] = _newest_vintage(root)
    return settled


@cache
def _newest_vintage(root: Path) -> str:
    from labor.answers.tables import load

    held = load("projections", columns=["projection_vintage"], root=root)
    return str(held["projection_vintage"].max())
