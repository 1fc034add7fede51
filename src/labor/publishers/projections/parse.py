"""Employment Projections: the program's workbooks and its web export to faithful tables."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import pandas as pd

from labor.errors import ParseError, report_as_new
from labor.publishers.projections.columns import EXPORT, ColumnReader
from labor.publishers.projections.layouts import (
    FIELDS,
    KEYS,
    WITH_OPENINGS,
    ProjectionsField,
    simplify,
)
from labor.publishers.projections.sheets import (
    find_vintage,
    is_known,
    read_sheet,
    table_name,
    why_left_out,
)
from labor.publishers.reading.cells import CellPlace, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts, RawTable, first_contradiction, unknown_row
from labor.terms import YEARS_AHEAD

logger = logging.getLogger(__name__)

#: What refusals of a row call the table.
_WHAT = "the projections"
#: Columns of the export that say the same, as a code and in words.
_SAID_TWICE = (
    ("education_code", "entry_education"),
    ("experience_code", "work_experience"),
    ("training_code", "training"),
)

#: Years that only the title of a table tells: column, and how the title says it.
_TITLE_YEARS = {
    # "..., 2022-23", "..., 2022-23 (Percent)"
    "attainment": ("survey_years", r"(\d{4}(?:.\d{2,4})?)(?: \(percent\))?$"),
    # "... Output in billions of chained 2017 dollars"
    "industries": ("chained_dollar_year", r"Output in billions? of chained (\d{4}) dollars"),
}


def recognises(book: Book) -> bool:
    """Whether the book is a workbook or a web export of the Employment Projections program."""
    first, *others = book.sheet_names
    numbered = [name for name in others if re.match(r"table \d", name, re.I)]
    sheets = (book.sheet(name) for name in (first, *numbered))
    return any(is_known(sheet) or _is_export(sheet) for sheet in sheets)


def _is_export(sheet: Sheet) -> bool:
    headings = [simplify(heading) for heading in texts(sheet.rows[0])] if sheet.rows else []
    codes = [field for field in FIELDS[EXPORT] if field.name.endswith("code")]
    return all(any(field.match(heading) for heading in headings) for field in codes)


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the tables that are known out of a file.

    Args:
        book: A file that `recognises` accepts.
        vintage: Vintage the file must be of, "2024-34"; "" takes what the file says.
        facts: Not used; the file says everything itself.

    Returns:
        One raw table per sheet that is taken, or the one of a web export. Their facts
        are the title and the footnotes.

    Raises:
        ParseError: A sheet has an unknown title, a row is neither data nor a note, or
            the file does not name one vintage.
    """
    tables, left_out = [], []
    for sheet in book.sheets():
        try:
            name = "" if _is_export(sheet) else table_name(sheet)
        except ParseError as error:
            # One table that is new must not keep the others from being read.
            left_out.append(error)
            continue
        if _is_export(sheet):
            rows = [row for row in sheet.rows[1:] if any(texts(row))]
            origin = CellPlace(sheet.file, sheet.name, sheet.first_row + 1)
            tables.append(RawTable(f"projections.{EXPORT}", "", texts(sheet.rows[0]), rows, origin))
        elif name:
            tables.append(read_sheet(sheet, name))
    _tell_left_out(book, bool(tables), left_out)
    vintage = find_vintage(book, tables, vintage)
    return [
        RawTable(table.kind, vintage, table.columns, table.rows, table.origin, table.facts)
        for table in tables
    ]


def _tell_left_out(book: Book, is_read: bool, left_out: Sequence[ParseError]) -> None:
    """Name the sheets of unknown titles, or refuse a file of which no sheet is read."""
    if is_read and left_out:
        named = "; ".join(f"{error.where} {error.got}" for error in left_out)
        logger.warning("%s: left out, since their titles are not known: %s", book.file, named)
    elif left_out:
        raise left_out[0]
    elif not is_read:
        raise ParseError(
            "No table of this workbook of the Employment Projections is read here",
            where=book.file,
            got="; ".join(f"{sheet.name}: {why_left_out(sheet)}" for sheet in book.sheets()),
            next_step="docs/sources.md lists the tables that are read.",
        )


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of a raw table.

    Args:
        table: Raw table as `extract` returns it, cells from a workbook or as text.

    Returns:
        One row per occupation (industry, or both), in the order of the file: texts as
        printed, numbers as float64 in the publisher's units with the mark beside them,
        flags for what a footnote says, and the years of the headings.

    Raises:
        ParseError: A heading, cell, mark or footnote is not known, a column is
            missing, a row is cut, or a code appears twice.
    """
    name = table.kind.partition(".")[2]
    columns, years = match_columns(table, name)
    parsed: dict[str, object] = {}
    if not table.rows:
        raise unknown_row(_WHAT, table, 0, "at least one row", "the headings only")
    table.refuse_cut_rows(_WHAT)
    cells = zip(*table.rows, strict=True)
    for (column, field), heading, values in zip(columns, table.columns, cells, strict=True):
        parsed.update(ColumnReader(table, name, column, field, heading).read(values))
    frame = pd.DataFrame(
        {
            column: pd.array(values, dtype="str") if isinstance(values, list) else values
            for column, values in parsed.items()
        }
    )
    table.refuse_doubles(_WHAT, frame, KEYS.get(name, ("code",)))
    _check_said_twice(frame, table)
    return frame.assign(**years)


def _check_said_twice(frame: pd.DataFrame, table: RawTable) -> None:
    """What the export says as a code and in words must be the same in all rows."""
    pairs = [pair for pair in _SAID_TWICE if pair[0] in frame]
    for one, other in [*pairs, *(pair[::-1] for pair in pairs)]:
        if found := first_contradiction(frame[one], frame[other]):
            row, before = found
            name, value = frame.loc[row, [one, other]]
            expected, got = f"{before!r} beside {name!r}, as in a row above", repr(value)
            raise unknown_row(_WHAT, table, row, expected, got)


def match_columns(
    table: RawTable, name: str
) -> tuple[list[tuple[str, ProjectionsField]], dict[str, int | str]]:
    """Find out what each column is from its heading.

    Args:
        table: Raw table.
        name: Its kind without the parser's name.

    Returns:
        Name and field of each column in order, and the years that the headings and
        the title tell: `base_year`, `target_year`, and where the table has them
        `wage_reference_year`, `survey_years` and `chained_dollar_year`.

    Raises:
        ParseError: A heading is unknown or stands for a column that is there already,
            a column is missing, or a year is not one of the vintage.
    """
    base = int(table.vintage[:4])
    years: dict[str, int | str] = {"base_year": base, "target_year": base + YEARS_AHEAD}
    columns: list[tuple[str, ProjectionsField]] = []
    unknown = []
    for heading in table.columns:
        found = _field_of(FIELDS[name], simplify(heading), years)
        if found is None or found[0] in [column for column, _ in columns]:
            unknown.append(heading)
        else:
            columns.append(found)
    have = {column for column, _ in columns}
    missing = [text for text in _required(name) if not have & set(text.split(" or "))]
    if unknown or missing:
        raise ParseError(
            f"The table {table.kind} of {table.vintage} does not have the columns that are known",
            where=table.origin.at(-1),
            expected="columns for " + (", ".join(missing) or "nothing more"),
            got="headings not understood: " + ("; ".join(map(repr, unknown)) or "none"),
            next_step=report_as_new(
                "Compare the headings with the publisher's file.", "the heading"
            ),
        )
    if name in _TITLE_YEARS:
        column, pattern = _TITLE_YEARS[name]
        years[column] = _years_in_title(table, pattern)
    return columns, years


def _field_of(
    fields: Sequence[ProjectionsField], simple: str, years: dict[str, int | str]
) -> tuple[str, ProjectionsField] | None:
    """Name and field of a heading whose years are right; a wage's year is added to `years`."""
    base, target = years["base_year"], years["target_year"]
    for field in fields:
        match = field.match(simple)
        if not match:
            continue
        printed = {key: text for key, text in match.groupdict().items() if text}
        if printed.get("base", str(base)) != str(base):
            return None
        if "span" in printed and printed["span"] not in (
            f"{base}-{target}",
            f"{base}-{target % 100:02}",
        ):
            return None
        if "wage_year" in printed:
            years["wage_reference_year"] = int(printed["wage_year"])
        if "year" not in printed:
            return field.name, field
        end = {base: "base", target: "target"}.get(int(printed["year"]))
        return (field.name.replace("{end}", end), field) if end else None
    return None


def _required(name: str) -> list[str]:
    """Names of the columns a table must have; " or " stands between alternatives."""
    names = [field.name for field in FIELDS[name] if not field.optional]
    ends = [n.replace("{end}", end) for n in names for end in ("base", "target")]
    openings = [field.name for field in FIELDS[name] if field.name.startswith("openings_")]
    return list(dict.fromkeys(ends)) + ([" or ".join(openings)] if name in WITH_OPENINGS else [])


def _years_in_title(table: RawTable, pattern: str) -> str:
    title = str(table.facts.get("title", ""))
    match = re.search(pattern, title, re.I)
    if not match:
        raise ParseError(
            "The title does not tell the years that the figures refer to",
            where=table.origin.at(-1),
            expected="years at its end such as 2022-23, or those of chained dollars",
            got=repr(title),
            next_step="Check the title on the publisher's page.",
        )
    return re.sub(r"\D", "-", match[1])
