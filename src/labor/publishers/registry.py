"""The products of all publishers: which one takes a file, and every table that a file holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import pandas as pd

from labor.errors import ParseError
from labor.publishers.crosswalks import parse as crosswalks
from labor.publishers.exposure import parse as exposure
from labor.publishers.handbook import parse as handbook
from labor.publishers.handbook.tidy import tidy as tidy_handbook
from labor.publishers.oews import parse as oews
from labor.publishers.oews import series as oews_series
from labor.publishers.oews.facts import read_top_code
from labor.publishers.oews.layouts import ESTIMATES_KIND
from labor.publishers.oews.tidy import tidy as tidy_oews
from labor.publishers.onet import parse as onet
from labor.publishers.onet.tidy import tidy as tidy_onet
from labor.publishers.price_parities import parse as price_parities
from labor.publishers.prices import cpi, indexes
from labor.publishers.projections import parse as projections
from labor.publishers.projections.tidy import tidy as tidy_projections
from labor.publishers.reading.cells import texts
from labor.publishers.reading.files import Book, Document, Recognized, open_documents, refuse_pages
from labor.publishers.reading.pages import Pages
from labor.publishers.reading.series import SeriesFile, refuse_list
from labor.publishers.reading.tables import FileFacts, RawTable, Tables
from labor.publishers.soc import parse as soc
from labor.publishers.soc.tidy import tidy as tidy_soc
from labor.publishers.state_projections import projections_central

D = TypeVar("D", bound=Document)
D_contra = TypeVar("D_contra", bound=Document, contravariant=True)

#: From a parsed table, its kind, vintage, id and facts to tidy rows by table.
Tidier = Callable[[pd.DataFrame, str, str, str, FileFacts], Tables]


class Parser(Protocol[D_contra]):
    """The module of a product that knows its files: books of sheets, or saved web pages."""

    def recognises(self, document: D_contra, /) -> bool:
        """Whether the document is one of the product's, going by its headings and titles."""

    def extract(
        self, document: D_contra, /, vintage: str = "", facts: FileFacts | None = None
    ) -> list[RawTable]:
        """Take every known table out of a document, cells as printed.

        Args:
            document: A document that `recognises` accepts.
            vintage: Reference year or span, where the document does not say it.
            facts: What is known about the file from elsewhere.
        """

    def parse(self, table: RawTable, /) -> pd.DataFrame:
        """Make the faithful table of a raw table."""


def _of_its_kind(_: Sequence[RawTable]) -> str:
    """No scope: the kind of the first table tells it."""
    return ""


@dataclass(frozen=True)
class Product(Generic[D]):
    """One product of a publisher.

    Args:
        name: First part of the kinds of its raw tables: "oews" of "oews.estimates".
        form: What its files are.
        parser: From a file to faithful tables.
        tidy: From a faithful table to tidy rows.
        scope_of: Which scope of the catalogue the tables of a file are of, where their kind
            does not tell it.
    """

    name: str
    form: type[D]
    parser: Parser[D]
    tidy: Tidier
    scope_of: Callable[[Sequence[RawTable]], str] = _of_its_kind

    def recognises(self, document: Document) -> bool:
        """Whether the document is one of this product's."""
        return isinstance(document, self.form) and self.parser.recognises(document)

    def extract(self, document: Document, vintage: str, facts: FileFacts | None) -> list[RawTable]:
        """Take every known table out of a document.

        Args:
            document: A document of this product.
            vintage: Reference year or span, where the document does not say it.
            facts: What is known about the file from elsewhere.

        Returns:
            The tables in the order of the document.

        Raises:
            ParseError: The document is not of this product, or breaks its layout.
        """
        if not isinstance(document, self.form):
            raise ParseError(
                f"The tables of the kind {self.name} do not come in such a file",
                where=document.file,
                expected=self.form.IN_WORDS,
                got=document.IN_WORDS,
                next_step="Leave the kind out to have the file recognised.",
            )
        return self.parser.extract(document, vintage=vintage, facts=facts)


AnyProduct = Product[Book] | Product[Pages] | Product[SeriesFile]

#: By name; tried in this order.
PRODUCTS: dict[str, AnyProduct] = {
    product.name: product
    for product in (
        Product("oews", Book, oews, tidy_oews, oews.scope_of),
        Product("projections", Book, projections, tidy_projections),
        Product("state_projections", Book, projections_central, projections_central.tidy),
        Product("price_parities", Book, price_parities, price_parities.tidy),
        Product("exposure", Book, exposure, exposure.tidy),
        Product("price_indexes", Book, indexes, indexes.tidy),
        Product("prices", Book, cpi, cpi.tidy),
        Product("onet", Book, onet, tidy_onet, onet.scope_of),
        Product("soc", Book, soc, tidy_soc),
        Product("crosswalks", Book, crosswalks, crosswalks.tidy),
        Product("ooh", Pages, handbook, tidy_handbook),
        Product("oews_series", SeriesFile, oews_series, tidy_oews),
    )
}


def extract(
    path: Path, *, kind: str = "", vintage: str = "", facts: FileFacts | None = None
) -> list[RawTable]:
    """Take every known table out of a publisher's file.

    Args:
        path: Workbook, text table, archive of them, or saved profile pages.
        kind: Product that the file is of, where it is not recognised by itself; empty to find out.
        vintage: Reference year or span, for a file that does not say it; empty to find out.
        facts: What is known about the file from elsewhere, see `RawTable.facts`.

    Returns:
        The tables in the order of the file.

    Raises:
        SourceError: The file cannot be opened.
        ParseError: The file is no table that is known here, or breaks its layout.
    """
    if kind and kind not in PRODUCTS:
        raise ParseError(
            "There is no such kind of table",
            expected=", ".join(PRODUCTS),
            got=kind,
            next_step="Name one of these, or leave the kind out to have it recognised.",
        )
    documents = open_documents(path)
    products = [PRODUCTS[kind] if kind else _product_of(document) for document in documents]
    if not vintage and PRODUCTS["onet"] in products:
        vintage = _release_beside(path, documents)
    described = dict(facts or {})
    for document, product in zip(documents, products, strict=True):
        if product is None:
            described.update(_descriptions(document))
    if not any(products):
        raise _explains(path.name, described) if described else _unknown(path, documents)
    return [
        table
        for document, product in zip(documents, products, strict=True)
        if product
        for table in product.extract(document, vintage, described)
    ]


def parse(table: RawTable) -> pd.DataFrame:
    """Make the faithful table of a raw table, whatever its kind."""
    return PRODUCTS[parser_name(table.kind)].parser.parse(table)


def tidy(parsed: pd.DataFrame, kind: str, vintage: str, source_id: str, facts: FileFacts) -> Tables:
    """Make the tidy rows of one parsed table.

    Args:
        parsed: Faithful table, as its parser returns it.
        kind: Kind of the raw table, "<product>.<table>".
        vintage: Reference year or span.
        source_id: Raw table the rows come from.
        facts: What the file says outside its rows, see `RawTable.facts`.

    Returns:
        Rows by the name of the tidy table, or of a part that is joined later.
    """
    return PRODUCTS[parser_name(kind)].tidy(parsed, kind, vintage, source_id, facts)


def recognized(path: Path, vintage: str = "") -> Recognized | None:
    """What a file is, going by its content.

    Args:
        path: A file that can be opened.
        vintage: Reference year, span or release, where the file does not say it.

    Returns:
        Kind, vintage and scope; None if no product knows the file.

    Raises:
        SourceError: The file cannot be opened.
    """
    documents = open_documents(path)
    product = next((one for one in map(_product_of, documents) if one), None)
    if product is None:
        refuse_pages(path, documents)
        return None
    if isinstance(documents[0], SeriesFile):
        return Recognized(
            ESTIMATES_KIND, documents[0].year, "flat"
        )  # all of it need not be read to know this
    try:
        tables = extract(path, vintage=vintage)
    except ParseError:
        # It is of this kind, but does not say its vintage or has a layout that is new; reading
        # it for the tables tells which.
        return Recognized(product.name, "")
    return Recognized(tables[0].kind, tables[0].vintage, product.scope_of(tables))


def parser_name(kind: str) -> str:
    """The product's part of a table kind: "oews" of "oews.estimates"."""
    return kind.partition(".")[0]


def _product_of(document: Document) -> AnyProduct | None:
    return next((one for one in PRODUCTS.values() if one.recognises(document)), None)


def _release_beside(path: Path, documents: Sequence[Document]) -> str:
    """The release of O*NET that a folder's name, or a Read Me in an archive or beside a file says.

    Empty where the file's own name says it, or nothing does.
    """
    if any(onet.version_in(document.file) for document in documents):
        return ""
    if release := onet.version_in(path.absolute().parent.name):
        return release
    notes = [one for one in documents if one.file.lower().endswith("read me.txt")]
    beside = path.with_name("Read Me.txt")
    if not notes and beside.is_file():
        notes = open_documents(beside)
    sheets = [one.sheet() for one in notes if isinstance(one, Book)]
    return onet.version_in(
        "\n".join(text for sheet in sheets for text in map(" ".join, map(texts, sheet.rows)))
    )


def _descriptions(document: Document) -> FileFacts:
    """Facts from a file of field descriptions that lies beside the estimates in an archive."""
    sheets = document.sheets() if isinstance(document, Book) else ()
    return {name: value for sheet in sheets for name, value in read_top_code(sheet).items()}


def _explains(file: str, described: FileFacts) -> ParseError:
    amounts = ", ".join(f"{name} {value}" for name, value in sorted(described.items()))
    return ParseError(
        "This file explains the fields of a table and holds no figures itself",
        where=file,
        got=f"the floor of top-coded wages: {amounts}",
        next_step="Read the publisher's whole archive, which has the table beside it.",
    )


#: Rows of each of the first sheets in which a title or headings are looked for.
_ROWS, _SHEETS = 6, 3
#: Tables that look like those read here and are others: what stands in their first rows (titles,
#: headings, in lower case), and what they are.
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


def _unknown(path: Path, documents: Sequence[Document]) -> ParseError:
    refuse_pages(path, documents)
    refuse_list(path.name)
    if words := neighbor(documents):
        raise ParseError(
            "This file is of another publication, which is not used here",
            where=path.name,
            got=words,
            next_step="docs/sources.md lists the tables that are read.",
        )
    first = documents[0]
    if isinstance(first, SeriesFile):
        raise ParseError(
            "These are time series of a survey that is not read here",
            where=path.name,
            expected="series that begin with OE (pay and jobs by occupation) or CU (prices)",
            got=f"series that begin with {first.survey}",
        )
    rows = first.sheet().rows if isinstance(first, Book) and first.sheet_names else []
    head = next((row for row in rows[:20] if sum(map(bool, texts(row))) > 1), [])
    shown = ", ".join(str(cell).strip() for cell in head[:8])
    return ParseError(
        "This file is no table that is known here",
        where=path.name,
        expected="OEWS estimates, Employment Projections, Occupational Outlook Handbook pages, "
        "O*NET, SOC, crosswalk or CPI tables as their publishers release them",
        got=f"a table that begins with the headings {shown}" if shown else "no headings",
        next_step="If it is one of these in a layout that is new, name its kind with --kind "
        f"({', '.join(PRODUCTS)}); the message will then say which headings are not understood.",
    )


def neighbor(documents: Sequence[Document]) -> str:
    """What a file is that no product takes, in words; empty if that is not known either."""
    for book in documents:
        if isinstance(book, Book):
            sheets = (book.sheet(name) for name in book.sheet_names[:_SHEETS])
            rows = (row for sheet in sheets for row in sheet.rows[:_ROWS])
            text = " ".join(" ".join(" ".join(texts(row)).split()) for row in rows).lower()
            for pattern, words in _NEIGHBORS.items():
                if re.search(pattern, text):
                    return words
    return ""
