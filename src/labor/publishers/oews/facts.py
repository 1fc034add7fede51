"""What an OEWS file says about itself outside its rows: its reference year and its top code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from labor.errors import ParseError, report_as_new
from labor.publishers.reading.cells import Rows, texts
from labor.publishers.reading.files import Book, Sheet
from labor.publishers.reading.tables import FileFacts

_TOP_CODE_FACTS = ("top_code_hourly_usd", "top_code_annual_usd")

#: "# = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year"
_TOP_CODE = re.compile(
    r"#\s*=.*?\$\s*([\d,]+\.?\d*)\s*per hour.*?\$\s*([\d,]+)\s*(?:per year|annually)", re.I
)
#: "5\tThis wage is equal to or greater than $115.00 per hour or $239,200 per year."
_TOP_CODE_NOTE = re.compile(
    r"wage is equal to or greater than \$([\d,]+\.\d+) per hour or \$([\d,]+) per year", re.I
)
#: "May 2018 OES Estimates", "1997 National OES Estimates", "May 2024 OEWS Estimates"
_TITLE = re.compile(r"\b((?:19|20)\d\d)\s+(?:\w+\s+)?OEW?S\s+Estimates", re.I)
#: How names of files, archives and sheets carry the year.
_IN_NAMES = (
    re.compile(r"(?<![a-z])M_?((?:19|20)\d\d)(?!\d)", re.I),  # national__M2008_dl, all_data_M_2021
    re.compile(r"may[ _]?((?:19|20)\d\d)(?!\d)", re.I),  # national_may2003_dl, All May 2021 data
    # state_2014_dl, but not a span of years
    re.compile(r"(?:national|state|msa|data|xindustry)_((?:19|20)\d\d)(?!\d|_\d{4})", re.I),
    re.compile(r"(?<![a-z])oesm?(\d\d)(?=[a-z])", re.I),  # oesm18nat.zip, oes97nat.zip
)
#: field_descriptions, Field Descriptions, field_desc
_DESCRIPTIONS = re.compile(r"field[ _]?desc", re.I)


def is_descriptions(sheet_name: str) -> bool:
    """Whether a sheet explains the columns instead of holding estimates."""
    return bool(_DESCRIPTIONS.search(sheet_name))


def read_top_code(sheet: Sheet) -> dict[str, float]:
    """Read the wage at and above which the year prints `#`.

    Args:
        sheet: A sheet of field descriptions, or any sheet whose notes explain the mark.

    Returns:
        `top_code_hourly_usd` and `top_code_annual_usd`, or nothing where the sheet
        does not explain the mark.

    Raises:
        ParseError: The sheet explains the mark in words that are not understood.
    """
    for index, row in enumerate(sheet.rows):
        line = " ".join(text for text in texts(row) if text)
        if not re.match(r"#\s*=", line):
            continue
        match = _TOP_CODE.match(line)
        if not match:
            raise ParseError(
                "The field descriptions explain the mark # in unknown words",
                where=sheet.where(index),
                expected="# = indicates a wage ... $<amount> per hour or $<amount> per year",
                got=line,
                next_step=report_as_new(
                    "Compare the sentence with the publisher's field descriptions.", "the wording"
                ),
            )
        amounts = (float(amount.replace(",", "")) for amount in match.groups())
        return dict(zip(_TOP_CODE_FACTS, amounts, strict=True))
    return {}


def top_code_in(footnotes: str) -> dict[str, float]:
    """Read the floor of top-coded wages from the list of footnotes of the time series.

    Args:
        footnotes: The list, `oe.footnote`.

    Returns:
        `top_code_hourly_usd` and `top_code_annual_usd`, or nothing where no footnote says them.
    """
    found = _TOP_CODE_NOTE.search(footnotes)
    amounts = (float(amount.replace(",", "")) for amount in found.groups()) if found else ()
    return dict(zip(_TOP_CODE_FACTS, amounts, strict=bool(found)))


def agreed_facts(book: Book, banner: Sheet, given: FileFacts | None) -> dict[str, str | float]:
    """Join what the file says about its top code with what is known from elsewhere.

    Args:
        book: The file.
        banner: The rows above the headings.
        given: Facts from the caller, for example from field descriptions in the same archive.

    Returns:
        All given facts and those of the file.

    Raises:
        ParseError: Two of them differ.
    """
    facts = dict(given or {})
    origin = dict.fromkeys(facts, "the facts given")
    described = [book.sheet(name) for name in book.sheet_names if is_descriptions(name)]
    for sheet in (banner, *described):
        for name, amount in read_top_code(sheet).items():
            if name in facts and float(facts[name]) != amount:
                raise ParseError(
                    "Two statements about the top code do not agree",
                    where=sheet.where(),
                    expected=f"one amount for {name}",
                    got=f"{float(facts[name]):,.2f} in {origin[name]}, {amount:,.2f} in this sheet",
                    next_step="Find out which field descriptions belong to this year's table "
                    "and give only that amount.",
                )
            facts[name] = amount
            origin[name] = sheet.where() or "the file"
    return facts


def find_years(
    book: Book, sheet: Sheet, banner: Sheet, printed_years: Iterable[str], vintage: str
) -> list[str]:
    """Find the reference year of a table, or years where its rows say several.

    Args:
        book: The file.
        sheet: The sheet with the estimates.
        banner: The rows above the headings.
        printed_years: Cells of the column `year`, if the table has one.
        vintage: Year that the caller gives, or empty. It settles what the file leaves open
            or contradicts itself about; it does not overrule a file that is clear.

    Returns:
        The years, each as four digits, in order.

    Raises:
        ParseError: Nothing says the year, or the statements differ.
    """
    printed = set(printed_years)
    titles = [banner, *(book.sheet(name) for name in book.sheet_names if is_descriptions(name))]
    elsewhere = {
        "title": {year for title in titles for year in _title_years(title.rows)},
        "sheet name": _name_years(sheet.name),
        "file name": _name_years(book.file),
    }
    statements = {"column year": printed - {""}, **elsewhere}
    years = set().union(*statements.values())
    if len(statements["column year"]) > 1:
        # An extract of several years says one in every row, and none in its name.
        if "" in printed or any(elsewhere.values()):
            years = set()
        elif vintage:
            years &= {vintage}
    elif vintage:
        years = {vintage} if vintage in years or not years else set()
    elif len(years) > 1:
        years = set()
    if not years or not all(re.fullmatch(r"(19|20)\d\d", year) for year in years):
        raise _unclear_year(sheet, {"the year asked for": {vintage} - {""}, **statements})
    return sorted(years)


def _title_years(rows: Rows) -> set[str]:
    lines = (" ".join(texts(row)) for row in rows[:5])
    return {match.group(1) for line in lines if (match := _TITLE.search(line))}


def _name_years(name: str) -> set[str]:
    digits = {digits for pattern in _IN_NAMES for digits in pattern.findall(name)}
    return {_four_digits(year) for year in digits}


def _four_digits(year: str) -> str:
    if len(year) == 4:
        return year
    # The survey began in 1988.
    return f"19{year}" if year >= "88" else f"20{year}"


def _unclear_year(sheet: Sheet, statements: Mapping[str, set[str]]) -> ParseError:
    found = [
        f"{', '.join(sorted(years))} in {place}" for place, years in statements.items() if years
    ]
    return ParseError(
        "The reference year of the estimates is not clear",
        where=sheet.where(),
        expected="one year",
        got="; ".join(found).replace("in the year asked for", "asked for")
        or "no year in the columns, the titles or the names",
        next_step="Give the year (--vintage), as the publisher's page of the file names it.",
    )
