"""Tables and texts of one Handbook page to rows of cells as printed: wages, employers, members."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

from labor.errors import ParseError, report_as_new
from labor.publishers.handbook import wording

#: Web address of a profile, "/ooh/healthcare/medical-assistants.htm"; its last part names the
#: profile in every edition.
ADDRESS = re.compile(r"/ooh/(?:[^/?#]+/)+([^/?#]+)\.html?\b")
#: Rows of a table's body; a script writes a row of its own into an empty table.
_BODY = ".//tr[td][not(ancestor::tfoot)][not(td[contains(@class, 'dataTables_empty')])]"
#: "The largest employers of medical assistants were as follows:"; until 2014-24 "The industries
#: that employed the most registered nurses in 2014 were as follows:".
_LARGEST_EMPLOYERS = re.compile(
    r"(?:The largest employers of|The industries that employed the most) (?P<who>.+?)"
    r"(?: in (?P<year>\d{4}))? were as follows:?",
    re.I,
)
#: "Medical assistants held about 811,000 jobs in 2024.": the sentence before, in the same paragraph
#: or in the one that opens the section.
_JOBS_HELD = re.compile(r"\bheld about [\d,.]+(?: million)? jobs in (?P<year>\d{4})\b")
_EMPLOYERS = "A text on the largest employers"


@dataclass(frozen=True)
class PageTable:
    """Headings by meaning, and rows of cells in the order of the headings."""

    headings: dict[str, str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Wage:
    """One wage as printed, and whose it is.

    Args:
        who: The workers, as the page calls them: "information clerks".
        statistic: "median" or "mean".
        period: "annual" or "hourly".
        kind: What `setting` is: "all", "industry" or "occupation".
        setting: Industry or occupation, "all" for all these workers.
        month: Reference month: "May 2024".
        wage: The amount.
        low: What the lowest 10 percent earned less than, with kind "all" only.
        high: What the highest 10 percent earned more than, with kind "all" only.
    """

    who: str
    statistic: str
    period: str
    kind: str
    setting: str
    month: str
    wage: str
    low: str = ""
    high: str = ""


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


def members(root: html.HtmlElement, where: str) -> PageTable:
    """The projections table of a page; the first cell of a row is its level, 0 for the profile.

    Args:
        root: The page.
        where: Its name, for messages.

    Returns:
        Headings and rows as printed; empty for a page without the table.

    Raises:
        ParseError: The table has other columns than are known.
    """
    tables = root.xpath("//table[@id='outlook-table' or .//th[normalize-space(.)='SOC Code']]")
    if not tables:
        return PageTable({}, [])
    printed = _joined_headings(tables[0])
    places = _places(printed, wording.MEMBERS, where, ignored=wording.MEMBER_LINKS)
    rows = []
    for row in tables[0].xpath(_BODY):
        cells = [text_of(cell) for cell in _cells(row, len(printed), where)]
        style = " ".join(row.xpath("./*[1]/@class | ./*[1]//p/@class"))
        # Class "sub1" sets a row in by one level.
        level = re.search(r"\bsub(\d)\b", style)
        rows.append([level[1] if level else "0", *(cells[place] for place in places.values())])
    return PageTable({meaning: printed[place] for meaning, place in places.items()}, rows)


def _joined_headings(table: html.HtmlElement) -> list[str]:
    """Headings of a table whose head has two rows, those below a spanning one joined to it."""
    rows = [row.xpath("./th") for row in table.xpath(".//tr[th and not(td)]")]
    below = [text_of(cell) for row in rows[1:] for cell in row]
    joined = []
    for cell in rows[0] if rows else []:
        spans = _span(cell, "colspan") if _span(cell, "rowspan") == 1 else 1
        if spans > 1 and below:
            joined += [f"{text_of(cell)} {text}" for text in below[:spans]]
            below = below[spans:]
        else:
            joined.append(text_of(cell))
    return joined


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return int(value) if value.isdecimal() else 1


def similar(root: html.HtmlElement, where: str) -> PageTable:
    """The similar occupations of a page; the first cell of a row is the profile it links to.

    Args:
        root: The page.
        where: Its name, for messages.

    Returns:
        Headings and rows as printed; empty for a page without the table.

    Raises:
        ParseError: The table has other columns than are known, or a title links to no profile.
    """
    tables = root.xpath(
        "//table[@id='similar-occupations' or .//th[normalize-space(.)='Job Duties']]"
    )
    if not tables:
        return PageTable({}, [])
    printed = _joined_headings(tables[0])
    places = _places(printed, wording.SIMILAR, where)
    rows = []
    for row in tables[0].xpath(_BODY):
        cells = _cells(row, len(printed), where)
        # The picture of a row can link to another profile than its title: the title counts.
        title = cells[places["title"]]
        links = {found[1] for link in title.xpath(".//a/@href") if (found := ADDRESS.search(link))}
        if len(links) != 1:
            raise ParseError(
                "A similar occupation does not link to one profile",
                where=where,
                expected="one address of the form /ooh/group/profile.htm",
                got=", ".join(sorted(links)) or text_of(row),
            )
        rows.append([links.pop(), *(text_of(cells[place]) for place in places.values())])
    return PageTable({meaning: printed[place] for meaning, place in places.items()}, rows)


def _places(
    printed: list[str],
    known: dict[str, re.Pattern[str]],
    where: str,
    ignored: re.Pattern[str] | None = None,
) -> dict[str, int]:
    """The column of each meaning; a heading that is missing, double or unknown is refused."""
    places: dict[str, int] = {}
    for place, text in enumerate(printed):
        meaning = wording.meaning_of(text, known)
        if meaning and meaning not in places:
            places[meaning] = place
        elif text and not (ignored and ignored.fullmatch(text)):
            raise _columns(where, list(known), printed)
    if len(places) < len(known):
        raise _columns(where, list(known), printed)
    return {meaning: places[meaning] for meaning in known}


def _cells(row: html.HtmlElement, width: int, where: str) -> list[html.HtmlElement]:
    cells = row.xpath("./th | ./td")
    if len(cells) != width:
        raise _columns(where, [f"{width} cells in a row"], [text_of(cell) for cell in cells])
    return cells


def wages(section: html.HtmlElement, where: str) -> list[Wage]:
    """The wages in the sentences and small tables of the section on pay.

    Args:
        section: The section under the heading "Pay".
        where: Name of the page, for messages.

    Returns:
        A wage per sentence and per row of a table, in the order of the page.

    Raises:
        ParseError: A sentence or the text before a table is worded in an unknown way.
    """
    found = []
    for paragraph in map(text_of, section.xpath(".//p")):
        sentences = wording.wage_sentences(paragraph)
        if 2 * len(sentences) != paragraph.count("10 percent"):
            expected = "a sentence on the lowest and highest 10 percent"
            raise wording.unknown("A text on pay", expected, paragraph, where)
        found += [
            Wage(**sentence, statistic="median", kind="all", setting="all")
            for sentence in sentences
        ]
    for table in section.xpath(".//table"):
        text = _introduction(table)
        about = wording.table_introduction(text)
        if about is None:
            expected = "'... wages for ... were as follows:' before a table"
            raise wording.unknown("A text on pay", expected, text, where)
        for row in table.xpath(".//tr"):
            setting, wage = (text_of(cell) for cell in _cells(row, 2, where))
            found.append(Wage(**about, setting=setting, wage=wage))
    return found


def _introduction(table: html.HtmlElement) -> str:
    """The paragraph before a table."""
    before = table.xpath("preceding-sibling::p[normalize-space()][1]")
    return text_of(before[0]) if before else ""


def text_of(element: html.HtmlElement) -> str:
    """All text of an element, white space tidied."""
    return " ".join(element.text_content().split())


def _columns(where: str, expected: list[str], got: list[str]) -> ParseError:
    return ParseError(
        "A table of the page does not have the columns that are known",
        where=where,
        expected=" | ".join(expected),
        got=" | ".join(got),
        next_step=report_as_new("Look at the page.", "the table"),
    )


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
    years = _JOBS_HELD.findall(text_of(section))
    for table in section.xpath(".//table"):
        text = _introduction(table)
        about = _LARGEST_EMPLOYERS.search(text)
        if about:
            own = _JOBS_HELD.findall(text) or list(dict.fromkeys(years))
            year = about["year"] or (own[0] if len(own) == 1 else "")
            for row in table.xpath(".//tr"):
                setting, share = (text_of(cell) for cell in _cells(row, 2, where))
                found.append(Employer(about["who"], setting, year, share))
        elif any(text_of(cell).endswith("%") for cell in table.iter("td")):
            expected = "'The largest employers of ... were as follows:'"
            raise wording.unknown(_EMPLOYERS, expected, text, where)
    return found
