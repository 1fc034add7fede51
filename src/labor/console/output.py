"""How commands print answers: text, JSON or CSV, on the screen or into a file."""

from __future__ import annotations

import inspect
import json
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Protocol, Self

import typer

from labor.console.options import AsJson, Csv, Out

if TYPE_CHECKING:
    import pandas as pd
    from rich.progress import Progress

#: Forms that the ending of a file chooses.
_FORMS = ("csv", "json", "xlsx", "parquet")
_GAP = "  "
_SCREEN = Path("-")
#: Lines are not made shorter than this on any terminal.
_NARROWEST = 40


@dataclass(frozen=True)
class Form:
    """The form in which an answer is wanted, and where it goes.

    Args:
        name: "text", "json", "csv", "xlsx" or "parquet".
        file: File to write to; printed if None.
    """

    name: str
    file: Path | None


class VerbAnswer(Protocol):
    """The answer of a verb, as far as a command shows it."""

    @property
    def rows(self) -> pd.DataFrame:
        """Its rows, for tables."""

    def lines(self) -> list[str]:
        """Its words, for a person."""

    def to_dict(self) -> dict[str, Any]:
        """All of it, for JSON."""


def answering(command: Callable[..., VerbAnswer]) -> Callable[..., None]:
    """Make a command of a function that gives an answer: one with --json, --csv and --out.

    Args:
        command: Its parameters are the command's own; the last one is `root`.
    """
    signature = inspect.signature(command, eval_str=True)
    *own, root = signature.parameters.values()
    forms = [
        inspect.Parameter(name, root.kind, default=default, annotation=annotation)
        for name, annotation, default in (
            ("as_json", AsJson, False), ("csv", Csv, None), ("out", Out, None),
        )
    ]  # fmt: skip

    @wraps(command)
    def run(as_json: bool, csv: Path | None, out: Path | None, **asked: Any) -> None:
        form = form_of(as_json, csv, out)
        answer = command(**asked)
        show(form, answer.lines, answer.to_dict, answer.rows)

    run.__signature__ = signature.replace(parameters=[*own, *forms, root])  # type: ignore[attr-defined]
    return run


def form_of(as_json: bool, csv: Path | None, out: Path | None, *, is_table: bool = True) -> Form:
    """Which form is asked for, and where the answer goes.

    Args:
        as_json: Option --json.
        csv: Option --csv: a file, or "-" for the screen.
        out: Option --out: a file; its ending counts where no form is chosen.
        is_table: Whether the answer has rows, which workbooks and Parquet hold.

    Returns:
        The form.

    Raises:
        BadParameter: The options contradict each other.
    """
    kinds = _FORMS if is_table else ("json",)
    refuse_other_kind(csv or out, (".csv",) if csv else tuple(f".{name}" for name in kinds))
    if csv is not None:
        if as_json or out is not None:
            other = "--json" if as_json else "--out"
            raise typer.BadParameter(f"Choose one of --csv and {other}: --csv names its own file.")
        return Form("csv", _file(csv))
    ending = out.suffix.lower().lstrip(".") if out else ""
    if as_json:
        return Form("json", _file(out))
    return Form(ending if ending in _FORMS else "text", _file(out))


def refuse_other_kind(file: Path | None, kinds: Sequence[str]) -> None:
    """Refuse a name whose ending promises a file of another kind than is written.

    Args:
        file: File to write to, if any.
        kinds: Endings of the kinds that are written besides text.

    Raises:
        BadParameter: It ends as a workbook, a page or a picture.
    """
    from labor.tables.files import FILE_ENDINGS

    ending = file.suffix.lower() if file else ""
    if ending in FILE_ENDINGS and ending not in kinds:
        raise typer.BadParameter(
            f"No {ending} is written here, only text and {', '.join(kinds)}. Pages: labor report."
        )


def refuse_file_name(folder: Path | None) -> Path | None:
    """The folder, unless its name is that of a file: a folder x.csv would surprise.

    Raises:
        BadParameter: It ends as a file.
    """
    from labor.tables.files import FILE_ENDINGS

    if folder is not None and not folder.is_dir() and folder.suffix.lower() in FILE_ENDINGS:
        raise typer.BadParameter(f"--out names a folder here, and {folder.name} reads as a file.")
    return folder


def show(
    form: Form,
    text: Callable[[], Iterable[str]],
    record: Callable[[], dict[str, Any]],
    rows: pd.DataFrame,
) -> None:
    """Print an answer, or write it to a file; only the form that is wanted is made.

    Args:
        form: See `form_of`.
        text: Gives lines for a person.
        record: Gives what stands beside the rows in JSON.
        rows: The rows, for the other forms.
    """
    if form.file is not None and form.name in ("xlsx", "parquet"):
        _write_rows(form.file, form.name, text, rows)
    elif form.name == "csv":
        from labor.spreadsheets import csv_of

        deliver(form, csv_of(rows))
    else:
        show_record(form, text, lambda: record() | {"rows": records(rows)})


def _write_rows(
    file: Path, ending: str, text: Callable[[], Iterable[str]], rows: pd.DataFrame
) -> None:
    """Write rows as a workbook, whose other sheet has the answer in words, or as Parquet."""
    from labor.tables.files import write_whole

    if ending == "xlsx":
        from labor.spreadsheets import workbook_of

        content = workbook_of(rows, text())
        write_whole(file, lambda to: to.write_bytes(content))
    else:
        write_whole(file, lambda to: rows.to_parquet(to, index=False))
    typer.echo(f"Wrote {file}", err=True)


def show_record(
    form: Form, text: Callable[[], Iterable[str]], record: Callable[[], dict[str, Any]]
) -> None:
    """Print an answer that is no table, or write it to a file; its forms are text and JSON.

    Args:
        form: See `form_of`.
        text: Gives lines for a person.
        record: Gives the answer, for JSON.
    """
    if form.name == "csv":
        raise typer.BadParameter("This answer is no table: --out takes text and .json.")
    is_json = form.name == "json"
    deliver(form, as_json_text(record()) if is_json else "".join(f"{one}\n" for one in text()))


def deliver(form: Form, content: str) -> None:
    """Print a text, or write it whole to the file of the form and say so on standard error.

    Args:
        form: See `form_of`.
        content: The text, with its last line end.

    Raises:
        BadParameter: The form is one of tables only.
    """
    if form.name in ("xlsx", "parquet"):
        raise typer.BadParameter("This answer is no table: --out takes text and .json.")
    if form.file is None:
        is_read_now = form.name == "text" and sys.stdout.isatty()
        typer.echo(
            fitted(content, get_terminal_size().columns) if is_read_now else content, nl=False
        )
        return
    from labor.tables.files import write_text

    write_text(form.file, content)
    typer.echo(f"Wrote {form.file}", err=True)


class CommandLog:
    """What a command did: lines for a person while it works, or a record at the end.

    Args:
        as_json: Option --json: lines go to standard error, the record to standard output.
        record: What was done, filled as it is done; `table` adds to its "tables".
    """

    def __init__(self, as_json: bool, record: dict[str, Any]) -> None:
        self.as_json = as_json
        self.record = record

    def line(self, text: str, **facts: object) -> None:
        """Print a line for a person, and note facts in the record.

        Args:
            text: The line.
            **facts: What the record says of it, by key.
        """
        self.record |= facts
        typer.echo(text, err=self.as_json)

    def table(self, name: str, rows: int) -> None:
        """Print and note that a table was written.

        Args:
            name: The table.
            rows: Number of its rows.
        """
        self.record["tables"].append({"name": name, "rows": rows})
        self.line(f"  {name:<28}{rows:>10,} rows")

    def end(self) -> None:
        """Print the record, if it was asked for."""
        if self.as_json:
            typer.echo(as_json_text(self.record), nl=False)


def fitted(text: str, width: int) -> str:
    """Break long lines between words; what follows is indented below the line it belongs to.

    Args:
        text: Lines.
        width: Characters of a line at most; 40 at least.

    Returns:
        The same words in lines that fit.
    """
    lines = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()) + len(_GAP))
        broken = textwrap.wrap(
            line, max(width, _NARROWEST), subsequent_indent=indent, break_on_hyphens=False
        )
        lines += broken or [""]
    return "".join(f"{line}\n" for line in lines)


def as_json_text(record: object) -> str:
    """A record as JSON; a number that does not exist must be None, never NaN."""
    return json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values for JSON; numbers that do not exist are None."""
    return json.loads(rows.to_json(orient="records", double_precision=15))


def listed(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Lay out names and values, one pair a line, the values under each other."""
    known = [(name, value) for name, value in pairs if value]
    width = max((len(name) for name, _ in known), default=0)
    return [f"{_GAP}{name.ljust(width)}{_GAP}{value}" for name, value in known]


def _file(path: Path | None) -> Path | None:
    return None if path == _SCREEN else path


class Bars:
    """Progress bars that are drawn inside a `with`, if messages go to a terminal, not to a log.

    Args:
        amount: Name of the column of `rich.progress` that says how much is done.
    """

    def __init__(self, amount: str) -> None:
        self._bars: Progress | None = None
        if sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            self._bars = progress.Progress(
                "{task.description}",
                progress.BarColumn(),
                getattr(progress, amount)(),
                progress.TimeRemainingColumn(),
                console=Console(stderr=True),
            )

    def __enter__(self) -> Self:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()
