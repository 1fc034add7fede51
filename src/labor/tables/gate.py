"""What must hold of a file before rows of it are written: its columns, and facts of its rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from labor.errors import SchemaError
from labor.publishers.oews.layouts import (
    ESTIMATES,
    ESTIMATES_KIND,
    match_columns,
    order_of_numbers,
    required_columns,
)
from labor.publishers.reading.cells import Cell, ColumnRows, number_of, text_of, texts
from labor.publishers.reading.tables import RawTable
from labor.tables.files import IN_PARTS, is_built
from labor.tables.load import built_names, load, values_of
from labor.tables.snapshot import Source
from labor.tables.verify import FACTS, NATIONAL_MEDIANS, Found, verify
from labor.terms import NATION

#: Name of a broken fact, and what it says.
COLUMNS = {
    "columns_of_its_year": "A table of estimates has all columns that those of its year have.",
    "columns_in_order": "Columns of numbers stand in the agency's order, which never changed.",
    "no_column_sorted_alone": "Beside codes or titles that are in order no other column is.",
}
#: A table with fewer rows than this can be in several orders by chance.
_MANY_ROWS = 30
#: Rows may be grouped, and codes begin anew in each group: in no larger share of the rows.
_FEW = 0.1
#: The products whose rows stand in the order of their codes, or of their titles.
_SORTED = ("oews.", "projections.", "onet.")
_TITLE = "title"
#: The code of an occupation in a cell: "29-2072", "29-2072.00", '="29-2072"'
_CODE = re.compile(r'(?:=")?\d\d\W\d{4}(?:\.\d\d)?"?')
#: Names of all facts that can be passed by name.
NAMES = (*COLUMNS, *(fact.name for fact in FACTS))
#: Cells of a broken fact that a message shows.
_SHOWN = 5


@dataclass(frozen=True)
class BrokenFact:
    """A fact that does not hold.

    Args:
        name: Its short name.
        says: The fact as a sentence.
        cells: Where it does not hold, a row each: `key`, `got`, `expected` and `source_id`.
    """

    name: str
    says: str
    cells: pd.DataFrame


def broken_columns(source: Source) -> list[BrokenFact]:
    """What is wrong with the columns of a raw table; other parsers check their own.

    Args:
        source: A raw table. An extract that is known to the catalogue may have fewer columns.
    """
    table = source.table
    found = []
    if sorted_alone := _sorted_alone(table):
        got = ", ".join(sorted_alone)
        found.append(_of_columns("no_column_sorted_alone", source, got, "rows kept together"))
    if table.kind != ESTIMATES_KIND or source.record.get("copy") == "extract":
        return found
    there = {field.name for field in match_columns(table.columns, table.origin.at(-1))}
    lost = [name for name in required_columns(int(table.vintage)) if name not in there]
    headings = {field.name: field.headings[0] for field in ESTIMATES}
    if lost:
        got = "not there: " + ", ".join(headings[name] for name in lost)
        found.append(_of_columns("columns_of_its_year", source, got, "all of them"))
    stand, printed = order_of_numbers(table.columns)
    if stand != printed:
        got, expected = ", ".join(stand), ", ".join(printed)
        found.append(_of_columns("columns_in_order", source, got, expected))
    return found


def _sorted_alone(table: RawTable) -> list[str]:
    """Headings of columns that stand in order where the rows have the order of codes or titles.

    A spreadsheet leaves that where one column was chosen and sorted. In the agency's own tables
    only what the rows are grouped by stands in order as well: it changes where codes begin anew.
    """
    is_large = isinstance(table.rows, ColumnRows)  # not opened by any spreadsheet program
    if is_large or len(table.rows) < _MANY_ROWS or not table.kind.startswith(_SORTED):
        return []
    columns = dict(zip(table.columns, zip(*table.rows, strict=False), strict=False))
    of_codes = [name for name, cells in columns.items() if _CODE.fullmatch(text_of(cells[-1]))]
    at = table.columns.index(of_codes[0]) if of_codes else 0
    # The web export of the projections is in the order of titles.
    keys = [
        *of_codes[:1],
        *(n for n in table.columns[max(at - 1, 0) : at + 2] if _TITLE in n.lower()),
    ]
    for key in keys:
        cells = [text.casefold() for text in texts(columns[key])]
        begins = [at for at, (one, other) in enumerate(pairwise(cells), 1) if one > other]
        if len(begins) > _FEW * len(cells):
            continue
        parts = [slice(*pair) for pair in pairwise([0, *begins, len(cells)])]
        longest = max(parts, key=lambda part: part.stop - part.start)
        # A column with two values can be in order by chance.
        return [
            name
            for name in columns
            if name not in {*of_codes, key}
            and len(set(columns[name][longest])) > 2
            and _is_in_order(columns[name])
            and not _numbers_rows(columns[name])
        ]
    return []


def _is_in_order(cells: Sequence[Cell]) -> bool:
    """Whether the numbers of a column or its texts rise, or fall, from row to row."""
    # The first cells tell of most columns that they do not.
    return _rise_or_fall(cells[:_MANY_ROWS], 0) and _rise_or_fall(cells, _MANY_ROWS)


def _numbers_rows(cells: Sequence[Cell]) -> bool:
    """Whether a column counts the rows, as some programs write it: 0, 1, 2, ..."""
    numbers = [number_of(text_of(cell)) for cell in cells]
    first = numbers[0]
    return first is not None and numbers == [first + at for at in range(len(numbers))]


def _rise_or_fall(cells: Sequence[Cell], least: int) -> bool:
    """Whether at least so many numbers or texts do."""
    shown = texts(cells)
    known = {text: number_of(text) for text in set(shown)}
    numbers = (number for text in shown if (number := known[text]) is not None)
    return _do(numbers, least) or _do((text.casefold() for text in shown if text), least)


def _do(values: Iterable[Any], least: int) -> bool:
    count, rises, falls = 1, True, True
    for before, value in pairwise(values):
        count, rises, falls = count + 1, rises and before <= value, falls and before >= value
        if not (rises or falls):
            return False
    return count >= least


def _of_columns(name: str, source: Source, got: str, expected: str) -> BrokenFact:
    where = source.table.origin.at(-1)
    cell = {"key": [where], "got": [got], "expected": [expected], "source_id": [source.id]}
    return BrokenFact(name, COLUMNS[name], pd.DataFrame(cell, dtype="str"))


def broken_facts(
    tables: Mapping[str, pd.DataFrame], years: Iterable[Found] | None = None
) -> list[BrokenFact]:
    """The facts of `verify` that the tables at hand break, declared exceptions left out.

    Args:
        tables: Tidy tables by name. An exception that nothing needs is no reason to stop.
        years: What the facts of one year say of each year, if its estimates are not at hand.
    """
    facts = verify({n: frame for n, frame in tables.items() if n != "sources"}, years=years)
    return [
        BrokenFact(one.fact.name, one.fact.says, one.violations)
        for one in facts
        if len(one.violations)
    ]


def with_list_of_codes(
    tables: Mapping[str, pd.DataFrame], processed: Path
) -> dict[str, pd.DataFrame]:
    """The tables with the list of occupations that was built, by which titles are judged.

    Args:
        tables: Tidy tables of a file, whose list of occupations has its own titles.
        processed: Folder of the built tables.
    """
    known = (
        {"occupations": load("occupations", processed)}
        if is_built(processed, "occupations")
        else {}
    )
    return {**tables, **known}


def refuse(
    broken: Iterable[BrokenFact],
    taken: Collection[str] | Mapping[str, Collection[str]] = (),
    next_step: str = "Look at these cells in the publisher's file, and get the file again.",
) -> list[BrokenFact]:
    """Stop at facts that do not hold.

    Args:
        broken: See `broken_columns` and `broken_facts`.
        taken: Names of the facts in spite of which the file is taken; or these by card, where
            the cells of each fact are left out that come from the card's tables.
        next_step: What to do.

    Returns:
        The facts that are broken and passed by name.

    Raises:
        SchemaError: Others are broken; the message shows the cells.
    """
    by_card = taken if isinstance(taken, Mapping) else {}
    passed, left = [], []
    for fact in broken:
        cards = fact.cells["source_id"].str.partition(".")[0]
        is_taken = cards.map(lambda card, name=fact.name: name in by_card.get(card, ()))
        if by_card is not taken and fact.name in taken:
            is_taken[:] = True
        passed.append(replace(fact, cells=fact.cells[is_taken]))
        left.append(replace(fact, cells=fact.cells[~is_taken]))
    passed, left = ([fact for fact in facts if len(fact.cells)] for facts in (passed, left))
    if left:
        names = " ".join(f"--in-spite-of {fact.name}" for fact in left)
        raise SchemaError(
            "Facts that must hold do not\n" + "\n".join(map(_shown, left)),
            next_step=next_step.replace("FACTS", names),
        )
    return passed


def _shown(fact: BrokenFact) -> str:
    lines = [f"  - {fact.name}: {fact.says}"]
    for row in fact.cells.head(_SHOWN).itertuples():
        lines.append(f"    {row.key}: got {row.got}, expected {row.expected}")
    if (more := len(fact.cells) - _SHOWN) > 0:
        lines.append(f"    and {more:,} more")
    return "\n".join(lines)


def check_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of facts as a person gives them.

    Raises:
        SchemaError: There is no such fact.
    """
    names = tuple(names)
    for name in names:
        if name not in NAMES:
            raise SchemaError("There is no such fact", expected=", ".join(NAMES), got=name)
    return names


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
