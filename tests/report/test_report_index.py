"""The index links every report of a run."""

import pytest
from lxml import html

from labor.errors import ReportError
from labor.report import ReportLink, write_index
from labor.report.page_checks import problems_of


def test_reports_are_linked_with_their_parameters(tmp_path):
    entries = [
        ReportLink(
            tmp_path / "a role.html", "Clerks & tellers", {"year": 2018, "peers": ["a", "b"]}
        ),
        ReportLink(tmp_path / "more" / "b.html", "Nurses"),
    ]
    out = write_index(entries, tmp_path / "index.html", title="Reports of May")
    page = out.read_text(encoding="utf-8")
    tree = html.document_fromstring(page)
    assert problems_of(page) == []
    assert tree.xpath("string(//h1)") == tree.xpath("string(//title)") == "Reports of May"
    links = {a.text_content(): a.get("href") for a in tree.xpath("//main//a")}
    assert links == {"Clerks & tellers": "a%20role.html", "Nurses": "more/b.html"}
    assert "year: 2018, peers: a; b" in tree.text_content()
    assert "2 reports" in tree.text_content()


def test_a_report_is_listed_with_its_question(tmp_path):
    page = tmp_path / "a.html"
    page.write_text(
        '<title>A</title><meta content="What &amp; where?" name="description"/><style></style>'
        '<meta content="Not this" name="description"/>'
    )
    listed = write_index([ReportLink(page, "A")], tmp_path / "index.html").read_text(
        encoding="utf-8"
    )
    tree = html.document_fromstring(listed)
    assert [span.text_content() for span in tree.xpath("//main//span")] == ["What & where?"]


def test_the_same_reports_give_the_same_bytes(tmp_path):
    entry = ReportLink(tmp_path / "a.html", "A")
    first = write_index([entry], tmp_path / "index.html").read_bytes()
    assert write_index([entry], tmp_path / "index.html").read_bytes() == first
    assert b"1 report," in first
    assert str(tmp_path).encode() not in first


def test_a_place_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReportError, match="cannot be written"):
        write_index([], tmp_path / "file" / "index.html")
