"""Command that describes the work of a role: profile."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Vintage
from labor.console.output import deliver, form_of, show_record

Release = Annotated[
    str | None,
    typer.Option(
        "--release",
        metavar="NUMBER",
        help="Release of O*NET, such as 29.3; the newest that is held if left out.",
    ),
]


def profile(
    role: RoleName,
    release: Release = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Describe the work of a role: tasks, technology, titles, entry."""
    form = form_of(as_json, csv, out)
    from labor.answers.profile.verb import profile as describe

    found = describe(role, release=release, vintage=vintage, root=root)
    if form.name == "csv":
        deliver(form, found.stacked().to_csv(index=False, lineterminator="\n"))
    else:
        show_record(form, found.lines, found.to_dict)
