"""The largest employers of a Handbook profile: which share of its jobs each setting has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from labor.errors import ParseError
from labor.publishers.handbook.tables import text_of

_INTRODUCTION = re.compile(
    r"(?:The largest employers of|The industries that employed the most) (?P<who>.+?)"
    r"(?: in (?P<year>\d{4}))? were as follows:?",
    re.I,
)
#: The sentence before, in the same paragraph or in the one that opens the section.
_JOBS = re.compile(r"\bheld about [\d,.]+(?: million)? jobs in (?P<year>\d{4})\b")


@dataclass(frozen=True)
class Employer:
    """One setting and its share as printed.

    Args:
        who: The workers, as the page calls them: "information clerks".
        setting: Industry, or "Self-employed workers".
        year: Year of the jobs, empty where the page names none.
        share: Share of the jobs: "28%"; only the first row of a table prints the sign.
    """

    who: str
    setting: str
    year: str
    share: str


def employers(section: html.HtmlElement, where: str) -> list[Employer]:
    """The tables of the largest employers in the section on the work environment.

    Other tables of the section, such as the jobs of each member of a group, are left.

    Args:
        section: The section under the heading "Work Environment".
        where: Page, for messages.

    Returns:
        An employer per row of the tables, in the order of the page.

    Raises:
        ParseError: A table prints percentages after a text that is worded in an unknown way, or
            a row of employers has other than two cells.
    """
    found: list[Employer] = []
    years = _JOBS.findall(text_of(section))
    for table in section.xpath(".//table"):
        before = table.xpath("preceding-sibling::p[normalize-space()][1]")
        text = text_of(before[0]) if before else ""
        about = _INTRODUCTION.search(text)
        if about:
            own = _JOBS.findall(text) or list(dict.fromkeys(years))
            year = about["year"] or (own[0] if len(own) == 1 else "")
            found += [Employer(about["who"], *cells) for cells in _rows(table, year, where)]
        elif any(text_of(cell).endswith("%") for cell in table.iter("td")):
            raise _unknown(where, "'The largest employers of ... were as follows:'", text)
    return found


def _rows(table: html.HtmlElement, year: str, where: str) -> list[tuple[str, str, str]]:
    rows = []
    for row in table.xpath(".//tr"):
        cells = [text_of(cell) for cell in row.xpath("./th | ./td")]
        if len(cells) != 2:
            raise _unknown(where, "an industry and its percentage in a row", " | ".join(cells))
        rows.append((cells[0], year, cells[1]))
    return rows


def _unknown(where: str, expected: str, got: str) -> ParseError:
    return ParseError(
        "A text on the largest employers is worded in a way that is not known",
        where=where,
        expected=expected,
        got=got[:300],
        next_step="Look at the page; a new wording must be added to the parser.",
    )
