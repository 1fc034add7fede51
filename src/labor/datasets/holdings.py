"""Every raw table at hand: the committed snapshot, and publishers' files where they are held."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from labor.datasets.snapshot import Source, read_source, record_of, source_ids
from labor.errors import SourceError
from labor.parse.registry import extract
from labor.sources.catalogue import Catalogue, load_catalogue
from labor.sources.held import Held, preferred_files

#: Scope of the workbooks that hold all areas and industries of a year, and so every other one.
ALL_DATA = "all"
#: Cards, with wildcards, of files that no table is built from: they explain others, or are
#: look-alikes that must not be mixed in.
NOT_BUILT = (
    "oews_field_descriptions_*",
    "oews_series_*",
    "onet_*_read_me",
    "ooh_*_index",
    "ooh_*_extract",
    "cpi_u_seasonally_adjusted",
)


def held_sources(root: Path) -> list[Source]:
    """Read every raw table of a project.

    Args:
        root: Project folder.

    Returns:
        Raw tables sorted by id. A publisher's file that is held takes the place of the same
        table of the snapshot, and a workbook with all data of a year that of the year's others.

    Raises:
        SourceError: There is none, or a table is not the one its card describes.
    """
    catalogue = load_catalogue()
    sources = {s.id: s for s in map(read_source, _cards(root))}
    for held in preferred_files(root, catalogue):
        sources |= {source.id: source for source in _tables_of(held, catalogue)}
    if not sources:
        raise SourceError(
            "There are no raw tables to build from",
            where=str(root / "data" / "raw"),
            expected="the committed tables in snapshot/, or publishers' files",
            next_step="Run this in the project's folder, or name it with --root.",
        )
    return [sources[name] for name in sorted(_not_covered(sources.values(), catalogue))]


def _cards(root: Path) -> list[Path]:
    return sorted((root / "data" / "raw" / "snapshot").glob("*.toml"))


def _tables_of(held: Held, catalogue: Catalogue) -> list[Source]:
    """The raw tables of one publisher's file."""
    if held.card is None:
        return []
    card = catalogue.card(held.card.id)
    if any(fnmatch(card.id, pattern) for pattern in NOT_BUILT):
        return []
    tables = extract(held.path, vintage=card.vintage, facts=card.facts)
    known = card.known(held.card.sha256)
    record = record_of(card, known, held.path.name, held.card.sha256) | {
        "retrieved_on": held.card.retrieved_on,
        "copy": held.card.copy,
    }
    return [
        Source(source_id, table, record, "publisher file")
        for source_id, table in zip(source_ids(card.id, tables), tables, strict=True)
    ]


def _not_covered(sources: Iterable[Source], catalogue: Catalogue) -> list[str]:
    """Names of the sources whose rows no workbook with all data of their year holds as well."""
    scopes = {s.id: catalogue.card(s.id.partition(".")[0]) for s in sources}
    whole = {c.vintage for c in scopes.values() if c.group == "oews" and c.scope == ALL_DATA}
    return [
        name
        for name, card in scopes.items()
        if card.group != "oews" or card.scope == ALL_DATA or card.vintage not in whole
    ]
