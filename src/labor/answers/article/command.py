"""Command that checks the claims of articles: check."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import form_of, show

_FORMATS = ("text", "json", "github")


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|-",
            help="Articles: text, Markdown or HTML; - reads standard input.",
        ),
    ],
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="VERDICTS",
            help="End with 1 if a claim has one of these verdicts, such as wrong,misquoted.",
        ),
    ] = "",
    output_format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="text, json, or github: notes beside the lines of a change on GitHub.",
        ),
    ] = "text",
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="Year the articles are of, for claims that name none; today if left out.",
            min=1997,
            max=2100,
        ),
    ] = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Check claims on pay and outlook in articles.

    One file gets an answer in full, several a table each. The exit code is 0 when the articles
    were checked, whatever the verdicts are; with --fail-on it is 1 if a claim has one of them.
    """
    if output_format not in _FORMATS:
        raise typer.BadParameter(f"Choose one of {', '.join(_FORMATS)}.", param_hint="--format")
    form = form_of(as_json or output_format == "json", csv, out)
    from labor.answers.article import editing
    from labor.answers.article.text import read_article
    from labor.answers.article.verb import check as check_text
    from labor.errors import AnalysisError

    try:
        failing = editing.verdicts_named(fail_on)
    except AnalysisError as error:
        message = f"{error.what}. Choose from {error.expected}."
        raise typer.BadParameter(message, param_hint="--fail-on") from None
    checked = []
    for file in files:
        text = read_article(file)
        checked.append(editing.CheckedFile(file, text, check_text(text, year=year, root=root)))
    if output_format == "github":
        lines = list(editing.github_lines(checked, failing))
    elif len(files) == 1 and not failing:
        lines = checked[0].article.lines()
    else:
        lines = list(editing.table_lines(checked, failing))
    record = partial(editing.record_of, checked, failing)
    show(form, lambda: lines, record, editing.rows_of(checked))
    if any(one.failing(failing) for one in checked):
        raise typer.Exit(1)
