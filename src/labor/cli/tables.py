"""How commands print tables: aligned text, JSON or CSV, on the screen or into a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV.")]
Out = Annotated[
    Path | None,
    typer.Option(help="File to write to instead; .json and .csv choose the form."),
]

_GAP = "  "


def form_of(as_json: bool, as_csv: bool, out: Path | None) -> str:
    """Which form is asked for.

    Args:
        as_json: Option --json.
        as_csv: Option --csv.
        out: File to write to; its ending counts where neither option is given.

    Returns:
        "json", "csv" or "text".
    """
    if as_json and as_csv:
        raise typer.BadParameter("Choose one of --json and --csv.")
    if as_json or as_csv:
        return "json" if as_json else "csv"
    ending = out.suffix.lower().lstrip(".") if out else ""
    return ending if ending in ("json", "csv") else "text"


def show(
    form: str, out: Path | None, text: Iterable[str], record: dict[str, Any], rows: pd.DataFrame
) -> None:
    """Print an answer, or write it to a file.

    Args:
        form: See `form_of`.
        out: File to write to; printed if None.
        text: Lines for a person.
        record: What stands beside the rows in JSON.
        rows: The rows, for JSON and CSV.
    """
    if form == "json":
        content = json.dumps(record | {"rows": records(rows)}, indent=2, ensure_ascii=False) + "\n"
    elif form == "csv":
        content = rows.to_csv(index=False, lineterminator="\n")
    else:
        content = "".join(f"{line}\n" for line in text)
    if out is None:
        typer.echo(content, nl=False)
        return
    from labor.datasets.files import write_text

    write_text(out, content)
    typer.echo(f"Wrote {out}", err=True)


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values for JSON; numbers that do not exist are None."""
    return json.loads(rows.to_json(orient="records", double_precision=15))


def aligned(
    headings: Sequence[str], rows: Iterable[Sequence[str]], left: Iterable[str] = ()
) -> list[str]:
    """Lay out a table in columns of equal width, without rules or colour.

    Args:
        headings: Heading of each column.
        rows: Cells of each row.
        left: Headings of the columns whose text begins at the left; numbers end at the right.

    Returns:
        A line for the headings and one for each row.
    """
    table = [list(headings), *(list(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    starts = set(left)
    return [
        _GAP.join(
            cell.ljust(width) if heading in starts else cell.rjust(width)
            for cell, width, heading in zip(row, widths, headings, strict=True)
        ).rstrip()
        for row in table
    ]


def listed(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Lay out names and values, one pair a line, the values under each other."""
    known = [(name, value) for name, value in pairs if value]
    width = max((len(name) for name, _ in known), default=0)
    return [f"{_GAP}{name.ljust(width)}{_GAP}{value}" for name, value in known]
