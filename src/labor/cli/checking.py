"""Command that checks an article's claims: check."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labor.cli.options import Root
from labor.errors import SourceError

if TYPE_CHECKING:
    from labor.analysis.claims import Checked

_NOT_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive, a word processor's or a spreadsheet's file",
    b"\xd0\xcf\x11\xe0": "an old word processor's or spreadsheet's file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
}
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(check)


def check(
    file: Annotated[
        str, typer.Argument(help="The article: text, Markdown or HTML; - reads standard input.")
    ],
    year: Annotated[
        int | None,
        typer.Option(
            help="Year the article is of, for claims that name none; today if left out.",
            min=1997,
            max=2100,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    root: Root = None,
) -> None:
    """Check an article's claims on pay and outlook against the published tables.

    The exit code is 0 when the article was checked, whatever the verdicts are.
    """
    text = _text_of(file)
    from labor.api import check as check_text

    found = check_text(text, year=year, root=root)
    if as_json:
        record = {
            "file": file,
            "year": year,
            "verdicts": dict(Counter(one.verdict for one in found)),
            "claims": [one.to_dict() for one in found],
        }
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False))
        return
    for line in _lines(found):
        typer.echo(line)


def _text_of(file: str) -> str:
    """The article as text.

    Raises:
        SourceError: There is no such file, or it is no text or empty.
    """
    where = "standard input" if file == "-" else file
    content = sys.stdin.buffer.read() if file == "-" else _bytes_of(Path(file))
    next_step = "Save the article as text, Markdown or HTML."
    kind = next((name for start, name in _NOT_TEXT.items() if content.startswith(start)), "")
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if kind or (not encoding and b"\x00" in content):
        raise SourceError(
            "This is not text", where=where, got=kind or "binary data", next_step=next_step
        )
    text = _decoded(content, encoding, where)
    if not text.strip():
        raise SourceError("There is nothing to check", where=where, got="no text")
    return text


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise SourceError(
            "There is no such file",
            where=str(path),
            next_step="Check the name; - reads standard input.",
        )
    if path.is_dir():
        raise SourceError("This is a folder", where=str(path), next_step="Name a file in it.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            "The file cannot be read", where=str(path), got=error.strerror or str(error)
        ) from None


def _decoded(content: bytes, encoding: str, where: str) -> str:
    for name in (encoding,) if encoding else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise SourceError(
        "The text cannot be decoded", where=where, next_step="Save it in the encoding UTF-8."
    )


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
            from labor.analysis.claims_words import figure_words

            for figure in one.today:
                yield f"   Today: {figure_words(figure)} [{figure.source_id}]"
        if one.caveat:
            yield f"   Not to be compared without care: {one.caveat}"
