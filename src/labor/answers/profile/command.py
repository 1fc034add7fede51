"""Command that describes the work of a role: profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, Csv, Out, RoleName, Root, Vintage
from labor.console.output import as_json_text, deliver, form_of, records

if TYPE_CHECKING:
    import pandas as pd

    from labor.answers.profile.answer import Profile

#: Tasks printed for a person; the rest is counted.
_TASKS = 10

Release = Annotated[
    str | None,
    typer.Option(
        "--release",
        metavar="NUMBER",
        help="Release of O*NET, such as 29.3; the newest that is held if left out.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(profile)


def profile(
    role: RoleName,
    release: Release = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Describe the work of a role: tasks, technology, titles, entry, what is near."""
    form = form_of(as_json, csv, out)
    from labor.answers.profile.verb import profile as describe

    found = describe(role, release=release, vintage=vintage, root=root)
    if form.name == "json":
        deliver(form, as_json_text(_record(found)))
    elif form.name == "csv":
        deliver(form, _items(found).to_csv(index=False, lineterminator="\n"))
    else:
        deliver(form, "".join(f"{line}\n" for line in _lines(found)))


def _record(found: Profile) -> dict[str, object]:
    texts = {name: getattr(found, name) for name in ("role", "onet_version", "attribution")}
    lists = {"answer": list(found.answer), "caveats": list(found.caveats)}
    return texts | lists | {name: records(frame) for name, frame in found.tables.items()}


def _items(found: Profile) -> pd.DataFrame:
    """All tables below one another, `table` in front; columns that a table lacks are empty."""
    import pandas as pd

    parts = [frame.assign(table=name) for name, frame in found.tables.items() if len(frame)]
    rows = pd.concat([part.astype(object) for part in parts], ignore_index=True)
    return rows[["table", *(name for name in rows.columns if name != "table")]]


def _lines(found: Profile) -> Iterator[str]:
    """The answer, the first tasks, titles, what is near, caveats and attribution."""
    yield found.role
    yield ""
    yield from (f"- {sentence}" for sentence in found.answer)
    yield from _tasks(found)
    if len(found.similar):
        yield ""
        yield f"Near: {'; '.join(found.similar['peer'].head(_TASKS))}"
    yield ""
    yield "What this is not:"
    yield from (f"- {sentence}" for sentence in found.caveats)
    yield ""
    yield "Sources: " + "; ".join(found.sources["title"])
    if found.attribution:
        yield found.attribution


def _tasks(found: Profile) -> Iterator[str]:
    for code, rows in found.tasks.groupby("onet_soc_code", sort=False) if len(found.tasks) else ():
        yield ""
        yield f"Tasks of {rows['occupation_title'].iloc[0]} ({code}):"
        yield from (f"- {task}" for task in rows["task"].head(_TASKS))
        if len(rows) > _TASKS:
            yield f"  and {len(rows) - _TASKS} more"
