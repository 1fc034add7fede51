"""A publisher's table as every parser takes it: headings and cells as printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from labor.errors import ParseError
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

    def refuse_cut_rows(self, what: str) -> None:
        """Refuse a row that has more or fewer cells than there are headings.

        Raises:
            ParseError: There is such a row; it calls the table `what`.
        """
        width = len(self.columns)
        for index, row in enumerate(self.rows):
            if len(row) != width:
                raise unknown_row(what, self, index, f"{width} cells", f"{len(row)} cells")

    def refuse_doubles(self, what: str, parsed: pd.DataFrame, key: Sequence[str]) -> None:
        """Refuse a row that stands for the same thing as one above.

        Args:
            what: What the table is, see `unknown_row`.
            parsed: Its rows as they were read, one for each.
            key: Columns that name a row.

        Raises:
            ParseError: There is such a row.
        """
        twice = parsed.duplicated(list(key)).to_numpy()
        if twice.any():
            row = int(twice.argmax())
            got = ", ".join(f"{name} {parsed[name].iloc[row]}" for name in key)
            raise unknown_row(what, self, row, "every row once", f"{got} a second time")


def first_contradiction(names: Iterable[str], values: Iterable[str]) -> tuple[int, str] | None:
    """The first row in which a name stands beside another value than before, and that value.

    Args:
        names: What has one value each, such as codes.
        values: What stands beside them, such as titles.
    """
    known: dict[str, str] = {}
    for row, (name, value) in enumerate(zip(names, values, strict=True)):
        if (before := known.setdefault(name, value)) != value:
            return row, before
    return None


def unknown_row(
    what: str, table: RawTable, index: int, expected: str, got: str, heading: str = ""
) -> ParseError:
    """The refusal of a row that is not of the known form.

    Args:
        what: What the table is: "the price index".
        table: Its raw table.
        index: Number of the row, from 0.
        expected: What should be there.
        got: What is there.
        heading: Column of the cell that is meant, where it is one.
    """
    return ParseError(
        f"A row of {what} is not of the known form",
        where=table.origin.at(index, heading),
        expected=expected,
        got=got,
        next_step="Compare the row with the publisher's file.",
    )
