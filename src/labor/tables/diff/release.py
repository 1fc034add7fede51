"""One release of a publisher's tables, from a file of its own or out of the built tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from labor.errors import SourceError
from labor.publishers.reading.tables import RawTable
from labor.publishers.registry import parser_name
from labor.tables.build import tidy_file
from labor.tables.data_package import source_ids_in
from labor.tables.load import load, values_of
from labor.tables.snapshot import Source, read_source

#: Columns that say which release a row belongs to.
RELEASE = (
    "reference_year", "projection_vintage", "wage_reference_year", "edition", "onet_version",
    "source_version",
)  # fmt: skip
#: Built tables of a program, and the column that its releases are named in.
PROGRAMS = {
    "oews": ("reference_year", ("employment", "wages")),
    "projections": ("projection_vintage", ("projections", "projection_wages")),
}
#: A release of the built tables: "oews:2024", "projections:2023-33".
_BUILT = re.compile(rf"({'|'.join(PROGRAMS)}):(\S+)")
#: Registers made of the codes that occur; a file of codes has them as tables of its own.
_REGISTERS = ("occupations", "soc_lineage")


@dataclass(frozen=True)
class ReleaseTables:
    """One release.

    Args:
        label: Its name for readers: "oews 2024" or the name of its file.
        vintage: As the publisher counts: "2024", "2023-33"; empty if it does not say.
        tables: Tidy tables by name, each with rows of this release only.
        raw: The publisher's tables by `source_id`; empty where they are not at hand.
        sources: The raw tables of a file, with what is known of it.
    """

    label: str
    vintage: str
    tables: Mapping[str, pd.DataFrame]
    raw: Mapping[str, RawTable]
    sources: Sequence[Source] = ()


def read_release(
    named: str, processed: Path, snapshot: Path, *, kind: str = "", vintage: str = ""
) -> ReleaseTables:
    """Read a release that a person names.

    Args:
        named: A publisher's file, or a release of the built tables: "oews:2024",
            "projections:2023-33".
        processed: Folder of the built tables.
        snapshot: Folder of the committed raw tables, for the publisher's headings.
        kind: Parser to use for a file that is not recognised by itself.
        vintage: Release of a file that does not say it.

    Returns:
        The release with its tidy and its raw tables.

    Raises:
        LaborError: There is no such file or release, or the file breaks its layout.
    """
    built = _BUILT.fullmatch(named)
    if built and not Path(named).exists():
        return _built(built[1], built[2], processed, snapshot)
    return _from_file(Path(named), kind, vintage)


def _from_file(path: Path, kind: str, vintage: str) -> ReleaseTables:
    sources, tables = tidy_file(path, kind=kind, vintage=vintage)
    programs = {parser_name(source.table.kind) for source in sources}
    left_out = {"sources", *(() if "soc" in programs else _REGISTERS)}
    return ReleaseTables(
        path.name,
        max(source.table.vintage for source in sources),
        {name: frame for name, frame in tables.items() if name not in left_out},
        {source.id: source.table for source in sources},
        sources,
    )


def _built(program: str, vintage: str, processed: Path, snapshot: Path) -> ReleaseTables:
    column, names = PROGRAMS[program]
    known = sorted(map(str, values_of(names[0], processed, column)))
    if vintage not in known:
        raise SourceError(
            f"The built tables of {program} have no release {vintage}",
            where=str(processed),
            expected=", ".join(sorted(known)),
            got=vintage,
            next_step="Name one of these, or a publisher's file of that release.",
        )
    only: dict[str, Any] = {column: int(vintage) if column == "reference_year" else vintage}
    tables = {name: _newest_wages(load(name, processed, **only)) for name in names}
    ids = sorted({source for frame in tables.values() for source in source_ids_in(frame)})
    cards = [snapshot / f"{source_id}.toml" for source_id in ids]
    sources = [read_source(card) for card in cards if card.exists()]
    raw = {source.id: source.table for source in sources}
    return ReleaseTables(f"{program} {vintage}", vintage, tables, raw)


def _newest_wages(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the newest wage year: a release of projections can be held with several."""
    if "wage_reference_year" not in frame:
        return frame
    return frame[frame["wage_reference_year"] == frame["wage_reference_year"].max()]
