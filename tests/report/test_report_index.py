"""The index links every report of a run."""

import pytest
from lxml import html

from labor.errors import ReportError
from labor.report import ReportLink, write_index
from labor.report.index import link_pages, with_links, without_links
from labor.report.page_checks import problems_of


def test_reports_are_linked_by_their_titles(tmp_path):
    entries = [
        ReportLink(tmp_path / "a role.html", "Clerks & tellers"),
        ReportLink(tmp_path / "more" / "b.html", "Nurses"),
    ]
    beside = [("All occupations", tmp_path / "explorer.html")]
    out = write_index(entries, tmp_path / "index.html", beside=beside)
    page = out.read_text(encoding="utf-8")
    tree = html.document_fromstring(page)
    assert problems_of(page) == []
    assert tree.xpath("//header//a/@href") == ["explorer.html"]
    assert tree.xpath("string(//h1)") == tree.xpath("string(//title)") == "Reports"
    links = {a.text_content(): a.get("href") for a in tree.xpath("//main//a")}
    assert links == {"Clerks & tellers": "a%20role.html", "Nurses": "more/b.html"}
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


def test_reports_on_one_role_stand_together_with_place_time_and_peers(tmp_path):
    def page(name, **about):
        metas = "".join(f'<meta name="labor:{k}" content="{v}">' for k, v in about.items())
        path = tmp_path / f"{name}.html"
        path.write_text(f"<title>{name}</title>{metas}<style></style>")
        return ReportLink(path, name)

    links = [
        page("a", role="Actors", about="Overview", place="Texas", period="May 2024"),
        page("b", role="Nurses", about="Overview", place="United States", period="May 2025"),
        page("c", role="actors", about="Overview", period="May 2024", beside="dancers"),
        page("d", about="Explore"),
    ]
    out = write_index(links, tmp_path / "index.html")
    tree = html.document_fromstring(out.read_text(encoding="utf-8"))
    sections = [
        [text for text in section.itertext() if text.strip()] for section in tree.iter("section")
    ]
    assert sections == [
        ["Actors", "Overview", "Texas, May 2024", "Overview", "May 2024", "beside dancers"],
        ["Nurses", "Overview", "United States, May 2025"],
        ["Other roles", "d"],
    ]


def test_pages_of_a_run_lead_to_each_other_and_to_the_list(tmp_path):
    names = {"Overview": "one.html", "Outlook": "two two.html"}
    for name in names.values():
        (tmp_path / name).write_text("<div>\n<header>\n<h1>A</h1></header></div>")
    link_pages([(about, tmp_path / name) for about, name in names.items()], tmp_path / "index.html")
    tree = html.document_fromstring((tmp_path / "two two.html").read_text(encoding="utf-8"))
    links = {a.text: (a.get("href"), a.get("aria-current")) for a in tree.xpath("//nav//a")}
    assert links == {
        "All reports": ("index.html", None),
        "Overview": ("one.html", None),
        "Outlook": ("two%20two.html", "page"),
    }


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


LINKS = [("All reports", "../index.html", False), ("Pay by place", "places-rn.html", True)]


def test_links_to_other_pages_are_taken_out_as_they_were_put_in():
    page = "<main>\n<header>\n<h1>Registered Nurses</h1>\n</header>\n</main>\n"
    assert without_links(with_links(page, LINKS)) == page


@pytest.mark.parametrize(
    "link",
    [
        ("Median $93,600", "places-rn.html", False),
        ("Pay by place", "https://example.org/", False),
        ("Pay by place", "//example.org/a.html", False),
    ],
)
def test_links_that_tell_more_than_where_a_page_is_are_part_of_it(link):
    page = with_links("<header>\n<h1>Registered Nurses</h1>\n</header>\n", [*LINKS, link])
    assert without_links(page) == page
