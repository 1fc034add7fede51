"""An article in a page: every claim marked where it stands, with a verdict that needs no colour."""

import pandas as pd
import pytest
from lxml import html

from labor.answers.article.answer import CheckedClaim, article_of
from labor.answers.article.claims import Claim
from labor.answers.article.page import (
    article_answer,
    article_claims,
    article_table,
    article_text,
)
from labor.answers.article.published import Figure
from labor.answers.article.text import Sentence
from labor.answers.article.verdicts import VERDICTS
from labor.provenance.origin import Cell
from labor.provenance.text import BEGIN, END, TEXT

SOURCES = pd.DataFrame({"source_id": ["oews"], "title": ["Wages"]}, dtype="str")
CELL = Cell("wages", ("2018", "99", "43-4071", "median"), "annual_wage_usd")
FIGURE = Figure(
    "pay", 10, "published", 2018, "43-4071", "Clerks", True, "oews", "median", "hourly", cell=CELL
)


def claim(sentence, printed, verdict, **more):
    words = Claim(sentence, printed, "pay", 10, 1)
    return CheckedClaim(words, verdict, "It is so.", "Clerks", (FIGURE,), **more)


def article(paragraphs, *checked):
    sentences = [
        Sentence(text, False, block) for block, texts in enumerate(paragraphs) for text in texts
    ]
    return article_of(sentences, checked, SOURCES)


def tree(block):
    return html.fragment_fromstring(block.html, create_parent="div")


PAY = "They earned $10 or $20."


def test_every_claim_is_marked_at_its_place_with_its_verdict_in_words():
    both = article([[PAY]], claim(PAY, "$10", "confirmed"), claim(PAY, "$20", "cannot be checked"))
    page = tree(article_text(both))
    assert page.xpath("//mark//text()") == ["$10", "$20"]
    text = page.text_content()
    assert text == "They earned $10 [✓ confirmed] or $20 [? cannot be checked]."


def test_two_equal_sentences_keep_their_own_claims():
    twice = article([[PAY], [PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$10", "confirmed"))
    first, second = tree(article_text(twice)).xpath("//p")
    assert "✗ wrong" in first.text_content()
    assert "✓ confirmed" in second.text_content()


def test_paragraphs_without_a_claim_are_left_out_and_counted():
    shown = tree(article_text(article([["Hello."], [PAY]], claim(PAY, "$10", "wrong"))))
    assert "Hello" not in shown.text_content()
    assert "1 paragraph or heading holds no claim and is left out." in shown.text_content()


def test_what_an_article_says_is_never_a_part_of_the_page():
    text = "<script>alert(1)</script> & $10 <b>"
    evil = article([[text]], claim(text, "$10", "wrong"))
    for block in (article_text(evil), article_claims(evil)):
        assert not tree(block).xpath("//script | //b")
    assert text.replace("$10", "$10 [✗ wrong]") == tree(article_text(evil)).text_content()


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["confirmed"], "The one claim of this article holds."),
        (["wrong"], "The one claim of this article does not hold as it is written."),
        (["confirmed", "rounded"], "Both claims hold as written."),
        (["confirmed", "wrong", "wrong"], "1 of 3 claims holds as written."),
        (["wrong", "outdated", "misquoted"], "None of 3 claims hold as written."),
    ],
)
def test_the_answer_counts_what_holds(verdicts, said):
    found = article([[PAY]], *(claim(PAY, "$10", verdict) for verdict in verdicts))
    assert article_answer(found).text.splitlines()[0] == said


def test_the_answer_names_the_claims_that_fail():
    found = article([[PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$20", "outdated"))
    assert "1 is outdated (“$20”) and 1 is wrong (“$10”)" in article_answer(found).text


def test_an_article_without_claims_is_not_called_right():
    assert "no sign that it is right" in article_answer(article([["Hello."]])).text


def test_every_verdict_has_a_sign_of_its_own():
    assert len({meaning.sign for meaning in VERDICTS.values()}) == len(VERDICTS) == 7


def test_the_table_has_a_row_for_each_claim():
    found = article([[PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$20", "confirmed"))
    rows = html.fragment_fromstring(article_table(found).html, create_parent="div")
    assert len(rows.xpath("//tbody/tr")) == 2
    assert "✗ wrong" in rows.text_content()


def test_the_rows_have_the_figure_and_the_sources_its_table():
    found = article([[PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$20", "confirmed"))
    row = found.rows.iloc[0]
    assert (row["claim"], row["verdict"], row["value_usd_pct_or_jobs"]) == ("$10", "wrong", 10)
    assert found.sources["source_id"].tolist() == ["oews"]
    assert [one.claim.printed for one in found] == ["$10", "$20"]


def test_page_terminal_and_json_give_the_same_sentences_and_caveats():
    found = article([[PAY]], claim(PAY, "$10", "wrong"), claim(PAY, "$20", "confirmed"))
    record = found.to_dict()
    assert article_answer(found).text.splitlines() == record["sentences"]
    lines = found.lines()
    assert lines[:2] == record["sentences"]
    assert lines[-len(found.caveats) :] == [f"- {text}" for text in record["caveats"]]
    assert record["verdicts"] == {"wrong": 1, "confirmed": 1}
    assert record["claims"][0]["figures"][0]["printed"] == "$10.00 an hour"


def test_a_terminal_shows_no_marks():
    text = "\n".join(article([[PAY]], claim(PAY, "$10", "wrong", today=(FIGURE,))).lines())
    assert "Today: the median of 43-4071 Clerks, May 2018: $10.00 an hour [oews]" in text
    assert not set(text) & {BEGIN, TEXT, END}
