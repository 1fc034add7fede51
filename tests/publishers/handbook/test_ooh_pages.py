"""Saved pages of the Handbook: what is read, and that nothing wrong or unsafe is."""

import io
import lzma
import tarfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooh_page import CLERKS, TECHNICIANS, page, pages_of

from labor.errors import LaborError, ParseError, SourceError
from labor.publishers.handbook import parse as ooh
from labor.publishers.reading.pages import holds_pages, open_pages, read_pages


def facts_of(*pages, vintage=""):
    named = {f"page{number}": content for number, content in enumerate(pages)}
    return {
        table.kind.removeprefix("ooh."): ooh.parse(table)
        for table in ooh.extract(pages_of(**named), vintage)
    }


def test_a_page_of_the_newest_edition():
    facts = facts_of(page())
    row = facts["quick_facts"].iloc[0]
    assert row["profile_id"] == "information-clerks"
    assert row["title"] == "Information Clerks"
    assert (row["median_annual"], row["median_hourly"]) == (43_730, 21.02)
    assert (row["jobs"], row["change"], row["target_jobs"]) == (1_336_600, -34_600, 1_302_000)
    assert (row["outlook_pct"], row["outlook_phrase"]) == (-3, "Decline")
    assert (row["soc_code"], row["soc_code_mark"]) == ("", "—")
    assert (row["p10_annual"], row["p90_annual"]) == (29_990, 65_420)
    assert row["openings"] == 149_200
    assert (row["pay_year"], row["base_year"], row["target_year"]) == (2024, 2024, 2034)
    assert row["page_date"] == "2025-08-28"


def test_the_tables_of_a_page():
    facts = facts_of(page())
    members = facts["members"]
    assert members["soc_code"].tolist() == ["", "43-4021", "43-4071", "43-4151"]
    assert members["level"].tolist() == [0, 1, 1, 1]
    assert members["change_pct"].tolist() == [-3, -6, -16, -18]
    similar = facts["similar_occupations"]
    assert similar["similar_profile_id"].tolist() == [
        "medical-transcriptionists", "physicians-and-surgeons", "actors"
    ]  # fmt: skip
    assert similar["median_annual"].tolist()[:2] == [37_550, 239_200]
    assert similar["median_annual_mark"].tolist() == ["", ">=", "not available"]
    wages = facts["pay_settings"]
    assert wages["kind"].tolist() == ["all", "occupation", "occupation", "industry"]
    assert wages["setting"].tolist() == ["all", "Order clerks", "File clerks", "Federal government"]
    assert wages["wage"].tolist() == [43_730, 44_660, 41_270, 53_910]
    assert set(wages["who"]) == {"information clerks"}


def test_a_page_of_the_edition_2018_28():
    # $40,350 a year, $19.40 an hour, 215,500 jobs, 11% (Much faster than average), +23,100:
    # Quick Facts of that edition, archived by the UNT libraries on 2020-12-18.
    facts = facts_of(page(TECHNICIANS, base=2018, pay_year=2018, dash="-"))
    row = facts["quick_facts"].iloc[0]
    assert (row["median_annual"], row["median_hourly"]) == (40_350, 19.40)
    assert (row["jobs"], row["change"], row["outlook_pct"]) == (215_500, 23_100, 11)
    assert row["outlook_phrase"] == "Much faster than average"
    assert (row["soc_code"], row["target_jobs"]) == ("29-2071", 238_600)
    assert (row["pay_year"], row["base_year"], row["target_year"]) == (2018, 2018, 2028)
    assert np.isnan(row["openings"]) and row["openings_mark"] == ""
    # National OEWS of May 2018.
    assert (row["p10_annual"], row["p90_annual"]) == (26_550, 66_260)


def test_a_page_with_a_control_character_is_refused_in_words():
    damaged = page().replace(b"per year", b"per\x05year", 1).replace(b"<br>", b"<br>\x05")
    assert damaged.count(b"\x05") > 1
    with pytest.raises(LaborError, match="control characters"):
        facts_of(damaged)


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (b'<tr><th><p class="sub1"><strong> Corr', b'<th><p class="sub1"><strong> Corr', "Corr"),
        (b'<table id="outlook-table">', b"", "Occupational Title"),
        (b"</th><td>  -34,600</td>", b"</th><t,d>  -34,600</td>", "Employment Change"),
        (b"<td>  See How to Become One</td>", b"<td></td>", "Entry-Level Education"),
        (b"<h2><span>Job Outlook</span></h2>", b"", "the section 'Job Outlook'"),
        (b'<h2 id="pay"><span> Pay', b'<h2 id="pay"><span> Py', "the section 'Pay'"),
        (b"about 149,200 openings", b"abut 149,200 openings", "openings a year"),
        (b"half earned less.", b"half<htm earned less.", "the lowest and highest 10 percent"),
        (b">43-4021<", b">43-4021 43-4022<", "43-4022"),
    ],
)
def test_a_page_of_which_a_damaged_tag_or_word_hides_something_is_refused(old, new, lost):
    content = page()
    assert old in content
    with pytest.raises(ParseError, match=f"(?s)not all of its rows.*{lost}"):
        facts_of(content.replace(old, new, 1))


def test_pages_of_several_editions_make_tables_of_their_own():
    old = page(TECHNICIANS, base=2018, pay_year=2018)
    tables = ooh.extract(pages_of(a=page(), b=old))
    assert [(table.kind, table.vintage) for table in tables if table.kind == "ooh.members"] == [
        ("ooh.members", "2018-28"),
        ("ooh.members", "2024-34"),
    ]


def test_wording_of_older_editions():
    section = CLERKS["pay_section"].replace("the highest 10 percent", "the top 10 percent")
    section = section.replace("in the top industries", "in the top five industries")
    facts = facts_of(page(pay_section=section))
    assert facts["quick_facts"]["p90_annual"].tolist() == [65_420]


@pytest.mark.parametrize("missing", ["pay", "education", "jobs", "outlook", "change"])
def test_a_quick_fact_that_is_missing_keeps_the_row(missing):
    facts = facts_of(page(), page(slug="file-clerks", **{missing: None}))["quick_facts"]
    assert facts["profile_id"].tolist() == ["information-clerks", "file-clerks"]
    column = {"pay": "median_annual", "outlook": "outlook_phrase"}.get(missing, missing)
    assert facts[column].isna().tolist()[1] or facts[column].tolist()[1] == ""


def test_a_page_without_quick_facts_joins_the_edition_of_the_others():
    bare = page(slug="military-careers", group="military", members=[], pay_section="")
    start, end = (
        bare.index(b'<table id="quickfacts"'),
        bare.index(b'</table></div>\n<div id="tab-5"'),
    )
    bare = bare[:start] + bare[end:]
    facts = facts_of(page(), bare)["quick_facts"]
    assert facts["profile_id"].tolist() == ["information-clerks", "military-careers"]
    assert facts["jobs"].isna().tolist() == [False, True]
    assert facts_of(bare, vintage="2024-34")["quick_facts"]["base_year"].tolist() == [2024]
    with pytest.raises(ParseError, match="which edition"):
        facts_of(bare)


def test_only_a_single_wage_sentence_speaks_for_the_whole_profile():
    second = CLERKS["pay_section"].replace("for information clerks", "for file clerks")
    facts = facts_of(page(pay_section=CLERKS["pay_section"] + second))
    assert facts["quick_facts"]["p10_annual"].isna().all()
    kinds = facts["pay_settings"].query("kind == 'all'")
    assert kinds["who"].tolist() == ["information clerks", "file clerks"]
    old = CLERKS["pay_section"].replace("May 2024", "May 2017")
    facts = facts_of(page(pay_section=old))
    assert facts["quick_facts"]["p10_annual"].isna().all(), "2017 is not the year of the page's pay"
    assert set(facts["pay_settings"]["pay_year"]) == {2017}


def test_a_percentile_at_the_top_code_of_its_year_is_a_floor():
    capped = CLERKS["pay_section"].replace("$65,420", "$239,200")
    facts = facts_of(page(pay_section=capped))["quick_facts"]
    assert (facts["p90_annual"].item(), facts["p90_annual_mark"].item()) == (239_200, ">=")
    later = capped.replace("May 2024", "May 2025")
    facts = facts_of(page(pay_year=2025, pay_section=later))["quick_facts"]
    assert facts["p90_annual_mark"].item() == "", "percentiles of May 2025 are not capped"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outlook": "7% (Rather fast)"}, "An outlook is worded"),
        ({"pay": "$43,730 per month"}, "A pay is worded"),
        ({"pay": "about $43,730 per year"}, "A pay is worded"),
        ({"jobs": "1,336.6"}, "A count is worded"),
        ({"change": "n. a."}, "A count is worded"),
    ],
)
def test_an_unknown_wording_is_refused_with_its_place(changes, message):
    with pytest.raises(ParseError, match=message) as caught:
        facts_of(page(**changes))
    assert "profile information-clerks" in caught.value.where


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"Number of Jobs, 2024", b"Number of Workers, 2024", "row of the quick facts"),
        (b"Employment Change, 2024", b"Employment Change, 2022", "contradicts itself"),
        (b"Number of Jobs, 2024", b"Number of Jobs, 2023", "other years"),
        (b"<th>Numeric</th>", b"<th>Rank</th>", "does not have the columns"),
        (b"<th>Percent</th>", b"", "does not have the columns"),
        (b">43-4021<", b">43-402<", "occupation code"),
        (b"<th>Job Duties</th>", b"<th>Stars</th>", "does not have the columns"),
        (b"were as follows:</p>\n<table>", b"follow:</p>\n<table>", "text on pay"),
        (b"10 percent earned less than $29,990", b"10 percent earned less than a lot", "on pay"),
        (b"Occupational Outlook Handbook", b"Handbook", "not a profile"),
    ],
)
def test_an_unknown_layout_is_refused(old, new, message):
    content = page()
    assert old in content
    with pytest.raises(ParseError, match=message):
        facts_of(content.replace(old, new))


def test_the_same_profile_twice_is_refused():
    with pytest.raises(ParseError, match="twice"):
        facts_of(page(), page())


@settings(deadline=None)
@given(cut=st.integers(0, len(page().rstrip()) - 1))
def test_a_cut_page_is_refused(cut):
    with pytest.raises(SourceError, match="cut"):
        ooh.extract(pages_of(page=page()[:cut]))


@settings(deadline=None)
@given(place=st.integers(0, len(page()) - 1), junk=st.binary(min_size=1, max_size=6))
def test_a_damaged_page_gives_facts_or_an_error_of_ours(place, junk):
    content = page()
    try:
        facts = facts_of(content[:place] + junk + content[place + len(junk) :])
    except LaborError:
        return
    assert len(facts["quick_facts"]) == 1


def test_other_pages_and_tables_are_not_taken(tmp_path):
    foreign = b"<html><head><title>Access denied</title></head><body></body></html>"
    (tmp_path / "denied.html").write_bytes(foreign)
    assert not ooh.recognises(open_pages(tmp_path / "denied.html"))
    assert not ooh.recognises(open_pages(tmp_path))
    (tmp_path / "information-clerks.html").write_bytes(page())
    assert ooh.recognises(open_pages(tmp_path / "information-clerks.html"))
    assert ooh.recognises(open_pages(tmp_path))
    assert not ooh.recognises(open_pages(tmp_path / "missing.html"))
    with pytest.raises(ParseError, match="not a profile"):
        ooh.extract(pages_of(a=foreign))


def test_what_holds_pages_is_told_from_table_files(tmp_path):
    for name, content, expected in (
        ("a.html", page(), True),
        ("b.htm", b"\xef\xbb\xbf<!-- saved from url -->\n" + page(), True),
        ("a.tar.xz", lzma.compress(b"x"), True),
        ("a.csv.xz", lzma.compress(b"x"), False),
        ("a.csv", b"Title,Text\nWeb developers,Write <html> pages\n", False),
    ):
        (tmp_path / name).write_bytes(content)
        assert holds_pages(tmp_path / name) is expected, name
    assert holds_pages(tmp_path)
    assert not holds_pages(tmp_path / "missing.html")


def archive(*members):
    """A `.tar.xz` of (name, content); content None makes a link."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:xz") as tar:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content or b"")
            if content is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
            tar.addfile(info, io.BytesIO(content or b""))
    return stream.getvalue()


def test_pages_come_from_a_file_a_folder_or_an_archive(tmp_path):
    content = page()
    (tmp_path / "information-clerks.html").write_bytes(content)
    (tmp_path / "notes.txt").write_text("not a page")
    expected = [("information-clerks", content)]
    assert list(read_pages(tmp_path / "information-clerks.html")) == expected
    assert list(read_pages(tmp_path)) == expected
    packed = tmp_path / "pages.tar.xz"
    packed.write_bytes(
        archive(
            ("html/information-clerks.html", content), ("a.txt", b"x"), ("html/link.html", None)
        )
    )
    assert list(read_pages(packed)) == expected, "links and other files are passed over"


@pytest.mark.parametrize("name", ["../a.html", "/a.html", "html/../../a.html", "..\\a.html"])
def test_a_member_outside_the_archive_is_refused(tmp_path, name):
    path = tmp_path / "pages.tar.xz"
    path.write_bytes(archive((name, page())))
    with pytest.raises(SourceError, match="outside the archive"):
        list(read_pages(path))


def test_an_archive_without_pages_and_a_missing_file_are_refused(tmp_path):
    path = tmp_path / "pages.tar.xz"
    path.write_bytes(archive(("a.txt", b"x")))
    with pytest.raises(SourceError, match="no page"):
        list(read_pages(path))
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_pages(tmp_path / "missing.html"))
    (tmp_path / "empty.html").write_bytes(b"")
    with pytest.raises(SourceError, match="empty"):
        list(read_pages(tmp_path / "empty.html"))


def test_a_page_larger_than_pages_are_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("labor.publishers.reading.pages.MAX_PAGE_BYTES", 100)
    (tmp_path / "a.html").write_bytes(page())
    with pytest.raises(SourceError, match="larger"):
        list(read_pages(tmp_path / "a.html"))
    monkeypatch.setattr("labor.publishers.reading.pages.MAX_ARCHIVE_BYTES", 4096)
    (tmp_path / "a.tar.xz").write_bytes(archive(("a.html", bytes(20_000))))
    with pytest.raises(SourceError, match="larger"):
        list(read_pages(tmp_path / "a.tar.xz"))


PACKED = archive(("html/information-clerks.html", page()), ("html/b.html", page(slug="b")))


@settings(deadline=None)
@given(cut=st.integers(1, len(PACKED) - 1))
def test_a_cut_archive_is_refused(tmp_path_factory, cut):
    path = tmp_path_factory.getbasetemp() / "cut.tar.xz"
    path.write_bytes(PACKED[:cut])
    with pytest.raises(LaborError):
        ooh.extract(open_pages(path))
