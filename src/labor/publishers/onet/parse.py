"""O*NET database: workbooks and text files of every release to typed tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from labor.errors import ParseError, report_as_new
from labor.publishers.reading.cells import NAN, Cell, CellPlace, shown_cell, split_marks, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts, RawTable, first_contradiction, unknown_row

_READ = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))
#: Headings by column, in the order of the typed tables.
SPELLINGS: dict[str, list[str]] = _READ["spellings"]
#: The form of a cell; columns that are not here hold free text.
FORMS = {name: re.compile(form) for name, form in _READ["forms"].items()}

#: What stands for a missing cell: blank in workbooks, `n/a` in text files.
MISSING = "n/a"

NUMBERS = frozenset(
    {"data_value", "n", "standard_error", "lower", "upper", "responding", "percent"}
    | {"minimum", "maximum"}
)


@dataclass(frozen=True)
class OnetLayout:
    """The columns of one form of table.

    Args:
        table: Name of the table, or "" where the elements of the rows decide, see `elements`.
        required: Columns that every release has; they tell the tables apart.
        optional: Columns that some releases lack.
        elements: Table by the beginning of the element's place in O*NET's Content Model.
    """

    table: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    elements: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order of the typed table."""
        return tuple(name for name in SPELLINGS if name in self.required + self.optional)

    def table_of(self, element_id: str) -> str:
        """The table that an element belongs to, "" if it is of no known domain."""
        return next((table for start, table in self.elements if element_id.startswith(start)), "")


LAYOUTS = tuple(
    OnetLayout(
        layout.get("table", ""),
        tuple(layout["required"]),
        tuple(layout.get("optional", ())),
        tuple(layout.get("elements", {}).items()),
    )
    for layout in _READ["layout"]
)

#: Lowest and highest value of the scales that the rating tables use, from O*NET's own Scales
#: Reference; a scale that is not here is not checked.
SCALE_LIMITS = {
    "IM": (1.0, 5.0),
    "LV": (0.0, 7.0),
    **dict.fromkeys(("RL", "RW", "PT", "OJ"), (0.0, 100.0)),
}


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


_COLUMN = {_plain(text): name for name, spellings in SPELLINGS.items() for text in spellings}


def column_of(heading: str) -> str:
    """The column that a heading names, "" if it is not known."""
    return _COLUMN.get(_plain(heading), "")


def layout_of(columns: Iterable[str]) -> OnetLayout | None:
    """The layout whose required columns are all there; the one that requires most, if several."""
    found = set(columns)
    fitting = [layout for layout in LAYOUTS if found.issuperset(layout.required)]
    return max(fitting, key=lambda layout: len(layout.required), default=None)


#: 29.3
_VERSION = re.compile(r"\d{1,2}\.\d")
#: Bounds are printed with two or four decimals, values with two.
_ROUNDING = 0.011


#: What a cell may be, for messages.
_IN_WORDS = {
    "onet_soc_code": "a code such as 29-2072.00",
    "related_code": "a code such as 29-2072.00",
    "element_id": "the id of an element, such as 2.A.1.a",
    "scale_id": "the letters of a scale, such as IM",
    "category": "a number of one or two digits, or n/a",
    "job_zone": "a number from 1 to 5",
    "index": "a number of up to three digits",
    "date": "month and year, such as 08/2024",
    "task_id": "a number",
}


def recognises(book: Book) -> bool:
    """Whether the first sheet has the columns of an O*NET table."""
    return bool(book.sheet_names) and _table_name(book.sheet()) != ""


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the tables out of a file.

    Args:
        book: A file that `recognises` accepts.
        vintage: Release of the database, as "29.3"; "" takes it from the name of the folder or
            archive that O*NET gives its downloads, `db_29_3_excel`.
        facts: Not used.

    Returns:
        One raw table per sheet, `onet.<table>`.

    Raises:
        ParseError: A sheet is no known O*NET table, has unknown columns or no rows, or the
            release is not known.
    """
    version = _version(book.file, vintage)
    return [_raw_table(sheet, version) for sheet in book.sheets() if any(map(any, sheet.rows))]


def scope_of(tables: Sequence[RawTable]) -> str:
    """The scope of a file of several tables: a release as workbooks, or as text files."""
    if len(tables) == 1:
        return ""
    is_text = tables[0].origin.file.lower().endswith(".txt")
    return "database_text" if is_text else "database"


def version_in(text: str) -> str:
    """The release that a name or a Read Me text gives, "" if none.

    Args:
        text: Path of a download (`db_29_3_excel/Skills.xlsx`) or the text of its `Read Me.txt`
            ("O*NET 29.3 Database").
    """
    found = re.search(r"\bdb_(\d{1,2})_(\d)(?!\d)", text)
    found = found or re.search(r"O\*NET[®\s]+(\d{1,2})\.(\d) Database", text)
    return f"{found[1]}.{found[2]}" if found else ""


def _version(file: str, vintage: str) -> str:
    named = version_in(file)
    if vintage and not _VERSION.fullmatch(vintage):
        got = f"{vintage!r}, which is not of the form 29.3"
    elif vintage and named and vintage != named:
        got = f"{vintage} was given, the file's name says {named}"
    elif vintage or named:
        return vintage or named
    else:
        got = "no release: it does not stand in the tables"
    raise ParseError(
        "The release of the O*NET database is not known",
        where=file,
        expected="the number in the download's Read Me.txt, for example 29.3",
        got=got,
        next_step="Give the release as the vintage.",
    )


def _heading_row(sheet: Sheet) -> int:
    """Position of the first row that is not blank, -1 if there is none."""
    return next((place for place, row in enumerate(sheet.rows[:10]) if any(texts(row))), -1)


def _table_name(sheet: Sheet) -> str:
    place = _heading_row(sheet)
    if place < 0:
        return ""
    columns = [column_of(text) for text in texts(sheet.rows[place])]
    layout = layout_of(columns)
    if layout is None or layout.table:
        return layout.table if layout else ""
    first = sheet.rows[place + 1 : place + 2]
    position = columns.index("element_id")
    return layout.table_of(texts(first[0])[position]) if first and len(first[0]) > position else ""


def _raw_table(sheet: Sheet, version: str) -> RawTable:
    name, place = _table_name(sheet), _heading_row(sheet)
    if not name:
        known = sorted({layout.table for layout in LAYOUTS if layout.table})
        domains = {table for layout in LAYOUTS for _, table in layout.elements}
        raise ParseError(
            "This is no O*NET table that is read here, or it has no rows",
            where=sheet.where(max(place, 0)),
            expected="the columns of one of: " + ", ".join([*known, *sorted(domains)]),
            got=" | ".join(texts(sheet.rows[place])) if place >= 0 else "a blank sheet",
            next_step=report_as_new(
                "Check that this is a table of the O*NET database.", "the table"
            ),
        )
    heads, rows = texts(sheet.rows[place]), sheet.rows[place + 1 :]
    while rows and not any(texts(rows[-1])):
        rows = rows[:-1]
    width = 1 + max(place for place, head in enumerate(heads) if head)
    if width < len(heads) and not any(any(texts(row[width:])) for row in rows):
        heads, rows = heads[:width], [row[:width] for row in rows]
    origin = CellPlace(sheet.file, sheet.name, sheet.first_row + place + 1)
    return RawTable(f"onet.{name}", version, heads, rows, origin)


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table.

    Args:
        table: A raw table of `extract`.

    Returns:
        The table's rows; columns have the names of `SPELLINGS`, whatever the
        release calls them, and are empty where the release lacks them.

    Raises:
        ParseError: A column is unknown, missing or double, a row is cut, or a cell has an
            unknown form.
    """
    columns = [column_of(heading) for heading in table.columns]
    layout = _layout_of(table, columns)
    cells = dict(zip(columns, zip(*table.rows, strict=True), strict=True))
    frame: dict[str, object] = {}
    for name in layout.columns:
        heading = table.columns[columns.index(name)] if name in columns else ""
        if name in NUMBERS:
            frame[name] = _numbers(cells.get(name), heading, table)
        else:
            frame[name] = _texts(name, cells.get(name), heading, table, layout)
    typed = pd.DataFrame(frame)
    if layout.elements:
        _check_elements(typed, table, layout)
    if "data_value" in layout.required:
        _check_ratings(typed, table)
    if "related_code" in layout.required:
        _check_related(typed, table)
    return typed


def _layout_of(table: RawTable, columns: list[str]) -> OnetLayout:
    """The layout that the columns fit; none may be unknown or double, and no row cut."""
    layout = layout_of(columns)
    known = layout.columns if layout else ()
    unknown = [head for head, name in zip(table.columns, columns, strict=True) if name not in known]
    if layout is None or unknown or len(set(columns)) < len(columns):
        raise ParseError(
            "A table of the O*NET database does not have the columns that are known",
            where=table.origin.file,
            expected=", ".join(SPELLINGS[name][0] for name in known) or "an O*NET table",
            got=f"unknown or double: {', '.join(unknown) or ', '.join(table.columns)}",
            next_step=report_as_new(
                "Compare the headings with the release's data dictionary.", "the heading"
            ),
        )
    cut = next((i for i, row in enumerate(table.rows) if len(row) != len(columns)), None)
    if cut is not None or not table.rows:
        raise ParseError(
            "The table is cut",
            where=table.origin.at(cut or 0),
            expected=f"rows of {len(columns)} cells",
            got=f"{len(table.rows[cut])} cells" if cut is not None else "no rows",
            next_step="Download the file again.",
        )
    return layout


def _numbers(cells: Sequence[Cell] | None, heading: str, table: RawTable) -> np.ndarray:
    if cells is None:
        return np.full(len(table.rows), NAN)
    return split_marks(cells, frozenset({MISSING}), table.origin, heading)[0]


def _texts(
    name: str, cells: Sequence[Cell] | None, heading: str, table: RawTable, layout: OnetLayout
) -> pd.api.extensions.ExtensionArray:
    if cells is None:
        return pd.array([""] * len(table.rows), dtype="str")
    shown = texts(cells)
    form = FORMS.get(name)
    needed = name in layout.required and name != "response"
    for text in set(shown):
        if not (form.fullmatch(text) if form else text or not needed):
            raise ParseError(
                "A cell is not of the known form",
                where=table.origin.at(shown.index(text), heading),
                expected=_IN_WORDS.get(name, "one of the texts that O*NET prints there")
                if form
                else "a text",
                got=shown_cell(text),
                next_step="Compare the cell with the release's data dictionary.",
            )
    return pd.array(shown, dtype="str")


def _check_elements(typed: pd.DataFrame, table: RawTable, layout: OnetLayout) -> None:
    """Every element must belong to the table that the first one names."""
    name = table.kind.removeprefix("onet.")
    for element in typed["element_id"].unique():
        if layout.table_of(element) != name:
            raise ParseError(
                "A row belongs to another O*NET table",
                where=table.origin.at(int((typed["element_id"] == element).argmax())),
                expected=f"elements of {name}",
                got=element,
                next_step="Check that the file is one table of one release.",
            )


def _check_related(typed: pd.DataFrame, table: RawTable) -> None:
    """A code must have one title, and each place in the list of an occupation be there once."""
    codes, titles = (
        pd.concat([typed[name], typed[f"related_{name.removeprefix('onet_soc_')}"]])
        for name in ("onet_soc_code", "title")
    )
    found = first_contradiction(codes, titles) if typed["title"].any() else None
    if found is not None:
        place, title = found
        code, got = codes.iloc[place], titles.iloc[place]
        expected = f"the title of {code}, {title!r}"
        raise unknown_row("related occupations", table, place % len(typed), expected, repr(got))
    table.refuse_doubles("related occupations", typed, ["onet_soc_code", "index"])


def _check_ratings(typed: pd.DataFrame, table: RawTable) -> None:
    """A value must lie on its scale and between its own confidence bounds."""
    value = typed["data_value"]
    limits = typed["scale_id"].map(SCALE_LIMITS.get)
    low = limits.map(lambda pair: pair[0], na_action="ignore").astype("float64")
    high = limits.map(lambda pair: pair[1], na_action="ignore").astype("float64")
    wrong = (value < low) | (value > high) | value.isna()
    wrong |= (value < typed["lower"] - _ROUNDING) | (value > typed["upper"] + _ROUNDING)
    if wrong.any():
        place = int(wrong.argmax())
        row = typed.iloc[place]
        raise ParseError(
            "A rating contradicts its scale or its own confidence bounds",
            where=table.origin.at(place, "Data Value"),
            expected=f"a value on scale {row['scale_id']} between the bounds of the row",
            got=f"{row['data_value']:g}, bounds {row['lower']:g} to {row['upper']:g}",
            next_step="Compare the row with O*NET OnLine.",
        )
