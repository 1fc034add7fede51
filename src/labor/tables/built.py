"""The built tables as facts are checked on them: the estimates one year at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from labor.tables.files import IN_PARTS, is_built
from labor.tables.load import built_names, load, values_of
from labor.tables.verify import NATIONAL_MEDIANS
from labor.terms import NATION


def estimates_by_year(folder: Path) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables that are stored in parts, one year of them at a time.

    Args:
        folder: Folder of the published tables.

    Yields:
        Tables by name, with the rows of one year.
    """
    held = [name for name in IN_PARTS if is_built(folder, name)]
    years = {year for name in held for year in values_of(name, folder, "reference_year")}
    for year in sorted(years):
        yield {name: load(name, folder, reference_year=year) for name in held}


def checked_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The built tables that facts are about, of the estimates those of the nation.

    Args:
        folder: Folder of the published tables.

    Raises:
        SourceError: None was built, or one is damaged.
    """
    found = {n: load(n, folder) for n in built_names(folder) if n not in IN_PARTS}
    if is_built(folder, "wages"):
        found["wages"] = load("wages", folder, **NATIONAL_MEDIANS)
    if is_built(folder, "employment"):
        found["employment"] = load("employment", folder, area_code=NATION)
    return found
