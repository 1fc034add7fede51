"""Commands that hold published tables against facts, and reports against the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, Out, Root
from labor.console.output import form_of, listed, records, show_record
from labor.errors import ReportError, SchemaError
from labor.provenance.text import printable

if TYPE_CHECKING:
    from labor.answers.verify.verb import Verification
    from labor.tables.verify import FactResult

SHOWN = 10
#: How many differences of a page are told; a page of other data differs everywhere.
SHOWN_OF_PAGE = 30
#: The numbers that only the code of the page makes.
_WHICH = ", such as likely ranges of pooled pay and typical errors of projections"

verify = typer.Typer(
    help="Hold tables and reports against what they were made from.", no_args_is_help=True
)


@verify.command()
def data(as_json: AsJson = False, out: Out = None, root: Root = None) -> None:
    """Check facts within and between the built tables; list every row where one fails.

    The published files are held against their digests as well. The exit code is 1 if a fact
    fails or a file is not as it was built.
    """
    form = form_of(as_json, None, out, is_table=False)
    from labor.tables.gate import checked_tables, estimates_by_year
    from labor.tables.project import project_root
    from labor.tables.publication import changed_files
    from labor.tables.verify import found_in_year
    from labor.tables.verify import verify as check

    folder = project_root(root) / "data" / "processed"
    changed = changed_files(folder)
    verdicts = check(checked_tables(folder), years=map(found_in_year, estimates_by_year(folder)))
    show_record(
        form,
        lambda: [_line_of_files(changed), *(line for one in verdicts for line in _lines(one))],
        lambda: {"facts": [_record(one) for one in verdicts], "changed_files": changed},
    )
    if changed:
        raise SchemaError(
            "Published files are not as they were built",
            where=", ".join(changed),
            next_step="Run `labor build`, which makes them again.",
        )
    if failed := sum(len(one.violations) for one in verdicts):
        raise SchemaError(
            f"{failed:,} rows break a fact",
            next_step="Look at the rows in the publisher's file. If it prints them so, report "
            "them at the project's page, to be declared with the reason.",
        )


def _line_of_files(changed: list[str] | None) -> str:
    says = "The published files are those that were built."
    if changed is None:
        return f"{'not looked at':<14} {says}  (digests are kept from the next build on)"
    state = f"FAILS in {len(changed)}" if changed else "holds"
    return f"{state:<14} {says}" + (f"  ({', '.join(changed)})" if changed else "")


def _state(verdict: FactResult) -> str:
    if not verdict.cases:
        return "not looked at"
    return "FAILS" if len(verdict.violations) else "holds"


def _record(verdict: FactResult) -> dict[str, object]:
    """What became of a fact, with every row where it fails."""
    return {
        "fact": verdict.fact.says,
        "state": _state(verdict),
        "needs": list(verdict.fact.needs),
        "cases": verdict.cases,
        "violations": records(verdict.violations),
        "declared_exceptions": records(verdict.excused),
    }


def _lines(verdict: FactResult) -> Iterator[str]:
    """What became of a fact, with the first rows where it fails."""
    state, says, count = _state(verdict), verdict.fact.says, len(verdict.violations)
    if not verdict.cases:
        yield f"{state:<14} {says}  (needs {', '.join(verdict.fact.needs)})"
        return
    state = f"{state} in {count:,}" if count else state
    yield f"{state:<14} {says}  ({verdict.cases:,} cases)"
    for row in verdict.violations.head(SHOWN).itertuples():
        yield f"    {row.key}: got {row.got}, expected {row.expected}"
    for row in verdict.excused.itertuples():
        yield f"    declared exception: {row.key}: {row.reason}"


@verify.command()
def report(
    page: Annotated[Path, typer.Argument(metavar="FILE.html", help="A report, as HTML.")],
    quick: Annotated[
        bool,
        typer.Option(
            "--quick", help="Numbers that name their cells, and words; no page made anew."
        ),
    ] = False,
    as_json: AsJson = False,
    out: Out = None,
    root: Root = None,
) -> None:
    """Make the numbers of a report again from the tables, then the whole page, and compare.

    The exit code is 1 if anything in the page is otherwise.
    """
    form = form_of(as_json, None, out, is_table=False)
    from labor.answers.verify.verb import verify_report

    found = verify_report(page, quick=quick, root=root)
    record = {**asdict(found), "page": str(page), "agrees": found.agrees}
    show_record(form, partial(_lines_of_page, found), lambda: record)
    if not found.agrees:
        number = len(found.mismatches)
        raise ReportError(
            f"The report differs in {number:,} places"
            if number
            else "The report cannot be compared as a whole",
            where=str(page),
            next_step="Make it again with `labor report`, and keep the file as it was written.",
        )


def _lines_of_page(found: Verification) -> Iterator[str]:
    """What was checked, and each difference with its place."""
    others = found.not_made_again
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in others.items())
    yield f"{found.by_other_code:,} numbers made again from the tables by code that makes no page"
    yield f"{found.by_same_code:,} made again by the same code{_WHICH * bool(found.by_same_code)}"
    yield f"{sum(others.values()):,} not made again{f': {kinds}' if kinds else ''}"
    yield "the whole page made anew" if found.remade else "the page was not made anew"
    yield from (printable(line, 2_000) for note in found.notes for line in note.splitlines())
    for one in found.mismatches[:SHOWN_OF_PAGE]:
        yield f"differs: {one.where}"
        yield from listed([("expected", one.expected), ("got", one.got), ("made of", one.origin)])
    if (more := len(found.mismatches) - SHOWN_OF_PAGE) > 0:
        yield f"and {more:,} more; --json lists all"
    if found.agrees:
        yield "no difference"
