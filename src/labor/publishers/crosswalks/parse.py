"""Crosswalks between other lists of codes and the SOC: workbooks to parsed and tidy rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from labor.errors import ParseError
from labor.publishers.reading.cells import CellPlace, Rows, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts, RawTable, Tables, unknown_row
from labor.terms import NO_MATCH

#: What refusals of a row call the table.
_WHAT = "the crosswalk"
#: Headings stand below a few lines that name the agency and the table.
_BANNER_ROWS = 10
#: 29-2072
_SOC_CODE = re.compile(r"\d\d-\d{4}")


@dataclass(frozen=True)
class Layout:
    """How the crosswalk of one list is printed.

    Args:
        headings: Headings of its columns as printed, with single blanks.
        code: Form of a code of the list.
        soc: The list of the SOC that it leads to.
        no_match: What stands in place of a code that has no counterpart, by column.
    """

    headings: tuple[str, ...]
    code: re.Pattern[str]
    soc: str
    no_match: tuple[str, ...] = ()


#: By the list of codes, which is the second part of the kind of a raw table.
LAYOUTS = {
    "isco_08": Layout(
        (
            "ISCO-08 Code",
            "ISCO-08 Title EN",
            "part",
            "2010 SOC Code",
            "2010 SOC Title",
            "Comment 8/17/11",
        ),
        re.compile(r"\d{3,4}"),  # 0110; 211, where the committee names a whole group
        "soc_2010",
    ),
    "cip_2020": Layout(
        ("CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title"),
        re.compile(r"\d\d\.\d{4}"),  # 51.0707
        "soc_2018",
        ("99.9999", "99-9999"),
    ),
    "census_2018": Layout(
        ("2018 SOC Code", "2018 Census Code", "2018 Census Title"),
        re.compile(r"\d{4}"),  # 0010
        "soc_2018",
        ("none",),
    ),
}
#: 29-2072, and the groups that the Census Bureau names: 29-2030, 13-20XX
_SOC = re.compile(r"\d\d-\d{4}|\d\d-[\dX]{4}")
_DETAILED = re.compile(r"\d\d-\d{3}[1-9]")
#: A member of a group, below it: "Loan Officers (13-2072)", "... Drafters (17-3012 )"
_MEMBER = re.compile(r"\D.*?\(?(\d\d-\d{4}) ?\)?")
#: Misprints of the Census Bureau's workbook: no list of the SOC has the code.
_MISPRINTS = {"56-6031": "53-6031"}
#: Rows below the table.
_ENDS = ("Total Codes", "Legend")


def recognises(book: Book) -> bool:
    """Whether a sheet of the book has the headings of a crosswalk that is known here."""
    return next(_found(book), None) is not None


def extract(book: Book, vintage: str = "", facts: FileFacts | None = None) -> list[RawTable]:
    """Take the crosswalk out of a workbook.

    Args:
        book: A file that `recognises` accepts.
        vintage: Not used; the lists have their year in their name.
        facts: Not used.

    Returns:
        One raw table. Further sheets repeat its rows in part or in another order, and are left
        out: the longest sheet with its headings is the whole one.

    Raises:
        ParseError: No sheet has the headings of a known crosswalk.
    """
    found = list(_found(book))
    if not found:
        raise ParseError(
            "No sheet has the headings of a crosswalk",
            where=book.file,
            expected="; ".join(", ".join(layout.headings) for layout in LAYOUTS.values()),
            got=", ".join(book.sheet_names),
        )
    name, sheet, head, first = max(found, key=lambda one: len(one[1].rows))
    sheet.refuse_rows_above(head, lambda cells: any(map(_SOC_CODE.fullmatch, cells)))
    width = len(LAYOUTS[name].headings)
    rows: Rows = [
        [*row[first : first + width], *[""] * (first + width - len(row))]
        for row in sheet.rows[head + 1 :]
    ]
    kept = [index for index, row in enumerate(map(texts, rows)) if any(row) and not _ends(row)]
    origin = CellPlace(sheet.file, sheet.name, sheet.first_row + head + 1 + kept[0])
    columns = texts(sheet.rows[head][first : first + width])
    return [RawTable(f"crosswalks.{name}", "", columns, [rows[index] for index in kept], origin)]


def _ends(row: list[str]) -> bool:
    return any(text.startswith(_ENDS) for text in row)


def _found(book: Book) -> Iterator[tuple[str, Sheet, int, int]]:
    """List, sheet, row and first column of every place where a crosswalk's headings stand."""
    for sheet in book.sheets():
        for index, row in enumerate(sheet.rows[:_BANNER_ROWS]):
            heads = [" ".join(text.split()) for text in texts(row)]
            for name, layout in LAYOUTS.items():
                wide = len(layout.headings)
                for first in range(len(heads) - wide + 1):
                    if tuple(heads[first : first + wide]) == layout.headings:
                        yield name, sheet, index, first


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of a crosswalk.

    Args:
        table: Raw table as `extract` returns it.

    Returns:
        One row per pair of codes: `code` and `title` of the list, `soc_code`, and `note`, which is
        empty but for remarks that are printed. Where the other side has nothing that corresponds,
        its code is `labor.terms.NO_MATCH`.

    Raises:
        ParseError: A row is cut, a code is not of the known form, or a pair appears twice.
    """
    name = table.kind.partition(".")[2]
    layout = LAYOUTS[name]
    table.refuse_cut_rows(_WHAT)
    read = _census_rows if name == "census_2018" else _pair_rows
    pairs = list(read(table, layout))
    frame = pd.DataFrame([pair for _, pair in pairs], columns=["code", "title", "soc_code", "note"])
    for (index, pair), twice in zip(pairs, frame.duplicated(["code", "soc_code"]), strict=True):
        for text, form in ((pair[0], layout.code), (pair[2], _DETAILED)):
            if text != NO_MATCH and not form.fullmatch(text):
                raise unknown_row(_WHAT, table, index, f"a code as {form.pattern}", repr(text))
        if twice:
            raise unknown_row(_WHAT, table, index, "every pair once", f"{pair[0]} {pair[2]} again")
    return frame.astype("str")


Pair = tuple[str, str, str, str]


def _pair_rows(table: RawTable, layout: Layout) -> Iterator[tuple[int, Pair]]:
    """The rows of a crosswalk with a pair in each row."""
    code, title, soc = (
        next(i for i, head in enumerate(layout.headings) if part in head)
        for part in ("Code", "Title", "SOC")
    )
    for index, row in enumerate(table.rows):
        cells = texts(row)
        ends = [NO_MATCH if cells[i] in layout.no_match else cells[i] for i in (code, soc)]
        note = cells[-1] if layout.headings[-1].startswith("Comment") else ""
        yield index, (ends[0], cells[title], ends[1], note)


def _census_rows(table: RawTable, layout: Layout) -> Iterator[tuple[int, Pair]]:
    """The rows of the Census list: a group's members stand below it, code and title in one cell."""
    code = title = group = ""
    members = 0
    for index, row in enumerate(table.rows):
        soc, number, words = (" ".join(text.split()) for text in texts(row))
        if number:
            if group and not members:
                raise unknown_row(_WHAT, table, index, f"a member of {group} below it", words)
            code, title, members = number, words, 0
            is_one = bool(_DETAILED.fullmatch(soc)) or soc in layout.no_match
            group = "" if is_one else soc
            if is_one:
                yield index, (code, title, NO_MATCH if soc in layout.no_match else soc, "")
            elif not _SOC.fullmatch(soc):
                raise unknown_row(_WHAT, table, index, "a code of the SOC", repr(soc))
        elif words:
            found = _MEMBER.fullmatch(words)
            if not found or not group:
                raise unknown_row(_WHAT, table, index, "a member: title (code)", repr(words))
            member = _MISPRINTS.get(found[1], found[1])
            if _DETAILED.fullmatch(member):  # a broad code stands above members of its own
                members += 1
                note = f"printed as {found[1]}" if member != found[1] else ""
                yield index, (code, title, member, note)


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the rows of `crosswalks`.

    Args:
        parsed: Output of `parse`, one row per pair of codes.
        kind: "crosswalks." and the list.
        vintage: Not used.
        source_id: Raw table the rows come from.
        facts: Not used.

    Returns:
        {"crosswalks": one row per pair of codes}.
    """
    name = kind.partition(".")[2]
    return {
        "crosswalks": pd.DataFrame(
            {
                "code_list": name,
                "list_code": parsed["code"],
                "soc_version": LAYOUTS[name].soc,
                "occupation_code": parsed["soc_code"],
                "list_title": parsed["title"].str.removesuffix("."),
                "note": parsed["note"].where(parsed["note"] != "", None).astype("str"),
                "source_id": source_id,
            }
        )
    }
