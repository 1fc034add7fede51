"""The search for titles over the tables of a project, made once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from labor.occupations.find import Finder
from labor.occupations.title_table import NEEDED, title_tables
from labor.tables.load import load as load_table
from labor.tables.titles import read_titles


def tables_of(processed: Path) -> dict[str, pd.DataFrame]:
    """The parts of the published tables that titles are searched in."""
    return {name: load_table(name, processed, columns=NEEDED[name]) for name in NEEDED}


def finder_of(tables: Mapping[str, pd.DataFrame]) -> Finder:
    """Make a search over the tables of `tables_of`."""
    return Finder(title_tables(tables))


@cache
def finder_in(processed: Path) -> Finder:
    """The search over titles as the build put them together; if it did not, this is done now."""
    titles = read_titles(processed)
    return finder_of(tables_of(processed)) if titles is None else Finder(titles)
