"""The titles of all sources as a build arranged them, so that a search starts at once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pyarrow as pa

from labor.occupations.codes import NEWEST
from labor.occupations.title_table import NEEDED, TitleTables, title_tables
from labor.tables.files import write_whole
from labor.tables.freshness import code_digest
from labor.tables.parts import packed_tables, read_tables
from labor.tables.publication import place_of

#: Lies beside the tables.
TITLES_NAME = ".titles.arrow"
#: The code that arranges the titles.
_ARRANGING = ("occupations",)


def write_titles(
    tables: Mapping[str, pd.DataFrame], folder: Path, last: Path | None = None
) -> list[Path]:
    """Arrange the titles of published tables and keep them beside these.

    Args:
        tables: Published tables by name.
        folder: Their folder, in which they are written already.
        last: Folder of the last build, whose arranged titles are taken if they were made of the
            same tables.

    Returns:
        The file, with the same bytes for the same tables. No file if tables that titles are
        searched in are missing.
    """
    path = folder / TITLES_NAME
    has_all = NEEDED.keys() <= tables.keys()
    if not has_all or not tables["occupations"]["soc_version"].eq(NEWEST).any():
        path.unlink(missing_ok=True)
        return []
    if last is not None and (last / TITLES_NAME).exists():
        shutil.copyfile(last / TITLES_NAME, path)
    if read_titles(folder) is None:
        made = title_tables({name: tables[name][columns] for name, columns in NEEDED.items()})
        made_of = pa.table({"made_of": [_digest(folder)]})
        content = packed_tables([made_of, *(getattr(made, f.name) for f in fields(TitleTables))])
        write_whole(path, lambda to: to.write_bytes(content))
    return [path]


def read_titles(folder: Path) -> TitleTables | None:
    """Read the titles that a build arranged.

    Args:
        folder: Folder of the published tables.

    Returns:
        The titles. None if they were not arranged, or of other tables or by other code than are
        here, or if the file is damaged.
    """
    found = read_tables(place_of(folder, TITLES_NAME))
    if found is None or found[0]["made_of"].to_pylist() != [_digest(folder)]:
        return None
    return TitleTables(*found[1:])


def _digest(folder: Path) -> str:
    """Digest of the tables that titles are searched in, and of the code that arranges them."""
    digest = hashlib.sha256(code_digest(_ARRANGING).encode())
    for name in NEEDED:
        path = place_of(folder, f"{name}.parquet")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()
