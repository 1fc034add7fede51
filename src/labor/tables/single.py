"""One file on its own: from any publisher's file to checked tidy tables."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

from labor.publishers.reading.tables import RawTable
from labor.publishers.registry import extract
from labor.sources.catalogue import load_catalogue
from labor.sources.content import sha256_of
from labor.tables.build import Tables, build_tables
from labor.tables.snapshot import Source, record_of, source_ids

#: A cell made of signs alone is a publisher's mark, whatever it means.
_MARK = re.compile(r"[^\w\s.,$%+()-]+")


def tidy_file(path: Path, *, kind: str = "", vintage: str = "") -> tuple[list[Source], Tables]:
    """Tidy every table of one file.

    Args:
        path: A publisher's file.
        kind: Parser to use, if the file is not recognised by itself.
        vintage: Reference year or span, if the file does not say it.

    Returns:
        The file's raw tables, and the checked tidy tables made of them.

    Raises:
        LaborError: The file cannot be opened, is not known or breaks its layout.
    """
    digest = sha256_of(path) if path.is_file() else ""
    known = load_catalogue().by_sha256.get(digest)
    if known is None:
        tables = [_with_floor(t) for t in extract(path, kind=kind, vintage=vintage)]
        base = f"{tables[0].kind.partition('.')[0]}_{tables[0].vintage or path.stem}"
        card_id = re.sub(r"[^a-z0-9]+", "_", base.lower()).strip("_")
        record = {"title": path.name, "file": path.name, "file_sha256": digest, "copy": "publisher"}
    else:
        card, file = known
        tables = extract(path, kind=kind, vintage=vintage or card.vintage, facts=card.facts)
        card_id, record = card.id, record_of(card, file, path.name, digest)
    sources = [
        Source(source_id, table, record, "publisher file")
        for source_id, table in zip(source_ids(card_id, tables), tables, strict=True)
    ]
    return sources, build_tables(sources)


def _with_floor(table: RawTable) -> RawTable:
    """The table with the floor of `#` that the national card of its year tells.

    A file that says the floor itself keeps its own; an estimate of a year without a card is
    left as it is, and the parser asks for the floor if the rows need it.
    """
    national = load_catalogue().cards.get(f"oews_national_{table.vintage}")
    if table.kind != "oews.estimates" or national is None:
        return table
    return replace(table, facts={**national.facts, **table.facts})


def marks_of(table: RawTable) -> dict[str, int]:
    """How often each of the publisher's marks stands in a table's cells, by mark."""
    found = Counter(
        bare
        for row in table.rows
        for cell in row
        if type(cell) is str and (bare := cell.strip()) and _MARK.fullmatch(bare)
    )
    return dict(sorted(found.items()))
