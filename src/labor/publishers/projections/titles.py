"""The titles of the Employment Projections tables: which are taken, and why others are not."""

from __future__ import annotations

import re

from labor.errors import ParseError
from labor.publishers.projections.layouts import DASHES
from labor.publishers.reading.cells import text_of, texts
from labor.publishers.reading.files import Sheet

#: Titles (the text of cell A1) of the tables that are taken, and their kind.
TAKEN = {
    r"occupational (projections|employment and job openings data)\b.*worker characteristics": (
        "occupations"
    ),
    r"employment by (detailed )?occupation\b": "employment",
    r"occupational separations and openings\b": "separations",
    r"employment change, replacement needs, and job openings\b": "replacements",
    r"educational attainment for workers 25 years and older by detailed occupation\b": "attainment",
    r"factors affecting occupational utilization\b": "utilization",
    r"skills data by detailed occupation\b": "skills",
    r"employment and output by industry\b": "industries",
}

#: Titles of the tables that are known and not taken, and why.
LEFT_OUT = {
    r"(occupation|education|skills|industry)\.xlsx contents": "a list of the sheets",
    r"the content from table .* has been moved": "a note that the table is now another one",
    r"employment by major occupational group\b": "summary rows of the table of occupations",
    r"(fastest (growing|declining) occupations|occupations with the (most|largest) job)\b": (
        "an excerpt of the table of occupations"
    ),
    r"(\d{4}.\d{2,4} )?industry-occupation matrix data\b": "links to web pages, no figures",
    r"employment in stem occupations\b": "a grouping outside the SOC",
    r"education and training assignments by detailed occupation\b": (
        "repeats the education, experience and training of the table of occupations cell by cell; "
        "2014-24 alone adds two occupations that have no employment of their own"
    ),
    r"employment, wages, and projected change in employment by typical entry-level education\b": (
        "totals by education of the table of occupations"
    ),
    r"unemployment rates and earnings by educational attainment\b": "figures of another survey",
    r"skills data by (major occupational group|typical education)\b": (
        "means of the skills by detailed occupation"
    ),
    r"top skills categories\b": "an excerpt of the skills by detailed occupation",
    r"percentile rank of detailed occupations\b": "ranks of the skills by detailed occupation",
    r"(employment|output) by major industry sector\b": "summary rows of the table of industries",
    r"industries with the\b": "an excerpt of the table of industries",
}


def table_name(sheet: Sheet) -> str:
    """Which kind of table a sheet holds.

    Args:
        sheet: A sheet of an Employment Projections workbook.

    Returns:
        The kind, or "" for a table that is known and not taken and for an empty sheet.

    Raises:
        ParseError: The title in the first cell is not known.
    """
    if not any(any(texts(row)) for row in sheet.rows):
        return ""
    name = _name_of(sheet)
    if name is None:
        raise ParseError(
            "A sheet has a title that is not known",
            where=sheet.where(0),
            expected="the title of an Employment Projections table in the first cell",
            got=repr(title_of(sheet)),
            next_step="Add the title to TAKEN with its columns, or to LEFT_OUT with the reason, "
            "in labor/publishers/projections/titles.py.",
        )
    return name


def is_known(sheet: Sheet) -> bool:
    """Whether a sheet is a table of the Employment Projections program, taken or not."""
    return bool(sheet.rows and sheet.rows[0]) and _name_of(sheet) is not None


def title_of(sheet: Sheet) -> str:
    """The text of the first cell, blanks and line breaks as one blank."""
    return " ".join(text_of(sheet.rows[0][0]).split())


def _name_of(sheet: Sheet) -> str | None:
    title = re.sub(f"[{DASHES}]", "-", title_of(sheet).lower())
    title = re.sub(r"^table \d+\.\d+\.? ", "", title)
    for pattern, name in TAKEN.items():
        if re.match(pattern, title):
            return name
    return "" if any(re.match(pattern, title) for pattern in LEFT_OUT) else None
