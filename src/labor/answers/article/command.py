"""Command that checks an article's claims: check."""

from __future__ import annotations

from typing import Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import form_of, show


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(check)


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-", help="The article: text, Markdown or HTML; - reads standard input."
        ),
    ],
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="Year the article is of, for claims that name none; today if left out.",
            min=1997,
            max=2100,
        ),
    ] = None,
    as_json: AsJson = False,
    csv: Csv = None,
    out: Out = None,
    root: Root = None,
) -> None:
    """Check an article's claims on pay and outlook.

    The exit code is 0 when the article was checked, whatever the verdicts are.
    """
    form = form_of(as_json, csv, out)
    from labor.answers.article.text import read_article
    from labor.answers.article.verb import check as check_text

    article = check_text(read_article(file), year=year, root=root)
    show(form, article.lines(), {"file": file, **article.to_dict()}, article.rows)
