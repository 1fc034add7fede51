"""A publisher's table as every parser takes it: headings and cells as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from labor.publishers.reading.cells import CellPlace, Rows

#: What a file says outside its rows.
FileFacts = Mapping[str, str | float]
#: Rows by the name of the table.
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class RawTable:
    """One table of one publisher's file, nothing changed yet.

    It is what the snapshot stores: written as CSV and read back, it parses to the
    same rows as the file it came from.

    Args:
        kind: Which table it is, as `<product>.<table>`: "oews.estimates".
        vintage: Reference year or span as the publisher counts: "2018", "2024-34", "29.3".
        columns: Headings as printed; merged headings are joined with a blank.
        rows: Data rows as cells, each as long as `columns`; banner, notes and blank rows left out.
        origin: Where the first data row stands.
        facts: What the file says outside the rows and the rows need to be understood,
            for example the floor of a top code.
    """

    kind: str
    vintage: str
    columns: list[str]
    rows: Rows
    origin: CellPlace
    facts: dict[str, str | float] = field(default_factory=dict)
