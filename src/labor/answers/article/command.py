"""Command that checks an article's claims: check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from labor.console.options import AsJson, Csv, Out, Root
from labor.console.output import as_json_text, deliver, form_of, show

if TYPE_CHECKING:
    from labor.answers.article.check import Checked

_COLUMNS = ("printed", "verdict", "why", "occupation", "sentence", "source_id")


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
    """Check an article's claims on pay and outlook against the published tables.

    The exit code is 0 when the article was checked, whatever the verdicts are.
    """
    form = form_of(as_json, csv, out)
    from labor.answers.article.files import read_article
    from labor.answers.article.verb import check as check_text

    found = check_text(read_article(file), year=year, root=root)
    if form.name == "json":
        record = {
            "file": file,
            "year": year,
            "verdicts": dict(Counter(one.verdict for one in found)),
            "claims": [one.to_dict() for one in found],
        }
        deliver(form, as_json_text(record))
        return
    import pandas as pd

    show(form, _lines(found), {}, pd.DataFrame(map(_row, found), columns=_COLUMNS))


def _row(one: Checked) -> tuple[str, ...]:
    """A claim and its verdict in a row."""
    figures = "; ".join(dict.fromkeys(figure.source_id for figure in one.figures))
    return one.claim.printed, one.verdict, one.why, one.role, one.claim.sentence, figures


def _lines(found: Sequence[Checked]) -> Iterator[str]:
    """The verdicts for a person."""
    if not found:
        yield "No claims on pay or outlook were found."
        return
    counts = Counter(one.verdict for one in found)
    said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
    yield f"{len(found)} claim{'s' if len(found) > 1 else ''} found: {said}."
    for number, one in enumerate(found, 1):
        yield ""
        yield f"{number}. {one.claim.printed}: {one.verdict.upper()}"
        yield f"   “{one.claim.sentence}”"
        yield f"   {one.why}"
        for source in dict.fromkeys(figure.source_id for figure in one.figures):
            yield f"   Source: {source}, {(one.references or {}).get(source, '')}"
        if one.today:
            from labor.answers.article.words import figure_words

            for figure in one.today:
                yield f"   Today: {figure_words(figure)} [{figure.source_id}]"
        if one.caveat:
            yield f"   Not to be compared without care: {one.caveat}"
