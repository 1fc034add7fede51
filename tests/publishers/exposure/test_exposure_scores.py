"""Scores of exposure to AI: every score of the held files, and what is wrong in others."""

import csv
import io

import pytest

from labor.errors import ParseError
from labor.publishers.exposure.parse import LAYOUTS, extract, parse, recognises
from labor.publishers.reading.files import book_from_bytes, open_books

HEAD = "occ_code,title,observed_exposure\n"
#: File, study and occupations.
HELD = {
    "AnthropicEconomicIndex_job_exposure.csv": ("observed", 756),
    "GPTs-are-GPTs_occ_level.csv": ("gpts_are_gpts", 923),
    "microsoft_soc_ai_applicability_scores.csv": ("ai_applicability", 785),
}


def read(text):
    (table,) = extract(book_from_bytes(text.encode(), "scores.csv"))
    return parse(table)


@pytest.mark.parametrize("name", HELD)
def test_every_score_of_a_held_file_is_taken(new_publishers, name):
    path = new_publishers / "exposure" / name
    study, number = HELD[name]
    (book,) = open_books(path)
    assert recognises(book)
    (table,) = extract(book)
    assert table.kind == f"exposure.{study}"
    rows = parse(table)
    assert len(rows) == number
    head, *lines = csv.reader(io.StringIO(path.read_text("utf-8")))
    for heading, score in LAYOUTS[study].scores.items():
        printed = [float(line[head.index(heading)]) for line in lines]
        assert rows[score].tolist() == printed


def test_the_tidy_table_has_every_score_of_every_study(built):
    rows = built["exposure"]
    counts = rows["score"].value_counts().to_dict()
    assert counts["claude_observed"], counts["copilot_applicability"] == (756, 785)
    assert counts["human_beta"] == counts["gpt4_alpha"] == 923
    found = rows.set_index(["score", "occupation_code"])["exposure_index"]
    # Anthropic, March 2026: three quarters of the tasks of computer programmers are covered.
    assert round(found["claude_observed", "15-1251"], 2) == 0.75


def test_codes_and_titles_are_those_of_soc_2018(built):
    rows = built["exposure"]
    listed = built["occupations"]
    titles = listed[listed["soc_version"] == "soc_2018"].drop_duplicates("occupation_code")
    own = titles.set_index("occupation_code")["occupation_title"]
    of_soc = rows[rows["occupation_code"] == rows["soc_code"]]
    assert set(rows["soc_code"]) <= set(own.index)

    def fold(title):
        return title.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()

    assert of_soc["occupation_title"].map(fold).tolist() == [
        fold(own[c]) for c in of_soc["soc_code"]
    ]


@pytest.mark.parametrize(
    ("text", "expected", "got"),
    [
        ("29-207,Specialists,0.5", "an occupation code", "29-207"),
        ("29-2072,Specialists,1.5", "a score from 0 to 1", "1.5"),
        ("29-2072,Specialists,", "a score from 0 to 1", "''"),
        ("29-2072,Specialists,0.5\n29-2072,Specialists,0.6", "every row once", "29-2072"),
    ],
)
def test_a_row_of_another_form_is_refused_with_its_place(text, expected, got):
    with pytest.raises(ParseError, match="scores of exposure") as refused:
        read(HEAD + text)
    assert refused.value.expected == expected
    assert got in refused.value.got
    assert "scores.csv" in refused.value.where


def test_a_table_of_other_headings_is_none_of_a_study():
    book = book_from_bytes(b"occ_code,title,my_score\n29-2072,Specialists,0.5\n", "mine.csv")
    assert not recognises(book)
    with pytest.raises(ParseError, match="headings"):
        extract(book)
