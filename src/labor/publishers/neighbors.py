"""Tables that look like those read here and are others: what they are, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import Book, Document

#: Rows of each of the first sheets in which a title or headings are looked for.
_ROWS, _SHEETS = 6, 3
#: What stands in the first rows (titles, headings, in lower case), and what the file is.
_NEIGHBORS = {
    # "HOUSEHOLD DATA ANNUAL AVERAGES 11. Employed persons by detailed occupation, sex, race"
    r"household data": "a table of the Current Population Survey (people by occupation, sex and "
    "race, from a survey of households)",
    # "Labor-force.xlsx contents", "Table 3.1 Civilian labor force by age, sex, race"
    r"labor-force\.xlsx contents|civilian labor force": "labor force projections (people by age, "
    "sex and race, not by occupation)",
    # "2020 Percent of Industry", "Projected 2030 Percent of Occupation"
    r"percent of industry.*percent of occupation": "the National Employment Matrix of one "
    "industry; the table of all occupations is read",
    # "Aggregate-economy.xlsx contents", "Table 4.1 Macroeconomic indicators", "Gross domestic"
    r"aggregate-economy\.xlsx|macroeconomic|gross domestic product|personal consumption expend": (
        "national accounts"
    ),
    # "series_id  year  period  value"
    r"series_id.*year.*period.*value": "a time-series file of the agency; its tables of a year "
    "are read",
    # "area_code areatype_code area_name", "industry_code industry_name display_level"
    r"(area|industry|occupation|datatype|seasonal|footnote|areatype)_code": "a list of codes that "
    "belongs to the agency's time-series files",
    # "CIP2020Code CIP2020Title SOC2018Code", "ISCO-08 Code"
    r"cip2020|isco-08|census occupation code": "a crosswalk to a classification that is not used",
    # "GeoFips GeoName ... LineCode", regional price parities
    r"geofips.*geoname": "regional price parities or accounts",
}


def neighbor(documents: Sequence[Document]) -> str:
    """What a file is that no product takes.

    Args:
        documents: What it holds.

    Returns:
        The words; empty if it is not known either.
    """
    for book in documents:
        if isinstance(book, Book):
            sheets = (book.sheet(name) for name in book.sheet_names[:_SHEETS])
            rows = (row for sheet in sheets for row in sheet.rows[:_ROWS])
            text = " ".join(" ".join(" ".join(texts(row)).split()) for row in rows).lower()
            for pattern, words in _NEIGHBORS.items():
                if re.search(pattern, text):
                    return words
    return ""
