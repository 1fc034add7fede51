"""Occupations by a job title in a person's own words, on the tables of this project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from labor.answers.tables import processed_of
from labor.occupations.find import Finder
from labor.occupations.title_table import NEEDED, title_tables
from labor.tables.load import load as load_table
from labor.tables.titles import read_titles


def find(text: str, limit: int = 5, *, root: Path | None = None) -> pd.DataFrame:
    """Find the occupations that a job title can mean, the likeliest first.

    Args:
        text: A job title in a person's words ("coding specialist", "medical record tecnician"),
            letters of a certificate ("RHIT"), or a code of any list.
        limit: Most rows to return.
        root: Project folder; found by itself if left out.

    Returns:
        A row is an occupation of SOC 2018, with code, title, `score` up to 100, the title that
        matched with its source, what became of an older code (`status`, `superseded_by`), other
        occupations with the same title (`also_named`), and the code that pay is published under
        (`published_as`). No row if nothing is near.

    Raises:
        OccupationError: There is nothing to search for, or no list has the code.
        SourceError: The tables were not built yet.
    """
    return _finder(processed_of(root)).find(text, limit)


def tables_of(processed: Path) -> dict[str, pd.DataFrame]:
    """What of the published tables titles are searched in."""
    return {name: load_table(name, processed, columns=NEEDED[name]) for name in NEEDED}


def finder_of(tables: Mapping[str, pd.DataFrame]) -> Finder:
    """Arrange the tables of `tables_of` to be searched."""
    return Finder(title_tables(tables))


@cache
def _finder(processed: Path) -> Finder:
    """The titles as the build arranged them; if it did not, they are arranged now."""
    arranged = read_titles(processed)
    return finder_of(tables_of(processed)) if arranged is None else Finder(arranged)
