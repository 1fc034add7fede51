"""What changed between two releases of a table, as text, JSON and CSV: diff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import as_json_text, deliver, form_of
from labor.tables.project import project_root

if TYPE_CHECKING:
    import pandas as pd

    from labor.tables.diff.compare import Changes, ErrorTest

    Row = Mapping[str, Any]

#: Declared changes of the wage survey that concern only some places, in words.
SCOPES = {
    "metro": "Metropolitan areas",
    "nonmetro": "Nonmetropolitan areas",
    "industry": "By industry",
}


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Older release: a publisher's file, or oews:2024 as built."
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW", help="Newer release: a file, oews:2025, projections:2024-34 ..."
        ),
    ],
    top: Annotated[int, typer.Option(min=0, help="Largest moves to show of each number.")] = 10,
    kind: Annotated[
        str,
        typer.Option(
            metavar="KIND", help="Kind of table, if the files are not recognised: oews ..."
        ),
    ] = "",
    old_vintage: Annotated[
        str,
        typer.Option(
            metavar="RELEASE", help="Release of the older file, if it does not say it: 2009."
        ),
    ] = "",
    new_vintage: Annotated[
        str,
        typer.Option(metavar="RELEASE", help="Release of the newer file, if it does not say it."),
    ] = "",
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Show what changed from one release to another.

    The rows of --csv are the moves of the single numbers. Changes are an answer, so the exit
    code is 0 whether there are any or not.
    """
    form = form_of(as_json, csv, out)
    from labor.tables.diff.compare import compare_releases
    from labor.tables.diff.release import read_release
    from labor.tables.load import load

    base = project_root(root)
    processed, snapshot = base / "data" / "processed", base / "data" / "raw" / "snapshot"
    older = read_release(old, processed, snapshot, kind=kind, vintage=old_vintage)
    newer = read_release(new, processed, snapshot, kind=kind, vintage=new_vintage)
    is_built = (processed / "soc_lineage.parquet").exists()
    lineage = load("soc_lineage", processed) if is_built else None
    changes = compare_releases(older, newer, lineage, error_test())
    declared = _declared(older.vintage, newer.vintage, changes)
    if form.name == "json":
        deliver(form, as_json_text(changes.to_dict() | {"declared": declared}))
    elif form.name == "csv":
        deliver(form, changes.moves.to_csv(index=False, lineterminator="\n"))
    else:
        deliver(form, as_text(changes, declared, top) + "\n")


def _declared(old: str, new: str, changes: Changes) -> list[str]:
    """Changes of the wage survey between two years, in sentences; of no other table."""
    from labor.methods.comparability import breaks

    if "wages" not in set(changes.rows["table"]) or not (old.isdecimal() and new.isdecimal()):
        return []
    years = sorted((int(old), int(new)))
    places = changes.moves["place"].ne("").any()
    between = [e for e in breaks() if years[0] < years[1] and e.lies_between(*years)]
    return [
        f"{SCOPES[entry.scope]}: {entry.text}" if entry.scope in SCOPES else entry.text
        for entry in between
        if places or entry.scope not in SCOPES
    ]


def error_test() -> ErrorTest:
    """How a move is held against its published error: as differences of means are, at 90 %."""
    import numpy as np
    import pandas as pd

    from labor.methods.uncertainty import LEVEL, critical, standard_error
    from labor.tables.diff.compare import ErrorTest
    from labor.tables.diff.sentences import NO_ERROR, OUTSIDE, WITHIN

    def judge(moves: pd.DataFrame) -> pd.DataFrame:
        tested = moves.dropna(subset=["rse_pct_old", "rse_pct_new"])
        old, new = (
            standard_error(tested[f"value_{side}"], tested[f"rse_pct_{side}"])
            for side in ("old", "new")
        )
        shift = tested["value_new"] - tested["value_old"]
        z: pd.Series = (shift / np.hypot(old, new)).reindex(moves.index)
        beyond = z.abs() > critical(LEVEL)
        verdict = np.select([z.isna(), beyond], [NO_ERROR, OUTSIDE], WITHIN)
        return pd.DataFrame({"z": z, "verdict": verdict})

    return ErrorTest(
        judge,
        f"Whether a move is outside its error is told at {LEVEL:.0%} from the published relative "
        "standard errors, the two samples taken as independent; one in ten is outside by chance "
        "even if nothing changes. Releases less than three years apart share answers, so that "
        "the true error of their difference is another, mostly a smaller one.",
    )


def as_text(changes: Changes, declared: Sequence[str], top: int) -> str:
    """The sentences and the largest moves.

    Args:
        changes: What changed.
        declared: Changes of the survey itself between the two releases, in sentences.
        top: Moves to show of each number.

    Returns:
        Lines for a terminal.
    """
    from labor.show.rows import records

    lines = [f"{changes.old} -> {changes.new}", ""]
    lines += [f"- {sentence}" for sentence in changes.sentences]
    if declared:
        lines += ["", "Declared changes of the survey in between:"]
        lines += [f"- {sentence}" for sentence in declared]
    for measure, rows in changes.moves.groupby("measure", sort=False):
        shown = records(rows[rows["move"] != 0].head(top))
        if shown:
            lines += ["", f"Largest moves: {measure} ({len(shown)} of {len(rows):,})"]
        for row in shown:
            values = f"{_value(row, 'old'):>12} -> {_value(row, 'new'):>12}"
            lines.append(f"  {_move(row):>12} {values}  {_occupation(row)}; {row['verdict']}")
    return "\n".join(lines)


def _number(value: float) -> str:
    """A number as printed; a computed one to two decimals."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def _move(row: Row) -> str:
    """A move with its sign: "+1.8%", "-0.4 points"."""
    unit = "%" if row["move_unit"] == "percent" else " points"
    return f"{row['move']:+,.1f}{unit}"


def _occupation(row: Row) -> str:
    """Code and title, and the place where there are several."""
    name = f"{row['occupation_code']} {row['occupation_title']}".strip()
    return f"{name} ({row['place']})" if row.get("place") else name


def _value(row: Row, side: str) -> str:
    """One side of a move with its unit: "$50,250", "$17.54 an hour", "5.9%", "187,910"."""
    amount = row[f"value_{side}"]
    if row["unit"] == "US dollars a year":
        return f"${amount:,.0f}"
    if row["unit"] == "US dollars an hour":
        return f"${amount:,.2f} an hour"
    return f"{_number(amount)}%" if row["unit"] == "percent" else _number(amount)
