"""Which parser takes a file, and every table that a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pandas as pd

from labor.errors import ParseError
from labor.publishers.handbook import parse as ooh
from labor.publishers.oews import parse as oews
from labor.publishers.onet import parse as onet
from labor.publishers.prices import parse as prices
from labor.publishers.projections import parse as projections
from labor.publishers.reading.files import Book, open_books
from labor.publishers.reading.tables import RawTable
from labor.publishers.soc import parse as soc
from labor.publishers.state_projections import parse as state_projections

#: Tried in this order; each recognises its own tables by their headings and titles.
PARSERS: dict[str, ModuleType] = {
    "oews": oews,
    "projections": projections,
    "state_projections": state_projections,
    "prices": prices,
    "onet": onet,
    "soc": soc,
    "ooh": ooh,
}


def extract(
    path: Path, *, kind: str = "", vintage: str = "", facts: Mapping[str, str | float] | None = None
) -> list[RawTable]:
    """Take every known table out of a publisher's file.

    Args:
        path: Workbook, text table, archive of them, or saved profile pages.
        kind: Parser to use, for a file that is not recognised by itself; empty to find out.
        vintage: Reference year or span, for a file that does not say it; empty to find out.
        facts: What is known about the file from elsewhere, see `RawTable.facts`.

    Returns:
        The tables in the order of the file.

    Raises:
        SourceError: The file cannot be opened.
        ParseError: The file is no table that is known here, or breaks its layout.
    """
    if kind and kind not in PARSERS:
        raise ParseError(
            "There is no such kind of table",
            expected=", ".join(PARSERS),
            got=kind,
            next_step="Name one of these, or leave the kind out to have it recognised.",
        )
    if ooh.recognises_pages(path):
        return ooh.extract_pages(ooh.read_pages(path), path.name, vintage=vintage)
    books = open_books(path)
    parsers = {book.file: PARSERS[kind] if kind else _parser_of(book) for book in books}
    known = [book for book in books if parsers[book.file] is not None]
    described = dict(facts or {})
    for book in books:
        if parsers[book.file] is None:
            described.update(_descriptions(book))
    if not known:
        raise _explains(path.name, described) if described else _unknown(path.name, books)
    return [
        table
        for book in known
        for table in parsers[book.file].extract(book, vintage=vintage, facts=described)
    ]


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of a raw table, whatever its kind."""
    return PARSERS[parser_name(table.kind)].parse(table)


def kind_and_vintage(path: Path) -> tuple[str, str] | None:
    """What a file is, going by its content.

    Args:
        path: A file that can be opened.

    Returns:
        Kind of its first table and its vintage, "" if the file does not say it; None if
        no parser knows the file.

    Raises:
        SourceError: The file cannot be opened.
    """
    if not ooh.recognises_pages(path):
        known = [parser for parser in map(_parser_of, open_books(path)) if parser]
        if not known:
            return None
        kind = next(name for name, parser in PARSERS.items() if parser is known[0])
    else:
        kind = "ooh"
    try:
        first = extract(path)[0]
    except ParseError:
        # It is of this kind, but does not say its vintage or has a layout that is new; reading
        # it for the tables tells which.
        return kind, ""
    return first.kind, first.vintage


def parser_name(kind: str) -> str:
    """The parser's part of a table kind: "oews" of "oews.estimates"."""
    return kind.partition(".")[0]


def _parser_of(book: Book) -> ModuleType | None:
    return next((parser for parser in PARSERS.values() if parser.recognises(book)), None)


def _descriptions(book: Book) -> dict[str, float]:
    """Facts from a file of field descriptions that lies beside the estimates in an archive."""
    return {
        name: value for sheet in book.sheets() for name, value in oews.read_top_code(sheet).items()
    }


def _explains(file: str, described: Mapping[str, str | float]) -> ParseError:
    amounts = ", ".join(f"{name} {value}" for name, value in sorted(described.items()))
    return ParseError(
        "This file explains the fields of a table and holds no figures itself",
        where=file,
        got=f"the floor of top-coded wages: {amounts}",
        next_step="Read the publisher's whole archive, which has the table beside it.",
    )


def _unknown(file: str, books: list[Book]) -> ParseError:
    first = books[0].sheet() if books[0].sheet_names else None
    rows = first.rows if first else []
    head = next((row for row in rows if sum(bool(str(cell).strip()) for cell in row) > 1), [])
    shown = ", ".join(str(cell).strip() for cell in head[:8])
    return ParseError(
        "This file is no table that is known here",
        where=file,
        expected="OEWS estimates, Employment Projections, Occupational Outlook Handbook pages, "
        "O*NET, SOC or CPI tables as their publishers release them",
        got=f"a table that begins with the headings {shown}" if shown else "no headings",
        next_step="If it is one of these in a layout that is new, name its kind with --kind; "
        "the message will then say which headings are not understood.",
    )
