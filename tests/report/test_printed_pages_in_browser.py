"""On paper a report is whole: no table is cut, no row divided, headings on every sheet."""

import re
from collections import Counter
from pathlib import Path

import pytest
from browsing import open_details, open_page
from default_reports import REPORTS

pdfium = pytest.importorskip("pypdfium2")

pytestmark = pytest.mark.slow

#: Printed points of white at each edge, a little less than the page's own margins.
_MARGIN = 36


@pytest.fixture(scope="module", params=REPORTS)
def page(request, browser, default_pages):
    """A report with every table opened, as a reader who wants the numbers prints it."""
    opened = open_page(browser, (default_pages / f"{request.param}.html").as_uri(), scheme="dark")
    open_details(opened)
    opened.evaluate("document.querySelectorAll('.page-all').forEach(button => button.click())")
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["A4", "Letter"])
def printed(request, page, tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("print") / "report.pdf"
    page.pdf(path=path, format=request.param)
    with pdfium.PdfDocument(path) as document:
        yield document


def words_of(text: str) -> Counter[str]:
    return Counter(re.sub(r"[^\w$%.,]", " ", text.replace("\N{SOFT HYPHEN}", "")).split())


def test_every_row_is_whole_on_one_sheet_under_its_headings(page, printed):
    sheets = [words_of(sheet.get_textpage().get_text_range()) for sheet in printed]
    tables = page.evaluate(
        """[...document.querySelectorAll('main table')].map(table => [
            table.tHead.innerText,
            [...table.tBodies[0].rows].map(row => row.innerText)])"""
    )
    for head, rows in tables:
        for row in rows:
            holding = [sheet for sheet in sheets if words_of(row) <= sheet]
            assert holding, row
            assert any(words_of(head) <= sheet for sheet in holding), row


def test_nothing_is_cut_at_an_edge(printed):
    for sheet in printed:
        width, height = sheet.get_size()
        text = sheet.get_textpage()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            words = text.get_text_bounded(left, bottom, right, top)
            assert left >= _MARGIN, words
            assert right <= width - _MARGIN, words
            assert bottom >= _MARGIN, words
            assert top <= height - _MARGIN, words


def test_no_sheet_is_nearly_empty_but_the_last(printed):
    lengths = [len(sheet.get_textpage().get_text_range()) for sheet in printed]
    assert min(lengths[:-1], default=200) >= 200


def test_every_chart_is_whole_on_one_sheet_with_its_title(page, printed):
    sheets = [words_of(sheet.get_textpage().get_text_range()) for sheet in printed]
    charts = page.evaluate(
        """() => {
            const drawn = text => {
                const seen = text.cloneNode(true);
                seen.querySelectorAll('title').forEach(tip => tip.remove());
                return seen.textContent; };
            return [...document.querySelectorAll('figure.labor-chart')].map(figure => [
                figure.querySelector('figcaption').innerText,
                ...[...figure.querySelectorAll(
                    figure.closest('.half') ? '.labor-narrow text' : '.labor-wide text')]
                    .map(drawn)].join(' ')); }"""
    )
    for chart in charts:
        assert any(words_of(chart) <= sheet for sheet in sheets), chart[:80]


def test_a_page_printed_in_the_dark_is_black_on_white_and_without_controls(page, printed):
    bitmap = printed[0].render(scale=0.2).to_numpy()
    assert bitmap[:4].min() == 255
    assert bitmap.mean() > 200
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in printed)
    for control in ("Press a heading", "Download these", "Skip to the report"):
        assert control not in text


def test_sources_on_paper_say_their_address(page, printed):
    text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    # A hyphen at the end of a line is lost on the way out of the file.
    text = re.sub(r"\s|-|\N{SOFT HYPHEN}|\ufffe|￾", "", text)
    links = page.evaluate(
        "[...document.querySelectorAll('.labor-sources a')].map(a => a.getAttribute('href'))"
    )
    assert [link for link in links if re.sub(r"\s|-", "", link) not in text] == []


def test_what_is_folded_up_on_the_screen_is_on_paper_unless_a_chart_shows_it(
    browser, default_pages, tmp_path
):
    for name in REPORTS:
        page = open_page(browser, (default_pages / f"{name}.html").as_uri())
        folded = page.evaluate(
            "[...document.querySelectorAll('details :is(summary, p, li, th, td)')]"
            ".filter(part => !part.closest('figure, footer, .labor-sources'))"
            ".map(part => part.textContent)"
        )
        page.pdf(path=tmp_path / "report.pdf")
        page.close()
        with pdfium.PdfDocument(tmp_path / "report.pdf") as document:
            text = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
        printed = words_of(text)
        assert [part for part in folded if not words_of(part) <= printed] == [], name
        assert "Numbers as a table" not in text


def test_the_overview_is_three_sides_of_paper_without_closed_tables_or_buttons(
    browser, default_pages, tmp_path
):
    page = open_page(browser, (default_pages / "overview.html").as_uri())
    shown = page.evaluate(
        """[...document.querySelectorAll('figure details:not([open]), button')]
            .filter(e => e.checkVisibility()).length"""
    )
    assert shown > 0
    page.emulate_media(media="print")
    printed = page.evaluate(
        """[...document.querySelectorAll('figure details:not([open]), button')]
            .filter(e => e.checkVisibility() && getComputedStyle(e).display !== 'contents')
            .map(e => e.textContent.slice(0, 60))"""
    )
    assert printed == []
    for paper in ("A4", "Letter"):
        page.pdf(path=tmp_path / f"{paper}.pdf", format=paper)
        with pdfium.PdfDocument(tmp_path / f"{paper}.pdf") as document:
            assert len(document) <= 3, paper
    page.close()
